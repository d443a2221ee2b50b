//! What readers ask of tables, written down while they read tables that have nothing. The schemas are made of this, so that they say
//! what the readers read: a key, its type and its words stand in one place, the reader.
//!
//! A recorded table lacks every key, and hands out recorded tables for those within it. So a reader that is to be recorded asks for all
//! keys before it gives up, and for no key only because another is there ([`Table::define`] is for those).

use super::schema;
use super::table::{Owner, Table};
use crate::source::SourceFile;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use toml::de::DeTable;

/// A record that a table and whoever holds that table in its own record share.
pub(super) type Shared = Rc<RefCell<Record>>;

/// What a key takes.
#[derive(Debug)]
pub(crate) enum Takes {
    /// Something of which nothing is known.
    Anything,
    /// A string.
    Text,
    /// A string or a list of strings.
    Texts,
    /// True or false.
    Flag,
    /// A whole number from 0 up.
    Number,
    /// A number from 0 to 1.
    Share,
    /// A date.
    Date,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// One or a list of these words.
    Choices(Vec<&'static str>),
    /// A table.
    Table(Rc<RefCell<Record>>),
    /// A list of tables.
    Tables(Rc<RefCell<Record>>),
    /// What has this name (see [`Table::define`]).
    Defined(&'static str),
    /// A list, not empty, of what has this name.
    List(&'static str),
}

/// What a table was asked for.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(super) keys: BTreeMap<&'static str, Takes>,
    pub(super) required: BTreeSet<&'static str>,
    /// Of each of these, one key at least must be there.
    pub(super) any_of: Vec<Vec<&'static str>>,
    /// Of each of these, one key must be there and no other.
    pub(super) one_of: Vec<Vec<&'static str>>,
    /// What keys of any other name take.
    pub(super) others: Option<Takes>,
    /// Whether other keys are mistakes.
    pub(super) is_closed: bool,
}

impl Record {
    pub(super) fn note(&mut self, key: &'static str, takes: Takes) {
        let known = self.keys.entry(key).or_insert(Takes::Anything);
        // What is said first says most: a choice is noted as that, and then read as a text.
        if matches!(known, Takes::Anything) {
            *known = takes;
        }
    }

    pub(super) fn require(&mut self, key: &'static str) {
        self.note(key, Takes::Anything);
        self.required.insert(key);
    }
}

/// What all recorded tables of a file share: what is described once and named in several places, a record for each form it has.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    definitions: RefCell<Definitions>,
}

type Definitions = BTreeMap<&'static str, Vec<Shared>>;

impl Recorder {
    /// Begins a definition; whether it had not been begun before.
    pub(super) fn begin(&self, name: &'static str) -> bool {
        let mut definitions = self.definitions.borrow_mut();
        let is_new = !definitions.contains_key(name);
        definitions.entry(name).or_default();
        is_new
    }

    /// Adds a form to a definition.
    pub(super) fn add(&self, name: &'static str, record: Shared) {
        self.definitions.borrow_mut().entry(name).or_default().push(record);
    }
}

/// What the root table of a file was asked for.
#[derive(Debug)]
pub(crate) struct Recorded {
    root: Shared,
    definitions: Definitions,
}

/// Records what `read` asks of the root table of a file, and of the tables within it.
pub(crate) fn record(read: impl FnOnce(&Table<'_>)) -> Recorded {
    let (file, problems, empty) = (Arc::new(SourceFile::from_text("", "")), RefCell::default(), DeTable::new());
    let (recorder, root) = (Recorder::default(), Shared::default());
    let table = Table::recorded(Owner { file: &file, problems: &problems, recorder: Some(&recorder) }, &empty, Rc::clone(&root));
    read(&table);
    table.finish();
    drop(table);
    Recorded { root, definitions: recorder.definitions.into_inner() }
}

impl Recorded {
    /// The keys of the root table.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        self.root.borrow().keys.keys().copied().collect()
    }

    /// The schema of the root table, without that of what it names.
    pub(crate) fn schema(&self) -> Value {
        schema::of_table(&self.root.borrow())
    }

    /// The schemas of what it names.
    pub(crate) fn definitions(&self) -> Map<String, Value> {
        self.definitions.iter().map(|(name, forms)| ((*name).to_owned(), schema::of_forms(forms))).collect()
    }
}
