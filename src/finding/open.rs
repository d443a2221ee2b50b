//! Whether text that is not in the file may say what was not found in it.
//!
//! Absence can be claimed of a page only as far as the page is there: an included partial, or texts looked up by keys in a locale
//! file, may hold the item. The frame of a site (header, navigation, scripts) holds none, and is included almost everywhere.

use crate::document::{Document, Hole, HoleRole, is_frame};
use crate::source::{SourceFile, Span};

/// One looked-up text for this many sentences in the file, or more, and the page's text lives elsewhere.
const SENTENCES_PER_LOOKUP: usize = 4;

/// The first tag that prints some of the page's own text out of another file, if enough of it is kept elsewhere to matter.
pub(super) fn text_elsewhere(source: &SourceFile, document: &Document) -> Option<Span> {
    let of = |role| document.holes.iter().filter(move |hole| hole.role == role);
    let frame = |hole: &&Hole| is_frame(source.slice(hole.expression));
    let body = document.sentences.iter().filter(|sentence| document.block(sentence.block).kind.is_body()).count();
    let mostly_looked_up = of(HoleRole::Lookup).count() * SENTENCES_PER_LOOKUP > body;
    let lookup = of(HoleRole::Lookup).next().filter(|_| mostly_looked_up);
    of(HoleRole::Include).find(|hole| !frame(hole)).or(lookup).map(|hole| hole.span)
}
