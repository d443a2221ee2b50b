//! Contents that files are about to be given: a run reads them in place of what is on disk, and they are written at its end.

use super::{ReadProblem, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Contents of files by their canonical paths.
#[derive(Clone, Debug, Default)]
pub struct Drafts(Arc<BTreeMap<PathBuf, Vec<u8>>>);

impl Drafts {
    /// Reads the file at `path` and calls it `name`: its draft, if there is one.
    ///
    /// # Errors
    /// As [`SourceFile::read`].
    pub fn read(&self, path: &Path, name: &str, max_size: u64) -> Result<SourceFile, ReadProblem> {
        match self.of(path) {
            Some(bytes) => Ok(SourceFile { path: Some(path.to_path_buf()), ..SourceFile::decode(name, bytes.to_vec(), max_size)? }),
            None => SourceFile::read(path, name, max_size),
        }
    }

    /// The draft of the file at `path`.
    fn of(&self, path: &Path) -> Option<&[u8]> {
        // Most runs have none, and need not look for the file behind each name.
        if self.0.is_empty() {
            return None;
        }
        self.get(&path.canonicalize().ok()?)
    }

    /// The draft of the file at this canonical path.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Sets the draft of the file at this canonical path.
    pub fn set(&mut self, path: PathBuf, bytes: Vec<u8>) {
        Arc::make_mut(&mut self.0).insert(path, bytes);
    }

    /// Forgets the draft of the file at this canonical path.
    pub fn forget(&mut self, path: &Path) {
        Arc::make_mut(&mut self.0).remove(path);
    }
}
