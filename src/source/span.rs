//! Positions: byte ranges of a source, and the lines and columns printed for them.

use std::ops::Range;

/// A half-open range of bytes of one source text, as decoded (UTF-8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end` (bytes).
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span runs forwards: {start}..{end}");
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as an index range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 1-based line; `\n`, `\r\n` and a lone `\r` each end one.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// Where each line of a text begins.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are; a text that ends with a line break has an empty last line.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// The byte at which 0-based `line` starts; the last start if there are fewer lines.
    #[must_use]
    pub fn start_of(&self, line: usize) -> u32 {
        self.starts[line.min(self.starts.len() - 1)]
    }

    /// The bytes of 0-based `line`, its line break included, in a text of `len` bytes.
    #[must_use]
    pub fn range_of(&self, line: usize, len: u32) -> Span {
        let end = self.starts.get(line + 1).copied().unwrap_or(len);
        Span::new(self.start_of(line).min(end), end)
    }

    /// The place of byte `offset` of `text`, which is the text that was indexed.
    #[must_use]
    pub fn place(&self, text: &str, offset: u32) -> Place {
        let line = self.line_of(offset);
        let start = self.start_of(line) as usize;
        let end = text.floor_char_boundary((offset as usize).min(text.len()));
        let column = text.get(start..end).map_or(0, |s| s.chars().count());
        Place { line: line as u32 + 1, column: column as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_ends_one_line() {
        let text = "a\r\nbé\rc\nd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        let at = |needle: &str| lines.place(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("é"), Place { line: 2, column: 2 });
        assert_eq!(at("c"), Place { line: 3, column: 1 });
        assert_eq!(at("d"), Place { line: 4, column: 1 });
        assert_eq!(lines.place(text, text.len() as u32), Place { line: 4, column: 2 });
    }
}
