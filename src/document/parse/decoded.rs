//! Text that a file holds in another spelling, such as the string of a JSON file or the lines of an indented block: what is read,
//! and for every byte of it where that stands in the source.

use super::html::{StartTag, Token};
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
    /// Whether the source holds it byte for byte.
    verbatim: bool,
}

impl Decoded {
    /// Adds `text`, which the source (or the source with its holes painted over) holds from byte `start` on.
    pub(super) fn verbatim(&mut self, text: &str, start: usize) {
        let joins = self.pieces.last().is_some_and(|last| last.verbatim && last.span.end as usize == start);
        if text.is_empty() {
            return;
        }
        let span = Span::from(start..start + text.len());
        match self.pieces.last_mut() {
            Some(last) if joins => last.span.end = span.end,
            _ => self.pieces.push(Piece { at: self.text.len(), span, verbatim: true }),
        }
        self.text.push_str(text);
    }

    /// Adds `text`, all of which stands for the bytes `span`.
    pub(super) fn atom(&mut self, text: &str, span: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), span: span.into(), verbatim: false });
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
            let within = if piece.verbatim { (at - piece.at) as u32 } else { 0 };
            (piece.span.start + within).min(piece.span.end)
        })
    }

    /// The byte of the source behind that of byte `at - 1` of the text.
    fn end(&self, at: usize) -> u32 {
        let Some(last) = at.checked_sub(1) else { return self.start(0) };
        self.pieces.get(self.index(last)).map_or(0, |piece| {
            let within = if piece.verbatim { (at - piece.at) as u32 } else { u32::MAX };
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
            if part.is_empty() {
                None
            } else if piece.verbatim {
                Some(Token::Verbatim(self.span(part)))
            } else {
                Some(Token::Atom(self.text.get(part).unwrap_or_default().to_owned(), piece.span))
            }
        })
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
            Token::Comment(words) => give(Token::Comment(span(words))),
            Token::End { name, span: tag } => give(Token::End { name, span: span(tag) }),
            Token::Start(tag) => give(Token::Start(StartTag { span: span(tag.span), ..tag.with_spans(span) })),
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
