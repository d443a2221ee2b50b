//! Lays the phrases of all vocabulary files out, as the program does with those of a user's. A test compares the two.

use super::lint::role::Role;
use super::vocabulary::lexicon::{Builder, Spelled};
use super::vocabulary::phrase::{self, Variant};
use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

/// What says a concept, and what cancels it.
#[derive(Default)]
struct Concept<'f> {
    name: &'f str,
    /// Each with whether capitals count.
    phrases: Vec<(&'f str, bool)>,
    cancels: Vec<(&'f str, bool)>,
}

impl<'f> Concept<'f> {
    fn add(&mut self, table: &'f DeTable<'f>) -> Option<()> {
        let phrases = |key, exact| Some(texts(table, key)?.into_iter().map(move |text| (text, exact)));
        self.phrases.extend(phrases("phrases", false)?.chain(phrases("exact", true)?));
        self.cancels.extend(phrases("not-phrases", false)?);
        Some(())
    }
}

/// The layout of all phrases of the files with these root tables; none if anything is not as it should be.
pub(super) fn lay_out(roots: &[&DeTable<'_>]) -> Option<Vec<u8>> {
    let vocabularies = roots.iter().filter(|root| Role::of(|key| root.contains_key(key)) == Role::Vocabulary);
    let mut concepts: Vec<Concept<'_>> = Vec::new();
    let mut index = HashMap::new();
    for table in vocabularies.clone().flat_map(|root| tables(root, "concept")) {
        let mut concept = Concept { name: text(table, "id")?, ..Concept::default() };
        concept.add(table)?;
        if index.insert(concept.name, concepts.len()).is_some() {
            return None;
        }
        concepts.push(concept);
    }
    for table in vocabularies.flat_map(|root| tables(root, "extend")) {
        concepts[*index.get(text(table, "concept")?)?].add(table)?;
    }
    let mut builder = Builder::default();
    for concept in &concepts {
        let all = concept.phrases.iter().chain(&concept.cancels);
        let variants: Vec<Vec<Variant>> = all.clone().map(|&(text, exact)| spell(text, exact)).collect::<Option<_>>()?;
        let spelled = all.zip(&variants).enumerate().map(|(number, (&(text, exact), variants))| Spelled {
            number: number as u16,
            cancels: number >= concept.phrases.len(),
            exact: exact.then_some(text),
            variants,
        });
        builder.concept(concept.name, spelled);
    }
    Some(builder.finish())
}

fn spell(text: &str, exact: bool) -> Option<Vec<Variant>> {
    if exact { phrase::exact(text).ok().map(|variant| vec![variant]) } else { phrase::compile(text).ok() }
}

fn tables<'f>(table: &'f DeTable<'f>, key: &str) -> impl Iterator<Item = &'f DeTable<'f>> {
    let array = table.get(key).and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|array| array.iter()).filter_map(|value| value.get_ref().as_table())
}

fn text<'f>(table: &'f DeTable<'f>, key: &str) -> Option<&'f str> {
    table.get(key)?.get_ref().as_str()
}

/// The strings at a key, one or several; none at all is right too.
fn texts<'f>(table: &'f DeTable<'f>, key: &str) -> Option<Vec<&'f str>> {
    match table.get(key).map(toml::Spanned::get_ref) {
        None => Some(Vec::new()),
        Some(DeValue::Array(array)) => array.iter().map(|value| value.get_ref().as_str()).collect(),
        Some(value) => Some(vec![value.as_str()?]),
    }
}
