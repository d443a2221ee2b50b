//! What holds for every source, however broken.

use super::*;
use crate::source::Host;
use proptest::prelude::*;

const HOSTS: [Host; 3] = [Host::Markdown, Host::Html, Host::Text];

const TEMPLATES: [Template; 9] = [
    Template::Any,
    Template::Jinja,
    Template::Liquid,
    Template::Handlebars,
    Template::Erb,
    Template::Php,
    Template::Blade,
    Template::Razor,
    Template::FreeMarker,
];

/// Pieces of all languages; whole tags are as likely as halves of them.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{{{",
    "}}}",
    "{{!--",
    "--}}",
    "{{--",
    "{!!",
    "!!}",
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "{{{{",
    "}}}}",
    "<%",
    "<%=",
    "<%#",
    "<%%",
    "%>",
    "-%>",
    "<?php",
    "<?=",
    "<?",
    "?>",
    "<?xml",
    "@",
    "@@",
    "@{",
    "@(",
    "@*",
    "*@",
    "@:",
    "@if (",
    "@if(x)",
    "@section A {",
    "@code {",
    "@using X",
    "@Model.A",
    "@include('x')",
    "@verbatim",
    "@endverbatim",
    "@php",
    "@endphp",
    "a@b.uk",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "/*",
    "*/",
    "//",
    "<p>",
    "</p>",
    "<br>",
    "<script>",
    "</script>",
    "<a href=\"",
    "<!--",
    "-->",
    "<partial name=\"x\" />",
    "<",
    ">",
    "else {",
    "case 1:",
    ";",
    "{% raw %}",
    "{% endraw %}",
    "{% comment %}",
    "{% endcomment %}",
    "endcomment",
    "{{ name }}",
    "${",
    "<#if (a > 1)>",
    "<#",
    "</#if>",
    "<@m /",
    "[#if ",
    "[/#if]",
    "<#--",
    "*|",
    "|*",
    "*|IF:A|*",
    "%%",
    "%%[",
    "]%%",
    "((",
    "))",
    "((name??",
    "[unsubscribe]",
    "$UNSUB$",
    "@NAME@",
    "%UNSUB%",
    "<%asm_url%>",
    "{!a}",
    "«Name»",
    "{% if a %}",
    "{% endif %}",
    "<%= t('.a') %>",
    "<?php echo 1 ?>",
    "{{ $a }}",
    "{# b #}",
    "# Head",
    "- item",
    "|",
    "1. one",
    "_",
    "word",
    "don't",
    "é",
    "–",
    "\u{1F600}",
    "\u{A0}",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0C",
    "",
];

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn check(source: &str, format: Format) {
    let masked = mask_text(source, format);
    assert_eq!(masked.text.len(), source.len());
    let mut at = 0;
    for hole in &masked.holes {
        let span = hole.span.range();
        assert!(at <= span.start && span.start < span.end, "holes are sorted, disjoint and not empty: {hole:?}");
        let inside = hole.expression.range();
        assert!(span.start <= inside.start && inside.end <= span.end, "an expression is in its tag: {hole:?}");
        assert!(source.get(span.clone()).is_some() && source.get(inside).is_some(), "character borders: {hole:?}");
        assert_eq!(&masked.text[at..span.start], &source[at..span.start], "what is no tag stays");
        at = span.end;
    }
    assert_eq!(&masked.text[at..], &source[at..]);
    for trouble in &masked.troubles {
        assert!(source.get(trouble.span.range()).is_some_and(|opening| !opening.is_empty()), "{trouble:?}");
    }
    let breaks = |text: &str| text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\n' | b'\r')).collect::<Vec<_>>();
    assert_eq!(breaks(&masked.text), breaks(source));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn masking_keeps_everything_but_the_tags(source in source()) {
        for template in TEMPLATES {
            for host in HOSTS {
                check(&source, Format { host, template });
            }
        }
    }
}

/// Bytes looked at to mask `piece` many times over.
fn work(piece: &str, times: usize, template: Template) -> usize {
    let source = piece.repeat(times);
    scanned(&source, template).looked_at
}

#[test]
fn the_work_grows_with_the_length_even_if_nothing_closes() {
    let pieces = [
        "{{ a ",
        "{% a ",
        "{# ",
        "{{!-- ",
        "{{-- ",
        "{!! ",
        "{{< ",
        "<% a ",
        "<%# ",
        "<?php ",
        "@if(",
        "@(",
        "@{",
        "@* ",
        "@if (x) { ",
        "@code {",
        "{{ ' ",
        "{{ \\' ",
        "{{ { ",
        "{{ \"' ",
        "{% raw %}",
        "{% comment %}",
        "{% comment %} endcomment ",
        "@a(/* ",
        "@a('",
        "{{ } ",
        "{{{{ ",
        "<% \"%",
        "@section A { ",
        "@x[",
        "{{ a }} {% b %} ",
        "@include('a' ",
        "${a ",
        "<#if (a ",
        "<#-- ",
        "<@a ",
        "[#if (",
        "<#noparse>",
    ];
    for piece in pieces {
        for template in TEMPLATES {
            let (once, twice) = (work(piece, 2_000, template), work(piece, 4_000, template));
            assert!(twice <= 2 * once + once / 2 + 10_000, "{piece:?} in {template:?}: {once}, then {twice}");
        }
    }
}

#[test]
fn a_hundred_thousand_unclosed_tags_are_all_told() {
    for (piece, template) in [("{{ ", Template::Jinja), ("<% ", Template::Erb), ("@( ", Template::Razor), ("@if( ", Template::Blade)] {
        let masked = mask_text(&piece.repeat(100_000), Format { host: Host::Markdown, template });
        assert_eq!(masked.troubles.len(), 100_000, "{template:?}");
    }
}
