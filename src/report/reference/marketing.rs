//! The page about direct marketing: what counts as it, with examples, and what is asked of it on which channel.

use super::text::{link, paragraphs, prose};
use crate::finding::{Settings, classify_document};
use crate::lint::{Channel, Condition, Lint, Marketing, Row, Ruleset};
use crate::source::{Format, SourceFile};
use jiff::civil::Date;
use std::fmt::Write as _;

/// The groups of lints that ask something of marketing.
const GROUPS: &[&str] = &["marketing/", "opt-out/"];

/// Most of what a row listens for that is told, the weightiest first.
const SIGNALS: usize = 4;

/// Invented messages and who sends them; what is said of them on the page is what the rows say.
const MESSAGES: &[(&str, &str)] = &[
    ("district council", "Your garden waste bin will be emptied on Friday next week because of the bank holiday."),
    ("district council", "Swim all summer: join our leisure centre this week and get the first month half price."),
    ("GP practice", "You have an appointment with the nurse on Monday at 9.40. Reply CANCEL if you cannot come."),
    ("hospital charity", "Your gift of £10 a month could buy a new monitor for the ward. Please donate today."),
    ("online shop", "Your order 4417 has been sent and should arrive on Tuesday."),
    ("online shop", "Your order 4417 has been sent. Treat yourself: 20% off everything in our winter sale until Sunday."),
    ("political party", "Vote for Rowan Ellery on Thursday. Can we count on your support?"),
];

/// The page, if the ruleset knows anything of marketing.
pub(super) fn page(ruleset: &Ruleset) -> Option<String> {
    let marketing = &ruleset.marketing;
    let lints: Vec<&Lint> = ruleset.lints.iter().filter(|lint| GROUPS.iter().any(|group| lint.name.starts_with(group))).collect();
    if marketing.rows.is_empty() && lints.is_empty() {
        return None;
    }
    let mut out = "# Direct marketing\n".to_owned();
    if !marketing.rows.is_empty() {
        what_counts(&mut out, ruleset, marketing);
    }
    if !lints.is_empty() {
        by_channel(&mut out, ruleset, &lints);
    }
    Some(out)
}

fn what_counts(out: &mut String, ruleset: &Ruleset, marketing: &Marketing) {
    out.push_str("\n## What counts as it\n\nThe first row that matches decides; `noticelint classify` says which it was.\n\n");
    out.push_str("| Row | Sender | What it does | Answer | Why | Law |\n|---|---|---|---|---|---|\n");
    for row in &marketing.rows {
        let law: Vec<String> = row.law.iter().map(|&id| ruleset.law.provision(id)).map(|law| link(&law.cite, &law.url)).collect();
        let (senders, signals, verdict) = (senders(row), signals(row, marketing), row.verdict.word());
        let _ = writeln!(out, "| {} | {senders} | {signals} | {verdict} | {} | {} |", row.number, prose(&row.reason), law.join(", "));
    }
    for meaning in &marketing.meanings {
        let _ = writeln!(out, "\n`{}`: {}.\n\n{}", meaning.verdict, prose(&meaning.headline), paragraphs(&meaning.next));
    }
    out.push_str("\n### What noticelint says of some messages\n\n| Sender | Message | Answer | Row |\n|---|---|---|---|\n");
    for (sender, message) in MESSAGES {
        let source = SourceFile::from_text("message.txt", message);
        let settings = Settings::new(Date::default());
        let answer = classify_document(source, Format::of_any("message.txt"), ruleset, &settings, Some(sender)).classification;
        let row = answer.row.map_or_else(String::new, |row| row.to_string());
        let _ = writeln!(out, "| {} | {} | {} | {row} |", prose(sender), prose(message), answer.verdict);
    }
}

fn senders(row: &Row) -> String {
    let not = if row.not_senders.is_empty() { String::new() } else { format!(", but not {}", row.not_senders.join(", ")) };
    let who = if row.senders.is_empty() { "any".to_owned() } else { row.senders.join(", ") };
    prose(&(who + &not))
}

/// What a row listens for.
fn signals(row: &Row, marketing: &Marketing) -> String {
    let mut heard: Vec<_> = marketing.signals.iter().filter(|signal| row.signals.contains(&signal.group)).collect();
    heard.sort_by_key(|signal| std::cmp::Reverse(signal.weight));
    let more = if heard.len() > SIGNALS { "; and the like" } else { "" };
    let says: Vec<&str> = heard.iter().take(SIGNALS).map(|signal| signal.says.as_str()).collect();
    prose(&(says.join("; ") + more))
}

fn by_channel(out: &mut String, ruleset: &Ruleset, lints: &[&Lint]) {
    let words: Vec<&str> = Channel::words().collect();
    out.push_str("\n## What is asked of it, by channel\n\n");
    out.push_str("Besides, the UK GDPR holds for the data that is used: [every lint](README.md), [every provision](law.md).\n\n");
    let _ = writeln!(out, "| What noticelint points at | Law | {} |", words.join(" | "));
    let _ = writeln!(out, "|---|---|{}", "---|".repeat(words.len()));
    for lint in lints {
        let law: Vec<String> = ruleset.law_of(&lint.name).map(|law| link(&law.cite, &law.url)).collect();
        let asked = lint.applies.when.as_ref().and_then(channels);
        let marks: Vec<&str> = words
            .iter()
            .map(|word| if asked.is_none_or(|asked| asked.iter().any(|channel| channel.word() == *word)) { "yes" } else { "" })
            .collect();
        let name = link(&lint.name, &format!("{}.md", lint.name));
        let _ = writeln!(out, "| {name}: {} | {} | {} |", prose(&lint.summary), law.join(", "), marks.join(" | "));
    }
}

/// The channels that a condition asks for, whatever else it asks for; none if it asks for none.
fn channels(when: &Condition) -> Option<&[Channel]> {
    match when {
        Condition::Channel(channels) => Some(channels),
        Condition::All(members) => members.iter().find_map(channels),
        _ => None,
    }
}
