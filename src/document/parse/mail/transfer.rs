//! From the bytes of a part to its characters (RFC 2045, 6), with the place in the file of each.

use super::super::decoded::Decoded;
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};
use std::ops::Range;

/// A decoded part, and what went wrong first.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) decoded: Decoded,
    pub(super) trouble: Option<(Range<usize>, String)>,
}

/// Collects bytes, each with its place in the file, as characters.
struct Writer {
    decoded: Decoded,
    encoding: &'static Encoding,
    decoder: Decoder,
    /// The places of bytes of a character that is not whole yet.
    pending: Option<Range<usize>>,
    trouble: Option<(Range<usize>, String)>,
}

impl Writer {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { decoded: Decoded::default(), encoding, decoder, pending: None, trouble: None }
    }

    /// Adds a byte that stands at `place`.
    fn byte(&mut self, byte: u8, place: Range<usize>) {
        let before = self.pending.take();
        let whole = before.as_ref().map_or(place.start, |before| before.start)..place.end;
        let mut buffer = [0; 32];
        let (_, _, written, is_bad) = self.decoder.decode_to_utf8(&[byte], &mut buffer, false);
        let text = std::str::from_utf8(&buffer[..written]).unwrap_or_default();
        match (before, text.strip_prefix(char::REPLACEMENT_CHARACTER)) {
            // What was begun has no end: this byte is not part of it.
            (Some(before), Some(rest)) if is_bad => {
                self.decoded.atom("\u{FFFD}", before.clone());
                self.decoded.atom(rest, place.clone());
                self.bad(before);
                self.pending = rest.is_empty().then_some(place);
            }
            _ => {
                self.decoded.atom(text, whole.clone());
                if is_bad {
                    self.bad(whole.clone());
                }
                self.pending = text.is_empty().then_some(whole);
            }
        }
    }

    /// Adds text that stands in the file as it is, from byte `start` on.
    fn literal(&mut self, text: &str, start: usize) {
        self.end_character();
        self.decoded.verbatim(text, start);
    }

    /// Whether `byte` stands for itself here.
    fn is_plain(&self, byte: u8) -> bool {
        byte.is_ascii() && self.pending.is_none() && self.encoding.is_ascii_compatible()
    }

    /// A character that has begun cannot go on here.
    fn end_character(&mut self) {
        let Some(place) = self.pending.take() else { return };
        let mut buffer = [0; 32];
        let (_, _, written, is_bad) = self.decoder.decode_to_utf8(&[], &mut buffer, true);
        self.decoded.atom(std::str::from_utf8(&buffer[..written]).unwrap_or_default(), place.clone());
        if is_bad {
            self.bad(place);
        }
        self.decoder = self.encoding.new_decoder_without_bom_handling();
    }

    fn bad(&mut self, place: Range<usize>) {
        let name = self.encoding.name();
        self.trouble.get_or_insert_with(|| (place, format!("this does not fit the encoding of this part, {name}; it cannot be read")));
    }

    fn finish(mut self) -> Written {
        self.end_character();
        Written { decoded: self.decoded, trouble: self.trouble }
    }
}

/// The encoding of this name; what calls itself ASCII or Latin 1 is what Windows writes. `None` if it is not known.
pub(super) fn encoding_of(charset: Option<&str>) -> Option<&'static Encoding> {
    let Some(charset) = charset else { return Some(WINDOWS_1252) };
    Encoding::for_label(charset.trim().as_bytes())
}

/// Reads a part in quoted-printable. `is_utf8` says what the file was decoded from; then a character beyond ASCII, which does not
/// belong here, is what it is in the file.
pub(super) fn quoted_printable(text: &str, body: Range<usize>, encoding: &'static Encoding, is_utf8: bool) -> Written {
    let mut writer = Writer::new(encoding);
    let mut line = body.start;
    while line < body.end {
        let after = text[line..body.end].find('\n').map_or(body.end, |length| line + length + 1);
        quoted_line(text, line..after, is_utf8, &mut writer);
        line = after;
    }
    writer.finish()
}

fn quoted_line(text: &str, line: Range<usize>, is_utf8: bool, writer: &mut Writer) {
    let bytes = text.as_bytes();
    // Blanks at the end of a line were added on the way (RFC 2045, 6.7).
    let words = text[line.clone()].trim_end_matches([' ', '\t', '\r', '\n']);
    let end = line.start + words.len();
    let goes_on = words.ends_with('=');
    let end = if goes_on { end - 1 } else { end };
    let (mut at, mut plain) = (line.start, line.start);
    while at < end {
        let pair = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'=' && at + 3 <= end).and_then(hexadecimal);
        if let Some(byte) = pair {
            if plain < at {
                writer.literal(&text[plain..at], plain);
            }
            writer.byte(byte, at..at + 3);
            (at, plain) = (at + 3, at + 3);
            continue;
        }
        let c = text[at..].chars().next().unwrap_or_default();
        let next = at + c.len_utf8();
        let by_byte = if c.is_ascii() { !writer.is_plain(bytes[at]) } else { !is_utf8 };
        if by_byte {
            if plain < at {
                writer.literal(&text[plain..at], plain);
            }
            raw(c, at..next, writer);
            plain = next;
        }
        at = next;
    }
    if plain < end {
        writer.literal(&text[plain..end], plain);
    }
    if !goes_on && end < line.end {
        let line_break = text[end..line.end].trim_start_matches([' ', '\t']);
        writer.literal(line_break, line.end - line_break.len());
    }
}

/// Adds the byte that a file which is not UTF-8 has for `c`.
fn raw(c: char, place: Range<usize>, writer: &mut Writer) {
    let mut buffer = [0; 4];
    let (bytes, _, _) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    for &byte in bytes.iter() {
        writer.byte(byte, place.clone());
    }
}

fn hexadecimal(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?) as u8)
}

/// Reads a part that is not encoded. `is_utf8` says whether the file is UTF-8, as which it then was read; else each character of
/// `text` is one byte.
pub(super) fn as_is(text: &str, body: Range<usize>, encoding: &'static Encoding, is_utf8: bool) -> Written {
    let words = &text[body.clone()];
    let mut writer = Writer::new(encoding);
    let is_literal = is_utf8 || words.is_ascii() && encoding.is_ascii_compatible();
    if !is_literal && std::str::from_utf8(&WINDOWS_1252.encode(words).0).is_ok() {
        // Whatever it calls itself: other encodings hardly ever look like this one.
        writer = Writer::new(UTF_8);
    } else if is_literal || encoding == WINDOWS_1252 {
        writer.literal(words, body.start);
        return writer.finish();
    }
    let mut plain = body.start;
    for (at, c) in words.char_indices().map(|(at, c)| (body.start + at, c)) {
        if c.is_ascii() && writer.is_plain(c as u8) {
            continue;
        }
        if plain < at {
            writer.literal(&text[plain..at], plain);
        }
        plain = at + c.len_utf8();
        raw(c, at..plain, &mut writer);
    }
    if plain < body.end {
        writer.literal(&text[plain..body.end], plain);
    }
    writer.finish()
}

/// Decodes Base64 as far as it can be read: the bytes, and the first thing in it that does not belong there.
pub(super) fn base64(text: &str, body: Range<usize>) -> (Vec<u8>, Option<(Range<usize>, String)>) {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count, mut trouble) = (0_u32, 0_u32, None);
    for (at, c) in text[body.clone()].char_indices() {
        let value = match c {
            'A'..='Z' => c as u32 - 'A' as u32,
            'a'..='z' => c as u32 - 'a' as u32 + 26,
            '0'..='9' => c as u32 - '0' as u32 + 52,
            '+' | '-' => 62,
            '/' | '_' => 63,
            '=' => break,
            _ if c.is_ascii_whitespace() => continue,
            _ => {
                let place = body.start + at..body.start + at + c.len_utf8();
                trouble.get_or_insert_with(|| (place, "this is not Base64; it is passed over".to_owned()));
                continue;
            }
        };
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    let is_cut = count == 6 || count > 0 && !text[body.clone()].trim_end().ends_with('=');
    if is_cut && trouble.is_none() {
        let end = body.start + text[body.clone()].trim_end().len();
        let start = text[body.start..end].rfind('\n').map_or(body.start, |at| body.start + at + 1);
        trouble = Some((start..end, "this part is cut off here; is the file whole?".to_owned()));
    }
    (bytes, trouble)
}
