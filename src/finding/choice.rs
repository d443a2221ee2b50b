//! Which lints are asked, and at which level: what several places say of them, one over the other.

use crate::data::SetBy;
use crate::lint::Level;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one place says of lints: the command line, a configuration file, a table in it. Each entry is the name of a lint or of a
/// group, with the place at which it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// If there are any, only these are asked.
    pub select: BTreeMap<String, SetBy>,
    /// These are not asked.
    pub ignore: BTreeMap<String, SetBy>,
    /// Levels; `None` switches off.
    pub levels: BTreeMap<String, (Option<Level>, SetBy)>,
}

/// What several choices together make of a lint; with the places that decide, of which there are none where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen<'c> {
    /// Whether it is asked.
    pub asked: Option<(bool, &'c SetBy)>,
    /// Its level.
    pub level: Option<(Level, &'c SetBy)>,
}

impl Choice {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty() && self.levels.is_empty()
    }

    /// Whether `lint` is asked. What is said of the lint counts before what is said of its group, `ignore` and `off` before `select`,
    /// and a level says that it is asked, unless others are selected.
    fn asked(&self, lint: &str) -> Option<(bool, &SetBy)> {
        let group = group_of(lint);
        let off =
            |name| self.ignore.get(name).or_else(|| self.levels.get(name).filter(|(level, _)| level.is_none()).map(|(_, origin)| origin));
        let on = |name| self.levels.get(name).filter(|(level, _)| level.is_some()).map(|(_, origin)| origin);
        let selected = |name| self.select.get(name);
        let may_be = |name: &str| self.select.is_empty() || self.select.contains_key(name);
        let no = |origin| (false, origin);
        let yes = |origin| (true, origin);
        let of_lint = || off(lint).map(no).or_else(|| selected(lint).or_else(|| on(lint).filter(|_| may_be(group))).map(yes));
        let of_group = || off(group).map(no).or_else(|| selected(group).map(yes));
        let others = || self.select.values().next().map(no);
        of_lint().or_else(of_group).or_else(others).or_else(|| on(group).map(yes))
    }

    fn level(&self, lint: &str) -> Option<(Level, &SetBy)> {
        let (level, origin) = self.levels.get(lint).or_else(|| self.levels.get(group_of(lint)))?;
        Some(((*level)?, origin))
    }
}

/// What `choices` make of a lint; the first that speaks of it decides.
#[must_use]
pub fn choose<'c>(choices: &'c [Arc<Choice>], lint: &str) -> Chosen<'c> {
    Chosen { asked: choices.iter().find_map(|choice| choice.asked(lint)), level: choices.iter().find_map(|choice| choice.level(lint)) }
}

/// The group in the name of a lint.
fn group_of(lint: &str) -> &str {
    lint.split('/').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `+a` as selected, `-a` as ignored, `a=error` as a level.
    fn choice(words: &str) -> Arc<Choice> {
        let mut choice = Choice::default();
        for word in words.split_whitespace() {
            let place = SetBy::Because(word.to_owned());
            if let Some(name) = word.strip_prefix('+') {
                choice.select.insert(name.to_owned(), place);
            } else if let Some(name) = word.strip_prefix('-') {
                choice.ignore.insert(name.to_owned(), place);
            } else if let Some((name, level)) = word.split_once('=') {
                let level = crate::lint::LEVELS.iter().find(|(word, _)| *word == level).map(|(_, level)| *level);
                choice.levels.insert(name.to_owned(), (level, place));
            }
        }
        Arc::new(choice)
    }

    /// What the layers, the first of which counts most, make of the lint `g/a`: the entry that decides, or its level.
    fn asked(layers: &[&str]) -> String {
        let choices: Vec<_> = layers.iter().map(|words| choice(words)).collect();
        let chosen = choose(&choices, "g/a");
        match (chosen.asked, chosen.level) {
            (Some((false, place)), _) => format!("off by {place}"),
            (_, Some((level, place))) => format!("{level} by {place}"),
            (Some((true, place)), None) => format!("on by {place}"),
            (None, None) => "default".to_owned(),
        }
    }

    #[test]
    fn within_one_place_the_lint_counts_before_the_group() {
        for (words, made) in [
            ("", "default"),
            ("h=off -h/a h/b=error", "default"),
            ("g=off", "off by g=off"),
            ("g=off g/a=error", "error by g/a=error"),
            ("g=error g/a=off", "off by g/a=off"),
            ("g=note g/a=error", "error by g/a=error"),
            ("-g g/a=note", "note by g/a=note"),
            ("-g +g/a", "on by +g/a"),
            ("+g -g/a", "off by -g/a"),
            ("+g/a -g/a", "off by -g/a"),
            ("+g g=off", "off by g=off"),
        ] {
            assert_eq!(asked(&[words]), made, "{words}");
        }
    }

    #[test]
    fn what_is_not_selected_is_off_whatever_its_level() {
        for (words, made) in [
            ("+h", "off by +h"),
            ("+g/b", "off by +g/b"),
            ("+g/b g=error", "off by +g/b"),
            ("+g/b g/a=error", "off by +g/b"),
            ("+h g/a=error", "off by +h"),
            ("+g g/a=error", "error by g/a=error"),
            ("+g", "on by +g"),
        ] {
            assert_eq!(asked(&[words]), made, "{words}");
        }
    }

    #[test]
    fn the_first_place_that_speaks_decides() {
        for (layers, made) in [
            (["g/a=error", "g/a=off"], "error by g/a=error"),
            (["g=note", "g/a=error"], "note by g=note"),
            (["g/a=error", "-g"], "error by g/a=error"),
            (["g=error", "+h"], "error by g=error"),
            (["+g/a", "g/a=off"], "on by +g/a"),
            (["+g/a", "g/a=note"], "note by g/a=note"),
            (["+h", "g/a=error"], "off by +h"),
            (["-g/b", "g/a=note"], "note by g/a=note"),
            (["-g", "+g/a g/a=error"], "off by -g"),
            (["", "g=warning"], "warning by g=warning"),
        ] {
            assert_eq!(asked(&layers), made, "{layers:?}");
        }
    }
}
