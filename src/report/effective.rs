//! The configuration that holds for a file, value by value.

use super::inert;
use crate::data::{SetBy, Setting};
use crate::lint::Level;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What holds for a file.
#[derive(Debug, Default)]
pub struct Effective {
    /// The file; none for files of the current folder of which nothing is said.
    pub file: Option<String>,
    /// The configuration that holds and those that it extends, what counts most first.
    pub configurations: Vec<String>,
    /// Where it is excluded, if it is.
    pub excluded: Option<SetBy>,
    /// Every value.
    pub settings: Vec<Setting>,
    /// The lints of which something is said.
    pub lints: Vec<LintSetting>,
    /// The bundle that it is a page of.
    pub bundle: Option<String>,
}

/// What holds of a lint.
#[derive(Debug)]
pub struct LintSetting {
    /// Its name.
    pub lint: String,
    /// Its level; none if it is not asked.
    pub level: Option<Level>,
    /// Its own level.
    pub default: Level,
    /// Where that is said.
    pub origin: SetBy,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    file: Option<&'a str>,
    configurations: &'a [String],
    excluded: Option<Value>,
    bundle: Option<&'a str>,
    values: Vec<Value>,
    lints: Vec<Value>,
}

impl Effective {
    /// For machines.
    #[must_use]
    pub fn json(&self) -> impl Serialize {
        let value = |setting: &Setting| json!({"key": setting.key, "value": setting.value, "origin": origin(&setting.origin)});
        let lint = |lint: &LintSetting| {
            let (level, default) = (lint.level.map_or("off", Level::word), lint.default.word());
            json!({"lint": lint.lint, "level": level, "default": default, "origin": origin(&lint.origin)})
        };
        Report {
            schema: 1,
            file: self.file.as_deref(),
            configurations: &self.configurations,
            excluded: self.excluded.as_ref().map(origin),
            bundle: self.bundle.as_deref(),
            values: self.settings.iter().map(value).collect(),
            lints: self.lints.iter().map(lint).collect(),
        }
    }

    /// For people: a line for each value, with where it comes from.
    #[must_use]
    pub fn human(&self) -> String {
        let mut text = match (&self.file, self.configurations.split_first()) {
            (file, None) => format!("{}: no configuration holds, so all values are defaults\n", named(file.as_deref())),
            (file, Some((nearest, []))) => format!("{}: {} holds\n", named(file.as_deref()), inert(nearest)),
            (file, Some((nearest, rest))) => {
                let rest: Vec<String> = rest.iter().map(|file| inert(file)).collect();
                format!("{}: {} holds, and extends {}\n", named(file.as_deref()), inert(nearest), rest.join(", then "))
            }
        };
        if let Some(origin) = &self.excluded {
            let _ = writeln!(text, "it is excluded, and not checked: {}", inert(&origin.to_string()));
        }
        if let Some(bundle) = &self.bundle {
            let _ = writeln!(text, "it is a page of the bundle `{}`", inert(bundle));
        }
        text.push('\n');
        let settings = self.settings.iter().map(|setting| [setting.key.clone(), shown(setting), setting.origin.to_string()]);
        table(&mut text, &settings.collect::<Vec<_>>());
        let said = |lint: &LintSetting| match lint.level {
            None => "off".to_owned(),
            Some(level) if level == lint.default => level.word().to_owned(),
            Some(level) => format!("{level}, not {}", lint.default),
        };
        let lints: Vec<_> = self.lints.iter().map(|lint| [lint.lint.clone(), said(lint), lint.origin.to_string()]).collect();
        if lints.is_empty() {
            text.push_str("\nall lints are asked, each at its own level\n");
        } else {
            text.push_str("\nlints of which something is said:\n");
            table(&mut text, &lints);
        }
        text
    }
}

fn named(file: Option<&str>) -> String {
    file.map_or_else(|| "in this folder".to_owned(), inert)
}

/// A value as a person reads it.
fn shown(setting: &Setting) -> String {
    match (&setting.value, setting.key.as_str()) {
        (Value::String(text), _) => text.clone(),
        (Value::Array(values), _) => values.iter().map(|value| value.as_str().unwrap_or_default()).collect::<Vec<_>>().join(", "),
        (Value::Null, "kind") => "not declared: told from path and words".to_owned(),
        (Value::Null, "sector") => "not declared: told from the words".to_owned(),
        (Value::Null, _) => "not declared".to_owned(),
        (value, _) => value.to_string(),
    }
}

fn table(text: &mut String, rows: &[[String; 3]]) {
    let rows: Vec<[String; 3]> = rows.iter().map(|row| row.each_ref().map(|cell| inert(cell))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [key, value, origin] in &rows {
        let _ = writeln!(text, "{key:first$}  {value:second$}  {origin}");
    }
}

fn origin(origin: &SetBy) -> Value {
    match origin {
        SetBy::Default => json!({"from": "default"}),
        SetBy::Option(option) => json!({"from": "command-line", "option": option}),
        SetBy::File { path, line } => json!({"from": "file", "path": path, "line": line}),
        SetBy::Because(why) => json!({"from": "other", "message": why}),
    }
}
