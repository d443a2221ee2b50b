//! `diff`: what changed in meaning between two versions.

mod revision;

use super::args::{DiffArgs, DiffFormat, Input, is_stdin};
use super::check::{Checked, check_all};
use super::session::{Failure, Session};
use super::{Exit, Streams};
use crate::finding::{self, Comparison, DocumentReport, Settings, Versions};
use crate::lint::{Basis, Known};
use crate::report;
use crate::source::{self, Drafts};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Versions of documents, ready to be compared.
#[derive(Default)]
struct Pairs {
    list: Vec<Pair>,
    unread: Vec<(String, String)>,
    /// What the old versions are called.
    against: String,
}

/// Two versions of a document.
struct Pair {
    old: Option<DocumentReport>,
    new: Option<DocumentReport>,
    /// The old name of a renamed file.
    former: Option<String>,
}

/// `noticelint diff`.
pub(super) fn diff(args: &DiffArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let pairs = match (&args.rev, args.paths.as_slice()) {
        (Some(revision), paths) => match revision::pairs(revision, paths, session)? {
            Ok(pairs) => pairs,
            Err(problem) => return Failure::Message(problem.to_string()).print(streams),
        },
        (None, [old, new]) => match given(old, new, session)? {
            Ok(pairs) => pairs,
            Err(message) => return Failure::Message(message).print(streams),
        },
        (None, _) => {
            let message =
                "give two versions to compare, `noticelint diff OLD NEW`; or compare with one in git, `noticelint diff --rev REV`";
            return Failure::Message(message.to_owned()).print(streams);
        }
    };
    let mut list = pairs.list;
    for pair in &mut list {
        presume(session, pair);
    }
    let versions = list.iter().map(|pair| Versions { old: pair.old.as_ref(), new: pair.new.as_ref(), former: pair.former.as_deref() });
    let mut comparisons: Vec<Comparison<'_>> = versions.map(|versions| versions.compare(&session.ruleset)).collect();
    tell_bundles_once(&mut comparisons);
    let compared = comparisons.len();
    match args.format {
        DiffFormat::Human => write!(streams.out, "{}", report::changes::human(&comparisons, &pairs.against, compared))?,
        DiffFormat::Markdown => write!(streams.out, "{}", report::changes::markdown(&comparisons, &pairs.against, compared))?,
        DiffFormat::Json => {
            report::changes::json(&comparisons, &pairs.against, compared, &pairs.unread, &session.ruleset, &mut *streams.out)?;
        }
    }
    for (path, message) in &pairs.unread {
        writeln!(streams.err, "error: {} {}", report::inert(path), report::inert(message))?;
    }
    let has_loss = comparisons.iter().any(|comparison| comparison.losses().next().is_some());
    Ok(match (pairs.unread.is_empty(), has_loss) {
        (false, _) => Exit::Failed,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    })
}

/// What `input` names; without what is said of the configuration, of which there is one version.
fn documents(session: &Session, input: &Input, drafts: &Drafts) -> io::Result<Checked> {
    let mut checked = check_all(session, input, drafts)?;
    checked.reports.retain(|report| !report.is_configuration);
    Ok(checked)
}

/// Two files, or the files of the same names in two folders.
fn given(old: &Path, new: &Path, session: &Session) -> io::Result<Result<Pairs, String>> {
    if old.is_dir() != new.is_dir() {
        let (folder, other) = if old.is_dir() { (old, new) } else { (new, old) };
        return Ok(Err(format!("{} is a folder and {} is not: give two files or two folders", folder.display(), other.display())));
    }
    if is_stdin(old) && is_stdin(new) {
        return Ok(Err("standard input can be one of the versions, not both".to_owned()));
    }
    let check = |path: &Path, other: &Path| {
        // What comes from standard input is named as the other version is.
        let stdin_filename = is_stdin(path).then(|| other.to_path_buf());
        documents(session, &Input { paths: vec![path.to_path_buf()], stdin_filename, files_from: None }, &Drafts::default())
    };
    let (before, after) = (check(old, new)?, check(new, old)?);
    let mut pairs = Pairs { against: source::display_name(old), ..Pairs::default() };
    pairs.unread.extend(before.unread);
    pairs.unread.extend(after.unread);
    if old.is_dir() {
        let mut olds = below(old, before.reports);
        for (name, after) in below(new, after.reports) {
            pairs.list.push(Pair { old: olds.remove(&name), new: Some(after), former: None });
        }
        pairs.list.extend(olds.into_values().map(|before| Pair { old: Some(before), new: None, former: None }));
    } else if let (Some(mut before), Some(mut after)) = (before.reports.into_iter().next(), after.reports.into_iter().next()) {
        share_configuration(session, &mut before, old, new);
        share_configuration(session, &mut after, new, old);
        pairs.list.push(Pair { old: Some(before), new: Some(after), former: None });
    }
    Ok(Ok(pairs))
}

/// Reports by the names of their files below a folder.
fn below(folder: &Path, reports: Vec<DocumentReport>) -> BTreeMap<PathBuf, DocumentReport> {
    let name = |report: &DocumentReport| {
        let path = report.source.path().unwrap_or(Path::new(report.source.name()));
        path.strip_prefix(folder).unwrap_or(path).to_path_buf()
    };
    reports.into_iter().map(|report| (name(&report), report)).collect()
}

/// Checks a version again if the configuration declares something of the other one alone, such as of the one that is in the repository.
fn share_configuration(session: &Session, report: &mut DocumentReport, own: &Path, other: &Path) {
    let settings = session.settings(own);
    let configured = settings.configured.clone().or(session.settings(other).configured);
    if configured != settings.configured {
        *report = finding::check(report.source.clone(), report.format, &session.ruleset, &Settings { configured, ..settings });
    }
}

/// Takes a version whose kind nothing tells for what the other one is: a notice that has lost its words is still one.
fn presume(session: &Session, pair: &mut Pair) {
    let (Some(old), Some(new)) = (&mut pair.old, &mut pair.new) else { return };
    let (unknown, known) = match (&old.profile.kind.basis, &new.profile.kind.basis) {
        (Basis::Unknown, Basis::Unknown) => return,
        (Basis::Unknown, _) => (old, new),
        (_, Basis::Unknown) => (new, old),
        _ => return,
    };
    let place = format!("for {}, the other version", known.source.name());
    let presumed = Some(Known { value: known.profile.kind.value, basis: Basis::Declared(place) });
    let settings = Settings { presumed, ..session.settings(Path::new(known.source.name())) };
    *unknown = finding::check(unknown.source.clone(), unknown.format, &session.ruleset, &settings);
}

/// The pages of a bundle have one status for an item: its change is told of the first of them.
fn tell_bundles_once(comparisons: &mut [Comparison<'_>]) {
    let mut told = BTreeSet::new();
    for comparison in comparisons {
        let Some(bundle) = comparison.versions.new.or(comparison.versions.old).and_then(|report| report.bundle.as_deref()) else {
            continue;
        };
        comparison.items.retain(|item| told.insert((bundle, item.lint.clone())));
    }
}
