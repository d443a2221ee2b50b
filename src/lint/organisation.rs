//! What an organisation declares of itself, once for all its documents.

use super::profile::{FACTS, Fact, LIST_BASES, ListBasis, SECTORS, Sector};
use crate::data::Table;
use crate::document::folded;
use crate::source::Span;
use std::collections::BTreeMap;

/// An organisation's own facts: `[organisation]` in `noticelint.toml`, `organisation` in an example of a lint.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// What it does, and where that is declared.
    pub sector: Option<(Sector, Span)>,
    /// On what basis the people are on its lists to whom it sends messages, unless a message declares another.
    pub list: Option<ListBasis>,
    /// What holds of it and what does not.
    pub facts: BTreeMap<Fact, bool>,
    /// Its name, then what else it is known as.
    pub names: Vec<String>,
    /// E-mail addresses and telephone numbers at which it can be reached.
    pub contact: Vec<String>,
    /// Those at which its data protection officer can be reached.
    pub dpo_contact: Vec<String>,
    /// Its numbers in the Information Commissioner's register of fee payers.
    pub registration: Vec<String>,
}

/// Something declared that documents are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// Its names: one of them wherever the controller is named, if the controller is named at all.
    Name,
    /// How it can be reached: one of these wherever contact details stand.
    Contact,
    /// How its data protection officer can be reached: nothing else where that is told.
    DpoContact,
    /// Its registration with the Information Commissioner.
    Registration,
    /// A fact that it denies.
    Denied(Fact),
}

/// The declarations other than facts, as lint files call them.
pub(super) const DECLARATIONS: &[(&str, Declaration)] = &[
    ("name", Declaration::Name),
    ("contact", Declaration::Contact),
    ("dpo-contact", Declaration::DpoContact),
    ("ico-registration", Declaration::Registration),
];

impl Organisation {
    /// What is declared, as it was written; nothing for facts.
    #[must_use]
    pub fn declared(&self, declaration: Declaration) -> &[String] {
        match declaration {
            Declaration::Name => &self.names,
            Declaration::Contact => &self.contact,
            Declaration::DpoContact => &self.dpo_contact,
            Declaration::Registration => &self.registration,
            Declaration::Denied(_) => &[],
        }
    }
}

/// Reads the keys of `table`.
pub(crate) fn read(table: &Table<'_>) -> Organisation {
    let texts = |key| -> Vec<String> {
        let texts = table.texts(key);
        for text in texts.iter().filter(|text| folded(&text.value).is_empty()) {
            table.report("data/empty", text.span, format!("`{key}` is empty here"));
        }
        texts.into_iter().map(|text| text.value).filter(|text| !folded(text).is_empty()).collect()
    };
    let mut names = texts("name");
    names.extend(texts("also-known-as"));
    let sector = table.choice("sector", SECTORS).map(|sector| (sector, table.key_span("sector")));
    let list = table.choice("list", LIST_BASES);
    let facts = FACTS.iter().filter_map(|(word, fact)| Some((*fact, table.flag(word)?))).collect();
    let (contact, dpo_contact, registration) = (texts("contact"), texts("dpo-contact"), texts("ico-registration"));
    table.finish();
    Organisation { sector, list, facts, names, contact, dpo_contact, registration }
}
