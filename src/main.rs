//! The door: command line to exit status.

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;
use noticelint::cli::{self, Cli, ColorWhen, Exit, Streams};
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
        // Somebody closed the pipe, as `head` does: they have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(Exit::Clean as u8),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: what was found could not be printed: {error}");
            ExitCode::from(Exit::Failed as u8)
        }
    }
}

fn run(cli: &Cli, choice: ColorChoice) -> io::Result<Exit> {
    // Asked of the terminal itself; behind a buffer it could no longer be told.
    let out_choice = if choice == ColorChoice::Auto { AutoStream::choice(&io::stdout()) } else { choice };
    let stdout: Box<dyn io::Write> = Box::new(BufWriter::new(io::stdout().lock()));
    let mut out = AutoStream::new(stdout, out_choice);
    let mut err = AutoStream::new(io::stderr().lock(), choice);
    let exit = cli::run(cli, &mut Streams { out: &mut out, err: &mut err })?;
    out.flush()?;
    Ok(exit)
}
