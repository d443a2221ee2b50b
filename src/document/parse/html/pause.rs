//! A reader of text that pauses html5gum behind each value in double quotes.
//!
//! The states of html5gum call each other from one such value to the next, and return at the end of the tag: a tag with a hundred
//! thousand of them fills the stack, which ends the program. An error of its reader makes them return at once. It comes where nothing
//! has been read since the state was last set, so that the tokenizer goes on from there as if nothing had been.

use html5gum::{Readable, Reader, StringReader};
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// Whether the tokenizer is inside a value in double quotes; the emitter says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Quoted(Rc<Cell<bool>>);

impl Quoted {
    /// A value begins behind a double quotation mark, or otherwise.
    pub(super) fn begin(&self, is_quoted: bool) {
        self.0.set(is_quoted);
    }
}

/// No error, but a pause: the tokenizer is to be asked again.
#[derive(Debug)]
pub(super) struct Pause;

impl fmt::Display for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is more to read")
    }
}

impl std::error::Error for Pause {}

/// The reader.
pub(super) struct Pausing<'t> {
    text: StringReader<'t>,
    quoted: Quoted,
    /// Whether a value has just ended.
    is_due: bool,
}

impl<'t> Pausing<'t> {
    pub(super) fn new(text: &'t str, quoted: Quoted) -> Self {
        Self { text: text.to_reader(), quoted, is_due: false }
    }
}

impl Reader for Pausing<'_> {
    type Error = Pause;

    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        if std::mem::take(&mut self.is_due) {
            return Err(Pause);
        }
        let Ok(byte) = self.text.read_byte();
        if byte == Some(b'"') {
            self.is_due = self.quoted.0.take();
        }
        Ok(byte)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        let Ok(is_read) = self.text.try_read_string(text, case_sensitive);
        Ok(is_read)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Pause> {
        let Ok(read) = self.text.read_until(needle, buffer);
        if read == Some(b"\"") {
            self.is_due = self.quoted.0.take();
        }
        Ok(read)
    }
}
