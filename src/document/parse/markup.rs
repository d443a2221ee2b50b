//! What the readers of languages that stand for HTML (HAML, Slim, JSX) find in a file, and how it becomes a document: by the reader
//! of HTML, to which their elements are told as tags.

use super::decoded::Decoded;
use super::html::{Attribute, HtmlReader, StartTag, Token};
use super::{markdown, template};
use crate::document::build::DocumentBuilder;
use crate::document::model::{Document, Hole, HoleRole, Trouble};
use crate::source::{Format, Host, Span};
use std::ops::Range;

/// Elements of HTML that hold nothing.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Whether elements called `name` hold nothing.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// A file as elements, text and holes, in source order.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pieces: Vec<Piece>,
    holes: Vec<Hole>,
    troubles: Vec<Trouble>,
}

#[derive(Debug)]
enum Piece {
    Token(Token),
    /// HTML as it stands.
    Html(Range<usize>),
    /// Text as it stands, in which only entities are special.
    Text(Range<usize>),
    /// Lines of Markdown, without what indents them.
    Markdown(Vec<Range<usize>>),
    /// A border between blocks.
    Border,
}

impl Markup {
    /// Begins an element whose tag is `span`.
    pub(super) fn open(&mut self, name: &str, span: Range<usize>, attributes: Vec<Attribute>, self_closing: bool) {
        let tag = StartTag { name: name.to_owned(), span: span.into(), self_closing, attributes };
        self.pieces.push(Piece::Token(Token::Start(tag)));
    }

    /// Ends an element; `span` is its end tag, empty if it has none.
    pub(super) fn close(&mut self, name: &str, span: Range<usize>) {
        self.pieces.push(Piece::Token(Token::End { name: name.to_owned(), span: span.into() }));
    }

    /// Adds text in which HTML may stand.
    pub(super) fn html(&mut self, range: Range<usize>) {
        match self.pieces.last_mut() {
            Some(Piece::Html(last)) if last.end == range.start => last.end = range.end,
            _ if range.is_empty() => {}
            _ => self.pieces.push(Piece::Html(range)),
        }
    }

    /// Adds text in which only entities are special.
    pub(super) fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Text(range));
        }
    }

    /// Adds text that stands for `span`.
    pub(super) fn atom(&mut self, text: &str, span: Range<usize>) {
        self.pieces.push(Piece::Token(Token::Atom(text.to_owned(), span.into())));
    }

    /// Adds text that stands in the source byte for byte.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Token(Token::Verbatim(range.into())));
        }
    }

    /// Adds lines of Markdown.
    pub(super) fn markdown(&mut self, lines: Vec<Range<usize>>) {
        self.pieces.push(Piece::Markdown(lines));
    }

    /// Ends the block that text goes into.
    pub(super) fn border(&mut self) {
        self.pieces.push(Piece::Border);
    }

    /// Adds the tag `span`, which holds `expression`. Holes may come in any order; of two that overlap the one that begins first counts.
    pub(super) fn hole(&mut self, span: Range<usize>, expression: Range<usize>, role: HoleRole) {
        if !span.is_empty() {
            self.holes.push(Hole { span: span.into(), expression: expression.into(), role });
        }
    }

    /// Notes something that could not be read as it was meant.
    pub(super) fn trouble(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.troubles.push(Trouble { span: span.into(), message: message.into() });
    }

    /// The document.
    pub(super) fn build(mut self, source: &str, format: Format) -> Document {
        self.holes.sort_by_key(|hole| (hole.span.start, std::cmp::Reverse(hole.span.end)));
        let mut end = 0;
        self.holes.retain(|hole| {
            hole.span.start >= end && {
                end = hole.span.end;
                true
            }
        });
        // In JSX two braces hold an object.
        let braces = matches!(format.host, Host::Haml | Host::Slim);
        self.holes = template::merge::add(source, 0..source.len(), self.holes, braces);
        let painted = template::painted(source, &self.holes);
        let mut builder = DocumentBuilder::new(source, format, self.holes);
        for trouble in self.troubles {
            builder.trouble(trouble.span, trouble.message);
        }
        let mut reader = HtmlReader::default();
        for piece in self.pieces {
            match piece {
                Piece::Token(Token::Comment(span)) => builder.comment(span),
                Piece::Token(token) => reader.token(token, &mut builder),
                Piece::Html(range) => reader.feed(&painted[range.clone()], range.start as u32, &mut builder),
                Piece::Text(range) => reader.feed_text(&painted[range.clone()], range.start as u32, &mut builder),
                Piece::Border => reader.break_block(&mut builder),
                Piece::Markdown(lines) if !reader.is_hidden() => {
                    let mut decoded = Decoded::default();
                    for line in lines {
                        decoded.verbatim(&painted[line.clone()], line.start);
                    }
                    reader.break_block(&mut builder);
                    markdown::parse_decoded(&decoded, &mut builder);
                    reader.break_block(&mut builder);
                }
                Piece::Markdown(_) => {}
            }
        }
        reader.finish(source.len() as u32, &mut builder);
        builder.finish()
    }

    /// Notes a comment: the words between its marks.
    pub(super) fn comment(&mut self, words: Range<usize>) {
        self.pieces.push(Piece::Token(Token::Comment(Span::from(words))));
    }
}
