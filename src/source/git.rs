//! Earlier versions of files, asked of the program `git`.
//!
//! Names are asked for with `-z`, so that they come as they are, whatever characters they hold; contents by the ids of their blobs.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A working tree under version control.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Canonical.
    top: PathBuf,
}

/// Why an earlier version is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitProblem {
    /// The program is not there.
    NotInstalled,
    /// The folder belongs to no repository, or to one that git will not look into; what git says.
    NoRepository(String),
    /// There is no such revision.
    UnknownRevision(String),
    /// Anything else; what git says.
    Failed(String),
}

impl fmt::Display for GitProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => f.write_str("the program `git` was not found, and earlier versions are asked of it; install git"),
            Self::NoRepository(said) => write!(f, "there is no git repository here whose earlier versions could be asked for: {said}"),
            Self::UnknownRevision(revision) => write!(
                f,
                "the revision `{revision}` is not in this git repository; is it spelt right, and was it fetched (a shallow clone has few)?"
            ),
            Self::Failed(said) => write!(f, "git could not be asked for the earlier version: {said}"),
        }
    }
}

/// The id of the content of a file in an earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob(String);

/// A file that differs between a revision and the working tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its absolute path in the revision, and its content there; none if it is new.
    pub old: Option<(PathBuf, Blob)>,
    /// Its absolute path in the working tree; none if it was removed.
    pub new: Option<PathBuf>,
}

impl Repository {
    /// The repository of `folder`.
    ///
    /// # Errors
    /// If git is not there, or there is no repository.
    pub fn of(folder: &Path) -> Result<Self, GitProblem> {
        let top = output(folder, &["rev-parse", "--show-toplevel"]).map_err(|problem| match problem {
            GitProblem::Failed(said) => GitProblem::NoRepository(said),
            other => other,
        })?;
        let top = path_of_bytes(top.strip_suffix(b"\n").unwrap_or(&top));
        let top = top.canonicalize().map_err(|error| GitProblem::NoRepository(format!("{}: {error}", top.display())))?;
        Ok(Self { top })
    }

    /// Its uppermost folder; canonical.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// What differs between `revision` and the working tree: with what is staged and what is not, and new files that git does not
    /// ignore. In the order of the new paths, removed files last.
    ///
    /// # Errors
    /// If there is no such revision, or git fails.
    pub fn changed_since(&self, revision: &str) -> Result<Vec<Changed>, GitProblem> {
        // A revision that begins with a hyphen is not to be taken for an option.
        let commit = output(&self.top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|problem| match problem {
            GitProblem::Failed(_) => GitProblem::UnknownRevision(revision.to_owned()),
            other => other,
        })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let raw = output(
            &self.top,
            &[
                "diff",
                "--raw",
                "-z",
                "--no-abbrev",
                "--find-renames",
                "--no-relative",
                "--no-ext-diff",
                "--ignore-submodules",
                &commit,
                "--",
            ],
        )?;
        let mut changed = parse_raw(&raw, &self.top);
        let untracked = output(&self.top, &["ls-files", "-z", "--others", "--exclude-standard"])?;
        let untracked = untracked.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(|name| self.top.join(path_of_bytes(name)));
        let mut untracked: BTreeSet<PathBuf> = untracked.collect();
        // A file that is gone from the index and still there is told twice: as removed, and as new.
        for one in changed.iter_mut().filter(|one| one.new.is_none()) {
            one.new = one.old.as_ref().and_then(|(old, _)| untracked.take(old));
        }
        changed.extend(untracked.into_iter().map(|new| Changed { old: None, new: Some(new) }));
        changed.sort_by(|a, b| (a.new.is_none(), &a.new).cmp(&(b.new.is_none(), &b.new)));
        Ok(changed)
    }

    /// The contents of `blobs`, in their order.
    ///
    /// # Errors
    /// If git fails or lacks one of them.
    pub fn read(&self, blobs: &[&Blob]) -> Result<Vec<Vec<u8>>, GitProblem> {
        if blobs.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = command(&self.top, &["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().map_err(|error| not_started(&error))?;
        let contents = match (child.stdin.take(), child.stdout.take()) {
            // One after the other, so that neither side waits for the other to read.
            (Some(mut asks), Some(answers)) => {
                let mut answers = BufReader::new(answers);
                blobs.iter().map(|blob| ask(&mut asks, &mut answers, blob)).collect::<io::Result<_>>()
            }
            _ => Err(io::Error::other("it has no pipes")),
        };
        let _ = child.wait();
        contents.map_err(|error| GitProblem::Failed(error.to_string()))
    }
}

fn ask(asks: &mut impl io::Write, answers: &mut impl io::BufRead, blob: &Blob) -> io::Result<Vec<u8>> {
    writeln!(asks, "{}", blob.0)?;
    asks.flush()?;
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let size = head.strip_suffix('\n').and_then(|head| head.rsplit_once(" blob ").map(|(_, size)| size.parse::<u64>()));
    let Some(Ok(size)) = size else {
        return Err(io::Error::other(format!("it lacks the content {}", blob.0)));
    };
    let mut content = Vec::new();
    answers.by_ref().take(size).read_to_end(&mut content)?;
    answers.read_exact(&mut [0])?;
    Ok(content)
}

/// git in `folder`, as it is asked whatever a user has configured.
fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").args(args).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What git prints.
fn output(folder: &Path, args: &[&str]) -> Result<Vec<u8>, GitProblem> {
    let output = command(folder, args).output().map_err(|error| not_started(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
    Err(GitProblem::Failed(said.trim_start_matches("fatal: ").to_owned()))
}

fn not_started(error: &io::Error) -> GitProblem {
    if error.kind() == io::ErrorKind::NotFound { GitProblem::NotInstalled } else { GitProblem::Failed(error.to_string()) }
}

/// Reads the records of `git diff --raw -z`: `:MODE MODE ID ID STATUS`, NUL, a name, NUL, and for a renamed or copied file another name.
fn parse_raw(raw: &[u8], top: &Path) -> Vec<Changed> {
    let mut fields = raw.split(|&byte| byte == 0);
    let mut changed = Vec::new();
    while let Some(head) = fields.next().and_then(|head| head.strip_prefix(b":")) {
        let head = String::from_utf8_lossy(head);
        let parts: Vec<&str> = head.split(' ').collect();
        let (&[old_mode, new_mode, id, _, status], Some(first)) = (parts.as_slice(), fields.next()) else { break };
        let is_moved = status.starts_with(['R', 'C']);
        let Some(second) = (if is_moved { fields.next() } else { Some(first) }) else { break };
        // What is a link or a repository of its own has no text in it.
        let is_file = |mode: &str| mode.starts_with("100");
        let old = (is_file(old_mode) && id.bytes().any(|byte| byte != b'0')).then(|| (top.join(path_of_bytes(first)), Blob(id.to_owned())));
        // Of a file with a conflict git gives no mode in the working tree.
        let new = (is_file(new_mode) || status == "U").then(|| top.join(path_of_bytes(second)));
        if old.is_some() || new.is_some() {
            changed.push(Changed { old, new });
        }
    }
    changed
}

/// A path as the system names it in `bytes`.
#[cfg(unix)]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path as the system names it in `bytes`.
#[cfg(not(unix))]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<(Option<String>, Option<String>)> {
        let name = |path: PathBuf| path.display().to_string();
        parse_raw(raw.as_bytes(), Path::new("/r")).into_iter().map(|one| (one.old.map(|(path, _)| name(path)), one.new.map(name))).collect()
    }

    #[test]
    fn names_come_as_they_are() {
        let id = "a".repeat(40);
        let none = "0".repeat(40);
        let raw = format!(
            ":100644 100644 {id} {none} M\0a \"b\"\n:é.md\0:100644 100644 {id} {none} R093\0old.md\0sub/new.md\0:100644 000000 {id} {none} \
             D\0gone.md\0:000000 100644 {none} {none} A\0new.md\0:160000 160000 {id} {none} M\0module\0:100644 000000 {id} {none} U\0torn.md\0"
        );
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(
            told(&raw),
            [
                (some("/r/a \"b\"\n:é.md"), some("/r/a \"b\"\n:é.md")),
                (some("/r/old.md"), some("/r/sub/new.md")),
                (some("/r/gone.md"), None),
                (None, some("/r/new.md")),
                (some("/r/torn.md"), some("/r/torn.md")),
            ]
        );
    }

    #[test]
    fn what_is_cut_short_is_left_out() {
        for raw in ["", "\0", ":100644", ":100644 100644 a b M", ":100644 100644 a b R1\0a", "nonsense\0\0"] {
            assert!(told(raw).len() <= 1, "{raw:?}");
        }
    }
}
