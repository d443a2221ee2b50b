//! What a lint is: its level, whom it is for, what it asks, what it says.

use super::condition::Condition;
use super::example::Example;
use super::law::ProvisionId;
use super::organisation::Declaration;
use super::profile::{Fact, Jurisdiction, Kind};
use super::replacement::Replacement;
use crate::source::{SourceFile, Span};
use crate::vocabulary::ConceptId;
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Doubtful, or good practice.
    Warning,
    /// Required by law, and detected with few false alarms.
    Error,
}

pub(crate) const LEVELS: &[(&str, Level)] = &[("error", Level::Error), ("warning", Level::Warning), ("note", Level::Note)];

impl Level {
    /// One step lower.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }

    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        LEVELS.iter().map(|(word, _)| *word)
    }

    /// What the word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        LEVELS.iter().find(|(known, _)| *known == word).map(|(_, level)| *level)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How settled a lint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maturity {
    /// May still change.
    Preview,
    /// Changes only with notice.
    Stable,
    /// Will go away.
    Deprecated,
}

pub(super) const MATURITIES: &[(&str, Maturity)] =
    &[("preview", Maturity::Preview), ("stable", Maturity::Stable), ("deprecated", Maturity::Deprecated)];

impl Maturity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        MATURITIES.iter().find(|(_, maturity)| *maturity == self).map_or("", |(word, _)| word)
    }
}

/// A lint.
#[derive(Clone, Debug)]
pub struct Lint {
    /// Its name, `group/name`.
    pub name: String,
    /// What it finds, in one line.
    pub summary: String,
    /// Its level, unless one of `level_if` holds.
    pub level: Level,
    /// Levels under conditions over the whole document; the first that holds decides.
    pub level_if: Vec<(Condition, Level)>,
    /// How settled it is.
    pub maturity: Maturity,
    /// The first version that has it.
    pub since: String,
    /// Which documents it is for.
    pub applies: Applies,
    /// The provisions that it rests on.
    pub law: Vec<ProvisionId>,
    /// What it asks.
    pub check: Check,
    /// What it would write instead.
    pub replacements: Vec<Replacement>,
    /// What it says.
    pub message: Messages,
    /// What there is to know about it.
    pub docs: Docs,
    /// How it did on labelled documents.
    pub measured: Vec<Measured>,
    /// Its tests.
    pub examples: Vec<Example>,
    /// The file it was read from.
    pub file: Arc<SourceFile>,
    /// Its name in that file.
    pub span: Span,
}

/// Which documents a lint is for.
#[derive(Clone, Debug, Default)]
pub struct Applies {
    /// Kinds of document; none means any.
    pub kinds: Vec<Kind>,
    /// Jurisdictions; none means any.
    pub jurisdictions: Vec<Jurisdiction>,
    /// A condition over the whole document.
    pub when: Option<Condition>,
    /// A fact that decides instead, if the organisation declares it.
    pub fact: Option<Fact>,
}

/// The shape of a lint.
#[derive(Clone, Debug)]
pub enum Check {
    /// Something must be said.
    Require(Require),
    /// Something must not be said.
    Forbid(Forbid),
    /// If this is said, that must be.
    Imply(Imply),
    /// What is said must agree with what the organisation declares of itself.
    Compare(Vec<Compare>),
    /// What people allow must be allowed as it should: a lint of noticelint's own.
    Allow(AllowMistake),
}

/// What can be wrong with what people allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowMistake {
    /// It suppresses nothing.
    Unused,
    /// It names a lint that there is not.
    Unknown,
    /// It gives no reason.
    NoReason,
    /// It names no lint.
    Blanket,
    /// The day until which it was to hold has passed.
    Expired,
    /// It is not written as it has to be.
    Malformed,
}

pub(super) const ALLOW_MISTAKES: &[(&str, AllowMistake)] = &[
    ("unused", AllowMistake::Unused),
    ("unknown", AllowMistake::Unknown),
    ("no-reason", AllowMistake::NoReason),
    ("blanket", AllowMistake::Blanket),
    ("expired", AllowMistake::Expired),
    ("malformed", AllowMistake::Malformed),
];

impl Check {
    /// Everything that it asks, in the order in which the file names it.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Require(Require { stated, vague, near, .. }) => {
                [Some(stated), vague.as_ref(), near.as_ref()].into_iter().flatten().collect()
            }
            Self::Forbid(Forbid { text, unless, against, .. }) => std::iter::once(text).chain(unless).chain(against).collect(),
            Self::Imply(Imply { when, then, .. }) => vec![when, then],
            Self::Compare(compares) => compares.iter().map(|compare| &compare.text).collect(),
            Self::Allow(_) => Vec::new(),
        }
    }

    /// The word for the shape.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Require(_) => "require",
            Self::Forbid(_) => "forbid",
            Self::Imply(_) => "imply",
            Self::Compare(_) => "compare",
            Self::Allow(_) => "allow",
        }
    }
}

/// The unit of text in which a condition is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// A sentence, or a cell or item that stands for one.
    Sentence,
    /// A paragraph, an item, a cell.
    Block,
    /// The text directly under one heading.
    Section,
    /// All of it.
    Document,
}

pub(super) const WITHINS: &[(&str, Within)] =
    &[("sentence", Within::Sentence), ("block", Within::Block), ("section", Within::Section), ("document", Within::Document)];

/// Something must be said.
#[derive(Clone, Debug)]
pub struct Require {
    /// What satisfies.
    pub stated: Condition,
    /// What speaks of it without satisfying.
    pub vague: Option<Condition>,
    /// What is neither, but the place where it would be added.
    pub near: Option<Condition>,
    /// The unit in which these are asked.
    pub within: Within,
    /// Headings under which it belongs.
    pub home: Vec<ConceptId>,
}

/// Something must not be said.
#[derive(Clone, Debug)]
pub struct Forbid {
    /// What must not be said.
    pub text: Condition,
    /// What excuses it in the same unit.
    pub unless: Option<Condition>,
    /// What another sentence of the document must say for the two to be at odds.
    pub against: Option<Condition>,
    /// The unit.
    pub within: Within,
}

/// If this is said, that must be.
#[derive(Clone, Debug)]
pub struct Imply {
    /// What is said.
    pub when: Condition,
    /// What must be said too.
    pub then: Condition,
    /// The unit in which `then` is looked for.
    pub within: Within,
}

/// What is said must agree with what the organisation declares of itself.
#[derive(Clone, Debug)]
pub struct Compare {
    /// What was declared.
    pub with: Declaration,
    /// Where the text speaks of it: asked of sentences.
    pub text: Condition,
    /// Concepts whose hits are what is compared; none: the words around the sentence.
    pub values: Vec<ConceptId>,
    /// What to say where they do not agree.
    pub found: String,
}

/// How a lint did on documents that people had labelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// What was counted.
    pub what: Counted,
    /// How many documents were labelled for it.
    pub documents: u64,
    /// In how many of them it is so.
    pub positives: u64,
    /// The share of what noticelint says that is so, 0 to 1.
    pub precision: f64,
    /// The share of what is so that noticelint says, 0 to 1.
    pub recall: f64,
    /// When it was measured.
    pub on: Date,
}

/// What a measurement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Documents in which a finding is due.
    Findings,
    /// Documents that speak of the item.
    Disclosures,
}

pub(super) const COUNTED: &[(&str, Counted)] = &[("findings", Counted::Findings), ("disclosures", Counted::Disclosures)];

/// What a lint says.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    /// Nothing was found (`require`).
    pub missing: String,
    /// Something vague was found (`require`).
    pub vague: Option<String>,
    /// Something near was found (`require`).
    pub near: Option<String>,
    /// It was found (`forbid`), or lacks what it needs (`imply`).
    pub found: String,
    /// Beside the sentence that it is at odds with (`forbid` with `against`).
    pub against: Option<String>,
    /// What to do.
    pub help: String,
}

/// What there is to know about a lint.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// Why it asks.
    pub why: String,
    /// Wording that is enough.
    pub satisfies: Vec<String>,
    /// Wording that looks like it and is not.
    pub not: Vec<String>,
    /// Known false alarms and misses.
    pub limits: String,
}
