//! JSON, schema 1: as that of `check` where the two say the same.

use crate::finding::{self, Comparison, DocumentReport};
use crate::lint::Ruleset;
use crate::report::json::{Region, TOOL, Tool, Unread, region, unread};
use crate::report::write_json;
use crate::source::Span;
use serde::Serialize;
use std::io::{self, Write};

/// A whole report of `diff`.
#[derive(Debug, Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    /// What the new versions were compared with.
    against: &'a str,
    documents: Vec<Document<'a>>,
    problems: Vec<Unread<'a>>,
    summary: Summary,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    /// Its path in the new version; none if it was removed.
    path: Option<&'a str>,
    /// Its path in the old version; none if it is new.
    old_path: Option<&'a str>,
    kind: Option<&'static str>,
    old_kind: Option<&'static str>,
    items: Vec<Item<'a>>,
    mentions: Vec<Mentioned<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    lint: &'a str,
    old: Side<'a>,
    new: Side<'a>,
    /// Whether it was stated and is missing or vague now.
    lost: bool,
    law: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Side<'a> {
    status: &'static str,
    place: Option<Place<'a>>,
}

#[derive(Debug, Serialize)]
struct Mentioned<'a> {
    what: &'a str,
    change: &'static str,
    old: Option<Mention<'a>>,
    new: Option<Mention<'a>>,
}

#[derive(Debug, Serialize)]
struct Mention<'a> {
    value: &'a str,
    place: Option<Place<'a>>,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    region: Region<'a>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Summary {
    documents: usize,
    changed: usize,
    lost: usize,
}

/// Writes all comparisons, of so many documents that were `compared`, with the version that `against` names; and what could not be
/// read, with the reasons.
///
/// # Errors
/// If `out` cannot be written to.
pub fn json(
    comparisons: &[Comparison<'_>],
    against: &str,
    compared: usize,
    failures: &[(String, String)],
    ruleset: &Ruleset,
    out: &mut dyn Write,
) -> io::Result<()> {
    let changed = || comparisons.iter().filter(|comparison| !comparison.is_empty());
    let lost = comparisons.iter().flat_map(Comparison::losses).count();
    let report = Report {
        schema: 1,
        tool: TOOL,
        against,
        documents: changed().map(|comparison| document(comparison, ruleset)).collect(),
        problems: unread(failures),
        summary: Summary { documents: compared, changed: changed().count(), lost },
    };
    write_json(&report, out)
}

fn document<'a>(comparison: &'a Comparison<'_>, ruleset: &'a Ruleset) -> Document<'a> {
    let (old, new) = (comparison.versions.old, comparison.versions.new);
    let kind = |report: Option<&DocumentReport>| report.map(|report| report.profile.kind.value.word());
    let item = |item: &'a finding::ItemChange| Item {
        lint: &item.lint,
        old: Side { status: item.old.word(), place: place(old, item.old_place) },
        new: Side { status: item.new.word(), place: place(new, item.new_place) },
        lost: item.is_loss(),
        law: ruleset.law_of(&item.lint).map(|law| law.cite.as_str()).collect(),
    };
    let mention = |report: Option<&'a DocumentReport>, mention: &'a Option<finding::Mention>| {
        mention.as_ref().map(|mention| Mention { value: &mention.value, place: place(report, Some(mention.span)) })
    };
    let mentioned = |change: &'a finding::MentionChange| Mentioned {
        what: &change.what,
        change: super::fate(change),
        old: mention(old, &change.old),
        new: mention(new, &change.new),
    };
    Document {
        path: new.map(|report| report.source.name()),
        old_path: comparison.versions.old_name(),
        kind: kind(new),
        old_kind: kind(old),
        items: comparison.items.iter().map(item).collect(),
        mentions: comparison.mentions.iter().map(mentioned).collect(),
    }
}

fn place(report: Option<&DocumentReport>, span: Option<Span>) -> Option<Place<'_>> {
    let (report, span) = (report?, span?);
    Some(Place { region: region(&report.source, span), text: report.source.slice(span) })
}
