//! Whether a hit is said, denied or asked: settled once for each hit, from the words before it.

use super::concept::ConceptId;
use super::hits::{Hit, Polarity};
use crate::document::{Document, SentenceId, TextRange, count_words};

/// How many words may stand between a word of negation and what it denies.
const REACH: usize = 6;

/// Longest stretch of text that is looked at between the two, in bytes.
const REACH_BYTES: usize = 160;

/// Settles the polarity of all hits, which are in the order of their sentences.
pub(super) fn settle(document: &Document, hits: &mut [Hit], negator: Option<ConceptId>) {
    let negations: Vec<(SentenceId, TextRange)> =
        hits.iter().filter(|hit| Some(hit.concept) == negator).map(|hit| (hit.sentence, hit.text)).collect();
    for hit in hits.iter_mut().filter(|hit| Some(hit.concept) != negator) {
        hit.polarity = if is_negated(document, &negations, hit) { Polarity::Negated } else { asked(document, hit) };
    }
}

fn is_negated(document: &Document, negations: &[(SentenceId, TextRange)], hit: &Hit) -> bool {
    let text = document.text.folded();
    let sentence = document.sentence(hit.sentence);
    if text[..hit.text.start as usize].ends_with("non-") {
        return true;
    }
    let in_body = sentence.text.contains(hit.text);
    let from = if in_body { hit.text.start } else { return false };
    if nearest(negations, hit.sentence, from).any(|negation| reaches(text, negation.end, from, "")) {
        return true;
    }
    // "We never share your data with:" denies what the items of its list name.
    let Some(lead_in) = sentence.lead_in else { return false };
    let lead_range = document.sentence(lead_in).text;
    let before = &text[sentence.text.start as usize..from as usize];
    nearest(negations, lead_in, lead_range.end).any(|negation| reaches(text, negation.end, lead_range.end, before))
}

/// The few words of negation in `sentence` that stand nearest before `at`: those further off are out of reach.
fn nearest(negations: &[(SentenceId, TextRange)], sentence: SentenceId, at: u32) -> impl Iterator<Item = TextRange> {
    let before = negations.partition_point(|&(of, range)| (of, range.end) <= (sentence, at));
    let few = &negations[before.saturating_sub(4)..before];
    few.iter().rev().take_while(move |(of, _)| *of == sentence).map(|(_, range)| *range)
}

/// Whether a negation that ends at `end` reaches `start`, with `more` words after that.
fn reaches(text: &str, end: u32, start: u32, more: &str) -> bool {
    if end > start || (start - end) as usize + more.len() > REACH_BYTES {
        return false;
    }
    let between = &text[end as usize..start as usize];
    let stops = |words: &str| words.contains([';', ',', '.', ')']) || words.contains(" but ");
    !stops(between) && !stops(more) && count_words(between) + count_words(more) <= REACH
}

/// A question asks; "yes" or "no" right after it answers.
fn asked(document: &Document, hit: &Hit) -> Polarity {
    let sentence = document.sentence(hit.sentence);
    if !document.text.slice(sentence.text).ends_with('?') {
        return Polarity::Affirmed;
    }
    let next = document.sentences.get(hit.sentence.0 as usize + 1).map_or("", |next| document.text.slice(next.text));
    match next.split(|c: char| !c.is_alphanumeric()).next() {
        Some("no") => Polarity::Negated,
        Some("yes") => Polarity::Affirmed,
        _ => Polarity::Asked,
    }
}
