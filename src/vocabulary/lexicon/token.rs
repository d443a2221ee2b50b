//! Tokens: what the trie has edges for.

/// A run of letters and digits, or one character that is neither, nor a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// How many spaces stand before it.
    pub(crate) spaces: usize,
}

/// The tokens of a text, in order.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text[at..].chars().next(),
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let spaces = self.text.as_bytes()[self.at..].iter().take_while(|&&byte| byte == b' ').count();
        let start = self.at + spaces;
        let first = self.char_at(start)?;
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some(c) = self.char_at(end).filter(|c| c.is_alphanumeric()) {
                end += c.len_utf8();
            }
        }
        self.at = end;
        Some(Token { start, end, spaces })
    }
}

/// A hash that is the same on every machine and can be taken of each beginning of a token on the way to its end (FNV-1a).
pub(super) fn hash_start() -> u32 {
    0x811C_9DC5
}

/// The hash with one more byte.
pub(super) fn hash_step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}
