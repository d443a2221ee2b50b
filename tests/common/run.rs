//! Runs the program in a folder made for one test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, with the files it needs.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder for the file");
        fs::write(path, content).expect("a file for the test");
        self
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"", &[])
    }

    pub(crate) fn run_with(&self, args: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Ran {
        use std::io::Write as _;
        let mut child = Command::new(env!("CARGO_BIN_EXE_noticelint"))
            .args(args)
            .current_dir(&self.0)
            .envs(variables.iter().copied())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A program that has seen enough ends without reading the rest.
        if let Err(error) = stdin.write_all(input) {
            assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{error}");
        }
        drop(stdin);
        Ran::new(child.wait_with_output().expect("the program ends"))
    }
}

/// What a run printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { status: output.status.code().expect("the program was not killed"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Asserts that each of `parts` stands in what was printed, on whichever stream.
    pub(crate) fn says(&self, parts: &[&str]) -> &Self {
        let all = format!("{}{}", self.out, self.err);
        for part in parts {
            assert!(all.contains(part), "no «{part}» in:\n{all}");
        }
        self
    }

    pub(crate) fn ends_with(&self, status: i32) -> &Self {
        assert_eq!(self.status, status, "\n{}{}", self.out, self.err);
        self
    }
}
