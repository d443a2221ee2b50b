//! The schemas under docs/schema/: they are what the readers read, they admit what is sound, and they refuse what is not.

#[path = "common/run.rs"]
mod run;

use jsonschema::Validator;
use run::Folder;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use toml::de::{DeTable, DeValue};

/// The fenced blocks of TOML in a document.
fn blocks(file: &str) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    text.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next()).map(str::to_owned).collect()
}

/// What the editors' tools make of a TOML file: JSON, with dates as strings.
fn as_json(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    object(table.get_ref())
}

fn object(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect::<Map<_, _>>())
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => number.as_str().parse::<i64>().expect("a number").into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().expect("a number").into(),
        DeValue::Boolean(flag) => Value::from(*flag),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(array) => array.iter().map(|value| json(value.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::meta::validate(schema).unwrap_or_else(|error| panic!("this is no schema: {error}"));
    jsonschema::draft7::options().should_validate_formats(true).build(schema).expect("a schema")
}

fn config() -> Validator {
    validator(&noticelint::config::schema())
}

fn lint() -> Validator {
    validator(&noticelint::lint::schema())
}

/// What the schema says of a file, each with its place.
fn mistakes(schema: &Validator, text: &str) -> Vec<String> {
    schema.iter_errors(&as_json(text)).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[track_caller]
fn admits(schema: &Validator, name: &str, text: &str) {
    let mistakes = mistakes(schema, text);
    assert!(mistakes.is_empty(), "{name}: {mistakes:#?}\n{text}");
}

/// All lint files of the program, each with its path.
fn built_in() -> Vec<(String, String)> {
    let files = noticelint::lint::LintFile::built_in();
    assert!(files.len() > 50, "{} files", files.len());
    files.iter().map(|file| (file.path.clone(), file.source.text().to_owned())).collect()
}

#[test]
fn the_schemas_in_the_repository_are_what_the_readers_read() {
    let folder = Folder::new("schema");
    for of in ["config", "lint"] {
        let path = format!("docs/schema/{}.schema.json", if of == "config" { "noticelint" } else { of });
        let how = format!("run `cargo run -- schema {of} > {path}` and commit what it writes");
        let written = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}; {how}"));
        let ran = folder.run(&["schema", of]);
        ran.ends_with(0);
        assert!(written.replace("\r\n", "\n") == ran.out, "{path} is not what is read now; {how}");
    }
    folder.run(&["schema", "lints"]).ends_with(2).says(&["config", "lint"]);
}

#[test]
fn the_lint_files_of_the_program_are_admitted() {
    let schema = lint();
    for (path, text) in &built_in() {
        admits(&schema, path, text);
    }
}

#[test]
fn what_the_documents_show_is_admitted() {
    let (config, lint) = (config(), lint());
    let shown = [blocks("README.md"), blocks("docs/configuration.md"), blocks("docs/many-files.md"), blocks("docs/adopting.md")].concat();
    assert!(shown.len() > 3, "{} blocks", shown.len());
    for text in &shown {
        admits(&config, "a configuration", text);
    }
    for text in &blocks("CONTRIBUTING.md") {
        admits(&lint, "CONTRIBUTING.md", text);
    }
    let mut whole = 0;
    for text in blocks("docs/lint-files.md") {
        // These are shown as parts of a lint.
        let value = as_json(&text);
        let is_part = value.get("name").is_none() && (value.get("fix").is_some() || value.get("measured").is_some());
        let text = if is_part { whole_lint("", "") + &text } else { text };
        admits(&lint, "docs/lint-files.md", &text);
        whole += u32::from(!is_part);
    }
    assert!(whole > 3, "{whole} whole files");
}

/// The keys in the first column of a table of docs/configuration.md below this heading.
fn documented(heading: &str) -> BTreeSet<String> {
    let text = fs::read_to_string("docs/configuration.md").expect("a document");
    let (_, section) = text.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("there is no {heading}"));
    let rows = section.lines().skip_while(|line| !line.starts_with("| ")).take_while(|line| line.starts_with('|'));
    let cells: Vec<Vec<&str>> = rows.skip(2).map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect()).collect();
    let in_code = |cell: &str| cell.split('`').skip(1).step_by(2).map(|key| key.trim_matches(['[', ']']).to_owned()).collect::<Vec<_>>();
    let keys = |cells: Vec<&str>| {
        if cells[0] == "facts" {
            in_code(cells[2]).into_iter().filter(|word| word != "true" && word != "false").collect()
        } else {
            in_code(cells[0])
        }
    };
    cells.into_iter().flat_map(keys).collect()
}

#[test]
fn every_key_of_a_configuration_is_documented_and_no_other() {
    let schema = noticelint::config::schema();
    for (heading, pointer) in [
        ("## Keys", "/properties"),
        ("### `[[document]]`", "/properties/document/items/properties"),
        ("### `[organisation]`", "/properties/organisation/properties"),
    ] {
        let keys = schema.pointer(pointer).and_then(Value::as_object).expect("keys").keys().cloned().collect();
        assert_eq!(documented(heading), keys, "{heading} of docs/configuration.md");
    }
}

#[test]
fn what_is_wrong_in_a_configuration_is_refused() {
    let schema = config();
    for (text, at) in [
        ("fail-onn = \"error\"", ""),
        ("fail-on = \"errors\"", "/fail-on"),
        ("max-file-size = \"8 MB\"", "/max-file-size"),
        ("max-file-size = -1", "/max-file-size"),
        ("exclude = [1]", "/exclude"),
        ("document = { files = \"*\" }", "/document"),
        ("[[document]]\nkind = \"policy\"", "/document/0"),
        ("[[document]]\nfiles = \"*\"\nkind = \"privacy\"", "/document/0/kind"),
        ("[levels]\ntransparency = \"fatal\"", "/levels/transparency"),
        ("[organisation]\nmarketing = \"no\"", "/organisation/marketing"),
        ("[organisation]\nnames = \"Fernhill\"", "/organisation"),
        ("[[allow]]\nfiles = \"*\"\nlint = \"stale\"", "/allow/0"),
        ("[[allow]]\nfiles = \"*\"\nlint = \"stale\"\nreason = \"old\"\nuntil = \"soon\"", "/allow/0/until"),
    ] {
        refuses(&schema, text, at);
    }
    admits(&schema, "an allow", "[[allow]]\nfiles = \"*\"\nlint = \"stale\"\nreason = \"old\"\nuntil = 2027-01-31");
}

#[track_caller]
fn refuses(schema: &Validator, text: &str, at: &str) {
    let mistakes = mistakes(schema, text);
    assert!(mistakes.iter().any(|mistake| mistake.starts_with(&format!("{at}: "))), "{at} in {mistakes:#?}\n{text}");
}

/// A lint that is whole; a part of it is put in place of another.
fn whole_lint(part: &str, other: &str) -> String {
    let lint = "\
name    = \"ours/tone\"
summary = \"a summary\"
level   = \"warning\"
[applies]
when = { all = [\"a\", { not = { near = [\"a\", \"b\"], words = 3 } }] }
[forbid]
text   = { concept = \"a\", polarity = \"any\" }
within = \"block\"
[message]
found = \"found\"
help  = \"help\"
[[example]]
expect = \"pass\"
as-of  = 2026-11-24
text   = \"...\"
";
    assert!(part.is_empty() || lint.contains(part), "{part}");
    lint.replacen(part, other, 1)
}

#[test]
fn what_is_wrong_in_a_lint_file_is_refused() {
    let schema = lint();
    admits(&schema, "a lint", &whole_lint("", ""));
    for (part, other, at) in [
        ("summary =", "sumary =", ""),
        ("level   = \"warning\"", "level = \"warn\"", "/level"),
        ("level   = \"warning\"\n", "", ""),
        ("[forbid]", "[forbids]", ""),
        ("[message]", "[imply]\nwhen = \"a\"\nthen = \"b\"\n[message]", ""),
        ("within = \"block\"", "within = \"page\"", "/forbid/within"),
        ("polarity = \"any\"", "polarity = \"both\"", "/forbid/text"),
        ("polarity = \"any\"", "words = 4", "/forbid/text"),
        ("words = 3", "words = \"3\"", "/applies/when"),
        ("help  = \"help\"\n", "", "/message"),
        ("as-of  = 2026-11-24", "as-of = 24", "/example/0/as-of"),
        ("expect = \"pass\"", "expects = \"pass\"", "/example/0"),
        ("[message]", "[[provision]]\nkey = \"a\"\n[message]", ""),
    ] {
        refuses(&schema, &whole_lint(part, other), at);
    }
    let concept = "[[concept]]\nid = \"a\"\nmeans = \"a\"\n";
    admits(&schema, "a concept", &format!("{concept}exact = \"A\""));
    refuses(&schema, concept, "/concept/0");
    refuses(&schema, &format!("{concept}phrase = \"a\""), "/concept/0");
    refuses(&schema, &format!("{concept}regex = {{ pattern = \"a\" }}"), "/concept/0/regex");
    refuses(&schema, &format!("{concept}exact = \"A\"\n[[provision]]\nkey = \"a\""), "");
    refuses(&schema, "[[kind]]\nid = \"poster\"\nthreshold = 1", "/kind/0/id");
    refuses(&schema, "[[watch]]\nwhat = \"a\"\nplural = \"b\"\nitem = \"c\"", "/watch/0");
    refuses(&schema, "", "");
}

/// What the schema refuses for its keys, types and words, the program refuses as well, and the other way round.
#[test]
fn schema_and_program_agree_on_a_configuration() {
    let schema = config();
    for text in [
        "select = \"stale\"",
        "selected = \"stale\"",
        "jurisdiction = \"eu\"",
        "jurisdiction = \"us\"",
        "max-file-size = 1000",
        "max-file-size = 1000.5",
        "[levels]\nstale = \"off\"",
        "[levels]\nstale = 1",
        "[[bundle]]\nfiles = [\"a.md\"]\nname = \"a\"",
        "[[bundle]]\nname = \"a\"",
        "[organisation]\ncookies = false",
        "[organisation]\ncookie = false",
    ] {
        let folder = Folder::new("schema-agrees").with("noticelint.toml", text).with("a.md", "# Hello\n\nHello.\n");
        let is_read = folder.run(&["check", "a.md"]).status != 2;
        assert_eq!(is_read, mistakes(&schema, text).is_empty(), "{text}");
    }
}
