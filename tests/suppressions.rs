//! What people allow: `noticelint-allow` in comments, `[[allow]]` in the configuration.

mod common;
#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use house::folder;
use run::{Folder, Ran};
use serde_json::Value;
use std::fmt::Write as _;

const HOUSE: &[&str] = &["--ruleset", "house", "--format", "json"];

/// What `check` of these paths prints for machines, with two lints about words and those of noticelint itself.
fn check(folder: &Folder, args: &[&str]) -> (Value, Ran) {
    let ran = folder.run(&[&["check"], args, HOUSE].concat());
    let report = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    (report, ran)
}

/// `lint line` of each finding, and of each that is suppressed `(lint line)`.
fn findings(report: &Value) -> Vec<String> {
    let each = |key: &'static str| report["documents"].as_array().expect("documents").iter().flat_map(move |document| list(&document[key]));
    let show = |finding: &Value| format!("{} {}", finding["lint"].as_str().expect("a lint"), finding["span"]["line"]);
    each("findings").map(show).chain(each("suppressed").map(|finding| format!("({})", show(finding)))).collect()
}

fn list(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().expect("a list").iter()
}

/// The house with the lints of noticelint itself beside.
fn with_own(test: &str) -> Folder {
    ["unused-allow", "unknown-lint", "missing-reason", "blanket-allow", "expired-allow", "malformed-allow"].iter().fold(
        folder(test),
        |folder, name| {
            let path = format!("lints/noticelint/{name}.toml");
            let lint = std::fs::read(&path).expect("a lint of noticelint itself");
            folder.with(&format!("house/noticelint/{name}.toml"), lint)
        },
    )
}

/// What is found in one Markdown document.
fn found(name: &str, text: &str) -> Vec<String> {
    findings(&check(&with_own(name).with("a.md", text), &["a.md"]).0)
}

const ACT: &str = "The Data Protection Act 1998";

#[test]
fn a_comment_in_every_format_and_template_language_suppresses() {
    let comment = "noticelint-allow house/act: it's history";
    let cases: Vec<(&str, String)> = vec![
        ("a.md", format!("<!-- {comment} -->\n\n{ACT}.\n\n{ACT}!\n")),
        ("b.html", format!("<p>Hello.</p><!-- {comment} --><p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("c.html.erb", format!("<%# {comment} %>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("c2.html.erb", format!("<%#- {comment} -%>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("c3.ejs", format!("<%# {comment} -%>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("d.html.j2", format!("{{# {comment} #}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("d2.njk", format!("{{#- {comment} -#}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("d3.html.twig", format!("{{#~ {comment} ~#}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("d4.md.njk", format!("{{# {comment} #}}\n\n{ACT}.\n\n{ACT}!\n")),
        ("e.liquid", format!("{{% comment %}}{comment}{{% endcomment %}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("e2.liquid", format!("{{%- comment -%}}\n{comment}\n{{%- endcomment -%}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("e3.liquid", format!("{{% # {comment} %}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("f.hbs", format!("{{{{!-- {comment} --}}}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("f2.mustache", format!("{{{{! {comment} }}}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("g.php", format!("<?php /* {comment} */ ?>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("g2.php", format!("<?php # {comment} ?>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("g3.php", format!("<?php // {comment} ?>\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("h.blade.php", format!("{{{{-- {comment} --}}}}\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("i.cshtml", format!("@* {comment} *@\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("j.haml", format!("-# {comment}\n%p {ACT}.\n%p {ACT}!\n")),
        ("j2.haml", format!("/ {comment}\n%p {ACT}.\n%p {ACT}!\n")),
        ("k.slim", format!("/ {comment}\np {ACT}.\np {ACT}!\n")),
        ("k2.slim", format!("/! {comment}\np {ACT}.\np {ACT}!\n")),
        ("l.jsx", format!("export default () => (<main>{{/* {comment} */}}<p>{ACT}.</p>\n<p>{ACT}!</p></main>);\n")),
        ("l2.tsx", format!("// {comment}\nexport default () => (<main><p>{ACT}.</p>\n<p>{ACT}!</p></main>);\n")),
        ("m.vue", format!("<template><div><!-- {comment} --><p>{ACT}.</p>\n<p>{ACT}!</p></div></template>\n")),
        ("n.astro", format!("---\n---\n<main>{{/* {comment} */}}<p>{ACT}.</p>\n<p>{ACT}!</p></main>\n")),
        ("n2.ftl", format!("<#-- {comment} -->\n<p>{ACT}.</p>\n<p>{ACT}!</p>\n")),
        ("n3.mjml", format!("<mjml><mj-body><mj-text><!-- {comment} --><p>{ACT}.</p><p>{ACT}!</p></mj-text></mj-body></mjml>\n")),
        ("o.yml", format!("notice:\n  # {comment}\n  one: {ACT} holds here.\n  two: {ACT} holds there.\n")),
        ("p.json", format!("{{\n  // {comment}\n  \"one\": \"{ACT} holds here.\",\n  \"two\": \"{ACT} holds there.\"\n}}\n")),
        ("q.md", format!("---\n# noticelint-allow-file house/office: it's history\n# {comment}\n---\n\n{ACT}!\n\n{ACT}. Ask the RO.\n")),
    ];
    let mut wrong = String::new();
    for (name, text) in cases {
        let (report, _) = check(&with_own(&format!("allow-syntax-{name}")).with(name, &text), &[name]);
        let found = findings(&report);
        let suppressed = list(&report["documents"][0]["suppressed"]).next().map(|one| one["reason"].clone());
        let kept = found.iter().filter(|one| one.starts_with("house/act")).count();
        let quiet = found.iter().filter(|one| one.starts_with('(')).count();
        let others = found.iter().any(|one| one.starts_with("noticelint"));
        let quiet_wanted = if name == "q.md" { 2 } else { 1 };
        if (kept, quiet, others) != (1, quiet_wanted, false) || suppressed != Some("it's history".into()) {
            let _ = writeln!(wrong, "{name}: {found:?} {suppressed:?}\n{text}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_comment_holds_for_the_next_block_and_what_that_introduces() {
    let text = format!(
        "<!-- noticelint-allow house: history -->\n{ACT}. Ask the RO:\n\n- {ACT}\n- the RO\n\n{ACT}!\n\n\
         ## {ACT}\n\n<!-- noticelint-allow house/act: history -->\n## Before\n\n{ACT}.\n\n{ACT}!\n\n### Below\n\n{ACT}.\n"
    );
    let found = found("allow-block", &text);
    assert_eq!(
        found,
        [
            "house/act 7",
            "house/act 20",
            "(house/act 2)",
            "(house/office 2)",
            "(house/act 4)",
            "(house/office 5)",
            "(house/act 14)",
            "(house/act 16)"
        ]
        .map(str::to_owned)
        .to_vec()
    );
}

#[test]
fn a_comment_in_a_block_holds_for_that_block_and_before_a_table_for_the_table() {
    let text = format!(
        "{ACT} <!-- noticelint-allow house/act: history --> and more.\n\n{ACT}.\n\n<!-- noticelint-allow house/act: history -->\n\n\
         | What | Why |\n|---|---|\n| {ACT} | a |\n| b | {ACT} |\n\n{ACT}.\n"
    );
    assert_eq!(found("allow-inside", &text), ["house/act 3", "house/act 12", "(house/act 1)", "(house/act 9)", "(house/act 10)"]);
    let rows = format!(
        "<table><tr><th>A</th><th>B</th></tr>\n<!-- noticelint-allow house/act: history --><tr><td>x</td><td>{ACT}</td></tr>\n\
         <tr><td>y</td><td>{ACT}</td></tr></table>\n"
    );
    let (report, _) = check(&with_own("allow-row").with("a.html", rows), &["a.html"]);
    assert_eq!(findings(&report), ["house/act 3", "(house/act 2)"]);
}

#[test]
fn a_range_holds_from_its_start_to_its_end() {
    let text = format!(
        "{ACT}.\n\n<!-- noticelint-allow-start house/act: history -->\n\n{ACT}.\n\n\
         <!-- noticelint-allow-start house: older history -->\n\n{ACT}. Ask the RO.\n\n<!-- noticelint-allow-end -->\n\n\
         {ACT}.\n\n<!-- noticelint-allow-end -->\n\n{ACT}.\n"
    );
    let folder = with_own("allow-range").with("a.md", &text);
    let (report, _) = check(&folder, &["a.md"]);
    assert_eq!(findings(&report), ["house/act 1", "house/act 17", "(house/act 5)", "(house/act 9)", "(house/office 9)", "(house/act 13)"]);
    let reasons: Vec<&Value> = list(&report["documents"][0]["suppressed"]).map(|one| &one["reason"]).collect();
    assert_eq!(reasons, ["history", "older history", "older history", "history"], "the innermost range is the one that holds");
}

#[test]
fn a_file_is_allowed_what_it_says_and_a_group_stands_for_its_lints() {
    assert_eq!(
        found("allow-file", &format!("{ACT}. Ask the RO.\n\n<!-- noticelint-allow-file house/act: history -->\n")),
        ["house/office 1", "(house/act 1)"]
    );
    assert_eq!(
        found("allow-group", &format!("{ACT}. Ask the RO.\n\n<!-- noticelint-allow-file house: history -->\n")),
        ["(house/act 1)", "(house/office 1)"]
    );
}

#[test]
fn what_is_missing_at_the_head_of_a_notice_is_suppressed_for_the_file() {
    let notice = "# Privacy notice\n\nWe hold your name and address. We share them with Fernhill Ltd.\n";
    let args = &["check", "a.md", "--format", "json", "--kind", "privacy-notice"];
    let json = |text: &str, config: &str| -> Value {
        let ran = Folder::new("allow-missing").with("a.md", text).with("noticelint.toml", config).run(args);
        serde_json::from_str(&ran.out).expect("JSON")
    };
    let has = |found: &[String], wanted: &str| found.iter().any(|one| one.contains(wanted));
    assert!(has(&findings(&json(notice, "")), "transparency/dpo-contact") || has(&findings(&json(notice, "")), "transparency/retention"));
    let text = format!("{notice}\n<!-- noticelint-allow-file transparency: our parent council says the rest -->\n");
    let report = json(&text, "");
    assert!(!findings(&report).iter().any(|one| one.starts_with("transparency/")), "{:?}", findings(&report));
    assert!(has(&findings(&report), "(transparency/retention"), "{:?}", findings(&report));
    let entry = "[[allow]]\nfiles = [\"*.md\"]\nlint = [\"transparency\"]\nreason = \"legacy\"\nowner = \"DPO\"\n";
    let report = json(notice, entry);
    assert!(has(&findings(&report), "(transparency/retention"), "{:?}", findings(&report));
    let origin = &report["documents"][0]["suppressed"][0]["origin"];
    assert_eq!(
        (&origin["form"], &origin["path"], &origin["line"], &origin["owner"]),
        (&"entry".into(), &"noticelint.toml".into(), &3.into(), &"DPO".into())
    );
}

#[test]
fn mistakes_are_findings_and_suppress_nothing() {
    let cases = [
        ("noticelint-allow house/act", "noticelint/missing-reason 1"),
        ("noticelint-allow house/act because it is history", "noticelint/missing-reason 1"),
        ("noticelint-allow: history", "noticelint/blanket-allow 1"),
        ("noticelint-allow house/acts: history", "noticelint/unknown-lint 1"),
        ("noticelint-allow act: history", "noticelint/unknown-lint 1"),
        ("noticelint-allow noticelint: history", "noticelint/unknown-lint 1"),
        ("noticelint-allow house/act until 2020-01-31: history", "noticelint/expired-allow 1"),
        ("noticelint-allow house/act until soon: history", "noticelint/malformed-allow 1"),
        ("noticelint-allow house/act house/office: history", "noticelint/unknown-lint 1"),
        ("noticelint-allow-start house/act: history", "noticelint/malformed-allow 1"),
        ("noticelint-ignore house/act: history", "noticelint/malformed-allow 1"),
        ("noticelint-allow house/office: history", "noticelint/unused-allow 1"),
    ];
    for (index, (comment, wanted)) in cases.into_iter().enumerate() {
        let found = found(&format!("allow-mistake-{index}"), &format!("<!-- {comment} -->\n{ACT}.\n"));
        assert_eq!(found, [wanted, "house/act 2"], "{comment}");
    }
}

#[test]
fn noticelints_own_findings_have_levels_as_others_do() {
    let text = format!("<!-- noticelint-allow house/office: history -->\n{ACT}.\n");
    let folder = with_own("allow-levels").with("a.md", &text).with("noticelint.toml", "[levels]\n\"noticelint/unused-allow\" = \"off\"\n");
    assert_eq!(findings(&check(&folder, &["a.md"]).0), ["house/act 2"]);
    let folder = folder.with("noticelint.toml", "[levels]\nnoticelint = \"error\"\n\"house/act\" = \"off\"\n");
    let (report, ran) = check(&folder, &["a.md"]);
    ran.ends_with(1);
    assert_eq!(findings(&report), ["noticelint/unused-allow 1"]);
    // A lint that is off finds nothing, which does not show that nobody needs the allow.
    let folder = folder.with("noticelint.toml", "[levels]\n\"house/office\" = \"off\"\n");
    assert_eq!(findings(&check(&folder, &["a.md"]).0), ["house/act 2"]);
}

#[test]
fn an_allow_in_an_included_file_is_used_if_any_page_needs_it() {
    let part = "<!-- noticelint-allow house/act: history -->\n<p>The Data Protection Act {{ year }}1998.</p>\n<!-- noticelint-allow-file house/office: ours -->\n";
    let folder = with_own("allow-included")
        .with("_part.html", part)
        .with("a.html.j2", format!("<p>Hello.</p>{{% include '_part.html' %}}<p>{ACT}.</p><p>Ask the RO.</p>"))
        .with("_own.html", format!("<!-- noticelint-allow house/act: history -->\n<p>{ACT}. Ask the RO.</p>\n<!-- noticelint-allow-file house/office: ours -->\n"))
        .with("b.html.j2", "<p>Hello.</p>{% include '_own.html' %}<p>Ask the RO.</p>")
        .with("c.html.j2", "<p>Hello again.</p>{% include '_own.html' %}");
    let (report, _) = check(&folder, &["a.html.j2", "b.html.j2", "c.html.j2"]);
    let mut found = findings(&report);
    found.sort();
    // What a part allows holds for the part: neither for what follows it in a page, nor for the rest of the page.
    let quiet = found.iter().filter(|one| one.starts_with('(')).count();
    assert_eq!(quiet, 4, "{found:?}");
    let rest: Vec<&String> = found.iter().filter(|one| !one.starts_with('(')).collect();
    assert_eq!(rest, ["house/act 1", "house/office 1", "house/office 1", "noticelint/unused-allow 1", "noticelint/unused-allow 3"]);
}

#[test]
fn what_one_page_of_a_bundle_allows_is_allowed_where_the_bundle_lacks_it() {
    let page = "# Privacy notice\n\nWe hold your name and address. We share them with Fernhill Ltd.\n";
    let allow = "<!-- noticelint-allow-file transparency/retention: our parent council says it -->\n";
    let config = "[[bundle]]\nfiles = [\"p/*.md\"]\n\n[[document]]\nfiles = [\"p/*\"]\nkind = \"privacy-notice\"\n";
    let folder = Folder::new("allow-bundle")
        .with("noticelint.toml", config)
        .with("p/a.md", page)
        .with("p/b.md", format!("# More\n\nHello, we are Fernhill Council.\n\n{allow}"));
    for paths in [&["p"][..], &["p/a.md"], &["p/b.md"]] {
        let ran = folder.run(&[&["check", "--format", "json"], paths].concat());
        let report: Value = serde_json::from_str(&ran.out).expect("JSON");
        let found = findings(&report);
        let retention: Vec<&String> = found.iter().filter(|one| one.contains("transparency/retention")).collect();
        assert!(matches!(retention.as_slice(), [one] if one.starts_with('(')), "{paths:?}: {found:?}");
        assert!(!found.iter().any(|one| one.contains("unused")), "{paths:?}: {found:?}");
    }
}

#[test]
fn suppressed_findings_are_not_fixed() {
    let text = format!("<!-- noticelint-allow house/act: history -->\n{ACT}.\n\n{ACT}!\n");
    let folder = with_own("allow-fix").with("a.md", &text);
    folder.run(&["check", "a.md", "--ruleset", "house", "--fix"]).ends_with(0).says(&["1 suppressed; 1 fixed"]);
    let fixed = std::fs::read_to_string(folder.0.join("a.md")).expect("the file");
    assert_eq!(fixed, format!("<!-- noticelint-allow house/act: history -->\n{ACT}.\n\nThe Data Protection Act 2018!\n"));
}

#[test]
fn suppressed_findings_are_counted_and_shown_if_asked_for() {
    let text = format!("<!-- noticelint-allow house/act: history\u{1b}[31m -->\n{ACT}.\n");
    let folder = with_own("allow-shown").with("a.md", &text);
    let (report, ran) = check(&folder, &["a.md"]);
    ran.ends_with(0);
    assert_eq!((&report["summary"]["suppressed"], &report["summary"]["errors"]), (&1.into(), &0.into()));
    let plain = folder.run(&["check", "a.md", "--ruleset", "house"]);
    assert_eq!(plain.out, "1 document: 0 errors, 0 warnings, 0 notes; 1 suppressed\n");
    let shown = folder.run(&["check", "a.md", "--ruleset", "house", "--show-suppressed"]);
    shown.ends_with(0).says(&["note[house/act]: (suppressed error) ", "allowed: history\u{FFFD}[31m (a.md:1:23)"]);
    let short = folder.run(&["check", "a.md", "--ruleset", "house", "--show-suppressed", "--format", "short"]);
    short.says(&["a.md:2:1: suppressed error[house/act]: ", "[allowed: history"]);
    assert!(!shown.out.contains('\u{1b}') && !short.out.contains('\u{1b}'));
}

#[test]
fn the_lints_about_allows_are_listed_and_explained() {
    let folder = Folder::new("allow-explained");
    folder.run(&["list"]).ends_with(0).says(&["noticelint/expired-allow", "warning  an allow that suppresses nothing\n"]);
    folder.run(&["explain", "noticelint/missing-reason"]).ends_with(0).says(&["Whoever reads the notice next year", "What to write"]);
    // Their shape is not for others.
    let own =
        std::fs::read_to_string("lints/noticelint/unused-allow.toml").expect("a lint").replace("noticelint/unused-allow", "ours/unused");
    let folder = Folder::new("allow-shape").with("ours/unused.toml", own.split("[[example]]").next().unwrap_or_default());
    folder.run(&["list", "--lints", "."]).ends_with(2).says(&["`allow` is the shape of noticelint's own lints"]);
}

// ---- [[allow]] ----

/// The house with this configuration, a text that names the Act and one that does not.
fn configured(test: &str, config: &str) -> Folder {
    with_own(test)
        .with("noticelint.toml", config)
        .with("t/a.txt", format!("{ACT}.\n"))
        .with("t/b.txt", "Hello.\n")
        .with("t/c.txt", "Hello.\n")
}

#[test]
fn an_entry_suppresses_in_the_files_that_it_names() {
    let folder = configured("entry", "[[allow]]\nfiles = \"t/a*\"\nlint = \"house/act\"\nreason = \"history\"\n");
    let (report, ran) = check(&folder, &["t"]);
    ran.ends_with(0);
    assert_eq!(findings(&report), ["(house/act 1)"]);
    assert_eq!(report["summary"]["documents"], 3);
}

#[test]
fn an_entry_that_is_not_needed_is_a_finding_in_the_configuration() {
    let config = "[[allow]]\nfiles = [\"t/b*\", \"t/c*\"]\nlint = [\"house/act\", \"house/office\"]\nreason = \"history\"\n";
    let folder = configured("entry-unused", config).with("t/c.txt", "Ask the RO.\n");
    let (report, _) = check(&folder, &["t"]);
    assert_eq!(findings(&report), ["noticelint/unused-allow 3", "house/act 1", "(house/office 1)"]);
    assert_eq!(report["documents"][0]["path"], "noticelint.toml", "{report}");
    assert_eq!(report["summary"]["documents"], 3, "the configuration is no document");
    folder.run(&["check", "t", "--ruleset", "house"]).says(&["noticelint.toml:3:9", "this finds nothing in these files"]);
    folder.run(&["audit", "t", "--ruleset", "house", "--format", "json"]).ends_with(0);
    assert!(!folder.run(&["audit", "t", "--ruleset", "house", "--format", "json"]).out.contains("noticelint.toml"));
    // Of files that were not checked nothing is known.
    assert_eq!(findings(&check(&folder, &["t/b.txt"]).0), Vec::<String>::new());
    assert_eq!(findings(&check(&folder, &["t/a.txt"]).0), ["house/act 1"]);
}

#[test]
fn an_entry_that_matches_nothing_or_has_expired_is_a_finding() {
    let folder = configured("entry-nothing", "[[allow]]\nfiles = \"old/**\"\nlint = \"house/act\"\nreason = \"history\"\n");
    assert_eq!(findings(&check(&folder, &["t"]).0), ["noticelint/unused-allow 2", "house/act 1"]);
    assert_eq!(findings(&check(&folder, &["t/a.txt"]).0), ["house/act 1"]);
    let entry = "[[allow]]\nfiles = \"t/*\"\nlint = \"house/act\"\nreason = \"history\"\nuntil = 2026-06-30\n";
    let folder = configured("entry-expired", entry);
    let on = |day: &str| findings(&check(&folder, &["t", "--as-of", day]).0);
    assert_eq!(on("2026-06-30"), ["(house/act 1)"]);
    assert_eq!(on("2026-07-01"), ["noticelint/expired-allow 5", "house/act 1"]);
}

#[test]
fn mistakes_in_an_entry_end_the_run() {
    for (entry, part) in [
        ("files = \"t/*\"\nlint = \"house/act\"\n", "the key `reason` is missing"),
        ("files = \"t/*\"\nlint = \"house/act\"\nreason = \"  \"\n", "say why these findings are suppressed"),
        ("files = \"t/*\"\nreason = \"history\"\n", "the key `lint` is missing"),
        ("lint = \"house/act\"\nreason = \"history\"\n", "the key `files` is missing"),
        ("files = \"t/*\"\nlint = \"house/acts\"\nreason = \"history\"\n", "did you mean `house/act`?"),
        ("files = \"t/*\"\nlint = \"*\"\nreason = \"history\"\n", "there is no lint or group `*`"),
        ("files = \"t/*\"\nlint = \"noticelint\"\nreason = \"history\"\n", "set its level under `[levels]`"),
        ("files = \"t/*\"\nlint = \"house/act\"\nreason = \"history\"\nuntil = \"soon\"\n", "takes a date"),
        ("files = \"t/[\"\nlint = \"house/act\"\nreason = \"history\"\n", "this is no glob"),
    ] {
        let folder = configured("entry-mistake", &format!("[[allow]]\n{entry}"));
        folder.run(&["check", "t", "--ruleset", "house"]).ends_with(2).says(&["noticelint.toml:", part]);
    }
}

#[test]
fn many_comments_take_no_more_than_their_share_of_time() {
    let mut text = String::new();
    for index in 0..5_000 {
        let _ = writeln!(text, "<!-- noticelint-allow-start house: {index} -->");
    }
    text += &format!("{ACT}. Ask the RO.\n\n").repeat(2_000);
    text += &"<!-- noticelint-allow-end -->\n".repeat(5_000);
    let start = std::time::Instant::now();
    let folder = with_own("allow-many").with("a.md", &text).with("noticelint.toml", "[levels]\n\"noticelint/unused-allow\" = \"off\"\n");
    let (report, _) = check(&folder, &["a.md"]);
    assert_eq!(report["summary"]["suppressed"], 4_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
