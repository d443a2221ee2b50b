//! What is compared between two versions of a document besides its items: recipients, lawful bases, periods.

use crate::data::Table;
use crate::vocabulary::{ConceptId, Vocabulary};

/// Something of which a document may name one or several.
#[derive(Clone, Debug)]
pub struct Watch {
    /// What one of them is called: `recipient`.
    pub what: String,
    /// What several are called.
    pub plural: String,
    /// The `require` lint to which a place must speak to count.
    pub item: String,
    /// What names them.
    pub values: Vec<WatchedValue>,
    /// Whether a denied mention counts as well.
    pub denied: bool,
    /// Whether one that takes another's place in a sentence is a change of its own.
    pub by_place: bool,
}

/// What names one or several of a [`Watch`].
#[derive(Clone, Debug)]
pub struct WatchedValue {
    /// What its hits stand for; none: each wording stands for itself.
    pub called: Option<String>,
    /// What says it.
    pub concepts: Vec<ConceptId>,
}

/// Reads the `[[watch]]` tables of a file.
pub(super) fn read(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<Watch> {
    let read = |table: Table<'_>| {
        let (what, plural, item) = (table.required("what"), table.required("plural"), table.required("item"));
        let mut values: Vec<WatchedValue> = table.tables("values").iter().filter_map(|value| read_value(value, vocabulary)).collect();
        let concepts = concepts(&table, vocabulary);
        if !concepts.is_empty() {
            values.push(WatchedValue { called: None, concepts });
        }
        if !table.has_any(&["values", "concepts"]) {
            table.missing("concepts");
        }
        let (denied, by_place) = (table.flag("denied").unwrap_or(false), table.flag("by-place").unwrap_or(false));
        table.finish();
        Some(Watch { what: what?.value, plural: plural?.value, item: item?.value, values, denied, by_place })
    };
    root.tables("watch").into_iter().filter_map(read).collect()
}

fn read_value(table: &Table<'_>, vocabulary: &Vocabulary) -> Option<WatchedValue> {
    let called = table.required("called");
    table.require(&["concepts"]);
    let concepts = concepts(table, vocabulary);
    table.finish();
    Some(WatchedValue { called: Some(called?.value), concepts })
}

fn concepts(table: &Table<'_>, vocabulary: &Vocabulary) -> Vec<ConceptId> {
    table.texts("concepts").iter().filter_map(|name| vocabulary.resolve(table, name)).collect()
}
