//! Annotations of GitHub Actions: workflow commands, one a line, which the runner takes from what a step prints. Lines and columns
//! start at 1; the runner wants columns only where a place is within one line.

use super::inert;
use super::run::{self, Located, Run};
use crate::finding::RemarkKind;
use crate::lint::Level;
use std::io::{self, Write};

/// Writes a command for each finding and problem. The message says the place once more, as the log of a job shows nothing else.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for report in run.reports {
        for finding in &report.outcome.findings {
            let place = Located::new(&report.source, finding.labels[0].span);
            let first = format!("{}: {}[{}]: {}", place.tell(), finding.level, finding.lint, run::message(finding));
            let lines: Vec<String> = std::iter::once(first).chain(run::advice(report, finding, run.ruleset)).collect();
            writeln!(out, "{}", command(finding.level, &at(&place), &finding.lint, &lines.join("\n")))?;
        }
        for remark in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
            let place = remark.span.map_or_else(|| file(report.source.name()), |span| at(&Located::new(&report.source, span)));
            writeln!(out, "{}", command(remark.kind.level(), &place, "noticelint", &run::remark(report, remark)))?;
        }
    }
    for (path, message) in run.unread {
        let message = inert(&format!("{path} {message}"));
        writeln!(out, "{}", command(Level::Error, &file(path), "noticelint", &message))?;
    }
    Ok(())
}

fn command(level: Level, place: &str, title: &str, message: &str) -> String {
    let name = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    format!("::{name} {place},title={}::{}", property(title), data(message))
}

fn file(name: &str) -> String {
    format!("file={}", property(name))
}

fn at(place: &Located<'_>) -> String {
    let (file, start, end) = (file(place.file.name()), place.start, place.end);
    if start.line == end.line {
        format!("{file},line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column)
    } else {
        format!("{file},line={},endLine={}", start.line, end.line)
    }
}

/// What follows a command: a line break would begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the message: a colon could end it, and a comma begin another.
fn property(text: &str) -> String {
    data(&inert(text)).replace(':', "%3A").replace(',', "%2C")
}
