//! Whether a message is direct marketing, for people and for machines.

use super::json::{Region, Value, region, value};
use super::{inert, wrap};
use crate::finding::{ClassifiedDocument, FoundSignal};
use crate::lint::{Basis, Ruleset, Side, Verdict};
use serde::Serialize;
use std::fmt::Write as _;

/// How many signals of each side are shown to people, and how many characters of each.
const SHOWN: usize = 6;
const QUOTED: usize = 64;

/// A whole report of `classify`.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: u32,
    documents: Vec<Document<'a>>,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: Value,
    sector: Value,
    channel: Option<&'static str>,
    direct_marketing: Answer<'a>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    verdict: &'static str,
    confident: bool,
    reason: &'a str,
    row: Option<u64>,
    sender: &'a [String],
    law: Vec<&'a str>,
    signals: Vec<Signal<'a>>,
}

#[derive(Debug, Serialize)]
struct Signal<'a> {
    #[serde(rename = "signal")]
    name: &'a str,
    side: &'static str,
    weight: u64,
    #[serde(flatten)]
    region: Region<'a>,
    text: &'a str,
}

/// The report for machines.
#[must_use]
pub fn json<'a>(documents: &'a [ClassifiedDocument], ruleset: &'a Ruleset) -> Report<'a> {
    let document = |classified: &'a ClassifiedDocument| {
        let (found, source) = (&classified.classification, &classified.source);
        let signal = |signal: &'a FoundSignal| Signal {
            name: &signal.signal,
            side: signal.side.word(),
            weight: signal.weight,
            region: region(source, signal.span),
            text: source.slice(signal.span),
        };
        Document {
            path: source.name(),
            kind: value(&classified.profile.kind, crate::lint::Kind::word),
            sector: value(&classified.profile.sector, crate::lint::Sector::word),
            channel: classified.profile.channel.map(crate::lint::Channel::word),
            direct_marketing: Answer {
                verdict: found.verdict.word(),
                confident: found.sure,
                reason: &found.reason,
                row: found.row,
                sender: &found.senders,
                law: found.law.iter().map(|&id| ruleset.law.provision(id).cite.as_str()).collect(),
                signals: found.signals.iter().map(signal).collect(),
            },
        }
    };
    Report { schema: 1, documents: documents.iter().map(document).collect() }
}

/// The answer for one message in sentences, to be passed on to whoever wrote it.
#[must_use]
pub fn human(classified: &ClassifiedDocument, sender: Option<&str>, ruleset: &Ruleset) -> String {
    let found = &classified.classification;
    let mut out = String::new();
    let likely = if found.sure || matches!(found.verdict, Verdict::Undecided | Verdict::NotAMessage) { "" } else { "probably " };
    let meaning = ruleset.marketing.meanings.iter().find(|meaning| meaning.verdict == found.verdict);
    let headline = meaning.map_or(found.verdict.word(), |meaning| meaning.headline.as_str());
    let _ = writeln!(out, "{}: {likely}{headline}\n", inert(classified.source.name()));
    let row = found.row.map_or_else(String::new, |row| format!(" (row {row} of the decision table)"));
    paragraph(&mut out, &format!("Why: {}{row}.", found.reason));
    let promotion = list(&mut out, classified, Side::Promotion, "What promotes something:");
    list(&mut out, classified, Side::Service, if promotion { "What else it does:" } else { "What it does:" });
    out.push('\n');
    paragraph(&mut out, &format!("Sender: {}.", inert(&who(classified, sender))));
    if let Some(meaning) = meaning {
        paragraph(&mut out, &meaning.next);
    }
    if !found.law.is_empty() {
        let law: Vec<&str> = found.law.iter().map(|&id| ruleset.law.provision(id).cite.as_str()).collect();
        paragraph(&mut out, &format!("Law: {}.", law.join("; ")));
    }
    out
}

/// Who sends the message, as far as it is known.
fn who(classified: &ClassifiedDocument, sender: Option<&str>) -> String {
    let sector = &classified.profile.sector;
    match sender {
        Some(words) => format!("{words}, taken as: {}", classified.classification.senders.join(", ")),
        None if sector.basis == Basis::Unknown => {
            "not known; say who sends it with --sender, as in --sender \"district council\"".to_owned()
        }
        None => format!("{} ({})", sector.value, sector.basis),
    }
}

/// Lists the signals of one side, the first place of each, the strongest first; whether there are any.
fn list(out: &mut String, classified: &ClassifiedDocument, side: Side, title: &str) -> bool {
    let mut signals: Vec<&FoundSignal> = Vec::new();
    for signal in classified.classification.signals.iter().filter(|signal| signal.side == side) {
        if !signals.iter().any(|other| other.signal == signal.signal) {
            signals.push(signal);
        }
    }
    if signals.is_empty() {
        return false;
    }
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.weight));
    let more = signals.len().saturating_sub(SHOWN);
    signals.truncate(SHOWN);
    let _ = writeln!(out, "\n{title}");
    for signal in signals {
        let (source, span) = classified.source.locate(signal.span);
        let words = inert(&source.slice(span).split_whitespace().collect::<Vec<_>>().join(" "));
        let _ = writeln!(out, "  line {}: \"{}\": it {}", source.place(span.start).line, shortened(&words), signal.says);
    }
    if more > 0 {
        let _ = writeln!(out, "  and {more} more");
    }
    true
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}...", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// Writes a paragraph, wrapped between words.
fn paragraph(out: &mut String, text: &str) {
    let text: Vec<&str> = text.split_whitespace().collect();
    let _ = writeln!(out, "{}", wrap("", &text.join(" ")));
}
