//! Bundles of a run: the pages that belong to those that are asked about.

use super::include::Whole;
use super::session::Session;
use crate::config::Bundle;
use crate::finding::{self, Page, Settings};
use crate::lint::{Basis, Known};
use crate::source::{self, Format, Found};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The pages of bundles that are not `asked` about, of which a page is.
pub(super) fn other_pages<'p>(bundles: &[Bundle], asked: impl Iterator<Item = &'p Path>) -> Vec<Found> {
    if bundles.is_empty() {
        return Vec::new();
    }
    let asked: BTreeSet<PathBuf> = asked.filter_map(|path| path.canonicalize().ok()).collect();
    let mut others = Vec::new();
    for bundle in bundles {
        let is_asked: Vec<bool> = bundle.pages.iter().map(|page| page.canonicalize().is_ok_and(|page| asked.contains(&page))).collect();
        if is_asked.contains(&true) {
            let missing = bundle.pages.iter().zip(is_asked).filter(|(_, is_asked)| !is_asked).map(|(page, _)| page);
            others.extend(missing.map(|page| Found {
                path: page.clone(),
                name: source::display_name(page),
                format: Format::of_any(&page.to_string_lossy()),
            }));
        }
    }
    others
}

/// Makes the reports on pages of a bundle speak for the bundle as a whole; those that were not asked about are in `others`, and are
/// read only for what they say.
pub(super) fn merge(session: &Session, wholes: &mut [Whole], mut others: Vec<Whole>) {
    for bundle in &session.bundles {
        let pages: BTreeSet<PathBuf> = bundle.pages.iter().filter_map(|page| page.canonicalize().ok()).collect();
        let is_page = |whole: &&mut Whole| whole.path.as_ref().is_some_and(|path| pages.contains(path));
        let asked = wholes.iter_mut().filter(is_page).map(|whole| (whole, true));
        let mut members: Vec<(&mut Whole, bool)> = asked.chain(others.iter_mut().filter(is_page).map(|whole| (whole, false))).collect();
        members.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        presume_kind(session, &mut members);
        let mut pages: Vec<Page<'_>> = members.into_iter().map(|(whole, shown)| Page { report: &mut whole.report, shown }).collect();
        finding::merge(&bundle.name, &mut pages);
    }
}

/// Takes pages whose kind nothing tells for what the first page is whose kind is known: they are parts of one notice.
fn presume_kind(session: &Session, members: &mut [(&mut Whole, bool)]) {
    let known = members.iter().map(|(whole, _)| &whole.report).find(|report| report.profile.kind.basis != Basis::Unknown);
    let Some(known) = known else { return };
    let basis = match &known.profile.kind.basis {
        Basis::Declared(place) => Basis::Declared(format!("for {}, a page of the same bundle, {place}", known.source.name())),
        other => other.clone(),
    };
    let presumed = Known { value: known.profile.kind.value, basis };
    for (whole, _) in members.iter_mut().filter(|(whole, _)| whole.report.profile.kind.basis == Basis::Unknown) {
        let settings = Settings { presumed: Some(presumed.clone()), ..session.settings(&whole.given) };
        whole.report = finding::check(whole.report.source.clone(), whole.report.format, &session.ruleset, &settings);
    }
}
