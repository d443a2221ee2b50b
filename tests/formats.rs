//! Every format says the same, and nothing that a document says acts on whoever shows the report.

#[path = "common/json.rs"]
mod json;
#[path = "common/read.rs"]
mod read;
#[path = "common/run.rs"]
mod run;

use json::{list, number, parsed, text};
use noticelint::report::FORMATS;
use read::findings;
use run::{Folder, Ran};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// So few lints that a summary shows all their findings.
const CONFIG: &str = "[levels]\ntransparency = \"off\"\n\"transparency/retention\" = \"error\"\n\"transparency/transfers\" = \"note\"\n\
    \"transparency/purposes\" = \"warning\"\n";

/// One finding that is suppressed.
const ALLOWED: &str = "# Privacy notice\n\n<!-- noticelint-allow wording/vague-retention: agreed in May -->\n\n\
    We keep your personal data for as long as necessary.\n";

/// Runs once, and returns the report in every format.
fn reports(folder: &Folder, args: &[&str], input: &[u8]) -> (Ran, BTreeMap<&'static str, String>) {
    let outputs: Vec<String> = FORMATS.iter().map(|format| format!("--output={0}=report.{0}", format.name)).collect();
    let args: Vec<&str> = args.iter().copied().chain(outputs.iter().map(String::as_str)).collect();
    let ran = folder.run_with(&args, input, &[]);
    let read = |name: &str| fs::read_to_string(folder.0.join(format!("report.{name}"))).expect("a report");
    (ran, FORMATS.iter().map(|format| (format.name, read(format.name))).collect())
}

#[test]
fn every_format_has_the_same_findings() {
    // Two-byte and four-byte letters, a byte-order mark, every kind of line end, a sentence over three lines, a file that is included.
    let marked = "\u{feff}# Privacy notice é\r\n\r\n𐐀 é “Hello”. We keep your personal data for as long as necessary.\r\n\
        Your data goes to\rSingapore.\r\n";
    let wrapped = "# Privacy notice\n\n𐐀 Hello. We keep your personal data\nfor as long as\nnecessary. Data goes to Singapore.\n";
    let folder = Folder::new("same-findings")
        .with(".git/HEAD", "ref: refs/heads/main\n")
        .with("noticelint.toml", CONFIG)
        .with("notices/marked.md", marked)
        .with("notices/wrapped.md", wrapped)
        .with("notices/allowed.md", ALLOWED)
        .with("notices/page.njk", "<h1>Privacy notice</h1>\n<p>é {% include \"part.njk\" %}</p>\n")
        .with("notices/part.njk", "<b>é</b> We keep your data for as long as necessary.\n");
    let (ran, reports) = reports(&folder, &["check", "notices", "--kind", "privacy-notice"], b"");
    ran.ends_with(1).says(&["4 documents: ", "; 1 suppressed"]);
    assert_eq!(ran.out, reports["human"], "what is printed is what is written, but for colours");
    assert_eq!(folder.run(&["check", "notices", "--kind", "privacy-notice", "--format", "short"]).out, reports["short"]);
    // As lines are counted: a carriage return alone ends one.
    let text = |path: &str| {
        let text = fs::read_to_string(folder.0.join(path)).expect("a file");
        text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
    };
    let all = findings("json", &reports["json"], &text);
    let has = |path: &str, lint: &str, line, column| all.contains(&(path.to_owned(), lint.to_owned(), line, column));
    assert!(has("notices/marked.md", "transparency/retention", 3, 14), "{all:#?}");
    assert!(has("notices/marked.md", "transparency/transfers", 4, 1), "{all:#?}");
    assert!(has("notices/part.njk", "wording/vague-retention", 1, 13), "{all:#?}");
    assert!(has("notices/wrapped.md", "wording/vague-retention", 3, 13), "{all:#?}");
    assert!(all.len() > 10, "{all:#?}");
    for format in FORMATS {
        let found = findings(format.name, &reports[format.name], &text);
        assert_eq!(found, all, "{}", format.name);
    }
}

/// What a document and its author may try: a command of a runner, the end of a CDATA section, a cell, markup, a mention, a link, an
/// argument, escapes of a terminal, text that runs the other way.
const HOSTILE: &str = "::error::x ]]> | `code` <b>html</b> &lt; @everyone #1 {0} [link](https://evil.example) www.evil.example 100%0A \
    *x* \\| ##[error]y ##vso[task.setvariable] \u{1b}[31mred \u{9b}2J \u{202e}evil\u{2066} \u{7} \u{fffe}";

/// A lint whose every word is hostile, as those of a repository can be.
fn lint() -> String {
    let words = serde_json::to_string(HOSTILE).expect("words").replace('\u{9b}', "\\u009b").replace('\u{202e}', "\\u202e");
    format!(
        "name = \"house/tone\"\nsummary = {words}\nlevel = \"error\"\n[forbid]\ntext = \"house-word\"\nunless = \"house-doubt\"\n[message]\nfound = {words}\n\
        help = {words}\n[docs]\nwhy = {words}\n[[fix]]\nconcept = \"house-word\"\nwith = \"evil\"\n\
        [[example]]\nexpect = \"fail\"\ntext = \"A «zebra».\"\nfixed = \"A evil.\"\n\
        [[example]]\nexpect = \"fail\"\ntext = \"«Zebra».\"\n[[example]]\nexpect = \"pass\"\ntext = \"A horse.\"\n\
        [[example]]\nexpect = \"pass\"\nnear-miss = true\ntext = \"Perhaps a zebra.\"\n"
    )
}

#[test]
fn nothing_in_a_report_acts() {
    let words = "[[concept]]\nid = \"house-word\"\nmeans = \"a zebra\"\nphrases = [\"zebra\"]\n\
        [[concept]]\nid = \"house-doubt\"\nmeans = \"a doubt\"\nphrases = [\"perhaps\"]\n";
    let folder = Folder::new("hostile").with("noticelint.toml", CONFIG).with("own/house/tone.toml", lint()).with("own/words.toml", words);
    let name = format!("::error file=x,line=1::{HOSTILE}/a:b,c%0A\n::error::\"'`|x.md");
    let document = format!("# Privacy notice\n\nA zebra. {HOSTILE}\n\nHello.\n\n{HOSTILE} We keep your data for as long as necessary.\n");
    let args = ["check", "-", "--stdin-filename", &name, "--kind", "privacy-notice", "--lints", "own", "--as-of", "2026-09-01"];
    let (ran, reports) = reports(&folder, &args, document.as_bytes());
    ran.ends_with(1);
    let all = findings("json", &reports["json"], &|_| document.clone());
    assert!(all.len() > 3 && all.iter().any(|(_, lint, line, _)| lint == "house/tone" && *line == 3), "{all:#?}");
    for (format, report) in &reports {
        let acts =
            |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c) || ('\u{2066}'..='\u{2069}').contains(c);
        assert_eq!(report.chars().find(acts), None, "{format}");
        assert_eq!(findings(format, report, &|_| document.clone()), all, "{format}");
        let begins_command = |line: &str| line.trim_start().starts_with("::");
        assert!(*format == "github" || !report.lines().any(begins_command), "{format}: {report}");
        assert!(!report.contains("##[") && !report.contains("##vso["), "{format}: {report}");
    }
    // Who parses JSON gets the name as it is.
    assert_eq!(text(&parsed(&reports["json"])["documents"][0]["path"]), name);
    assert_eq!(text(&parsed(&reports["gitlab"])[0]["location"]["path"]), name);
    let uri = &parsed(&reports["sarif"])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(read::percent_decoded(text(uri)), name);
    assert!(list(&parsed(&reports["rdjson"])["diagnostics"]).iter().any(|diagnostic| text(&diagnostic["message"]).contains("{0}")));
}

/// A fix of a line with letters of several bytes, and one over a line end; and what is found twice under one heading.
const FIXABLE: &str = "# Privacy notice\n\n𐐀 é “Hello”. We send your record to NHS Digital. We keep it with NHS\nDigital.\n\n\
    NHS Digital keeps records.\n\nNHS Digital keeps records.\n";

#[test]
fn suggestions_for_reviewdog_are_those_that_fix_makes() {
    let folder = Folder::new("rdjson-fixes").with("notice.md", FIXABLE);
    let report = folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--format", "rdjson"]).out;
    let at = |position: &serde_json::Value| {
        let (line, column) = (number(&position["line"]) as usize, number(&position["column"]) as usize);
        FIXABLE.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() + column - 1
    };
    let mut edits = Vec::new();
    for suggestion in list(&parsed(&report)["diagnostics"]).iter().flat_map(|diagnostic| list(&diagnostic["suggestions"])) {
        let range = &suggestion["range"];
        edits.push((at(&range["start"])..at(&range["end"]), text(&suggestion["text"]).to_owned()));
    }
    assert!(edits.len() > 2, "{report}");
    edits.sort_by_key(|(range, _)| range.start);
    let mut made = FIXABLE.to_owned();
    for (range, text) in edits.iter().rev() {
        made.replace_range(range.clone(), text);
    }
    folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--fix", "--unsafe-fixes"]);
    assert_eq!(made, fs::read_to_string(folder.0.join("notice.md")).expect("the notice"));
}

#[test]
fn a_code_quality_report_has_what_gitlab_reads() {
    let folder = Folder::new("gitlab").with("a.md", FIXABLE).with("b.md", FIXABLE);
    let read = || parsed(&folder.run(&["check", ".", "--kind", "privacy-notice", "--format", "gitlab"]).out);
    let report = read();
    let mut fingerprints = Vec::new();
    for issue in list(&report) {
        assert!(!text(&issue["description"]).is_empty() && ["info", "minor", "major"].contains(&text(&issue["severity"])), "{issue}");
        assert!(number(&issue["location"]["lines"]["begin"]) <= number(&issue["location"]["lines"]["end"]), "{issue}");
        fingerprints.push(text(&issue["fingerprint"]).to_owned());
    }
    assert_eq!(BTreeSet::from_iter(&fingerprints).len(), fingerprints.len(), "GitLab shows those with one fingerprint once");
    fs::write(folder.0.join("a.md"), FIXABLE.replacen("\n\n", "\n\nHello.\n\n", 1)).expect("a longer notice");
    let after: Vec<String> = list(&read()).iter().map(|issue| text(&issue["fingerprint"]).to_owned()).collect();
    assert_eq!(after, fingerprints, "lines move, findings stay");
}
