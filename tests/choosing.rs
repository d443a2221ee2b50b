//! Which lints are asked, and at which level: configuration and command line.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};

/// Vague about the period, and silent about nearly everything else.
const NOTICE: &str = "# Privacy notice\n\nWe keep your data for as long as necessary.\n";

fn folder(test: &str, config: &str) -> Folder {
    Folder::new(test).with(".git/HEAD", "").with("noticelint.toml", config).with("n/a.md", NOTICE).with("n/b.md", NOTICE)
}

fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["check", "n", "--kind", "privacy-notice", "--format", "short"], args].concat())
}

/// The level of a lint in a file of `n/`, as printed; `off` if it is not.
fn level(ran: &Ran, file: &str, lint: &str) -> String {
    assert!(ran.status < 2, "{}{}", ran.out, ran.err);
    let told = ran.out.lines().find(|line| line.starts_with(&format!("n/{file}:")) && line.contains(&format!("[{lint}]")));
    let word = told.and_then(|line| line.split(": ").nth(1)).and_then(|rest| rest.split('[').next());
    word.unwrap_or("off").to_owned()
}

const RETENTION: &str = "transparency/retention";
const PURPOSES: &str = "transparency/purposes";

#[test]
fn the_command_line_wins_over_every_configuration() {
    // Configuration, options, the levels of `retention` and of `purposes`.
    let table: &[(&str, &[&str], &str, &str)] = &[
        ("", &[], "error", "error"),
        ("[levels]\ntransparency = \"note\"", &[], "note", "note"),
        ("[levels]\ntransparency = \"note\"\n\"transparency/retention\" = \"warning\"", &[], "warning", "note"),
        ("[levels]\n\"transparency/retention\" = \"off\"", &["--deny", RETENTION], "error", "error"),
        ("[levels]\n\"transparency/retention\" = \"off\"", &["--select", RETENTION], "error", "off"),
        ("[levels]\n\"transparency/retention\" = \"note\"", &["--select", RETENTION], "note", "off"),
        ("[levels]\n\"transparency/retention\" = \"error\"", &["--warn", "transparency"], "warning", "warning"),
        ("[levels]\n\"transparency/retention\" = \"error\"", &["--allow", "transparency"], "off", "off"),
        ("ignore = [\"transparency\"]", &["--warn", RETENTION], "warning", "off"),
        ("select = [\"consent\"]", &["--select", "transparency"], "error", "error"),
        ("select = [\"transparency\"]", &["--ignore", RETENTION], "off", "error"),
        ("select = [\"transparency\"]\nignore = [\"transparency/retention\"]", &[], "off", "error"),
        ("select = [\"transparency/retention\"]\n[levels]\ntransparency = \"note\"", &[], "note", "off"),
        ("", &["--select", "consent,transparency/retention"], "error", "off"),
        ("", &["--select", "consent", "--select", RETENTION], "error", "off"),
        ("", &["--select", "transparency", "--ignore", RETENTION], "off", "error"),
        ("", &["--warn", "transparency", "--deny", RETENTION, "--allow", PURPOSES], "error", "off"),
        ("[[document]]\nfiles = [\"n/*\"]\nlevels = { transparency = \"note\" }", &["--deny", RETENTION], "error", "note"),
    ];
    for (number, (config, args, retention, purposes)) in table.iter().enumerate() {
        let folder = folder(&format!("choosing-{number}"), config);
        let ran = check(&folder, args);
        let found = (level(&ran, "a.md", RETENTION), level(&ran, "a.md", PURPOSES));
        assert_eq!(found, ((*retention).to_owned(), (*purposes).to_owned()), "{config}\n{args:?}\n{}", ran.out);
    }
}

#[test]
fn the_last_document_table_that_matches_decides() {
    let config = "[levels]\ntransparency = \"note\"\n\n[[document]]\nfiles = [\"n/*.md\"]\nselect = [\"transparency\"]\n[document.levels]\n\"transparency/retention\" = \"warning\"\n\n[[document]]\nfiles = [\"n/b.md\"]\nignore = [\"transparency/purposes\"]\nlevels = { \"transparency/retention\" = \"error\" }\n";
    let ran = check(&folder("choosing-tables", config), &[]);
    let levels = |file| (level(&ran, file, RETENTION), level(&ran, file, PURPOSES));
    assert_eq!(levels("a.md"), ("warning".to_owned(), "note".to_owned()));
    assert_eq!(levels("b.md"), ("error".to_owned(), "off".to_owned()));
}

#[test]
fn an_audit_has_only_the_items_that_are_asked_for() {
    let folder = folder("choosing-audit", "");
    let ran = folder.run(&["audit", "n/a.md", "--kind", "privacy-notice", "--format", "csv", "--select", RETENTION]);
    ran.ends_with(0);
    let rows: Vec<&str> = ran.out.lines().skip(1).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains(RETENTION)), "{}", ran.out);
}

#[test]
fn unknown_names_are_shown_with_what_was_meant() {
    let plain = folder("choosing-unknown", "");
    for option in ["--select", "--ignore", "--deny", "--warn", "--allow"] {
        let ran = check(&plain, &[option, "transparency/retentoin"]);
        ran.ends_with(2).says(&[option, "there is no lint or group `transparency/retentoin`", "did you mean `transparency/retention`?"]);
    }
    check(&plain, &["--select", ""]).ends_with(2);
    check(&plain, &["--deny", RETENTION, "--allow", RETENTION]).ends_with(2).says(&["two levels", "--deny", "--allow"]);
    check(&plain, &["--fail-on", "eror"]).ends_with(2).says(&["error, warning, note"]);
    let config = "select = [\"transparencia\"]\nignore = [\"consnet\"]\n\n[[document]]\nfiles = [\"n/*\"]\nselct = []\nignore = [\"wordng\"]\n[document.levels]\n\"lawful-basis/hegded\" = \"off\"\nconsent = \"of\"\n";
    folder("choosing-mistakes", config).run(&["check", "n"]).ends_with(2).says(&[
        "6:1",
        "did you mean `select`?",
        "10:11",
        "did you mean `off`?",
    ]);
    let config = config.replace("selct = []\n", "").replace("\"of\"", "\"off\"");
    folder("choosing-names", &config).run(&["check", "n"]).ends_with(2).says(&[
        ":1:11",
        "did you mean `transparency`?",
        ":2:11",
        "did you mean `consent`?",
        ":6:11",
        "did you mean `wording`?",
        ":8:1",
        "did you mean `lawful-basis/hedged`?",
        "4 mistakes",
    ]);
    folder("choosing-none", "select = []\n").run(&["check", "n"]).ends_with(2).says(&["noticelint.toml:1:1", "`select` names no lint"]);
}
