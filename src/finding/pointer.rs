//! Whether a document only points to a fuller one: "see our full privacy notice", and little else.
//!
//! Much that such a page lacks is said where it points to. Full notices point to others as well, so that only short documents count.

use crate::document::{Document, count_words};
use crate::lint::{PointerRule, Ruleset};
use crate::source::Span;
use crate::vocabulary::{Hits, Polarity};

/// The first sentence that makes `document` a pointer, and how many words the document has.
pub(super) fn find(ruleset: &Ruleset, document: &Document, hits: &Hits) -> Option<(Span, usize)> {
    let body = document.blocks.iter().filter(|block| block.kind.is_body());
    let words: usize = body.map(|block| count_words(document.text.slice(block.text))).sum();
    let is_body = |sentence| document.block(document.sentence(sentence).block).kind.is_body();
    let has_link = |sentence| document.links.iter().any(|link| link.sentence == Some(sentence));
    let points = |rule: &PointerRule| {
        let hits = rule.concepts.iter().flat_map(|&concept| hits.of(concept)).map(|&id| hits.hit(id));
        let affirmed = hits.filter(|hit| hit.polarity == Polarity::Affirmed).map(|hit| hit.sentence);
        affirmed.filter(|&sentence| is_body(sentence) && (!rule.link || has_link(sentence))).min()
    };
    let first = ruleset.pointers.iter().filter(|rule| words as u64 <= rule.words).filter_map(points).min()?;
    Some((document.text.to_source(document.sentence(first).text), words))
}
