//! One line of plain text, and what it looks like.

/// First words of lines that stand alone in letters and messages without being headings: greetings, orders, short sentences.
const NOT_HEADINGS: &str = "best call cheers click dear download from give hello here hey hi i if it kind log manage many please read regards reply reset \
                            search see sign signed sincerely stop tap text thank thanks there these they this txt unsubscribe view visit warm we with you yours";

/// Who speaks in a script for calls.
const SPEAKERS: &str = "adviser advisor agent answer answerphone caller client colleague consultant customer donor introduction operator patient person \
                        prospect question recipient recording representative staff supporter voicemail";

/// The longest label that says who speaks, in bytes.
const LONGEST_SPEAKER: usize = 24;

/// The least and the greatest width at which writers and programs break lines.
const NARROWEST: usize = 56;
const LONGEST_WRAPPED: usize = 100;

/// A line without its break and the blanks around it.
pub(super) struct Line<'t> {
    words: &'t str,
    start: u32,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// How many marks of quotation (`>`) stand before it.
    pub(super) quoted: usize,
    /// Whether it ends with a blank, with which a program that sends mail says that the line goes on (RFC 3676).
    pub(super) flows: bool,
    /// Whether the line above introduces something.
    pub(super) introduced: bool,
    /// Whether this line, or with blank lines between the last line that is not blank, introduces something.
    pub(super) introduces: bool,
}

/// What an item begins with.
pub(super) struct Marker {
    pub(super) style: Style,
    /// Whether it is the first of its kind: 1, a, i.
    pub(super) first: bool,
    /// Where the words after it begin.
    pub(super) text: u32,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// With this sign.
    Bullet(char),
    /// With a number and this sign after it.
    Number(u8),
    /// With a letter or a roman number and this sign around it.
    Letter(u8),
    /// With the letter `o`, as Word's round bullets come out.
    Word,
}

impl Style {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Number(_))
    }
}

/// The lines of `text`. A form feed ends a line, but no paragraph.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let (mut lines, mut start, mut colon) = (Vec::new(), 0, false);
    for at in 0..=bytes.len() {
        let ends = match bytes.get(at) {
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            Some(b'\x0C') if text[start..at].trim().is_empty() => {
                start = at + 1;
                false
            }
            None | Some(b'\n' | b'\x0C') => true,
            _ => false,
        };
        if ends {
            let line = Line::new(&text[start..at], start, colon);
            colon = line.introduces;
            lines.push(line);
            start = at + 1;
        }
    }
    lines
}

impl<'t> Line<'t> {
    fn new(raw: &'t str, start: usize, above: bool) -> Self {
        let unquoted = unquoted(raw);
        let marks = raw[..raw.len() - unquoted.len()].matches('>').count();
        let quoted = if raw.starts_with(">From ") { 0 } else { marks };
        let words = unquoted.trim_start();
        let before = raw.len() - words.len();
        let indent = raw[raw.len() - unquoted.len()..before].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let introduces = words.trim_end().ends_with(':') && speaker(words.trim_end()).is_none() || above && words.is_empty();
        let ending = raw.trim_end_matches(['\r', '\n']);
        let flows = ending.ends_with(' ') && words.trim_end() != "--";
        Self { quoted, flows, words: words.trim_end(), start: (start + before) as u32, indent, introduced: above, introduces }
    }

    /// First byte of its words.
    pub(super) fn start(&self) -> u32 {
        self.start
    }

    /// One past the last byte of its words.
    pub(super) fn end(&self) -> u32 {
        self.start + self.words.len() as u32
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it only draws a line.
    pub(super) fn is_rule(&self) -> bool {
        // Two dashes stand before a signature.
        (self.words.len() >= 3 || self.words == "--")
            && self.words.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '#' | '+' | '\u{2014}' | '\u{2500}' | '\u{2550}' | ' '))
    }

    /// The level of the heading that this line makes of the short line above it.
    pub(super) fn underlines(&self, above: &Line<'_>) -> Option<u8> {
        let first = self.words.chars().next()?;
        let drawn = self.words.len() >= 3 && matches!(first, '=' | '-' | '*' | '~') && self.words.chars().all(|c| c == first);
        (drawn && above.count() <= 14 && !above.words.ends_with([',', ';'])).then_some(if first == '=' { 1 } else { 2 })
    }

    /// A heading as Markdown writes it: its level, and where its words begin.
    pub(super) fn hashes(&self) -> Option<(u8, u32)> {
        let rest = self.words.trim_start_matches('#');
        let level = self.words.len() - rest.len();
        let words = rest.trim_start();
        let is = (1..=6).contains(&level) && words.len() < rest.len() && !words.is_empty();
        is.then(|| (level as u8, self.end() - words.len() as u32))
    }

    fn count(&self) -> usize {
        self.words.split_whitespace().count()
    }

    fn letters(&self) -> impl Iterator<Item = char> + '_ {
        self.words.chars().filter(|c| c.is_alphabetic())
    }

    /// Whether it is as short as a title and does not end like a sentence.
    pub(super) fn is_title(&self, words: usize) -> bool {
        let ends_as_text = self.words.ends_with(['.', ',', ';', ':', '!', '-', '\u{2013}']);
        !ends_as_text && self.count() <= words && self.letters().nth(2).is_some()
    }

    /// Whether all its letters are capitals, enough of them to be no abbreviation.
    pub(super) fn is_capitals(&self) -> bool {
        !self.words.contains(char::is_lowercase) && self.letters().nth(3).is_some() && !self.words.contains(['@', '/'])
    }

    /// Whether a short line that stands alone reads like a heading.
    pub(super) fn is_likely_heading(&self) -> bool {
        let first = self.words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let begins = self.words.chars().next().is_some_and(char::is_uppercase) || self.words.ends_with('?');
        let is_data = self.words.contains(['@', '|', '{', '<'])
            || self.words.ends_with([')', ']'])
            || self.words.contains("://")
            || self.words.contains(": ")
            || self.words.contains("www.");
        // A word in capitals in a short line is a keyword of a message ("Reply STOP"), digits at the end a date or a number.
        let is_keyword = self.words.split_whitespace().any(|word| word == "STOP");
        let ends_in_number = self.words.ends_with(|c: char| c.is_ascii_digit());
        let is_question = self.words.ends_with('?');
        begins && !is_data && !is_keyword && !ends_in_number && (is_question || NOT_HEADINGS.split_whitespace().all(|word| word != first))
    }

    /// Whether the line may end where it does because the first word of the line `below` had no more room.
    pub(super) fn is_broken_to_fit(&self, below: &Line<'_>) -> bool {
        let next = below.words.split(' ').next().unwrap_or_default();
        let width = self.words.chars().count();
        width <= LONGEST_WRAPPED && width + 1 + next.chars().count() > NARROWEST
    }

    /// Whether it holds an address, a number or a field with its value.
    pub(super) fn holds_data(&self) -> bool {
        self.words.contains(|c: char| c.is_ascii_digit() || c == '@') || self.words.contains(": ") || self.words.ends_with(':')
    }

    pub(super) fn begins_lower(&self) -> bool {
        self.words.chars().next().is_some_and(char::is_lowercase)
    }

    /// The level of a numbered section: `3.1 How`, `Section 3: How`.
    pub(super) fn section_number(&self) -> Option<u8> {
        let (number, rest) = self.words.split_once([' ', '\t'])?;
        if matches!(number.to_ascii_lowercase().as_str(), "section" | "part" | "schedule" | "appendix" | "annex") {
            return rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()).then_some(2);
        }
        let parts = number.trim_end_matches('.').split('.');
        let depth = parts.clone().count();
        let numbers = parts.into_iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        (depth >= 2 && numbers && rest.trim_start().starts_with(char::is_alphabetic)).then(|| (depth as u8 + 1).min(6))
    }

    /// Whether it begins with who speaks.
    pub(super) fn is_spoken(&self) -> bool {
        speaker(self.words).is_some()
    }

    /// What the line begins with, if it begins like an item.
    pub(super) fn marker(&self) -> Option<Marker> {
        let (mark, rest) = self.words.split_once([' ', '\t']).unwrap_or((self.words, ""));
        let text = self.end() - rest.trim_start().len() as u32;
        let first = mark.chars().next()?;
        // Word's bullets are often pasted without a space.
        if matches!(first, '\u{2022}' | '\u{B7}' | '\u{25AA}' | '\u{25CF}' | '\u{25E6}' | '\u{2023}' | '\u{F0B7}') {
            let text = self.end() - self.words[first.len_utf8()..].trim_start().len() as u32;
            return Some(Marker { style: Style::Bullet(first), first: true, text });
        }
        if rest.is_empty() {
            return None;
        }
        let style = match mark {
            "-" | "*" | "+" | "\u{2013}" | "\u{2014}" => Style::Bullet(first),
            "o" => Style::Word,
            _ => enumerated(mark)?,
        };
        let inner = mark.trim_matches(['(', ')', '.']);
        Some(Marker { style, first: matches!(inner, "1" | "a" | "A" | "i"), text })
    }
}

/// What stands behind the marks of quotation at the beginning of a line.
fn unquoted(raw: &str) -> &str {
    let mut rest = raw;
    // Mailboxes have this mark before a line that is no quotation.
    if let Some(line) = raw.strip_prefix('>').filter(|line| line.starts_with("From ")) {
        return line;
    }
    while let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') {
        // An arrow or a comparison is no quotation.
        if inner.starts_with(['=', '-', '<']) {
            break;
        }
        rest = inner;
    }
    rest
}

/// Who speaks in a line that begins with a label such as `Caller:`.
fn speaker(words: &str) -> Option<&str> {
    let (label, _) = words.get(..words.floor_char_boundary(LONGEST_SPEAKER))?.split_once(':')?;
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_lowercase();
    SPEAKERS.split(' ').any(|speaker| speaker == name).then_some(label)
}

/// `1.`, `1)`, `(1)`, `a)`, `(a)`, `iv)`.
fn enumerated(mark: &str) -> Option<Style> {
    let sign = *mark.as_bytes().last()?;
    let inner = mark.strip_suffix(['.', ')'])?;
    let (inner, sign) = inner.strip_prefix('(').filter(|_| sign == b')').map_or((inner, sign), |inner| (inner, b'('));
    let number = (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = (2..=4).contains(&inner.len()) && inner.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    match (number, letter || roman) {
        (true, _) => Some(Style::Number(sign)),
        (_, true) if sign != b'.' => Some(Style::Letter(sign)),
        _ => None,
    }
}
