//! What HAML and Slim share: elements told by indentation, attributes, and Ruby between the words.

mod attributes;

pub(super) use attributes::{KNOWN, hash, pairs};

use super::html::Attribute;
use super::markup::{Markup, is_void};
use super::template::{self, Scan};
use crate::document::model::HoleRole;
use std::ops::Range;

/// A file that is read line by line.
pub(super) struct Lines<'s> {
    pub(super) scan: Scan<'s>,
    pub(super) markup: Markup,
    /// The elements that are open: how far they are indented and what they are called.
    open: Vec<(usize, String)>,
}

/// A line of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) start: usize,
    /// Its first byte that is not blank.
    pub(super) at: usize,
    /// Its last byte, the line break left out.
    pub(super) end: usize,
    /// Where the next line begins.
    pub(super) next: usize,
}

impl Line {
    /// How far it is indented; a tab counts as one.
    pub(super) fn indent(self) -> usize {
        self.at - self.start
    }

    /// Whether there is nothing in it.
    pub(super) fn is_blank(self) -> bool {
        self.at == self.end
    }
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { scan: Scan::new(source), markup: Markup::default(), open: Vec::new() }
    }

    /// The line that begins at `start`, if there is one.
    pub(super) fn line(&self, start: usize) -> Option<Line> {
        let bytes = self.scan.bytes;
        if start >= bytes.len() {
            return None;
        }
        let end = self.scan.line_end(start);
        let next = end + if self.scan.is_at(end, "\r\n") { 2 } else { usize::from(end < bytes.len()) };
        let at = start + bytes[start..end].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        Some(Line { start, at, end, next })
    }

    /// One past the lines behind `line` that are indented deeper.
    pub(super) fn block_end(&self, line: Line) -> usize {
        let mut end = line.next;
        let mut at = line.next;
        while let Some(below) = self.line(at).filter(|below| below.is_blank() || below.indent() > line.indent()) {
            at = below.next;
            if !below.is_blank() {
                end = at;
            }
        }
        end
    }

    // ---- elements ----

    /// Ends the elements that a line indented by `indent` does not belong to.
    pub(super) fn close_to(&mut self, indent: usize, at: usize) {
        while let Some((_, name)) = self.open.pop_if(|(open, _)| *open >= indent) {
            self.markup.close(&name, at..at);
        }
    }

    /// Begins an element that stands on a line indented by `indent`.
    pub(super) fn open(&mut self, name: &str, indent: usize, span: Range<usize>, attributes: Vec<Attribute>, closed: bool) {
        let holds_nothing = closed || is_void(name);
        self.markup.open(name, span, attributes, closed && !is_void(name));
        if !holds_nothing {
            self.open.push((indent, name.to_owned()));
        }
    }

    // ---- text and code ----

    /// Adds text in which Ruby is interpolated.
    pub(super) fn text(&mut self, range: Range<usize>) {
        interpolations(&mut self.scan, &mut self.markup, range.clone());
        self.markup.html(range);
    }

    /// Where a statement ends that begins on `line`: it goes on below a comma or a bar.
    pub(super) fn statement(&self, line: Line) -> Line {
        let mut last = line;
        let goes_on = |line: Line| {
            let words = self.scan.source[line.at.min(line.end)..line.end].trim_end();
            words.ends_with([',', '\\']) || words.ends_with(" |")
        };
        while goes_on(last)
            && let Some(next) = self.line(last.next)
        {
            last = next;
        }
        last
    }

    /// Adds code that prints, from its mark at `at` to the end of the statement; where to go on.
    pub(super) fn print(&mut self, at: usize, marks: &[char], line: Line) -> usize {
        let last = self.statement(line);
        let source = self.scan.source;
        let words = source[at..last.end].trim_end();
        let (end, inner) = (at + words.len(), words.trim_start_matches(marks).trim_start());
        let role = template::role::erb(b'=', false, inner);
        self.markup.hole(at..end, end - inner.len()..end, role);
        self.markup.html(at..last.next);
        last.next
    }

    /// Adds code that prints nothing, from its mark at `at` to the end of the statement; where to go on.
    pub(super) fn code(&mut self, at: usize, line: Line) -> usize {
        let last = self.statement(line);
        let words = self.scan.source[at..last.end].trim_end();
        let inner = words.trim_start_matches('-').trim_start();
        let end = at + words.len();
        self.markup.hole(at..end, end - inner.len()..end, HoleRole::Code);
        self.markup.html(at..last.next);
        last.next
    }

    /// Adds the block of `line`, whose words begin at `words`, as a comment of the template or, if it is `shown`, of the page.
    pub(super) fn comment(&mut self, line: Line, words: usize, shown: bool) -> usize {
        let end = self.block_end(line);
        let text = self.scan.source[words..end].trim();
        let start = words + (self.scan.source[words..end].len() - self.scan.source[words..end].trim_start().len());
        let words = start..start + text.len();
        if shown {
            self.markup.comment(words);
        } else {
            self.markup.hole(line.at..words.end.max(line.at), words, HoleRole::Comment);
        }
        end
    }

    /// Adds the lines below `line` that are indented deeper as Markdown; where to go on.
    pub(super) fn markdown(&mut self, line: Line) -> usize {
        let end = self.block_end(line);
        let (mut lines, mut at, mut indent) = (Vec::new(), line.next, None);
        while let Some(below) = self.line(at).filter(|below| below.start < end) {
            let by = *indent.get_or_insert(below.indent());
            let by = if below.is_blank() { below.indent() } else { by.min(below.indent()) };
            interpolations(&mut self.scan, &mut self.markup, below.at..below.end);
            lines.push(below.start + by..below.next);
            if below.is_blank() && by == 0 && lines.len() == 1 {
                indent = None;
            }
            at = below.next;
        }
        self.markup.markdown(lines);
        end
    }

    /// The markup, once all lines are read.
    pub(super) fn finish(mut self) -> Markup {
        let end = self.scan.source.len();
        self.close_to(0, end);
        for trouble in self.scan.troubles {
            self.markup.trouble(trouble.span.range(), trouble.message);
        }
        self.markup
    }
}

/// Notes the Ruby that is interpolated in the words at `range`.
pub(super) fn interpolations(scan: &mut Scan<'_>, markup: &mut Markup, range: Range<usize>) {
    let mut at = range.start;
    while let Some(found) = scan.source.get(at..range.end).and_then(|rest| rest.find("#{")).map(|found| at + found) {
        at = found + 2;
        if found > range.start && scan.bytes[found - 1] == b'\\' {
            continue;
        }
        if let Some(end) = scan.balanced_before(found + 1, false, range.end) {
            let inside = scan.trimmed(found + 2..end - 1);
            let role = template::role::erb(b'=', false, &scan.source[inside.clone()]);
            markup.hole(found..end, inside, role);
            at = end;
        } else {
            scan.unclosed(found, found + 2, "}");
            return;
        }
    }
}
