//! Which configuration holds for a file: the nearest, in its folder or above.

use super::extend::{self, Pending};
use super::{Config, read};
use crate::data::{CONFIG_FILE, Problem, SetBy};
use crate::source::{self, SourceFile, display_name};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The configurations of a run, each read when the first file asks for it.
#[derive(Debug, Default)]
pub struct Configs {
    /// The one that holds for all files, if one was named.
    named: Option<Arc<Config>>,
    state: Mutex<State>,
}

/// The configurations in a folder and above it, the outermost first: the last holds.
type Chain = Arc<[Arc<Config>]>;

#[derive(Debug, Default)]
struct State {
    chains: HashMap<PathBuf, Chain>,
    /// Each configuration that has been read, by its canonical path; none if it has mistakes.
    files: HashMap<PathBuf, Option<Arc<Config>>>,
    mistakes: Vec<Problem>,
    unread: Vec<String>,
}

impl Configs {
    /// Configurations that are looked for in the folder of each file and above; or the one at `named`, which then holds for all.
    #[must_use]
    pub fn new(named: Option<&Path>) -> Self {
        let mut state = State::default();
        let config = named.map(|path| Reader { state: &mut state }.config(&absolute(path), path, &mut Vec::new()).unwrap_or_default());
        Self { named: config, state: Mutex::new(state) }
    }

    /// The configuration that holds for the file at `path`, be it there or not.
    #[must_use]
    pub fn of(&self, path: &Path) -> Arc<Config> {
        self.last(self.chain_of(path))
    }

    /// The configuration that holds for the files in `folder`.
    #[must_use]
    pub fn of_folder(&self, folder: &Path) -> Arc<Config> {
        self.last(self.chain(&absolute(folder)))
    }

    fn last(&self, chain: Option<Chain>) -> Arc<Config> {
        match chain {
            Some(chain) => chain.last().cloned().unwrap_or_default(),
            None => self.named.clone().unwrap_or_default(),
        }
    }

    /// Whether the file at `path` is not to be checked: a configuration says so, be it the nearest or one above that.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        match self.chain_of(path) {
            Some(chain) => chain.iter().any(|config| config.excludes(path)),
            None => self.named.as_ref().is_some_and(|config| config.excludes(path)),
        }
    }

    /// Where a configuration says that the file at `path` is not to be checked, if one does.
    #[must_use]
    pub fn excluded_by(&self, path: &Path) -> Option<SetBy> {
        match self.chain_of(path) {
            Some(chain) => chain.iter().find_map(|config| config.excluded_by(path)),
            None => self.named.as_ref().and_then(|config| config.excluded_by(path)),
        }
    }

    /// The outermost folder with a configuration that the file at `path` lies in.
    #[must_use]
    pub fn root(&self, path: &Path) -> Option<PathBuf> {
        let outermost = match self.chain_of(path) {
            Some(chain) => chain.first().cloned(),
            None => self.named.clone(),
        };
        outermost.filter(|config| config.file.is_some()).map(|config| config.base.clone())
    }

    /// The configuration above `folder` that holds there as long as it has none of its own, and what one of its own would call it.
    #[must_use]
    pub fn above(&self, folder: &Path) -> Option<(Arc<Config>, String)> {
        let folder = absolute(folder);
        let config = self.chain(&folder)?.last().filter(|config| config.base != folder)?.clone();
        let steps = folder.strip_prefix(&config.base).ok()?.components().count();
        Some((config, format!("{}{CONFIG_FILE}", "../".repeat(steps))))
    }

    /// Whether a configuration in `folder` would hold for the file at `path`: it lies below, and neither a nearer configuration nor the
    /// root of another repository comes first.
    #[must_use]
    pub fn would_hold(&self, folder: &Path, path: &Path) -> bool {
        let (folder, path) = (absolute(folder), absolute(path));
        let nearest = self.chain_of(&path).and_then(|chain| chain.last().cloned());
        let is_nearer = nearest.is_some_and(|config| config.base != folder && config.base.starts_with(&folder));
        let mut between = path.ancestors().skip(1).take_while(|above| *above != folder);
        path.starts_with(&folder) && !is_nearer && !between.any(is_top)
    }

    /// What is wrong with the configurations that have been read: mistakes in them, and why files could not be read.
    #[must_use]
    pub fn mistakes(&self) -> (Vec<Problem>, Vec<String>) {
        let state = self.lock();
        (state.mistakes.clone(), state.unread.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock; and what is behind it is a cache.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The configurations above a file; none if one was named.
    fn chain_of(&self, path: &Path) -> Option<Chain> {
        let path = absolute(path);
        self.chain(path.parent().unwrap_or(&path))
    }

    fn chain(&self, folder: &Path) -> Option<Chain> {
        self.named.is_none().then(|| Reader { state: &mut self.lock() }.chain(folder))
    }
}

/// Reads configurations.
pub(super) struct Reader<'s> {
    state: &'s mut State,
}

impl Reader<'_> {
    /// The configurations in and above an absolute folder. One that is itself excluded by one above does not count.
    fn chain(&mut self, folder: &Path) -> Chain {
        if let Some(chain) = self.state.chains.get(folder) {
            return Arc::clone(chain);
        }
        let above = folder.parent().filter(|_| !is_top(folder)).map_or_else(|| Arc::from([]), |parent| self.chain(parent));
        let path = folder.join(CONFIG_FILE);
        let mut chain = above;
        if path.is_file() && !chain.iter().any(|config| config.excludes(&path)) {
            let own = self.config(&path, &from_here(&path), &mut Vec::new());
            chain = chain.iter().cloned().chain(own).collect();
        }
        self.state.chains.insert(folder.to_path_buf(), Arc::clone(&chain));
        chain
    }

    /// The configuration at an absolute path, which is printed as `name`; none if it has mistakes, which are then known.
    pub(super) fn config(&mut self, path: &Path, name: &Path, pending: &mut Vec<Pending>) -> Option<Arc<Config>> {
        let key = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if let Some(known) = self.state.files.get(&key) {
            return known.clone();
        }
        let printed = display_name(name);
        let source = match SourceFile::read(path, &printed, source::DEFAULT_MAX_SIZE) {
            Ok(source) => Arc::new(source),
            Err(problem) => {
                self.state.unread.push(format!("{printed} {problem}"));
                return None;
            }
        };
        let (folder, base) = (name.parent().unwrap_or(Path::new("")), path.parent().unwrap_or(Path::new("")));
        let (mut config, extends, problems) = read::read(&source, folder, base);
        let before = self.state.mistakes.len();
        self.report(problems);
        if let Some(name) = extends {
            extend::extend(&mut config, path, &name, self, pending);
        }
        let config = (self.state.mistakes.len() == before).then(|| Arc::new(config));
        self.state.files.insert(key, config.clone());
        config
    }

    pub(super) fn report(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.state.mistakes.extend(problems);
    }
}

/// Whether nothing above `folder` has to do with what is in it: it is the root of a repository, or somebody's home.
fn is_top(folder: &Path) -> bool {
    folder.join(".git").exists() || std::env::home_dir().is_some_and(|home| !home.as_os_str().is_empty() && home == folder)
}

/// The nearest such folder, `folder` itself or above it.
pub(super) fn top(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| is_top(above))
}

/// An absolute path without `.` and `..`; links are not looked behind, as a file belongs where it is named.
pub(super) fn absolute(path: &Path) -> PathBuf {
    normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// A path without `.`, and without `..` after a name.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.into_iter().collect()
}

/// An absolute path as one would name it in the current folder, if it lies in that or above.
fn from_here(path: &Path) -> PathBuf {
    let Some(here) = std::env::current_dir().ok().map(|here| normal(&here)) else { return path.to_path_buf() };
    if let Ok(below) = path.strip_prefix(&here) {
        return below.to_path_buf();
    }
    match path.parent().and_then(|folder| here.strip_prefix(folder).ok()).zip(path.file_name()) {
        Some((down, name)) => down.components().map(|_| Component::ParentDir).collect::<PathBuf>().join(name),
        None => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_normal() {
        for (path, made) in [("/a/./b/../c", "/a/c"), ("/../a", "/a"), ("../a/../b", "../b"), ("./a", "a"), ("../../a", "../../a")] {
            assert_eq!(normal(Path::new(path)), Path::new(made), "{path}");
        }
    }
}
