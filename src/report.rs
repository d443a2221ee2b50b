//! Words: what was found, printed for people and for machines. One file a format; none of them prints by itself.

mod diagnostic;
mod excerpt;
mod explain;
pub mod json;
mod short;

pub use diagnostic::{Painter, findings, problem};
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
