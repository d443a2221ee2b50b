//! Plain text: what its writer marked with blank lines, dashes, numbers, capitals and underlines.
//!
//! Nothing in plain text is certain, so the rules are few and each asks for more than one sign. A line taken for a heading is lost to
//! the lints that read running text; where in doubt, a line is text.

mod line;

use super::decoded::Origin;
use super::html::Token;
use crate::document::build::DocumentBuilder;
use line::{Line, Marker, Style};

/// How deeply lists are nested at most.
const DEEPEST: usize = 32;

/// How many lines without marks are taken for a list at most.
const MOST_BARE_ITEMS: usize = 40;

/// Reads `masked`, the plain text of a document.
pub(super) fn parse(masked: &str, builder: &mut DocumentBuilder<'_>) {
    parse_from(masked, Origin::Source(0), false, builder);
}

/// Reads `masked`, a plain text that comes from `origin`. If it is `flowed`, only a line that ends with a blank goes on in the next
/// (RFC 3676).
pub(super) fn parse_from(masked: &str, origin: Origin<'_>, flowed: bool, builder: &mut DocumentBuilder<'_>) {
    let lines = line::split(masked);
    let mut reader = Reader { lines: &lines, builder, origin, flowed, lists: Vec::new(), quoted: 0, last: Last::Blank };
    let mut at = 0;
    while at < lines.len() {
        at = reader.read(at);
    }
    reader.close_lists(0);
    reader.quote(0);
    builder.close_block();
}

/// Reads `masked`, text messages of which each is a line: a block of its own, and never a heading or an item.
pub(super) fn parse_messages(masked: &str, builder: &mut DocumentBuilder<'_>) {
    for line in line::split(masked).iter().filter(|line| !line.is_blank()) {
        builder.open_paragraph();
        builder.verbatim(line.start(), line.end());
        builder.close_block();
    }
}

/// What the line above was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Blank,
    Heading,
    Text,
    Item,
}

/// A list that is open.
struct List {
    style: Style,
    indent: usize,
}

struct Reader<'r, 't, 'b, 's> {
    lines: &'r [Line<'t>],
    builder: &'b mut DocumentBuilder<'s>,
    origin: Origin<'r>,
    flowed: bool,
    lists: Vec<List>,
    /// How many marks of quotation stand before the last line.
    quoted: usize,
    last: Last,
}

impl Reader<'_, '_, '_, '_> {
    /// Reads the line `at`, and those that belong to it; the line to go on with.
    fn read(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        self.quote(line.quoted);
        if line.is_blank() || line.is_rule() {
            self.builder.close_block();
            self.last = Last::Blank;
            return at + 1;
        }
        let marker = line.marker();
        if let Some((level, skip, from)) = self.heading(at, marker.as_ref()) {
            self.close_lists(0);
            self.builder.open_heading(level);
            self.words(from, line.end());
            self.builder.close_block();
            self.last = Last::Heading;
            return at + 1 + skip;
        }
        match marker {
            Some(marker) if self.begins_item(line, &marker) => {
                self.item(line, &marker);
                self.last = Last::Item;
            }
            _ => {
                if let Some(end) = self.bare_items(at) {
                    return end;
                }
                self.text(at);
            }
        }
        at + 1
    }

    /// Writes the words between two bytes of the text.
    fn words(&mut self, start: u32, end: u32) {
        for token in self.origin.words(&(start as usize..end as usize)) {
            match token {
                Token::Verbatim(span) => self.builder.verbatim(span.start, span.end),
                Token::Atom(text, span) => self.builder.atom(&text, span),
                _ => {}
            }
        }
    }

    /// Begins or ends a quotation: a line with so many marks before it comes next.
    fn quote(&mut self, marks: usize) {
        let before = std::mem::replace(&mut self.quoted, marks);
        if before == marks {
            return;
        }
        self.close_lists(0);
        self.builder.close_block();
        self.last = Last::Blank;
        match (before, marks) {
            (0, _) => self.builder.open_quote(),
            (_, 0) => self.builder.close_quote(),
            _ => {}
        }
    }

    // ---- headings ----

    /// Whether the line is a heading: its level, how many lines after it belong to it, and where its words begin.
    fn heading(&self, at: usize, marker: Option<&Marker>) -> Option<(u8, usize, u32)> {
        let line = &self.lines[at];
        let stands_first = matches!(self.last, Last::Blank | Last::Heading);
        if let Some((level, from)) = line.hashes() {
            return Some((level, 0, from));
        }
        // The last words of a text are no heading: there is nothing under them.
        let next = self.next_text(at + 1)?;
        if !stands_first {
            return None;
        }
        let below = self.lines.get(at + 1);
        let underline = below.filter(|_| marker.is_none_or(|marker| marker.style.is_number())).and_then(|below| below.underlines(line));
        if let Some(level) = underline {
            return Some((level, 1, line.start()));
        }
        let alone = below.is_none_or(Line::is_blank) && next > at + 1;
        if let Some(level) = line.section_number().filter(|_| line.is_title(12)) {
            return (alone || line.is_capitals()).then_some((level, 0, line.start()));
        }
        if let Some(marker) = marker {
            let in_list = self.is_open(marker.style);
            let next_is_item = self.lines[next].marker().is_some_and(|next| next.style == marker.style);
            let numbered = marker.style == Style::Number(b'.') && line.is_title(12) && !in_list && !next_is_item;
            return (numbered && (alone || line.is_capitals())).then_some((2, 0, line.start()));
        }
        if line.is_capitals() && line.is_title(10) {
            return Some((2, 0, line.start()));
        }
        (alone && self.lists.is_empty() && line.is_title(10) && line.is_likely_heading()).then_some((5, 0, line.start()))
    }

    /// The next line from `at` on that holds words.
    fn next_text(&self, at: usize) -> Option<usize> {
        (at..self.lines.len()).find(|&index| !self.lines[index].is_blank() && !self.lines[index].is_rule())
    }

    // ---- lists ----

    /// Whether a line that begins like an item is one. Inside of a paragraph a number, a letter or a dash may be part of a sentence.
    fn begins_item(&self, line: &Line<'_>, marker: &Marker) -> bool {
        if self.last != Last::Text {
            return true;
        }
        let introduced = line.introduced;
        match marker.style {
            Style::Bullet('\u{2013}' | '\u{2014}') | Style::Word => introduced || self.is_open(marker.style),
            Style::Bullet(_) => true,
            Style::Number(_) | Style::Letter(_) => marker.first || introduced || self.is_open(marker.style),
        }
    }

    fn is_open(&self, style: Style) -> bool {
        self.lists.iter().any(|list| list.style == style)
    }

    fn item(&mut self, line: &Line<'_>, marker: &Marker) {
        let same = self.lists.iter().rposition(|list| list.style == marker.style && list.indent.abs_diff(line.indent) <= 1);
        if let Some(index) = same {
            self.close_lists(index + 1);
        } else {
            let kept = self.lists.iter().take_while(|list| list.indent <= line.indent).count();
            self.close_lists(kept);
            if self.lists.len() < DEEPEST {
                self.builder.open_list();
                self.lists.push(List { style: marker.style, indent: line.indent });
            }
        }
        self.builder.open_item();
        self.builder.open_paragraph();
        self.words(marker.text, line.end());
    }

    /// Lines under an introduction, none of which was broken to fit a width, are items without marks. One past the last of them.
    fn bare_items(&mut self, at: usize) -> Option<usize> {
        let introduced = at.checked_sub(1).is_some_and(|above| self.lines[above].introduces) && self.lists.is_empty();
        if !introduced {
            return None;
        }
        let run = self.lines[at..]
            .iter()
            .take(MOST_BARE_ITEMS + 1)
            .take_while(|line| !line.is_blank() && !line.is_rule() && line.marker().is_none())
            .count();
        let lines = &self.lines[at..at + run];
        let broken_to_fit = lines.windows(2).any(|pair| pair[0].is_broken_to_fit(&pair[1]));
        if !(2..=MOST_BARE_ITEMS).contains(&run) || broken_to_fit || lines.iter().any(Line::holds_data) {
            return None;
        }
        self.builder.open_list();
        for line in lines {
            self.builder.open_item();
            self.builder.open_paragraph();
            self.words(line.start(), line.end());
        }
        self.builder.close_list();
        self.last = Last::Text;
        Some(at + run)
    }

    /// Closes lists until `kept` are left.
    fn close_lists(&mut self, kept: usize) {
        while self.lists.len() > kept {
            self.builder.close_list();
            self.lists.pop();
        }
    }

    // ---- text ----

    fn text(&mut self, at: usize) {
        let line = &self.lines[at];
        let deeper = self.lists.last().is_some_and(|list| line.indent > list.indent);
        let goes_on = match self.last {
            _ if line.is_spoken() => false,
            Last::Text | Last::Item if self.flowed => at.checked_sub(1).is_some_and(|above| self.lines[above].flows),
            Last::Text => true,
            // Mail programs break items without indenting what follows.
            Last::Item => deeper || line.begins_lower(),
            Last::Blank | Last::Heading => false,
        };
        if goes_on {
            let before = self.lines[at - 1].end() as usize;
            self.builder.space(self.origin.span(&(before..line.start() as usize)));
        } else {
            let kept = self.lists.iter().take_while(|list| line.indent > list.indent + 1).count();
            self.close_lists(kept);
            self.builder.open_paragraph();
        }
        self.words(line.start(), line.end());
        if !goes_on || self.last != Last::Item {
            self.last = Last::Text;
        }
    }
}

#[cfg(test)]
mod tests;
