//! What tests over fixtures share.
#![allow(dead_code, reason = "each test file uses a part")]

use jiff::civil::date;
use noticelint::document::{Document, TextRange, parse};
use noticelint::finding::{DocumentReport, Settings, check};
use noticelint::lint::Ruleset;
use noticelint::source::{DEFAULT_MAX_SIZE, Format, SourceFile, Span};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What a document must give: the lint, and the words that it must point at as a reader sees them.
pub(crate) type Found = Vec<(String, String)>;

pub(crate) struct Expected {
    pub(crate) kind: String,
    pub(crate) sector: String,
    pub(crate) findings: Found,
}

impl Expected {
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let word = |table: &toml::Table, key: &str| table.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let findings = table.get("finding").and_then(|value| value.as_array()).cloned().unwrap_or_default();
        let findings = findings.iter().filter_map(|value| value.as_table()).map(|entry| (word(entry, "lint"), word(entry, "text")));
        let mut findings: Found = findings.collect();
        findings.sort();
        Self { kind: word(&table, "kind"), sector: word(&table, "sector"), findings }
    }
}

pub(crate) fn ruleset() -> Ruleset {
    Ruleset::built_in()
        .unwrap_or_else(|problems| panic!("{} mistakes in the built-in lints, the first: {}", problems.len(), problems[0].message))
}

pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry of a folder").path()).collect();
    files.sort();
    files
}

/// Checks a file as the command line would, by the law of one fixed day.
pub(crate) fn check_file(path: &Path, ruleset: &Ruleset) -> DocumentReport {
    let name = path.display().to_string().replace('\\', "/");
    let source = SourceFile::read(path, &name, DEFAULT_MAX_SIZE).unwrap_or_else(|problem| panic!("{name} {problem}"));
    let format = Format::of(&name).expect("a format that is read");
    check(source, format, ruleset, &Settings::new(date(2026, 11, 23)))
}

/// Each finding with the words it points at, as a reader sees them.
pub(crate) fn found_words(report: &DocumentReport) -> Found {
    let document = parse(&report.source, report.format);
    let words = |span| {
        let sentences = document.sentences.iter().map(|sentence| sentence.text);
        let mut texts = sentences.chain(document.blocks.iter().map(|block| block.text));
        let text = texts.find(|&text| document.text.to_source(text) == span).or_else(|| part(&document, span));
        text.map_or_else(|| report.source.slice(span).to_owned(), |text| document.text.cased()[text.range()].to_owned())
    };
    let findings = report.outcome.findings.iter();
    let mut found: Found = findings.map(|finding| (finding.lint.clone(), words(finding.labels[0].span))).collect();
    found.sort();
    found
}

/// The words of the one sentence that were read from `span`.
fn part(document: &Document, span: Span) -> Option<TextRange> {
    let sentence = document.sentences.iter().map(|sentence| sentence.text).find(|&text| {
        let whole = document.text.to_source(text);
        whole.start <= span.start && span.end <= whole.end
    })?;
    let words = &document.text.folded()[sentence.range()];
    let characters = words.char_indices().map(|(at, c)| {
        let start = sentence.start + at as u32;
        TextRange::new(start, start + c.len_utf8() as u32)
    });
    let first = characters.clone().find(|&range| document.text.to_source(range).start == span.start)?;
    let last = characters.clone().find(|&range| range.start >= first.start && document.text.to_source(range).end == span.end)?;
    Some(TextRange::new(first.start, last.end))
}

/// The differences between what was expected and what was found, a line each.
pub(crate) fn show(path: &Path, expected: &Found, found: &Found) -> String {
    let mut text = String::new();
    for (lint, words) in expected.iter().filter(|entry| !found.contains(entry)) {
        let _ = writeln!(text, "{}: missing {lint} at «{words}»", path.display());
    }
    for (lint, words) in found.iter().filter(|entry| !expected.contains(entry)) {
        let _ = writeln!(text, "{}: noisy {lint} at «{words}»", path.display());
    }
    text
}
