//! A git repository made for one test; tests that need one say so and pass where git is not there.
#![allow(dead_code, reason = "each test file uses a part")]

use crate::run::Folder;
use std::process::Command;

#[allow(clippy::print_stderr, reason = "a test that is skipped has to say so")]
/// Whether git can be run; says that a test is skipped if not.
pub(crate) fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("SKIPPED: this test needs the program `git`, which is not there");
    }
    found
}

/// Runs git in the folder, untouched by what the user has configured.
pub(crate) fn git(folder: &Folder, args: &[&str]) -> String {
    let who = ["-c", "user.name=A", "-c", "user.email=a@fernhill.example", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"];
    let output = Command::new("git")
        .args(who)
        .args(args)
        .current_dir(&folder.0)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Makes the folder a repository with one commit of all that is in it.
pub(crate) fn commit(folder: Folder) -> Folder {
    git(&folder, &["init", "--quiet", "."]);
    git(&folder, &["add", "--all", "."]);
    git(&folder, &["commit", "--quiet", "--message", "first"]);
    folder
}
