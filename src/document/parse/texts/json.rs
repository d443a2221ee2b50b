//! JSON, with comments, as far as it can be read.

use super::key::end_of;
use super::{Event, Style, Texts, Value};
use std::ops::Range;

/// Reads a file of JSON.
pub(in crate::document::parse) fn read(source: &str) -> Texts {
    let mut reader =
        Reader { source, bytes: source.as_bytes(), texts: Texts::default(), open: Vec::new(), key: String::new(), told: false };
    let mut at = 0;
    while at < reader.bytes.len() {
        at = reader.token(at).max(at + 1);
    }
    if let Some(open) = reader.open.first() {
        let (start, mark) = (open.start, if open.is_list { "]" } else { "}" });
        let opening = &source[start..=start];
        reader.texts.trouble(start..start + 1, format!("`{opening}` has no closing `{mark}`"));
    }
    reader.texts
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    texts: Texts,
    open: Vec<Open>,
    /// The key of the next value.
    key: String,
    /// Whether it was told that the file is not JSON.
    told: bool,
}

/// An object or array that is open.
struct Open {
    start: usize,
    is_list: bool,
    /// The key of the array, which is that of all in it.
    key: String,
}

impl Reader<'_> {
    /// Reads what begins at `at`; where to go on.
    fn token(&mut self, at: usize) -> usize {
        match self.bytes[at] {
            b'"' => return self.string(at),
            open @ (b'{' | b'[') => {
                let key = std::mem::take(&mut self.key);
                let is_list = open == b'[';
                self.open.push(Open { start: at, is_list, key });
                self.texts.events.push(Event::Enter { list: is_list });
            }
            close @ (b'}' | b']') => {
                if self.open.pop_if(|open| open.is_list == (close == b']')).is_some() {
                    self.texts.events.push(Event::Leave);
                    self.key.clear();
                } else {
                    self.tell(at..at + 1);
                }
            }
            b'/' if self.source[at..].starts_with("//") => {
                let end = self.line_end(at);
                self.comment(at + 2..end);
                return end;
            }
            b'/' if self.source[at..].starts_with("/*") => {
                let end = self.source[at + 2..].find("*/").map_or(self.bytes.len(), |end| at + 2 + end);
                self.comment(at + 2..end);
                return end + 2;
            }
            b',' => self.key.clear(),
            byte if byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b':' | b'+' | b'-' | b'.') => {}
            _ => {
                let end = self.source.ceil_char_boundary(at + 1);
                self.tell(at..end);
                return end;
            }
        }
        at + 1
    }

    /// Says, once, that something does not belong into JSON.
    fn tell(&mut self, span: Range<usize>) {
        if !std::mem::replace(&mut self.told, true) {
            self.texts.trouble(span, "this is not JSON; the strings were read as far as they can be told");
        }
    }

    fn comment(&mut self, words: Range<usize>) {
        let text = self.source[words.clone()].trim();
        let start = words.end - self.source[words].trim_start().len();
        self.texts.comments.push((start..start + text.len()).into());
    }

    fn line_end(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(self.bytes.len(), |end| at + end)
    }

    /// Reads the string that begins at `open`: a key, or a value.
    fn string(&mut self, open: usize) -> usize {
        let mut at = open + 1;
        while let Some(&byte) = self.bytes.get(at).filter(|byte| !matches!(byte, b'"' | b'\n' | b'\r')) {
            at += if byte == b'\\' { 2 } else { 1 };
        }
        let end = self.source.floor_char_boundary(at.min(self.bytes.len()));
        let closed = self.bytes.get(end) == Some(&b'"');
        if !closed {
            self.texts.trouble(open..open + 1, "this string is not closed");
        }
        let after = end + usize::from(closed);
        let next = self.bytes[after..].iter().find(|byte| !byte.is_ascii_whitespace());
        let in_list = self.open.last().is_some_and(|open| open.is_list);
        if next == Some(&b':') && !in_list && closed {
            self.key = end_of(&self.source[open + 1..end]).to_owned();
        } else {
            let own = std::mem::take(&mut self.key);
            let key = self.open.last().filter(|open| open.is_list).map_or(own, |open| open.key.clone());
            self.texts.events.push(Event::Value(Value { key, range: open + 1..end, style: Style::Escaped }));
        }
        after
    }
}
