//! What every format of `check` is made from.

use crate::finding::{DocumentReport, Finding, Remark, RemarkKind};
use crate::lint::{Level, Ruleset};
use crate::source::{Place, SourceFile, Span};

/// A run of `check`, when everything has been asked.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The documents that were checked, by name.
    pub reports: &'a [DocumentReport],
    /// Files that could not be checked or fixed, and why.
    pub unread: &'a [(String, String)],
    /// The lints that were asked.
    pub ruleset: &'a Ruleset,
    /// The level from which findings make the run fail.
    pub fail_on: Level,
    /// How many findings were fixed, if any were to be.
    pub fixed: Option<usize>,
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

    /// Whether there are findings at or above the failing level.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.reports.iter().any(|report| report.outcome.findings.iter().any(|finding| finding.level >= self.fail_on))
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
