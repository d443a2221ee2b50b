//! What each condition holds for, and where the finding points.

use jiff::civil::date;
use noticelint::finding::{DocumentReport, Settings, check};
use noticelint::lint::{Fact, LintFile, Organisation, Ruleset};
use noticelint::source::{Format, Host, SourceFile, Template};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Concepts `aa` to `dd` are said by these words; `keeping` and `who` are for headings.
const WORDS: &str = r#"
[[concept]]
id = "aa"
means = "a"
phrases = ["alpha"]
[[concept]]
id = "bb"
means = "b"
phrases = ["beta"]
[[concept]]
id = "keeping"
means = "k"
phrases = ["how long"]
[[concept]]
id = "mail"
means = "m"
phrases = ["write"]
regex = [{ pattern = '''mailto:\S+''', literals = ["mailto:"] }]
[[concept]]
id = "updated"
means = "u"
regex = [{ pattern = '''updated (in )?[\w/]+( \w+){0,2}''', literals = ["updated"] }]
[[concept]]
id = "negator"
means = "n"
phrases = ["not"]
"#;

fn run(shape: &str, host: Host, text: &str) -> DocumentReport {
    run_with("", shape, host, text)
}

fn run_with(profile: &str, shape: &str, host: Host, text: &str) -> DocumentReport {
    run_for(Organisation::default(), profile, shape, host, text)
}

fn run_for(organisation: Organisation, profile: &str, shape: &str, host: Host, text: &str) -> DocumentReport {
    let lint = format!(
        r#"
name = "own/lint"
summary = "s"
level = "warning"
{shape}
[message]
missing = "missing"
vague = "vague"
near = "near"
found = "found"
help = "h"
[docs]
why = "w"
[[example]]
expect = "fail"
text = "«x»"
[[example]]
expect = "fail"
text = "«x»"
[[example]]
expect = "pass"
text = "x"
[[example]]
expect = "pass"
near-miss = true
text = "x"
"#
    );
    let mut files = vec![
        LintFile::new("words", SourceFile::from_text("words.toml", WORDS)),
        LintFile::new("own/lint", SourceFile::from_text("own/lint.toml", &lint)),
    ];
    if !profile.is_empty() {
        files.push(LintFile::new("profile", SourceFile::from_text("profile.toml", profile)));
    }
    let ruleset = Ruleset::load(&files).unwrap_or_else(|problems| panic!("{}", problems[0].message));
    let settings = Settings { organisation: Arc::new(organisation), ..Settings::new(date(2026, 11, 23)) };
    check(SourceFile::from_text("text", text), Format { host, template: Template::Any }, &ruleset, &settings)
}

/// The words at which a lint that forbids `condition` points.
fn forbidden(condition: &str, text: &str) -> Vec<String> {
    let report = run(&format!("[forbid]\ntext = {condition}"), Host::Markdown, text);
    report.outcome.findings.iter().map(|finding| report.source.slice(finding.labels[0].span).to_owned()).collect()
}

#[test]
fn a_concept_counts_in_its_polarity() {
    let text = "It is alpha. It is not alpha. Is it alpha?";
    assert_eq!(forbidden("\"aa\"", text).len(), 3, "what is forbidden may not be denied either, unless the lint says so");
    assert_eq!(forbidden(r#"{ concept = "aa", polarity = "affirmed" }"#, text).len(), 1);
    assert_eq!(forbidden(r#"{ concept = "aa", polarity = "negated" }"#, "Alpha, and not alpha."), ["alpha"]);
    assert_eq!(forbidden(r#"{ concept = "aa", polarity = "asked" }"#, text).len(), 1);
}

#[test]
fn all_any_and_not_are_asked_of_one_sentence() {
    assert_eq!(forbidden(r#"{ all = ["aa", "bb"] }"#, "An alpha here. A beta there. One alpha, two beta, three."), ["alpha, two beta"]);
    assert_eq!(forbidden(r#"{ any = ["aa", "bb"] }"#, "An alpha. A beta and an alpha."), ["alpha", "beta"]);
    assert_eq!(forbidden(r#"{ all = ["aa", { not = "bb" }] }"#, "An alpha and a beta. An alpha."), ["alpha"]);
}

#[test]
fn an_item_is_seen_with_what_introduces_it() {
    let text = "Of alpha:\n\n- a beta\n- gamma\n  - beta again\n\nA beta.\n";
    assert_eq!(forbidden(r#"{ all = ["aa", "bb"] }"#, text), ["beta", "beta"]);
    assert_eq!(forbidden(r#"{ lead-in = "aa" }"#, text).len(), 3);
    assert_eq!(forbidden(r#"{ all = ["bb", { lead-in = "aa" }] }"#, text), ["beta", "beta"]);
    assert_eq!(forbidden(r#"{ all = ["aa", { lead-in = "aa" }] }"#, text), [""; 0], "the items do not say it themselves");
    assert_eq!(forbidden(r#"{ all = ["bb", { not = { lead-in = "aa" } }] }"#, text), ["beta"]);
}

#[test]
fn headings_columns_rows_and_terms_name_what_is_beneath_them() {
    let heading = r#"{ all = ["aa", { heading = "keeping" }] }"#;
    assert_eq!(forbidden(heading, "# How long\n\nalpha one\n\n## More\n\nalpha two\n\n# Else\n\nalpha three\n").len(), 2);
    assert_eq!(forbidden(heading, "# How long alpha\n").len(), 0, "a heading is no text of its own");
    assert_eq!(forbidden(heading, "| What | How long |\n|-|-|\n| alpha | alpha |\n| How long | alpha |\n").len(), 2);
    let html = "<dl><dt>How long</dt><dd>alpha</dd><dt>What</dt><dd>alpha</dd></dl><p><b>How long</b></p><p>alpha</p>";
    let report = run(&format!("[forbid]\ntext = {heading}"), Host::Html, html);
    assert_eq!(report.outcome.findings.len(), 2);
}

#[test]
fn near_counts_the_words_between() {
    let near = r#"{ near = ["aa", "bb"], words = 2 }"#;
    assert_eq!(forbidden(near, "alpha one two beta"), ["alpha one two beta"]);
    assert_eq!(forbidden(near, "beta alpha"), ["beta alpha"]);
    assert_eq!(forbidden(near, "alpha one two three beta"), [""; 0]);
    assert_eq!(forbidden(near, "alpha. Beta."), [""; 0]);
}

#[test]
fn a_link_is_seen_by_its_target_and_its_words() {
    let link = r#"{ link = "mail" }"#;
    assert_eq!(forbidden(link, "See [us](mailto:a@b.example). Or [write](/form). Or write.").len(), 2);
}

#[test]
fn the_unit_may_be_larger_than_a_sentence() {
    let text = "# One\n\nAn alpha. And more.\n\nA beta.\n\n# Two\n\nAn alpha.\n";
    let count = |within: &str| {
        run(&format!("[forbid]\ntext = {{ all = [\"aa\", \"bb\"] }}\nwithin = \"{within}\""), Host::Markdown, text).outcome.findings.len()
    };
    assert_eq!((count("sentence"), count("block"), count("section"), count("document")), (0, 0, 1, 1));
    assert_eq!(run("[forbid]\ntext = \"aa\"\nunless = \"bb\"\nwithin = \"section\"", Host::Markdown, text).outcome.findings.len(), 1);
}

#[test]
fn what_is_implied_is_looked_for_around_what_implies_it() {
    let imply = "[imply]\nwhen = \"aa\"\nthen = \"bb\"\nwithin = \"section\"";
    let report = run(imply, Host::Markdown, "# One\n\nAlpha, and *alpha*. Alpha.\n\n# Two\n\nAlpha. Beta.\n");
    let words: Vec<&str> = report.outcome.findings.iter().map(|finding| report.source.slice(finding.labels[0].span)).collect();
    assert_eq!(words, ["Alpha"]);
}

#[test]
fn what_is_required_is_shown_at_the_nearest_place() {
    let require = "[require]\nstated = { all = [\"aa\", \"bb\"] }\nvague = \"aa\"\nnear = \"bb\"\nhome = [\"keeping\"]";
    let shown = |text: &str| {
        let report = run(require, Host::Markdown, text);
        let item = &report.outcome.items[0];
        let place = report.outcome.findings.first().map(|finding| report.source.slice(finding.labels[0].span).to_owned());
        let evidence: Vec<(String, bool)> =
            item.evidence.iter().map(|place| (report.source.slice(place.span).to_owned(), place.satisfies)).collect();
        (item.status.word(), place, evidence)
    };
    let some = |text: &str| Some(text.to_owned());
    let place = |text: &str, satisfies| (text.to_owned(), satisfies);
    assert_eq!(shown("# A\n\nAlpha, beta. An alpha."), ("stated", None, vec![place("Alpha, beta.", true), place("An alpha.", false)]));
    assert_eq!(shown("# A\n\nA beta. An alpha."), ("vague", some("An alpha."), vec![place("An alpha.", false)]));
    assert_eq!(shown("# A\n\n# How long\n\nA beta."), ("missing", some("A beta."), vec![]));
    assert_eq!(shown("# A\n\n# How long\n\nGamma."), ("missing", some("How long"), vec![]));
    assert_eq!(shown("# A\n\nGamma."), ("missing", some("A"), vec![]));
    assert_eq!(shown("Gamma. Delta."), ("missing", some("Gamma. Delta."), vec![]));
}

#[test]
fn what_another_file_may_say_is_left_open() {
    let require = "[require]\nstated = \"aa\"";
    let status = |text: &str| run(require, Host::Html, text).outcome.items[0].status.word();
    assert_eq!(status("<p>Gamma.</p>{% include \"header.html\" %}"), "missing", "the frame of a site holds no item");
    assert_eq!(status("<p>Gamma.</p>{% include \"retention.html\" %}"), "unclear");
    assert_eq!(status("<p>Alpha.</p>{% include \"retention.html\" %}"), "stated");
    assert_eq!(status("<p>{{ _('one') }}</p><p>{{ _('two') }}</p>"), "unclear");
}

#[test]
fn a_lint_may_be_limited_to_what_the_document_says() {
    let when = "[applies]\nwhen = \"aa\"\n[require]\nstated = \"bb\"";
    assert_eq!(run(when, Host::Markdown, "Gamma.").outcome.items[0].status.word(), "not-applicable");
    assert_eq!(run(when, Host::Markdown, "Alpha.").outcome.items[0].status.word(), "missing");
    assert_eq!(run(when, Host::Markdown, "It is not alpha.").outcome.items[0].status.word(), "not-applicable");
}

#[test]
fn what_stands_out_is_in_bold_from_end_to_end_or_set_apart() {
    let forbid = "[forbid]\ntext = { emphasised = \"aa\" }";
    let found = |host, text: &str| run(forbid, host, text).outcome.findings.len();
    assert_eq!(found(Host::Markdown, "**This says alpha.** That does not."), 1);
    assert_eq!(found(Host::Markdown, "This says **alpha** in passing."), 0);
    assert_eq!(found(Host::Markdown, "- **This says alpha.**\n- **That says beta.**"), 0, "an item stands among its like");
    assert_eq!(found(Host::Markdown, "Before.\n\n> This says alpha.\n\nAfter."), 1);
    assert_eq!(found(Host::Markdown, "Before.\n\n^This says alpha.^\n\nAfter alpha."), 1, "a call-out of GovSpeak");
    assert_eq!(found(Host::Html, "<p>Before.</p><div class=\"govuk-inset-text\"><p>This says alpha.</p></div><p>Alpha.</p>"), 1);
    assert_eq!(found(Host::Html, "<section role=note>This says alpha.</section>"), 1);
    assert_eq!(found(Host::Html, "<div class=\"accordion-panel\"><p>This says alpha.</p></div>"), 0);
    assert_eq!(found(Host::Html, "<p><strong>This says alpha. <em>And alpha.</em></strong> Alpha.</p>"), 2);
    assert_eq!(found(Host::Html, "<div class=callout><p>One.</div></div><p>Alpha.</p>"), 0, "what is closed stays closed");
}

#[test]
fn a_declared_fact_decides_whether_a_lint_is_asked() {
    let status = |declared: Option<bool>, text: &str| {
        let facts: BTreeMap<Fact, bool> = declared.map(|value| (Fact::Marketing, value)).into_iter().collect();
        let shape = "[applies]\nwhen = \"aa\"\nfact = \"marketing\"\n[require]\nstated = \"bb\"";
        let organisation = Organisation { facts, ..Organisation::default() };
        run_for(organisation, "", shape, Host::Markdown, text).outcome.items[0].status.word()
    };
    assert_eq!(status(None, "Alpha."), "missing");
    assert_eq!(status(None, "Gamma."), "not-applicable");
    assert_eq!(status(Some(true), "Gamma."), "missing");
    assert_eq!(status(Some(false), "Alpha."), "not-applicable");
}

#[test]
fn a_level_may_ask_for_what_is_declared_or_denied() {
    let level = |declared: Option<bool>| {
        let facts: BTreeMap<Fact, bool> = declared.map(|value| (Fact::Children, value)).into_iter().collect();
        let shape = "[[level-if]]\nwhen = { fact = \"children\" }\nlevel = \"error\"\n\
            [[level-if]]\nwhen = { fact = \"children\", is = false }\nlevel = \"note\"\n[require]\nstated = \"bb\"";
        let organisation = Organisation { facts, ..Organisation::default() };
        run_for(organisation, "", shape, Host::Markdown, "Alpha.").outcome.findings[0].level.word()
    };
    assert_eq!((level(None), level(Some(true)), level(Some(false))), ("warning", "error", "note"));
}

#[test]
fn the_date_of_the_document_decides_a_level() {
    let level = |text: &str| {
        let shape = "[[level-if]]\nwhen = { dated-from = 2026-06-19 }\nlevel = \"error\"\n[require]\nstated = \"bb\"";
        run_with("[dated]\nconcepts = [\"updated\"]\n", shape, Host::Markdown, text).outcome.findings[0].level.word()
    };
    assert_eq!(level("Alpha."), "warning", "a document without a date");
    assert_eq!(level("Updated 18 June 2026."), "warning");
    assert_eq!(level("Updated 19 June 2026."), "error");
    assert_eq!(level("Updated 1 May 2020. Updated 20/06/2026."), "error", "the latest date counts");
    assert_eq!(level("Updated in June 2026."), "warning", "a month is taken from its first day");
}

#[test]
fn a_sector_that_is_only_told_makes_no_error() {
    let level = |declared: &str| {
        let shape = "[[level-if]]\nwhen = { sector = [\"charity\"] }\nlevel = \"error\"\n[require]\nstated = \"bb\"";
        let profile = "[[sector]]\nid = \"charity\"\nevidence = [{ concept = \"aa\", weight = 1 }]\nthreshold = 1\n";
        let text = format!("{declared}Alpha.\n");
        run_with(profile, shape, Host::Markdown, &text).outcome.findings[0].level.word()
    };
    assert_eq!(level(""), "warning");
    assert_eq!(level("<!-- noticelint: sector=charity -->\n\n"), "error");
}

#[test]
fn the_fingerprint_survives_a_move_and_a_new_wrapping() {
    let print =
        |text: &str| run("[forbid]\ntext = { all = [\"aa\", \"bb\"] }", Host::Markdown, text).outcome.findings[0].fingerprint.clone();
    let first = print("# Name\n\n## One\n\nAn alpha and a beta.\n");
    assert_eq!(first, print("# New name\n\n## One\n\nSome *more*.\n\nAn **alpha**\nand a beta.\n"));
    assert_ne!(first, print("# Name\n\n## Two\n\nAn alpha and a beta.\n"));
    assert_ne!(first, print("# Name\n\n## One\n\nAn alpha or a beta.\n"));
}

#[test]
fn a_form_control_is_asked_about_with_its_label_and_pointed_at() {
    let html = r#"<p><label><input type="checkbox" checked> alpha</label></p>
        <p><input type="checkbox" id="b" required><label for="b">alpha too</label></p>
        <p><label><input type="radio" checked> beta</label></p>
        <p><label><input type="checkbox" {% if old %}checked{% endif %}> alpha as before</label></p>"#;
    let controls = |condition: &str| {
        let report = run(&format!("[forbid]\ntext = {condition}"), Host::Html, html);
        let place = |finding: &noticelint::finding::Finding| report.source.slice(finding.labels[0].span).to_owned();
        report.outcome.findings.iter().map(place).collect::<Vec<_>>()
    };
    assert_eq!(controls(r#"{ control = "aa" }"#).len(), 3);
    assert_eq!(controls(r#"{ control = "aa", checked = true }"#), [r#"<input type="checkbox" checked>"#]);
    assert_eq!(
        controls(r#"{ control = "aa", checked = false }"#),
        [r#"<input type="checkbox" id="b" required>"#],
        "a template may tick it"
    );
    assert_eq!(controls(r#"{ control = "aa", required = true }"#), [r#"<input type="checkbox" id="b" required>"#]);
    assert_eq!(controls(r#"{ control = "bb", types = ["checkbox"] }"#), [""; 0]);
    assert_eq!(controls(r#"{ all = [{ control = "aa", checked = true }, { not = "bb" }] }"#).len(), 1);
}

#[test]
fn the_words_of_template_tags_are_only_seen_by_those_who_ask_for_tags() {
    let text = "Beta <a href=\"{{ alpha_url }}\">here</a>.";
    let found = |condition: &str| run(&format!("[forbid]\ntext = {condition}"), Host::Html, text).outcome.findings.len();
    assert_eq!(found(r#"{ tag = "aa" }"#), 1);
    assert_eq!(found(r#""aa""#), 0);
    assert_eq!(found(r#"{ all = ["bb", { tag = "aa" }] }"#), 1);
    assert_eq!(found(r#"{ all = ["bb", { tag = "bb" }] }"#), 0);
}

#[test]
fn a_title_is_the_name_of_the_document() {
    let found = |text: &str| run("[forbid]\ntext = { all = [\"bb\", { title = \"aa\" }] }", Host::Html, text).outcome.findings.len();
    assert_eq!(found("<title>Alpha</title><p>beta</p>"), 1);
    assert_eq!(found("<h1>Alpha</h1><p>beta</p>"), 1);
    assert_eq!(found("<h1>Gamma</h1><h2>Alpha</h2><p>beta</p>"), 0);
}

#[test]
fn a_header_is_asked_of_mails() {
    let found = |text: &str| run("[forbid]\ntext = { all = [\"aa\", { header = \"List-Id\" }] }", Host::Mail, text).outcome.findings.len();
    assert_eq!(found("From: a@fernhill.example\nList-ID: x\n\nAlpha.\n"), 1);
    assert_eq!(found("From: a@fernhill.example\n\nAlpha. List-ID: x\n"), 0);
}

#[test]
fn channel_and_list_basis_are_declared_or_told() {
    let found = |condition: &str, text: &str| {
        let profile = "[[channel]]\nid = \"sms\"\nevidence = [{ concept = \"bb\", weight = 2 }]\nthreshold = 2\n";
        run_with(profile, &format!("[forbid]\ntext = {{ all = [\"aa\", {condition}] }}"), Host::Markdown, text).outcome.findings.len()
    };
    assert_eq!(found(r#"{ channel = ["sms"] }"#, "alpha beta"), 1);
    assert_eq!(found(r#"{ channel = ["sms"] }"#, "alpha"), 0);
    assert_eq!(found(r#"{ channel = ["sms", "email"] }"#, "<!-- noticelint: channel=email -->\n\nalpha beta"), 1);
    assert_eq!(found(r#"{ channel = ["sms"] }"#, "<!-- noticelint: channel=email -->\n\nalpha beta"), 0);
    assert_eq!(found(r#"{ list = ["consent"] }"#, "<!-- noticelint: list=consent -->\n\nalpha"), 1);
    assert_eq!(found(r#"{ list = ["consent"] }"#, "alpha"), 0);
}

/// A small table: `alpha` sells, `beta` serves, and only clubs send `beta`.
const TABLE: &str = r#"
[[sender]]
id = "club"
sectors = ["charity"]
[[signal]]
id = "sells"
group = "selling"
side = "promotion"
concept = "aa"
weight = 3
says = "sells"
[[signal]]
id = "serves"
group = "service"
side = "service"
concept = "bb"
weight = 3
says = "serves"
[[row]]
row = 3
signals = ["selling"]
score = 3
sure = 3
mixed = 3
verdict = "direct-marketing"
reason = "it sells"
[[row]]
row = 11
sender = ["club"]
signals = ["service"]
score = 3
limit = 0
verdict = "not-direct-marketing"
reason = "it serves"
"#;

#[test]
fn the_first_row_that_matches_says_what_a_message_is() {
    let verdict = |words: &str, text: &str| {
        let text = format!("<!-- noticelint: kind=message {words} -->\n\n{text}");
        run_with(TABLE, "[forbid]\ntext = \"aa\"", Host::Markdown, &text).profile.verdict.map(|(verdict, sure)| (verdict.word(), sure))
    };
    assert_eq!(verdict("", "Alpha."), Some(("direct-marketing", true)));
    assert_eq!(verdict("", "It is not alpha."), Some(("undecided", false)), "what is denied does not count");
    assert_eq!(verdict("", "Is it alpha?"), Some(("direct-marketing", true)), "what is asked does");
    assert_eq!(verdict("", "Beta. Then alpha."), Some(("mixed", true)));
    assert_eq!(verdict("", "Beta and alpha."), Some(("direct-marketing", true)), "one sentence does not serve beside what it sells");
    assert_eq!(verdict("sector=charity", "Beta."), Some(("not-direct-marketing", false)));
    assert_eq!(verdict("sector=general", "Beta."), Some(("undecided", false)));
    assert_eq!(verdict("channel=web", "Alpha."), Some(("not-a-message", true)));
}

#[test]
fn a_lint_that_rests_on_a_doubtful_verdict_is_one_step_lower() {
    let level = |sure: &str| {
        let profile = TABLE.replace("sure = 3\n", sure);
        let shape = "[applies]\nwhen = { verdict = [\"direct-marketing\"] }\n[forbid]\ntext = \"aa\"";
        let report = run_with(&profile, shape, Host::Markdown, "<!-- noticelint: kind=message -->\n\nAlpha.");
        report.outcome.findings.iter().map(|finding| finding.level.word()).collect::<Vec<_>>()
    };
    assert_eq!(level("sure = 3\n"), ["warning"]);
    assert_eq!(level(""), ["note"]);
}
