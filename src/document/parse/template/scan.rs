//! What all template languages need: finding what closes a tag, in linear time whatever the file holds.

use crate::document::model::{Hole, HoleRole, Trouble};
use crate::source::Span;
use std::ops::Range;

/// How far a tag may reach once too much of the file has been searched in vain.
const SHORT_REACH: usize = 256;

/// How often the length of the file may be searched in vain.
const PATIENCE: usize = 4;

/// The state of a search for tags.
pub(in crate::document::parse) struct Scan<'s> {
    pub(in crate::document::parse) source: &'s str,
    pub(in crate::document::parse) bytes: &'s [u8],
    pub(in crate::document::parse) holes: Vec<Hole>,
    pub(in crate::document::parse) troubles: Vec<Trouble>,
    /// Bytes looked at to find what closes a tag: the measure of the work done.
    pub(super) looked_at: usize,
    /// Of these, the bytes before which nothing was found that closes the tag.
    in_vain: usize,
    found: Vec<Found>,
    /// For `"` and `'`: before which byte no string closes.
    no_string_before: [usize; 2],
}

/// The next place of something, remembered so that no stretch of the file is searched twice for it.
struct Found {
    what: &'static str,
    from: usize,
    at: Option<(usize, usize)>,
}

/// What closes a tag.
#[derive(Clone, Copy)]
pub(super) struct Closing {
    /// The closing mark.
    pub(super) mark: &'static str,
    /// Marks that cannot stand inside the tag, as they open another.
    pub(super) stops: &'static [&'static str],
    /// Whether a closing mark inside quotes does not close.
    pub(super) strings: bool,
    /// Brackets, in pairs, inside of which a closing mark does not close.
    pub(super) nests: &'static [u8],
}

impl<'s> Scan<'s> {
    pub(in crate::document::parse) fn new(source: &'s str) -> Self {
        Self {
            source,
            bytes: source.as_bytes(),
            holes: Vec::new(),
            troubles: Vec::new(),
            looked_at: 0,
            in_vain: 0,
            found: Vec::new(),
            no_string_before: [0; 2],
        }
    }

    // ---- what was found ----

    /// Adds the tag `span`, in which `inside` stands between the marks.
    pub(in crate::document::parse) fn hole(&mut self, span: Range<usize>, inside: Range<usize>, role: HoleRole) {
        let inside = self.trimmed(inside);
        self.holes.push(Hole { span: span.into(), expression: inside.into(), role });
    }

    /// Notes that what is opened by `start..end` is never closed by `mark`.
    pub(in crate::document::parse) fn unclosed(&mut self, start: usize, end: usize, mark: &str) {
        let opening = &self.source[start..end];
        self.troubles.push(Trouble { span: Span::new(start as u32, end as u32), message: format!("`{opening}` has no closing `{mark}`") });
    }

    /// The words between `range`, without white space and the marks that take white space away from around a tag.
    pub(in crate::document::parse) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.source[range.clone()];
        let marks = ['-', '~', '+'];
        let left = text.strip_prefix(marks).unwrap_or(text).trim_start();
        let start = range.end - left.len();
        let right = left.strip_suffix(marks).unwrap_or(left);
        start..start + right.trim_end().len()
    }

    // ---- searching ----

    /// The next byte from `at` on that is one of `wanted`.
    pub(in crate::document::parse) fn find_byte(&self, at: usize, wanted: &[u8]) -> Option<usize> {
        self.bytes.get(at..)?.iter().position(|byte| wanted.contains(byte)).map(|offset| at + offset)
    }

    /// Whether `mark` stands at `at`.
    pub(in crate::document::parse) fn is_at(&self, at: usize, mark: &str) -> bool {
        self.bytes.get(at..).is_some_and(|rest| rest.starts_with(mark.as_bytes()))
    }

    /// The first byte from `at` on that is not white space.
    pub(in crate::document::parse) fn skip_space(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    }

    /// One past the name that begins at `at`.
    pub(in crate::document::parse) fn skip_name(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            at += 1;
        }
        at
    }

    /// One past the last byte of the line that holds `at`, its break left out.
    pub(in crate::document::parse) fn line_end(&self, at: usize) -> usize {
        self.find_byte(at, b"\r\n").unwrap_or(self.bytes.len())
    }

    /// Whether the character before `at` is part of a word.
    pub(in crate::document::parse) fn after_word(&self, at: usize) -> bool {
        self.source[..at].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// Where `mark` next stands. Asked with ever later places, it looks at every byte once.
    pub(in crate::document::parse) fn next_of(&mut self, mark: &'static str, from: usize) -> Option<usize> {
        self.next(mark, from, |source, from| source.get(from..)?.find(mark).map(|at| (from + at, from + at + mark.len())))
            .map(|(start, _)| start)
    }

    /// Where `{% name %}` next stands.
    pub(in crate::document::parse) fn next_end_tag(&mut self, name: &'static str, from: usize) -> Option<(usize, usize)> {
        self.next(name, from, |source, from| {
            let rest = source.get(from..)?;
            rest.match_indices(name).find_map(|(at, _)| {
                let before = rest[..at].trim_end();
                let before = before.strip_suffix(['-', '~', '+']).unwrap_or(before).strip_suffix("{%")?;
                let after = rest[at + name.len()..].trim_start();
                let after = after.strip_prefix(['-', '~', '+']).unwrap_or(after).strip_prefix("%}")?;
                Some((from + before.len(), source.len() - after.len()))
            })
        })
    }

    fn next(&mut self, what: &'static str, from: usize, search: impl Fn(&str, usize) -> Option<(usize, usize)>) -> Option<(usize, usize)> {
        let known = self.found.iter().position(|found| found.what == what);
        if let Some(found) = known.map(|index| &self.found[index])
            && found.from <= from
            && found.at.is_none_or(|(start, _)| from <= start)
        {
            return found.at;
        }
        let at = search(self.source, from);
        self.looked_at += at.map_or(self.source.len(), |(_, end)| end).saturating_sub(from);
        let found = Found { what, from, at };
        match known {
            Some(index) => self.found[index] = found,
            None => self.found.push(found),
        }
        at
    }

    /// Where the tag whose inside begins at `from` is closed: the start of its closing mark. If it cannot be closed as the rules of
    /// strings and braces have it, the first closing mark will do.
    pub(super) fn closing(&mut self, from: usize, closing: &Closing) -> Option<usize> {
        let limit = self.reach(from);
        let (mut at, mut depth, mut plain) = (from, 0_u32, None);
        while at < limit {
            if self.is_at(at, closing.mark) {
                if depth == 0 {
                    self.looked_at += at - from;
                    return Some(at);
                }
                plain = plain.or(Some(at));
            }
            if closing.stops.iter().any(|stop| self.is_at(at, stop)) {
                break;
            }
            match self.bytes[at] {
                byte if closing.nests.contains(&byte) => {
                    let opens = closing.nests.iter().position(|bracket| *bracket == byte).is_some_and(|index| index % 2 == 0);
                    depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
                }
                b'"' | b'\'' if closing.strings => {
                    if let Some(end) = self.string_end(at, limit) {
                        plain = plain.or_else(|| (at..end).find(|&inside| self.is_at(inside, closing.mark)));
                        at = end;
                    }
                }
                // An escaped quote opens no string, inside of one or not, so that all searches agree on where strings are.
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
        }
        self.vain(from, at);
        plain
    }

    /// One past the bracket that closes the one at `open`. Comments are those of C.
    pub(in crate::document::parse) fn balanced(&mut self, open: usize, comments: bool) -> Option<usize> {
        self.balanced_before(open, comments, self.bytes.len())
    }

    /// One past the bracket that closes the one at `open`, if it stands before byte `limit`.
    pub(in crate::document::parse) fn balanced_before(&mut self, open: usize, comments: bool, limit: usize) -> Option<usize> {
        let limit = self.reach(open).min(limit);
        let (mut at, mut depth) = (open, 0_u32);
        while at < limit {
            match self.bytes[at] {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        self.looked_at += at - open;
                        return Some(at + 1);
                    }
                }
                b'"' | b'\'' => at = self.string_end(at, limit).unwrap_or(at),
                b'/' if comments => at = self.comment_end(at).map_or(at, |end| end - 1),
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
        }
        self.vain(open, at);
        None
    }

    /// One past the comment (`// ...`, `/* ... */`) that begins at `at`.
    pub(in crate::document::parse) fn comment_end(&mut self, at: usize) -> Option<usize> {
        match self.bytes.get(at + 1)? {
            b'/' => Some(self.line_end(at)),
            b'*' => self.next_of("*/", at + 2).map(|end| end + 2),
            _ => None,
        }
    }

    /// Where the string whose quote stands at `open` ends: its closing quote. A string ends on its line, and a quote after a letter
    /// is an apostrophe.
    pub(in crate::document::parse) fn string_end(&mut self, open: usize, limit: usize) -> Option<usize> {
        let quote = self.bytes[open];
        let memo = usize::from(quote == b'\'');
        if open < self.no_string_before[memo] || self.after_word(open) {
            return None;
        }
        let mut at = open + 1;
        while at < limit && !matches!(self.bytes[at], b'\n' | b'\r') {
            match self.bytes[at] {
                b'\\' => at += 1,
                byte if byte == quote => return Some(at),
                _ => {}
            }
            at += 1;
        }
        self.looked_at += at - open;
        self.no_string_before[memo] = at;
        None
    }

    /// Up to where a tag may be searched that begins at `from`. What makes a hundred thousand unclosed tags affordable: when the file
    /// has been searched in vain often enough, only its neighbourhood is.
    fn reach(&self, from: usize) -> usize {
        let len = self.bytes.len();
        if self.in_vain > PATIENCE * len { len.min(from + SHORT_REACH) } else { len }
    }

    fn vain(&mut self, from: usize, at: usize) {
        self.looked_at += at - from;
        self.in_vain += at - from;
    }
}
