//! What phrases stand for, and how mistakes in them are shown.

use super::*;
use std::fmt::Write as _;

/// Variants as text: slots joined by `~gap~`, literals by `/`.
fn show(phrase: &str) -> Vec<String> {
    let slot = |slot: &Slot| match &slot.filler {
        Filler::Concept(id) => format!("<{id}>"),
        Filler::Literals(literals) => {
            let words: Vec<_> =
                literals.iter().map(|literal| format!("{}{}", literal.text, if literal.any_ending { "*" } else { "" })).collect();
            format!("{}{}", words.join("/"), if slot.optional { "?" } else { "" })
        }
    };
    let variant = |variant: &Variant| {
        let mut text = String::new();
        for (index, this) in variant.slots.iter().enumerate() {
            if index > 0 {
                let _ = write!(text, " ~{}~ ", this.gap);
            }
            text += &slot(this);
        }
        text
    };
    compile(phrase).unwrap().iter().map(variant).collect()
}

#[test]
fn words_choices_and_options_are_spelled_out_in_one_slot() {
    assert_eq!(show("(Lodge|make) a complaint(s)?"), ["lodge a complaint/lodge a complaints/make a complaint/make a complaints"]);
    assert_eq!(show("recogni(s|z)ed"), ["recognised/recognized"]);
    assert_eq!(show("third-party"), ["third party/third-party/thirdparty"]);
    assert_eq!(show("(the)? data  (that)?"), ["data/data that/the data/the data that"]);
    assert_eq!(show("complain*"), ["complain*"]);
}

#[test]
fn gaps_concepts_and_inner_stars_make_slots() {
    assert_eq!(show("we keep ... data"), ["we keep ~5~ data"]);
    assert_eq!(show("we keep ...9 (<period>|data)"), ["we keep ~9~ data", "we keep ~9~ <period>"]);
    assert_eq!(show("complain* to <regulator>"), ["complain* ~0~ to ~0~ <regulator>"]);
    assert_eq!(show("(object*|complain*) to"), ["complain*/object* ~0~ to"]);
    assert_eq!(show("(complain* to|tell)"), ["tell", "complain* ~0~ to"]);
    assert_eq!(show("contact (our)? <dpo>"), ["contact/contact our ~0~ <dpo>"]);
    let many = "(a1|b2|c3|d4|e5|f6|g7|h8|i9) (j1|k2|l3|m4|n5|o6|p7|q8|r9)? see";
    assert_eq!(show(many), ["a1/b2/c3/d4/e5/f6/g7/h8/i9 ~0~ j1 see/k2 see/l3 see/m4 see/n5 see/o6 see/p7 see/q8 see/r9 see/see"]);
    assert_eq!(show("<a> (and)? <b>"), ["<a> ~0~ and? ~0~ <b>"]);
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let error = |phrase| compile(phrase).map_err(|error| (error.start, error.end)).unwrap_err();
    assert_eq!(error("a (b|c"), (2, 3));
    assert_eq!(error("ab) c"), (2, 3));
    assert_eq!(error("keep ...99 it"), (5, 10));
    assert_eq!(error("see <Regulator> now"), (4, 15));
    assert_eq!(error("abc (|x)"), (5, 6));
    assert!(compile("(a|b)?").is_err());
    assert!(compile(&"(aa|bb)".repeat(12)).is_err());
    assert!(compile("re*al").is_err());
}
