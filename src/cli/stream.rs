//! `--input ndjson`: documents that stand in lines of JSON, checked in batches, so that no corpus is too large for the memory.

use super::args::{Input, is_stdin};
use super::check::exit;
use super::record::{Record, Refused};
use super::session::Session;
use super::{Exit, Streams};
use crate::config::Config;
use crate::document;
use crate::finding::{self, DocumentReport, Settings};
use crate::report::ndjson::{self, Origin};
use crate::report::{Run, count, inert};
use crate::source::{self, CappedLine, CappedLines, Format, SourceFile};
use clap::ValueEnum;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// A batch ends after so many lines, or with the line that makes it longer than so many bytes: enough for many processors, and little
/// to keep.
const MOST_LINES: usize = 256;
const MOST_BYTES: usize = 4 << 20;

/// How many bytes are read at once.
const READ: usize = 1 << 16;

/// What to say if lines are to be answered otherwise.
pub(super) const ANSWERS: &str = "with `--input ndjson` each line is answered with a line: say `--format ndjson`";

/// How documents come in, if they do not come as files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// A JSON object a line, with `id`, `text` and what is known of the document
    Ndjson,
}

/// What is asked of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Check,
    Audit,
}

/// Checks all lines of what the input names, in its order.
pub(super) fn run(input: &Input, question: Question, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let mut stream = Stream::new(question, session);
    for path in input.all_paths() {
        let (name, opened): (String, io::Result<Box<dyn Read>>) = if is_stdin(path) {
            ("<stdin>".to_owned(), Ok(Box::new(io::stdin().lock())))
        } else {
            (source::display_name(path), File::open(path).map(|file| Box::new(file) as Box<dyn Read>))
        };
        let unread = match opened {
            Ok(read) => stream.all_lines(&name, read, streams)?,
            Err(error) => Some(error),
        };
        if let Some(error) = unread {
            writeln!(streams.err, "error: {} cannot be read: {}", inert(&name), inert(&error.to_string()))?;
            stream.exit = Exit::Failed;
        }
    }
    stream.complain(streams)?;
    Ok(stream.exit)
}

/// The lines of a batch with their numbers; and how the reading of it ended.
struct Batch {
    lines: Vec<(u64, CappedLine)>,
    end: End,
}

enum End {
    More,
    Input,
    Broken(io::Error),
}

/// What is said of one line.
struct Answer {
    json: Vec<u8>,
    exit: Exit,
    /// Why it was not checked.
    refused: Option<String>,
}

struct Stream<'s> {
    question: Question,
    session: &'s Session,
    /// What holds for all documents: where ids lead must not decide which files are read.
    config: Arc<Config>,
    exit: Exit,
    refused: usize,
    first_refused: Option<String>,
}

impl<'s> Stream<'s> {
    fn new(question: Question, session: &'s Session) -> Self {
        let config = session.configs.of_folder(Path::new("."));
        Self { question, session, config, exit: Exit::Clean, refused: 0, first_refused: None }
    }

    /// Answers all lines of the input called `name`; returns why the reading of it ended, if it did before its end.
    fn all_lines(&mut self, name: &str, input: impl Read, streams: &mut Streams<'_>) -> io::Result<Option<io::Error>> {
        let mut lines = CappedLines::new(BufReader::with_capacity(READ, input), self.config.max_file_size());
        let mut number = 0;
        loop {
            let Batch { lines: batch, end } = batch(&mut lines, &mut number);
            let answers: Vec<io::Result<Answer>> = batch.into_par_iter().map(|(number, line)| self.answer(name, number, line)).collect();
            for answer in answers {
                let Answer { json, exit, refused } = answer?;
                streams.out.write_all(&json)?;
                self.exit = self.exit.max(exit);
                self.refused += usize::from(refused.is_some());
                self.first_refused = self.first_refused.take().or(refused);
            }
            streams.out.flush()?;
            match end {
                End::More => {}
                End::Input => return Ok(None),
                End::Broken(error) => return Ok(Some(error)),
            }
        }
    }

    fn answer(&self, input: &str, number: u64, line: CappedLine) -> io::Result<Answer> {
        let mut json = Vec::new();
        let ruleset = &self.session.ruleset;
        match self.check(input, number, line) {
            Ok((id, report)) => {
                let origin = Origin { id: id.as_ref(), line: number };
                let reports = std::slice::from_ref(&report);
                let run = Run { reports, unread: &[], ruleset, fixed: None, gone: &[], show_suppressed: false };
                let exit = match self.question {
                    Question::Check => {
                        ndjson::checked_line(origin, &report, ruleset, &mut json)?;
                        exit(&run)
                    }
                    Question::Audit => {
                        ndjson::audited_line(origin, &report, ruleset, &mut json)?;
                        if run.is_whole() { Exit::Clean } else { Exit::Failed }
                    }
                };
                Ok(Answer { json, exit, refused: None })
            }
            Err(Refused { id, why }) => {
                ndjson::refused_line(Origin { id: id.as_ref(), line: number }, input, &why, &mut json)?;
                Ok(Answer { json, exit: Exit::Failed, refused: Some(format!("{input}:{number} {why}")) })
            }
        }
    }

    fn check(&self, input: &str, number: u64, line: CappedLine) -> Result<(Option<serde_json::Value>, DocumentReport), Refused> {
        let max_size = self.config.max_file_size();
        let line = match line {
            CappedLine::Whole(line) => line,
            CappedLine::TooLong(size) => {
                let why = format!("is {size} bytes long, more than the limit of {max_size}; `max-file-size` in noticelint.toml raises it");
                return Err(Refused { id: None, why });
            }
        };
        let Record { id, text, format, declared } = Record::read(&line)?;
        drop(line);
        let name = match &id {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(number) => number.to_string(),
            None => format!("{input}:{number}"),
        };
        let source = match SourceFile::decode(&name, text.into_bytes(), max_size) {
            Ok(source) => source,
            Err(problem) => return Err(Refused { id, why: problem.to_string() }),
        };
        let format = format.unwrap_or_else(|| Format::of_any(&name));
        let path = Path::new(&name);
        let settings = self.session.settings_by(&self.config, path);
        let settings = Settings { declared: settings.declared.or(declared), ..settings };
        // Of a document that is no file, nothing can be included.
        let source = document::include(source, format, path, || None).source;
        let mut report = finding::check(source, format, &self.session.ruleset, &settings);
        finding::suppress(std::slice::from_mut(&mut report));
        Ok((id, report))
    }

    /// Says how many lines were not checked.
    fn complain(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        let Some(first) = &self.first_refused else { return Ok(()) };
        let lines = count(self.refused, "line");
        writeln!(streams.err, "error: {lines} could not be checked; the first: {}", inert(first))
    }
}

/// The next lines, up to the size of a batch. Empty lines are counted and left out.
fn batch(lines: &mut CappedLines<impl io::BufRead>, number: &mut u64) -> Batch {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < MOST_LINES && bytes < MOST_BYTES {
        let mut line = match lines.next() {
            None => return Batch { lines: batch, end: End::Input },
            Some(Err(error)) => return Batch { lines: batch, end: End::Broken(error) },
            Some(Ok(line)) => line,
        };
        *number += 1;
        if let CappedLine::Whole(line) = &mut line {
            if *number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            bytes += line.len();
        }
        batch.push((*number, line));
    }
    Batch { lines: batch, end: End::More }
}
