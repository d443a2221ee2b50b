//! `[[bundle]]`: one layered notice over several pages.

use super::{Config, glob};
use crate::data::{Problem, Table, Text};
use crate::source;
use globset::GlobMatcher;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

/// A notice over several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// What it is called: its name, else the first of its globs.
    pub name: String,
    /// Its pages, in the order of their paths.
    pub pages: Vec<PathBuf>,
}

/// A bundle as it is written, its globs not yet looked for.
#[derive(Debug)]
pub(super) struct BundleRule {
    name: Option<String>,
    files: Vec<(Text, GlobMatcher)>,
}

/// Reads one `[[bundle]]` table.
pub(super) fn read(table: &Table<'_>) -> BundleRule {
    table.require(&["files"]);
    let name = table.text("name").map(|text| text.value);
    let files = table.texts("files").into_iter().filter_map(|text| Some((glob(table, &text)?.compile_matcher(), text)));
    let files = files.map(|(glob, text)| (text, glob)).collect();
    table.finish();
    BundleRule { name, files }
}

impl Config {
    /// The bundles with the pages that there are, and what is wrong with them: a glob that matches nothing, a page of two bundles.
    #[must_use]
    pub fn bundles(&self) -> (Vec<Bundle>, Vec<Problem>) {
        let (mut bundles, mut problems) = (Vec::new(), Vec::new());
        let Some(file) = &self.file else { return (bundles, problems) };
        let mut taken: HashMap<PathBuf, (usize, &Text)> = HashMap::new();
        for (index, rule) in self.bundles.iter().enumerate() {
            let mut pages = Vec::new();
            for (text, glob) in &rule.files {
                let found = self.matching(&text.value, glob);
                if found.is_empty() {
                    let message = format!("`{}` matches no file that noticelint reads", text.value);
                    let help = format!("globs are relative to the folder of {}", file.name());
                    problems.push(Problem::new("config/no-files", file, text.span, message).help(help));
                }
                for page in found {
                    match taken.get(&page) {
                        Some(&(other, first)) if other != index => {
                            let message =
                                format!("{} is in two bundles, and can be a page of one notice only", source::display_name(&page));
                            let problem = Problem::new("config/two-bundles", file, text.span, message);
                            problems.push(problem.related(file, first.span, "it is in this one first"));
                        }
                        Some(_) => {}
                        None => {
                            taken.insert(page.clone(), (index, text));
                            pages.push(page);
                        }
                    }
                }
            }
            pages.sort_by_key(|page| source::display_name(page));
            let name = rule.name.clone().or_else(|| rule.files.first().map(|(text, _)| text.value.clone())).unwrap_or_default();
            bundles.push(Bundle { name, pages });
        }
        (bundles, problems)
    }

    /// The files that `glob`, written as `pattern`, matches.
    pub(super) fn matching(&self, pattern: &str, glob: &GlobMatcher) -> Vec<PathBuf> {
        let is_fixed = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{', '\\']);
        let mut folder: PathBuf = Path::new(pattern).components().take_while(is_fixed).collect();
        if folder == Path::new(pattern) {
            folder.pop();
        }
        let folder = self.folder.join(folder);
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        if !folder.is_dir() {
            return Vec::new();
        }
        let found = source::discover(&[folder], |path| self.excludes(path) || !glob.is_match(self.relative(path)));
        found.files.into_iter().map(|file| file.path).collect()
    }
}
