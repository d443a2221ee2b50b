//! A run's configuration, ruleset and settings, resolved from the command line.

use super::args::Shared;
use super::{Exit, Streams};
use crate::config::{Bundle, Config};
use crate::data::Problem;
use crate::finding::{Declared, Settings};
use crate::lint::{LintFile, Ruleset};
use crate::report::{self, Painter};
use jiff::civil::Date;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Everything a run needs besides its documents.
pub(super) struct Session {
    pub(super) config: Config,
    pub(super) ruleset: Ruleset,
    pub(super) bundles: Vec<Bundle>,
    declared: Declared,
    pub(super) as_of: Date,
}

/// A session, or how the run ended because there can be none.
pub(super) type Opened = Result<Session, Exit>;

impl Session {
    /// Reads the configuration and the lints; what is wrong with them has been printed if there is no session.
    pub(super) fn open(shared: &Shared, streams: &mut Streams<'_>) -> io::Result<Opened> {
        let config = match read_config(shared) {
            Ok(config) => config,
            Err(failure) => return failure.print(streams).map(Err),
        };
        let ruleset = match load(shared, &config) {
            Ok((ruleset, problems)) if problems.is_empty() => ruleset,
            Ok((ruleset, problems)) if shared.keep_going => {
                print_problems(&problems, "they were left out", streams)?;
                ruleset
            }
            Ok((_, problems)) => return Failure::Problems(problems).print(streams).map(Err),
            Err(failure) => return failure.print(streams).map(Err),
        };
        let (bundles, mut mistaken) = config.bundles();
        mistaken.splice(0..0, config.check(&ruleset));
        if !mistaken.is_empty() {
            return Failure::Problems(mistaken).print(streams).map(Err);
        }
        let place = || "on the command line".to_owned();
        let declared = Declared {
            kind: shared.kind.map(|kind| (kind, place())),
            sector: shared.sector.map(|sector| (sector, place())),
            channel: shared.channel,
            list: shared.list,
            jurisdiction: shared.jurisdiction,
        };
        let as_of = shared.as_of.unwrap_or_else(|| jiff::ZonedDateTime::now().date());
        Ok(Ok(Self { config, ruleset, bundles, declared, as_of }))
    }

    /// The settings for the document at `path`.
    pub(super) fn settings(&self, path: &Path) -> Settings {
        Settings {
            declared: self.declared.clone(),
            configured: self.config.declared(path),
            allowed: self.config.allowed(path, self.as_of),
            organisation: Arc::clone(&self.config.organisation),
            as_of: self.as_of,
            levels: self.config.levels.clone(),
            only: None,
            presumed: None,
        }
    }
}

/// Why a run cannot begin.
pub(super) enum Failure {
    /// Mistakes in what a user wrote.
    Problems(Vec<Problem>),
    /// Something that has no place in a file.
    Message(String),
}

impl Failure {
    /// Prints all there is to say.
    pub(super) fn print(self, streams: &mut Streams<'_>) -> io::Result<Exit> {
        match self {
            Self::Message(message) => writeln!(streams.err, "error: {}", report::inert(&message))?,
            Self::Problems(problems) => print_problems(&problems, "nothing was checked", streams)?,
        }
        Ok(Exit::Failed)
    }
}

fn print_problems(problems: &[Problem], consequence: &str, streams: &mut Streams<'_>) -> io::Result<()> {
    let mut painter = Painter::default();
    for problem in problems {
        report::problem(problem, &mut painter)?;
    }
    write!(streams.err, "{}", painter.into_text())?;
    let count = problems.len();
    writeln!(streams.err, "error: {count} {}; {consequence}", if count == 1 { "mistake" } else { "mistakes" })
}

fn read_config(shared: &Shared) -> Result<Config, Failure> {
    let found = match &shared.config {
        Some(path) => Some(path.clone()),
        None => std::env::current_dir().ok().and_then(|folder| Config::find(&folder)),
    };
    let Some(path) = found else { return Ok(Config::default()) };
    // The configuration of the folder one stands in is named as one would name it.
    let path = std::env::current_dir().ok().and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_path_buf)).unwrap_or(path);
    Config::read(&path).map_err(|why| match why {
        Ok(problems) => Failure::Problems(problems),
        Err(message) => Failure::Message(message),
    })
}

/// The built-in lints, or those of `--ruleset`.
pub(super) fn base_files(shared: &Shared) -> Result<Vec<LintFile>, Failure> {
    match &shared.ruleset {
        None => Ok(LintFile::built_in()),
        Some(folder) => LintFile::below(folder).map_err(Failure::Message),
    }
}

fn load(shared: &Shared, config: &Config) -> Result<(Ruleset, Vec<Problem>), Failure> {
    let mut files = base_files(shared)?;
    for folder in config.lints.iter().chain(&shared.lints) {
        files.extend(LintFile::below(folder).map_err(Failure::Message)?);
    }
    Ok(Ruleset::read(&files))
}
