//! Examples put to the test: a lint must report exactly the words that its examples mark.

use crate::data::Problem;
use crate::finding::{Declared, DocumentReport, Plan, Settings, Status, check, suppress};
use crate::lint::{Check, Example, Expect, Lint, Ruleset};
use crate::source::{Format, SourceFile, Span, Template};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;

/// Runs one example of `lint`.
///
/// # Errors
/// How what was found differs from what the example expects, at the example.
pub fn verify(ruleset: &Ruleset, lint: &Lint, example: &Example) -> Result<(), Box<Problem>> {
    let mut reports = [ask(ruleset, lint, example, &example.text)];
    suppress(&mut reports);
    let [mut report] = reports;
    report.outcome.findings.retain(|finding| finding.lint == lint.name);
    let problem = |code, message: String| Err(Box::new(Problem::new(code, &lint.file, example.span, message)));
    let quote = |span: Span| format!("«{}»", report.source.slice(span).trim());
    let found: Vec<Span> = report.outcome.findings.iter().map(|finding| finding.labels[0].span).collect();
    let words = |spans: &[Span]| spans.iter().map(|&span| quote(span)).collect::<Vec<_>>().join(", ");
    match example.expect {
        Expect::Pass if !found.is_empty() => {
            return problem("example/noisy", format!("{} must be silent here, but points at {}", lint.name, words(&found)));
        }
        Expect::Fail if found.is_empty() => {
            return problem("example/missing", format!("{} must point at {}, but is silent", lint.name, words(&example.marks)));
        }
        Expect::Fail if found != example.marks => {
            let message = format!("{} must point at {}, but points at {}", lint.name, words(&example.marks), words(&found));
            return problem("example/wrong-place", message);
        }
        _ => {}
    }
    if let Some(message) = wrong_fix(ruleset, lint, example, &report) {
        return problem("example/wrong-fix", message);
    }
    let status = report.outcome.items.first().map(|item| item.status);
    match (&example.status, status) {
        (Some(wanted), Some(status)) if *wanted != status.word() => {
            problem("example/wrong-status", format!("the status is {status} here, and should be {wanted}"))
        }
        // A pass because the lint did not apply proves nothing, unless the example says that this is its point.
        (None, Some(Status::NotApplicable)) if matches!(lint.check, Check::Require(_)) => problem(
            "example/not-applicable",
            format!(
                "{} does not apply here, so this example shows nothing; say `status = \"not-applicable\"` if that is its point",
                lint.name
            ),
        ),
        _ => Ok(()),
    }
}

/// Asks this lint alone of a text.
fn ask(ruleset: &Ruleset, lint: &Lint, example: &Example, text: &str) -> DocumentReport {
    let format = Format { host: example.host, template: Template::Any };
    check(SourceFile::from_text("example", text), format, ruleset, &settings(ruleset, lint, example))
}

/// What is wrong with the fixes that a lint proposes for its example: they make another text of it than it says, or do not settle it.
fn wrong_fix(ruleset: &Ruleset, lint: &Lint, example: &Example, report: &DocumentReport) -> Option<String> {
    let fixed = all_fixed(report);
    if let Some(wanted) = example.fixed.as_ref().filter(|wanted| **wanted != fixed) {
        return Some(format!("the fixes of {} must make «{}» of this, but make «{}»", lint.name, wanted.trim(), fixed.trim()));
    }
    let again = ask(ruleset, lint, example, &fixed);
    let left = again.outcome.findings.iter().find_map(|finding| finding.fix.as_ref()?.edits.first())?;
    let (text, words) = (&left.text, again.source.slice(left.span));
    Some(format!("after the fixes of {}, it would still write `{text}` for `{words}`; a fix must settle what it fixes", lint.name))
}

/// The text of a document after all fixes that were proposed for it.
fn all_fixed(report: &DocumentReport) -> String {
    let mut plan = Plan::default();
    for fix in report.outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        plan.add(&report.source, fix, |_| PathBuf::new());
    }
    let text = report.source.text();
    let rewritten = plan.files().values().find_map(|file| file.source.rewrite(text.as_bytes(), file.edits()).ok());
    rewritten.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
}

/// Only this lint, on a document of the kind it is for, by the law on the day on which it was last checked.
fn settings(ruleset: &Ruleset, lint: &Lint, example: &Example) -> Settings {
    let place = || "in the example".to_owned();
    let checked = ruleset.law_of(&lint.name).map(|law| law.checked).max();
    let mut settings = Settings::new(example.as_of.or(checked).unwrap_or(Date::constant(2026, 11, 23)));
    settings.declared = Declared {
        kind: example.kind.or(lint.applies.kinds.first().copied()).map(|kind| (kind, place())),
        sector: example.sector.map(|sector| (sector, place())),
        channel: example.channel,
        list: example.list,
        ..Declared::default()
    };
    settings.organisation = Arc::new(example.organisation.clone().unwrap_or_default());
    settings.only = Some(lint.name.clone());
    settings
}
