//! Documents as a few lines of text, for the tests of the parsers.

use crate::document::{AsideKind, BlockKind, Document, parse};
use crate::growth;
use crate::source::{Format, Host, SourceFile, Template};

/// Reads `source` in `host`.
pub(super) fn read(host: Host, source: &str) -> Document {
    parse(&SourceFile::from_text("test", source), Format { host, template: Template::Any })
}

/// One line for each block: what it is, its words, what introduces it (`<-`) and names it (`@`), the heading above it (`#`).
pub(super) fn blocks(document: &Document) -> Vec<String> {
    let words = |id| document.text.cased()[document.block(id).text.range()].to_owned();
    let line = |block: &crate::document::Block| {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Cell { row, column, header: false } => format!("cell {row},{column}"),
            BlockKind::Cell { row, column, header: true } => format!("head {row},{column}"),
            other => format!("{other:?}").to_lowercase(),
        };
        let mut line = format!("{kind}: {}", &document.text.cased()[block.text.range()]);
        if let Some(id) = block.lead_in {
            line = line + " <- " + &words(id);
        }
        for id in block.named_by.iter().flatten() {
            line = line + " @ " + &words(*id);
        }
        let own = matches!(block.kind, BlockKind::Heading(_));
        for id in document.headings(block.section).skip(usize::from(own)) {
            line = line + " # " + &words(id);
        }
        line
    };
    document.blocks.iter().map(line).collect()
}

/// One line for each link: its words, its target and its source.
pub(super) fn links(document: &Document, source: &str) -> Vec<String> {
    let slice = |range: crate::document::TextRange| &document.text.cased()[range.range()];
    let line = |link: &crate::document::Link| format!("{} -> {} = {}", slice(link.text), slice(link.target), &source[link.span.range()]);
    document.links.iter().map(line).collect()
}

/// One line for each alternative text: its words and its source.
pub(super) fn alternatives(document: &Document, source: &str) -> Vec<String> {
    let shown = document.asides.iter().filter(|aside| aside.kind == AsideKind::Alternative);
    shown.map(|aside| format!("{} = {}", document.text.slice(aside.text), &source[aside.span.range()])).collect()
}

/// One line for each control: what it is, its name, whether it is ticked, its label.
pub(super) fn controls(document: &Document) -> Vec<String> {
    let line = |control: &crate::document::Control| {
        let name = control.name.as_deref().unwrap_or("-");
        let label = control.label.map_or("-", |id| document.text.slice(document.block(id).text));
        let required = if control.required { " required" } else { "" };
        format!("{} {name} {:?}{required}: {label}", control.kind, control.checked)
    };
    document.controls.iter().map(line).collect()
}

/// The source of the first occurrence of `phrase` in the folded text.
pub(super) fn marked<'s>(document: &Document, source: &'s str, phrase: &str) -> &'s str {
    let start = document.text.folded().find(phrase).expect(phrase) as u32;
    let range = crate::document::TextRange::new(start, start + phrase.len() as u32);
    &source[document.text.to_source(range).range()]
}

/// What could not be read, and where.
pub(super) fn troubles(document: &Document, source: &str) -> Vec<String> {
    document.troubles.iter().map(|trouble| format!("{}: {}", &source[trouble.span.range()], trouble.message)).collect()
}

/// Asserts that the time to read `piece` many times over grows with how many times it is.
pub(super) fn assert_linear(host: Host, piece: &str) {
    growth::assert_linear(piece, 2000, |times| piece.repeat(times), |source| read(host, source));
}
