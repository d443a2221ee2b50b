//! JSON with an object a line (NDJSON), for corpora: of `check` and `audit` the objects that stand under `documents` in their JSON
//! reports. What could not be read is an object with `path` and `problems`.

use super::run::Run;
use super::{json, write_json};
use crate::finding::DocumentReport;
use crate::lint::Ruleset;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// Where a document stood that was no file.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Origin<'a> {
    /// What its sender calls it, as it came.
    pub id: Option<&'a Value>,
    /// The line of the input, from 1.
    pub line: u64,
}

#[derive(Serialize)]
struct Line<'a, T> {
    #[serde(flatten)]
    origin: Origin<'a>,
    #[serde(flatten)]
    document: T,
}

/// Writes the documents of a run of `check`.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    run.reports.iter().try_for_each(|report| write_json(&json::document(report, run.ruleset), out))?;
    unread(run.unread, out)
}

/// Writes the documents of a run of `audit`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn audit(reports: &[DocumentReport], unread: &[(String, String)], ruleset: &Ruleset, out: &mut dyn Write) -> io::Result<()> {
    reports.iter().try_for_each(|report| write_json(&json::audited(report, ruleset), out))?;
    self::unread(unread, out)
}

fn unread(unread: &[(String, String)], out: &mut dyn Write) -> io::Result<()> {
    unread.iter().try_for_each(|(path, message)| write_json(&json::refused(path, message), out))
}

/// Writes what `check` found in a document that stood in a line.
///
/// # Errors
/// If `out` cannot be written to.
pub fn checked_line(origin: Origin<'_>, report: &DocumentReport, ruleset: &Ruleset, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Line { origin, document: json::document(report, ruleset) }, out)
}

/// Writes what `audit` found in a document that stood in a line.
///
/// # Errors
/// If `out` cannot be written to.
pub fn audited_line(origin: Origin<'_>, report: &DocumentReport, ruleset: &Ruleset, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Line { origin, document: json::audited(report, ruleset) }, out)
}

/// Writes why a line of `path` was not checked.
///
/// # Errors
/// If `out` cannot be written to.
pub fn refused_line(origin: Origin<'_>, path: &str, message: &str, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Line { origin, document: json::refused(path, message) }, out)
}
