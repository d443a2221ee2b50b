//! Reads one configuration file.

use super::{Config, Set, allow, bundle, document, levels, place};
use crate::data::{Problem, Table, Text, TomlFile};
use crate::lint::Level;
use crate::source::{self, SourceFile};
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::Path;
use std::sync::Arc;

/// What one file says, what it extends not yet read; and what it extends, and all problems in it. `folder` is that of the file as it
/// is printed, `base` the same, absolute.
pub(super) fn read(file: &Arc<SourceFile>, folder: &Path, base: &Path) -> (Config, Option<Text>, Vec<Problem>) {
    let toml = TomlFile::parse(file);
    let ((config, extends), mut problems) = toml.read(|root| read_root(root, folder, base));
    problems.splice(0..0, toml.syntax().iter().cloned());
    (config, extends, problems)
}

/// What the root table says, and what it extends.
pub(super) fn read_root(root: &Table<'_>, folder: &Path, base: &Path) -> (Config, Option<Text>) {
    let file = root.file();
    let extends = root.text("extends");
    let lints = root.texts("lints");
    let (exclude, excluded) = globs(root, "exclude");
    let max_file_size = root.number("max-file-size").map(|value| Set { value, span: root.key_span("max-file-size") });
    if let Some(size) = max_file_size.filter(|size| size.value > source::LARGEST_MAX_SIZE) {
        let message = format!("`max-file-size` is at most {} bytes", source::LARGEST_MAX_SIZE);
        root.report("config/limit", size.span, message);
    }
    let fail_on = root.choice("fail-on", crate::lint::LEVELS).map(|value: Level| Set { value, span: root.key_span("fail-on") });
    let jurisdiction = root.choice("jurisdiction", crate::lint::JURISDICTIONS);
    let jurisdiction = jurisdiction.map(|value| Set { value, span: root.key_span("jurisdiction") });
    let mut lint_names = Vec::new();
    let choice = levels::read(root, &mut lint_names);
    let documents = root.tables("document").iter().map(|table| document::read(table, &mut lint_names)).collect();
    let organisation = root.table("organisation").map(|table| crate::lint::read_organisation(&table)).unwrap_or_default();
    let bundles = root.tables("bundle").iter().map(bundle::read).collect();
    let baseline = root.text("baseline");
    let allows = root.tables("allow").iter().map(allow::read).collect();
    let config = Config {
        folder: folder.to_path_buf(),
        base: base.to_path_buf(),
        extends: None,
        lints,
        exclude,
        excluded,
        max_file_size,
        fail_on,
        jurisdiction,
        choice: Arc::new(choice),
        documents,
        bundles,
        allows,
        baseline,
        sector: organisation.sector.map(|(sector, span)| (sector, place(file, span))),
        organisation: Arc::new(organisation),
        lint_names,
        file: Some(Arc::clone(file)),
    };
    (config, extends)
}

/// The globs at `key`, as written and compiled.
pub(super) fn globs(table: &Table<'_>, key: &'static str) -> (Vec<Text>, GlobSet) {
    let texts = table.texts(key);
    let mut set = GlobSetBuilder::new();
    for glob in texts.iter().filter_map(|text| glob(table, text)) {
        set.add(glob);
    }
    (texts, set.build().unwrap_or_else(|_| GlobSet::empty()))
}

/// The glob that `text` is; reported if it is none.
pub(super) fn glob(table: &Table<'_>, text: &Text) -> Option<Glob> {
    let glob = Glob::new(&text.value);
    if let Err(error) = &glob {
        table.report("config/glob", text.span, format!("this is no glob: {}", error.kind()));
    }
    glob.ok()
}
