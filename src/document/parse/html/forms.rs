//! Form controls and the words on them.

use super::tokens::{Attribute, StartTag, Token, tokens};
use crate::document::build::DocumentBuilder;
use crate::document::model::{Checked, Control};

/// Attributes by which a script, and not the page, says whether a box is ticked.
const TICKED_BY_SCRIPT: [&str; 10] = [
    ":checked",
    "v-bind:checked",
    "v-model",
    "[checked]",
    "[(ngmodel)]",
    "ng-checked",
    "ng-model",
    "x-model",
    "bind:checked",
    "data-checked",
];

/// The type of an `input`, in lower case.
pub(super) fn kind_of_input(tag: &StartTag) -> String {
    tag.value("type").map_or_else(|| "text".to_owned(), |kind| kind.value.trim().to_ascii_lowercase())
}

/// Reports a control.
pub(super) fn control(kind: &str, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
    let is_box = matches!(kind, "checkbox" | "radio");
    let by_script = || TICKED_BY_SCRIPT.iter().any(|name| tag.has(name));
    let checked = match (is_box, tag.has("checked")) {
        (true, true) => Checked::Yes,
        (true, false) if by_script() => Checked::Unknown,
        _ => Checked::No,
    };
    let written = |name| tag.value(name).map(|value: &Attribute| builder.written(value.span));
    let control = Control {
        kind: kind.to_owned(),
        name: written("name").map(str::to_owned),
        checked,
        required: tag.has("required") || tag.attribute("aria-required").is_some_and(|value| value.value == "true"),
        label: None,
        span: tag.span,
    };
    let id = written("id");
    builder.control(control, id);
}

/// Writes the value of an attribute as the words of the block that is open.
pub(super) fn words(value: &Attribute, builder: &mut DocumentBuilder<'_>) {
    for token in tokens(builder.written(value.span), value.span.start, false) {
        match token {
            Token::Verbatim(span) => builder.verbatim(span.start, span.end),
            Token::Atom(text, span) => builder.atom(&text, span),
            _ => {}
        }
    }
}
