use super::unpack;
use crate::document::model::{AsideKind, Document};
use crate::document::parse::{dump, parse};
use crate::source::{Format, SourceFile};
use proptest::prelude::*;

const QUOTED: &str = "From: =?UTF-8?Q?Fernhill_Caf=C3=A9?= <news@fernhill.example>\r\n\
    Subject: =?UTF-8?Q?=C2=A35_off?= =?UTF-8?Q?_all?=\r\n bikes\r\n\
    List-Unsubscribe: <https://fernhill.example/u>,\r\n <mailto:stop@fernhill.example>\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b 1\"\r\n\r\nNot read.\r\n\
    --b 1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    We=E2=80=99ll keep your caf=\r\n=C3=A9 data=20\r\nfor ever.  \r\n\
    --b 1\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    <h1>Offer</h1><p>We&rsquo;ll keep your <a href=3D\"https://fernhill.example/?a=3D*|ID|=\r\n*\">caf=E9</a> data for ever.</p>\r\n\
    --b 1--\r\nNot read either.\r\n";

fn source(text: &[u8]) -> SourceFile {
    let file = SourceFile::decode("mail.eml", text.to_vec(), 1 << 24).expect("every mail is read");
    unpack(file, Format::of_any("mail.eml"))
}

fn read(text: &[u8]) -> (SourceFile, Document) {
    let source = source(text);
    let document = parse(&source, Format::of_any("mail.eml"));
    (source, document)
}

fn blocks(text: &[u8]) -> Vec<String> {
    dump::blocks(&read(text).1)
}

fn troubles(text: &[u8]) -> Vec<String> {
    let (source, document) = read(text);
    dump::troubles(&document, source.text())
}

#[test]
fn both_alternatives_are_one_document_with_places_in_the_file() {
    let (source, document) = read(QUOTED.as_bytes());
    assert_eq!(
        dump::blocks(&document),
        [
            "title: \u{a3}5 off all bikes",
            "paragraph: We'll keep your caf\u{e9} data for ever.",
            "h1: Offer",
            "paragraph: We'll keep your caf\u{e9} data for ever. # Offer"
        ]
    );
    for (phrase, written) in [
        ("\u{a3}5 off", "=?UTF-8?Q?=C2=A35_off?="),
        ("bikes", "bikes"),
        ("we'll keep", "We=E2=80=99ll keep"),
        ("caf\u{e9} data for", "caf=\r\n=C3=A9 data=20\r\nfor"),
    ] {
        assert_eq!(dump::marked(&document, source.text(), phrase), written);
    }
    let last = document.text.folded().rfind("caf\u{e9}").map(|at| at as u32);
    // The name of the sender and the target of the link stand behind the text.
    assert!(last.is_some_and(|at| document.aside_at(at).is_some_and(|aside| aside.kind == AsideKind::Header)));
    assert_eq!(
        dump::links(&document, source.text()),
        ["caf\u{e9} -> https://fernhill.example/?a=\u{fffc} = <a href=3D\"https://fernhill.example/?a=3D*|ID|=\r\n*\">caf=E9</a>"]
    );
    assert_eq!(document.holes.len(), 1);
    assert_eq!(&source.text()[document.holes[0].expression.range()], "ID");
    assert_eq!(document.parts.iter().map(|part| part.alternative).collect::<Vec<_>>(), [Some((0, 0)), Some((0, 1))]);
    assert!(document.troubles.is_empty(), "{:?}", document.troubles);
}

#[test]
fn headers_are_kept_and_names_belong_to_the_subject() {
    let (source, document) = read(QUOTED.as_bytes());
    let header = |name: &str| document.header(name).map(|header| header.value.as_str());
    assert_eq!(header("list-unsubscribe"), Some("<https://fernhill.example/u>, <mailto:stop@fernhill.example>"));
    assert_eq!(header("from"), Some("Fernhill Caf\u{e9} <news@fernhill.example>"));
    assert_eq!(&source.text()[document.header("mime-version").unwrap().span.range()], "1.0");
    let names: Vec<_> = document.asides.iter().filter(|aside| aside.kind == AsideKind::Header).collect();
    assert_eq!(names.len(), 1);
    assert_eq!(document.text.slice(names[0].text), "fernhill caf\u{e9}");
    assert_eq!(names[0].sentence.map(|id| id.0), Some(0));
    assert_eq!(&source.text()[names[0].span.range()], "=?UTF-8?Q?Fernhill_Caf=C3=A9?=");
}

#[test]
fn a_part_in_base64_is_a_file_of_its_own() {
    // `<p>First line</p>\n<p>We keep it.</p>\n` and `caf\xE9`.
    let mail = b"Subject: Hi\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\
        Content-Transfer-Encoding: base64\n\nPHA+Rmlyc3QgbGluZTwvcD4KPHA+V2Ug\na2VlcCBpdC48L3A+Cg==\n--x\n\
        Content-Type: text/plain; charset=latin1\nContent-Transfer-Encoding: BASE64\n\nY2Fm6Q==\n--x\n\
        Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--x\n\nLast.\n--x--\n";
    let (source, document) = read(mail);
    assert_eq!(
        dump::blocks(&document),
        ["title: Hi", "paragraph: First line", "paragraph: We keep it.", "paragraph: caf\u{e9}", "paragraph: Last."]
    );
    let located = |block: usize| {
        let span = document.blocks[block].span;
        let (file, place) = source.locate(span);
        (file.name().to_owned(), source.place(span.start).line, file.slice(place).to_owned())
    };
    assert_eq!(located(0), ("mail.eml".into(), 1, "Hi".into()));
    assert_eq!(located(2), ("mail.eml, part 1 (text/html, base64)".into(), 2, "We keep it.".into()));
    assert_eq!(located(3), ("mail.eml, part 2 (text/plain, base64)".into(), 1, "caf\u{e9}".into()));
    assert_eq!(located(4), ("mail.eml".into(), 22, "Last.".into()));
    assert!(source.locate(document.blocks[2].span).0.is_part());
}

#[test]
fn each_part_is_in_its_own_encoding() {
    let part = |charset: &str, bytes: &[u8]| {
        [format!("--x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n").as_bytes(), bytes, b"\n"].concat()
    };
    let head = b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n".to_vec();
    let mail = [
        head,
        part("utf-8", "caf\u{e9} \u{20ac}".as_bytes()),
        part("iso-8859-2", b"\xB3ama"),
        part("windows-1252", b"caf\xE9 \x80"),
        b"--x--\n".to_vec(),
    ];
    let mail = mail.concat();
    assert_eq!(blocks(&mail)[1..], ["paragraph: caf\u{e9} \u{20ac}", "paragraph: \u{142}ama", "paragraph: caf\u{e9} \u{20ac}"]);
    let (source, document) = read(&mail);
    // Each character of what was read leads to its bytes on disk.
    for (at, word) in [(1, "caf\u{e9} \u{20ac}".as_bytes()), (2, b"\xB3ama"), (3, b"caf\xE9 \x80")] {
        let span = document.blocks[at].span;
        let disk = source.disk_offset(span.start) as usize..source.disk_offset(span.end) as usize;
        assert_eq!(&mail[disk], word);
    }
}

#[test]
fn old_mails_are_read_without_mime() {
    let mail = "From ann@fernhill.example Mon Sep  2 12:00:00 2002\nReturn-Path: <a@b.example>\nFrom: Ann Hale <ann@fernhill.example>\n\
        Subject: Half price\n\nHello,\n\nHalf price\nbikes.\n\n> Are they\n> red?\n\n>From Monday on.\n-- \nAnn Hale\nFernhill\n";
    assert_eq!(
        blocks(mail.as_bytes()),
        [
            "title: Half price",
            "paragraph: Hello,",
            "paragraph: Half price bikes.",
            "paragraph: Are they red?",
            "paragraph: From Monday on.",
            "paragraph: Ann Hale Fernhill"
        ]
    );
    let (_, document) = read(mail.as_bytes());
    assert_eq!(document.blocks.iter().map(|block| block.set_apart).collect::<Vec<_>>(), [false, false, false, true, false, false]);
    assert_eq!(blocks(mail.replace('\n', "\r\n").as_bytes()), blocks(mail.as_bytes()));
}

#[test]
fn flowed_lines_go_on_only_where_they_say_so() {
    let mail = "Subject: a\nContent-Type: text/plain; format=flowed\n\nWe keep it \nfor ever.\nTel: 01632 960000\nAsk \nus.\n-- \nAnn\n";
    assert_eq!(
        blocks(mail.as_bytes())[1..],
        ["paragraph: We keep it for ever.", "paragraph: Tel: 01632 960000", "paragraph: Ask us.", "paragraph: Ann"]
    );
}

#[test]
fn parts_are_nested_and_what_is_attached_is_not_read() {
    let mail = "Subject: a\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/related; boundary=r\n\n\
        --r\nContent-Type: multipart/alternative; boundary=a\n\n--a\n\nPlain.\n--a\nContent-Type: text/html\n\n<p>Html.\n--a--\n\
        --r\nContent-Type: image/gif\n\nGIF\n--r--\n--m\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nAttached.\n\
        --m\nContent-Type: message/rfc822\n\nSubject: no\n\nNo.\n--m\nContent-Type: text/plain\n\nFooter.\n--m--\n";
    assert_eq!(blocks(mail.as_bytes()), ["title: a", "paragraph: Plain.", "paragraph: Html.", "paragraph: Footer."]);
    let (_, document) = read(mail.as_bytes());
    assert_eq!(document.parts.iter().map(|part| part.alternative).collect::<Vec<_>>(), [Some((0, 0)), Some((0, 1)), None]);
    // A heading of one part does not stand over the next.
    let mail = "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/html\n\n<h1>A</h1><p>one\n--m\nContent-Type: text/html\n\n<p>two<h2>B</h2>three\n--m--\n";
    assert_eq!(blocks(mail.as_bytes()), ["h1: A", "paragraph: one # A", "paragraph: two", "h2: B", "paragraph: three # B"]);
}

#[test]
fn broken_mails_are_read_as_far_as_they_go() {
    let cases: [(&str, &[&str], &str); 10] = [
        ("Hello there.\n", &["paragraph: Hello there."], "Hello there.: this mail has no headers"),
        ("Subject: a\nno header\nmore\n", &["title: a", "paragraph: no header more"], "no header: this is neither a header nor"),
        (
            "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nCut off",
            &["title: a", "paragraph: Cut off"],
            "multipart/mixed; boundary=x: the last part does not end",
        ),
        (
            "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\nText.\n",
            &["title: a"],
            "multipart/mixed; boundary=x: the boundary between the parts, `x`, is nowhere",
        ),
        ("Subject: a\nContent-Type: multipart/mixed\n\nText.\n", &["title: a", "paragraph: Text."], "multipart/mixed: no boundary"),
        (
            "Subject: a\nContent-Transfer-Encoding: base64\n\nQ2FmZSBo*ZXJlLg",
            &["title: a", "paragraph: Cafe here."],
            "*: this is not Base64",
        ),
        (
            "Subject: a\nContent-Transfer-Encoding: base64\n\nQ2FmZSBo\nZXJlLg",
            &["title: a", "paragraph: Cafe here."],
            "ZXJlLg: this part is cut off here",
        ),
        (
            "Subject: a\nContent-Transfer-Encoding: x-uuencode\n\nText.\n",
            &["title: a"],
            "x-uuencode: this encoding, x-uuencode, is not known",
        ),
        (
            "Subject: a\nContent-Type: text/plain; charset=klingon\n\nText.\n",
            &["title: a", "paragraph: Text."],
            "text/plain; charset=klingon: this encoding, klingon, is not known",
        ),
        (
            "Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\ncaf=E9 or =3 and =ZZ\n",
            &["title: a", "paragraph: caf\u{fffd} or =3 and =ZZ"],
            "=E9: this does not fit the encoding of this part, UTF-8",
        ),
    ];
    for (mail, wanted, trouble) in cases {
        assert_eq!(blocks(mail.as_bytes()), wanted, "{mail}");
        let found = troubles(mail.as_bytes());
        assert!(found.len() == 1 && found[0].starts_with(trouble), "{mail}: {found:?}");
    }
}

#[test]
fn the_limits_hold() {
    let level = |level: usize| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    let deep: String = (0..100).map(level).collect();
    assert!(troubles(deep.as_bytes()).iter().any(|trouble| trouble.contains("nested deeper than 20 levels")));
    let many = format!("Content-Type: multipart/mixed; boundary=x\n\n{}--x--\n", "--x\n\nText.\n".repeat(2000));
    let (_, document) = read(many.as_bytes());
    assert!(document.blocks.len() < 600 && document.troubles.iter().any(|trouble| trouble.message.contains("more than 500 parts")));
}

/// Pieces of mails, whole and in halves.
const PIECES: &[&str] = &[
    "Subject: ",
    "From: Ann <a@b.example>\n",
    "=?utf-8?Q?=C3=A9?=",
    "=?utf-8?B?w6k=?=",
    "=?",
    "?=",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "text",
    "Content-Type: multipart/alternative; boundary=x\n",
    "Content-Type: multipart/mixed; boundary=\"y\"\n",
    "Content-Type: text/html; charset=utf-8\n",
    "Content-Type: text/plain; charset=iso-2022-jp; format=flowed\n",
    "Content-Type: text/plain; charset=big5\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Transfer-Encoding: base64\n",
    "--x\n",
    "--x--\n",
    "--y\n",
    "--y--",
    "=C3",
    "=A9",
    "=\n",
    "=\r\n",
    "=3D",
    "=E2=82",
    "=1B$B",
    "PHA+aGk8L3A+\n",
    "4oKs",
    "===",
    "*",
    "<p>",
    "<a href=3D\"",
    "<a href=\"",
    "\">",
    "{{ a }}",
    "{{ =\n",
    "*|A=\n|*",
    "*|A|*",
    "((x??",
    "))",
    "<!-- a -->",
    "<!-- =3D -->",
    "> ",
    "-- \n",
    "\u{e9}",
    "\u{20ac}",
    "\u{fffc}",
    "&amp;",
    "<script>",
    "From x\n",
    ">From y\n",
    ":",
    "Caller: ",
];

fn mails() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 1..4)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(mail: &[u8]) {
    let (source, document) = read(mail);
    let text = source.text();
    let mut end = 0;
    for hole in &document.holes {
        assert!(end <= hole.span.start && hole.span.start < hole.span.end, "{hole:?}");
        assert!(hole.span.start <= hole.expression.start && hole.expression.end <= hole.span.end, "{hole:?}");
        end = hole.span.end;
    }
    let spans = document.blocks.iter().map(|block| block.span).chain(document.asides.iter().map(|aside| aside.span));
    let spans = spans.chain(document.troubles.iter().map(|trouble| trouble.span)).chain(document.headers.iter().map(|header| header.span));
    for span in spans.chain(document.holes.iter().map(|hole| hole.expression)) {
        assert!(text.get(span.range()).is_some(), "{span:?}");
        let (file, place) = source.locate(span);
        assert!(place.end as usize <= file.text().len());
        assert!(source.place(span.start).line > 0 && source.disk_offset(span.end) as usize <= mail.len().max(text.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mail_is_too_broken(mail in mails()) {
        check(&mail);
    }

    #[test]
    fn no_damage_breaks_a_mail(at in any::<prop::sample::Index>(), cut in 0_usize..40, with in mails()) {
        let mut mail = QUOTED.as_bytes().to_vec();
        let start = at.index(mail.len());
        let end = (start + cut).min(mail.len());
        mail.splice(start..end, with);
        check(&mail);
    }
}
