//! Whether a document is in Welsh. Welsh pages stand beside English ones on many public sites; until there is a Welsh vocabulary,
//! nothing can be said of what they lack.

/// How much of a text is looked at, in bytes: enough to tell two languages apart.
const SAMPLE: usize = 20_000;

/// The fewest Welsh words that make a text Welsh.
const FEWEST: usize = 5;

/// Frequent words that the other language does not have.
const WELSH: &[&str] =
    &["chi", "ei", "eich", "ein", "fydd", "gallwch", "gyda", "hyn", "mae", "neu", "rydym", "sydd", "wneud", "ydym", "yn", "yr"];
const ENGLISH: &[&str] = &["and", "for", "is", "of", "that", "the", "we", "your"];

/// Whether a folded text reads as Welsh.
pub(super) fn is_welsh(folded: &str) -> bool {
    let sample = &folded[..folded.floor_char_boundary(SAMPLE.min(folded.len()))];
    let (mut welsh, mut english) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphanumeric()) {
        welsh += usize::from(WELSH.contains(&word));
        english += usize::from(ENGLISH.contains(&word));
    }
    welsh >= FEWEST && welsh > english
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_is_told_from_english() {
        let welsh = "mae'r hysbysiad hwn yn esbonio sut yr ydym yn defnyddio eich gwybodaeth. gallwch gysylltu â ni.";
        let english = "this notice explains how we use your information. the council of yr wyddfa is at mae lane, yn and neu.";
        assert!(is_welsh(welsh));
        assert!(!is_welsh(english));
        assert!(!is_welsh(""));
    }
}
