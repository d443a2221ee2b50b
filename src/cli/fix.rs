//! `check --fix`: what lints propose is written into the files, or shown.

use super::args::CheckArgs;
use super::baseline::{Kept, check_new};
use super::check::Checked;
use super::session::Session;
use crate::finding::{DocumentReport, FilePlan, Plan};
use crate::report;
use crate::source::{self, Drafts, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How often what was fixed is checked again, for fixes that overlapped others or that are due only now.
const ROUNDS: usize = 10;

/// Why nothing is fixed on standard input.
pub(super) const NO_FILE: &str = "standard input is not a file that could be changed: give the name of the file, or leave `--fix` and \
    `--diff` out";

/// The fixes of a run: made in drafts, and not written yet.
pub(super) struct Fixes {
    /// What remains once they are made.
    checked: Checked,
    drafts: Drafts,
    /// Files with a draft, by canonical path.
    files: BTreeMap<PathBuf, Fixed>,
    /// Files in which nothing can be fixed.
    refused: BTreeSet<PathBuf>,
    /// Their names, and why.
    failures: Vec<(String, String)>,
}

/// A file with fixes.
struct Fixed {
    name: String,
    before: Vec<u8>,
    /// How many findings are fixed in it.
    count: usize,
}

impl Fixes {
    /// Checks everything that the input names, and makes fixes in drafts until no more are proposed.
    pub(super) fn make(args: &CheckArgs, session: &Session, kept: Option<&Kept>) -> io::Result<Self> {
        let drafts = Drafts::default();
        let checked = check_new(session, args, kept, &drafts)?;
        let mut fixes = Self { checked, drafts, files: BTreeMap::new(), refused: BTreeSet::new(), failures: Vec::new() };
        for _ in 0..ROUNDS {
            if !fixes.draft(args.unsafe_fixes) {
                break;
            }
            fixes.checked = check_new(session, args, kept, &fixes.drafts)?;
        }
        if plan(&fixes.checked.reports, args.unsafe_fixes).files().keys().any(|path| !fixes.refused.contains(path)) {
            let message = format!("after {ROUNDS} rounds there is still something to fix; do two lints undo each other's fixes?");
            fixes.checked.notes.push(message);
        }
        // Two lints may have undone each other's fixes.
        let drafts = &fixes.drafts;
        fixes.files.retain(|path, file| drafts.get(path) != Some(&file.before));
        Ok(fixes)
    }

    /// Makes the fixes that the reports propose in drafts; returns whether there are any.
    fn draft(&mut self, unsafe_too: bool) -> bool {
        let drafted = {
            let plan = plan(&self.checked.reports, unsafe_too);
            let files = plan.files().iter().filter(|(path, _)| !self.refused.contains(*path));
            let rewrite = |(path, file): (&PathBuf, &FilePlan<'_>)| {
                let bytes = self.drafts.get(path).map_or_else(|| fs::read(path), |draft| Ok(draft.to_vec()));
                let rewritten = bytes.map_err(|error| format!("cannot be fixed: {error}")).and_then(|before| {
                    let after = file.source.rewrite(&before, file.edits()).map_err(|problem| problem.to_string())?;
                    Ok((before, after))
                });
                (path.clone(), file.source.name().to_owned(), file.fixed, rewritten)
            };
            files.map(rewrite).collect::<Vec<_>>()
        };
        let any = !drafted.is_empty();
        for (path, name, count, rewritten) in drafted {
            match rewritten {
                Ok((before, after)) => {
                    self.files.entry(path.clone()).or_insert(Fixed { name, before, count: 0 }).count += count;
                    self.drafts.set(path, after);
                }
                Err(why) => {
                    self.refused.insert(path);
                    self.failures.push((name, why));
                }
            }
        }
        any
    }

    /// Writes the files. Returns what remains to be said of what is on disk now.
    pub(super) fn write(mut self, args: &CheckArgs, session: &Session, kept: Option<&Kept>) -> io::Result<Checked> {
        let mut written = 0;
        let mut is_behind = false;
        for (path, file) in &self.files {
            let after = self.drafts.get(path).unwrap_or(&file.before);
            match source::replace(path, &file.before, after) {
                Ok(()) => written += file.count,
                Err(error) => {
                    self.failures.push((file.name.clone(), format!("cannot be fixed: {error}")));
                    is_behind = true;
                }
            }
        }
        let notes = std::mem::take(&mut self.checked.notes);
        let mut checked = if is_behind { check_new(session, args, kept, &Drafts::default())? } else { self.checked };
        checked.notes = notes;
        checked.unread.extend(self.failures);
        checked.unread.sort();
        checked.fixed = written;
        Ok(checked)
    }

    /// What the fixes would change, as a unified diff; and what would remain.
    pub(super) fn show(mut self) -> (String, Checked) {
        let read = |name: &str, bytes: &[u8]| SourceFile::decode(name, bytes.to_vec(), u64::MAX).ok();
        let mut diff = String::new();
        for (path, file) in &self.files {
            let after = self.drafts.get(path).and_then(|draft| read(&file.name, draft));
            if let (Some(before), Some(after)) = (read(&file.name, &file.before), after) {
                diff.push_str(&report::diff(&file.name, before.text(), after.text()));
            }
        }
        self.checked.unread.append(&mut self.failures);
        self.checked.unread.sort();
        self.checked.fixed = self.files.values().map(|file| file.count).sum();
        (diff, self.checked)
    }
}

/// The fixes that are made together, by canonical path.
fn plan(reports: &[DocumentReport], unsafe_too: bool) -> Plan<'_> {
    let key = |file: &SourceFile| {
        let path = file.path().unwrap_or(Path::new(file.name()));
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    };
    let mut plan = Plan::default();
    for report in reports {
        for fix in report.outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe || unsafe_too) {
            plan.add(&report.source, fix, key);
        }
    }
    plan
}
