//! `init`: what documents there are, written down in a `noticelint.toml`.

mod file;
mod found;
mod group;
mod summary;

use super::args::{Input, Shared};
use super::check::{Checked, check_all};
use super::session::{Failure, Scope, Session};
use super::{Exit, Streams};
use crate::data::CONFIG_FILE;
use crate::report;
use crate::source::{self, Drafts, display_name};
use clap::Args;
use found::Inventory;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to look through, in which noticelint.toml is written
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// `noticelint init`.
pub(super) fn init(args: &InitArgs, shared: &Shared, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let path = args.folder.join(CONFIG_FILE);
    if let Some(message) = refusal(args, shared, &path) {
        return Failure::Message(message).print(streams);
    }
    let scope = Scope { paths: vec![args.folder.clone()], ..Scope::default() };
    let session = match Session::open(shared, &scope, streams)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let name = display_name(&path);
    if !args.dry_run && session.configs.excludes(&path) {
        let message = format!("{name} would never be read, as a configuration above excludes it; `noticelint config {name}` shows which");
        return Failure::Message(message).print(streams);
    }
    let checked = look(&session, &args.folder)?;
    let inventory = Inventory::take(&checked.reports, &session, &args.folder, shared.sector);
    let text = file::text(&inventory);
    if args.dry_run {
        streams.out.write_all(text.as_bytes())?;
    } else if let Err(error) = source::create(&path, text.as_bytes()) {
        let message =
            if error.kind() == io::ErrorKind::AlreadyExists { exists(&name) } else { format!("{name} cannot be written: {error}") };
        return Failure::Message(message).print(streams);
    }
    // A dry run prints the file, so that it can be kept; what else there is to say must not stand in it.
    let summary = summary::text(&inventory, &checked, &args.folder, args.dry_run);
    let stream = if args.dry_run { &mut *streams.err } else { &mut *streams.out };
    stream.write_all(summary.as_bytes())?;
    checked.complain(streams)?;
    Ok(if checked.unread.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// Why nothing is to be written, if that is known from the outset.
fn refusal(args: &InitArgs, shared: &Shared, path: &Path) -> Option<String> {
    if !args.folder.is_dir() {
        return Some(format!(
            "{} is not a folder that is there; name the one in which noticelint.toml is to be",
            display_name(&args.folder)
        ));
    }
    if shared.config.is_some() {
        return Some("`init` writes noticelint.toml in DIR, whatever other configuration there is; leave `--config` out".to_owned());
    }
    (!args.dry_run && path.symlink_metadata().is_ok()).then(|| exists(&display_name(path)))
}

fn exists(name: &str) -> String {
    format!("{name} is there already, and was left as it is; edit it, or move it away first; `--dry-run` prints what would be written")
}

/// Checks what there is below `folder`, which may be nothing.
fn look(session: &Session, folder: &Path) -> io::Result<Checked> {
    let paths = vec![folder.to_path_buf()];
    let found = session.discover(&paths);
    let mut checked = check_all(session, &Input { paths, files_from: None, stdin_filename: None }, &Drafts::default())?;
    checked.reports.retain(|report| !report.is_configuration);
    if found.files.is_empty() {
        // To hold nothing yet is no failure here.
        checked.unread = found.failures;
    }
    Ok(checked)
}

/// Text from paths in a comment or on a terminal, and a folder in a command.
fn shown(folder: &Path) -> String {
    report::inert(&display_name(folder))
}
