//! SARIF as the standard has it.

#[path = "common/json.rs"]
mod json;
#[path = "common/run.rs"]
mod run;

use json::{list, number, parsed, text};
use run::Folder;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

const CONFIG: &str = "[[document]]\nfiles = [\"**\"]\nkind = \"privacy-notice\"\n";

/// A finding that somebody allows.
const ALLOWED: &str = "# Privacy notice\n\n<!-- noticelint-allow wording/vague-retention: {agreed} in May -->\n\n\
    We keep your personal data for as long as necessary.\n";

/// Findings with fixes and with two places, a mistake in a declaration, a file that cannot be read, letters of several bytes.
fn folder(test: &str) -> Folder {
    let notice = "# Privacy notice\r\n\r\n𐐀 é “Hello”. We send your record to NHS Digital. We keep it with NHS\r\nDigital.\r\n\r\n\
        We never share your data with anyone. {{ name }}\r\n\r\nWe share your data with our payroll provider.\r\n";
    Folder::new(test)
        .with("noticelint.toml", CONFIG)
        .with("a b#c/notice.md", notice)
        .with("mistaken.md", "<!-- noticelint: kind=privacy-notise -->\n\nHello.\n")
        .with("allowed.md", ALLOWED)
        .with("binary.md", b"\0\0\0\x01\x02\0\0")
        .with("windows.txt", b"We keep your data for as long as necessary \x96 or so.\n")
}

#[test]
fn a_log_is_what_the_schema_says() {
    let mut schema = parsed(&fs::read_to_string("tests/schemas/sarif-schema-2.1.0.json").expect("the schema"));
    for owner in ["run", "toolComponent"] {
        // This pattern has a bracket too many, which JavaScript lets pass; no language is written here.
        schema["definitions"][owner]["properties"]["language"]["pattern"] = "^[a-zA-Z]{2}".into();
    }
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let is_valid = |log: &Value| {
        let errors: Vec<String> = validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    };
    let folder = folder("sarif-schema");
    let ran = folder.run(&["check", ".", "missing.md", "--format", "sarif"]);
    ran.ends_with(2).says(&["error: missing.md cannot be read"]);
    let log = parsed(&ran.out);
    is_valid(&log);
    let results = list(&log["runs"][0]["results"]);
    for part in ["fixes", "relatedLocations"] {
        assert!(results.iter().any(|result| result.get(part).is_some()), "no {part} in:\n{}", ran.out);
    }
    is_valid(&parsed(&folder.run(&["check", ".", "--show-suppressed", "--format", "sarif"]).out));
    is_valid(&parsed(&folder.run(&["check", "noticelint.toml", "--format", "sarif"]).out));
    // The schema must be able to say no.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "warn".into();
    assert!(!validator.is_valid(&broken));
    let mut broken = log;
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn rules_notifications_and_fingerprints_are_sound() {
    let folder = folder("sarif-parts");
    let log = parsed(&folder.run(&["check", ".", "missing.md", "--format", "sarif"]).out);
    let run = &log["runs"][0];
    let rules = list(&run["tool"]["driver"]["rules"]);
    let mut used = BTreeSet::new();
    for result in list(&run["results"]) {
        let index = number(&result["ruleIndex"]) as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        used.insert(index);
    }
    assert_eq!(used.len(), rules.len(), "rules that no result names");
    for rule in rules {
        assert!(text(&rule["helpUri"]).starts_with("https://"), "{rule}");
        assert!(!text(&rule["fullDescription"]["text"]).is_empty());
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = list(&invocation["toolExecutionNotifications"]);
    let says = |level: &str, words: &str| {
        let found = notifications.iter().any(|one| one["level"] == level && text(&one["message"]["text"]).contains(words));
        assert!(found, "{level} {words} in {notifications:#?}");
    };
    says("error", "missing.md cannot be read");
    says("error", "binary.md");
    says("error", "privacy-notise");
    says("note", "windows.txt is not UTF-8");
    let names: Vec<&str> = list(&run["artifacts"]).iter().map(|artifact| text(&artifact["location"]["uri"])).collect();
    assert_eq!(names, ["a%20b%23c/notice.md", "allowed.md", "mistaken.md", "windows.txt"]);
    assert_eq!(run["artifacts"][3]["encoding"], "windows-1252");

    // A line more changes no fingerprint, and no two findings of a file share one.
    let fingerprints = |log: &Value| {
        let of = |result: &Value| {
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            (text(uri).to_owned(), text(&result["partialFingerprints"]["noticelint/v1"]).to_owned())
        };
        list(&log["runs"][0]["results"]).iter().map(of).collect::<Vec<_>>()
    };
    let before = fingerprints(&log);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
    let notice = folder.0.join("a b#c/notice.md");
    let longer = fs::read_to_string(&notice).expect("the notice").replacen("\r\n", "\r\n\r\nHello.\r\n", 1);
    fs::write(&notice, longer).expect("a longer notice");
    assert_eq!(fingerprints(&parsed(&folder.run(&["check", ".", "--format", "sarif"]).out)), before);
}

/// What a region of SARIF covers in a text, with columns that count characters.
fn covered(text: &str, region: &Value) -> std::ops::Range<usize> {
    let at = |line: &str, column: &str| {
        let number = |key: &str| number(&region[key]) as usize;
        let start: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
        start + text[start..].chars().take(number(column) - 1).map(char::len_utf8).sum::<usize>()
    };
    at("startLine", "startColumn")..at("endLine", "endColumn")
}

#[test]
fn fixes_are_those_that_fix_makes() {
    let folder = folder("sarif-fixes");
    let log = parsed(&folder.run(&["check", "a b#c/notice.md", "--format", "sarif"]).out);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let path = folder.0.join("a b#c/notice.md");
    let before = fs::read_to_string(&path).expect("the notice");
    let mut edits = Vec::new();
    for fix in list(&log["runs"][0]["results"]).iter().flat_map(|result| list(&result["fixes"])) {
        for change in list(&fix["artifactChanges"]) {
            assert_eq!(change["artifactLocation"]["uri"], "a%20b%23c/notice.md");
            let edit = |one: &Value| (covered(&before, &one["deletedRegion"]), text(&one["insertedContent"]["text"]).to_owned());
            edits.extend(list(&change["replacements"]).iter().map(edit));
        }
    }
    assert!(edits.len() > 1);
    edits.sort_by_key(|(range, _)| range.start);
    let mut made = before.clone();
    for (range, text) in edits.iter().rev() {
        made.replace_range(range.clone(), text);
    }
    folder.run(&["check", "a b#c/notice.md", "--fix", "--unsafe-fixes"]);
    let after = fs::read_to_string(&path).expect("the notice");
    assert_ne!(after, before);
    assert_eq!(made, after);
}

#[test]
fn suppressed_findings_are_results_where_they_are_asked_for() {
    let folder = folder("sarif-suppressed");
    let results = |args: &[&str]| {
        let log = parsed(&folder.run(&[&["check", "allowed.md", "--format", "sarif"], args].concat()).out);
        list(&log["runs"][0]["results"]).to_vec()
    };
    assert!(results(&[]).iter().all(|result| result.get("suppressions").is_none() && result["ruleId"] != "wording/vague-retention"));
    let shown = results(&["--show-suppressed"]);
    let (suppressed, others): (Vec<&Value>, Vec<&Value>) = shown.iter().partition(|result| !list(&result["suppressions"]).is_empty());
    assert!(!others.is_empty() && others.iter().all(|result| result["suppressions"].is_array()));
    let [suppressed] = suppressed.as_slice() else { panic!("one suppressed finding in {shown:#?}") };
    assert_eq!(suppressed["ruleId"], "wording/vague-retention");
    let suppression = &suppressed["suppressions"][0];
    assert_eq!((text(&suppression["kind"]), text(&suppression["justification"])), ("inSource", "{agreed} in May"));
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 3);
    let junit = folder.run(&["check", "allowed.md", "--format", "junit"]);
    junit.says(&["skipped=\"1\"", "[allowed: {agreed} in May (allowed.md:3:"]);
}
