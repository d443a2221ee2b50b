//! Tells what a document is and whose it is, where nobody has said so.

use super::dated::dated;
use crate::document::{BlockKind, Document};
use crate::lint::{Basis, Channel, Jurisdiction, Kind, Known, Profile, Ruleset, Sector};
use crate::vocabulary::{ConceptId, Hits};
use std::collections::BTreeMap;

/// Points for a word of a kind in the path, and for a title of that kind.
const PATH_WEIGHT: u64 = 2;
const TITLE_WEIGHT: u64 = 3;

/// The profile that path and words of a document suggest.
#[must_use]
pub fn tell(ruleset: &Ruleset, document: &Document, hits: &Hits, path: &str) -> Profile {
    Profile {
        kind: kind(ruleset, document, hits, path),
        sector: sector(ruleset, hits),
        channel: channel(ruleset, hits, path),
        list: None,
        verdict: None,
        jurisdiction: Jurisdiction::Uk,
        dated: dated(ruleset, document, hits),
        facts: BTreeMap::new(),
    }
}

fn kind(ruleset: &Ruleset, document: &Document, hits: &Hits, path: &str) -> Known<Kind> {
    let path = plain_path(path);
    let scores = ruleset.kinds.iter().map(|rule| {
        let in_path = rule.paths.iter().any(|word| path.contains(word.as_str()));
        let titled = rule.titles.iter().any(|&concept| is_titled(document, hits, concept));
        let score = u64::from(in_path) * PATH_WEIGHT + u64::from(titled) * TITLE_WEIGHT + weigh(hits, &rule.evidence);
        (rule, in_path, score)
    });
    let best =
        scores.filter(|(rule, _, score)| *score >= rule.threshold).max_by_key(|(rule, _, score)| (*score, std::cmp::Reverse(rule.kind)));
    match best {
        Some((rule, in_path, _)) => Known { value: rule.kind, basis: if in_path { Basis::Path } else { Basis::Evidence } },
        None => Known { value: Kind::Other, basis: Basis::Unknown },
    }
}

/// A path as the words in rules are written.
fn plain_path(path: &str) -> String {
    path.to_lowercase().replace(['_', ' '], "-")
}

fn channel(ruleset: &Ruleset, hits: &Hits, path: &str) -> Option<Channel> {
    let path = plain_path(path);
    let scores = ruleset.channels.iter().map(|rule| {
        let in_path = rule.paths.iter().any(|word| path.contains(word.as_str()));
        (rule, u64::from(in_path) * PATH_WEIGHT + weigh(hits, &rule.evidence))
    });
    let best =
        scores.filter(|(rule, score)| *score >= rule.threshold).max_by_key(|(rule, score)| (*score, std::cmp::Reverse(rule.channel)));
    best.map(|(rule, _)| rule.channel)
}

fn sector(ruleset: &Ruleset, hits: &Hits) -> Known<Sector> {
    let scores = ruleset.sectors.iter().map(|rule| (rule, weigh(hits, &rule.evidence)));
    let best = scores.filter(|(rule, score)| *score >= rule.threshold).max_by_key(|(rule, score)| (*score, std::cmp::Reverse(rule.sector)));
    match best {
        Some((rule, _)) => Known { value: rule.sector, basis: Basis::Evidence },
        None => Known { value: Sector::General, basis: Basis::Unknown },
    }
}

/// The weights of the concepts that the text has, each counted once.
fn weigh(hits: &Hits, evidence: &[(ConceptId, u64)]) -> u64 {
    evidence.iter().filter(|(concept, _)| !hits.of(*concept).is_empty()).map(|(_, weight)| weight).sum()
}

/// Whether the title or one of the first two headings has the concept.
fn is_titled(document: &Document, hits: &Hits, concept: ConceptId) -> bool {
    let mut headings = 0;
    for (index, sentence) in document.sentences.iter().enumerate() {
        match document.block(sentence.block).kind {
            BlockKind::Title => {}
            BlockKind::Heading(_) if headings < 2 => headings += 1,
            _ => continue,
        }
        let index = index as u32;
        if !hits.of_within(concept, index..index + 1).is_empty() {
            return true;
        }
    }
    false
}
