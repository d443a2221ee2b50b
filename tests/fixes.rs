//! Fixes, through the program: what is written, what stays as it was, and what is said of it.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use std::fs;

/// A lint with a safe fix.
const ACT: &str = r#"
name = "house/act"
summary = "the text names the old Act"
level = "error"

[forbid]
text = "house-old-act"

[[fix]]
concept = "house-old-act"
with = "the Data Protection Act 2018"
safe = true

[message]
found = "this names an Act that was repealed"
help = "name the Act of 2018"

[docs]
why = "The old Act was repealed."

[[example]]
expect = "fail"
text = "We follow «the Data Protection Act 1998»."
fixed = "We follow the Data Protection Act 2018."

[[example]]
expect = "fail"
text = "«The Data Protection Act 1998» and **the Data** Protection Act 1998."
fixed = "The Data Protection Act 2018 and **the Data** Protection Act 1998."

[[example]]
expect = "pass"
text = "We follow the Data Protection Act 2018."

[[example]]
expect = "pass"
near-miss = true
text = "We follow the law of 1998."
"#;

/// A lint whose fix somebody should read.
const OFFICE: &str = r#"
name = "house/office"
summary = "the text uses a short name"
level = "warning"

[forbid]
text = "house-office"

[[fix]]
concept = "house-office"
with = "the Registry Office at Łowicz"

[message]
found = "this name is too short to be understood"
help = "write the name in full"

[docs]
why = "Nobody knows the short name."

[[example]]
expect = "fail"
text = "Ask «the RO»."
fixed = "Ask the Registry Office at Łowicz."

[[example]]
expect = "fail"
text = "«The RO» answers."

[[example]]
expect = "pass"
text = "Ask us."

[[example]]
expect = "pass"
near-miss = true
text = "Ask the row."
"#;

/// A lint about two passages.
const ODDS: &str = r#"
name = "house/odds"
summary = "the text says two things that are at odds"
level = "warning"

[forbid]
text = "house-never"
against = { concept = "house-passes-on", polarity = "affirmed" }

[message]
found = "this promises that data stays in the house"
against = "and this passes it on"
help = "say what is so"

[docs]
why = "Both cannot be so."

[[example]]
expect = "fail"
text = "«We never share your data». We pass it on to Fernhill Ltd."

[[example]]
expect = "fail"
text = "We pass it on to Fernhill Ltd.\n\n- «We never share your data» otherwise."

[[example]]
expect = "pass"
text = "We never share your data."

[[example]]
expect = "pass"
near-miss = true
text = "We never share your data. We do not pass it on to anybody."
"#;

const WORDS: &str = r#"
[[concept]]
id = "house-old-act"
means = "names the Act of 1998"
phrases = ["the data protection act 1998"]

[[concept]]
id = "house-office"
means = "names the office by its short name"
phrases = ["the RO"]

[[concept]]
id = "house-never"
means = "says that data is never shared"
phrases = ["we never share your data"]

[[concept]]
id = "house-passes-on"
means = "says that data is passed on"
phrases = ["pass it on"]
"#;

fn folder(test: &str) -> Folder {
    Folder::new(&format!("fixes-{test}"))
        .with("house/words.toml", WORDS)
        .with("house/act.toml", ACT)
        .with("house/office.toml", OFFICE)
        .with("house/odds.toml", ODDS)
}

/// Checks with the lints of these tests alone.
fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["check", "--ruleset", "house"], args].concat())
}

fn bytes(folder: &Folder, name: &str) -> Vec<u8> {
    fs::read(folder.0.join(name)).expect("a file of the test")
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(bytes(folder, name)).expect("UTF-8")
}

/// What a folder holds.
fn names(folder: &Folder, below: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.0.join(below)).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const OLD: &str = "# Notice\n\nThe Data Protection Act 1998 holds, and the Data Protection  Act 1998 too. Ask the RO.\n";

#[test]
fn the_examples_of_these_lints_hold() {
    let folder = folder("examples");
    folder.run(&["test", "house"]).ends_with(0).says(&["12 passed, 0 failed"]);
    folder.run(&["explain", "house/act", "--ruleset", "house"]).ends_with(0).says(&[
        "Fix\n",
        "`the Data Protection Act 2018` in place of the words of house-old-act",
        "(safe: `check --fix` does it)",
    ]);
    folder.run(&["explain", "house/office", "--ruleset", "house"]).says(&["unsafe: `check --fix --unsafe-fixes` does it"]);
}

#[test]
fn a_finding_shows_its_fix() {
    let folder = folder("shown").with("a.md", OLD);
    check(&folder, &["a.md"]).ends_with(1).says(&[
        "= fix: write `The Data Protection Act 2018` for `The Data Protection Act 1998`,",
        "(safe)",
        "= fix: write `the Registry Office at Łowicz` for `the RO` (unsafe)",
        "1 document: 1 error, 1 warning, 0 notes; 1 can be fixed with --fix; 1 can be fixed with --fix --unsafe-fixes",
    ]);
    let json: serde_json::Value = serde_json::from_str(&check(&folder, &["--format", "json", "a.md"]).out).expect("JSON");
    let fix = &json["documents"][0]["findings"][0]["fix"];
    let edits = serde_json::json!([
        {"start": 10, "end": 38, "text": "The Data Protection Act 2018"},
        {"start": 50, "end": 79, "text": "the Data Protection Act 2018"},
    ]);
    assert_eq!(fix, &serde_json::json!({"safe": true, "edits": edits}));
    assert_eq!(json["summary"]["fixed"], 0);
}

#[test]
fn safe_fixes_are_written_and_the_rest_is_reported() {
    let folder = folder("written").with("a.md", OLD);
    let ran = check(&folder, &["--fix", "a.md"]);
    ran.ends_with(0).says(&["warning[house/office]", "1 document: 0 errors, 1 warning, 0 notes; 1 fixed"]);
    assert!(!ran.out.contains("house/act"), "{}", ran.out);
    let fixed = "# Notice\n\nThe Data Protection Act 2018 holds, and the Data Protection Act 2018 too. Ask the RO.\n";
    assert_eq!(text(&folder, "a.md"), fixed);
    assert_eq!(names(&folder, ""), ["a.md", "house"], "nothing is left behind");
    check(&folder, &["--fix", "a.md"]).ends_with(0).says(&["; 0 fixed"]);
    check(&folder, &["--fix", "--format", "short", "a.md"]).ends_with(0).says(&["a.md:3:79: warning[house/office]", "0 findings fixed"]);
    assert_eq!(text(&folder, "a.md"), fixed);
    let ran = check(&folder, &["--fix", "--unsafe-fixes", "--format", "json", "a.md"]);
    let json: serde_json::Value = serde_json::from_str(&ran.ends_with(0).out).expect("JSON");
    assert_eq!(json["summary"]["fixed"], 1);
    assert_eq!(json["documents"][0]["findings"], serde_json::json!([]));
    assert_eq!(text(&folder, "a.md"), fixed.replace("the RO", "the Registry Office at Łowicz"));
}

#[test]
fn a_diff_shows_what_would_be_written() {
    let folder = folder("diff").with("sub/a.md", format!("{OLD}\nx\n")).with("b.md", "# Fine\n\nAll is well.\n");
    for args in [["--diff"].as_slice(), &["--diff", "--fix"]] {
        let ran = check(&folder, &[args, &["."]].concat());
        ran.ends_with(0).says(&["1 finding would be fixed, 1 finding would remain; nothing was written"]);
        let expected = "\
--- a/sub/a.md
+++ b/sub/a.md
@@ -1,5 +1,5 @@
 # Notice
 
-The Data Protection Act 1998 holds, and the Data Protection  Act 1998 too. Ask the RO.
+The Data Protection Act 2018 holds, and the Data Protection Act 2018 too. Ask the RO.
 
 x
";
        assert_eq!(ran.out, expected);
    }
    check(&folder, &["--diff", "--unsafe-fixes", "."]).ends_with(0).says(&[
        "+The Data Protection Act 2018",
        "Łowicz",
        "0 findings would remain",
    ]);
    assert_eq!(text(&folder, "sub/a.md"), format!("{OLD}\nx\n"));
}

#[test]
fn wrong_use_is_told() {
    let folder = folder("use").with("a.md", OLD);
    check(&folder, &["--unsafe-fixes", "a.md"]).ends_with(2).says(&["--fix"]);
    check(&folder, &["--diff", "--format", "json", "a.md"]).ends_with(2).says(&["cannot be used with"]);
    for flag in ["--fix", "--diff"] {
        check(&folder, &[flag, "-"])
            .ends_with(2)
            .says(&["error: standard input is not a file that could be changed: give the name of the file"]);
    }
}

fn utf16(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(encode).collect()
}

#[test]
fn encodings_and_line_ends_are_kept() {
    let before = "# Café\r\n\r\nWe follow the Data Protection\tAct 1998 – “always”.\rAsk.\r\n";
    let after = "# Café\r\n\r\nWe follow the Data Protection Act 2018 – “always”.\rAsk.\r\n";
    let latin = |text: &str| {
        text.chars()
            .map(|c| match c {
                '–' => 0x96,
                '“' => 0x93,
                '”' => 0x94,
                c => c as u8,
            })
            .collect::<Vec<u8>>()
    };
    let bom = |text: &str| format!("\u{FEFF}{text}").into_bytes();
    let folder = folder("encodings")
        .with("bom.md", bom(before))
        .with("le.md", utf16(before, u16::to_le_bytes))
        .with("be.md", utf16(before, u16::to_be_bytes))
        .with("latin.md", latin(before))
        .with("end.md", before.trim_end());
    check(&folder, &["--fix", "."]).ends_with(0).says(&["5 documents: 0 errors", "; 5 fixed"]);
    assert_eq!(bytes(&folder, "bom.md"), bom(after));
    assert_eq!(bytes(&folder, "le.md"), utf16(after, u16::to_le_bytes));
    assert_eq!(bytes(&folder, "be.md"), utf16(after, u16::to_be_bytes));
    assert_eq!(bytes(&folder, "latin.md"), latin(after));
    assert_eq!(text(&folder, "end.md"), after.trim_end());
}

#[test]
fn what_an_encoding_lacks_is_not_written_and_that_is_said() {
    let folder = folder("lacking").with("latin.md", b"# Caf\xE9\n\nAsk the RO about the Data Protection Act 1998.\n");
    let ran = check(&folder, &["--fix", "--unsafe-fixes", "latin.md"]);
    ran.ends_with(0).says(&["windows-1252 cannot write it", "warning[house/office]", "; 1 fixed"]);
    assert_eq!(bytes(&folder, "latin.md"), b"# Caf\xE9\n\nAsk the RO about the Data Protection Act 2018.\n");
}

#[test]
fn words_with_markup_or_entities_in_them_get_no_fix() {
    let cases = [
        ("a.md", "We follow the **Data Protection Act** 1998.\n"),
        ("b.html", "<p>We follow the Data&nbsp;Protection Act 1998.</p>\n"),
        ("c.html", "<p>We follow the Data Protection <!-- old --> Act 1998.</p>\n"),
        ("d.html.njk", "{% set act = \"the Data Protection Act 1998\" %}\n<p>We follow {{ act }}.</p>\n"),
        ("e.html.njk", "<p>We follow {{ \"the Data Protection Act 1998\" }}.</p>\n"),
        ("notices/f.json", "{\"text\": \"We follow the Data\\u00a0Protection Act 1998.\"}\n"),
        ("g.md", "> We follow the Data\n> Protection Act 1998.\n"),
    ];
    let folder = cases.iter().fold(folder("markup"), |folder, (name, text)| folder.with(name, text));
    let ran = check(&folder, &["--fix", "--unsafe-fixes", "."]);
    ran.ends_with(1).says(&["7 documents: 7 errors", "; 0 fixed"]);
    for (name, before) in cases {
        assert_eq!(text(&folder, name), before);
    }
}

#[test]
fn formats_stay_sound() {
    let cases = [
        ("a.html", "<p title='x'>We &amp; the <b>staff</b> follow the\n  Data Protection Act 1998.</p>\n"),
        ("notices/b.json", "{\"a\": \"We follow the Data Protection Act 1998.\", \"b\": [\"\\u00e9\"]}\n"),
        ("notices/c.yml", "a: We follow the Data Protection\n  Act 1998.\nb: 'x'\n"),
        ("d.haml", "%p\n  We follow the Data Protection Act 1998.\n"),
        ("e.tsx", "export const A = () => <p>We follow the Data Protection Act 1998.</p>;\n"),
    ];
    let folder = cases.iter().fold(folder("formats"), |folder, (name, text)| folder.with(name, text));
    check(&folder, &["--fix", "."]).ends_with(0).says(&["; 5 fixed"]);
    for (name, before) in cases {
        assert_eq!(text(&folder, name), before.replace("1998", "2018"));
    }
}

#[test]
fn a_link_leads_where_it_says() {
    let words =
        "[[concept]]\nid = \"house-old-act\"\nmeans = \"a\"\nregex = [{ pattern = 'old\\.example', literals = [\"old.example\"] }]\n";
    let links = "[old.example](https://old.example/x), <https://old.example/x> and [here](https://old.example/y).\n\nOld: old.example\n";
    let folder = Folder::new("fixes-links-to")
        .with("house/words.toml", words)
        .with("house/act.toml", ACT.replace("the Data Protection Act 2018\"\nsafe", "new.example\"\nsafe"))
        .with("a.md", links);
    check(&folder, &["--fix", "a.md"]).ends_with(1).says(&["; 2 fixed"]);
    let fixed = links.replace("<https://old.example/x>", "<https://new.example/x>").replace("Old: old", "Old: new");
    assert_eq!(text(&folder, "a.md"), fixed);
}

#[test]
fn an_included_file_is_fixed_where_it_is() {
    let folder = folder("include")
        .with("a.html.njk", "<h1>A</h1>\n{% include \"part.njk\" %}\n<p>We follow the Data Protection Act 1998.</p>\n")
        .with("b.html.njk", "<h1>B</h1>\n{% include \"part.njk\" %}\n")
        .with("part.njk", "<p>The Data Protection Act 1998 holds.</p>\n");
    let json = check(&folder, &["--format", "json", "a.html.njk"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let edit = &json["documents"][0]["findings"][0]["fix"]["edits"][0];
    assert_eq!(edit, &serde_json::json!({"path": "part.njk", "start": 3, "end": 31, "text": "The Data Protection Act 2018"}));
    check(&folder, &["--fix", "a.html.njk", "b.html.njk"]).ends_with(0).says(&["; 2 fixed"]);
    assert_eq!(text(&folder, "part.njk"), "<p>The Data Protection Act 2018 holds.</p>\n");
    assert!(text(&folder, "a.html.njk").ends_with("<p>We follow the Data Protection Act 2018.</p>\n"));
    assert_eq!(text(&folder, "b.html.njk"), "<h1>B</h1>\n{% include \"part.njk\" %}\n");
}

#[test]
fn a_file_that_cannot_be_written_fails_the_run_and_the_others_are_fixed() {
    let folder = folder("read-only").with("a.md", OLD).with("b.md", OLD);
    let path = folder.0.join("a.md");
    let mut permissions = fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions");
    let ran = check(&folder, &["--fix", "."]);
    ran.ends_with(2).says(&[
        "error: a.md cannot be fixed: it is read-only",
        "error[house/act]",
        "2 documents: 1 error, 2 warnings, 0 notes; 1 fixed",
    ]);
    assert_eq!(text(&folder, "a.md"), OLD);
    assert!(!text(&folder, "b.md").contains("1998"));
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_links_followed() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("links").with("real/a.md", OLD);
    let (real, link) = (folder.0.join("real/a.md"), folder.0.join("link.md"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    check(&folder, &["--fix", "link.md"]).ends_with(0).says(&["; 1 fixed"]);
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert!(!text(&folder, "real/a.md").contains("1998"));
    assert_eq!(fs::metadata(&real).expect("the file").permissions().mode() & 0o777, 0o640);
    assert_eq!(names(&folder, "real"), ["a.md"]);
}

#[test]
fn lints_that_undo_each_other_are_stopped() {
    let other = |name: &str, concept: &str, with: &str| {
        ACT.replace("house/act", name)
            .replace("house-old-act", concept)
            .replace("with = \"the Data Protection Act 2018\"", &format!("with = \"{with}\""))
    };
    let words = "[[concept]]\nid = \"house-a\"\nmeans = \"a\"\nphrases = [\"first word\"]\n\
        [[concept]]\nid = \"house-b\"\nmeans = \"b\"\nphrases = [\"other word\"]\n";
    let folder = folder("circle")
        .with("house/more.toml", words)
        .with("house/a.toml", other("house/a", "house-a", "other word"))
        .with("house/b.toml", other("house/b", "house-b", "first word"))
        .with("a.md", "This is the first word.\n");
    check(&folder, &["--fix", "a.md"]).says(&["do two lints undo each other's fixes?", "; 0 fixed"]);
    assert_eq!(text(&folder, "a.md"), "This is the first word.\n");
}

#[test]
fn two_places_are_shown_together() {
    let far = "More text stands here.\n\n".repeat(30);
    let folder = folder("places")
        .with("near.md", "# Notice\n\nWe never share your data.\n\nWe pass it on to Fernhill Ltd.\n")
        .with("far.md", format!("# Notice\n\nWe pass it on to Fernhill Ltd.\n\n{far}We never share your data.\n"))
        .with("other.html.njk", "<h1>A</h1>\n<p>We never share your data.</p>\n{% include \"sub/part.njk\" %}\n")
        .with("sub/part.njk", "<p>Here we pass it on to Fernhill Ltd.</p>\n");
    check(&folder, &["near.md"]).ends_with(0).says(&["
3 │ We never share your data.
  │ ^^^^^^^^^^^^^^^^^^^^^^^^
  ·
5 │ We pass it on to Fernhill Ltd.
  │ ------------------------------ and this passes it on
"]);
    check(&folder, &["far.md"]).says(&["
 3 │ We pass it on to Fernhill Ltd.
   │ ------------------------------ and this passes it on
   ·
65 │ We never share your data.
   │ ^^^^^^^^^^^^^^^^^^^^^^^^
"]);
    check(&folder, &["other.html.njk"]).says(&["
  ┌─ other.html.njk:2:4
  │
2 │ <p>We never share your data.</p>
  │    ^^^^^^^^^^^^^^^^^^^^^^^^
  │
  ┌─ sub/part.njk:1:4
  │
1 │ <p>Here we pass it on to Fernhill Ltd.</p>
  │    ----------------------------------- and this passes it on
"]);
    let long =
        folder.with("long.md", format!("We never share your data. So {}we pass it on to Fernhill Ltd.\n", "it may be that ".repeat(8)));
    check(&long, &["long.md"]).says(&["= there: and this passes it on"]);
    let folder = long;
    let json: serde_json::Value = serde_json::from_str(&check(&folder, &["--format", "json", "other.html.njk"]).out).expect("JSON");
    let labels = &json["documents"][0]["findings"][0]["labels"];
    assert_eq!((&labels[0]["primary"], &labels[0]["span"]["path"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!((&labels[1]["primary"], &labels[1]["span"]["path"]), (&false.into(), &"sub/part.njk".into()));
}

#[test]
fn mistakes_in_a_fix_are_shown_where_they_are() {
    let broken = ACT
        .replace("with = \"the Data Protection Act 2018\"", "with = \"the <b>Act</b>\"")
        .replace("concept = \"house-old-act\"", "concept = \"house-old-acts\"")
        .replace("safe = true", "safe = \"yes\"");
    let folder = Folder::new("fixes-mistakes").with("house/words.toml", WORDS).with("house/act.toml", &broken);
    folder.run(&["test", "house", "--ruleset", "house"]).ends_with(2).says(&[
        "`<` cannot be a part of a replacement",
        "house-old-acts",
        "true or false",
        "act.toml:11:",
    ]);

    let cases = [
        (ACT.replace("fixed =", "# fixed ="), "none with `fixed`"),
        (
            ACT.replace("[[fix]]\nconcept = \"house-old-act\"\nwith = \"the Data Protection Act 2018\"\nsafe = true\n", ""),
            "this lint has no `[[fix]]`",
        ),
        (
            ACT.replace("text = \"We follow the law of 1998.\"", "text = \"We follow the law.\"\nfixed = \"x\""),
            "an example that passes has nothing to fix",
        ),
        (ACT.replace("with = \"the Data Protection Act 2018\"", "with = \"\""), "begins with a letter or a digit"),
        (
            ACT.replace("with = \"the Data Protection Act 2018\"", "with = \"the Data\\nProtection Act\""),
            "`\\n` cannot be a part of a replacement",
        ),
        (ACT.replace("[forbid]\ntext", "[require]\nstated").replace("found =", "missing ="), "points at no words that a fix could replace"),
        (ODDS.replace("house/odds", "house/act").replace("against = \"and this passes it on\"", ""), "`against`"),
    ];
    for (lint, message) in cases {
        let folder = Folder::new("fixes-mistake").with("house/words.toml", WORDS).with("house/act.toml", &lint);
        folder.run(&["test", "house", "--ruleset", "house"]).ends_with(2).says(&[message]);
    }
}

#[test]
fn examples_put_fixes_to_the_test() {
    let cases = [
        (
            ACT.replace("fixed = \"We follow the Data Protection Act 2018.\"", "fixed = \"We follow it.\""),
            "must make «We follow it.» of this, but make",
        ),
        (
            ACT.replace("with = \"the Data Protection Act 2018\"", "with = \"and the Data Protection Act 1998\"")
                .replace("fixed =", "# ")
                .replacen("# ", "fixed = \"We follow and the Data Protection Act 1998.\" #", 1),
            "it would still write",
        ),
    ];
    for (lint, message) in cases {
        let folder = Folder::new("fixes-wrong").with("house/words.toml", WORDS).with("house/act.toml", &lint);
        folder.run(&["test", "house", "--ruleset", "house"]).ends_with(1).says(&["example/wrong-fix", message]);
    }
}
