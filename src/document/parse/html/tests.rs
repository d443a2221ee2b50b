use crate::document::Document;
use crate::document::parse::dump;
use crate::source::Host;

fn read(source: &str) -> Document {
    dump::read(Host::Html, source)
}

fn blocks(source: &str) -> Vec<String> {
    dump::blocks(&read(source))
}

#[test]
fn end_tags_that_authors_leave_out_are_implied() {
    assert_eq!(
        blocks(
            "<title>T</title><h1>A</h1><p>one<p>two<ul><li>x:<ul><li>y</ul><li>z</ul><h2>B<div>C</div></h2>d<dl><dt>t<dd>e<dt>u<dd>f</dl>"
        ),
        [
            "title: T",
            "h1: A",
            "paragraph: one # A",
            "paragraph: two # A",
            "item: x: <- two # A",
            "item: y <- x: # A",
            "item: z <- two # A",
            "h2: B # A",
            "h2: C # A",
            "paragraph: d # C # A",
            "term: t # C # A",
            "definition: e @ t # C # A",
            "term: u # C # A",
            "definition: f @ u # C # A",
        ]
    );
}

#[test]
fn a_heading_whose_end_tag_lacks_its_slash_ends_all_the_same() {
    assert_eq!(blocks("<h2>One<h2></h2><p>two</p>"), ["h2: One", "paragraph: two # One"]);
}

#[test]
fn what_browsers_do_not_show_is_not_read() {
    assert_eq!(
        blocks(
            "<head><meta charset=utf-8><style>p{}</style></head><script>a<p>b</p></script><template><p>c</p></template>\
             <svg><title>d</title><g></g></svg><iframe>e</iframe><textarea>f</textarea><p hidden>g</p><noscript><p>h</noscript>"
        ),
        ["paragraph: g", "paragraph: h"]
    );
}

#[test]
fn mails_in_mjml_are_read() {
    let source = "<mjml><mj-head><mj-title>News</mj-title><mj-preview>Half price</mj-preview><mj-attributes><mj-text color=\"red\">no</mj-text>\
                  <mj-class name=\"a\" /></mj-attributes><mj-style>p { color: red }</mj-style></mj-head><mj-body><mj-section><mj-column>\
                  <mj-text>One <b>two</b></mj-text><mj-image src=\"a.png\" alt=\"Bikes\" href=\"https://fernhill.example/b\" />\
                  <mj-button href=\"https://fernhill.example/\">Buy now</mj-button><mj-button>Later</mj-button>\
                  <mj-raw><p>Three</p></mj-raw><mj-navbar><mj-navbar-link href=\"/c\">Shop</mj-navbar-link></mj-navbar>\
                  <mj-social><mj-social-element href=\"/d\">Share</mj-social-element></mj-social><mj-text>Four</mj-text></mj-column></mj-section></mj-body></mjml>";
    let document = read(source);
    assert_eq!(
        dump::blocks(&document),
        [
            "title: News",
            "paragraph: Half price",
            "paragraph: One two",
            "button: Buy now",
            "button: Later",
            "paragraph: Three",
            "paragraph: Shop",
            "paragraph: Share",
            "paragraph: Four"
        ]
    );
    assert_eq!(
        dump::links(&document, source).iter().map(|link| link.split(" = ").next().unwrap_or_default()).collect::<Vec<_>>(),
        [" -> https://fernhill.example/b", "Buy now -> https://fernhill.example/", "Shop -> /c", "Share -> /d"]
    );
    assert_eq!(dump::alternatives(&document, source), ["bikes = Bikes"]);
}

#[test]
fn tables_name_their_cells() {
    assert_eq!(
        blocks(
            "<table><caption>Why</caption><thead><tr><td>Purpose</td><td colspan=2>Basis</td><td>Time</td></tr></thead>\
             <tbody><tr><th rowspan=2>Pay<td>Contract<td>Tax law<td><p>6 years<ul><li>or less</ul><tr><td>Consent<td>None<td>1 year</table>after"
        ),
        [
            "paragraph: Why",
            "head 0,0: Purpose",
            "head 0,1: Basis",
            "head 0,3: Time",
            "head 1,0: Pay @ Purpose",
            "cell 1,1: Contract @ Basis @ Pay",
            "cell 1,2: Tax law @ Pay",
            "cell 1,3: 6 years @ Time @ Pay",
            "item: or less <- 6 years @ Time @ Pay",
            "cell 2,1: Consent @ Basis @ Pay",
            "cell 2,2: None @ Pay",
            "cell 2,3: 1 year @ Time @ Pay",
            "paragraph: after",
        ]
    );
}

#[test]
fn nested_tables_and_tables_for_layout() {
    assert_eq!(
        blocks("<table role=presentation><tr><td>a<table><tr><th>H<tr><td>b</table>c</div><td>d</table>"),
        ["paragraph: a", "head 0,0: H", "cell 1,0: b @ H", "paragraph: c", "paragraph: d"]
    );
    assert_eq!(
        blocks("<ul><li>a<table><tr><td>b<td><ol><li>c</ol></table><li>d</ul>"),
        ["item: a", "cell 0,0: b", "item: c @ b", "item: d"]
    );
    assert_eq!(
        blocks("<table><tr><td>a<td><table><tr><td>b<tr><td>c</table>d<tr><td>e</table>"),
        ["paragraph: a", "paragraph: b", "paragraph: c", "paragraph: d", "paragraph: e"]
    );
}

#[test]
fn line_breaks_are_spaces_and_two_end_the_block() {
    assert_eq!(blocks("<p>a<br>b <br> <br/>c<hr>d</p>e"), ["paragraph: a b", "paragraph: c", "paragraph: d", "paragraph: e"]);
    assert_eq!(blocks("<b>Your rights</b><br><br>You may<br>ask."), ["h7: Your rights", "paragraph: You may ask. # Your rights"]);
}

#[test]
fn phrases_are_marked_as_a_person_would() {
    let cases = [
        ("<p>We <b>do not</b>\r\n  sell your&nbsp;data", "we do not sell your data", "We <b>do not</b>\r\n  sell your&nbsp;data"),
        ("<p>We <b>do not</b> sell", "do not", "do not"),
        ("see R&amp;D here", "r&d", "R&amp;D"),
        ("see R&ampD here", "&d", "&ampD"),
        ("it is <a href=x>your right</a> to ask", "your right to ask", "your right</a> to ask"),
        ("your child\u{2019}s name", "child's name", "child\u{2019}s name"),
        ("your child&rsquo;s name", "child's", "child&rsquo;s"),
        ("a\u{ad}b &shy;c\u{200b} d", "ab c d", "a\u{ad}b &shy;c\u{200b} d"),
        ("caf\u{e9} &eacute;t\u{e9}", "\u{e9} \u{e9}t\u{e9}", "\u{e9} &eacute;t\u{e9}"),
    ];
    for (source, phrase, marked) in cases {
        assert_eq!(dump::marked(&read(source), source, phrase), marked);
    }
}

#[test]
fn links_have_words_target_and_place() {
    let source =
        "<p>Read <a class=a href='/a?b=1&amp;c=2'> our <i>full</i> notice</a>, <a href=b><img alt=\"Home page\"></a> <a name=x>y</a>";
    let document = read(source);
    assert_eq!(
        dump::links(&document, source),
        [
            "our full notice -> /a?b=1&c=2 = <a class=a href='/a?b=1&amp;c=2'> our <i>full</i> notice</a>",
            " -> b = <a href=b><img alt=\"Home page\"></a>"
        ]
    );
    assert_eq!(dump::alternatives(&document, source), ["home page = Home page"]);
}

#[test]
fn template_tags_are_holes_wherever_they_stand() {
    let source = "<p>Dear {{ name }}, <a href=\"{{ root }}/stop?u={{ id }}\">stop {% if x %}all{% endif %}</a> \
        <img alt='Logo of {{ org }}'><input type=checkbox {% if y %}checked{% endif %} name={{ n }}> me";
    let document = read(source);
    assert_eq!(dump::blocks(&document), ["paragraph: Dear \u{fffc}, stop all me"]);
    assert_eq!(dump::alternatives(&document, source), ["logo of \u{fffc} = Logo of {{ org }}"]);
    assert_eq!(
        dump::links(&document, source),
        ["stop all -> \u{fffc}/stop?u=\u{fffc} = <a href=\"{{ root }}/stop?u={{ id }}\">stop {% if x %}all{% endif %}</a>"]
    );
    assert_eq!(dump::controls(&document), ["checkbox {{ n }} Unknown: dear \u{fffc}, stop all me"]);
}

#[test]
fn controls_find_their_labels() {
    let source = "<form><label for=a>Your e-mail</label><input id=a name=mail type=EMAIL required placeholder='you@x'>\
        <label for=n></label><label><input type=checkbox checked name=n id=n> Send me news</label>\
        <div><input type=radio name=r> No thanks</div><div><input type=checkbox name=s></div>\
        <label for=t><p>Tell us</p></label><select name=c><option>One<option>Two</select><textarea id=t>x</textarea>\
        <input type=checkbox v-model=z name=z><button>Sign <b>up</b></button><input type=submit value='Go &amp; see'></form>";
    let document = read(source);
    assert_eq!(
        dump::controls(&document),
        [
            "email mail No required: your e-mail",
            "checkbox n Yes: send me news",
            "radio r No: no thanks",
            "checkbox s No: -",
            "select c No: -",
            "textarea - No: tell us",
            "checkbox z Unknown: -",
        ]
    );
    assert_eq!(
        dump::blocks(&document),
        [
            "label: Your e-mail",
            "label: Send me news",
            "paragraph: No thanks",
            "label: Tell us",
            "paragraph: One",
            "paragraph: Two",
            "button: Sign up",
            "button: Go & see",
        ]
    );
    assert_eq!(dump::alternatives(&document, source), ["you@x = you@x"]);
}

#[test]
fn comments_are_the_words_between_the_marks() {
    let source = "a<!-- one --><!doctype html><?php two ?><!--[if mso]>b<![endif]-->c<!-- three";
    let document = read(source);
    let comments: Vec<&str> = document.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, [" one ", "[if mso]>b<![endif]", " three"]);
    assert_eq!(dump::troubles(&document, source), ["<!--: this comment is not closed, and what follows is not read"]);
}

#[test]
fn a_tag_without_an_end_does_not_swallow_the_words_behind_it() {
    let source = "<p>one <a href=\"x>two</a> three <b>four</b>\nfive";
    let document = read(source);
    assert_eq!(dump::blocks(&document), ["paragraph: one two three four five"]);
    assert_eq!(dump::troubles(&document, source), ["<a href=\"x>two</a> three <b>four</b>: this tag is not closed"]);
    assert_eq!(blocks("<p>under <thirteen and\nover"), ["paragraph: under <thirteen and over"]);
    assert_eq!(blocks("<p>one <div class\ntwo &amp; three"), ["paragraph: one two & three"]);
    assert_eq!(dump::troubles(&read("<style>x"), "<style>x"), ["<style>: <style> is not closed, and what follows is not read"]);
    let source = "<title>a<p>b";
    assert_eq!(dump::troubles(&read(source), source), ["<title>: <title> is not closed, and what follows is read as the title"]);
}

#[test]
fn what_is_nested_too_deep_is_still_read() {
    let source = format!("{}deep{}<p>after", "<div>".repeat(300), "</div>".repeat(300));
    let document = read(&source);
    assert_eq!(dump::blocks(&document), ["paragraph: deep", "paragraph: after"]);
    assert_eq!(document.troubles.len(), 1);
    assert_eq!(document.troubles[0].span.start, 200 * 5);
}

#[test]
fn the_time_for_hostile_pages_grows_with_their_length() {
    let pieces = [
        "<div>",
        "<b>",
        "<a href=x>",
        "<p>",
        "<ul><li>",
        "<table><tr><td>",
        "<svg>",
        "&amp;",
        "&amp",
        "&x",
        "<",
        "</",
        "<a ",
        "<a b='><c d=\">",
        "<!--",
        "<x",
        "<label for=a><input type=checkbox id=a>",
        "</div>",
        "<blockquote>",
        "<dl><dt>",
        "<title>",
        "<td rowspan=9>",
    ];
    for piece in pieces {
        dump::assert_linear(Host::Html, piece);
    }
}
