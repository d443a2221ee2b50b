//! The door: command line to exit status.

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;
use noticelint::cli::{self, Cli, ColorWhen, Exit, Listened, Streams};
use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let choice = match cli.color() {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    };
    match run(&cli, choice) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: what was found could not be printed: {error}");
            ExitCode::from(Exit::Failed as u8)
        }
    }
}

fn run(cli: &Cli, choice: ColorChoice) -> io::Result<Exit> {
    // Asked of the terminals themselves; behind a buffer it could no longer be told.
    let choices = match choice {
        ColorChoice::Auto => (AutoStream::choice(&io::stdout()), AutoStream::choice(&io::stderr())),
        set => (set, set),
    };
    let stdout: Box<dyn io::Write> = Box::new(BufWriter::new(Listened::new(io::stdout().lock())));
    let stderr: Box<dyn io::Write> = Box::new(Listened::new(io::stderr().lock()));
    let (mut out, mut err) = (AutoStream::new(stdout, choices.0), AutoStream::new(stderr, choices.1));
    let exit = cli::run(cli, &mut Streams { out: &mut out, err: &mut err })?;
    out.flush()?;
    Ok(exit)
}
