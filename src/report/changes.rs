//! What changed in meaning between two versions: for people, for pull requests, for machines.

mod human;
mod json;
mod markdown;

pub use human::human;
pub use json::json;
pub use markdown::markdown;

use super::audit::clip;
use super::{count, inert};
use crate::finding::{Comparison, DocumentReport, ItemChange, MentionChange, Status};
use crate::source::Span;

/// Longest quotation, in characters.
const QUOTE_WIDTH: usize = 200;

/// Words of one of the versions, harmless to print, and the 1-based line on which they begin.
struct Quote {
    line: u32,
    text: String,
}

fn quote(report: Option<&DocumentReport>, span: Option<Span>) -> Option<Quote> {
    let (report, span) = (report?, span?);
    let (file, located) = report.source.locate(span);
    let text = inert(report.source.slice(span)).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Quote { line: file.place(located.start).line, text: clip(&text, QUOTE_WIDTH) })
}

/// The words that show the status of an item before and after.
fn of_item(comparison: &Comparison<'_>, item: &ItemChange) -> [Option<Quote>; 2] {
    [quote(comparison.versions.old, item.old_place), quote(comparison.versions.new, item.new_place)]
}

/// The sentences in which something is named before and after.
fn of_mention(comparison: &Comparison<'_>, change: &MentionChange) -> [Option<Quote>; 2] {
    let [old, new] = [&change.old, &change.new].map(|mention| mention.as_ref().map(|mention| mention.sentence));
    [quote(comparison.versions.old, old), quote(comparison.versions.new, new)]
}

/// What the document is called, and what it was called before, if that is another name.
fn names(comparison: &Comparison<'_>) -> (String, Option<String>) {
    let versions = comparison.versions;
    let (old, new) = (versions.old_name().map(inert), versions.new.map(|report| inert(report.source.name())));
    match (old, new) {
        (Some(old), Some(new)) => (new.clone(), Some(old).filter(|old| *old != new)),
        (old, new) => (new.or(old).unwrap_or_default(), None),
    }
}

/// What became of something that is named.
fn fate(change: &MentionChange) -> &'static str {
    match (&change.old, &change.new) {
        (None, _) => "added",
        (_, None) => "dropped",
        _ => "changed",
    }
}

/// What is named before and after.
fn named(change: &MentionChange) -> String {
    let values = change.old.iter().chain(&change.new).map(|mention| inert(&mention.value));
    values.collect::<Vec<_>>().join(" -> ")
}

/// The changes of what is named, by what it is.
fn by_plural<'c>(comparison: &'c Comparison<'_>) -> Vec<(&'c str, Vec<&'c MentionChange>)> {
    let mut groups: Vec<(&str, Vec<&MentionChange>)> = Vec::new();
    for change in &comparison.mentions {
        match groups.iter_mut().find(|(plural, _)| *plural == change.plural) {
            Some((_, group)) => group.push(change),
            None => groups.push((&change.plural, vec![change])),
        }
    }
    groups
}

/// What all comparisons come to, in a sentence without its full stop.
fn conclusion(comparisons: &[Comparison<'_>], compared: usize) -> String {
    let changed = comparisons.iter().filter(|comparison| !comparison.is_empty()).count();
    if compared == 0 {
        return "no document differs".to_owned();
    }
    if changed == 0 {
        return format!("no change in meaning was found; {} compared", count(compared, "document"));
    }
    let lost = |status: Status| {
        let number = comparisons.iter().flat_map(Comparison::losses).filter(|item| item.new == status).count();
        let what = if status == Status::Missing { "missing" } else { "vague" };
        match number {
            0 => None,
            1 => Some(format!("1 item that was stated is {what} now")),
            number => Some(format!("{number} items that were stated are {what} now")),
        }
    };
    let losses: Vec<String> = [Status::Missing, Status::Vague].into_iter().filter_map(lost).collect();
    let losses = if losses.is_empty() { "nothing that was stated is missing now".to_owned() } else { losses.join(", ") };
    format!("{} changed in meaning, of {compared} compared; {losses}", count(changed, "document"))
}
