//! Findings that were known before: kept in a file, and taken out of what is reported.

use super::check::DocumentReport;
use super::engine::Finding;
use crate::data::Problem;
use crate::source::{SourceFile, Span};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::num::NonZeroU64;
use std::sync::Arc;

/// The only schema that there is of the file.
const SCHEMA: u64 = 1;

/// Findings that are known, each with how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<Key, u64>,
}

/// What equal findings have in common. The order is that of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    lint: String,
    fingerprint: String,
}

/// Equal findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// The document, from the folder of the baseline.
    pub path: String,
    /// The lint.
    pub lint: String,
    /// The fingerprint.
    #[serde(deserialize_with = "fingerprint")]
    pub fingerprint: String,
    /// How many there are.
    pub count: NonZeroU64,
}

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema", deserialize_with = "schema")]
    _schema: (),
    findings: Vec<Recorded>,
}

fn schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    match u64::deserialize(deserializer)? {
        SCHEMA => Ok(()),
        other => Err(D::Error::custom(format!("it is of schema {other}, and this version of noticelint reads schema {SCHEMA}"))),
    }
}

fn fingerprint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let is_hex = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_hex { Ok(text) } else { Err(D::Error::custom("a fingerprint is 16 digits of 0-9 and a-f")) }
}

/// What a document is called in a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path.
    pub own: String,
    /// The path under which that is kept which the notice lacks that it is a page of; its own, if it is one by itself.
    pub notice: String,
    /// Whether all pages of that notice were checked.
    pub is_whole: bool,
}

impl Place {
    /// The path under which a finding of `lint` is kept.
    fn of(&self, report: &DocumentReport, lint: &str) -> &str {
        if is_item(report, lint) { &self.notice } else { &self.own }
    }
}

/// Which findings a run tells of, whether there are any or not.
#[derive(Debug)]
pub struct Coverage<'a> {
    documents: BTreeSet<&'a str>,
    notices: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
}

impl<'a> Coverage<'a> {
    /// That of `reports`, which are called as `places` says.
    #[must_use]
    pub fn new(reports: &'a [DocumentReport], places: &'a [Place]) -> Self {
        Self {
            documents: places.iter().map(|place| place.own.as_str()).collect(),
            notices: places.iter().filter(|place| place.is_whole).map(|place| place.notice.as_str()).collect(),
            items: reports.iter().flat_map(|report| &report.outcome.items).map(|item| item.lint.as_str()).collect(),
        }
    }

    /// Whether it tells of all findings of `lint` that are kept under `path`.
    #[must_use]
    pub fn holds(&self, path: &str, lint: &str) -> bool {
        if self.items.contains(lint) { self.notices.contains(path) } else { self.documents.contains(path) }
    }
}

/// Whether findings of `lint` are about what the document as a whole lacks: there is one at most.
fn is_item(report: &DocumentReport, lint: &str) -> bool {
    report.outcome.items.binary_search_by(|item| item.lint.as_str().cmp(lint)).is_ok()
}

impl Baseline {
    /// The findings of `reports`, which are called as `places` says, one for each.
    #[must_use]
    pub fn of(reports: &[DocumentReport], places: &[Place]) -> Self {
        let mut baseline = Self::default();
        for (report, place) in reports.iter().zip(places) {
            for finding in &report.outcome.findings {
                baseline.add(Key::new(place.of(report, &finding.lint), finding), 1);
            }
        }
        baseline
    }

    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it, at its place.
    pub fn read(file: &Arc<SourceFile>) -> Result<Self, Box<Problem>> {
        let read: File = serde_json::from_str(file.text()).map_err(|error| {
            let span = span_of(file, &error);
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            let problem = Problem::new("baseline/malformed", file, span, format!("this baseline cannot be read: {message}"));
            Box::new(problem.help("mend it; or delete it, and write it anew with `noticelint baseline`"))
        })?;
        let mut baseline = Self::default();
        for Recorded { path, lint, fingerprint, count } in read.findings {
            baseline.add(Key { path, lint, fingerprint }, count.get());
        }
        Ok(baseline)
    }

    fn add(&mut self, key: Key, count: u64) {
        let known = self.counts.entry(key).or_default();
        // Whoever merges two versions by hand may have left both.
        *known = known.saturating_add(count);
    }

    /// The file: one line for equal findings, sorted, so that changes to different documents do not meet.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{{\n\"schema\": {SCHEMA},\n\"findings\": [");
        for (index, recorded) in self.recorded().enumerate() {
            let line = serde_json::to_string(&recorded).unwrap_or_default();
            let _ = write!(text, "{}\n{line}", if index == 0 { "" } else { "," });
        }
        text.push_str("\n]\n}\n");
        text
    }

    /// What is known, in the order of the file.
    pub fn recorded(&self) -> impl Iterator<Item = Recorded> + '_ {
        let recorded = |(key, &count): (&Key, &u64)| {
            let Key { path, lint, fingerprint } = key.clone();
            Some(Recorded { path, lint, fingerprint, count: NonZeroU64::new(count)? })
        };
        self.counts.iter().filter_map(recorded)
    }

    /// How many findings there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.values().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// Takes over what `other` knows and is `wanted`, by path and lint, except where something is known already.
    pub fn keep(&mut self, other: &Self, wanted: impl Fn(&str, &str) -> bool) {
        let has = |key: &Key| self.from(&key.path, &key.lint).next().is_some();
        let kept: Vec<(Key, u64)> = other
            .counts
            .iter()
            .filter(|(key, _)| wanted(&key.path, &key.lint) && !has(key))
            .map(|(key, &count)| (key.clone(), count))
            .collect();
        self.counts.extend(kept);
    }

    /// What is known of a lint in a document.
    fn from(&self, path: &str, lint: &str) -> impl Iterator<Item = &Key> {
        let from = Key { path: path.to_owned(), lint: lint.to_owned(), fingerprint: String::new() };
        self.counts.range(from..).map(|(key, _)| key).take_while(move |key| key.path == path && key.lint == lint)
    }

    /// Takes the findings that are known out of `reports`, which are called as `places` says, and counts them there. Returns what is known
    /// and was not found.
    ///
    /// A finding is known if there is one with its fingerprint, and each is known as often as it is counted; the one in the same document
    /// first, then one in a document that was checked too or is not there any more (`exists`), so that a file may be renamed and text be
    /// moved. Of what a document as a whole lacks, it is known by its path as long as the document is there.
    #[must_use]
    pub fn subtract(&self, reports: &mut [DocumentReport], places: &[Place], exists: impl Fn(&str) -> bool) -> Self {
        let mut left = self.clone();
        let mut taken: Vec<BTreeSet<usize>> = Vec::with_capacity(reports.len());
        for (report, place) in reports.iter().zip(places) {
            let findings = report.outcome.findings.iter().enumerate();
            taken.push(findings.filter(|(_, finding)| left.take_here(report, place, finding)).map(|(index, _)| index).collect());
        }
        let checked: BTreeSet<&str> = places.iter().flat_map(|place| [place.own.as_str(), place.notice.as_str()]).collect();
        let mut elsewhere = Elsewhere::new(&left, &checked, exists);
        for (report, taken) in reports.iter().zip(&mut taken) {
            for (index, finding) in report.outcome.findings.iter().enumerate() {
                if !taken.contains(&index)
                    && let Some(key) = elsewhere.find(finding, is_item(report, &finding.lint))
                {
                    left.take(&key);
                    taken.insert(index);
                }
            }
        }
        for (report, taken) in reports.iter_mut().zip(taken) {
            report.baselined += taken.len();
            let mut index = 0..;
            report.outcome.findings.retain(|_| index.next().is_none_or(|index| !taken.contains(&index)));
        }
        left
    }

    /// Takes one finding that is known in the same document; whether there is one.
    fn take_here(&mut self, report: &DocumentReport, place: &Place, finding: &Finding) -> bool {
        let key = Key::new(place.of(report, &finding.lint), finding);
        if self.take(&key) {
            return true;
        }
        // A document lacks a thing once, whatever it is called by now.
        let other = self.from(&key.path, &key.lint).next().filter(|_| is_item(report, &finding.lint)).cloned();
        other.is_some_and(|other| self.take(&other))
    }

    fn take(&mut self, key: &Key) -> bool {
        let Some(count) = self.counts.get_mut(key) else { return false };
        *count -= 1;
        if *count == 0 {
            self.counts.remove(key);
        }
        true
    }
}

impl Key {
    fn new(path: &str, finding: &Finding) -> Self {
        Self { path: path.to_owned(), lint: finding.lint.clone(), fingerprint: finding.fingerprint.clone() }
    }
}

/// What is known of other documents, by lint and fingerprint; that which is taken last comes first.
struct Elsewhere {
    by: HashMap<(String, String), Vec<Left>>,
}

/// What is left of one entry.
struct Left {
    key: Key,
    count: u64,
    /// Whether its document is not there any more.
    is_gone: bool,
}

impl Elsewhere {
    /// What is left in `baseline` of documents that were checked, or are not there.
    fn new(baseline: &Baseline, checked: &BTreeSet<&str>, exists: impl Fn(&str) -> bool) -> Self {
        let mut by: HashMap<(String, String), Vec<Left>> = HashMap::new();
        let mut asked: Option<(&str, bool)> = None;
        for (key, &count) in baseline.counts.iter().rev() {
            let is_checked = checked.contains(key.path.as_str());
            let is_gone = match asked {
                Some((path, is_gone)) if path == key.path => is_gone,
                _ => !is_checked && !exists(&key.path),
            };
            asked = Some((&key.path, is_gone));
            if is_checked || is_gone {
                by.entry((key.lint.clone(), key.fingerprint.clone())).or_default().push(Left { key: key.clone(), count, is_gone });
            }
        }
        // What is in a document that is gone is more likely to be meant.
        for left in by.values_mut() {
            left.sort_by_key(|left| left.is_gone);
        }
        Self { by }
    }

    /// One that has not been taken; for an `item`, of a document that is gone.
    fn find(&mut self, finding: &Finding, item: bool) -> Option<Key> {
        let known = self.by.get_mut(&(finding.lint.clone(), finding.fingerprint.clone()))?;
        let left = known.last_mut().filter(|left| left.is_gone || !item)?;
        let key = left.key.clone();
        left.count -= 1;
        if left.count == 0 {
            known.pop();
        }
        Some(key)
    }
}

/// Where a mistake stands that `error` tells of: the rest of the word or of the line from there.
fn span_of(file: &SourceFile, error: &serde_json::Error) -> Span {
    let text = file.text();
    let line = error.line().saturating_sub(1);
    let start = if line == 0 { 0 } else { text.match_indices('\n').nth(line - 1).map_or(text.len(), |(at, _)| at + 1) };
    let at = text.floor_char_boundary((start + error.column().saturating_sub(1)).min(text.len()));
    let rest = &text[at..];
    let length = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    Span::new(at as u32, (at + length.max(rest.chars().next().map_or(0, char::len_utf8))) as u32)
}
