//! Reads one lint from its file.

use super::condition::{Condition, PolarityFilter, Reader};
use super::definition::{
    ALLOW_MISTAKES, Applies, COUNTED, Check, Compare, Docs, Forbid, Imply, LEVELS, Level, Lint, MATURITIES, Maturity, Measured, Messages,
    Require, WITHINS, Within,
};
use super::example;
use super::law::{Checked, LawTable, ProvisionId};
use super::organisation::{DECLARATIONS, Declaration};
use super::profile::{FACTS, JURISDICTIONS, KINDS};
use super::replacement;
use crate::data::{Problem, Table, Text, is_name};
use crate::vocabulary::{Polarity, Vocabulary};
use std::sync::Arc;

/// What the files of a ruleset are read against.
pub(super) struct Context<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) law: &'a LawTable,
}

/// Reads a lint; `path` is the name that its place in the folder gives it (see [`super::ruleset::LintFile`]).
pub(super) fn read(root: &Table<'_>, path: &str, context: &Context<'_>) -> Option<Lint> {
    let name = root.required("name");
    let summary = root.required("summary");
    root.require(&["level", "message"]);
    let level = root.choice("level", LEVELS);
    let maturity = root.choice("status", MATURITIES).unwrap_or(Maturity::Preview);
    let since = root.text("since").map_or_else(String::new, |text| text.value);
    let applies = root.table("applies").map(|table| read_applies(&table, context)).unwrap_or_default();
    let level_if = root.tables("level-if").iter().filter_map(|table| read_level_if(table, context)).collect();
    let law = read_law(root, level, context);
    let check = read_check(root, context);
    let replacements = replacement::read(root, check.as_ref(), context.vocabulary);
    let message = root.table("message").map(|table| read_messages(&table, check.as_ref()));
    let docs = root.table("docs").map(|table| read_docs(&table)).unwrap_or_default();
    let measured = root.tables("measured").iter().filter_map(read_measured).collect();
    let examples = example::read(root, name.as_ref(), !replacements.is_empty());
    if let Some(name) = &name {
        check_name(root, name, path);
    }
    let name = name?;
    if matches!(check, Some(Check::Allow(_))) && !name.value.starts_with("noticelint/") {
        root.report("data/shape", root.key_span("allow"), "`allow` is the shape of noticelint's own lints, in the group `noticelint`");
    }
    Some(Lint {
        name: name.value,
        summary: summary?.value,
        level: level?,
        level_if,
        maturity,
        since,
        applies,
        law,
        check: check?,
        replacements,
        message: message?,
        docs,
        measured,
        examples,
        file: Arc::clone(root.file()),
        span: name.span,
    })
}

/// The name must be the path of the file, so that a lint is found by its name.
fn check_name(root: &Table<'_>, name: &Text, path: &str) {
    let well_formed = name.value.split_once('/').is_some_and(|(group, lint)| is_name(group) && is_name(lint));
    if !well_formed {
        let problem = Problem::new(
            "data/bad-name",
            root.file(),
            name.span,
            "a lint is named by its group and its own name, as in `transparency/retention`",
        );
        root.report_problem(problem.help("lower-case letters, digits and `-`, with one `/`"));
        return;
    }
    // A file at the top of a folder has no group of its own, so its path cannot be a name.
    if path.contains('/') && name.value != path {
        let problem = Problem::new(
            "data/bad-name",
            root.file(),
            name.span,
            format!("the lint is called `{}`, but its file is `{path}.toml`", name.value),
        );
        root.report_problem(problem.help("a lint is named by the path of its file"));
    }
}

fn read_applies(table: &Table<'_>, context: &Context<'_>) -> Applies {
    let kinds = table.choices("kind", KINDS);
    let jurisdictions = table.choices("jurisdiction", JURISDICTIONS);
    let when = reader(context, PolarityFilter::Only(Polarity::Affirmed)).read(table, "when", true);
    let fact = table.choice("fact", FACTS);
    table.finish();
    Applies { kinds, jurisdictions, when, fact }
}

fn read_level_if(table: &Table<'_>, context: &Context<'_>) -> Option<(Condition, Level)> {
    let when = reader(context, PolarityFilter::Only(Polarity::Affirmed)).read(table, "when", true);
    table.require(&["when", "level"]);
    let level = table.choice("level", LEVELS);
    table.finish();
    Some((when?, level?))
}

fn read_law(root: &Table<'_>, level: Option<Level>, context: &Context<'_>) -> Vec<ProvisionId> {
    let mut law = Vec::new();
    for table in root.tables("law") {
        let cite = table.required("cite");
        table.finish();
        law.extend(cite.and_then(|cite| context.law.resolve(&table, &cite)));
    }
    let unverified = !law.is_empty() && law.iter().all(|&id| context.law.provision(id).check == Checked::Unverified);
    if level == Some(Level::Error) && unverified {
        root.report("data/unverified-law", root.key_span("level"), "a lint that rests on unverified law may not be an error");
    }
    law
}

fn reader<'a>(context: &'a Context<'_>, default: PolarityFilter) -> Reader<'a> {
    Reader { vocabulary: context.vocabulary, default }
}

fn read_check(root: &Table<'_>, context: &Context<'_>) -> Option<Check> {
    let affirmed = reader(context, PolarityFilter::Only(Polarity::Affirmed));
    let any = reader(context, PolarityFilter::Any);
    let require = root.table("require").map(|table| {
        table.require(&["stated"]);
        let stated = affirmed.read(&table, "stated", false);
        let (vague, near) = (affirmed.read(&table, "vague", false), affirmed.read(&table, "near", false));
        let within = table.choice("within", WITHINS).unwrap_or(Within::Sentence);
        let home = table.texts("home").iter().filter_map(|name| context.vocabulary.resolve(&table, name)).collect();
        table.finish();
        Some(Check::Require(Require { stated: stated?, vague, near, within, home }))
    });
    let forbid = root.table("forbid").map(|table| {
        table.require(&["text"]);
        let (text, unless) = (any.read(&table, "text", false), any.read(&table, "unless", true));
        let against = any.read(&table, "against", false);
        let within = table.choice("within", WITHINS).unwrap_or(Within::Sentence);
        table.finish();
        Some(Check::Forbid(Forbid { text: text?, unless, against, within }))
    });
    let imply = root.table("imply").map(|table| {
        table.require(&["when", "then"]);
        let (when, then) = (affirmed.read(&table, "when", false), affirmed.read(&table, "then", true));
        let within = table.choice("within", WITHINS).unwrap_or(Within::Section);
        table.finish();
        Some(Check::Imply(Imply { when: when?, then: then?, within }))
    });
    let compares = root.tables("compare");
    let compare = (!compares.is_empty()).then(|| {
        let read: Vec<Option<Compare>> = compares.iter().map(|table| read_compare(table, context)).collect();
        Some(Check::Compare(read.into_iter().collect::<Option<_>>()?))
    });
    let allow = root.choice("allow", ALLOW_MISTAKES).map(Check::Allow);
    let allow = root.has("allow").then_some(allow);
    let shapes = [("allow", allow), ("require", require), ("forbid", forbid), ("imply", imply), ("compare", compare)];
    root.note_one_of(&shapes.each_ref().map(|(key, _)| *key));
    let mut shapes = shapes.into_iter().filter_map(|(key, shape)| Some((key, shape?)));
    let Some((_, shape)) = shapes.next() else {
        root.report(
            "data/shape",
            root.span(),
            "a lint has one of `[require]`, `[forbid]`, `[imply]`, `[[compare]]`, and this file has none",
        );
        return None;
    };
    if let Some((second, _)) = shapes.next() {
        root.report("data/shape", root.key_span(second), "a lint has only one of `[require]`, `[forbid]`, `[imply]`, `[[compare]]`");
    }
    shape
}

fn read_compare(table: &Table<'_>, context: &Context<'_>) -> Option<Compare> {
    table.require(&["with", "text"]);
    let known: Vec<(&'static str, Declaration)> =
        DECLARATIONS.iter().copied().chain(FACTS.iter().map(|&(word, fact)| (word, Declaration::Denied(fact)))).collect();
    let with = table.choice("with", &known);
    let text = reader(context, PolarityFilter::Only(Polarity::Affirmed)).read(table, "text", false);
    let values = table.texts("values").iter().filter_map(|name| context.vocabulary.resolve(table, name)).collect();
    let found = table.required("found");
    if let Some(found) = &found {
        check_style(table, found);
    }
    table.finish();
    Some(Compare { with: with?, text: text?, values, found: found?.value })
}

fn read_measured(table: &Table<'_>) -> Option<Measured> {
    table.require(&["what", "documents", "positives", "precision", "recall", "on"]);
    let what = table.choice("what", COUNTED);
    let (documents, positives) = (table.number("documents"), table.number("positives"));
    let (precision, recall) = (table.share("precision"), table.share("recall"));
    let on = table.date("on");
    table.finish();
    Some(Measured { what: what?, documents: documents?, positives: positives?, precision: precision?, recall: recall?, on: on? })
}

fn read_messages(table: &Table<'_>, check: Option<&Check>) -> Messages {
    let (missing, found) = (table.text("missing"), table.text("found"));
    let (vague, near, help) = (table.text("vague"), table.text("near"), table.required("help"));
    let against = table.text("against");
    let needed = match check {
        Some(Check::Require(require)) => vec![("missing", true), ("vague", require.vague.is_some()), ("near", require.near.is_some())],
        Some(Check::Forbid(forbid)) => vec![("found", true), ("against", forbid.against.is_some())],
        Some(Check::Imply(_) | Check::Allow(_)) => vec![("found", true)],
        // Each comparison has words of its own.
        Some(Check::Compare(_)) | None => Vec::new(),
    };
    for (key, _) in needed.into_iter().filter(|(_, needed)| *needed) {
        table.require(&[key]);
    }
    [&missing, &found, &vague, &near, &against].into_iter().flatten().for_each(|text| check_style(table, text));
    table.finish();
    let string = |text: Option<Text>| text.map(|text| text.value);
    Messages {
        missing: string(missing).unwrap_or_default(),
        vague: string(vague),
        near: string(near),
        found: string(found).unwrap_or_default(),
        against: string(against),
        help: string(help).unwrap_or_default(),
    }
}

/// A message reads like those of a compiler.
fn check_style(table: &Table<'_>, text: &Text) {
    let first_word = text.value.split(' ').next().unwrap_or("");
    let capital = first_word.chars().next().is_some_and(char::is_uppercase) && first_word.chars().skip(1).any(char::is_lowercase);
    if capital || text.value.ends_with('.') || text.value.contains('\n') {
        table.report("data/message-style", text.span, "a message is one line, starts in lower case and has no full stop");
    }
}

fn read_docs(table: &Table<'_>) -> Docs {
    let why = table.required("why").map_or_else(String::new, |text| text.value);
    let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
    let (satisfies, not) = (values(table.texts("satisfies")), values(table.texts("not")));
    let limits = table.text("limits").map_or_else(String::new, |text| text.value);
    table.finish();
    Docs { why, satisfies, not, limits }
}
