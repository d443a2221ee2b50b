//! The one pass over a document's text.
//!
//! Words are followed through the trie of all literals. A literal that ends, and whatever a regular expression finds, is an *event*; it
//! fills a slot of a phrase. The last slot completes a concept, which may itself fill slots. So the work grows with the text and what
//! is found in it, not with the number of phrases.

use super::concept::ConceptId;
use super::hits::RawHit;
use super::lexicon::{ROOT, SPACED, STEM, SlotInfo, Tokens, WHOLE};
use super::matcher::Matcher;
use crate::document::{BLOCK_BORDER, Document, TextRange, count_words};
use std::collections::HashMap;

/// How many open beginnings of one phrase are kept: the nearest are the ones that a later part can belong to.
const OPEN_BEGINNINGS: usize = 4;

/// Longest stretch of text between two parts of a phrase, in bytes for each word of the gap: longer "words" are not words.
const GAP_WORD_BYTES: usize = 40;

/// The state of one pass.
pub(super) struct Scan<'a> {
    matcher: &'a Matcher,
    document: &'a Document,
    /// Beginnings of phrases: by the slot that was filled last, from where to where.
    open: HashMap<u32, Vec<(u32, u32)>>,
    /// Steps taken: tokens and edges of the trie, slots, and characters that regular expressions were given.
    pub(super) work: u64,
    pub(super) found: Vec<RawHit>,
    pub(super) cancelled: Vec<RawHit>,
}

/// A literal that has been followed up to a node of the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    end: u32,
    start: u32,
    node: u32,
}

impl<'a> Scan<'a> {
    /// Goes over all of a document.
    pub(super) fn run(matcher: &'a Matcher, document: &'a Document) -> Self {
        let (concepts, work) = matcher.gates.hits(&matcher.vocabulary, document);
        let mut scan = Self { matcher, document, open: HashMap::new(), work, found: Vec::new(), cancelled: Vec::new() };
        let mut concepts = concepts.into_iter().peekable();
        let mut literals = Literals::default();
        let mut targets = Vec::new();
        for token in Tokens::new(document.text.folded()) {
            scan.work += 1 + literals.going.len() as u64;
            literals.step(matcher, document.text.folded(), token);
            for same in literals.ended.chunk_by(|a, b| (a.end, a.start) == (b.end, b.start)) {
                let (start, end) = (same[0].start, same[0].end);
                while let Some((text, concept)) = concepts.next_if(|(text, _)| (text.end, text.start) < (end, start)) {
                    scan.complete(RawHit { concept, text, phrase: None });
                }
                targets.clear();
                targets.extend(same.iter().flat_map(|reached| matcher.lexicon.targets(reached.node)));
                if same.len() > 1 {
                    targets.sort_unstable();
                }
                scan.literal(&targets, start, end);
            }
        }
        for (text, concept) in concepts {
            scan.complete(RawHit { concept, text, phrase: None });
        }
        scan
    }

    /// Fills the slots of a literal that stands at `start..end`.
    fn literal(&mut self, targets: &[(u32, bool)], start: u32, end: u32) {
        let (folded, cased) = (self.document.text.folded(), self.document.text.cased());
        // The two ways in which the words may end are looked up once for all phrases that hold them.
        let whole = word_end(folded, end as usize, false);
        let mut open = None;
        for &(slot, any_ending) in targets {
            let info = self.matcher.lexicon.slot(slot);
            let from = self.beginning(slot, info, start).or_else(|| info.begins.then_some(start));
            let Some(from) = from else { continue };
            let at = if any_ending { *open.get_or_insert_with(|| word_end(folded, end as usize, true)) } else { whole };
            let Some(at) = at else { continue };
            let words = &cased.as_bytes()[start as usize..end as usize];
            if info.exact.is_none_or(|exact| *self.matcher.lexicon.exact(exact) == *words) {
                self.fill(slot, info, from, at as u32);
            }
        }
    }

    /// A slot is filled up to `end` by words that continue, or begin, a phrase that began at `from`.
    fn fill(&mut self, slot: u32, info: SlotInfo, from: u32, end: u32) {
        if info.after > 0 {
            let open = self.open.entry(slot).or_default();
            match open.last_mut() {
                // Of spellings that end together ("the company", "company") the longest is the beginning.
                Some(last) if last.1 == end => last.0 = last.0.min(from),
                _ => open.push((from, end)),
            }
            if open.len() > OPEN_BEGINNINGS {
                open.remove(0);
            }
        }
        if !info.ends {
            return;
        }
        let hit = RawHit { concept: ConceptId(info.concept), text: TextRange::new(from, end), phrase: Some(info.phrase) };
        if info.cancels {
            self.cancelled.push(hit);
        } else {
            self.complete(hit);
        }
    }

    fn complete(&mut self, hit: RawHit) {
        self.found.push(hit);
        for slot in self.matcher.lexicon.filled_by(hit.concept.0) {
            let info = self.matcher.lexicon.slot(slot);
            let (start, end) = (hit.text.start, hit.text.end);
            if let Some(from) = self.beginning(slot, info, start).or_else(|| info.begins.then_some(start)) {
                self.fill(slot, info, from, end);
            }
        }
    }

    /// Where the phrase began that `slot` continues at byte `at`. The slots that it can follow are the one before it, and those before
    /// that while they may be left out.
    fn beginning(&mut self, slot: u32, info: SlotInfo, at: u32) -> Option<u32> {
        self.work += 1;
        let mut gap = info.gap;
        for back in 1..=u32::from(info.before) {
            self.work += 1;
            let before = slot - back;
            let found = self.open.get(&before).and_then(|open| {
                let found = open.iter().rev().find(|&&(_, end)| end <= at && self.joins(end, at, gap));
                found.map(|&(start, _)| start)
            });
            if found.is_some() {
                return found;
            }
            let info = self.matcher.lexicon.slot(before);
            if !info.optional {
                return None;
            }
            gap = gap.max(info.gap);
        }
        None
    }

    fn joins(&self, end: u32, start: u32, gap: u8) -> bool {
        let (end_at, start_at) = (end as usize, start as usize);
        if start_at - end_at > (usize::from(gap) + 1) * GAP_WORD_BYTES {
            return false;
        }
        let between = &self.document.text.folded()[end_at..start_at];
        if gap == 0 {
            return between.is_empty() || between == " ";
        }
        count_words(between) <= usize::from(gap)
            && !between.contains(BLOCK_BORDER)
            && self.document.sentence_at(end.saturating_sub(1)) == self.document.sentence_at(start)
    }
}

/// Literals on the way through the trie.
#[derive(Default)]
struct Literals {
    /// Those that may go on: where each began, and its node.
    going: Vec<(u32, u32)>,
    /// Those that would go on with the token after this.
    next: Vec<(u32, u32)>,
    /// Those that end at this token or in it, by their ends.
    ended: Vec<Reached>,
    stems: Vec<(u32, u32)>,
}

impl Literals {
    fn step(&mut self, matcher: &Matcher, text: &str, token: super::lexicon::Token) {
        let lexicon = &matcher.lexicon;
        self.ended.clear();
        self.stems.clear();
        let id = lexicon.find(&text[token.start..token.end], |stem, length| self.stems.push((stem, length)));
        let (start, end) = (token.start as u32, token.end as u32);
        if token.spaces > 1 {
            self.going.clear();
        }
        let spaced = if token.spaces == 1 { SPACED } else { 0 };
        self.next.clear();
        let beginning = [(start, ROOT, 0)];
        for (from, node, spaced) in self.going.drain(..).map(|(from, node)| (from, node, spaced)).chain(beginning) {
            for &(stem, length) in &self.stems {
                if let Some(node) = lexicon.child(node, stem * 4 + STEM + spaced) {
                    self.ended.push(Reached { end: start + length, start: from, node });
                }
            }
            let Some(node) = id.and_then(|id| lexicon.child(node, id * 4 + WHOLE + spaced)) else { continue };
            if lexicon.has_targets(node) {
                self.ended.push(Reached { end, start: from, node });
            }
            if lexicon.goes_on(node) {
                self.next.push((from, node));
            }
        }
        std::mem::swap(&mut self.going, &mut self.next);
        self.ended.sort_unstable();
    }
}

/// Where words that are found up to `end` end if they end as whole words; further on if the last may have any ending.
fn word_end(text: &str, end: usize, any_ending: bool) -> Option<usize> {
    if any_ending {
        let rest = &text[end..];
        return Some(end + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()));
    }
    let last = text[..end].chars().next_back()?;
    let mut after = text[end..].chars();
    match after.next() {
        Some(next) if last.is_alphanumeric() && next.is_alphanumeric() => None,
        // "can't" does not hold the word "can", nor "we'll" "we"; "controller's" does hold "controller".
        Some('\'') if last.is_alphanumeric() && after.next().is_some_and(|c| c.is_alphanumeric() && c != 's') => None,
        _ => Some(end),
    }
}
