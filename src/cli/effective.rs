//! `config`: what holds for a file, and where each value comes from.

use super::args::Shared;
use super::choosing::Choosing;
use super::session::{Scope, Session};
use super::{Exit, Streams};
use crate::data::{SetBy, Setting};
use crate::finding::choose;
use crate::report::{Effective, LintSetting};
use crate::source::display_name;
use clap::{Args, ValueEnum};
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// The file, be it there or not [default: what holds in the current folder]
    file: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ConfigFormat::Human)]
    format: ConfigFormat,
    #[command(flatten)]
    choosing: Choosing,
    #[command(flatten)]
    failing: super::args::Failing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ConfigFormat {
    /// A line for each value
    Human,
    /// For machines
    Json,
}

impl ConfigArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { file: self.file.as_deref(), choosing: Some(&self.choosing), fail_on: self.failing.fail_on, ..Scope::default() }
    }
}

/// `noticelint config`.
pub(super) fn config(args: &ConfigArgs, shared: &Shared, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    // Of a folder, what holds for files in it of which nothing is said.
    let path = match &args.file {
        Some(path) if path.is_dir() => path.join("*"),
        Some(path) => path.clone(),
        None => PathBuf::from("*"),
    };
    let config = session.configs.of(&path);
    let mut settings = config.effective(&path);
    let words: [(&str, &'static str, Option<&str>); 6] = [
        ("kind", "--kind", shared.kind.map(crate::lint::Kind::word)),
        ("sector", "--sector", shared.sector.map(crate::lint::Sector::word)),
        ("channel", "--channel", shared.channel.map(crate::lint::Channel::word)),
        ("list", "--list", shared.list.map(crate::lint::ListBasis::word)),
        ("jurisdiction", "--jurisdiction", shared.jurisdiction.map(crate::lint::Jurisdiction::word)),
        ("fail-on", "--fail-on", args.failing.fail_on.map(crate::lint::Level::word)),
    ];
    for (key, option, word) in words {
        if let Some((word, setting)) = word.zip(settings.iter_mut().find(|setting| setting.key == key)) {
            *setting = Setting { key: key.to_owned(), value: Value::from(word), origin: SetBy::Option(option) };
        }
    }
    let of_command_line =
        |folder: &PathBuf| Setting { key: "lints".to_owned(), value: display_name(folder).into(), origin: SetBy::Option("--lints") };
    settings.splice(0..0, shared.lints.iter().map(of_command_line));
    let effective = Effective {
        file: args.file.as_deref().map(display_name),
        configurations: config.files().map(str::to_owned).collect(),
        excluded: args.file.as_deref().and_then(|file| session.configs.excluded_by(file)),
        settings,
        lints: lints(session, &path),
        bundle: bundle(session, &path),
    };
    if args.format == ConfigFormat::Json {
        serde_json::to_writer_pretty(&mut *streams.out, &effective.json())?;
        writeln!(streams.out)?;
    } else {
        write!(streams.out, "{}", effective.human())?;
    }
    Ok(Exit::Clean)
}

/// The lints of which something is said.
fn lints(session: &Session, path: &Path) -> Vec<LintSetting> {
    let choices = session.choices(&session.configs.of(path), path);
    let mut lints = Vec::new();
    for lint in &session.ruleset.lints {
        let chosen = choose(&choices, &lint.name);
        let (level, origin) = match (chosen.asked, chosen.level) {
            (Some((false, origin)), _) => (None, origin),
            (_, Some((level, origin))) => (Some(level), origin),
            (Some((true, origin)), None) => (Some(lint.level), origin),
            (None, None) => continue,
        };
        lints.push(LintSetting { lint: lint.name.clone(), level, default: lint.level, origin: origin.clone() });
    }
    lints
}

/// The bundle that the file is a page of.
fn bundle(session: &Session, path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let is_it = |page: &PathBuf| page.canonicalize().is_ok_and(|page| page == path);
    session.bundles.iter().find(|bundle| bundle.pages.iter().any(is_it)).map(|bundle| bundle.name.clone())
}
