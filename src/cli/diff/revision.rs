//! The working tree beside what is in git.

use super::{Pair, Pairs, documents};
use crate::cli::args::Input;
use crate::cli::check::Checked;
use crate::cli::include::{Roots, Whole};
use crate::cli::session::Session;
use crate::finding::DocumentReport;
use crate::source::{self, Blob, Drafts, Format, GitProblem, Repository, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// What differs from the revision, as far as noticelint is asked about it.
struct Earlier {
    repository: Repository,
    /// The files that are in both: their new paths with their old ones and contents.
    kept: Vec<(PathBuf, PathBuf, Blob)>,
    /// The files that are new.
    added: BTreeSet<PathBuf>,
    /// The files that were removed.
    removed: Vec<(PathBuf, Blob)>,
}

/// The documents below `paths`, else below the current folder, whose text differs from that in `revision`.
pub(super) fn pairs(revision: &str, paths: &[PathBuf], session: &Session) -> io::Result<Result<Pairs, GitProblem>> {
    let here = std::env::current_dir()?;
    let paths = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
    let earlier = match Earlier::ask(revision, &here) {
        Ok(earlier) => earlier,
        Err(problem) => return Ok(Err(problem)),
    };
    let asked = Asked::new(&paths, &here);
    let removed = match earlier.removed(&asked, session, &here) {
        Ok(removed) => removed,
        Err(problem) => return Ok(Err(problem)),
    };
    let drafts = match earlier.drafts(&asked) {
        Ok(drafts) => drafts,
        Err(problem) => return Ok(Err(problem)),
    };
    // A file that was removed cannot be read, and a folder that was emptied holds none; this is told by what they held.
    let is_left = |path: &&PathBuf| path.exists() || !removed.iter().any(|(at, _)| at.starts_with(Asked::absolute(path, &here)));
    let left: Vec<PathBuf> = paths.iter().filter(is_left).cloned().collect();
    let holds_any = removed.is_empty() || !session.discover(&left).files.is_empty();
    let check = |drafts: &Drafts| {
        let input = Input { paths: left.clone(), stdin_filename: None, files_from: None };
        if holds_any { documents(session, &input, drafts) } else { Ok(Checked::default()) }
    };
    let (after, before) = (check(&Drafts::default())?, check(&drafts)?);
    let mut pairs = Pairs { against: revision.to_owned(), unread: after.unread, ..Pairs::default() };
    pairs.unread.extend(before.unread);
    pairs.unread.sort();
    pairs.unread.dedup();
    let mut olds: BTreeMap<String, DocumentReport> =
        before.reports.into_iter().map(|report| (report.source.name().to_owned(), report)).collect();
    for new in after.reports {
        let path = canonical(&new);
        let old = olds.remove(new.source.name()).filter(|_| !earlier.added.contains(&path));
        if old.as_ref().is_none_or(|old| old.source.text() != new.source.text()) {
            let renamed = earlier.kept.iter().find(|(new, old, _)| *new == path && new != old);
            pairs.list.push(Pair { old, new: Some(new), former: renamed.map(|(_, old, _)| name(old, &here)) });
        }
    }
    pairs.list.extend(removed.into_iter().map(|(_, old)| Pair { old: Some(old), new: None, former: None }));
    Ok(Ok(pairs))
}

impl Earlier {
    fn ask(revision: &str, here: &Path) -> Result<Self, GitProblem> {
        let repository = Repository::of(here)?;
        let mut earlier = Self { kept: Vec::new(), added: BTreeSet::new(), removed: Vec::new(), repository };
        for changed in earlier.repository.changed_since(revision)? {
            match (changed.old, changed.new) {
                (Some((old, blob)), Some(new)) => earlier.kept.push((new, old, blob)),
                (None, Some(new)) => _ = earlier.added.insert(new),
                (Some((old, blob)), None) => earlier.removed.push((old, blob)),
                (None, None) => {}
            }
        }
        Ok(earlier)
    }

    /// The old contents of what is still there. What a document includes may have changed as well, so that all are taken that
    /// noticelint could read.
    fn drafts(&self, asked: &Asked) -> Result<Drafts, GitProblem> {
        let read = |path: &Path| Format::of(&path.to_string_lossy()).is_some() || asked.named.iter().any(|named| named == path);
        let kept: Vec<_> = self.kept.iter().filter(|(new, ..)| read(new)).collect();
        let contents = self.repository.read(&kept.iter().map(|(_, _, blob)| blob).collect::<Vec<_>>())?;
        let mut drafts = Drafts::default();
        for ((new, ..), bytes) in kept.into_iter().zip(contents) {
            drafts.set(new.canonicalize().unwrap_or_else(|_| new.clone()), bytes);
        }
        Ok(drafts)
    }

    /// The documents that were removed, as they were.
    fn removed(&self, asked: &Asked, session: &Session, here: &Path) -> Result<Vec<(PathBuf, DocumentReport)>, GitProblem> {
        let removed: Vec<_> = self
            .removed
            .iter()
            .filter_map(|(path, blob)| {
                let below = asked.below(path)?;
                let name = name(path, here);
                let is_read = below.as_os_str().is_empty() || source::is_looked_for(below);
                (is_read && !session.configs.excludes(Path::new(&name))).then_some((path, name, blob))
            })
            .collect();
        let contents = self.repository.read(&removed.iter().map(|(.., blob)| *blob).collect::<Vec<_>>())?;
        let roots = Roots::new(&session.configs, &[], &Drafts::default());
        let check = |((path, name, _), bytes): ((&PathBuf, String, &Blob), Vec<u8>)| {
            let source = SourceFile::decode(&name, bytes, session.max_file_size(Path::new(&name))).ok()?;
            let whole = Whole::check(session, source, Format::of_any(&name), Path::new(&name), &roots);
            Some((path.clone(), whole.into_report()))
        };
        Ok(removed.into_iter().zip(contents).filter_map(check).collect())
    }
}

/// The paths that are asked about; absolute.
struct Asked {
    named: Vec<PathBuf>,
}

impl Asked {
    fn new(paths: &[PathBuf], here: &Path) -> Self {
        Self { named: paths.iter().map(|path| Self::absolute(path, here)).collect() }
    }

    /// A path that need not be there any more.
    fn absolute(path: &Path, here: &Path) -> PathBuf {
        let absolute = here.join(path);
        absolute.canonicalize().unwrap_or_else(|_| {
            let folder = absolute.parent().and_then(|folder| folder.canonicalize().ok());
            folder.zip(absolute.file_name()).map_or(absolute.clone(), |(folder, file)| folder.join(file))
        })
    }

    /// The path of a file below the first that is asked about and holds it; empty if it is that itself.
    fn below<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        self.named.iter().find_map(|named| path.strip_prefix(named).ok())
    }
}

fn canonical(report: &DocumentReport) -> PathBuf {
    let path = report.source.path().unwrap_or(Path::new(report.source.name()));
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// What a file of the repository is called in output: by its path from the current folder.
fn name(path: &Path, here: &Path) -> String {
    let here = here.canonicalize().unwrap_or_else(|_| here.to_path_buf());
    source::display_name(path.strip_prefix(here).unwrap_or(path))
}
