//! Notices in layers: `[[bundle]]` in the configuration, and pages that only point elsewhere.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use serde_json::Value;

const WHO: &str = "<!-- noticelint: kind=privacy-notice -->\n# Privacy notice\n\nFennaby Library is the controller.\n";
const HOW_LONG: &str = "# How long we keep it\n\nWe keep your loan history for six years.\n";
const VAGUE: &str = "# Keeping data\n\nWe keep your personal data for as long as necessary.\n";

fn bundle(test: &str) -> Folder {
    Folder::new(test)
        .with("noticelint.toml", "[[bundle]]\nname = \"library\"\nfiles = [\"pages/*.md\"]\n")
        .with("pages/1-who.md", WHO)
        .with("pages/2-how-long.md", HOW_LONG)
        .with("pages/3-keeping.md", VAGUE)
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

/// Path, status and number of places of a lint, for each document of an audit.
fn statuses(report: &Value, lint: &str) -> Vec<(String, String, usize)> {
    let documents = report["documents"].as_array().expect("documents");
    let word = |value: &Value| value.as_str().expect("a string").to_owned();
    let row = |document: &Value| {
        let items = document["items"].as_array().expect("items");
        let item = items.iter().find(|item| item["lint"] == lint).expect("the item").clone();
        (word(&document["path"]), word(&item["status"]), item["evidence"].as_array().map_or(0, Vec::len))
    };
    documents.iter().map(row).collect()
}

#[test]
fn an_item_is_stated_for_all_pages_if_one_of_them_states_it() {
    let folder = bundle("bundle-stated");
    let report = json(&folder.run(&["audit", "pages", "--format", "json"]));
    let row = |path: &str, status: &str, places| (format!("pages/{path}.md"), status.to_owned(), places);
    let retention = statuses(&report, "transparency/retention");
    assert_eq!(retention, [row("1-who", "stated", 0), row("2-how-long", "stated", 1), row("3-keeping", "stated", 1)]);
    let regulator = statuses(&report, "transparency/complaint-regulator");
    assert!(regulator.iter().all(|(_, status, _)| status == "missing"), "{regulator:?}");
    assert_eq!(report["documents"][1]["bundle"], "library");
    // The kind of one page is the kind of all.
    assert_eq!(report["documents"][2]["kind"]["value"], "privacy-notice");

    let ran = folder.run(&["check", "pages", "--format", "short"]);
    ran.ends_with(1)
        .says(&["pages/1-who.md:2:3: error[transparency/complaint-regulator]", "(none of the 3 pages of the bundle `library` does)"]);
    assert!(!ran.out.contains("[transparency/retention]"), "{}", ran.out);
    assert_eq!(ran.out.matches("[transparency/complaint-regulator]").count(), 1, "{}", ran.out);
    assert!(!ran.err.contains("not known what kind"), "{}", ran.err);
}

#[test]
fn an_item_is_vague_if_a_page_is_vague_and_none_states_it() {
    let folder = bundle("bundle-vague").with("pages/2-how-long.md", "# Nothing\n\nNothing more.\n");
    let report = json(&folder.run(&["audit", "pages", "--format", "json"]));
    let retention = statuses(&report, "transparency/retention");
    assert!(retention.iter().all(|(_, status, _)| status == "vague"), "{retention:?}");
    let ran = folder.run(&["check", "pages", "--format", "short"]);
    ran.says(&["pages/3-keeping.md:3:1: error[transparency/retention]"]);
    assert_eq!(ran.out.matches("[transparency/retention]").count(), 1, "{}", ran.out);
}

#[test]
fn the_date_of_one_page_is_the_date_of_all() {
    let folder = bundle("bundle-dated").with("pages/4-date.md", "# About this notice\n\nLast updated on 1 July 2026.\n");
    folder.run(&["check", "pages", "--format", "short"]).says(&["pages/1-who.md:2:3: error[transparency/complaint-controller]"]);
}

#[test]
fn a_page_alone_is_checked_as_a_part_of_its_bundle() {
    let folder = bundle("bundle-alone");
    let ran = folder.run(&["check", "pages/3-keeping.md", "--format", "short"]);
    ran.ends_with(1).says(&["pages/3-keeping.md:1:3: error[transparency/complaint-regulator]"]);
    assert!(!ran.out.contains("[transparency/retention]") && !ran.out.contains("1-who.md:"), "{}", ran.out);
}

#[test]
fn standard_input_is_the_page_that_it_is_named_as() {
    let folder = bundle("bundle-stdin");
    let args = ["check", "-", "--stdin-filename", "pages/2-how-long.md", "--format", "short"];
    let ran = folder.run_with(&args, b"# How long\n\nNothing is said any more.\n", &[]);
    ran.ends_with(1).says(&["pages/2-how-long.md:1:3: error[transparency/complaint-regulator]"]);
    assert!(!ran.out.contains("controller-identity"), "{}", ran.out);
}

#[test]
fn an_audit_shows_a_bundle_once() {
    let folder = bundle("bundle-audit");
    folder.run(&["audit", "pages"]).ends_with(0).says(&[
        "bundle library, 3 pages\n  - pages/1-who.md\n  - pages/2-how-long.md\n",
        "  privacy-notice (declared in the file, line 1), sector general (not known)\n",
        " missing, 3 stated",
        "pages/2-how-long.md:3  We keep your loan",
    ]);
    let folder = folder.with("other.md", WHO);
    let ran = folder.run(&["audit", "."]);
    ran.ends_with(0).says(&["   1  other.md (", "   2  pages/1-who.md, and all of the bundle library ("]);
    assert!(!ran.out.contains("3-keeping.md"), "{}", ran.out);
    folder.run(&["audit", ".", "--format", "csv"]).says(&["pages/2-how-long.md,library"]);
    folder.run(&["audit", ".", "--format", "markdown"]).says(&["page of the bundle library: "]);
}

#[test]
fn an_include_that_is_not_found_keeps_a_bundle_open_and_a_pointer_does_not() {
    let folder = bundle("bundle-open").with("pages/2-how-long.md", "# More\n\n{% include \"gone.md\" %}\n\nMore of it.\n");
    let report = json(&folder.run(&["audit", "pages", "--format", "json"]));
    assert_eq!(statuses(&report, "transparency/complaint-regulator")[0].1, "unclear");

    let folder = bundle("bundle-pointer").with("pages/0-short.md", "# Short notice\n\nRead our [full privacy notice](1-who.md).\n");
    let ran = folder.run(&["check", "pages", "--format", "short"]);
    ran.says(&["pages/1-who.md:2:3: error[transparency/complaint-regulator]"]);
    assert!(!ran.out.contains("left open"), "{}", ran.out);
}

#[test]
fn mistakes_in_bundles_are_shown_where_they_are() {
    let folder = Folder::new("bundle-mistakes").with("a.md", WHO).with("b.txt", "Hello").with(
        "noticelint.toml",
        "[[bundle]]\nfiles = [\"*.md\", \"[\"]\n\n[[bundle]]\nname = \"x\"\n\n[[bundle]]\nfiles = [\"a.*\", \"gone/*.md\"]\nkind = \"policy\"\n",
    );
    folder.run(&["check", "."]).ends_with(2).says(&[
        "error[config/glob]",
        "noticelint.toml:2:18",
        "the key `files` is missing in `[[bundle]]` number 2",
        "noticelint.toml:4:1",
        "`kind` is not a key of `[[bundle]]` number 3",
        "noticelint.toml:9:1",
    ]);
    let folder = folder.with("noticelint.toml", "[[bundle]]\nfiles = [\"*.md\"]\n\n[[bundle]]\nfiles = [\"a.*\", \"gone/*.md\"]\n");
    folder.run(&["check", "."]).ends_with(2).says(&[
        "error[config/two-bundles]: a.md is in two bundles",
        "noticelint.toml:5:10",
        "it is in this one first",
        "error[config/no-files]: `gone/*.md` matches no file",
        "noticelint.toml:5:17",
        "2 mistakes; nothing was checked",
    ]);
}

#[test]
fn a_page_that_only_points_elsewhere_gets_one_note() {
    let declared = "<!-- noticelint: kind=privacy-notice -->\n# Privacy\n\n";
    let pointers = [
        "Read our [privacy notice](https://library.example/privacy).",
        "This is a short summary. Our full privacy notice is at https://library.example/privacy.",
        "How we use your data is set out in the council's privacy policy.",
        "Our [privacy notice](https://library.example/privacy) explains how we use your data.",
    ];
    for text in pointers {
        let ran = Folder::new("pointer").with("p.md", format!("{declared}{text}\n")).run(&["check", "p.md", "--format", "short"]);
        ran.ends_with(0).says(&["p.md:4:", "note: this points to a fuller document", "left open: transparency/complaint-controller, "]);
        assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    }
    let notices = [
        "This privacy notice explains how we use your data.".to_owned(),
        "Our privacy notice explains how we use your data.".to_owned(),
        "We do not have a privacy notice. Have you read our privacy notice?".to_owned(),
        format!("Read our privacy notice. {}", "We lend books to the people of the town and of the villages around it. ".repeat(10)),
        format!("Read our full privacy notice. {}", "We lend books to the people of the town and of the villages around it. ".repeat(30)),
    ];
    for text in notices {
        let ran = Folder::new("no-pointer").with("p.md", format!("{declared}{text}\n")).run(&["check", "p.md", "--format", "short"]);
        ran.ends_with(1).says(&["error[transparency/complaint-regulator]"]);
    }
}

#[test]
fn what_points_elsewhere_is_data() {
    let rule = "[[pointer]]\nconcepts = [\"house-pointer\"]\nwords = 20\n";
    let words = "[[concept]]\nid = \"house-pointer\"\nmeans = \"sends the reader to the binder\"\nphrases = [\"green binder\"]\n";
    let folder = Folder::new("pointer-own").with("rules/pointers.toml", rule).with("rules/words.toml", words);
    let folder = folder.with("p.md", "<!-- noticelint: kind=privacy-notice -->\n# Privacy\n\nAsk at the desk for the green binder.\n");
    folder.run(&["check", "p.md"]).ends_with(1);
    folder.run(&["check", "p.md", "--lints", "rules"]).ends_with(0).says(&["this points to a fuller document"]);
    let folder = folder.with("rules/pointers.toml", "[[pointer]]\nconcepts = [\"house-pionter\"]\nlinks = true\n");
    folder.run(&["check", "p.md", "--lints", "rules"]).ends_with(2).says(&[
        "did you mean `house-pointer`",
        "the key `words` is missing",
        "did you mean `link`",
    ]);
}
