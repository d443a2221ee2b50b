//! Lines of a stream, none of which is kept if it is longer than a cap: what is read may be larger than the memory.

use std::io::{self, BufRead};

/// Reads lines up to a cap.
#[derive(Debug)]
pub struct CappedLines<R> {
    input: R,
    /// In bytes, without the line feed.
    cap: u64,
}

/// A line without its line feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CappedLine {
    /// All of its bytes.
    Whole(Vec<u8>),
    /// How many bytes it has, which are more than the cap.
    TooLong(u64),
}

impl<R: BufRead> CappedLines<R> {
    /// The lines of `input`, each up to `cap` bytes.
    pub fn new(input: R, cap: u64) -> Self {
        Self { input, cap }
    }
}

impl<R: BufRead> Iterator for CappedLines<R> {
    type Item = io::Result<CappedLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut kept, mut length) = (Vec::new(), 0);
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Some(Err(error)),
            };
            if bytes.is_empty() && length == 0 {
                return None;
            }
            let feed = bytes.iter().position(|&byte| byte == b'\n');
            let is_last = feed.is_some() || bytes.is_empty();
            let part = &bytes[..feed.unwrap_or(bytes.len())];
            length += part.len() as u64;
            if length <= self.cap {
                kept.extend_from_slice(part);
            } else {
                kept = Vec::new();
            }
            let read = part.len() + usize::from(feed.is_some());
            self.input.consume(read);
            if is_last {
                let line = if length <= self.cap { CappedLine::Whole(kept) } else { CappedLine::TooLong(length) };
                return Some(Ok(line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn lines_are_whole_up_to_the_cap_whatever_the_buffer_holds() {
        let text = "one\r\n\n\u{2028}four\nsix\u{85}\n12345678\n123456789\n\nend";
        let whole = |line: &str| CappedLine::Whole(line.as_bytes().to_vec());
        let due = [
            whole("one\r"),
            whole(""),
            whole("\u{2028}four"),
            whole("six\u{85}"),
            whole("12345678"),
            CappedLine::TooLong(9),
            whole(""),
            whole("end"),
        ];
        for capacity in 1..20 {
            let lines = CappedLines::new(BufReader::with_capacity(capacity, text.as_bytes()), 8);
            let read: Vec<CappedLine> = lines.map(|line| line.expect("memory is read")).collect();
            assert_eq!(read, due, "{capacity}");
        }
        assert_eq!(CappedLines::new(&b""[..], 8).count(), 0);
        assert_eq!(CappedLines::new(&b"\n"[..], 8).count(), 1);
    }
}
