//! For a pull request: a table for each document.

use super::{Quote, conclusion, fate, named, names, of_item, of_mention};
use crate::finding::Comparison;
use crate::report::audit::{counts, words};
use crate::report::markdown::escaped;
use std::fmt::Write as _;

/// All comparisons, of so many documents that were `compared`, with the version that `against` names.
#[must_use]
pub fn markdown(comparisons: &[Comparison<'_>], against: &str, compared: usize) -> String {
    let mut out = format!("**{}.**\n\n", capital(&conclusion(comparisons, compared)));
    for comparison in comparisons.iter().filter(|comparison| !comparison.is_empty()) {
        let (name, former) = names(comparison);
        let former = former.map(|former| format!(", was {}", escaped(&former))).unwrap_or_default();
        let _ = writeln!(out, "## {}{former}\n", escaped(&name));
        match (comparison.versions.old, comparison.versions.new) {
            (None, Some(new)) => {
                let _ = writeln!(out, "New: {}.\n", counts(&new.outcome.items));
                continue;
            }
            (_, None) => {
                let _ = writeln!(out, "Removed since {}.\n", escaped(against));
            }
            _ => {}
        }
        if let Some((old, new)) = comparison.kinds() {
            let _ = writeln!(out, "Was taken for {old}, is taken for {new} now: other items are asked of it.\n");
        }
        table(&mut out, comparison);
    }
    out
}

fn table(out: &mut String, comparison: &Comparison<'_>) {
    if comparison.items.is_empty() && comparison.mentions.is_empty() {
        return;
    }
    out.push_str("| What | Change | Before | After |\n|---|---|---|---|\n");
    for item in &comparison.items {
        let change = format!("{} → {}", words(item.old), words(item.new));
        let change = if item.is_loss() { format!("**{change}**") } else { change };
        row(out, &item.lint, &change, of_item(comparison, item));
    }
    for change in &comparison.mentions {
        row(out, &change.what, &format!("{}: {}", fate(change), escaped(&named(change))), of_mention(comparison, change));
    }
    out.push('\n');
}

fn row(out: &mut String, what: &str, change: &str, quotes: [Option<Quote>; 2]) {
    let [old, new] = quotes.map(|quote| quote.map(|Quote { line, text }| format!("{} (line {line})", escaped(&text))).unwrap_or_default());
    let _ = writeln!(out, "| {} | {change} | {old} | {new} |", escaped(what));
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
