//! Places in a string where a program puts a value: `{{name}}`, `{name}`, `%{name}`, `${name}`, `%s`.

use crate::document::model::{Hole, HoleRole};
use std::ops::Range;

/// The longest name of a value, in bytes.
const LONGEST: usize = 100;

/// The places for values in the words at `range` of `source`.
pub(super) fn holes(source: &str, range: Range<usize>) -> Vec<Hole> {
    let text = &source[..range.end];
    let mut holes = Vec::new();
    let mut at = range.start;
    while let Some(found) = text[at..].find(['{', '%', '$']).map(|found| at + found) {
        let place = place(text, found);
        at = place.as_ref().map_or(found + 1, |(span, _)| span.end);
        if let Some((span, inside)) = place {
            holes.push(Hole { span: span.into(), expression: inside.into(), role: HoleRole::Value });
        }
    }
    holes
}

/// The place that begins at `at`, and what stands in its marks.
fn place(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let rest = &text[at..];
    let (opening, closing) = [("{{{", "}}}"), ("{{", "}}"), ("%{", "}"), ("${", "}"), ("{", "}")]
        .into_iter()
        .find(|(opening, _)| rest.starts_with(opening))
        .or_else(|| rest.starts_with('%').then_some(("%", "")))?;
    let start = at + opening.len();
    if closing.is_empty() {
        return printf(text, at);
    }
    let near = &text.as_bytes()[start..text.len().min(start + LONGEST)];
    let length = near.iter().position(|byte| matches!(byte, b'{' | b'}' | b'\n' | b'"')).filter(|length| *length > 0)?;
    let inside = &text[start..start + length];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '@' | '$');
    // One pair of braces may hold a remark for readers; two hold code.
    let holds = opening.starts_with("{{") || inside.chars().all(is_name) && !inside.trim().contains(' ');
    let end = start + length + closing.len();
    let name = start + (inside.len() - inside.trim_start().len());
    (holds && text[start + length..].starts_with(closing)).then(|| (at..end, name..name + inside.trim().len()))
}

/// `%s`, `%d`, `%1$s`.
fn printf(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let rest = &text[at + 1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let kind = if digits > 0 { rest[digits..].strip_prefix('$')? } else { rest };
    let after = kind.strip_prefix(['s', 'd', '@'])?;
    let end = text.len() - after.len();
    (!after.starts_with(char::is_alphanumeric)).then_some((at..end, at + 1..end))
}
