//! `check --changed-since` and `--files-from`: what has to do with a change, and lists of files.

#[path = "common/repository.rs"]
mod repository;
#[path = "common/run.rs"]
mod run;

use repository::{commit, git, has_git};
use run::Folder;

/// Two findings that lie on lines, and many about the notice as a whole.
const NOTICE: &str = "\
# Privacy notice

Fernhill Library follows the Data Protection Act 1998.

We keep your application for six years after we have decided it.

Write to us at the desk.
";

/// The lints of the findings, with the name of their file and the line.
fn found(folder: &Folder, args: &[&str]) -> Vec<String> {
    let ran = folder.run(&[&["check", "--format", "short"], args].concat());
    assert_ne!(ran.status, 2, "{}", ran.err);
    let short = |line: &str| {
        let mut parts = line.splitn(4, ':');
        let (path, line) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default().to_owned());
        let rest = parts.nth(1).unwrap_or_default();
        let name = rest.split(['[', ']']).nth(1).unwrap_or(rest);
        format!("{path}:{line} {name}")
    };
    ran.out.lines().map(short).collect()
}

#[test]
fn only_what_has_to_do_with_a_change_is_reported() {
    if !has_git() {
        return;
    }
    let folder = commit(Folder::new("changed").with("notices/privacy.md", NOTICE).with("notices/privacy-untouched.md", NOTICE));
    let all = found(&folder, &["notices"]);
    assert!(all.iter().any(|line| line == "notices/privacy.md:3 stale/dpa-1998"), "{all:?}");
    assert_eq!(found(&folder, &["notices", "--changed-since", "HEAD"]), Vec::<String>::new());

    // A line is touched that has nothing to do with the old Act.
    let folder = folder.with("notices/privacy.md", NOTICE.replace("at the desk", "at the front desk"));
    let some = found(&folder, &["notices", "--changed-since", "HEAD"]);
    assert!(!some.iter().any(|line| line.contains("stale/") || line.contains("untouched")), "{some:?}");
    assert!(
        some.iter().any(|line| line == "notices/privacy.md:1 transparency/lawful-basis"),
        "what is said of the whole remains: {some:?}"
    );

    // The line with the old Act is touched, and what is staged counts as well.
    let folder = folder.with("notices/privacy.md", NOTICE.replace("Library follows", "Library has followed"));
    git(&folder, &["add", "notices/privacy.md"]);
    let some = found(&folder, &["notices", "--changed-since", "HEAD"]);
    assert!(some.iter().any(|line| line == "notices/privacy.md:3 stale/dpa-1998"), "{some:?}");

    // A new file is touched from end to end, and a renamed one is not new.
    git(&folder, &["mv", "notices/privacy-untouched.md", "notices/privacy-renamed.md"]);
    let folder = folder.with("notices/privacy-new.md", NOTICE);
    let some = found(&folder, &["notices", "--changed-since", "HEAD"]);
    assert!(some.iter().any(|line| line == "notices/privacy-new.md:3 stale/dpa-1998"), "{some:?}");
    assert!(!some.iter().any(|line| line.contains("renamed")), "{some:?}");
}

#[test]
fn taking_words_out_is_a_change_of_the_whole() {
    if !has_git() {
        return;
    }
    let folder = commit(Folder::new("changed-out").with("privacy.md", NOTICE));
    let folder = folder.with("privacy.md", NOTICE.replace("We keep your application for six years after we have decided it.\n\n", ""));
    let some = found(&folder, &[".", "--changed-since", "HEAD"]);
    assert!(some.iter().any(|line| line.ends_with(" transparency/retention")), "{some:?}");
    assert!(!some.iter().any(|line| line.contains("stale/")), "{some:?}");
}

#[test]
fn a_document_changes_with_what_it_includes() {
    if !has_git() {
        return;
    }
    let page = "{# noticelint: kind=privacy-notice #}\n<h1>Privacy notice</h1>\n{% include \"act.html.j2\" %}\n";
    let part = "<p>Hello.</p>\n<p>We follow the Data Protection Act 1998.</p>\n";
    let folder = commit(Folder::new("changed-include").with("page.html.j2", page).with("act.html.j2", part));
    assert_eq!(found(&folder, &["page.html.j2", "--changed-since", "HEAD"]), Vec::<String>::new());
    let folder = folder.with("act.html.j2", part.replace("We follow", "We always follow"));
    let some = found(&folder, &["page.html.j2", "--changed-since", "HEAD"]);
    assert!(some.iter().any(|line| line == "act.html.j2:2 stale/dpa-1998"), "{some:?}");
}

#[test]
fn what_git_knows_nothing_of_is_told() {
    if !has_git() {
        return;
    }
    let folder = commit(Folder::new("changed-errors").with("a.md", NOTICE));
    let check = |args: &[&str]| folder.run_with(&[&["check"], args].concat(), NOTICE.as_bytes(), &[]);
    check(&["a.md", "--changed-since", "nowhere"]).ends_with(2).says(&["the revision `nowhere` is not in this git repository"]);
    check(&["-", "--changed-since", "HEAD"]).ends_with(2).says(&["standard input is not a file"]);
    check(&["a.md", "--changed-since", "HEAD", "--fix"]).ends_with(2).says(&["cannot be used with"]);
    let outside = Folder::new("changed-outside").with("b.md", NOTICE);
    let path = outside.0.join("b.md").to_string_lossy().into_owned();
    check(&[&path, "--changed-since", "HEAD"]).ends_with(2).says(&["does not lie in the git repository"]);
}

#[test]
fn files_are_taken_from_a_list() {
    let folder = Folder::new("files-from")
        .with("a.md", NOTICE)
        .with("b c.md", NOTICE)
        .with("other.md", NOTICE)
        .with("lines.txt", "a.md\r\nb c.md\r\n")
        .with("nuls.txt", "a.md\0b c.md\0")
        .with("gone.txt", "a.md\ngone.md\n")
        .with("empty.txt", "");
    let documents = |args: &[&str], input: &str| {
        let ran = folder.run_with(&[&["check"], args].concat(), input.as_bytes(), &[]);
        ran.out.lines().last().unwrap_or_default().to_owned() + &ran.err
    };
    assert!(documents(&["--files-from", "lines.txt"], "").starts_with("2 documents"));
    assert!(documents(&["--files-from", "nuls.txt"], "").starts_with("2 documents"));
    assert!(documents(&["--files-from", "-"], "a.md\n").starts_with("1 document:"));
    assert!(documents(&["other.md", "--files-from", "lines.txt"], "").starts_with("3 documents"));
    folder.run(&["check", "--files-from", "empty.txt"]).ends_with(0).says(&["0 documents"]);
    folder.run(&["check", "--files-from", "gone.txt"]).ends_with(2).says(&["gone.md cannot be read"]);
    folder.run(&["check", "--files-from", "none.txt"]).ends_with(2).says(&["the list cannot be read"]);
    folder.run(&["audit", "--files-from", "lines.txt"]).ends_with(0).says(&["a.md", "b c.md"]);
    folder.run(&["check"]).ends_with(2);
}
