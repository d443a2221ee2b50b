//! The lines of a document that a diagnostic shows: long lines cut to a window around what is marked, nothing that acts on a
//! terminal, and yet true line and column numbers.

use super::inert::acts;
use crate::source::{SourceFile, Span};
use codespan_reporting::files::{Error, Files};
use std::ops::Range;

/// Longest line that is shown whole, in characters.
const WHOLE_LINE: usize = 100;

/// How many characters are shown before what is marked, and at most in all, of a longer line.
const BEFORE: usize = 16;
const WINDOW: usize = 92;

/// Most lines that one mark is drawn over; a longer mark is cut.
const MARKED_LINES: usize = 4;

/// Excerpts of several files, for one diagnostic.
#[derive(Default)]
pub(super) struct Excerpts {
    files: Vec<Excerpt>,
}

/// The shown lines of one file.
struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
}

/// One shown line.
struct Line {
    /// Where it begins in the excerpt.
    start: usize,
    /// 0-based line in the file.
    number: usize,
    /// How many characters were cut off before it.
    cut: usize,
    /// How many characters stand for them.
    stand_in: usize,
}

impl Excerpts {
    /// Adds the lines of `source` that `spans` touch; returns the file's id and where the spans lie in the excerpt.
    pub(super) fn add(&mut self, source: &SourceFile, spans: &[Span]) -> (usize, Vec<Range<usize>>) {
        let lines = source.lines();
        let clip = |span: &Span| {
            let first = lines.line_of(span.start);
            let last = lines.line_of(span.end.max(span.start + 1) - 1).max(first);
            if last < first + MARKED_LINES {
                return (first, last, *span);
            }
            let last = first + MARKED_LINES - 1;
            (first, last, Span::new(span.start, lines.range_of(last, source.text().len() as u32).end.max(span.start)))
        };
        let marks: Vec<(usize, usize, Span)> = spans.iter().map(clip).collect();
        let mut shown: Vec<usize> = marks.iter().flat_map(|&(first, last, _)| first..=last).collect();
        shown.sort_unstable();
        shown.dedup();

        let mut excerpt = Excerpt { name: super::inert(source.name()), text: String::new(), lines: Vec::new() };
        // Each mark grows from nothing, so the ranges start inside out.
        let nothing = Range { start: usize::MAX, end: 0 };
        let mut ranges: Vec<Range<usize>> = vec![nothing; marks.len()];
        for (index, &number) in shown.iter().enumerate() {
            if index > 0 && shown[index - 1] + 1 < number {
                // Two empty lines that are never printed make the renderer draw a break.
                excerpt.skip(number - 2);
                excerpt.skip(number - 1);
            }
            excerpt.line(source, number, &marks, &mut ranges);
        }
        for range in &mut ranges {
            range.start = range.start.min(excerpt.text.len());
            range.end = range.end.max(range.start);
        }
        self.files.push(excerpt);
        (self.files.len() - 1, ranges)
    }

    /// As [`Self::add`], with each span in the file in which it begins: the document's own, or one that the document includes.
    pub(super) fn add_located(&mut self, document: &SourceFile, spans: &[Span]) -> Vec<(usize, Range<usize>)> {
        let located: Vec<(&SourceFile, Span)> = spans.iter().map(|&span| document.locate(span)).collect();
        let mut places = vec![(0, 0..0); spans.len()];
        for (index, &(source, _)) in located.iter().enumerate() {
            if located[..index].iter().any(|(other, _)| std::ptr::eq(*other, source)) {
                continue;
            }
            let here: Vec<usize> = (index..located.len()).filter(|&other| std::ptr::eq(located[other].0, source)).collect();
            let spans: Vec<Span> = here.iter().map(|&other| located[other].1).collect();
            let (file, ranges) = self.add(source, &spans);
            for (other, range) in here.into_iter().zip(ranges) {
                places[other] = (file, range);
            }
        }
        places
    }

    /// How many columns of its line a range takes, with what stands before it.
    pub(super) fn width(&self, id: usize, range: &Range<usize>) -> usize {
        let Some(file) = self.files.get(id) else { return 0 };
        let line = file.lines.partition_point(|line| line.start < range.end.max(1)).saturating_sub(1);
        let start = file.lines.get(line).map_or(0, |line| line.start);
        file.text.get(start..range.end).map_or(0, |text| text.trim_end().chars().count())
    }

    fn file(&self, id: usize) -> Result<&Excerpt, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

impl Excerpt {
    fn skip(&mut self, number: usize) {
        self.lines.push(Line { start: self.text.len(), number, cut: 0, stand_in: 0 });
        self.text.push('\n');
    }

    /// Appends one line and extends the ranges of the marks that touch it.
    fn line(&mut self, source: &SourceFile, number: usize, marks: &[(usize, usize, Span)], ranges: &mut [Range<usize>]) {
        let span = source.lines().range_of(number, source.text().len() as u32);
        let raw = source.slice(span).trim_end_matches(['\n', '\r']);
        let base = span.start as usize;
        // The parts of the marks on this line, in bytes of the line.
        let part = |mark: &Span| {
            let start = (mark.start as usize).clamp(base, base + raw.len()) - base;
            let end = (mark.end as usize).clamp(base, base + raw.len()) - base;
            (raw.floor_char_boundary(start), raw.ceil_char_boundary(end))
        };
        let here = |&(first, last, _): &(usize, usize, Span)| first <= number && number <= last;
        let first_mark = marks.iter().filter(|mark| here(mark)).map(|(_, _, span)| part(span).0).min().unwrap_or(0);
        let (from, to) = window(raw, first_mark);
        let (before, after) = (if from > 0 { "…" } else { "" }, if to < raw.len() { "…" } else { "" });

        let start = self.text.len();
        let (cut, stand_in) = (raw[..from].chars().count(), before.chars().count());
        self.lines.push(Line { start, number, cut, stand_in });
        self.text.push_str(before);
        // Where each byte of the window comes to lie; replacing a character may change its length.
        let mut places = Vec::with_capacity(to - from + 1);
        for (at, c) in raw[from..to].char_indices().map(|(at, c)| (from + at, c)) {
            places.extend(std::iter::repeat_n(self.text.len(), c.len_utf8()));
            self.text.push(if c != '\t' && acts(raw, at, c) { char::REPLACEMENT_CHARACTER } else { c });
        }
        places.push(self.text.len());
        self.text.push_str(after);
        for ((_, mark), range) in marks.iter().map(|mark| (here(mark), mark)).zip(ranges).filter(|((is_here, _), _)| *is_here) {
            let (start, end) = part(&mark.2);
            let place = |at: usize| places[at.clamp(from, to) - from];
            range.start = range.start.min(place(start));
            range.end = range.end.max(place(end));
        }
        self.text.push('\n');
    }
}

/// The part of a line that is shown, in bytes.
fn window(line: &str, mark: usize) -> (usize, usize) {
    // A line of few bytes has few characters; a long one is looked at near the mark only.
    if line.len() <= WHOLE_LINE || line.chars().nth(WHOLE_LINE).is_none() {
        return (0, line.len());
    }
    let from = line[..mark].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let to = line[from..].char_indices().nth(WINDOW).map_or(line.len(), |(at, _)| from + at);
    (from, to)
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.lines.partition_point(|line| line.start <= byte).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let lines = &self.file(id)?.lines;
        Ok(lines.get(index).ok_or(Error::LineTooLarge { given: index, max: lines.len() })?.number + 1)
    }

    fn column_number(&'a self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let file = self.file(id)?;
        let line = file.lines.get(index).ok_or(Error::LineTooLarge { given: index, max: file.lines.len() })?;
        let end = file.text.floor_char_boundary(byte.min(file.text.len()));
        let shown = file.text.get(line.start..end).map_or(0, |text| text.chars().count());
        Ok((shown + line.cut).saturating_sub(line.stand_in) + 1)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let file = self.file(id)?;
        let line = file.lines.get(index).ok_or(Error::LineTooLarge { given: index, max: file.lines.len() })?;
        let end = file.lines.get(index + 1).map_or(file.text.len(), |next| next.start);
        Ok(line.start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, spans: &[Span]) -> (Excerpts, Vec<Range<usize>>) {
        let mut excerpts = Excerpts::default();
        let (_, ranges) = excerpts.add(&SourceFile::from_text("a.md", text), spans);
        (excerpts, ranges)
    }

    #[test]
    fn a_long_line_is_cut_and_its_column_stays_true() {
        let text = format!("first\n{}MARK{}\n", "é".repeat(5000), "x".repeat(5000));
        let start = text.find("MARK").unwrap() as u32;
        let (excerpts, ranges) = excerpt(&text, &[Span::new(start, start + 4)]);
        let shown = excerpts.source(0).unwrap();
        assert!(shown.chars().count() < 200, "{shown}");
        assert_eq!(&shown[ranges[0].clone()], "MARK");
        assert_eq!(excerpts.line_number(0, 0).unwrap(), 2);
        assert_eq!(excerpts.column_number(0, 0, ranges[0].start).unwrap(), 5001);
    }

    #[test]
    fn what_acts_on_a_terminal_is_replaced_without_moving_the_mark() {
        let text = "a\u{1b}[31m \u{202e}b MARK\r\nnext";
        let start = text.find("MARK").unwrap() as u32;
        let (excerpts, ranges) = excerpt(text, &[Span::new(start, start + 4)]);
        let shown = excerpts.source(0).unwrap();
        assert_eq!(&shown[ranges[0].clone()], "MARK");
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r']));
        assert_eq!(excerpts.column_number(0, 0, ranges[0].start).unwrap(), 11);
    }

    #[test]
    fn spans_at_the_borders_of_a_file_are_shown() {
        for text in ["", "\n", "a", "a\r\n\r\n"] {
            for at in 0..=text.len() as u32 {
                let (excerpts, ranges) = excerpt(text, &[Span::new(at, at)]);
                let shown = excerpts.source(0).unwrap();
                assert!(ranges[0].end <= shown.len());
            }
        }
    }
}
