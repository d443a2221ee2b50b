//! Fixes in documents made of what breaks parsers: nothing changes but the words that are replaced, and they change once.

#[path = "common/replaced.rs"]
mod replaced;

use jiff::civil::date;
use noticelint::document::{BLOCK_BORDER, Document, parse};
use noticelint::finding::{DocumentReport, Settings, check};
use noticelint::source::{Encoding, Format, Host, SourceFile, Template};
use proptest::prelude::*;
use replaced::{RULESET, fixed};

const FRAGMENTS: &[&str] = &[
    "Data Act 1998",
    "data act 1998",
    "the Data\nAct 1998",
    "Data\r\n  Act 1998",
    "Data&nbsp;Act 1998",
    "Data <b>Act</b> 1998",
    "Data\u{ad} Act 1998",
    "Old term",
    "old term",
    " old term of the Data Act 1998 ",
    "the ",
    "caf\u{e9} ",
    "\u{1f512}",
    "“",
    "’",
    ". ",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "<p>",
    "</p>",
    "<p title='old term'>",
    "<a href=\"https://old.example/x\">",
    "[x](https://old.example/x)",
    "[old.example](https://old.example/x)",
    "<https://old.example/x>",
    "</a>",
    "<li>",
    "- ",
    "# ",
    "> ",
    "**",
    "`",
    "| a | b |\n|---|---|\n| Data Act 1998 | old term |\n",
    "{{ \"old term\" }}",
    "{% set x = \"Data Act 1998\" %}",
    "{{ x }}",
    "<%= t('.x') %>",
    "<!-- old term -->",
    "---\ntitle: Old term\n---\n",
    "\na: ",
    "\n  b: 'old term'\n",
    "{\"title\": \"old term\", \"b\": \"",
    "\"}",
    "\"",
    "'",
    "\\u0020",
    "%p ",
    "\n%p Data Act 1998\n",
    "return <p>",
    "{\"old term\"}",
];

fn hosts() -> impl Strategy<Value = Host> {
    use Host::{Astro, Haml, Html, Json, Jsx, Markdown, Slim, Text, Vue, Yaml};
    prop::sample::select(vec![Markdown, Html, Text, Haml, Slim, Jsx, Vue, Astro, Json, Yaml])
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..25).prop_map(|pieces| pieces.concat())
}

fn encode(text: &str, how: usize) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect();
    match how {
        0 => text.as_bytes().to_vec(),
        1 => format!("\u{FEFF}{text}").into_bytes(),
        2 => utf16(u16::to_le_bytes),
        3 => utf16(u16::to_be_bytes),
        _ => Encoding::Windows1252.encode(text).unwrap_or_else(|| text.as_bytes().to_vec()),
    }
}

fn ask(bytes: &[u8], format: Format) -> DocumentReport {
    let source = SourceFile::decode("test", bytes.to_vec(), 1 << 20).expect("text");
    check(source, format, &RULESET, &Settings::new(date(2026, 11, 23)))
}

/// What a reader sees, with the new words as if they were the old ones.
fn read_as_before(document: &Document) -> String {
    let folded = document.text.folded().replace("data act 2018 as amended", "PART").replace("data act 2018", "data act 1998");
    folded.replace("new: 'term'", "old term").replace("old.example", "old term")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_replaced_words_change(host in hosts(), text in texts(), how in 0usize..5) {
        let format = Format { host, template: Template::Any };
        let bytes = encode(&text, how);
        let (after, edits) = fixed(&ask(&bytes, format), &bytes);
        let encoding = SourceFile::decode("test", bytes.clone(), 1 << 20).expect("text").encoding();
        // What stands between the edits, byte for byte.
        let (mut old, mut new) = (0, 0);
        for (span, text) in &edits {
            let between = span.start as usize - old;
            prop_assert_eq!(&bytes[old..span.start as usize], &after[new..new + between]);
            let written = encoding.encode(text).expect("it was written");
            prop_assert_eq!(&after[new + between..new + between + written.len()], written.as_slice());
            (old, new) = (span.end as usize, new + between + written.len());
        }
        prop_assert_eq!(&bytes[old..], &after[new..]);
    }

    #[test]
    fn fixing_comes_to_an_end(host in hosts(), text in texts(), how in 0usize..5) {
        let format = Format { host, template: Template::Any };
        let mut bytes = encode(&text, how);
        for _ in 0..5 {
            let (after, edits) = fixed(&ask(&bytes, format), &bytes);
            if edits.is_empty() {
                return Ok(());
            }
            bytes = after;
        }
        prop_assert!(false, "still fixing:\n{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_a_reader_sees_changes_in_these_words_alone(host in hosts(), text in texts()) {
        let format = Format { host, template: Template::Any };
        let report = ask(text.as_bytes(), format);
        let (after, edits) = fixed(&report, text.as_bytes());
        // Of the words from one concept to another, the middle is not there any more.
        prop_assume!(!edits.iter().any(|(_, text)| text.ends_with("amended")));
        let after = SourceFile::decode("test", after, 1 << 20).expect("text");
        let (before, after) = (parse(&report.source, format), parse(&after, format));
        // In plain text, a line that begins with a capital may begin a paragraph.
        let blocks = |document: &Document| if host == Host::Text { 0 } else { document.blocks.len() };
        let words = |document: &Document| read_as_before(document).replace(BLOCK_BORDER, if host == Host::Text { " " } else { "|" });
        prop_assert_eq!(words(&before), words(&after));
        prop_assert_eq!(blocks(&before), blocks(&after));
    }
}
