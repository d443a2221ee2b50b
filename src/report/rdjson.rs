//! The diagnostic format of reviewdog. Lines and columns start at 1, and a column counts bytes of UTF-8, as reviewdog has it.

use super::run::{self, Located, Run};
use super::{inert, write_json};
use crate::finding::{DocumentReport, Finding, Fix, RemarkKind};
use crate::lint::{Level, Ruleset};
use crate::source::SourceFile;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    /// One past the last byte.
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

/// Writes one result with a diagnostic for each finding and problem.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut diagnostics = Vec::new();
    for report in run.reports {
        diagnostics.extend(report.outcome.findings.iter().map(|found| finding(report, found, run.ruleset)));
        let remarks = report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind);
        diagnostics.extend(remarks.map(|remark| Diagnostic {
            message: run::remark(report, remark),
            location: remark.span.map_or_else(|| whole(report.source.name()), |span| location(&Located::new(&report.source, span))),
            severity: severity(remark.kind.level()),
            code: None,
            suggestions: Vec::new(),
        }));
    }
    diagnostics.extend(run.unread.iter().map(|(path, message)| Diagnostic {
        message: inert(&format!("{path} {message}")),
        location: whole(path),
        severity: severity(Level::Error),
        code: None,
        suggestions: Vec::new(),
    }));
    write_json(&Report { source: Source { name: "noticelint" }, diagnostics }, out)
}

fn finding<'a>(report: &'a DocumentReport, found: &'a Finding, ruleset: &'a Ruleset) -> Diagnostic<'a> {
    let place = Located::new(&report.source, found.labels[0].span);
    let lines: Vec<String> = std::iter::once(run::message(found)).chain(run::advice(report, found, ruleset)).collect();
    Diagnostic {
        message: lines.join("\n"),
        location: location(&place),
        severity: severity(found.level),
        code: Some(Code { value: &found.lint, url: ruleset.law_of(&found.lint).next().map(|law| law.url.as_str()) }),
        suggestions: found.fix.as_ref().map(|fix| suggestions(fix, &report.source, &place)).unwrap_or_default(),
    }
}

/// What a fix would write; nothing if it reaches into another file, as suggestions cannot.
fn suggestions<'a>(fix: &'a Fix, document: &SourceFile, place: &Located<'_>) -> Vec<Suggestion<'a>> {
    let edits: Vec<(Located<'_>, &str)> = fix.edits.iter().map(|edit| (Located::new(document, edit.span), edit.text.as_str())).collect();
    if edits.iter().any(|(edit, _)| !std::ptr::eq(edit.file, place.file)) {
        return Vec::new();
    }
    edits.iter().map(|(edit, text)| Suggestion { range: range(edit), text }).collect()
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note => "INFO",
    }
}

fn location<'a>(place: &Located<'a>) -> Location<'a> {
    Location { path: place.file.name(), range: Some(range(place)) }
}

fn whole(path: &str) -> Location<'_> {
    Location { path, range: None }
}

fn range(place: &Located<'_>) -> Range {
    let position = |offset: u32| {
        let lines = place.file.lines();
        let line = lines.line_of(offset);
        Position { line: line as u32 + 1, column: offset - lines.start_of(line) + 1 }
    };
    Range { start: position(place.span.start), end: position(place.span.end) }
}
