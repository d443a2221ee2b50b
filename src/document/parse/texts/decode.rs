//! What the strings of JSON and YAML say.

use super::{Style, Value};
use crate::document::parse::decoded::Decoded;
use crate::document::parse::escape::escape;

/// The text of `value`, out of the source in which the holes are painted over.
pub(super) fn decode(painted: &str, value: &Value) -> Decoded {
    let (range, style) = (value.range.clone(), value.style);
    let text = &painted[..range.end];
    // What stands before the first word of a block on its line stands before all its lines.
    let indent = text[..range.start].bytes().rev().take_while(|byte| *byte == b' ').count();
    let special: &[char] = match style {
        Style::Escaped => &['\\', '\n'],
        Style::Doubled => &['\'', '\n'],
        Style::Plain | Style::Block => &['\n'],
    };
    let mut decoded = Decoded::default();
    let mut at = range.start;
    while let Some(found) = text[at..].find(special).map(|found| at + found) {
        decoded.verbatim(&text[at..found], at);
        let (c, end) = match text.as_bytes()[found] {
            b'\\' => escape(text, found),
            b'\'' => (Some('\''), found + 1 + usize::from(text[found + 1..].starts_with('\''))),
            _ => (Some('\n'), found + 1),
        };
        if c == Some('\n') && end == found + 1 {
            decoded.verbatim(&text[found..end], found);
        } else if let Some(c) = c {
            decoded.atom(c.encode_utf8(&mut [0; 4]), found..end);
        }
        at = end;
        // Behind a line break, escaped or not, comes what indents the next line.
        if text[..end].ends_with('\n') {
            let blanks = text[end..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            at += if style == Style::Block { blanks.min(indent) } else { blanks };
        }
    }
    decoded.verbatim(&text[at..], at);
    decoded
}
