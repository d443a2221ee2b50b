//! Files of texts, JSON and YAML: each string is a block of its own, in the order of the file. What a string is, a heading or an
//! item, is told from its key; HTML and Markdown in it are read as such.

mod decode;
mod json;
mod key;
mod placeholder;
#[cfg(test)]
mod tests;
mod yaml;

pub(super) use json::read as read_json;
pub(super) use yaml::read as read_yaml;

use super::decoded::{Decoded, Origin};
use super::html::HtmlReader;
use super::{markdown, template};
use crate::document::build::DocumentBuilder;
use crate::document::model::{BlockKind, Document, Trouble};
use crate::source::{Format, Span};
use decode::decode;
use key::Meaning;
use std::ops::Range;

/// What a file of texts holds, in source order.
#[derive(Debug, Default)]
pub(super) struct Texts {
    events: Vec<Event>,
    comments: Vec<Span>,
    troubles: Vec<Trouble>,
}

#[derive(Debug)]
enum Event {
    /// A mapping or, if `list`, a sequence begins.
    Enter {
        list: bool,
    },
    Leave,
    Value(Value),
}

/// A string.
#[derive(Debug)]
struct Value {
    /// Its key, or that of the sequence that holds it; empty if there is none.
    key: String,
    /// Its words in the source, without quotation marks.
    range: Range<usize>,
    style: Style,
}

/// How a string is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With escapes: JSON's strings, and YAML's in double quotation marks.
    Escaped,
    /// With a quotation mark written twice.
    Doubled,
    /// As it stands; blanks at the front of a line do not count.
    Plain,
    /// As it stands, indented.
    Block,
}

impl Texts {
    fn trouble(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.troubles.push(Trouble { span: span.into(), message: message.into() });
    }

    /// The document.
    pub(super) fn build(self, source: &str, format: Format) -> Document {
        let values = self.events.iter().filter_map(|event| match event {
            Event::Value(value) => Some(value.range.clone()),
            _ => None,
        });
        let holes: Vec<_> =
            values.flat_map(|range| template::merge::add(source, range.clone(), placeholder::holes(source, range), true)).collect();
        let painted = template::painted(source, &holes);
        let mut builder = DocumentBuilder::new(source, format, holes);
        for trouble in self.troubles {
            builder.trouble(trouble.span, trouble.message);
        }
        for comment in self.comments {
            builder.comment(comment);
        }
        let mut writer = Writer { builder, painted: &painted, open: Vec::new(), first_heading: None };
        for event in &self.events {
            match event {
                Event::Enter { list } => writer.enter(*list),
                Event::Leave => writer.leave(),
                Event::Value(value) => writer.value(value),
            }
        }
        writer.builder.finish()
    }
}

/// Tells the builder what the file holds.
struct Writer<'p, 's> {
    builder: DocumentBuilder<'s>,
    painted: &'p str,
    open: Vec<Open>,
    /// At what depth the first heading stood.
    first_heading: Option<usize>,
}

/// A mapping or sequence that is open.
struct Open {
    is_list: bool,
    /// Whether a list was opened for the strings in it.
    listed: bool,
}

impl Writer<'_, '_> {
    fn enter(&mut self, is_list: bool) {
        self.end_list();
        self.open.push(Open { is_list, listed: false });
    }

    fn leave(&mut self) {
        self.end_list();
        self.open.pop();
    }

    fn end_list(&mut self) {
        if let Some(open) = self.open.last_mut()
            && std::mem::replace(&mut open.listed, false)
        {
            self.builder.close_list();
        }
    }

    fn begin_list(&mut self) {
        if let Some(open) = self.open.last_mut()
            && !std::mem::replace(&mut open.listed, true)
        {
            self.builder.open_list();
        }
    }

    fn value(&mut self, value: &Value) {
        let decoded = decode(self.painted, value);
        let Some(meaning) = key::meaning(&value.key, decoded.text()) else { return };
        let in_list = self.open.last().is_some_and(|open| open.is_list);
        match meaning {
            Meaning::Title => {
                self.builder.open_block(BlockKind::Title);
                self.html(&decoded);
            }
            Meaning::Heading(level) if !in_list => {
                self.end_list();
                let depth = self.open.len();
                let level = self.level(level, depth);
                self.builder.open_heading(level);
                self.html(&decoded);
            }
            Meaning::Item => self.item(&decoded),
            _ if in_list => self.item(&decoded),
            _ => {
                self.end_list();
                self.words(&decoded);
            }
        }
    }

    /// The level of a heading: what its key says, or the highest for the first and lower ones for the others.
    fn level(&mut self, said: Option<u8>, depth: usize) -> u8 {
        let first = self.first_heading.is_none();
        let top = *self.first_heading.get_or_insert(depth);
        said.unwrap_or(match depth.saturating_sub(top) {
            _ if first => 1,
            0..=2 => 2,
            _ => 3,
        })
    }

    fn item(&mut self, decoded: &Decoded) {
        self.begin_list();
        self.builder.open_item();
        self.words(decoded);
        self.builder.close_item();
    }

    fn words(&mut self, decoded: &Decoded) {
        self.builder.open_paragraph();
        if is_markdown(decoded.text()) {
            markdown::parse_decoded(decoded, &mut self.builder);
            self.builder.close_block();
        } else {
            self.html(decoded);
        }
    }

    fn html(&mut self, decoded: &Decoded) {
        let mut reader = HtmlReader::default();
        let origin = Origin::Decoded(decoded);
        reader.feed_from(decoded.text(), 0, origin, &mut self.builder);
        reader.finish(origin.span(&(0..decoded.text().len())).end, &mut self.builder);
    }
}

/// Whether a string has marks of Markdown, or paragraphs without any marks of HTML.
fn is_markdown(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with('<') {
        return false;
    }
    let marks = ["](", "**", "\n- ", "\n* ", "\n1. ", "\n#", "\n\n"];
    text.starts_with("# ") || text.starts_with("## ") || marks.iter().any(|mark| text.contains(mark))
}
