//! Many documents: items by documents.

use super::{STATUSES, is_known, painted, split, words};
use crate::finding::{DocumentReport, Status};
use crate::report::inert;
use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

/// Documents side by side, and the width of the column of each, in characters: with the names of the items, a line keeps within 100.
const COLUMNS: usize = 19;
const COLUMN_WIDTH: usize = 3;

/// Width of a column of counts, in characters: with the names of the items, a line keeps within 100 too.
const COUNT_WIDTH: usize = 12;

/// More documents than this are only counted: nobody reads so many columns.
const MOST_DOCUMENTS: usize = 5 * COLUMNS;

/// The mark of a status in a cell.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Stated => "+",
        Status::Vague => "~",
        Status::Missing => "x",
        Status::Unclear => "?",
        Status::NotApplicable => ".",
    }
}

/// The matrix for people.
#[must_use]
pub fn matrix(reports: &[DocumentReport]) -> String {
    // The pages of a bundle have their statuses in common: the first stands for all.
    let mut bundles = BTreeSet::new();
    let first = reports.iter().filter(|report| report.bundle.as_ref().is_none_or(|bundle| bundles.insert(bundle)));
    let (known, unknown): (Vec<&DocumentReport>, Vec<&DocumentReport>) = first.partition(|report| is_known(report));
    let mut out = String::new();
    if known.len() > MOST_DOCUMENTS {
        totals(&mut out, &known);
    } else {
        for (index, block) in known.chunks(COLUMNS).enumerate() {
            columns(&mut out, block, index * COLUMNS);
        }
    }
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().take(MOST_DOCUMENTS).map(|report| format!("  {}", inert(report.source.name()))).collect();
        let _ = writeln!(out, "not audited, as their kind is not known:\n{}", names.join("\n"));
        if unknown.len() > names.len() {
            let _ = writeln!(out, "  and {} more", unknown.len() - names.len());
        }
        out.push('\n');
    }
    out
}

/// Values in columns of `width` characters, each at the right of its column.
fn cells(values: impl Iterator<Item = impl Display>, width: usize) -> String {
    values.fold(String::new(), |mut line, value| {
        let _ = write!(line, "{value:>width$}");
        line
    })
}

/// The width of the column of names; they are indented by two.
fn name_width(reports: &[&DocumentReport]) -> usize {
    let names = reports.iter().flat_map(|report| &report.outcome.items).map(|item| split(&item.lint).1.len() + 2);
    names.max().unwrap_or(0).max("missing or vague".len())
}

/// The items of all documents, by name: a lint that one document switches off is there for the others.
fn items<'a>(reports: &[&'a DocumentReport]) -> Vec<&'a str> {
    let mut names: Vec<&str> = reports.iter().flat_map(|report| &report.outcome.items).map(|item| item.lint.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn status(report: &DocumentReport, lint: &str) -> Option<Status> {
    let items = &report.outcome.items;
    items.binary_search_by(|item| item.lint.as_str().cmp(lint)).ok().map(|index| items[index].status)
}

fn is_due(status: Option<Status>) -> bool {
    matches!(status, Some(Status::Missing | Status::Vague))
}

fn columns(out: &mut String, reports: &[&DocumentReport], before: usize) {
    let legend: Vec<String> = STATUSES.iter().rev().map(|&status| format!("{} {}", painted(status, mark(status)), words(status))).collect();
    let _ = writeln!(out, "{}\n", legend.join("   "));
    for (index, report) in reports.iter().enumerate() {
        let (kind, sector) = (report.profile.kind.value, report.profile.sector.value);
        let bundle = report.bundle.as_deref().map(|bundle| format!(", and all of the bundle {}", inert(bundle))).unwrap_or_default();
        let _ = writeln!(out, "{:>4}  {}{bundle} ({kind}, {sector})", before + index + 1, inert(report.source.name()));
    }
    let width = name_width(reports);
    let numbers = cells((1..=reports.len()).map(|index| before + index), COLUMN_WIDTH);
    let _ = writeln!(out, "\n{:width$}{numbers}  due", "");
    let mut group = "";
    for lint in items(reports) {
        let (of, name) = split(lint);
        if of != group {
            let _ = writeln!(out, "{of}/");
            group = of;
        }
        let statuses: Vec<Option<Status>> = reports.iter().map(|report| status(report, lint)).collect();
        let cell = |status: &Option<Status>| match status {
            Some(status) => format!("{:1$}{2}", "", COLUMN_WIDTH - 1, painted(*status, mark(*status))),
            None => " ".repeat(COLUMN_WIDTH),
        };
        let cells: String = statuses.iter().map(cell).collect();
        let due = statuses.iter().filter(|status| is_due(**status)).count();
        let _ = writeln!(out, "  {name:0$}{cells}{due:>5}", width - 2);
    }
    let due_of = |report: &&DocumentReport| report.outcome.items.iter().filter(|item| is_due(Some(item.status))).count();
    let counts: Vec<usize> = reports.iter().map(due_of).collect();
    let numbers = cells(counts.iter(), COLUMN_WIDTH);
    let _ = writeln!(out, "{:width$}{numbers}{:>5}\n", "missing or vague", counts.iter().sum::<usize>());
}

/// How many documents have each status, item by item.
fn totals(out: &mut String, reports: &[&DocumentReport]) {
    let _ = writeln!(out, "{} documents; `--format csv` has one line for each of them and each item\n", reports.len());
    let width = name_width(reports);
    let head = |&status: &Status| if status == Status::NotApplicable { "n/a" } else { status.word() };
    let _ = writeln!(out, "{:width$}{}", "", cells(STATUSES.iter().map(head), COUNT_WIDTH));
    let mut group = "";
    for lint in items(reports) {
        let (of, name) = split(lint);
        if of != group {
            let _ = writeln!(out, "{of}/");
            group = of;
        }
        let count = |wanted| reports.iter().filter(|report| status(report, lint) == Some(wanted)).count();
        let _ = writeln!(out, "  {name:0$}{1}", width - 2, cells(STATUSES.iter().map(|&wanted| count(wanted)), COUNT_WIDTH));
    }
    out.push('\n');
}
