//! `select`, `ignore` and `[levels]`: which lints are asked, and at which level.

use super::Config;
use crate::data::{Problem, SetBy, Table, Text};
use crate::finding::Choice;
use crate::lint::{Level, Ruleset};
use std::collections::BTreeMap;

const LEVELS: &[(&str, Option<Level>)] =
    &[("error", Some(Level::Error)), ("warning", Some(Level::Warning)), ("note", Some(Level::Note)), ("off", None)];

/// Reads the keys in `table` that speak of lints, and adds the names in them to `names`.
pub(super) fn read(table: &Table<'_>, names: &mut Vec<Text>) -> Choice {
    let (select, ignore) = (read_names(table, "select", names), read_names(table, "ignore", names));
    if select.is_empty() && table.has("select") {
        let problem =
            Problem::new("config/empty", table.file(), table.key_span("select"), "`select` names no lint, so that none would be asked");
        table.report_problem(problem.help("leave it out to ask all lints, or `exclude` the files"));
    }
    Choice { select, ignore, levels: read_levels(table, names) }
}

fn read_names(table: &Table<'_>, key: &'static str, names: &mut Vec<Text>) -> BTreeMap<String, SetBy> {
    let texts = table.texts(key);
    names.extend(texts.iter().cloned());
    texts.into_iter().map(|text| (text.value, SetBy::at(table.file(), text.span))).collect()
}

fn read_levels(table: &Table<'_>, names: &mut Vec<Text>) -> BTreeMap<String, (Option<Level>, SetBy)> {
    let mut levels = BTreeMap::new();
    let Some(table) = table.table("levels") else { return levels };
    for (name, level) in table.chosen(LEVELS) {
        levels.insert(name.value.clone(), (level, SetBy::at(table.file(), name.span)));
        names.push(name);
    }
    levels
}

/// The names in one configuration file that the ruleset does not have.
pub(super) fn unknown(config: &Config, ruleset: &Ruleset) -> Vec<Problem> {
    let Some(file) = &config.file else { return Vec::new() };
    let unknown = config.lint_names.iter().filter(|name| !ruleset.has(&name.value));
    let report = |name: &Text| {
        let problem = Problem::new("config/unknown-lint", file, name.span, format!("there is no lint or group `{}`", name.value));
        problem.suggest(&name.value, ruleset.names(), "`noticelint list` shows all lints")
    };
    unknown.map(report).collect()
}
