//! New contents for a file, all of them or none.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// How many names are tried for a temporary file.
const NAMES: u32 = 100;

/// Gives the file at `path`, which holds `before`, the contents `after`: they are written beside it and put in its place in one step,
/// so that there never is half a file. Its permissions stay; a symbolic link must have been followed.
///
/// # Errors
/// If the file may not be written to, if it does not hold `before`, or if writing fails; then it is as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    // Its folder may be writable where the file is not.
    OpenOptions::new().write(true).open(path)?;
    if fs::read(path)? != before {
        return Err(io::Error::other("it was changed while it was checked"));
    }
    settle(path, Some(permissions), after)
}

/// Gives the file at `path` these contents, whatever it held, if anything: in one step, so that there never is half a file. A symbolic
/// link is followed, permissions stay, and what is no file, such as a pipe, is written to.
///
/// # Errors
/// If it may not be written to, if its folder is not there, or if writing fails; then it is as it was.
pub fn put(path: &Path, contents: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(known) if known.is_file() => {
            // Its folder may be writable where the file is not.
            OpenOptions::new().write(true).open(path)?;
            settle(&path.canonicalize()?, Some(known.permissions()), contents)
        }
        Ok(_) => OpenOptions::new().write(true).open(path)?.write_all(contents),
        Err(error) if error.kind() == io::ErrorKind::NotFound => settle(path, None, contents),
        Err(error) => Err(error),
    }
}

/// Makes a file at `path` with these contents.
///
/// # Errors
/// If something is there already, be it a link to nothing; if its folder is not there, or if writing fails: then no file is left.
pub fn create(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(contents).and_then(|()| file.sync_all());
    if written.is_err() {
        // What cannot be removed either is left to its owner; the error says that something is wrong.
        let _ = fs::remove_file(path);
    }
    written
}

/// Writes a file beside `path` and puts it in its place; with the permissions of a new file, if there are none to be kept.
fn settle(path: &Path, permissions: Option<Permissions>, contents: &[u8]) -> io::Result<()> {
    let (temporary, mut file) = beside(path, permissions.is_some())?;
    let keep = |file: &File| permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions));
    let written = file.write_all(contents).and_then(|()| keep(&file)).and_then(|()| file.sync_all());
    drop(file);
    let replaced = written.and_then(|()| fs::rename(&temporary, path));
    if replaced.is_err() {
        // What cannot be removed either is left to its owner; the error says that something is wrong.
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// A new file in the folder of the one at `path`, open to be written; if it is `private`, by its owner alone.
fn beside(path: &Path, private: bool) -> io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if private { 0o600 } else { 0o666 });
    let mut taken = None;
    for number in 0..NAMES {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".noticelint-{}-{number}", std::process::id()));
        let temporary = path.with_file_name(name);
        match options.open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(taken.unwrap_or_else(|| io::Error::other("no temporary file could be made")))
}
