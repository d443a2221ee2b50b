//! Documents read together with the files that they include.

use super::session::Session;
use crate::config::Configs;
use crate::document::{self, Included, Trouble};
use crate::finding::{self, DocumentReport, Remark};
use crate::lint::Kind;
use crate::source::{Drafts, Format, Root, SourceFile};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Which folders may be read from on account of what documents name, and what is read in place of files.
pub(super) struct Roots<'s> {
    configs: &'s Configs,
    /// The folders that are named on the command line, and those of the files that are; canonical.
    named: Vec<PathBuf>,
    pub(super) drafts: Drafts,
}

/// A report, and which files it speaks for.
pub(super) struct Whole {
    pub(super) report: DocumentReport,
    /// The path of the document as it is given; and the canonical one, if it is a file.
    pub(super) given: PathBuf,
    pub(super) path: Option<PathBuf>,
    /// The canonical paths of the files that it includes.
    files: Vec<PathBuf>,
    /// What could not be included.
    troubles: Vec<Trouble>,
}

impl<'s> Roots<'s> {
    pub(super) fn new(configs: &'s Configs, paths: &[PathBuf], drafts: &Drafts) -> Self {
        let folder = |path: &PathBuf| {
            let folder = if path.is_dir() { path } else { path.parent()? };
            (if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).canonicalize().ok()
        };
        Self { configs, named: paths.iter().filter_map(folder).collect(), drafts: drafts.clone() }
    }

    /// The root for the document at `path`: the outermost folder with a configuration, else the nearest above it with a repository, else the
    /// outermost that was named on the command line, else its own.
    fn of(&self, path: &Path) -> Option<Root> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = parent.canonicalize().ok()?;
        let max_size = self.configs.of(path).max_file_size();
        let configured = self.configs.root(path).and_then(|root| Root::new(&root, max_size)).filter(|root| root.holds(&folder));
        let repository = || folder.ancestors().find(|above| above.join(".git").exists());
        let named = || self.named.iter().filter(|named| folder.starts_with(named)).min_by_key(|named| named.as_os_str().len());
        let other = || Root::new(repository().or_else(|| named().map(PathBuf::as_path)).unwrap_or(&folder), max_size);
        Some(configured.or_else(other)?.with_drafts(self.drafts.clone()))
    }

    /// The document at `path` together with what it includes.
    pub(super) fn whole(&self, source: SourceFile, format: Format, path: &Path) -> Included {
        document::include(source, format, path, || self.of(path))
    }
}

impl Whole {
    /// Checks the document at `path` together with what it includes.
    pub(super) fn check(session: &Session, source: SourceFile, format: Format, path: &Path, roots: &Roots<'_>) -> Self {
        let Included { source, troubles, mut files } = roots.whole(source, format, path);
        files.sort();
        let report = finding::check(source, format, &session.ruleset, &session.settings(path));
        Self { report, given: path.to_path_buf(), path: path.canonicalize().ok(), files, troubles }
    }

    /// The report, with what could not be included.
    pub(super) fn into_report(self) -> DocumentReport {
        let mut report = self.report;
        report.remarks.extend(self.troubles.into_iter().map(|trouble| Remark::note(Some(trouble.span), trouble.message)));
        report
    }

    /// Whether this, which includes `other`, takes it for what it is.
    fn speaks_for(&self, other: &Self) -> bool {
        let (kind, own) = (self.report.profile.kind.value, other.report.profile.kind.value);
        own == Kind::Other || own == kind
    }
}

/// Leaves out what was read in another document of the run. Of files that include each other in a circle, the first speaks for all.
pub(super) fn without_included(mut wholes: Vec<Whole>) -> Vec<Whole> {
    wholes.sort_by(|a, b| a.report.source.name().cmp(b.report.source.name()));
    // For each document, those that speak for it.
    let numbers: HashMap<&PathBuf, usize> =
        wholes.iter().enumerate().filter_map(|(index, whole)| Some((whole.path.as_ref()?, index))).collect();
    let mut speakers: Vec<Vec<usize>> = vec![Vec::new(); wholes.len()];
    for (index, whole) in wholes.iter().enumerate() {
        for &inner in whole.files.iter().filter_map(|file| numbers.get(file)).filter(|inner| **inner != index) {
            if whole.speaks_for(&wholes[inner]) {
                speakers[inner].push(index);
            }
        }
    }
    let mut kept: Vec<bool> = speakers.iter().map(Vec::is_empty).collect();
    for (index, speakers) in speakers.iter().enumerate() {
        kept[index] = !speakers.iter().any(|&speaker| kept[speaker]);
    }
    let mut kept = kept.into_iter();
    wholes.retain(|_| kept.next().unwrap_or(true));
    wholes
}
