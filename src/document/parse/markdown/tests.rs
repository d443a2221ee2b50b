use crate::document::Document;
use crate::document::parse::dump;
use crate::source::Host;

fn read(source: &str) -> Document {
    dump::read(Host::Markdown, source)
}

fn blocks(source: &str) -> Vec<String> {
    dump::blocks(&read(source))
}

#[test]
fn sections_lists_and_what_introduces_them() {
    assert_eq!(
        blocks(
            "---\nlayout: x\ntitle: \"Privacy notice\"\n---\n# Who we are {#who}\n\nWe share it with:\n\n* banks\n* police:\n    1. local\n\n  and more\n* none.\n\n**Your rights**\n\n> You may\n> ask.\n"
        ),
        [
            "title: Privacy notice",
            "h1: Who we are",
            "paragraph: We share it with: # Who we are",
            "item: banks <- We share it with: # Who we are",
            "item: police: <- We share it with: # Who we are",
            "item: local <- police: # Who we are",
            "item: and more <- We share it with: # Who we are",
            "item: none. <- We share it with: # Who we are",
            "h7: Your rights # Who we are",
            "paragraph: You may ask. # Your rights # Who we are",
        ]
    );
    assert_eq!(blocks("a\n\n---\nb\n---\n"), ["paragraph: a", "h2: b"]);
}

#[test]
fn front_matter_is_kept_apart() {
    let source = "+++\r\ntitle = 'Caf\u{e9}'\r\n+++\r\ntext";
    let document = read(source);
    assert_eq!(dump::blocks(&document), ["title: Caf\u{e9}", "paragraph: text"]);
    assert_eq!(&source[document.front_matter.expect("there is one").range()], "title = 'Caf\u{e9}'\r\n");
    assert_eq!(dump::marked(&document, source, "caf\u{e9}"), "Caf\u{e9}");
}

#[test]
fn tables_definitions_footnotes_and_code() {
    assert_eq!(
        blocks(
            "| Purpose | Basis |\n|---|---|\n| Pay | `a\\|b` c |\n| News |\n\nTerm\n: What it is\n\nText[^1] more.\n\n[^1]: A note.\n\n```\nlet x\n```\n"
        ),
        [
            "head 0,0: Purpose",
            "head 0,1: Basis",
            "cell 1,0: Pay @ Purpose",
            "cell 1,1: a|b c @ Basis @ Pay",
            "cell 2,0: News @ Purpose",
            "term: Term",
            "definition: What it is @ Term",
            "paragraph: Text more.",
            "paragraph: A note.",
            "code: let x",
        ]
    );
}

#[test]
fn phrases_are_marked_as_a_person_would() {
    let cases = [
        ("We **do not**\n  sell _your_ data", "do not sell your data", "do not**\n  sell _your_ data"),
        ("> We do\r\n> not sell", "do not", "do\r\n> not"),
        ("your child\u{2019}s R&amp;D\u{a0}data", "child's r&d data", "child\u{2019}s R&amp;D\u{a0}data"),
        ("you [have the](x.md) right", "have the right", "have the](x.md) right"),
        ("you can [ask us][a] now\n\n[a]: /ask", "can ask us now", "can [ask us][a] now"),
        ("5 \\* 6 &lt; 7", "5 * 6 < 7", "5 \\* 6 &lt; 7"),
        ("the `data  set`s", "data set", "data  set"),
        ("~~old~~ <b>new</b> thing", "new thing", "new</b> thing"),
        ("write to <a@b.uk>!", "to a@b.uk!", "to <a@b.uk>!"),
    ];
    for (source, phrase, marked) in cases {
        assert_eq!(dump::marked(&read(source), source, phrase), marked);
    }
}

#[test]
fn links_images_and_tasks() {
    let source = "See [our *notice*](/privacy \"All of it\"), <https://ico.org.uk> and [x].\n\n![A padlock](p.png)\n\n- [x] Send me news\n- [ ] Or not\n\n[x]: /y\n";
    let document = read(source);
    assert_eq!(
        dump::links(&document, source),
        [
            "our notice -> /privacy = [our *notice*](/privacy \"All of it\")",
            "https://ico.org.uk -> https://ico.org.uk = <https://ico.org.uk>",
            "x -> /y = [x]"
        ]
    );
    assert_eq!(dump::alternatives(&document, source), ["all of it = All of it", "a padlock = A padlock"]);
    assert_eq!(dump::controls(&document), ["checkbox - Yes: send me news", "checkbox - No: or not"]);
    assert_eq!(dump::controls(&read("- [ ] one\n\n- [x] two\n")), ["checkbox - No: one", "checkbox - Yes: two"]);
}

#[test]
fn html_goes_on_from_one_piece_to_the_next() {
    assert_eq!(
        blocks(
            "<div>\n\n# A\n\n<details><summary>More\n</summary>\n\ntext <b>bold</b><br>line\n\n</details>\n</div>\n\n<h2 align=center>\n\n*Rights*\n\n</h2>\n\nafter"
        ),
        ["h1: A", "h6: More # A", "paragraph: text bold line # More # A", "h2: Rights # A", "paragraph: after # Rights # A"]
    );
    assert_eq!(
        blocks("<table>\n<tr><th>H</th></tr>\n<tr><td>\n\n- a\n- b\n\n</td></tr>\n</table>\n\nafter"),
        ["head 0,0: H", "item: a @ H", "item: b @ H", "paragraph: after"]
    );
    assert_eq!(
        blocks("> <div\n> class=x>one\n> <p>two</div>\n\n<style>\na\n\nb\n</style>\n\n- a <script>b</script> c </div>\n\nd"),
        ["paragraph: one", "paragraph: two", "item: a c <- two", "paragraph: d"]
    );
    let source = "<a href=\"/x\">\n\nyour *rights*\n\n</a>\n\n<!-- note -->\nrest <!-- inner --> of it";
    let document = read(source);
    assert_eq!(dump::links(&document, source), ["your rights -> /x = <a href=\"/x\">\n\nyour *rights*\n\n</a>"]);
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, [" note ", " inner "]);
}

#[test]
fn govspeak_marks_are_not_words() {
    assert_eq!(
        blocks("$CTA\nCall us\n$CTA\n\n^Note this.^\n\ns1. First\ns2. Then\n\n## About {: .no-toc}\n{:toc}\n"),
        ["paragraph: Call us", "paragraph: Note this.", "item: First", "item: Then", "h2: About"]
    );
}

#[test]
fn the_time_for_hostile_documents_grows_with_their_length() {
    for piece in
        ["> ", "- ", "[", "![", "<div>\n\n", "<b>", "*a ", "`a", "| a |\n|---|\n", "&amp;", "[a](b ", "<a b='>\n\n", "s1. a\n", "1. - "]
    {
        dump::assert_linear(Host::Markdown, piece);
    }
}
