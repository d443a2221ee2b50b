//! The parts of a mail (RFC 5322, RFC 2045, RFC 2046): where its headers and the text that is to be read stand in the file.
//!
//! Mails in the wild are broken in every way; what cannot be read as it was meant is told and passed over, and the rest is read.

use crate::document::model::Trouble;
use mailparse::DispositionType;
use std::ops::Range;

/// How deeply parts may be nested.
const DEEPEST: usize = 20;

/// How many parts of one mail are looked at.
const MOST_PARTS: usize = 500;

/// How many headers of the mail, or of one part, are looked at; and the longest value of one that says what a part is.
const MOST_HEADERS: usize = 1000;
const LONGEST_VALUE: usize = 8192;

/// The longest name of a header, in bytes.
const LONGEST_NAME: usize = 80;

/// A header.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// In lower case.
    pub(super) name: String,
    /// Its value in the file, without the blanks around it; it may go over several lines.
    pub(super) value: Range<usize>,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Plain,
    Html,
}

/// How the bytes of a part are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transfer {
    AsIs,
    QuotedPrintable,
    Base64,
}

/// A part that holds text.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) media: Media,
    pub(super) transfer: Transfer,
    /// The encoding of its characters by name, if it is given.
    pub(super) charset: Option<String>,
    /// Whether only lines that end with a blank go on in the next (RFC 3676).
    pub(super) flowed: bool,
    /// What it is called: `part 2 (text/html, base64)`.
    pub(super) name: String,
    /// What is encoded, in the file.
    pub(super) body: Range<usize>,
    /// The group of parts of which a reader is shown one, and its place in the group.
    pub(super) alternative: Option<(u32, u32)>,
    /// What says how it is to be read, for troubles.
    pub(super) head: Range<usize>,
}

/// A mail.
#[derive(Debug, Default)]
pub(super) struct Mail {
    pub(super) fields: Vec<Field>,
    pub(super) parts: Vec<Part>,
    pub(super) troubles: Vec<Trouble>,
}

/// Reads the structure of a mail.
pub(super) fn read(text: &str) -> Mail {
    let mut reader = Reader { text, mail: Mail::default(), entities: 0, groups: 0, numbered: 0 };
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let start = if text[start..].starts_with("From ") { line_after(text, start, text.len()) } else { start };
    let (fields, body) = reader.headers(start..text.len());
    if fields.is_empty() {
        reader.trouble(start..line_end(text, start, text.len()), "this mail has no headers; it is read as plain text");
    }
    let head = start..line_end(text, start, text.len());
    reader.entity(&fields, body, &Place { span: head, alternative: None }, 0);
    reader.mail.fields = fields;
    reader.mail
}

/// One past the break of the line that holds `at`.
fn line_after(text: &str, at: usize, end: usize) -> usize {
    text.as_bytes()[at..end].iter().position(|byte| *byte == b'\n').map_or(end, |length| at + length + 1)
}

/// The end of the line that begins at `at`, its break left out.
fn line_end(text: &str, at: usize, end: usize) -> usize {
    let after = line_after(text, at, end);
    at + text[at..after].trim_end_matches(['\r', '\n']).len()
}

struct Reader<'t> {
    text: &'t str,
    mail: Mail,
    /// How many parts have been looked at, those that hold other parts among them.
    entities: usize,
    groups: u32,
    /// How many parts that hold no others have been met.
    numbered: usize,
}

impl Reader<'_> {
    fn trouble(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.mail.troubles.push(Trouble { span: span.into(), message: message.into() });
    }

    /// The headers at the beginning of `range`, and what stands behind them.
    fn headers(&mut self, range: Range<usize>) -> (Vec<Field>, Range<usize>) {
        let mut fields: Vec<Field> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let (after, end) = (line_after(self.text, at, range.end), line_end(self.text, at, range.end));
            let line = &self.text[at..end];
            if line.trim().is_empty() {
                return (fields, after..range.end);
            }
            if line.starts_with([' ', '\t'])
                && let Some(field) = fields.last_mut()
            {
                field.value.end = at + line.trim_end().len();
                if field.value.start > at || self.text[field.value.clone()].trim().is_empty() {
                    field.value.start = field.value.end - line.trim().len();
                }
            } else if let Some(name) = name_of(line) {
                let value = &line[name.len() + 1..];
                let start = end - value.trim_start().len();
                if fields.len() < MOST_HEADERS {
                    fields.push(Field { name: name.trim_end().to_ascii_lowercase(), value: start..start + value.trim().len() });
                }
            } else if !line.starts_with(">From ") {
                if !fields.is_empty() {
                    self.trouble(at..end, "this is neither a header nor the empty line behind them; what follows is read as the text");
                }
                return (fields, at..range.end);
            }
            at = after;
        }
        (fields, range.end..range.end)
    }

    /// The value of a header, on one line.
    fn value(&self, fields: &[Field], name: &str) -> Option<(String, Range<usize>)> {
        let field = fields.iter().find(|field| field.name == name)?;
        let value = &self.text[field.value.clone()];
        let value = &value[..value.floor_char_boundary(LONGEST_VALUE)];
        Some((value.split_whitespace().collect::<Vec<_>>().join(" "), field.value.clone()))
    }

    /// Reads what stands behind the headers of the mail or of a part.
    fn entity(&mut self, fields: &[Field], body: Range<usize>, at: &Place, depth: usize) {
        self.entities += 1;
        if self.entities > MOST_PARTS {
            if self.entities == MOST_PARTS + 1 {
                self.trouble(at.span.clone(), format!("this mail has more than {MOST_PARTS} parts; what follows is not read"));
            }
            return;
        }
        let declared = self.value(fields, "content-type");
        let head = declared.as_ref().map_or(at.span.clone(), |(_, span)| span.clone());
        let kind = mailparse::parse_content_type(declared.as_ref().map_or("text/plain", |(value, _)| value));
        if let Some(subtype) = kind.mimetype.strip_prefix("multipart/") {
            if depth >= DEEPEST {
                return self.trouble(head, format!("parts are nested deeper than {DEEPEST} levels; this one is not read"));
            }
            let boundary = kind.params.get("boundary").map(|boundary| boundary.trim_end()).filter(|boundary| !boundary.is_empty());
            if let Some(boundary) = boundary {
                return self.multipart(subtype, boundary, body, &Place { span: head, alternative: at.alternative }, depth);
            }
            self.trouble(head.clone(), "no boundary between the parts is given; all of them are read as plain text");
        }
        self.numbered += 1;
        let is_attached = self
            .value(fields, "content-disposition")
            .is_some_and(|(value, _)| mailparse::parse_content_disposition(&value).disposition == DispositionType::Attachment);
        let Some((media, mimetype)) = media_of(&kind.mimetype).filter(|_| !is_attached) else { return };
        let encoding = self.value(fields, "content-transfer-encoding");
        let (word, span) = encoding.unwrap_or_else(|| ("7bit".to_owned(), head.clone()));
        let word = word.split([' ', ';']).next().unwrap_or_default().to_ascii_lowercase();
        let transfer = match word.as_str() {
            "quoted-printable" => Transfer::QuotedPrintable,
            "base64" => Transfer::Base64,
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" => Transfer::AsIs,
            _ => return self.trouble(span, format!("this encoding, {word}, is not known; the part is not read")),
        };
        let has = |name: &str, wanted: &str| kind.params.get(name).is_some_and(|value| value.eq_ignore_ascii_case(wanted));
        let how = match transfer {
            Transfer::AsIs => "",
            Transfer::QuotedPrintable => ", quoted-printable",
            Transfer::Base64 => ", base64",
        };
        self.mail.parts.push(Part {
            media,
            transfer,
            charset: kind.params.get("charset").cloned(),
            flowed: has("format", "flowed"),
            name: format!("part {} ({mimetype}{how})", self.numbered),
            body,
            alternative: at.alternative,
            head,
        });
    }

    /// Reads the parts in `body`, which lines with the boundary stand between.
    fn multipart(&mut self, subtype: &str, boundary: &str, body: Range<usize>, at: &Place, depth: usize) {
        let group = (subtype == "alternative" && at.alternative.is_none()).then_some(self.groups);
        self.groups += u32::from(group.is_some());
        let (mut line, mut begun, mut index, mut is_closed) = (body.start, None, 0, false);
        while line < body.end && !is_closed {
            let after = line_after(self.text, line, body.end);
            if let Some(rest) = self.text[line..after].strip_prefix("--").and_then(|rest| rest.strip_prefix(boundary)) {
                let rest = rest.trim_end();
                if rest.is_empty() || rest == "--" {
                    if let Some(start) = begun.replace(after) {
                        self.part(start..line, at, group.map(|group| (group, index)), depth);
                        index += 1;
                    }
                    is_closed = rest == "--";
                }
            }
            line = after;
        }
        match begun {
            None => self.trouble(at.span.clone(), format!("the boundary between the parts, `{boundary}`, is nowhere; they are not read")),
            Some(start) if !is_closed => {
                // Cut off: what is there of the last part is read.
                self.trouble(at.span.clone(), "the last part does not end; is the file whole?");
                self.part(start..body.end, at, group.map(|group| (group, index)), depth);
            }
            Some(_) => {}
        }
    }

    fn part(&mut self, range: Range<usize>, at: &Place, alternative: Option<(u32, u32)>, depth: usize) {
        // The break before a boundary belongs to the boundary.
        let text = &self.text[range.clone()];
        let end = range.start + text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)).len();
        let (fields, body) = self.headers(range.start..end);
        let span = range.start..line_end(self.text, range.start, end);
        self.entity(&fields, body, &Place { span, alternative: at.alternative.or(alternative) }, depth + 1);
    }
}

/// Where a part stands.
#[derive(Clone)]
struct Place {
    /// What is shown if something is wrong with it.
    span: Range<usize>,
    alternative: Option<(u32, u32)>,
}

/// What a part of this type is read as, and what it is called; none if it holds no text for readers.
fn media_of(mimetype: &str) -> Option<(Media, &'static str)> {
    match mimetype {
        "text/html" | "application/xhtml+xml" => Some((Media::Html, "text/html")),
        "text/plain" | "text/markdown" => Some((Media::Plain, "text/plain")),
        // What nobody understands is text (RFC 2045, 5.2), and so are parts without a boundary between them.
        other if !other.contains('/') || other.starts_with("multipart/") => Some((Media::Plain, "text/plain")),
        _ => None,
    }
}

/// The name of the header in a line that begins with one.
fn name_of(line: &str) -> Option<&str> {
    let near = &line.as_bytes()[..line.len().min(LONGEST_NAME)];
    let length = near.iter().position(|byte| *byte == b':')?;
    let name = &line[..length];
    let is_name = name.trim_end().bytes().all(|byte| byte.is_ascii_graphic()) && !name.trim_end().is_empty();
    is_name.then_some(name)
}
