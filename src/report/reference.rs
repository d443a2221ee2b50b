//! The reference: a Markdown page for each lint, an index by group and one by provision, all out of the ruleset.

mod index;
mod lint;
mod marketing;
mod text;

use crate::lint::Ruleset;

/// A page of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path below the folder of the reference, with `/`.
    pub path: String,
    /// Markdown.
    pub text: String,
}

/// The first line of each page, by which pages are told from files that somebody else put into the folder.
pub const MARK: &str = "<!-- Written by `noticelint docs` out of the lint files: a change belongs there. -->";

/// All pages, in the order of their paths; the same for the same ruleset.
#[must_use]
pub fn pages(ruleset: &Ruleset) -> Vec<Page> {
    let page = |path: String, text: String| Page { path, text: format!("{MARK}\n\n{}\n", text.trim_end()) };
    let mut pages: Vec<Page> = ruleset.lints.iter().map(|one| page(format!("{}.md", one.name), lint::page(one, ruleset))).collect();
    pages.push(page("README.md".to_owned(), index::by_group(ruleset)));
    pages.push(page("law.md".to_owned(), index::by_provision(ruleset)));
    pages.extend(marketing::page(ruleset).map(|text| page("direct-marketing.md".to_owned(), text)));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}
