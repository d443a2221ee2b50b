//! A bundle: the items of all its pages as those of one notice, each with the page and the words that show it.

use super::table::{STATUS_WIDTH, TABLE_WIDTH};
use super::{STATUSES, clip, counts, is_known, locate, painted, quote, split, taken_for, words};
use crate::finding::{DocumentReport, Evidence, Item};
use crate::report::inert;
use std::fmt::Write as _;

/// Whether these are pages of one bundle, and nothing else is.
#[must_use]
pub fn is_bundle(pages: &[DocumentReport]) -> bool {
    pages.first().is_some_and(|first| first.bundle.is_some() && pages.iter().all(|page| page.bundle == first.bundle))
}

/// The table for people, of the pages of one bundle.
#[must_use]
pub fn bundle(pages: &[DocumentReport]) -> String {
    let Some(first) = pages.iter().find(|page| is_known(page)).or(pages.first()) else { return String::new() };
    let name = inert(first.bundle.as_deref().unwrap_or_default());
    let mut out = format!("bundle {name}, {} {}\n", pages.len(), if pages.len() == 1 { "page" } else { "pages" });
    for page in pages {
        let _ = writeln!(out, "  - {}", inert(page.source.name()));
    }
    let items = &first.outcome.items;
    let _ = writeln!(out, "  {}\n  {}\n", taken_for(first), counts(items));
    let name_width = items.iter().map(|item| split(&item.lint).1.len()).max().unwrap_or(0);
    let mut groups: Vec<&str> = items.iter().map(|item| split(&item.lint).0).collect();
    groups.dedup();
    for group in groups {
        let _ = writeln!(out, "{group}/");
        for status in STATUSES {
            let of_group = items.iter().filter(|item| split(&item.lint).0 == group && item.status == status);
            of_group.for_each(|item| row(&mut out, pages, item, name_width));
        }
    }
    out.push('\n');
    out
}

fn row(out: &mut String, pages: &[DocumentReport], item: &Item, name_width: usize) {
    let status = painted(item.status, &format!("{:STATUS_WIDTH$}", words(item.status)));
    let same = |page: &'_ DocumentReport| page.outcome.items.iter().position(|other| other.lint == item.lint);
    let here = pages.iter().filter_map(|page| Some((page, &page.outcome.items[same(page)?])));
    let places: Vec<(&DocumentReport, &Evidence)> = here.filter_map(|(page, item)| Some((page, item.shown()?))).collect();
    let satisfying = || places.iter().find(|(_, place)| place.satisfies);
    let evidence = satisfying().or(places.first()).map_or(String::new(), |(page, place)| {
        let (file, line) = locate(page, place);
        let before = "    ".len() + STATUS_WIDTH + name_width + "  ".len();
        format!("  {}", clip(&format!("{}:{line}  {}", inert(file), quote(page, place)), TABLE_WIDTH.saturating_sub(before)))
    });
    let text = format!("  {status}  {:name_width$}{evidence}", split(&item.lint).1);
    let _ = writeln!(out, "{}", text.trim_end());
}
