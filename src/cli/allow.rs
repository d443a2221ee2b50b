//! What `[[allow]]` suppresses in a run, and what is said of entries that suppress nothing.

use super::session::Session;
use crate::config::{Seen, allow_problems};
use crate::finding::{self, DocumentReport, Tally};
use std::path::{Path, PathBuf};

/// Reports on the configurations in which entries do not hold any longer or suppress nothing in a run over `named` paths.
pub(super) fn in_configuration(session: &Session, reports: &[DocumentReport], tally: &Tally, named: &[PathBuf]) -> Vec<DocumentReport> {
    let path = |report: &DocumentReport| report.source.path().unwrap_or(Path::new(report.source.name())).to_path_buf();
    let checked: Vec<PathBuf> = reports.iter().map(path).collect();
    let seen = Seen { checked: &checked, as_of: session.as_of, is_whole: named.iter().any(|path| path.is_dir()) };
    let mut found = Vec::new();
    for (file, problems) in allow_problems(&session.used, &session.configs, tally, &seen) {
        let settings = session.settings(Path::new(file.name()));
        let said = problems.into_iter().filter_map(|one| finding::mistake(&session.ruleset, &settings, one.what, &one.words, one.label));
        let findings: Vec<_> = said.collect();
        if !findings.is_empty() {
            found.push(DocumentReport::of_configuration(file.clone(), findings, settings.fail_on));
        }
    }
    found
}
