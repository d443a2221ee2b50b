//! What changed in meaning between two versions of a document: items, and the recipients, lawful bases and periods that it names.

mod mention;

pub use mention::{Mention, MentionChange};

use super::check::DocumentReport;
use super::engine::{Item, Status};
use crate::lint::{Kind, Ruleset};
use crate::source::Span;
use std::collections::BTreeMap;

/// Two versions of a document; one of them may not be there.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'r> {
    /// The version before; none if the document is new.
    pub old: Option<&'r DocumentReport>,
    /// The version after; none if the document was removed.
    pub new: Option<&'r DocumentReport>,
    /// The name of the version before, where its report does not have it: a renamed file is read by its new name.
    pub former: Option<&'r str>,
}

/// What changed between two versions of a document.
#[derive(Clone, Debug)]
pub struct Comparison<'r> {
    /// The versions.
    pub versions: Versions<'r>,
    /// Items with another status, in the order of their lints.
    pub items: Vec<ItemChange>,
    /// What one version names and the other does not, in the order in which the ruleset watches it; none unless both are there.
    pub mentions: Vec<MentionChange>,
}

/// An item with another status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// The `require` lint.
    pub lint: String,
    /// Its status before.
    pub old: Status,
    /// Its status after.
    pub new: Status,
    /// The words that show the status before, in the old version.
    pub old_place: Option<Span>,
    /// The words that show the status after, in the new version.
    pub new_place: Option<Span>,
}

impl ItemChange {
    /// Whether the document said before what it does not say any more.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.old == Status::Stated && matches!(self.new, Status::Missing | Status::Vague)
    }
}

impl<'r> Versions<'r> {
    /// What changed between them.
    #[must_use]
    pub fn compare(self, ruleset: &Ruleset) -> Comparison<'r> {
        let mentions = match (self.old, self.new) {
            (Some(old), Some(new)) => mention::compare(old, new, ruleset),
            // All that a document names came or went with it.
            _ => Vec::new(),
        };
        Comparison { versions: self, items: self.items(), mentions }
    }

    /// What the version before was called, if there is one.
    #[must_use]
    pub fn old_name(self) -> Option<&'r str> {
        self.former.or(self.old.map(|report| report.source.name()))
    }

    fn items(self) -> Vec<ItemChange> {
        let (old, new) = (by_name(self.old), by_name(self.new));
        let mut names: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
        names.sort_unstable();
        names.dedup();
        let changed = |lint: &str| {
            let (old, new) = (old.get(lint).copied(), new.get(lint).copied());
            // A version without a word states nothing; but nothing is missing from it that was not asked of the other.
            let status = |this: Option<&Item>, other: Option<&Item>| match (this, other) {
                (Some(item), _) => item.status,
                (None, Some(Item { status: Status::NotApplicable, .. })) => Status::NotApplicable,
                (None, _) => Status::Missing,
            };
            let (before, after) = (status(old, new), status(new, old));
            (before != after).then(|| ItemChange {
                lint: lint.to_owned(),
                old: before,
                new: after,
                old_place: old.and_then(shown),
                new_place: new.and_then(shown),
            })
        };
        names.into_iter().filter_map(changed).collect()
    }
}

fn by_name(report: Option<&DocumentReport>) -> BTreeMap<&str, &Item> {
    report.into_iter().flat_map(|report| &report.outcome.items).map(|item| (item.lint.as_str(), item)).collect()
}

/// The place that shows best why an item has its status.
fn shown(item: &Item) -> Option<Span> {
    item.shown().map(|place| place.span)
}

impl Comparison<'_> {
    /// The items that were stated and are missing or vague now.
    pub fn losses(&self) -> impl Iterator<Item = &ItemChange> {
        self.items.iter().filter(|item| item.is_loss())
    }

    /// What the document was taken for before and after, if these differ.
    #[must_use]
    pub fn kinds(&self) -> Option<(Kind, Kind)> {
        let (old, new) = (self.versions.old?.profile.kind.value, self.versions.new?.profile.kind.value);
        (old != new).then_some((old, new))
    }

    /// Whether anything changed in meaning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.mentions.is_empty() && self.kinds().is_none()
    }
}
