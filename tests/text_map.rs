//! The map from the folded text to the source, on documents made of what breaks parsers.

#[path = "common/map.rs"]
mod map;

use map::{check_characters, check_structure};
use noticelint::document::{Document, TextRange, parse};
use noticelint::source::{Format, Host, SourceFile, Template};
use proptest::prelude::*;

const FRAGMENTS: &[&str] = &[
    "We share your data",
    " with ",
    "Dr. Hale. ",
    "the ICO",
    "e.g. ",
    "caf\u{e9}",
    "child\u{2019}s",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{fb01}ne",
    "\u{1f512}",
    "\u{130}",
    "\u{2026}",
    "\u{fffc}",
    "\u{1e}",
    "\u{0}",
    "\t",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "    ",
    "&amp;",
    "&amp",
    "&ampere",
    "&nbsp;",
    "&#8217;",
    "&#x2019",
    "&#0;",
    "&#xD800;",
    "&",
    "&;",
    "&unknown;",
    "&nGt;",
    "&semi;",
    "&notit;",
    "<p>",
    "</p>",
    "<p",
    "<",
    ">",
    "</",
    "</>",
    "<!-- note -->",
    "<!--",
    "-->",
    "<!doctype html>",
    "<?php",
    "<div>",
    "</div>",
    "<div class=\"a",
    "<a href=\"/x?a=1&amp;b\">",
    "<a href='y",
    "</a>",
    "<b>",
    "</b>",
    "<strong>",
    "</strong>",
    "<br>",
    "<br/>",
    "<hr>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<ol><li>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<thead>",
    "<tr>",
    "<td rowspan=2>",
    "<td>",
    "<th colspan='2'>",
    "</td>",
    "<dl><dt>",
    "<dd>",
    "</dl>",
    "<label for=a>",
    "<label>",
    "</label>",
    "<input id=a type=checkbox checked>",
    "<input type=submit value='Go &amp; on'>",
    "<button>",
    "</button>",
    "<select><option>",
    "</select>",
    "<textarea>",
    "</textarea>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<pre>",
    "</pre>",
    "<img alt=\"caf\u{e9} &eacute;\r\n\u{1f512}\">",
    "<span title=x>",
    "<blockquote>",
    "<\u{e9}",
    "&\u{e9}",
    "<details><summary>",
    "</summary>",
    "<noscript>",
    "# ",
    "## ",
    "- ",
    "* ",
    "1. ",
    "  - ",
    "> ",
    "**",
    "_",
    "`",
    "```\n",
    "~~",
    "[",
    "](",
    ")",
    "](/x \"t\u{e9}\")",
    "![",
    "[^1]",
    "\n[^1]: ",
    "[x]: /y\n",
    "- [x] ",
    "| a | b |\n|---|---|\n| c \\| d | `e\\|f` |\n",
    "|",
    "\n: ",
    "---\n",
    "+++\n",
    "---\ntitle: \"Caf\u{e9}\"\n---\n",
    "\\",
    "\\*",
    "{#id}",
    "$CTA\n",
    "^note^",
    "{:.x}",
    "s1. ",
    "<https://ico.org.uk>",
    "https://ico.org.uk",
    "{{ name }}",
    "{% if x %}",
    "{# no #}",
    "<%= t('.x') %>",
    "${x}",
    "=====\n",
    "• ",
    "YOUR RIGHTS\n",
    "%p ",
    "\n%p ",
    "\n  %li caf\u{e9}",
    "%a{href: \"/x\", title: \"caf\u{e9}\"} ",
    "%td(colspan=2 title=x)",
    "#{name}",
    "#{",
    "\n= link_to \"Write\", \"/x\"",
    "\n- if x\n",
    "\n:markdown\n  ",
    "\n-# ",
    "\n\t",
    "\n  | ",
    "\np ",
    "\nh2.x#y ",
    "li: a href=\"/x\" ",
    "return (",
    "return <p>",
    "<Text>",
    "</Text>",
    "<Link to=\"/x\" title={t(\"x\")}>",
    "</Link>",
    "<Heading level={2}>",
    "<Name/>",
    "{' '}",
    "{\"caf\u{e9} \\u2019\"}",
    "{/* note */}",
    "{",
    "}",
    "`# Caf\u{e9}\n\n",
    "`",
    "${",
    "\"",
    "'",
    "''",
    "\": \"",
    "{\"title\": \"",
    "\", \"b-item1\": \"",
    "[\"",
    "\"]",
    "\\n",
    "\\\"",
    "\\u2019",
    "\\u00a0",
    "\\u003cp\\u003e",
    "\\u0026amp;",
    "\\ud83d\\udd12",
    "\\ud800",
    "\\u12",
    "%{name}",
    "%s",
    "\na: ",
    "\n  b: |\n    ",
    "\n  c: >-\n    ",
    "\nd: '",
    "\ne: \"",
    "\n    ",
    "\n<template>",
    "\n</template>",
];

fn hosts() -> impl Strategy<Value = Host> {
    use Host::{Astro, Haml, Html, Json, Jsx, Markdown, Slim, Text, Vue, Yaml};
    prop::sample::select(vec![Markdown, Html, Text, Haml, Slim, Jsx, Vue, Astro, Json, Yaml])
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![9 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => "[a-z .<>&;*_]{0,6}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn read(host: Host, text: &str) -> Document {
    parse(&SourceFile::from_text("test", text), Format { host, template: Template::Any })
}

/// The bounds of the characters of `range`, for picking a part of it.
fn part(document: &Document, range: TextRange, from: prop::sample::Index, to: prop::sample::Index) -> TextRange {
    let text = document.text.slice(range);
    let bounds: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    let (one, two) = (bounds[from.index(bounds.len())], bounds[to.index(bounds.len())]);
    TextRange::new(range.start + one.min(two), range.start + one.max(two))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lead_back_to_the_source(host in hosts(), text in texts(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let document = read(host, &text);
        check_structure(&document, &text);
        check_characters(&document, &text);
        let ranges = document.blocks.iter().map(|block| block.text).chain(document.sentences.iter().map(|sentence| sentence.text));
        for range in ranges.chain(document.asides.iter().map(|aside| aside.text)) {
            let whole = document.text.to_source(range);
            let inner = part(&document, range, from, to);
            let span = document.text.to_source(inner);
            prop_assert!(text.get(span.range()).is_some(), "{span:?} lies in the source, on borders of characters");
            prop_assert!(inner.is_empty() || whole.start <= span.start && span.end <= whole.end, "{span:?} lies in {whole:?}");
        }
    }

    #[test]
    fn a_document_is_the_same_when_read_twice(host in hosts(), text in texts()) {
        prop_assert_eq!(format!("{:?}", read(host, &text)), format!("{:?}", read(host, &text)));
    }
}
