//! For people: what changed, with the words before (`-`) and after (`+`) and their lines.

use super::{Quote, by_plural, conclusion, fate, named, names, of_item, of_mention};
use crate::finding::{Comparison, ItemChange};
use crate::report::audit::{counts, painted, words};
use crate::report::wrap;
use std::fmt::Write as _;

/// Width of the column of statuses, in characters.
const STATUS_WIDTH: usize = 14;

/// All comparisons, of so many documents that were `compared`, with the version that `against` names.
#[must_use]
pub fn human(comparisons: &[Comparison<'_>], against: &str, compared: usize) -> String {
    let mut out = String::new();
    for comparison in comparisons.iter().filter(|comparison| !comparison.is_empty()) {
        one(&mut out, comparison, against);
    }
    let _ = writeln!(out, "{}", conclusion(comparisons, compared));
    out
}

fn one(out: &mut String, comparison: &Comparison<'_>, against: &str) {
    let (name, former) = names(comparison);
    let former = former.map(|former| format!(" (was {former})")).unwrap_or_default();
    let what = match (comparison.versions.old, comparison.versions.new) {
        (None, Some(new)) => format!("new; {}", counts(&new.outcome.items)),
        (_, None) => format!("removed since {against}"),
        _ => format!("compared with {against}"),
    };
    let _ = writeln!(out, "{name}{former}: {what}");
    if let Some((old, new)) = comparison.kinds() {
        let _ = writeln!(out, "  {}", wrap("", &format!("was taken for {old}, is taken for {new} now: other items are asked of it")));
    }
    if comparison.versions.old.is_some() {
        let name_width = comparison.items.iter().map(|item| item.lint.len()).max().unwrap_or(0);
        for item in sorted(comparison) {
            let status = painted(item.new, &format!("{:STATUS_WIDTH$}", words(item.new)));
            let _ = writeln!(out, "  {status}  {:name_width$}  was {}", item.lint, words(item.old));
            quotes(out, of_item(comparison, item));
        }
        for (plural, changes) in by_plural(comparison) {
            let _ = writeln!(out, "  {plural}");
            for change in changes {
                let _ = writeln!(out, "    {:7}  {}", fate(change), named(change));
                quotes(out, of_mention(comparison, change));
            }
        }
    }
    out.push('\n');
}

/// What was lost comes first.
fn sorted<'c>(comparison: &'c Comparison<'_>) -> Vec<&'c ItemChange> {
    let (mut items, others): (Vec<_>, Vec<_>) = comparison.items.iter().partition(|item| item.is_loss());
    items.extend(others);
    items
}

fn quotes(out: &mut String, [old, new]: [Option<Quote>; 2]) {
    for (mark, quote) in [('-', old), ('+', new)] {
        if let Some(Quote { line, text }) = quote {
            let _ = writeln!(out, "{}", wrap(&format!("      {mark}{line:>5}  "), &text));
        }
    }
}
