//! What was found in a document, indexed by concept and by sentence.

use super::concept::ConceptId;
use crate::document::{AsideKind, Document, SentenceId, TextRange};
use std::ops::Range;

/// Index of a hit in its [`Hits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HitId(pub u32);

/// A concept at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The concept.
    pub concept: ConceptId,
    /// The words.
    pub text: TextRange,
    /// The sentence that holds them, or to which the aside that holds them belongs.
    pub sentence: SentenceId,
    /// Whether it is said, denied or asked.
    pub polarity: Polarity,
    /// Whether it stands in the words of a template tag, which no reader sees.
    pub in_tag: bool,
}

/// Whether something is said, denied or asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// It is said.
    Affirmed,
    /// It is denied: a word of negation stands shortly before.
    Negated,
    /// It is asked, and the sentence after does not answer yes or no.
    Asked,
}

/// A concept at a place, before anything is known about its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RawHit {
    pub(super) concept: ConceptId,
    pub(super) text: TextRange,
    /// The number of the phrase that said it; none for a regular expression.
    pub(super) phrase: Option<u16>,
}

/// Places where hits of a concept do not count, ready to be asked about each hit.
struct Cancels {
    /// By concept and start; `end` is the furthest end of this and all before it of the concept.
    places: Vec<RawHit>,
}

impl Cancels {
    fn new(cancelled: &[RawHit]) -> Self {
        let mut places = cancelled.to_vec();
        places.sort_unstable();
        for index in 1..places.len() {
            let before = places[index - 1];
            if before.concept == places[index].concept {
                places[index].text.end = places[index].text.end.max(before.text.end);
            }
        }
        Self { places }
    }

    fn cover(&self, hit: RawHit) -> bool {
        let after = self.places.partition_point(|place| (place.concept, place.text.start) <= (hit.concept, hit.text.start));
        after
            .checked_sub(1)
            .map(|index| self.places[index])
            .is_some_and(|place| place.concept == hit.concept && place.text.end >= hit.text.end)
    }
}

/// All hits of a document.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// By sentence, then by place.
    list: Vec<Hit>,
    /// For each concept its hits, in the same order.
    of_concept: Vec<Vec<HitId>>,
    /// Those in the words of template tags, which are apart, by concept and in the same order.
    in_tags: Vec<(ConceptId, HitId)>,
}

/// The hits that count, in the order of their sentences, their polarity not settled yet: without those that are cancelled, those
/// inside another of their concept, and those that belong to no sentence.
pub(super) fn sift(document: &Document, mut found: Vec<RawHit>, cancelled: &[RawHit]) -> Vec<Hit> {
    // By concept and place, the longest first, so that a hit inside another of its concept is dropped.
    found.sort_unstable_by_key(|hit| (hit.concept, hit.text.start, std::cmp::Reverse(hit.text.end)));
    let cancels = Cancels::new(cancelled);
    let mut kept: Vec<RawHit> = Vec::with_capacity(found.len());
    for hit in found {
        let inside = kept.last().is_some_and(|last| last.concept == hit.concept && last.text.contains(hit.text));
        if !inside && !cancels.cover(hit) {
            kept.push(hit);
        }
    }
    let mut hits: Vec<Hit> = kept
        .into_iter()
        .filter_map(|hit| {
            let sentence = document.sentence_at(hit.text.start)?;
            let in_tag = document.aside_at(hit.text.start).is_some_and(|aside| aside.kind == AsideKind::Tag);
            Some(Hit { concept: hit.concept, text: hit.text, sentence, polarity: Polarity::Affirmed, in_tag })
        })
        .collect();
    hits.sort_by_key(|hit| (hit.sentence, hit.text.start, hit.text.end, hit.concept));
    hits
}

impl Hits {
    /// Indexes hits that are in the order of their sentences.
    pub(super) fn index(hits: Vec<Hit>, concepts: usize) -> Self {
        let mut of_concept = vec![Vec::new(); concepts];
        let mut in_tags = Vec::new();
        for (index, hit) in hits.iter().enumerate() {
            let id = HitId(index as u32);
            if hit.in_tag {
                in_tags.push((hit.concept, id));
            } else {
                of_concept[hit.concept.0 as usize].push(id);
            }
        }
        in_tags.sort_unstable();
        Self { list: hits, of_concept, in_tags }
    }

    /// The hits of a concept in the words of template tags, in the order of their sentences.
    pub fn of_tags(&self, concept: ConceptId) -> impl Iterator<Item = HitId> + '_ {
        let first = self.in_tags.partition_point(|(other, _)| *other < concept);
        self.in_tags[first..].iter().take_while(move |(other, _)| *other == concept).map(|(_, id)| *id)
    }

    /// The hit with this index.
    #[must_use]
    pub fn hit(&self, id: HitId) -> &Hit {
        &self.list[id.0 as usize]
    }

    /// All hits of a concept, in the order of their sentences.
    #[must_use]
    pub fn of(&self, concept: ConceptId) -> &[HitId] {
        self.of_concept.get(concept.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The hits of a concept in these sentences and their asides.
    #[must_use]
    pub fn of_within(&self, concept: ConceptId, sentences: Range<u32>) -> &[HitId] {
        let all = self.of(concept);
        let before = |end: u32| all.partition_point(|&id| self.hit(id).sentence.0 < end);
        &all[before(sentences.start)..before(sentences.end)]
    }
}
