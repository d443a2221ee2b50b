//! What must hold of the folded text of any document, and of the map from it to the source.
#![allow(unreachable_pub, reason = "the fuzz targets use this from another package")]

use noticelint::document::{BLOCK_BORDER, Document, HOLE, TextRange};
use noticelint::source::Span;

/// Asserts that the parts of a document fit together and lie in its source.
pub fn check_structure(document: &Document, source: &str) {
    let folded = document.text.folded();
    assert_eq!(folded.len(), document.text.cased().len());
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.text.start >= end, "blocks do not overlap");
        end = block.text.end;
        let words = document.text.slice(block.text);
        assert!(!words.is_empty() && words.trim() == words && !words.contains("  "), "{words:?} begins and ends with a word");
        assert!(!words.contains(BLOCK_BORDER), "{words:?} is one block");
        assert_eq!(block.span, document.text.to_source(block.text));
        assert!(block.lead_in.is_none_or(|id| (id.0 as usize) < document.blocks.len()));
    }
    for sentence in &document.sentences {
        assert!(document.block(sentence.block).text.contains(sentence.text), "a sentence lies in its block");
        assert!(!sentence.text.is_empty());
    }
    for section in &document.sections {
        assert!(section.first <= section.end && section.end.0 as usize <= document.blocks.len());
    }
    let spans = document.links.iter().map(|link| link.span).chain(document.asides.iter().map(|aside| aside.span));
    let spans = spans.chain(document.comments.iter().copied()).chain(document.controls.iter().map(|control| control.span));
    let spans = spans.chain(document.holes.iter().flat_map(|hole| [hole.span, hole.expression]));
    let spans = spans.chain(document.headers.iter().map(|header| header.span)).chain(document.parts.iter().map(|part| part.span));
    for span in spans.chain(document.troubles.iter().map(|trouble| trouble.span)).chain(document.front_matter) {
        assert!(source.get(span.range()).is_some(), "{span:?} lies in the source");
    }
    for range in document.links.iter().flat_map(|link| [link.text, link.target]).chain(document.asides.iter().map(|aside| aside.text)) {
        assert!(folded.get(range.range()).is_some());
    }
    for control in &document.controls {
        assert!(control.label.is_none_or(|id| (id.0 as usize) < document.blocks.len()));
    }
}

/// Every character of the running text comes from the source, in order, and is what stands there unless it was folded or decoded.
pub fn check_characters(document: &Document, source: &str) {
    // What a tag prints is known where the same file sets it.
    let is_printed = |span: Span| document.holes.binary_search_by_key(&span.start, |hole| hole.span.start).is_ok();
    let mut last = 0;
    for block in &document.blocks {
        for (at, c) in document.text.cased()[block.text.range()].char_indices() {
            let start = block.text.start + at as u32;
            let span = document.text.to_source(TextRange::new(start, start + c.len_utf8() as u32));
            let written = source.get(span.range()).expect("on borders of characters");
            assert!(span.start >= last || c == '.' || c == 'f' || c == 'i', "{c:?} at {span:?} comes after {last}");
            last = last.max(span.start);
            // An entity, or an escape of JSON, JavaScript or YAML.
            let is_decoded = written.starts_with(['&', '\\']) || c == ' ' || c == HOLE || c == '\u{fffd}';
            let is_folded = "'\"-.".contains(c) || written == "\u{fb01}" || written == "''";
            assert!(
                written.starts_with(c) && written.len() == c.len_utf8() || is_decoded || is_folded || is_printed(span),
                "{c:?} is not {written:?}"
            );
        }
    }
}
