//! The page of a lint.

use super::text::{fenced, link, list, paragraphs, prose};
use crate::lint::{Check, Example, Expect, Lint, Ruleset};
use crate::report::explain::{asked_of, fixes, measured};
use crate::source::Host;

/// Most examples of a kind that are shown.
const EXAMPLES: usize = 3;

pub(super) fn page(lint: &Lint, ruleset: &Ruleset) -> String {
    let mut parts = vec![format!("# {}", lint.name), format!("{}.", capital(&prose(&lint.summary))), facts(lint, ruleset)];
    let mut section = |title: &str, text: String| {
        if !text.is_empty() {
            parts.push(format!("## {title}\n\n{text}"));
        }
    };
    section("Law", law(lint, ruleset));
    section("Why", paragraphs(&lint.docs.why));
    section("What satisfies it", list(&lint.docs.satisfies));
    section("What does not", list(&lint.docs.not));
    section("How to fix it", how_to_fix(lint, ruleset));
    section("Known limits", paragraphs(&lint.docs.limits));
    section("Measured", list(&lint.measured.iter().map(measured).collect::<Vec<_>>()));
    section("Examples", examples(lint));
    parts.push(link("All lints", "../README.md"));
    parts.join("\n\n")
}

fn facts(lint: &Lint, ruleset: &Ruleset) -> String {
    let shape = match lint.check {
        Check::Require(_) => "`require`: something must be said",
        Check::Forbid(_) => "`forbid`: something must not be said",
        Check::Imply(_) => "`imply`: if one thing is said, another must be",
        Check::Allow(_) => "about what is allowed by comments and in noticelint.toml",
        Check::Compare(_) => "`compare`: what is said must agree with what the organisation declares of itself",
    };
    let asked = prose(&asked_of(lint, ruleset));
    let (level, maturity, since) = (lint.level, lint.maturity.word(), &lint.since);
    format!("| | |\n|---|---|\n| level | {level} |\n| shape | {shape} |\n| asked of | {asked} |\n| status | {maturity}, since {since} |")
}

fn law(lint: &Lint, ruleset: &Ruleset) -> String {
    let entry = |law: &crate::lint::Provision| {
        format!("- {}: {} (in force since {}, checked {})", link(&law.cite, &law.url), prose(&law.says), law.from, law.checked)
    };
    ruleset.law_of(&lint.name).map(entry).collect::<Vec<_>>().join("\n")
}

fn how_to_fix(lint: &Lint, ruleset: &Ruleset) -> String {
    let mut text = format!("{}.", capital(&prose(&lint.message.help)).trim_end_matches('.'));
    let fixes = list(&fixes(lint, ruleset));
    if !fixes.is_empty() {
        text = format!("{text}\n\n{fixes}");
    }
    text
}

/// Some examples of each kind: the words that are reported stand between « and ».
fn examples(lint: &Lint) -> String {
    let of = |expect: Expect| lint.examples.iter().filter(move |example| example.expect == expect).take(EXAMPLES);
    let mut parts = Vec::new();
    for (expect, title) in [(Expect::Fail, "Reported, at the words between « and »"), (Expect::Pass, "Not reported")] {
        let blocks: Vec<String> = of(expect).map(block).collect();
        if !blocks.is_empty() {
            parts.push(format!("### {title}\n\n{}", blocks.join("\n\n")));
        }
    }
    parts.join("\n\n")
}

fn block(example: &Example) -> String {
    let language = match example.host {
        Host::Html => "html",
        Host::Text => "text",
        _ => "markdown",
    };
    let block = fenced(language, &marked(example));
    match &example.fixed {
        Some(fixed) => format!("{block}\n\nFixed:\n\n{}", fenced(language, fixed)),
        None => block,
    }
}

/// The text of an example with its marks.
fn marked(example: &Example) -> String {
    let mut inserts: Vec<(u32, u8, char)> = example.marks.iter().flat_map(|mark| [(mark.start, 1, '«'), (mark.end, 0, '»')]).collect();
    inserts.sort_unstable();
    let mut text = example.text.clone();
    for (at, _, mark) in inserts.into_iter().rev() {
        text.insert(text.floor_char_boundary(at as usize), mark);
    }
    text
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
