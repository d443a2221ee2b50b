use super::super::mask_text;
use super::super::tests::marked_holes;
use crate::document::model::{Document, HoleRole};
use crate::document::parse::{dump, parse};
use crate::source::{Format, Host, SourceFile, Template};

fn marked(template: Template, source: &str) -> String {
    marked_holes(source, &mask_text(source, Format { host: Host::Text, template }).holes)
}

#[test]
fn the_tags_of_common_senders_are_holes() {
    for (source, wanted) in [
        (
            "Hi *|FNAME|*, *|IF:VIP|*thanks*|ELSE:|*hello*|END:IF|* *|LIST:COMPANY|*",
            "Hi [V FNAME], [C IF:VIP]thanks[C ELSE:]hello[C END:IF] [V LIST:COMPANY]",
        ),
        ("Stop: %%unsub_center_url%%, %%First Name%% %%=v(@a)=%%", "Stop: [V unsub_center_url], [V First Name] [V v(@a)]"),
        ("%%[ set @a = 1 ]%%Hello", "[C set @a = 1]Hello"),
        (
            "<%asm_group_unsubscribe_raw_url%> <% asm_preferences_raw_url %>",
            "[V asm_group_unsubscribe_raw_url] [V asm_preferences_raw_url]",
        ),
        (
            "-unsubscribe- %unsubscribe_url% %FIRSTNAME% %recipient.name%",
            "[V unsubscribe] [V unsubscribe_url] [V FIRSTNAME] [V recipient.name]",
        ),
        (
            "[unsubscribe] [firstname, fallback=there] [[UNSUB_LINK_EN]] [link:subscription_unsubscribe_url]",
            "[V unsubscribe] [V firstname, fallback=there] [V UNSUB_LINK_EN] [V link:subscription_unsubscribe_url]",
        ),
        (
            "{{ unsubscribe_link }} {% unsubscribe %} {% manage_preferences 'Choose' %}",
            "[V unsubscribe_link] [V unsubscribe] [V manage_preferences 'Choose']",
        ),
        (
            "{{lead.First Name:default=you}} {!Contact.FirstName} {contact.first_name} {action.unsubscribeUrl}",
            "[V lead.First Name:default=you] [V !Contact.FirstName] [V contact.first_name] [V action.unsubscribeUrl]",
        ),
        ("Dear ((first name)), ((late??You owe us ((sum)) now))", "Dear [V first name], [C late]You owe us [V sum] now))"),
        ("((late??Please pay)). Bye", "[C late]Please pay[C ]. Bye"),
        (
            "http://$UNSUB$/?u=@EMAIL@ Dear @FIRSTNAME@ and \u{AB}Last_Name\u{BB}",
            "http://[V UNSUB]/?u=[V EMAIL] Dear [V FIRSTNAME] and [V Last_Name]",
        ),
    ] {
        assert_eq!(marked(Template::Any, source), wanted, "{source}");
    }
    assert_eq!(marked(Template::Erb, "<%= a %> {{ unsubscribe }} *|UNSUB|*"), "[V a] [V unsubscribe] [V UNSUB]");
    assert_eq!(marked(Template::Razor, "@Model.Name {{ unsubscribe }} *|UNSUB|*"), "[V Model.Name] [V unsubscribe] [V UNSUB]");
}

#[test]
fn words_that_only_look_like_tags_stay() {
    for source in [
        "5 * 3 | 4 * 2, *bold* | *more* and *|* or *||*",
        "100%% sure, 5% and 10% off, %EF%BB%BF, http://a.example/%E2%82%AC%20x",
        "list-unsubscribe-post, re-unsubscribe-d, <!--unsubscribe-->, - unsubscribe -",
        "[name], [email address], [1], [x](/y), [unsubscribe](/u), [unsubscribe][1], [unsubscribe]: /u, [[page]]",
        "(see (a) and (b)), f((x, y) => z), $((count + 1)), ((",
        "$5 and $6, US$UNSUB$, me@NAME@, a@b.uk, @someone and @OTHER",
        "{name}, { margin: 0 }, {a.b}, \u{AB} He said \u{BB}, \\{{ x }}",
    ] {
        assert_eq!(marked(Template::Erb, source), source);
    }
}

fn document(name: &str, source: &str) -> Document {
    parse(&SourceFile::from_text(name, source), Format::of_any(name))
}

/// Tags in `href`: the target is a hole, and its expression stands for the tag.
#[test]
fn tags_in_the_target_of_a_link_are_holes() {
    for (tag, expression) in [
        ("*|UNSUB|*", "UNSUB"),
        ("%%unsub_center_url%%", "unsub_center_url"),
        ("<%asm_group_unsubscribe_raw_url%>", "asm_group_unsubscribe_raw_url"),
        ("%unsubscribe_url%", "unsubscribe_url"),
        ("[unsubscribe]", "unsubscribe"),
        ("{{ unsubscribe_link }}", "unsubscribe_link"),
        ("{% unsubscribe_link %}", "unsubscribe_link"),
        ("{% unsubscribe %}", "unsubscribe"),
        ("((unsubscribe link))", "unsubscribe link"),
        ("http://$UNSUB$", "UNSUB"),
        ("{unsubscribe}", "unsubscribe"),
    ] {
        let before = tag.split(['$', '*', '%', '<', '[', '{', '(']).next().unwrap_or_default();
        let link = format!("Stop -> {before}\u{fffc}");
        for (name, source) in [
            ("mail.html", format!("<p>Enough? <a href=\"{tag}\">Stop</a></p>")),
            ("mail.mjml", format!("<mj-text>Enough? <a href='{tag}'>Stop</a></mj-text>")),
            ("mail.haml", format!("%p\n  Enough?\n  <a href=\"{tag}\">Stop</a>\n")),
            ("mail.md", format!("Enough? [Stop]({tag})\n")),
            ("mail.json", format!("{{\"body\": \"Enough? <a href='{tag}'>Stop</a>\"}}")),
        ] {
            // `<...>` is how Markdown writes a target with blanks in it; it has no link here.
            if name == "mail.md" && tag.starts_with(['<', '{', '(']) && tag.contains([' ', '<']) {
                continue;
            }
            let document = document(name, &source);
            let holes: Vec<&str> = document.holes.iter().map(|hole| &source[hole.expression.range()]).collect();
            assert_eq!(holes, [expression], "{name}: {source}");
            let links = dump::links(&document, &source);
            assert!(links.len() == 1 && links[0].starts_with(&link), "{name}: {source}: {links:?}");
            assert_eq!(document.text.slice(document.blocks[0].text), "enough? stop", "{name}: {source}");
        }
    }
}

#[test]
fn a_tag_in_a_sentence_is_a_mark_in_every_format() {
    for (name, source) in [
        ("a.txt", "Dear *|FNAME|*, hello."),
        ("a.md", "Dear *|FNAME|*, hello."),
        ("a.html", "<p>Dear *|FNAME|*, hello.</p>"),
        ("a.mjml", "<mj-text>Dear *|FNAME|*, hello.</mj-text>"),
        ("a.haml", "%p Dear *|FNAME|*, hello."),
        ("a.slim", "p Dear *|FNAME|*, hello."),
        ("a.tsx", "const a = <p>Dear *|FNAME|*, hello.</p>"),
        ("a.vue", "<template>\n<p>Dear *|FNAME|*, hello.</p>\n</template>"),
        ("a.json", "{\"text\": \"Dear *|FNAME|*, hello.\"}"),
        ("a.yml", "text: Dear *|FNAME|*, hello."),
        ("a.sms", "Dear *|FNAME|*, hello."),
        ("a.html.erb", "<p>Dear *|FNAME|*, hello.</p>"),
        ("a.cshtml", "<p>Dear *|FNAME|*, hello.</p>"),
        ("a.ftl", "<p>Dear *|FNAME|*, hello.</p>"),
    ] {
        let document = document(name, source);
        assert_eq!(dump::blocks(&document), ["paragraph: Dear \u{fffc}, hello."], "{name}");
        assert_eq!(document.holes.len(), 1, "{name}");
        assert_eq!((document.holes[0].role, &source[document.holes[0].expression.range()]), (HoleRole::Value, "FNAME"), "{name}");
    }
}

#[test]
fn what_is_shown_on_a_condition_is_read() {
    let source = "Hello.\n\n((member??Your discount has ended.)) Goodbye.\n";
    assert_eq!(dump::blocks(&document("a.md", source)), ["paragraph: Hello.", "paragraph: Your discount has ended. Goodbye."]);
    assert_eq!(dump::blocks(&document("a.txt", source)), ["paragraph: Hello.", "paragraph: Your discount has ended. Goodbye."]);
}

#[test]
fn links_that_are_elements_say_where_they_lead() {
    let source = "<p><unsubscribe>Opt out here</unsubscribe> or <webversion>read it on the web</webversion>.</p>";
    let document = document("a.html", source);
    assert_eq!(
        dump::links(&document, source),
        [
            "Opt out here -> unsubscribe = <unsubscribe>Opt out here</unsubscribe>",
            "read it on the web -> webversion = <webversion>read it on the web</webversion>",
        ]
    );
    assert_eq!(dump::blocks(&document), ["paragraph: Opt out here or read it on the web."]);
}

#[test]
fn the_work_grows_with_the_length() {
    for piece in ["*|", "%%[ ", "%%a ", "((", "((a??", "[", "{{", "$A", "@A", "-un", "<%a", "<mj-include ", "\u{AB}a", "[[", "%ABCD"] {
        dump::assert_linear(Host::Text, piece);
    }
}
