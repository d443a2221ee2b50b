//! Takes out of the findings of a run what somebody allows, and tells which allows suppress nothing.

use super::allow::{Allow, Origin, Scope, Suppressed};
use super::check::DocumentReport;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// The findings of one lint that nothing suppresses yet, by where they begin; the number is that in the report.
type Remaining = BTreeMap<String, BTreeSet<(u32, usize)>>;

/// What became of the allows of a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Those that suppress something.
    pub used: BTreeSet<Origin>,
    /// Those that could have.
    pub asked: BTreeSet<Origin>,
}

/// Moves findings of all documents of a run that are allowed to `suppressed`, and adds findings about allows that suppress nothing in
/// any of them: a file may be part of several documents.
pub fn suppress(reports: &mut [DocumentReport]) -> Tally {
    let mut tally = Tally::default();
    for report in reports.iter_mut() {
        let allows = std::mem::take(&mut report.allows);
        suppress_in(report, &allows, &mut tally.used);
        tally.asked.extend(allows.iter().filter(|allow| allow.asked).map(|allow| allow.origin.clone()));
        report.allows = allows;
    }
    let mut told = tally.used.clone();
    for report in reports {
        let unused: Vec<&Allow> = report.allows.iter().filter(|allow| allow.unused.is_some()).collect();
        let new = unused.into_iter().filter(|allow| told.insert(allow.origin.clone()));
        let findings: Vec<_> = new.filter_map(|allow| allow.unused.as_deref().cloned()).collect();
        report.outcome.add(findings);
    }
    tally
}

fn suppress_in(report: &mut DocumentReport, allows: &[Allow], used: &mut BTreeSet<Origin>) {
    if allows.is_empty() {
        return;
    }
    let mut remaining = Remaining::new();
    for (index, finding) in report.outcome.findings.iter().enumerate() {
        remaining.entry(finding.lint.clone()).or_default().insert((finding.labels[0].span.start, index));
    }
    let mut by: BTreeMap<usize, &Allow> = BTreeMap::new();
    // In a file that is put in, all places are looked at; once is enough.
    let mut looked: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut sorted: Vec<&Allow> = allows.iter().collect();
    sorted.sort_by_key(|allow| (allow.origin.form, rank(allow.scope)));
    for allow in sorted {
        if allow.scope == Scope::File && !looked.insert((&allow.name, &allow.origin.path)) {
            continue;
        }
        for index in take(report, allow, &mut remaining) {
            by.insert(index, allow);
            used.insert(allow.origin.clone());
        }
    }
    let findings = std::mem::take(&mut report.outcome.findings);
    for (index, finding) in findings.into_iter().enumerate() {
        match by.get(&index) {
            Some(allow) => {
                report.suppressed.push(Suppressed { finding, reason: allow.reason.clone(), origin: allow.origin.clone() });
            }
            None => report.outcome.findings.push(finding),
        }
    }
}

/// What comes nearest to a finding comes first; among those that hold for a part, the one that was closed first.
fn rank(scope: Scope) -> u8 {
    match scope {
        Scope::Within(_) => 0,
        Scope::File => 1,
        Scope::Document => 2,
        Scope::Notice => 3,
    }
}

/// Takes the findings that `allow` holds for out of those that remain.
fn take(report: &DocumentReport, allow: &Allow, remaining: &mut Remaining) -> Vec<usize> {
    let mut taken = Vec::new();
    let is_named = |lint: &str| lint.strip_prefix(&allow.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    for (lint, places) in remaining
        .range_mut::<str, _>((Bound::Included(allow.name.as_str()), Bound::Unbounded))
        .take_while(|(lint, _)| lint.starts_with(&allow.name))
    {
        if !is_named(lint) {
            continue;
        }
        let in_file = |index: usize| {
            let span = report.outcome.findings[index].labels[0].span;
            report.source.locate(span).0.name() == allow.origin.path
        };
        let found: Vec<(u32, usize)> = match allow.scope {
            Scope::Within(span) => places.range((span.start, 0)..(span.end, 0)).copied().collect(),
            Scope::File => places.iter().copied().filter(|&(_, index)| in_file(index)).collect(),
            Scope::Document => places.iter().copied().collect(),
            Scope::Notice if report.outcome.items.iter().any(|item| item.lint == *lint) => places.iter().copied().collect(),
            Scope::Notice => Vec::new(),
        };
        for place in found {
            places.remove(&place);
            taken.push(place.1);
        }
    }
    taken
}
