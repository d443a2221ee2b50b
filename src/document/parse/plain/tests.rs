//! Texts, and the blocks read from them.

use crate::document::model::BlockKind;
use crate::document::parse;
use crate::source::{Format, Host, SourceFile, Template};
use proptest::prelude::*;

/// One line a block: its kind, its words, and in front of it what introduces it.
fn dump(template: Template, source: &str) -> Vec<String> {
    let file = SourceFile::from_text("a.txt", source);
    let document = parse(&file, Format { host: Host::Text, template });
    let show = |block: &crate::document::model::Block| {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Item => "li".to_owned(),
            other => format!("{other:?}"),
        };
        let words = &document.text.cased()[block.text.range()];
        // What the map leads back to has to be the words that were read.
        let read = source[block.span.range()].split_whitespace().count();
        assert!(read >= words.split(' ').count(), "{words:?} was read from {:?}", &source[block.span.range()]);
        match block.lead_in.map(|id| &document.block(id).text) {
            Some(by) => format!("{kind} <{}> {words}", &document.text.cased()[by.range()]),
            None => format!("{kind} {words}"),
        }
    };
    document.blocks.iter().map(show).collect()
}

fn check(source: &str, wanted: &[&str]) {
    assert_eq!(dump(Template::Any, source), wanted, "{source}");
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    check(
        "We keep it\nfor a\tyear.  \n\n\nThen we delete it.\r\nAll of it.\r\n",
        &["p We keep it for a year.", "p Then we delete it. All of it."],
    );
    check("Name: A\nAddress: B", &["p Name: A Address: B"]);
    check("a page\n\x0Cgoes on", &["p a page goes on"]);
    check("", &[]);
    check(" \n\t\n", &[]);
}

#[test]
fn lists_nest_by_indent_and_by_mark() {
    check(
        "We use it for:\n- one\n  goes on\n- two\n    * deep:\n      1. deeper\n    * deep\n- three\n\nAfter it.",
        &[
            "p We use it for:",
            "li <We use it for:> one goes on",
            "li <We use it for:> two",
            "li <two> deep:",
            "li <deep:> deeper",
            "li <two> deep",
            "li <We use it for:> three",
            "p After it.",
        ],
    );
    check(
        "You can:\n\n\u{2022} ask\no why:\no when\n\u{2022}complain",
        &["p You can:", "li <You can:> ask", "li <ask> why:", "li <ask> when", "li <You can:> complain"],
    );
    check("Rights.\n\n(a) to ask\n(b) to object", &["p Rights.", "li to ask", "li to object"]);
    check("We may:\na) ask;\nb) tell", &["p We may:", "li <We may:> ask;", "li <We may:> tell"]);
    check(
        "1. One thing is this.\n\n   And more of it.\n\n2. Two.\n\nEnd.",
        &["li One thing is this.", "li And more of it.", "li Two.", "p End."],
    );
}

#[test]
fn a_line_after_an_item_goes_on_with_it_only_if_it_reads_so() {
    check("- we keep it for\na year\n- then not\nWe are here.", &["li we keep it for a year", "li then not", "p We are here."]);
}

#[test]
fn lines_under_an_introduction_are_items_if_nothing_made_them_break() {
    let wanted = ["p We use it to:", "li <We use it to:> check who you are", "li <We use it to:> write to you", "p Then we delete it."];
    check("We use it to:\n\ncheck who you are\nwrite to you\n\nThen we delete it.", &wanted);
    check("We use it to:\ncheck who you are\nwrite to you\n\nThen we delete it.", &wanted);
    check("Ask:\n\nB Ltd\n1 Mill Lane", &["p Ask:", "p B Ltd 1 Mill Lane"]);
    check(
        "Note:\n\nwe keep what you send to us for as long as the law asks us to\nkeep it",
        &["p Note:", "p we keep what you send to us for as long as the law asks us to keep it"],
    );
}

#[test]
fn marks_inside_of_a_sentence_begin_no_item() {
    check("It ended in\n25. May was later.", &["p It ended in 25. May was later."]);
    check(
        "Ask us\n\u{2013} or them \u{2013} for it.",
        &["p Ask us \u{2013} or them \u{2013} for it."].map(|text| text.replace('\u{2013}', "-")).each_ref().map(String::as_str),
    );
}

#[test]
fn headings_are_told_by_capitals_underlines_numbers_and_hashes() {
    check("PRIVACY NOTICE\n\nWHO WE ARE\nWe are B.", &["h2 PRIVACY NOTICE", "h2 WHO WE ARE", "p We are B."]);
    check(
        "Privacy notice\n==============\nWe are B.\n\nRights\n------\n\nAsk.",
        &["h1 Privacy notice", "p We are B.", "h2 Rights", "p Ask."],
    );
    check("*****\nNotice\n*****\nText.", &["h2 Notice", "p Text."]);
    check("## Rights\nAsk.", &["h2 Rights", "p Ask."]);
    check(
        "3. How long we keep it\n\nA year.\n\n3.1 In detail\n\nA day.",
        &["h2 3. How long we keep it", "p A year.", "h3 3.1 In detail", "p A day."],
    );
    check("1. RETENTION\nA year.", &["h2 1. RETENTION", "p A year."]);
    check(
        "1. We collect names\n\n2. We collect posts\n\n3. We collect more\n\nEnd.",
        &["li We collect names", "li We collect posts", "li We collect more", "p End."],
    );
    check("Who are we?\n\nWe are B.\n\nYour rights\n\nAsk us.", &["h5 Who are we?", "p We are B.", "h5 Your rights", "p Ask us."]);
}

#[test]
fn what_only_looks_like_a_heading_is_text() {
    check("TXT STOP TO 88600", &["p TXT STOP TO 88600"]);
    check("Dear customer\n\nWe write to you.\n\nKind regards\n\nB", &["p Dear customer", "p We write to you.", "p Kind regards", "p B"]);
    check(
        "Offers are here.\n\nReply STOP to opt out\n\nB Ltd, 1 Mill Lane.",
        &["p Offers are here.", "p Reply STOP to opt out", "p B Ltd, 1 Mill Lane."],
    );
    check("a@b.uk\n\n020 7946 0000\n\nText.", &["p a@b.uk", "p 020 7946 0000", "p Text."]);
    check(
        "You have the right to ask\n\nAsk us.\n\nReset it ( {{ a }} )\n\nBye.",
        &["p You have the right to ask", "p Ask us.", "p Reset it ( \u{FFFC} )", "p Bye."],
    );
    check("We write.\n--\nB", &["p We write.", "p B"]);
    check("A rule\n\n------\n\nText here.", &["h5 A rule", "p Text here."]);
}

#[test]
fn tags_are_left_out() {
    let read = dump(Template::Erb, "Dear <%= name %>,\n\n<% if a %>\nWe keep it\n<%= t('.x',\n  y: 1) %> long.\n<% end %>\nBye.");
    assert_eq!(read, ["p Dear \u{FFFC},", "p We keep it \u{FFFC} long.", "p Bye."]);
    assert_eq!(
        dump(Template::Any, "{{ title }}\n==\n\nWORDS {{ a }}\n\n{% if b %}- item{% endif %}"),
        ["p \u{FFFC} ==", "h5 WORDS \u{FFFC}", "li item"]
    );
}

#[test]
fn deep_and_long_texts_are_read() {
    let stairs = (0..200).map(|depth| " ".repeat(depth * 2) + "- item\n").collect::<String>();
    assert_eq!(dump(Template::Any, &stairs).len(), 200);
}

/// Pieces of plain text, ASCII all of them: what is read can then be compared with the source word for word.
const PIECES: &[&str] = &[
    "- one",
    "* two",
    "1. three",
    "2) four",
    "(a) five",
    "o six",
    "Words here",
    "words that go on.",
    "ALL CAPITALS",
    "We do this:",
    "====",
    "----",
    "***",
    "# Head",
    "3.1 Sub",
    "Section 4: x",
    "Who are we?",
    "Key: value",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0C",
    " ",
    "    ",
    "\t",
    ".",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_block_is_a_stretch_of_the_source(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let source = pieces.concat();
        let document = parse(&SourceFile::from_text("a.txt", &source), Format { host: Host::Text, template: Template::Any });
        let mut at = 0;
        for block in &document.blocks {
            let words = document.text.cased()[block.text.range()].split_whitespace();
            prop_assert!(words.eq(source[block.span.range()].split_whitespace()), "{:?} in {:?}", block, source);
            prop_assert!(at <= block.span.start);
            at = block.span.end;
        }
    }
}

#[test]
fn each_line_of_text_messages_is_a_block() {
    let source = "FERNHILL: half price bikes till Sunday. Text STOP to 60777\r\n\nBIKE SALE\n- one\n1. two\n";
    let document = parse(&SourceFile::from_text("a.sms", source), Format::of_any("a.sms"));
    let words: Vec<&str> = document.blocks.iter().map(|block| &document.text.cased()[block.text.range()]).collect();
    assert_eq!(words, ["FERNHILL: half price bikes till Sunday. Text STOP to 60777", "BIKE SALE", "- one", "1. two"]);
    assert!(document.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn the_speakers_of_a_script_begin_paragraphs() {
    check(
        "CALL SCRIPT\n\nCaller: Good morning, this is Ann from Fernhill Cycles.\nCustomer: Hello.\nCaller: We have an offer\nfor you today.\n\nCaller:\nIs that all right?\nMay I go on?\n",
        &[
            "h2 CALL SCRIPT",
            "p Caller: Good morning, this is Ann from Fernhill Cycles.",
            "p Customer: Hello.",
            "p Caller: We have an offer for you today.",
            "p Caller: Is that all right? May I go on?",
        ],
    );
}
