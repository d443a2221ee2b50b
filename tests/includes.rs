//! Templates that include others: what is in the repository is read where it is included.

#[path = "common/run.rs"]
mod run;

use noticelint::document::{include, parse};
use noticelint::source::{Format, Host, Root, SourceFile, Template};
use proptest::prelude::*;
use run::Folder;
use serde_json::Value;
use std::fs;

const HEAD: &str = "<!-- noticelint: kind=privacy-notice -->\n<h1>Privacy notice</h1>\n<p>We use your name to lend you books.</p>\n";

/// Speaks of keeping data without saying how long, on its second line.
const VAGUE: &str = "<h2>How long we keep it</h2>\n<p>We keep your personal data for as long as necessary.</p>\n";

const RETENTION: &str = "error[transparency/retention]";

/// Checks a page with an include tag, in short format; the page is `page`, and the file it must find is `part`.
fn short(test: &str, page: &str, tag: &str, part: &str) -> run::Ran {
    let folder = Folder::new(test).with(page, format!("{HEAD}{tag}\n<p>Goodbye.</p>\n")).with(part, VAGUE).with("noticelint.toml", "");
    folder.run(&["check", page, "--format", "short"])
}

#[test]
fn every_language_finds_its_parts_and_findings_point_into_them() {
    let cases = [
        ("rails", "app/views/pages/privacy.html.erb", "<%= render 'shared/how_long' %>", "app/views/shared/_how_long.html.erb"),
        ("rails-beside", "views/privacy.html.erb", "<%= render partial: \"how_long\", locals: { a: 1 } %>", "views/_how_long.html.erb"),
        ("ejs", "views/privacy.ejs", "<%- include('parts/how-long') %>", "views/parts/how-long.ejs"),
        ("jinja", "templates/pages/privacy.html.j2", "{% include \"parts/how-long.html\" %}", "templates/parts/how-long.html"),
        ("nunjucks", "views/pages/privacy.njk", "{% include \"../parts/how-long.njk\" %}", "views/parts/how-long.njk"),
        ("twig", "views/privacy.html.twig", "{{ include('how-long.html.twig', { a: 1 }) }}", "views/how-long.html.twig"),
        ("liquid", "sections/privacy.liquid", "{% render 'how-long', a: b %}", "snippets/how-long.liquid"),
        ("jekyll", "legal/privacy.html", "{% include how-long.html a=\"b\" %}", "_includes/how-long.html"),
        ("handlebars", "views/privacy.hbs", "{{> how-long a=b}}", "views/partials/how-long.hbs"),
        ("mustache", "views/privacy.mustache", "{{> parts/how-long }}", "views/parts/how-long.mustache"),
        ("blade", "resources/views/privacy.blade.php", "@include('parts.how-long')", "resources/views/parts/how-long.blade.php"),
        ("razor", "Views/Home/Privacy.cshtml", "@Html.Partial(\"_HowLong\")", "Views/Shared/_HowLong.cshtml"),
        ("razor-tag", "Views/Home/Privacy.cshtml", "<partial name=\"~/Views/Home/_HowLong.cshtml\" />", "Views/Home/_HowLong.cshtml"),
        ("php", "privacy.php", "<?php include 'parts/how-long.php'; ?>", "parts/how-long.php"),
        ("php-here", "site/privacy.php", "<?php require_once __DIR__ . '/../parts/how-long.php' ?>", "parts/how-long.php"),
    ];
    for (test, page, tag, part) in cases {
        let ran = short(&format!("include-{test}"), page, tag, part);
        ran.ends_with(1).says(&[&format!("{part}:2:4: {RETENTION}"), &format!("{page}:2:5: error[transparency/complaint-regulator]")]);
        assert!(!ran.out.contains("left open"), "{test}: everything is there:\n{}", ran.out);
    }
}

#[test]
fn text_of_a_part_is_read_in_the_structure_of_the_page() {
    let folder = Folder::new("include-markdown")
        .with("noticelint.toml", "")
        .with(
            "privacy.md",
            "---\nnoticelint-kind: privacy-notice\n---\n# Privacy notice\n\n## How long\n\n{% include_relative parts/long.md %}\n",
        )
        .with("parts/long.md", "---\ntitle: Part\n---\nWe keep your personal data for:\n\n- loans: {% include_relative period.md %}\n")
        .with("parts/period.md", "six years after the last of them");
    let ran = folder.run(&["audit", "privacy.md", "--format", "json"]);
    ran.ends_with(0);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let items = report["documents"][0]["items"].as_array().expect("items");
    let retention = items.iter().find(|item| item["lint"] == "transparency/retention").expect("the item");
    assert_eq!(retention["status"], "stated");
    let place = &retention["evidence"][0];
    assert_eq!(place["text"], "loans: six years after the last of them");
    // The place is where the sentence begins; the rest of it is in another file.
    assert_eq!((&place["path"], &place["line"], &place["column"]), (&"parts/long.md".into(), &6.into(), &3.into()));
    let disk = fs::read_to_string(folder.0.join("parts/long.md")).expect("the part");
    let offset = |key: &str| usize::try_from(place[key].as_u64().expect("an offset")).expect("a small offset");
    assert_eq!(&disk[offset("start")..offset("end")], "loans: ");
}

#[test]
fn a_place_in_another_file_has_its_path_in_json_and_in_diagnostics() {
    let folder = Folder::new("include-paths").with("noticelint.toml", "").with("a/page.njk", format!("{HEAD}{{% include 'part.njk' %}}"));
    let folder = folder.with("a/part.njk", format!("\u{feff}{VAGUE}"));
    let report: Value = serde_json::from_str(&folder.run(&["check", "a/page.njk", "--format", "json"]).out).expect("JSON");
    let findings = report["documents"][0]["findings"].as_array().expect("findings").clone();
    let of = |lint: &str| findings.iter().find(|finding| finding["lint"] == lint).expect("the finding").clone();
    let span = of("transparency/retention")["span"].clone();
    assert_eq!((&span["path"], &span["line"]), (&"a/part.njk".into(), &2.into()));
    let disk = fs::read(folder.0.join("a/part.njk")).expect("the part");
    let offset = |key: &str| usize::try_from(span[key].as_u64().expect("an offset")).expect("a small offset");
    assert_eq!(&disk[offset("start")..offset("end")], b"We keep your personal data for as long as necessary.");
    assert_eq!(of("transparency/retention")["labels"][0]["span"]["path"], "a/part.njk");
    assert!(of("transparency/complaint-regulator")["span"].get("path").is_none(), "no path in the document's own file");
    folder.run(&["check", "a/page.njk"]).says(&["a/part.njk:2:4\n", "a/page.njk: checked as privacy-notice"]);
    folder.run(&["audit", "a/page.njk"]).says(&["      2  a/part.njk: We keep your"]);
    folder.run(&["audit", "a/page.njk", "--format", "markdown"]).says(&["| transparency/retention | vague | a/part.njk:2 | We keep"]);
}

#[test]
fn a_finding_in_a_part_is_the_same_wherever_it_is_included() {
    let folder = Folder::new("include-fingerprint").with("noticelint.toml", "").with("p/part.njk", VAGUE);
    let folder = folder.with("whole.njk", format!("{HEAD}{VAGUE}")).with("page.njk", format!("{HEAD}{{% include 'p/part.njk' %}}"));
    let fingerprint = |page: &str| {
        let report: Value = serde_json::from_str(&folder.run(&["check", page, "--format", "json"]).out).expect("JSON");
        let findings = report["documents"][0]["findings"].as_array().expect("findings").clone();
        findings.iter().find(|finding| finding["lint"] == "transparency/retention").expect("the finding")["fingerprint"].clone()
    };
    assert_eq!(fingerprint("whole.njk"), fingerprint("page.njk"));
}

#[test]
fn nothing_outside_of_the_root_is_read() {
    let secret = VAGUE.replace("personal data", "secret data");
    let folder = Folder::new("include-root")
        .with("part.njk", &secret)
        .with("site/noticelint.toml", "")
        .with("site/up.njk", format!("{HEAD}{{% include '../part.njk' %}}"))
        .with("site/deep/a/up.njk", format!("{HEAD}{{% include 'x/../../../../part.njk' %}}"))
        .with("site/deep/a/x/y.njk", "")
        .with("site/above.njk", format!("{HEAD}{{% include 'part.njk' %}}"));
    let absolute = folder.0.join("part.njk").display().to_string();
    let folder = folder.with("site/absolute.njk", format!("{HEAD}{{% include '{absolute}' %}}"));
    let config = ["--config", "site/noticelint.toml", "--format", "short"];
    let run = |page: &str| folder.run(&[&["check", page], &config[..]].concat());
    for page in ["site/up.njk", "site/deep/a/up.njk"] {
        run(page).says(&["this names a file outside of the folder that may be read", "left open: "]);
    }
    for page in ["site/up.njk", "site/deep/a/up.njk", "site/above.njk", "site/absolute.njk"] {
        let ran = run(page);
        ran.says(&["left open: "]);
        assert!(!ran.out.contains("site/../part.njk") && !ran.out.contains("\npart.njk"), "{}", ran.out);
        assert!(!ran.out.contains(RETENTION), "{}", ran.out);
    }
    // Without a configuration, a repository or a named folder, the root is the folder of the file.
    fs::create_dir_all(folder.0.join("repo/.git")).expect("a folder");
    let folder = folder.with("repo/a/page.njk", format!("{HEAD}{{% include 'part.njk' %}}")).with("repo/part.njk", VAGUE);
    folder.run(&["check", "repo/a/page.njk", "--format", "short"]).says(&["repo/part.njk:2:4: error[transparency/retention]"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_leads_out_of_the_root_no_more_than_a_path() {
    let folder = Folder::new("include-link").with("part.njk", VAGUE).with("site/noticelint.toml", "");
    let folder = folder.with("site/page.njk", format!("{HEAD}{{% include 'link.njk' %}}"));
    std::os::unix::fs::symlink("../part.njk", folder.0.join("site/link.njk")).expect("a link");
    let ran = folder.run(&["check", "site/page.njk", "--config", "site/noticelint.toml", "--format", "short"]);
    ran.says(&["site/page.njk:4:1: note: this names a file outside of the folder"]);
    assert!(!ran.out.contains(RETENTION));
}

#[test]
fn what_is_not_found_and_what_is_no_name_stays_open() {
    let tags = [
        "{% include \"gone.html\" %}",
        "{% include part_name %}",
        "{% include \"part\" ~ \".njk\" %}",
        "{% include \"part.md\" %}",
        "{% include \"part.svg\" %}",
    ];
    for tag in tags {
        let folder = Folder::new("include-open").with("noticelint.toml", "").with("page.njk", format!("{HEAD}{tag}\n"));
        let folder = folder.with("part.njk", VAGUE).with("part.md", VAGUE).with("part.svg", VAGUE);
        let ran = folder.run(&["check", "page.njk", "--format", "short"]);
        ran.says(&["page.njk:4:1: note: this prints text that is kept elsewhere", "transparency/retention"]);
        assert!(!ran.out.contains("error"), "{tag}: {}", ran.out);
    }
    // A text about templates shows their tags as code.
    let folder = Folder::new("include-shown").with("noticelint.toml", "").with("part.md", VAGUE);
    let folder = folder.with("page.md", "<!-- noticelint: kind=privacy-notice -->\nWrite `{% include part.md %}` there.\n");
    assert!(!folder.run(&["check", "page.md", "--format", "short"]).out.contains("part.md:"));
    // The frame of a page is neither read nor waited for.
    let ran = short("include-frame", "page.njk", "{% include \"header.njk\" %}", "header.njk");
    ran.says(&["page.njk:2:5: error[transparency/retention]"]);
}

#[test]
fn circles_and_depths_and_lengths_come_to_an_end() {
    let folder = Folder::new("include-circle").with("noticelint.toml", "");
    let folder = folder.with("a.njk", format!("{HEAD}{{% include 'b.njk' %}}")).with("b.njk", format!("{VAGUE}{{% include 'a.njk' %}}"));
    let ran = folder.run(&["check", ".", "--format", "short"]);
    ran.says(&["b.njk:2:4: error[transparency/retention]", "b.njk:3:1: note: this includes a.njk, which includes this in turn"]);

    let mut folder = Folder::new("include-deep").with("noticelint.toml", "").with("page.njk", format!("{HEAD}{{% include 'p0.njk' %}}"));
    for index in 0..12 {
        folder = folder.with(&format!("p{index}.njk"), format!("<p>Part.</p>{{% include 'p{}.njk' %}}", index + 1));
    }
    folder.run(&["check", "page.njk", "--format", "short"]).says(&["p7.njk:1:13: note: this include is more than 8 files deep"]);

    // Each file has the next one in it ten times: ten to the eighth parts, if nobody stopped.
    let mut folder = Folder::new("include-bomb").with("noticelint.toml", "").with("page.njk", format!("{HEAD}{{% include 'p0.njk' %}}"));
    for index in 0..8 {
        folder = folder.with(&format!("p{index}.njk"), format!("<p>Part.</p>{{% include 'p{}.njk' %}}\n", index + 1).repeat(10));
    }
    folder.run(&["check", "page.njk", "--format", "short"]).says(&["a document may have 1000 includes"]);

    let folder = Folder::new("include-long").with("noticelint.toml", "max-file-size = 2000").with("p.njk", "<p>A part.</p>".repeat(100));
    let folder = folder.with("page.njk", format!("{HEAD}{{% include 'p.njk' %}}{{% include 'p.njk' %}}"));
    folder
        .run(&["check", "page.njk", "--format", "short"])
        .says(&["page.njk:4:22: note: with this the document would be longer than 2000 bytes"]);
}

#[test]
fn a_part_is_not_reported_alone_as_well() {
    let page = |name: &str| format!("{HEAD}{{% include '{name}' %}}");
    let folder = Folder::new("include-once").with("noticelint.toml", "").with("a.njk", page("_privacy.njk")).with("_privacy.njk", VAGUE);
    let ran = folder.run(&["check", ".", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let paths: Vec<&Value> = report["documents"].as_array().expect("documents").iter().map(|document| &document["path"]).collect();
    assert_eq!(paths, ["a.njk"]);
    // A page in a circle is reported once, and always the same one.
    let folder = Folder::new("include-once-circle").with("noticelint.toml", "").with("a.njk", page("b.njk")).with("b.njk", page("a.njk"));
    let ran = folder.run(&["check", ".", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["documents"][0]["path"], "a.njk");
    // What is included only in a page of another kind is a document of its own.
    let folder = Folder::new("include-other").with("noticelint.toml", "").with("part.njk", format!("{HEAD}{VAGUE}"));
    let folder = folder.with("page.njk", "<!-- noticelint: kind=policy -->\n<h1>Terms</h1>{% include 'part.njk' %}");
    folder.run(&["check", ".", "--format", "short"]).says(&["part.njk:5:4: error[transparency/retention]"]);
}

#[test]
fn a_tag_left_open_in_a_part_does_not_reach_into_the_page() {
    let folder = Folder::new("include-unclosed").with("noticelint.toml", "").with("part.njk", "<p>Part {{ name</p>\n");
    let folder = folder.with("page.njk", format!("{HEAD}{{% include 'part.njk' %}}\n{VAGUE}{{{{ x }}}}"));
    folder
        .run(&["check", "page.njk", "--format", "short"])
        .says(&["part.njk:1:9: note: `{{` has no closing `}}`", "page.njk:6:4: error[transparency/retention]"]);
}

/// Pieces of templates, whole and broken, with includes among them.
const PIECES: &[&str] = &[
    "{% include 'a.njk' %}",
    "{% include 'b.njk' %}",
    "{% include \"c.njk\"",
    "{{ include('c.njk') }}",
    "{% raw %}",
    "{% endraw %}",
    "{% comment %}",
    "{{ x",
    "}}",
    "{#",
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "<a href=\"",
    "We keep it for six years.",
    "- é\u{1F600}",
    "# Head",
    "---\n",
    "\r\n",
    "\n\n",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_of_a_whole_is_a_place_of_a_file(files in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 0..12), 4)) {
        let mut folder = Folder::new("include-any");
        for (name, pieces) in ["a", "b", "c", "page"].iter().zip(&files) {
            folder = folder.with(&format!("{name}.njk"), pieces.concat());
        }
        for host in [Host::Html, Host::Markdown, Host::Text] {
            let format = Format { host, template: Template::Jinja };
            let path = folder.0.join("page.njk");
            let page = SourceFile::read(&path, "page.njk", 1 << 20).expect("the page");
            let included = include(page, format, &path, || Root::new(&folder.0, 1 << 20));
            let (source, document) = (&included.source, parse(&included.source, format));
            let sentences = document.sentences.iter().map(|sentence| document.text.to_source(sentence.text));
            let troubles = document.troubles.iter().chain(&included.troubles).map(|trouble| trouble.span);
            for span in sentences.chain(troubles).chain(document.holes.iter().map(|hole| hole.span)) {
                prop_assert!(source.text().get(span.range()).is_some(), "{:?} of {:?}", span, source.text());
                let (file, located) = source.locate(span);
                let whole = source.text().as_bytes()[span.range()].first();
                prop_assert_eq!(file.text().as_bytes().get(located.start as usize), whole);
                prop_assert!(file.text().get(located.range()).is_some(), "{:?} of {:?}", located, file.text());
            }
        }
    }
}
