//! The reference under docs/lints/: it is what the lints say now, and its links lead somewhere.

#[path = "common/run.rs"]
mod run;

use noticelint::lint::Ruleset;
use noticelint::report::reference::{MARK, Page, pages};
use run::Folder;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const HOW: &str = "run `cargo run -- docs docs/lints` and commit what it writes";

fn written() -> Vec<Page> {
    let ruleset = Ruleset::built_in().unwrap_or_else(|problems| panic!("{}", problems[0].message));
    pages(&ruleset)
}

fn files_below(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}; {HOW}", folder.display())) {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            files.insert(path);
        }
    }
}

#[test]
fn the_reference_is_what_the_lints_say() {
    let folder = Path::new("docs/lints");
    let pages = written();
    for page in &pages {
        let path = folder.join(&page.path);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; {HOW}", path.display()));
        assert!(text.replace("\r\n", "\n") == page.text, "{} is not what the lints say now; {HOW}", path.display());
    }
    let mut files = BTreeSet::new();
    files_below(folder, &mut files);
    let known: BTreeSet<PathBuf> = pages.iter().map(|page| folder.join(&page.path)).collect();
    let others: Vec<&PathBuf> = files.difference(&known).collect();
    assert!(others.is_empty(), "there is no lint for {others:?}; {HOW}");
}

#[test]
fn each_link_of_the_reference_leads_to_a_page() {
    let pages = written();
    let known: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let mut count = 0;
    for page in &pages {
        let is_code = |line: &&str| !line.starts_with("```");
        for target in page.text.lines().filter(is_code).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split(')').next())
        {
            if target.contains("://") {
                continue;
            }
            let group = page.path.rsplit_once('/').map_or("", |(group, _)| group);
            let path =
                target.strip_prefix("../").map_or_else(|| Path::new(group).join(target).to_string_lossy().into_owned(), str::to_owned);
            assert!(known.contains(path.as_str()), "{}: the link to {target} leads nowhere", page.path);
            count += 1;
        }
    }
    assert!(count > 2 * pages.len(), "each lint is linked from an index and back: {count} links");
}

#[test]
fn each_provision_that_a_lint_cites_is_linked() {
    let pages = written();
    let ruleset = Ruleset::built_in().unwrap_or_else(|problems| panic!("{}", problems[0].message));
    let law = pages.iter().find(|page| page.path == "law.md").expect("the page of provisions");
    for lint in &ruleset.lints {
        let page = pages.iter().find(|page| page.path == format!("{}.md", lint.name)).expect("a page");
        assert!(page.text.starts_with(MARK));
        for provision in ruleset.law_of(&lint.name) {
            let is_linked = page.text.contains("](https://") || page.text.contains("](http://");
            assert!(is_linked && !provision.url.is_empty(), "{} cites {}", lint.name, provision.cite);
        }
        assert!(lint.law.is_empty() || law.text.contains(&format!("]({}.md)", lint.name)), "{} is not in law.md", lint.name);
    }
}

#[test]
fn what_was_written_is_kept_up_to_date_and_nothing_else_is_touched() {
    let folder = Folder::new("docs-command").with("notes.md", "mine\n").with("docs/old/gone.md", format!("{MARK}\n\n# old\n"));
    let folder = folder.with("docs/old/mine.md", "mine\n");
    folder.run(&["docs", "docs"]).ends_with(0).says(&["docs: ", ", 1 removed"]);
    folder.run(&["docs", "docs"]).ends_with(0).says(&[", 0 of them changed, 0 removed"]);
    let kept = fs::read_to_string(folder.0.join("docs/old/mine.md")).expect("the file is still there");
    assert_eq!(kept, "mine\n");
    let folder = folder.with("docs/law.md", "my own page\n");
    folder.run(&["docs", "docs"]).ends_with(2).says(&["law.md was not written by `noticelint docs`"]);
    folder.run(&["docs", "notes.md"]).ends_with(2).says(&["cannot be written"]);
}

#[test]
fn shells_and_man_are_told_of_every_command() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        folder.run(&["completions", shell]).ends_with(0).says(&["changed-since", "audit"]);
    }
    folder.run(&["completions", "csh"]).ends_with(2);
    folder.run(&["man"]).ends_with(0).says(&[".TH noticelint 1", "NOTICELINT CHECK", "NOTICELINT DIFF", "changed\\-since"]);
}
