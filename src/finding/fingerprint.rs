//! A finding's fingerprint: the same for the same finding after the file was moved, renamed or wrapped anew.
//!
//! FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as files that are kept in a repository need a hash that no later
//! version of a library changes.

use crate::document::{BlockId, Document, TextRange};

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

struct Hash(u64);

impl Hash {
    fn add(&mut self, text: &str) {
        // The byte behind each part keeps "ab", "c" apart from "a", "bc".
        for byte in text.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The fingerprint of a finding of `lint` about these words, wherever they stand.
pub(super) fn of_words(lint: &str, words: &str) -> String {
    let mut hash = Hash(OFFSET);
    hash.add(lint);
    hash.add(words);
    hash.text()
}

/// The fingerprint of a finding of `lint` at these words; of an absence, which has no words, where there are none.
pub(super) fn fingerprint(lint: &str, document: &Document, words: Option<TextRange>) -> String {
    let mut hash = Hash(OFFSET);
    hash.add(lint);
    if let Some(words) = words {
        hash.add(document.text.slice(words));
        let sentence = document.sentence_at(words.start).map(|id| document.sentence(id).block);
        for heading in sentence.into_iter().flat_map(|block: BlockId| document.headings(document.block(block).section)) {
            hash.add(document.text.slice(document.block(heading).text));
        }
    }
    hash.text()
}
