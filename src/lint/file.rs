//! One lint, as its file says.

use super::condition::{Condition, PolarityFilter, Reader};
use super::example::{self, Example};
use super::law::{Checked, LawTable, ProvisionId};
use super::profile::{JURISDICTIONS, Jurisdiction, KINDS, Kind};
use crate::data::{Problem, Table, Text, is_name};
use crate::source::{SourceFile, Span};
use crate::vocabulary::{ConceptId, Polarity, Vocabulary};
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

const MATURITIES: &[(&str, Maturity)] =
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
    /// What it says.
    pub message: Messages,
    /// What there is to know about it.
    pub docs: Docs,
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
}

impl Check {
    /// Everything that it asks, in the order in which the file names it.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Require(Require { stated, vague, near, .. }) => {
                [Some(stated), vague.as_ref(), near.as_ref()].into_iter().flatten().collect()
            }
            Self::Forbid(Forbid { text, unless, .. }) => std::iter::once(text).chain(unless).collect(),
            Self::Imply(Imply { when, then, .. }) => vec![when, then],
        }
    }

    /// The word for the shape.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Require(_) => "require",
            Self::Forbid(_) => "forbid",
            Self::Imply(_) => "imply",
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

const WITHINS: &[(&str, Within)] =
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

/// What the files of a ruleset are read against.
pub(super) struct Context<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) law: &'a LawTable,
}

/// Reads a lint; `path` is the name that its place in the folder gives it (see [`super::ruleset::LintFile`]).
pub(super) fn read(root: &Table<'_>, path: &str, context: &Context<'_>) -> Option<Lint> {
    let name = root.required("name");
    let summary = root.required("summary");
    root.require(&["level", "message"]);
    let level = root.choice("level", LEVELS);
    let maturity = root.choice("status", MATURITIES).unwrap_or(Maturity::Preview);
    let since = root.text("since").map_or_else(String::new, |text| text.value);
    let applies = root.table("applies").map(|table| read_applies(&table, context)).unwrap_or_default();
    let level_if = root.tables("level-if").iter().filter_map(|table| read_level_if(table, context)).collect();
    let law = read_law(root, level, context);
    let check = read_check(root, context);
    let message = root.table("message").map(|table| read_messages(&table, check.as_ref()));
    let docs = root.table("docs").map(|table| read_docs(&table)).unwrap_or_default();
    let examples = example::read(root, name.as_ref());
    if let Some(name) = &name {
        check_name(root, name, path);
    }
    let name = name?;
    Some(Lint {
        name: name.value,
        summary: summary?.value,
        level: level?,
        level_if,
        maturity,
        since,
        applies,
        law,
        check: check?,
        message: message?,
        docs,
        examples,
        file: Arc::clone(root.file()),
        span: name.span,
    })
}

/// The name must be the path of the file, so that a lint is found by its name.
fn check_name(root: &Table<'_>, name: &Text, path: &str) {
    let well_formed = name.value.split_once('/').is_some_and(|(group, lint)| is_name(group) && is_name(lint));
    if !well_formed {
        let problem = Problem::new(
            "data/bad-name",
            root.file(),
            name.span,
            "a lint is named by its group and its own name, as in `transparency/retention`",
        );
        root.report_problem(problem.help("lower-case letters, digits and `-`, with one `/`"));
        return;
    }
    // A file at the top of a folder has no group of its own, so its path cannot be a name.
    if path.contains('/') && name.value != path {
        let problem = Problem::new(
            "data/bad-name",
            root.file(),
            name.span,
            format!("the lint is called `{}`, but its file is `{path}.toml`", name.value),
        );
        root.report_problem(problem.help("a lint is named by the path of its file"));
    }
}

fn read_applies(table: &Table<'_>, context: &Context<'_>) -> Applies {
    let kinds = table.choices("kind", KINDS);
    let jurisdictions = table.choices("jurisdiction", JURISDICTIONS);
    let when = reader(context, PolarityFilter::Only(Polarity::Affirmed)).read(table, "when", true);
    table.finish();
    Applies { kinds, jurisdictions, when }
}

fn read_level_if(table: &Table<'_>, context: &Context<'_>) -> Option<(Condition, Level)> {
    let when = reader(context, PolarityFilter::Only(Polarity::Affirmed)).read(table, "when", true);
    table.require(&["when", "level"]);
    let level = table.choice("level", LEVELS);
    table.finish();
    Some((when?, level?))
}

fn read_law(root: &Table<'_>, level: Option<Level>, context: &Context<'_>) -> Vec<ProvisionId> {
    let mut law = Vec::new();
    for table in root.tables("law") {
        let cite = table.required("cite");
        table.finish();
        law.extend(cite.and_then(|cite| context.law.resolve(&table, &cite)));
    }
    let unverified = !law.is_empty() && law.iter().all(|&id| context.law.provision(id).check == Checked::Unverified);
    if level == Some(Level::Error) && unverified {
        root.report("data/unverified-law", root.key_span("level"), "a lint that rests on unverified law may not be an error");
    }
    law
}

fn reader<'a>(context: &'a Context<'_>, default: PolarityFilter) -> Reader<'a> {
    Reader { vocabulary: context.vocabulary, default }
}

fn read_check(root: &Table<'_>, context: &Context<'_>) -> Option<Check> {
    let affirmed = reader(context, PolarityFilter::Only(Polarity::Affirmed));
    let any = reader(context, PolarityFilter::Any);
    let require = root.table("require").map(|table| {
        table.require(&["stated"]);
        let stated = affirmed.read(&table, "stated", false);
        let (vague, near) = (affirmed.read(&table, "vague", false), affirmed.read(&table, "near", false));
        let within = table.choice("within", WITHINS).unwrap_or(Within::Sentence);
        let home = table.texts("home").iter().filter_map(|name| context.vocabulary.resolve(&table, name)).collect();
        table.finish();
        Some(Check::Require(Require { stated: stated?, vague, near, within, home }))
    });
    let forbid = root.table("forbid").map(|table| {
        table.require(&["text"]);
        let (text, unless) = (any.read(&table, "text", false), any.read(&table, "unless", true));
        let within = table.choice("within", WITHINS).unwrap_or(Within::Sentence);
        table.finish();
        Some(Check::Forbid(Forbid { text: text?, unless, within }))
    });
    let imply = root.table("imply").map(|table| {
        table.require(&["when", "then"]);
        let (when, then) = (affirmed.read(&table, "when", false), affirmed.read(&table, "then", true));
        let within = table.choice("within", WITHINS).unwrap_or(Within::Section);
        table.finish();
        Some(Check::Imply(Imply { when: when?, then: then?, within }))
    });
    let mut shapes = [require, forbid, imply].into_iter().flatten();
    let Some(shape) = shapes.next() else {
        root.report("data/shape", root.span(), "a lint has one of `[require]`, `[forbid]`, `[imply]`, and this file has none");
        return None;
    };
    if shapes.next().is_some() {
        root.report("data/shape", root.key_span("imply"), "a lint has only one of `[require]`, `[forbid]`, `[imply]`");
    }
    shape
}

fn read_messages(table: &Table<'_>, check: Option<&Check>) -> Messages {
    let (missing, found) = (table.text("missing"), table.text("found"));
    let (vague, near, help) = (table.text("vague"), table.text("near"), table.required("help"));
    let needed = match check {
        Some(Check::Require(require)) => vec![("missing", true), ("vague", require.vague.is_some()), ("near", require.near.is_some())],
        Some(Check::Forbid(_) | Check::Imply(_)) => vec![("found", true)],
        None => Vec::new(),
    };
    for (key, _) in needed.into_iter().filter(|(_, needed)| *needed) {
        table.require(&[key]);
    }
    for text in [&missing, &found, &vague, &near].into_iter().flatten() {
        let first_word = text.value.split(' ').next().unwrap_or("");
        let capital = first_word.chars().next().is_some_and(char::is_uppercase) && first_word.chars().skip(1).any(char::is_lowercase);
        if capital || text.value.ends_with('.') || text.value.contains('\n') {
            table.report("data/message-style", text.span, "a message is one line, starts in lower case and has no full stop");
        }
    }
    table.finish();
    let string = |text: Option<Text>| text.map(|text| text.value);
    Messages {
        missing: string(missing).unwrap_or_default(),
        vague: string(vague),
        near: string(near),
        found: string(found).unwrap_or_default(),
        help: string(help).unwrap_or_default(),
    }
}

fn read_docs(table: &Table<'_>) -> Docs {
    let why = table.required("why").map_or_else(String::new, |text| text.value);
    let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
    let (satisfies, not) = (values(table.texts("satisfies")), values(table.texts("not")));
    let limits = table.text("limits").map_or_else(String::new, |text| text.value);
    table.finish();
    Docs { why, satisfies, not, limits }
}
