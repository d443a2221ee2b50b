//! What a key says of its string.

/// How much of a key is looked at, in bytes.
const LONGEST: usize = 100;

/// What a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The title of the page, shown outside of it.
    Title,
    /// A heading, of this level if the key says one.
    Heading(Option<u8>),
    /// An item of a list.
    Item,
    Text,
}

/// Keys of words for the program.
const MACHINE: &[&str] = &[
    "$schema",
    "@context",
    "_id",
    "_key",
    "_type",
    "class",
    "classname",
    "component",
    "icon",
    "id",
    "key",
    "lang",
    "language",
    "layout",
    "locale",
    "slug",
    "template",
    "type",
    "uid",
    "uuid",
    "variant",
    "version",
];

/// Last words of the keys of headings.
const HEADINGS: &[&str] = &["header", "heading", "headline", "question", "title"];

const LOWER_HEADINGS: &[&str] = &["subheader", "subheading", "subtitle"];

/// Last words of the keys of items.
const ITEMS: &[&str] = &["bullet", "item", "li", "point"];

/// Last words of keys that say how the string is written.
const SPELLINGS: &[&str] = &["copy", "html", "markdown", "md", "text"];

/// The longest heading, in words.
const LONGEST_HEADING: usize = 25;

/// As much of a key as can say anything.
pub(super) fn end_of(key: &str) -> &str {
    &key[key.floor_char_boundary(key.len().saturating_sub(LONGEST))..]
}

/// What the string `text` behind `key` is; `None` if it is not for readers.
pub(super) fn meaning(key: &str, text: &str) -> Option<Meaning> {
    let text = text.trim();
    if !text.contains(char::is_alphabetic) || !text.contains(' ') && MACHINE.contains(&key.to_ascii_lowercase().as_str()) {
        return None;
    }
    let words = words(key);
    let mut last = words.iter().rev().skip_while(|word| SPELLINGS.contains(&word.as_str()) && words.len() > 1);
    let Some(word) = last.next() else { return Some(Meaning::Text) };
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    // `list-item 2` and `heading_2` are the second of their kind; only `h2` names a level.
    let bare = if bare.is_empty() { last.next().map_or("", String::as_str) } else { bare };
    let fits = !text.ends_with(['.', ':', ';']) && text.split_whitespace().count() <= LONGEST_HEADING;
    let level = word.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
    Some(if HEADINGS.contains(&bare) && fits {
        let outside = words.iter().any(|word| matches!(word.as_str(), "meta" | "seo" | "og" | "browser" | "window" | "tab"));
        if outside { Meaning::Title } else { Meaning::Heading(None) }
    } else if LOWER_HEADINGS.contains(&bare) && fits {
        Meaning::Heading(Some(3))
    } else if level.is_some() && fits {
        Meaning::Heading(level)
    } else if ITEMS.contains(&bare) {
        Meaning::Item
    } else {
        Meaning::Text
    })
}

/// The words of a key in lower case: `whoWeAreHeading2`, `who-we-are_heading`.
fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in key.chars() {
        let begins = c.is_uppercase() && !before.is_uppercase() || !before.is_alphanumeric();
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some(word) if !begins => word.extend(c.to_lowercase()),
                _ => words.push(c.to_lowercase().collect()),
            }
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_strings_are() {
        let read = |key| meaning(key, "Some words");
        assert_eq!(read("title"), Some(Meaning::Heading(None)));
        assert_eq!(read("whoWeAreHeading2"), Some(Meaning::Heading(None)));
        assert_eq!(read("who_we_are_title_html"), Some(Meaning::Heading(None)));
        assert_eq!(read("page.h3"), Some(Meaning::Heading(Some(3))));
        assert_eq!(read("subheading"), Some(Meaning::Heading(Some(3))));
        assert_eq!(read("metaTitle"), Some(Meaning::Title));
        assert_eq!(read("rights-item-12"), Some(Meaning::Item));
        assert_eq!(read("text"), Some(Meaning::Text));
        assert_eq!(read(""), Some(Meaning::Text));
        assert_eq!(meaning("title", "We keep your records."), Some(Meaning::Text));
        assert_eq!(meaning("type", "block"), None);
        assert_eq!(meaning("text", "2026"), None);
    }
}
