//! `noticelint.toml`: what a user declares once for many documents.

mod allow;
mod bundle;

pub use allow::AllowProblem;
pub use bundle::Bundle;

use crate::data::{CONFIG_FILE, Problem, Table, Text, TomlFile};
use crate::finding::Declared;
use crate::lint::{Channel, Jurisdiction, Kind, Level, Organisation, Ruleset, Sector};
use crate::source::{self, SourceFile, Span};
use allow::AllowRule;
use bundle::BundleRule;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A configuration whose every part has been found sound, except that its lints are not compared with a ruleset yet.
#[derive(Debug)]
pub struct Config {
    /// The folder that its globs are relative to.
    pub folder: PathBuf,
    /// Folders with lints of the user's own.
    pub lints: Vec<PathBuf>,
    /// Files that are not checked even if named.
    pub exclude: GlobSet,
    /// The cap on the size of a file, in bytes.
    pub max_file_size: u64,
    /// The level from which findings make the run fail.
    pub fail_on: Level,
    /// Levels by name of a lint or a group; `None` switches off.
    pub levels: HashMap<String, Option<Level>>,
    documents: Vec<DocumentRule>,
    bundles: Vec<BundleRule>,
    allows: Vec<AllowRule>,
    /// The file with the findings that are known.
    pub baseline: Option<PathBuf>,
    level_names: Vec<Text>,
    jurisdiction: Option<Jurisdiction>,
    /// What the organisation declares of itself.
    pub organisation: Arc<Organisation>,
    file: Option<Arc<SourceFile>>,
}

/// What is declared of the files that a glob matches.
#[derive(Debug)]
struct DocumentRule {
    files: GlobSet,
    declared: Declared,
}

const LEVELS: &[(&str, Option<Level>)] =
    &[("error", Some(Level::Error)), ("warning", Some(Level::Warning)), ("note", Some(Level::Note)), ("off", None)];

impl Default for Config {
    fn default() -> Self {
        Self {
            folder: PathBuf::new(),
            lints: Vec::new(),
            exclude: GlobSet::empty(),
            max_file_size: source::DEFAULT_MAX_SIZE,
            fail_on: Level::Error,
            levels: HashMap::new(),
            documents: Vec::new(),
            bundles: Vec::new(),
            allows: Vec::new(),
            baseline: None,
            level_names: Vec::new(),
            jurisdiction: None,
            organisation: Arc::default(),
            file: None,
        }
    }
}

impl Config {
    /// The configuration file that holds for `folder`: in it, or in the nearest folder above.
    #[must_use]
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().map(|folder| folder.join(CONFIG_FILE)).find(|path| path.is_file())
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// All problems in it; or, as `Err(Err(..))`, why it could not be read.
    pub fn read(path: &Path) -> Result<Self, Result<Vec<Problem>, String>> {
        let name = path.display().to_string().replace('\\', "/");
        let source = SourceFile::read(path, &name, source::DEFAULT_MAX_SIZE).map_err(|problem| Err(format!("{name} {problem}")))?;
        Self::parse(&Arc::new(source), path.parent().unwrap_or(Path::new(""))).map_err(Ok)
    }

    /// Reads a configuration whose globs are relative to `folder`.
    ///
    /// # Errors
    /// All problems in it.
    pub fn parse(file: &Arc<SourceFile>, folder: &Path) -> Result<Self, Vec<Problem>> {
        let toml = TomlFile::parse(file);
        let (config, mut problems) = toml.read(|root| {
            let lints = root.texts("lints").into_iter().map(|text| folder.join(text.value)).collect();
            let exclude = globs(root, "exclude");
            let max_file_size = root.number("max-file-size").unwrap_or(source::DEFAULT_MAX_SIZE);
            if max_file_size > source::LARGEST_MAX_SIZE {
                let message = format!("`max-file-size` is at most {} bytes", source::LARGEST_MAX_SIZE);
                root.report("config/limit", root.key_span("max-file-size"), message);
            }
            let fail_on = root.choice("fail-on", crate::lint::LEVELS).unwrap_or(Level::Error);
            let jurisdiction = root.choice("jurisdiction", crate::lint::JURISDICTIONS);
            let documents = root.tables("document").iter().map(|table| document_rule(table, file)).collect();
            let organisation = root.table("organisation").map(|table| crate::lint::read_organisation(&table)).unwrap_or_default();
            let bundles = root.tables("bundle").iter().map(bundle::read).collect();
            let baseline = root.text("baseline").map(|text| folder.join(text.value));
            let allows = root.tables("allow").iter().map(allow::read).collect();
            let (levels, level_names) = read_levels(root);
            Self {
                folder: folder.to_path_buf(),
                lints,
                exclude,
                max_file_size,
                fail_on,
                levels,
                documents,
                bundles,
                allows,
                baseline,
                level_names,
                jurisdiction,
                organisation: Arc::new(organisation),
                file: Some(Arc::clone(file)),
            }
        });
        problems.splice(0..0, toml.syntax().iter().cloned());
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// Finds names under `[levels]` and in `[[allow]]` that the ruleset does not have.
    #[must_use]
    pub fn check(&self, ruleset: &Ruleset) -> Vec<Problem> {
        let Some(file) = &self.file else { return Vec::new() };
        let group = |name: &str| name.split('/').next().unwrap_or("").to_owned();
        let known: Vec<String> = ruleset.lints.iter().flat_map(|lint| [lint.name.clone(), group(&lint.name)]).collect();
        let unknown = self.level_names.iter().filter(|name| !known.contains(&name.value));
        let levels = unknown.map(|name| {
            let problem = Problem::new("config/unknown-lint", file, name.span, format!("there is no lint or group `{}`", name.value));
            problem.suggest(&name.value, known.iter().map(String::as_str), "`noticelint list` shows all lints")
        });
        levels.chain(self.refused_allows(ruleset, file, &known)).collect()
    }

    /// The folder that the configuration file holds for; none without such a file.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.file.is_some().then_some(&self.folder)
    }

    /// What is declared of the file at `path`; the last entry that matches decides.
    #[must_use]
    pub fn declared(&self, path: &Path) -> Declared {
        let sector = self.file.as_ref().zip(self.organisation.sector).map(|(file, (sector, span))| (sector, place(file, span)));
        let general = Declared { sector, jurisdiction: self.jurisdiction, ..Declared::default() };
        let relative = self.relative(path);
        let matching = self.documents.iter().rev().filter(|rule| rule.files.is_match(&relative));
        matching.fold(Declared::default(), |declared, rule| declared.or(rule.declared.clone())).or(general)
    }

    /// Whether the file at `path` is not to be checked.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.is_match(self.relative(path))
    }

    fn relative(&self, path: &Path) -> PathBuf {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        let (path, folder) = (absolute(path), absolute(folder));
        path.strip_prefix(&folder).map_or_else(|_| path.clone(), Path::to_path_buf)
    }
}

fn document_rule(table: &Table<'_>, file: &Arc<SourceFile>) -> DocumentRule {
    table.require(&["files"]);
    let files = globs(table, "files");
    let place = |span| place(file, span);
    let kind = table.choice("kind", crate::lint::KINDS).map(|kind: Kind| (kind, place(table.key_span("kind"))));
    let sector = table.choice("sector", crate::lint::SECTORS).map(|sector: Sector| (sector, place(table.key_span("sector"))));
    let channel: Option<Channel> = table.choice("channel", crate::lint::CHANNELS);
    let list = table.choice("list", crate::lint::LIST_BASES);
    let jurisdiction = table.choice("jurisdiction", crate::lint::JURISDICTIONS);
    table.finish();
    DocumentRule { files, declared: Declared { kind, sector, channel, list, jurisdiction } }
}

/// A place in the configuration, as a reader is told of it.
fn place(file: &SourceFile, span: Span) -> String {
    format!("in {}, line {}", file.name().rsplit('/').next().unwrap_or(CONFIG_FILE), file.place(span.start).line)
}

fn globs(table: &Table<'_>, key: &'static str) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in table.texts(key).iter().filter_map(|text| glob(table, text)) {
        set.add(glob);
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// The glob that `text` is; reported if it is none.
fn glob(table: &Table<'_>, text: &Text) -> Option<Glob> {
    let glob = Glob::new(&text.value);
    if let Err(error) = &glob {
        table.report("config/glob", text.span, format!("this is no glob: {}", error.kind()));
    }
    glob.ok()
}

fn read_levels(root: &Table<'_>) -> (HashMap<String, Option<Level>>, Vec<Text>) {
    let (mut levels, mut names) = (HashMap::new(), Vec::new());
    let Some(table) = root.table("levels") else { return (levels, names) };
    for (name, value) in table.entries() {
        if let Some(text) = table.as_text(value, &name.value)
            && let Some(level) = table.choose(&text, &name.value, LEVELS)
        {
            levels.insert(name.value.clone(), level);
            names.push(name);
        }
    }
    (levels, names)
}
