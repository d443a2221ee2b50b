//! Template tags through the whole reading of a document, in every format.

use noticelint::document::{Document, HOLE, HoleRole, parse};
use noticelint::source::{Format, Host, SourceFile, Template};
use proptest::prelude::*;

const HOSTS: [Host; 3] = [Host::Markdown, Host::Html, Host::Text];

const TEMPLATES: [Template; 8] = [
    Template::Any,
    Template::Jinja,
    Template::Liquid,
    Template::Handlebars,
    Template::Erb,
    Template::Php,
    Template::Blade,
    Template::Razor,
];

/// Pieces of documents and of tags, whole and broken.
const PIECES: &[&str] = &[
    "{{ name }}",
    "{% set name = \"<b>a year</b>\" %}",
    "{{ name | safe }}",
    "{{",
    "}}",
    "{% if a %}",
    "{% endif %}",
    "{%",
    "{# b #}",
    "<%= t('.c') %>",
    "<% d %>",
    "<%",
    "<?php echo $e ?>",
    "<?= $f ?>",
    "@Model.G",
    "@if (h) {",
    "}",
    "@include('i')",
    "@{",
    "@* j *@",
    "{{!-- k --}}",
    "{{> l}}",
    "<p>",
    "</p>",
    "<a href=\"",
    "\">",
    "</a>",
    "<input ",
    ">",
    "# ",
    "- ",
    "| ",
    "**",
    "_",
    "We keep it",
    "for a year.",
    "é",
    "\u{1F600}",
    " ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "`",
    "<!--",
    "-->",
];

fn read(source: &str, host: Host, template: Template) -> Document {
    parse(&SourceFile::from_text("notice", source), Format { host, template })
}

fn prints(role: HoleRole) -> bool {
    matches!(role, HoleRole::Value | HoleRole::Lookup)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tags_are_holes_in_the_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let source = pieces.concat();
        for template in TEMPLATES {
            for host in HOSTS {
                let document = read(&source, host, template);
                let mut at = 0;
                for hole in &document.holes {
                    prop_assert!(at <= hole.span.start && hole.span.start < hole.span.end);
                    prop_assert!(source.get(hole.span.range()).is_some() && source.get(hole.expression.range()).is_some());
                    at = hole.span.end;
                }
                // Each tag that prints is in the text once at most.
                let printed = document.holes.iter().filter(|hole| prints(hole.role)).count();
                let marks = document.blocks.iter().map(|block| document.text.slice(block.text).matches(HOLE).count()).sum::<usize>();
                prop_assert!(marks <= printed, "{} marks for {} tags in {:?} ({:?} {:?})", marks, printed, source, host, template);
            }
        }
    }
}

#[test]
fn a_sentence_goes_on_over_a_tag() {
    let cases = [
        (Template::Jinja, "<p>We keep {% if a %}it{% else %}them{% endif %} for {{ n }} years.</p>"),
        (Template::Erb, "<p>We keep <% if a %>it<% else %>them<% end %> for <%= n %> years.</p>"),
        (Template::Php, "<p>We keep <?php if (a): ?>it<?php else: ?>them<?php endif ?> for <?= $n ?> years.</p>"),
        (Template::Blade, "<p>We keep @if(a)it @else them @endif for {{ $n }} years.</p>"),
        (Template::Razor, "<p>We keep @* a *@it them for @Model.N years.</p>"),
        (Template::Handlebars, "<p>We keep {{#if a}}it{{else}}them{{/if}} for {{n}} years.</p>"),
    ];
    for (template, source) in cases {
        let document = read(source, Host::Html, template);
        let text = document.text.folded().replace("itthem", "it them");
        assert!(text.contains("we keep it them for \u{FFFC} years."), "{template:?}: {text}");
    }
}

#[test]
fn the_texts_of_a_component_are_blocks_of_their_own() {
    let njk = Format { host: Host::Html, template: Template::Jinja };
    let text = r#"<p>Before.</p>{{ govukTable({ id: "x", rows: [[{ text: "Retention" }, { "html": '<b>Six</b> years' }]], classes: "a b" }) }}{{ t(a) }}"#;
    let document = parse(&SourceFile::from_text("a.njk", text), njk);
    let words: Vec<&str> = document.blocks.iter().map(|block| document.text.slice(block.text)).collect();
    assert_eq!(words, ["before.", "retention", "six years", "\u{fffc}"]);
}

#[test]
fn words_that_a_tag_prints_are_read_where_they_stand() {
    let erb = Format { host: Host::Html, template: Template::Erb };
    let text = "<p>You may <%= link_to \"Complain to us\", \"/complain?a=1\", class: \"x\" %>, <%= mail_to 'dpo@a.example' %>, \
                <%= \"now\" %>, <%= link_to name, \"/x\" %>, <%= \"a#{b}\" %>, <%= t('.c') %> or <%= other \"d\" %>.</p>";
    let source = SourceFile::from_text("a.html.erb", text);
    let document = parse(&source, erb);
    let words = document.text.slice(document.blocks[0].text);
    assert_eq!(words, "you may complain to us, dpo@a.example, now, \u{fffc}, \u{fffc}, \u{fffc} or \u{fffc}.");
    let at = words.find("complain to us").expect("the words") as u32;
    let span = document.text.to_source(noticelint::document::TextRange::new(at, at + 14));
    assert_eq!(source.slice(span), "Complain to us");
    let targets: Vec<&str> = document.links.iter().map(|link| document.text.slice(link.target)).collect();
    assert_eq!(targets, ["/complain?a=1", "mailto:dpo@a.example"]);
}

#[test]
fn translations_and_labels_of_forms_are_read_where_they_stand() {
    let read = |text: &str, template: Template| {
        let source = SourceFile::from_text("a.html", text);
        let document = parse(&source, Format { host: Host::Html, template });
        document.text.slice(document.blocks[0].text).to_owned()
    };
    assert_eq!(read("<p>{{ _('Join our news') }}</p>", Template::Jinja), "join our news");
    assert_eq!(read("<p>{{ _('news.title') }} a</p>", Template::Jinja), "\u{fffc} a");
    assert_eq!(read("<p><%= form.label :news, \"Send me news\" %></p>", Template::Erb), "send me news");
    assert_eq!(read("<p><%= f.submit 'Sign up', class: 'x' %></p>", Template::Erb), "sign up");
    assert_eq!(read("<p><%= form.label :news %> x</p>", Template::Erb), "\u{fffc} x");
    assert_eq!(read("<p><%= f.label t('.news') %> x</p>", Template::Erb), "\u{fffc} x");
}

#[test]
fn a_text_that_the_template_names_is_read_where_it_is_printed() {
    let read = |text: &str| {
        let document = parse(&SourceFile::from_text("notice.html", text), Format { host: Host::Html, template: Template::Jinja });
        let last = document.blocks.last().expect("a block");
        (document.text.slice(last.text).to_owned(), document.text.to_source(last.text))
    };
    let text = "{% set office = \"the <b>Moot</b> Hall\" %}<p>Write to {{ office | safe }}.</p>";
    let (words, span) = read(text);
    assert_eq!(words, "write to the moot hall.");
    assert_eq!(&text[span.range()], "Write to {{ office | safe }}.");
    let unknown = format!("write to {HOLE}.");
    assert_eq!(read("{% set a = \"x y\" %}{% set a = \"z\" %}<p>Write to {{ a }}.</p>").0, unknown, "which of them is not known");
    assert_eq!(read("{% set a = b %}<p>Write to {{ a }}.</p>").0, unknown);
    let many = format!("{{% set a = \"{}\" %}}<p>{}</p>", "x".repeat(10_000), "{{ a }} ".repeat(10_000));
    assert!(read(&many).0.len() < 2_000_000, "a small file does not become an endless text");
}
