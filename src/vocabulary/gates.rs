//! Regular expressions behind their gates: one pass over the text for all literals that open one.

use super::concept::{ConceptId, Vocabulary};
use crate::document::{Document, TextRange};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

/// The literals that open regular expressions, ready to be looked for.
#[derive(Debug)]
pub(super) struct Gates {
    automaton: Result<AhoCorasick, String>,
    /// For each literal the expressions that it opens.
    opens: Vec<Vec<u32>>,
    /// Concept and index of each expression.
    regexes: Vec<(ConceptId, usize)>,
}

impl Gates {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut index: HashMap<&str, usize> = HashMap::new();
        let (mut literals, mut opens, mut regexes) = (Vec::new(), Vec::<Vec<u32>>::new(), Vec::new());
        for (number, concept) in vocabulary.concepts().iter().enumerate() {
            for (regex, gated) in concept.regexes.iter().enumerate() {
                for literal in &gated.literals {
                    let at = *index.entry(literal).or_insert_with(|| {
                        literals.push(literal.as_str());
                        opens.push(Vec::new());
                        literals.len() - 1
                    });
                    opens[at].push(regexes.len() as u32);
                }
                regexes.push((ConceptId(number as u32), regex));
            }
        }
        let mut builder = AhoCorasick::builder();
        let automaton = builder.match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA)).build(&literals);
        Self { automaton: automaton.map_err(|error| error.to_string()), opens, regexes }
    }

    /// Why it finds nothing, if the literals are too many.
    pub(super) fn failure(&self) -> Option<&str> {
        self.automaton.as_ref().err().map(String::as_str)
    }

    /// What the expressions find in the sentences whose literals open them, by where it ends; and how many bytes they looked through.
    pub(super) fn hits(&self, vocabulary: &Vocabulary, document: &Document) -> (Vec<(TextRange, ConceptId)>, u64) {
        let cased = document.text.cased();
        let (mut hits, mut looked_through) = (Vec::new(), 0);
        for (range, regex) in self.opened(document) {
            looked_through += u64::from(range.end - range.start);
            let (concept, index) = self.regexes[regex as usize];
            let regex = &vocabulary.concept(concept).regexes[index];
            regex.each_match(&cased[range.range()], |found| {
                hits.push((TextRange::new(range.start + found.start as u32, range.start + found.end as u32), concept));
            });
        }
        hits.sort_unstable_by_key(|&(text, concept)| (text.end, text.start, concept));
        (hits, looked_through)
    }

    /// The expressions that literals in the text open, each with the sentence or aside to look in.
    fn opened(&self, document: &Document) -> Vec<(TextRange, u32)> {
        let mut opened = Vec::new();
        let Ok(automaton) = &self.automaton else { return opened };
        if self.regexes.is_empty() {
            return opened;
        }
        // The same literals stand in a sentence many times.
        let mut last = vec![None; self.regexes.len()];
        for found in automaton.find_overlapping_iter(document.text.folded()) {
            let Some(range) = surroundings(document, found.start() as u32) else { continue };
            for &regex in &self.opens[found.pattern().as_usize()] {
                if last[regex as usize].replace(range) != Some(range) {
                    opened.push((range, regex));
                }
            }
        }
        opened.sort_unstable();
        opened.dedup();
        opened
    }
}

/// The sentence or aside that holds byte `at`, as a range of the text.
fn surroundings(document: &Document, at: u32) -> Option<TextRange> {
    let sentence = || document.sentence_at(at).map(|id| document.sentence(id).text);
    document.aside_at(at).map(|aside| aside.text).or_else(sentence)
}
