//! Which files are checked: those that are named, and those below the folders that are named.

use super::format::{Format, Host};
use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// A file to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in output: as given or found, with `/`.
    pub name: String,
    /// How it is read.
    pub format: Format,
}

/// What was found below the paths that were named.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// Files, in the order of their names, each once.
    pub files: Vec<Found>,
    /// Paths that could not be looked at, and why.
    pub failures: Vec<(String, String)>,
    /// How many files were passed over that may hold notices, by ending, because their format is not read.
    pub passed_over: BTreeMap<&'static str, usize>,
}

/// Endings of files that may hold notices and that noticelint cannot read yet.
const NOT_READ: &[&str] = &["adoc", "docx", "mdx", "odt", "pdf", "pug", "rst", "rtf", "svelte"];

/// Folders that hold texts, not settings.
const TEXT_FOLDERS: &[&str] =
    &["content", "contents", "i18n", "l10n", "lang", "langs", "languages", "locale", "locales", "translation", "translations"];

/// Words in a path that speak of notices.
const NOTICE_WORDS: &[&str] =
    &["consent", "consents", "cookie", "cookies", "gdpr", "notice", "notices", "privacy", "privacynotice", "privacypolicy"];

/// Names of files that hold settings, wherever they lie.
const SETTINGS: &[&str] = &["composer", "docker-compose", "manifest", "package", "package-lock", "tsconfig"];

/// Whether a file that nobody named may hold text for readers. Of JSON and YAML most files are settings: only those count whose path,
/// from the folder that was named on, says otherwise.
fn may_hold_text(path: &Path, format: Format) -> bool {
    if !matches!(format.host, Host::Json | Host::Yaml) {
        return true;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if SETTINGS.contains(&name.split('.').next().unwrap_or_default()) || name.contains(".config.") || name.contains(".schema.") {
        return false;
    }
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let folders = parts.iter().rev().skip(1).map(|folder| folder.to_lowercase());
    folders.into_iter().any(|folder| TEXT_FOLDERS.contains(&folder.as_str())) || parts.iter().any(|part| speaks_of_notices(part))
}

/// Whether a file of this name below a folder would be read.
#[must_use]
pub fn is_looked_for(below: &Path) -> bool {
    Format::of(&below.to_string_lossy()).is_some_and(|format| may_hold_text(below, format))
}

/// Whether one of the words in `part`, told by marks between them or by capitals, speaks of notices.
fn speaks_of_notices(part: &str) -> bool {
    let capital = |pair: &[char]| pair[0].is_lowercase() && pair[1].is_uppercase();
    let letters: Vec<char> = part.chars().collect();
    let ends = (1..letters.len()).filter(|&at| capital(&letters[at - 1..=at]));
    let mut from = 0;
    let pieces: Vec<String> =
        ends.chain([letters.len()]).map(|end| letters[std::mem::replace(&mut from, end)..end].iter().collect()).collect();
    let lower = pieces.iter().map(|piece| piece.to_lowercase());
    let words: Vec<String> =
        lower.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()).collect();
    words.iter().any(|word| NOTICE_WORDS.contains(&word.as_str())) || words.windows(2).any(|pair| pair == ["data", "protection"])
}

/// Finds the files at and below `paths`, honouring `.gitignore` and `.ignore` files, without following symbolic links to folders.
/// A file that is named is taken whatever its ending; `excludes` is asked about every file.
#[must_use]
pub fn discover(paths: &[PathBuf], excludes: impl Fn(&Path) -> bool) -> Discovery {
    let mut discovery = Discovery::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            discovery.walk(path, &excludes, &mut seen);
        } else if let Some((folder, glob)) = as_glob(path) {
            discovery.walk(&folder, &|file| excludes(file) || !glob.is_match(file), &mut seen);
        } else if !excludes(path) {
            // What cannot be read is reported when it is read, with the reason; what has an unknown ending is read as plain text.
            let format = Format::of_any(&path.to_string_lossy());
            discovery.add(path, format, &mut seen);
        }
    }
    discovery.files.sort_by(|a, b| a.name.cmp(&b.name));
    discovery.failures.sort();
    discovery
}

/// A path that names no file but reads as a glob, for shells that expand none: the folder to look into, and what to look for.
fn as_glob(path: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let text = path.to_str()?;
    if path.exists() || !text.contains(['*', '?', '[', '{']) {
        return None;
    }
    let is_fixed = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let fixed: PathBuf = path.components().take_while(is_fixed).collect();
    // The walker puts `./` before what it finds in the current folder, and the pattern has none.
    let here = fixed.as_os_str().is_empty();
    let (folder, pattern) = if here { (PathBuf::from("."), format!("./{text}")) } else { (fixed, text.to_owned()) };
    let glob = GlobBuilder::new(&pattern).literal_separator(true).build().ok()?.compile_matcher();
    folder.is_dir().then_some((folder, glob))
}

impl Discovery {
    fn add(&mut self, path: &Path, format: Format, seen: &mut BTreeSet<PathBuf>) {
        if seen.insert(path.to_path_buf()) {
            self.files.push(Found { path: path.to_path_buf(), name: display_name(path), format });
        }
    }

    fn walk(&mut self, folder: &Path, excludes: &dyn Fn(&Path) -> bool, seen: &mut BTreeSet<PathBuf>) {
        // A folder named by the user is looked into even if some .gitignore above it leaves it out.
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            match entry {
                Ok(entry) => {
                    let path = entry.path();
                    let is_link = entry.path_is_symlink();
                    if entry.file_type().is_some_and(|kind| kind.is_dir()) || (is_link && path.is_dir()) || excludes(path) {
                        continue;
                    }
                    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
                    let below = path.strip_prefix(folder).unwrap_or(path);
                    if let Some(format) = Format::of(&path.to_string_lossy()).filter(|format| may_hold_text(below, *format)) {
                        if is_link && !path.exists() {
                            self.failures.push((display_name(path), "is a symbolic link to a file that is not there".to_owned()));
                        } else if path.metadata().is_ok_and(|known| !known.is_file()) {
                            // To read a pipe or a device that nobody named could last for ever.
                            self.failures.push((display_name(path), "is neither a file nor a folder".to_owned()));
                        } else {
                            self.add(path, format, seen);
                        }
                    } else if let Some(known) = NOT_READ.iter().find(|known| **known == ending) {
                        *self.passed_over.entry(known).or_default() += 1;
                    }
                }
                Err(error) => {
                    let (path, message) = describe(&error, folder);
                    self.failures.push((path, message));
                }
            }
        }
    }
}

/// The path and the reason of a failure to look at something.
fn describe(error: &ignore::Error, folder: &Path) -> (String, String) {
    match error {
        ignore::Error::WithPath { path, err } => (display_name(path), describe(err, path).1),
        ignore::Error::WithDepth { err, .. } => describe(err, folder),
        ignore::Error::Io(error) => (display_name(folder), format!("cannot be read: {error}")),
        other => (display_name(folder), other.to_string()),
    }
}

/// A path as it is printed: with `/`, and without a leading `./`.
#[must_use]
pub fn display_name(path: &Path) -> String {
    let name = path.display().to_string().replace('\\', "/");
    name.strip_prefix("./").map_or(name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_are_read_where_they_hold_texts() {
        let read = |path: &str| may_hold_text(Path::new(path), Format::of_any(path));
        for path in [
            "privacy.json",
            "app/locales/en.yml",
            "src/i18n/en/privacy.json",
            "cookie-banner.yaml",
            "notices/web.json",
            "privacyNotice.json",
            "pages/dataProtection.json",
            "content/home.json",
            "src/App.tsx",
        ] {
            assert!(read(path), "{path}");
        }
        for path in [
            "package.json",
            "content/package.json",
            "tsconfig.app.json",
            "ci/build.yml",
            "data/prices.json",
            "locales.json",
            "noticeboard.json",
            "i18n/i18n.config.json",
            "privacy.schema.json",
        ] {
            assert!(!read(path), "{path}");
        }
    }
}
