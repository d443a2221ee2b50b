//! The commands as a user meets them.

#[path = "common/run.rs"]
mod run;

use run::Folder;
use serde_json::Value;

const NOTICE: &str = "# Privacy notice\n\nWe keep your personal data for as long as necessary.\n";

#[test]
fn the_exit_status_tells_clean_from_findings() {
    let folder = Folder::new("exit").with("notice.md", NOTICE).with("other.md", "<!-- noticelint: kind=other -->\nHello\n");
    folder.run(&["check", "notice.md", "--kind", "privacy-notice"]).ends_with(1).says(&["error[transparency/retention]", "notice.md:3:1"]);
    folder.run(&["check", "other.md"]).ends_with(0).says(&["1 document: 0 errors, 0 warnings, 0 notes"]);
    folder.run(&["--version"]).ends_with(0).says(&["noticelint "]);
}

#[test]
fn standard_input_is_read_as_the_name_says() {
    let folder = Folder::new("stdin");
    let html = b"<h1>Privacy notice</h1><p>We keep your data for as <b>long</b> as necessary.</p>";
    let ran =
        folder.run_with(&["check", "-", "--stdin-filename", "a/notice.html", "--kind", "privacy-notice", "--format", "short"], html, &[]);
    ran.ends_with(1).says(&["a/notice.html:1:27: error[transparency/retention]"]);
}

#[test]
fn json_has_the_shape_that_machines_rely_on() {
    // A byte-order mark and a two-byte letter: offsets are bytes on disk, columns are characters.
    let folder = Folder::new("json").with("notice.md", format!("\u{feff}# Privacy notice é\r\n\r\n{}", &NOTICE[18..]));
    let ran = folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--sector", "charity", "--format", "json"]);
    ran.ends_with(1);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "noticelint");
    let document = &report["documents"][0];
    assert_eq!(document["path"], "notice.md");
    assert_eq!(document["kind"]["value"], "privacy-notice");
    assert_eq!(document["kind"]["basis"], "declared");
    assert_eq!(document["sector"]["value"], "charity");
    assert_eq!(document["channel"], Value::Null);
    assert_eq!(document["jurisdiction"], "uk");
    let findings = document["findings"].as_array().expect("findings");
    let retention = findings.iter().find(|finding| finding["lint"] == "transparency/retention").expect("the finding");
    assert_eq!(retention["level"], "error");
    let disk = std::fs::read(folder.0.join("notice.md")).expect("the file");
    let offset = |key: &str| usize::try_from(retention["span"][key].as_u64().expect("an offset")).expect("a small offset");
    assert_eq!(&disk[offset("start")..offset("end")], NOTICE[18..].trim_end().as_bytes());
    assert_eq!((retention["span"]["line"].as_u64(), retention["span"]["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!(retention["labels"][0]["primary"], true);
    assert!(retention["law"][0]["cite"].as_str().is_some_and(|cite| cite.starts_with("UK GDPR Art 13")));
    assert_eq!(report["summary"]["documents"], 1);
}

#[test]
fn audit_has_a_row_for_every_required_item() {
    let folder = Folder::new("audit").with("notice.md", NOTICE);
    let ran = folder.run(&["audit", "notice.md", "--kind", "privacy-notice", "--format", "json"]);
    ran.ends_with(0);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let items = report["documents"][0]["items"].as_array().expect("items").clone();
    assert!(items.len() >= 12);
    let retention = items.iter().find(|item| item["lint"] == "transparency/retention").expect("the item");
    assert_eq!(retention["status"], "vague");
    assert_eq!(retention["evidence"][0]["text"], "We keep your personal data for as long as necessary.");
    assert_eq!(retention["evidence"][0]["satisfies"], false);
    folder.run(&["audit", "notice.md", "--kind", "privacy-notice"]).ends_with(0).says(&["vague           retention", "3  We keep"]);
}

#[test]
fn the_kind_is_declared_in_five_ways_and_the_nearest_wins() {
    let folder = Folder::new("kinds")
        .with("noticelint.toml", "[[document]]\nfiles = [\"n/*.md\"]\nkind = \"policy\"\nsector = \"charity\"\n")
        .with("n/config.md", "Hello\n")
        .with("n/comment.md", "<!-- noticelint: kind=privacy-notice sector=health -->\nHello\n")
        .with("n/front.md", "---\ntitle: x\nnoticelint-kind: cookie-notice\n---\nHello\n")
        .with("template.njk", "{# noticelint: kind=consent-form #}<p>Hello</p>")
        .with("nothing.md", "Hello\n");
    let kind = |args: &[&str]| {
        let mut all = vec!["check", "--format", "json"];
        all.extend(args);
        let report: Value = serde_json::from_str(&folder.run(&all).out).expect("JSON");
        let document = &report["documents"][0];
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (word(&document["kind"]["value"]), word(&document["kind"]["basis"]), word(&document["sector"]["value"]))
    };
    let is = |kind: &str, basis: &str, sector: &str| (kind.to_owned(), basis.to_owned(), sector.to_owned());
    assert_eq!(kind(&["n/config.md"]), is("policy", "declared", "charity"));
    assert_eq!(kind(&["n/comment.md"]), is("privacy-notice", "declared", "health"));
    assert_eq!(kind(&["n/front.md"]), is("cookie-notice", "declared", "charity"));
    assert_eq!(kind(&["template.njk"]), is("consent-form", "declared", "general"));
    assert_eq!(kind(&["n/comment.md", "--kind", "message"]), is("message", "declared", "health"));
    assert_eq!(kind(&["nothing.md"]), is("other", "unknown", "general"));
    folder.run(&["check", "nothing.md"]).ends_with(0).says(&["it is not known what kind of document this is", "--kind"]);
    folder.run(&["check", "n/config.md", "--lints", "none"]).ends_with(2);
}

#[test]
fn a_declaration_that_means_nothing_is_shown_at_its_place() {
    let folder = Folder::new("bad-declaration").with("a.md", "Hello\n\n<!-- noticelint: kind=privacy-notise colour=red health -->\n");
    folder.run(&["check", "a.md"]).ends_with(2).says(&[
        "a.md:3:18",
        "did you mean `privacy-notice`?",
        "a.md:3:38",
        "`colour` cannot be declared",
        "a.md:3:49",
    ]);
}

#[test]
fn a_document_in_welsh_is_said_not_to_be_checked() {
    let welsh = "# Hysbysiad preifatrwydd\n\nMae'r hysbysiad hwn yn esbonio sut yr ydym yn defnyddio eich gwybodaeth.\n";
    let folder = Folder::new("welsh").with("privacy.cy.md", welsh);
    folder
        .run(&["check", ".", "--kind", "privacy-notice"])
        .ends_with(0)
        .says(&["privacy.cy.md looks like a document in Welsh, which is not checked yet", "0 errors"]);
    folder.run(&["audit", ".", "--kind", "privacy-notice"]).ends_with(0).says(&["unclear         retention"]);
}

#[test]
fn the_law_is_asked_for_as_of_a_day() {
    let folder = Folder::new("as-of").with("notice.md", NOTICE);
    let ran = |day| folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--as-of", day]).out;
    assert!(!ran("2026-06-18").contains("transparency/complaint-controller"));
    assert!(ran("2026-06-19").contains("transparency/complaint-controller"));
}

#[test]
fn explain_and_list_show_what_a_lint_is() {
    let folder = Folder::new("explain");
    folder.run(&["explain", "transparency/retention"]).ends_with(0).says(&[
        "Asked of",
        "Law",
        "UK GDPR Art 13(2)(a)",
        "Why",
        "Satisfied by",
        "Not satisfied by",
        "Known limits",
    ]);
    folder.run(&["explain", "transparency/retentoin"]).ends_with(2).says(&["did you mean `transparency/retention`?"]);
    folder.run(&["list"]).ends_with(0).says(&["transparency/controller-identity", "error"]);
}

#[test]
fn mistakes_in_the_configuration_are_shown_all_at_once() {
    let config = "lintz = []\nfail-on = \"eror\"\nmax-file-size = \"big\"\n\n[[document]]\nkind = \"privacy-notice\"\n\n[levels]\n\"transparency/retentoin\" = \"off\"\n";
    let folder = Folder::new("config").with("a.md", "Hello\n").with("noticelint.toml", config);
    folder.run(&["check", "a.md"]).ends_with(2).says(&[
        "noticelint.toml:1:1",
        "did you mean `lints`?",
        ":2:11",
        "did you mean `error`?",
        ":3:17",
        ":5:1",
        "`files` is missing",
        "4 mistakes",
    ]);
    let folder =
        Folder::new("config-levels").with("a.md", "Hello\n").with("noticelint.toml", "[levels]\n\"transparency/retentoin\" = \"off\"\n");
    folder.run(&["check", "a.md"]).ends_with(2).says(&["noticelint.toml:2:1", "did you mean `transparency/retention`?"]);
}

#[test]
fn levels_and_excludes_of_the_configuration_hold() {
    let folder = Folder::new("levels")
        .with("a/notice.md", NOTICE)
        .with("drafts/notice.md", NOTICE)
        .with("noticelint.toml", "exclude = [\"drafts/**\"]\nfail-on = \"warning\"\n[[document]]\nfiles = \"**\"\nkind = \"privacy-notice\"\n[levels]\ntransparency = \"note\"\nwording = \"note\"\n\"transparency/retention\" = \"off\"\n");
    let ran = folder.run(&["check", "."]);
    ran.ends_with(0).says(&["1 document: 0 errors, 0 warnings"]);
    assert!(!ran.out.contains("transparency/retention]"));
}

#[test]
fn a_glob_is_expanded_where_the_shell_does_not() {
    let folder = Folder::new("globs")
        .with("a/one.md", "Hello\n")
        .with("a/b/two.md", "Hello\n")
        .with("a/three.txt", "Hello\n")
        .with("four.md", "Hello\n");
    folder.run(&["check", "a/*.md"]).ends_with(0).says(&["1 document:"]);
    folder.run(&["check", "**/*.md"]).ends_with(0).says(&["3 documents:"]);
    folder.run(&["check", "*.md", "a/**/*.{md,txt}"]).ends_with(0).says(&["4 documents:"]);
    folder.run(&["check", "b/*.md"]).ends_with(2).says(&["b/*.md cannot be read"]);
}
