//! What a component is a likeness of, as far as its name makes it plain.

/// What is known of a component's attributes: their names and what is written behind them, quotation marks left out.
pub(super) type Written<'s> = [(String, &'s str)];

/// Elements of HTML by the name under which a component of several libraries goes.
const LIKE: &[(&[&str], &str)] = &[
    (&["a", "anchor", "link", "navlink", "routerlink", "externallink", "internallink", "nextlink", "textlink", "hyperlink"], "a"),
    (&["ul", "list", "unorderedlist", "bulletlist", "bulletedlist"], "ul"),
    (&["ol", "orderedlist", "numberedlist"], "ol"),
    (&["li", "listitem"], "li"),
    (&["p", "paragraph", "para"], "p"),
    (&["b", "strong", "bold"], "strong"),
    (&["em", "i", "italic", "emphasis"], "em"),
    (&["blockquote", "quote"], "blockquote"),
    (&["button"], "button"),
    (&["label"], "label"),
    (&["img", "image"], "img"),
    (&["br"], "br"),
    (&["hr", "divider", "separator"], "hr"),
    (&["table"], "table"),
    (&["thead", "tableheader"], "thead"),
    (&["tbody", "tablebody"], "tbody"),
    (&["tr", "tablerow"], "tr"),
    (&["th", "tableheadercell", "columnheader"], "th"),
    (&["td", "tablecell"], "td"),
    (&["dl", "descriptionlist"], "dl"),
    (&["dt"], "dt"),
    (&["dd"], "dd"),
    (&["checkbox"], "input"),
    (&["details"], "details"),
    (&["summary"], "summary"),
    (&["style"], "style"),
    (&["script"], "script"),
];

/// Elements that may be asked for by name, with `as="h2"` or `variant="h2"`.
const ASKED: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "strong",
    "b",
    "em",
    "span",
    "div",
    "section",
    "blockquote",
    "label",
    "button",
];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The element of HTML that the component `name` is like; `in_row` says that it stands in the row of a table.
pub(super) fn like(name: &str, written: &Written<'_>, in_row: bool) -> Option<&'static str> {
    let value = |name: &str| written.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    for key in ["as", "component", "tag", "variant", "element"] {
        if let Some(found) = value(key).and_then(|value| ASKED.iter().find(|known| value.eq_ignore_ascii_case(known))) {
            return Some(found);
        }
    }
    let (first, last) = name.rsplit_once('.').unwrap_or(("", name));
    let (first, last) = (first.to_ascii_lowercase(), last.to_ascii_lowercase());
    if let Some(index) = HEADINGS.iter().position(|known| last == *known) {
        return Some(HEADINGS[index]);
    }
    let bare = last.trim_end_matches(|c: char| c.is_ascii_digit());
    if ["heading", "title", "subheading", "subtitle", "headline", "pagetitle", "sectiontitle", "pageheading", "sectionheading"]
        .contains(&bare)
    {
        let number = value("level").or(value("order")).or(Some(&last[bare.len()..])).and_then(|level| level.trim().parse::<usize>().ok());
        let default = match bare {
            "pagetitle" | "pageheading" => 1,
            "subheading" | "subtitle" => 3,
            _ => 2,
        };
        return Some(HEADINGS[number.unwrap_or(default).clamp(1, 6) - 1]);
    }
    match (first.as_str(), last.as_str()) {
        ("list" | "ul" | "ol", "item") => return Some("li"),
        // Two libraries call the row of headers and its cells by one name.
        ("" | "table", "tablehead" | "head") => return Some(if in_row { "th" } else { "thead" }),
        ("table", "header") => return Some("thead"),
        ("table", "body") => return Some("tbody"),
        ("table", "row") => return Some("tr"),
        ("table", "cell") => return Some("td"),
        _ => {}
    }
    LIKE.iter().find(|(names, _)| names.contains(&last.as_str())).map(|(_, like)| *like)
}

/// Whether a component without content prints text that is kept elsewhere by its key.
pub(super) fn looks_up(name: &str) -> bool {
    matches!(name, "Trans" | "FormattedMessage" | "FormattedHTMLMessage" | "Translate" | "Translation" | "T" | "Text.Translated")
}

/// Whether a component without content stands, by its name, for text of the page that is kept in another file.
pub(super) fn includes(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "slot" | "outlet" | "component")
        || ["privacy", "policy", "notice", "content", "markdown", "mdx", "terms"].iter().any(|word| name.contains(word))
}

/// An element of HTML by its name, if a document knows it.
pub(super) fn html(name: &str) -> Option<&'static str> {
    const OTHERS: &[&str] = &[
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "code",
        "figcaption",
        "figure",
        "footer",
        "form",
        "fieldset",
        "header",
        "head",
        "html",
        "iframe",
        "input",
        "legend",
        "main",
        "nav",
        "noscript",
        "option",
        "optgroup",
        "pre",
        "select",
        "small",
        "svg",
        "template",
        "textarea",
        "tfoot",
        "title",
        "u",
        "sup",
        "sub",
        "meta",
        "abbr",
    ];
    let like = LIKE.iter().map(|(_, like)| *like);
    like.chain(ASKED.iter().copied()).chain(OTHERS.iter().copied()).find(|known| *known == name)
}

/// Whether what stands in the element stands in a line of text.
pub(super) fn is_in_line(name: &str) -> bool {
    HEADINGS.contains(&name)
        || ["p", "a", "strong", "b", "em", "i", "label", "button", "small", "td", "th", "li", "dt", "dd", "summary", "caption"]
            .contains(&name)
}
