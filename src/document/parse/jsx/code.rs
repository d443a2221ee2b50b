//! The code around elements: enough of JavaScript to tell where an element begins.

use super::{Code, Frame, Reader};
use crate::document::model::HoleRole;
use std::ops::Range;

/// Words after which an operand is awaited.
const BEFORE_OPERAND: &[&str] = &["await", "case", "default", "do", "else", "in", "of", "return", "typeof", "yield"];

impl Reader<'_> {
    /// Reads one token of code.
    pub(super) fn code(&mut self) {
        let (at, bytes) = (self.at, self.scan.bytes);
        match bytes[at] {
            byte if byte.is_ascii_whitespace() => self.at += 1,
            b'/' => self.slash(at),
            b'"' | b'\'' => {
                let end = self.scan.string_end(at, self.scan.bytes.len());
                self.at = end.map_or(at, |end| end) + 1;
                self.awaits = false;
            }
            b'`' => self.template(at),
            b'<' if self.awaits && self.start_tag() => {}
            b'{' => {
                if let Some(Frame::Code(code)) = self.stack.last_mut() {
                    code.depth += 1;
                }
                self.operator();
            }
            b'}' => self.closing_brace(at),
            b')' | b']' => {
                self.at += 1;
                self.awaits = false;
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii() => self.word(at),
            _ => self.operator(),
        }
    }

    fn operator(&mut self) {
        self.at += 1;
        self.awaits = true;
    }

    fn word(&mut self, at: usize) {
        let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii();
        self.at = at + self.scan.bytes[at..].iter().take_while(is_word).count();
        self.awaits = BEFORE_OPERAND.contains(&&self.scan.source[at..self.at]);
    }

    /// A comment, a regular expression or a division.
    fn slash(&mut self, at: usize) {
        if self.scan.is_at(at, "//") {
            self.at = self.scan.line_end(at);
            self.code_comment(at + 2..self.at);
        } else if self.scan.is_at(at, "/*") {
            let end = self.find("*/", at + 2);
            self.code_comment(at + 2..end.unwrap_or(at + 2));
            self.at = end.unwrap_or(at) + 2;
        } else {
            let regex = if self.awaits && at >= self.no_regex_before { self.regex_end(at) } else { None };
            self.at = regex.unwrap_or(at + 1);
            self.awaits = regex.is_none();
        }
    }

    /// Notes the words of a comment outside of all elements.
    fn code_comment(&mut self, range: Range<usize>) {
        let words = self.scan.source[range.clone()].trim_start();
        let start = range.end - words.len();
        if self.stack.is_empty() && !words.is_empty() {
            self.markup.comment(start..start + words.trim_end().len());
        }
    }

    /// One past the regular expression that begins at `open`; it ends on its line.
    fn regex_end(&mut self, open: usize) -> Option<usize> {
        let mut at = open + 1;
        while let Some(&byte) = self.scan.bytes.get(at).filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            if byte == b'/' {
                return Some(at + 1);
            }
            at += if byte == b'\\' { 2 } else { 1 };
        }
        self.no_regex_before = at;
        None
    }

    fn closing_brace(&mut self, at: usize) {
        self.operator();
        let Some(Frame::Code(code)) = self.stack.last_mut() else { return };
        if code.depth > 0 {
            code.depth -= 1;
            return;
        }
        let Some(Frame::Code(Code { start, from, has_elements, .. })) = self.stack.pop() else { return };
        if has_elements {
            self.markup.hole(from..at + 1, from..at, HoleRole::Code);
        } else {
            self.expression(start, at + 1);
        }
    }

    /// Notes that an element begins at `at`, so that the code before it is not text.
    pub(super) fn leave_code(&mut self, at: usize) {
        if let Some(Frame::Code(code)) = self.stack.last_mut() {
            code.has_elements = true;
            let from = code.from;
            self.markup.hole(from..at, from..at, HoleRole::Code);
        }
    }

    /// A string between backticks. One of several lines that reads as Markdown or HTML is text that some component shows.
    fn template(&mut self, at: usize) {
        self.at = at + 1;
        let tagged = !self.awaits;
        self.awaits = false;
        let Some(end) = self.template_end(at) else { return };
        self.at = end;
        let inside = at + 1..end - 1;
        // In braces by itself it is text where it stands; that is read when the braces close.
        let in_braces = matches!(self.stack.last(), Some(Frame::Code(code)) if self.scan.source[code.start + 1..at].trim().is_empty());
        if tagged || in_braces || !reads_as_text(&self.scan.source[inside.clone()]) {
            return;
        }
        self.interpolations(inside.clone());
        let lines = self.lines(inside);
        self.markup.border();
        self.markup.markdown(lines);
        self.markup.border();
    }

    /// One past the backtick that closes the one at `open`.
    fn template_end(&mut self, open: usize) -> Option<usize> {
        if self.absent.contains(&"`") {
            return None;
        }
        let bytes = self.scan.bytes;
        let (mut at, mut depth) = (open + 1, 0_u32);
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                b'{' if depth > 0 || bytes[at - 1] == b'$' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'`' if depth == 0 => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
        self.absent.push("`");
        None
    }

    /// The lines of `range`, without what indents all but the first.
    fn lines(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let text = &self.scan.source[range.clone()];
        let indent = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(blanks).min().unwrap_or_default();
        let mut at = range.start;
        let cut = |(index, line): (usize, &str)| {
            let by = if index == 0 { 0 } else { blanks(line).min(indent) };
            at += line.len();
            at - line.len() + by..at
        };
        text.split_inclusive('\n').enumerate().map(cut).collect()
    }
}

/// Whether a string of several lines is a text in Markdown or HTML: it has a heading or a paragraph.
fn reads_as_text(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start();
        let words = rest.trim_start_matches('#');
        (1..=6).contains(&(rest.len() - words.len())) && words.starts_with(' ') && words.contains(char::is_alphabetic)
    };
    text.contains('\n') && (text.contains("<p>") || text.contains("<h2") || text.lines().any(is_heading))
}
