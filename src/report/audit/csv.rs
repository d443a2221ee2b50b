//! For a spreadsheet or a statistics program: one line for each document and item (RFC 4180).

use super::{locate, quote};
use crate::finding::DocumentReport;
use crate::lint::Ruleset;
use crate::report::inert;
use std::io;

/// The mark by which spreadsheets know that a file is in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

const HEAD: [&str; 11] = ["document", "kind", "sector", "dated", "item", "status", "line", "evidence", "law", "file", "bundle"];

/// Writes all documents to `out`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn csv(reports: &[DocumentReport], ruleset: &Ruleset, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(HEAD)?;
    for report in reports {
        let profile = &report.profile;
        let name = harmless(inert(report.source.name()));
        let bundle = harmless(inert(report.bundle.as_deref().unwrap_or_default()));
        let dated = profile.dated.map_or(String::new(), |day| day.to_string());
        for item in &report.outcome.items {
            let place = item.shown();
            let located = place.map(|place| locate(report, place));
            let line = located.map_or(String::new(), |(_, line)| line.to_string());
            let file = located.map_or(String::new(), |(file, _)| harmless(inert(file)));
            let quote = place.map_or(String::new(), |place| harmless(quote(report, place)));
            let law: Vec<&str> = ruleset.law_of(&item.lint).map(|law| law.cite.as_str()).collect();
            let (kind, sector, status) = (profile.kind.value.word(), profile.sector.value.word(), item.status.word());
            writer.write_record([&name, kind, sector, &dated, &item.lint, status, &line, &quote, &law.join("; "), &file, &bundle])?;
        }
    }
    writer.flush()
}

/// `text` as words even to a spreadsheet, which would run what begins like a formula.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_like_a_formula() {
        assert_eq!(harmless("=HYPERLINK(1)".to_owned()), "'=HYPERLINK(1)");
        assert_eq!(harmless("We keep it".to_owned()), "We keep it");
    }
}
