//! JSON that does nothing to the terminal it is printed on, and loses nothing.

use super::inert::acts;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes `value` as one line of JSON. Characters that act instead of being read are escaped (RFC 8259, section 7), so that whoever
/// parses it gets the text as it is.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_json(value: &impl Serialize, mut out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut out, Harmless))?;
    writeln!(out)
}

/// Compact JSON with escapes where serde leaves characters as they are.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut done = 0;
        for (at, c) in fragment.char_indices().filter(|&(at, c)| acts(fragment, at, c)) {
            writer.write_all(&fragment.as_bytes()[done..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            done = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_comes_back_as_it_was() {
        let text = "##vso[a\u{1b}[31m\u{202e}b\u{7f}\u{9b}\u{feff}\r\n\"é\\";
        let mut out = Vec::new();
        write_json(&text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"#\\u0023vso[a\\u001b[31m\\u202eb\\u007f\\u009b\\ufeff\\r\\n\\\"é\\\\\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
