use crate::document::parse::dump;
use crate::document::{Document, HoleRole};
use crate::source::Host;

fn read(source: &str) -> Document {
    dump::read(Host::Jsx, source)
}

fn blocks(source: &str) -> Vec<String> {
    dump::blocks(&read(source))
}

fn holes(source: &str) -> Vec<(HoleRole, String)> {
    read(source).holes.iter().map(|hole| (hole.role, source[hole.expression.range()].to_owned())).collect()
}

#[test]
fn elements_are_read_and_code_is_not() {
    let source = r#"
import React, { useState } from "react"; // don't
const [open, setOpen] = useState<boolean>(false);
const map = <T,>(x: T) => x;
const pattern = /'<p>no<\/p>/;
export default function Privacy({ name }: { name: string }): JSX.Element {
  if (1 < 2 && open) return <></>;
  return (
    <main className="a > b" onClick={() => { setOpen(a => !a) }}>
      <h1>Privacy &amp; you</h1>
      <p>
        We don't share it,{' '}
        <strong>ever</strong>{", \"never\" \u2013 "}{`not
        here`}.
      </p>
      <p>We share it with:</p>
      <ul>
        {items.map(item => <li key={item}>our {item}</li>)}
        {open && (
          <li>the bank</li>
        )}
      </ul>
      <h2>{t("rights.title")}</h2>
      {/* noticelint: kind=other */}
      <p>{children}</p>
    </main>
  );
}
"#;
    assert_eq!(
        blocks(source),
        [
            "h1: Privacy & you",
            "paragraph: We don't share it, ever, \"never\" - not here. # Privacy & you",
            "paragraph: We share it with: # Privacy & you",
            "item: our \u{fffc} <- We share it with: # Privacy & you",
            "item: the bank <- We share it with: # Privacy & you",
            "h2: \u{fffc} # Privacy & you",
        ]
    );
    assert_eq!(
        holes(source).into_iter().filter(|(role, _)| *role != HoleRole::Code).collect::<Vec<_>>(),
        [
            (HoleRole::Value, "item".to_owned()),
            (HoleRole::Lookup, "t(\"rights.title\")".to_owned()),
            (HoleRole::Comment, "noticelint: kind=other".to_owned()),
            (HoleRole::Include, "children".to_owned()),
        ]
    );
    let document = read(source);
    assert!(document.troubles.is_empty());
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, ["don't", "noticelint: kind=other"]);
}

#[test]
fn components_are_read_as_what_they_are_called_after() {
    let source = r#"const a = <Layout title="Privacy notice">
  <Heading level={1}>One</Heading>
  <Typography variant="h2">Two</Typography>
  <Text>We keep it.</Text>
  <Text>We share it with <Link to="/bank">our bank</Link> and <Name/>:</Text>
  <List><ListItem>one</ListItem><List.Item>two</List.Item></List>
  <Card description="All that we hold"><H3>Three</H3></Card>
  <PrivacyRights />
  <img alt="A map" src={map} />
  <input type="checkbox" checked={news} name="news" />
</Layout>;"#;
    let document = read(source);
    assert_eq!(
        dump::blocks(&document),
        [
            "h3: Privacy notice",
            "h1: One",
            "h2: Two # One",
            "paragraph: We keep it. # Two # One",
            "paragraph: We share it with our bank and \u{fffc}: # Two # One",
            "item: one <- We share it with our bank and \u{fffc}: # Two # One",
            "item: two <- We share it with our bank and \u{fffc}: # Two # One",
            "paragraph: All that we hold # Two # One",
            "h3: Three # Two # One",
        ]
    );
    assert_eq!(dump::links(&document, source), ["our bank -> /bank = <Link to=\"/bank\">our bank</Link>"]);
    assert_eq!(dump::alternatives(&document, source), ["a map = A map"]);
    assert_eq!(dump::controls(&document), ["checkbox news Unknown: -"]);
    assert!(document.holes.iter().any(|hole| hole.role == HoleRole::Include));
}

#[test]
fn tables_of_components_name_their_cells() {
    let source = "x = <Table><TableHead><TableRow><TableCell>Data</TableCell></TableRow></TableHead>\
        <TableBody><TableRow><TableCell>Name</TableCell></TableRow></TableBody></Table>";
    assert_eq!(blocks(source), ["head 0,0: Data", "cell 1,0: Name @ Data"]);
}

#[test]
fn a_string_of_several_lines_that_reads_as_markdown_is_text() {
    let source = "const css = styled.p`\n # a b\n`;\nconst text = `\n  # Privacy\n\n  We **keep** it for ${years} years:\n\n  - one\n  - two\n`;\nconst query = `a\nb`;";
    assert_eq!(
        blocks(source),
        [
            "h1: Privacy",
            "paragraph: We keep it for \u{fffc} years: # Privacy",
            "item: one <- We keep it for \u{fffc} years: # Privacy",
            "item: two <- We keep it for \u{fffc} years: # Privacy",
        ]
    );
    assert_eq!(dump::marked(&read(source), source, "we keep it"), "We **keep** it");
}

#[test]
fn astro_is_elements_behind_a_script() {
    let source = "---\nconst a = '<p>no</p>';\n---\n<html><style>p { a: b }</style><h1>Privacy</h1>\n<p>We keep it.<br>And {more}.</p>\n<slot /></html>";
    let document = dump::read(Host::Astro, source);
    assert_eq!(dump::blocks(&document), ["h1: Privacy", "paragraph: We keep it. And \u{fffc}. # Privacy"]);
    assert_eq!(document.holes.last().map(|hole| hole.role), Some(HoleRole::Include));
}

#[test]
fn what_is_not_closed_is_told() {
    let source = "return <div><p>one {two";
    let document = read(source);
    assert_eq!(
        dump::troubles(&document, source),
        ["<p>: this element is not closed", "<div>: this element is not closed", "{: `{` has no closing `}`"]
    );
    assert_eq!(dump::blocks(&document), ["paragraph: one"]);
    assert_eq!(blocks("return <p a={ b"), [""; 0]);
}

#[test]
fn the_time_for_hostile_files_grows_with_their_length() {
    let pieces = [
        "<a>",
        "<a>{",
        "<a b={",
        "<a b='",
        "<a ",
        "{`",
        "`${",
        "/* ",
        "<A.b>{c => ",
        "</a>",
        "<>{'\\ud800'}",
        "<p>x</p>",
        "'",
        "<a>{\"",
        "/x",
        "<!--",
        "<a><!--",
        "({[",
        "(\\/",
        "<a> <a //",
        "<a> <a b={",
        "</p>",
    ];
    for piece in pieces {
        dump::assert_linear(Host::Jsx, piece);
    }
}
