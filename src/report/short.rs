//! One line a finding, for editors and for `grep`.

use super::inert;
use crate::finding::{DocumentReport, RemarkKind};
use crate::source::{Place, Span};
use std::fmt::Write as _;

/// One line for each finding and problem: `path:line:column: level[lint]: message`.
#[must_use]
pub fn short(report: &DocumentReport) -> String {
    let name = inert(report.source.name());
    let mut out = String::new();
    for finding in &report.outcome.findings {
        let (name, place) = place(report, finding.labels[0].span);
        let more = if finding.labels[0].message.is_empty() { String::new() } else { format!(" ({})", finding.labels[0].message) };
        let message = inert(&format!("{}{more}", finding.message));
        let _ = writeln!(out, "{name}:{}:{}: {}[{}]: {message}", place.line, place.column, finding.level, finding.lint);
    }
    for remark in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
        let level = remark.kind.level();
        let place = remark.span.map_or(format!("{name}:"), |span| {
            let (name, place) = place(report, span);
            format!("{name}:{}:{}:", place.line, place.column)
        });
        let _ = writeln!(out, "{place} {level}: {}", inert(&remark.message));
    }
    out
}

/// The name of the file in which a span begins, and its place there.
fn place(report: &DocumentReport, span: Span) -> (String, Place) {
    let (file, span) = report.source.locate(span);
    (inert(file.name()), file.place(span.start))
}
