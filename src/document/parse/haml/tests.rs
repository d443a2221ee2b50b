use crate::document::parse::dump;
use crate::document::{Document, HoleRole};
use crate::source::Host;

fn read(source: &str) -> Document {
    dump::read(Host::Haml, source)
}

fn blocks(source: &str) -> Vec<String> {
    dump::blocks(&read(source))
}

fn holes(source: &str) -> Vec<(HoleRole, String)> {
    read(source).holes.iter().map(|hole| (hole.role, source[hole.expression.range()].to_owned())).collect()
}

#[test]
fn elements_nest_by_indentation() {
    let source = "\
.page#top
  %h1.big Privacy
  %p
    We keep your
    records.
  %p We share them with:
  %ul.list
    %li our bank
    %li
      %strong our
      landlord
  %h2{id: \"rights\"} Your rights
  %blockquote
    %p Ask us.
%footer The end
";
    assert_eq!(
        blocks(source),
        [
            "h1: Privacy",
            "paragraph: We keep your records. # Privacy",
            "paragraph: We share them with: # Privacy",
            "item: our bank <- We share them with: # Privacy",
            "item: our landlord <- We share them with: # Privacy",
            "h2: Your rights # Privacy",
            "paragraph: Ask us. # Your rights # Privacy",
            "paragraph: The end # Your rights # Privacy",
        ]
    );
}

#[test]
fn tables_name_their_cells() {
    let source =
        "%table\n  %thead\n    %tr\n      %th Data\n      %th Time\n  %tbody\n    %tr\n      %td Name\n      %td\n        6 years\n";
    assert_eq!(blocks(source), ["head 0,0: Data", "head 0,1: Time", "cell 1,0: Name @ Data", "cell 1,1: 6 years @ Time @ Name"]);
}

#[test]
fn code_is_not_text_and_what_it_prints_is_a_hole() {
    let source = "\
- if admin?
  %p= t('.intro')
  = render 'shared/rights', name: @name,
    other: 1
%p Dear #{name}, you owe #{sum(\"}\")}.
-# noticelint: kind=other
   and more
/ shown to nobody
%p!= @html
~ @pre
";
    assert_eq!(
        blocks(source),
        ["paragraph: \u{fffc}", "paragraph: Dear \u{fffc}, you owe \u{fffc}.", "paragraph: \u{fffc}", "paragraph: \u{fffc}"]
    );
    assert_eq!(
        holes(source),
        [
            (HoleRole::Code, "if admin?".to_owned()),
            (HoleRole::Lookup, "t('.intro')".to_owned()),
            (HoleRole::Include, "render 'shared/rights', name: @name,\n    other: 1".to_owned()),
            (HoleRole::Value, "name".to_owned()),
            (HoleRole::Value, "sum(\"}\")".to_owned()),
            (HoleRole::Comment, "noticelint: kind=other\n   and more".to_owned()),
            (HoleRole::Value, "@html".to_owned()),
            (HoleRole::Value, "@pre".to_owned()),
        ]
    );
}

#[test]
fn links_and_attributes_are_those_of_html() {
    let source = "\
%p
  Write to
  = link_to \"our officer\", \"mailto:dpo@a.example\"
  or see
  %a{:href => \"/a#{x}\", title: 'Terms', data: {title: 'no'}} the terms
  and <a href='/b'>more &amp; more</a>.
%a(href=path title=\"Ours\") here
%img{alt: \"A map\",
     src: x}/
%input{type: 'checkbox', checked: true, name: 'news'}
";
    let document = read(source);
    assert_eq!(dump::blocks(&document), ["paragraph: Write to our officer or see the terms and more & more.", "paragraph: here"]);
    assert_eq!(
        dump::links(&document, source),
        [
            "our officer -> mailto:dpo@a.example = = link_to \"our officer\", \"mailto:dpo@a.example\"",
            "the terms -> /a\u{fffc} = %a{:href => \"/a#{x}\", title: 'Terms', data: {title: 'no'}} the terms\n",
            "more & more -> /b = <a href='/b'>more &amp; more</a>",
            "here -> \u{fffc} = %a(href=path title=\"Ours\") here\n",
        ]
    );
    assert_eq!(dump::alternatives(&document, source), ["terms = Terms", "ours = Ours", "a map = A map"]);
    let aria = "%nav{aria: {label: \"Main\"}} a\n%p{aria: {\u{e9}}\u{e9}} b";
    assert_eq!(dump::alternatives(&read(aria), aria), ["main = Main"]);
    assert_eq!(dump::controls(&document), ["checkbox news Yes: here"]);
}

#[test]
fn filters_hold_text_or_nothing() {
    let source = "\
:javascript
  var a = 1;

  var b;
:markdown
  ## Rights

  We keep **it** for #{years} years:

  - one
  - two
:plain
  as it is
%p after |
  all |
\\- a dash
";
    assert_eq!(
        blocks(source),
        [
            "h2: Rights",
            "paragraph: We keep it for \u{fffc} years: # Rights",
            "item: one <- We keep it for \u{fffc} years: # Rights",
            "item: two <- We keep it for \u{fffc} years: # Rights",
            "paragraph: as it is # Rights",
            "paragraph: after all # Rights",
            "paragraph: - a dash # Rights",
        ]
    );
    assert_eq!(dump::marked(&read(source), source, "keep it for"), "keep **it** for");
}

#[test]
fn what_is_not_closed_is_told() {
    let source = "%p{ a: 1\n%p b #{c\n%p(d\n";
    let document = read(source);
    assert_eq!(
        dump::troubles(&document, source),
        ["{: `{` has no closing `}`", "#{: `#{` has no closing `}`", "(: `(` has no closing `)`"]
    );
    assert_eq!(dump::blocks(&document), ["paragraph: b #{c"]);
}

#[test]
fn the_time_for_hostile_files_grows_with_their_length() {
    for piece in [
        "%p{",
        "%p(\n",
        "#{",
        "%a{b: '",
        "%p #{\n",
        "- a,\n",
        "%a(b='",
        ":markdown\n #{\n",
        "%a{aria: {",
        "-# a\n",
        "= a |\n",
        "}\n",
        "%ul\n",
    ] {
        dump::assert_linear(Host::Haml, piece);
    }
    let deep: String = (0..3000).flat_map(|depth| [" ".repeat(depth), "%div\n".to_owned()]).collect();
    assert_eq!(blocks(&(deep + "%p end")), ["paragraph: end"]);
}
