//! Whole documents of invented organisations: good ones give nothing, faulty ones exactly what is expected, at the expected words.

mod common;

use common::{Expected, check_file, files_in, found_words, ruleset, show};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The one document in a folder.
fn document(folder: &Path) -> PathBuf {
    let is_document = |path: &PathBuf| path.file_name().is_some_and(|name| name != "expected.toml");
    files_in(folder).into_iter().find(is_document).expect("a folder of fixtures holds a document")
}

/// What is wrong with what the documents in the folders below `group` give; there are at least `least`.
fn wrong_in(group: &str, least: usize) -> String {
    let ruleset = ruleset();
    let folders = files_in(Path::new(group));
    assert!(folders.len() >= least, "{group} holds {}", folders.len());
    let mut wrong = String::new();
    for folder in folders {
        let expected = Expected::read(&folder.join("expected.toml"));
        let path = document(&folder);
        let report = check_file(&path, &ruleset);
        let profile = &report.profile;
        if profile.kind.value.word() != expected.kind || profile.sector.value.word() != expected.sector {
            let _ = writeln!(wrong, "{}: told as {}, {}", path.display(), profile.kind.value, profile.sector.value);
        }
        wrong += &show(&path, &expected.findings, &found_words(&report));
    }
    wrong
}

#[test]
fn notices_give_exactly_what_is_expected() {
    let wrong = wrong_in("fixtures/notices", 16);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn messages_and_forms_give_exactly_what_is_expected() {
    let wrong = wrong_in("fixtures/messages", 6) + &wrong_in("fixtures/forms", 3);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_same_notice_gives_the_same_findings_at_the_same_words_in_every_format() {
    let ruleset = ruleset();
    let folder = Path::new("fixtures/same");
    let expected = Expected::read(&folder.join("expected.toml"));
    let files: Vec<_> = files_in(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending != "toml")).collect();
    assert!(files.len() >= 15, "Markdown, HTML, text, CRLF, UTF-16, windows-1252, Nunjucks, ERB, HAML, Slim, TSX, Vue, Astro, JSON, YAML");
    let wrong: String = files.iter().map(|path| show(path, &expected.findings, &found_words(&check_file(path, &ruleset)))).collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn documents_that_are_no_notice_give_nothing() {
    let ruleset = ruleset();
    let files = files_in(Path::new("fixtures/other"));
    assert!(files.len() >= 6);
    for path in files {
        let report = check_file(&path, &ruleset);
        assert!(report.outcome.findings.is_empty(), "{}: {:?}", path.display(), found_words(&report));
    }
}
