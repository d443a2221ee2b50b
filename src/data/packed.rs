//! TOML that was parsed when the program was built, packed into bytes: unpacking takes a small part of the time of parsing.
//!
//! ```text
//! table  = count (key value)*             in the order of the keys
//! key    = string span
//! value  = kind span rest
//! rest   = string | count value* | table | nothing
//! string = start length                   bytes of the file, if it stands there as it is
//! span   = start length                   bytes of the file
//! ```
//! All numbers are of variable length, seven bits a byte, the lowest first. Strings with escapes follow in the packed bytes.

use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a value is, as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A string that stands in the file as it is.
    Verbatim,
    /// A string that does not.
    Inline,
    True,
    False,
    /// A number or a date, to be parsed from the file.
    Other,
    Array,
    Table,
}

const KINDS: [Kind; 7] = [Kind::Verbatim, Kind::Inline, Kind::True, Kind::False, Kind::Other, Kind::Array, Kind::Table];

/// The root table that was packed of this text; none if `packed` is not that.
pub(crate) fn unpack(text: &'static str, packed: &'static [u8]) -> Option<Spanned<DeTable<'static>>> {
    let mut reader = Reader { text, bytes: packed };
    let span = reader.span()?;
    let table = reader.table()?;
    reader.bytes.is_empty().then(|| Spanned::new(span, table))
}

struct Reader {
    text: &'static str,
    bytes: &'static [u8],
}

impl Reader {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn span(&mut self) -> Option<Range<usize>> {
        let start = self.number()?;
        Some(start..start.checked_add(self.number()?)?)
    }

    fn kind(&mut self) -> Option<Kind> {
        KINDS.get(usize::from(self.byte()?)).copied()
    }

    fn table(&mut self) -> Option<DeTable<'static>> {
        let mut table = DeTable::new();
        for _ in 0..self.number()? {
            let kind = self.kind()?;
            let key = self.string(kind)?;
            let span = self.span()?;
            table.insert(Spanned::new(span, Cow::Borrowed(key)), self.value()?);
        }
        Some(table)
    }

    fn string(&mut self, kind: Kind) -> Option<&'static str> {
        if kind == Kind::Verbatim {
            let span = self.span()?;
            return self.text.get(span);
        }
        let (string, rest) = self.number().and_then(|length| self.bytes.split_at_checked(length))?;
        self.bytes = rest;
        std::str::from_utf8(string).ok()
    }

    fn value(&mut self) -> Option<Spanned<DeValue<'static>>> {
        let kind = self.kind()?;
        let span = self.span()?;
        let value = match kind {
            Kind::Verbatim | Kind::Inline => DeValue::String(Cow::Borrowed(self.string(kind)?)),
            Kind::True => DeValue::Boolean(true),
            Kind::False => DeValue::Boolean(false),
            Kind::Other => DeValue::parse(self.text.get(span.clone())?).ok()?.into_inner(),
            Kind::Array => {
                let mut array = DeArray::new();
                for _ in 0..self.number()? {
                    array.push(self.value()?);
                }
                DeValue::Array(array)
            }
            Kind::Table => DeValue::Table(self.table()?),
        };
        Some(Spanned::new(span, value))
    }
}
