//! A finding's fingerprint: the same for the same finding after the file was moved, renamed or wrapped anew, or other text was added.
//!
//! FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as files that are kept in a repository need a hash that no later
//! version of a library changes.

use crate::document::{Document, TextRange};

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The fingerprint of a finding of `lint` at these words: of the words as they are compared, without case, line breaks and markup, and of
/// the headings above them, without the one that names the document. Findings at equal words under equal headings have equal ones.
pub(super) fn of_words(lint: &str, document: &Document, words: TextRange) -> String {
    let mut parts = vec![lint, document.text.slice(words)];
    let name = document.name();
    let section = document.sentence_at(words.start).map(|id| document.block(document.sentence(id).block).section);
    let headings = section.into_iter().flat_map(|section| document.headings(section)).filter(|&heading| Some(heading) != name);
    parts.extend(headings.map(|heading| document.text.slice(document.block(heading).text)));
    digest(&parts)
}

/// The fingerprint of a finding of `lint` about what a document as a whole lacks, wherever that is shown: of the name of the document.
pub(super) fn of_document(lint: &str, document: &Document) -> String {
    let name = document.name().map_or("", |name| document.text.slice(document.block(name).text));
    digest(&[lint, name])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_what_it_was_when_files_were_written_with_it() {
        // FNV-1a of these bytes, with 0xFF behind each part, as reckoned elsewhere.
        assert_eq!(digest(&["transparency/retention", "privacy notice"]), "d2f0c2f40ded2244");
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }
}
