//! Which configuration holds for a file, and what it says of it.

#[path = "common/run.rs"]
mod run;

use run::Folder;
use std::fs;

const NOTICE: &str = "<!-- noticelint: kind=privacy-notice -->\n# Privacy notice\n\nWe keep your data for as long as necessary.\n";

/// A folder that is a repository, so that nothing above it holds.
fn repository(test: &str) -> Folder {
    Folder::new(test).with(".git/HEAD", "").with("a.md", NOTICE).with("sub/b.md", NOTICE)
}

const RETENTION_OFF: &str = "[levels]\n\"transparency/retention\" = \"off\"\n";
const RETENTION_NOTE: &str = "[levels]\n\"transparency/retention\" = \"note\"\n";

/// The level at which each file is told of its vague period, as `a.md error`.
fn levels(folder: &Folder, args: &[&str]) -> Vec<String> {
    let ran = folder.run(&[&["check", "--format", "short"], args].concat());
    assert!(ran.status < 2, "{}{}", ran.out, ran.err);
    let told = ran.out.lines().filter(|line| line.contains("[transparency/retention]"));
    let words = |line: &str| {
        let (path, rest) = line.split_once(':').expect("a path");
        let level = rest.split(": ").nth(1).and_then(|rest| rest.split('[').next()).expect("a level");
        format!("{path} {level}")
    };
    told.map(words).collect()
}

#[test]
fn the_nearest_configuration_holds_wherever_the_run_begins() {
    let folder = repository("layers").with("noticelint.toml", RETENTION_OFF).with("sub/noticelint.toml", RETENTION_NOTE);
    assert_eq!(levels(&folder, &["."]), ["sub/b.md note"]);
    assert_eq!(levels(&folder, &["sub/b.md"]), ["sub/b.md note"]);
    let inner = Folder(folder.0.join("sub"));
    assert_eq!(levels(&inner, &["../a.md", "b.md"]), ["b.md note"]);
    // From outside, neither the folder one stands in nor any above it counts.
    let outside = Folder(folder.0.join("elsewhere")).with("noticelint.toml", "[levels]\ntransparency = \"warning\"\n");
    assert_eq!(levels(&outside, &["../a.md", "../sub/b.md"]), ["../sub/b.md note"]);
}

#[test]
fn nothing_is_inherited_that_is_not_extended() {
    let folder = repository("not-inherited").with("noticelint.toml", RETENTION_OFF).with("sub/noticelint.toml", "");
    assert_eq!(levels(&folder, &["."]), ["sub/b.md error"]);
}

#[test]
fn what_extends_counts_before_what_is_extended() {
    let base = "fail-on = \"note\"\n[levels]\ntransparency = \"note\"\n\"transparency/children\" = \"off\"\n\n[[document]]\nfiles = [\"**/b.md\"]\nlevels = { transparency = \"note\" }\n";
    let folder = repository("extends")
        .with("noticelint.toml", base)
        .with("sub/noticelint.toml", "extends = \"../noticelint.toml\"\n[levels]\n\"transparency/retention\" = \"warning\"\n");
    assert_eq!(levels(&folder, &["."]), ["a.md note", "sub/b.md warning"]);
    let ran = folder.run(&["check", "sub", "--format", "short"]);
    // `fail-on` and the other levels are those of the file that is extended.
    ran.ends_with(1).says(&["sub/b.md:4:1: note[transparency/purposes]"]);
    assert!(!ran.out.contains("error[transparency"), "{}", ran.out);
}

#[test]
fn globs_are_relative_to_the_file_that_has_them() {
    let folder = repository("globs-relative")
        .with("noticelint.toml", "exclude = [\"sub/c.md\"]\n[[document]]\nfiles = [\"sub/b.md\"]\nignore = [\"transparency/retention\"]\n")
        .with("sub/c.md", NOTICE)
        .with("sub/sub/b.md", NOTICE)
        .with("sub/noticelint.toml", "extends = \"../noticelint.toml\"\n");
    assert_eq!(levels(&folder, &["sub"]), ["sub/sub/b.md error"]);
    assert_eq!(levels(&Folder(folder.0.join("sub")), &["."]), ["sub/b.md error"]);
}

#[test]
fn an_exclusion_from_above_holds_for_folders_with_a_configuration_of_their_own() {
    let folder = repository("excluded-above")
        .with("noticelint.toml", "exclude = [\"vendor/**\"]\n")
        .with("vendor/x/noticelint.toml", "this is not = TOML = at all\n")
        .with("vendor/x/privacy.md", NOTICE);
    assert_eq!(levels(&folder, &["."]), ["a.md error", "sub/b.md error"]);
    // Seen from inside it is excluded all the same.
    Folder(folder.0.join("vendor/x")).run(&["check", "."]).ends_with(2).says(&["holds no file that noticelint reads"]);
}

#[test]
fn nothing_above_the_repository_or_the_home_folder_holds() {
    let folder =
        Folder::new("bounds").with("noticelint.toml", RETENTION_OFF).with("repository/.git/HEAD", "").with("repository/a.md", NOTICE);
    assert_eq!(levels(&folder, &["repository"]), ["repository/a.md error"]);
    let folder = Folder::new("bounds-home").with("noticelint.toml", RETENTION_OFF).with("home/me/a.md", NOTICE).with("home/b.md", NOTICE);
    let home = folder.0.join("home");
    let home = home.to_str().expect("a path in UTF-8");
    let ran = folder.run_with(&["check", "home", "--format", "short"], b"", &[("HOME", home), ("USERPROFILE", home)]);
    ran.ends_with(1).says(&["home/b.md:4:1: error[transparency/retention]", "home/me/a.md:4:1: error[transparency/retention]"]);
    // Without such a bound, what stands above does hold.
    assert!(levels(&folder, &["home"]).is_empty());
}

#[test]
fn a_file_that_is_named_holds_for_all() {
    let folder = repository("named")
        .with("noticelint.toml", RETENTION_OFF)
        .with("sub/noticelint.toml", "broken")
        .with("ci/strict.toml", "extends = \"../base.toml\"\n")
        .with("base.toml", RETENTION_NOTE);
    assert_eq!(levels(&folder, &[".", "--config", "ci/strict.toml"]), ["a.md note", "sub/b.md note"]);
    folder.run(&["check", ".", "--config", "gone.toml"]).ends_with(2).says(&["gone.toml cannot be read"]);
}

#[test]
fn what_cannot_be_extended_is_shown_at_its_place() {
    let folder = repository("extends-mistakes").with("outside.txt", "").with("r/.git/HEAD", "").with("r/a.md", NOTICE);
    let with = |text: &str| {
        fs::write(folder.0.join("r/noticelint.toml"), text).expect("a file for the test");
        folder.run(&["check", "r"])
    };
    let at = "r/noticelint.toml:1:11";
    with("extends = \"../noticelint.toml\"\n").ends_with(2).says(&[at, "there is no file `../noticelint.toml`", "1 mistake;"]);
    with("extends = \"/etc/noticelint.toml\"\n").ends_with(2).says(&[at, "`/etc/noticelint.toml` is no relative path"]);
    with("extends = \"../outside.txt\"\n").ends_with(2).says(&[at, "lies outside of the repository"]);
    with("extends = \"noticelint.toml\"\n").ends_with(2).says(&[at, "cannot extend itself"]);
    with("extends = [\"a\"]\n").ends_with(2).says(&[at, "extends takes a string"]);
    let folder =
        repository("extends-broken").with("base.toml", "lintz = []\n").with("noticelint.toml", "extends = \"base.toml\"\nexclud = []\n");
    folder.run(&["check", "."]).ends_with(2).says(&[
        "base.toml:1:1",
        "did you mean `lints`?",
        "noticelint.toml:2:1",
        "did you mean `exclude`?",
    ]);
}

#[test]
fn a_circle_is_shown_with_all_its_places() {
    let folder = repository("extends-circle")
        .with("noticelint.toml", "extends = \"sub/one.toml\"\n")
        .with("sub/one.toml", "\nextends = \"two.toml\"\n")
        .with("sub/two.toml", "\n\nextends = \"../noticelint.toml\"\n");
    let ran = folder.run(&["check", "."]);
    ran.ends_with(2).says(&[
        "noticelint.toml extends itself by way of this",
        "sub/two.toml:3:11",
        "noticelint.toml:1:11",
        "sub/one.toml:2:11",
        "on the way here",
        "1 mistake; nothing was checked",
    ]);
}

#[test]
fn the_organisation_is_merged_key_by_key() {
    let notice = "<!-- noticelint: kind=privacy-notice -->\n# Notice\n\nMarsh Council is the data controller. Write to our data protection officer: old@marsh.example.\n";
    let folder = repository("organisation-merged")
        .with(
            "noticelint.toml",
            "[organisation]\nname = \"Fernhill Council\"\ndpo-contact = \"dpo@fernhill.example\"\nsector = \"education\"\n",
        )
        .with("sub/b.md", notice)
        .with("sub/noticelint.toml", "extends = \"../noticelint.toml\"\n[organisation]\nname = \"Marsh Council\"\n");
    let ran = folder.run(&["check", "sub", "--select", "transparency/facts-mismatch"]);
    ran.says(&["declared: dpo@fernhill.example", "sector education (declared in noticelint.toml, line 4)"]);
    assert!(!ran.out.contains("Fernhill Council"), "{}", ran.out);
}

const SHOUT: &str = "name = \"NAME\"\nsummary = \"the text shouts\"\nlevel = \"warning\"\n\n[forbid]\ntext = \"WORD\"\n\n[message]\nfound = \"this shouts\"\nhelp = \"speak softly\"\n\n[docs]\nwhy = \"House style.\"\n\n[[example]]\nexpect = \"fail\"\ntext = \"«Hurrah hurrah» to all.\"\n\n[[example]]\nexpect = \"fail\"\ntext = \"We say «hurrah hurrah».\"\n\n[[example]]\nexpect = \"pass\"\ntext = \"Good day.\"\n\n[[example]]\nexpect = \"pass\"\nnear-miss = true\ntext = \"Hurrah.\"\n\n";

fn own_lint(name: &str, concept: &str) -> (String, String) {
    let words = format!("[[concept]]\nid = \"{concept}\"\nmeans = \"shouts\"\nphrases = [\"hurrah hurrah\"]\n");
    (SHOUT.replace("NAME", name).replace("WORD", concept), words)
}

#[test]
fn own_lints_are_asked_only_where_their_configuration_holds() {
    let ((loud, loud_words), (shrill, shrill_words)) = (own_lint("one/loud", "one-loud"), own_lint("two/shrill", "two-shrill"));
    let text = "<!-- noticelint: kind=other -->\nHurrah hurrah to all.\n";
    let folder = repository("own-lints")
        .with("one/noticelint.toml", "lints = [\"rules\"]\n")
        .with("one/rules/one/loud.toml", loud)
        .with("one/rules/words.toml", loud_words)
        .with("one/page.md", text)
        .with("two/noticelint.toml", "lints = [\"rules\"]\n[levels]\n\"two/shrill\" = \"error\"\n")
        .with("two/rules/two/shrill.toml", shrill)
        .with("two/rules/words.toml", shrill_words)
        .with("two/page.md", text)
        .with("page.md", text);
    let ran = folder.run(&["check", ".", "--format", "short"]);
    ran.ends_with(1).says(&["one/page.md:2:1: warning[one/loud]", "two/page.md:2:1: error[two/shrill]"]);
    assert_eq!(ran.out.matches("[one/loud]").count() + ran.out.matches("[two/shrill]").count(), 2, "{}", ran.out);
    // A folder that the command line names is for all; and one that is named twice is read once.
    let ran = folder.run(&["check", ".", "--format", "short", "--lints", "one/rules"]);
    assert_eq!(ran.out.matches("[one/loud]").count(), 3, "{}", ran.out);
    // What the run does not touch is not loaded.
    folder.run(&["check", "one", "--select", "two/shrill"]).ends_with(2).says(&["there is no lint or group `two/shrill`"]);
}

#[test]
fn each_file_fails_by_its_own_level_and_has_its_own_limit() {
    let folder = repository("each-its-own")
        .with(
            "noticelint.toml",
            "fail-on = \"error\"\nselect = [\"transparency/retention\"]\n[levels]\n\"transparency/retention\" = \"warning\"\n",
        )
        .with("sub/noticelint.toml", "extends = \"../noticelint.toml\"\nfail-on = \"warning\"\nmax-file-size = 150\n");
    folder.run(&["check", "a.md"]).ends_with(0);
    folder.run(&["check", "."]).ends_with(1);
    folder.run(&["check", ".", "--fail-on", "error"]).ends_with(0);
    folder.run(&["check", "a.md", "--fail-on", "note"]).ends_with(1);
    let folder = folder.with("sub/b.md", format!("{NOTICE}{NOTICE}")).with("a.md", format!("{NOTICE}{NOTICE}"));
    let ran = folder.run(&["check", "."]);
    ran.ends_with(2).says(&["sub/b.md is", "more than the limit of 150"]);
    assert!(!ran.err.contains("a.md is"), "{}", ran.err);
}

#[test]
fn a_bundle_of_a_base_reaches_those_that_extend_it_and_no_others() {
    let base = "[[bundle]]\nname = \"all\"\nfiles = [\"pages/**/*.md\"]\n";
    let page = |text: &str| format!("<!-- noticelint: kind=privacy-notice -->\n# Page\n\n{text}\n");
    let folder = repository("bundle-layers")
        .with("noticelint.toml", base)
        .with("pages/1.md", page("Hello."))
        .with("pages/in/2.md", page("We keep your loan history for six years."))
        .with("pages/in/noticelint.toml", "extends = \"../../noticelint.toml\"\n");
    assert!(levels(&folder, &["pages"]).is_empty());
    let folder = folder.with("pages/in/noticelint.toml", "");
    assert_eq!(levels(&folder, &["pages"]), ["pages/1.md error"]);
    fs::remove_file(folder.0.join("pages/1.md")).expect("the file is there");
    folder.run(&["check", "."]).ends_with(2).says(&["matches no file that noticelint reads", "do not reach where another"]);
}

#[test]
fn standard_input_has_the_configuration_of_its_name() {
    let folder = repository("stdin-config").with("sub/noticelint.toml", RETENTION_NOTE).with("noticelint.toml", RETENTION_OFF);
    let ran = |args: &[&str]| folder.run_with(&[&["check", "-", "--format", "short"], args].concat(), NOTICE.as_bytes(), &[]).out;
    assert!(ran(&["--stdin-filename", "sub/new/x.md"]).contains("note[transparency/retention]"));
    assert!(!ran(&[]).contains("[transparency/retention]"));
}

#[test]
fn includes_reach_as_far_as_the_outermost_configuration() {
    let part = "<p>We keep your data for as long as necessary.</p>\n";
    let folder = repository("include-layers")
        .with("noticelint.toml", "")
        .with("shared/part.njk", part)
        .with("sub/noticelint.toml", "")
        .with("sub/page.njk", "{# noticelint: kind=privacy-notice #}\n<h1>Notice</h1>\n{% include '../shared/part.njk' %}\n");
    folder.run(&["check", "sub/page.njk", "--format", "short"]).says(&["shared/part.njk:1:4: error[transparency/retention]"]);
}

#[test]
fn what_a_base_allows_is_allowed_where_it_is_extended_and_told_where_it_stands() {
    let allow =
        |files: &str, lint: &str| format!("[[allow]]\nfiles = [\"{files}\"]\nlint = \"{lint}\"\nreason = \"agreed with the officer\"\n");
    let folder = repository("allow-layers")
        .with("noticelint.toml", allow("sub/*.md", "transparency/retention"))
        .with("sub/noticelint.toml", format!("extends = \"../noticelint.toml\"\n{}", allow("b.md", "transparency/facts-mismatch")));
    assert_eq!(levels(&folder, &["."]), ["a.md error"]);
    folder.run(&["check", ".", "--format", "short"]).says(&["sub/noticelint.toml:4:8: warning[noticelint/unused-allow]"]);
    // Where another configuration holds, neither does it suppress nor can it be needed.
    let folder = folder.with("sub/noticelint.toml", "");
    assert_eq!(levels(&folder, &["."]), ["a.md error", "sub/b.md error"]);
    folder.run(&["check", ".", "--format", "short"]).says(&["\nnoticelint.toml:2:10: warning[noticelint/unused-allow]"]);
}
