//! The code quality report of GitLab: the part of the Code Climate format that it reads. Lines and columns start at 1.

use super::run::{self, Located, Occurrences, Run};
use super::{inert, write_json};
use crate::finding::{RemarkKind, digest};
use crate::lint::Level;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// GitLab shows issues with one fingerprint once.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// What is not a finding of a lint.
const NO_LINT: &str = "noticelint";

/// Writes one list of everything.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut occurrences = Occurrences::default();
    let mut issues = Vec::new();
    for report in run.reports {
        for finding in &report.outcome.findings {
            let place = Located::new(&report.source, finding.labels[0].span);
            let path = place.file.name();
            let number = occurrences.number(path, &finding.fingerprint).to_string();
            issues.push(Issue {
                description: run::message(finding),
                check_name: &finding.lint,
                fingerprint: digest(&[path, &finding.fingerprint, &number]),
                severity: severity(finding.level),
                location: location(&place),
            });
        }
        for remark in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
            let place = remark.span.map(|span| Located::new(&report.source, span));
            let path = place.map_or(report.source.name(), |place| place.file.name());
            let number = occurrences.number(path, &remark.message).to_string();
            issues.push(Issue {
                description: run::remark(report, remark),
                check_name: NO_LINT,
                fingerprint: digest(&[path, &remark.message, &number]),
                severity: severity(remark.kind.level()),
                location: place.map_or_else(|| whole(path), |place| location(&place)),
            });
        }
    }
    issues.extend(run.unread.iter().map(|(path, message)| Issue {
        description: inert(&format!("{path} {message}")),
        check_name: NO_LINT,
        fingerprint: digest(&[path, message]),
        severity: "critical",
        location: whole(path),
    }));
    write_json(&issues, out)
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}

fn location<'a>(place: &Located<'a>) -> Location<'a> {
    let (start, end) = (place.start, place.end);
    let positions =
        Positions { begin: Position { line: start.line, column: start.column }, end: Position { line: end.line, column: end.column } };
    Location { path: place.file.name(), lines: Lines { begin: start.line, end: end.line }, positions }
}

/// The start of a file, as a report must have a line.
fn whole(path: &str) -> Location<'_> {
    let first = || Position { line: 1, column: 1 };
    Location { path, lines: Lines { begin: 1, end: 1 }, positions: Positions { begin: first(), end: first() } }
}
