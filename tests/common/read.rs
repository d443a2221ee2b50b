//! Reads findings back out of every format, so that they can be compared.

use crate::json::{list, number, parsed, text};
use noticelint::report::inert;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;

/// A finding as every format has it: the path as it may be shown, the lint, the line, the column in characters.
pub(crate) type Found = (String, String, u32, u32);

/// The findings in a report of this format. `text` gives the text of a file, for a format that counts bytes.
pub(crate) fn findings(format: &str, report: &str, text: &dyn Fn(&str) -> String) -> BTreeSet<Found> {
    match format {
        "human" => human(report),
        "short" => lines(report, r"^(.*):(\d+):(\d+): (?:error|warning|note)\[([^\]]+)\]: "),
        "json" => json(&parsed(report)),
        "ndjson" => report.lines().flat_map(|line| document(&parsed(line))).collect(),
        "sarif" => sarif(&parsed(report)),
        "github" => github(report),
        "gitlab" => gitlab(&parsed(report)),
        "junit" => junit(report),
        "markdown" => markdown(report),
        "rdjson" => rdjson(&parsed(report), text),
        other => panic!("say here how findings are read out of {other}"),
    }
}

/// A finding whose numbers were read as text.
fn found(path: &str, name: &str, line: &str, column: &str) -> Found {
    let number = |digits: &str| digits.parse().expect("a number");
    (path.to_owned(), name.to_owned(), number(line), number(column))
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// Findings of which each has a line: path, line, column, lint.
fn lines(report: &str, pattern: &str) -> BTreeSet<Found> {
    let pattern = regex(pattern);
    let read = report.lines().filter_map(|line| pattern.captures(line));
    read.map(|line| found(&line[1], &line[4], &line[2], &line[3])).collect()
}

fn human(report: &str) -> BTreeSet<Found> {
    let (head, place) = (regex(r"^(?:error|warning|note)\[([^\]]+)\]: "), regex(r"┌─ (.*):(\d+):(\d+)$"));
    let mut lint = None;
    let mut all = BTreeSet::new();
    for line in report.lines() {
        if let Some(head) = head.captures(line) {
            lint = Some(head[1].to_owned());
        } else if let Some((place, lint)) = place.captures(line).and_then(|place| Some((place, lint.take()?))) {
            all.insert(found(&place[1], &lint, &place[2], &place[3]));
        }
    }
    all
}

fn json(report: &Value) -> BTreeSet<Found> {
    list(&report["documents"]).iter().flat_map(document).collect()
}

fn document(document: &Value) -> BTreeSet<Found> {
    let read = |finding: &Value| {
        let span = &finding["span"];
        let path = span.get("path").unwrap_or(&document["path"]);
        (inert(text(path)), text(&finding["lint"]).to_owned(), number(&span["line"]), number(&span["column"]))
    };
    list(&document["findings"]).iter().map(read).collect()
}

fn sarif(log: &Value) -> BTreeSet<Found> {
    let read = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let path = percent_decoded(text(&place["artifactLocation"]["uri"]));
        let region = &place["region"];
        (inert(&path), text(&result["ruleId"]).to_owned(), number(&region["startLine"]), number(&region["startColumn"]))
    };
    list(&log["runs"][0]["results"]).iter().map(read).collect()
}

pub(crate) fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16)).expect("a digit") as u8;
            bytes.push(digit() * 16 + digit());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What the runner of GitHub Actions makes of a report: each line that begins with `::` is a command, and no other line may be there.
fn github(report: &str) -> BTreeSet<Found> {
    let command = regex(r"^::(error|warning|notice) ([^:]*)::(.*)$");
    let place = regex(r"^(.*):(\d+):(\d+): (?:error|warning|note)\[([^\]]+)\]: ");
    let mut all = BTreeSet::new();
    for line in report.lines() {
        let command = command.captures(line).unwrap_or_else(|| panic!("not a command: {line}"));
        let property = |name: &str| {
            let value = command[2].split(',').find_map(|property| property.strip_prefix(name)?.strip_prefix('='));
            value.map(percent_decoded)
        };
        let message = percent_decoded(&command[3]);
        let Some(place) = place.captures(message.lines().next().unwrap_or_default()) else { continue };
        assert_eq!(property("file").as_deref(), Some(&place[1]));
        assert_eq!(property("line").as_deref(), Some(&place[2]));
        assert_eq!(property("title").as_deref(), Some(&place[4]));
        match property("col") {
            Some(column) => assert_eq!((column.as_str(), property("endLine")), (&place[3], property("line"))),
            None => assert_ne!(property("endLine"), property("line"), "a place within a line has columns"),
        }
        all.insert(found(&place[1], &place[4], &place[2], &place[3]));
    }
    all
}

fn gitlab(report: &Value) -> BTreeSet<Found> {
    let read = |issue: &Value| {
        let (location, begin) = (&issue["location"], &issue["location"]["positions"]["begin"]);
        assert_eq!(location["lines"]["begin"], begin["line"]);
        (inert(text(&location["path"])), text(&issue["check_name"]).to_owned(), number(&begin["line"]), number(&begin["column"]))
    };
    list(report).iter().filter(|issue| issue["check_name"] != "noticelint").map(read).collect()
}

fn junit(report: &str) -> BTreeSet<Found> {
    let document = roxmltree::Document::parse(report).expect("XML");
    let name = regex(r"^(.*) at (\d+):(\d+)$");
    let mut all = BTreeSet::new();
    for suite in document.root_element().children().filter(roxmltree::Node::is_element) {
        let of = |kind: &str| suite.descendants().filter(|node| node.has_tag_name(kind)).count().to_string();
        assert_eq!(suite.attribute("tests"), Some(of("testcase").as_str()));
        assert_eq!(suite.attribute("failures"), Some(of("failure").as_str()));
        assert_eq!(suite.attribute("errors"), Some(of("error").as_str()));
        assert_eq!(suite.attribute("skipped"), Some(of("skipped").as_str()));
        let is_skipped = |case: &roxmltree::Node<'_, '_>| case.children().any(|node| node.has_tag_name("skipped"));
        for case in suite.children().filter(|node| node.has_tag_name("testcase") && !is_skipped(node)) {
            let Some(name) = name.captures(case.attribute("name").expect("a name")) else { continue };
            assert_eq!(case.attribute("line"), Some(&name[2]));
            all.insert(found(case.attribute("file").expect("a file"), &name[1], &name[2], &name[3]));
        }
    }
    all
}

/// What a renderer makes of a summary: headings name documents, items are findings; no links, and no HTML but code.
fn markdown(report: &str) -> BTreeSet<Found> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let item = regex(r"^(?:(.*):)?(\d+):(\d+) (?:error|warning|note) ([^ ]+): ");
    let (mut path, mut words, mut all) = (String::new(), String::new(), BTreeSet::new());
    for event in Parser::new_ext(report, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Item) => words.clear(),
            Event::End(TagEnd::Heading(_)) => path.clone_from(&words),
            Event::End(TagEnd::Item) => {
                let Some(item) = item.captures(&words) else { continue };
                let file = item.get(1).map_or(path.as_str(), |file| file.as_str());
                all.insert(found(file, &item[4], &item[2], &item[3]));
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::InlineHtml(html) => assert!(["<code>", "</code>"].contains(&&*html), "HTML: {html}"),
            Event::Html(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::Strikethrough) => {
                panic!("{event:?} in {report}")
            }
            _ => {}
        }
    }
    all
}

fn rdjson(report: &Value, text_of: &dyn Fn(&str) -> String) -> BTreeSet<Found> {
    let findings = list(&report["diagnostics"]).iter().filter(|diagnostic| diagnostic.get("code").is_some());
    let read = |diagnostic: &Value| {
        let (path, start) = (text(&diagnostic["location"]["path"]), &diagnostic["location"]["range"]["start"]);
        let (line, column) = (number(&start["line"]), number(&start["column"]));
        let source = text_of(path);
        let line_text = source.lines().nth(line as usize - 1).unwrap_or_default();
        let column = line_text[..column as usize - 1].chars().count() as u32 + 1;
        (inert(path), text(&diagnostic["code"]["value"]).to_owned(), line, column)
    };
    findings.map(read).collect()
}
