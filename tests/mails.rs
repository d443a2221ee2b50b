//! Mails: the same words give the same findings however they are written down, and each finding leads to them.

#[path = "common/house.rs"]
mod house;
#[path = "common/run.rs"]
mod run;

use run::Folder;
use serde_json::Value;

const HEAD: &str = "From: Fernhill Cycles <news@fernhill.example>\r\nSubject: Our privacy notice\r\nMIME-Version: 1.0\r\n";

/// Paragraphs of a message with two faults, with a character that each encoding writes in another way.
const PARAGRAPHS: [&str; 4] = [
    "Dear rider,",
    "We\u{2019}ve changed our privacy notice. We keep your personal data for as long as necessary, and delete what we no longer need.",
    "We follow the Data Protection Act 1998 in all that we do with what you tell us about yourself and about your bicycles.",
    "Yours, Ann",
];

fn html() -> String {
    format!("<p>{}</p>\n", PARAGRAPHS.join("</p>\n<p>").replace('\u{2019}', "&rsquo;"))
}

fn text() -> String {
    PARAGRAPHS.join("\r\n\r\n") + "\r\n"
}

/// Quoted-printable with lines as short as most programs make them, which breaks words in two.
fn quoted(text: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for c in text.chars() {
        let mut bytes = [0; 4];
        let written = match c {
            '\n' => "\r\n".to_owned(),
            '\r' => continue,
            ' '..='~' if c != '=' => c.to_string(),
            _ => c.encode_utf8(&mut bytes).bytes().fold(String::new(), |written, byte| format!("{written}={byte:02X}")),
        };
        if width + written.len() > 40 && c != '\n' {
            out.push_str("=\r\n");
            width = 0;
        }
        width = if c == '\n' { 0 } else { width + written.len() };
        out.push_str(&written);
    }
    out
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits = bytes.iter().chain([0, 0].iter()).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let letter = |index: usize| if index <= bytes.len() { char::from(LETTERS[bits >> (18 - 6 * index) & 63]) } else { '=' };
        (0..4).map(letter).collect::<String>()
    };
    let groups: Vec<String> = text.as_bytes().chunks(3).map(group).collect();
    groups.chunks(19).map(|line| line.concat() + "\r\n").collect()
}

fn part(media: &str, encoding: &str, body: &str) -> String {
    format!("Content-Type: {media}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}")
}

fn alternatives(parts: &[String]) -> String {
    let parts = parts.join("\r\n--next\r\n");
    format!("{HEAD}Content-Type: multipart/alternative; boundary=next\r\n\r\n--next\r\n{parts}\r\n--next--\r\n")
}

/// The findings of `check` in JSON, for words that are there: lint, the words on disk as they are read, file and line.
fn found(folder: &Folder, name: &str) -> Vec<(String, String, Value)> {
    let ran = folder.run(&["check", name, "--kind", "privacy-notice", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let disk = std::fs::read(folder.0.join(name)).expect("the file");
    let findings = report["documents"][0]["findings"].as_array().expect("findings").clone();
    let of = |finding: &Value| {
        let span = finding["span"].clone();
        let offset = |key: &str| usize::try_from(span[key].as_u64().expect("an offset")).expect("a small offset");
        let words = if span.get("path").is_some() { Vec::new() } else { disk[offset("start")..offset("end")].to_vec() };
        (finding["lint"].as_str().expect("a name").to_owned(), plain(&String::from_utf8_lossy(&words)), span)
    };
    let wanted = |lint: &str| lint == "transparency/retention" || lint.starts_with("stale/");
    findings.iter().map(of).filter(|(lint, ..)| wanted(lint)).collect()
}

/// What is written, as it is read.
fn plain(written: &str) -> String {
    let joined = written.replace("=\r\n", "").replace("&rsquo;", "\u{2019}").replace("=E2=80=99", "\u{2019}");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_words_give_the_same_findings_in_every_format() {
    let folder = Folder::new("mail-formats")
        .with("a.txt", text())
        .with("a.html", html())
        .with("text.eml", format!("{HEAD}{}", part("text/plain", "quoted-printable", &quoted(&text()))))
        .with("html.eml", format!("{HEAD}{}", part("text/html", "quoted-printable", &quoted(&html()))))
        .with("eight.eml", format!("{HEAD}{}", part("text/html", "8bit", &html())))
        .with(
            "both.eml",
            alternatives(&[
                part("text/plain", "quoted-printable", &quoted(&text())),
                part("text/html", "quoted-printable", &quoted(&html())),
            ]),
        );
    let words = |name: &str| found(&folder, name).into_iter().map(|(lint, words, _)| (lint, words)).collect::<Vec<_>>();
    let expected = words("a.txt");
    assert!(expected.len() >= 2 && expected.iter().any(|(_, words)| words.contains("as long as necessary")), "{expected:?}");
    for name in ["a.html", "text.eml", "html.eml", "eight.eml", "both.eml"] {
        assert_eq!(words(name), expected, "{name}");
    }
}

#[test]
fn a_finding_in_both_alternatives_is_told_once_and_one_in_the_second_alone_is_told() {
    let more = html().replace("Yours, Ann", "We share your data with Public Health England.");
    let folder = Folder::new("mail-alternatives")
        .with("a.eml", alternatives(&[part("text/plain", "8bit", &text()), part("text/html", "8bit", &more)]))
        .with("a.html", &more);
    let (both, alone) = (found(&folder, "a.eml"), found(&folder, "a.html"));
    assert_eq!(both.len(), alone.len(), "{both:?}\n{alone:?}");
    assert!(alone.iter().any(|(_, words, _)| words.contains("Public Health")), "{alone:?}");
    let lints = |of: &[(String, String, Value)]| {
        let mut lints: Vec<(String, String)> = of.iter().map(|(lint, words, _)| (lint.clone(), words.clone())).collect();
        lints.sort();
        lints
    };
    assert_eq!(lints(&both), lints(&alone));
    let at: Vec<u64> = both.iter().map(|(.., span)| span["line"].as_u64().expect("a line")).collect();
    assert!(at.iter().filter(|line| **line < 18).count() == both.len() - 1, "all but one are in the first alternative: {at:?}");
}

#[test]
fn a_part_in_base64_is_named_with_the_line_in_it() {
    let mail = alternatives(&[part("text/plain", "7bit", "See the other part.\r\n"), part("text/html", "base64", &base64(&html()))]);
    let folder = Folder::new("mail-base64").with("a.eml", &mail);
    let ran = folder.run(&["check", "a.eml", "--kind", "privacy-notice", "--format", "short"]);
    ran.says(&["a.eml, part 2 (text/html, base64):2:", "a.eml, part 2 (text/html, base64):3:"]);
    folder.run(&["check", "a.eml", "--kind", "privacy-notice"]).says(&["a.eml, part 2 (text/html, base64):2:", "as long as necessary"]);
    let places = found(&folder, "a.eml");
    assert!(places.iter().all(|(.., span)| span["path"] == "a.eml, part 2 (text/html, base64)"), "{places:?}");
    let retention = places.iter().find(|(lint, ..)| lint == "transparency/retention").expect("the finding");
    assert_eq!(retention.2["line"], 2);
}

#[test]
fn nothing_is_written_into_what_is_encoded() {
    let body = "We follow the Data Protection Act 1998.\r\n";
    let mail = |encoding: &str, body: &str| format!("{HEAD}{}", part("text/plain", encoding, body));
    let folder = house::folder("mail-fix")
        .with("plain.eml", mail("7bit", body))
        .with("quoted.eml", mail("quoted-printable", body))
        .with("base.eml", mail("base64", &base64(body)));
    let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).expect("the mail");
    let before = [read("quoted.eml"), read("base.eml")];
    house::check(&folder, &["plain.eml", "--fix", "--format", "short"]).ends_with(0);
    for name in ["quoted.eml", "base.eml"] {
        house::check(&folder, &[name, "--fix", "--unsafe-fixes", "--format", "short"]).ends_with(1).says(&["error[house/act]"]);
    }
    assert_eq!([read("quoted.eml"), read("base.eml")], before);
    let fixed = read("plain.eml");
    assert_eq!(fixed, mail("7bit", &body.replace("1998", "2018")));
}

#[test]
fn what_a_mail_lacks_is_said_and_the_rest_is_checked() {
    let mail = mail_cut();
    let folder = Folder::new("mail-broken").with("mails/a.eml", &mail).with("mails/b.sms", "Half price. Text STOP to 60777\n");
    let ran = folder.run(&["check", "mails", "--kind", "message", "--format", "short"]);
    ran.says(&["a.eml:", "the last part does not end; is the file whole?"]);
    assert!(!ran.err.contains("passed over"), "{}", ran.err);
}

fn mail_cut() -> String {
    let whole = alternatives(&[part("text/plain", "8bit", &text()), part("text/html", "8bit", &html())]);
    whole[..whole.len() - 60].to_owned()
}
