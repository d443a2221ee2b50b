//! One layered notice over several pages: what one of them says need not be said by the others.

use super::allow::{Allow, Scope};
use super::check::{DocumentReport, Open, Remark, RemarkKind};
use super::engine::Status;
use std::collections::BTreeSet;

/// A page of a bundle.
#[derive(Debug)]
pub struct Page<'r> {
    /// The report on the page alone, which becomes the report on it as a part of the whole.
    pub report: &'r mut DocumentReport,
    /// Whether findings may be shown in it: it is one of those that were asked about.
    pub shown: bool,
}

/// Makes of the reports on single `pages`, which are in the order of their names, a report on the bundle called `name`.
///
/// What must be said has one status for all pages: it is stated if any page states it, else vague if any page is vague about it,
/// else missing if every page lacks it, and is reported once, in the first page. What must not be said stays where it is.
pub fn merge(name: &str, pages: &mut [Page<'_>]) {
    let lints: BTreeSet<String> = pages.iter().flat_map(|page| &page.report.outcome.items).map(|item| item.lint.clone()).collect();
    for lint in &lints {
        settle(lint, name, pages);
    }
    for page in pages.iter_mut() {
        let report = &mut *page.report;
        report.bundle = Some(name.to_owned());
        report.remarks.retain(|remark| remark.kind != RemarkKind::LeftOpen);
        report.remarks.extend(Remark::left_open(report.open, &report.outcome));
    }
    share_allows(pages);
}

/// What is allowed in a whole page and is an item of the notice is allowed in the page in which it is reported.
fn share_allows(pages: &mut [Page<'_>]) {
    let is_whole = |allow: &&Allow| matches!(allow.scope, Scope::Document);
    let whole: Vec<Vec<Allow>> = pages.iter().map(|page| page.report.allows.iter().filter(is_whole).cloned().collect()).collect();
    for (index, page) in pages.iter_mut().enumerate() {
        let others = whole.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, allows)| allows);
        page.report.allows.extend(others.map(|allow| Allow { scope: Scope::Notice, unused: None, ..allow.clone() }));
    }
}

/// Gives all pages the one status of a lint, and leaves one finding at most.
fn settle(lint: &str, name: &str, pages: &mut [Page<'_>]) {
    let status = together(lint, pages);
    let count = pages.len();
    // The date or the words of one page may raise a level; the notice is one.
    let of_lint = pages.iter().flat_map(|page| &page.report.outcome.findings).filter(|finding| finding.lint == lint);
    let level = of_lint.map(|finding| finding.level).max();
    let mut is_due = matches!(status, Status::Vague | Status::Missing);
    for page in pages {
        let outcome = &mut page.report.outcome;
        let Some(item) = outcome.items.iter_mut().find(|item| item.lint == lint) else { continue };
        let is_here = is_due && page.shown && item.status == status;
        item.status = status;
        is_due = is_due && !is_here;
        outcome.findings.retain(|finding| is_here || finding.lint != lint);
        for finding in outcome.findings.iter_mut().filter(|finding| finding.lint == lint) {
            finding.level = level.unwrap_or(finding.level);
        }
        if status == Status::Missing {
            for label in outcome.findings.iter_mut().filter(|finding| finding.lint == lint).flat_map(|finding| &mut finding.labels) {
                if label.message.is_empty() && count > 1 {
                    label.message = format!("none of the {count} pages of the bundle `{name}` does");
                }
            }
        }
    }
}

/// The status of a lint for all pages together.
fn together(lint: &str, pages: &[Page<'_>]) -> Status {
    let items =
        || pages.iter().filter_map(|page| Some((page.report.outcome.items.iter().find(|item| item.lint == lint)?, page.report.open)));
    let any = |status: Status| items().any(|(item, _)| item.status == status);
    if items().all(|(item, _)| item.status == Status::NotApplicable) {
        Status::NotApplicable
    } else if items().any(|(item, _)| item.evidence.iter().any(|place| place.satisfies)) {
        Status::Stated
    } else if any(Status::Vague) {
        Status::Vague
    } else if items().any(|(item, open)| item.status == Status::Unclear && !matches!(open, Some(Open::Pointer(..)))) {
        // Text that is kept elsewhere may say it. A pointer is most likely one to another page of the bundle, and says nothing.
        Status::Unclear
    } else if any(Status::Missing) {
        Status::Missing
    } else {
        Status::Unclear
    }
}
