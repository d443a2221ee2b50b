//! Values of headers: lines put together again, and the words in another encoding decoded (RFC 2047).

use super::super::decoded::Decoded;
use std::ops::Range;

/// The longest encoded word that is decoded, in bytes; they may have 75 (RFC 2047, 2), and some programs break the rule.
const LONGEST_WORD: usize = 2000;

/// The value of a header at `range`, with the place of each of its words: an encoded one stands for the whole of what it decodes to.
pub(super) fn decode(text: &str, range: Range<usize>) -> Decoded {
    let mut decoded = Decoded::default();
    let mut plain = range.start;
    // Where the last encoded word ended: blanks between two of them are not read.
    let mut after_word = None;
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find("=?").map(|found| at + found) {
        let Some((end, words)) = encoded_word(&text[found..range.end]).map(|(length, words)| (found + length, words)) else {
            at = found + 2;
            continue;
        };
        let between = &text[plain..found];
        if after_word != Some(plain) || !between.trim().is_empty() {
            unfold(text, plain..found, &mut decoded);
        }
        decoded.atom(&words, found..end);
        after_word = Some(end);
        (at, plain) = (end, end);
    }
    unfold(text, plain..range.end, &mut decoded);
    decoded
}

/// Adds words over several lines, which are one line.
fn unfold(text: &str, range: Range<usize>, decoded: &mut Decoded) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']);
        decoded.verbatim(words, at);
        if words.len() < line.len() {
            decoded.atom(" ", at + words.len()..at + line.len());
        }
        at += line.len();
    }
}

/// The encoded word that `text` begins with, decoded, and its length.
fn encoded_word(text: &str) -> Option<(usize, String)> {
    let near = &text[..text.floor_char_boundary(LONGEST_WORD)];
    let mut marks = near.match_indices('?').map(|(at, _)| at).skip(1);
    let (_, coded) = (marks.next()?, marks.next()?);
    let length = coded + 1 + near[coded + 1..].find("?=")? + 2;
    let word = &near[..length];
    if word.contains(['\r', '\n']) {
        return None;
    }
    // A word may hold blanks though it must not; a header with nothing but this word in it is read in the same way by all programs.
    let header = format!("x: {word}");
    let value = mailparse::parse_header(header.as_bytes()).ok()?.0.get_value();
    (value != word).then_some((length, value))
}

/// The name before an address: of `"Ann Hale" <ann@fernhill.example>` or `Ann Hale <...>` what stands before the address, and of an
/// address alone nothing. Bytes of the decoded value.
pub(super) fn display_name(value: &str) -> Option<Range<usize>> {
    let before = value.find('<').map(|end| &value[..end])?;
    let start = before.len() - before.trim_start_matches([' ', '\t', '"', '\'']).len();
    let name = before[start..].trim_end_matches([' ', '\t', '"', '\'']);
    (!name.is_empty()).then(|| start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> String {
        decode(value, 0..value.len()).text().to_owned()
    }

    #[test]
    fn encoded_words_are_read() {
        for (value, wanted) in [
            ("Half price bikes", "Half price bikes"),
            ("=?UTF-8?Q?=C2=A35_off_bikes?=", "\u{a3}5 off bikes"),
            ("=?utf-8?B?wqM1IG9mZg==?= today", "\u{a3}5 off today"),
            ("=?UTF-8?Q?Half?=\r\n =?UTF-8?Q?_price?= bikes", "Half price bikes"),
            ("a =?ISO-8859-1?q?caf=E9?= b", "a caf\u{e9} b"),
            ("What =?= is ?= this =?x", "What =?= is ?= this =?x"),
            ("=?nothing?X?abc?=", "=?nothing?X?abc?="),
            ("one\r\n\ttwo", "one \ttwo"),
        ] {
            assert_eq!(read(value), wanted, "{value}");
        }
    }

    #[test]
    fn names_stand_before_addresses() {
        let name = |value: &str| display_name(value).map(|range| value[range].to_owned());
        assert_eq!(name("\"Fernhill Cycles\" <news@fernhill.example>").as_deref(), Some("Fernhill Cycles"));
        assert_eq!(name("Fernhill Cycles Ltd <news@fernhill.example>").as_deref(), Some("Fernhill Cycles Ltd"));
        assert_eq!(name("<news@fernhill.example>"), None);
        assert_eq!(name("news@fernhill.example"), None);
    }
}
