//! The front matter of a Markdown document. pulldown-cmark would take any text between two rules for one; here it is only what
//! stands between fences at the very start.

use crate::document::build::DocumentBuilder;
use crate::document::model::BlockKind;
use std::ops::Range;

/// A front matter.
pub(super) struct FrontMatter {
    /// The bytes between its fences.
    inside: Range<usize>,
    /// Where the text behind it begins.
    pub(super) end: usize,
    /// What stands between a key and its value.
    assign: char,
}

/// The front matter with which a text begins.
pub(super) fn find(text: &str) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let (closing, assign): (&[&str], char) = match first.trim_end() {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return None,
    };
    let start = first.len();
    let mut at = start;
    for line in lines {
        if closing.contains(&line.trim_end()) {
            return Some(FrontMatter { inside: start..at, end: at + line.len(), assign });
        }
        at += line.len();
    }
    None
}

/// Reports the front matter of `masked` and the title in it; where the text behind it begins.
pub(super) fn read(masked: &str, builder: &mut DocumentBuilder<'_>) -> usize {
    let Some(front) = find(masked) else { return 0 };
    builder.front_matter(front.inside.clone().into());
    let mut at = front.inside.start;
    for line in masked[front.inside].split_inclusive('\n') {
        if let Some((from, to)) = value("title", front.assign, line) {
            builder.open_block(BlockKind::Title);
            builder.verbatim((at + from) as u32, (at + to) as u32);
            builder.close_block();
            break;
        }
        at += line.len();
    }
    front.end
}

/// The bytes of the value of `key` in `line`, without its quotation marks.
fn value(key: &str, assign: char, line: &str) -> Option<(usize, usize)> {
    let value = line.strip_prefix(key)?.trim_start_matches([' ', '\t']).strip_prefix(assign)?.trim();
    let quoted = ['"', '\''].iter().find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
    let value = quoted.unwrap_or(value);
    // A block scalar stands on the lines below.
    if value.is_empty() || value.starts_with(['|', '>']) {
        return None;
    }
    let from = line.find(value)?;
    Some((from, from + value.len()))
}
