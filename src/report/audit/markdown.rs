//! For a pull request, a wiki, a report: a table for each document.

use super::{STATUSES, clip, counts, is_known, line, page_of, quote, taken_for, words};
use crate::finding::DocumentReport;
use crate::lint::Ruleset;
use crate::report::markdown::escaped;
use std::fmt::Write as _;

/// Longest quotation, in characters.
const QUOTE_WIDTH: usize = 160;

/// One document.
#[must_use]
pub fn markdown(report: &DocumentReport, ruleset: &Ruleset) -> String {
    let mut out = format!("## {}\n\n", escaped(report.source.name()));
    if !is_known(report) {
        out.push_str("Not audited, as its kind is not known.\n\n");
        return out;
    }
    let items = &report.outcome.items;
    let _ = writeln!(out, "{}: {}.\n", escaped(&(taken_for(report) + &page_of(report))), counts(items));
    out.push_str("| Item | Status | Line | Evidence | Law |\n|---|---|---|---|---|\n");
    for status in STATUSES {
        for item in items.iter().filter(|item| item.status == status) {
            let place = item.shown();
            let line = place.map_or(String::new(), |place| escaped(&line(report, place)));
            let quote = place.map_or(String::new(), |place| escaped(&clip(&quote(report, place), QUOTE_WIDTH)));
            let law: Vec<&str> = ruleset.law_of(&item.lint).map(|law| law.cite.as_str()).collect();
            let _ = writeln!(out, "| {} | {} | {line} | {quote} | {} |", item.lint, words(item.status), escaped(&law.join("; ")));
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_stay_words() {
        assert_eq!(escaped("a | b <script> [x](y)"), "a \\| b \\<script\\> \\[x\\](y)");
    }
}
