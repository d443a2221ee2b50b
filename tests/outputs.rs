//! Reports in files, what they say of problems, and how long they may become.

#[path = "common/run.rs"]
mod run;

use noticelint::report::FORMATS;
use run::Folder;
use std::fs;

const NOTICE: &str = "# Privacy notice\n\nWe keep your personal data for as long as necessary.\n";

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_report_in_a_file_stands_beside_what_is_printed() {
    let folder = Folder::new("output").with("notice.md", NOTICE).with("old.json", "something long that was here before".repeat(9999));
    let args =
        ["check", "notice.md", "--kind", "privacy-notice", "--output", "json=old.json", "--output", "junit=new.xml", "--color=always"];
    let ran = folder.run(&args);
    ran.ends_with(1).says(&["transparency/retention", "1 document:"]);
    assert_eq!(names(&folder), ["new.xml", "notice.md", "old.json"]);
    let report = fs::read_to_string(folder.0.join("old.json")).expect("the report");
    assert_eq!(report, folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--format", "json"]).out);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |name: &str| fs::metadata(folder.0.join(name)).expect("a report").permissions().mode() & 0o777;
        fs::set_permissions(folder.0.join("old.json"), fs::Permissions::from_mode(0o640)).expect("permissions");
        folder.run(&args);
        assert_eq!(mode("old.json"), 0o640);
        assert_eq!(mode("new.xml"), mode("notice.md"), "a new report is as open as any new file");
    }
}

#[test]
fn what_cannot_be_written_fails_the_run_and_nothing_is_lost() {
    let folder = Folder::new("output-bad").with("notice.md", NOTICE).with("a.json", "old");
    let run = |outputs: &[&str]| {
        let args: Vec<&str> = ["check", "notice.md"].into_iter().chain(outputs.iter().flat_map(|output| ["--output", output])).collect();
        folder.run(&args)
    };
    run(&["sarif=none/a.sarif"]).ends_with(2).says(&["error: none/a.sarif cannot be written: ", "1 document:"]);
    run(&["markdown=./notice.md"]).ends_with(2).says(&["is a document that was checked, and was not overwritten"]);
    run(&["json=b.json", "sarif=b.json"]).ends_with(2).says(&["b.json was named for two reports"]);
    run(&["json=."]).ends_with(2).says(&["error: . cannot be written: "]);
    run(&["xml=a.xml"]).ends_with(2).says(&["`xml` is not a format", "junit"]);
    run(&["a.json"]).ends_with(2).says(&["FORMAT=FILE"]);
    run(&["json=-"]).ends_with(2).says(&["--format json"]);
    run(&["json="]).ends_with(2).says(&["the name of the file is missing"]);
    assert_eq!(fs::read_to_string(folder.0.join("notice.md")).expect("the notice"), NOTICE);
    assert_eq!(names(&folder), ["a.json", "b.json", "notice.md"]);
    folder.run(&["check", "notice.md", "--diff", "--output", "json=a.json"]).ends_with(2).says(&["cannot be used with"]);
}

#[test]
fn every_format_says_what_went_wrong() {
    let folder = Folder::new("output-problems")
        .with("mistaken.md", "<!-- noticelint: kind=privacy-notise -->\n\nHello.\n")
        .with("windows.txt", b"Hello \x96 there.\n");
    let outputs: Vec<String> = FORMATS.iter().map(|format| format!("--output={0}=report.{0}", format.name)).collect();
    let args: Vec<&str> =
        ["check", "mistaken.md", "windows.txt", "missing.md"].into_iter().chain(outputs.iter().map(String::as_str)).collect();
    let ran = folder.run(&args);
    ran.ends_with(2).says(&["error: missing.md cannot be read"]);
    for format in FORMATS {
        let report = fs::read_to_string(folder.0.join(format!("report.{}", format.name))).expect("a report");
        let mut due = vec!["mistaken.md", "is not a kind", "is not UTF-8"];
        // What could not be read at all is said on the other stream where people read.
        due.extend(["missing.md", "cannot be read"].into_iter().filter(|_| !["human", "short"].contains(&format.name)));
        for part in due {
            assert!(report.contains(part), "{}: no «{part}» in {report}", format.name);
        }
    }
}

#[test]
fn a_summary_is_cut_and_says_so() {
    let folder = (0..60).fold(Folder::new("output-long"), |folder, number| folder.with(&format!("n/{number}.md"), NOTICE));
    let ran = folder.run(&["check", "n", "--kind", "privacy-notice", "--format", "markdown"]);
    ran.ends_with(1).says(&["\nThis summary was cut at 60000 bytes: ", "| `n/59.md` |"]);
    assert!(ran.out.len() < 60_200, "{}", ran.out.len());
    let shown = ran.out.matches("\n- ").count() - ran.out.matches("\n- and ").count();
    assert!(ran.out.contains(&format!("bytes: {shown} of ")), "{shown}");
    folder.run(&["check", "n/1.md", "--kind", "privacy-notice", "--format", "markdown"]).says(&[
        "### `n/1.md`\n\n- ",
        "- and ",
        "\n10 of ",
        " findings are shown, up to 10 of each document.\n",
    ]);
    folder.run(&["check", "n/1.md", "--kind", "other", "--format", "markdown"]).says(&["## noticelint: nothing found in 1 document\n"]);
}

#[test]
fn the_failing_level_decides_what_fails_in_a_test_report() {
    let folder = Folder::new("output-junit").with("notice.md", NOTICE);
    let run = |config: &str| {
        fs::write(folder.0.join("noticelint.toml"), config).expect("a configuration");
        folder.run(&["check", "notice.md", "--kind", "privacy-notice", "--format", "junit"])
    };
    let off = "[levels]\ntransparency = \"off\"\nwording = \"off\"\n\"wording/vague-retention\" = \"warning\"\n";
    run(off).ends_with(0).says(&["failures=\"0\"", "<system-out>notice.md:3:"]);
    run(&format!("fail-on = \"warning\"\n{off}")).ends_with(1).says(&["failures=\"1\"", "<failure type=\"warning\""]);
    run("[levels]\ntransparency = \"off\"\nwording = \"off\"\n").ends_with(0).says(&["tests=\"1\"", "name=\"no findings\""]);
}

#[test]
fn statistics_count_by_lint() {
    let folder = Folder::new("statistics").with("a.md", NOTICE).with("b.md", NOTICE);
    let ran = folder.run(&["check", ".", "--kind", "privacy-notice", "--statistics"]);
    ran.ends_with(1).says(&["    2  error    transparency/retention ", "2 documents: "]);
    assert!(!ran.out.contains("a.md"));
    folder.run(&["check", ".", "--statistics", "--format", "json"]).ends_with(2).says(&["cannot be used with"]);
}
