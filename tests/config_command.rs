//! `noticelint config`: what holds for a file, and where each value comes from.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use serde_json::Value;

fn folder(test: &str) -> Folder {
    let base = "exclude = [\"drafts/**\"]\nfail-on = \"warning\"\n[organisation]\nname = \"Fernhill Council\"\nsector = \"education\"\nmarketing = false\nlist = \"soft-opt-in\"\n[levels]\ntransparency = \"note\"\n";
    let own = "extends = \"../noticelint.toml\"\nignore = [\"stale\"]\n[organisation]\nalso-known-as = [\"FC\", \"Fernhill\"]\n\n[[document]]\nfiles = [\"*.md\"]\nkind = \"privacy-notice\"\n\n[[document]]\nfiles = [\"b.md\"]\nkind = \"message\"\nchannel = \"sms\"\nlevels = { \"transparency/retention\" = \"error\" }\n\n[[bundle]]\nname = \"both\"\nfiles = [\"b.md\", \"c.md\"]\n";
    Folder::new(test)
        .with(".git/HEAD", "")
        .with("noticelint.toml", base)
        .with("sub/noticelint.toml", own)
        .with("sub/b.md", "Hello\n")
        .with("sub/c.md", "Hello\n")
}

fn json(ran: &Ran) -> Value {
    ran.ends_with(0);
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The value of `key` and where it comes from, each on one line.
fn value(report: &Value, key: &str) -> Vec<String> {
    let values = report["values"].as_array().expect("values").iter();
    values.filter(|value| value["key"] == key).map(|value| format!("{} {}", value["value"], origin(&value["origin"]))).collect()
}

fn origin(origin: &Value) -> String {
    match origin["from"].as_str() {
        Some("file") => format!("{}:{}", origin["path"].as_str().expect("a path"), origin["line"]),
        Some("command-line") => origin["option"].as_str().expect("an option").to_owned(),
        other => other.expect("an origin").to_owned(),
    }
}

fn lint(report: &Value, name: &str) -> Option<String> {
    let lint = report["lints"].as_array().expect("lints").iter().find(|lint| lint["lint"] == name)?;
    Some(format!("{} {}", lint["level"].as_str().expect("a level"), origin(&lint["origin"])))
}

#[test]
fn each_value_has_its_place() {
    let report = json(&folder("config-places").run(&["config", "sub/b.md", "--format", "json"]));
    assert_eq!(report["configurations"], serde_json::json!(["sub/noticelint.toml", "noticelint.toml"]));
    for (key, is) in [
        ("kind", "\"message\" sub/noticelint.toml:12"),
        ("channel", "\"sms\" sub/noticelint.toml:13"),
        ("sector", "\"education\" noticelint.toml:5"),
        ("list", "\"soft-opt-in\" noticelint.toml:7"),
        ("jurisdiction", "\"uk\" default"),
        ("fail-on", "\"warning\" noticelint.toml:2"),
        ("max-file-size", "8388608 default"),
        ("exclude", "\"drafts/**\" noticelint.toml:1"),
        ("organisation.also-known-as", "[\"FC\",\"Fernhill\"] sub/noticelint.toml:4"),
        ("organisation.marketing", "false noticelint.toml:6"),
    ] {
        assert_eq!(value(&report, key), [is], "{key}");
    }
    // The names go together, so that the name of the base does not hold.
    assert!(value(&report, "organisation.name").is_empty());
    assert_eq!(lint(&report, "transparency/retention").as_deref(), Some("error sub/noticelint.toml:14"));
    assert_eq!(lint(&report, "transparency/purposes").as_deref(), Some("note noticelint.toml:9"));
    assert_eq!(lint(&report, "stale/dpa-1998").as_deref(), Some("off sub/noticelint.toml:2"));
    assert_eq!(lint(&report, "consent/by-use"), None);
    assert_eq!((&report["bundle"], &report["excluded"]), (&Value::from("both"), &Value::Null));
}

#[test]
fn the_command_line_is_a_place_too() {
    let folder = folder("config-options");
    let args = ["--kind", "policy", "--fail-on", "error", "--deny", "transparency", "--ignore", "consent", "--format", "json"];
    let report = json(&folder.run(&[&["config", "sub/b.md"], args.as_slice()].concat()));
    assert_eq!(value(&report, "kind"), ["\"policy\" --kind"]);
    assert_eq!(value(&report, "fail-on"), ["\"error\" --fail-on"]);
    assert_eq!(lint(&report, "transparency/retention").as_deref(), Some("error --deny"));
    assert_eq!(lint(&report, "consent/by-use").as_deref(), Some("off --ignore"));
}

#[test]
fn people_get_a_line_for_each_value() {
    let folder = folder("config-human");
    folder.run(&["config", "sub/b.md"]).ends_with(0).says(&[
        "sub/b.md: sub/noticelint.toml holds, and extends noticelint.toml",
        "it is a page of the bundle `both`",
        "kind                        message",
        "sub/noticelint.toml:12",
        "transparency/retention ",
    ]);
    folder.run(&["config", "drafts/x.md"]).ends_with(0).says(&[
        "drafts/x.md: noticelint.toml holds\n",
        "it is excluded, and not checked: noticelint.toml:1",
        "not declared: told from path and words  default",
    ]);
    folder.run(&["config"]).ends_with(0).says(&["in this folder: noticelint.toml holds", "note, not error    noticelint.toml:9"]);
    folder.run(&["config", "sub"]).ends_with(0).says(&["sub: sub/noticelint.toml holds"]);
    let bare = Folder::new("config-bare").with(".git/HEAD", "");
    bare.run(&["config", "x.md"]).ends_with(0).says(&["x.md: no configuration holds", "all lints are asked, each at its own level"]);
    bare.with("noticelint.toml", "fail_on = 1\n").run(&["config"]).ends_with(2).says(&["did you mean `fail-on`?"]);
}
