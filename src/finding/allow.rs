//! What people allow: comments that suppress findings, with a reason.

mod grammar;
mod scope;

use super::check::Settings;
use super::engine::{Finding, Label, Wanted};
use super::fingerprint::digest;
use crate::data::closest;
use crate::document::Document;
use crate::lint::{AllowMistake, Basis, Check, Lint, Profile, Ruleset};
use crate::source::{SourceFile, Span};
use grammar::{Form as Written, Statement, Word};
use jiff::civil::Date;
use scope::Blocks;
use std::collections::HashMap;
use std::sync::Arc;

/// The group of the lints that look at allows themselves.
const OWN_GROUP: &str = "noticelint";

/// One lint or group that somebody allows, and where.
#[derive(Clone, Debug)]
pub struct Allow {
    pub(super) name: String,
    pub(super) reason: Arc<str>,
    pub(super) origin: Origin,
    pub(super) scope: Scope,
    /// Whether something could have been found for it to suppress.
    pub(super) asked: bool,
    /// What is said if it suppresses nothing and could have.
    pub(super) unused: Option<Box<Finding>>,
}

/// Where a lint is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// In these bytes of the document; of two that hold, the one that was noted first.
    Within(Span),
    /// In the file that the allow stands in, which the document includes.
    File,
    /// In the whole document.
    Document,
    /// Wherever a notice of several pages lacks it: it is allowed on another page.
    Notice,
}

/// Who allows: the form, and the place at which the lint is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The form of the allow.
    pub form: Form,
    /// The file.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
    /// Who answers for it, if that is said.
    pub owner: Option<String>,
}

/// The forms of an allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A comment before a block.
    Block,
    /// A comment before a range, and another behind it.
    Range,
    /// A comment for a file.
    File,
    /// An entry in the configuration.
    Entry,
}

impl Form {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Range => "range",
            Self::File => "file",
            Self::Entry => "entry",
        }
    }
}

/// A finding that somebody allows.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is allowed.
    pub reason: Arc<str>,
    /// Who allows it.
    pub origin: Origin,
}

impl Allow {
    /// An entry of the configuration that allows the lint or group `name` in a whole document.
    #[must_use]
    pub fn entry(name: &str, reason: &Arc<str>, origin: Origin) -> Self {
        Self { name: name.to_owned(), reason: Arc::clone(reason), origin, scope: Scope::Document, asked: false, unused: None }
    }
}

impl Origin {
    /// The place `span` of `source`.
    #[must_use]
    pub fn new(form: Form, source: &SourceFile, span: Span) -> Self {
        let place = source.place(span.start);
        Self { form, path: source.locate(span).0.name().to_owned(), line: place.line, column: place.column, owner: None }
    }
}

/// The lints that the name of a lint or of a group stands for; none if nothing is called so.
#[must_use]
pub fn named<'r>(ruleset: &'r Ruleset, name: &str) -> &'r [Lint] {
    let lints = &ruleset.lints;
    let from = lints.partition_point(|lint| lint.name.as_str() < name);
    let is_meant = |lint: &Lint| lint.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    // Names that go on with a letter before `/` sort between a group and its lints.
    let from = from + lints[from..].iter().take_while(|lint| !is_meant(lint) && lint.name.starts_with(name)).count();
    let count = lints[from..].iter().take_while(|lint| is_meant(lint)).count();
    &lints[from..from + count]
}

/// Why a lint cannot be allowed by `name`, if it cannot: it is unknown, or what it finds is not about documents.
#[must_use]
pub fn refused(ruleset: &Ruleset, name: &str) -> Option<String> {
    if named(ruleset, name).is_empty() {
        return Some(format!("there is no lint or group `{name}`"));
    }
    is_own(name).then(|| format!("`{name}` is about allows and cannot be allowed itself; set its level under `[levels]`"))
}

/// Whether the lint or group of this name is about allows.
pub(super) fn is_own(name: &str) -> bool {
    name.strip_prefix(OWN_GROUP).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What noticelint's own lint about this mistake says of the words at `span`; nothing if it is not asked.
#[must_use]
pub fn mistake(ruleset: &Ruleset, settings: &Settings, mistake: AllowMistake, words: &str, label: Label) -> Option<Finding> {
    let lint = ruleset.lints.iter().find(|lint| matches!(lint.check, Check::Allow(own) if own == mistake))?;
    let level = match settings.wanted(lint) {
        Wanted::Off => return None,
        Wanted::AtItsLevel => lint.level,
        Wanted::At(level) => level,
    };
    Some(Finding {
        lint: lint.name.clone(),
        level,
        message: lint.message.found.clone(),
        labels: vec![label],
        words: None,
        help: lint.message.help.clone(),
        fix: None,
        fingerprint: digest(&[&lint.name, words]),
    })
}

/// A document, and what is asked of it.
pub(super) struct Reader<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) document: &'a Document,
    pub(super) ruleset: &'a Ruleset,
    pub(super) settings: &'a Settings,
    pub(super) profile: &'a Profile,
    /// Whether what is not found is left open.
    pub(super) open: bool,
}

/// What is allowed in a document, and what is wrong with how it is.
#[derive(Default)]
pub(super) struct Found {
    pub(super) allows: Vec<Allow>,
    pub(super) findings: Vec<Finding>,
    /// Starts that have no end yet, by file: the words, and what they allow.
    started: HashMap<*const SourceFile, Vec<(Span, Vec<Allow>)>>,
}

impl Reader<'_> {
    /// Reads all comments.
    pub(super) fn read(&self) -> Found {
        let mut found = Found::default();
        let mut blocks = None;
        let mut comments = self.document.comments.clone();
        comments.extend(self.document.front_matter.into_iter().flat_map(|span| grammar::lines(self.source.slice(span), span.start)));
        comments.sort_unstable();
        for comment in comments {
            for statement in grammar::statements(self.source.slice(comment), comment.start) {
                let blocks = blocks.get_or_insert_with(|| Blocks::new(self.source, self.document));
                self.statement(&statement, comment, blocks, &mut found);
            }
        }
        for (span, _) in std::mem::take(&mut found.started).into_values().flatten() {
            let label = "no `noticelint-allow-end` closes this, and it holds for nothing";
            self.report(AllowMistake::Malformed, span, label, &mut found);
        }
        let entries = self.settings.allowed.iter().cloned();
        found.allows.extend(entries.map(|entry| Allow { asked: self.is_asked(&entry.name), ..entry }));
        found
    }

    fn statement(&self, statement: &Statement<'_>, comment: Span, blocks: &mut Blocks<'_>, found: &mut Found) {
        let span = statement.span;
        let file = std::ptr::from_ref(self.source.locate(span).0);
        match statement.form {
            Ok(Written::End) => {
                if !statement.names.is_empty() || statement.reason.is_some() {
                    self.report(
                        AllowMistake::Malformed,
                        span,
                        "this takes no lint and no reason: it ends the nearest start before it",
                        found,
                    );
                }
                let Some((start, allows)) = found.started.get_mut(&file).and_then(Vec::pop) else {
                    return self.report(AllowMistake::Malformed, span, "there is no `noticelint-allow-start` before this", found);
                };
                let range = Scope::Within(Span::new(start.end, span.start.max(start.end)));
                found.allows.extend(allows.into_iter().map(|allow| Allow { scope: range, ..allow }));
            }
            Ok(Written::Start) => {
                let allows = self.allows(statement, Form::Range, Scope::Within(span), found);
                found.started.entry(file).or_default().push((span, allows));
            }
            Ok(Written::File) => {
                let scope = if self.source.is_own(span) { Scope::Document } else { Scope::File };
                let allows = self.allows(statement, Form::File, scope, found);
                found.allows.extend(allows);
            }
            Ok(Written::Block) => {
                let scope = blocks.after(comment).unwrap_or(Span::new(comment.end, comment.end));
                let allows = self.allows(statement, Form::Block, Scope::Within(scope), found);
                found.allows.extend(allows);
            }
            Err(meant) => {
                self.report(AllowMistake::Malformed, span, &format!("this is no word of noticelint; did you mean `{meant}`?"), found);
            }
        }
    }

    /// What a statement allows; what is wrong with it is reported, and such a part of it holds for nothing.
    fn allows(&self, statement: &Statement<'_>, form: Form, scope: Scope, found: &mut Found) -> Vec<Allow> {
        let is_all = |name: &Word<'_>| matches!(name.text, "*" | "all");
        if statement.names.is_empty() || statement.names.iter().any(is_all) {
            self.report(AllowMistake::Blanket, statement.span, "name each lint, or a group such as `wording`", found);
            return Vec::new();
        }
        let Some(reason) = &statement.reason else {
            self.report(AllowMistake::NoReason, statement.span, "this holds for nothing until it gives a reason, behind a colon", found);
            return Vec::new();
        };
        if !self.holds_still(statement.until.as_ref(), found) {
            return Vec::new();
        }
        let reason: Arc<str> = Arc::from(reason.as_str());
        let mut allows = Vec::new();
        for Word { text: name, span } in &statement.names {
            if let Some(why) = refused(self.ruleset, name) {
                let known = self.ruleset.lints.iter().flat_map(|lint| [lint.name.as_str(), lint.name.split('/').next().unwrap_or("")]);
                let meant = named(self.ruleset, name).is_empty().then(|| closest(name, known)).flatten();
                let label = meant.map_or(why, |meant| format!("did you mean `{meant}`?"));
                self.report(AllowMistake::Unknown, *span, &label, found);
                continue;
            }
            let label = Label { span: *span, message: unused_label(form).to_owned() };
            let asked = self.is_asked(name);
            let unused = mistake(self.ruleset, self.settings, AllowMistake::Unused, name, label).filter(|_| asked);
            allows.push(Allow {
                name: (*name).to_owned(),
                reason: Arc::clone(&reason),
                origin: Origin::new(form, self.source, *span),
                scope,
                asked,
                unused: unused.map(Box::new),
            });
        }
        allows
    }

    /// Whether the day until which something is allowed has not passed.
    fn holds_still(&self, until: Option<&Word<'_>>, found: &mut Found) -> bool {
        let Some(Word { text, span }) = until else { return true };
        match text.parse::<Date>() {
            Ok(day) if day >= self.settings.as_of => return true,
            Ok(_) => self.report(AllowMistake::Expired, *span, "this day has passed", found),
            Err(_) => self.report(AllowMistake::Malformed, *span, "this is no date such as 2027-03-31", found),
        }
        false
    }

    /// Whether a lint that `name` stands for could have found something: else nothing shows that it is not needed.
    fn is_asked(&self, name: &str) -> bool {
        let kind_is_known = self.profile.kind.basis != Basis::Unknown;
        named(self.ruleset, name).iter().any(|lint| {
            self.settings.wanted(lint) != Wanted::Off
                && (kind_is_known || lint.applies.kinds.is_empty())
                && !(self.open && matches!(lint.check, Check::Require(_)))
        })
    }

    fn report(&self, what: AllowMistake, span: Span, label: &str, found: &mut Found) {
        let label = Label { span, message: label.to_owned() };
        found.findings.extend(mistake(self.ruleset, self.settings, what, self.source.slice(span), label));
    }
}

fn unused_label(form: Form) -> &'static str {
    match form {
        Form::Block => "this finds nothing in the block behind the comment",
        Form::Range => "this finds nothing in the range",
        Form::File | Form::Entry => "this finds nothing in the file",
    }
}
