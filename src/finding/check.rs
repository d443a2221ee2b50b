//! One document from its bytes to its findings.

use super::allow::{self, Allow, Suppressed};
use super::alternatives;
use super::choice::{Choice, Chosen, choose};
use super::classify::{Classification, Sender, classify};
use super::declared::{self, Declared};
use super::engine::{self, Asked, Finding, Outcome, Status, Wanted, head};
use super::fix;
use super::language::is_welsh;
use super::open;
use super::pointer;
use super::tell::tell;
use crate::document::{Document, parse};
use crate::lint::{Basis, Kind, Known, Level, Lint, Organisation, Profile, Ruleset};
use crate::source::{Encoding, Format, Host, SourceFile, Span};
use crate::vocabulary::Hits;
use jiff::civil::Date;
use std::sync::Arc;

/// How documents are checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the user declares of this document, before what it declares of itself.
    pub declared: Declared,
    /// What the configuration declares of it, behind what it declares of itself.
    pub configured: Declared,
    /// What the configuration allows in it.
    pub allowed: Vec<Allow>,
    /// What its author declares of itself.
    pub organisation: Arc<Organisation>,
    /// The day as of which the law is asked for.
    pub as_of: Date,
    /// Which lints are asked, and at which level; what stands first counts most.
    pub choices: Vec<Arc<Choice>>,
    /// The level from which its findings make a run fail.
    pub fail_on: Level,
    /// The one lint that is asked, if not all are.
    pub only: Option<String>,
    /// What kind of document it is taken for if nothing tells: that of the other pages of its bundle.
    pub presumed: Option<Known<Kind>>,
}

impl Settings {
    /// Settings that declare nothing.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self {
            declared: Declared::default(),
            configured: Declared::default(),
            allowed: Vec::new(),
            organisation: Arc::default(),
            as_of,
            choices: Vec::new(),
            fail_on: Level::Error,
            only: None,
            presumed: None,
        }
    }

    /// What the settings make of a lint.
    pub(super) fn wanted(&self, lint: &Lint) -> Wanted {
        // A lint about allows has nothing to say unless the others are asked.
        if self.only.as_ref().is_some_and(|only| *only != lint.name && !allow::is_own(only)) {
            return Wanted::Off;
        }
        match choose(&self.choices, &lint.name) {
            Chosen { asked: Some((false, _)), .. } => Wanted::Off,
            Chosen { level: Some((level, _)), .. } => Wanted::At(level),
            Chosen { .. } => Wanted::AtItsLevel,
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
    /// What was not found is left open, as it may be said elsewhere.
    LeftOpen,
    /// Anything else.
    Note,
}

/// Why what is not found in a document is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// A tag prints text of the page that is kept in another file.
    Elsewhere(Span),
    /// It is short, and this sentence points to a fuller document; and how many words it has.
    Pointer(Span, usize),
    /// It is in a language that is not read yet.
    Language,
}

impl Remark {
    /// A remark that is worth knowing, about the words at `span` or about the file.
    #[must_use]
    pub fn note(span: Option<Span>, message: impl Into<String>) -> Self {
        Self { kind: RemarkKind::Note, span, message: message.into() }
    }

    /// Which items of `outcome` were left open, and why.
    #[must_use]
    pub(super) fn left_open(open: Option<Open>, outcome: &Outcome) -> Option<Self> {
        let (span, why) = match open? {
            Open::Elsewhere(tag) => (tag, "this prints text that is kept elsewhere and may say what was not found here".to_owned()),
            Open::Pointer(sentence, words) => {
                let why = format!(
                    "this points to a fuller document, and with {words} words this one seems to be no more than a pointer or a summary of it"
                );
                (sentence, why)
            }
            Open::Language => return None,
        };
        let names: Vec<&str> = outcome.items.iter().filter(|item| item.status == Status::Unclear).map(|item| item.lint.as_str()).collect();
        let message = format!("{why}; left open: {}", names.join(", "));
        (!names.is_empty()).then_some(Self { kind: RemarkKind::LeftOpen, span: Some(span), message })
    }
}

impl RemarkKind {
    /// How much it matters.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Mistake => Level::Error,
            Self::UnknownKind | Self::LeftOpen | Self::Note => Level::Note,
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
    /// Why what was not found is left open, if it is.
    pub open: Option<Open>,
    /// The bundle that it is a page of.
    pub bundle: Option<String>,
    /// The level from which its findings make a run fail.
    pub fail_on: Level,
    /// What is allowed in it.
    pub(super) allows: Vec<Allow>,
    /// What was found and is allowed.
    pub suppressed: Vec<Suppressed>,
    /// How many findings were known before, and are not among those of the outcome.
    pub baselined: usize,
    /// Whether it is no document but the configuration, in which something was found.
    pub is_configuration: bool,
}

impl DocumentReport {
    fn new(source: SourceFile, format: Format, profile: Profile, remarks: Vec<Remark>, fail_on: Level) -> Self {
        Self {
            source,
            format,
            profile,
            outcome: Outcome::default(),
            remarks,
            open: None,
            bundle: None,
            fail_on,
            allows: Vec::new(),
            suppressed: Vec::new(),
            baselined: 0,
            is_configuration: false,
        }
    }

    /// What was found in the configuration.
    #[must_use]
    pub fn of_configuration(source: SourceFile, findings: Vec<Finding>, fail_on: Level) -> Self {
        let format = Format::of_any(source.name());
        let mut report = Self { is_configuration: true, ..Self::new(source, format, Profile::unknown(), Vec::new(), fail_on) };
        report.outcome.add(findings);
        report
    }
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
    if profile.kind.value == Kind::Message {
        let found = classify(ruleset, &document, &hits, &profile, &Sender::Sector(profile.sector.clone()));
        profile.verdict = Some((found.verdict, found.sure));
    }
    if profile.kind.basis == Basis::Unknown {
        profile.kind = settings.presumed.clone().unwrap_or(profile.kind);
    }

    let mut remarks: Vec<Remark> = Vec::new();
    if source.encoding() == Encoding::Windows1252 && format.host != Host::Mail {
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
        return DocumentReport::new(source, format, profile, remarks, settings.fail_on);
    }
    let open = left_open(&source, &document, ruleset, &hits, settings);
    let asked = Asked { source: &source, as_of: settings.as_of, open: open.is_some(), organisation: &settings.organisation };
    let mut outcome = engine::run(ruleset, &document, &hits, &profile, &asked, |lint| settings.wanted(lint));
    alternatives::told_once(&document, &mut outcome.findings);
    remarks.extend(fix::without_unwritable(&source, &mut outcome));
    if open == Some(Open::Language) {
        remarks.push(Remark::note(None, "looks like a document in Welsh, which is not checked yet"));
    } else if profile.kind.basis == Basis::Unknown {
        let message = format!("it is not known what kind of document this is: {UNKNOWN_KIND}");
        remarks.push(Remark { kind: RemarkKind::UnknownKind, span: Some(head(&document)), message });
    }
    remarks.extend(Remark::left_open(open, &outcome));
    let reader = allow::Reader { source: &source, document: &document, ruleset, settings, profile: &profile, open: open.is_some() };
    let allow::Found { allows, findings, .. } = reader.read();
    outcome.add(findings);
    DocumentReport { outcome, open, allows, ..DocumentReport::new(source, format, profile, remarks, settings.fail_on) }
}

/// What one document was taken for.
#[derive(Debug)]
pub struct ClassifiedDocument {
    /// The document.
    pub source: SourceFile,
    /// What is known of it.
    pub profile: Profile,
    /// Whether it is direct marketing.
    pub classification: Classification,
}

/// Says whether `source`, read as `format`, is direct marketing; `sender` says in plain words who sends it.
#[must_use]
pub fn classify_document(
    source: SourceFile,
    format: Format,
    ruleset: &Ruleset,
    settings: &Settings,
    sender: Option<&str>,
) -> ClassifiedDocument {
    let document = parse(&source, format);
    let hits = ruleset.matcher.hits(&document);
    let mut profile = tell(ruleset, &document, &hits, source.name());
    let (own, _) = declared::read(&source, &document);
    settings.declared.clone().or(own).or(settings.configured.clone()).apply(&mut profile);
    let sender = sender.map_or_else(|| Sender::Sector(profile.sector.clone()), |words| Sender::Described(words.to_owned()));
    let classification = classify(ruleset, &document, &hits, &profile, &sender);
    ClassifiedDocument { source, profile, classification }
}

/// Why what is not found in `document` is left open, if it is.
fn left_open(source: &SourceFile, document: &Document, ruleset: &Ruleset, hits: &Hits, settings: &Settings) -> Option<Open> {
    if is_welsh(document.text.folded()) {
        return Some(Open::Language);
    }
    let elsewhere = open::text_elsewhere(source, document).map(Open::Elsewhere);
    // One lint is asked of excerpts, which are short without being pointers.
    let pointer = || if settings.only.is_none() { pointer::find(ruleset, document, hits) } else { None };
    elsewhere.or_else(|| pointer().map(|(sentence, words)| Open::Pointer(sentence, words)))
}
