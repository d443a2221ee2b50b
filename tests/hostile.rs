//! Documents, lint files and configurations made to do harm: no panic, every place in the text, time that grows with the length.

mod common;
#[path = "../src/growth.rs"]
mod growth;
#[path = "common/map.rs"]
mod map;
#[path = "common/properties.rs"]
mod properties;
#[path = "common/replaced.rs"]
mod replaced;

use noticelint::finding::DocumentReport;
use noticelint::report::FORMATS;
use proptest::prelude::*;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

const MAIL: &str = "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n";

/// What there is much of: how it is read, what begins the document, and the piece that follows again and again.
const FAMILIES: &[(&str, &str, &str, &str)] = &[
    ("nested tags", "a.html", "", "<div><p>We "),
    ("nested inline tags", "a.html", "", "<b><i>we "),
    ("tags that are closed and were not opened", "a.html", "", "</p></b></table>we "),
    ("nested lists", "a.html", "", "<ul><li>we "),
    ("nested quotes", "a.html", "", "<blockquote>we "),
    ("nested tables", "a.html", "", "<table><tr><td>we "),
    ("cells of one table", "a.html", "<table><tr>", "<td>we keep"),
    ("rows of one table", "a.html", "<table>", "<tr><th>we<td>keep"),
    ("spans of cells", "a.html", "<table>", "<tr><td rowspan=60000 colspan=1000>we"),
    ("headers far to the right", "a.html", "<table>", "<tr><td colspan=1000><th>we"),
    ("stray ends in lists", "a.html", "", "<ul><li>we</td></tr></table></dd>"),
    ("cells with lists", "a.html", "", "<table><tr><td><ul><li>we</td>"),
    ("definitions", "a.html", "<dl>", "<dt>we<dd>keep"),
    ("labels of controls that are not there", "a.html", "<form>", "<label for=a>we</label>"),
    ("controls without labels", "a.html", "<form>", "<input type=checkbox id=a>"),
    ("options", "a.html", "<select>", "<option>we"),
    ("attributes", "a.html", "<p ", "a=\"b\" "),
    ("one attribute", "a.html", "<img alt=\"", "we &amp; "),
    ("a tag that does not end", "a.html", "", "<p a='"),
    ("a comment that does not end", "a.html", "", "<!-- we "),
    ("entities", "a.html", "", "&amp;"),
    ("entities that do not end", "a.html", "", "&amp"),
    ("ampersands", "a.html", "", "&"),
    ("scripts that do not end", "a.html", "", "<script>we</scrip"),
    ("links", "a.html", "", "<a href=\"/x\">we</a> "),
    ("headings", "a.md", "", "# We\n"),
    ("deeper headings", "a.md", "", "# We\n## We\n### We\n"),
    ("one line", "a.md", "", "we keep "),
    ("one word", "a.md", "", "we"),
    ("nested lists", "a.md", "", "- - - - "),
    ("items", "a.md", "", "- we\n"),
    ("nested quotes", "a.md", "", "> > > "),
    ("brackets", "a.md", "", "[we]("),
    ("open brackets", "a.md", "", "[["),
    ("closing brackets", "a.md", "", "]("),
    ("stars", "a.md", "", "*we **we "),
    ("underscores", "a.md", "", "_we __"),
    ("ticks", "a.md", "", "` `` ``` "),
    ("references", "a.md", "", "[a]: /x\n\n"),
    ("references that are used", "a.md", "[a]: /x\n\n", "[we][a] "),
    ("notes", "a.md", "", "we[^1]\n\n[^1]: we\n\n"),
    ("rows", "a.md", "| a | b |\n|---|---|\n", "| we | you |\n"),
    ("columns", "a.md", "", "| a "),
    ("backslashes", "a.md", "", "\\"),
    ("HTML", "a.md", "", "<div>\n\nwe\n\n"),
    ("fences", "a.md", "", "```\nwe\n"),
    ("front matter that does not end", "a.md", "---\n", "a: b\n"),
    ("sentences", "a.txt", "", "We keep your data. "),
    ("full stops", "a.txt", "", ". "),
    ("abbreviations", "a.txt", "", "e.g. Mr. "),
    ("one word", "a.txt", "", "a"),
    ("lines", "a.txt", "", "we\n"),
    ("empty lines", "a.txt", "", "\n"),
    ("headings", "a.txt", "", "YOUR RIGHTS\n\nwe\n\n"),
    ("marks of lists", "a.txt", "", "- we\n  - we\n"),
    ("addresses", "a.txt", "", "https://fernhill.example/a "),
    ("unclosed braces", "a.njk", "", "{{ "),
    ("unclosed tags", "a.njk", "", "{% if x "),
    ("branches", "a.njk", "", "{% if x %}we "),
    ("values", "a.njk", "", "{{ x }} "),
    ("texts that are set and printed", "a.njk", "{% set x = \"we\" %}", "{{ x }} "),
    ("texts that are set", "a.njk", "", "{% set x = \"we\" %}"),
    ("unclosed comments", "a.liquid", "", "{# {% comment %}"),
    ("blocks", "a.hbs", "", "{{#if x}}we "),
    ("unclosed tags", "a.html.erb", "", "<% "),
    ("unclosed tags", "a.php", "", "<?php "),
    ("directives", "a.blade.php", "", "@if (x "),
    ("parentheses", "a.blade.php", "@if", "("),
    ("blocks", "a.cshtml", "", "@if (x) { <p>we "),
    ("code", "a.cshtml", "", "@{ "),
    ("values", "a.ftl", "", "<#if x>${ "),
    ("nested elements", "a.haml", "", "%p\n  %b we\n"),
    ("attributes", "a.haml", "%p{", "a: {"),
    ("elements", "a.slim", "", "p we\n  b: i we\n"),
    ("elements", "a.tsx", "return ", "<a>we "),
    ("braces", "a.tsx", "return <p>", "{"),
    ("strings", "a.tsx", "", "'"),
    ("templates", "a.tsx", "", "`${"),
    ("comparisons", "a.tsx", "", "a < b "),
    ("templates", "a.vue", "", "<template><p>we"),
    ("fences", "a.astro", "---\n", "a = `\n"),
    ("nested lists", "a.json", "", "["),
    ("nested tables", "a.json", "", "{\"a\": "),
    ("texts", "a.json", "[", "\"We keep it.\", "),
    ("escapes", "a.json", "\"", "\\u0061"),
    ("nested lists", "a.yml", "", "- "),
    ("nested flow", "a.yml", "a: ", "[{b: "),
    ("texts", "a.yml", "", "- We keep it.\n"),
    ("keys", "a.yml", "", "a: b\n"),
    ("anchors", "a.yml", "a: &a we\nb:\n", "  - *a\n"),
    ("parts", "a.eml", MAIL, "--x\nContent-Type: text/plain\n\nWe\n"),
    ("nested parts", "a.eml", MAIL, "--x\nContent-Type: multipart/mixed; boundary=x\n\n"),
    ("nested mails", "a.eml", MAIL, "--x\nContent-Type: message/rfc822\n\nSubject: a\n"),
    ("alternatives", "a.eml", "Content-Type: multipart/alternative; boundary=x\n\n", "--x\nContent-Type: text/html\n\n<p>We\n"),
    ("headers", "a.eml", "", "Subject: a\n"),
    ("lines of one header", "a.eml", "Subject: a", "\n b"),
    ("encoded words", "a.eml", "Subject: ", "=?utf-8?B?YQ==?= "),
    ("escapes", "a.eml", "Content-Transfer-Encoding: quoted-printable\n\n", "=C3=A9=\n"),
    ("base64", "a.eml", "Content-Transfer-Encoding: base64\n\n", "V2Uga2VlcC\n"),
    ("parameters", "a.eml", "Content-Type: text/plain", "; a=b"),
    ("quoted lines", "a.eml", "Subject: a\n\n", "> > We\n"),
    ("allows", "a.md", "", "<!-- noticelint-allow-next a: b -->\n\nwe\n\n"),
    ("allows that do not end", "a.md", "", "<!-- noticelint-allow-start a: b -->\n\nwe\n\n"),
    ("declarations", "a.md", "", "<!-- noticelint: kind=privacy-notice -->\n"),
];

/// The families of which eight times as much, up to `size` bytes, takes more than 24 times as long; `tell` is told how long each took.
fn superlinear(size: usize, tell: impl Fn(String) + Sync) -> Vec<String> {
    let told = FAMILIES.par_iter().filter_map(|&(what, name, begin, piece)| {
        let make = |size: usize| format!("{begin}{}", piece.repeat(size / piece.len())).into_bytes();
        let clock = Instant::now();
        let times = growth::growth([&make(size / 8), &make(size)], 24, |data| properties::checked(name, data));
        tell(format!("{:.1?}: {what} in {name}", clock.elapsed()));
        Some(format!("{what} in {name}: {:?}", times.err()?))
    });
    told.collect()
}

#[test]
fn the_time_for_hostile_documents_grows_with_their_length() {
    // Long enough for what is quadratic to stand out, short enough for all of them to be asked.
    assert_eq!(superlinear(12 << 10, drop), Vec::<String>::new());
}

/// `cargo test --release --test hostile -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes, and is meant for a release build"]
#[allow(clippy::print_stdout, reason = "the times are what it is run for")]
fn the_time_for_large_documents_grows_with_their_length() {
    assert_eq!(superlinear(2 << 20, |line| println!("{line}")), Vec::<String>::new());
}

#[test]
fn the_time_for_reports_grows_with_the_findings() {
    let piece = "We keep it under the Data Protection Act 1998.";
    for (what, between) in [("on one line", " "), ("a line each", "\n\n")] {
        let make = |size: usize| {
            let text =
                format!("<!-- noticelint: kind=privacy-notice -->\n# Notice\n\n{}", format!("{piece}{between}").repeat(size / piece.len()));
            properties::checked("a.md", text.as_bytes()).expect("text")
        };
        let (one, many) = (make(2 << 10), make(16 << 10));
        assert!(many.outcome.findings.len() > 300, "{} findings", many.outcome.findings.len());
        for format in FORMATS {
            let write = |report: &&DocumentReport| properties::written(format, std::slice::from_ref(*report));
            growth::assert_growth(&format!("{}, {what}", format.name), [&&one, &&many], 24, write);
        }
    }
}

#[test]
fn much_of_one_thing_is_read_to_the_end() {
    for (name, text) in [
        ("a.txt", "a".repeat(1_000_000)),
        ("a.html", "<b>".repeat(100_000)),
        ("a.json", "[".repeat(100_000)),
        ("a.yml", "- ".repeat(50_000)),
        ("a.tsx", "<a>".repeat(50_000)),
    ] {
        assert!(properties::checked(name, text.as_bytes()).is_some(), "{name}");
    }
}

#[test]
fn lint_files_may_be_long_or_deep() {
    let concepts = |number: usize| {
        (0..number).fold(String::new(), |mut text, index| {
            let _ = writeln!(text, "[[concept]]\nid = \"c{index}\"\nmeans = \"m\"\nphrases = [\"word{index} of it\"]");
            text
        })
    };
    growth::assert_linear("concepts", 100, concepts, |text| properties::lint_file(text.as_bytes()));
    for piece in ["[", "a = [", "a = {b = ", "[a.", "a.", "[[", "\"", "'''", "a = \"\\u"] {
        properties::lint_file(piece.repeat(20_000).as_bytes());
        properties::configuration(piece.repeat(20_000).as_bytes());
    }
    for piece in ["(a|", "[a ", "...", "{", "a? ", "a|b ", "(a|b) "] {
        properties::phrase(piece.repeat(200).as_bytes());
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read() {
    for name in properties::NAMES.iter() {
        let utf16: Vec<u8> = "\u{FEFF}We keep \u{1f512} data.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cut = [1, 2, 3, utf16.len() - 13, utf16.len() - 12, utf16.len() - 1].map(|end| utf16[..end].to_vec());
        for data in cut {
            properties::document(name, &data);
        }
        for data in [&b"\0"[..], b"We\0 keep", b"\"\\ud800\" \"\\udc00\\ud800\"", b"\xed\xa0\x80", b"\xff\xfe", b"\xfe\xff\xd8", b""] {
            properties::document(name, data);
        }
    }
}

#[test]
fn every_format_is_read_by_some_target() {
    let formats: Vec<String> = properties::NAMES.iter().map(|name| noticelint::source::Format::of_any(name).to_string()).collect();
    // Five hosts by themselves and with eight template languages each, and seven kinds of programs.
    let distinct: std::collections::BTreeSet<&String> = formats.iter().collect();
    assert_eq!(distinct.len(), 5 * 9 + 7, "{distinct:?}");
}

/// The files below a folder of fixtures.
fn below(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in common::files_in(&folder) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// What `cargo fuzz` found once is asked again.
#[test]
fn what_was_found_once_stays_mended() {
    let found = below("hostile/found");
    assert!(!found.is_empty(), "there are cases that were found");
    for path in found {
        properties::replay(&path, &std::fs::read(&path).expect("a case"));
    }
}

/// The fixtures that are documents, each with its name.
static FIXTURES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let documents = below("").into_iter().filter(|path| path.extension().is_some_and(|ending| ending != "toml"));
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files: Vec<_> = documents.map(|path| (name(&path), std::fs::read(&path).expect("a fixture"))).collect();
    assert!(files.len() > 30, "{} fixtures", files.len());
    files
});

const DAMAGE: &[&[u8]] = &[
    b"<",
    b"</p>",
    b"<div>",
    b"{{",
    b"}}",
    b"{%",
    b"<%",
    b"@(",
    b"${",
    b"\"",
    b"'",
    b"`",
    b"\\",
    b"&",
    b"&#xD800;",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xe2\x80",
    b"\r",
    b"\n\n",
    b"\n---\n",
    b"--",
    b"=?utf-8?B?",
    b"\t",
    b"\xef\xbb\xbf",
    b"\xc2\xad",
    b"\xf0\x9f\x94\x92",
    b"<!-- noticelint: ",
    b"<!-- noticelint-allow-start a: b -->",
    b"| a |\n|---|\n",
];

fn damaged() -> impl Strategy<Value = (String, Vec<u8>)> {
    let change = (any::<prop::sample::Index>(), 0..400_usize, prop::sample::select(DAMAGE), 0..4_u8);
    (any::<prop::sample::Index>(), prop::collection::vec(change, 1..6)).prop_map(|(which, changes)| {
        let (name, bytes) = which.get(&FIXTURES);
        let mut bytes = bytes.clone();
        for (at, length, piece, how) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            match how {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, piece.iter().copied())),
                2 => drop(bytes.splice(at..end, piece.repeat(20))),
                _ => bytes.truncate(end),
            }
        }
        (name.clone(), bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_fixtures_are_checked_without_harm((name, bytes) in damaged()) {
        properties::document(&name, &bytes);
    }

    #[test]
    fn damaged_fixtures_are_read_as_anything((_, bytes) in damaged(), name in prop::sample::select(properties::NAMES.as_slice())) {
        properties::document(&name, &bytes);
    }

    #[test]
    fn any_words_are_a_phrase_or_a_mistake(text in "[a-z(){}|?.\\[\\]<> \\u{e9}-]{0,40}") {
        properties::phrase(text.as_bytes());
    }
}
