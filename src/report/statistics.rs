//! How often each lint found something.

use super::{Run, human, inert};
use crate::lint::Level;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A line for each lint and level, the most frequent first, and the counts of all.
///
/// # Errors
/// If `out` cannot be written to.
pub fn statistics(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for finding in run.reports.iter().flat_map(|report| &report.outcome.findings) {
        *counts.entry((&finding.lint, finding.level)).or_default() += 1;
    }
    let mut counts: Vec<((&str, Level), usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let width = counts.iter().map(|((lint, _), _)| lint.len()).max().unwrap_or(0);
    for ((lint, level), count) in &counts {
        let summary = run.ruleset.lint(lint).map_or_else(String::new, |lint| inert(&lint.summary));
        let line = format!("{count:>5}  {:<7}  {lint:<width$}  {summary}", level.word());
        writeln!(out, "{}", line.trim_end())?;
    }
    if !counts.is_empty() {
        writeln!(out)?;
    }
    human::tally(run, out)
}
