//! Bad input of every kind: a clear message that names the file, the other files still checked, the right exit status.

#[path = "common/run.rs"]
mod run;

use run::Folder;

const GOOD: &str = "<!-- noticelint: kind=other -->\n# Hello\n\nNothing to see.\n";

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::new("unreadable")
        .with("good.md", GOOD)
        .with("binary.html", b"<p>\0\x01\x02</p>")
        .with("damaged.txt", b"we\xE2\x80\x99ll, you\xE2\x80\x99ll, it\x80s")
        .with("odd.md", b"\xFF\xFEa\0b")
        .with("big.md", "x".repeat(3000))
        .with("noticelint.toml", "max-file-size = 2000\n");
    let ran = folder.run(&["check", ".", "missing.md", "--format", "json"]);
    ran.ends_with(2).says(&[
        "binary.html looks like a binary file (a zero byte at offset 3)",
        "damaged.txt is not valid UTF-8: the byte at offset 21 does not fit",
        "odd.md is not valid UTF-16LE",
        "big.md is 3000 bytes long, more than the limit of 2000; `max-file-size`",
        "missing.md cannot be read",
        r#""path":"good.md""#,
    ]);
}

#[cfg(unix)]
#[test]
fn a_broken_symbolic_link_is_named() {
    let folder = Folder::new("broken-link").with("good.md", GOOD);
    std::os::unix::fs::symlink("nowhere.md", folder.0.join("link.md")).expect("a link");
    folder.run(&["check", "."]).ends_with(2).says(&["link.md is a symbolic link to a file that is not there", "1 document"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("no-permission").with("good.md", GOOD).with("closed/a.md", GOOD);
    let closed = folder.0.join("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    let readable = std::fs::read_dir(&closed).is_ok();
    let ran = folder.run(&["check", "."]);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).expect("permissions");
    if readable {
        // The superuser may look into every folder; then there is nothing to complain of.
        ran.ends_with(0).says(&["2 documents"]);
    } else {
        ran.ends_with(2).says(&["closed cannot be read", "1 document"]);
    }
}

#[test]
fn what_can_be_read_in_part_is_read_in_part() {
    let folder = Folder::new("in-part")
        .with("empty.md", "")
        .with("blank.html", "<p>  </p>")
        .with("unclosed.html", "<!-- noticelint: kind=other --><p>Dear {{ name, this goes on.</p>")
        .with("old.txt", b"caf\xE9")
        .with("deep.html", format!("{}end", "<ul><li>".repeat(5000)));
    folder.run(&["check", "."]).ends_with(0).says(&[
        "empty.md holds no text; nothing was checked",
        "blank.html holds no text",
        "unclosed.html:1:",
        "`{{`",
        "old.txt is not UTF-8; it was read as windows-1252",
        "deep.html:1:",
        "nested deeper than",
        "5 documents",
    ]);
}

#[test]
fn nothing_to_check_is_a_failure() {
    let folder = Folder::new("nothing").with("main.rs", "fn main() {}");
    folder.run(&["check", "."]).ends_with(2).says(&["holds no file that noticelint reads"]);
    folder.run(&["check"]).ends_with(2).says(&["required"]);
    folder.run(&["check", "--kind", "privacy-notise", "."]).ends_with(2).says(&["privacy-notice"]);
}

#[test]
fn formats_that_are_not_read_are_counted() {
    let folder = Folder::new("passed-over").with("good.md", GOOD).with("a.pug", "p Hello").with("b.docx", "PK");
    folder.run(&["check", "."]).ends_with(0).says(&["2 files were passed over, in formats that are not read yet: 1 .docx, 1 .pug"]);
}

#[test]
fn settings_and_programs_are_not_taken_for_notices() {
    let folder = Folder::new("settings")
        .with("good.md", GOOD)
        .with("package.json", "{\"description\": \"We keep your data\"}")
        .with("ci/build.yml", "on: push")
        .with("src/hook.tsx", "export const use = (a: number) => a < 3;")
        .with("locales/en.yml", "# noticelint: kind=other\nen:\n  a: Some words\n")
        .with("privacy.json", "// noticelint: kind=other\n{\"a\": \"Some words\"}");
    let ran = folder.run(&["check", "."]);
    ran.ends_with(0).says(&["4 documents"]);
    assert!(!ran.out.contains("hook.tsx") && !ran.err.contains("hook.tsx"), "{} {}", ran.out, ran.err);
    folder.run(&["check", "package.json", "--kind", "other"]).ends_with(0).says(&["1 document"]);
}

#[test]
fn broken_files_of_texts_and_programs_are_read_in_part() {
    let folder = Folder::new("broken-texts")
        .with("a.json", "// noticelint: kind=other\n{\"a\": \"Some words\", \"b\": \"lone \\ud800")
        .with("b.yml", "# noticelint: kind=other\na: Some words\nb: \"open\n")
        .with("c.tsx", "{/* noticelint: kind=other */}\nreturn <p>Some words {")
        .with("d.haml", "-# noticelint: kind=other\n%p{ a\n%p Some words")
        .with("e.slim", "/ noticelint: kind=other\np Some #{words");
    folder.run(&["check", "a.json", "b.yml", "c.tsx", "d.haml", "e.slim"]).ends_with(0).says(&[
        "a.json:2:1",
        "this string is not closed",
        "b.yml:3:",
        "this is not YAML",
        "c.tsx:2:8",
        "this element is not closed",
        "d.haml:2:3",
        "e.slim:2:8",
        "5 documents",
    ]);
}

#[test]
fn nothing_in_a_document_acts_on_the_terminal() {
    let hostile =
        "<!-- noticelint: kind=privacy-notice -->\n# Privacy\u{1b}[31m \u{202e}eciton\u{7}\n\nWe keep \u{1b}]0;title\u{7} data.\n";
    let folder = Folder::new("hostile").with("a\u{1b}[2J.md", hostile);
    for format in ["human", "short"] {
        let ran = folder.run(&["check", ".", "--format", format]);
        ran.ends_with(1);
        let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!ran.out.contains(acts) && !ran.err.contains(acts), "{:?}", ran.out);
    }
    assert!(folder.run(&["check", ".", "--color", "always"]).out.contains('\u{1b}'), "colour can be had");
}

#[test]
fn a_long_line_is_cut_in_the_output() {
    let line = format!("<p>{}</p>", "word ".repeat(50_000));
    let folder = Folder::new("long-line").with("a.html", line);
    let ran = folder.run(&["check", ".", "--kind", "privacy-notice"]);
    ran.ends_with(1);
    assert!(ran.out.lines().all(|line| line.chars().count() < 400), "no line of output is long");
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let mut folder = Folder::new("threads");
    for index in 0..40 {
        folder =
            folder.with(&format!("notices/{index}.md"), format!("# Privacy notice {index}\n\nWe keep your data as long as necessary.\n"));
    }
    let args = ["check", "notices", "--kind", "privacy-notice", "--format", "json"];
    let one = folder.run_with(&args, b"", &[("RAYON_NUM_THREADS", "1")]);
    let many = folder.run_with(&args, b"", &[("RAYON_NUM_THREADS", "7")]);
    one.ends_with(1);
    assert_eq!(one.out, many.out);
}
