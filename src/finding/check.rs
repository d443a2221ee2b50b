//! One document from its bytes to its findings.

use super::declared::{self, Declared};
use super::engine::{self, Asked, Outcome, Status, Wanted, head};
use super::language::is_welsh;
use super::open;
use super::tell::tell;
use crate::document::parse;
use crate::lint::{Basis, Level, Lint, Organisation, Profile, Ruleset};
use crate::source::{Encoding, Format, SourceFile, Span};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// How documents are checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the user declares of this document, before what it declares of itself.
    pub declared: Declared,
    /// What the configuration declares of it, behind what it declares of itself.
    pub configured: Declared,
    /// What its author declares of itself.
    pub organisation: Arc<Organisation>,
    /// The day as of which the law is asked for.
    pub as_of: Date,
    /// Levels by name of a lint or of a group; `None` switches off.
    pub levels: HashMap<String, Option<Level>>,
    /// The one lint that is asked, if not all are.
    pub only: Option<String>,
}

impl Settings {
    /// Settings that declare nothing.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self {
            declared: Declared::default(),
            configured: Declared::default(),
            organisation: Arc::default(),
            as_of,
            levels: HashMap::new(),
            only: None,
        }
    }

    /// What the settings make of a lint.
    fn wanted(&self, lint: &Lint) -> Wanted {
        if self.only.as_ref().is_some_and(|only| *only != lint.name) {
            return Wanted::Off;
        }
        let group = lint.name.split('/').next().unwrap_or("");
        match self.levels.get(&lint.name).or_else(|| self.levels.get(group)) {
            None => Wanted::AtItsLevel,
            Some(None) => Wanted::Off,
            Some(Some(level)) => Wanted::At(*level),
        }
    }
}

/// Something that a reader of the report must know besides the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// Where; none if it is about the file.
    pub span: Option<Span>,
    /// What.
    pub message: String,
}

/// What a [`Remark`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// A mistake in what the document declares of itself: the run has failed.
    Mistake,
    /// It is not known what kind of document this is.
    UnknownKind,
    /// Anything else.
    Note,
}

impl Remark {
    /// A remark that is worth knowing, about the words at `span` or about the file.
    #[must_use]
    pub fn note(span: Option<Span>, message: impl Into<String>) -> Self {
        Self { kind: RemarkKind::Note, span, message: message.into() }
    }
}

impl RemarkKind {
    /// How much it matters.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Mistake => Level::Error,
            Self::UnknownKind | Self::Note => Level::Note,
        }
    }
}

/// What to say of documents of unknown kind.
pub const UNKNOWN_KIND: &str = "lints for privacy notices and the like were not asked; declare the kind with \
    `<!-- noticelint: kind=privacy-notice -->` in the document, with `[[document]]` in noticelint.toml or with `--kind`";

/// What became of one document.
#[derive(Debug)]
pub struct DocumentReport {
    /// The document.
    pub source: SourceFile,
    /// How it was read.
    pub format: Format,
    /// What it was taken for.
    pub profile: Profile,
    /// What was found.
    pub outcome: Outcome,
    /// What a reader must know besides.
    pub remarks: Vec<Remark>,
}

/// Checks `source`, read as `format`.
#[must_use]
pub fn check(source: SourceFile, format: Format, ruleset: &Ruleset, settings: &Settings) -> DocumentReport {
    let document = parse(&source, format);
    let hits = ruleset.matcher.hits(&document);
    let mut profile = tell(ruleset, &document, &hits, source.name());
    let (own, mistakes) = declared::read(&source, &document);
    settings.declared.clone().or(own).or(settings.configured.clone()).apply(&mut profile);
    profile.facts.clone_from(&settings.organisation.facts);

    let mut remarks: Vec<Remark> = Vec::new();
    if source.encoding() == Encoding::Windows1252 {
        remarks.push(Remark::note(None, "is not UTF-8; it was read as windows-1252"));
    }
    remarks.extend(document.troubles.iter().map(|trouble| Remark::note(Some(trouble.span), trouble.message.clone())));
    let mistake = |mistake: declared::Mistake| Remark { kind: RemarkKind::Mistake, span: Some(mistake.span), message: mistake.message };
    remarks.extend(mistakes.into_iter().map(mistake));

    if document.sentences.is_empty() {
        // Most programs hold none, and nobody expects it of them.
        if !format.host.is_program() || profile.kind.basis != Basis::Unknown {
            remarks.push(Remark::note(None, "holds no text; nothing was checked"));
        }
        return DocumentReport { source, format, profile, outcome: Outcome::default(), remarks };
    }
    let elsewhere = open::text_elsewhere(&source, &document);
    let welsh = is_welsh(document.text.folded());
    let open = welsh || elsewhere.is_some();
    let asked = Asked { as_of: settings.as_of, open, organisation: &settings.organisation };
    let outcome = engine::run(ruleset, &document, &hits, &profile, &asked, |lint| settings.wanted(lint));
    if profile.kind.basis == Basis::Unknown && !welsh {
        let message = format!("it is not known what kind of document this is: {UNKNOWN_KIND}");
        remarks.push(Remark { kind: RemarkKind::UnknownKind, span: Some(head(&document)), message });
    }
    if welsh {
        remarks.push(Remark::note(None, "looks like a document in Welsh, which is not checked yet"));
    } else {
        remarks.extend(elsewhere.and_then(|tag| left_open(tag, &outcome)));
    }
    DocumentReport { source, format, profile, outcome, remarks }
}

/// Which items were left open on account of the text that `tag` prints.
fn left_open(tag: Span, outcome: &Outcome) -> Option<Remark> {
    let open = outcome.items.iter().filter(|item| item.status == Status::Unclear);
    let names: Vec<&str> = open.map(|item| item.lint.as_str()).collect();
    let message = format!("this prints text that is kept elsewhere and may say what was not found here; left open: {}", names.join(", "));
    (!names.is_empty()).then(|| Remark::note(Some(tag), message))
}
