//! What is found in a text, and how it is meant.

use super::{Matcher, Origin, Polarity, Vocabulary};
use crate::data::TomlFile;
use crate::document::parse;
use crate::source::{Format, Host, SourceFile, Template};
use std::sync::Arc;

fn matcher(toml: &str) -> Matcher {
    let file = Arc::new(SourceFile::from_text("words.toml", toml));
    let mut vocabulary = Vocabulary::default();
    let ((), problems) = TomlFile::parse(&file).read(|root| vocabulary.read(root, Origin::User));
    let all: Vec<String> = problems.into_iter().chain(vocabulary.check()).map(|problem| problem.message).collect();
    assert!(all.is_empty(), "{all:?}");
    Matcher::new(vocabulary)
}

/// The hits of concept `x` in a Markdown text: the words of the source, and `-` for denied, `?` for asked.
fn found(toml: &str, markdown: &str) -> Vec<String> {
    let matcher = matcher(toml);
    let source = SourceFile::from_text("a.md", markdown);
    let document = parse(&source, Format { host: Host::Markdown, template: Template::Any });
    let hits = matcher.hits(&document);
    let id = matcher.vocabulary().id("x").expect("the concept");
    let show = |hit: &super::Hit| {
        let mark = match hit.polarity {
            Polarity::Affirmed => "",
            Polarity::Negated => "-",
            Polarity::Asked => "?",
        };
        format!("{mark}{}", source.slice(document.text.to_source(hit.text)))
    };
    hits.of(id).iter().map(|&id| show(hits.hit(id))).collect()
}

/// A vocabulary in which `x` has these phrases.
fn phrases(phrases: &str) -> String {
    format!("[[concept]]\nid = \"x\"\nmeans = \"x\"\nphrases = [{phrases}]\n")
}

const NEGATOR: &str = "[[concept]]\nid = \"negator\"\nmeans = \"denies\"\nphrases = [\"not\", \"never\"]\nnot-phrases = [\"not only\"]\n";

#[test]
fn words_match_whole_and_through_markup() {
    let keep = phrases("\"keep data\"");
    assert_eq!(found(&keep, "We **keep**\ndata. Bookkeep data. Keep database. KEEP&nbsp;DATA"), ["keep**\ndata", "KEEP&nbsp;DATA"]);
    assert_eq!(found(&keep, "We keep [data](/x), keep.\n\ndata"), ["keep [data"]);
    assert_eq!(found(&phrases("\"we can\", \"controller\""), "We can't. The controller's name. We can."), ["controller", "We can"]);
    assert_eq!(found(&phrases("\"opt-out\""), "opt out, opt–out, optout, opts out"), ["opt out", "opt–out", "optout"]);
}

#[test]
fn capitals_count_for_exact_words_only() {
    let toml = "[[concept]]\nid = \"x\"\nmeans = \"x\"\nexact = [\"ICO\"]\n";
    assert_eq!(found(toml, "the ICO, an ico, the I*CO*, ICOs"), ["ICO", "I*CO"]);
}

#[test]
fn gaps_stay_within_their_words_and_their_sentence() {
    let gap = phrases("\"keep ...3 years\"");
    assert_eq!(found(&gap, "We keep it for six years. Keep. Years. Keep a b c d years."), ["keep it for six years"]);
    // The nearest beginning counts.
    assert_eq!(found(&gap, "We keep it and keep them for years."), ["keep them for years"]);
    assert_eq!(found(&phrases("\"complain* to us\""), "Complaints to us. Complain about it to us."), ["Complaints to us"]);
}

#[test]
fn a_part_that_may_be_left_out_may_be_left_out() {
    let long = phrases("\"(rely|relies|relied|relying) (solely|only|mainly|partly|also)? (on|upon) (your|their|the|our) consent\"");
    assert_eq!(
        found(&long, "We rely on your consent; relying solely upon the consent; rely consent."),
        ["rely on your consent", "relying solely upon the consent"]
    );
}

#[test]
fn concepts_stand_for_their_hits() {
    let toml = format!(
        "{}[[concept]]\nid = \"body\"\nmeans = \"b\"\nphrases = [\"information commissioner('s office)?\"]\nregex = [{{ pattern = '''\\bico\\.\\w+''', literals = [\"ico.\"] }}]\n",
        phrases("\"complain to (the)? <body>\"")
    );
    let text = "Complain to the Information Commissioner's Office. Complain to ico.example now. Complain to us.";
    assert_eq!(found(&toml, text), ["Complain to the Information Commissioner's Office", "Complain to ico.example"]);
}

#[test]
fn a_longer_phrase_cancels_the_hits_inside_it() {
    let toml = format!("{}not-phrases = [\"school complaint* ...2 procedure\"]\n", phrases("\"complaint(s)?\""));
    assert_eq!(found(&toml, "Our school complaints and appeals procedure. A complaint."), ["complaint"]);
    // Of two spellings that end together the longer is the beginning, so that the whole is covered.
    let toml = format!("{}not-phrases = [\"(company|the company) ... means\"]\n", phrases("\"the company\""));
    assert_eq!(found(&toml, "The Company in this notice means us. The company pays."), ["The company"]);
}

#[test]
fn the_target_of_a_link_belongs_to_its_sentence() {
    let toml = "[[concept]]\nid = \"x\"\nmeans = \"x\"\nregex = [{ pattern = '''mailto:\\S+''', literals = [\"mailto:\"] }]\n";
    assert_eq!(found(toml, "Write to [our officer](mailto:dpo@a.example)."), ["[our officer](mailto:dpo@a.example)"]);
}

#[test]
fn negation_reaches_a_few_words_and_stops_at_a_comma() {
    let toml = format!("{}{NEGATOR}", phrases("\"share (your)? data\""));
    let says = |text| found(&toml, text);
    assert_eq!(says("We do not share data."), ["-share data"]);
    assert_eq!(says("We do not, as some do, share data."), ["share data"]);
    assert_eq!(says("We do not only share data, we sell it."), ["share data"]);
    assert_eq!(says("We never lend, and share data."), ["share data"]);
    assert_eq!(says("We would not in any of these many cases think to share data."), ["share data"]);
    assert_eq!(says("That is not so. We share data."), ["share data"]);
}

#[test]
fn a_denied_introduction_denies_its_list() {
    let toml = format!("{}{NEGATOR}", phrases("\"advertisers\""));
    assert_eq!(
        found(&toml, "We do not share it with:\n\n- advertisers\n- anybody else, such as advertisers\n"),
        ["-advertisers", "advertisers"]
    );
}

#[test]
fn a_question_asks_unless_it_is_answered() {
    let toml = format!("{}{NEGATOR}", phrases("\"sell data\""));
    assert_eq!(
        found(&toml, "Do we sell data? No. Do you sell data? Yes, we do. Who would sell data? Read on."),
        ["-sell data", "sell data", "?sell data"]
    );
}
