//! The law table: provisions that lints cite by key, with the days from and to which they are in force.

use crate::data::{Problem, Table, Text};
use crate::source::{SourceFile, Span};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Index of a provision in its [`LawTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvisionId(usize);

/// A provision of an Act, a regulation or another instrument.
#[derive(Clone, Debug)]
pub struct Provision {
    /// The key by which lints cite it.
    pub key: String,
    /// How it is cited in print: `UK GDPR Art 13(2)(a)`.
    pub cite: String,
    /// What it asks, in plain words.
    pub says: String,
    /// Where it is published.
    pub url: String,
    /// The first day on which it is in force.
    pub from: Date,
    /// The first day on which it is no longer in force.
    pub to: Option<Date>,
    /// How this entry was checked.
    pub check: Checked,
    /// When it was checked.
    pub checked: Date,
    file: Arc<SourceFile>,
    span: Span,
}

impl Provision {
    /// Whether it is in force on `day`.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// How an entry of the law table was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// The text of the statute was read.
    Statute,
    /// The regulator's guidance was read.
    Guidance,
    /// Only commentary was read.
    Commentary,
    /// Settled law, from general knowledge.
    Settled,
    /// Not checked: may not support an error.
    Unverified,
}

const CHECKS: &[(&str, Checked)] = &[
    ("statute", Checked::Statute),
    ("guidance", Checked::Guidance),
    ("commentary", Checked::Commentary),
    ("settled", Checked::Settled),
    ("unverified", Checked::Unverified),
];

/// All provisions.
#[derive(Clone, Debug, Default)]
pub struct LawTable {
    provisions: Vec<Provision>,
    by_key: HashMap<String, ProvisionId>,
}

impl LawTable {
    /// The provision with this index.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id.0]
    }

    /// All provisions, in the order in which they were read.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// Looks a citation up, reporting an unknown one at its place.
    pub fn resolve(&self, table: &Table<'_>, cite: &Text) -> Option<ProvisionId> {
        let found = self.by_key.get(&cite.value).copied();
        if found.is_none() {
            let message = format!("the law table has no provision `{}`", cite.value);
            let otherwise = "provisions are declared with `[[provision]]` in a file under `law/`";
            let problem = Problem::new("data/unknown-law", table.file(), cite.span, message);
            let problem = problem.suggest(&cite.value, self.by_key.keys().map(String::as_str), otherwise);
            table.report_problem(problem);
        }
        found
    }

    /// Reads the `[[provision]]` tables of one file.
    pub(super) fn read(&mut self, root: &Table<'_>) {
        for table in root.tables("provision") {
            let key = table.required("key");
            let (cite, says, url) = (table.required("cite"), table.required("says"), table.required("url"));
            let (from, to, checked) = (table.date("from"), table.date("to"), table.date("checked"));
            let check = table.choice("check", CHECKS);
            table.require(&["from", "checked", "check"]);
            table.finish();
            let (Some(key), Some(cite), Some(says), Some(url)) = (key, cite, says, url) else { continue };
            let (Some(from), Some(checked), Some(check)) = (from, checked, check) else { continue };
            if let Some(other) = self.by_key.get(&key.value) {
                let other = self.provision(*other);
                let problem =
                    Problem::new("data/duplicate", table.file(), key.span, format!("the provision `{}` is declared twice", key.value));
                table.report_problem(problem.related(&other.file, other.span, "first declared here"));
                continue;
            }
            self.by_key.insert(key.value.clone(), ProvisionId(self.provisions.len()));
            self.provisions.push(Provision {
                key: key.value,
                cite: cite.value,
                says: says.value,
                url: url.value,
                from,
                to,
                check,
                checked,
                file: Arc::clone(table.file()),
                span: key.span,
            });
        }
    }
}
