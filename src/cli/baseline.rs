//! `baseline`, and `check` against one: findings that were known before.

use super::args::{BaselineArgs, CheckArgs, Input, KnownArgs, is_stdin};
use super::check::{Checked, check_all};
use super::session::{Failure, Session};
use super::{Exit, Streams};
use crate::config::Bundle;
use crate::finding::{Baseline, Coverage, DocumentReport, Place, Recorded};
use crate::report::{self, Run, count};
use crate::source::{self, Drafts, LARGEST_MAX_SIZE, SourceFile};
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What the file is called unless somebody says otherwise.
const FILE: &str = "noticelint-baseline.json";

/// Most entries that are named of those that are gone.
const SHOWN: usize = 20;

/// A baseline and where it is kept.
pub(super) struct Kept {
    path: PathBuf,
    baseline: Baseline,
}

impl Kept {
    /// The baseline that `check` is asked to compare with, if any.
    pub(super) fn open(args: &KnownArgs, session: &Session) -> Result<Option<Self>, Failure> {
        if args.no_baseline {
            return Ok(None);
        }
        let Some(path) = args.baseline.clone().map_or_else(|| session.baseline(), |path| Ok(Some(path)))? else {
            let message = "`--strict-baseline` needs a baseline: name it with `--baseline`, or as `baseline` in noticelint.toml";
            return if args.strict_baseline { Err(Failure::Message(message.to_owned())) } else { Ok(None) };
        };
        let Some(baseline) = read(&path)? else {
            let name = source::display_name(&path);
            return Err(Failure::Message(format!("{name} is not there; `noticelint baseline --output {name}` writes it")));
        };
        Ok(Some(Self { path, baseline }))
    }

    /// Takes out of `checked` what is known, and notes what is known and was not found in a run over the `named` paths.
    fn apply(&self, session: &Session, named: &[PathBuf], checked: &mut Checked) {
        let folder = folder(&self.path);
        let places = places(session, &folder, &checked.reports);
        let left = self.baseline.subtract(&mut checked.reports, &places, |path| folder.join(path).exists());
        let answers = Answers::new(&checked.reports, &places, &folder, named);
        let gone = left.recorded().filter(|recorded| answers.to(&recorded.path, &recorded.lint)).collect();
        checked.gone = gone;
    }
}

impl KnownArgs {
    /// How a run ends on account of what is known and was not found.
    pub(super) fn exit(&self, run: &Run<'_>) -> Exit {
        if self.strict_baseline && !run.gone.is_empty() { Exit::Findings } else { Exit::Clean }
    }
}

/// Checks everything that the arguments name, without what is known already.
pub(super) fn check_new(session: &Session, args: &CheckArgs, kept: Option<&Kept>, drafts: &Drafts) -> io::Result<Checked> {
    let mut checked = check_all(session, &args.input, drafts)?;
    if let Some(kept) = kept {
        let named: Vec<PathBuf> = args.input.all_paths().cloned().collect();
        kept.apply(session, &named, &mut checked);
    }
    Ok(checked)
}

/// `noticelint baseline`.
pub(super) fn baseline(args: &BaselineArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if args.paths.iter().any(|path| is_stdin(path)) {
        return Failure::Message("standard input is not a file whose findings could be known later: name files".to_owned()).print(streams);
    }
    let configured = match session.baseline() {
        Ok(path) => path,
        Err(failure) => return failure.print(streams),
    };
    let path = args.output.clone().or_else(|| configured.clone()).unwrap_or_else(|| plain(&session.folder().join(FILE)));
    let paths = session.paths.clone();
    let old = match read(&path) {
        Ok(old) => old,
        Err(failure) => return failure.print(streams),
    };
    let checked = check_all(session, &Input { paths: paths.clone(), files_from: None, stdin_filename: None }, &Drafts::default())?;
    let folder = folder(&path);
    let places = places(session, &folder, &checked.reports);
    let mut new = Baseline::of(&checked.reports, &places);
    if let Some(old) = &old {
        let answers = Answers::new(&checked.reports, &places, &folder, &paths);
        new.keep(old, |path, lint| !answers.to(path, lint));
    }
    let name = report::inert(&source::display_name(&path));
    if let Err(error) = source::put(&path, new.text().as_bytes()) {
        return Failure::Message(format!("{name} cannot be written: {error}")).print(streams);
    }
    let before = old.map_or(0, |old| old.count());
    writeln!(streams.out, "{name}: {} known (before: {before})", count(usize::try_from(new.count()).unwrap_or(usize::MAX), "finding"))?;
    if configured.is_none() {
        writeln!(
            streams.err,
            "note: `check --baseline {name}` compares with it, or `check` if noticelint.toml has `baseline = \"{name}\"`"
        )?;
    }
    checked.complain(streams)?;
    Ok(if checked.run(session).is_whole() { Exit::Clean } else { Exit::Failed })
}

/// Says what is known and was not found.
pub(super) fn tell_gone(gone: &[Recorded], streams: &mut Streams<'_>) -> io::Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let total = gone.iter().map(|recorded| usize::try_from(recorded.count.get()).unwrap_or(usize::MAX)).fold(0, usize::saturating_add);
    writeln!(streams.err, "note: {} of the baseline fixed since; run `noticelint baseline` to drop them:", count(total, "finding"))?;
    for recorded in gone.iter().take(SHOWN) {
        let times = if recorded.count.get() == 1 { String::new() } else { format!(" ({} times)", recorded.count) };
        writeln!(streams.err, "  {}: {}{times}", report::inert(&recorded.path), report::inert(&recorded.lint))?;
    }
    if gone.len() > SHOWN {
        writeln!(streams.err, "  and {} more", gone.len() - SHOWN)?;
    }
    Ok(())
}

/// The baseline at `path`; none if there is no such file.
fn read(path: &Path) -> Result<Option<Baseline>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let name = source::display_name(path);
    let file = SourceFile::read(path, &name, LARGEST_MAX_SIZE).map_err(|problem| Failure::Message(format!("{name} {problem}")))?;
    Baseline::read(&Arc::new(file)).map(Some).map_err(|problem| Failure::Problems(vec![*problem]))
}

/// What documents are called in the baseline of a folder.
fn places(session: &Session, folder: &Path, reports: &[DocumentReport]) -> Vec<Place> {
    let checked: BTreeSet<PathBuf> = reports.iter().filter_map(|report| report.source.path()).map(absolute).collect();
    // A notice of several pages is called as its first one, whichever is looked at.
    let mut notices: HashMap<&str, (String, bool)> = HashMap::new();
    for Bundle { name, pages } in &session.bundles {
        let is_whole = pages.iter().all(|page| checked.contains(&absolute(page)));
        notices.extend(pages.first().map(|first| (name.as_str(), (relative(folder, first), is_whole))));
    }
    let place = |report: &DocumentReport| {
        let own = relative(folder, report.source.path().unwrap_or(Path::new(report.source.name())));
        let notice = report.bundle.as_ref().and_then(|bundle| notices.get(bundle.as_str())).cloned();
        let (notice, is_whole) = notice.unwrap_or_else(|| (own.clone(), true));
        Place { own, notice, is_whole }
    };
    reports.iter().map(place).collect()
}

/// What a run can tell of findings.
struct Answers<'a> {
    coverage: Coverage<'a>,
    folder: &'a Path,
    /// The paths that were looked through; canonical.
    named: Vec<PathBuf>,
}

impl<'a> Answers<'a> {
    fn new(reports: &'a [DocumentReport], places: &'a [Place], folder: &'a Path, named: &[PathBuf]) -> Self {
        let named = named.iter().filter_map(|named| named.canonicalize().ok()).collect();
        Self { coverage: Coverage::new(reports, places), folder, named }
    }

    /// Whether the run tells of all findings of `lint` that are kept under `path`: the document was checked, or it is gone from what was
    /// looked through.
    fn to(&self, path: &str, lint: &str) -> bool {
        let whole = plain(&self.folder.join(path));
        self.coverage.holds(path, lint) || (self.named.iter().any(|named| whole.starts_with(named)) && !whole.exists())
    }
}

/// The folder that paths in a baseline begin in.
fn folder(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    absolute(parent)
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// The way from `folder` to `path`, with `/`.
fn relative(folder: &Path, path: &Path) -> String {
    let path = absolute(path);
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A path without `.` and `..`, as it is written.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
