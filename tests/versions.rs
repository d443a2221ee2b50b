//! `diff`: what changed in meaning between two versions, in files, in folders and in git.

#[path = "common/repository.rs"]
mod repository;
#[path = "common/run.rs"]
mod run;

use repository::{commit, git, has_git};
use run::{Folder, Ran};
use serde_json::Value;

const OLD: &str = "\
# Privacy notice

Fernhill Library is the controller of your data.

We keep your application for six years after we have decided it.

We share your details with our insurers and with Mailchimp.

Our lawful basis is your consent.
";

fn changed(from: &str, to: &str) -> String {
    assert!(OLD.contains(from), "{from}");
    OLD.replace(from, to)
}

fn diff(old: &str, new: &str, test: &str, args: &[&str]) -> Ran {
    Folder::new(test).with("old.md", old).with("new.md", new).run(&[&["diff", "old.md", "new.md"], args].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

#[test]
fn a_lost_item_is_named_with_the_words_that_stated_it() {
    let ran = diff(OLD, &changed("We keep your application for six years after we have decided it.\n\n", ""), "diff-lost", &[]);
    ran.ends_with(1).says(&[
        "new.md (was old.md): compared with old.md",
        "  missing         transparency/retention  was stated\n      -    5  We keep your application for six years after we have decided it.",
        "1 item that was stated is missing now",
    ]);
    let vague = diff(OLD, &changed("six years after we have decided it", "as long as necessary"), "diff-vague", &[]);
    vague.ends_with(1).says(&[
        "  vague           transparency/retention  was stated",
        "      +    5  We keep your application for as long as necessary.",
        "1 item that was stated is vague now",
    ]);
}

#[test]
fn other_words_for_the_same_are_no_change() {
    let new = changed("six years after we have decided it", "72 months after we have decided it").replace("Mailchimp", "mailchimp");
    let ran = diff(OLD, &new, "diff-same", &[]);
    ran.ends_with(0);
    assert_eq!(ran.out, "no change in meaning was found; 1 document compared\n");
}

#[test]
fn what_is_gained_does_not_fail() {
    let ran = diff(&changed("Our lawful basis is your consent.\n", ""), OLD, "diff-gained", &[]);
    ran.ends_with(0).says(&["stated          transparency/lawful-basis", "was missing", "nothing that was stated is missing now"]);
}

#[test]
fn recipients_bases_and_periods_are_compared() {
    let new = changed("with Mailchimp", "with HubSpot").replace("six years", "three years").replace("your consent", "a legal obligation");
    let ran = diff(OLD, &new, "diff-mentions", &["--format", "json"]);
    ran.ends_with(0);
    let report = json(&ran);
    let mentions = report["documents"][0]["mentions"].as_array().expect("mentions");
    let told: Vec<String> = mentions
        .iter()
        .map(|one| format!("{} {}: {} {}", one["what"], one["change"], one["old"]["value"], one["new"]["value"]).replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "recipient dropped: Mailchimp null",
            "recipient added: null HubSpot",
            "lawful basis dropped: consent null",
            "lawful basis added: null legal obligation",
            "retention period changed: six years three years",
        ]
    );
    let place = &mentions[4]["new"]["place"];
    assert_eq!(place["text"], "three years");
    let (start, end) = (place["start"].as_u64().expect("a byte") as usize, place["end"].as_u64().expect("a byte") as usize);
    assert_eq!(&new[start..end], "three years");
    assert_eq!((&place["line"], &place["column"]), (&Value::from(5), &Value::from(30)));
}

#[test]
fn periods_that_change_places_are_told() {
    let old = OLD.to_owned() + "\nWe keep complaints for two years.\n";
    let new = changed("application for six years", "application for two years") + "\nWe keep complaints for six years.\n";
    diff(&old, &new, "diff-swapped", &[]).ends_with(0).says(&["changed  six years -> two years", "changed  two years -> six years"]);
}

#[test]
fn a_notice_without_its_words_has_lost_everything() {
    let ran = diff(OLD, "", "diff-emptied", &["--format", "json"]);
    ran.ends_with(1);
    let report = json(&ran);
    let lost: Vec<&str> = report["documents"][0]["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["lost"] == true)
        .filter_map(|item| item["lint"].as_str())
        .collect();
    assert!(lost.contains(&"transparency/retention") && lost.contains(&"transparency/controller-identity"), "{lost:?}");
    // What is left tells no kind, and is still a notice.
    let rest = "Please see our other pages for more.\n";
    diff(OLD, rest, "diff-unknown", &[]).ends_with(1).says(&["missing         transparency/retention"]);
}

#[test]
fn markdown_keeps_the_words_of_a_document_words() {
    let new = changed("six years after we have decided it", "as long as <b>necessary</b> | *really*");
    let ran = diff(OLD, &new, "diff-markdown", &["--format", "markdown"]);
    ran.ends_with(1).says(&["| transparency/retention | **stated → vague** |", "(line 5)", "\\|"]);
    assert!(!ran.out.contains("<b>"), "{}", ran.out);
    let rows = ran.out.lines().filter(|line| line.starts_with("| "));
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
    }
}

#[test]
fn folders_are_compared_file_by_file() {
    let folder = Folder::new("diff-folders")
        .with("old/a.md", OLD)
        .with("old/sub/gone.md", OLD)
        .with("new/a.md", changed("Our lawful basis is your consent.\n", ""))
        .with("new/sub/added.md", OLD);
    let ran = folder.run(&["diff", "old", "new"]);
    ran.ends_with(1).says(&["new/a.md (was old/a.md)", "old/sub/gone.md: removed", "new/sub/added.md: new; ", "3 documents changed"]);
    folder.run(&["diff", "old", "new/a.md"]).ends_with(2).says(&["old is a folder and new/a.md is not"]);
    folder.run(&["diff", "old"]).ends_with(2).says(&["give two versions to compare"]);
    folder.run(&["diff"]).ends_with(2);
    folder.run(&["diff", "old/a.md", "none.md"]).ends_with(2).says(&["none.md"]);
    let piped = folder.run_with(&["diff", "-", "new/a.md"], OLD.as_bytes(), &[]);
    piped.ends_with(1).says(&["missing         transparency/lawful-basis       was stated"]);
}

#[test]
fn the_working_tree_is_compared_with_git() {
    if !has_git() {
        return;
    }
    let folder = Folder::new("diff-git")
        .with("notices/privacy.md", OLD)
        .with("notices/same.md", OLD)
        .with("notices/removed.md", OLD)
        .with("notices/moved.md", OLD.to_owned() + "\nThe reading room opens at nine.\n");
    let folder = commit(folder);
    folder.run(&["diff", "--rev", "HEAD"]).ends_with(0).says(&["no document differs"]);
    git(&folder, &["mv", "notices/moved.md", "notices/renamed.md"]);
    git(&folder, &["rm", "--quiet", "notices/removed.md"]);
    let folder = folder
        .with("notices/privacy.md", changed("We keep your application for six years after we have decided it.\n\n", ""))
        .with("notices/renamed.md", changed("Our lawful basis is your consent.\n", "") + "\nThe reading room opens at nine.\n")
        .with("notices/untracked.md", OLD);
    let ran = folder.run(&["diff", "--rev", "HEAD"]);
    ran.ends_with(1).says(&[
        "notices/privacy.md: compared with HEAD\n",
        "missing         transparency/retention  was stated",
        "notices/renamed.md (was notices/moved.md): compared with HEAD",
        "notices/removed.md: removed since HEAD",
        "notices/untracked.md: new; ",
        "4 documents changed in meaning, of 4 compared",
    ]);
    assert!(!ran.out.contains("same.md"), "{}", ran.out);
    folder.run(&["diff", "--rev", "HEAD", "notices/same.md"]).ends_with(0).says(&["no document differs"]);
    folder.run(&["diff", "--rev", "HEAD", "notices/removed.md"]).ends_with(1).says(&["1 document changed"]);
    folder.run(&["diff", "--rev", "HEAD", "notices/never-was.md"]).ends_with(2).says(&["never-was.md"]);
}

#[test]
#[cfg(unix)]
fn odd_names_are_no_trouble_for_git() {
    if !has_git() {
        return;
    }
    let name = "notices/a \"b\"\t-é\n.md";
    let folder = commit(Folder::new("diff-odd").with(name, OLD)).with(name, changed("Our lawful basis is your consent.\n", ""));
    folder.run(&["diff", "--rev", "HEAD", "notices"]).ends_with(1).says(&["notices/a \"b\" -é .md: compared", "1 document changed"]);
}

#[test]
fn what_a_document_includes_is_read_as_it_was() {
    if !has_git() {
        return;
    }
    let page = "{# noticelint: kind=privacy-notice #}\n<h1>Privacy notice</h1>\n{% include \"keeping.html.j2\" %}\n";
    let folder = Folder::new("diff-include")
        .with("page.html.j2", page)
        .with("keeping.html.j2", "<p>We keep your application for six years after we have decided it.</p>\n");
    let folder = commit(folder).with("keeping.html.j2", "<p>We keep your application.</p>\n");
    let ran = folder.run(&["diff", "--rev", "HEAD", "page.html.j2"]);
    ran.ends_with(1).says(&["page.html.j2: compared with HEAD", "transparency/retention", "was stated"]);
}

#[test]
fn where_git_cannot_help_it_says_why() {
    let folder = Folder::new("diff-no-git").with("a.md", OLD);
    let without = folder.run_with(&["diff", "--rev", "HEAD"], b"", &[("PATH", "")]);
    without.ends_with(2).says(&["the program `git` was not found", "install git"]);
    if !has_git() {
        return;
    }
    let above = folder.0.parent().expect("a folder above").to_string_lossy().into_owned();
    let outside = folder.run_with(&["diff", "--rev", "HEAD"], b"", &[("GIT_CEILING_DIRECTORIES", &above)]);
    outside.ends_with(2).says(&["there is no git repository here"]);
    let folder = commit(folder);
    for revision in ["nowhere", "--help", "HEAD~7", ""] {
        folder.run(&["diff", &format!("--rev={revision}")]).ends_with(2).says(&["the revision `", "is not in this git repository"]);
    }
}
