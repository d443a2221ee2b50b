//! Words: what was found, printed for people and for machines. One file a format; none of them prints by itself.

pub mod audit;
pub mod classify;
mod diagnostic;
mod diff;
mod excerpt;
mod explain;
mod format;
mod human;
pub mod json;
mod json_text;
mod run;
mod short;

pub use diagnostic::{Painter, findings, problem, suppressed};
pub use diff::diff;
pub use explain::explain;
pub use format::{FORMATS, Format, HUMAN};
use json_text::write_json;
pub use run::Run;

/// Takes out of a text what would act on a terminal instead of being read: control characters and directional marks become `�`,
/// line breaks and tabs spaces.
#[must_use]
pub fn inert(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { inert_char(c) }).collect()
}

/// One character made harmless.
fn inert_char(c: char) -> char {
    if acts(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Whether a character acts on a terminal or on the direction of a text instead of being read.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A number and what is counted, in the plural where there is not one.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
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
