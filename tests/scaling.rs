//! How the work grows with the text and with the lints: counted, or as a ratio of times within one run, so that no machine is too slow.

#[path = "../benches/generate.rs"]
mod generate;
#[path = "../src/growth.rs"]
mod growth;

use generate::{Material, Random};
use noticelint::document::{Document, parse};
use noticelint::finding::{Settings, check};
use noticelint::lint::{LintFile, Ruleset};
use noticelint::source::{Format, Host, SourceFile, Template};
use std::path::Path;

const MARKDOWN: Format = Format { host: Host::Markdown, template: Template::Any };

fn material() -> Material {
    Material::read(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn made(material: &Material, number: usize) -> Ruleset {
    let mut random = Random::new(3);
    let files = (0..number).flat_map(|index| material.lint(&mut random, index));
    let files: Vec<LintFile> = files.map(|(path, toml)| LintFile::new(&path, SourceFile::from_text(&path, &toml))).collect();
    Ruleset::load(&files).expect("lints that are sound")
}

fn document(text: &str) -> Document {
    parse(&SourceFile::from_text("notice.md", text), MARKDOWN)
}

fn checked(ruleset: &Ruleset, text: &str) {
    let settings = Settings::new(jiff::civil::date(2026, 11, 24));
    let report = check(SourceFile::from_text("notice.md", text), MARKDOWN, ruleset, &settings);
    assert!(report.remarks.iter().all(|remark| !remark.message.contains("holds no text")));
}

#[test]
fn ten_times_the_text_is_ten_times_the_work() {
    let ruleset = Ruleset::built_in().expect("the lints of the program");
    let text = material().text(&mut Random::new(1), 20_000);
    let (one, ten) = (ruleset.matcher.work(&document(&text)), ruleset.matcher.work(&document(&text.repeat(10))));
    assert!(one > 1_000, "{one}");
    assert!((one * 9..one * 11).contains(&ten), "{one} steps for a text, {ten} for ten of it");
}

#[test]
fn ten_times_the_lints_is_less_than_twice_the_work() {
    let material = material();
    let document = document(&material.text(&mut Random::new(1), 50_000));
    let (few, many) = (made(&material, 30).matcher.work(&document), made(&material, 300).matcher.work(&document));
    assert!(many > few && many < few * 2, "{few} steps for few lints, {many} for ten times as many");
}

#[test]
fn whole_checks_grow_with_the_text_and_hardly_with_the_lints() {
    let material = material();
    let text = material.text(&mut Random::new(1), 20_000);
    let (few, many) = (made(&material, 20), made(&material, 200));
    // Ten and two are what they should be; what is quadratic is a hundred and ten.
    growth::assert_growth("ten times the text", [&text, &text.repeat(10)], 30, |text| checked(&few, text));
    growth::assert_growth("ten times the lints", [&few, &many], 5, |ruleset| checked(ruleset, &text));
}
