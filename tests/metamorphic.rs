//! What must change when a notice changes, and what must not: passages are taken out, moved, put into other formats, turned round
//! and surrounded by prose, and the statuses of the items have to follow. No labels are needed for that, only a notice in which it
//! is known which passage says what (`fixtures/complete`).

mod common;

use common::{check_file, files_in, ruleset};
use jiff::civil::date;
use noticelint::finding::{Declared, DocumentReport, Evidence, Settings, Status, check};
use noticelint::lint::{Check, Fact, Kind, Organisation, Ruleset, Sector};
use noticelint::source::{Format, Host, SourceFile, Template};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// What a passage of the complete notice is evidence for.
struct Passage {
    says: Vec<String>,
    touches: Vec<String>,
    sector: Sector,
    text: String,
    negated: Option<String>,
}

fn passages() -> Vec<Passage> {
    let text = std::fs::read_to_string("fixtures/complete/passages.toml").expect("the passages");
    let table: toml::Table = text.parse().expect("TOML");
    let entries = table["passage"].as_array().expect("a list of passages").clone();
    let read = |entry: &toml::Value| {
        let word = |key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let items = |key: &str| -> Vec<String> {
            let list = entry.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
            list.iter().map(|item| format!("transparency/{}", item.as_str().expect("a name"))).collect()
        };
        Passage {
            says: items("says"),
            touches: items("touches"),
            sector: word("sector").map_or(Sector::PublicAuthority, |word| Sector::from_word(&word).expect("a sector")),
            text: word("text").expect("a text"),
            negated: word("negated"),
        }
    };
    entries.iter().map(read).collect()
}

/// How a notice is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Markdown,
    Html,
    Text,
    Items,
    Cells,
    /// All under one heading.
    OneSection,
}

impl Layout {
    const ALL: [Self; 6] = [Self::Markdown, Self::Html, Self::Text, Self::Items, Self::Cells, Self::OneSection];

    fn host(self) -> Host {
        match self {
            Self::Markdown | Self::Items | Self::OneSection => Host::Markdown,
            Self::Html | Self::Cells => Host::Html,
            Self::Text => Host::Text,
        }
    }

    /// Whether text can stand out in it by itself.
    fn has_emphasis(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::OneSection)
    }

    fn compose(self, passages: &[&str]) -> String {
        let strong = |text: &str| text.replacen("**", "<strong>", 1).replacen("**", "</strong>", 1);
        let plain = |text: &str| text.replace("**", "");
        let mut out = match self {
            Self::Markdown | Self::Items => "# Privacy notice\n\n".to_owned(),
            Self::OneSection => "# Privacy notice\n\n## At a glance\n\n".to_owned(),
            Self::Html => "<h1>Privacy notice</h1>\n".to_owned(),
            Self::Text => "PRIVACY NOTICE\n\n".to_owned(),
            Self::Cells => "<h1>Privacy notice</h1>\n<table>\n".to_owned(),
        };
        for (index, text) in passages.iter().enumerate() {
            let part = index + 1;
            let _ = match self {
                Self::Markdown => write!(out, "## Part {part}\n\n{text}\n\n"),
                Self::OneSection => write!(out, "{text}\n\n"),
                Self::Html => write!(out, "<h2>Part {part}</h2>\n<p>{}</p>\n", strong(text)),
                Self::Text => write!(out, "{part}. Part {part}\n\n{}\n\n", plain(text)),
                Self::Items => write!(out, "## Part {part}\n\n- {}\n\n", plain(text)),
                Self::Cells => writeln!(out, "<tr><td>Part {part}</td><td>{}</td></tr>", plain(text)),
            };
        }
        if self == Self::Cells {
            out.push_str("</table>\n");
        }
        out
    }
}

/// Everything that an organisation can declare of itself is true, so that no item depends on another passage to be asked for.
fn settings(sector: Sector) -> Settings {
    let place = || "in the test".to_owned();
    let facts: BTreeMap<Fact, bool> = Fact::words().filter_map(Fact::from_word).map(|fact| (fact, true)).collect();
    let mut settings = Settings::new(date(2026, 11, 23));
    settings.declared.kind = Some((Kind::PrivacyNotice, place()));
    settings.declared.sector = Some((sector, place()));
    settings.organisation = Arc::new(Organisation { facts, ..Organisation::default() });
    settings
}

fn audit(ruleset: &Ruleset, layout: Layout, sector: Sector, passages: &[&str]) -> DocumentReport {
    let source = SourceFile::from_text("notice", &layout.compose(passages));
    check(source, Format { host: layout.host(), template: Template::Any }, ruleset, &settings(sector))
}

fn status(report: &DocumentReport, lint: &str) -> Option<Status> {
    report.outcome.items.iter().find(|item| item.lint == lint).map(|item| item.status)
}

fn statuses(report: &DocumentReport) -> Vec<(String, Status)> {
    report.outcome.items.iter().map(|item| (item.lint.clone(), item.status)).collect()
}

/// Whether a passage holds a place in a notice that was composed of it.
fn holds(report: &DocumentReport, passage: &str, place: &Evidence) -> bool {
    let quoted = report.source.slice(place.span).replace("**", "");
    passage.replace("**", "").contains(quoted.trim())
}

/// The items for which a passage holds evidence.
fn evident(report: &DocumentReport, passage: &str) -> BTreeSet<String> {
    let items = report.outcome.items.iter().filter(|item| item.lint.starts_with("transparency/"));
    items.filter(|item| item.evidence.iter().any(|place| holds(report, passage, place))).map(|item| item.lint.clone()).collect()
}

/// The differences between two audits, a line each, but for the items in `except`. What a passage made apply, no longer does without it.
fn differences(before: &DocumentReport, after: &DocumentReport, except: &BTreeSet<String>) -> String {
    let (before, after) = (statuses(before), statuses(after));
    let pairs =
        before.iter().zip(&after).filter(|(one, other)| one.1 != other.1 && other.1 != Status::NotApplicable && !except.contains(&one.0));
    pairs.fold(String::new(), |text, ((lint, before), (_, after))| format!("{text}\n    {lint} was {before} and is {after}"))
}

/// Fails with all of `faults` at once.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_complete_notice_states_every_item() {
    let (ruleset, passages) = (ruleset(), passages());
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let mut faults = Vec::new();
    for lint in ruleset.lints.iter().filter(|lint| lint.name.starts_with("transparency/") && matches!(lint.check, Check::Require(_))) {
        let Some(passage) = passages.iter().find(|passage| passage.says.contains(&lint.name)) else {
            faults.push(format!("no passage says {}", lint.name));
            continue;
        };
        let found = status(&audit(&ruleset, Layout::Markdown, passage.sector, &texts), &lint.name);
        if found != Some(Status::Stated) {
            faults.push(format!("{} is {found:?}: «{}»", lint.name, passage.text));
        }
    }
    none(&faults);
}

#[test]
fn each_passage_is_evidence_for_what_it_says_and_for_nothing_else() {
    let (ruleset, passages) = (ruleset(), passages());
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let mut faults = Vec::new();
    for passage in &passages {
        let found = evident(&audit(&ruleset, Layout::Markdown, passage.sector, &texts), &passage.text);
        for lint in passage.says.iter().filter(|lint| !found.contains(*lint)) {
            faults.push(format!("{lint} does not see «{}»", passage.text));
        }
        for lint in found.iter().filter(|lint| !passage.says.contains(lint) && !passage.touches.contains(lint)) {
            faults.push(format!("{lint} sees itself in «{}»", passage.text));
        }
    }
    none(&faults);
}

#[test]
fn what_is_taken_out_is_missing_and_nothing_else_is() {
    let (ruleset, passages) = (ruleset(), passages());
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let mut faults = Vec::new();
    let items: BTreeSet<&String> = passages.iter().flat_map(|passage| &passage.says).collect();
    for item in items {
        let sector = passages.iter().find(|passage| passage.says.contains(item)).map_or(Sector::General, |passage| passage.sector);
        let whole = audit(&ruleset, Layout::Markdown, sector, &texts);
        let holds = |passage: &&Passage| evident(&whole, &passage.text).contains(item);
        let (out, kept): (Vec<&Passage>, Vec<&Passage>) = passages.iter().partition(holds);
        let kept: Vec<&str> = kept.iter().map(|passage| passage.text.as_str()).collect();
        let rest = audit(&ruleset, Layout::Markdown, sector, &kept);
        if !matches!(status(&rest, item), Some(Status::Missing | Status::NotApplicable)) {
            faults.push(format!("{item} is {:?} after its evidence was taken out", status(&rest, item)));
        }
        // What went with it may have been the evidence of others, or what made them apply.
        let gone: BTreeSet<String> = out.iter().flat_map(|passage| evident(&whole, &passage.text)).collect();
        let others = differences(&whole, &rest, &gone);
        if !others.is_empty() {
            faults.push(format!("{item} was taken out, and{others}"));
        }
    }
    none(&faults);
}

#[test]
fn order_format_and_layout_change_nothing() {
    let (ruleset, passages) = (ruleset(), passages());
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let backwards: Vec<&str> = texts.iter().rev().copied().collect();
    let prominent = BTreeSet::from(["transparency/right-object-prominent".to_owned()]);
    let mut faults = Vec::new();
    for sector in [Sector::PublicAuthority, Sector::Health, Sector::DataBroker] {
        let whole = audit(&ruleset, Layout::Markdown, sector, &texts);
        for layout in Layout::ALL {
            let except = if layout.has_emphasis() { BTreeSet::new() } else { prominent.clone() };
            for (order, texts) in [("forwards", &texts), ("backwards", &backwards)] {
                let found = differences(&whole, &audit(&ruleset, layout, sector, texts), &except);
                if !found.is_empty() {
                    faults.push(format!("as {layout:?}, {order}, sector {sector}:{found}"));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn what_is_denied_is_not_stated() {
    let (ruleset, passages) = (ruleset(), passages());
    let mut faults = Vec::new();
    for passage in &passages {
        let Some(negated) = &passage.negated else { continue };
        let texts: Vec<&str> =
            passages.iter().map(|other| if std::ptr::eq(other, passage) { negated } else { &other.text }).map(String::as_str).collect();
        let report = audit(&ruleset, Layout::Markdown, passage.sector, &texts);
        for item in report.outcome.items.iter().filter(|item| passage.says.contains(&item.lint)) {
            if item.evidence.iter().any(|place| place.satisfies && holds(&report, negated, place)) {
                faults.push(format!("{} is stated by «{negated}»", item.lint));
            }
        }
    }
    none(&faults);
}

#[test]
fn prose_about_something_else_changes_nothing() {
    let (ruleset, passages) = (ruleset(), passages());
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let prose = std::fs::read_to_string("fixtures/complete/prose.txt").expect("the prose");
    let paragraphs: Vec<&str> = prose.trim().split("\n\n").collect();
    let mixed: Vec<&str> = [&texts[..10], &paragraphs, &texts[10..]].concat();
    let surrounded: Vec<&str> = [&paragraphs[..], &texts, &paragraphs].concat();
    for texts_with_prose in [mixed, surrounded] {
        for layout in Layout::ALL {
            let whole = audit(&ruleset, layout, Sector::PublicAuthority, &texts);
            let more = audit(&ruleset, layout, Sector::PublicAuthority, &texts_with_prose);
            assert_eq!(differences(&whole, &more, &BTreeSet::new()), "", "as {layout:?}");
        }
    }
    let alone = audit(&ruleset, Layout::Markdown, Sector::PublicAuthority, &paragraphs);
    let evidence: Vec<&String> = alone.outcome.items.iter().filter(|item| !item.evidence.is_empty()).map(|item| &item.lint).collect();
    assert!(evidence.is_empty(), "prose is taken for {evidence:?}");
}

/// The whole notices of invented organisations: what is good in them is taken out of them.
#[test]
fn in_whole_notices_what_is_taken_out_is_no_longer_stated() {
    let ruleset = ruleset();
    let mut faults = Vec::new();
    for folder in files_in(Path::new("fixtures/notices")).iter().filter(|path| path.to_string_lossy().ends_with("-good")) {
        let path = files_in(folder).into_iter().find(|path| path.extension().is_some_and(|ending| ending != "toml")).expect("a notice");
        let whole = check_file(&path, &ruleset);
        let mut settings = Settings::new(date(2026, 11, 23));
        settings.declared = Declared {
            kind: Some((whole.profile.kind.value, String::new())),
            sector: Some((whole.profile.sector.value, String::new())),
            ..Declared::default()
        };
        for item in whole.outcome.items.iter().filter(|item| item.status == Status::Stated) {
            let mut text = whole.source.text().to_owned();
            for place in item.evidence.iter().rev() {
                text.replace_range(place.span.range(), "");
            }
            let rest = check(SourceFile::from_text(whole.source.name(), &text), whole.format, &ruleset, &settings);
            if status(&rest, &item.lint) == Some(Status::Stated) {
                let place = rest.outcome.items.iter().find(|found| found.lint == item.lint).and_then(|found| found.evidence.first());
                let words = place.map_or("", |place| rest.source.slice(place.span));
                faults.push(format!("{}: {} is still stated: «{words}»", path.display(), item.lint));
            }
        }
    }
    none(&faults);
}
