//! The front matter of a Markdown document. pulldown-cmark would take any text between two rules for one; here it is only what
//! stands between fences at the very start.

use crate::document::build::DocumentBuilder;
use crate::document::model::BlockKind;

/// Reports the front matter of `masked` and the title in it; where the text behind it begins.
pub(super) fn read(masked: &str, builder: &mut DocumentBuilder<'_>) -> usize {
    let mut lines = masked.split_inclusive('\n');
    let Some(first) = lines.next() else { return 0 };
    let (closing, assign): (&[&str], char) = match first.trim_end() {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return 0,
    };
    let start = first.len();
    let (mut at, mut title) = (start, None);
    for line in lines {
        if closing.contains(&line.trim_end()) {
            builder.front_matter((start..at).into());
            if let Some((from, to)) = title {
                builder.open_block(BlockKind::Title);
                builder.verbatim(from as u32, to as u32);
                builder.close_block();
            }
            return at + line.len();
        }
        title = title.or_else(|| value("title", assign, line).map(|(from, to)| (at + from, at + to)));
        at += line.len();
    }
    0
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
