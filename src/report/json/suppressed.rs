//! Suppressed findings: as others, with why and where they are allowed.

use super::{Finding, finding};
use crate::finding;
use crate::lint::Ruleset;
use crate::source::SourceFile;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Suppressed<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    reason: &'a str,
    origin: Origin<'a>,
}

#[derive(Debug, Serialize)]
struct Origin<'a> {
    form: &'static str,
    path: &'a str,
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
}

impl<'a> Suppressed<'a> {
    pub(super) fn new(one: &'a finding::Suppressed, source: &'a SourceFile, ruleset: &'a Ruleset) -> Self {
        let origin = &one.origin;
        Self {
            finding: finding(&one.finding, source, ruleset),
            reason: &one.reason,
            origin: Origin {
                form: origin.form.word(),
                path: &origin.path,
                line: origin.line,
                column: origin.column,
                owner: origin.owner.as_deref(),
            },
        }
    }
}
