//! The words in comments: `noticelint-allow LINT[, LINT] [until DATE]: REASON`.

use crate::data::closest;
use crate::source::Span;

/// What a statement begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `noticelint-allow`
    Block,
    /// `noticelint-allow-start`
    Start,
    /// `noticelint-allow-end`
    End,
    /// `noticelint-allow-file`
    File,
}

/// What the words of this room begin with.
const PREFIX: &str = "noticelint-";

const FORMS: &[(&str, Form)] = &[
    ("noticelint-allow", Form::Block),
    ("noticelint-allow-start", Form::Start),
    ("noticelint-allow-end", Form::End),
    ("noticelint-allow-file", Form::File),
];

/// Words that other linters use for the same.
const FOREIGN: &[&str] = &["disable", "enable", "ignore", "off", "expect", "suppress"];

/// Words and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
}

/// One statement, its parts not yet compared with anything.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement<'t> {
    /// Its form; or the one that was meant, as there is none such.
    pub(super) form: Result<Form, &'static str>,
    /// The lints and groups that it names.
    pub(super) names: Vec<Word<'t>>,
    /// The day that it names.
    pub(super) until: Option<Word<'t>>,
    /// The reason on one line, if there is one.
    pub(super) reason: Option<String>,
    /// From its first word to the colon before the reason, or its end.
    pub(super) span: Span,
}

/// The comments in a front matter, which begins at byte `at`: its lines with a `#` before them.
pub(super) fn lines(text: &str, at: u32) -> impl Iterator<Item = Span> + '_ {
    let mut start = at;
    text.split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(start, start + line.len() as u32);
        start = span.end;
        let words = line.trim_start().strip_prefix('#')?;
        Some(Span::new(span.end - words.len() as u32, span.end))
    })
}

/// The statements in a comment whose words begin at byte `at`: each begins a line, and goes on to the next or to the end.
pub(super) fn statements(text: &str, at: u32) -> Vec<Statement<'_>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        // Before the words may stand what belongs to the marks: `{#- ... -#}`, ` * ...`.
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '#' | '!' | '~' | '+'));
        if words.starts_with(PREFIX) {
            starts.push(offset + line.len() - words.len());
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(&start, end)| statement(&text[start..end], at + start as u32)).collect()
}

fn statement(text: &str, at: u32) -> Option<Statement<'_>> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '~' | '+'));
    let end = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let form = form(word)?;
    let (names, reason) = rest.split_once(':').map_or((rest, None), |(names, reason)| (names, Some(reason)));
    let reason = reason.map(|reason| reason.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|reason| !reason.is_empty());
    let names_at = at + end as u32;
    let (names, until) = match names.rfind("until").filter(|&found| is_word(names, found, "until".len())) {
        Some(found) => (&names[..found], trimmed(names, found + "until".len()..names.len(), names_at)),
        None => (names, None),
    };
    let head = (word.len() + rest.find(':').unwrap_or(rest.len())) as u32;
    let mut statement = Statement { form, names: Vec::new(), until, reason, span: Span::new(at, at + head) };
    let mut from = 0;
    for name in names.split(',') {
        statement.names.extend(trimmed(names, from..from + name.len(), names_at));
        from += name.len() + 1;
    }
    // Without a colon the rest is most likely the reason, and its words are no lints.
    if statement.reason.is_none() {
        statement.names.truncate(1);
    }
    Some(statement)
}

/// The form that a word stands for, or the one that it seems to mean; none if it is another word, such as one that declares.
fn form(word: &str) -> Option<Result<Form, &'static str>> {
    if let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == word) {
        return Some(Ok(*form));
    }
    // What all of them begin with would make any two alike.
    let rest = word.strip_prefix(PREFIX)?;
    let known = FORMS.iter().map(|(known, _)| &known[PREFIX.len()..]);
    let foreign = FOREIGN.iter().any(|foreign| rest.starts_with(foreign)).then_some("noticelint-allow");
    let meant = closest(rest, known).and_then(|meant| FORMS.iter().map(|(known, _)| *known).find(|known| known.ends_with(meant)));
    meant.or(foreign).map(Err)
}

/// Whether the `len` bytes at `at` are a word of their own.
fn is_word(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// The words in `range` of a text that begins at byte `at`, without the white space around them; none if there are none.
fn trimmed(text: &str, range: std::ops::Range<usize>, at: u32) -> Option<Word<'_>> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    let words = words.trim();
    let span = Span::new(at + start as u32, at + (start + words.len()) as u32);
    (!words.is_empty()).then_some(Word { text: words, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Form, names, day and reason of each statement.
    fn read(text: &str) -> Vec<String> {
        let show = |statement: Statement<'_>| {
            let names: Vec<&str> = statement.names.iter().map(|name| name.text).collect();
            for word in statement.names.iter().chain(&statement.until) {
                assert_eq!(&text[word.span.range()], word.text);
            }
            let until = statement.until.map_or(String::new(), |day| format!(" until {}", day.text));
            format!("{:?} {}{until} {:?}", statement.form, names.join("+"), statement.reason)
        };
        statements(text, 0).into_iter().map(show).collect()
    }

    #[test]
    fn a_statement_names_lints_a_day_and_a_reason() {
        let one = |text| read(text).join(" | ");
        assert_eq!(one(" noticelint-allow a/b: why not "), "Ok(Block) a/b Some(\"why not\")");
        assert_eq!(one("noticelint-allow a/b, c ,d/é: one\n  two: three"), "Ok(Block) a/b+c+d/é Some(\"one two: three\")");
        assert_eq!(one("noticelint-allow-file a until 2027-03-31: x"), "Ok(File) a until 2027-03-31 Some(\"x\")");
        assert_eq!(one("noticelint-allow-start until:x"), "Ok(Start)  Some(\"x\")");
    }

    #[test]
    fn what_is_missing_is_missing() {
        let one = |text| read(text).join(" | ");
        assert_eq!(one("noticelint-allow"), "Ok(Block)  None");
        assert_eq!(one("noticelint-allow: "), "Ok(Block)  None");
        assert_eq!(one("noticelint-allow: x"), "Ok(Block)  Some(\"x\")");
        assert_eq!(one("noticelint-allow a/b, c because"), "Ok(Block) a/b None");
        assert_eq!(one("noticelint-allow-end"), "Ok(End)  None");
    }

    #[test]
    fn marks_around_the_words_are_no_part_of_them() {
        assert_eq!(read("- noticelint-allow a: x -"), ["Ok(Block) a Some(\"x\")"]);
        assert_eq!(
            read("*\n * noticelint-allow a: x\n * noticelint-allow b: y\n "),
            ["Ok(Block) a Some(\"x\")", "Ok(Block) b Some(\"y\")"]
        );
    }

    #[test]
    fn a_word_that_is_nearly_right_is_told_from_other_words() {
        assert_eq!(read("noticelint-alow a: x"), ["Err(\"noticelint-allow\") a Some(\"x\")"]);
        assert_eq!(read("noticelint-disable a"), ["Err(\"noticelint-allow\") a None"]);
        assert_eq!(read("noticelint-kind: message"), Vec::<String>::new());
        assert_eq!(read("see noticelint-allow a: x"), Vec::<String>::new());
    }
}
