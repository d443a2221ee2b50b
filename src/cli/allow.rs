//! What `[[allow]]` suppresses in a run, and what is said of entries that suppress nothing.

use super::session::Session;
use crate::finding::{self, DocumentReport, Tally};
use std::path::{Path, PathBuf};

/// A report on the configuration, if entries in it do not hold any longer or suppress nothing in a run over `named` paths.
pub(super) fn in_configuration(session: &Session, reports: &[DocumentReport], tally: &Tally, named: &[PathBuf]) -> Option<DocumentReport> {
    let file = session.config.source()?;
    let path = |report: &DocumentReport| report.source.path().unwrap_or(Path::new(report.source.name())).to_path_buf();
    let checked: Vec<PathBuf> = reports.iter().map(path).collect();
    let is_whole = named.iter().any(|path| path.is_dir());
    let settings = session.settings(Path::new(file.name()));
    let problems = session.config.allow_problems(tally, &checked, session.as_of, is_whole);
    let said = problems.into_iter().filter_map(|one| finding::mistake(&session.ruleset, &settings, one.what, &one.words, one.label));
    let findings: Vec<_> = said.collect();
    (!findings.is_empty()).then(|| DocumentReport::of_configuration(file.clone(), findings))
}
