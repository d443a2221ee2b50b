//! Marks of `GovSpeak` and kramdown that `CommonMark` takes for words: callouts, steps and attribute lists at the ends of a line.

use std::borrow::Cow;

/// `text` with these marks blanked out, as long as before.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    let mut blanked: Option<String> = None;
    let (mut at, mut fence) = (0, None);
    for line in text.split_inclusive('\n') {
        if is_fence(line, &mut fence) || fence.is_some() {
            at += line.len();
            continue;
        }
        for (from, to, by) in marks(line).into_iter().flatten() {
            blanked.get_or_insert_with(|| text.to_owned()).replace_range(at + from..at + to, &by.repeat(to - from));
        }
        at += line.len();
    }
    blanked.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether `line` opens or closes a block of code, which is noted in `fence`.
fn is_fence(line: &str, fence: &mut Option<char>) -> bool {
    let mark = ["```", "~~~"].iter().find(|mark| line.trim_start().starts_with(*mark)).and_then(|mark| mark.chars().next());
    match (mark, *fence) {
        (Some(mark), None) => *fence = Some(mark),
        (Some(mark), Some(open)) if mark == open => *fence = None,
        _ => return false,
    }
    true
}

/// The bytes of `line` that are marks, and the one character that is written over them.
fn marks(line: &str) -> [Option<(usize, usize, &'static str)>; 2] {
    let words = line.trim_end();
    let end = words.len();
    let start = end - words.trim_start().len();
    let inner = &words[start..];
    if let Some(name) = inner.strip_prefix('$')
        && (1..=12).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphabetic())
    {
        return [Some((start, end, " ")), None];
    }
    for mark in ['^', '%'] {
        let is_callout = inner.len() > 2 && inner.starts_with(mark) && inner.ends_with(mark) && !inner[1..inner.len() - 1].contains(mark);
        if is_callout {
            // A call-out is set apart as a quotation is.
            return [Some((start, start + 1, ">")), Some((end - 1, end, " "))];
        }
    }
    if inner.ends_with('}')
        && let Some(open) = words.rfind("{:")
        && !words[open..end - 1].contains('}')
    {
        return [Some((open, end, " ")), None];
    }
    // A step: `s1. First` becomes an item of an ordered list.
    let number = inner.strip_prefix('s').map(|rest| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    if let Some(digits @ 1..=3) = number
        && inner[1 + digits..].starts_with(". ")
    {
        return [Some((start, start + 1, " ")), None];
    }
    [None, None]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_blanked_and_words_stay() {
        let blanked = |text| without_marks(text).into_owned();
        assert_eq!(blanked("$CTA\nCall us\n$CTA\n"), "    \nCall us\n    \n");
        assert_eq!(blanked("^Note this^\r\n%Mind that%"), ">Note this \r\n>Mind that ");
        assert_eq!(blanked("## About {: .no-toc}\n{:toc}"), "## About            \n      ");
        assert_eq!(blanked("s1. First\ns12. Then"), " 1. First\n 12. Then");
        assert!(matches!(without_marks("costs $5 or 5% a^2\n~~~\n$CTA\n~~~\n"), Cow::Borrowed(_)));
    }
}
