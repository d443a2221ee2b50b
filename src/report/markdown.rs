//! A summary in Markdown, for a comment on a pull request or the page of a job: counts, a table of the documents in which something was
//! found, and the first findings of each. It is cut where comments are, and says what was left out.

use super::json::Summary;
use super::run::{self, Located, Run};
use super::{count, inert};
use crate::finding::{DocumentReport, Finding, Remark};
use crate::lint::Level;
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Most bytes of a summary: below the 65,536 characters that GitHub takes as a comment.
const LIMIT: usize = 60_000;

/// Most findings of one document, the gravest first.
const FINDINGS: usize = 10;

/// The columns of the table.
const LEVELS: [Level; 3] = [Level::Error, Level::Warning, Level::Note];

/// Most rows of the table, and most notes.
const ROWS: usize = 100;
const NOTES: usize = 10;

/// A text that grows up to the limit.
struct Page {
    text: String,
    is_full: bool,
}

impl Page {
    /// Adds a part, if it and all before it fit; returns whether it did.
    fn add(&mut self, part: &str) -> bool {
        self.is_full |= self.text.len() + part.len() > LIMIT;
        if !self.is_full {
            self.text.push_str(part);
        }
        !self.is_full
    }
}

/// Writes the summary.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(run);
    let total = summary.errors + summary.warnings + summary.notes;
    let documents = count(summary.documents, "document");
    let mut page = Page { text: String::new(), is_full: false };
    let found = match total {
        0 => "nothing found".to_owned(),
        _ => [count(summary.errors, "error"), count(summary.warnings, "warning"), count(summary.notes, "note")].join(", "),
    };
    let aside = [(summary.suppressed, "suppressed"), (summary.baselined, "baselined")];
    let aside: Vec<String> = aside.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
    page.add(&format!("## noticelint: {found} in {documents}{aside}\n"));
    if summary.fixed > 0 {
        page.add(&format!("\n{} fixed.\n", count(summary.fixed, "finding")));
    }
    unread(run, &mut page);
    let found: Vec<&DocumentReport> = run.reports.iter().filter(|report| !report.outcome.findings.is_empty()).collect();
    table(&found, &mut page);
    let shown: usize = found.iter().map(|report| document(report, &mut page)).sum();
    remarks(run, &mut page);
    let mut text = page.text;
    if page.is_full {
        let _ = writeln!(text, "\nThis summary was cut at {LIMIT} bytes: {shown} of {} are shown.", count(total, "finding"));
    } else if shown < total {
        let _ = writeln!(text, "\n{shown} of {} are shown, up to {FINDINGS} of each document.", count(total, "finding"));
    }
    out.write_all(text.as_bytes())
}

fn unread(run: &Run<'_>, page: &mut Page) {
    if !run.unread.is_empty() {
        page.add("\n**Not everything could be checked:**\n\n");
    }
    for (path, message) in run.unread {
        page.add(&format!("- {} {}\n", code(path), escaped(message)));
    }
}

fn table(found: &[&DocumentReport], page: &mut Page) {
    if found.len() < 2 {
        return;
    }
    let of = |report: &DocumentReport, level: Level| report.outcome.findings.iter().filter(|finding| finding.level == level).count();
    page.add("\n| document | errors | warnings | notes |\n|---|---:|---:|---:|\n");
    let (rows, more) = found.split_at(found.len().min(ROWS));
    for report in rows {
        let [errors, warnings, notes] = LEVELS.map(|level| of(report, level));
        page.add(&format!("| {} | {errors} | {warnings} | {notes} |\n", code(report.source.name())));
    }
    if !more.is_empty() {
        let [errors, warnings, notes] = LEVELS.map(|level| more.iter().map(|report| of(report, level)).sum::<usize>());
        page.add(&format!("| {} more | {errors} | {warnings} | {notes} |\n", more.len()));
    }
}

/// Adds the first findings of a document; returns how many.
fn document(report: &DocumentReport, page: &mut Page) -> usize {
    let mut findings: Vec<&Finding> = report.outcome.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.level));
    let mut shown = 0;
    let mut head = format!("\n### {}\n\n", code(report.source.name()));
    for finding in findings.iter().take(FINDINGS) {
        let line = format!(
            "- {} **{}** {}: {}\n",
            place(report, &Located::new(&report.source, finding.labels[0].span)),
            finding.level,
            code(&finding.lint),
            escaped(&run::message(finding))
        );
        if !page.add(&(std::mem::take(&mut head) + &line)) {
            return shown;
        }
        shown += 1;
    }
    if findings.len() > shown {
        page.add(&format!("- and {} more\n", findings.len() - shown));
    }
    shown
}

fn remarks(run: &Run<'_>, page: &mut Page) {
    let remarks = run.reports.iter().flat_map(|report| report.remarks.iter().map(move |remark| (report, remark)));
    let mut remarks: Vec<(&DocumentReport, &Remark)> = remarks.collect();
    remarks.sort_by_key(|(_, remark)| Reverse(remark.kind.level()));
    let mut head = "\n### Notes\n\n";
    for (report, remark) in remarks.iter().take(NOTES) {
        let place = remark.span.map_or_else(String::new, |span| {
            let located = Located::new(&report.source, span);
            format!("{}:{}:{} ", code(located.file.name()), located.start.line, located.start.column)
        });
        page.add(&format!("{head}- {place}**{}** {}\n", remark.kind.level(), escaped(&run::remark(report, remark))));
        head = "";
    }
    if remarks.len() > NOTES {
        page.add(&format!("- and {} more\n", remarks.len() - NOTES));
    }
}

/// Line and column, behind the name of the file if it is another than the document.
fn place(report: &DocumentReport, place: &Located<'_>) -> String {
    let file = if place.file.name() == report.source.name() { String::new() } else { code(place.file.name()) + ":" };
    format!("{file}{}:{}", place.start.line, place.start.column)
}

/// A name as code, in which nothing is a link, a mention or markup.
fn code(name: &str) -> String {
    let name = inert(name);
    // In a cell of a table a bar ends even code, and a backslash before it cannot be told from an escape.
    if name.contains(['`', '|', '\\']) { format!("<code>{}</code>", entities(&name)) } else { format!("`{name}`") }
}

/// Words in which nothing is markup, and nobody and nothing is linked to.
pub(in crate::report) fn escaped(text: &str) -> String {
    let text = inert(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if ACTIVE.contains(c) {
            out.push('\\');
        }
        out.push(c);
        // `@name`, `#1` and their like on GitHub and GitLab, and links, are found in what is left when markup has been read.
        let next = chars.peek().copied().unwrap_or(' ');
        let refers = match c {
            '@' | '#' | '!' | '~' | '%' | '$' | '&' | '^' | '*' => next.is_alphanumeric() || next == '"' || next == '[',
            ':' => next == '/',
            '.' => out.len().checked_sub(4).and_then(|at| out.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www.")),
            _ => false,
        };
        if refers {
            out.push_str("&#8203;");
        }
    }
    out
}

/// What may be markup, somewhere.
const ACTIVE: &str = "\\`*_[]<>&|~#!";

/// What may be markup as numbers: an entity is never read as markup (`CommonMark` 0.31, section 2.5).
fn entities(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if ACTIVE.contains(c) {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_refer_to_nothing() {
        assert_eq!(escaped("ask @fern or dpo@fern.example, #1"), "ask @&#8203;fern or dpo@&#8203;fern.example, \\#&#8203;1");
        assert_eq!(escaped("see https://a.example, WWW.a.example at 10:30"), "see https:&#8203;//a.example, WWW.&#8203;a.example at 10:30");
        assert_eq!(escaped("*a* _b_ [c](d) <e> | f\\ 50% A & B"), "\\*&#8203;a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\| f\\\\ 50% A \\& B");
    }

    #[test]
    fn names_are_code_even_in_a_cell() {
        assert_eq!(code("a_b/@c.md"), "`a_b/@c.md`");
        assert_eq!(code("a|b`\\"), "<code>a&#124;b&#96;&#92;</code>");
        assert_eq!(code("a\u{1b}\nb"), "`a� b`");
    }
}
