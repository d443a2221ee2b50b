//! The folded text: what a reader sees, in the one form in which phrases are compared, with an exact map back to the source.
//!
//! Folding makes lower case, one space of any white space, a straight apostrophe of any, `-` of any dash; it drops soft hyphens and
//! zero-width characters. The map is a list of pieces: a piece is either *verbatim* (byte for byte) or an *atom* (all of it stands
//! for all of its source: `&amp;`, a run of white space). Positions are carried through folding; nothing is ever searched for again.

use crate::source::Span;
use std::ops::Range;

/// Separates blocks, so that no phrase crosses from one into the next.
pub const BLOCK_BORDER: char = '\u{1E}';

/// Stands for a template tag that prints something.
pub const HOLE: char = '\u{FFFC}';

/// A half-open range of bytes of a [`FoldedText`]; not to be mixed up with a [`Span`] of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` to `end` (bytes).
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a range runs forwards: {start}..{end}");
        Self { start, end }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As an index range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A run of folded text and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    folded: u32,
    source: Span,
    verbatim: bool,
}

/// Folded text with its map.
#[derive(Clone, Debug, Default)]
pub struct FoldedText {
    folded: String,
    cased: String,
    pieces: Vec<Piece>,
}

impl FoldedText {
    /// The text in lower case, as phrases are compared with it.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The same text with its capitals: byte for byte as long as [`Self::folded`].
    #[must_use]
    pub fn cased(&self) -> &str {
        &self.cased
    }

    /// The words of `range`, in lower case.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> &str {
        &self.folded[range.range()]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.folded.len() as u32
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// The source from which `range` was read. Where `range` begins or ends inside an atom, all of the atom's source is taken.
    #[must_use]
    pub fn to_source(&self, range: TextRange) -> Span {
        if self.pieces.is_empty() {
            return Span::default();
        }
        let start = self.source_of(range.start, false);
        let end = if range.is_empty() { start } else { self.source_of(range.end - 1, true) };
        Span::new(start, end.max(start))
    }

    /// Where the byte at `at` comes from: its first source byte, or one past its last.
    fn source_of(&self, at: u32, past: bool) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.folded <= at).saturating_sub(1);
        let piece = &self.pieces[index];
        match (piece.verbatim, past) {
            (true, _) => (piece.source.start + (at - piece.folded) + u32::from(past)).min(piece.source.end),
            (false, false) => piece.source.start,
            (false, true) => piece.source.end,
        }
    }

    /// Appends `text`, which stands in the source at `source` byte for byte.
    #[cfg(test)]
    pub(super) fn push_verbatim(&mut self, text: &str, source: u32) {
        let mut at = source;
        for c in text.chars() {
            let next = at + c.len_utf8() as u32;
            self.push_char(c, Span::new(at, next));
            at = next;
        }
    }

    /// Appends characters with their sources: [`HOLE`] stands for a template tag, a run of white space becomes one space, and there
    /// is none at either end.
    pub(super) fn push_words(&mut self, characters: impl Iterator<Item = (char, Span)>) {
        let start = self.len();
        let mut space: Option<Span> = None;
        for (c, source) in characters.filter(|&(c, _)| is_read(c)) {
            if is_space(c) {
                space = Some(space.map_or(source, |space| space.cover(source)));
                continue;
            }
            if let Some(space) = space.take().filter(|_| self.len() > start) {
                self.push_mark(' ', space);
            }
            if c == HOLE {
                self.push_mark(HOLE, source);
            } else {
                self.push_char(c, source);
            }
        }
    }

    /// Appends one character that stands for `source`.
    pub(super) fn push_char(&mut self, c: char, source: Span) {
        let Some(folded) = fold_char(c) else { return };
        match folded {
            Folded::One(folded) if folded.len_utf8() == c.len_utf8() => {
                let lower = lower(folded);
                let verbatim = source.end - source.start == c.len_utf8() as u32;
                self.extend(source, verbatim, folded.len_utf8() as u32);
                self.folded.push(lower);
                self.cased.push(folded);
            }
            Folded::One(folded) => {
                self.extend(source, false, folded.len_utf8() as u32);
                self.folded.push(lower(folded));
                self.cased.push(folded);
            }
            Folded::Many(text) => {
                self.extend(source, false, text.len() as u32);
                self.folded.push_str(text);
                self.cased.push_str(text);
            }
        }
    }

    /// Appends one space, or another mark, that stands for all of `source`.
    pub(super) fn push_mark(&mut self, mark: char, source: Span) {
        self.extend(source, false, mark.len_utf8() as u32);
        self.folded.push(mark);
        self.cased.push(mark);
    }

    /// Makes room in the map for `len` bytes of text that are about to be appended.
    fn extend(&mut self, source: Span, verbatim: bool, len: u32) {
        debug_assert!(len > 0);
        let folded = self.len();
        if verbatim
            && let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { folded, source, verbatim });
    }
}

/// `text` as it reads once it is folded: what is declared about a document is compared with its words in this form.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = FoldedText::default();
    folded.push_words(text.chars().map(|c| (c, Span::default())));
    folded.folded
}

/// How many words there are in a stretch of folded text; marks that stand alone are none.
#[must_use]
pub fn count_words(folded: &str) -> usize {
    folded.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether `c` separates words: white space, and controls that print nothing.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether anything is left of `c` once it is folded.
pub(super) fn is_read(c: char) -> bool {
    fold_char(c).is_some()
}

/// What one character becomes.
enum Folded {
    One(char),
    Many(&'static str),
}

/// Folds everything but capitals; `None` drops the character. White space is the business of the builder.
fn fold_char(c: char) -> Option<Folded> {
    let one = |c| Some(Folded::One(c));
    match c {
        ' '..='~' => one(c),
        // Soft hyphen, combining grapheme joiner, zero-width and directional marks, variation selectors: nothing to read.
        '\u{AD}'
        | '\u{34F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{2BC}' | '\u{B4}' | '\u{FF07}' => one('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' => one('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => one('-'),
        '\u{2026}' => Some(Folded::Many("...")),
        '\u{FB00}' => Some(Folded::Many("ff")),
        '\u{FB01}' => Some(Folded::Many("fi")),
        '\u{FB02}' => Some(Folded::Many("fl")),
        '\u{FB03}' => Some(Folded::Many("ffi")),
        '\u{FB04}' => Some(Folded::Many("ffl")),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => one(' '),
        HOLE => one('\u{FFFD}'),
        _ => one(c),
    }
}

/// Lower case where that keeps the length in bytes, so that folded and cased text stay aligned.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}
