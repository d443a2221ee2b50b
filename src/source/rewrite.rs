//! Bytes of a file with some of its words replaced.

use super::{Encoding, SourceFile, Span};
use std::fmt;

/// Why words were not replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RewriteProblem {
    /// The bytes are no longer those that the positions were told from.
    Changed,
    /// The new text cannot be written in the file's encoding, or would be read in another one.
    Encoding(Encoding),
    /// Words to be replaced overlap, lie outside of the file, or cut a character.
    Places,
}

impl fmt::Display for RewriteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("was changed while it was checked"),
            Self::Encoding(encoding) => write!(f, "cannot be written as {encoding} once it is fixed"),
            Self::Places => f.write_str("has words to be replaced that overlap"),
        }
    }
}

impl SourceFile {
    /// `bytes`, which are those of this file on disk, with `edits` made: words of this file (not put together from several) and what
    /// is written instead, in the order of their places. Encoding, byte-order mark and all other bytes stay as they are.
    ///
    /// # Errors
    /// If not all of them can be made; then none is.
    pub fn rewrite<'e>(&self, bytes: &[u8], edits: impl IntoIterator<Item = (Span, &'e str)>) -> Result<Vec<u8>, RewriteProblem> {
        let read = |bytes: &[u8]| SourceFile::decode(&self.name, bytes.to_vec(), u64::MAX).map(|file| (file.text, file.encoding));
        if read(bytes).ok().is_none_or(|(text, _)| text != self.text) {
            return Err(RewriteProblem::Changed);
        }
        let (mut out, mut text) = (Vec::with_capacity(bytes.len()), String::with_capacity(self.text.len()));
        let (mut at, mut disk) = (0, 0);
        for (span, with) in edits {
            let before = self.text.get(at..span.start as usize).ok_or(RewriteProblem::Places)?;
            self.text.get(span.range()).ok_or(RewriteProblem::Places)?;
            let encoded = self.encoding.encode(with).ok_or(RewriteProblem::Encoding(self.encoding))?;
            let start = self.disk_offset(span.start) as usize;
            out.extend(bytes.get(disk..start).ok_or(RewriteProblem::Places)?);
            out.extend(encoded);
            text.push_str(before);
            text.push_str(with);
            (at, disk) = (span.end as usize, self.disk_offset(span.end) as usize);
        }
        out.extend(bytes.get(disk..).ok_or(RewriteProblem::Places)?);
        text.push_str(self.text.get(at..).ok_or(RewriteProblem::Places)?);
        // How a file is encoded is told from its bytes, which are others now.
        let is_read = read(&out).is_ok_and(|(read, encoding)| read == text && (encoding == self.encoding || out.is_ascii()));
        if is_read { Ok(out) } else { Err(RewriteProblem::Encoding(self.encoding)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(bytes: &[u8], word: &str, with: &str) -> Result<Vec<u8>, RewriteProblem> {
        let file = SourceFile::decode("test", bytes.to_vec(), 1 << 20).unwrap();
        let edits: Vec<_> = file.text().match_indices(word).map(|(at, word)| (Span::from(at..at + word.len()), with)).collect();
        file.rewrite(bytes, edits)
    }

    fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = if mark { "\u{FEFF}" } else { "" };
        mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_kept() {
        let (before, after) = ("£1 the old Act, “é” 😅\r\nold\r\n", "£1 the néw Act, “é” 😅\r\nnéw\r\n");
        assert_eq!(rewrite(before.as_bytes(), "old", "néw").unwrap(), after.as_bytes());
        let marked = |text: &str| [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        assert_eq!(rewrite(&marked(before), "old", "néw").unwrap(), marked(after));
        for (mark, bytes) in [(true, u16::to_le_bytes as fn(u16) -> [u8; 2]), (true, u16::to_be_bytes), (false, u16::to_le_bytes)] {
            let padding = "as Windows tools leave the mark away, ".repeat(40);
            let whole = |text: &str| utf16(&format!("{padding}{text}"), mark, bytes);
            assert_eq!(rewrite(&whole(before), "old", "néw").unwrap(), whole(after));
        }
        assert_eq!(rewrite(b"caf\xE9 old \x93x\x94\r\nold", "old", "néw").unwrap(), b"caf\xE9 n\xE9w \x93x\x94\r\nn\xE9w");
    }

    #[test]
    fn what_an_encoding_lacks_is_refused() {
        assert_eq!(rewrite(b"caf\xE9 old", "old", "š ŵ"), Err(RewriteProblem::Encoding(Encoding::Windows1252)));
        // Without its one foreign letter the file is ASCII, which is read as UTF-8.
        assert_eq!(rewrite(b"caf\xE9", "café", "bar").unwrap(), b"bar");
        // Here the windows-1252 bytes would be read as UTF-8.
        assert_eq!(rewrite(b"caf\xE9 old", "é old", "Ã©"), Err(RewriteProblem::Encoding(Encoding::Windows1252)));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let file = SourceFile::decode("test", b"one two".to_vec(), 100).unwrap();
        let span = Span::new;
        assert_eq!(file.rewrite(b"one 2", [(span(0, 3), "x")]), Err(RewriteProblem::Changed));
        assert_eq!(file.rewrite(b"one two", [(span(0, 3), "x"), (span(2, 4), "y")]), Err(RewriteProblem::Places));
        assert_eq!(file.rewrite(b"one two", [(span(0, 9), "x")]), Err(RewriteProblem::Places));
        assert_eq!(file.rewrite(b"one two", [(span(0, 3), "x"), (span(3, 4), "y")]).unwrap(), b"xytwo");
    }
}
