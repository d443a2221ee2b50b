//! A text put together from several files, as a template engine puts the files in that a template includes; every byte of it
//! leads back to its file.

use super::{Format, SourceFile, Span, Template};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The files of a text that was put together, and which of their bytes stand where in it.
#[derive(Clone, Debug)]
pub(super) struct Splice {
    /// The including file first.
    files: Vec<Member>,
    /// By their place in the whole, without gaps.
    pieces: Vec<Piece>,
}

/// A file of the whole.
#[derive(Clone, Debug)]
struct Member {
    /// Shared, as a file of many messages stands behind each of them.
    source: Arc<SourceFile>,
    template: Template,
}

/// A run of bytes of one file.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the whole.
    at: u32,
    file: usize,
    /// Where it begins in its file.
    from: u32,
}

/// A run of bytes of one file, as it stands in a text that was put together.
#[derive(Clone, Copy, Debug)]
pub struct Run<'s> {
    /// The file's number: the same for all runs of one file.
    pub file: usize,
    /// The file.
    pub source: &'s SourceFile,
    /// The template language that it is written in, if it is not that of the whole.
    pub template: Option<Template>,
    /// The bytes of the file.
    pub span: Span,
    /// Where they begin in the whole.
    pub at: u32,
}

/// Puts a text together from runs of bytes of several files.
#[derive(Debug)]
pub struct Splicer {
    text: String,
    splice: Splice,
}

impl Splicer {
    /// Begins with the file that includes the others, and has given nothing yet; it is number 0.
    #[must_use]
    pub fn new(source: impl Into<Arc<SourceFile>>, format: Format) -> Self {
        let source = source.into();
        let splice = Splice { files: vec![Member { source, template: format.template }], pieces: Vec::new() };
        Self { text: String::new(), splice }
    }

    /// Adds a file that is not put together itself; its number.
    pub fn file(&mut self, source: SourceFile, template: Template) -> usize {
        self.splice.files.push(Member { source: Arc::new(source), template });
        self.splice.files.len() - 1
    }

    /// The file of this number.
    #[must_use]
    pub fn source(&self, file: usize) -> &SourceFile {
        &self.splice.files[file].source
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends the bytes `range` of the file of this number; of a range that cuts a character or runs out of the file, nothing.
    pub fn push(&mut self, file: usize, range: Range<usize>) {
        let Some(text) = self.splice.files[file].source.text.get(range.clone()).filter(|text| !text.is_empty()) else { return };
        self.splice.pieces.push(Piece { at: self.text.len() as u32, file, from: range.start as u32 });
        self.text.push_str(text);
    }

    /// The whole. It is called what the including file is called.
    #[must_use]
    pub fn finish(self) -> SourceFile {
        let main = &self.splice.files[0].source;
        SourceFile {
            name: main.name.clone(),
            path: main.path.clone(),
            encoding: main.encoding,
            disk: main.disk.clone(),
            lines: OnceLock::new(),
            is_part: false,
            text: self.text.into(),
            splice: Some(Arc::new(self.splice)),
        }
    }
}

impl Splice {
    /// The number of the piece that holds byte `offset` of the whole; the last that has bytes before it, if `ends` there.
    fn piece(&self, offset: u32, ends: bool) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| if ends { piece.at < offset } else { piece.at <= offset });
        self.pieces.get(after.saturating_sub(1))
    }

    /// The file in which `span` begins, and what of it lies in that file: up to where it ends, if that is in the same file, else up to
    /// where the file is left.
    pub(super) fn locate(&self, span: Span, len: u32) -> Option<(&SourceFile, Span)> {
        let first = self.piece(span.start.min(len), false)?;
        let source = &self.files[first.file].source;
        let start = first.from + (span.start.min(len) - first.at);
        let last = self.piece(span.end.min(len), true).filter(|last| last.file == first.file && last.at >= first.at);
        let end = match last {
            _ if span.is_empty() => start,
            Some(last) => last.from + (span.end.min(len).saturating_sub(last.at)),
            None => first.from + (self.end_of(first, len) - first.at),
        };
        // A file may be put in twice; then the end may come to lie before the start.
        Some((source, Span::new(start, end.max(start))))
    }

    /// Where in the whole a piece ends.
    fn end_of(&self, piece: &Piece, len: u32) -> u32 {
        let next = self.pieces.partition_point(|other| other.at <= piece.at);
        self.pieces.get(next).map_or(len, |next| next.at)
    }

    pub(super) fn runs(&self, len: u32) -> impl Iterator<Item = Run<'_>> {
        self.pieces.iter().map(move |piece| {
            let member = &self.files[piece.file];
            let length = self.end_of(piece, len) - piece.at;
            let span = Span::new(piece.from, piece.from + length);
            Run { file: piece.file, source: &member.source, template: Some(member.template), span, at: piece.at }
        })
    }

    /// Whether `span` begins in the including file.
    pub(super) fn is_own(&self, span: Span) -> bool {
        self.piece(span.start, false).is_none_or(|piece| piece.file == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    /// `one TAG four` with `two\nthree ` in place of the tag.
    fn spliced() -> SourceFile {
        let main = SourceFile::from_text("main.md", "one TAG four");
        let mut splicer = Splicer::new(main, Format::of_any("main.md"));
        let file = splicer.file(SourceFile::from_text("part.md", "---\ntwo\nthree"), Template::Any);
        splicer.push(0, 0..4);
        splicer.push(file, 4..13);
        splicer.push(0, 7..12);
        splicer.finish()
    }

    #[test]
    fn every_byte_leads_back_to_its_file() {
        let whole = spliced();
        assert_eq!(whole.text(), "one two\nthree four");
        let located = |words: &str| {
            let start = whole.text().find(words).unwrap() as u32;
            let (source, span) = whole.locate(Span::new(start, start + words.len() as u32));
            (source.name().to_owned(), source.slice(span).to_owned())
        };
        assert_eq!(located("one "), ("main.md".into(), "one ".into()));
        assert_eq!(located("two"), ("part.md".into(), "two".into()));
        assert_eq!(located("three"), ("part.md".into(), "three".into()));
        assert_eq!(located("four"), ("main.md".into(), "four".into()));
        // Over a border: as far as the file goes in which it begins, or with the tag if it comes back there.
        assert_eq!(located("one two"), ("main.md".into(), "one ".into()));
        assert_eq!(located("three four"), ("part.md".into(), "three".into()));
        assert_eq!(located("one two\nthree four"), ("main.md".into(), "one TAG four".into()));
        assert_eq!(whole.place(8), Place { line: 3, column: 1 });
        assert_eq!(whole.disk_offset(15), 9);
        assert!(whole.is_own(Span::new(0, 1)) && !whole.is_own(Span::new(8, 9)));
    }

    #[test]
    fn no_span_is_out_of_bounds() {
        let whole = spliced();
        let len = whole.text().len() as u32;
        for start in 0..=len + 1 {
            for end in start..=len + 2 {
                let (source, span) = whole.locate(Span::new(start, end));
                assert!(span.end as usize <= source.text().len(), "{start}..{end} is {span:?} of {}", source.name());
            }
        }
    }
}
