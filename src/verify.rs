//! Examples put to the test: a lint must report exactly the words that its examples mark.

use crate::data::Problem;
use crate::finding::{Declared, Settings, Status, check};
use crate::lint::{Check, Example, Expect, Lint, Ruleset};
use crate::source::{Format, SourceFile, Span, Template};
use jiff::civil::Date;
use std::sync::Arc;

/// Runs one example of `lint`.
///
/// # Errors
/// How what was found differs from what the example expects, at the example.
pub fn verify(ruleset: &Ruleset, lint: &Lint, example: &Example) -> Result<(), Box<Problem>> {
    let report = check(
        SourceFile::from_text("example", &example.text),
        Format { host: example.host, template: Template::Any },
        ruleset,
        &settings(ruleset, lint, example),
    );
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

/// Only this lint, on a document of the kind it is for, by the law on the day on which it was last checked.
fn settings(ruleset: &Ruleset, lint: &Lint, example: &Example) -> Settings {
    let place = || "in the example".to_owned();
    let checked = ruleset.law_of(&lint.name).map(|law| law.checked).max();
    let mut settings = Settings::new(example.as_of.or(checked).unwrap_or(Date::constant(2026, 11, 23)));
    settings.declared = Declared {
        kind: example.kind.or(lint.applies.kinds.first().copied()).map(|kind| (kind, place())),
        sector: example.sector.map(|sector| (sector, place())),
        ..Declared::default()
    };
    settings.organisation = Arc::new(example.organisation.clone().unwrap_or_default());
    settings.only = Some(lint.name.clone());
    settings
}
