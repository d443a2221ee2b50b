//! What is asked of noticelint for any bytes: that it ends without a panic, in a time that grows with the length; that every place it
//! tells lies in the text, on the borders of characters, and covers the words that were read there; that the order of files and the
//! number of threads make no difference; and that fixes come to an end. `cargo fuzz` asks it of what it makes up, the tests of damaged
//! fixtures and of every case that was found.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part, and the fuzz targets use them from another package")]

use super::growth::assert_growth;
use super::map::{check_characters, check_structure};
use super::replaced::{self, fixed};
use jiff::civil::date;
use noticelint::config::Configs;
use noticelint::data::Problem;
use noticelint::document::{Document, parse};
use noticelint::finding::{DocumentReport, Settings, check};
use noticelint::lint::{LintFile, Ruleset};
use noticelint::report::{self, FORMATS, Painter, Run, problem};
use noticelint::source::{Format, Host, SourceFile, Span};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::path::Path;
use std::sync::LazyLock;

/// The largest document that is read, in bytes.
const LARGEST: u64 = 1 << 26;

/// The lints of the program.
static BUILT_IN: LazyLock<Ruleset> = LazyLock::new(|| Ruleset::built_in().unwrap_or_else(|problems| panic!("{}", problems[0].message)));

/// A target of `cargo fuzz`, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets, by the names that they have below `fuzz/`.
pub const TARGETS: &[Target] = &[
    ("configuration", configuration),
    ("html", html),
    ("lint_file", lint_file),
    ("mail", mail),
    ("markdown", markdown),
    ("phrase", phrase),
    ("plain", plain),
    ("template", template),
    ("whole", whole),
];

const HOSTS: [&str; 5] = ["html", "md", "txt", "eml", "sms"];
const TEMPLATES: [&str; 8] = ["njk", "liquid", "hbs", "erb", "php", "blade.php", "cshtml", "ftl"];
const PROGRAMS: [&str; 7] = ["haml", "slim", "tsx", "vue", "astro", "json", "yml"];

/// The names of documents that are read in different ways: each host by itself and with each template language, then programs.
pub static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let hosts = HOSTS.iter().map(|host| format!("a.{host}"));
    let templates = HOSTS.iter().flat_map(|host| TEMPLATES.iter().map(move |template| format!("a.{host}.{template}")));
    hosts.chain(templates).chain(PROGRAMS.iter().map(|program| format!("a.{program}"))).collect()
});

/// Markdown.
pub fn markdown(data: &[u8]) {
    document("a.md", data);
}

/// HTML.
pub fn html(data: &[u8]) {
    document("a.html", data);
}

/// A mail.
pub fn mail(data: &[u8]) {
    document("a.eml", data);
}

/// Plain text, text messages and the texts of programs: the first byte says which.
pub fn plain(data: &[u8]) {
    named(["a.txt", "a.sms", "a.json", "a.yml"].map(str::to_owned).as_slice(), data);
}

/// Templates and components: the first byte says of which kind.
pub fn template(data: &[u8]) {
    named(&NAMES[HOSTS.len()..], data);
}

/// Documents of all kinds in one run, and every report of it; a file separator stands between two of them.
pub fn whole(data: &[u8]) {
    let documents: Vec<(&str, &[u8])> = data.split(|&byte| byte == 0x1C).filter_map(|data| which(&NAMES, data)).take(8).collect();
    let one = |(name, data): &(&str, &[u8])| {
        let source = SourceFile::decode(name, data.to_vec(), LARGEST).ok()?;
        Some(check(source, Format::of_any(name), &BUILT_IN, &settings()))
    };
    let in_turn: Vec<DocumentReport> = documents.iter().filter_map(one).collect();
    let reversed: Vec<_> = documents.iter().rev().copied().collect();
    let mut at_once: Vec<DocumentReport> = reversed.par_iter().filter_map(one).collect();
    at_once.reverse();
    assert_eq!(reports(&in_turn), reports(&at_once), "the order and the threads make no difference");
    for (name, data) in documents {
        document(name, data);
    }
}

/// A phrase of a concept, and a document with its words.
pub fn phrase(data: &[u8]) {
    let phrase: String = String::from_utf8_lossy(data).chars().filter(|c| !c.is_control() && *c != '\'').collect();
    let file = format!("[[concept]]\nid = \"a\"\nmeans = \"a\"\nphrases = ['{phrase}']\n");
    let ruleset = lints(file.as_bytes());
    let words: String = phrase.chars().map(|c| if "()|?[]{}".contains(c) { ' ' } else { c }).collect();
    let source = SourceFile::from_text("a.txt", &format!("We {words}. {words}\n\nthe {words}"));
    if let Some(ruleset) = ruleset {
        asked(&check(source, Format::of_any("a.txt"), &ruleset, &settings()));
    }
}

/// A lint file. Its mistakes are told at places in it; what is sound in it is asked.
pub fn lint_file(data: &[u8]) {
    if let Some(ruleset) = lints(data) {
        let text = "# Privacy notice\n\nWe collect your name and share it with others. You can complain to us.\n";
        asked(&check(SourceFile::from_text("a.md", text), Format::of_any("a.md"), &ruleset, &settings()));
    }
}

/// What is sound in a lint file; none if it is no text.
fn lints(data: &[u8]) -> Option<Ruleset> {
    let source = SourceFile::decode("a.toml", data.to_vec(), LARGEST).ok()?;
    let (ruleset, problems) = Ruleset::read(&[LintFile::new("a", source)]);
    problems.iter().for_each(told);
    Some(ruleset)
}

/// A configuration.
///
/// # Panics
/// If it cannot be written to the temporary folder.
pub fn configuration(data: &[u8]) {
    let folder = std::env::temp_dir().join(format!("noticelint-configuration-{}", std::process::id()));
    let path = folder.join("noticelint.toml");
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, data)).expect("a file for the configuration");
    let configs = Configs::new(Some(&path));
    let config = configs.of(&folder.join("a.md"));
    drop((config.choices(&folder.join("a.md")), config.declared(&folder.join("b/c.html")), configs.excludes(&folder.join("d.md"))));
    configs.mistakes().0.iter().for_each(told);
    std::fs::remove_dir_all(&folder).expect("the folder is removed");
}

/// Asserts that a mistake is told at places in its file, and can be shown.
fn told(mistake: &Problem) {
    let is_in = |file: &SourceFile, span: Span| assert!(file.text().get(span.range()).is_some(), "{span:?}: {}", mistake.message);
    is_in(&mistake.file, mistake.span);
    mistake.related.iter().for_each(|related| is_in(&related.file, related.span));
    problem(mistake, &mut Painter::default()).expect("it is shown");
}

fn which<'d>(names: &'static [String], data: &'d [u8]) -> Option<(&'static str, &'d [u8])> {
    let (first, rest) = data.split_first()?;
    Some((&names[usize::from(*first) % names.len()], rest))
}

fn named(names: &[String], data: &[u8]) {
    if let Some((first, rest)) = data.split_first() {
        document(&names[usize::from(*first) % names.len()], rest);
    }
}

fn settings() -> Settings {
    Settings::new(date(2026, 11, 24))
}

/// Asks everything of a document; none if it is no text.
pub fn document(name: &str, data: &[u8]) -> Option<DocumentReport> {
    let source = SourceFile::decode(name, data.to_vec(), LARGEST).ok()?;
    let format = Format::of_any(name);
    let report = check(source, format, &BUILT_IN, &settings());
    asked(&report);
    fixes_end(name, data, &replaced::RULESET);
    // Of few, as it takes long: the first half begins the document, the second half is what there is much of.
    if data.len() > 1 && data.iter().fold(0u8, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte)) % 64 == 0 && data.len() < 4096 {
        grows(name, data.split_at(data.len() / 2));
    }
    Some(report)
}

/// Asserts that eight times as much of a piece takes about eight times as long.
pub fn grows(name: &str, (begin, piece): (&[u8], &[u8])) {
    let make = |size: usize| [begin, &piece.repeat(size / piece.len())].concat();
    let what = format!("{name}: {:?}, then {:?}", String::from_utf8_lossy(begin), String::from_utf8_lossy(piece));
    assert_growth(&what, [&make(4 << 10), &make(32 << 10)], 24, |data| checked(name, data));
}

/// Checks a document and asks nothing.
pub fn checked(name: &str, data: &[u8]) -> Option<DocumentReport> {
    let source = SourceFile::decode(name, data.to_vec(), LARGEST).ok()?;
    Some(check(source, Format::of_any(name), &BUILT_IN, &settings()))
}

/// Every report of documents, as text.
fn reports(documents: &[DocumentReport]) -> String {
    FORMATS.iter().map(|format| written(format, documents)).collect()
}

/// The report of documents in a format.
pub fn written(format: &report::Format, documents: &[DocumentReport]) -> String {
    let run = Run { reports: documents, unread: &[], ruleset: &BUILT_IN, fixed: None, gone: &[], show_suppressed: true };
    let mut out = Vec::new();
    format.write(&run, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("reports are text")
}

/// Asserts what must hold of a document that was checked.
fn asked(report: &DocumentReport) {
    let document = parse(&report.source, report.format);
    check_structure(&document, report.source.text());
    if report.format.host != Host::Mail {
        check_characters(&document, report.source.text());
    }
    places(report, &document);
}

/// Asserts that all places lie in the text, and that what was found covers the words that it is about.
fn places(report: &DocumentReport, document: &Document) {
    let source = &report.source;
    let is_in = |span: Span| assert!(source.text().get(span.range()).is_some(), "{span:?} of {} bytes", source.text().len());
    report.remarks.iter().filter_map(|remark| remark.span).for_each(is_in);
    report.outcome.items.iter().flat_map(|item| &item.evidence).for_each(|evidence| is_in(evidence.span));
    for finding in &report.outcome.findings {
        finding.labels.iter().for_each(|label| is_in(label.span));
        if let Some(words) = finding.words {
            assert!(document.text.folded().get(words.range()).is_some(), "{words:?} of the folded text");
            let covered = document.text.to_source(words);
            // Beside a form control its label is shown.
            let is_shown = finding.labels.iter().take(2).any(|label| label.span == covered);
            assert!(!covered.is_empty() && is_shown, "{covered:?} is at none of {:?}", finding.labels);
        }
    }
}

/// Asserts that a document is fixed in few rounds, and nothing is left to fix then.
pub fn fixes_end(name: &str, data: &[u8], ruleset: &Ruleset) {
    let mut bytes = data.to_vec();
    for _ in 0..5 {
        let Ok(source) = SourceFile::decode(name, bytes.clone(), LARGEST) else { return };
        let report = check(source, Format::of_any(name), ruleset, &settings());
        let (after, edits) = fixed(&report, &bytes);
        if edits.is_empty() {
            return;
        }
        bytes = after;
    }
    panic!("still fixing {name}:\n{}", String::from_utf8_lossy(&bytes));
}

/// A case that was found is asked of what it was found in, by its ending; a short one of every format as well.
pub fn replay(path: &Path, data: &[u8]) {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => [lint_file, configuration].iter().for_each(|ask| ask(data)),
        Some("phrase") => phrase(data),
        Some("run") => whole(data),
        _ => drop(document(&path.file_name().unwrap_or_default().to_string_lossy(), data)),
    }
    if data.len() < 1000 {
        NAMES.iter().for_each(|name| drop(document(name, data)));
    }
}
