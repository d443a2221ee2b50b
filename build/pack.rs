//! Packs parsed TOML; `src/data/packed.rs` has the form, and unpacks it.

use super::data::packed::Kind;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Packs the root table of `text`.
pub(super) fn pack(text: &str, root: &Spanned<DeTable<'_>>) -> Vec<u8> {
    let mut packer = Packer { text, bytes: Vec::new() };
    packer.span(root.span());
    packer.table(root.get_ref());
    packer.bytes
}

struct Packer<'t> {
    text: &'t str,
    bytes: Vec<u8>,
}

impl Packer<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn span(&mut self, span: Range<usize>) {
        self.number(span.start);
        self.number(span.len());
    }

    fn table(&mut self, table: &DeTable<'_>) {
        self.number(table.len());
        for (key, value) in table {
            let span = key.span();
            self.string(key.get_ref(), &span, &[]);
            self.span(span);
            self.value(value);
        }
    }

    /// A string behind its kind, and `between` the two.
    fn string(&mut self, string: &str, span: &Range<usize>, between: &[usize]) {
        let found = self.text[span.clone()].find(string);
        self.bytes.push(if found.is_some() { Kind::Verbatim } else { Kind::Inline } as u8);
        for &number in between {
            self.number(number);
        }
        if let Some(offset) = found {
            self.span(span.start + offset..span.start + offset + string.len());
        } else {
            self.number(string.len());
            self.bytes.extend(string.bytes());
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        let kind = match value.get_ref() {
            DeValue::String(string) => return self.string(string, &span, &[span.start, span.len()]),
            DeValue::Boolean(true) => Kind::True,
            DeValue::Boolean(false) => Kind::False,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Kind::Other,
            DeValue::Array(_) => Kind::Array,
            DeValue::Table(_) => Kind::Table,
        };
        self.bytes.push(kind as u8);
        self.span(span);
        match value.get_ref() {
            DeValue::Array(array) => {
                self.number(array.len());
                array.iter().for_each(|value| self.value(value));
            }
            DeValue::Table(table) => self.table(table),
            _ => {}
        }
    }
}
