//! What two versions of a document name: which recipients, lawful bases and periods came and went.

use crate::document::{Document, SentenceId, TextRange, folded, parse};
use crate::finding::DocumentReport;
use crate::lint::{Ruleset, Watch};
use crate::source::Span;
use crate::vocabulary::{Hits, Polarity};
use std::collections::{BTreeMap, BTreeSet};

/// A recipient, a lawful basis, a period at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named, as people read it.
    pub value: String,
    /// The same for whatever means the same.
    key: String,
    /// The words that name it.
    pub span: Span,
    /// The sentence, item or cell with these words.
    pub sentence: Span,
    /// The words of the sentence before and after it.
    around: [String; 2],
}

/// What one version names and the other does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionChange {
    /// What it is: `recipient`.
    pub what: String,
    /// What several of them are called.
    pub plural: String,
    /// Named in the old version; none if it was added.
    pub old: Option<Mention>,
    /// Named in the new version; none if it was dropped.
    pub new: Option<Mention>,
}

/// How many bytes of a sentence are looked at on each side of a mention to tell its place.
const WINDOW: u32 = 200;

pub(super) fn compare(old: &DocumentReport, new: &DocumentReport, ruleset: &Ruleset) -> Vec<MentionChange> {
    let (old, new) = (Read::new(old, ruleset), Read::new(new, ruleset));
    let mut changes = Vec::new();
    for watch in &ruleset.watched {
        let pairs = difference(old.mentions(watch), new.mentions(watch), watch.by_place);
        changes.extend(pairs.into_iter().map(|(old, new)| MentionChange {
            what: watch.what.clone(),
            plural: watch.plural.clone(),
            old,
            new,
        }));
    }
    changes
}

/// A version, read once more for what it names.
struct Read<'r> {
    report: &'r DocumentReport,
    document: Document,
    hits: Hits,
}

impl<'r> Read<'r> {
    fn new(report: &'r DocumentReport, ruleset: &Ruleset) -> Self {
        let document = parse(&report.source, report.format);
        let hits = ruleset.matcher.hits(&document);
        Self { report, document, hits }
    }

    /// What is named in the places that speak to the item, in the order of reading; where one name holds another, the longer.
    fn mentions(&self, watch: &Watch) -> Vec<Mention> {
        let items = self.report.outcome.items.iter().filter(|item| item.lint == watch.item);
        let evidence: BTreeSet<Span> = items.flat_map(|item| &item.evidence).map(|place| place.span).collect();
        let mut found: Vec<(TextRange, SentenceId, Option<&str>)> = Vec::new();
        for value in &watch.values {
            let hits = value.concepts.iter().flat_map(|&concept| self.hits.of(concept)).map(|&id| self.hits.hit(id));
            let counted = hits.filter(|hit| hit.polarity == Polarity::Affirmed || (watch.denied && hit.polarity == Polarity::Negated));
            found.extend(counted.map(|hit| (hit.text, hit.sentence, value.called.as_deref())));
        }
        found.sort_by_key(|(text, ..)| (text.start, std::cmp::Reverse(text.end)));
        let mut end = 0;
        let mut mentions = Vec::new();
        for (text, sentence, called) in found {
            let is_inside = called.is_none() && text.end <= end;
            let place = self.document.text.to_source(self.document.sentence(sentence).text);
            if is_inside || !evidence.contains(&place) {
                continue;
            }
            end = text.end;
            mentions.push(self.mention(text, sentence, place, called));
        }
        mentions
    }

    fn mention(&self, text: TextRange, sentence: SentenceId, place: Span, called: Option<&str>) -> Mention {
        let words = without_lead(&self.document.text.cased()[text.range()]);
        let around = self.around(text, self.document.sentence(sentence).text);
        Mention {
            key: called.map_or_else(|| key(words), str::to_owned),
            value: called.unwrap_or(words).to_owned(),
            span: self.document.text.to_source(text),
            sentence: place,
            around,
        }
    }

    /// The words of the sentence before and after its words at `text`; no more than a window of them, however long it is. A hit that
    /// lies beside the sentence has none.
    fn around(&self, text: TextRange, sentence: TextRange) -> [String; 2] {
        if !sentence.contains(text) {
            return Default::default();
        }
        let folded = self.document.text.folded();
        let start = folded.ceil_char_boundary((text.start.saturating_sub(WINDOW)).max(sentence.start) as usize);
        let end = folded.floor_char_boundary(text.end.saturating_add(WINDOW).min(sentence.end) as usize);
        [&folded[start..text.start as usize], &folded[text.end as usize..end]].map(str::to_owned)
    }
}

type Pair = (Option<Mention>, Option<Mention>);

/// What is named on one side only; and, by place, what stands on the new side where something else stood on the old one.
fn difference(old: Vec<Mention>, new: Vec<Mention>, by_place: bool) -> Vec<Pair> {
    let (mut old, mut new) = (old, new);
    let mut pairs = Vec::new();
    if by_place {
        drop_pairs(&mut old, &mut new, |mention| (mention.key.clone(), mention.around.clone()));
        let framed = drop_pairs(&mut old, &mut new, |mention| (String::new(), mention.around.clone()));
        pairs.extend(framed.into_iter().filter(|(old, new)| old.key != new.key).map(|(old, new)| (Some(old), Some(new))));
    }
    let keys = |mentions: &[Mention]| mentions.iter().map(|mention| mention.key.clone()).collect::<BTreeSet<String>>();
    let (old_keys, new_keys) = (keys(&old), keys(&new));
    let lacking = |mentions: Vec<Mention>, other: &BTreeSet<String>| {
        let mut seen = BTreeSet::new();
        mentions.into_iter().filter(|mention| !other.contains(&mention.key) && seen.insert(mention.key.clone())).collect::<Vec<_>>()
    };
    let (mut dropped, mut added) = (lacking(old, &new_keys), lacking(new, &old_keys));
    if by_place && dropped.len() == 1 && added.len() == 1 {
        pairs.push((dropped.pop(), added.pop()));
    }
    pairs.extend(dropped.into_iter().map(|mention| (Some(mention), None)));
    pairs.extend(added.into_iter().map(|mention| (None, Some(mention))));
    pairs
}

type Mark = (String, [String; 2]);

/// Takes out of both lists what has the same mark, one for one in the order of reading, and returns it in pairs.
fn drop_pairs(old: &mut Vec<Mention>, new: &mut Vec<Mention>, mark: impl Fn(&Mention) -> Mark) -> Vec<(Mention, Mention)> {
    let mut marked: BTreeMap<Mark, Vec<Mention>> = BTreeMap::new();
    for mention in old.drain(..).rev() {
        marked.entry(mark(&mention)).or_default().push(mention);
    }
    let mut pairs = Vec::new();
    let mut rest = Vec::new();
    for mention in new.drain(..) {
        match marked.get_mut(&mark(&mention)).and_then(Vec::pop) {
            Some(partner) => pairs.push((partner, mention)),
            None => rest.push(mention),
        }
    }
    *new = rest;
    *old = marked.into_values().flatten().collect();
    old.sort_by_key(|mention| mention.span);
    pairs
}

/// Words before a name that are not part of it.
const LEADS: &[&str] = &[
    "a",
    "about",
    "an",
    "and",
    "any",
    "approximately",
    "are",
    "around",
    "as",
    "by",
    "every",
    "for",
    "include",
    "includes",
    "including",
    "its",
    "namely",
    "of",
    "on",
    "or",
    "other",
    "our",
    "over",
    "than",
    "the",
    "their",
    "through",
    "to",
    "under",
    "via",
    "with",
    "within",
    "your",
];

fn without_lead(words: &str) -> &str {
    let mut rest = words;
    while let Some((first, after)) = rest.split_once(' ') {
        if !LEADS.contains(&first.trim_end_matches(':').to_lowercase().as_str()) || is_time(after) {
            break;
        }
        rest = after;
    }
    rest
}

/// Units of time, and how many of the first of a kind each is.
const UNITS: &[(&str, &str, u32)] = &[
    ("second", "second", 1),
    ("minute", "minute", 1),
    ("hour", "hour", 1),
    ("day", "day", 1),
    ("week", "day", 7),
    ("fortnight", "day", 14),
    ("month", "month", 1),
    ("year", "month", 12),
    ("decade", "month", 120),
];

/// Whether `words` are a unit of time alone, so that "a" before them counts.
fn is_time(words: &str) -> bool {
    UNITS.iter().any(|(unit, ..)| words.trim_end_matches('s').eq_ignore_ascii_case(unit))
}

const NUMBERS: &[(&str, u32)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("eighteen", 18),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// What is the same for words that mean the same: "six years", "6 years" and "72 months"; "insurer" and "insurers".
fn key(words: &str) -> String {
    let text = folded(words).to_lowercase();
    let tokens: Vec<&str> = text.split([' ', '-']).filter(|token| !token.is_empty()).collect();
    let Some((last, before)) = tokens.split_last() else { return text };
    let last = last.strip_suffix('s').unwrap_or(last);
    let number = before.iter().try_fold(0u32, |sum, token| {
        let value = NUMBERS.iter().find(|(word, _)| word == token).map(|(_, value)| *value).or_else(|| token.parse().ok())?;
        sum.checked_add(value)
    });
    match (UNITS.iter().find(|(unit, ..)| *unit == last), number) {
        (Some((_, base, size)), Some(number)) if !before.is_empty() => format!("{} {base}", u64::from(number) * u64::from(*size)),
        _ => [before, &[last]].concat().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_the_same_length_are_the_same() {
        for (one, other) in
            [("six years", "6 years"), ("twelve months", "a year"), ("twenty-eight days", "4 weeks"), ("1 year", "12-month")]
        {
            assert_eq!(key(one), key(other), "{one}, {other}");
        }
        for (one, other) in [("six years", "six months"), ("6 academic years", "6 years"), ("two to three years", "five years")] {
            assert_ne!(key(one), key(other), "{one}, {other}");
        }
        assert_eq!(key("4294967295 decades"), "515396075400 month");
    }

    #[test]
    fn a_name_is_what_is_left_without_the_words_before_it() {
        assert_eq!(without_lead("with our insurers"), "insurers");
        assert_eq!(without_lead("including: The Marlow Trust"), "Marlow Trust");
        assert_eq!(without_lead("for a year"), "a year");
        assert_eq!(without_lead("with"), "with");
    }
}
