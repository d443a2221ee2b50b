//! `noticelint baseline`, and `check` against one.

mod common;
#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use serde_json::Value;
use std::fs;

const ACT: &str = "The Data Protection Act 1998";
const FILE: &str = "noticelint-baseline.json";

impl Folder {
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file of the test")
    }

    fn move_to(&self, from: &str, to: &str) {
        let to = self.0.join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::rename(self.0.join(from), to).expect("a file of the test");
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file of the test");
    }

    fn delete(&self, name: &str) {
        fs::remove_file(self.0.join(name)).expect("a file of the test");
    }
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

/// Findings that are new, those that are known, and those that are gone.
fn counts(ran: &Ran) -> (usize, u64, u64) {
    let report = json(ran);
    let new = report["documents"].as_array().expect("documents").iter().map(|one| one["findings"].as_array().expect("findings").len());
    let gone = report["gone"].as_array().into_iter().flatten().map(|one| one["count"].as_u64().expect("a count"));
    (new.sum(), report["summary"]["baselined"].as_u64().expect("a count"), gone.sum())
}

/// The house, with two texts in which its lints find five things, and their baseline.
fn known(test: &str) -> Folder {
    let folder = house::folder(test)
        .with("t/a.md", format!("# Old\n\n## Law\n\nSee {ACT}. Ask the RO.\n\n## More\n\n{ACT}.\n\n{ACT}!\n"))
        .with("t/b.md", "# Young\n\nAsk the RO.\n")
        .with("t/c.md", "# Clean\n\nHello.\n");
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0).says(&["noticelint-baseline.json: 5 findings known (before: 0)"]);
    folder
}

fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["check", "--ruleset", "house", "--format", "json", "--baseline", FILE], args].concat())
}

#[test]
fn the_file_has_a_line_for_equal_findings_in_order() {
    let folder = known("baseline-file");
    let text = folder.read(FILE);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(&lines[..3], ["{", "\"schema\": 1,", "\"findings\": ["]);
    let starts = [
        "t/a.md\",\"lint\":\"house/act",
        "t/a.md\",\"lint\":\"house/act",
        "t/a.md\",\"lint\":\"house/office",
        "t/b.md\",\"lint\":\"house/office",
    ];
    assert_eq!(lines.len(), 3 + starts.len() + 2, "{text}");
    for (line, start) in lines[3..].iter().zip(starts) {
        assert!(line.starts_with(&format!("{{\"path\":\"{start}\",\"fingerprint\":\"")), "{line}");
    }
    assert_eq!(lines[3..7].iter().filter(|line| line.contains("\"count\":2}")).count(), 1, "two of equal words under one heading: {text}");
    // Nothing in it depends on when or where it was written.
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0).says(&["5 findings known (before: 5)"]);
    assert_eq!(folder.read(FILE), text);
    folder.delete(FILE);
    fs::create_dir_all(folder.0.join("deep")).expect("a folder");
    folder.run(&["baseline", "./t/../t", "--ruleset", "house", "--output", "deep/known.json"]).ends_with(0);
    assert!(folder.read("deep/known.json").contains("\"path\":\"../t/a.md\""));
    folder.run(&["check", "t", "--ruleset", "house", "--baseline", "deep/known.json"]).ends_with(0).says(&["; 5 baselined"]);
}

#[test]
fn only_what_is_new_is_reported_and_counts() {
    let folder = known("baseline-new");
    let ran = check(&folder, &["t"]);
    ran.ends_with(0);
    assert_eq!(counts(&ran), (0, 5, 0));
    folder.write("t/c.md", &format!("# Clean\n\n{ACT}.\n"));
    let ran = check(&folder, &["t"]);
    ran.ends_with(1);
    assert_eq!(counts(&ran), (1, 5, 0));
    let plain = folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE]);
    plain.ends_with(1).says(&["t/c.md:3:1", "3 documents: 1 error, 0 warnings, 0 notes; 5 baselined; 1 can be fixed"]);
    folder.run(&["check", "t", "--ruleset", "house"]).ends_with(1).says(&["4 errors"]);
}

#[test]
fn one_more_of_the_same_is_new() {
    let folder = known("baseline-more");
    folder.write("t/a.md", &format!("{}\n{ACT}!\n", folder.read("t/a.md")));
    assert_eq!(counts(&check(&folder, &["t"])), (1, 5, 0));
    // Also where it was copied to another document: there were two of it, and both are still there.
    let folder = known("baseline-copy");
    folder.write("t/c.md", "# Clean\n\nAsk the RO.\n");
    assert_eq!(counts(&check(&folder, &["t"])), (1, 5, 0));
}

#[test]
fn other_words_in_an_old_file_are_new() {
    let folder = known("baseline-words");
    folder.write("t/b.md", "# Young\n\nAsk the RO.\n\nThe Data Protection Act 1998.\n");
    assert_eq!(counts(&check(&folder, &["t"])), (1, 5, 0));
    // Under another heading it is another matter, and the old one is gone.
    folder.write("t/b.md", "# Young\n\n## Contact\n\nAsk the RO.\n");
    assert_eq!(counts(&check(&folder, &["t"])), (1, 4, 1));
}

#[test]
fn what_is_known_stays_known_when_text_and_files_move() {
    let folder = known("baseline-move");
    let text = folder.read("t/a.md");
    folder.write(
        "t/a.md",
        &format!(
            "---\nlayout: page\n---\n\nHello there.\n\n{}",
            text.replace("# Old", "# Old and renamed").replace("\n\n## More", "\n\nIn between.\n\n## New\n\nNew text.\n\n## More")
        ),
    );
    assert_eq!(counts(&check(&folder, &["t"])), (0, 5, 0), "text above, and another title");
    let upper = folder.read("t/a.md").replace("See The Data Protection Act 1998", "**See** The Data\n *Protection* Act\n1998");
    folder.write("t/a.md", &upper.replace('\n', "\r\n"));
    assert_eq!(counts(&check(&folder, &["t"])), (0, 5, 0), "wrapped anew, with other marks and line ends");
    folder.move_to("t/a.md", "t/deep/z.md");
    assert_eq!(counts(&check(&folder, &["t"])), (0, 5, 0), "renamed");
    folder.write("t/c.md", &folder.read("t/b.md"));
    folder.write("t/b.md", "# Young\n\nHello.\n");
    assert_eq!(counts(&check(&folder, &["t"])), (0, 5, 0), "moved to another file");
}

/// Paragraphs wrapped at so many columns.
fn wrapped(text: &str, columns: usize) -> String {
    let wrap = |paragraph: &str| {
        if paragraph.contains('|') || paragraph.starts_with(['#', '-', '<']) {
            return paragraph.to_owned();
        }
        let mut lines = vec![String::new()];
        for word in paragraph.split_whitespace() {
            let line = lines.last_mut().expect("a line");
            if !line.is_empty() && line.len() + 1 + word.len() > columns {
                lines.push(word.to_owned());
            } else {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        lines.join("\n")
    };
    text.split("\n\n").map(wrap).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_findings_of_a_whole_notice_survive_wrapping_moving_and_text_above() {
    let notice = fs::read_to_string("fixtures/notices/list-broker-faulty/notice.md").expect("a fixture");
    let folder = Folder::new("baseline-notice").with("n/privacy.md", &notice);
    let args = ["--as-of", "2026-11-23", "--kind", "privacy-notice", "--sector", "data-broker"];
    folder.run(&[&["baseline", "n"][..], &args].concat()).ends_with(0);
    let check = || counts(&folder.run(&[&["check", "n", "--format", "json", "--baseline", FILE][..], &args].concat()));
    let (new, all, gone) = check();
    assert!(new == 0 && gone == 0 && all >= 5, "{all} findings");
    folder.write("n/privacy.md", &wrapped(&notice, 40));
    assert_ne!(folder.read("n/privacy.md"), notice);
    assert_eq!(check(), (0, all, 0), "wrapped at 40 columns");
    folder.move_to("n/privacy.md", "n/about/us.md");
    assert_eq!(check(), (0, all, 0), "renamed");
    let (title, rest) = notice.split_once("\n\n").expect("a title");
    folder.write("n/about/us.md", &format!("{title}\n\nThis text is new and says nothing much.\n\n{rest}"));
    assert_eq!(check(), (0, all, 0), "text above");
}

#[test]
fn what_one_notice_lacks_another_must_not() {
    let page = "# Privacy notice\n\nWe hold your name and address. We share them with Fernhill Ltd.\n";
    let folder = Folder::new("baseline-lacks").with("n/a.md", page);
    let args = ["--as-of", "2026-11-23", "--kind", "privacy-notice"];
    folder.run(&[&["baseline", "n"][..], &args].concat()).ends_with(0);
    let check = || folder.run(&[&["check", "n", "--format", "json", "--baseline", FILE][..], &args].concat());
    let all = counts(&check()).1;
    assert!(all > 5);
    // A page of the same name that lacks the same is new, also where the old one is mended.
    folder.write("n/b.md", page);
    assert_eq!(counts(&check()), (usize::try_from(all).expect("a count"), all, 0));
    folder.write("n/a.md", &page.replace("Ltd.", "Ltd. We keep them for six years."));
    assert!(json(&check()).to_string().contains("transparency/retention"));
    folder.delete("n/b.md");
    let ran = check();
    assert_eq!((counts(&ran).0, counts(&ran).2), (0, 1));
    // Renamed it keeps what it lacks, and under another title too; but not both at once.
    folder.write("n/a.md", page);
    folder.move_to("n/a.md", "n/c.md");
    assert_eq!(counts(&check()), (0, all, 0));
    folder.move_to("n/c.md", "n/a.md");
    folder.write("n/a.md", &page.replace("# Privacy notice", "# Privacy notice of Fernhill"));
    assert_eq!(counts(&check()), (0, all, 0));
}

#[test]
fn what_is_gone_is_told_and_fails_only_if_that_is_asked_for() {
    let folder = known("baseline-gone");
    folder.write("t/a.md", &format!("# Old\n\n## Law\n\nSee {ACT}. Ask the RO.\n\n## More\n"));
    let told = folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE]);
    told.ends_with(0)
        .says(&["note: 2 findings of the baseline fixed since; run `noticelint baseline` to drop them:\n  t/a.md: house/act (2 times)\n"]);
    check(&folder, &["t", "--strict-baseline"]).ends_with(1);
    let report = json(&check(&folder, &["t"]));
    assert_eq!((&report["gone"][0]["path"], &report["gone"][0]["count"]), (&"t/a.md".into(), &2.into()));
    // Of files that are not looked at nothing is known; of one that was deleted, it is.
    assert_eq!(counts(&check(&folder, &["t/b.md", "--strict-baseline"])), (0, 1, 0));
    folder.delete("t/b.md");
    assert_eq!(counts(&check(&folder, &["t/c.md"])), (0, 0, 0));
    assert_eq!(counts(&check(&folder, &["t"])), (0, 2, 3));
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0).says(&["2 findings known (before: 5)"]);
    check(&folder, &["t", "--strict-baseline"]).ends_with(0);
}

#[test]
fn a_baseline_of_some_files_keeps_what_is_known_of_others() {
    let folder = known("baseline-some");
    folder.write("t/c.md", "# Clean\n\nAsk the RO.\n\nAsk the RO.\n");
    folder.run(&["baseline", "t/c.md", "--ruleset", "house"]).ends_with(0).says(&["7 findings known (before: 5)"]);
    assert_eq!(counts(&check(&folder, &["t"])), (0, 7, 0));
    // A copy in a file that is looked at alone is new, as it is when all are looked at.
    folder.write("t/d.md", "# Clean\n\nAsk the RO.\n");
    assert_eq!(counts(&check(&folder, &["t/d.md"])), (1, 0, 0));
    assert_eq!(counts(&check(&folder, &["t"])), (1, 7, 0));
}

#[test]
fn the_configuration_may_name_it() {
    let folder = known("baseline-config").with("noticelint.toml", "baseline = \"known/all.json\"\n");
    folder.run(&["check", "t", "--ruleset", "house"]).ends_with(2).says(&["known/all.json is not there", "noticelint baseline"]);
    folder.move_to(FILE, "known/all.json");
    let text = folder.read("known/all.json").replace("\"path\":\"t/", "\"path\":\"../t/");
    folder.write("known/all.json", &text);
    folder.run(&["check", "t", "--ruleset", "house"]).ends_with(0).says(&["; 5 baselined"]);
    folder.run(&["check", "t", "--ruleset", "house", "--no-baseline"]).ends_with(1).says(&["3 errors"]);
    folder.run(&["baseline", "--ruleset", "house"]).ends_with(0).says(&["known/all.json: 5 findings known (before: 5)"]);
    assert_eq!(folder.read("known/all.json"), text);
    let above = folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE]);
    above.ends_with(2).says(&["noticelint-baseline.json is not there"]);
    known("baseline-none")
        .run(&["check", "t", "--ruleset", "house", "--strict-baseline"])
        .ends_with(2)
        .says(&["`--strict-baseline` needs a baseline"]);
}

#[test]
fn a_malformed_baseline_is_an_error_at_its_place() {
    let known_line = |more: &str| format!("{{\n\"schema\": 1,\n\"findings\": [\n{more}\n]\n}}\n");
    let entry = "{\"path\":\"t/a.md\",\"lint\":\"house/act\",\"fingerprint\":\"0123456789abcdef\",\"count\":1}";
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (b"".to_vec(), "1:1", "EOF"),
        (b"[1, 2".to_vec(), "1:", ""),
        (b"null".to_vec(), "1:", "invalid type"),
        (b"{\"schema\": 1}".to_vec(), "1:", "missing field `findings`"),
        (b"{\"findings\": []}".to_vec(), "1:", "missing field `schema`"),
        (b"{\"schema\": 2, \"findings\": []}".to_vec(), "1:", "schema 2"),
        (b"{\"schema\": \"1\", \"findings\": []}".to_vec(), "1:", "invalid type"),
        (known_line(&format!("<<<<<<< HEAD\n{entry}")).into(), "4:1", "expected value"),
        (known_line(&format!("{entry}\n{entry}")).into(), "5:1", "expected `,`"),
        (known_line(&entry.replace("\"count\":1", "\"count\":0")).into(), "4:", "nonzero"),
        (known_line(&entry.replace("\"count\":1", "\"count\":-1")).into(), "4:", "invalid value"),
        (known_line(&entry.replace("\"count\":1", "\"count\":1e300")).into(), "4:", "invalid type"),
        (known_line(&entry.replace("0123456789abcdef", "0123456789ABCDEF")).into(), "4:", "16 digits"),
        (known_line(&entry.replace("\"lint\"", "\"lnit\"")).into(), "4:", "unknown field `lnit`"),
        (known_line(&entry.replace("t/a.md", "t/\u{1}")).into(), "4:", "control character"),
        ([b"{\"schema\": 1, \"findings\": [\xff\xff]}".to_vec()].concat(), "1:", "expected value"),
        ("[".repeat(100_000).into(), "1:", ""),
    ];
    for (index, (content, place, part)) in cases.into_iter().enumerate() {
        let folder = known(&format!("baseline-malformed-{index}")).with(FILE, content);
        let ran = folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE]);
        ran.ends_with(2).says(&[&format!("{FILE}:{place}"), "error[baseline/malformed]: this baseline cannot be read", part]);
        // What cannot be read is not overwritten.
        let before = fs::read(folder.0.join(FILE)).expect("the baseline");
        folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(2);
        assert_eq!(fs::read(folder.0.join(FILE)).expect("the baseline"), before);
    }
}

#[test]
fn a_hostile_baseline_does_no_harm() {
    let entry = |path: &str, count: &str| {
        format!("{{\"path\":\"{path}\",\"lint\":\"house/act\",\"fingerprint\":\"0123456789abcdef\",\"count\":{count}}}")
    };
    let huge = "18446744073709551615";
    let entries = [
        entry("t/a.md", huge),
        entry("t/a.md", huge),
        entry("../../etc/passwd", "1"),
        entry("t/\\u0000x", "1"),
        entry("", "1"),
        entry("t/\\u001b[31m", "3"),
    ];
    let folder = known("baseline-hostile").with(FILE, format!("{{\"schema\":1,\"findings\":[{}]}}", entries.join(",")));
    let ran = folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE]);
    ran.ends_with(1).says(&["3 errors"]);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0);
    // As many entries as anybody may have.
    let many: Vec<String> = (0..50_000).map(|index| entry(&format!("t/{index}.md"), "1")).collect();
    let folder = folder.with(FILE, format!("{{\"schema\":1,\"findings\":[{}]}}", many.join(",\n")));
    folder
        .run(&["check", "t", "--ruleset", "house", "--baseline", FILE])
        .ends_with(1)
        .says(&["note: 50000 findings of the baseline fixed since", "and 49980 more"]);
}

#[test]
fn what_is_known_is_not_fixed_and_what_is_suppressed_is_not_known() {
    let folder = known("baseline-fix");
    folder.write("t/c.md", &format!("# Clean\n\n{ACT}.\n\n<!-- noticelint-allow house/act: history -->\n{ACT} is history.\n"));
    let before = folder.read("t/a.md");
    folder
        .run(&["check", "t", "--ruleset", "house", "--baseline", FILE, "--fix"])
        .ends_with(0)
        .says(&["; 1 suppressed; 5 baselined; 1 fixed"]);
    assert_eq!(folder.read("t/a.md"), before);
    assert!(folder.read("t/c.md").contains("The Data Protection Act 2018.") && folder.read("t/c.md").contains("1998 is history"));
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0).says(&["5 findings known (before: 5)"]);
    folder.run(&["check", "t", "--ruleset", "house", "--baseline", FILE, "--fix", "--diff"]).ends_with(0);
}

#[test]
fn what_a_bundle_lacks_is_known_whichever_page_is_looked_at() {
    let config = "[[bundle]]\nfiles = [\"p/*.md\"]\n\n[[document]]\nfiles = [\"p/*\"]\nkind = \"privacy-notice\"\n";
    let folder = Folder::new("baseline-bundle")
        .with("noticelint.toml", config)
        .with("p/a.md", "# Privacy notice\n\nWe hold your name and address. We share them with Fernhill Ltd.\n")
        .with("p/b.md", "# More\n\nHello, we are Fernhill Council.\n");
    folder.run(&["baseline", "--as-of", "2026-11-23"]).ends_with(0);
    for paths in ["p", "p/a.md", "p/b.md"] {
        let ran = folder.run(&["check", paths, "--as-of", "2026-11-23", "--format", "json", "--baseline", FILE]);
        let (new, known, gone) = counts(&ran);
        assert!(new == 0 && known > 5 && gone == 0, "{paths}: {new} {known} {gone}\n{}", ran.err);
    }
}

#[test]
fn a_finding_in_an_included_file_belongs_to_the_document() {
    let folder = house::folder("baseline-include")
        .with("t/_part.html", format!("<p>{ACT}.</p>"))
        .with("t/a.html.j2", "<h1>A</h1>{% include '_part.html' %}")
        .with("t/b.html.j2", "<h1>B</h1>{% include '_part.html' %}");
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(0).says(&["2 findings known"]);
    assert_eq!(counts(&check(&folder, &["t"])), (0, 2, 0));
    folder.write("t/_part.html", &format!("<p>Hello.</p><p>{ACT}.</p>"));
    assert_eq!(counts(&check(&folder, &["t"])), (0, 2, 0));
    folder.write("t/c.html.j2", "<h1>C</h1>{% include '_part.html' %}");
    assert_eq!(counts(&check(&folder, &["t"])), (1, 2, 0));
}

#[test]
fn a_baseline_that_cannot_be_written_is_a_failure() {
    let folder = known("baseline-unwritten");
    let ran = folder.run(&["baseline", "t", "--ruleset", "house", "--output", "none/x.json"]);
    ran.ends_with(2).says(&["error: none/x.json cannot be written"]);
    // What could not be read is not forgotten.
    folder.write("t/b.md", "\u{0}\u{1}\u{2}\u{0}\u{0}\u{0}");
    folder.run(&["baseline", "t", "--ruleset", "house"]).ends_with(2).says(&["t/b.md", "5 findings known (before: 5)"]);
}

#[test]
fn standard_input_has_no_baseline_of_its_own() {
    let folder = known("baseline-stdin");
    folder.run(&["baseline", "-", "--ruleset", "house"]).ends_with(2).says(&["standard input is not a file"]);
    let text = folder.read("t/b.md");
    let args = ["check", "-", "--stdin-filename", "t/b.md", "--ruleset", "house", "--baseline", FILE, "--format", "json"];
    assert_eq!(counts(&folder.run_with(&args, text.as_bytes(), &[])), (0, 1, 0));
}
