//! Mails as they are sent (RFC 5322): the subject, and the parts that hold text, each read as what it is, in one document.
//!
//! What is encoded so that its words still stand in the file (quoted-printable, encoded words in headers) is decoded with a map to
//! the bytes of the file. Base64 has no such bytes: [`unpack`] puts the decoded part in behind it, as a file of its own.

mod header;
mod structure;
#[cfg(test)]
mod tests;
mod transfer;

use super::decoded::{Decoded, Origin};
use super::html::{HtmlReader, Token};
use super::{plain, template};
use crate::document::build::DocumentBuilder;
use crate::document::model::{BlockKind, Document, Header, Hole, HoleRole, Part, Trouble};
use crate::source::{Encoding, Format, Host, SourceFile, Span, Splicer};
use std::collections::HashMap;
use std::ops::Range;
use structure::{Mail, Media, Transfer};

/// Headers whose display name is read beside the subject: a reader sees it there.
const NAMED: &[&str] = &["from", "reply-to"];

/// Puts the parts of a mail that are in Base64 behind themselves, decoded: as files that are called after the mail and the part.
pub(super) fn unpack(source: SourceFile, format: Format) -> SourceFile {
    let mail = structure::read(source.text());
    if mail.parts.iter().all(|part| part.transfer != Transfer::Base64) {
        return source;
    }
    let end = source.text().len();
    let mut splicer = Splicer::new(source, format);
    let mut at = 0;
    for part in mail.parts.iter().filter(|part| part.transfer == Transfer::Base64) {
        let whole = splicer.source(0);
        let (bytes, _) = transfer::base64(whole.text(), part.body.clone());
        let encoding = transfer::encoding_of(part.charset.as_deref()).unwrap_or(encoding_rs::WINDOWS_1252);
        let decoded = encoding.decode_with_bom_removal(&bytes).0;
        if decoded.is_empty() {
            continue;
        }
        let file = SourceFile::from_part(&format!("{}, {}", whole.name(), part.name), &decoded);
        let length = decoded.len();
        let file = splicer.file(file, format.template);
        splicer.push(0, at..part.body.end);
        splicer.push(file, 0..length);
        at = part.body.end;
    }
    splicer.push(0, at..end);
    splicer.finish()
}

/// Reads a mail; if it has parts in Base64, one that is unpacked.
pub(super) fn parse(source: &SourceFile, format: Format) -> Document {
    let layout = Layout::new(source);
    let mut mail = structure::read(layout.main.text());
    layout.move_to_whole(&mut mail);
    let mut texts = Texts { source, layout: &layout, format, holes: Vec::new(), troubles: std::mem::take(&mut mail.troubles) };
    let subject = mail.fields.iter().find(|field| field.name == "subject").map(|field| texts.header(field.value.clone()));
    let parts: Vec<Prepared> = mail.parts.iter().filter_map(|part| texts.part(part)).collect();
    let (holes, mut troubles) = (texts.holes, texts.troubles);
    troubles.sort_by_key(|trouble| trouble.span);

    let mut builder = DocumentBuilder::new(source.text(), format, holes);
    for trouble in troubles {
        builder.trouble(trouble.span, trouble.message);
    }
    builder.open_block(BlockKind::Title);
    if let Some(subject) = subject {
        write(Origin::Decoded(&subject), 0..subject.text().len(), &mut builder);
    }
    for field in &mail.fields {
        let value = header::decode(source.text(), field.value.clone());
        if let Some(name) = header::display_name(value.text()).filter(|_| NAMED.contains(&field.name.as_str())) {
            builder.header_name(&value.text()[name.clone()], Origin::Decoded(&value).span(&name));
        }
        let words = value.text().split_whitespace().collect::<Vec<_>>().join(" ");
        builder.header(Header { name: field.name.clone(), value: words, span: field.value.clone().into() });
    }
    builder.close_block();
    for part in parts {
        builder.begin_part(part.about);
        let origin = Origin::Decoded(&part.decoded);
        let text = part.decoded.text();
        match part.media {
            Media::Plain => plain::parse_from(text, origin, part.flowed, &mut builder),
            Media::Html => {
                let mut reader = HtmlReader::default();
                reader.feed_from(text, 0, origin, &mut builder);
                reader.finish(origin.span(&(text.len()..text.len())).end, &mut builder);
            }
        }
        builder.close_block();
    }
    builder.finish()
}

/// Writes the words at `range` of a decoded text.
fn write(origin: Origin<'_>, range: Range<usize>, builder: &mut DocumentBuilder<'_>) {
    for token in origin.words(&range) {
        match token {
            Token::Verbatim(span) => builder.verbatim(span.start, span.end),
            Token::Atom(text, span) => builder.atom(&text, span),
            _ => {}
        }
    }
}

/// A part that is ready to be read.
struct Prepared {
    media: Media,
    flowed: bool,
    decoded: Decoded,
    about: Part,
}

/// Where the bytes of the mail, and its parts that were unpacked, stand in the text that was put together.
struct Layout<'s> {
    /// The mail as it is on disk.
    main: &'s SourceFile,
    /// Runs of it: the bytes, and where they begin in the whole.
    runs: Vec<(Span, u32)>,
    /// By the byte of the mail at which a part in Base64 ends: where its text is in the whole.
    unpacked: HashMap<u32, Range<usize>>,
}

impl<'s> Layout<'s> {
    fn new(source: &'s SourceFile) -> Self {
        let mut layout = Self { main: source, runs: Vec::new(), unpacked: HashMap::new() };
        for run in source.runs() {
            if run.file == 0 {
                layout.main = run.source;
                layout.runs.push((run.span, run.at));
            } else {
                let before = layout.runs.last().map_or(0, |(span, _)| span.end);
                layout.unpacked.insert(before, run.at as usize..(run.at + run.span.end - run.span.start) as usize);
            }
        }
        layout
    }

    /// Where byte `at` of the mail stands in the whole.
    fn whole(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|(span, _)| span.start as usize <= at);
        let Some((span, whole)) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else { return 0 };
        *whole as usize + at.min(span.end as usize) - span.start as usize
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.whole(range.start);
        // Behind the last byte there may be a part that was unpacked.
        start..if range.is_empty() { start } else { self.whole(range.end - 1) + 1 }
    }

    /// Gives everything its place in the whole. The body of a part that was unpacked is then its text.
    fn move_to_whole(&self, mail: &mut Mail) {
        for field in &mut mail.fields {
            field.value = self.range(&field.value);
        }
        for part in &mut mail.parts {
            part.head = self.range(&part.head);
            let unpacked = self.unpacked.get(&(part.body.end as u32)).filter(|_| part.transfer == Transfer::Base64);
            if let Some(trouble) = unpacked.and_then(|_| transfer::base64(self.main.text(), part.body.clone()).1) {
                mail.troubles.push(Trouble { span: trouble.0.into(), message: trouble.1 });
            }
            part.body = unpacked.cloned().unwrap_or_else(|| self.range(&part.body));
        }
        for trouble in &mut mail.troubles {
            trouble.span = self.range(&trouble.span.range()).into();
        }
    }
}

/// Decodes texts and finds the template tags in them.
struct Texts<'l, 's> {
    source: &'s SourceFile,
    layout: &'l Layout<'s>,
    format: Format,
    /// In source order.
    holes: Vec<Hole>,
    troubles: Vec<Trouble>,
}

impl Texts<'_, '_> {
    fn header(&mut self, range: Range<usize>) -> Decoded {
        let decoded = header::decode(self.source.text(), range);
        self.masked(decoded, Host::Text)
    }

    fn part(&mut self, part: &structure::Part) -> Option<Prepared> {
        let text = self.source.text();
        let is_unpacked = part.transfer == Transfer::Base64 && self.layout.unpacked.values().any(|range| *range == part.body);
        let encoding = transfer::encoding_of(part.charset.as_deref()).unwrap_or_else(|| {
            let charset = part.charset.as_deref().unwrap_or_default();
            let message = format!("this encoding, {charset}, is not known; the part is read as windows-1252");
            self.troubles.push(Trouble { span: part.head.clone().into(), message });
            encoding_rs::WINDOWS_1252
        });
        let is_utf8 = self.layout.main.encoding() != Encoding::Windows1252;
        let written = match part.transfer {
            _ if is_unpacked => transfer::as_is(text, part.body.clone(), encoding_rs::UTF_8, true),
            Transfer::AsIs => transfer::as_is(text, part.body.clone(), encoding, is_utf8),
            Transfer::QuotedPrintable => transfer::quoted_printable(text, part.body.clone(), encoding, is_utf8),
            // It is empty, or nobody unpacked it.
            Transfer::Base64 => return None,
        };
        if let Some((place, message)) = written.trouble {
            self.troubles.push(Trouble { span: place.into(), message });
        }
        let host = if part.media == Media::Html { Host::Html } else { Host::Text };
        let decoded = self.masked(written.decoded, host);
        let about = Part { span: part.body.clone().into(), alternative: part.alternative, is_as_written: part.transfer == Transfer::AsIs };
        Some(Prepared { media: part.media, flowed: part.flowed, decoded, about })
    }

    /// Finds the template tags in a text, and paints them over.
    fn masked(&mut self, decoded: Decoded, host: Host) -> Decoded {
        let masked = template::mask_text(decoded.text(), Format { host, ..self.format });
        let origin = Origin::Decoded(&decoded);
        let mut end = self.holes.last().map_or(0, |hole| hole.span.end);
        let mut places = Vec::with_capacity(masked.holes.len());
        for hole in &masked.holes {
            // Of two tags that stand for the same bytes of the file the first has them.
            let span = origin.span(&hole.span.range());
            let span = Span::new(span.start.max(end), span.end.max(end));
            let inside = origin.span(&hole.expression.range());
            let clamped = |at: u32| at.clamp(span.start, span.end);
            let expression = Span::new(clamped(inside.start), clamped(inside.end));
            end = span.end;
            let prints = matches!(hole.role, HoleRole::Value | HoleRole::Lookup);
            places.push((hole.span.range(), span, prints));
            if !span.is_empty() {
                self.holes.push(Hole { span, expression, role: hole.role });
            }
        }
        let troubles = masked.troubles.into_iter();
        self.troubles.extend(troubles.map(|trouble| Trouble { span: origin.span(&trouble.span.range()), message: trouble.message }));
        if places.is_empty() { decoded } else { decoded.masked(&masked.text, &places) }
    }
}
