//! `[[bundle]]`: one layered notice over several pages.

use super::read::glob;
use super::{Config, Configs, layers_of};
use crate::data::{Problem, Table, Text};
use crate::source::{self, SourceFile};
use globset::GlobMatcher;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

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

/// A page that is taken: by which bundle, and where that names it.
type Taken<'c> = HashMap<PathBuf, (&'c BundleRule, &'c Arc<SourceFile>, &'c Text)>;

/// The bundles of the configurations `used` with the pages that there are, and what is wrong with them: a glob that matches nothing, a
/// page of two bundles. A page is a file for which the configuration of the bundle holds, by itself or as what another extends.
#[must_use]
pub fn bundles(used: &[Arc<Config>], configs: &Configs) -> (Vec<Bundle>, Vec<Problem>) {
    let (mut bundles, mut problems) = (Vec::new(), Vec::new());
    let mut taken = Taken::new();
    for (layer, rule) in layers_of(used).into_iter().flat_map(|layer| layer.bundles.iter().map(move |rule| (layer, rule))) {
        let Some(file) = &layer.file else { continue };
        let mut pages = Vec::new();
        for (text, glob) in &rule.files {
            let found = layer.matching(&text.value, glob, configs);
            if found.is_empty() {
                let message = format!("`{}` matches no file that noticelint reads", text.value);
                let help =
                    format!("globs are relative to the folder of {}, and do not reach where another configuration holds", file.name());
                problems.push(Problem::new("config/no-files", file, text.span, message).help(help));
            }
            for page in found {
                match taken.get(&page) {
                    Some(&(other, first_file, first)) if !std::ptr::eq(other, rule) => {
                        let message = format!("{} is in two bundles, and can be a page of one notice only", source::display_name(&page));
                        let problem = Problem::new("config/two-bundles", file, text.span, message);
                        problems.push(problem.related(first_file, first.span, "it is in this one first"));
                    }
                    Some(_) => {}
                    None => {
                        taken.insert(page.clone(), (rule, file, text));
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

impl Config {
    /// The files that `glob`, written as `pattern` in this file, matches, as far as this file has to do with them.
    pub(super) fn matching(&self, pattern: &str, glob: &GlobMatcher, configs: &Configs) -> Vec<PathBuf> {
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
        let is_for = |path: &Path| glob.is_match(self.relative(path)) && !configs.excludes(path) && self.holds(path, configs);
        source::discover(&[folder], |path| !is_for(path)).files.into_iter().map(|file| file.path).collect()
    }

    /// Whether this file holds for the file at `path`, by itself or as what another extends.
    pub(super) fn holds(&self, path: &Path, configs: &Configs) -> bool {
        configs.of(path).layers().any(|layer| std::ptr::eq(layer, self))
    }
}
