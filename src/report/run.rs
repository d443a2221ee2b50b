//! What every format of `check` is made from.

use crate::finding::{DocumentReport, Finding, Recorded, Remark, RemarkKind};
use crate::lint::Ruleset;
use crate::source::{Place, SourceFile, Span};
use std::collections::HashMap;

/// A run of `check`, when everything has been asked.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The documents that were checked, by name.
    pub reports: &'a [DocumentReport],
    /// Files that could not be checked or fixed, and why.
    pub unread: &'a [(String, String)],
    /// The lints that were asked.
    pub ruleset: &'a Ruleset,
    /// How many findings were fixed, if any were to be.
    pub fixed: Option<usize>,
    /// What the baseline has and was not found.
    pub gone: &'a [Recorded],
    /// Whether formats for people show also what somebody allows.
    pub show_suppressed: bool,
}

impl Run<'_> {
    /// Whether everything could be checked, whatever was found.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_mistake = |remark: &Remark| remark.kind == RemarkKind::Mistake;
        self.unread.is_empty() && !self.reports.iter().any(|report| report.remarks.iter().any(is_mistake))
    }

    /// Whether there are findings at or above the failing level of their document.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.reports.iter().any(|report| report.outcome.findings.iter().any(|finding| finding.level >= report.fail_on))
    }
}

/// A span in the one file that it begins in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located<'a> {
    /// The document's own file, or one that it includes.
    pub(super) file: &'a SourceFile,
    /// Where in that file, in bytes of the decoded text.
    pub(super) span: Span,
    pub(super) start: Place,
    /// One past the last character.
    pub(super) end: Place,
}

impl<'a> Located<'a> {
    pub(super) fn new(document: &'a SourceFile, span: Span) -> Self {
        let (file, span) = document.locate(span);
        Self { file, span, start: file.place(span.start), end: file.place(span.end) }
    }

    /// `path:line:column`, harmless to a terminal.
    pub(super) fn tell(&self) -> String {
        format!("{}:{}:{}", super::inert(self.file.name()), self.start.line, self.start.column)
    }
}

/// A finding's message with what is said beside its place; harmless to a terminal.
pub(super) fn message(finding: &Finding) -> String {
    let label = &finding.labels[0].message;
    let more = if label.is_empty() { String::new() } else { format!(" ({label})") };
    super::inert(&format!("{}{more}", finding.message))
}

/// What a remark says, named after the file if it is about the whole of it; harmless to a terminal.
pub(super) fn remark(report: &DocumentReport, remark: &Remark) -> String {
    match remark.span {
        Some(_) => super::inert(&remark.message),
        None => super::inert(&format!("{} {}", report.source.name(), remark.message)),
    }
}

/// What there is to say about a finding besides its message: the other places, what to do, the law. A line each; harmless to a
/// terminal.
pub(super) fn advice(report: &DocumentReport, finding: &Finding, ruleset: &Ruleset) -> Vec<String> {
    let there = finding.labels.iter().skip(1).map(|label| {
        let place = Located::new(&report.source, label.span).tell();
        if label.message.is_empty() { format!("see {place}") } else { format!("see {place}: {}", super::inert(&label.message)) }
    });
    let law: Vec<&str> = ruleset.law_of(&finding.lint).map(|law| law.cite.as_str()).collect();
    let law = (!law.is_empty()).then(|| super::inert(&format!("law: {}", law.join("; "))));
    there.chain([super::inert(&format!("help: {}", finding.help))]).chain(law).collect()
}

/// Tells findings apart that have one fingerprint in one file.
#[derive(Default)]
pub(super) struct Occurrences<'a> {
    seen: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Occurrences<'a> {
    /// The number of this one, from 1.
    pub(super) fn number(&mut self, file: &'a str, fingerprint: &'a str) -> usize {
        let seen = self.seen.entry((file, fingerprint)).or_default();
        *seen += 1;
        *seen
    }
}
