//! A ruleset: every lint, concept, provision and profile, embedded or a user's own, read by the one loader.

use super::definition::Lint;
use super::embedded;
use super::file::{self, Context};
use super::law::{LawTable, Provision};
use super::marketing::Marketing;
use super::pointer::PointerRule;
use super::profile::{ChannelRule, KindRule, SectorRule};
use super::profiles::Profiles;
use super::role::Role;
use super::watch::Watch;
use crate::data::{CONFIG_FILE, Problem, Table, TomlFile};
use crate::source::{SourceFile, Span};
use crate::vocabulary::{ConceptId, Lexicon, Matcher, Origin, Vocabulary};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of a ruleset, not yet read.
#[derive(Clone, Debug)]
pub struct LintFile {
    /// Its path below the folder, without `.toml`: the name of the lint, if it holds one.
    pub path: String,
    /// The file.
    pub source: Arc<SourceFile>,
    /// The file of noticelint itself that it is, if it is one; noticelint's own tests check those.
    embedded: Option<&'static embedded::File>,
}

impl LintFile {
    /// A file of a user's own; `path` is its path below its folder, without `.toml`.
    #[must_use]
    pub fn new(path: &str, source: SourceFile) -> Self {
        Self { path: path.to_owned(), source: Arc::new(source), embedded: None }
    }

    fn toml(&self) -> TomlFile<'_> {
        let unpacked = self.embedded.and_then(|file| TomlFile::unpack(&self.source, file.text, file.packed));
        unpacked.unwrap_or_else(|| TomlFile::parse(&self.source))
    }

    /// The files embedded in the program.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        let file = |file: &'static embedded::File| Self {
            path: file.path.trim_end_matches(".toml").to_owned(),
            source: Arc::new(SourceFile::embedded(&format!("lints/{}", file.path), file.text)),
            embedded: Some(file),
        };
        embedded::FILES.iter().map(file).collect()
    }

    /// The TOML files in `folder` and below it, in the order of their paths.
    ///
    /// # Errors
    /// If a folder or file cannot be read or decoded; the path and what went wrong.
    pub fn below(folder: &Path) -> Result<Vec<Self>, String> {
        let mut paths = Vec::new();
        collect(folder, &mut paths).map_err(|error| format!("{}: {error}", folder.display()))?;
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let name = crate::source::display_name(&path);
            let source = SourceFile::read(&path, &name, crate::source::DEFAULT_MAX_SIZE).map_err(|problem| format!("{name} {problem}"))?;
            let below = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
            let below = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            files.push(Self { path: below, source: Arc::new(source), embedded: None });
        }
        Ok(files)
    }
}

/// All TOML files below a folder; hidden folders and files are not looked at, nor noticelint's own configuration.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || name == CONFIG_FILE {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Everything that is known about law and wording, ready to check documents.
#[derive(Debug)]
pub struct Ruleset {
    /// The lints, by name.
    pub lints: Vec<Lint>,
    /// The law they cite.
    pub law: LawTable,
    /// How kinds of documents are told.
    pub kinds: Vec<KindRule>,
    /// How sectors are told.
    pub sectors: Vec<SectorRule>,
    /// How channels are told.
    pub channels: Vec<ChannelRule>,
    /// How it is told whether a message is direct marketing.
    pub marketing: Marketing,
    /// The concepts whose hits give a document its date.
    pub dated: Vec<ConceptId>,
    /// How documents that only point to others are told.
    pub pointers: Vec<PointerRule>,
    /// What is compared between two versions of a document.
    pub watched: Vec<Watch>,
    /// The vocabulary, compiled.
    pub matcher: Matcher,
}

impl Ruleset {
    /// The ruleset that is built into the program.
    ///
    /// # Errors
    /// All problems in the embedded files; noticelint's own tests see to it that there are none.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(&LintFile::built_in())
    }

    /// Reads `files` into one ruleset.
    ///
    /// # Errors
    /// All problems of all files, each at its place.
    pub fn load(files: &[LintFile]) -> Result<Self, Vec<Problem>> {
        let (ruleset, problems) = Self::read(files);
        if problems.is_empty() { Ok(ruleset) } else { Err(problems) }
    }

    /// Reads `files` into one ruleset of all that is sound in them; and all problems of all files, each at its place.
    #[must_use]
    pub fn read(files: &[LintFile]) -> (Self, Vec<Problem>) {
        let parsed: Vec<(&LintFile, TomlFile<'_>)> = files.iter().map(|file| (file, file.toml())).collect();
        let is_vocabulary = |toml: &TomlFile<'_>| Role::of(|key| toml.has(key)) == Role::Vocabulary;
        let more = parsed.iter().any(|(file, toml)| file.embedded.is_none() && is_vocabulary(toml));
        let built_in = files.iter().filter_map(|file| file.embedded).map(|file| file.path);
        let as_built = !more && built_in.eq(embedded::FILES.iter().map(|file| file.path));
        let mut problems: Vec<Problem> = parsed.iter().flat_map(|(_, toml)| toml.syntax()).cloned().collect();
        let of = |wanted: Role| parsed.iter().filter(move |(_, toml)| Role::of(|key| toml.has(key)) == wanted);

        let (vocabulary, lexicon) = read_vocabulary(of(Role::Vocabulary), as_built, &mut problems);
        let mut law = LawTable::default();
        for (_, toml) in of(Role::Law) {
            problems.extend(toml.read(|root| law.read(root)).1);
        }
        let mut profiles = Profiles::default();
        for (_, toml) in of(Role::Profile) {
            problems.extend(toml.read(|root| profiles.read(root, &vocabulary, &law)).1);
        }
        let context = Context { vocabulary: &vocabulary, law: &law };
        let mut lints = read_lints(of(Role::Lint), &context, &mut problems);
        problems.dedup_by(|a, b| a.code == b.code && a.span == b.span && Arc::ptr_eq(&a.file, &b.file) && a.message == b.message);
        lints.sort_by(|a, b| a.name.cmp(&b.name));
        let matcher = Matcher::with(vocabulary, lexicon);
        if let (Some(error), Some(file)) = (matcher.failure(), files.first()) {
            // No single file is to blame; the first stands for the folder.
            let message = format!("the phrases of all files together are too many to be looked for: {error}");
            problems.push(Problem::new("data/too-many", &file.source, Span::default(), message));
        }
        let Profiles { kinds, sectors, channels, marketing, dated, pointers, watched } = profiles;
        (Self { lints, law, kinds, sectors, channels, marketing, dated, pointers, watched, matcher }, problems)
    }

    /// The provisions that the lint of this name rests on.
    pub fn law_of(&self, lint: &str) -> impl Iterator<Item = &Provision> {
        self.lint(lint).into_iter().flat_map(|lint| &lint.law).map(|&id| self.law.provision(id))
    }

    /// The lint of this name.
    #[must_use]
    pub fn lint(&self, name: &str) -> Option<&Lint> {
        self.lints.binary_search_by(|lint| lint.name.as_str().cmp(name)).ok().map(|index| &self.lints[index])
    }

    /// The names of all lints and of their groups.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lints.iter().flat_map(|lint| [lint.name.as_str(), lint.name.split('/').next().unwrap_or("")])
    }

    /// Whether there is a lint or a group of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.lint(name).is_some() || self.names().any(|known| known == name)
    }
}

/// The vocabulary of `files`. If they are those that the program was built with, its phrases come laid out.
fn read_vocabulary<'p>(
    files: impl Iterator<Item = &'p (&'p LintFile, TomlFile<'p>)> + Clone,
    as_built: bool,
    problems: &mut Vec<Problem>,
) -> (Vocabulary, Option<Lexicon>) {
    if let Some(lexicon) = as_built.then(|| Lexicon::new(embedded::PHRASES)).flatten() {
        let mut found = Vec::new();
        let vocabulary = read_concepts(files.clone(), true, &mut found);
        if lexicon.concepts() == vocabulary.concepts().len() {
            problems.extend(found);
            return (vocabulary, Some(lexicon));
        }
    }
    (read_concepts(files, false, problems), None)
}

fn read_concepts<'p>(
    files: impl Iterator<Item = &'p (&'p LintFile, TomlFile<'p>)> + Clone,
    laid_out: bool,
    problems: &mut Vec<Problem>,
) -> Vocabulary {
    let origin = |file: &LintFile| match file.embedded {
        Some(_) if laid_out => Origin::LaidOut,
        Some(_) => Origin::BuiltIn,
        None => Origin::User,
    };
    let mut vocabulary = Vocabulary::default();
    for (file, toml) in files.clone() {
        let read = |root: &Table<'_>| {
            vocabulary.read(root, origin(file));
            // Extensions are read when every concept is known.
            let _ = root.value("extend");
        };
        problems.extend(toml.read(read).1);
    }
    for (file, toml) in files.filter(|(_, toml)| toml.has("extend")) {
        let read = |root: &Table<'_>| {
            vocabulary.read_extensions(root, origin(file));
            let _ = root.value("concept");
        };
        problems.extend(toml.read(read).1);
    }
    problems.extend(vocabulary.check());
    vocabulary
}

fn read_lints<'p>(
    files: impl Iterator<Item = &'p (&'p LintFile, TomlFile<'p>)>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Lint> {
    let mut lints: Vec<Lint> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (file, toml) in files {
        let (lint, found) = toml.read(|root| file::read(root, &file.path, context));
        problems.extend(found);
        let Some(lint) = lint else { continue };
        if let Some(&other) = names.get(&lint.name) {
            let other: &Lint = &lints[other];
            let problem = Problem::new("data/duplicate", &lint.file, lint.span, format!("there are two lints called `{}`", lint.name));
            problems.push(problem.related(&other.file, other.span, "first declared here").help("give your own lints a group of their own"));
            continue;
        }
        names.insert(lint.name.clone(), lints.len());
        lints.push(lint);
    }
    lints
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of the program as if a user had written them.
    fn as_files() -> Vec<LintFile> {
        let file = |file: &LintFile| LintFile::new(&file.path, SourceFile::from_text(file.source.name(), file.source.text()));
        LintFile::built_in().iter().map(file).collect()
    }

    #[test]
    fn what_was_read_when_the_program_was_built_is_what_is_read_from_its_files() {
        let (built, read) = (Ruleset::built_in().unwrap(), Ruleset::load(&as_files()).unwrap());
        assert!(!embedded::PHRASES.is_empty() && embedded::FILES.iter().all(|file| !file.packed.is_empty()));
        let lints = built.lints.iter().zip(&read.lints);
        lints.for_each(|(built, read)| assert_eq!(format!("{built:?}"), format!("{read:?}")));
        let rest = |ruleset: &Ruleset| {
            let Ruleset { lints, law, kinds, sectors, channels, marketing, dated, pointers, watched, .. } = ruleset;
            format!(
                "{} {:?} {kinds:?} {sectors:?} {channels:?} {marketing:?} {dated:?} {pointers:?} {watched:?}",
                lints.len(),
                law.provisions()
            )
        };
        assert_eq!(rest(&built), rest(&read));
        assert!(built.matcher.phrases().eq(read.matcher.phrases()));
        assert!(built.matcher.lexicon() == read.matcher.lexicon());
    }
}
