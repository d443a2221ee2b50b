//! What `audit` prints.

#[path = "common/run.rs"]
mod run;

use run::Folder;

const NOTICE: &str = "# Privacy notice\n\nMarsh Council is the data controller.\n\nWe keep your data for as long as necessary. \
    We destroy it when it is no longer needed.\n";

/// The longest line of a text, in characters.
fn width(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

fn folder_of(test: &str, notices: usize) -> Folder {
    (0..notices).fold(Folder::new(test), |folder, index| folder.with(&format!("notices/notice-{index:03}.md"), NOTICE))
}

#[test]
fn one_document_is_shown_with_its_words() {
    let ran = folder_of("audit-one", 1).run(&["audit", "notices", "--sector", "charity"]);
    ran.ends_with(0).says(&[
        "notices/notice-000.md\n",
        "privacy-notice (told from its words), sector charity (declared on the command line)",
        "transparency/\n  missing ",
        "vague           retention",
        "5  We keep your data for as long as ne… +1\n",
        "3  Marsh Council is the data controller.\n",
    ]);
    assert!(width(&ran.out) <= 100, "{}", ran.out);
    let position = |text: &str| ran.out.find(text).unwrap_or_else(|| panic!("no {text} in {}", ran.out));
    assert!(position("missing         ") < position("vague           "), "what is due comes first");
    assert!(position("vague           ") < position("stated          "));
}

#[test]
fn many_documents_are_set_side_by_side() {
    let folder = folder_of("audit-many", 25).with("notices/readme.md", "# Parser\n\nA parser.\n");
    let ran = folder.run(&["audit", "notices"]);
    ran.ends_with(0).says(&[
        "   1  notices/notice-000.md (privacy-notice, ",
        "  25  notices/notice-024.md (privacy-notice, ",
        "\ntransparency/\n",
        "missing or vague",
        "not audited, as their kind is not known:\n  notices/readme.md\n",
    ]);
    assert!(width(&ran.out) <= 100, "{} characters wide:\n{}", width(&ran.out), ran.out);
    let row = ran.out.lines().find(|line| line.trim_start().starts_with("retention ")).expect("a row for retention");
    assert_eq!(row.split_whitespace().filter(|cell| *cell == "~").count(), 19, "{row}");
    assert!(row.ends_with(" 19"), "{row}");
}

#[test]
fn very_many_documents_are_counted() {
    let ran = folder_of("audit-counted", 120).run(&["audit", "notices"]);
    let row = ran.out.lines().find(|line| line.trim_start().starts_with("retention ")).expect("a row for retention");
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["retention", "0", "120", "0", "0", "0"], "{}", ran.out);
    assert!(width(&ran.out) <= 100, "{}", ran.out);
}

#[test]
fn csv_has_a_line_for_each_document_and_item() {
    let hostile = "# Privacy notice\n\n=1+1: Marsh Council is the data controller.\n";
    let folder = folder_of("audit-csv", 2).with("notices/odd, \"name\".md", hostile);
    let ran = folder.run(&["audit", "notices", "--kind", "privacy-notice", "--format", "csv"]);
    let text = ran.ends_with(0).out.strip_prefix('\u{FEFF}').expect("spreadsheets know UTF-8 by its mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().expect("a head").iter().take(7).collect::<Vec<_>>(),
        ["document", "kind", "sector", "dated", "item", "status", "line"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("every line has as many fields as the head");
    let of = |name: &str| rows.iter().filter(|row| &row[0] == name).collect::<Vec<_>>();
    let items = of("notices/notice-000.md");
    assert_eq!(rows.len(), 3 * items.len());
    let retention = items.iter().find(|row| &row[4] == "transparency/retention").expect("a row for retention");
    assert_eq!((&retention[5], &retention[6], &retention[7]), ("vague", "5", "We keep your data for as long as necessary."));
    let odd = of("notices/odd, \"name\".md");
    let controller = odd.iter().find(|row| &row[4] == "transparency/controller-identity").expect("a row for the controller");
    assert!(controller[7].starts_with("'=1+1"), "a spreadsheet would run this: {}", &controller[7]);
}

#[test]
fn markdown_has_a_table_for_each_document() {
    let folder =
        folder_of("audit-markdown", 1).with("notices/x.md", "# Privacy notice\n\nWe keep <b>your</b> data | for as long as necessary.\n");
    let ran = folder.run(&["audit", "notices", "--format", "markdown"]);
    ran.ends_with(0).says(&[
        "## notices/notice-000.md\n",
        "| Item | Status | Line | Evidence | Law |\n|---|---|---|---|---|\n",
        "| transparency/retention | vague | 5 | We keep your data for as long as necessary. | UK GDPR Art 13(2)(a);",
        "We keep \\<b\\>your\\</b\\> data \\| for as long",
    ]);
}
