//! What `audit` found: for each document, whether it states each required item, and where.

mod bundle;
mod csv;
mod markdown;
mod matrix;
mod table;

pub use bundle::{bundle, is_bundle};
pub use csv::csv;
pub use markdown::markdown;
pub use matrix::matrix;
pub use table::table;

use super::inert;
use crate::finding::{DocumentReport, Evidence, Item, Status};
use crate::lint::Basis;
use anstyle::{AnsiColor, Style};

/// In the order in which an officer wants to see them.
const STATUSES: [Status; 5] = [Status::Missing, Status::Vague, Status::Unclear, Status::Stated, Status::NotApplicable];

/// Whether it is known what the document is, so that there was something to ask of it.
fn is_known(report: &DocumentReport) -> bool {
    report.profile.kind.basis != Basis::Unknown
}

/// The words of a place on one line, harmless to print.
fn quote(report: &DocumentReport, place: &Evidence) -> String {
    let words = inert(report.source.slice(place.span));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `width` characters of a text, the last of them `…` if there are more.
pub(super) fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The file in which a place begins, and its 1-based line.
fn locate<'r>(report: &'r DocumentReport, place: &Evidence) -> (&'r str, u32) {
    let (file, span) = report.source.locate(place.span);
    (file.name(), file.place(span.start).line)
}

/// The 1-based line of a place; with the file, if it is one that the document includes.
fn line(report: &DocumentReport, place: &Evidence) -> String {
    let (file, line) = locate(report, place);
    if report.source.is_own(place.span) { line.to_string() } else { format!("{}:{line}", inert(file)) }
}

/// A lint's group and its own name.
fn split(lint: &str) -> (&str, &str) {
    lint.split_once('/').unwrap_or(("", lint))
}

/// How many items of a document have each status: `4 missing, 2 vague`; statuses that none has are left out.
pub(super) fn counts(items: &[Item]) -> String {
    let each = STATUSES.iter().map(|status| (status, items.iter().filter(|item| item.status == *status).count()));
    let named: Vec<String> = each.filter(|(_, count)| *count > 0).map(|(status, count)| format!("{count} {}", words(*status))).collect();
    if named.is_empty() { "no items".to_owned() } else { named.join(", ") }
}

/// A status as people read it.
pub(super) fn words(status: Status) -> &'static str {
    if status == Status::NotApplicable { "not applicable" } else { status.word() }
}

/// What a document was taken for, and on what grounds.
fn taken_for(report: &DocumentReport) -> String {
    let profile = &report.profile;
    let dated = profile.dated.map(|day| format!(", dated {}", day.strftime("%-d %B %Y"))).unwrap_or_default();
    let (kind, sector) = (&profile.kind, &profile.sector);
    format!("{} ({}), sector {} ({}){dated}", kind.value, kind.basis, sector.value, sector.basis)
}

/// What a document is a page of.
fn page_of(report: &DocumentReport) -> String {
    report.bundle.as_deref().map(|bundle| format!(", page of the bundle {}", inert(bundle))).unwrap_or_default()
}

/// The colour of a status on a terminal.
fn style(status: Status) -> Style {
    match status {
        Status::Missing => AnsiColor::Red.on_default().bold(),
        Status::Vague => AnsiColor::Yellow.on_default(),
        Status::Unclear => AnsiColor::Cyan.on_default(),
        Status::Stated => AnsiColor::Green.on_default(),
        Status::NotApplicable => Style::new().dimmed(),
    }
}

/// `text` in the colour of a status.
pub(super) fn painted(status: Status, text: &str) -> String {
    let style = style(status);
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_clipped_by_characters() {
        assert_eq!(clip("für alle", 8), "für alle");
        assert_eq!(clip("für alle Fälle", 9), "für alle…");
        assert_eq!(clip("", 0), "");
    }
}
