//! The command line: arguments as typed, then resolved into a session, then a run. Sees everything; nothing sees it.
//!
//! Exit status: 0 nothing at or above the failing level, 1 findings at or above it, 2 the run itself failed.

mod args;
mod catalogue;
mod check;
mod examples;
mod session;

pub use args::{Cli, ColorWhen};

use args::Command;
use std::io::{self, Write};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above the failing level.
    Clean = 0,
    /// Findings at or above the failing level.
    Findings = 1,
    /// The run itself failed: usage, configuration, a lint file, or a file that could not be read.
    Failed = 2,
}

/// Where a run writes to.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// What went wrong with the run.
    pub err: &'a mut dyn Write,
}

/// Runs what the command line asks for.
///
/// # Errors
/// If a stream cannot be written to.
pub fn run(cli: &Cli, streams: &mut Streams<'_>) -> io::Result<Exit> {
    match &cli.command {
        Command::Check(args) => check::check(args, &cli.shared, streams),
        Command::Audit(args) => check::audit(args, &cli.shared, streams),
        Command::Explain { lint } => catalogue::explain(lint, &cli.shared, streams),
        Command::List => catalogue::list(&cli.shared, streams),
        Command::Test(args) => examples::test(args, &cli.shared, streams),
    }
}
