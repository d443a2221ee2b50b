//! A run's configurations, ruleset and settings, resolved from the command line.

use super::args::{AuditArgs, BaselineArgs, CheckArgs, Choosing, ClassifyArgs, DiffArgs, Input, Shared, is_stdin};
use super::stream::InputFormat;
use super::{Exit, Streams};
use crate::config::{self, Bundle, Config, Configs};
use crate::data::{Problem, SetBy};
use crate::finding::{Choice, Declared, Settings};
use crate::lint::{Level, LintFile, Ruleset};
use crate::report::{self, Painter};
use crate::source::{self, Discovery};
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything a run needs besides its documents.
pub(super) struct Session {
    pub(super) configs: Configs,
    /// Those that have to do with what is asked for.
    pub(super) used: Vec<Arc<Config>>,
    pub(super) ruleset: Ruleset,
    pub(super) bundles: Vec<Bundle>,
    /// What the session was opened for, and the files there.
    pub(super) paths: Vec<PathBuf>,
    found: Discovery,
    /// What the command line says of lints.
    choice: Arc<Choice>,
    fail_on: Option<Level>,
    /// For each folder with lints that a configuration names, what it holds.
    own: Vec<(PathBuf, Vec<String>)>,
    declared: Declared,
    pub(super) as_of: Date,
}

/// A session, or how the run ended because there can be none.
pub(super) type Opened = Result<Session, Exit>;

/// What a session is opened for.
#[derive(Clone, Default)]
pub(super) struct Scope<'a> {
    /// The files and folders that are checked; without any, what holds in the current folder is asked for.
    pub(super) paths: Vec<PathBuf>,
    /// Whether without any the folder of the configuration is checked.
    pub(super) is_whole: bool,
    /// The name of what is read from standard input, if that is.
    pub(super) stdin: Option<PathBuf>,
    /// The file whose configuration is asked for.
    pub(super) file: Option<&'a Path>,
    pub(super) choosing: Option<&'a Choosing>,
    pub(super) fail_on: Option<Level>,
}

impl Scope<'_> {
    fn of(input: &Input) -> Self {
        let stdin = input.has_stdin().then(|| input.stdin_path());
        Self { paths: input.all_paths().filter(|path| !is_stdin(path)).cloned().collect(), stdin, ..Self::default() }
    }

    /// What holds in the current folder is asked for if the documents are not the files that are named.
    fn of_any(input: &Input, lines: Option<InputFormat>) -> Self {
        if lines.is_some() { Self::default() } else { Self::of(input) }
    }
}

impl CheckArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { choosing: Some(&self.choosing), fail_on: self.failing.fail_on, ..Scope::of_any(&self.input, self.lines) }
    }
}

impl ClassifyArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope::of(&self.input)
    }
}

impl BaselineArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { paths: self.paths.clone(), is_whole: true, ..Scope::default() }
    }
}

impl DiffArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        let paths = if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths.clone() };
        Scope { paths, ..Scope::default() }
    }
}

impl AuditArgs {
    /// What its session is opened for.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { choosing: Some(&self.choosing), ..Scope::of_any(&self.input, self.lines) }
    }
}

impl Session {
    /// Reads the configurations and the lints; what is wrong with them has been printed if there is no session.
    pub(super) fn open(shared: &Shared, scope: &Scope<'_>, streams: &mut Streams<'_>) -> io::Result<Opened> {
        match Self::prepare(shared, scope) {
            Ok((session, left_out)) => {
                if !left_out.is_empty() {
                    print_problems(&left_out, "they were left out", streams)?;
                }
                Ok(Ok(session))
            }
            Err(failure) => failure.print(streams).map(Err),
        }
    }

    /// The session, and the mistakes in lints that it goes without.
    fn prepare(shared: &Shared, scope: &Scope<'_>) -> Result<(Self, Vec<Problem>), Failure> {
        let configs = Configs::new(shared.config.as_deref());
        let mut scope = scope.clone();
        if scope.is_whole && scope.paths.is_empty() {
            scope.paths.push(folder(&configs));
        }
        let found = source::discover(&scope.paths, |path| configs.excludes(path));
        let used = used(&scope, &found, &configs);
        sound(&configs)?;
        let (files, own) = lint_files(shared, &used)?;
        let (ruleset, problems) = Ruleset::read(&files);
        if !problems.is_empty() && !shared.keep_going {
            return Err(Failure::Problems(problems));
        }
        let own = own.into_iter().map(|(folder, files)| (folder, names_in(&files, &ruleset))).collect();
        // Pages of bundles may lie where no configuration has been looked for yet.
        let (bundles, no_pages) = config::bundles(&used, &configs);
        sound(&configs)?;
        let mut mistaken: Vec<Problem> = used.iter().flat_map(|config| config.check(&ruleset)).collect();
        mistaken.extend(no_pages);
        mistaken.dedup_by(|a, b| a.code == b.code && a.span == b.span && Arc::ptr_eq(&a.file, &b.file) && a.message == b.message);
        if !mistaken.is_empty() {
            return Err(Failure::Problems(mistaken));
        }
        let choice = scope.choosing.map(|choosing| choosing.choice(&ruleset)).transpose().map_err(Failure::Message)?.unwrap_or_default();
        let place = || "on the command line".to_owned();
        let declared = Declared {
            kind: shared.kind.map(|kind| (kind, place())),
            sector: shared.sector.map(|sector| (sector, place())),
            channel: shared.channel,
            list: shared.list,
            jurisdiction: shared.jurisdiction,
        };
        let as_of = shared.as_of.unwrap_or_else(|| jiff::ZonedDateTime::now().date());
        let (choice, fail_on, paths) = (Arc::new(choice), scope.fail_on, scope.paths);
        Ok((Self { configs, used, ruleset, bundles, paths, found, choice, fail_on, own, declared, as_of }, problems))
    }

    /// The settings for the document at `path`.
    pub(super) fn settings(&self, path: &Path) -> Settings {
        self.settings_by(&self.configs.of(path), path)
    }

    /// Those that `config` makes for it.
    pub(super) fn settings_by(&self, config: &Config, path: &Path) -> Settings {
        Settings {
            declared: self.declared.clone(),
            configured: config.declared(path),
            allowed: config.allowed(path, self.as_of),
            organisation: Arc::clone(config.organisation()),
            as_of: self.as_of,
            choices: self.choices(config, path),
            fail_on: self.fail_on.unwrap_or_else(|| config.fail_on()),
            only: None,
            presumed: None,
        }
    }

    /// What is said of the lints that the document at `path` is asked for; what stands first counts most.
    pub(super) fn choices(&self, config: &Config, path: &Path) -> Vec<Arc<Choice>> {
        let others = self.lints_of_others(config);
        let all = [others, Arc::clone(&self.choice)].into_iter().chain(config.choices(path));
        all.filter(|choice| !choice.is_empty()).collect()
    }

    /// Switches off the lints in folders that other configurations of the run name.
    fn lints_of_others(&self, config: &Config) -> Arc<Choice> {
        let named: Vec<PathBuf> = config.lints().iter().map(|folder| canonical(folder)).collect();
        let others = self.own.iter().filter(|(folder, _)| !named.contains(folder));
        let place = |folder: &Path| SetBy::Because(format!("its configuration does not name {}", source::display_name(folder)));
        let ignore = others.flat_map(|(folder, lints)| lints.iter().map(|lint| (lint.clone(), place(folder)))).collect();
        Arc::new(Choice { ignore, ..Choice::default() })
    }

    /// The baseline that the configurations of the run name.
    pub(super) fn baseline(&self) -> Result<Option<PathBuf>, Failure> {
        let mut named: Vec<PathBuf> = self.used.iter().filter_map(|config| config.baseline()).collect();
        named.dedup_by(|a, b| canonical(a) == canonical(b));
        match named.as_slice() {
            [first, second, ..] => {
                let (first, second) = (source::display_name(first), source::display_name(second));
                let message = format!("the configurations of these files name two baselines, {first} and {second}");
                Err(Failure::Message(format!("{message}; check them one after the other, or name one on the command line")))
            }
            _ => Ok(named.pop()),
        }
    }

    /// The folder of the configuration that holds in the current folder, else that itself.
    pub(super) fn folder(&self) -> PathBuf {
        folder(&self.configs)
    }

    /// The files at and below `paths`, as far as no configuration excludes them.
    pub(super) fn discover(&self, paths: &[PathBuf]) -> Discovery {
        if paths == self.paths { self.found.clone() } else { source::discover(paths, |path| self.configs.excludes(path)) }
    }

    /// The cap on the size of the document at `path`, in bytes.
    pub(super) fn max_file_size(&self, path: &Path) -> u64 {
        self.configs.of(path).max_file_size()
    }
}

/// The configurations that have to do with what is asked for, each once.
fn used(scope: &Scope<'_>, found: &Discovery, configs: &Configs) -> Vec<Arc<Config>> {
    let mut used: Vec<Arc<Config>> = Vec::new();
    let mut add = |config: Arc<Config>| {
        if !used.iter().any(|known| Arc::ptr_eq(known, &config)) {
            used.push(config);
        }
    };
    match scope.file {
        Some(file) if file.is_dir() => add(configs.of_folder(file)),
        Some(file) => add(configs.of(file)),
        None if scope.paths.is_empty() && scope.stdin.is_none() => add(configs.of_folder(Path::new("."))),
        None => {}
    }
    scope.paths.iter().filter(|path| path.is_dir()).for_each(|folder| add(configs.of_folder(folder)));
    if let Some(path) = &scope.stdin {
        add(configs.of(path));
    }
    found.files.iter().for_each(|file| add(configs.of(&file.path)));
    used
}

fn folder(configs: &Configs) -> PathBuf {
    configs.of_folder(Path::new(".")).folder().unwrap_or(Path::new(".")).to_path_buf()
}

/// Whether the configurations that have been read are sound.
fn sound(configs: &Configs) -> Result<(), Failure> {
    let (mistakes, unread) = configs.mistakes();
    match unread.into_iter().next() {
        Some(message) => Err(Failure::Message(message)),
        None if mistakes.is_empty() => Ok(()),
        None => Err(Failure::Problems(mistakes)),
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

/// The built-in lints, or those of `--ruleset`.
pub(super) fn base_files(shared: &Shared) -> Result<Vec<LintFile>, Failure> {
    match &shared.ruleset {
        None => Ok(LintFile::built_in()),
        Some(folder) => LintFile::below(folder).map_err(Failure::Message),
    }
}

/// Files with lints by the folder that is named for them.
type Own = Vec<(PathBuf, Vec<LintFile>)>;

/// All files of the ruleset; and those that are there because a configuration says so. A folder that is named twice is read once.
fn lint_files(shared: &Shared, used: &[Arc<Config>]) -> Result<(Vec<LintFile>, Own), Failure> {
    let mut files = base_files(shared)?;
    let mut own: Own = Vec::new();
    let mut known: Vec<PathBuf> = Vec::new();
    let configured = used.iter().flat_map(|config| config.lints()).map(|folder| (folder, true));
    for (folder, is_configured) in shared.lints.iter().map(|folder| (folder.clone(), false)).chain(configured) {
        let key = canonical(&folder);
        if known.contains(&key) {
            continue;
        }
        let below = LintFile::below(&folder).map_err(Failure::Message)?;
        files.extend(below.iter().cloned());
        if is_configured {
            own.push((key.clone(), below));
        }
        known.push(key);
    }
    Ok((files, own))
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// The names of the lints in `files`.
fn names_in(files: &[LintFile], ruleset: &Ruleset) -> Vec<String> {
    let is_in = |file: &Arc<source::SourceFile>| files.iter().any(|other| Arc::ptr_eq(&other.source, file));
    ruleset.lints.iter().filter(|lint| is_in(&lint.file)).map(|lint| lint.name.clone()).collect()
}
