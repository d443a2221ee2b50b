//! Words: what was found, printed for people and for machines. One file a format; none of them prints by itself.

pub mod audit;
mod diagnostic;
mod diff;
mod excerpt;
mod explain;
pub mod json;
mod short;

pub use diagnostic::{Painter, findings, problem};
pub use diff::diff;
pub use explain::explain;
pub use short::short;

/// Takes out of a text what would act on a terminal instead of being read: control characters and directional marks become `�`,
/// line breaks and tabs spaces.
#[must_use]
pub fn inert(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { inert_char(c) }).collect()
}

/// One character made harmless.
fn inert_char(c: char) -> char {
    let acts =
        c.is_control() || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    if acts { char::REPLACEMENT_CHARACTER } else { c }
}

/// Widest line of text that is folded, in characters.
const TEXT_WIDTH: usize = 96;

/// `head` and `text`, folded into lines that are indented as far as `head` reaches.
fn wrap(head: &str, text: &str) -> String {
    let mut out = head.to_owned();
    let mut width = head.len();
    for (index, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 && width + 1 + length > TEXT_WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(head.len()));
            width = head.len();
        } else if index > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out
}
