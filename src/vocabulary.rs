//! Hits: the vocabulary of concepts, and the one pass that finds them in a document's folded text.

mod automaton;
mod concept;
mod hits;
mod phrase;
mod polarity;
#[cfg(test)]
mod tests;

pub use automaton::Matcher;
pub use concept::{Concept, ConceptId, Vocabulary};
pub use hits::{Hit, HitId, Hits, Polarity};
