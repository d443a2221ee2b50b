//! `noticelint init`: a configuration for what is found.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const NOTICE: &str = "# Privacy notice\n\nFernhill Ltd is responsible for your personal data. We keep your personal data for six years.\n";
const HEALTH: &str = "# Privacy notice\n\nFernhill NHS Trust is responsible for your personal data. We keep your personal data for eight \
    years. Our hospital has the health records of patients.\n";

fn repository(test: &str) -> Folder {
    Folder::new(test).with(".git/HEAD", "")
}

fn copy(from: &Path, folder: Folder, to: &str) -> Folder {
    fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).fold(folder, |folder, path| {
        let name = format!("{to}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() { copy(&path, folder, &name) } else { folder.with(&name, fs::read(&path).expect("a file")) }
    })
}

fn written(folder: &Folder) -> String {
    fs::read_to_string(folder.0.join("noticelint.toml")).expect("a configuration")
}

/// For each document that is checked its path, kind and channel, how the kind is known, and the sector.
fn told(ran: &Ran) -> Vec<[String; 5]> {
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    let word = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let one = |document: &Value| {
        let kind = &document["kind"];
        [&document["path"], &kind["value"], &document["channel"], &kind["basis"], &document["sector"]["value"]].map(word)
    };
    report["documents"].as_array().expect("documents").iter().map(one).collect()
}

fn check(folder: &Folder) -> Vec<[String; 5]> {
    told(&folder.run(&["check", ".", "--format", "json"]))
}

/// Runs `init`, and asserts that every document whose kind could be told is declared to be of that kind, and all else is as before.
fn init_keeps_what_was_told(folder: &Folder) -> Ran {
    let before = check(folder);
    let ran = folder.run(&["init"]);
    ran.ends_with(0);
    let after = check(folder);
    assert_eq!(before.len(), after.len());
    for ([path, kind, channel, basis, _], [path_after, kind_after, channel_after, basis_after, _]) in before.iter().zip(&after) {
        assert_eq!((path, kind, channel), (path_after, kind_after, channel_after));
        assert_eq!(basis_after, if basis == "unknown" { "unknown" } else { "declared" }, "{path}\n{}", written(folder));
    }
    ran
}

#[test]
fn an_empty_folder_gets_a_file_as_well() {
    let folder = repository("init-empty");
    folder.run(&["init"]).ends_with(0).says(&[
        "noticelint.toml is written; there is no document that noticelint reads",
        "1. read noticelint.toml",
        "noticelint check .",
    ]);
    assert!(written(&folder).contains("#[[document]]\n#files = "));
    folder.run(&["config"]).ends_with(0);
    // What cannot be read is told all the same.
    let folder = repository("init-not-read").with("notice.pdf", "%PDF");
    folder.run(&["init"]).ends_with(0).says(&["1 files were passed over", "1 .pdf"]);
}

#[test]
fn the_invented_notices_are_declared_as_they_were_told() {
    let folder = copy(Path::new("fixtures"), repository("init-fixtures"), "fixtures");
    init_keeps_what_was_told(&folder).says(&["privacy-notice  ", "policy  ", "noticelint baseline"]);
    assert!(written(&folder).contains("\"fixtures/notices/**\",    # "), "{}", written(&folder));
}

#[test]
fn a_second_run_leaves_the_file_as_it_is() {
    let folder = repository("init-twice").with("notice.md", NOTICE);
    folder.run(&["init"]).ends_with(0);
    let folder = folder.with("noticelint.toml", "fail-on = \"note\"\n");
    folder.run(&["init"]).ends_with(2).says(&["noticelint.toml is there already, and was left as it is", "--dry-run"]);
    assert_eq!(written(&folder), "fail-on = \"note\"\n");
    folder.run(&["init", "--dry-run"]).ends_with(0).says(&["\"notice.md\","]);
    assert_eq!(written(&folder), "fail-on = \"note\"\n");
    folder.run(&["init", "nowhere"]).ends_with(2).says(&["nowhere is not a folder"]);
    folder.run(&["init", "--config", "other.toml"]).ends_with(2).says(&["leave `--config` out"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_not_written_through() {
    let folder = repository("init-link");
    std::os::unix::fs::symlink("elsewhere.toml", folder.0.join("noticelint.toml")).expect("a link");
    folder.run(&["init"]).ends_with(2).says(&["is there already"]);
    assert!(!folder.0.join("elsewhere.toml").exists());
}

#[test]
fn a_dry_run_prints_the_file_and_nothing_else() {
    let folder = repository("init-dry").with("n/a.md", NOTICE).with("n/b.md", NOTICE);
    let dry = folder.run(&["init", "--dry-run"]);
    dry.ends_with(0);
    assert!(!folder.0.join("noticelint.toml").exists());
    assert!(dry.err.contains("noticelint.toml was not written; found below .: 2 documents"), "{}", dry.err);
    folder.run(&["init"]).ends_with(0);
    assert_eq!(dry.out, written(&folder));
}

#[test]
fn everything_that_is_switched_off_works_when_it_is_switched_on() {
    let folder = repository("init-on/sub").with("noticelint.toml", "").with("our-lints/.keep", "");
    let folder = (0..60).fold(folder, |folder, index| folder.with(&format!("texts/{index}.md"), "Hello there.\n"));
    let folder = folder.with("notices/customers/a.md", NOTICE).with("mail/news.eml", "Subject: Hello\n\nHello.\n");
    fs::remove_file(folder.0.join("noticelint.toml")).expect("a file");
    folder.run(&["init"]).ends_with(0);
    let on: String = written(&folder).lines().fold(String::new(), |mut on, line| {
        let is_off = line.strip_prefix('#').filter(|rest| !rest.is_empty() && !rest.starts_with(' '));
        let _ = writeln!(on, "{}", is_off.unwrap_or(line));
        on
    });
    assert!(on.lines().filter(|line| *line == "[[document]]").count() >= 2, "{on}");
    let folder = folder.with("noticelint.toml", &on);
    let ran = folder.run(&["config", "texts/0.md"]);
    ran.ends_with(0).says(&["fail-on", "baseline", "organisation.contact", "transparency/complaint-controller"]);
    let kind = ran.out.lines().find_map(|line| line.strip_prefix("kind ")).expect("a kind");
    assert!(kind.trim_start().starts_with("other "), "{kind}");
}

#[test]
fn odd_names_are_escaped() {
    let names = [
        "a[1].md",
        "b{x,y}.md",
        "c*?.md",
        "say \"it\".md",
        "d\\e.md",
        "x\ny.md",
        "x\u{202e}y.md",
        "##[error]z.md",
        "é.md",
        "[!a].md",
        "# h.md",
    ];
    let names = if cfg!(windows) { &names[8..9] } else { &names[..] };
    let folder = names.iter().fold(repository("init-odd"), |folder, name| folder.with(name, NOTICE));
    let folder = folder.with("in [brackets]/a.md", NOTICE).with("in [brackets]/b.md", NOTICE).with("texts {odd}\n/c'[.md", "Hello.\n");
    init_keeps_what_was_told(&folder);
    let text = written(&folder);
    assert!(text.contains("\"in [[]brackets[]]/**\","), "{text}");
    assert!(!text.contains('\u{202e}') && !text.contains("##["), "{text}");
    // Globs that are escaped match nothing else.
    let folder = folder.with("a1.md", "Hello there.\n").with("bx.md", "Hello there.\n");
    let told = check(&folder);
    for path in ["a1.md", "bx.md"] {
        assert!(told.iter().any(|[name, _, _, basis, _]| name == path && basis == "unknown"), "{path}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_counted() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = repository("init-bytes").with("n/a.md", NOTICE).with("n/b.md", NOTICE);
    fs::write(folder.0.join("n").join(std::ffi::OsStr::from_bytes(b"\xff.md")), NOTICE).expect("a file");
    folder.run(&["init"]).ends_with(0).says(&["not listed: 1 document with a name that is not UTF-8"]);
    folder.run(&["config"]).ends_with(0);
}

#[test]
fn what_is_not_known_is_a_list_to_fill_in_and_no_longer_than_it_need_be() {
    let folder = (0..73).fold(repository("init-unknown"), |folder, index| folder.with(&format!("t/{index:02}.md"), "Hello there.\n"));
    let folder = (0..61).fold(folder, |folder, index| folder.with(&format!("t/n-{index:02}.md"), NOTICE));
    let folder = folder.with("t/empty.tsx", "export const a = 1;\n");
    folder.run(&["init"]).ends_with(0).says(&["privacy-notice      61", "kind not known      7", "of 73 files it does not know the kind"]);
    let text = written(&folder);
    let lines = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((lines("#\"t/"), lines("    \"t/n-")), (50, 50));
    assert!(text.contains("\n# and 23 more\n#]\n#kind = \"other\"") && text.contains("    # and 11 files more"), "{text}");
    assert!(!text.contains("empty.tsx"));
}

#[test]
fn the_sector_of_most_is_declared_and_those_of_others_as_well() {
    let folder = repository("init-sector").with("a.md", HEALTH).with("b.md", HEALTH).with("c/c.md", NOTICE);
    init_keeps_what_was_told(&folder).says(&["sector: health (told of 2 of 3 documents)"]);
    assert!(written(&folder).contains("\n[organisation]\nsector = \"health\"    # told of 2 of 3"));
    assert!(check(&folder).iter().all(|[_, _, _, _, sector]| sector == "health"));

    let folder = repository("init-sectors").with("a.md", HEALTH).with("c.md", NOTICE).with("d.md", NOTICE);
    folder.run(&["init"]).ends_with(0);
    assert!(written(&folder).contains("\n#[organisation]\n#sector = ") && written(&folder).contains("sector = \"health\"\n"));
    let sectors: Vec<String> = check(&folder).into_iter().map(|[_, _, _, _, sector]| sector).collect();
    assert_eq!(sectors, ["health", "general", "general"]);

    let folder = repository("init-sector-given").with("a.md", NOTICE).with("b.md", HEALTH);
    folder.run(&["init", "--sector", "charity"]).ends_with(0).says(&["sector: charity (as given)"]);
    assert!(check(&folder).iter().all(|[_, _, _, _, sector]| sector == "charity"));
    folder.run(&["init", "--dry-run", "--sector", "b2b"]).ends_with(0).says(&["\nsector = \"b2b\"    # given with `--sector`"]);
}

#[test]
fn messages_are_declared_with_their_channel() {
    let mail = "Subject: Our offers\nFrom: news@fernhill.example\n\nDear customer, buy now and save 20%. Unsubscribe here.\n";
    let folder = repository("init-messages")
        .with("mail/a.eml", mail)
        .with("mail/b.eml", mail)
        .with("mail/c.sms", "Save 20% now. Text STOP to 60777.\n");
    init_keeps_what_was_told(&folder);
    let text = written(&folder);
    assert!(text.contains("kind = \"message\"\nchannel = \"email\"\n#list = ") && text.contains("channel = \"sms\"\n"), "{text}");
}

#[test]
fn a_configuration_above_is_extended_and_others_below_are_left_alone() {
    let base = "fail-on = \"note\"\n[organisation]\nsector = \"charity\"\n[[document]]\nfiles = \"site/given/**\"\nkind = \"policy\"\n";
    let folder = repository("init-above").with("noticelint.toml", base).with("site/n.md", HEALTH).with("site/given/x.md", NOTICE);
    let folder = folder
        .with("site/own/noticelint.toml", "")
        .with("site/own/y.md", NOTICE)
        .with("site/module/.git", "")
        .with("site/module/z.md", NOTICE);
    folder.run(&["init", "site"]).ends_with(0).says(&[
        "site/noticelint.toml is written; found below site: 4 documents",
        "it extends ../noticelint.toml, which held here until now",
        "not listed: 3 documents that another configuration declares or holds for",
        "next, in site:",
    ]);
    let text = fs::read_to_string(folder.0.join("site/noticelint.toml")).expect("a configuration");
    assert!(text.contains("\nextends = \"../noticelint.toml\"\n") && text.contains("\n#[organisation]\n"), "{text}");
    assert!(text.contains("\"n.md\",") && !text.contains("x.md") && !text.contains("y.md") && !text.contains("z.md"), "{text}");
    folder.run(&["config", "site/n.md"]).ends_with(0).says(&[
        "site/noticelint.toml holds, and extends noticelint.toml",
        "privacy-notice",
        "charity",
    ]);
    folder.run(&["config", "site/given/x.md"]).ends_with(0).says(&["policy"]);
}

#[test]
fn a_folder_that_is_excluded_gets_no_configuration_that_nobody_reads() {
    let folder = repository("init-excluded").with("noticelint.toml", "exclude = [\"vendor/**\"]\n").with("vendor/n.md", NOTICE);
    folder.run(&["init", "vendor"]).ends_with(2).says(&["vendor/noticelint.toml would never be read"]);
    assert!(!folder.0.join("vendor/noticelint.toml").exists());
}
