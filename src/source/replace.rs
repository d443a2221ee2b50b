//! New contents for a file, all of them or none.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
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
    let (temporary, mut file) = beside(path)?;
    let written = file.write_all(after).and_then(|()| file.set_permissions(permissions)).and_then(|()| file.sync_all());
    drop(file);
    let replaced = written.and_then(|()| fs::rename(&temporary, path));
    if replaced.is_err() {
        // What cannot be removed either is left to its owner; the error says that something is wrong.
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// A new file in the folder of the one at `path`, open to be written by its owner alone.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
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
