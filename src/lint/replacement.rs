//! What a lint would write in place of words that must not be said.

use super::definition::Check;
use crate::data::{Problem, Table, Text};
use crate::vocabulary::{ConceptId, Vocabulary};

/// What is written in place of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The words that are replaced.
    pub concept: ConceptId,
    /// What is written instead: plain words on one line.
    pub with: String,
    /// Whether it is right wherever the lint reports, so that nobody has to read it first.
    pub safe: bool,
}

/// Marks that are a part of plain words, besides letters and digits. Anything else means something in a format that documents are
/// written in, so that it would not be read as it is written.
const MARKS: &[char] = &[' ', '.', ',', ';', ':', '-', '–', '—', '(', ')', '/', '?', '!', '\'', '"', '‘', '’', '“', '”', '£', '€', '§'];

/// Reads the `[[fix]]` tables of a lint.
pub(super) fn read(root: &Table<'_>, check: Option<&Check>, vocabulary: &Vocabulary) -> Vec<Replacement> {
    let tables = root.tables("fix");
    if let Some(shape @ (Check::Require(_) | Check::Compare(_) | Check::Allow(_))) = check
        && !tables.is_empty()
    {
        let message = format!("a lint of the shape `{}` points at no words that a fix could replace", shape.word());
        let problem = Problem::new("data/fix", root.file(), root.key_span("fix"), message);
        root.report_problem(problem.help("`[[fix]]` goes with `[forbid]` and `[imply]`"));
    }
    tables.iter().filter_map(|table| read_one(table, vocabulary)).collect()
}

fn read_one(table: &Table<'_>, vocabulary: &Vocabulary) -> Option<Replacement> {
    let (concept, with) = (table.required("concept"), table.required("with"));
    let safe = table.flag("safe").unwrap_or(false);
    table.finish();
    let concept = concept.and_then(|name| vocabulary.resolve(table, &name));
    let with = with?;
    check_words(table, &with);
    Some(Replacement { concept: concept?, with: with.value, safe })
}

/// A replacement is put into Markdown, HTML, JSON and the rest as it is, so that it may hold nothing that they read as markup.
fn check_words(table: &Table<'_>, with: &Text) {
    let report = |span, message: String| {
        let problem = Problem::new("data/fix", table.file(), span, message);
        table.report_problem(
            problem.help("a replacement is plain words on one line: it is written into documents of every format as it is"),
        );
    };
    let value = &with.value;
    if !value.starts_with(char::is_alphanumeric) || value.ends_with(char::is_whitespace) {
        return report(with.span, "a replacement begins with a letter or a digit, and does not end with a space".to_owned());
    }
    let foreign = |&(_, c): &(usize, char)| !c.is_alphanumeric() && !MARKS.contains(&c);
    if let Some((at, c)) = value.char_indices().find(foreign) {
        let span = with.part(table.file().text(), at, at + c.len_utf8());
        report(span, format!("`{}` cannot be a part of a replacement", c.escape_debug()));
    }
}
