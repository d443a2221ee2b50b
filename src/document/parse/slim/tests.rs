use crate::document::parse::dump;
use crate::document::{Document, HoleRole};
use crate::source::Host;

fn read(source: &str) -> Document {
    dump::read(Host::Slim, source)
}

fn blocks(source: &str) -> Vec<String> {
    dump::blocks(&read(source))
}

#[test]
fn elements_nest_by_indentation() {
    let source = "\
doctype html
.page#top
  h1.big Privacy
  p
    | We keep your
      records.
    '  And more.
  p We share them with:
  ul.list
    li: a href=\"/bank\" our bank
    li
      strong our
      |  landlord
  h2 id=\"rights\" Your rights
  blockquote
    p | Ask us
        today.
/ not shown
  at all
/! noticelint: kind=other
";
    assert_eq!(
        blocks(source),
        [
            "h1: Privacy",
            "paragraph: We keep your records. And more. # Privacy",
            "paragraph: We share them with: # Privacy",
            "item: our bank <- We share them with: # Privacy",
            "item: our landlord <- We share them with: # Privacy",
            "h2: Your rights # Privacy",
            "paragraph: Ask us today. # Your rights # Privacy",
        ]
    );
    let document = read(source);
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, ["not shown\n  at all", "noticelint: kind=other"]);
    assert_eq!(dump::links(&document, source), ["our bank -> /bank = a href=\"/bank\" our bank\n"]);
}

#[test]
fn code_is_not_text_and_what_it_prints_is_a_hole() {
    let source = "\
- if admin?
  p= t('.intro')
  == render 'rights'
  p Dear #{name}: <b>hello</b>
javascript:
  var a = '#{b}';
p
  = link_to \"Write to us\", \"mailto:a@b.example\"
a href=path(x, y) title=t('.z') here
input[type=\"checkbox\" name=\"news\" checked]
img alt=\"A map\" /
markdown:
  ## Rights
  We keep it.
";
    let document = read(source);
    assert_eq!(
        dump::blocks(&document),
        [
            "paragraph: \u{fffc}",
            "paragraph: Dear \u{fffc}: hello",
            "paragraph: Write to us",
            "paragraph: here",
            "h2: Rights",
            "paragraph: We keep it. # Rights",
        ]
    );
    let holes: Vec<(HoleRole, &str)> = document.holes.iter().map(|hole| (hole.role, &source[hole.expression.range()])).collect();
    assert_eq!(
        holes,
        [
            (HoleRole::Code, "if admin?"),
            (HoleRole::Lookup, "t('.intro')"),
            (HoleRole::Include, "render 'rights'"),
            (HoleRole::Value, "name"),
            (HoleRole::Value, "link_to \"Write to us\", \"mailto:a@b.example\""),
            (HoleRole::Value, "path(x, y)"),
            (HoleRole::Lookup, "t('.z')"),
        ]
    );
    assert_eq!(dump::controls(&document), ["checkbox news Yes: here"]);
    assert_eq!(dump::alternatives(&document, source), ["\u{fffc} = t('.z')", "a map = A map"]);
    assert_eq!(dump::links(&document, source)[1], "here -> \u{fffc} = a href=path(x, y) title=t('.z') here\n");
}

#[test]
fn the_time_for_hostile_files_grows_with_their_length() {
    for piece in ["a(", "a[\n", "p #{", "a b='", "a b=(", "p: ", "| #{\n", "- a,\n", "a: b='\n", "= a \\\n", "x.", "li: a href=\"#{"] {
        dump::assert_linear(Host::Slim, piece);
    }
    let deep: String = (0..3000).flat_map(|depth| [" ".repeat(depth), "div\n".to_owned()]).collect();
    assert_eq!(blocks(&(deep + "p end")), ["paragraph: end"]);
}
