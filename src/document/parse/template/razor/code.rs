//! C# between braces, statement by statement.

use super::role;
use super::{Frame, Razor};
use crate::document::model::HoleRole::{Code, Include};
use crate::source::Span;

impl Razor<'_, '_> {
    /// Adds `start..end` as code, joined to code just before it.
    pub(super) fn code(&mut self, start: usize, end: usize) {
        if let Some(last) = self.scan.holes.last_mut()
            && last.role == Code
            && self.scan.source[last.span.end as usize..start].trim().is_empty()
        {
            last.span.end = end as u32;
            last.expression = Span::new(last.expression.start, end as u32);
            return;
        }
        self.scan.hole(start..end, start..end, Code);
    }

    /// Reads one statement of C#, or what begins markup.
    pub(super) fn statement(&mut self) {
        let at = self.scan.skip_space(self.at);
        self.at = at;
        let Some(&byte) = self.scan.bytes.get(at) else { return };
        let next = self.scan.bytes.get(at + 1).copied().unwrap_or_default();
        match (byte, next) {
            (b'}', _) => {
                self.frames.pop();
                self.code(at, at + 1);
                self.at = at + 1;
                self.continued();
            }
            (b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/') => {
                self.frames.push(Frame::Element { depth: 0, tag: None });
            }
            (b'@', b':') => {
                self.code(at, at + 2);
                self.at = at + 2;
                self.frames.push(Frame::Line);
            }
            (b'@', b'*' | b'a'..=b'z' | b'A'..=b'Z') => {
                self.at = at + 1;
                self.sign(at);
            }
            _ => {
                let (end, opens) = self.statement_end(at);
                if !opens && role::razor(&self.scan.source[at..end]) == Include {
                    self.scan.hole(at..end, at..end, Include);
                } else {
                    self.code(at, end);
                }
                self.at = end;
                if opens {
                    self.frames.push(Frame::Block(end - 1, end));
                }
            }
        }
    }

    /// One past a statement, and whether its last byte opens a block.
    fn statement_end(&mut self, start: usize) -> (usize, bool) {
        let len = self.scan.bytes.len();
        let labelled = matches!(&self.scan.source[start..self.scan.skip_name(start)], "case" | "default");
        let (mut at, mut depth) = (start, 0_u32);
        while at < len {
            match self.scan.bytes[at] {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                b';' if depth == 0 => return (at + 1, false),
                b':' if labelled && depth == 0 => return (at + 1, false),
                b'{' => return (at + 1, true),
                b'}' => return (at, false),
                // Whatever was meant, a line that begins with an element is not C#.
                b'\n' if self.element_follows(at + 1) => return (at, false),
                b'"' | b'\'' => at = self.scan.string_end(at, len).unwrap_or(at),
                b'/' => at = self.scan.comment_end(at).map_or(at, |end| end.max(at + 1) - 1),
                _ => {}
            }
            at += 1;
        }
        (len, false)
    }

    fn element_follows(&self, at: usize) -> bool {
        let blanks = self.scan.bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.scan.is_at(at + blanks, "<")
            && self.scan.bytes.get(at + blanks + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/')
    }

    /// After the end of a block: `else {`, `catch (...) {` and the like go on with it.
    fn continued(&mut self) {
        let start = self.scan.skip_space(self.at);
        let name_end = self.scan.skip_name(start);
        let (mut at, name) = (name_end, &self.scan.source[start..name_end]);
        if !matches!(name, "else" | "catch" | "finally") {
            return;
        }
        at = self.scan.skip_space(at);
        if self.scan.is_at(at, "if") {
            at = self.scan.skip_space(at + 2);
        }
        if self.scan.is_at(at, "(")
            && let Some(end) = self.scan.balanced(at, true)
        {
            at = self.scan.skip_space(end);
        }
        if self.scan.is_at(at, "{") {
            self.code(start, at + 1);
            self.at = at + 1;
            self.frames.push(Frame::Block(start, at + 1));
        }
    }
}
