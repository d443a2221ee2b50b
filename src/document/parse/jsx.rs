//! JSX: elements in JavaScript or TypeScript. The code around them is passed over; text, and strings that stand where text does, is
//! read; what else stands in braces is a hole.

mod code;
mod component;
mod tag;
#[cfg(test)]
mod tests;

use super::escape::escape;
use super::markup::Markup;
use super::template::{Scan, role};
use crate::document::model::HoleRole;
use std::ops::Range;

/// Reads a file of JSX or TSX.
pub(super) fn read(source: &str) -> Markup {
    Reader::new(source).read()
}

/// Reads a component of Astro: elements behind a script between fences.
pub(super) fn read_astro(source: &str) -> Markup {
    let mut reader = Reader::new(source);
    if let Some(end) = source.strip_prefix("---").and_then(|rest| rest.find("\n---")) {
        reader.at = reader.scan.line_end(end + 4);
    }
    reader.stack.push(Frame::Element(Element { name: "", tag: reader.at..reader.at, in_line: false, has_text: false }));
    reader.read()
}

struct Reader<'s> {
    scan: Scan<'s>,
    markup: Markup,
    at: usize,
    stack: Vec<Frame>,
    /// Whether the code before `at` awaits an operand, so that `<` begins an element.
    awaits: bool,
    /// Marks of which no more stand in the rest of the file.
    absent: Vec<&'static str>,
    /// Before which byte no regular expression closes.
    no_regex_before: usize,
    /// Bytes read for tags that turned out to be none.
    in_vain: usize,
}

enum Frame {
    Code(Code),
    Element(Element),
}

/// Code in braces where text may stand.
struct Code {
    /// Its opening brace.
    start: usize,
    /// Where the code began that no element has ended yet.
    from: usize,
    /// Braces that are open in it.
    depth: u32,
    /// Whether elements stand in it.
    has_elements: bool,
}

/// An element that is open.
struct Element {
    /// What it is in HTML; empty for what is not told to the reader.
    name: &'static str,
    tag: Range<usize>,
    /// Whether what stands in it stands in a line of text.
    in_line: bool,
    /// Whether words stand directly in it.
    has_text: bool,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            scan: Scan::new(source),
            markup: Markup::default(),
            at: 0,
            stack: Vec::new(),
            awaits: true,
            absent: Vec::new(),
            no_regex_before: 0,
            in_vain: 0,
        }
    }

    fn read(mut self) -> Markup {
        while self.at < self.scan.bytes.len() {
            let before = self.at;
            match self.stack.last() {
                Some(Frame::Element(_)) => self.child(),
                _ => self.code(),
            }
            // Whatever was met, reading goes on.
            self.at = self.at.max(before + 1);
        }
        let end = self.scan.bytes.len();
        while let Some(frame) = self.stack.pop() {
            match frame {
                Frame::Element(element) if !element.tag.is_empty() => {
                    self.markup.trouble(element.tag, "this element is not closed");
                    self.markup.close(element.name, end..end);
                }
                Frame::Element(_) => {}
                Frame::Code(code) => self.scan.unclosed(code.start, code.start + 1, "}"),
            }
        }
        for trouble in self.scan.troubles {
            self.markup.trouble(trouble.span.range(), trouble.message);
        }
        self.markup
    }

    /// The innermost element that is open.
    fn element(&mut self) -> Option<&mut Element> {
        self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Element(element) => Some(element),
            Frame::Code(_) => None,
        })
    }

    fn note_text(&mut self) {
        if let Some(element) = self.element() {
            element.has_text = true;
        }
    }

    /// Where `mark` next stands from `at` on; each is searched in vain only once.
    fn find(&mut self, mark: &'static str, at: usize) -> Option<usize> {
        if self.absent.contains(&mark) {
            return None;
        }
        let found = self.scan.source.get(at..).and_then(|rest| rest.find(mark)).map(|found| at + found);
        if found.is_none() {
            self.absent.push(mark);
        }
        found
    }

    // ---- between tags ----

    /// Reads text up to the next tag or brace, or one of these.
    fn child(&mut self) {
        let start = self.at;
        let end = self.scan.find_byte(start, b"<{").unwrap_or(self.scan.bytes.len());
        if end > start {
            if !self.scan.source[start..end].trim().is_empty() {
                self.note_text();
            }
            self.markup.text(start..end);
            self.at = end;
        } else if self.scan.is_at(start, "{") {
            self.stack.push(Frame::Code(Code { start, from: start, depth: 0, has_elements: false }));
            self.awaits = true;
            self.at = start + 1;
        } else if self.scan.is_at(start, "</") {
            self.end_tag();
        } else if self.scan.is_at(start, "<!--") {
            let end = self.find("-->", start + 4);
            self.markup.comment(start + 4..end.unwrap_or(start + 4));
            self.at = end.map_or(start + 4, |end| end + 3);
        } else if !self.start_tag() {
            self.markup.text(start..start + 1);
            self.at = start + 1;
        }
    }

    fn end_tag(&mut self) {
        let start = self.at;
        let end = self.scan.find_byte(start + 2, b"><\n").unwrap_or(self.scan.bytes.len());
        let end = end + usize::from(self.scan.is_at(end, ">"));
        self.at = end;
        self.awaits = false;
        if let Some(Frame::Element(element)) =
            self.stack.pop_if(|frame| matches!(frame, Frame::Element(element) if !element.tag.is_empty()))
        {
            self.markup.close(element.name, start..end);
        }
        self.resume();
    }

    /// Notes that an element ended in code.
    fn resume(&mut self) {
        let at = self.at;
        if let Some(Frame::Code(code)) = self.stack.last_mut() {
            code.from = at;
        }
    }

    // ---- in braces ----

    /// Reads what stands in the braces `start..end`, in which there are no elements.
    fn expression(&mut self, start: usize, end: usize) {
        let source = self.scan.source;
        let inside = start + 1..end - 1;
        let text = source[inside.clone()].trim();
        let from = inside.end - source[inside].trim_start().len();
        let inside = from..from + text.len();
        let is_string = |quote: char| text.len() > 1 && text.starts_with(quote) && text.find_inner(quote) == Some(text.len() - 1);
        if text.is_empty() {
            self.markup.hole(start..end, inside, HoleRole::Code);
        } else if let Some(comment) = text.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
            let words = comment.trim();
            let at = from + 2 + (comment.len() - comment.trim_start().len());
            self.markup.hole(start..end, at..at + words.len(), HoleRole::Comment);
        } else if ['"', '\'', '`'].into_iter().any(is_string) {
            self.string(inside.start + 1..inside.end - 1, text.starts_with('`'));
        } else {
            let role = role::script(text);
            self.markup.hole(start..end, inside, role);
            self.markup.text(start..end);
            self.note_text();
        }
    }

    /// Reads the inside of a string as text; in a template values may be interpolated.
    fn string(&mut self, range: Range<usize>, is_template: bool) {
        let source = self.scan.source;
        if is_template {
            self.interpolations(range.clone());
        }
        if !source[range.clone()].trim().is_empty() {
            self.note_text();
        }
        let mut at = range.start;
        while let Some(found) = source[at..range.end].find('\\').map(|found| at + found) {
            self.markup.verbatim(at..found);
            let (c, end) = escape(&source[..range.end], found);
            if let Some(c) = c {
                self.markup.atom(c.encode_utf8(&mut [0; 4]), found..end);
            }
            at = end;
        }
        self.markup.verbatim(at..range.end);
    }

    /// Notes the values interpolated in the template at `range`.
    fn interpolations(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(found) = self.scan.source[at..range.end].find("${").map(|found| at + found) {
            let Some(end) = self.scan.balanced_before(found + 1, false, range.end) else { return };
            let inside = self.scan.trimmed(found + 2..end - 1);
            let role = role::script(&self.scan.source[inside.clone()]);
            self.markup.hole(found..end, inside, role);
            at = end;
        }
    }
}

/// Finding the end of a string.
trait FindInner {
    /// Where `quote` next stands behind the first character, not escaped.
    fn find_inner(&self, quote: char) -> Option<usize>;
}

impl FindInner for str {
    fn find_inner(&self, quote: char) -> Option<usize> {
        let mut escaped = false;
        self.char_indices().skip(1).find_map(|(at, c)| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends.then_some(at)
        })
    }
}
