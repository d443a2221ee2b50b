//! What the documents of this repository promise, held to.

#[path = "common/run.rs"]
mod run;

use run::Folder;
use std::fs;
use std::path::Path;

/// The fenced blocks of a Markdown file in this language.
fn blocks(file: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(file).expect("a document of this repository");
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next()).map(str::to_owned).collect()
}

fn copy(from: &Path, folder: Folder, to: &str) -> Folder {
    fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).fold(folder, |folder, path| {
        let name = format!("{to}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() { copy(&path, folder, &name) } else { folder.with(&name, fs::read(&path).expect("a file")) }
    })
}

#[test]
fn the_readme_opens_with_what_its_first_command_prints() {
    let shown = &blocks("README.md", "text")[0];
    let folder = copy(Path::new("fixtures"), Folder::new("readme"), "fixtures");
    let ran = folder.run(&["check", "fixtures"]);
    ran.ends_with(1);
    // Between the parts that are shown, others are left out.
    for part in shown.split("\n\n[...]\n\n") {
        assert!(ran.out.contains(part), "the README shows this, and the command does not print it:\n{part}\n---\n{}", ran.out);
    }
}

#[test]
fn the_lint_that_contributing_shows_works_as_it_stands() {
    let toml = blocks("CONTRIBUTING.md", "toml");
    let [lint, concept] = toml.as_slice() else { panic!("a lint and a concept") };
    let folder = copy(Path::new("lints"), Folder::new("contributing"), "lints");
    let before = folder.run(&["list", "--ruleset", "lints"]).out.lines().count();
    let folder = folder.with("lints/transparency/last-changed.toml", lint).with("lints/vocabulary/last-changed.toml", concept);
    folder.run(&["test", "lints", "--ruleset", "lints"]).ends_with(0).says(&[" passed, 0 failed"]);
    assert_eq!(folder.run(&["list", "--ruleset", "lints"]).out.lines().count(), before + 1, "one more lint, and nothing else to touch");
    folder.run(&["explain", "transparency/last-changed", "--ruleset", "lints"]).ends_with(0).says(&["Last changed on 3 July 2026"]);
}

#[test]
fn the_configuration_in_the_readme_is_sound() {
    let folder = Folder::new("readme-config")
        .with("noticelint.toml", &blocks("README.md", "toml")[0])
        .with("our-lints/.keep", "")
        .with("notices/a.md", "# Hello\n\nHello.\n");
    folder.run(&["check", "."]).says(&["1 document"]);
}

#[test]
fn the_changelog_names_every_lint_of_this_version() {
    let text = fs::read_to_string("CHANGELOG.md").expect("the changelog");
    for line in Folder::new("changelog").run(&["list"]).out.lines() {
        let name = line.split(' ').next().and_then(|name| name.split('/').nth(1)).expect("a lint");
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_format_is_shown() {
    let (readme, page) = (fs::read_to_string("README.md").expect("the readme"), fs::read_to_string("docs/formats.md").expect("a page"));
    for format in noticelint::report::FORMATS {
        assert!(readme.contains(&format!("`{}`", format.name)), "{} in the readme", format.name);
        assert!(page.contains(&format!("\n| `{}` |", format.name)), "{} in docs/formats.md", format.name);
    }
}
