//! The folder outside of which nothing is read that a document names.

use super::{Drafts, ReadProblem, SourceFile, display_name};
use std::path::{Component, Path, PathBuf};

/// A folder, and where names in the files below it are looked for.
#[derive(Clone, Debug)]
pub struct Root {
    /// Canonical.
    folder: PathBuf,
    max_size: u64,
    drafts: Drafts,
}

/// What became of a name that a file was looked for by.
#[derive(Debug)]
pub enum Lookup {
    /// The file of this canonical path.
    Found(PathBuf),
    /// There is such a file, outside of the root: it is not read.
    Outside,
    /// There is no such file.
    Missing,
}

impl Root {
    /// The root `folder`, from which files of up to `max_size` bytes are read; none if there is no such folder.
    #[must_use]
    pub fn new(folder: &Path, max_size: u64) -> Option<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = folder.canonicalize().ok().filter(|folder| folder.is_dir())?;
        Some(Self { folder, max_size, drafts: Drafts::default() })
    }

    /// The same root, with drafts read in place of files that have one.
    #[must_use]
    pub fn with_drafts(self, drafts: Drafts) -> Self {
        Self { drafts, ..self }
    }

    /// The largest text that may be put together, in bytes.
    #[must_use]
    pub fn max_size(&self) -> u64 {
        self.max_size
    }

    /// Whether a canonical path lies in the root.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.folder)
    }

    /// Looks for a file by each of `names`, first in `folder` (canonical), then in each folder above it up to the root; and in each of
    /// these in the `shelves`, which are names of folders. The first that is there is it. Names are relative, with `/`.
    #[must_use]
    pub fn find(&self, names: &[String], shelves: &[&str], folder: &Path) -> Lookup {
        let mut outside = false;
        for above in folder.ancestors().take_while(|above| self.holds(above)) {
            for shelf in shelves {
                for name in names.iter().filter(|name| is_relative(name)) {
                    let Ok(path) = above.join(shelf).join(name).canonicalize() else { continue };
                    match self.holds(&path) {
                        true if path.is_file() => return Lookup::Found(path),
                        true => {}
                        false => outside = true,
                    }
                }
            }
        }
        if outside { Lookup::Outside } else { Lookup::Missing }
    }

    /// Reads a file that was found, and calls it as seen from the folder of the file called `beside`, which is `folder` (canonical).
    ///
    /// # Errors
    /// As [`SourceFile::read`].
    pub fn read(&self, path: &Path, beside: &str, folder: &Path) -> Result<SourceFile, ReadProblem> {
        self.drafts.read(path, &name_beside(path, beside, folder), self.max_size)
    }
}

/// Whether a name is a path that begins at no root and at no drive.
fn is_relative(name: &str) -> bool {
    let part = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir);
    !name.is_empty() && Path::new(name).components().all(part)
}

/// The name of the file at `path`, made from the name of one in `folder`, so that both are named from the same place.
fn name_beside(path: &Path, beside: &str, folder: &Path) -> String {
    let mut ups = 0;
    let common = folder.ancestors().find(|above| {
        let holds = path.starts_with(above);
        ups += usize::from(!holds);
        holds
    });
    let Some(rest) = common.and_then(|common| path.strip_prefix(common).ok()) else { return display_name(path) };
    let mut parts: Vec<Component<'_>> = Path::new(beside).parent().unwrap_or(Path::new("")).components().collect();
    for _ in 0..ups {
        match parts.last() {
            Some(Component::Normal(_)) => {
                parts.pop();
            }
            // Above the root there is nothing to name it from.
            Some(Component::RootDir | Component::Prefix(_)) => return display_name(path),
            _ => parts.push(Component::ParentDir),
        }
    }
    display_name(&parts.into_iter().collect::<PathBuf>().join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_where_the_other_is() {
        let name = |path: &str, beside: &str, folder: &str| name_beside(Path::new(path), beside, Path::new(folder));
        assert_eq!(name("/r/views/_a.erb", "views/b.erb", "/r/views"), "views/_a.erb");
        assert_eq!(name("/r/views/shared/_a.erb", "views/pages/b.erb", "/r/views/pages"), "views/shared/_a.erb");
        assert_eq!(name("/r/shared/a.md", "b.md", "/r/notices"), "../shared/a.md");
        assert_eq!(name("/r/shared/a.md", "./b.md", "/r/notices"), "../shared/a.md");
        assert_eq!(name("/r/shared/a.md", "../notices/b.md", "/r/notices"), "../shared/a.md");
        assert_eq!(name("/r/shared/a.md", "/r/notices/b.md", "/r/notices"), "/r/shared/a.md");
    }

    #[test]
    fn only_relative_names_are_looked_for() {
        assert!(is_relative("a/../b.md") && is_relative("./a"));
        assert!(!is_relative("/etc/passwd") && !is_relative(""));
    }
}
