//! Lints asked of a document: statuses for what must be said, findings for what is wrong.

use super::evaluate::Witness;
use super::fingerprint;
use super::fix::Fix;
use super::unit::{Unit, View};
use crate::document::{BlockId, BlockKind, Document, SentenceId, TextRange};
use crate::lint::{Applies, Basis, Check, Condition, Level, Lint, Organisation, Profile, Require, Ruleset};
use crate::source::{SourceFile, Span};
use crate::vocabulary::{ConceptId, HitId, Hits};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::fmt;

/// Something that a lint has to say about a document.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The name of the lint.
    pub lint: String,
    /// How much it matters here.
    pub level: Level,
    /// What was found, or not found.
    pub message: String,
    /// The places; the first is the primary one.
    pub labels: Vec<Label>,
    /// The words at the first of them, or at the second where the first is a form control and they are its label; none if the first
    /// stands in for words that are not there.
    pub words: Option<TextRange>,
    /// What to do.
    pub help: String,
    /// What would be written instead.
    pub fix: Option<Fix>,
    /// The same for the same finding after the file was moved, renamed or wrapped anew.
    pub fingerprint: String,
}

/// A place and what to say beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words.
    pub span: Span,
    /// What to say; may be empty.
    pub message: String,
}

/// Whether a document says what it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is said.
    Stated,
    /// It is spoken of, in a way that does not satisfy.
    Vague,
    /// It is not said.
    Missing,
    /// It does not have to be said here.
    NotApplicable,
    /// It cannot be told: text that is not in the file may say it.
    Unclear,
}

impl Status {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Vague => "vague",
            Self::Missing => "missing",
            Self::NotApplicable => "not-applicable",
            Self::Unclear => "unclear",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What one `require` lint found in a document.
#[derive(Clone, Debug)]
pub struct Item {
    /// The name of the lint.
    pub lint: String,
    /// The answer.
    pub status: Status,
    /// Every place that speaks to it, in order.
    pub evidence: Vec<Evidence>,
}

impl Item {
    /// The place that shows best why it has its status: the first that satisfies, else the first that speaks to it.
    #[must_use]
    pub fn shown(&self) -> Option<&Evidence> {
        if matches!(self.status, Status::Missing | Status::NotApplicable) {
            return None;
        }
        self.evidence.iter().find(|place| place.satisfies == (self.status == Status::Stated)).or(self.evidence.first())
    }
}

/// A place that speaks to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sentence, item or cell.
    pub span: Span,
    /// Whether it satisfies.
    pub satisfies: bool,
}

/// What all lints found in a document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
    /// One entry for each `require` lint, in the order of their names.
    pub items: Vec<Item>,
}

impl Outcome {
    /// Adds findings in their places.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        if !findings.is_empty() {
            self.findings.extend(findings);
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.findings.sort_by(|a, b| (a.labels[0].span, &a.lint).cmp(&(b.labels[0].span, &b.lint)));
    }
}

/// Whether a lint is asked, and at which level it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It is not asked.
    Off,
    /// It reports at its own level.
    AtItsLevel,
    /// It reports at this level.
    At(Level),
}

/// What surrounds a document when lints are asked of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What the document was read from.
    pub source: &'a SourceFile,
    /// The day as of which the law is asked for.
    pub as_of: Date,
    /// Whether what is not found in the document may be said in another file.
    pub open: bool,
    /// What its author declares of itself.
    pub organisation: &'a Organisation,
}

/// Asks every lint that is `wanted`.
pub fn run(
    ruleset: &Ruleset,
    document: &Document,
    hits: &Hits,
    profile: &Profile,
    asked: &Asked<'_>,
    wanted: impl Fn(&Lint) -> Wanted,
) -> Outcome {
    let view = View::new(document, hits, profile);
    let mut outcome = Outcome::default();
    for lint in &ruleset.lints {
        let forced = match wanted(lint) {
            Wanted::Off => continue,
            Wanted::AtItsLevel => None,
            Wanted::At(level) => Some(level),
        };
        let engine = Engine { view: &view, source: asked.source, lint, forced, open: asked.open, level: OnceCell::new() };
        let applies = engine.applies(ruleset, asked.as_of);
        match &lint.check {
            Check::Require(require) => engine.require(require, applies, &mut outcome),
            Check::Forbid(forbid) if applies => engine.forbid(forbid, &mut outcome),
            Check::Imply(imply) if applies => engine.imply(imply, &mut outcome),
            Check::Compare(compares) if applies => outcome.findings.extend(engine.compare(compares, asked.organisation)),
            // What people allow is looked at when everything else has been.
            Check::Forbid(_) | Check::Imply(_) | Check::Compare(_) | Check::Allow(_) => {}
        }
    }
    outcome.sort();
    outcome
}

/// One lint on one document.
pub(super) struct Engine<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) source: &'a SourceFile,
    pub(super) lint: &'a Lint,
    forced: Option<Level>,
    /// Whether what is not found may be said in another file.
    open: bool,
    /// The level of all its findings here, settled with the first of them.
    level: OnceCell<Level>,
}

impl Engine<'_> {
    /// Whether the lint is for this document and its law is in force.
    fn applies(&self, ruleset: &Ruleset, as_of: Date) -> bool {
        let (applies, profile) = (&self.lint.applies, self.view.profile);
        let law = &self.lint.law;
        (applies.kinds.is_empty() || applies.kinds.contains(&profile.kind.value))
            && (applies.jurisdictions.is_empty() || applies.jurisdictions.contains(&profile.jurisdiction))
            && (law.is_empty() || law.iter().any(|&id| ruleset.law.provision(id).in_force(as_of)))
            && self.is_asked_for(applies)
    }

    /// Whether what the lint is about comes up in this document: if the organisation has declared it, as it has, else if its words say so.
    fn is_asked_for(&self, applies: &Applies) -> bool {
        let declared = applies.fact.and_then(|fact| self.view.profile.fact(fact));
        declared.unwrap_or_else(|| applies.when.as_ref().is_none_or(|when| self.view.holds(when, &self.view.whole()).is_some()))
    }

    fn level(&self) -> Level {
        if let Some(forced) = self.forced {
            return forced;
        }
        let holds = |when: &Condition| self.view.holds(when, &self.view.whole()).is_some();
        match self.lint.level_if.iter().find(|(when, _)| holds(when)) {
            // A sector that nobody has declared is a guess, and a guess does not make an error.
            Some((when, level)) if when.asks_sector() && !self.sector_is_declared() => level.lowered(),
            Some((_, level)) => *level,
            // Nor does a doubt whether it is marketing at all.
            None if self.rests_on_doubt() => self.lint.level.lowered(),
            None => self.lint.level,
        }
    }

    /// Whether the lint is asked because a message was taken for something, and that is not sure.
    fn rests_on_doubt(&self) -> bool {
        let asks = self.lint.applies.when.as_ref().is_some_and(Condition::asks_verdict);
        asks && self.view.profile.verdict.is_some_and(|(_, sure)| !sure)
    }

    fn sector_is_declared(&self) -> bool {
        matches!(self.view.profile.sector.basis, Basis::Declared(_))
    }

    pub(super) fn finding(&self, message: &str, place: Place, label: Option<&str>) -> Finding {
        let (span, words) = match place {
            Place::Words(range) => (self.to_source(range), Some(range)),
            Place::Instead(span) => (span, None),
        };
        Finding {
            lint: self.lint.name.clone(),
            level: *self.level.get_or_init(|| self.level()),
            message: message.to_owned(),
            labels: vec![Label { span, message: label.unwrap_or_default().to_owned() }],
            words,
            help: self.lint.message.help.clone(),
            fix: None,
            fingerprint: match words {
                Some(words) => fingerprint::of_words(&self.lint.name, self.view.document, words),
                None => fingerprint::of_document(&self.lint.name, self.view.document),
            },
        }
    }

    // ---- require ----

    fn require(&self, require: &Require, applies: bool, outcome: &mut Outcome) {
        let stated = self.view.units_where(&require.stated, require.within);
        let vague = require.vague.as_ref().map(|vague| self.view.units_where(vague, require.within)).unwrap_or_default();
        let mut evidence = self.evidence(&stated, true);
        evidence.extend(self.evidence(&vague, false));
        // A place that satisfies is not vague as well.
        evidence.sort_by_key(|place| (place.span, !place.satisfies));
        evidence.dedup_by_key(|place| place.span);

        let status = match (applies, stated.is_empty(), vague.is_empty()) {
            (false, ..) => Status::NotApplicable,
            (true, false, _) => Status::Stated,
            (true, true, false) => Status::Vague,
            (true, true, true) if self.open => Status::Unclear,
            (true, true, true) => Status::Missing,
        };
        let finding = match status {
            Status::Vague => Some(self.vague(&vague)),
            Status::Missing => Some(self.missing(require)),
            Status::Unclear | Status::Stated | Status::NotApplicable => None,
        };
        // It is about the document, whichever words it is shown at.
        let fingerprint = || fingerprint::of_document(&self.lint.name, self.view.document);
        outcome.findings.extend(finding.map(|finding| Finding { fingerprint: fingerprint(), ..finding }));
        outcome.items.push(Item { lint: self.lint.name.clone(), status, evidence });
    }

    /// The sentences of units that hold what a condition rests on.
    fn evidence(&self, units: &[(Unit, Witness)], satisfies: bool) -> Vec<Evidence> {
        let sentences = units.iter().flat_map(|(unit, witness)| self.sentences(unit, witness));
        sentences.map(|id| Evidence { span: self.span_of(SentenceId(id)), satisfies }).collect()
    }

    fn sentences(&self, unit: &Unit, witness: &Witness) -> Vec<u32> {
        let own = witness.hits.iter().filter(|&&id| unit.own.contains(&self.view.hits.hit(id).sentence.0));
        let own = own.flat_map(|&id| self.sentences_of(id));
        let mut sentences: Vec<u32> = own.collect();
        if sentences.is_empty() {
            sentences.push(unit.own.start);
        }
        sentences.sort_unstable();
        sentences.dedup();
        sentences
    }

    /// The sentences that a hit stands in: a phrase may go over a full stop, as that of an abbreviation.
    fn sentences_of(&self, hit: HitId) -> std::ops::RangeInclusive<u32> {
        let hit = self.view.hits.hit(hit);
        let last = self.view.document.sentence_at(hit.text.end.saturating_sub(1));
        hit.sentence.0..=last.unwrap_or(hit.sentence).0.max(hit.sentence.0)
    }

    pub(super) fn span_of(&self, sentence: SentenceId) -> Span {
        self.to_source(self.view.document.sentence(sentence).text)
    }

    fn to_source(&self, range: TextRange) -> Span {
        self.view.document.text.to_source(range)
    }

    fn vague(&self, vague: &[(Unit, Witness)]) -> Finding {
        let message = &self.lint.message;
        // Something is said, so that "nothing says" would be wrong as the headline.
        self.finding(&self.lint.summary, Place::Words(self.first_sentence(vague)), message.vague.as_deref())
    }

    fn missing(&self, require: &Require) -> Finding {
        let message = &self.lint.message;
        let near = require.near.as_ref().map(|near| self.view.units_where(near, require.within)).unwrap_or_default();
        if !near.is_empty() {
            return self.finding(&message.missing, Place::Words(self.first_sentence(&near)), message.near.as_deref());
        }
        let home = self.home(&require.home).map(|block| self.view.document.block(block).span);
        self.finding(&message.missing, Place::Instead(home.unwrap_or_else(|| head(self.view.document))), None)
    }

    /// The first sentence of the first of some units that holds what a condition rests on.
    fn first_sentence(&self, units: &[(Unit, Witness)]) -> TextRange {
        let first = units.first().and_then(|(unit, witness)| self.sentences(unit, witness).first().copied());
        first.map_or(TextRange::default(), |id| self.view.document.sentence(SentenceId(id)).text)
    }

    /// The first heading that speaks of where this belongs.
    fn home(&self, concepts: &[ConceptId]) -> Option<BlockId> {
        concepts.iter().find_map(|&concept| {
            self.view.hits.of(concept).iter().find_map(|&id| {
                let block = self.view.document.sentence(self.view.hits.hit(id).sentence).block;
                matches!(self.view.document.block(block).kind, BlockKind::Heading(_)).then_some(block)
            })
        })
    }
}

/// Where a finding is shown.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// At the words that it is about.
    Words(TextRange),
    /// At something that stands in for words that are not there.
    Instead(Span),
}

/// Where something that is nowhere is shown: the name of the document, else its first words.
pub(super) fn head(document: &Document) -> Span {
    let first_body = || document.blocks.iter().find(|block| block.kind != BlockKind::Title);
    document.name().map(|id| document.block(id)).or_else(first_body).or(document.blocks.first()).map_or(Span::default(), |block| block.span)
}
