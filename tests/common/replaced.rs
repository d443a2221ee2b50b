//! Lints with fixes, and one round of them.
#![allow(unreachable_pub, reason = "the fuzz targets use this from another package")]

use noticelint::finding::{DocumentReport, Plan};
use noticelint::lint::{LintFile, Ruleset};
use noticelint::source::{SourceFile, Span};
use std::path::PathBuf;
use std::sync::LazyLock;

const LINTS: [(&str, &str); 3] = [
    ("house/act", "[forbid]\ntext = \"act\"\n[[fix]]\nconcept = \"act\"\nwith = \"Data Act 2018\"\nsafe = true"),
    ("house/term", "[forbid]\ntext = \"term\"\nwithin = \"block\"\n[[fix]]\nconcept = \"term\"\nwith = \"new: 'term'\""),
    ("house/part", "[imply]\nwhen = \"part\"\nthen = \"term\"\n[[fix]]\nconcept = \"part\"\nwith = \"Data Act 2018 as amended\""),
];

const WORDS: &str = r#"
[[concept]]
id = "act"
means = "a"
phrases = ["data act 1998"]
[[concept]]
id = "term"
means = "t"
phrases = ["old term", "old.example"]
[[concept]]
id = "part"
means = "p"
phrases = ["old ... data act"]
"#;

/// Lints that replace words.
pub static RULESET: LazyLock<Ruleset> = LazyLock::new(|| {
    let lint = |(name, shape): &(&str, &str)| {
        let text = format!(
            "name = \"{name}\"\nsummary = \"s\"\nlevel = \"error\"\n{shape}\n[message]\nfound = \"f\"\nhelp = \"h\"\n[docs]\nwhy = \"w\"\n\
            {}",
            "[[example]]\nexpect = \"fail\"\ntext = \"«x»\"\nfixed = \"x\"\n".repeat(2)
                + &"[[example]]\nexpect = \"pass\"\nnear-miss = true\ntext = \"y\"\n".repeat(2)
        );
        LintFile::new(name, SourceFile::from_text("lint.toml", &text))
    };
    let words = LintFile::new("words", SourceFile::from_text("words.toml", WORDS));
    let files: Vec<LintFile> = LINTS.iter().map(lint).chain([words]).collect();
    Ruleset::load(&files).unwrap_or_else(|problems| panic!("{}", problems[0].message))
});

/// The bytes after one round of fixes, and the places on disk that they replaced with what.
pub fn fixed(report: &DocumentReport, bytes: &[u8]) -> (Vec<u8>, Vec<(Span, String)>) {
    let mut plan = Plan::default();
    for fix in report.outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        plan.add(&report.source, fix, |_| PathBuf::new());
    }
    let Some(file) = plan.files().values().next() else { return (bytes.to_vec(), Vec::new()) };
    let on_disk = |span: Span| Span::new(report.source.disk_offset(span.start), report.source.disk_offset(span.end));
    let edits = file.edits().map(|(span, text)| (on_disk(span), text.to_owned())).collect();
    (file.source.rewrite(bytes, file.edits()).expect("the fixes fit"), edits)
}
