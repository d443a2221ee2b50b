//! Lints of a user's own, read by the same loader as the built-in ones.

#[path = "common/run.rs"]
mod run;

use run::Folder;

/// A lint that forbids a phrase, with its vocabulary; sound in every part.
const SOUND: &str = r#"
name = "house/tone"
summary = "the text promises complete safety"
level = "warning"

[forbid]
text = "house-guarantee"
unless = "house-doubt"

[message]
found = "this promises complete safety, which nobody can"
help = "say what you do to keep data safe"

[docs]
why = "No system is completely safe."

[[example]]
expect = "fail"
text = "Your data is «100% secure» with us."

[[example]]
expect = "fail"
format = "html"
text = "<p>It is «completely&nbsp;<b>safe»</b>.</p>"

[[example]]
expect = "pass"
text = "We encrypt your data."

[[example]]
expect = "pass"
near-miss = true
text = "No system can promise to be completely safe."
"#;

const WORDS: &str = r#"
[[concept]]
id = "house-guarantee"
means = "says that data is completely safe"
phrases = ["100% secure", "completely safe"]

[[concept]]
id = "house-doubt"
means = "says that nobody can promise that"
phrases = ["no system"]
"#;

const IMPLY: &str = r##"
name = "house/promise"
summary = "the text says that data is safe without saying how"
level = "note"

[imply]
when = "house-guarantee"
then = "house-doubt"
within = "section"

[message]
found = "this says that data is safe, but not that nobody can promise it"
help = "add a word of doubt"

[docs]
why = "House style."

[[example]]
expect = "fail"
text = "# One\n\n«Completely safe».\n\n# Two\n\nNo system is."

[[example]]
expect = "fail"
text = "«100% secure», and again 100% secure."

[[example]]
expect = "pass"
text = "Completely safe? No system is."

[[example]]
expect = "pass"
near-miss = true
text = "It is 100% secure. But no system can promise that."
"##;

#[test]
fn a_folder_of_ones_own_is_tested_and_used() {
    let folder = Folder::new("own")
        .with("rules/house/tone.toml", SOUND)
        .with("rules/house/promise.toml", IMPLY)
        .with("rules/words.toml", WORDS)
        .with("page.md", "<!-- noticelint: kind=other -->\nWe are *completely\nsafe*.\n");
    folder.run(&["test", "rules"]).ends_with(0).says(&["8 passed, 0 failed"]);
    folder.run(&["check", "page.md", "--lints", "rules"]).ends_with(0).says(&["warning[house/tone]", "page.md:2:9", "note[house/promise]"]);
    folder.run(&["explain", "house/tone", "--lints", "rules"]).ends_with(0).says(&["house-guarantee: says that data is completely safe"]);
    folder.run(&["list", "--lints", "rules"]).ends_with(0).says(&["house/tone", "transparency/retention"]);
    folder.run(&["check", "page.md"]).ends_with(0).says(&["0 warnings"]);
}

#[test]
fn an_example_that_is_not_met_is_shown_where_it_stands() {
    let folder = Folder::new("own-wrong")
        .with(
            "house/tone.toml",
            SOUND.replace("«100% secure» with", "100% secure «with»").replace("We encrypt your data.", "It is 100% secure."),
        )
        .with("words.toml", WORDS);
    folder.run(&["test"]).ends_with(1).says(&[
        "error[example/wrong-place]: house/tone must point at «with», but points at «100% secure»",
        "error[example/noisy]",
        "house/tone.toml:17:1",
        "2 passed, 2 failed",
    ]);
}

#[test]
fn three_mistakes_in_one_lint_are_shown_at_three_places() {
    let broken = r#"
name = "house/tone"
summary = "the text promises complete safety"
levle = "warning"
level = "note"

[forbid]
text = "house-garantee"

[message]
found = "this promises complete safety"
help = "say what you do"

[docs]
why = "No system is completely safe."

[[example]]
expect = "fail"
text = "Your data is «100% secure» with us."

[[example]]
expect = "fail"
text = "It is «completely safe»."

[[example]]
expect = "pass"
near-miss = true
text = "No system can promise to be completely safe."
"#;
    let folder = Folder::new("own-broken").with("tone.toml", broken).with("words.toml", WORDS);
    folder.run(&["test"]).ends_with(2).says(&[
        "tone.toml:4:1",
        "`levle` is not a key of the file",
        "tone.toml:8:8",
        "there is no concept `house-garantee`",
        "did you mean `house-guarantee`?",
        "tone.toml:2:8",
        "too few examples: 1 of 2 that pass",
        "3 mistakes; nothing was checked",
    ]);
}

#[test]
fn a_misspelt_key_is_one_mistake() {
    let folder = Folder::new("own-misspelt").with("house/tone.toml", SOUND.replace("summary", "sumary")).with("words.toml", WORDS);
    folder.run(&["test"]).ends_with(2).says(&["did you mean `summary`?", "1 mistake; nothing was checked"]);
}

#[test]
fn mistakes_in_phrases_and_names_are_shown_at_their_words() {
    let words = r#"
[[concept]]
id = "house-guarantee"
means = "x"
phrases = ["completely (safe", "see <nothing-such>", "we keep ...99 it"]

[[concept]]
id = "regulator"
means = "a name that is taken"
regex = [{ pattern = '''(''', literals = ["x"] }]

[[concept]]
id = "house-circle"
means = "x"
phrases = ["very <house-ring>"]

[[concept]]
id = "house-ring"
means = "x"
phrases = ["quite <house-circle>"]
"#;
    let folder = Folder::new("own-words").with("words.toml", words);
    folder.run(&["test"]).ends_with(2).says(&[
        "words.toml:5:24",
        "this bracket is never closed",
        "there is no concept `nothing-such`",
        "words.toml:5:37",
        "words.toml:5:63",
        "a gap spans 1 to 20 words",
        "the concept `regulator` is declared twice",
        "first declared here",
        "this regular expression cannot be used",
        "refers to itself",
    ]);
}

#[test]
fn broken_toml_is_shown_with_all_its_mistakes() {
    let folder = Folder::new("own-toml").with("a.toml", "name = \nlevel = \"note\nsummary = \"x\"\n").with("b.toml", "[forbid\n");
    folder.run(&["test"]).ends_with(2).says(&["a.toml:1:", "a.toml:2:", "b.toml:1:", "not valid TOML"]);
}

#[test]
fn sound_lints_can_be_used_beside_broken_ones() {
    let folder = Folder::new("own-going")
        .with("rules/house/tone.toml", SOUND)
        .with("rules/house/broken.toml", "name = \"house/broken\"\n")
        .with("rules/words.toml", WORDS)
        .with("page.md", "<!-- noticelint: kind=other -->\nCompletely safe.\n");
    folder.run(&["check", "page.md", "--lints", "rules"]).ends_with(2).says(&["nothing was checked"]);
    folder.run(&["check", "page.md", "--lints", "rules", "--keep-going"]).ends_with(0).says(&["warning[house/tone]", "they were left out"]);
}
