//! All phrases of all concepts as one automaton, and the one pass over a document's text.
//!
//! Every literal of every phrase goes into one Aho-Corasick automaton. Its matches, checked for word borders, become *events* in the
//! order in which they end. An event fills a slot of a phrase; the last slot completes a concept, which may itself fill slots. So
//! the work grows with the text and what is found in it, not with the number of phrases.

use super::concept::{ConceptId, GatedRegex, Phrase, Vocabulary};
use super::hits::{self, Hits, RawHit};
use super::phrase::{Filler, Slot};
use super::polarity;
use crate::document::{BLOCK_BORDER, Document, TextRange, count_words};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::{BTreeSet, HashMap};

/// How many open beginnings of one phrase are kept: the nearest are the ones that a later part can belong to.
const OPEN_BEGINNINGS: usize = 4;

/// Longest stretch of text between two parts of a phrase, in bytes for each word of the gap: longer "words" are not words.
const GAP_WORD_BYTES: usize = 40;

/// A vocabulary made ready for matching. Built once for a run and shared by all threads.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    automaton: Result<AhoCorasick, String>,
    /// What each pattern of the automaton is part of.
    targets: Vec<Vec<Target>>,
    slots: Vec<SlotInfo>,
    /// The slots that a concept fills.
    filled_by: Vec<Vec<u32>>,
    /// Concept and index of its regular expression.
    regexes: Vec<(ConceptId, usize)>,
    negator: Option<ConceptId>,
}

/// What a literal is part of.
#[derive(Clone, Debug)]
enum Target {
    Slot {
        slot: u32,
        any_ending: bool,
        exact: Option<Box<str>>,
    },
    /// A string that opens the gate of a regular expression.
    Gate {
        regex: u32,
    },
}

/// One slot of one variant of one phrase.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about a slot")]
struct SlotInfo {
    concept: ConceptId,
    /// The number of its phrase in the concept.
    phrase: u16,
    /// Whether the phrase cancels the concept's hits instead of making one.
    cancels: bool,
    /// How many slots of its phrase stand before it, and after it.
    before: u8,
    after: u8,
    /// Whether a phrase may begin with it, and end with it.
    begins: bool,
    ends: bool,
    gap: u8,
    optional: bool,
}

/// Something found, at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    end: u32,
    start: u32,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Pattern(u32),
    Concept(ConceptId),
}

/// Collects the patterns while a matcher is built.
#[derive(Default)]
struct Patterns {
    index: HashMap<String, usize>,
    texts: Vec<String>,
    targets: Vec<Vec<Target>>,
}

impl Patterns {
    fn add(&mut self, text: &str, target: Target) {
        let index = *self.index.entry(text.to_owned()).or_insert_with(|| {
            self.texts.push(text.to_owned());
            self.targets.push(Vec::new());
            self.texts.len() - 1
        });
        self.targets[index].push(target);
    }
}

impl Matcher {
    /// Compiles a vocabulary whose references have been checked; see [`Self::failure`].
    #[must_use]
    pub fn new(vocabulary: Vocabulary) -> Self {
        let mut patterns = Patterns::default();
        let mut slots = Vec::new();
        let mut filled_by = vec![Vec::new(); vocabulary.concepts().len()];
        let mut regexes = Vec::new();
        for (index, concept) in vocabulary.concepts().iter().enumerate() {
            let id = ConceptId(index as u32);
            for (number, phrase) in concept.phrases.iter().chain(&concept.cancels).enumerate() {
                let whose = Whose { concept: id, phrase: number as u16, cancels: number >= concept.phrases.len() };
                add_phrase(phrase, whose, &vocabulary, &mut patterns, &mut slots, &mut filled_by);
            }
            for (index, regex) in concept.regexes.iter().enumerate() {
                let gate = Target::Gate { regex: regexes.len() as u32 };
                regexes.push((id, index));
                for literal in &regex.literals {
                    patterns.add(literal, gate.clone());
                }
            }
        }
        // The contiguous NFA stays small and fast with tens of thousands of literals; a DFA grows past the cache.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns.texts)
            .map_err(|error| error.to_string());
        let negator = vocabulary.id("negator");
        Self { vocabulary, automaton, targets: patterns.targets, slots, filled_by, regexes, negator }
    }

    /// Why it finds nothing, if its phrases are too many for one automaton.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.automaton.as_ref().err().map(String::as_str)
    }

    /// The vocabulary it was made of.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Finds every concept in `document`, in one pass over its text.
    #[must_use]
    pub fn hits(&self, document: &Document) -> Hits {
        let scan = self.scan(document);
        let mut hits = hits::sift(document, scan.found, &scan.cancelled);
        polarity::settle(document, &mut hits, self.negator);
        Hits::index(hits, self.vocabulary.concepts().len())
    }

    fn scan<'a>(&'a self, document: &'a Document) -> Scan<'a> {
        let mut events = self.events(document);
        events.sort_unstable();
        let mut scan = Scan { matcher: self, document, open: HashMap::new(), found: Vec::new(), cancelled: Vec::new() };
        for event in events {
            match event.what {
                What::Pattern(pattern) => scan.pattern(pattern, event.start, event.end),
                What::Concept(concept) => scan.complete(RawHit { concept, text: TextRange::new(event.start, event.end), phrase: None }),
            }
        }
        scan
    }

    /// Matches of literals with the word borders they need, and of the regular expressions whose gates they open.
    fn events(&self, document: &Document) -> Vec<Event> {
        let (folded, cased) = (document.text.folded(), document.text.cased());
        let mut events = Vec::new();
        let mut gates = BTreeSet::new();
        let Ok(automaton) = &self.automaton else { return events };
        for found in automaton.find_overlapping_iter(folded) {
            let pattern = found.pattern().as_u32();
            for target in &self.targets[pattern as usize] {
                if let Target::Gate { regex } = target
                    && let Some(range) = surroundings(document, found.start() as u32)
                {
                    gates.insert((range, *regex));
                }
            }
            if begins_word(folded, found.start(), found.end()) {
                events.push(Event { end: found.end() as u32, start: found.start() as u32, what: What::Pattern(pattern) });
            }
        }
        for (range, regex) in gates {
            let (concept, index) = self.regexes[regex as usize];
            let expression: &GatedRegex = &self.vocabulary.concept(concept).regexes[index];
            for found in expression.regex().into_iter().flat_map(|regex| regex.find_iter(&cased[range.range()])) {
                if !found.is_empty() {
                    let (start, end) = (range.start + found.start() as u32, range.start + found.end() as u32);
                    events.push(Event { end, start, what: What::Concept(concept) });
                }
            }
        }
        events
    }

    /// The phrases that `document` reaches, by concept and number: those that say the concept first, then those that cancel it.
    #[must_use]
    pub fn phrases_in(&self, document: &Document) -> BTreeSet<(ConceptId, u16)> {
        let scan = self.scan(document);
        scan.found.iter().chain(&scan.cancelled).filter_map(|hit| Some((hit.concept, hit.phrase?))).collect()
    }

    /// Every phrase as its author wrote it, with what [`Self::phrases_in`] calls it.
    pub fn phrases(&self) -> impl Iterator<Item = (ConceptId, u16, &str)> {
        self.vocabulary.concepts().iter().enumerate().flat_map(|(index, concept)| {
            let phrases = concept.phrases.iter().chain(&concept.cancels).enumerate();
            phrases.map(move |(number, phrase)| (ConceptId(index as u32), number as u16, phrase.source.value.as_str()))
        })
    }
}

/// Which phrase of which concept a slot belongs to.
#[derive(Clone, Copy)]
struct Whose {
    concept: ConceptId,
    phrase: u16,
    cancels: bool,
}

fn add_phrase(
    phrase: &Phrase,
    whose: Whose,
    vocabulary: &Vocabulary,
    patterns: &mut Patterns,
    slots: &mut Vec<SlotInfo>,
    filled_by: &mut [Vec<u32>],
) {
    for variant in &phrase.variants {
        let required = |slots: &[Slot]| slots.iter().any(|slot| !slot.optional);
        for (index, slot) in variant.slots.iter().enumerate() {
            let id = slots.len() as u32;
            slots.push(SlotInfo {
                concept: whose.concept,
                phrase: whose.phrase,
                cancels: whose.cancels,
                before: index as u8,
                after: (variant.slots.len() - 1 - index) as u8,
                begins: !required(&variant.slots[..index]),
                ends: !required(&variant.slots[index + 1..]),
                gap: slot.gap,
                optional: slot.optional,
            });
            match &slot.filler {
                Filler::Concept(name) => {
                    if let Some(filler) = vocabulary.id(name) {
                        filled_by[filler.0 as usize].push(id);
                    }
                }
                Filler::Literals(literals) => {
                    for literal in literals {
                        let exact = phrase.exact.then(|| phrase.source.value.clone().into_boxed_str());
                        patterns.add(&literal.text, Target::Slot { slot: id, any_ending: literal.any_ending, exact });
                    }
                }
            }
        }
    }
}

/// The sentence or aside that holds byte `at`, as a range of the text.
fn surroundings(document: &Document, at: u32) -> Option<TextRange> {
    let sentence = || document.sentence_at(at).map(|id| document.sentence(id).text);
    document.aside_at(at).map(|aside| aside.text).or_else(sentence)
}

/// Whether the words `start..end` begin where a word begins.
fn begins_word(text: &str, start: usize, end: usize) -> bool {
    let first = text[start..end].chars().next();
    !(first.is_some_and(char::is_alphanumeric) && text[..start].chars().next_back().is_some_and(char::is_alphanumeric))
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

/// The state of one pass.
struct Scan<'a> {
    matcher: &'a Matcher,
    document: &'a Document,
    /// Beginnings of phrases: by the slot that was filled last, from where to where.
    open: HashMap<u32, Vec<(u32, u32)>>,
    found: Vec<RawHit>,
    cancelled: Vec<RawHit>,
}

impl Scan<'_> {
    fn pattern(&mut self, pattern: u32, start: u32, end: u32) {
        let matcher = self.matcher;
        let (folded, cased) = (self.document.text.folded(), self.document.text.cased());
        // The two ways in which the words may end are looked up once for all phrases that hold them.
        let whole = word_end(folded, end as usize, false);
        let mut open = None;
        for target in &matcher.targets[pattern as usize] {
            let Target::Slot { slot, any_ending, exact } = target else { continue };
            if !matcher.slots[*slot as usize].begins && !self.has_beginning(*slot) {
                continue;
            }
            let at = if *any_ending { *open.get_or_insert_with(|| word_end(folded, end as usize, true)) } else { whole };
            let Some(at) = at else { continue };
            if exact.as_ref().is_none_or(|exact| cased[start as usize..end as usize] == **exact) {
                self.fill(*slot, start, at as u32);
            }
        }
    }

    fn fill(&mut self, slot: u32, start: u32, end: u32) {
        let info = self.matcher.slots[slot as usize];
        let from = self.beginning(slot, start).or_else(|| info.begins.then_some(start));
        let Some(from) = from else { return };
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
        let hit = RawHit { concept: info.concept, text: TextRange::new(from, end), phrase: Some(info.phrase) };
        if info.cancels {
            self.cancelled.push(hit);
        } else {
            self.complete(hit);
        }
    }

    fn complete(&mut self, hit: RawHit) {
        self.found.push(hit);
        let matcher = self.matcher;
        for &slot in &matcher.filled_by[hit.concept.0 as usize] {
            self.fill(slot, hit.text.start, hit.text.end);
        }
    }

    /// Whether any slot before `slot` that it can follow has been filled.
    fn has_beginning(&self, slot: u32) -> bool {
        self.before(slot).any(|(before, _)| self.open.contains_key(&before))
    }

    /// The slots that `slot` can follow, with the gap to each: the one before it, and those before that while they may be left out.
    fn before(&self, slot: u32) -> impl Iterator<Item = (u32, u8)> {
        let slots = &self.matcher.slots;
        let info = slots[slot as usize];
        let mut gap = info.gap;
        let mut reach = true;
        (1..=u32::from(info.before)).map_while(move |back| {
            let before = slot - back;
            let this = reach.then_some((before, gap));
            reach &= slots[before as usize].optional;
            gap = gap.max(slots[before as usize].gap);
            this
        })
    }

    /// Where the phrase began that `slot` continues at byte `at`.
    fn beginning(&self, slot: u32, at: u32) -> Option<u32> {
        self.before(slot).find_map(|(before, gap)| {
            let open = self.open.get(&before)?;
            open.iter().rev().find(|&&(_, end)| end <= at && self.joins(end, at, gap)).map(|&(start, _)| start)
        })
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
