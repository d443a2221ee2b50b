//! `[[allow]]`: findings that are suppressed in files, for formats without comments and for whole folders.

use super::read::glob;
use super::{Config, Configs, layers_of};
use crate::data::{Problem, Table, Text, closest};
use crate::finding::{self, Allow, Form, Label, Origin, Tally};
use crate::lint::{AllowMistake, Ruleset};
use crate::source::{SourceFile, Span};
use globset::GlobMatcher;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An entry as it is written.
#[derive(Debug)]
pub(super) struct AllowRule {
    files: Vec<(Text, GlobMatcher)>,
    lints: Vec<Text>,
    reason: Arc<str>,
    owner: Option<String>,
    until: Option<(Date, Span)>,
}

/// What is wrong with an entry, to be said by one of noticelint's own lints.
#[derive(Debug)]
pub struct AllowProblem {
    /// What.
    pub what: AllowMistake,
    /// The words that it is about.
    pub words: String,
    /// Their place in the configuration, and what to say beside them.
    pub label: Label,
}

/// What a run has seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The paths of the documents that were checked.
    pub checked: &'a [PathBuf],
    /// The day as of which they were.
    pub as_of: Date,
    /// Whether folders were looked through.
    pub is_whole: bool,
}

/// Entries of the configurations `used` that do not hold any longer or suppress nothing, by file. Only what the documents that were
/// checked can show is said: of a file that was not checked it is not known whether its entry is needed.
#[must_use]
pub fn allow_problems<'c>(
    used: &'c [Arc<Config>],
    configs: &Configs,
    tally: &Tally,
    seen: &Seen<'_>,
) -> Vec<(&'c SourceFile, Vec<AllowProblem>)> {
    let files = layers_of(used).into_iter().filter(|layer| !layer.allows.is_empty());
    let files = files.filter_map(|layer| layer.file.as_deref().map(|file| (layer, file)));
    files.map(|(layer, file)| (file, layer.allow_problems(file, configs, tally, seen))).collect()
}

/// Reads one `[[allow]]` table.
pub(super) fn read(table: &Table<'_>) -> AllowRule {
    table.require(&["files", "lint"]);
    let files = table.texts("files").into_iter().filter_map(|text| Some((glob(table, &text)?.compile_matcher(), text)));
    let files = files.map(|(glob, text)| (text, glob)).collect();
    let lints = table.texts("lint");
    let reason = table.required("reason");
    if let Some(reason) = reason.as_ref().filter(|reason| reason.value.trim().is_empty()) {
        table.report("config/no-reason", reason.span, "say why these findings are suppressed");
    }
    let owner = table.text("owner").map(|text| text.value);
    let until = table.date("until").map(|date| (date, table.key_span("until")));
    table.finish();
    AllowRule { files, lints, reason: reason.map_or_else(|| Arc::from(""), |text| Arc::from(text.value)), owner, until }
}

impl AllowRule {
    fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|(until, _)| day <= until)
    }

    fn is_for(&self, relative: &Path) -> bool {
        self.files.iter().any(|(_, glob)| glob.is_match(relative))
    }

    fn origin(&self, name: &Text, file: &SourceFile) -> Origin {
        Origin { owner: self.owner.clone(), ..Origin::new(Form::Entry, file, name.span) }
    }
}

impl Config {
    /// What is allowed in the document at `path` on this day.
    #[must_use]
    pub fn allowed(&self, path: &Path, as_of: Date) -> Vec<Allow> {
        let mut allowed = Vec::new();
        for layer in self.layers().filter(|layer| !layer.allows.is_empty()) {
            let Some(file) = &layer.file else { continue };
            let relative = layer.relative(path);
            let rules = layer.allows.iter().filter(|rule| rule.holds_on(as_of) && rule.is_for(&relative));
            let entry = |rule: &AllowRule, name: &Text| Allow::entry(&name.value, &rule.reason, rule.origin(name, file));
            allowed.extend(rules.flat_map(|rule| rule.lints.iter().map(move |name| entry(rule, name))));
        }
        allowed
    }

    /// Entries of this one file that do not hold any longer or suppress nothing.
    fn allow_problems(&self, file: &SourceFile, configs: &Configs, tally: &Tally, seen: &Seen<'_>) -> Vec<AllowProblem> {
        let &Seen { checked, as_of, is_whole } = seen;
        let canonical: BTreeSet<PathBuf> = checked.iter().filter_map(|path| path.canonicalize().ok()).collect();
        let held: Vec<PathBuf> = checked.iter().filter(|path| self.holds(path, configs)).map(|path| self.relative(path)).collect();
        let mut problems = Vec::new();
        for rule in &self.allows {
            let concerns = held.iter().any(|path| rule.is_for(path));
            let problem = |what, words: &str, span, message: &str| AllowProblem {
                what,
                words: words.to_owned(),
                label: Label { span, message: message.to_owned() },
            };
            match rule.until {
                Some((until, span)) if !rule.holds_on(as_of) => {
                    if concerns {
                        problems.push(problem(AllowMistake::Expired, &until.to_string(), span, "this day has passed"));
                    }
                    continue;
                }
                _ => {}
            }
            let unused: Vec<&Text> = rule.lints.iter().filter(|name| !tally.used.contains(&rule.origin(name, file))).collect();
            if unused.is_empty() || !(concerns || is_whole) {
                continue;
            }
            let found: Vec<PathBuf> = rule.files.iter().flat_map(|(text, glob)| self.matching(&text.value, glob, configs)).collect();
            if let Some((text, _)) = rule.files.first().filter(|_| found.is_empty() && !concerns) {
                problems.push(problem(AllowMistake::Unused, &text.value, text.span, "this matches no file that noticelint reads"));
            } else if found.iter().all(|path| path.canonicalize().is_ok_and(|path| canonical.contains(&path))) {
                let asked = unused.into_iter().filter(|name| tally.asked.contains(&rule.origin(name, file)));
                problems
                    .extend(asked.map(|name| problem(AllowMistake::Unused, &name.value, name.span, "this finds nothing in these files")));
            }
        }
        problems
    }

    /// Names in `[[allow]]` of this one file that cannot be allowed.
    pub(super) fn refused_allows(&self, ruleset: &Ruleset) -> Vec<Problem> {
        let Some(file) = &self.file else { return Vec::new() };
        let names = self.allows.iter().flat_map(|rule| &rule.lints);
        let refused = names.filter_map(|name| Some((name, finding::refused(ruleset, &name.value)?)));
        refused
            .map(|(name, why)| {
                let problem = Problem::new("config/unknown-lint", file, name.span, why);
                match closest(&name.value, ruleset.names()).filter(|meant| *meant != name.value) {
                    Some(meant) => problem.label(format!("did you mean `{meant}`?")),
                    None => problem.help("name a lint, or a group such as `wording`; `noticelint list` shows all lints"),
                }
            })
            .collect()
    }
}
