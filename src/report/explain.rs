//! What there is to know about one lint, read from its file.

use super::wrap;
use crate::lint::{Condition, Counted, Lint, Measured, Replacement, Ruleset};
use std::fmt::Write as _;

/// The page that `noticelint explain` prints.
#[must_use]
pub fn explain(lint: &Lint, ruleset: &Ruleset) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} ({}, {}, since {})", lint.name, lint.level, lint.maturity.word(), lint.since);
    let _ = writeln!(out, "{}", lint.summary);
    section(&mut out, "Asked of", &[asked_of(lint, ruleset)]);
    let law = ruleset.law_of(&lint.name);
    let law = law.map(|law| format!("{}: {}\n{} (in force since {}, checked {})", law.cite, law.says, law.url, law.from, law.checked));
    section(&mut out, "Law", &law.collect::<Vec<_>>());
    section(&mut out, "Why", &paragraphs(&lint.docs.why));
    section(&mut out, "Satisfied by", &lint.docs.satisfies);
    section(&mut out, "Not satisfied by", &lint.docs.not);
    section(&mut out, "What to write", std::slice::from_ref(&lint.message.help));
    section(&mut out, "Fix", &fixes(lint, ruleset));
    section(&mut out, "Known limits", &paragraphs(&lint.docs.limits));
    section(&mut out, "Measured", &lint.measured.iter().map(measured).collect::<Vec<_>>());
    section(&mut out, "Concepts it looks for", &concepts(lint, ruleset));
    out
}

/// Joins the lines of hard-wrapped paragraphs.
fn paragraphs(text: &str) -> Vec<String> {
    let join = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split("\n\n").map(join).filter(|paragraph| !paragraph.is_empty()).collect()
}

fn section(out: &mut String, title: &str, entries: &[String]) {
    if entries.iter().all(String::is_empty) {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for entry in entries {
        for (index, line) in entry.lines().enumerate() {
            let head = if index == 0 && entries.len() > 1 { "  - " } else { "    " };
            let _ = writeln!(out, "{}", wrap(head, line));
        }
    }
}

pub(super) fn asked_of(lint: &Lint, ruleset: &Ruleset) -> String {
    let kinds: Vec<&str> = lint.applies.kinds.iter().map(|kind| kind.word()).collect();
    let mut text = if kinds.is_empty() { "every document".to_owned() } else { format!("documents of the kind {}", kinds.join(", ")) };
    if let Some(when) = &lint.applies.when {
        let _ = write!(text, ", where {}", means(when, ruleset));
    }
    if let Some(fact) = lint.applies.fact {
        let _ = write!(text, "; `{fact}` decides instead, if noticelint.toml declares it of the organisation");
    }
    for (when, level) in &lint.level_if {
        let _ = write!(text, "; as {level} where {}", means(when, ruleset));
    }
    text
}

/// What the lint would write instead, and whether it is safe.
pub(super) fn fixes(lint: &Lint, ruleset: &Ruleset) -> Vec<String> {
    let fix = |replacement: &Replacement| {
        let concept = ruleset.matcher.vocabulary().concept(replacement.concept);
        let how = if replacement.safe {
            "safe: `check --fix` does it"
        } else {
            "unsafe: `check --fix --unsafe-fixes` does it; read what it wrote"
        };
        format!("`{}` in place of the words of {}, which {} ({how})", replacement.with, concept.id, concept.means)
    };
    lint.replacements.iter().map(fix).collect()
}

/// One measurement, in words.
pub(super) fn measured(measured: &Measured) -> String {
    let Measured { documents, positives, precision, recall, on, .. } = measured;
    let what = match measured.what {
        Counted::Findings => "a finding is due in",
        Counted::Disclosures => "the item is spoken of in",
    };
    format!("{what} {positives} of {documents} labelled documents: precision {precision:.2}, recall {recall:.2} ({on})")
}

/// Each concept that the lint asks for, with what it means, in the order in which the file names them.
fn concepts(lint: &Lint, ruleset: &Ruleset) -> Vec<String> {
    let mut ids = Vec::new();
    for condition in lint.check.conditions() {
        condition.each_concept(&mut |id| {
            if !ids.contains(&id) {
                ids.push(id);
            }
        });
    }
    let vocabulary = ruleset.matcher.vocabulary();
    ids.into_iter().map(|id| vocabulary.concept(id)).map(|concept| format!("{}: {}", concept.id, concept.means)).collect()
}

/// A condition in the words in which its concepts say what they mean.
fn means(condition: &Condition, ruleset: &Ruleset) -> String {
    let concept = |id| format!("the text {}", ruleset.matcher.vocabulary().concept(id).means);
    let list = |members: &[Condition], word: &str| {
        let each: Vec<String> = members.iter().map(|member| means(member, ruleset)).collect();
        if each.len() == 1 { each[0].clone() } else { format!("({})", each.join(word)) }
    };
    match condition {
        Condition::Concept(id, _) => concept(*id),
        Condition::All(members) => list(members, " and "),
        Condition::Any(members) => list(members, " or "),
        Condition::Not(inner) => format!("not {}", means(inner, ruleset)),
        Condition::Heading(id) => format!("its heading {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::LeadIn(id, _) => format!("the words before its list: {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::Near(first, second, words) => format!("{} and, within {words} words, {}", concept(*first), concept(*second)),
        Condition::Link(id) => format!("a link in it: {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::Emphasised(id) => format!("a sentence that stands out {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::Control(is) => {
            let state = is.checked.map_or("", |checked| if checked { "ticked " } else { "unticked " });
            format!("a {state}form control whose label {}", ruleset.matcher.vocabulary().concept(is.label).means)
        }
        Condition::Title(id) => format!("its title {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::Tag(id) => format!("a template tag whose name {}", ruleset.matcher.vocabulary().concept(*id).means),
        Condition::Header(name) => format!("it has the e-mail header `{name}`"),
        Condition::Channel(channels) => format!("its channel is {}", either(channels.iter().map(|channel| channel.word()))),
        Condition::List(bases) => format!("its list basis is declared as {}", either(bases.iter().map(|basis| basis.word()))),
        Condition::Verdict(verdicts, sure) => {
            format!("it is {}taken for {}", if *sure { "surely " } else { "" }, either(verdicts.iter().map(|verdict| verdict.word())))
        }
        Condition::Fact(fact, so) => format!("its author declares `{fact} = {so}`"),
        Condition::DatedFrom(day) => format!("it is dated {day} or later"),
        Condition::Sector(sectors) => format!("its author's sector is {}", either(sectors.iter().map(|sector| sector.word()))),
    }
}

fn either(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(" or ")
}
