//! Lints with fixes and lints about two passages: their files, their examples and what is printed of them.

#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use house::{ACT, ODDS, OLD, WORDS, check};
use run::Folder;

fn folder(test: &str) -> Folder {
    house::folder(&format!("fix-lints-{test}"))
}

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
