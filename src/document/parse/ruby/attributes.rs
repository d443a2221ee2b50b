//! Attributes as they are written in Ruby (`{href: path, "alt" => "Map"}`) and as in HTML (`href="/x" alt=name`).

use super::{Markup, Scan, interpolations, template};
use crate::document::parse::html::Attribute;
use crate::source::Span;
use std::ops::Range;

/// Attributes that matter to a reader or to a form; the others are passed over.
pub(in crate::document::parse) const KNOWN: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-required",
    "checked",
    "colspan",
    "for",
    "href",
    "id",
    "name",
    "placeholder",
    "required",
    "role",
    "rowspan",
    "title",
    "type",
    "value",
];

/// The attributes in the Ruby hash whose inside is `range`.
pub(in crate::document::parse) fn hash(scan: &mut Scan<'_>, markup: &mut Markup, range: Range<usize>) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    entries(scan, markup, range, "", &mut attributes);
    attributes
}

fn entries(scan: &mut Scan<'_>, markup: &mut Markup, range: Range<usize>, prefix: &str, attributes: &mut Vec<Attribute>) {
    let source = scan.source;
    let mut at = range.start;
    while at < range.end {
        let end = top_level(source, at..range.end, |byte| byte == b',');
        if let Some((key, value)) = key(source, at..end) {
            let inner = source[value.clone()].strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
            if let Some(inner) = inner.filter(|_| key == "aria" && prefix.is_empty()) {
                entries(scan, markup, value.start + 1..value.start + 1 + inner.len(), "aria-", attributes);
            } else {
                attributes.extend(attribute(scan, markup, &format!("{prefix}{}", key.replace('_', "-")), value));
            }
        }
        at = end + 1;
    }
}

/// The key of an entry and where its value stands.
fn key(source: &str, entry: Range<usize>) -> Option<(&str, Range<usize>)> {
    let text = source[entry.clone()].trim();
    let start = entry.end - source[entry.clone()].trim_start().len();
    let bare = text.strip_prefix(':').unwrap_or(text);
    let quoted = bare.strip_prefix(['"', '\'']);
    let inner = quoted.unwrap_or(bare);
    let key =
        &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | ':') || quoted.is_none() && c == ':')?];
    let rest = &inner[key.len()..];
    let rest = if quoted.is_some() { rest.strip_prefix(['"', '\''])? } else { rest }.trim_start();
    let value = rest.strip_prefix("=>").or_else(|| rest.strip_prefix(':'))?.trim_start();
    let from = start + text.len() - value.len();
    (!key.is_empty() && !value.is_empty()).then_some((key, from..start + text.len()))
}

/// The attributes that stand from `at` on in the manner of HTML, and where they end. In `wrapped` ones names may stand alone.
pub(in crate::document::parse) fn pairs(
    scan: &mut Scan<'_>,
    markup: &mut Markup,
    range: Range<usize>,
    wrapped: bool,
) -> (Vec<Attribute>, usize) {
    let (source, bytes) = (scan.source, scan.bytes);
    let mut attributes = Vec::new();
    let mut at = range.start;
    loop {
        let space = |byte: &&u8| matches!(byte, b' ' | b'\t') || wrapped && byte.is_ascii_whitespace();
        let start = at + bytes[at..range.end].iter().take_while(space).count();
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'@' | b'.');
        let name_end = start + bytes[start..range.end].iter().take_while(is_name).count();
        let assigned = bytes[name_end..range.end].starts_with(b"=") && !bytes[name_end..range.end].starts_with(b"= ");
        if name_end == start || !assigned && !wrapped {
            return (attributes, at);
        }
        let name = &source[start..name_end];
        if !assigned {
            attributes.extend(attribute(scan, markup, name, name_end..name_end));
            at = name_end;
            continue;
        }
        let value = name_end + bytes[name_end..range.end].iter().take_while(|byte| **byte == b'=').count();
        let end = match bytes.get(value).filter(|quote| value < range.end && matches!(quote, b'"' | b'\'')) {
            Some(&quote) => match string(bytes, value, range.end, quote) {
                Some(end) => end,
                // A quotation mark that opens no string: the rest is text.
                None => return (attributes, at),
            },
            None => top_level(source, value..range.end, |byte| byte.is_ascii_whitespace()),
        };
        attributes.extend(attribute(scan, markup, name, value..end));
        at = end.max(name_end + 1);
    }
}

/// One past the string that begins at `open`; what is interpolated in it may hold quotation marks.
fn string(bytes: &[u8], open: usize, limit: usize, quote: u8) -> Option<usize> {
    let (mut at, mut depth) = (open + 1, 0_u32);
    while at < limit {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' if depth > 0 || bytes[at - 1] == b'#' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte if byte == quote && depth == 0 => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The first byte of `range` outside brackets and strings that is a `stop`.
fn top_level(source: &str, range: Range<usize>, stop: impl Fn(u8) -> bool) -> usize {
    let bytes = source.as_bytes();
    let (mut at, mut depth) = (range.start, 0_u32);
    while at < range.end {
        match bytes[at] {
            byte if depth == 0 && stop(byte) => return at,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            quote @ (b'"' | b'\'') => at = string(bytes, at, range.end, quote).map_or(range.end, |end| end - 1),
            _ => {}
        }
        at += 1;
    }
    range.end
}

/// The attribute `name` with what stands at `value`: a string, or code that is not known to a reader.
fn attribute(scan: &mut Scan<'_>, markup: &mut Markup, name: &str, value: Range<usize>) -> Option<Attribute> {
    let source = scan.source;
    let name = name.to_ascii_lowercase();
    if !KNOWN.contains(&name.as_str()) {
        return None;
    }
    let text = &source[value.clone()];
    let quote = text.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''));
    let is_string = quote.is_some_and(|quote| string(source.as_bytes(), value.start, value.end, quote) == Some(value.end));
    let given = |name: &str, range: Range<usize>| {
        Some(Attribute { name: name.to_owned(), value: source[range.clone()].to_owned(), span: Span::from(range) })
    };
    if is_string {
        let inside = value.start + 1..value.end - 1;
        interpolations(scan, markup, inside.clone());
        return given(&name, inside);
    }
    match (name.as_str(), text) {
        (_, "false" | "nil") => None,
        (_, "true" | "") => given(&name, value),
        // Code decides whether the box is ticked.
        ("checked", _) => given(":checked", value),
        _ => {
            markup.hole(value.clone(), value.clone(), template::role::erb(b'=', false, text));
            given(&name, value)
        }
    }
}
