//! The date that a document gives itself.

use crate::document::Document;
use crate::lint::Ruleset;
use crate::vocabulary::{Hits, Polarity};
use jiff::civil::Date;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The latest date in the words with which `document` dates itself.
pub(super) fn dated(ruleset: &Ruleset, document: &Document, hits: &Hits) -> Option<Date> {
    let all = ruleset.dated.iter().flat_map(|&concept| hits.of(concept)).map(|&id| hits.hit(id));
    let said = all.filter(|hit| hit.polarity != Polarity::Negated);
    said.filter_map(|hit| date_in(document.text.slice(hit.text))).max()
}

/// The first date in folded `text`: `3 July 2026`, `3rd of July 2026`, `July 3, 2026`, `3/7/2026` (the day first, as in the United
/// Kingdom), `2026-07-03`; of `July 2026` the first day, so that no law is asked for too early.
fn date_in(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && *word != "of").collect();
    (0..words.len()).find_map(|at| date_at(&words[at..]))
}

fn date_at(words: &[&str]) -> Option<Date> {
    let word = |index: usize| words.get(index).copied().unwrap_or("");
    let (first, second, third) = (word(0), word(1), word(2));
    let full = |day: &str, month: Option<i8>, year: &str| Date::new(self::year(year)?, month?, number(day)?).ok();
    full(first, month(second), third)
        .or_else(|| full(second, month(first), third))
        .or_else(|| full(third, number(second), first))
        .or_else(|| full(first, number(second), third))
        .or_else(|| full("1", month(first), second))
}

/// A year of four digits.
fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year))
}

/// A day or a month in digits, `3rd` included.
fn number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}

fn month(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|month| word.starts_with(month) && word.chars().all(|c| c.is_ascii_alphabetic()))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_they_are_written_in_notices() {
        for text in [
            "last updated: 3 july 2026",
            "3rd of july 2026",
            "july 3, 2026",
            "reviewed 03/07/2026",
            "3.7.2026",
            "2026-07-03",
            "version 2 (3rd jul 2026)",
        ] {
            assert_eq!(date_in(text), Some(date(2026, 7, 3)), "{text}");
        }
        assert_eq!(date_in("reviewed in july 2026"), Some(date(2026, 7, 1)));
        assert_eq!(date_in("31 february 2026"), Some(date(2026, 2, 1)), "a day that does not exist leaves the month");
        for text in ["", "version 2.1", "99/99/2026", "3 july", "in 2026", "july 20260"] {
            assert_eq!(date_in(text), None, "{text}");
        }
    }
}
