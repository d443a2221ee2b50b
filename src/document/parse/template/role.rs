//! What a tag does, told from its words. These are readings, not parses: a helper may print what its name does not tell.

use crate::document::model::HoleRole::{self, Code, Comment, Include, Lookup, Value};
use crate::source::Template;

/// Functions that look a text up by its key.
const LOOKUPS: &[&str] = &[
    "_",
    "__",
    "_e",
    "_n",
    "_x",
    "$t",
    "t",
    "T",
    "gettext",
    "i18n",
    "ngettext",
    "pgettext",
    "trans",
    "trans_choice",
    "translate",
    "esc_html__",
    "esc_html_e",
    "esc_attr__",
    "esc_attr_e",
    "esc_html_x",
];

/// Statements in `{% %}` that print a value.
const PRINTING: &[&str] = &[
    "asset",
    "avatar",
    "cycle",
    "echo",
    "firstof",
    "lorem",
    "manage_preferences",
    "now",
    "path",
    "querystring",
    "static",
    "unsubscribe",
    "view_in_browser",
    "web_view",
    "widthratio",
];

/// Statements in `{% %}` that print another file or a body.
const INCLUDING: &[&str] = &[
    "content_for_layout",
    "embed",
    "include",
    "include_block",
    "include_cached",
    "include_relative",
    "inject",
    "partial",
    "render",
    "richtext",
    "section",
    "sections",
    "snippet",
    "yield",
];

/// The first word of an expression.
fn first_word(expression: &str) -> &str {
    expression.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '.')).next().unwrap_or_default()
}

/// What follows each place where `name` stands as a word of its own.
fn uses<'e>(expression: &'e str, name: &str) -> impl Iterator<Item = &'e str> {
    expression.match_indices(name).filter_map(move |(at, found)| {
        let before = expression[..at].chars().next_back();
        let after = &expression[at + found.len()..];
        let starts = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '/'));
        let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        (starts && ends).then_some(after)
    })
}

fn calls(expression: &str, names: &[&str]) -> bool {
    names.iter().any(|name| uses(expression, name).any(|after| after.trim_start().starts_with('(')))
}

/// Whether a name is used as Ruby, Handlebars and Go use a function: its argument after a space.
fn commands(expression: &str, names: &[&str]) -> bool {
    names
        .iter()
        .any(|name| uses(expression, name).any(|after| after.starts_with(' ') && after.trim_start().starts_with(['"', '\'', ':', '.'])))
}

/// Whether a filter of one of these names is applied.
fn filters(expression: &str, names: &[&str]) -> bool {
    expression.split('|').skip(1).any(|filter| {
        let filter = filter.trim_start();
        let name = filter.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        names.contains(&name)
    })
}

/// What `{{ expression }}` does.
pub(super) fn printed(template: Template, expression: &str) -> HoleRole {
    match template {
        Template::Blade => blade(expression),
        Template::Handlebars => mustache(expression).unwrap_or(Value),
        Template::Any => mustache(expression).or_else(|| go(expression)).unwrap_or_else(|| jinja(expression)),
        _ => jinja(expression),
    }
}

fn jinja(expression: &str) -> HoleRole {
    if expression.is_empty() {
        return Code;
    }
    if calls(expression, LOOKUPS) || filters(expression, &["t", "trans", "translate", "i18n"]) {
        return Lookup;
    }
    // The body of a layout has these names in Eleventy, Jekyll, Shopify.
    let is_body = matches!(first_word(expression), "content" | "content_for_layout" | "content_for_index");
    if is_body
        || ["include", "super", "caller", "block", "source", "partial"]
            .iter()
            .any(|name| expression.starts_with(name) && calls(expression, &[name]))
    {
        return Include;
    }
    Value
}

fn mustache(expression: &str) -> Option<HoleRole> {
    let word = first_word(expression);
    match expression.chars().next() {
        None | Some('#' | '^' | '*' | '=') => Some(Code),
        Some('/') => Some(if expression.starts_with("/*") { Comment } else { Code }),
        Some('!') => Some(Comment),
        Some('>') => Some(Include),
        _ if word == "else" => Some(Code),
        _ if matches!(word, "body" | "yield" | "outlet") && expression == word => Some(Include),
        _ if matches!(word, "t" | "i18n" | "__" | "translate" | "localize" | "T")
            && expression[word.len()..].trim_start().starts_with(['"', '\'']) =>
        {
            Some(Lookup)
        }
        _ if matches!(word, "include" | "partial" | "template") && expression[word.len()..].trim_start().starts_with(['"', '\'']) => {
            Some(Include)
        }
        _ => None,
    }
}

/// The words of Go's templates (Hugo), which stand in `{{ }}` too.
fn go(expression: &str) -> Option<HoleRole> {
    match first_word(expression) {
        "if" | "else" | "end" | "range" | "with" | "define" | "block" | "break" | "continue" => Some(Code),
        "template" | "partial" | "partialCached" | ".Content" | ".Inner" => Some(Include),
        _ if expression.starts_with('$') && (expression.contains(":=") || expression.contains(" = ")) => Some(Code),
        _ => None,
    }
}

/// What Hugo's `{{< expression >}}` does.
pub(super) fn shortcode(expression: &str) -> HoleRole {
    let expression = expression.trim();
    if expression.starts_with("/*") {
        return Comment;
    }
    match first_word(expression) {
        "param" | "email" => Value,
        word if word.ends_with("ref") || word.ends_with("link") => Value,
        "include" | "readfile" | "partial" | "md" | "snippet" => Include,
        _ => Code,
    }
}

/// What `{% expression %}` does.
pub(super) fn statement(expression: &str) -> HoleRole {
    let word = first_word(expression);
    let rest = expression[word.len()..].trim_start();
    // `{% url 'x' as link %}` keeps what it would print.
    let kept = uses(expression, "as").any(|after| after.starts_with(' '));
    match word {
        _ if expression.starts_with('#') => Comment,
        "trans" | "translate" | "t" | "i18n" if rest.starts_with(['"', '\'']) && !kept => Lookup,
        _ if INCLUDING.contains(&word) => Include,
        _ if kept => Code,
        _ if PRINTING.contains(&word) || names_a_link(word) => Value,
        _ => Code,
    }
}

/// Whether a tag of this name is made to stand in a `href`.
fn names_a_link(word: &str) -> bool {
    !word.starts_with("end") && ["url", "uri", "link", "href", "_path"].iter().any(|end| word.ends_with(end))
}

/// What a tag of ERB or EJS does: `sign` follows the opening mark, `tight` says that a dash stands before the closing one.
pub(in crate::document::parse) fn erb(sign: u8, tight: bool, expression: &str) -> HoleRole {
    let word = first_word(expression);
    // SendGrid's tags, which look like Ruby that prints nothing.
    if expression == word && (word.starts_with("asm_") || word.contains("unsubscribe")) {
        return Value;
    }
    let includes = matches!(word, "render" | "yield" | "include" | "partial" | "content_for" | "body" | "render_partial")
        || expression.starts_with("await include");
    let opens =
        expression.ends_with(" do") || expression.ends_with('{') || (expression.ends_with('|') && uses(expression, "do").next().is_some());
    // `<%-` prints in EJS, and only takes white space away in ERB.
    let ruby = tight
        || matches!(
            word,
            "if" | "unless" | "else" | "elsif" | "end" | "for" | "while" | "case" | "when" | "provide" | "content_for" | "set_meta_tags"
        )
        || expression.contains(" = ")
        || expression.starts_with('}');
    match sign {
        b'=' | b'-' if opens => Code,
        b'=' if expression.is_empty() => Code,
        b'=' if includes => Include,
        b'-' if includes && word != "content_for" => Include,
        b'-' if ruby => Code,
        b'=' | b'-' if calls(expression, LOOKUPS) || commands(expression, &["t", "translate"]) => Lookup,
        b'=' | b'-' => Value,
        _ => Code,
    }
}

/// What `{expression}` does in JSX.
pub(in crate::document::parse) fn script(expression: &str) -> HoleRole {
    if calls(expression, LOOKUPS) || calls(expression, &["formatMessage"]) {
        Lookup
    } else if matches!(expression.trim(), "children" | "props.children" | "this.props.children") {
        Include
    } else {
        Value
    }
}

/// What `<?php expression ?>` does; `prints` for `<?=`.
pub(super) fn php(prints: bool, expression: &str) -> HoleRole {
    let word = first_word(expression);
    let by_word = match word {
        "include" | "include_once" | "require" | "require_once" | "get_template_part" | "the_content" | "partial" => Some(Include),
        "_e" | "esc_html_e" | "esc_attr_e" => Some(Lookup),
        _ => None,
    };
    if let Some(role) = by_word {
        return role;
    }
    // A longer piece of code that also echoes does not stand for one value in a sentence.
    let echoes = prints
        || matches!(word, "echo" | "print" | "printf" | "bloginfo" | "the_title" | "the_permalink" | "the_date")
        || (!expression.contains('\n') && uses(expression, "echo").any(|after| after.starts_with([' ', '('])));
    if !echoes {
        return Code;
    }
    let printed = expression.strip_prefix("echo").unwrap_or(expression).trim_start();
    if calls(printed, LOOKUPS) {
        Lookup
    } else if [
        "$this->insert",
        "$this->fetch",
        "$this->partial",
        "$this->render",
        "$this->section",
        "$this->element",
        "view(",
        "get_the_content",
    ]
    .iter()
    .any(|start| printed.starts_with(start))
    {
        Include
    } else {
        Value
    }
}

/// What `{{ expression }}` does in Blade.
pub(super) fn blade(expression: &str) -> HoleRole {
    let expression = expression.trim();
    if calls(expression, LOOKUPS) || uses(expression, "Lang").any(|after| after.starts_with("::")) {
        Lookup
    } else if expression == "$slot" || expression.starts_with("view(") {
        Include
    } else if expression.is_empty() {
        Code
    } else {
        Value
    }
}

/// Functions and macros of applications made with `FreeMarker` that look a text up by its key.
const MESSAGES: &[&str] = &["getMessage", "getText", "message", "messageArgs", "messageArgsText", "messageText", "msg", "text", "theme"];

/// What `${expression}` does in `FreeMarker`.
pub(super) fn freemarker(expression: &str) -> HoleRole {
    match expression {
        "" => Code,
        _ if calls(expression, LOOKUPS) || calls(expression, MESSAGES) => Lookup,
        _ => Value,
    }
}

/// What `<#expression>` does in `FreeMarker`.
pub(super) fn freemarker_directive(expression: &str) -> HoleRole {
    if matches!(first_word(expression), "include" | "nested" | "recurse" | "visit") { Include } else { Code }
}

/// What `<@expression>` does in `FreeMarker`; `alone` if it has no body.
pub(super) fn freemarker_macro(expression: &str, alone: bool) -> HoleRole {
    let name = first_word(expression);
    let last = name.rsplit('.').next().unwrap_or_default();
    if MESSAGES.contains(&last) || LOOKUPS.contains(&last) {
        Lookup
    } else if !alone || name.contains("form") {
        Code
    } else if names_a_link(&last.to_ascii_lowercase()) || ["date", "format", "name", "value"].iter().any(|word| last.contains(word)) {
        Value
    } else {
        Include
    }
}

/// What `@expression` does in Razor.
pub(super) fn razor(expression: &str) -> HoleRole {
    let expression = expression.trim().trim_start_matches("await ").trim_start();
    let looks_up = expression.match_indices('[').any(|(at, _)| {
        let name = expression[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        name.ends_with("ocalizer") || name.ends_with("ocaliser") || matches!(name, "T" | "L" | "Loc" | "S")
    });
    let includes =
        ["Html.Partial", "Html.RenderPartial", "Html.Action", "Html.RenderAction", "RenderBody", "RenderSection", "Component.Invoke"]
            .iter()
            .any(|start| expression.starts_with(start))
            || matches!(expression, "Body" | "ChildContent");
    if looks_up || calls(expression, &["T", "_"]) {
        Lookup
    } else if includes {
        Include
    } else {
        Value
    }
}
