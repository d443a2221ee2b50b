//! `check --changed-since`: of all that was found, what has to do with what changed.

use super::check::Checked;
use super::session::Session;
use crate::finding::{DocumentReport, Finding};
use crate::lint::{Check, Ruleset, Within};
use crate::source::{Blob, GitProblem, LARGEST_MAX_SIZE, Repository, SourceFile, Span, Touched};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Leaves in `checked` what has to do with changes since `revision`: findings on lines that were touched, and those about a whole
/// document in which anything was. Other documents are left out.
///
/// # Errors
/// If there is no such revision, git cannot be asked, or something was checked that git knows nothing of.
pub(super) fn keep_changed(checked: &mut Checked, revision: &str, has_stdin: bool, session: &Session) -> Result<(), String> {
    if has_stdin {
        return Err(
            "standard input is not a file whose earlier version git could be asked for: name files for `--changed-since`".to_owned()
        );
    }
    let changes = Changes::ask(&checked.reports, revision, LARGEST_MAX_SIZE).map_err(|problem| problem.to_string())?;
    if let Some(path) = checked
        .reports
        .iter()
        .filter(|report| !report.is_configuration)
        .filter_map(|report| canonical(&report.source))
        .find(|path| !path.starts_with(&changes.top))
    {
        return Err(format!("{} does not lie in the git repository {}", path.display(), changes.top.display()));
    }
    let is_touched = |report: &DocumentReport| files(report).iter().any(|path| changes.of(path).is_some());
    // A bundle is one notice: what it lacks may be shown on another page than the one from which it was taken.
    let bundles = checked.reports.iter().filter(|report| is_touched(report)).filter_map(|report| report.bundle.clone());
    let bundles: BTreeSet<String> = bundles.collect();
    checked.reports.retain_mut(|report| {
        let is_touched = is_touched(report);
        let is_of_touched = is_touched || report.bundle.as_ref().is_some_and(|bundle| bundles.contains(bundle));
        let source = &report.source;
        let is_kept = |finding: &Finding| {
            is_about_the_whole(finding, &session.ruleset) && is_of_touched
                || finding.labels.iter().any(|label| changes.touches(source, label.span))
        };
        report.outcome.findings.retain(is_kept);
        is_touched || !report.outcome.findings.is_empty()
    });
    Ok(())
}

/// Whether a finding is about what a document or a section lacks, so that it may have come by a change anywhere in it.
fn is_about_the_whole(finding: &Finding, ruleset: &Ruleset) -> bool {
    match ruleset.lint(&finding.lint).map(|lint| &lint.check) {
        Some(Check::Require(_)) => true,
        Some(Check::Imply(imply)) => imply.within != Within::Sentence,
        _ => false,
    }
}

/// The files that a document was read from; canonical.
fn files(report: &DocumentReport) -> BTreeSet<PathBuf> {
    report.source.runs().filter_map(|run| canonical(run.source)).collect()
}

fn canonical(file: &SourceFile) -> Option<PathBuf> {
    file.path().unwrap_or(Path::new(file.name())).canonicalize().ok()
}

/// What was touched, by canonical path of the file.
struct Changes {
    /// The uppermost folder of the repository; canonical.
    top: PathBuf,
    touched: BTreeMap<PathBuf, Touched>,
}

impl Changes {
    /// What was touched in the files of `reports` since `revision`.
    fn ask(reports: &[DocumentReport], revision: &str, max_size: u64) -> Result<Self, GitProblem> {
        let here = std::env::current_dir().map_err(|error| GitProblem::Failed(error.to_string()))?;
        let repository = Repository::of(&here)?;
        let changed = repository.changed_since(revision)?;
        let changed = changed.into_iter().filter_map(|one| Some((one.new?.canonicalize().ok()?, one.old.map(|(_, blob)| blob))));
        let mut changed: BTreeMap<PathBuf, Option<Blob>> = changed.collect();
        let mut touched = BTreeMap::new();
        let mut compared: Vec<(PathBuf, &SourceFile, Blob)> = Vec::new();
        for source in reports.iter().flat_map(|report| report.source.runs()).map(|run| run.source) {
            let Some(path) = canonical(source) else { continue };
            match changed.remove(&path) {
                Some(Some(blob)) => compared.push((path, source, blob)),
                Some(None) => _ = touched.insert(path, Touched::all()),
                None => {}
            }
        }
        let contents = repository.read(&compared.iter().map(|(.., blob)| blob).collect::<Vec<_>>())?;
        for ((path, source, _), bytes) in compared.into_iter().zip(contents) {
            // What cannot be read was no text before, so that all of it is new.
            let old = SourceFile::decode(source.name(), bytes, max_size);
            touched.insert(path, old.map_or_else(|_| Touched::all(), |old| Touched::between(old.text(), source.text())));
        }
        touched.retain(|_, touched| !touched.is_same());
        Ok(Self { top: repository.top().to_path_buf(), touched })
    }

    fn of(&self, path: &Path) -> Option<&Touched> {
        self.touched.get(path)
    }

    /// Whether any line of `span` was touched.
    fn touches(&self, document: &SourceFile, span: Span) -> bool {
        let (file, span) = document.locate(span);
        let last = file.place(span.end.saturating_sub(1).max(span.start)).line;
        canonical(file).and_then(|path| self.of(&path)).is_some_and(|touched| touched.any_of(file.place(span.start).line, last))
    }
}
