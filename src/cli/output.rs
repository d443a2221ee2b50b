//! Where the reports of `check` go: to standard output, and into files besides.

use super::Streams;
use crate::report::{self, FORMATS, Format, HUMAN, NDJSON, Run, inert};
use crate::source;
use anstream::StripStream;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), default_value = HUMAN)]
    format: &'static Format,
    /// Write a report into a file besides, such as `sarif=noticelint.sarif`; can be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = Output::parse, conflicts_with = "diff")]
    output: Vec<Output>,
    /// Print how often each lint found something in place of the findings
    #[arg(long, conflicts_with_all = ["format", "diff"])]
    statistics: bool,
}

/// A parser of the names of formats, which clap lists in its help.
fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("not a known format"))
}

impl ReportArgs {
    /// Whether the report that is printed leaves it to others to say of which documents the kind is not known.
    pub(super) fn leaves_unknown(&self) -> bool {
        self.format.leaves_unknown
    }

    /// Whether the report that is printed says how many findings were fixed.
    pub(super) fn tells_fixed(&self) -> bool {
        self.format.name == HUMAN
    }

    /// Whether the report that is printed has a document a line.
    pub(super) fn is_lines(&self) -> bool {
        self.format.name == NDJSON
    }

    /// Writes and prints all reports of a run; returns whether all files could be written.
    pub(super) fn report(&self, run: &Run<'_>, streams: &mut Streams<'_>) -> io::Result<bool> {
        // Files first, as a pipe that is closed ends the run.
        let all = write_files(&self.output, run, streams)?;
        let printed = if self.statistics { report::statistics(run, streams.out) } else { self.format.write(run, streams.out) };
        printed.map(|()| all)
    }
}

/// A report that is to be written into a file.
#[derive(Clone, Debug)]
struct Output {
    format: &'static Format,
    path: PathBuf,
}

impl Output {
    /// Reads `FORMAT=FILE`.
    fn parse(text: &str) -> Result<Self, String> {
        let (name, path) = text.split_once('=').ok_or_else(|| "write it as FORMAT=FILE, such as sarif=noticelint.sarif".to_owned())?;
        let format = Format::named(name).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            format!("`{name}` is not a format; the formats are {}", names.join(", "))
        })?;
        match path {
            "" => Err("the name of the file is missing".to_owned()),
            "-" => Err(format!("to print {name} to standard output, say `--format {name}`")),
            _ => Ok(Self { format, path: PathBuf::from(path) }),
        }
    }

    /// Writes the report of `run`, all of it or nothing.
    fn write(&self, run: &Run<'_>) -> Result<(), String> {
        if is_checked(&self.path, run) {
            return Err("is a document that was checked, and was not overwritten; give the report another name".to_owned());
        }
        let mut plain = StripStream::new(Vec::new());
        self.format
            .write(run, &mut plain)
            .and_then(|()| source::put(&self.path, &plain.into_inner()))
            .map_err(|error| format!("cannot be written: {error}"))
    }
}

/// Whether a file is one of those that a run was about.
fn is_checked(path: &Path, run: &Run<'_>) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let checked = run.reports.iter().filter_map(|report| report.source.path());
    let unread = run.unread.iter().map(|(name, _)| Path::new(name));
    checked.chain(unread).any(|other| other.canonicalize().is_ok_and(|other| other == path))
}

/// Writes reports into files, and says which could not be; returns whether all could.
fn write_files(outputs: &[Output], run: &Run<'_>, streams: &mut Streams<'_>) -> io::Result<bool> {
    let mut all = true;
    for (index, output) in outputs.iter().enumerate() {
        let is_taken = outputs[..index].iter().any(|other| other.path == output.path);
        let written = if is_taken { Err("was named for two reports; the second was not written".to_owned()) } else { output.write(run) };
        if let Err(why) = written {
            writeln!(streams.err, "error: {} {why}", inert(&output.path.display().to_string()))?;
            all = false;
        }
    }
    Ok(all)
}
