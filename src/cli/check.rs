//! `check` and `audit`: documents in, reports out.

use super::args::{AuditArgs, AuditFormat, CheckArgs, Input, is_stdin};
use super::baseline::{self, Kept, check_new};
use super::fix::{self, Fixes};
use super::include::{self, Roots, Whole};
use super::session::{Failure, Session};
use super::since;
use super::stream::{self, Question};
use super::{Exit, Streams};
use crate::finding::{self, DocumentReport, Recorded, RemarkKind, UNKNOWN_KIND};
use crate::report::{self, Run, count, json, ndjson};
use crate::source::{Discovery, Drafts, Format, Found, SourceFile};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::io::{self, Read as _};
use std::path::PathBuf;

/// What became of all documents of a run.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) reports: Vec<DocumentReport>,
    /// Paths that could not be checked or fixed, and why.
    pub(super) unread: Vec<(String, String)>,
    /// How many findings were fixed, or would be.
    pub(super) fixed: usize,
    /// What to say of the run besides.
    pub(super) notes: Vec<String>,
    /// What the baseline has and was not found.
    pub(super) gone: Vec<Recorded>,
    /// What to say about files that were passed over.
    passed_over: Option<String>,
}

impl Checked {
    pub(super) fn run<'a>(&'a self, session: &'a Session) -> Run<'a> {
        Run {
            reports: &self.reports,
            unread: &self.unread,
            ruleset: &session.ruleset,
            fixed: None,
            gone: &self.gone,
            show_suppressed: false,
        }
    }

    /// Names what could not be checked.
    pub(super) fn complain(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        for (path, message) in &self.unread {
            writeln!(streams.err, "error: {} {}", report::inert(path), report::inert(message))?;
        }
        if let Some(message) = &self.passed_over {
            writeln!(streams.err, "note: {message}")?;
        }
        for note in &self.notes {
            writeln!(streams.err, "note: {note}")?;
        }
        baseline::tell_gone(&self.gone, streams)
    }

    /// Says once of which documents the kind is not known.
    fn tell_unknown(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        let unknown = |report: &&DocumentReport| report.remarks.iter().any(|remark| remark.kind == RemarkKind::UnknownKind);
        let names: Vec<String> = self.reports.iter().filter(unknown).map(|report| report::inert(report.source.name())).collect();
        let Some((first, more)) = names.split_first() else { return Ok(()) };
        let which = match more.len() {
            0 => first.clone(),
            1 | 2 => names.join(", "),
            count => format!("{first}, {} and {} more", more[0], count - 1),
        };
        writeln!(streams.err, "note: it is not known what kind of document this is: {which}; {UNKNOWN_KIND}")
    }
}

/// `noticelint check`.
pub(super) fn check(args: &CheckArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if args.lines.is_some() {
        return if args.report.is_lines() {
            stream::run(&args.input, Question::Check, session, streams)
        } else {
            Failure::Message(stream::ANSWERS.to_owned()).print(streams)
        };
    }
    let is_fixing = args.fix || args.diff;
    if is_fixing && args.input.has_stdin() {
        return Failure::Message(fix::NO_FILE.to_owned()).print(streams);
    }
    let kept = match Kept::open(&args.known, session) {
        Ok(kept) => kept,
        Err(failure) => return failure.print(streams),
    };
    let kept = kept.as_ref();
    if args.diff {
        return show(args, session, kept, streams);
    }
    let mut checked = if is_fixing {
        Fixes::make(args, session, kept)?.write(args, session, kept)?
    } else {
        check_new(session, args, kept, &Drafts::default())?
    };
    if let Some(revision) = &args.changed_since
        && let Err(problem) = since::keep_changed(&mut checked, revision, args.input.has_stdin(), session)
    {
        return Failure::Message(problem).print(streams);
    }
    let run = Run { fixed: args.fix.then_some(checked.fixed), show_suppressed: args.known.show_suppressed, ..checked.run(session) };
    let written = args.report.report(&run, streams)?;
    if args.fix && !args.report.tells_fixed() {
        writeln!(streams.err, "{} fixed", count(checked.fixed, "finding"))?;
    }
    if args.report.leaves_unknown() {
        checked.tell_unknown(streams)?;
    }
    checked.complain(streams)?;
    Ok(if written { exit(&run).max(args.known.exit(&run)) } else { Exit::Failed })
}

/// `noticelint check --diff`.
fn show(args: &CheckArgs, session: &Session, kept: Option<&Kept>, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let (diff, checked) = Fixes::make(args, session, kept)?.show();
    streams.out.write_all(diff.as_bytes())?;
    checked.complain(streams)?;
    let remain = checked.reports.iter().map(|report| report.outcome.findings.len()).sum();
    let (fixed, remain) = (count(checked.fixed, "finding"), count(remain, "finding"));
    writeln!(streams.err, "{fixed} would be fixed, {remain} would remain; nothing was written")?;
    let run = checked.run(session);
    Ok(exit(&run).max(args.known.exit(&run)))
}

/// How a run ends on account of what was found.
pub(super) fn exit(run: &Run<'_>) -> Exit {
    match (run.is_whole(), run.fails()) {
        (false, _) => Exit::Failed,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    }
}

/// `noticelint audit`.
pub(super) fn audit(args: &AuditArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if args.lines.is_some() {
        return if args.format == AuditFormat::Ndjson {
            stream::run(&args.input, Question::Audit, session, streams)
        } else {
            Failure::Message(stream::ANSWERS.to_owned()).print(streams)
        };
    }
    let mut checked = check_all(session, &args.input, &Drafts::default())?;
    checked.reports.retain(|report| !report.is_configuration);
    match args.format {
        AuditFormat::Json => json::audit(&checked.reports, &checked.unread, &session.ruleset, streams.out)?,
        AuditFormat::Ndjson => ndjson::audit(&checked.reports, &checked.unread, &session.ruleset, streams.out)?,
        // One document is shown with its words; many are compared.
        AuditFormat::Human => match checked.reports.as_slice() {
            [report] => streams.out.write_all(report::audit::table(report).as_bytes())?,
            pages if report::audit::is_bundle(pages) => streams.out.write_all(report::audit::bundle(pages).as_bytes())?,
            reports => streams.out.write_all(report::audit::matrix(reports).as_bytes())?,
        },
        AuditFormat::Markdown => {
            for report in &checked.reports {
                streams.out.write_all(report::audit::markdown(report, &session.ruleset).as_bytes())?;
            }
        }
        AuditFormat::Csv => report::audit::csv(&checked.reports, &session.ruleset, streams.out)?,
    }
    checked.complain(streams)?;
    // An audit reports; it does not judge. Only a run that failed is told by its exit status.
    Ok(if checked.run(session).is_whole() { Exit::Clean } else { Exit::Failed })
}

/// Reads and checks everything that the input names, in parallel; the order of the reports is that of the names. Drafts are read in
/// place of the files that have one.
pub(super) fn check_all(session: &Session, input: &Input, drafts: &Drafts) -> io::Result<Checked> {
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = input.all_paths().cloned().partition(|path| is_stdin(path));
    let found = session.discover(&paths);
    let roots = Roots::new(&session.configs, &paths, drafts);
    let mut checked = Checked { unread: found.failures.clone(), passed_over: passed_over(&found), ..Checked::default() };
    let mut read = |files: &[Found]| {
        let results: Vec<Result<Vec<Whole>, (String, String)>> = files.par_iter().map(|file| check_file(session, file, &roots)).collect();
        let (wholes, unread): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        checked.unread.extend(unread.into_iter().filter_map(Result::err));
        wholes.into_iter().filter_map(Result::ok).flatten().collect::<Vec<Whole>>()
    };
    let mut wholes = include::without_included(read(&found.files));
    let asked = found.files.iter().map(|file| file.path.as_path()).chain(input.stdin_filename.as_deref().filter(|_| !stdin.is_empty()));
    let others = read(&super::bundle::other_pages(&session.bundles, asked));
    if !stdin.is_empty() {
        match check_stdin(session, input, &roots)? {
            Ok(messages) => wholes.extend(messages),
            Err(unread) => checked.unread.push(unread),
        }
    }
    super::bundle::merge(session, &mut wholes, others);
    checked.reports.extend(wholes.into_iter().map(Whole::into_report));
    let tally = finding::suppress(&mut checked.reports);
    checked.reports.extend(super::allow::in_configuration(session, &checked.reports, &tally, &paths));
    if found.files.is_empty() && found.failures.is_empty() && stdin.is_empty() && !paths.is_empty() {
        let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        checked.unread.push((names.join(", "), "holds no file that noticelint reads".to_owned()));
    }
    checked.reports.sort_by(|a, b| a.source.name().cmp(b.source.name()));
    checked.unread.sort();
    Ok(checked)
}

fn check_file(session: &Session, file: &Found, roots: &Roots<'_>) -> Result<Vec<Whole>, (String, String)> {
    let source = roots
        .drafts
        .read(&file.path, &file.name, session.max_file_size(&file.path))
        .map_err(|problem| (file.name.clone(), problem.to_string()))?;
    let messages = source.into_messages(file.format).into_iter();
    Ok(messages.map(|message| Whole::check(session, message, file.format, &file.path, roots)).collect())
}

fn check_stdin(session: &Session, input: &Input, roots: &Roots<'_>) -> io::Result<Result<Vec<Whole>, (String, String)>> {
    let path = input.stdin_path();
    let name = path.display().to_string();
    let limit = session.max_file_size(&path);
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?;
    let format = Format::of_any(&name);
    let read = SourceFile::decode(&name, bytes, limit).map_err(|problem| (name, problem.to_string()));
    let check = |message| Whole::check(session, message, format, &path, roots);
    Ok(read.map(|source| source.into_messages(format).into_iter().map(check).collect()))
}

/// What to say about files that may hold notices and were not read.
fn passed_over(found: &Discovery) -> Option<String> {
    let total: usize = found.passed_over.values().sum();
    let each: Vec<String> = found.passed_over.iter().map(|(ending, count)| format!("{count} .{ending}")).collect();
    (total > 0).then(|| format!("{total} files were passed over, in formats that are not read yet: {}", each.join(", ")))
}
