//! Splits blocks into sentences, and says what introduces what.
//!
//! Word-boundary rules made for all languages (UAX 29) split after "e.g." and "Art. 6"; notices are full of both, so the rules here
//! are few and know the abbreviations of this field.

use super::fold::{FoldedText, HOLE, TextRange};
use super::model::{Block, BlockId, Sentence, SentenceId};

/// Words that end with a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "arr", "art", "arts", "ave", "cf", "ch", "cl", "cls", "dept", "dr", "e.g", "eg", "ext", "fig", "i.e", "ie", "incl", "jr",
    "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "para", "paras", "pp", "prof", "pt", "pty", "pvt", "rd", "ref", "reg", "regs", "rev",
    "rt", "s", "sch", "schs", "sec", "ss", "st", "tel", "u.k", "u.s", "viz", "vs",
];

/// What follows the full stop of a company's name without beginning a sentence: "Acme Co. Ltd", "Acme Pvt. Limited".
const COMPANY_FORMS: &[&str] = &["Inc", "Limited", "LLC", "LLP", "Ltd", "PLC", "Plc"];

/// Longest sentence that can introduce a list, in bytes.
const LONGEST_LEAD_IN: usize = 1000;

/// Splits every block; the sentences of all blocks, in order.
pub(super) fn split(blocks: &[Block], text: &FoldedText) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    // First and last sentence of each block, for lead-ins.
    let mut last_of: Vec<Option<SentenceId>> = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let lead_in = block.lead_in.and_then(|id| last_of.get(id.0 as usize).copied().flatten());
        // What introduces a list is read again with each of its items, so a page-long "sentence" may not.
        let lead_in = lead_in.filter(|id| sentences[id.0 as usize].text.range().len() <= LONGEST_LEAD_IN);
        for range in split_block(text, block.text) {
            sentences.push(Sentence { text: range, block: BlockId(index as u32), lead_in });
        }
        let has_any = sentences.last().is_some_and(|sentence| sentence.block.0 as usize == index);
        last_of.push(has_any.then(|| SentenceId(sentences.len() as u32 - 1)));
    }
    sentences
}

/// Whether a block's words lead in to a list after it.
pub(super) fn introduces(words: &str) -> bool {
    let words = words.trim_end_matches(['*', '_', ' ']);
    if words.ends_with([':', '-', ',']) || !words.ends_with(['.', '!', '?', ';', ')', '"']) {
        return true;
    }
    let last = words.trim_end_matches('.').rsplit(". ").next().unwrap_or(words);
    words.ends_with('.') && ["following", "below", "these are"].iter().any(|mark| last.contains(mark))
}

/// The sentences of one block, trimmed.
fn split_block(text: &FoldedText, block: TextRange) -> Vec<TextRange> {
    let (folded, cased) = (text.folded(), text.cased());
    let bytes = folded.as_bytes();
    let (start, end) = (block.start as usize, block.end as usize);
    let mut found = Vec::new();
    let mut from = start;
    let mut at = start;
    while at < end {
        if matches!(bytes[at], b'.' | b'!' | b'?') {
            let mut after = at + 1;
            while after < end && matches!(bytes[after], b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']' | b'*' | b'_') {
                after += 1;
            }
            if after < end
                && bytes[after] == b' '
                && begins_sentence(&cased[after + 1..end])
                && !is_abbreviation(&folded[from..at], bytes[at])
            {
                found.push(TextRange::new(from as u32, after as u32));
                from = after + 1;
            }
            at = after;
        } else {
            at += 1;
        }
    }
    if from < end {
        found.push(TextRange::new(from as u32, end as u32));
    }
    found
}

/// Whether what follows a full stop and a space can begin a sentence.
fn begins_sentence(rest: &str) -> bool {
    let first = rest.trim_start_matches(['"', '\'', '(', '[', '*', '_', '-', ' ']).chars().next();
    let goes_on = COMPANY_FORMS.iter().any(|form| rest.strip_prefix(form).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    !goes_on && first.is_none_or(|c| !c.is_lowercase() || c == HOLE)
}

/// Whether the full stop behind `before` belongs to an abbreviation or an initial.
fn is_abbreviation(before: &str, mark: u8) -> bool {
    if mark != b'.' {
        return false;
    }
    let word = before.rsplit([' ', '(', '[', '"']).next().unwrap_or(before);
    let single_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
    single_letter || ABBREVIATIONS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(block: &str) -> Vec<String> {
        let mut text = FoldedText::default();
        text.push_verbatim(block, 0);
        split_block(&text, TextRange::new(0, text.len())).into_iter().map(|range| text.cased()[range.range()].to_owned()).collect()
    }

    #[test]
    fn full_stops_of_abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            sentences("We share it, e.g. With banks. See Art. 6 of it. Done"),
            ["We share it, e.g. With banks.", "See Art. 6 of it.", "Done"]
        );
        assert_eq!(sentences("Ask Dr. J. Hale (no. 4). \"Why?\" We must."), ["Ask Dr. J. Hale (no. 4).", "\"Why?\"", "We must."]);
        assert_eq!(sentences("Keep 2.5 years. then stop"), ["Keep 2.5 years. then stop"]);
        assert_eq!(
            sentences("Acme Pvt. Ltd. collects it. Acme Co. Limited. Here"),
            ["Acme Pvt. Ltd. collects it.", "Acme Co. Limited.", "Here"]
        );
        assert_eq!(sentences("Brightwater Ltd. We sell"), ["Brightwater Ltd.", "We sell"]);
    }

    #[test]
    fn the_abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn an_introduction_is_told_by_its_end() {
        assert!(introduces("we share it with:"));
        assert!(introduces("you have the right to"));
        assert!(introduces("we keep the following."));
        assert!(!introduces("contact us for more."));
    }
}
