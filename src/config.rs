//! `noticelint.toml`: what a user declares once for many documents.
//!
//! For a document the nearest configuration holds, in its folder or above, with what that one extends. [`Configs`] finds it; a
//! [`Config`] is one file with what it extends behind it, and answers for all of them.

mod allow;
mod bundle;
mod document;
mod effective;
mod extend;
mod find;
mod levels;
mod read;
mod schema;

pub use allow::{AllowProblem, Seen, allow_problems};
pub use bundle::{Bundle, bundles};
pub use find::Configs;
pub use schema::schema;

use crate::data::{Problem, SetBy, Text};
use crate::finding::{Choice, Declared};
use crate::lint::{Jurisdiction, Level, Organisation, Ruleset};
use crate::source::{self, SourceFile, Span};
use allow::AllowRule;
use bundle::BundleRule;
use document::DocumentRule;
use globset::GlobSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A configuration whose every part has been found sound, except that its lints are not compared with a ruleset yet.
#[derive(Debug, Default)]
pub struct Config {
    /// The folder of its file, as it is printed.
    folder: PathBuf,
    /// The same, absolute: its globs are relative to it.
    base: PathBuf,
    extends: Option<Arc<Config>>,
    lints: Vec<Text>,
    exclude: Vec<Text>,
    excluded: GlobSet,
    max_file_size: Option<Set<u64>>,
    fail_on: Option<Set<Level>>,
    jurisdiction: Option<Set<Jurisdiction>>,
    choice: Arc<Choice>,
    documents: Vec<DocumentRule>,
    bundles: Vec<BundleRule>,
    allows: Vec<AllowRule>,
    /// The file with the findings that are known.
    baseline: Option<Text>,
    /// What the organisation declares of itself, here and in what is extended.
    organisation: Arc<Organisation>,
    /// Its sector, and where that is declared.
    sector: Option<(crate::lint::Sector, String)>,
    /// Names of lints and groups, to be compared with a ruleset.
    lint_names: Vec<Text>,
    /// None if there is no configuration.
    file: Option<Arc<SourceFile>>,
}

/// A value that is set, and where.
#[derive(Clone, Copy, Debug)]
struct Set<T> {
    value: T,
    span: Span,
}

impl Config {
    /// This configuration, then what it extends, and so on: what stands first counts most.
    fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |config| config.extends.as_deref())
    }

    /// Its file and those that it extends, as they are printed; what stands first counts most.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.layers().filter_map(|layer| Some(layer.file.as_ref()?.name()))
    }

    /// The folders with lints of the user's own.
    #[must_use]
    pub fn lints(&self) -> Vec<PathBuf> {
        self.layers().flat_map(|layer| layer.lints.iter().map(|text| find::normal(&layer.folder.join(&text.value)))).collect()
    }

    /// The file with the findings that are known.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        self.layers().find_map(|layer| Some(find::normal(&layer.folder.join(&layer.baseline.as_ref()?.value))))
    }

    /// The folder of its file, as it is printed; none if there is no file.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        let folder = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        self.file.as_ref().map(|_| folder)
    }

    /// The cap on the size of a file, in bytes.
    #[must_use]
    pub fn max_file_size(&self) -> u64 {
        self.layers().find_map(|layer| layer.max_file_size).map_or(source::DEFAULT_MAX_SIZE, |set| set.value)
    }

    /// The level from which findings make the run fail.
    #[must_use]
    pub fn fail_on(&self) -> Level {
        self.layers().find_map(|layer| layer.fail_on).map_or(Level::Error, |set| set.value)
    }

    /// What the organisation declares of itself.
    #[must_use]
    pub fn organisation(&self) -> &Arc<Organisation> {
        &self.organisation
    }

    /// What is declared of the file at `path`; the last entry that matches decides.
    #[must_use]
    pub fn declared(&self, path: &Path) -> Declared {
        let jurisdiction = self.layers().find_map(|layer| layer.jurisdiction).map(|set| set.value);
        let general = Declared { sector: self.sector.clone(), list: self.organisation.list, jurisdiction, ..Declared::default() };
        let matching = self.matching_rules(path).map(|(_, rule)| rule.declared.clone());
        matching.fold(Declared::default(), Declared::or).or(general)
    }

    /// What is said of the lints that the file at `path` is asked for; what stands first counts most.
    #[must_use]
    pub fn choices(&self, path: &Path) -> Vec<Arc<Choice>> {
        let mut choices = Vec::new();
        for layer in self.layers() {
            choices.extend(layer.rules(path).map(|rule| Arc::clone(&rule.choice)));
            choices.push(Arc::clone(&layer.choice));
        }
        choices.retain(|choice| !choice.is_empty());
        choices
    }

    /// The `[[document]]` entries that match the file at `path`; what stands first counts most.
    fn matching_rules(&self, path: &Path) -> impl Iterator<Item = (&Self, &DocumentRule)> {
        self.layers().flat_map(move |layer| layer.rules(path).map(move |rule| (layer, rule)))
    }

    /// Those of this file alone.
    fn rules(&self, path: &Path) -> impl Iterator<Item = &DocumentRule> {
        let relative = self.relative(path);
        self.documents.iter().rev().filter(move |rule| rule.files.is_match(&relative))
    }

    /// Whether the file at `path` is not to be checked.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.layers().any(|layer| !layer.exclude.is_empty() && layer.excluded.is_match(layer.relative(path)))
    }

    /// Where it says that the file at `path` is not to be checked, if it does.
    #[must_use]
    pub fn excluded_by(&self, path: &Path) -> Option<SetBy> {
        let text =
            |layer: &Self| layer.excluded.matches(layer.relative(path)).first().map(|&index| layer.origin(layer.exclude[index].span));
        self.layers().find_map(text)
    }

    /// The path as the globs see it.
    fn relative(&self, path: &Path) -> PathBuf {
        let path = find::absolute(path);
        path.strip_prefix(&self.base).map_or_else(|_| path.clone(), Path::to_path_buf)
    }

    /// Finds names of lints and groups that the ruleset does not have, and those that cannot be allowed.
    #[must_use]
    pub fn check(&self, ruleset: &Ruleset) -> Vec<Problem> {
        self.layers().flat_map(|layer| levels::unknown(layer, ruleset).into_iter().chain(layer.refused_allows(ruleset))).collect()
    }

    /// A place in its own file.
    fn origin(&self, span: Span) -> SetBy {
        self.file.as_ref().map(|file| SetBy::at(file, span)).unwrap_or_default()
    }
}

/// A place in a configuration, as a reader is told of it.
fn place(file: &SourceFile, span: Span) -> String {
    format!("in {}, line {}", file.name(), file.place(span.start).line)
}

/// Each file of the configurations `used` and of those that they extend, once.
fn layers_of(used: &[Arc<Config>]) -> Vec<&Config> {
    let mut layers: Vec<&Config> = Vec::new();
    for layer in used.iter().flat_map(|config| config.layers()) {
        if !layers.iter().any(|known| std::ptr::eq(*known, layer)) {
            layers.push(layer);
        }
    }
    layers
}
