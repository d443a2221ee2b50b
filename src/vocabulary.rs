//! Hits: the vocabulary of concepts, and the one pass that finds them in a document's folded text.

mod concept;
mod gates;
mod hits;
mod lexicon;
mod matcher;
mod phrase;
mod polarity;
mod regex;
mod scan;
#[cfg(test)]
mod tests;

pub use concept::{Concept, ConceptId, Origin, Vocabulary};
pub use hits::{Hit, HitId, Hits, Polarity};
pub(crate) use lexicon::Lexicon;
pub use matcher::Matcher;
