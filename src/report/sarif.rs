//! SARIF 2.1.0: what code scanning services and editors read. Paths are relative to the folder in which the run was made, unless they
//! were given whole; columns count characters (Unicode code points), which is what `columnKind` says.

mod model;

use super::run::{self, Located, Occurrences, Run};
use super::{inert, write_json};
use crate::finding::{self, DocumentReport, Form, Suppressed};
use crate::lint::{Counted, Level, Lint, Measured, Ruleset};
use crate::source::SourceFile;
use model::{
    About, Analysis, Artifact, ArtifactChange, ArtifactLocation, Base, Configuration, Driver, Finding, Fix, FixProperties, Inserted,
    Invocation, Location, Log, Notification, PhysicalLocation, Region, Replacement, Rule, RuleProperties, Suppression,
    SuppressionProperties, Text, Tool,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What relative paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// The key of our fingerprints; another way of making them gets another number.
const FINGERPRINT: &str = "noticelint/v1";

/// Writes one log with one run.
pub(super) fn write(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules = Rules::default();
    let mut occurrences = Occurrences::default();
    let mut results = Vec::new();
    for report in run.reports {
        for found in &report.outcome.findings {
            let suppressions = run.show_suppressed.then(Vec::new);
            results.push(Finding { suppressions, ..finding(report, found, &mut rules, &mut occurrences) });
        }
        // GitHub takes what is suppressed for open alerts, so that it is written only where it is asked for.
        for suppressed in report.suppressed.iter().filter(|_| run.show_suppressed) {
            let suppressions = Some(vec![suppression(suppressed)]);
            results.push(Finding { suppressions, ..finding(report, &suppressed.finding, &mut rules, &mut occurrences) });
        }
    }
    let artifact = |report: &DocumentReport| Artifact {
        location: artifact_location(report.source.name()),
        encoding: report.source.encoding().to_string(),
        roles: ["analysisTarget"],
    };
    let driver = Driver {
        name: "noticelint",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.names.iter().map(|name| rule(name, run.ruleset)).collect(),
    };
    let base = Base { description: text("the folder in which noticelint was run") };
    let analysis = Analysis {
        tool: Tool { driver },
        invocations: [Invocation { execution_successful: run.is_whole(), tool_execution_notifications: notifications(run) }],
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
        artifacts: run.reports.iter().filter(|report| !report.is_configuration).map(artifact).collect(),
        results,
    };
    write_json(&Log { schema: SCHEMA, version: "2.1.0", runs: [analysis] }, out)
}

/// The lints that results name, each once, in the order in which they come.
#[derive(Default)]
struct Rules<'a> {
    names: Vec<&'a str>,
    index: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    fn index(&mut self, name: &'a str) -> usize {
        *self.index.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

fn rule<'a>(name: &'a str, ruleset: &'a Ruleset) -> Rule<'a> {
    let about = ruleset.lint(name).map(|lint| {
        let law: Vec<&str> = ruleset.law_of(name).map(|law| law.cite.as_str()).collect();
        let help = [lint.message.help.as_str(), &law.join("; ")].map(|line| text(line).text);
        About {
            short_description: text(&lint.summary),
            full_description: text(&lint.docs.why),
            help: Text { text: help.join("\n\n").trim_end().to_owned() },
            help_uri: ruleset.law_of(name).map(|law| law.url.as_str()).find(|url| is_uri(url)),
            default_configuration: Configuration { level: lint.level.word() },
            properties: properties(lint),
        }
    });
    Rule { id: name, about }
}

/// The group as a tag, and the words by which code scanning on GitHub sorts rules.
fn properties(lint: &Lint) -> RuleProperties<'_> {
    let severity = match lint.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "recommendation",
    };
    let measured = lint.measured.iter().find(|measured| measured.what == Counted::Findings);
    RuleProperties { tags: lint.name.split('/').take(1).collect(), precision: measured.map(precision), severity }
}

fn precision(measured: &Measured) -> &'static str {
    match measured.precision {
        share if share >= 0.95 => "very-high",
        share if share >= 0.9 => "high",
        share if share >= 0.7 => "medium",
        _ => "low",
    }
}

fn finding<'a>(
    report: &'a DocumentReport,
    found: &'a finding::Finding,
    rules: &mut Rules<'a>,
    occurrences: &mut Occurrences<'a>,
) -> Finding<'a> {
    let place = Located::new(&report.source, found.labels[0].span);
    let related = found.labels.iter().enumerate().skip(1).map(|(id, label)| Location {
        id: Some(id),
        message: (!label.message.is_empty()).then(|| text(&label.message)),
        ..location(&Located::new(&report.source, label.span))
    });
    let number = occurrences.number(place.file.name(), &found.fingerprint);
    Finding {
        rule_id: &found.lint,
        rule_index: rules.index(&found.lint),
        level: found.level.word(),
        message: text(&run::message(found)),
        locations: [location(&place)],
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, format!("{}:{number}", found.fingerprint))]),
        fixes: found.fix.iter().map(|proposed| fix(proposed, &report.source, &found.help)).collect(),
        suppressions: None,
    }
}

/// Why a finding is allowed, and where that is said.
fn suppression(suppressed: &Suppressed) -> Suppression<'_> {
    let origin = &suppressed.origin;
    let mut location = whole(&origin.path);
    location.physical.region = Some(Region { start_line: origin.line, start_column: origin.column, end_line: None, end_column: None });
    Suppression {
        kind: if origin.form == Form::Entry { "external" } else { "inSource" },
        status: "accepted",
        justification: inert(&suppressed.reason),
        location,
        properties: origin.owner.as_deref().map(|owner| SuppressionProperties { owner }),
    }
}

fn fix<'a>(proposed: &'a finding::Fix, document: &'a SourceFile, help: &str) -> Fix<'a> {
    let mut changes: Vec<(&SourceFile, Vec<Replacement<'_>>)> = Vec::new();
    for edit in &proposed.edits {
        let place = Located::new(document, edit.span);
        let replacement = Replacement { deleted_region: region(&place), inserted_content: Inserted { text: &edit.text } };
        match changes.iter_mut().find(|(file, _)| std::ptr::eq(*file, place.file)) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((place.file, vec![replacement])),
        }
    }
    let change =
        |(file, replacements): (&SourceFile, _)| ArtifactChange { artifact_location: artifact_location(file.name()), replacements };
    Fix {
        description: text(help),
        artifact_changes: changes.into_iter().map(change).collect(),
        properties: FixProperties { safe: proposed.safe },
    }
}

/// What went wrong with the run, and what a reader must know besides the findings.
fn notifications(run: &Run<'_>) -> Vec<Notification> {
    let unread = run.unread.iter().map(|(path, message)| Notification {
        level: Level::Error.word(),
        message: text(&format!("{path} {message}")),
        locations: [whole(path)],
    });
    let remarks = run.reports.iter().flat_map(|report| report.remarks.iter().map(move |remark| (report, remark)));
    let remarks = remarks.map(|(report, remark)| Notification {
        level: remark.kind.level().word(),
        message: text(&run::remark(report, remark)),
        locations: [remark.span.map_or_else(|| whole(report.source.name()), |span| location(&Located::new(&report.source, span)))],
    });
    unread.chain(remarks).collect()
}

fn location(place: &Located<'_>) -> Location {
    let mut location = whole(place.file.name());
    location.physical.region = Some(region(place));
    location
}

/// The location of a whole file.
fn whole(name: &str) -> Location {
    Location { id: None, physical: PhysicalLocation { artifact_location: artifact_location(name), region: None }, message: None }
}

fn region(place: &Located<'_>) -> Region {
    let (start, end) = (place.start, place.end);
    Region { start_line: start.line, start_column: start.column, end_line: Some(end.line), end_column: Some(end.column) }
}

fn artifact_location(name: &str) -> ArtifactLocation {
    let path = encoded(name);
    if !Path::new(name).is_absolute() {
        return ArtifactLocation { uri: path, uri_base_id: Some(ROOT) };
    }
    // On Windows a path begins with its drive (RFC 8089, appendix E.2) or with the name of a host.
    let scheme = match name {
        _ if name.starts_with("//") => "file:",
        _ if name.starts_with('/') => "file://",
        _ => "file:///",
    };
    ArtifactLocation { uri: format!("{scheme}{path}"), uri_base_id: None }
}

/// A path as a URI reference: whatever is not plainly part of a path is percent-encoded (RFC 3986, section 2.1), also a colon, which
/// would make the first part of it a scheme.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

/// Whether a user's own law table has a link here that others can follow.
fn is_uri(url: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    (url.starts_with("https://") || url.starts_with("http://")) && url.bytes().all(is_plain)
}

/// A message: braces are doubled, as they stand for arguments (3.11.5), and nothing is a link (3.11.6).
fn text(words: &str) -> Text {
    Text { text: inert(words.trim_end()).replace('{', "{{").replace('}', "}}").replace("](", "] (") }
}
