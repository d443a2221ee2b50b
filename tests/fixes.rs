//! Fixes, through the program: what is written, what stays as it was, and what is said of it.

#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use house::{ACT, OLD, check};
use run::Folder;
use std::fs;

fn folder(test: &str) -> Folder {
    house::folder(&format!("fixes-{test}"))
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
