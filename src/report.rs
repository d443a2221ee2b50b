//! Words: what was found, printed for people and for machines. One file a format; none of them prints by itself.

pub mod audit;
pub mod changes;
pub mod classify;
mod diagnostic;
mod diff;
mod effective;
mod excerpt;
mod explain;
mod format;
mod github;
mod gitlab;
mod human;
mod inert;
pub mod json;
mod json_text;
mod junit;
mod markdown;
pub mod ndjson;
mod rdjson;
pub mod reference;
mod run;
mod sarif;
mod short;
mod statistics;

pub use diagnostic::{Painter, findings, problem, suppressed};
pub use diff::diff;
pub use effective::{Effective, LintSetting};
pub use explain::explain;
pub use format::{FORMATS, Format, HUMAN, NDJSON};
pub use inert::inert;
pub use json_text::write_json;
pub use run::Run;
pub use statistics::statistics;

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
