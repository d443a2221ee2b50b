//! What `init` says of what it found, and of what comes next.

use super::found::Inventory;
use super::shown;
use crate::cli::check::Checked;
use crate::data::CONFIG_FILE;
use crate::lint::{Kind, Level};
use crate::report::{count, inert};
use std::fmt::Write as _;
use std::path::Path;

/// What to print behind the writing of the file in `folder`.
pub(super) fn text(found: &Inventory<'_>, checked: &Checked, folder: &Path, is_dry: bool) -> String {
    let name = shown(&folder.join(CONFIG_FILE));
    let done = if is_dry { format!("{name} was not written") } else { format!("{name} is written") };
    let total = found.reports.len();
    let mut out = match total {
        0 => format!("{done}; there is no document that noticelint reads below {}\n", shown(folder)),
        _ => format!("{done}; found below {}: {}\n", shown(folder), count(total, "document")),
    };
    let (unknown, known): (Vec<_>, Vec<_>) = found.counts.iter().partition(|(kind, _)| kind.is_none());
    for (kind, count) in known.into_iter().chain(unknown) {
        let _ = writeln!(out, "  {:<16}{count:>6}", kind.map_or("kind not known", Kind::word));
    }
    for note in notes(found) {
        let _ = writeln!(out, "{note}");
    }
    out.push_str(&next(found, checked, folder, is_dry));
    out
}

fn notes(found: &Inventory<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(most) = found.sector.as_ref().filter(|most| most.is_sure) {
        let how = if most.is_given { "as given".to_owned() } else { format!("told of {} of {} documents", most.count, most.of) };
        notes.push(format!("sector: {} ({how})", most.sector));
    }
    if let Some(name) = &found.extends {
        notes.push(format!("it extends {}, which held here until now", inert(name)));
    }
    if found.elsewhere > 0 {
        notes.push(format!("not listed: {} that another configuration declares or holds for", count(found.elsewhere, "document")));
    }
    if found.textless > 0 {
        notes.push(format!("not listed: {} without text that is checked", count(found.textless, "document")));
    }
    if found.unnamed > 0 {
        notes.push(format!("not listed: {} with a name that is not UTF-8; no glob can spell it", count(found.unnamed, "document")));
    }
    notes
}

fn next(found: &Inventory<'_>, checked: &Checked, folder: &Path, is_dry: bool) -> String {
    let is_here = folder.canonicalize().ok() == Path::new(".").canonicalize().ok();
    let place = if is_here { String::new() } else { format!(", in {}", shown(folder)) };
    let mut steps = vec![match (is_dry, found.unknown.len()) {
        (true, _) => "leave `--dry-run` out to write it".to_owned(),
        (false, 0) => format!("read {CONFIG_FILE} and correct it"),
        (false, unknown) => format!("read {CONFIG_FILE} and correct it; of {} it does not know the kind", count(unknown, "file")),
    }];
    if found.reports.is_empty() {
        steps.push("noticelint check .        when there are documents".to_owned());
    } else {
        steps.push(format!("noticelint check .        finds {} now", findings(checked)));
        steps.push("noticelint baseline       writes down what is known, so that `check` reports what is new".to_owned());
    }
    steps.push("let it run before each commit and in continuous integration: docs/ci.md".to_owned());
    let lines: Vec<String> = steps.iter().enumerate().map(|(index, step)| format!("  {}. {step}", index + 1)).collect();
    format!("next{place}:\n{}\n", lines.join("\n"))
}

fn findings(checked: &Checked) -> String {
    let of =
        |level: Level| checked.reports.iter().flat_map(|report| &report.outcome.findings).filter(|finding| finding.level == level).count();
    format!("{}, {}, {}", count(of(Level::Error), "error"), count(of(Level::Warning), "warning"), count(of(Level::Note), "note"))
}
