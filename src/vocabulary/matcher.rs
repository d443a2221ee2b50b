//! A vocabulary made ready for the one pass over a document's text.

use super::concept::{ConceptId, Vocabulary};
use super::gates::Gates;
use super::hits::{self, Hits};
use super::lexicon::{Builder, Lexicon, Spelled};
use super::polarity;
use super::scan::Scan;
use crate::document::Document;
use std::collections::BTreeSet;

/// A vocabulary made ready for matching. Made once for a run and shared by all threads.
#[derive(Debug)]
pub struct Matcher {
    pub(super) vocabulary: Vocabulary,
    pub(super) lexicon: Lexicon,
    pub(super) gates: Gates,
    negator: Option<ConceptId>,
}

impl Matcher {
    /// Makes a vocabulary ready whose references have been checked; see [`Self::failure`].
    #[must_use]
    pub fn new(vocabulary: Vocabulary) -> Self {
        Self::with(vocabulary, None)
    }

    /// Makes a vocabulary ready whose phrases have been laid out, or are laid out now.
    pub(crate) fn with(vocabulary: Vocabulary, lexicon: Option<Lexicon>) -> Self {
        let lexicon = lexicon.unwrap_or_else(|| lay_out(&vocabulary));
        let gates = Gates::new(&vocabulary);
        let negator = vocabulary.id("negator");
        Self { vocabulary, lexicon, gates, negator }
    }

    /// Why it finds nothing, if the literals of its regular expressions are too many for one automaton.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.gates.failure()
    }

    /// The vocabulary it was made of.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Its phrases, laid out.
    #[cfg(test)]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Finds every concept in `document`, in one pass over its text.
    #[must_use]
    pub fn hits(&self, document: &Document) -> Hits {
        let scan = Scan::run(self, document);
        let mut hits = hits::sift(document, scan.found, &scan.cancelled);
        polarity::settle(document, &mut hits, self.negator);
        Hits::index(hits, self.vocabulary.concepts().len())
    }

    /// How many steps it takes to find every concept in `document`: what time depends on, and the same on every machine.
    #[must_use]
    pub fn work(&self, document: &Document) -> u64 {
        Scan::run(self, document).work
    }

    /// The phrases that `document` reaches, by concept and number: those that say the concept first, then those that cancel it.
    #[must_use]
    pub fn phrases_in(&self, document: &Document) -> BTreeSet<(ConceptId, u16)> {
        let scan = Scan::run(self, document);
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

/// Lays out the phrases of a vocabulary.
fn lay_out(vocabulary: &Vocabulary) -> Lexicon {
    let mut builder = Builder::default();
    for concept in vocabulary.concepts() {
        let phrases = concept.phrases.iter().chain(&concept.cancels).enumerate().map(|(number, phrase)| Spelled {
            number: number as u16,
            cancels: number >= concept.phrases.len(),
            exact: phrase.exact.then_some(phrase.source.value.as_str()),
            variants: &phrase.variants,
        });
        builder.concept(&concept.id, phrases);
    }
    Lexicon::new(builder.finish()).unwrap_or_default()
}
