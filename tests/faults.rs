//! Faults of the system around a run: files that come and go, what may not be read or written, full disks, closed pipes, signals.
#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use house::{OLD, check, folder};
use run::Folder;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const GOOD: &str = "<!-- noticelint: kind=other -->\n# Hello\n\nNothing to see.\n";

fn command(folder: &Folder, program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(&folder.0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The program with these arguments, run by a shell after `before`.
fn after(folder: &Folder, before: &str, args: &[&str]) -> Output {
    let script = format!("{before}; exec \"$0\" \"$@\"");
    let program = env!("CARGO_BIN_EXE_noticelint");
    command(folder, "sh", &[&["-c", &script, program], args].concat()).output().expect("a shell")
}

fn start(folder: &Folder, args: &[&str]) -> Child {
    command(folder, env!("CARGO_BIN_EXE_noticelint"), args).env("RAYON_NUM_THREADS", "1").spawn().expect("the program starts")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// Runs `act` while the program, which has found its files, waits for the first of them: a pipe.
fn between_discovery_and_reading(folder: &Folder, args: &[&str], act: impl FnOnce()) -> Output {
    let pipe = folder.0.join("0.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let child = start(folder, &[&["check", "0.md", "."], args].concat());
    // Opening ends once the program reads.
    let writer = fs::OpenOptions::new().write(true).open(&pipe).expect("a pipe");
    act();
    std::io::Write::write_all(&mut &writer, GOOD.as_bytes()).expect("a pipe");
    drop(writer);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn files_may_vanish_or_change_once_they_were_found() {
    let folder = Folder::new("vanish");
    let folder = ["a.md", "b.md", "c.md", "d.md"].iter().fold(folder, |folder, name| folder.with(name, GOOD));
    let folder = folder.with("noticelint.toml", "max-file-size = 3000\n");
    let at = |name: &str| folder.0.join(name);
    let output = between_discovery_and_reading(&folder, &["--format", "short"], || {
        fs::remove_file(at("a.md")).expect("it was there");
        fs::write(at("b.md"), "caf\u{e9}, caf\u{e9}, caf\u{e9}, caf\u{e9}".as_bytes().split_last().expect("bytes").1).expect("it is cut");
        fs::write(at("c.md"), "").expect("it is emptied");
        fs::write(at("d.md"), "x".repeat(4000)).expect("it grows");
    });
    let text = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{text}");
    for part in
        ["a.md cannot be read", "b.md is not valid UTF-8", "c.md: note: holds no text", "d.md is 4000 bytes long", "`max-file-size`"]
    {
        assert!(text.contains(part), "no «{part}» in {text}");
    }
}

#[test]
fn what_may_not_be_read_is_named() {
    let folder = Folder::new("unreadable-file").with("good.md", GOOD).with("secret.md", GOOD);
    let secret = folder.0.join("secret.md");
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(&secret).is_ok() {
        eprintln!("skipped: the superuser may read every file");
        return;
    }
    folder.run(&["check", "."]).ends_with(2).says(&["secret.md cannot be read", "1 document"]);
}

#[test]
fn devices_and_pipes_are_not_waited_for() {
    let folder = Folder::new("devices").with("good.md", GOOD).with("noticelint.toml", "max-file-size = 3000\n");
    assert!(Command::new("mkfifo").arg(folder.0.join("pipe.md")).status().expect("mkfifo").success());
    folder.run(&["check", "."]).ends_with(2).says(&["pipe.md is neither a file nor a folder", "1 document"]);
    folder.run(&["check", "/dev/zero"]).ends_with(2).says(&["/dev/zero is 8388609 bytes long, more than the limit of 8388608"]);
}

#[test]
fn folders_that_contain_themselves_are_looked_into_once() {
    let folder = Folder::new("loop").with("sub/good.md", GOOD);
    symlink("..", folder.0.join("sub/up")).expect("a link");
    symlink("ring", folder.0.join("ring")).expect("a link");
    symlink("ring.md", folder.0.join("ring.md")).expect("a link");
    folder.run(&["check", "sub"]).ends_with(0).says(&["1 document"]);
    folder.run(&["check", "sub/up/sub/up"]).ends_with(2).says(&["ring.md is a symbolic link", "1 document"]);
}

#[test]
fn a_folder_that_may_not_be_written_to_keeps_its_files() {
    let folder = folder("read-only").with("closed/a.md", OLD);
    let closed = folder.0.join("closed");
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).expect("permissions");
    let is_open = fs::write(closed.join("probe"), "").is_ok();
    let ran = check(&folder, &["--fix", "closed"]);
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).expect("permissions");
    if is_open {
        eprintln!("skipped: the superuser may write everywhere");
        return;
    }
    ran.ends_with(2).says(&["closed/a.md cannot be fixed: ", "error[house/act]", "0 fixed"]);
    assert_eq!(fs::read_to_string(closed.join("a.md")).expect("the file"), OLD);
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let folder = folder("full").with("notices/a.md", OLD);
    let output = after(&folder, "trap '' XFSZ; ulimit -f 0", &["check", "--ruleset", "house", "--fix", "notices"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("notices/a.md cannot be fixed: ") && text.contains("0 fixed"), "{text}");
    assert_eq!(fs::read_to_string(folder.0.join("notices/a.md")).expect("the file"), OLD);
    assert_eq!(names(&folder.0.join("notices")), ["a.md"]);
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let folder = folder("full-output").with("a.md", OLD);
    let output = after(&folder, "exec >/dev/full", &["check", "--ruleset", "house", "a.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be printed"));
}

/// The exit status is that of a run to the end, or a pipe in a shell would hide what was found.
#[test]
fn whoever_reads_the_output_may_stop() {
    let folder = folder("closed-pipe").with("a.md", OLD.repeat(2000));
    for format in ["human", "short", "json"] {
        for lines in [0, 1] {
            let mut child = start(&folder, &["check", "--ruleset", "house", "--format", format, "a.md"]);
            let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
            for _ in 0..lines {
                out.read_line(&mut String::new()).expect("a line");
            }
            drop(out);
            let output = child.wait_with_output().expect("the program ends");
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{format}: {said}");
            assert!(!said.contains("panicked") && !said.contains("could not be printed"), "{format}: {said}");
        }
        let mut child = start(&folder, &["check", "--ruleset", "house", "--format", format, "a.md", "missing.md"]);
        drop(child.stderr.take());
        assert_eq!(child.wait_with_output().expect("the program ends").status.code(), Some(2), "{format}");
    }
}

#[test]
fn an_interrupted_fix_leaves_whole_files() {
    const FILES: usize = 300;
    let name = |index: usize| format!("notices/{index:03}.md");
    let old = OLD.repeat(20);
    let folder = (0..FILES).fold(folder("interrupted"), |folder, index| folder.with(&name(index), &old));
    let mut child = start(&folder, &["check", "--ruleset", "house", "--format", "short", "--fix", "notices"]);
    let mut out = child.stdout.take().expect("a pipe");
    let drain = std::thread::spawn(move || out.read_to_end(&mut Vec::new()));
    let is_old = |index: usize| fs::read_to_string(folder.0.join(name(index))).expect("a file") == old;
    while is_old(0) && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    let status = child.wait().expect("the program ends");
    drain.join().expect("a thread").expect("the output");
    assert!(status.code() != Some(101) && interrupted.success() || status.success(), "{status}");
    let new = old.replace("the Data Protection  Act 1998", "the Data Protection Act 2018").replace("Act 1998", "Act 2018");
    let texts: Vec<String> = (0..FILES).map(|index| fs::read_to_string(folder.0.join(name(index))).expect("a file")).collect();
    assert!(texts.iter().all(|text| *text == old || *text == new), "half a file");
    assert_eq!(texts[0], new);
    let left = names(&folder.0.join("notices")).into_iter().filter(|name| name.starts_with('.')).count();
    assert!(left <= 1, "{left} temporary files");
    check(&folder, &["--fix", "notices"]).ends_with(0).says(&["300 documents"]);
    assert!((0..FILES).all(|index| !is_old(index)), "the rest is fixed, whatever was left behind");
}
