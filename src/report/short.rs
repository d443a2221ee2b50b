//! One line a finding, for editors and for `grep`.

use super::diagnostic::allowed;
use super::inert;
use super::run::{self, Located, Run};
use crate::finding::RemarkKind;
use std::io::{self, Write};

/// One line for each finding and problem: `path:line:column: level[lint]: message`.
///
/// # Errors
/// If `out` cannot be written to.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for report in run.reports {
        for finding in &report.outcome.findings {
            let place = Located::new(&report.source, finding.labels[0].span).tell();
            writeln!(out, "{place}: {}[{}]: {}", finding.level, finding.lint, run::message(finding))?;
        }
        for suppressed in report.suppressed.iter().filter(|_| run.show_suppressed) {
            let finding = &suppressed.finding;
            let place = Located::new(&report.source, finding.labels[0].span).tell();
            let why = inert(&allowed(suppressed));
            writeln!(out, "{place}: suppressed {}[{}]: {} [allowed: {why}]", finding.level, finding.lint, run::message(finding))?;
        }
        for remark in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
            let place = remark.span.map_or_else(|| inert(report.source.name()), |span| Located::new(&report.source, span).tell());
            writeln!(out, "{place}: {}: {}", remark.kind.level(), inert(&remark.message))?;
        }
    }
    Ok(())
}
