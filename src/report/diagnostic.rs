//! Findings and problems as compiler-style diagnostics.

use super::excerpt::Excerpts;
use super::{inert, wrap};
use crate::data::Problem;
use crate::finding::{DocumentReport, Finding, Fix, Remark, RemarkKind, Suppressed};
use crate::lint::{Level, Ruleset};
use crate::source::{SourceFile, Span};
use anstyle::{AnsiColor, Effects, Style};
use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::term::{Config, WriteStyle, emit_to_write_style};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes diagnostics with ANSI colours; the stream that it is printed to takes them out where they are not wanted.
#[derive(Default)]
pub struct Painter {
    bytes: Vec<u8>,
}

impl Painter {
    /// What has been written.
    #[must_use]
    pub fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn set(&mut self, style: Style) -> io::Result<()> {
        write!(self.bytes, "{style}")
    }
}

impl Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Bug | Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::BrightYellow,
        Severity::Note => AnsiColor::BrightGreen,
        Severity::Help => AnsiColor::BrightCyan,
    };
    colour.on_default()
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(colour(severity).effects(Effects::BOLD))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(Style::new().bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.set(if style == LabelStyle::Primary { colour(severity) } else { AnsiColor::Blue.on_default() })
    }

    fn reset(&mut self) -> io::Result<()> {
        write!(self.bytes, "{}", anstyle::Reset)
    }
}

/// Columns that are to be had for a line of the document and what is said beside it.
const WIDTH: usize = 92;

/// Writes everything there is to say about one document.
///
/// # Errors
/// If `painter` cannot be written to.
pub fn findings(report: &DocumentReport, ruleset: &Ruleset, painter: &mut Painter) -> io::Result<()> {
    for finding in &report.outcome.findings {
        one(report, finding, None, ruleset, painter)?;
    }
    // That a document's kind is not known is said once for all such documents, by whoever prints the whole.
    for one in report.remarks.iter().filter(|remark| remark.kind != RemarkKind::UnknownKind) {
        remark(report, one, painter)?;
    }
    Ok(())
}

/// Writes the findings in one document that somebody allows, with why.
///
/// # Errors
/// If `painter` cannot be written to.
pub fn suppressed(report: &DocumentReport, ruleset: &Ruleset, painter: &mut Painter) -> io::Result<()> {
    report.suppressed.iter().try_for_each(|suppressed| one(report, &suppressed.finding, Some(suppressed), ruleset, painter))
}

/// Writes one finding; of one that is suppressed, only what was found and why it is allowed.
fn one(
    report: &DocumentReport,
    finding: &Finding,
    suppressed: Option<&Suppressed>,
    ruleset: &Ruleset,
    painter: &mut Painter,
) -> io::Result<()> {
    let mut excerpts = Excerpts::default();
    let spans: Vec<Span> = finding.labels.iter().map(|label| label.span).collect();
    let places = excerpts.add_located(&report.source, &spans);
    let mut notes = Vec::new();
    let mut labels = Vec::new();
    for (index, (label, (file, range))) in finding.labels.iter().zip(places).enumerate() {
        let style = if index == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
        let mut message = inert(&label.message);
        // Beside a long mark it would run out of the window; then it stands below.
        if !message.is_empty() && excerpts.width(file, &range) + message.chars().count() > WIDTH {
            notes.push(wrap(if index == 0 { "here: " } else { "there: " }, &message));
            message.clear();
        }
        labels.push(Label::new(style, file, range).with_message(message));
    }
    let (level, message) = if let Some(suppressed) = suppressed {
        notes.push(wrap("allowed: ", &inert(&allowed(suppressed))));
        (Level::Note, format!("(suppressed {}) {}", finding.level, finding.message))
    } else {
        notes.extend(advice(finding, &report.source, ruleset));
        (finding.level, finding.message.clone())
    };
    let diagnostic =
        Diagnostic::new(severity(level)).with_code(&finding.lint).with_message(inert(&message)).with_labels(labels).with_notes(notes);
    emit(&excerpts, &diagnostic, painter)
}

/// Why a finding is suppressed, by whom and where.
pub(super) fn allowed(suppressed: &Suppressed) -> String {
    let origin = &suppressed.origin;
    let owner = origin.owner.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
    format!("{} ({}:{}:{}{owner})", suppressed.reason, origin.path, origin.line, origin.column)
}

/// What to do, what a fix would write, and the law.
fn advice(finding: &Finding, source: &SourceFile, ruleset: &Ruleset) -> Vec<String> {
    let mut notes = vec![wrap("help: ", &inert(&finding.help))];
    notes.extend(finding.fix.as_ref().map(|fix| wrap("fix: ", &inert(&replaced(fix, source)))));
    let cites: Vec<&str> = ruleset.law_of(&finding.lint).map(|law| law.cite.as_str()).collect();
    if !cites.is_empty() {
        notes.push(wrap("law: ", &cites.join("; ")));
    }
    notes
}

/// Most different replacements of one fix that are shown.
const REPLACEMENTS: usize = 3;

/// What a fix would write in place of what, each once.
fn replaced(fix: &Fix, source: &SourceFile) -> String {
    let mut pairs: Vec<String> = Vec::new();
    let mut more = false;
    for edit in &fix.edits {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let pair = format!("`{}` for `{}`", line(&edit.text), line(source.slice(edit.span)));
        if pairs.contains(&pair) {
            continue;
        }
        more = pairs.len() == REPLACEMENTS;
        if more {
            break;
        }
        pairs.push(pair);
    }
    let (more, safe) = (if more { ", and more" } else { "" }, if fix.safe { "safe" } else { "unsafe" });
    format!("write {}{more} ({safe})", pairs.join(", "))
}

fn remark(report: &DocumentReport, remark: &Remark, painter: &mut Painter) -> io::Result<()> {
    let Some(span) = remark.span else {
        let name = inert(report.source.name());
        return writeln!(painter, "{}: {name} {}\n", remark.kind.level(), inert(&remark.message));
    };
    let mut excerpts = Excerpts::default();
    let labels = excerpts.add_located(&report.source, &[span]).into_iter().map(|(file, range)| Label::primary(file, range)).collect();
    let diagnostic = Diagnostic::new(severity(remark.kind.level())).with_message(wrap("", &inert(&remark.message))).with_labels(labels);
    emit(&excerpts, &diagnostic, painter)
}

/// Writes a mistake in a lint file, a vocabulary or a configuration.
///
/// # Errors
/// If `painter` cannot be written to.
pub fn problem(problem: &Problem, painter: &mut Painter) -> io::Result<()> {
    let mut excerpts = Excerpts::default();
    // Places in one file are shown together.
    let mut files: BTreeMap<usize, Vec<(LabelStyle, Span, &str)>> = BTreeMap::new();
    let mut sources = vec![&problem.file];
    files.entry(0).or_default().push((LabelStyle::Primary, problem.span, &problem.label));
    for related in &problem.related {
        let index = sources.iter().position(|source| Arc::ptr_eq(source, &related.file)).unwrap_or_else(|| {
            sources.push(&related.file);
            sources.len() - 1
        });
        files.entry(index).or_default().push((LabelStyle::Secondary, related.span, &related.label));
    }
    let mut labels = Vec::new();
    for (index, places) in &files {
        let spans: Vec<Span> = places.iter().map(|(_, span, _)| *span).collect();
        let (file, ranges) = excerpts.add(sources[*index], &spans);
        labels.extend(places.iter().zip(ranges).map(|((style, _, text), range)| Label::new(*style, file, range).with_message(inert(text))));
    }
    let notes = problem.help.iter().map(|help| wrap("help: ", &inert(help))).collect();
    let diagnostic =
        Diagnostic::error().with_code(problem.code).with_message(inert(&problem.message)).with_labels(labels).with_notes(notes);
    emit(&excerpts, &diagnostic, painter)
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}

fn emit(excerpts: &Excerpts, diagnostic: &Diagnostic<usize>, painter: &mut Painter) -> io::Result<()> {
    emit_to_write_style(painter, &Config::default(), excerpts, diagnostic).map_err(io::Error::other)
}
