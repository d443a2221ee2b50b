//! `completions` and `man`: what other programs read of the command line.

use super::args::Cli;
use super::{Exit, Streams};
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::io;

/// `noticelint completions`.
pub(super) fn completions(shell: Shell, streams: &mut Streams<'_>) -> io::Result<Exit> {
    // clap_complete panics where it cannot write, as when a pipe is closed.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "noticelint", &mut text);
    streams.out.write_all(&text)?;
    Ok(Exit::Clean)
}

/// `noticelint man`: one page for the program, and a section with the options of each command.
pub(super) fn man(streams: &mut Streams<'_>) -> io::Result<Exit> {
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(streams.out)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        writeln!(streams.out, ".SH \"NOTICELINT {}\"", command.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(command.clone());
        page.render_description_section(streams.out)?;
        page.render_options_section(streams.out)?;
    }
    Ok(Exit::Clean)
}
