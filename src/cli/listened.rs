//! Streams that somebody may stop to listen to.

use std::io::{self, ErrorKind, Write};

/// A stream whose reader may close it, as `head` does: what is written from then on is nobody's, and no failure. The run goes on, so
/// that its exit status says what was found.
pub struct Listened<W> {
    to: W,
    is_closed: bool,
}

impl<W: Write> Listened<W> {
    /// Writes to `to` as long as somebody reads it.
    pub fn new(to: W) -> Self {
        Self { to, is_closed: false }
    }

    /// What `write` gives; `otherwise` if nobody listens.
    fn attempt<T>(&mut self, otherwise: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.is_closed {
            return Ok(otherwise);
        }
        match write(&mut self.to) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(otherwise)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for Listened<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), W::flush)
    }
}
