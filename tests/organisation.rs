//! What an organisation declares of itself in `noticelint.toml`.

#[path = "common/run.rs"]
mod run;

use run::Folder;

const NOTICE: &str = "# Privacy notice\n\nMarsh Council is the data controller. Write to our data protection officer: old@marsh.example.\n";

#[test]
fn a_notice_is_compared_with_what_is_declared() {
    let config = "[organisation]\nname = \"Fernhill Council\"\ndpo-contact = \"dpo@fernhill.example\"\nsector = \"public-authority\"\n";
    let folder = Folder::new("organisation-compared").with("noticelint.toml", config).with("privacy.md", NOTICE);
    folder.run(&["check", "privacy.md", "--format", "short"]).says(&[
        "privacy.md:3:1: warning[transparency/facts-mismatch]: another controller is named here than the organisation",
        "privacy.md:3:77: warning[transparency/facts-mismatch]: the data protection officer is reached in another way",
    ]);
    folder.run(&["check", "privacy.md"]).says(&[
        "declared: Fernhill Council",
        "declared: dpo@fernhill.example",
        "sector public-authority (declared in noticelint.toml, line 4)",
    ]);
}

#[test]
fn nothing_is_compared_where_nothing_is_declared() {
    let folder = Folder::new("organisation-silent").with("privacy.md", NOTICE);
    let ran = folder.run(&["check", "privacy.md"]);
    assert!(!ran.out.contains("facts-mismatch"), "{}", ran.out);
}

#[test]
fn mistakes_in_what_is_declared_are_shown_at_their_place() {
    let config = "[organisation]\nname = \"\"\ntransfer = true\nmarketing = \"yes\"\nsector = \"council\"\n";
    let folder = Folder::new("organisation-mistakes").with("noticelint.toml", config).with("privacy.md", NOTICE);
    folder.run(&["check", "privacy.md"]).ends_with(2).says(&[
        "`name` is empty here",
        "`transfer` is not a key of `[organisation]`",
        "did you mean `transfers`?",
        "marketing takes true or false",
        "`council` is not a value that `sector` can have",
        "4 mistakes; nothing was checked",
    ]);
}
