//! Texts that a template gives a name and prints by it: `{% set office = "3 Moot Hall Lane" %}` ... `{{ office }}`.

use super::DocumentBuilder;
use super::printed::literal;
use crate::document::model::{Hole, HoleRole};
use crate::source::Span;
use std::collections::HashMap;

/// Words with which template languages begin an assignment; others need none.
const KEYWORDS: &[&str] = &["set", "assign", "let", "const", "var"];

/// Filters that print the words as they are.
const PLAIN_FILTERS: &[&str] = &["e", "escape", "raw", "safe", "trim"];

/// Where the words of each named text stand. A name that is given twice is left out: which of them is printed is not known.
pub(super) fn constants<'s>(source: &'s str, holes: &[Hole]) -> HashMap<&'s str, Span> {
    let mut found: HashMap<&str, Option<Span>> = HashMap::new();
    for hole in holes.iter().filter(|hole| hole.role == HoleRole::Code) {
        if let Some((name, words)) = assignment(source, hole.expression) {
            found.entry(name).and_modify(|known| *known = None).or_insert(Some(words));
        }
    }
    found.into_iter().filter_map(|(name, words)| Some((name, words?))).collect()
}

/// The name and the words of `name = "words"`.
fn assignment(source: &str, expression: Span) -> Option<(&str, Span)> {
    let text = &source[expression.range()];
    let (before, _) = text.split_once('=')?;
    let name = match before.trim_matches(['-', ' ', '\t', '\r', '\n']).split_once(' ') {
        Some((keyword, name)) if KEYWORDS.contains(&keyword) => name.trim_start(),
        Some(_) => return None,
        None => before.trim_matches(['-', ' ', '\t', '\r', '\n']),
    };
    let name = name.trim_start_matches('$');
    let value = &text[before.len() + 1..];
    let start = expression.start as usize + before.len() + 1 + (value.len() - value.trim_start().len());
    let words = literal(source, start, expression.end as usize)?;
    let behind = source[words.end as usize + 1..expression.end as usize].trim_matches([' ', '\t', '\r', '\n', ';', '-']);
    (is_name(name) && behind.is_empty()).then_some((name, words))
}

/// The name that an expression prints: `name`, `= $name`, `name | safe`.
fn printed_name(expression: &str) -> Option<&str> {
    let mut parts = expression.trim_matches(['=', '-', ' ', '\t', '\r', '\n', ';']).split('|').map(str::trim);
    let name = parts.next()?.trim_start_matches('$');
    (is_name(name) && parts.all(|filter| PLAIN_FILTERS.contains(&filter))).then_some(name)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Most bytes that all named texts of a document may print together, so that a small file cannot become an endless text.
pub(super) const MOST_PRINTED: usize = 1 << 20;

impl DocumentBuilder<'_> {
    /// Appends the words that the tag at `span` prints by a name, if they stand in the file. They are shown at the tag.
    pub(super) fn constant(&mut self, span: Span, expression: Span) -> bool {
        if self.constants.is_empty() {
            return false;
        }
        let source = self.source;
        let Some(words) = printed_name(&source[expression.range()]).and_then(|name| self.constants.get(name)).copied() else {
            return false;
        };
        let Some(left) = self.printable.checked_sub(words.range().len()) else { return false };
        self.printable = left;
        // The text may hold markup, which is not words.
        for piece in source[words.range()].split_inclusive('>') {
            let end = piece.find('<').filter(|_| piece.ends_with('>')).unwrap_or(piece.len());
            self.atom(&piece[..end], span);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_harmless_filters_only() {
        for text in ["office", "= $office ", " office | safe ", "- office -"] {
            assert_eq!(printed_name(text), Some("office"), "{text}");
        }
        for text in ["office.street", "office()", "office | upper", "a + b", "", "\"office\""] {
            assert_eq!(printed_name(text), None, "{text}");
        }
    }

    #[test]
    fn assignments_of_plain_words_are_read() {
        let read =
            |text: &str| assignment(text, Span::from(0..text.len())).map(|(name, words)| (name.to_owned(), text[words.range()].to_owned()));
        let is = |name: &str, words: &str| Some((name.to_owned(), words.to_owned()));
        assert_eq!(read(" set office = \"3 Moot Hall Lane\" "), is("office", "3 Moot Hall Lane"));
        assert_eq!(read("assign office = 'Hall'"), is("office", "Hall"));
        assert_eq!(read(" $office = 'Hall'; "), is("office", "Hall"));
        for text in ["set a = b", "set a = \"x\" ~ b", "if a == \"x\"", "a.b = \"x\"", "set a, b = \"x\"", "set a", "= \"x\""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
