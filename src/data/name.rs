//! Names.

/// Whether `word` can name a concept, a lint or a group: lower-case letters, digits and `-`.
#[must_use]
pub fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
