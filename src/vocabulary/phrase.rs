//! The phrase language: words that a lawyer can read, parsed and spelled out.
//!
//! ```text
//! phrase  = (word | group | "..." [number] | "<" concept ">")*
//! group   = "(" phrase ("|" phrase)* ")" ["?"]
//! word    = letters, digits and marks; "-" between letters is a hyphen, a space or nothing; "*" ends a word of any ending
//! ```
//!
//! A phrase becomes [`Variant`]s: sequences of slots, each a set of literals or a concept, joined by how many words may stand between.
//! A run of words with many spellings is cut into several slots that follow each other at once, so that its cost is the sum of its
//! choices and not their product.

mod spell;
#[cfg(test)]
mod tests;

use crate::data::is_name;
use spell::{slots, spread};
use std::fmt;

/// How many sequences of slots one phrase may stand for.
const MAX_VARIANTS: usize = 500;

/// How many slots one phrase may have.
const MAX_SLOTS: usize = 64;

/// The widest gap that `...` may span, in words.
const MAX_GAP: u8 = 20;

/// What `...` spans without a number, in words.
const DEFAULT_GAP: u8 = 5;

/// One way through a phrase: slots in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) slots: Vec<Slot>,
}

/// A part of a phrase that is found by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// How many words may stand between the slot before and this one.
    pub(crate) gap: u8,
    /// Whether the slot may be left out.
    pub(crate) optional: bool,
    pub(crate) filler: Filler,
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filler {
    Literals(Vec<Literal>),
    /// A hit of the concept with this id.
    Concept(String),
}

/// Words to be found as they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Literal {
    pub(crate) text: String,
    /// Whether the last word may go on.
    pub(crate) any_ending: bool,
}

/// Why a phrase cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseError {
    /// Bytes of the phrase that are wrong.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) message: String,
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A parsed phrase: parts in order.
type Sequence = Vec<Part>;

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Choice(Vec<Sequence>),
    Gap(u8),
    Concept(String),
}

/// Parses `phrase` and spells it out.
pub(crate) fn compile(phrase: &str) -> Result<Vec<Variant>, PhraseError> {
    let mut parser = Parser { text: phrase, at: 0 };
    let sequence = parser.sequence(0)?;
    if parser.at < phrase.len() {
        return Err(parser.error(parser.at, parser.at + 1, "this bracket closes nothing"));
    }
    let whole = |message: String| PhraseError { start: 0, end: phrase.len(), message };
    let flat =
        spread(sequence).ok_or_else(|| whole(format!("this stands for more than {MAX_VARIANTS} sequences; write several phrases")))?;
    let mut variants = Vec::new();
    for sequence in flat {
        variants.push(slots(&sequence).map_err(whole)?);
        if variants.len() > MAX_VARIANTS {
            return Err(whole(format!("this stands for more than {MAX_VARIANTS} sequences; write several phrases")));
        }
    }
    variants.retain(|variant| !variant.slots.is_empty());
    if variants.is_empty() {
        return Err(whole("this phrase has no words".to_owned()));
    }
    variants.iter().try_for_each(|variant| check(variant).map_err(whole))?;
    Ok(variants)
}

/// Words that must agree with the document in their capitals, as the one literal that they are.
pub(crate) fn exact(words: &str) -> Result<Variant, PhraseError> {
    if words.is_empty() || words.split_whitespace().collect::<Vec<_>>().join(" ") != words {
        let message = "exact words have one space between them, and none before or after".to_owned();
        return Err(PhraseError { start: 0, end: words.len(), message });
    }
    let literal = Literal { text: words.to_lowercase(), any_ending: false };
    Ok(Variant { slots: vec![Slot { gap: 0, optional: false, filler: Filler::Literals(vec![literal]) }] })
}

/// The names of the concepts that `phrase` refers to.
pub(crate) fn references(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(name, _)| name)
}

/// A variant must hold something worth looking for.
fn check(variant: &Variant) -> Result<(), String> {
    let long_enough = |slot: &Slot| match &slot.filler {
        Filler::Concept(_) => true,
        Filler::Literals(literals) => literals.iter().all(|literal| literal.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2),
    };
    if variant.slots.len() > MAX_SLOTS {
        return Err(format!("this phrase falls into more than {MAX_SLOTS} parts; write several phrases"));
    }
    if variant.slots.iter().any(|slot| !slot.optional && long_enough(slot)) {
        return Ok(());
    }
    Err("this phrase can shrink to less than two letters, which would be found everywhere".to_owned())
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn error(&self, start: usize, end: usize, message: &str) -> PhraseError {
        PhraseError { start, end: end.min(self.text.len()), message: message.to_owned() }
    }

    /// Reads up to `)`, `|` or the end.
    fn sequence(&mut self, depth: usize) -> Result<Sequence, PhraseError> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.text[self.at..].chars().next() {
            let here = self.at;
            match c {
                ')' | '|' if depth > 0 => break,
                ')' => break,
                '|' => return Err(self.error(here, here + 1, "`|` separates choices inside brackets only")),
                '(' => {
                    flush(&mut text, &mut parts);
                    parts.push(self.group(depth)?);
                }
                '<' => {
                    flush(&mut text, &mut parts);
                    parts.push(Part::Concept(self.concept()?));
                }
                '.' if self.text[here..].starts_with("...") => {
                    flush(&mut text, &mut parts);
                    parts.push(Part::Gap(self.gap()?));
                }
                '?' => return Err(self.error(here, here + 1, "`?` follows a closing bracket only")),
                _ => {
                    self.at += c.len_utf8();
                    text.push(fold(c));
                }
            }
        }
        flush(&mut text, &mut parts);
        Ok(parts)
    }

    fn group(&mut self, depth: usize) -> Result<Part, PhraseError> {
        let open = self.at;
        if depth > 8 {
            return Err(self.error(open, open + 1, "brackets are nested too deeply"));
        }
        self.at += 1;
        let mut choices = Vec::new();
        loop {
            let from = self.at;
            let sequence = self.sequence(depth + 1)?;
            if sequence.is_empty() {
                return Err(self.error(from, from + 1, "a choice must hold a word; write `(...)?` for something that may be absent"));
            }
            choices.push(sequence);
            match self.text.as_bytes().get(self.at) {
                Some(b'|') => self.at += 1,
                Some(b')') => break,
                _ => return Err(self.error(open, open + 1, "this bracket is never closed")),
            }
        }
        self.at += 1;
        if self.text[self.at..].starts_with('?') {
            self.at += 1;
            choices.push(Vec::new());
        }
        Ok(Part::Choice(choices))
    }

    fn concept(&mut self) -> Result<String, PhraseError> {
        let open = self.at;
        let Some(length) = self.text[open..].find('>') else {
            return Err(self.error(open, open + 1, "`<` begins the name of a concept, which `>` must end"));
        };
        let id = &self.text[open + 1..open + length];
        if !is_name(id) {
            return Err(self.error(open, open + length + 1, "a concept's name is made of lower-case letters, digits and `-`"));
        }
        self.at = open + length + 1;
        Ok(id.to_owned())
    }

    fn gap(&mut self) -> Result<u8, PhraseError> {
        let from = self.at;
        self.at += 3;
        let digits = self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &self.text[self.at..self.at + digits];
        self.at += digits;
        match number.parse() {
            Ok(gap @ 1..=MAX_GAP) => Ok(gap),
            _ if number.is_empty() => Ok(DEFAULT_GAP),
            _ => Err(self.error(from, self.at, &format!("a gap spans 1 to {MAX_GAP} words"))),
        }
    }
}

fn flush(text: &mut String, parts: &mut Sequence) {
    if !text.is_empty() {
        parts.push(Part::Text(std::mem::take(text)));
    }
}

/// Folds what an author may type as the text is folded.
fn fold(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        c if c.is_whitespace() => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}
