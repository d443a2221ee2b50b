//! `docs`: the reference of the lints, written into a folder.

use super::session::{Failure, Session};
use super::{Exit, Streams};
use crate::report::reference::{self, MARK, Page};
use crate::source::display_name;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// `noticelint docs`.
pub(super) fn docs(folder: &Path, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let pages = reference::pages(&session.ruleset);
    let written = write(folder, &pages).and_then(|written| Ok((written, remove_old(folder, &pages)?)));
    match written {
        Ok((written, removed)) => {
            let name = crate::report::inert(&display_name(folder));
            writeln!(streams.out, "{name}: {} pages, {written} of them changed, {removed} removed", pages.len())?;
            Ok(Exit::Clean)
        }
        Err(message) => Failure::Message(message).print(streams),
    }
}

/// Writes the pages that are not there as they should be; returns how many.
fn write(folder: &Path, pages: &[Page]) -> Result<usize, String> {
    let mut written = 0;
    for page in pages {
        let path = folder.join(&page.path);
        match fs::read_to_string(&path) {
            Ok(text) if text == page.text => continue,
            Ok(text) if !text.starts_with(MARK) => {
                return Err(format!(
                    "{} was not written by `noticelint docs` and was left as it is: give a folder of its own",
                    path.display()
                ));
            }
            _ => {}
        }
        let parent = path.parent().unwrap_or(folder);
        let write = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &page.text));
        write.map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        written += 1;
    }
    Ok(written)
}

/// Removes the pages of lints that are no more; returns how many.
fn remove_old(folder: &Path, pages: &[Page]) -> Result<usize, String> {
    let current: BTreeSet<PathBuf> = pages.iter().map(|page| folder.join(&page.path)).collect();
    let mut removed = 0;
    let groups: BTreeSet<PathBuf> = current.iter().filter_map(|path| path.parent().map(Path::to_path_buf)).collect();
    let subfolders = fs::read_dir(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let subfolders = subfolders.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_dir());
    for looked_in in groups.into_iter().chain(subfolders).collect::<BTreeSet<PathBuf>>() {
        let Ok(entries) = fs::read_dir(&looked_in) else { continue };
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let is_old = path.extension().is_some_and(|ending| ending == "md")
                && !current.contains(&path)
                && fs::read_to_string(&path).is_ok_and(|text| text.starts_with(MARK));
            if is_old {
                fs::remove_file(&path).map_err(|error| format!("{} cannot be removed: {error}", path.display()))?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
