//! Merge tags: what the programs of senders fill in when a mailing goes out, whatever the file is written in.
//!
//! A tag counts only in a form that no reader is shown: `*|FNAME|*`, but not `[name]`, which is a gap that somebody forgot. Each is
//! told by its first bytes and ends within [`LONGEST`] bytes, so that the work grows with the length of the text.

use super::role;
use crate::document::model::{Hole, HoleRole};
use crate::source::Template;
use std::ops::Range;

/// The longest tag, in bytes; and the longest text that is shown on a condition.
const LONGEST: usize = 200;
const LONGEST_CONDITIONAL: usize = 4000;

/// Mailchimp's words that begin or end a part of the text.
const STATEMENTS: &[&str] = &["ELSE", "ELSEIF", "END", "IF", "IFNOT", "INTERESTED", "RSSITEMS", "RSSFEED"];

/// What a tag in single brackets may be called: `[unsubscribe]` (Campaign Monitor, Sendy, `SendGrid`), `[link:subscription_...]`.
const BRACKETED: &[&str] = &["currentday", "currentmonth", "currentmonthname", "currentyear", "weblink", "webversion"];
const BRACKETED_STARTS: &[&str] = &["link:", "newsletter:", "subscriber:"];

/// What the names in single braces begin with at `CiviCRM`, Mautic and Salesforce.
const BRACED_STARTS: &[&str] = &["!", "action.", "contact.", "contactfield=", "domain.", "mailing.", "recipient."];

/// Whether the tags of Jinja and the like are left to be found, as senders also use them, once those of `template` are.
pub(in crate::document::parse) fn has_braces(template: Template) -> bool {
    matches!(template, Template::Erb | Template::Php | Template::Razor | Template::FreeMarker)
}

/// `holes`, which lie in `range` of `source`, and the merge tags between them; with `braces` also `{{ name }}` and `{% name %}`.
pub(in crate::document::parse) fn add(source: &str, range: Range<usize>, holes: Vec<Hole>, braces: bool) -> Vec<Hole> {
    let mut all = Vec::with_capacity(holes.len());
    let mut at = range.start;
    for hole in holes {
        between(source, at..hole.span.start as usize, braces, &mut all);
        at = hole.span.end as usize;
        all.push(hole);
    }
    between(source, at..range.end, braces, &mut all);
    all
}

/// A tag: where it ends, what stands in its marks, what it does. Bytes of the text that begins with it.
struct Tag {
    end: usize,
    inside: Range<usize>,
    role: HoleRole,
}

/// The text in which tags are looked for.
struct Text<'s> {
    source: &'s str,
    end: usize,
    braces: bool,
    /// Whether no `AMPscript` ends after the last that did not.
    no_script: bool,
    /// Where the text ends that is shown on a condition.
    conditional: Option<usize>,
}

/// Finds the tags in `range` of `source`, in which there are no other tags.
fn between(source: &str, range: Range<usize>, braces: bool, holes: &mut Vec<Hole>) {
    let mut text = Text { source, end: range.end, braces, no_script: false, conditional: None };
    let mut at = range.start;
    while let Some(found) = text.next(at) {
        let Some(tag) = text.tag(found) else {
            at = found + 1;
            continue;
        };
        let inside = trimmed(&source[found..], tag.inside);
        holes.push(Hole {
            span: (found..found + tag.end).into(),
            expression: (found + inside.start..found + inside.end).into(),
            role: tag.role,
        });
        at = found + tag.end;
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.end - words.trim_start().len();
    start..start + words.trim().len()
}

/// What stands between `open`, with which `rest` begins, and the next `close`, on one line; `holds` says which characters may. With
/// where the tag ends.
fn enclosed(rest: &str, open: &str, close: &str, holds: impl Fn(char) -> bool) -> Option<(Range<usize>, usize)> {
    let inside = rest.strip_prefix(open)?;
    let near = &inside[..inside.floor_char_boundary(LONGEST)];
    let length = near.find(close).filter(|length| *length > 0)?;
    let is_tag = near[..length].chars().all(|c| holds(c) && !matches!(c, '\n' | '\r'));
    is_tag.then(|| (open.len()..open.len() + length, open.len() + length + close.len()))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'
}

fn speaks_of_unsubscribing(name: &str) -> bool {
    name.to_ascii_lowercase().contains("unsub")
}

/// Whether a name is long enough to be no part of an encoded address, such as `%EF%`.
fn is_telling(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() >= 4
}

impl Text<'_> {
    /// The next byte from `at` on with which a tag may begin, or that ends a text that is shown on a condition.
    fn next(&self, at: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        (at..self.end).find(|&at| {
            matches!(bytes[at], b'*' | b'%' | b'-' | b'[' | b'(' | b'<' | b'$' | b'@' | b'{' | 0xC2) || Some(at) == self.conditional
        })
    }

    /// The tag at `at`, if there is one.
    fn tag(&mut self, at: usize) -> Option<Tag> {
        if self.conditional.take_if(|end| *end <= at) == Some(at) {
            return Some(Tag { end: 2, inside: 0..0, role: HoleRole::Code });
        }
        let rest = self.source.get(at..self.end)?;
        let before = self.source[..at].chars().next_back();
        let value = |(inside, end): (Range<usize>, usize)| Tag { end, inside, role: HoleRole::Value };
        // A sign behind a letter or a figure belongs to it.
        let stands_free = before.is_none_or(|c| !c.is_alphanumeric());
        match rest.as_bytes()[0] {
            b'*' => mailchimp(rest),
            b'%' if rest.starts_with("%%") => self.double_percent(at, rest),
            b'%' if stands_free => {
                let (inside, end) = enclosed(rest, "%", "%", is_name)?;
                let name = &rest[inside.clone()];
                let is_tag =
                    speaks_of_unsubscribing(name) || name.starts_with("recipient") || is_telling(name) && name.chars().all(is_capital);
                is_tag.then(|| value((inside, end)))
            }
            b'-' if stands_free && before != Some('-') => {
                let (inside, end) = enclosed(rest, "-", "-", |c| c.is_ascii_alphabetic() || c == '_')?;
                let ends = rest[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-');
                (ends && speaks_of_unsubscribing(&rest[inside.clone()])).then(|| value((inside, end)))
            }
            b'[' => bracketed(rest).map(value),
            b'(' if before != Some('$') => self.notify(at, rest),
            b'<' if rest.starts_with("<mj-include") => included(rest),
            b'<' => enclosed(rest, "<%", "%>", is_name).map(value),
            b'$' if stands_free => enclosed(rest, "$", "$", is_capital).filter(|(inside, _)| is_telling(&rest[inside.clone()])).map(value),
            b'@' if stands_free => {
                let found = enclosed(rest, "@", "@", is_capital)?;
                (rest[1..].starts_with(|c: char| c.is_ascii_uppercase()) && found.0.len() > 1).then(|| value(found))
            }
            b'{' if self.braces && rest.starts_with("{{") && before != Some('\\') => {
                enclosed(rest, "{{", "}}", |c| !matches!(c, '{' | '}')).map(value)
            }
            b'{' if self.braces && rest.starts_with("{%") => {
                let (inside, end) = enclosed(rest, "{%", "%}", |_| true)?;
                Some(Tag { role: role::statement(rest[inside.clone()].trim()), end, inside })
            }
            b'{' => braced(rest).map(value),
            0xC2 => enclosed(rest, "\u{AB}", "\u{BB}", |c| c.is_ascii_alphanumeric() || c == '_').map(value),
            _ => None,
        }
    }

    /// `%%name%%` (Salesforce, Pardot), `%%=v(@name)=%%`, `%%[ ... ]%%`.
    fn double_percent(&mut self, at: usize, rest: &str) -> Option<Tag> {
        if rest.starts_with("%%[") {
            let length = if self.no_script { None } else { rest.find("]%%") };
            self.no_script = length.is_none();
            return length.map(|length| Tag { end: length + 3, inside: 3..length, role: HoleRole::Code });
        }
        let script = enclosed(rest, "%%=", "=%%", |_| true);
        let named = || enclosed(rest, "%%", "%%", |c| is_name(c) || c == ' ').filter(|_| is_telling(rest.get(2..).unwrap_or_default()));
        let (inside, end) = script.or_else(named)?;
        debug_assert!(at + end <= self.end);
        Some(Tag { end, inside, role: HoleRole::Value })
    }

    /// `((name))` of GOV.UK Notify; of `((name??text))` the text is read, and what stands around it is code.
    fn notify(&mut self, at: usize, rest: &str) -> Option<Tag> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\'' | '\u{2019}' | '/' | ',' | '.');
        let begins = rest.get(2..).is_some_and(|name| name.starts_with(|c: char| c.is_alphanumeric()));
        if !begins {
            return None;
        }
        if let Some((inside, end)) = enclosed(rest, "((", "))", is_part) {
            return Some(Tag { end, inside, role: HoleRole::Value });
        }
        let (inside, end) = enclosed(rest, "((", "??", is_part)?;
        let shown = &rest[end..];
        let length = shown[..shown.floor_char_boundary(LONGEST_CONDITIONAL)].find("))")?;
        self.conditional = Some(at + end + length);
        Some(Tag { end, inside, role: HoleRole::Code })
    }
}

/// `*|FNAME|*`, `*|IF:FNAME|*`.
fn mailchimp(rest: &str) -> Option<Tag> {
    let (inside, end) = enclosed(rest, "*|", "|*", |c| c != '|')?;
    let words = &rest[inside.clone()];
    let name = words.split(':').next().unwrap_or_default();
    let role = if STATEMENTS.contains(&name) { HoleRole::Code } else { HoleRole::Value };
    words.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(Tag { end, inside, role })
}

/// `[unsubscribe]`, `[firstname,fallback=there]`, `[[UNSUB_LINK_EN]]`; not the link of Markdown that looks like one.
fn bracketed(rest: &str) -> Option<(Range<usize>, usize)> {
    if let Some((inside, end)) = enclosed(rest, "[[", "]]", |c| !matches!(c, '[' | ']')) {
        let name = &rest[inside.clone()];
        let is_tag = name.chars().all(is_capital) && name.contains('_') || name.starts_with("data:") || name.starts_with("var:");
        return is_tag.then_some((inside, end));
    }
    let (inside, end) = enclosed(rest, "[", "]", |c| !matches!(c, '[' | ']'))?;
    if rest[end..].starts_with(['(', '[', ':']) {
        return None;
    }
    let name = rest[inside.clone()].to_ascii_lowercase();
    let is_word = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let is_tag = is_word && (name.starts_with("unsub") || BRACKETED.contains(&name.as_str()))
        || name.replace(' ', "").contains(",fallback=")
        || BRACKETED_STARTS.iter().any(|start| name.starts_with(start));
    is_tag.then_some((inside, end))
}

/// `<mj-include path="footer.mjml" />`, which puts another file in.
fn included(rest: &str) -> Option<Tag> {
    let tag = &rest[..rest[..rest.floor_char_boundary(LONGEST)].find('>')?];
    let start = tag.find("path=")? + "path=".len();
    let quote = tag[start..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let length = tag[start + 1..].find(quote)?;
    Some(Tag { end: tag.len() + 1, inside: start + 1..start + 1 + length, role: HoleRole::Include })
}

/// `{unsubscribe_url}`, `{!Contact.FirstName}`, `{contact.first_name}`.
fn braced(rest: &str) -> Option<(Range<usize>, usize)> {
    let (inside, end) = enclosed(rest, "{", "}", |c| is_name(c) || matches!(c, '!' | '$' | '='))?;
    let name = &rest[inside.clone()];
    (speaks_of_unsubscribing(name) || BRACED_STARTS.iter().any(|start| name.starts_with(start))).then_some((inside, end))
}

#[cfg(test)]
mod tests;
