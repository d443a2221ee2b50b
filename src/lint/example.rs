//! The examples in a lint's file, which are its tests.

use super::organisation::{self, Organisation};
use super::profile::{CHANNELS, Channel, KINDS, Kind, LIST_BASES, ListBasis, SECTORS, Sector};
use crate::data::{Problem, Table, Text};
use crate::source::{Host, Span};
use jiff::civil::Date;

/// What a lint must say about an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It must report the marked words.
    Fail,
    /// It must be silent.
    Pass,
}

/// A short document and what the lint must say about it.
#[derive(Clone, Debug)]
pub struct Example {
    /// What is expected.
    pub expect: Expect,
    /// For `require`, the status it must find, if the example says.
    pub status: Option<String>,
    /// Whether it is a lawful text that holds the same words.
    pub near_miss: bool,
    /// Its language.
    pub host: Host,
    /// Its kind, if it is not the first that the lint is for.
    pub kind: Option<Kind>,
    /// Its author's sector, if it is not left to be told from the words.
    pub sector: Option<Sector>,
    /// Its channel, if it is not left to be told.
    pub channel: Option<Channel>,
    /// The list basis that is declared for it.
    pub list: Option<ListBasis>,
    /// What its author declares of itself.
    pub organisation: Option<Organisation>,
    /// The day as of which it is checked.
    pub as_of: Option<Date>,
    /// The document, without the marks.
    pub text: String,
    /// The marked words, as bytes of `text`.
    pub marks: Vec<Span>,
    /// The document after all fixes of the lint, if the example says.
    pub fixed: Option<String>,
    /// Where the example begins in its file.
    pub span: Span,
}

const EXPECTS: &[(&str, Expect)] = &[("fail", Expect::Fail), ("pass", Expect::Pass)];
const HOSTS: &[(&str, Host)] = &[("markdown", Host::Markdown), ("html", Host::Html), ("text", Host::Text), ("mail", Host::Mail)];
const STATUSES: &[(&str, &str)] =
    &[("stated", "stated"), ("vague", "vague"), ("missing", "missing"), ("not-applicable", "not-applicable"), ("unclear", "unclear")];

/// Reads the `[[example]]` tables of a lint and checks that there are enough; of one that `has_fix`, also one that shows the fix.
pub(super) fn read(root: &Table<'_>, name: Option<&Text>, has_fix: bool) -> Vec<Example> {
    let mut examples = Vec::new();
    let tables = root.tables("example");
    let written = tables.len();
    for table in tables {
        examples.extend(read_one(&table, has_fix));
    }
    if examples.len() < written {
        return examples;
    }
    let count = |expect| examples.iter().filter(|example| example.expect == expect).count();
    let near_misses = examples.iter().filter(|example| example.near_miss && example.expect == Expect::Pass).count();
    let mut lacks = Vec::new();
    for (expect, word) in [(Expect::Fail, "fail"), (Expect::Pass, "pass")] {
        if count(expect) < 2 {
            lacks.push(format!("{} of 2 that {word}", count(expect)));
        }
    }
    if near_misses == 0 {
        lacks.push("no `near-miss` that passes".to_owned());
    }
    if has_fix && examples.iter().all(|example| example.fixed.is_none()) {
        lacks.push("none with `fixed`, which shows what its fix makes of the text".to_owned());
    }
    if !lacks.is_empty() {
        let span = name.map_or(root.span(), |name| name.span);
        root.report_problem(
            Problem::new("data/examples", root.file(), span, format!("this lint has too few examples: {}", lacks.join(", ")))
                .help("examples are the tests of a lint: at least two fail, two pass, and one of those that pass holds the same words in a lawful sentence"),
        );
    }
    examples
}

fn read_one(table: &Table<'_>, has_fix: bool) -> Option<Example> {
    table.require(&["expect"]);
    let expect = table.choice("expect", EXPECTS);
    let status = table.choice("status", STATUSES).map(str::to_owned);
    let near_miss = table.flag("near-miss").unwrap_or(false);
    let host = table.choice("format", HOSTS).unwrap_or(Host::Markdown);
    let (kind, sector) = (table.choice("kind", KINDS), table.choice("sector", SECTORS));
    let (channel, list) = (table.choice("channel", CHANNELS), table.choice("list", LIST_BASES));
    let organisation = table.table("organisation").map(|table| organisation::read(&table));
    let as_of = table.date("as-of");
    let (marked, fixed) = (table.required("text"), table.text("fixed"));
    table.finish();
    if fixed.is_some() && (!has_fix || expect == Some(Expect::Pass)) {
        let why = if has_fix { "an example that passes has nothing to fix" } else { "this lint has no `[[fix]]`" };
        table.report("data/fix", table.key_span("fixed"), why);
    }
    let (expect, marked) = (expect?, marked?);
    let Some((text, marks)) = unmark(&marked.value) else {
        table.report("data/marks", marked.span, "`«` and `»` come in pairs, one pair after the other");
        return None;
    };
    if expect == Expect::Pass && !marks.is_empty() {
        table.report("data/marks", marked.span, "an example that passes marks nothing");
    }
    if expect == Expect::Fail && marks.is_empty() {
        table.report("data/marks", marked.span, "an example that fails marks the words that the finding must point at with `«` and `»`");
    }
    Some(Example {
        expect,
        status,
        near_miss,
        host,
        kind,
        sector,
        channel,
        list,
        organisation,
        as_of,
        text,
        marks,
        fixed: fixed.map(|fixed| fixed.value),
        span: table.span(),
    })
}

/// Takes the marks out of a text; `None` if they are not in pairs.
fn unmark(marked: &str) -> Option<(String, Vec<Span>)> {
    let mut text = String::with_capacity(marked.len());
    let mut marks = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match (c, open) {
            ('«', None) => open = Some(text.len()),
            ('»', Some(start)) => {
                marks.push(Span::from(start..text.len()));
                open = None;
            }
            ('«' | '»', _) => return None,
            _ => text.push(c),
        }
    }
    open.is_none().then_some((text, marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_their_places_kept() {
        assert_eq!(unmark("a «é b» c «d»"), Some(("a é b c d".to_owned(), vec![Span::new(2, 6), Span::new(9, 10)])));
        assert_eq!(unmark("plain"), Some(("plain".to_owned(), Vec::new())));
        assert_eq!(unmark("a «b"), None);
        assert_eq!(unmark("a» «b"), None);
        assert_eq!(unmark("«a «b» c»"), None);
    }
}
