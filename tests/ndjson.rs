//! `--format ndjson` and `--input ndjson`: a document a line, in and out.

#[allow(dead_code, reason = "each test file uses a part")]
#[path = "common/json.rs"]
mod json;
#[path = "common/run.rs"]
mod run;

use json::{list, parsed};
use run::{Folder, Ran};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

const NOTICE: &str = "# Privacy notice\n\nWe keep your personal data for as long as necessary.\n";
const CHECK: [&str; 6] = ["check", "-", "--input", "ndjson", "--format", "ndjson"];
const AUDIT: [&str; 6] = ["audit", "-", "--input", "ndjson", "--format", "ndjson"];

fn lines(records: &[Value]) -> String {
    records.iter().fold(String::new(), |text, record| text + &record.to_string() + "\n")
}

fn answers(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(parsed).collect()
}

fn check(folder: &Folder, input: &str) -> Ran {
    folder.run_with(&CHECK, input.as_bytes(), &[])
}

/// What `key` holds in each of them.
fn all(answers: &[Value], key: &str) -> Vec<Value> {
    answers.iter().map(|answer| answer[key].clone()).collect()
}

fn lints(answer: &Value) -> Vec<&str> {
    list(&answer["findings"]).iter().map(|finding| json::text(&finding["lint"])).collect()
}

fn copy(from: &Path, folder: Folder, to: &str) -> Folder {
    fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).fold(folder, |folder, path| {
        let name = format!("{to}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() { copy(&path, folder, &name) } else { folder.with(&name, fs::read(&path).expect("a file")) }
    })
}

#[test]
fn the_same_is_found_in_lines_as_in_files() {
    let folder = copy(Path::new("fixtures"), Folder::new("ndjson-same"), "fixtures");
    for command in ["check", "audit"] {
        let whole = parsed(&folder.run(&[command, "fixtures", "--format", "json"]).out);
        let of_files = list(&whole["documents"]).to_vec();
        // Text in JSON is UTF-8, and so are its offsets.
        let texts: Vec<(Value, Option<String>)> = of_files
            .into_iter()
            .map(|document| {
                let text = fs::read(folder.0.join(json::text(&document["path"]))).expect("a fixture");
                (document, String::from_utf8(text).ok())
            })
            .collect();
        let due: Vec<Value> = texts.iter().filter(|(_, text)| text.is_some()).map(|(document, _)| document.clone()).collect();
        assert!(due.len() > 20 && due.iter().any(|document| list(&document["findings"]).len() > 3 || command == "audit"));
        let records: Vec<Value> =
            texts.iter().filter_map(|(document, text)| Some(json!({"id": document["path"], "text": text.as_ref()?}))).collect();
        fs::write(folder.0.join("all.ndjson"), lines(&records)).expect("a file of lines");
        let ran = folder.run(&[command, "all.ndjson", "--input", "ndjson", "--format", "ndjson"]);
        let mut found = answers(&ran);
        for (number, answer) in found.iter_mut().enumerate() {
            let answer = answer.as_object_mut().expect("an object");
            assert_eq!(answer.remove("line"), Some(Value::from(number + 1)));
            assert_eq!(answer.remove("id").as_ref(), answer.get("path"));
        }
        assert_eq!(found, due, "{command}");
        // A part, as programs that share out lines hand it over, through standard input.
        let stdin = [command, "-", "--input", "ndjson", "--format", "ndjson"];
        let part = answers(&folder.run_with(&stdin, lines(&records[5..10]).as_bytes(), &[]));
        assert_eq!(all(&part, "findings"), all(&due[5..10], "findings"));
        assert_eq!(all(&part, "items"), all(&due[5..10], "items"));
    }
}

#[test]
fn files_are_answered_line_by_line() {
    let folder = Folder::new("ndjson-files").with("b.md", NOTICE).with("a.html", "<h1>Privacy notice</h1>").with("c.txt", b"a\0b");
    for command in ["check", "audit"] {
        let whole = parsed(&folder.run(&[command, ".", "--format", "json"]).out);
        let ran = folder.run(&[command, ".", "--format", "ndjson"]);
        ran.ends_with(2);
        let found = answers(&ran);
        assert_eq!(&found[..2], list(&whole["documents"]), "{command}");
        assert_eq!((found.len(), &found[2]["path"], found[2].get("line")), (3, &json!("c.txt"), None));
        assert_eq!(found[2]["problems"][0]["message"], whole["problems"][0]["message"]);
    }
}

#[test]
fn answers_come_in_the_order_of_the_lines_over_many_batches() {
    let folder = Folder::new("ndjson-order");
    let records: Vec<Value> = (0..1000u64)
        .map(|number| {
            let text = if number % 3 == 0 { NOTICE } else { "# Hello\n\nHello.\n" };
            let id = if number % 2 == 0 { Value::from(number) } else { Value::from(format!("n-{number}")) };
            json!({"id": id, "text": text, "format": "markdown", "url": "https://fernhill.example/", "seen": [number]})
        })
        .collect();
    let ran = check(&folder, &lines(&records));
    ran.ends_with(1);
    let found = answers(&ran);
    assert_eq!(all(&found, "id"), all(&records, "id"));
    assert_eq!(found[999]["line"], 1000);
    assert_eq!(found[998]["path"], "998");
    assert!(found[1].get("url").is_none(), "what belongs to others does not come back");
    for (number, answer) in found.iter().enumerate() {
        assert_eq!(lints(answer).contains(&"transparency/retention"), number % 3 == 0, "{number}");
    }
}

#[test]
fn a_bad_line_is_answered_at_its_number_and_all_others_are_checked() {
    let folder = Folder::new("ndjson-bad");
    let good = |id: &str| json!({"id": id, "text": NOTICE}).to_string();
    let separated = "{\"id\": \"e\", \"text\": \"# Privacy notice\u{2028}\\n\\nWe keep \u{85}it.\", \"format\": \"md\"}";
    let mut input: Vec<u8> = format!("\u{feff}{}\r\n\n  \t\n{{\"id\": \"b\",\n{}\n{separated}\n", good("a"), good("c")).into_bytes();
    input.extend(b"{\"id\": \"d\", \"text\": \"\xFF\"}\n");
    input.extend(
        b"{\"id\": \"f\", \"text\": \"\", \"kind\": \"notice\"}\n{\"id\": 9, \"txt\": \"\"}\n{\"id\": \"z\", \"text\": \"a\\u0000b\"}\n",
    );
    input.extend(good("last").as_bytes());
    let ran = folder.run_with(&CHECK, &input, &[]);
    ran.ends_with(2).says(&["error: 5 lines could not be checked; the first: <stdin>:4 is no JSON object: "]);
    let found = answers(&ran);
    assert_eq!(all(&found, "line"), [1, 4, 5, 6, 7, 8, 9, 10, 11].map(Value::from));
    assert_eq!(all(&found, "id"), json!(["a", null, "c", "e", null, "f", 9, "z", "last"]).as_array().expect("a list").clone());
    for (number, why) in [
        (1, "is no JSON object: "),
        (4, "is no JSON object: "),
        (5, "`notice` is not a kind"),
        (6, "`text` is missing"),
        (7, "a zero byte"),
    ] {
        let answer = &found[number];
        assert_eq!(answer["path"], "<stdin>");
        assert_eq!((&answer["problems"][0]["level"], &answer["problems"][0]["span"]), (&json!("error"), &Value::Null));
        assert!(json::text(&answer["problems"][0]["message"]).contains(why), "{answer}");
        assert!(answer.get("findings").is_none(), "{answer}");
    }
    for number in [0, 2, 8] {
        assert!(lints(&found[number]).contains(&"wording/vague-retention") || lints(&found[number]).contains(&"transparency/retention"));
    }
    assert_eq!(found[3]["path"], "e");
    assert!(!ran.out.contains('\u{2028}'), "what some programs take for the end of a line is escaped");

    let audited = folder.run_with(&AUDIT, &input, &[]);
    audited.ends_with(2);
    assert_eq!(all(&answers(&audited), "id"), all(&found, "id"));
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let folder = Folder::new("ndjson-long").with("noticelint.toml", "max-file-size = 2000\n");
    let long = json!({"id": "long", "text": "x".repeat(3_000_000)});
    let input = lines(&[json!({"id": "a", "text": NOTICE}), long, json!({"id": "b", "text": NOTICE})]);
    let ran = check(&folder, &input);
    ran.ends_with(2).says(&["error: 1 line could not be checked; the first: <stdin>:2 is 3000023 bytes long, more than the limit of 2000"]);
    assert_eq!(all(&answers(&ran), "id"), [json!("a"), Value::Null, json!("b")]);
}

#[test]
fn the_status_tells_what_was_found() {
    let folder = Folder::new("ndjson-status");
    let line = |kind: &str| json!({"id": "a.md", "text": NOTICE, "kind": kind}).to_string();
    check(&folder, &line("privacy-notice")).ends_with(1);
    check(&folder, &line("other")).ends_with(0);
    let empty = check(&folder, "");
    empty.ends_with(0);
    assert_eq!((empty.out.as_str(), empty.err.as_str()), ("", ""));
    folder.run_with(&AUDIT, line("privacy-notice").as_bytes(), &[]).ends_with(0);
    let mistaken = json!({"id": "a.md", "text": "<!-- noticelint: kind=none -->\n\nHello.\n"}).to_string();
    check(&folder, &mistaken).ends_with(2);

    let folder = folder.with("a.ndjson", line("other")).with("b.ndjson", line("privacy-notice")).with("sub/.keep", "");
    let ran = folder.run(&["check", "b.ndjson", "none.ndjson", "sub", "a.ndjson", "--input", "ndjson", "--format", "ndjson"]);
    ran.ends_with(2).says(&["error: none.ndjson cannot be read: ", "error: sub cannot be read: "]);
    assert_eq!(
        answers(&ran).iter().map(|answer| lints(answer).is_empty()).collect::<Vec<_>>(),
        [false, true],
        "in the order of the arguments"
    );
}

#[test]
fn what_lines_cannot_be_answered_with_is_refused() {
    let folder = Folder::new("ndjson-refused").with("a.ndjson", "");
    for format in [&[][..], &["--format", "json"], &["--format", "human"]] {
        for command in ["check", "audit"] {
            let ran = folder.run(&[&[command, "a.ndjson", "--input", "ndjson"], format].concat());
            ran.ends_with(2).says(&["say `--format ndjson`"]);
        }
    }
    for option in
        ["--fix", "--diff", "--changed-since=main", "--baseline=b.json", "--statistics", "--output=json=a.json", "--stdin-filename=a"]
    {
        let ran = folder.run(&[&CHECK[..], &[option]].concat());
        ran.ends_with(2).says(&["cannot be used with"]);
    }
}

#[test]
fn an_id_leads_to_no_file() {
    let folder = Folder::new("ndjson-ids")
        .with("other/noticelint.toml", "this is no configuration")
        .with("here/noticelint.toml", "[[document]]\nfiles = [\"letters/**\"]\nkind = \"consent-form\"\n")
        .with("here/letters/noticelint.toml", "nor is this")
        .with("here/part.html", "<p>We keep your data for as long as necessary.</p>");
    let here = Folder(folder.0.join("here"));
    let tag = "<h1>Privacy notice</h1>{% include \"part.html\" %}";
    let records = [
        json!({"id": "../other/a.md", "text": NOTICE}),
        json!({"id": "letters/b.md", "text": NOTICE}),
        json!({"id": "letters/c.md", "text": NOTICE, "kind": "privacy-notice"}),
        json!({"id": "page.html.j2", "text": tag}),
        json!({"text": NOTICE}),
        json!({"id": "https://fernhill.example/privacy.html", "text": "<h1>Privacy notice</h1><p>We keep it.</p>"}),
    ];
    let ran = check(&here, &lines(&records));
    ran.ends_with(1);
    let found = answers(&ran);
    let kinds: Vec<&str> = found.iter().map(|answer| json::text(&answer["kind"]["value"])).collect();
    assert_eq!(kinds[..3], ["privacy-notice", "consent-form", "privacy-notice"]);
    assert!(!ran.out.contains("part.html\""), "nothing is put in");
    assert_eq!((&found[4]["id"], &found[4]["path"]), (&Value::Null, &json!("<stdin>:5")));
    // The ending of the name says how it is read, as that of a file does.
    assert_eq!(found[5]["findings"][0]["span"]["column"], 5, "{}", found[5]);
    let forced = here.run_with(&[&CHECK[..], &["--kind", "other"]].concat(), lines(&records).as_bytes(), &[]);
    assert!(answers(&forced).iter().all(|answer| answer["kind"]["value"] == "other"), "the command line wins");
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let folder = Folder::new("ndjson-pipe");
    let mut child = Command::new(env!("CARGO_BIN_EXE_noticelint"))
        .args(CHECK)
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        let line = json!({"id": "a", "text": NOTICE}).to_string();
        // More than one batch: the run goes on to the end of its input, for its status is to be the true one.
        (0..600).for_each(|_| drop(writeln!(input, "{line}")));
    });
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut first).expect("an answer before the input has ended");
    assert_eq!(parsed(&first)["id"], "a");
    drop(out);
    let ended = child.wait_with_output().expect("the program ends");
    writer.join().expect("the lines end");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(1), ""));
}

/// The first fenced block of docs/corpora.md in this language that has `word` in it.
fn example(language: &str, word: &str) -> String {
    let text = fs::read_to_string("docs/corpora.md").expect("a document of this repository");
    let fence = format!("```{language}\n");
    let mut blocks = text.split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.find(|block| block.contains(word)).expect("an example").to_owned()
}

/// Runs another program with noticelint on its path; none, said loudly, if it is not there or `probe` does not end well.
fn run_other(folder: &Folder, program: &str, probe: &[&str], args: &[&str]) -> Option<String> {
    let built = Path::new(env!("CARGO_BIN_EXE_noticelint")).parent().expect("a folder").to_path_buf();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(built).chain(std::env::split_paths(&others))).expect("a path");
    let command = |args: &[&str]| Command::new(program).args(args).env("PATH", &path).current_dir(&folder.0).stdin(Stdio::null()).output();
    if !command(probe).is_ok_and(|output| output.status.success()) {
        let _ = writeln!(std::io::stderr(), "SKIPPED: `{program} {}` does not run here", probe.join(" "));
        return None;
    }
    let output = command(args).expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn corpus(test: &str) -> (Folder, String) {
    let records: Vec<Value> = (0..50u64).map(|number| json!({"id": format!("{number}.md"), "text": NOTICE})).collect();
    let corpus = lines(&records);
    (Folder::new(test).with("corpus.ndjson", &corpus), corpus)
}

#[test]
fn the_example_with_parallel_works() {
    let (folder, input) = corpus("ndjson-parallel");
    let script = example("sh", "parallel").replace("--block 1M", "--block 2k");
    if run_other(&folder, "parallel", &["--version"], &["--version"]).is_none() {
        return;
    }
    run_other(&folder, "sh", &["-c", "true"], &["-c", &script]);
    let shared = fs::read_to_string(folder.0.join("shared.ndjson")).expect("the answers");
    let shared: Vec<Value> = shared.lines().map(parsed).collect();
    let alone = answers(&check(&folder, &input));
    assert_eq!((all(&shared, "id"), all(&shared, "findings")), (all(&alone, "id"), all(&alone, "findings")));
    assert_ne!(all(&shared, "line"), all(&alone, "line"), "it was shared out");
}

#[test]
fn the_example_with_spark_works() {
    let (folder, _) = corpus("ndjson-spark");
    let folder = folder.with("example.py", example("python", "pyspark"));
    let Some(shown) = run_other(&folder, "python3", &["-c", "import pyspark"], &["example.py"]) else { return };
    let row = shown.lines().find(|line| line.contains("|transparency/retention ")).expect("a row");
    assert!(row.trim_end().ends_with("|50   |"), "{shown}");
}
