use crate::document::Document;
use crate::document::parse::dump;
use crate::source::Host;

fn json(source: &str) -> Document {
    dump::read(Host::Json, source)
}

fn yaml(source: &str) -> Document {
    dump::read(Host::Yaml, source)
}

#[test]
fn strings_are_blocks_in_the_order_of_the_file() {
    let source = r#"// noticelint: kind=other
{
  "id": "privacy", "updated": 2026,
  "title": "Privacy notice",
  "intro": "We keep \"it\"\u00a0for {years} years.\nThen it\u2019s gone.",
  "sharingHeading": "Who gets it",
  "sharing": "We share it with:",
  "sharing-item1": "our bank",
  "sharing-item2": "<a href=\"{link}\">our landlord<\/a>",
  "sections": [{ "title": "Your rights", "body": ["You can ask:", "for a copy"] }]
}"#;
    let document = json(source);
    assert_eq!(
        dump::blocks(&document),
        [
            "h1: Privacy notice",
            "paragraph: We keep \"it\" for \u{fffc} years. Then it's gone. # Privacy notice",
            "h2: Who gets it # Privacy notice",
            "paragraph: We share it with: # Who gets it # Privacy notice",
            "item: our bank <- We share it with: # Who gets it # Privacy notice",
            "item: our landlord <- We share it with: # Who gets it # Privacy notice",
            "h2: Your rights # Privacy notice",
            "item: You can ask: # Your rights # Privacy notice",
            "item: for a copy # Your rights # Privacy notice",
        ]
    );
    assert_eq!(dump::marked(&document, source, "\"it\" for"), r#"\"it\"\u00a0for"#);
    assert_eq!(dump::marked(&document, source, "it's gone"), r"it\u2019s gone");
    assert_eq!(
        dump::links(&document, source),
        [r#"our landlord -> \u{fffc} = <a href=\"{link}\">our landlord<\/a>"#.replace("\\u{fffc}", "\u{fffc}")]
    );
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, ["noticelint: kind=other"]);
}

#[test]
fn markdown_and_html_in_strings_are_read_as_such() {
    let source =
        r###"{"a": "## Rights\n\nWe **keep** it:\n\n- one\n- two \u0026amp; more", "b": "\u003cp\u003eA\u003c/p\u003e<p>B<br><script>"}"###;
    let document = json(source);
    assert_eq!(
        dump::blocks(&document),
        [
            "h2: Rights",
            "paragraph: We keep it: # Rights",
            "item: one <- We keep it: # Rights",
            "item: two & more <- We keep it: # Rights",
            "paragraph: A # Rights",
            "paragraph: B # Rights"
        ]
    );
    assert_eq!(dump::marked(&document, source, "we keep it"), "We **keep** it");
    assert_eq!(dump::marked(&document, source, "two & more"), r"two \u0026amp; more");
}

#[test]
fn broken_json_is_read_as_far_as_it_goes() {
    let source = "{\"a\": \"We keep it.\", \"b\": \"lone \\ud800 half\", ; \"c\": \"open,\n\"d\": \"more\"";
    let document = json(source);
    assert_eq!(dump::blocks(&document), ["paragraph: We keep it.", "paragraph: lone \u{fffd} half", "paragraph: open,", "paragraph: more"]);
    assert_eq!(
        dump::troubles(&document, source),
        [
            ";: this is not JSON; the strings were read as far as they can be told",
            "\": this string is not closed",
            "{: `{` has no closing `}`",
        ]
    );
}

#[test]
fn scalars_of_yaml_are_blocks() {
    let source = "\
# noticelint: kind=other
en:
  privacy:
    title: \"Caf\\u00e9 \\\"Hale\\\"\"
    intro: 'It''s kept
      for %{years} years.'
    plain: we keep it
      for a year # or more
    rights_html: |
      <p>You can:</p>
      <ul><li>see it</li></ul>
    body: |-
      ## Time

      We **keep** it.

      # No
    folded: >
      One line
      and another.

      A paragraph.
    items:
      - one
      - \"t\u{e9}a\"
";
    let document = yaml(source);
    let top = "Caf\u{e9} \"Hale\"";
    assert_eq!(
        dump::blocks(&document),
        [
            format!("h1: {top}"),
            format!("paragraph: It's kept for \u{fffc} years. # {top}"),
            format!("paragraph: we keep it for a year # {top}"),
            format!("paragraph: You can: # {top}"),
            format!("item: see it <- You can: # {top}"),
            format!("h2: Time # {top}"),
            format!("paragraph: We keep it. # Time # {top}"),
            "h1: No".to_owned(),
            "paragraph: One line and another. # No".to_owned(),
            "paragraph: A paragraph. # No".to_owned(),
            "item: one # No".to_owned(),
            "item: t\u{e9}a # No".to_owned(),
        ]
    );
    assert_eq!(dump::marked(&document, source, "caf\u{e9} \"hale\""), "Caf\\u00e9 \\\"Hale\\\"");
    assert_eq!(dump::marked(&document, source, "it's kept for"), "It''s kept\n      for");
    assert_eq!(dump::marked(&document, source, "t\u{e9}a"), "t\u{e9}a");
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, ["noticelint: kind=other"]);
}

#[test]
fn broken_yaml_is_read_up_to_the_mistake() {
    let source = "a: We keep it.\nb: \"open\nc: more\n";
    let document = yaml(source);
    assert_eq!(dump::blocks(&document), ["paragraph: We keep it."]);
    assert_eq!(document.troubles.len(), 1);
    assert!(document.troubles[0].message.starts_with("this is not YAML ("), "{:?}", document.troubles);
}

#[test]
fn the_time_for_hostile_files_grows_with_their_length() {
    for piece in
        ["[", "{\"a\":", "\"", "\"a b\",", "\"\\ud800\"", "\"\\", "/*", "{{", "\"{\"", "[\"x y\"],", "\"<a b='\",", ";", "\"a\\nb", "//"]
    {
        dump::assert_linear(Host::Json, piece);
    }
    for piece in ["- ", "[", "a: b\n", "a: \"", "? ", "{a: ", "# x\n", "- |\n a\n", "'", "\u{e9}: |\n  \u{e9}\n", "- {x} %s\n", "&a *a "] {
        dump::assert_linear(Host::Yaml, piece);
    }
}
