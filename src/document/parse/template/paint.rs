//! Overwrites the tags so that the parser of the host format is disturbed as little as possible.
//!
//! What prints a value becomes letters: the parser must see that there is text. What prints nothing becomes spaces, so that
//! `<input {% if x %}checked{% endif %}>` keeps its attribute. In Markdown spaces mean something, so there a tag inside a line of
//! text becomes letters as well. The builder leaves tags out of the text whatever they are painted with.

use crate::document::model::{Hole, HoleRole};
use crate::source::Host;

const LETTERS: &str = "x";
const SPACES: &str = " ";
/// Beside an underscore, which letters would make part of a word.
const COMMAS: &str = ",";
/// An empty row of a table.
const ROW: &str = "|";
/// Marks that may stand before a heading without hiding it: quotations in quotations.
const QUOTES: &str = ">   ";
/// Marks that may stand before an item without hiding it: items in items.
const ITEMS: &str = "-    ";

/// The source with `holes` overwritten for a parser of `host`.
pub(super) fn paint(source: &str, holes: &[Hole], host: Host) -> String {
    let bytes = source.as_bytes();
    let mut painter = Painter {
        source,
        bytes,
        painted: String::with_capacity(source.len()),
        in_tag: false,
        first: None,
        above: None,
        front: (0, SPACES),
    };
    for (index, hole) in holes.iter().enumerate() {
        painter.keep_to(hole.span.start as usize);
        let filler = match host {
            Host::Markdown => painter.markdown(holes, index),
            _ if prints(hole) => LETTERS,
            _ => SPACES,
        };
        painter.fill(hole, filler);
    }
    painter.keep_to(source.len());
    painter.painted
}

fn prints(hole: &Hole) -> bool {
    matches!(hole.role, HoleRole::Value | HoleRole::Lookup)
}

struct Painter<'s> {
    source: &'s str,
    bytes: &'s [u8],
    painted: String,
    /// Whether an HTML tag is open at the end of what is painted.
    in_tag: bool,
    /// The first byte that is not blank, of the last line painted and of the line above it.
    first: Option<u8>,
    above: Option<u8>,
    /// Where a run of tags at the front of a line ends, and what it is painted with.
    front: (usize, &'static str),
}

impl Painter<'_> {
    /// Copies the source up to `end`.
    fn keep_to(&mut self, end: usize) {
        let start = self.painted.len();
        for at in start..end {
            let next = self.bytes.get(at + 1).copied().unwrap_or_default();
            match self.bytes[at] {
                b'<' => self.in_tag = next.is_ascii_alphabetic() || next == b'/',
                b'>' => self.in_tag = false,
                // No tag goes on after an empty line; so a stray `<` does no harm beyond its paragraph.
                b'\n' if matches!(next, b'\n' | b'\r') => self.in_tag = false,
                _ => {}
            }
            self.note(self.bytes[at]);
        }
        self.painted.push_str(&self.source[start..end]);
    }

    fn note(&mut self, byte: u8) {
        if byte == b'\n' {
            self.above = self.first.take();
        } else if self.first.is_none() && !byte.is_ascii_whitespace() {
            self.first = Some(byte);
        }
    }

    /// Paints `hole` with `filler` over and over; line breaks stay.
    fn fill(&mut self, hole: &Hole, filler: &str) {
        let bytes = &self.bytes[hole.span.range()];
        // The last of the item marks needs a space after it.
        let shift = usize::from(filler == ITEMS && bytes.len() % ITEMS.len() == 1);
        let mut letters = std::iter::repeat_n(b' ', shift).chain(filler.bytes().cycle());
        for (index, byte) in bytes.iter().enumerate() {
            let letter = letters.next().unwrap_or(b' ');
            let painted = match byte {
                b'\n' | b'\r' => *byte,
                _ if filler == ROW && index != 0 && index + 1 != bytes.len() => b' ',
                _ => letter,
            };
            self.note(painted);
            self.painted.push(char::from(painted));
        }
    }

    /// What to paint a tag with in Markdown.
    fn markdown(&mut self, holes: &[Hole], index: usize) -> &'static str {
        let hole = &holes[index];
        let (start, end) = (hole.span.start as usize, hole.span.end as usize);
        let beside = start.checked_sub(1).map(|before| self.bytes[before]) == Some(b'_') || self.bytes.get(end) == Some(&b'_');
        let letters = if beside { COMMAS } else { LETTERS };
        if prints(hole) {
            letters
        } else if start < self.front.0 {
            self.front.1
        } else if self.in_tag {
            SPACES
        } else if self.first.is_none() {
            let front_end = front_end(self.source, holes, index);
            let rest = &self.source[front_end..];
            self.front =
                (front_end, if rest.is_empty() || rest.starts_with(['\r', '\n']) { self.alone(rest) } else { before(rest, letters) });
            self.front.1
        } else {
            letters
        }
    }

    /// What to paint tags with that are alone on their lines. An empty line would end a table, so there it is an empty row.
    fn alone(&self, rest: &str) -> &'static str {
        let below = rest.trim_start_matches('\r').strip_prefix('\n').unwrap_or_default();
        let in_table = self.above == Some(b'|') && ["|", "{%", "<%", "{{#", "{{/"].iter().any(|start| below.starts_with(start));
        if in_table { ROW } else { SPACES }
    }
}

/// What to paint tags with at the front of a line of text. Letters would hide a heading or an item after them, spaces make it code.
fn before(rest: &str, letters: &'static str) -> &'static str {
    let after_number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after_number.len() < rest.len() && (after_number.starts_with(". ") || after_number.starts_with(") "));
    let after_hashes = rest.trim_start_matches('#');
    if after_hashes.len() < rest.len() && after_hashes.starts_with([' ', '\t']) {
        QUOTES
    } else if numbered || ["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark)) {
        ITEMS
    } else {
        letters
    }
}

/// Where the run of tags that print nothing, and of blanks, ends that begins with the tag `index`.
fn front_end(source: &str, holes: &[Hole], index: usize) -> usize {
    let blanks = |from: usize| from + source[from..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mut end = blanks(holes[index].span.end as usize);
    for hole in holes[index + 1..].iter().take_while(|hole| !prints(hole)) {
        if hole.span.start as usize != end {
            break;
        }
        end = blanks(hole.span.end as usize);
    }
    end
}
