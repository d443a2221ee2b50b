//! How the work grows with the text and with the lints: counted, or as a ratio of times within one run, so that no machine is too slow.

#[path = "../benches/generate.rs"]
mod generate;

use generate::{Material, Random};
use noticelint::document::{Document, parse};
use noticelint::finding::{Settings, check};
use noticelint::lint::{LintFile, Ruleset};
use noticelint::source::{Format, Host, SourceFile, Template};
use std::path::Path;
use std::time::{Duration, Instant};

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
    let (long, few, many) = (text.repeat(10), made(&material, 20), made(&material, 200));
    let time = |least: &mut Duration, ruleset, text| {
        let start = Instant::now();
        checked(ruleset, text);
        *least = start.elapsed().min(*least);
    };
    let (mut one, mut longer, mut more) = (Duration::MAX, Duration::MAX, Duration::MAX);
    // The least of several times, each in turn: a busy machine makes single ones long.
    for _ in 0..30 {
        time(&mut one, &few, &text);
        time(&mut longer, &few, &long);
        time(&mut more, &many, &text);
        // Ten and two are what they should be; what is quadratic is a hundred and ten.
        if longer < one * 30 && more < one * 5 {
            return;
        }
    }
    panic!("{one:?} for a text with few lints, {longer:?} for ten of it, {more:?} with ten times as many lints");
}
