//! The command line: arguments as typed, then resolved into a session, then a run. Sees everything; nothing sees it.
//!
//! Exit status: 0 nothing at or above the failing level, 1 findings at or above it, 2 the run itself failed.

mod allow;
mod args;
mod baseline;
mod bundle;
mod catalogue;
mod check;
mod choosing;
mod classify;
mod complete;
mod diff;
mod effective;
mod examples;
mod fix;
mod include;
mod init;
mod list;
mod listened;
mod output;
mod record;
mod reference;
mod schema;
mod session;
mod since;
mod stream;

pub use args::{Cli, ColorWhen};
pub use listened::Listened;

use args::{Command, Shared};
use session::{Scope, Session};
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
    let shared = &cli.shared;
    match &cli.command {
        Command::Init(args) => init::init(args, shared, streams),
        Command::Check(args) => in_session(shared, &args.scope(), streams, |session, streams| check::check(args, session, streams)),
        Command::Audit(args) => in_session(shared, &args.scope(), streams, |session, streams| check::audit(args, session, streams)),
        Command::Classify(args) => {
            in_session(shared, &args.scope(), streams, |session, streams| classify::classify(args, session, streams))
        }
        Command::Diff(args) => in_session(shared, &args.scope(), streams, |session, streams| diff::diff(args, session, streams)),
        Command::Baseline(args) => {
            in_session(shared, &args.scope(), streams, |session, streams| baseline::baseline(args, session, streams))
        }
        Command::Explain { lint } => {
            in_session(shared, &Scope::default(), streams, |session, streams| catalogue::explain(lint, session, streams))
        }
        Command::Config(args) => {
            in_session(shared, &args.scope(), streams, |session, streams| effective::config(args, shared, session, streams))
        }
        Command::List => in_session(shared, &Scope::default(), streams, catalogue::list),
        Command::Docs { folder } => {
            in_session(shared, &Scope::default(), streams, |session, streams| reference::docs(folder, session, streams))
        }
        Command::Schema { of } => schema::schema(*of, streams),
        Command::Completions { shell } => complete::completions(*shell, streams),
        Command::Man => complete::man(streams),
        // Not in a session: the files to be tested may be what keeps one from being opened.
        Command::Test(args) => examples::test(args, shared, streams),
    }
}

/// Runs in a session; if none can be opened, why has been printed.
fn in_session(
    shared: &Shared,
    scope: &Scope<'_>,
    streams: &mut Streams<'_>,
    run: impl FnOnce(&Session, &mut Streams<'_>) -> io::Result<Exit>,
) -> io::Result<Exit> {
    match Session::open(shared, scope, streams)? {
        Ok(session) => run(&session, streams),
        Err(exit) => Ok(exit),
    }
}
