//! YAML, by saphyr-parser's events. Their places are counted in characters.

use super::key::end_of;
use super::{Event, Style, Texts, Value};
use saphyr_parser::{Event as Parsed, Parser, ScalarStyle};
use std::ops::Range;

/// Reads a file of YAML, up to the first mistake in it.
pub(in crate::document::parse) fn read(source: &str) -> Texts {
    let mut reader = Reader { source, starts: Vec::new(), texts: Texts::default(), open: Vec::new() };
    if !source.is_ascii() {
        reader.starts = source.char_indices().map(|(at, _)| at).collect();
    }
    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => {
                let range = reader.byte(span.start.index())..reader.byte(span.end.index());
                reader.event(event, range);
            }
            Err(error) => {
                let at = reader.byte(error.marker().index());
                let end = source[at..].find('\n').map_or(source.len(), |end| at + end);
                reader.texts.trouble(at..end, format!("this is not YAML ({}), and what follows is not read", error.info()));
                break;
            }
        }
    }
    reader.comments();
    reader.texts
}

struct Reader<'s> {
    source: &'s str,
    /// Where each character begins; empty if each is one byte.
    starts: Vec<usize>,
    texts: Texts,
    open: Vec<Open>,
}

/// A mapping or sequence that is open.
struct Open {
    is_list: bool,
    /// Whether a key comes next.
    at_key: bool,
    /// The last key; in a sequence the key of the sequence.
    key: String,
}

impl Reader<'_> {
    /// The byte at which the character `index` begins.
    fn byte(&self, index: usize) -> usize {
        let at = if self.starts.is_empty() { index } else { self.starts.get(index).copied().unwrap_or(self.source.len()) };
        at.min(self.source.len())
    }

    fn event(&mut self, event: Parsed<'_>, range: Range<usize>) {
        match event {
            Parsed::MappingStart(..) => self.enter(false),
            Parsed::SequenceStart(..) => self.enter(true),
            Parsed::MappingEnd | Parsed::SequenceEnd => {
                self.open.pop();
                self.texts.events.push(Event::Leave);
                self.after_node();
            }
            Parsed::Scalar(text, style, ..) => {
                match self.open.last_mut() {
                    Some(open) if open.at_key => end_of(&text).clone_into(&mut open.key),
                    _ => self.value(style, range),
                }
                self.after_node();
            }
            Parsed::Alias(_) => self.after_node(),
            _ => {}
        }
    }

    fn enter(&mut self, is_list: bool) {
        let key = if is_list { self.open.last().map(|open| open.key.clone()).unwrap_or_default() } else { String::new() };
        self.open.push(Open { is_list, at_key: !is_list, key });
        self.texts.events.push(Event::Enter { list: is_list });
    }

    /// A key is followed by a value, and a value by a key.
    fn after_node(&mut self) {
        if let Some(open) = self.open.last_mut().filter(|open| !open.is_list) {
            open.at_key = !open.at_key;
        }
    }

    fn value(&mut self, style: ScalarStyle, range: Range<usize>) {
        let Some(text) = self.source.get(range.clone()) else { return };
        let inside = |mark: char| {
            let quoted = text.len() > 1 && text.starts_with(mark) && text.ends_with(mark);
            quoted.then_some(range.start + 1..range.end.saturating_sub(1))
        };
        let found = match style {
            ScalarStyle::DoubleQuoted => inside('"').map(|range| (range, Style::Escaped)),
            ScalarStyle::SingleQuoted => inside('\'').map(|range| (range, Style::Doubled)),
            ScalarStyle::Plain => Some((range.start..range.start + text.trim_end().len(), Style::Plain)),
            ScalarStyle::Literal | ScalarStyle::Folded => Some((range.start..range.start + text.trim_end().len(), Style::Block)),
        };
        // Scalars come in the order of the file; nothing may be read twice.
        let end = self.texts.events.iter().rev().find_map(|event| match event {
            Event::Value(value) => Some(value.range.end),
            _ => None,
        });
        if let Some((range, style)) = found.filter(|(range, _)| end.is_none_or(|end| end <= range.start)) {
            let key = self.open.last().map(|open| open.key.clone()).unwrap_or_default();
            self.texts.events.push(Event::Value(Value { key, range, style }));
        }
    }

    /// Notes the comments that stand on lines of their own.
    fn comments(&mut self) {
        let mut values = self.texts.events.iter().filter_map(|event| match event {
            Event::Value(value) => Some(value.range.clone()),
            _ => None,
        });
        let mut value = values.next();
        let mut at = 0;
        for line in self.source.split_inclusive('\n') {
            while value.as_ref().is_some_and(|value| value.end <= at) {
                value = values.next();
            }
            let words = line.trim_start();
            let start = at + line.len() - words.len();
            let in_value = value.as_ref().is_some_and(|value| value.start <= start);
            if let Some(words) = words.strip_prefix('#').filter(|_| !in_value) {
                let start = start + 1 + (words.len() - words.trim_start().len());
                self.texts.comments.push((start..start + words.trim().len()).into());
            }
            at += line.len();
        }
    }
}
