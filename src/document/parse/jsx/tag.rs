//! Start tags of JSX.

use super::component::{html, includes, is_in_line, like, looks_up};
use super::{Element, FindInner, Frame, Reader};
use crate::document::model::HoleRole;
use crate::document::parse::html::Attribute;
use crate::document::parse::markup::is_void;
use crate::document::parse::ruby::KNOWN;
use crate::document::parse::template::role;
use crate::source::Span;
use std::ops::Range;

/// Attributes of components whose words are shown, and whether they stand as a heading.
const SHOWN: &[(&str, bool)] = &[
    ("title", true),
    ("heading", true),
    ("header", true),
    ("label", false),
    ("text", false),
    ("content", false),
    ("description", false),
    ("summary", false),
    ("subtitle", false),
];

/// Farthest that a tag on a line of its own is indented.
const INDENT: usize = 200;

/// How often the length of the file may be read for tags that turn out to be none.
const PATIENCE: usize = 4;

/// An attribute as it is written.
struct Given {
    name: String,
    /// The words of a string, or the code in braces; empty behind a name that stands alone.
    value: Range<usize>,
    is_code: bool,
}

impl Reader<'_> {
    /// Reads the start tag at `at`; false, and nothing is read, if none stands there.
    pub(super) fn start_tag(&mut self) -> bool {
        let start = self.at;
        let source = self.scan.source;
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b':' | b'-');
        let name_end = start + 1 + self.scan.bytes[start + 1..].iter().take_while(is_name).count();
        let name = &source[start + 1..name_end];
        let begins = self.scan.is_at(name_end, ">") || name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$');
        let after = &source[name_end..];
        // `<T,>(x: T)` and `<T extends X>` are parameters of a type.
        if !begins || after.starts_with(',') || after.trim_start().starts_with("extends ") {
            return false;
        }
        if self.in_vain > PATIENCE * source.len() {
            return false;
        }
        let mut reached = name_end;
        let Some((given, end, closed)) = self.attributes(&mut reached) else {
            self.in_vain += reached - start;
            return false;
        };
        self.leave_code(start);
        self.at = end;
        self.open(name, start..end, &given, closed);
        true
    }

    /// The attributes from `reached` on, one past the tag, and whether it closes itself.
    fn attributes(&mut self, reached: &mut usize) -> Option<(Vec<Given>, usize, bool)> {
        let mut given = Vec::new();
        let mut at = *reached;
        loop {
            at = self.scan.skip_space(at);
            *reached = at;
            match self.scan.bytes.get(at)? {
                b'>' => return Some((given, at + 1, false)),
                b'/' if self.scan.is_at(at, "/>") => return Some((given, at + 2, true)),
                b'/' if self.scan.is_at(at, "//") => at = self.scan.line_end(at),
                b'/' if self.scan.is_at(at, "/*") => at = self.find("*/", at)? + 2,
                b'{' => at = self.braces(at)?,
                byte if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'@' | b':' | b'$') => {
                    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.' | b'@' | b'$');
                    let end = at + self.scan.bytes[at..].iter().take_while(is_name).count();
                    let name = self.scan.source[at..end].to_owned();
                    let assigned = self.scan.skip_space(end);
                    if self.scan.is_at(assigned, "=") {
                        let (value, is_code, after) = self.value(self.scan.skip_space(assigned + 1))?;
                        given.push(Given { name, value, is_code });
                        at = after;
                    } else {
                        given.push(Given { name, value: end..end, is_code: false });
                        at = end;
                    }
                }
                _ => return None,
            }
        }
    }

    fn braces(&mut self, at: usize) -> Option<usize> {
        let end = self.scan.balanced(at, false);
        if end.is_none() {
            self.scan.unclosed(at, at + 1, "}");
        }
        end
    }

    /// The value at `at`: its words or its code, which of these, and where it ends.
    fn value(&mut self, at: usize) -> Option<(Range<usize>, bool, usize)> {
        match self.scan.bytes.get(at)? {
            b'"' => self.find("\"", at + 1).map(|end| (at + 1..end, false, end + 1)),
            b'\'' => self.find("'", at + 1).map(|end| (at + 1..end, false, end + 1)),
            b'{' => {
                let end = self.braces(at)?;
                let inside = self.scan.source[at + 1..end - 1].trim();
                let from = end - 1 - self.scan.source[at + 1..end - 1].trim_start().len();
                let quote = inside.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'));
                let plain = quote.is_some_and(|quote| inside.find_inner(quote) == Some(inside.len() - 1)) && !inside.contains(['\\', '$']);
                Some(if plain { (from + 1..from + inside.len() - 1, false, end) } else { (from..from + inside.len(), true, end) })
            }
            _ => None,
        }
    }

    /// Begins the element `name`.
    fn open(&mut self, name: &str, tag: Range<usize>, given: &[Given], closed: bool) {
        let source = self.scan.source;
        let written: Vec<(String, &str)> = given.iter().map(|given| (given.name.clone(), &source[given.value.clone()])).collect();
        let before = self.scan.bytes[..tag.start].iter().rev().take(INDENT).find(|byte| !matches!(byte, b' ' | b'\t'));
        let own_line = before.is_none_or(|byte| *byte == b'\n');
        let (in_line, parent) = self.element().map_or((false, ""), |element| (element.in_line || element.has_text, element.name));
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('.');
        let known = if is_component { like(name, &written, parent == "tr") } else { html(name) };
        let holds_blocks = matches!(parent, "li" | "td" | "th" | "dd") && own_line;
        let has_text = self.element().is_some_and(|element| element.has_text);
        let stands_as_block = is_component && known.is_none() && (!in_line || holds_blocks && !has_text);
        let like = known.unwrap_or(if stands_as_block { "div" } else { "span" });
        let shows = is_component && known.is_none();
        let attributes = given.iter().filter_map(|given| self.attribute(given, like, shows)).collect();
        if closed && (shows || name == "slot") && (looks_up(name) || includes(name) || !stands_as_block) {
            let role = if looks_up(name) {
                HoleRole::Lookup
            } else if includes(name) {
                HoleRole::Include
            } else {
                HoleRole::Value
            };
            self.markup.hole(tag.clone(), tag.start + 1..tag.end - 2, role);
            self.markup.text(tag.clone());
        }
        let holds_nothing = closed || is_void(like);
        self.markup.open(like, tag.clone(), attributes, holds_nothing && !is_void(like));
        if shows {
            self.shown(given);
        }
        self.awaits = false;
        if !holds_nothing {
            let in_line = is_in_line(like) || like == "span" && in_line;
            self.stack.push(Frame::Element(Element { name: like, tag: tag.clone(), in_line, has_text: false }));
            self.pass_over(like);
        } else if !is_void(like) && like != "div" {
            self.markup.close(like, tag.end..tag.end);
        }
        if holds_nothing {
            self.resume();
        }
    }

    /// Passes over what stands in a script or a style sheet.
    fn pass_over(&mut self, name: &str) {
        let end = match name {
            "script" => self.find("</script", self.at),
            "style" => self.find("</style", self.at),
            _ => None,
        };
        self.at = end.unwrap_or(self.at);
    }

    /// The words that a component shows out of its attributes, each as a block.
    fn shown(&mut self, given: &[Given]) {
        for given in given.iter().filter(|given| !given.is_code) {
            let Some((_, heading)) = SHOWN.iter().find(|(name, _)| *name == given.name) else { continue };
            let words = &self.scan.source[given.value.clone()];
            // A word by itself may well be a name for the program.
            if words.trim().contains(' ') || *heading && words.contains(char::is_alphabetic) {
                let name = if *heading { "h3" } else { "p" };
                self.markup.open(name, given.value.start..given.value.start, Vec::new(), false);
                self.markup.text(given.value.clone());
                self.markup.close(name, given.value.end..given.value.end);
            }
        }
    }

    /// The attribute of HTML that `given` is on an element that is `like` one.
    fn attribute(&mut self, given: &Given, like: &str, shows: bool) -> Option<Attribute> {
        let source = self.scan.source;
        let name = match given.name.as_str() {
            "htmlFor" => "for",
            "to" | "href" | "url" if like == "a" => "href",
            "defaultChecked" => "checked",
            "isRequired" => "required",
            "colSpan" => "colspan",
            "rowSpan" => "rowspan",
            "title" if shows => return None,
            "level" | "variant" => return None,
            name => name,
        };
        let name = KNOWN.iter().find(|known| **known == name)?;
        let code = &source[given.value.clone()];
        let name = match (*name, given.is_code, code) {
            (_, true, "false" | "null" | "undefined") => return None,
            ("checked", true, code) if code != "true" => ":checked",
            (name, ..) => name,
        };
        if given.is_code && !code.chars().all(|c| c.is_ascii_digit()) && name != ":checked" && code != "true" {
            self.markup.hole(given.value.clone(), given.value.clone(), role::script(code));
        }
        Some(Attribute { name: name.to_owned(), value: code.to_owned(), span: Span::from(given.value.clone()) })
    }
}
