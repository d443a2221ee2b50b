//! Text that a file holds in another spelling, such as the string of a JSON file or the lines of an indented block: what is read,
//! and for every byte of it where that stands in the source.

use super::html::{StartTag, Token};
use crate::document::fold::HOLE;
use crate::source::Span;
use std::ops::Range;

/// A text made of pieces of the source.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of the text: it ends where the next begins.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    at: usize,
    /// What it stands for.
    span: Span,
    kind: Kind,
}

/// How a piece stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Byte for byte.
    Verbatim,
    /// In another spelling.
    Atom,
    /// As a template tag, which is painted over; and whether it prints something.
    Tag { prints: bool },
}

impl Decoded {
    /// Adds `text`, which the source (or the source with its holes painted over) holds from byte `start` on.
    pub(super) fn verbatim(&mut self, text: &str, start: usize) {
        let joins = self.pieces.last().is_some_and(|last| last.kind == Kind::Verbatim && last.span.end as usize == start);
        if text.is_empty() {
            return;
        }
        let span = Span::from(start..start + text.len());
        match self.pieces.last_mut() {
            Some(last) if joins => last.span.end = span.end,
            _ => self.pieces.push(Piece { at: self.text.len(), span, kind: Kind::Verbatim }),
        }
        self.text.push_str(text);
    }

    /// Adds `text`, all of which stands for the bytes `span`.
    pub(super) fn atom(&mut self, text: &str, span: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), span: span.into(), kind: Kind::Atom });
            self.text.push_str(text);
        }
    }

    /// What is read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The index of the piece that holds byte `at` of the text.
    fn index(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1)
    }

    /// The byte of the source at which byte `at` of the text stands.
    fn start(&self, at: usize) -> u32 {
        self.pieces.get(self.index(at)).map_or(0, |piece| {
            let within = if piece.kind == Kind::Verbatim { (at - piece.at) as u32 } else { 0 };
            (piece.span.start + within).min(piece.span.end)
        })
    }

    /// The byte of the source behind that of byte `at - 1` of the text.
    fn end(&self, at: usize) -> u32 {
        let Some(last) = at.checked_sub(1) else { return self.start(0) };
        self.pieces.get(self.index(last)).map_or(0, |piece| {
            let within = if piece.kind == Kind::Verbatim { (at - piece.at) as u32 } else { u32::MAX };
            piece.span.start.saturating_add(within).min(piece.span.end)
        })
    }

    /// The source of `range`.
    fn span(&self, range: Range<usize>) -> Span {
        let start = self.start(range.start);
        Span::new(start, if range.is_empty() { start } else { self.end(range.end).max(start) })
    }

    /// The pieces of `range`: what stands in the source as it is, and what stands for something else.
    fn tokens(&self, range: Range<usize>) -> impl Iterator<Item = Token> {
        let first = self.index(range.start);
        let ends = self.pieces.iter().skip(first + 1).map(|next| next.at).chain([self.text.len()]);
        let pieces = self.pieces.iter().skip(first).zip(ends).take_while(move |(piece, _)| piece.at < range.end);
        pieces.filter_map(move |(piece, end)| {
            let part = piece.at.max(range.start)..end.min(range.end);
            match piece.kind {
                _ if part.is_empty() => None,
                Kind::Verbatim => Some(Token::Verbatim(self.span(part))),
                Kind::Atom => Some(Token::Atom(self.text.get(part).unwrap_or_default().to_owned(), piece.span)),
                // A tag that the parser cut in two is handed on once, with its first part.
                Kind::Tag { .. } if part.start == piece.at => Some(Token::Verbatim(piece.span)),
                Kind::Tag { .. } => None,
            }
        })
    }

    /// The same text with its template tags painted over, as in `painted`: where they are in the text, in the source, and whether they
    /// print something. They are sorted and do not overlap.
    pub(super) fn masked(&self, painted: &str, tags: &[(Range<usize>, Span, bool)]) -> Self {
        let mut masked = Self::default();
        let mut at = 0;
        for (range, span, prints) in tags {
            masked.append(self, at..range.start);
            masked.pieces.push(Piece { at: masked.text.len(), span: *span, kind: Kind::Tag { prints: *prints } });
            masked.text.push_str(painted.get(range.clone()).unwrap_or_default());
            at = range.end;
        }
        masked.append(self, at..self.text.len());
        masked
    }

    /// Appends a part of another text, in which there are no tags.
    fn append(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        for token in other.tokens(range) {
            match token {
                Token::Verbatim(span) => {
                    let length = span.range().len();
                    self.verbatim(other.text.get(at..at + length).unwrap_or_default(), span.start as usize);
                    at += length;
                }
                Token::Atom(text, span) => {
                    self.atom(&text, span.range());
                    at += text.len();
                }
                _ => {}
            }
        }
    }

    /// `value`, which was read at `range`, with one mark for each template tag in it that prints something.
    fn with_tags(&self, value: String, range: Range<usize>) -> String {
        let first = self.index(range.start);
        let ends = self.pieces.iter().skip(first + 1).map(|next| next.at).chain([self.text.len()]);
        let pieces = self.pieces.iter().skip(first).zip(ends).take_while(|(piece, _)| piece.at < range.end);
        let pieces: Vec<(&Piece, Range<usize>)> = pieces
            .map(|(piece, end)| (piece, piece.at.max(range.start)..end.min(range.end)))
            .filter(|(_, part)| !part.is_empty())
            .collect();
        let has_tags = pieces.iter().any(|(piece, _)| matches!(piece.kind, Kind::Tag { .. }));
        if !has_tags || self.text.get(range) != Some(value.as_str()) {
            return value;
        }
        let shown = pieces.into_iter().map(|(piece, part)| match piece.kind {
            Kind::Tag { prints: true } => HOLE.to_string(),
            Kind::Tag { prints: false } => String::new(),
            _ => self.text.get(part).unwrap_or_default().to_owned(),
        });
        shown.collect()
    }
}

/// Where a text that is being read stands in the source.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'d> {
    /// It is the source itself from this byte on.
    Source(u32),
    /// It is a decoded text.
    Decoded(&'d Decoded),
}

impl Origin<'_> {
    /// The source of byte `at` of the text.
    pub(super) fn at(self, at: usize) -> u32 {
        match self {
            Self::Source(base) => base + at as u32,
            Self::Decoded(decoded) => decoded.start(at),
        }
    }

    /// The source of `range` of the text.
    pub(super) fn span(self, range: &Range<usize>) -> Span {
        match self {
            Self::Source(base) => Span::new(base + range.start as u32, base + range.end as u32),
            Self::Decoded(decoded) => decoded.span(range.clone()),
        }
    }

    /// The words at `range` of the text.
    pub(super) fn words(self, range: &Range<usize>) -> Vec<Token> {
        match self {
            Self::Source(_) => vec![Token::Verbatim(self.span(range))],
            Self::Decoded(decoded) => decoded.tokens(range.clone()).collect(),
        }
    }

    /// Hands on `token`, whose spans are those of the text, with the spans of the source.
    pub(super) fn translate(self, token: Token, mut give: impl FnMut(Token)) {
        if matches!(self, Self::Source(0)) {
            return give(token);
        }
        let span = |span: Span| self.span(&span.range());
        match token {
            Token::Verbatim(words) => self.words(&words.range()).into_iter().for_each(give),
            Token::Atom(text, words) => give(Token::Atom(text, span(words))),
            // A comment that is not written as it is read says nothing to this program.
            Token::Comment(words) if span(words).range().len() == words.range().len() => give(Token::Comment(span(words))),
            Token::Comment(_) => {}
            Token::End { name, span: tag } => give(Token::End { name, span: span(tag) }),
            Token::Start(mut tag) => {
                if let Self::Decoded(decoded) = self {
                    for attribute in &mut tag.attributes {
                        attribute.value = decoded.with_tags(std::mem::take(&mut attribute.value), attribute.span.range());
                    }
                }
                give(Token::Start(StartTag { span: span(tag.span), ..tag.with_spans(span) }));
            }
            unclosed @ Token::Unclosed { .. } => give(unclosed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_leads_to_its_piece() {
        let mut decoded = Decoded::default();
        decoded.verbatim("ab", 3);
        decoded.atom("\n", 5..7);
        decoded.verbatim("c\u{e9}", 7);
        decoded.verbatim("d", 10);
        assert_eq!(decoded.text(), "ab\nc\u{e9}d");
        let origin = Origin::Decoded(&decoded);
        assert_eq!(origin.span(&(0..2)), Span::new(3, 5));
        assert_eq!(origin.span(&(1..3)), Span::new(4, 7));
        assert_eq!(origin.span(&(2..4)), Span::new(5, 8));
        assert_eq!(origin.span(&(4..7)), Span::new(8, 11));
        assert_eq!(origin.span(&(7..7)), Span::new(11, 11));
        let kinds: Vec<String> = origin.words(&(1..7)).iter().map(|token| format!("{token:?}")).collect();
        assert_eq!(kinds.len(), 3, "{kinds:?}");
    }
}
