//! One line a finding, for editors and for `grep`.

use super::inert;
use crate::finding::{DocumentReport, RemarkKind};
use std::fmt::Write as _;

/// One line for each finding and problem: `path:line:column: level[lint]: message`.
#[must_use]
pub fn short(report: &DocumentReport) -> String {
    let name = inert(report.source.name());
    let mut out = String::new();
    for finding in &report.outcome.findings {
        let place = report.source.place(finding.labels[0].span.start);
        let more = if finding.labels[0].message.is_empty() { String::new() } else { format!(" ({})", finding.labels[0].message) };
        let message = inert(&format!("{}{more}", finding.message));
        let _ = writeln!(out, "{name}:{}:{}: {}[{}]: {message}", place.line, place.column, finding.level, finding.lint);
    }
    for remark in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
        let level = remark.kind.level();
        let place = remark.span.map_or(String::new(), |span| {
            let place = report.source.place(span.start);
            format!("{}:{}:", place.line, place.column)
        });
        let _ = writeln!(out, "{name}:{place} {level}: {}", inert(&remark.message));
    }
    out
}
