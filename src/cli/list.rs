//! `--files-from`: a list of paths that another program made.

use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The paths of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct FileList(pub(super) Vec<PathBuf>);

impl FileList {
    /// Reads the list at `path`, or standard input for `-`: a path a line, or separated by NUL.
    pub(super) fn read(path: &OsStr) -> Result<Self, String> {
        let mut bytes = Vec::new();
        let read =
            if path == "-" { io::stdin().lock().read_to_end(&mut bytes).map(|_| ()) } else { std::fs::read(path).map(|read| bytes = read) };
        read.map_err(|error| format!("the list cannot be read: {error}"))?;
        Ok(Self(split(&bytes).into_iter().map(named).collect()))
    }
}

/// The entries of a list: between NULs if there is one, else the lines.
fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mark = if bytes.contains(&0) { 0 } else { b'\n' };
    let entries = bytes.split(|&byte| byte == mark);
    let entries = entries.map(|entry| if mark == b'\n' { entry.strip_suffix(b"\r").unwrap_or(entry) } else { entry });
    entries.filter(|entry| !entry.is_empty()).collect()
}

/// A path of a list: `-` is a file of this name there.
fn named(bytes: &[u8]) -> PathBuf {
    let path = crate::source::path_of_bytes(bytes);
    if path.as_os_str() == "-" { Path::new(".").join(path) } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_lines_or_nuls() {
        let texts = |list: &str| split(list.as_bytes()).iter().map(|entry| String::from_utf8_lossy(entry).into_owned()).collect::<Vec<_>>();
        assert_eq!(texts("a.md\r\n\nb c.md"), ["a.md", "b c.md"]);
        assert_eq!(texts("a\nb.md\0c.md\r\0"), ["a\nb.md", "c.md\r"]);
        assert_eq!(texts(""), Vec::<String>::new());
        assert_eq!(named(b"-"), Path::new("./-"));
    }
}
