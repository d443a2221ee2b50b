//! `[[document]]`: what holds of the files that a glob matches.

use super::{levels, place, read};
use crate::data::{Table, Text};
use crate::finding::{Choice, Declared};
use crate::lint::{CHANNELS, JURISDICTIONS, KINDS, LIST_BASES, SECTORS};
use globset::GlobSet;
use std::sync::Arc;

/// What is declared of the files that a glob matches.
#[derive(Debug)]
pub(super) struct DocumentRule {
    pub(super) files: GlobSet,
    pub(super) declared: Declared,
    /// What is said of lints.
    pub(super) choice: Arc<Choice>,
    /// Each word that is declared, with its key and its place.
    pub(super) words: Vec<(&'static str, Text)>,
}

/// Reads one `[[document]]` table; names of lints and groups are added to `names`.
pub(super) fn read(table: &Table<'_>, names: &mut Vec<Text>) -> DocumentRule {
    table.require(&["files"]);
    let files = read::globs(table, "files").1;
    let mut words = Vec::new();
    let kind = declare(table, "kind", KINDS, &mut words);
    let sector = declare(table, "sector", SECTORS, &mut words);
    let channel = declare(table, "channel", CHANNELS, &mut words).map(|(channel, _)| channel);
    let list = declare(table, "list", LIST_BASES, &mut words).map(|(list, _)| list);
    let jurisdiction = declare(table, "jurisdiction", JURISDICTIONS, &mut words).map(|(jurisdiction, _)| jurisdiction);
    let choice = levels::read(table, names);
    table.finish();
    DocumentRule { files, declared: Declared { kind, sector, channel, list, jurisdiction }, choice: Arc::new(choice), words }
}

/// What is declared with `key`, and where; its word is added to `words`.
fn declare<T: Copy>(
    table: &Table<'_>,
    key: &'static str,
    choices: &[(&'static str, T)],
    words: &mut Vec<(&'static str, Text)>,
) -> Option<(T, String)> {
    let value = table.choice(key, choices)?;
    words.extend(table.text(key).map(|text| (key, text)));
    Some((value, place(table.file(), table.key_span(key))))
}
