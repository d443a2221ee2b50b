//! The indices of the reference: by group, and by provision.

use super::marketing;
use super::text::{link, prose};
use crate::lint::{Checked, Lint, Provision, Ruleset};
use std::fmt::Write as _;

/// What is known of the groups that noticelint brings along; a user's own has none.
const GROUPS: &[(&str, &str)] = &[
    ("consent", "How people are asked for consent, and what is taken for it."),
    ("lawful-basis", "What is said of the lawful basis, and whether it can hold."),
    ("marketing", "What marketing messages and calls have to say, and what they rest on."),
    ("noticelint", "What noticelint says of its own comments and configuration."),
    ("opt-out", "How people can stop marketing."),
    ("stale", "Law, bodies and addresses that are no more."),
    ("transparency", "What people have to be told: the items that `noticelint audit` shows."),
    ("wording", "Vague and unfair wording inside what has to be said."),
];

pub(super) fn by_group(ruleset: &Ruleset) -> String {
    let mut out = format!("# Lints\n\n{} lints, by group; {}.\n", ruleset.lints.len(), link("by provision", "law.md"));
    if marketing::page(ruleset).is_some() {
        let _ = writeln!(out, "\n{}: what counts as it, and what is asked of it.", link("Direct marketing", "direct-marketing.md"));
    }
    let mut lints = ruleset.lints.as_slice();
    while let Some(first) = lints.first() {
        let group = group(first);
        let count = lints.iter().take_while(|lint| self::group(lint) == group).count();
        let (of_group, rest) = lints.split_at(count);
        lints = rest;
        let _ = writeln!(out, "\n## {group}\n");
        if let Some((_, about)) = GROUPS.iter().find(|(name, _)| *name == group) {
            let _ = writeln!(out, "{about}\n");
        }
        out.push_str("| Lint | Level | What it finds |\n|---|---|---|\n");
        for lint in of_group {
            let name = link(lint.name.strip_prefix(group).and_then(|name| name.strip_prefix('/')).unwrap_or(&lint.name), &file(lint));
            let _ = writeln!(out, "| {name} | {} | {} |", lint.level, prose(&lint.summary));
        }
    }
    out
}

pub(super) fn by_provision(ruleset: &Ruleset) -> String {
    let mut provisions: Vec<&Provision> = ruleset.law.provisions().iter().collect();
    provisions.sort_by_key(|provision| natural(&provision.cite));
    let mut out = "# Law\n\nThe provisions on which lints rest, in our own short wording, with the text as it is published.\n\n".to_owned();
    out.push_str("| Provision | What it says | In force | Checked | Lints |\n|---|---|---|---|---|\n");
    for provision in provisions {
        let until = provision.to.map(|to| format!(" to {to}")).unwrap_or_default();
        let resting = ruleset.lints.iter().filter(|lint| ruleset.law_of(&lint.name).any(|law| law.key == provision.key));
        let lints: Vec<String> = resting.map(|lint| link(&lint.name, &file(lint))).collect();
        let _ = writeln!(
            out,
            "| {} | {} | from {}{until} | {}, {} | {} |",
            link(&provision.cite, &provision.url),
            prose(&provision.says),
            provision.from,
            provision.checked,
            checked(provision.check),
            lints.join(", ")
        );
    }
    out
}

fn checked(how: Checked) -> &'static str {
    match how {
        Checked::Statute => "the statute was read",
        Checked::Guidance => "the regulator's guidance was read",
        Checked::Commentary => "only commentary was read",
        Checked::Settled => "settled law",
        Checked::Unverified => "not checked",
    }
}

fn group(lint: &Lint) -> &str {
    lint.name.split('/').next().unwrap_or_default()
}

fn file(lint: &Lint) -> String {
    format!("{}.md", lint.name)
}

/// A key by which "Art 9" comes before "Art 13".
fn natural(text: &str) -> Vec<(u64, String)> {
    let mut key: Vec<(u64, String)> = Vec::new();
    for c in text.chars() {
        let digit = c.to_digit(10).map(u64::from);
        match (digit, key.last_mut()) {
            (Some(digit), Some((number, word))) if word.is_empty() => *number = number.saturating_mul(10).saturating_add(digit),
            (Some(digit), _) => key.push((digit, String::new())),
            (None, Some((_, word))) if !word.is_empty() => word.push(c),
            (None, _) => key.push((0, c.to_string())),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_in_their_order() {
        let mut cites = ["UK GDPR Art 13(2)(a)", "PECR reg 22(3A)", "UK GDPR Art 9(1)", "UK GDPR Art 13(1)(f)", "PECR reg 6"];
        cites.sort_by_key(|cite| natural(cite));
        assert_eq!(cites, ["PECR reg 6", "PECR reg 22(3A)", "UK GDPR Art 9(1)", "UK GDPR Art 13(1)(f)", "UK GDPR Art 13(2)(a)"]);
    }
}
