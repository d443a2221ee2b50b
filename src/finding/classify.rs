//! Whether a message is direct marketing: what in it speaks for and against is weighed, and the first row of the decision table that
//! matches decides.

use crate::document::{Document, SentenceId, parse};
use crate::lint::{Basis, Channel, Kind, Known, Marketing, PRIVATE_SENDER, Profile, ProvisionId, Row, Ruleset, Sector, SenderGroup, Side};
use crate::lint::{Signal, UNKNOWN_SENDER, Verdict};
use crate::source::{Format, SourceFile, Span};
use crate::vocabulary::{HitId, Hits, Polarity};
use std::collections::BTreeSet;

/// From this weight on a signal makes the sentence it stands in a promotional one.
const PROMOTES: u64 = 2;

/// What a message was taken for, and why.
#[derive(Clone, Debug)]
pub struct Classification {
    /// The answer.
    pub verdict: Verdict,
    /// Whether the signals leave little doubt.
    pub sure: bool,
    /// The number of the row of the decision table that decided; none if no row matched.
    pub row: Option<u64>,
    /// Why, in one sentence.
    pub reason: String,
    /// The provisions that the row rests on.
    pub law: Vec<ProvisionId>,
    /// The groups of senders that the sender is in.
    pub senders: Vec<String>,
    /// What speaks for and against, in the order of the text.
    pub signals: Vec<FoundSignal>,
}

/// A signal at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSignal {
    /// Its name.
    pub signal: String,
    /// What it speaks for.
    pub side: Side,
    /// How much it counts, once in a message.
    pub weight: u64,
    /// What it does, as the end of a sentence that begins with "it".
    pub says: String,
    /// The words.
    pub span: Span,
}

/// Who sends a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Described in plain words.
    Described(String),
    /// By the sector of its author, as it is known.
    Sector(Known<Sector>),
}

/// A signal and its hits that count.
struct Heard<'a> {
    signal: &'a Signal,
    hits: Vec<HitId>,
}

/// Classifies `document`.
#[must_use]
pub fn classify(ruleset: &Ruleset, document: &Document, hits: &Hits, profile: &Profile, sender: &Sender) -> Classification {
    let marketing = &ruleset.marketing;
    let heard = listen(marketing, hits);
    let senders = groups(ruleset, sender);
    let signals = found(document, hits, &heard);
    let decided = |verdict, sure, row: Option<&Row>, reason: &str| Classification {
        verdict,
        sure,
        row: row.map(|row| row.number),
        reason: reason.to_owned(),
        law: row.map(|row| row.law.clone()).unwrap_or_default(),
        senders: senders.clone(),
        signals: signals.clone(),
    };
    if let Some(reason) = no_message(document, profile) {
        return Classification { row: Some(1), ..decided(Verdict::NotAMessage, true, None, reason) };
    }
    let scores = Scores { heard: &heard, hits };
    let Some(row) = marketing.rows.iter().find(|row| is_for(row, &senders) && scores.match_row(row)) else {
        return decided(Verdict::Undecided, false, None, "nothing in its words shows what it is for");
    };
    let is_mixed = row.verdict == Verdict::DirectMarketing && row.mixed.is_some_and(|least| scores.beside_promotion() >= least);
    let verdict = if is_mixed { Verdict::Mixed } else { row.verdict };
    let sure = row.sure.is_some_and(|sure| scores.of_groups(&row.signals) >= sure);
    decided(verdict, sure, Some(row), &row.reason)
}

/// Why a document is no message, if it is none.
fn no_message(document: &Document, profile: &Profile) -> Option<&'static str> {
    if document.sentences.is_empty() {
        return Some("it holds no text");
    }
    if profile.channel == Some(Channel::Web) {
        return Some("a web page is not directed to particular people");
    }
    let is_told = profile.kind.basis != Basis::Unknown && profile.channel.is_none();
    match profile.kind.value {
        Kind::PrivacyNotice | Kind::CookieNotice | Kind::Policy if is_told => Some("a notice is not directed to particular people"),
        Kind::ConsentForm if is_told => Some("a form asks people; it is not a message that is sent to them"),
        _ => None,
    }
}

/// The signals of which a message has hits that are not denied.
fn listen<'a>(marketing: &'a Marketing, hits: &Hits) -> Vec<Heard<'a>> {
    let heard = marketing.signals.iter().map(|signal| {
        let counts = |&&id: &&HitId| hits.hit(id).polarity != Polarity::Negated;
        Heard { signal, hits: hits.of(signal.concept).iter().filter(counts).copied().collect() }
    });
    heard.filter(|heard| !heard.hits.is_empty()).collect()
}

fn found(document: &Document, hits: &Hits, heard: &[Heard<'_>]) -> Vec<FoundSignal> {
    let each = heard.iter().flat_map(|Heard { signal, hits: ids }| {
        ids.iter().map(|&id| {
            let span = document.text.to_source(hits.hit(id).text);
            FoundSignal { signal: signal.id.clone(), side: signal.side, weight: signal.weight, says: signal.says.clone(), span }
        })
    });
    let mut found: Vec<FoundSignal> = each.collect();
    found.sort_by(|a, b| (a.span, &a.signal).cmp(&(b.span, &b.signal)));
    found
}

/// The groups that the sender is in.
fn groups(ruleset: &Ruleset, sender: &Sender) -> Vec<String> {
    let senders = &ruleset.marketing.senders;
    let mut groups: Vec<&SenderGroup> = match sender {
        Sender::Described(words) => {
            let source = SourceFile::from_text("sender", words);
            let hits = ruleset.matcher.hits(&parse(&source, Format::of_any("sender")));
            senders.iter().filter(|group| group.concepts.iter().any(|&concept| !hits.of(concept).is_empty())).collect()
        }
        Sender::Sector(Known { basis: Basis::Unknown, .. }) => return vec![UNKNOWN_SENDER.to_owned()],
        Sender::Sector(known) => senders.iter().filter(|group| group.sectors.contains(&known.value)).collect(),
    };
    let names: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    groups.retain(|group| !group.excludes.iter().any(|other| names.contains(&other.as_str())));
    if groups.is_empty() {
        return vec![PRIVATE_SENDER.to_owned()];
    }
    groups.into_iter().map(|group| group.id.clone()).collect()
}

fn is_for(row: &Row, senders: &[String]) -> bool {
    let holds = |groups: &[String]| groups.iter().any(|group| senders.contains(group));
    (row.senders.is_empty() || holds(&row.senders)) && !holds(&row.not_senders)
}

/// What the signals of a message come to.
struct Scores<'a> {
    heard: &'a [Heard<'a>],
    hits: &'a Hits,
}

impl Scores<'_> {
    fn match_row(&self, row: &Row) -> bool {
        (row.signals.is_empty() || self.of_groups(&row.signals) >= row.score)
            && row.limit.is_none_or(|limit| self.of(Side::Promotion) <= limit)
    }

    fn of_groups(&self, groups: &[String]) -> u64 {
        self.heard.iter().filter(|heard| groups.contains(&heard.signal.group)).map(|heard| heard.signal.weight).sum()
    }

    fn of(&self, side: Side) -> u64 {
        self.heard.iter().filter(|heard| heard.signal.side == side).map(|heard| heard.signal.weight).sum()
    }

    /// What the service signals come to that stand in another sentence than the promotional ones.
    fn beside_promotion(&self) -> u64 {
        let promotes = |heard: &&Heard<'_>| heard.signal.side == Side::Promotion && heard.signal.weight >= PROMOTES;
        let sentence = |&id: &HitId| self.hits.hit(id).sentence;
        let promotional: BTreeSet<SentenceId> =
            self.heard.iter().filter(promotes).flat_map(|heard| heard.hits.iter().map(sentence)).collect();
        let apart =
            |heard: &&Heard<'_>| heard.signal.side == Side::Service && heard.hits.iter().any(|id| !promotional.contains(&sentence(id)));
        self.heard.iter().filter(apart).map(|heard| heard.signal.weight).sum()
    }
}
