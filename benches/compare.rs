//! `cargo bench --bench compare`: whole processes side by side, as a table in Markdown.
//!
//! Programs take turns, so that a busy machine slows all of them; the least time counts. With arguments it runs the parts that they name:
//! `cold`, `many`, `lints`, `size`; `--notices N` sets how many notices are many, 1,000 without it. A program that has not ended after a
//! minute is stopped and left out; one that takes longer than ten seconds is timed once.
#![allow(clippy::print_stdout, reason = "it is a program that prints")]

mod generate;

use generate::{Material, Random};
use noticelint::finding::{Settings, check};
use noticelint::lint::{LintFile, Ruleset};
use noticelint::source::{Format, Host, SourceFile, Template};
use pulldown_cmark::{Options, Parser};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io};

/// The argument with which this program reads and parses a folder, and does nothing else.
const PARSE_ONLY: &str = "parse-only";

/// How often each program runs on one notice; it is less where more is read.
const ROUNDS: usize = 9;

/// After how long a program is stopped, in seconds.
const PATIENCE: &str = "60";

/// A program that takes longer than this runs only once besides the rehearsal.
const SLOW: Duration = Duration::from_secs(10);

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [first, rest @ ..] = arguments.as_slice()
        && first == PARSE_ONLY
    {
        println!("{}", parse_all(rest.first().map_or(Path::new("."), |folder| Path::new(folder)))?);
        return Ok(());
    }
    let number = arguments.iter().position(|argument| argument == "--notices").and_then(|at| arguments.get(at + 1)?.parse().ok());
    let parts = ["cold", "many", "lints", "size"];
    let wanted = |part: &str| arguments.iter().any(|argument| argument == part) || !arguments.iter().any(|a| parts.contains(&a.as_str()));
    let material = Material::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let folder = env::temp_dir().join(format!("noticelint-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    if wanted("cold") {
        let one = notices(&material, &folder, 1)?;
        beside("one notice, a new process", &one, ROUNDS)?;
    }
    if wanted("many") {
        let number = number.unwrap_or(1_000);
        let many = notices(&material, &folder, number)?;
        beside(&format!("{number} notices"), &many, if number > 10_000 { 1 } else { 3 })?;
    }
    if wanted("size") {
        for megabytes in [1, 10, 50] {
            let one = folder.join(format!("{megabytes}mb"));
            fs::create_dir_all(&one)?;
            fs::write(one.join("notice.md"), material.text(&mut Random::new(1), megabytes << 20))?;
            fs::write(one.join("noticelint.toml"), "max-file-size = 100000000\n")?;
            beside(&format!("one notice of {megabytes} MB"), &one, 3)?;
        }
    }
    if wanted("lints") {
        lints(&material);
    }
    fs::remove_dir_all(&folder)
}

/// Writes `number` notices into a folder of their own.
fn notices(material: &Material, folder: &Path, number: usize) -> io::Result<PathBuf> {
    let folder = folder.join(format!("notices-{number}"));
    fs::create_dir_all(&folder)?;
    let mut random = Random::new(1);
    for index in 0..number {
        fs::write(folder.join(format!("notice-{index:06}.md")), material.notice(&mut random))?;
    }
    fs::write(folder.join("noticelint.toml"), "max-file-size = 100000000\n")?;
    Ok(folder)
}

/// Reads and parses every Markdown file of `folder`, and does nothing else; how many events there are.
fn parse_all(folder: &Path) -> io::Result<usize> {
    let mut events = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            events += Parser::new_ext(&fs::read_to_string(path)?, Options::ENABLE_TABLES).into_offset_iter().count();
        }
    }
    Ok(events)
}

/// A program that reads the files of the folder in which it is run.
struct Program {
    name: &'static str,
    command: Vec<String>,
}

fn programs() -> Vec<Program> {
    let own = env::current_exe().map(|path| path.display().to_string()).unwrap_or_default();
    let linters: [(&str, &[&str]); 9] = [
        ("noticelint", &[env!("CARGO_BIN_EXE_noticelint"), "check", ".", "--format", "short"]),
        ("reading and parsing alone", &[&own, PARSE_ONLY, "."]),
        ("rg, counting one word", &["rg", "-c", "data", "."]),
        ("rumdl", &["rumdl", "check", "--no-cache", "."]),
        ("typos", &["typos", "."]),
        ("markdownlint-cli2", &["markdownlint-cli2", "*.md"]),
        ("textlint, one rule", &["textlint", "--rule", "no-todo", "*.md"]),
        ("proselint", &["proselint", "check", "."]),
        (
            "semgrep, one rule",
            &["semgrep", "--metrics=off", "--disable-version-check", "--lang", "generic", "-e", "as long as necessary", "."],
        ),
    ];
    let program =
        |&(name, command): &(&'static str, &[&str])| Program { name, command: command.iter().map(|&word| word.to_owned()).collect() };
    linters.iter().map(program).collect()
}

/// Runs a program once, with nothing around it: how long it took.
fn run(program: &Program, folder: &Path) -> io::Result<Duration> {
    let start = Instant::now();
    silent(&program.command, folder).status()?;
    Ok(start.elapsed())
}

/// Runs a program once below GNU time and `timeout`, where there are both: the most memory that it held (KiB), if this can be told, and
/// whether it ended.
fn rehearse(program: &Program, folder: &Path) -> io::Result<(Option<u64>, bool)> {
    if !Path::new("/usr/bin/time").is_file() || !Path::new("/usr/bin/timeout").is_file() {
        run(program, folder)?;
        return Ok((None, true));
    }
    let report = folder.with_extension("time");
    let mut command: Vec<String> = ["/usr/bin/time", "-q", "-f", "%M", "-o"].map(str::to_owned).to_vec();
    command.push(report.display().to_string());
    command.extend(["/usr/bin/timeout", "--kill-after=5", PATIENCE].map(str::to_owned));
    command.extend_from_slice(&program.command);
    let status = silent(&command, folder).status()?;
    let memory = fs::read_to_string(report).ok().and_then(|text| text.lines().last()?.trim().parse().ok());
    // `timeout` says with 124 that it stopped the program, and with 137 that it had to kill it.
    Ok((memory, !matches!(status.code(), Some(124 | 137))))
}

/// A command in `folder` that reads nothing and whose output nobody reads.
fn silent(words: &[String], folder: &Path) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether there is such a program.
fn is_there(program: &Program) -> bool {
    // This program itself would begin all over again.
    program.command.get(1).is_some_and(|argument| argument == PARSE_ONLY)
        || Command::new(&program.command[0]).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs all programs on one folder and prints what they took, and the ratio to noticelint.
fn beside(title: &str, folder: &Path, rounds: usize) -> io::Result<()> {
    let (there, missing): (Vec<Program>, Vec<Program>) = programs().into_iter().partition(is_there);
    // This fills the caches, too.
    let rehearsed = there.iter().map(|program| rehearse(program, folder)).collect::<io::Result<Vec<_>>>()?;
    let mut times = vec![Duration::MAX; there.len()];
    for round in 0..rounds {
        for ((program, time), (_, ended)) in there.iter().zip(&mut times).zip(&rehearsed) {
            if *ended && (round == 0 || *time < SLOW) {
                *time = run(program, folder)?.min(*time);
            }
        }
    }
    println!("\n| {title} | time | × noticelint | peak memory |\n|---|--:|--:|--:|");
    for ((program, time), (memory, ended)) in there.iter().zip(&times).zip(&rehearsed) {
        let peak = memory.map_or_else(|| "?".to_owned(), |kib| format!("{} MB", kib / 1024));
        if *ended {
            let ratio = time.as_secs_f64() / times[0].as_secs_f64();
            println!("| {} | {:.1} ms | {ratio:.2} | {peak} |", program.name, time.as_secs_f64() * 1e3);
        } else {
            println!("| {} | stopped after {PATIENCE} s | | {peak} |", program.name);
        }
    }
    if !missing.is_empty() {
        println!("\nNot there: {}.", missing.iter().map(|program| program.name).collect::<Vec<_>>().join("; "));
    }
    Ok(())
}

/// The same text with ever more lints: what it takes to read them, and to check the text with them.
fn lints(material: &Material) {
    let text = material.text(&mut Random::new(2), 1 << 20);
    println!("\n| lints, on one text of 1 MB | to read them | to check the text | × a tenth of the lints |\n|---|--:|--:|--:|");
    let mut before = None;
    for number in [10, 100, 1_000, 10_000] {
        let mut random = Random::new(3);
        let files = (0..number).flat_map(|index| material.lint(&mut random, index));
        let files: Vec<LintFile> =
            files.map(|(path, toml)| LintFile::new(&path, SourceFile::from_text(&format!("{path}.toml"), &toml))).collect();
        let start = Instant::now();
        let ruleset = Ruleset::load(&files).expect("lints that are sound");
        let read = start.elapsed();
        let format = Format { host: Host::Markdown, template: Template::Any };
        let settings = Settings::new(jiff::civil::date(2026, 11, 24));
        let time = (0..5)
            .map(|_| {
                let source = SourceFile::from_text("notice.md", &text);
                let start = Instant::now();
                let report = check(source, format, &ruleset, &settings);
                assert!(!report.profile.facts.contains_key(&noticelint::lint::Fact::Consent));
                start.elapsed()
            })
            .min()
            .map_or(0.0, |time| time.as_secs_f64());
        let ratio = before.map_or_else(String::new, |before: f64| format!("{:.2}", time / before));
        println!("| {number} | {:.0} ms | {:.0} ms | {ratio} |", read.as_secs_f64() * 1e3, time * 1e3);
        before = Some(time);
    }
}
