//! How a document is told that only points to a fuller one.

use crate::data::Table;
use crate::vocabulary::{ConceptId, Vocabulary};

/// A document of few words that has one of these concepts is a pointer, or the short layer of a fuller notice.
#[derive(Clone, Debug)]
pub struct PointerRule {
    /// What such a document says.
    pub concepts: Vec<ConceptId>,
    /// The most words that it has.
    pub words: u64,
    /// Whether the sentence that says it must have a link.
    pub link: bool,
}

/// Reads the `[[pointer]]` tables of a file.
pub(super) fn read(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<PointerRule> {
    let read = |table: Table<'_>| {
        table.require(&["concepts", "words"]);
        let concepts = table.texts("concepts").iter().filter_map(|name| vocabulary.resolve(&table, name)).collect();
        let words = table.number("words").unwrap_or(0);
        let link = table.flag("link").unwrap_or(false);
        table.finish();
        PointerRule { concepts, words, link }
    };
    root.tables("pointer").into_iter().map(read).collect()
}
