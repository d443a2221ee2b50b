//! A finding's fingerprint: the same for the same finding after the file was moved, renamed or wrapped anew.
//!
//! FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as files that are kept in a repository need a hash that no later
//! version of a library changes.

use crate::document::{BlockId, Document, TextRange};

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The fingerprint of a finding of `lint` at these words; of an absence, which has no words, where there are none.
pub(super) fn fingerprint(lint: &str, document: &Document, words: Option<TextRange>) -> String {
    let mut parts = vec![lint];
    if let Some(words) = words {
        parts.push(document.text.slice(words));
        let sentence = document.sentence_at(words.start).map(|id| document.sentence(id).block);
        let headings = sentence.into_iter().flat_map(|block: BlockId| document.headings(document.block(block).section));
        parts.extend(headings.map(|heading| document.text.slice(document.block(heading).text)));
    }
    digest(&parts)
}

/// A short name for texts, the same in every version.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    let mut hash = OFFSET;
    for part in parts {
        // The byte behind each part keeps "ab", "c" apart from "a", "bc".
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:016x}")
}
