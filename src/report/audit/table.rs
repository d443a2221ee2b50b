//! One document: its items by status, each with the words that show it.

use super::{STATUSES, clip, counts, is_known, locate, page_of, painted, quote, split, taken_for, words};
use crate::finding::{DocumentReport, Item, RemarkKind, UNKNOWN_KIND};
use crate::report::{inert, wrap};
use std::fmt::Write as _;

/// Width of the column of statuses, of that of line numbers, and of the whole table, in characters.
pub(super) const STATUS_WIDTH: usize = 14;
const LINE_WIDTH: usize = 7;
pub(super) const TABLE_WIDTH: usize = 99;

/// The table for people.
#[must_use]
pub fn table(report: &DocumentReport) -> String {
    let mut out = format!("{}\n", inert(report.source.name()));
    if !is_known(report) {
        let _ = writeln!(out, "{}\n", wrap("  ", &format!("it is not known what kind of document this is: {UNKNOWN_KIND}")));
        return out;
    }
    let items = &report.outcome.items;
    let _ = writeln!(out, "{}", wrap("  ", &(taken_for(report) + &page_of(report))));
    let _ = writeln!(out, "  {}\n", counts(items));
    let name_width = items.iter().map(|item| split(&item.lint).1.len()).max().unwrap_or(0);
    let mut groups: Vec<&str> = items.iter().map(|item| split(&item.lint).0).collect();
    groups.dedup();
    for group in groups {
        let _ = writeln!(out, "{group}/");
        for status in STATUSES {
            let of_group = items.iter().filter(|item| split(&item.lint).0 == group && item.status == status);
            of_group.for_each(|item| row(&mut out, report, item, name_width));
        }
    }
    for remark in report.remarks.iter().filter(|remark| matches!(remark.kind, RemarkKind::Note | RemarkKind::LeftOpen)) {
        let place = remark.span.map_or(String::new(), |span| {
            let (file, located) = report.source.locate(span);
            let other = if report.source.is_own(span) { String::new() } else { format!("{}, ", inert(file.name())) };
            format!("{other}line {}: ", file.place(located.start).line)
        });
        let _ = writeln!(out, "\n{}", wrap("  note: ", &format!("{place}{}", inert(&remark.message))));
    }
    out.push('\n');
    out
}

fn row(out: &mut String, report: &DocumentReport, item: &Item, name_width: usize) {
    let status = painted(item.status, &format!("{:STATUS_WIDTH$}", words(item.status)));
    let evidence = item.shown().map_or(String::new(), |place| {
        let others = item.evidence.len() - 1;
        let more = if others > 0 { format!(" +{others}") } else { String::new() };
        let before = "    ".len() + STATUS_WIDTH + name_width + LINE_WIDTH + "  ".len();
        let width = TABLE_WIDTH.saturating_sub(before + more.len());
        let (file, line) = locate(report, place);
        let other = if report.source.is_own(place.span) { String::new() } else { format!("{}: ", inert(file)) };
        format!("{line:>LINE_WIDTH$}  {}{more}", clip(&format!("{other}{}", quote(report, place)), width))
    });
    let text = format!("  {status}  {:name_width$}{evidence}", split(&item.lint).1);
    let _ = writeln!(out, "{}", text.trim_end());
}
