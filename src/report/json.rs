//! JSON, schema 1. Offsets are bytes of the file on disk, end exclusive; lines and columns start at 1, a column is a character.

mod suppressed;

use super::run::{Located, Run};
use crate::finding::{DocumentReport, Label, Recorded};
use crate::lint::{Known, Level, Ruleset};
use crate::source::{SourceFile, Span};
use serde::Serialize;
use std::io::{self, Write};
use suppressed::Suppressed;

/// A whole report of `check`.
#[derive(Debug, Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    documents: Vec<Document<'a>>,
    /// What could not be checked at all.
    problems: Vec<Unread<'a>>,
    /// What the baseline has and was not found.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    gone: &'a [Recorded],
    summary: Summary,
}

#[derive(Debug, Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The program that writes the report.
pub(super) const TOOL: Tool = Tool { name: "noticelint", version: env!("CARGO_PKG_VERSION") };

/// What `check` found in a document.
#[derive(Debug, Serialize)]
pub(super) struct Document<'a> {
    path: &'a str,
    /// The bundle that it is a page of.
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<&'a str>,
    kind: Value,
    sector: Value,
    channel: Option<&'static str>,
    jurisdiction: &'static str,
    findings: Vec<Finding<'a>>,
    suppressed: Vec<Suppressed<'a>>,
    problems: Vec<Problem<'a>>,
}

/// A value and how it is known.
#[derive(Debug, Serialize)]
pub(super) struct Value {
    value: &'static str,
    basis: &'static str,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    lint: &'a str,
    level: &'static str,
    message: &'a str,
    span: Region<'a>,
    labels: Vec<Mark<'a>>,
    help: &'a str,
    law: Vec<Law<'a>>,
    fix: Option<Fix<'a>>,
    fingerprint: &'a str,
}

#[derive(Debug, Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Debug, Serialize)]
struct Edit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Mark<'a> {
    span: Region<'a>,
    message: &'a str,
    primary: bool,
}

#[derive(Debug, Serialize)]
struct Law<'a> {
    cite: &'a str,
    url: &'a str,
}

#[derive(Debug, Serialize)]
struct Problem<'a> {
    level: &'static str,
    message: &'a str,
    span: Option<Region<'a>>,
}

/// A file that was not checked, and why.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Unread<'a> {
    path: &'a str,
    message: &'a str,
}

/// A document of which nothing is known but why it was not checked.
#[derive(Debug, Serialize)]
pub(super) struct Refused<'a> {
    path: &'a str,
    problems: [Problem<'a>; 1],
}

/// What is said of a document that could not be checked.
pub(super) fn refused<'a>(path: &'a str, message: &'a str) -> Refused<'a> {
    Refused { path, problems: [Problem { level: Level::Error.word(), message, span: None }] }
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Region<'a> {
    /// The file, if it is another than the document's: one that the document includes.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents that were checked.
    pub documents: usize,
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level note.
    pub notes: usize,
    /// Findings that somebody suppressed.
    pub suppressed: usize,
    /// Findings that were known before.
    pub baselined: usize,
    /// Findings that this run fixed, and that are counted nowhere else.
    pub fixed: usize,
}

impl Summary {
    /// Counts what there is in a run.
    #[must_use]
    pub fn of(run: &Run<'_>) -> Self {
        let documents = run.reports.iter().filter(|report| !report.is_configuration).count();
        let suppressed = run.reports.iter().map(|report| report.suppressed.len()).sum();
        let baselined = run.reports.iter().map(|report| report.baselined).sum();
        let mut summary = Self { documents, suppressed, baselined, fixed: run.fixed.unwrap_or(0), ..Self::default() };
        for finding in run.reports.iter().flat_map(|report| &report.outcome.findings) {
            match finding.level {
                Level::Error => summary.errors += 1,
                Level::Warning => summary.warnings += 1,
                Level::Note => summary.notes += 1,
            }
        }
        summary
    }
}

pub(super) fn region(document: &SourceFile, span: Span) -> Region<'_> {
    let is_own = document.is_own(span);
    let Located { file, span, start, end } = Located::new(document, span);
    Region {
        path: (!is_own).then_some(file.name()),
        start: file.disk_offset(span.start),
        end: file.disk_offset(span.end),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

pub(super) fn value<T: Copy>(known: &Known<T>, word: impl Fn(T) -> &'static str) -> Value {
    Value { value: word(known.value), basis: known.basis.word() }
}

/// Writes the report of `check`.
///
/// # Errors
/// If `out` cannot be written to.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema: 1,
        tool: TOOL,
        documents: run.reports.iter().map(|report| document(report, run.ruleset)).collect(),
        problems: unread(run.unread),
        gone: run.gone,
        summary: Summary::of(run),
    };
    super::write_json(&report, out)
}

pub(super) fn unread(unread: &[(String, String)]) -> Vec<Unread<'_>> {
    unread.iter().map(|(path, message)| Unread { path, message }).collect()
}

pub(super) fn document<'a>(report: &'a DocumentReport, ruleset: &'a Ruleset) -> Document<'a> {
    let source = &report.source;
    let problems = report.remarks.iter().map(|remark| Problem {
        level: remark.kind.level().word(),
        message: &remark.message,
        span: remark.span.map(|span| region(source, span)),
    });
    Document {
        path: source.name(),
        bundle: report.bundle.as_deref(),
        kind: value(&report.profile.kind, crate::lint::Kind::word),
        sector: value(&report.profile.sector, crate::lint::Sector::word),
        channel: report.profile.channel.map(crate::lint::Channel::word),
        jurisdiction: report.profile.jurisdiction.word(),
        findings: report.outcome.findings.iter().map(|found| finding(found, source, ruleset)).collect(),
        suppressed: report.suppressed.iter().map(|one| Suppressed::new(one, source, ruleset)).collect(),
        problems: problems.collect(),
    }
}

fn finding<'a>(found: &'a crate::finding::Finding, source: &'a SourceFile, ruleset: &'a Ruleset) -> Finding<'a> {
    let mark = |(index, label): (usize, &'a Label)| Mark { span: region(source, label.span), message: &label.message, primary: index == 0 };
    Finding {
        lint: &found.lint,
        level: found.level.word(),
        message: &found.message,
        span: region(source, found.labels[0].span),
        labels: found.labels.iter().enumerate().map(mark).collect(),
        help: &found.help,
        law: ruleset.law_of(&found.lint).map(|law| Law { cite: &law.cite, url: &law.url }).collect(),
        fix: found.fix.as_ref().map(|fix| proposed(fix, source)),
        fingerprint: &found.fingerprint,
    }
}

fn proposed<'a>(fix: &'a crate::finding::Fix, source: &'a SourceFile) -> Fix<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let Region { path, start, end, .. } = region(source, edit.span);
        Edit { path, start, end, text: &edit.text }
    });
    Fix { safe: fix.safe, edits: edits.collect() }
}

/// A whole report of `audit`.
#[derive(Debug, Serialize)]
struct Audit<'a> {
    schema: u32,
    documents: Vec<Audited<'a>>,
    problems: Vec<Unread<'a>>,
}

/// What `audit` found in a document.
#[derive(Debug, Serialize)]
pub(super) struct Audited<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<&'a str>,
    kind: Value,
    sector: Value,
    items: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    lint: &'a str,
    status: &'static str,
    evidence: Vec<Evidence<'a>>,
    law: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Evidence<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    satisfies: bool,
}

/// Writes the report of `audit`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn audit(reports: &[DocumentReport], unread: &[(String, String)], ruleset: &Ruleset, out: &mut dyn Write) -> io::Result<()> {
    let documents = reports.iter().map(|report| audited(report, ruleset));
    super::write_json(&Audit { schema: 1, documents: documents.collect(), problems: self::unread(unread) }, out)
}

pub(super) fn audited<'a>(report: &'a DocumentReport, ruleset: &'a Ruleset) -> Audited<'a> {
    Audited {
        path: report.source.name(),
        bundle: report.bundle.as_deref(),
        kind: value(&report.profile.kind, crate::lint::Kind::word),
        sector: value(&report.profile.sector, crate::lint::Sector::word),
        items: report.outcome.items.iter().map(|found| item(found, &report.source, ruleset)).collect(),
    }
}

fn item<'a>(found: &'a crate::finding::Item, source: &'a SourceFile, ruleset: &'a Ruleset) -> Item<'a> {
    let evidence = found.evidence.iter().map(|place| {
        let region = region(source, place.span);
        let Region { path, start, end, line, column, .. } = region;
        Evidence { path, start, end, line, column, text: source.slice(place.span), satisfies: place.satisfies }
    });
    Item {
        lint: &found.lint,
        status: found.status.word(),
        evidence: evidence.collect(),
        law: ruleset.law_of(&found.lint).map(|law| law.cite.as_str()).collect(),
    }
}
