//! Razor: C# in HTML. Unlike the other languages it has no marks around what is code: between the braces of `@if (...) { ... }`
//! stands C#, in which an element begins markup again, in which `@` begins C# again.

mod code;

use super::role;
use super::scan::Scan;
use crate::document::model::HoleRole::{self, Code, Comment, Include};

/// Words after `@` that have a head in brackets and a body in braces.
const BLOCKS: &[&str] = &["if", "for", "foreach", "while", "switch", "lock", "using", "try", "do"];

/// Words after `@` whose directive takes up the rest of the line.
const LINES: &[&str] = &[
    "addTagHelper",
    "attribute",
    "implements",
    "inherits",
    "inject",
    "layout",
    "model",
    "namespace",
    "page",
    "preservewhitespace",
    "removeTagHelper",
    "rendermode",
    "tagHelperPrefix",
    "typeparam",
    "using",
];

/// Elements without an end tag.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// What the reader is in.
enum Frame {
    /// C# between braces, whose head begins at the first byte and ends before the second.
    Block(usize, usize),
    /// Markup between braces, and how many braces are open in it.
    Section(usize, usize, u32),
    /// An element in C#, with how many elements are open in it.
    Element { depth: u32, tag: Option<Tag> },
    /// The rest of a line of text in C#.
    Line,
}

/// A tag of HTML that is open.
struct Tag {
    /// Whether no element stays open after it.
    closes: bool,
    /// Whether it opened none.
    empty: bool,
    quote: Option<u8>,
    raw: Option<&'static str>,
}

/// Finds the tags of a file.
pub(super) fn scan(scan: &mut Scan<'_>) {
    let mut razor = Razor { scan, frames: Vec::new(), at: 0 };
    while razor.at < razor.scan.bytes.len() {
        if matches!(razor.frames.last(), Some(Frame::Block(..))) {
            razor.statement();
        } else {
            razor.markup();
        }
    }
    for frame in std::mem::take(&mut razor.frames) {
        if let Frame::Block(start, end) | Frame::Section(start, end, _) = frame {
            razor.scan.unclosed(start, end, "}");
        }
    }
}

struct Razor<'a, 's> {
    scan: &'a mut Scan<'s>,
    frames: Vec<Frame>,
    at: usize,
}

impl Razor<'_, '_> {
    /// Reads markup up to the next thing that matters in it, and that.
    fn markup(&mut self) {
        let wanted: &[u8] = match self.frames.last() {
            Some(Frame::Element { tag: Some(_), .. }) => b"@>\"'",
            Some(Frame::Section(..)) => b"@<{}",
            Some(Frame::Line) => b"@<\n",
            _ => b"@<",
        };
        let Some(at) = self.scan.find_byte(self.at, wanted) else {
            self.at = self.scan.bytes.len();
            return;
        };
        self.at = at + 1;
        match self.scan.bytes[at] {
            b'@' => self.sign(at),
            b'<' => self.angle(at),
            b'{' => self.brace(1),
            b'}' => self.brace(-1),
            b'\n' => drop(self.frames.pop()),
            byte => self.in_tag(at, byte),
        }
    }

    /// A brace in the markup of a section; the last one closes it.
    fn brace(&mut self, change: i32) {
        let Some(Frame::Section(_, _, depth)) = self.frames.last_mut() else { return };
        if let Some(changed) = depth.checked_add_signed(change) {
            *depth = changed;
        } else {
            self.frames.pop();
            self.code(self.at - 1, self.at);
        }
    }

    // ---- elements ----

    /// `<` in markup: an element is opened or closed.
    fn angle(&mut self, at: usize) {
        if self.scan.is_at(at, "<!--") {
            // Tags in a comment of HTML are tags still, but its elements are none.
            if let (Some(Frame::Element { .. }), Some(end)) = (self.frames.last(), self.scan.next_of("-->", at + 4)) {
                self.at = end;
            }
            return;
        }
        if self.scan.is_at(at, "<partial ") || self.scan.is_at(at, "<vc:") {
            return self.partial(at);
        }
        let closes = self.scan.is_at(at + 1, "/");
        let name_start = at + 1 + usize::from(closes);
        let name = &self.scan.source[name_start..self.scan.skip_name(name_start)];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return;
        }
        let empty = VOID.iter().any(|void| void.eq_ignore_ascii_case(name));
        let raw = match name {
            "script" if !closes => Some("</script"),
            "style" if !closes => Some("</style"),
            _ => None,
        };
        if let Some(Frame::Element { depth, tag }) = self.frames.last_mut() {
            *depth += u32::from(!closes);
            *tag = Some(Tag { closes, empty, quote: None, raw });
        }
    }

    /// A tag helper that prints another view.
    fn partial(&mut self, at: usize) {
        let Some(end) = self.scan.next_of(">", at) else { return };
        self.at = end + 1;
        self.scan.hole(at..end + 1, at + 1..end, Include);
        // `<partial ...></partial>`, or one that stands for itself, leaves the depth as it is.
        if self.scan.is_at(self.at, "</partial>") {
            let after = self.at + "</partial>".len();
            self.scan.hole(self.at..after, self.at..self.at, Code);
            self.at = after;
        }
        if let Some(Frame::Element { depth: 0, .. }) = self.frames.last() {
            self.frames.pop();
        }
    }

    /// A quote or the end of an HTML tag inside an element in C#.
    fn in_tag(&mut self, at: usize, byte: u8) {
        let Some(Frame::Element { depth, tag }) = self.frames.last_mut() else { return };
        let Some(open) = tag else { return };
        if byte != b'>' {
            match open.quote {
                None => open.quote = Some(byte),
                Some(quote) if quote == byte => open.quote = None,
                Some(_) => {}
            }
            return;
        }
        if open.quote.is_some() {
            return;
        }
        let raw = open.raw;
        if open.closes || open.empty || self.scan.bytes[at - 1] == b'/' {
            *depth = depth.saturating_sub(1);
        }
        *tag = None;
        if *depth == 0 {
            self.frames.pop();
        } else if let Some(end) = raw.and_then(|mark| self.scan.next_of(mark, at)) {
            self.at = end;
        }
    }

    // ---- the sign ----

    /// `@` in markup, or before an expression in C#. `self.at` is just after it.
    fn sign(&mut self, at: usize) {
        let next = self.scan.bytes.get(at + 1).copied().unwrap_or_default();
        if self.scan.after_word(at) && !matches!(next, b'(' | b'@') {
            return;
        }
        match next {
            b'@' => {
                self.scan.hole(at..at + 1, at + 1..at + 1, Code);
                self.at = at + 2;
            }
            b'*' => self.comment(at),
            b'{' => self.open(at, at + 2),
            b'(' => match self.scan.balanced(at + 1, true) {
                Some(end) => self.expression(at, at + 2..end - 1, end),
                None => self.scan.unclosed(at, at + 2, ")"),
            },
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(at),
            _ => {}
        }
    }

    fn comment(&mut self, at: usize) {
        if let Some(end) = self.scan.next_of("*@", at + 2) {
            self.scan.hole(at..end + 2, at + 2..end, Comment);
            self.at = end + 2;
        } else {
            self.scan.unclosed(at, at + 2, "*@");
            self.at = at + 2;
        }
    }

    /// The head `start..end` of a block of C#, its brace included.
    fn open(&mut self, start: usize, end: usize) {
        self.scan.hole(start..end, start + 1..end - 1, Code);
        self.at = end;
        self.frames.push(Frame::Block(start, end));
    }

    fn expression(&mut self, start: usize, inside: std::ops::Range<usize>, end: usize) {
        let role = role::razor(&self.scan.source[inside.clone()]);
        self.scan.hole(start..end, inside, role);
        self.at = end;
    }

    /// `@word`: a block, a directive or an expression.
    fn word(&mut self, at: usize) {
        let name_end = self.scan.skip_name(at + 1);
        let name = &self.scan.source[at + 1..name_end];
        let next = self.scan.skip_space(name_end);
        let brackets = self.scan.is_at(next, "(");
        match name {
            "section" => self.section(at, name_end),
            "code" | "functions" if self.scan.is_at(next, "{") => self.members(at, next),
            _ if BLOCKS.contains(&name) && (brackets || matches!(name, "try" | "do")) => self.block(at, next),
            _ if LINES.contains(&name) && self.starts_line(at) => self.whole(at, self.scan.line_end(name_end), Code),
            _ => self.implicit(at, name_end),
        }
    }

    /// `@code {`: what it holds is C# to its end.
    fn members(&mut self, at: usize, brace: usize) {
        if let Some(end) = self.scan.balanced(brace, true) {
            self.whole(at, end, Code);
        } else {
            self.scan.unclosed(at, brace + 1, "}");
            self.at = brace + 1;
        }
    }

    fn whole(&mut self, start: usize, end: usize, role: HoleRole) {
        self.scan.hole(start..end, start + 1..end, role);
        self.at = end;
    }

    fn starts_line(&self, at: usize) -> bool {
        self.scan.bytes[..at]
            .iter()
            .rev()
            .find(|byte| !matches!(byte, b' ' | b'\t'))
            .is_none_or(|byte| matches!(byte, b'\n' | b'\r' | b'\xBF'))
    }

    /// `@section Name {`: what it holds is markup.
    fn section(&mut self, at: usize, name_end: usize) {
        let brace = self.scan.skip_space(self.scan.skip_name(self.scan.skip_space(name_end)));
        if !self.scan.is_at(brace, "{") {
            return self.implicit(at, name_end);
        }
        self.whole(at, brace + 1, Code);
        self.frames.push(Frame::Section(at, brace + 1, 0));
    }

    /// `@if (...) {` and its kin.
    fn block(&mut self, at: usize, next: usize) {
        let mut end = next;
        if self.scan.is_at(next, "(") {
            let Some(after) = self.scan.balanced(next, true) else {
                self.scan.unclosed(at, next + 1, ")");
                self.at = next + 1;
                return;
            };
            end = after;
        }
        let brace = self.scan.skip_space(end);
        if self.scan.is_at(brace, "{") {
            self.open(at, brace + 1);
        } else {
            self.whole(at, end, Code);
        }
    }

    /// `@name.Member[0].Call("x")`: as far as the members go without a blank.
    fn implicit(&mut self, at: usize, name_end: usize) {
        let mut end = name_end;
        if matches!(&self.scan.source[at + 1..name_end], "await" | "new") {
            end = self.scan.skip_name(self.scan.skip_space(name_end));
        }
        loop {
            let byte = self.scan.bytes.get(end).copied().unwrap_or_default();
            let member = match byte {
                b'.' => end + 1,
                b'?' | b'!' if self.scan.is_at(end + 1, ".") => end + 2,
                b'(' | b'[' => match self.scan.balanced(end, true) {
                    Some(after) => {
                        end = after;
                        continue;
                    }
                    None => break,
                },
                _ => break,
            };
            let after = self.scan.skip_name(member);
            if after == member {
                break;
            }
            end = after;
        }
        // Blazor's `@onclick="..."` and `@bind-Value="..."` are names of attributes.
        let name = self.scan.bytes[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':')).count();
        if self.scan.is_at(end + name, "=\"") {
            return self.whole(at, end + name, Code);
        }
        let role = role::razor(&self.scan.source[at + 1..end]);
        self.whole(at, end, role);
    }
}
