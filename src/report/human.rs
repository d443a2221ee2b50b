//! Compiler-style diagnostics, and a line that counts them.

use super::json::Summary;
use super::{Painter, Run, count, findings, inert, suppressed};
use std::io::{self, Write};

/// The report for people: diagnostics, what each document was checked as, and how many of each there are.
///
/// # Errors
/// If `out` cannot be written to.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for report in run.reports {
        let mut painter = Painter::default();
        findings(report, run.ruleset, &mut painter)?;
        if run.show_suppressed {
            suppressed(report, run.ruleset, &mut painter)?;
        }
        let text = painter.into_text();
        if text.is_empty() {
            continue;
        }
        out.write_all(text.as_bytes())?;
        if report.is_configuration {
            continue;
        }
        let (profile, name) = (&report.profile, inert(report.source.name()));
        writeln!(
            out,
            "{name}: checked as {} ({}), sector {} ({})\n",
            profile.kind.value, profile.kind.basis, profile.sector.value, profile.sector.basis
        )?;
    }
    tally(run, out)
}

/// The line that counts what there is.
pub(super) fn tally(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(run);
    write!(
        out,
        "{}: {}, {}, {}",
        count(summary.documents, "document"),
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        count(summary.notes, "note")
    )?;
    if summary.suppressed > 0 {
        write!(out, "; {} suppressed", summary.suppressed)?;
    }
    if summary.baselined > 0 {
        write!(out, "; {} baselined", summary.baselined)?;
    }
    match run.fixed {
        Some(fixed) => writeln!(out, "; {fixed} fixed"),
        None => writeln!(out, "{}", fixable(run)),
    }
}

/// How many findings `--fix` would fix, if any.
fn fixable(run: &Run<'_>) -> String {
    let fixes = run.reports.iter().flat_map(|report| &report.outcome.findings).filter_map(|finding| finding.fix.as_ref());
    let (safe, other): (Vec<_>, Vec<_>) = fixes.partition(|fix| fix.safe);
    let tell = |count: usize, how: &str| if count == 0 { String::new() } else { format!("; {count} can be fixed with {how}") };
    tell(safe.len(), "--fix") + &tell(other.len(), "--fix --unsafe-fixes")
}
