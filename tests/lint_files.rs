//! Tests about the lint files themselves, beyond what their loader asks of every file.

mod common;

use common::{files_in, ruleset};
use noticelint::document::{Document, parse};
use noticelint::lint::{Check, Condition, Counted, Level, Lint, Ruleset};
use noticelint::source::{DEFAULT_MAX_SIZE, Format, Host, SourceFile, Template};
use noticelint::vocabulary::ConceptId;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const MARKDOWN: Format = Format { host: Host::Markdown, template: Template::Any };

fn read(text: &str, host: Host) -> Document {
    parse(&SourceFile::from_text("example", text), Format { host, ..MARKDOWN })
}

/// Every example of every lint and concept, and every fixture.
fn all_texts(ruleset: &Ruleset) -> Vec<Document> {
    let examples = ruleset.lints.iter().flat_map(|lint| &lint.examples).map(|example| read(&example.text, example.host));
    let concepts = ruleset.matcher.vocabulary().concepts().iter();
    let sentences =
        concepts.flat_map(|concept| concept.examples.iter().chain(&concept.near_misses)).map(|text| read(&text.value, Host::Text));
    let mut documents: Vec<Document> = examples.chain(sentences).collect();
    let mut folders = files_in(Path::new("fixtures/notices"));
    folders.extend(["fixtures/same", "fixtures/other"].map(Into::into));
    for path in folders.iter().flat_map(|folder| files_in(folder)) {
        let name = path.display().to_string();
        if let Some(format) = Format::of(&name) {
            documents.push(parse(&SourceFile::read(&path, &name, DEFAULT_MAX_SIZE).expect("a fixture can be read"), format));
        }
    }
    documents
}

#[test]
fn each_phrase_is_reached_by_some_example_or_fixture() {
    let ruleset = ruleset();
    let reached: BTreeSet<(ConceptId, u16)> =
        all_texts(&ruleset).iter().flat_map(|document| ruleset.matcher.phrases_in(document)).collect();
    let mut dead = String::new();
    for (concept, number, phrase) in ruleset.matcher.phrases() {
        if !reached.contains(&(concept, number)) {
            let _ = writeln!(dead, "{}: {phrase}", ruleset.matcher.vocabulary().concept(concept).id);
        }
    }
    assert!(dead.is_empty(), "{} phrases are reached by no text; give their concepts `examples`:\n{dead}", dead.lines().count());
}

#[test]
fn each_concept_says_what_its_examples_say_and_not_what_its_near_misses_say() {
    let ruleset = ruleset();
    let vocabulary = ruleset.matcher.vocabulary();
    let mut wrong = String::new();
    for concept in vocabulary.concepts() {
        let id = vocabulary.id(&concept.id).expect("a concept of the vocabulary");
        for (texts, wanted) in [(&concept.examples, true), (&concept.near_misses, false)] {
            for text in texts {
                let document = read(&text.value, Host::Text);
                if ruleset.matcher.hits(&document).of(id).is_empty() == wanted {
                    let _ = writeln!(wrong, "{} {} say: {}", concept.id, if wanted { "should" } else { "should not" }, text.value);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn each_concept_is_asked_for() {
    let ruleset = ruleset();
    let vocabulary = ruleset.matcher.vocabulary();
    let mut asked = BTreeSet::new();
    let mut ask = |condition: &Condition| {
        condition.each_concept(&mut |id| {
            asked.insert(id);
        });
    };
    for lint in &ruleset.lints {
        lint.applies.when.iter().for_each(&mut ask);
        lint.level_if.iter().for_each(|(when, _)| ask(when));
        lint.check.conditions().into_iter().for_each(&mut ask);
        if let Check::Require(require) = &lint.check {
            require.home.iter().for_each(|id| ask(&Condition::Heading(*id)));
        }
    }
    for rule in &ruleset.kinds {
        asked.extend(rule.titles.iter().chain(rule.evidence.iter().map(|(id, _)| id)));
    }
    asked.extend(ruleset.sectors.iter().flat_map(|rule| rule.evidence.iter().map(|(id, _)| *id)));
    asked.extend(ruleset.pointers.iter().flat_map(|rule| rule.concepts.iter().copied()));
    asked.extend(&ruleset.dated);
    asked.extend(ruleset.watched.iter().flat_map(|watch| &watch.values).flat_map(|value| &value.concepts));
    asked.extend(ruleset.channels.iter().flat_map(|rule| rule.evidence.iter().map(|(id, _)| *id)));
    asked.extend(ruleset.marketing.senders.iter().flat_map(|group| group.concepts.iter().copied()));
    asked.extend(ruleset.marketing.signals.iter().map(|signal| signal.concept));
    asked.extend(vocabulary.id("negator"));
    asked.extend(vocabulary.concepts().iter().flat_map(|concept| vocabulary.referred_to(concept)));
    let unused: Vec<&str> = vocabulary
        .concepts()
        .iter()
        .filter(|concept| !vocabulary.id(&concept.id).is_some_and(|id| asked.contains(&id)))
        .map(|concept| concept.id.as_str())
        .collect();
    assert!(unused.is_empty(), "no lint, profile or concept asks for {unused:?}");
}

#[test]
fn each_lint_is_documented_and_cites_the_law() {
    let ruleset = ruleset();
    assert!(ruleset.lints.len() >= 12);
    for lint in &ruleset.lints {
        let Lint { name, docs, law, message, level, .. } = lint;
        assert!(!docs.why.is_empty() && !docs.limits.is_empty(), "{name} says why it asks and what its limits are");
        assert!(!message.help.is_empty() && !lint.since.is_empty(), "{name}");
        assert!(*level != Level::Error || !law.is_empty(), "{name} is an error and cites no law");
        assert_eq!(lint.file.name(), format!("lints/{name}.toml"));
        let texts = [Some(&message.missing), message.vague.as_ref(), message.near.as_ref(), Some(&message.found), Some(&lint.summary)];
        for text in texts.into_iter().flatten() {
            let verdict = ["unlawful", "illegal", "breach", "violat", "must "].iter().find(|word| text.contains(**word));
            assert_eq!(verdict, None, "{name} passes judgement: {text}");
        }
        if matches!(lint.check, Check::Require(_)) {
            assert!(!docs.satisfies.is_empty() && !docs.not.is_empty(), "{name} shows what satisfies it and what does not");
        }
    }
}

#[test]
fn what_is_watched_belongs_to_an_item() {
    let ruleset = ruleset();
    assert!(!ruleset.watched.is_empty());
    for watch in &ruleset.watched {
        let lint = ruleset.lint(&watch.item).unwrap_or_else(|| panic!("{}: there is no lint `{}`", watch.what, watch.item));
        assert!(matches!(lint.check, Check::Require(_)), "{} is no item", watch.item);
    }
}

/// A false alarm at the level of an error costs a user: only what was measured may be one.
#[test]
fn each_error_has_been_measured_on_labelled_documents() {
    let mut wrong = Vec::new();
    for lint in ruleset().lints {
        let may_be_error = lint.level == Level::Error || lint.level_if.iter().any(|(_, level)| *level == Level::Error);
        let findings = lint.measured.iter().find(|measured| measured.what == Counted::Findings);
        match findings {
            None if may_be_error => wrong.push(format!("{} may be an error and has no figure for its findings", lint.name)),
            Some(measured) if may_be_error && measured.precision < 0.9 => {
                wrong.push(format!("{} may be an error and has a precision of {}", lint.name, measured.precision));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_stands_in_the_folder_that_is_not_read() {
    fn count(folder: &Path) -> usize {
        files_in(folder).iter().map(|path| if path.is_dir() { count(path) } else { 1 }).sum()
    }
    assert_eq!(count(Path::new("lints")), noticelint::lint::LintFile::built_in().len());
}
