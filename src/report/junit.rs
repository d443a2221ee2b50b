//! `JUnit` XML: a suite for each document, a test case for each finding. Findings at or above the failing level are failures, others pass,
//! so that the report is red when the run is; those that somebody allows are skipped, with why.

use super::diagnostic::allowed;
use super::inert;
use super::run::{self, Located, Run};
use crate::finding::{DocumentReport, Finding, RemarkKind, Suppressed};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A suite: the cases of one file, written out and counted.
#[derive(Default)]
struct Suite {
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// Writes one report with all suites.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = run.reports.iter().map(|report| (report.source.name(), document(report, run)));
    let unread = run.unread.iter().map(|(path, message)| {
        let mut suite = Suite::default();
        suite.error(path, &inert(&format!("{path} {message}")));
        (path.as_str(), suite)
    });
    let suites: Vec<(&str, Suite)> = documents.chain(unread).collect();
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(|(_, suite)| count(suite)).sum::<usize>();
    let (tests, failures, errors) = (sum(|suite| suite.tests), sum(|suite| suite.failures), sum(|suite| suite.errors));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"noticelint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
    for (name, suite) in &suites {
        let Suite { cases, tests, failures, errors, skipped } = suite;
        let name = xml(name);
        writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">")?;
        out.write_all(cases.as_bytes())?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn document(report: &DocumentReport, run: &Run<'_>) -> Suite {
    let mut suite = Suite::default();
    for finding in &report.outcome.findings {
        suite.finding(report, finding, run);
    }
    for suppressed in &report.suppressed {
        suite.suppressed(report, suppressed);
    }
    let (mistakes, remarks): (Vec<_>, Vec<_>) = report.remarks.iter().partition(|remark| remark.kind == RemarkKind::Mistake);
    for mistake in mistakes {
        let place = mistake.span.map(|span| Located::new(&report.source, span).tell() + ": ").unwrap_or_default();
        suite.error(report.source.name(), &format!("{place}{}", run::remark(report, mistake)));
    }
    if suite.tests == 0 {
        // A suite without a case is left out by some who read it; a document that was checked should be seen.
        suite.case(report.source.name(), "no findings", None, "");
    }
    if !remarks.is_empty() {
        let lines: Vec<String> = remarks.iter().map(|remark| run::remark(report, remark)).collect();
        let _ = writeln!(suite.cases, "    <system-out>{}</system-out>", lines_of(&lines));
    }
    suite
}

impl Suite {
    fn finding(&mut self, report: &DocumentReport, finding: &Finding, run: &Run<'_>) {
        let place = Located::new(&report.source, finding.labels[0].span);
        let message = run::message(finding);
        let first = format!("{}: {}[{}]: {message}", place.tell(), finding.level, finding.lint);
        let lines: Vec<String> = std::iter::once(first).chain(run::advice(report, finding, run.ruleset)).collect();
        let lines = lines_of(&lines);
        let fails = finding.level >= report.fail_on;
        self.failures += usize::from(fails);
        let body = if fails {
            format!("<failure type=\"{}\" message=\"{}\">{lines}</failure>", finding.level, xml(&message))
        } else {
            format!("<system-out>{lines}</system-out>")
        };
        self.case_at(&place, finding, &body);
    }

    fn suppressed(&mut self, report: &DocumentReport, suppressed: &Suppressed) {
        let place = Located::new(&report.source, suppressed.finding.labels[0].span);
        self.skipped += 1;
        let why = format!("{} [allowed: {}]", run::message(&suppressed.finding), inert(&allowed(suppressed)));
        self.case_at(&place, &suppressed.finding, &format!("<skipped message=\"{}\"/>", xml(&why)));
    }

    fn case_at(&mut self, place: &Located<'_>, finding: &Finding, body: &str) {
        let name = format!("{} at {}:{}", finding.lint, place.start.line, place.start.column);
        self.case(place.file.name(), &name, Some(place.start.line), body);
    }

    fn error(&mut self, path: &str, message: &str) {
        self.errors += 1;
        self.case(path, "noticelint", None, &format!("<error type=\"error\" message=\"{}\"/>", xml(message)));
    }

    fn case(&mut self, path: &str, name: &str, line: Option<u32>, body: &str) {
        self.tests += 1;
        let (path, name) = (xml(path), xml(name));
        let line = line.map(|line| format!(" line=\"{line}\"")).unwrap_or_default();
        let _ = writeln!(self.cases, "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\"{line}>{body}</testcase>");
    }
}

fn lines_of(lines: &[String]) -> String {
    lines.iter().map(|line| xml(line)).collect::<Vec<_>>().join("\n")
}

/// A text for an element or an attribute: markup is escaped; what XML 1.0 forbids (section 2.2) is among what is made inert.
fn xml(text: &str) -> String {
    inert(text).chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(c),
        }
        out
    })
}
