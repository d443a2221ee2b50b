//! Files in globs: whole folders where all that is in them agrees, else each by itself.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Files that one glob matches.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// As `noticelint.toml` has it: with `/`, and what would be read as a part of a glob escaped.
    pub(super) glob: String,
    /// Which of the files.
    pub(super) files: Vec<usize>,
}

/// What the files in a folder and below it have in common.
struct Below<K> {
    /// None if they do not agree.
    key: Option<K>,
    count: usize,
}

/// For each key globs for the files that have it, in the order of their paths. `files` are relative paths with their keys; one without a
/// key is in no group, and no glob of others matches it. The folder that all paths begin in is never taken as a whole: whatever is added
/// to a repository would be in the group.
pub(super) fn group<K: Copy + Ord>(files: &[(&Path, Option<K>)]) -> BTreeMap<K, Vec<Group>> {
    let folders = folders(files);
    let mut groups: BTreeMap<K, BTreeMap<PathBuf, Group>> = BTreeMap::new();
    for (index, &(path, key)) in files.iter().enumerate() {
        let Some(key) = key else { continue };
        let folder = whole_folder(path, &folders);
        let (place, end) = folder.map_or((path, ""), |folder| (folder, "/**"));
        let Some(glob) = glob_of(place) else { continue };
        let new = || Group { glob: format!("{glob}{end}"), files: Vec::new() };
        groups.entry(key).or_default().entry(place.to_path_buf()).or_insert_with(new).files.push(index);
    }
    groups.into_iter().map(|(key, groups)| (key, groups.into_values().collect())).collect()
}

/// The folder to take in place of `path`: of those above it in which all agree, the one with the most files; of several with the same
/// files, the innermost. None if it would stand for one file.
fn whole_folder<'p, K>(path: &'p Path, folders: &HashMap<&Path, Below<K>>) -> Option<&'p Path> {
    let mut best: Option<(&Path, usize)> = None;
    for folder in above(path) {
        let Some(below) = folders.get(folder).filter(|below| below.key.is_some()) else { break };
        if below.count > best.map_or(1, |(_, count)| count) {
            best = Some((folder, below.count));
        }
    }
    best.map(|(folder, _)| folder)
}

fn folders<'p, K: Copy + Eq>(files: &[(&'p Path, Option<K>)]) -> HashMap<&'p Path, Below<K>> {
    let mut folders: HashMap<&Path, Below<K>> = HashMap::new();
    for &(path, key) in files {
        for folder in above(path) {
            let below = folders.entry(folder).or_insert(Below { key, count: 0 });
            below.count += 1;
            if below.key != key {
                below.key = None;
            }
        }
    }
    folders
}

/// The folders that `path` lies in, the innermost first, without the one that paths begin in.
fn above(path: &Path) -> impl Iterator<Item = &Path> {
    path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty())
}

/// A glob that matches `path` and nothing else; none if it is not UTF-8, as no configuration could name it.
pub(super) fn glob_of(path: &Path) -> Option<String> {
    let parts: Option<Vec<String>> = path.iter().map(|part| Some(globset::escape(part.to_str()?).replace('\\', r"[\]"))).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The globs of files that are written as `path=key`, without a key where that is empty.
    fn globs(files: &[&'static str]) -> Vec<String> {
        let split = |file: &&'static str| file.split_once('=').map(|(path, key)| (Path::new(path), key.chars().next()));
        let files: Vec<_> = files.iter().filter_map(split).collect();
        group(&files).into_iter().flat_map(|(key, groups)| groups.into_iter().map(move |group| format!("{}={key}", group.glob))).collect()
    }

    #[test]
    fn a_folder_stands_for_its_files_if_all_agree() {
        assert_eq!(globs(&["n/a=x", "n/b=x"]), ["n/**=x"]);
        assert_eq!(globs(&["n/a=x", "n/b=y"]), ["n/a=x", "n/b=y"]);
        assert_eq!(globs(&["n/a=x", "n/b="]), ["n/a=x"]);
        assert_eq!(globs(&["n/a/1=x", "n/a/2=x", "n/b/1=x", "n/b/2=y"]), ["n/a/**=x", "n/b/1=x", "n/b/2=y"]);
        assert_eq!(globs(&["n/a/1=x", "n/b/2=x"]), ["n/**=x"]);
    }

    #[test]
    fn the_innermost_folder_is_named_and_the_root_never() {
        assert_eq!(globs(&["src/pages/p/a=x", "src/pages/p/b=x"]), ["src/pages/p/**=x"]);
        assert_eq!(globs(&["a=x", "b=x"]), ["a=x", "b=x"]);
        assert_eq!(globs(&["n/a=x"]), ["n/a=x"]);
    }

    #[test]
    fn a_glob_matches_the_path_that_it_was_made_of() {
        for path in ["a[1].md", "b{c,d}/e?.md", "*!.md", "[!a]/x", "a\\b.md", "  \"q\"", "[]]", "é\u{301}"] {
            let glob = globset::Glob::new(&glob_of(Path::new(path)).expect("UTF-8")).expect(path).compile_matcher();
            assert!(glob.is_match(path), "{path}");
        }
        let glob = globset::Glob::new(&glob_of(Path::new("a[1]*.md")).expect("UTF-8")).expect("a glob").compile_matcher();
        assert!(!glob.is_match("a1.md") && !glob.is_match("a1x.md") && !glob.is_match("a[1]x.md"));
    }
}
