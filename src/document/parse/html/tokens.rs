//! Tags, text and comments with their places: html5gum does the tokenising, this emitter keeps what is needed to map every byte.
//!
//! html5gum moves the position and then emits what stands before it, each literal run and each decoded entity by itself. A run that
//! equals the bytes behind it is verbatim; anything else (an entity, a CRLF) is an atom that stands for all of its bytes.

use super::pause::{Pausing, Quoted};
use crate::source::Span;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::collections::VecDeque;

/// What the reader of elements is told, in source order.
#[derive(Debug)]
pub(in crate::document::parse) enum Token {
    Start(StartTag),
    End {
        name: String,
        span: Span,
    },
    /// Text that stands in the source byte for byte.
    Verbatim(Span),
    /// Text that stands for other bytes.
    Atom(String, Span),
    Comment(Span),
    /// The text ended inside a tag that began at `start`; `quote` is where its last attribute's value begins, if it has one.
    Unclosed {
        name: String,
        start: u32,
        quote: u32,
    },
}

/// A start tag.
#[derive(Debug)]
pub(in crate::document::parse) struct StartTag {
    pub(in crate::document::parse) name: String,
    pub(in crate::document::parse) span: Span,
    pub(in crate::document::parse) self_closing: bool,
    pub(in crate::document::parse) attributes: Vec<Attribute>,
}

/// An attribute of a start tag.
#[derive(Debug)]
pub(in crate::document::parse) struct Attribute {
    pub(in crate::document::parse) name: String,
    /// Its value, entities decoded.
    pub(in crate::document::parse) value: String,
    /// The value without its quotes.
    pub(in crate::document::parse) span: Span,
}

impl StartTag {
    /// The tag with the spans of its attributes put through `span`.
    pub(in crate::document::parse) fn with_spans(mut self, span: impl Fn(Span) -> Span) -> Self {
        for attribute in &mut self.attributes {
            attribute.span = span(attribute.span);
        }
        self
    }

    /// The attribute called `name`; of two with one name the first counts.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of the attribute called `name`, if it is there and not blank.
    pub(super) fn value(&self, name: &str) -> Option<&Attribute> {
        self.attribute(name).filter(|attribute| !attribute.value.trim().is_empty())
    }

    /// Whether there is an attribute called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// All attributes, in source order.
    pub(super) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }
}

/// The tokens of `text`, which begins at byte `base` of the source. With `markup` off, only entities are special.
pub(super) fn tokens(text: &str, base: u32, markup: bool) -> impl Iterator<Item = Token> {
    let quoted = Quoted::default();
    let mut tokenizer = Tokenizer::new_with_emitter(Pausing::new(text, quoted.clone()), Tokens::new(text, base, quoted));
    if !markup {
        tokenizer.set_state(State::RcData);
    }
    // What fails is a pause.
    tokenizer.filter_map(Result::ok)
}

/// Collects tokens with their spans.
struct Tokens<'t> {
    text: &'t str,
    base: u32,
    /// Byte of `text` up to which the tokenizer has read.
    position: usize,
    /// Where the text that will be emitted next begins.
    from: usize,
    /// A verbatim run that may still grow; html5gum hands out single bytes of a character in places.
    run: Option<(usize, usize)>,
    ready: VecDeque<Token>,
    tag: Tag,
    last_start_tag: Vec<u8>,
    quoted: Quoted,
}

/// The tag being read.
#[derive(Default)]
struct Tag {
    start: usize,
    is_end: bool,
    self_closing: bool,
    name: Vec<u8>,
    attributes: Vec<RawAttribute>,
}

#[derive(Default)]
struct RawAttribute {
    name: Vec<u8>,
    value: Vec<u8>,
    start: usize,
    end: usize,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str, base: u32, quoted: Quoted) -> Self {
        let (ready, tag) = (VecDeque::new(), Tag::default());
        Self { text, base, position: 0, from: 0, run: None, ready, tag, last_start_tag: Vec::new(), quoted }
    }

    /// The source span of bytes `start..end` of the text, widened to whole characters.
    fn span(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start);
        let end = self.text.ceil_char_boundary(end.max(start));
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    fn flush(&mut self) {
        if let Some((start, end)) = self.run.take() {
            let span = self.span(start, end);
            self.ready.push_back(Token::Verbatim(span));
        }
    }

    fn push(&mut self, token: Token) {
        self.flush();
        self.ready.push_back(token);
        self.from = self.position;
    }

    fn run(&mut self, start: usize, end: usize) {
        match &mut self.run {
            Some((_, last)) if *last == start => *last = end,
            _ => {
                self.flush();
                self.run = Some((start, end));
            }
        }
    }

    fn start_tag(&mut self) -> Option<State> {
        self.last_start_tag.clone_from(&self.tag.name);
        let raw = std::mem::take(&mut self.tag.attributes);
        let attributes = raw.into_iter().map(|raw| {
            let span = self.span(raw.start, raw.end);
            let written = &self.text[(span.start - self.base) as usize..(span.end - self.base) as usize];
            // Without an entity the value is taken as it is written: html5gum turns CRLF into LF.
            let value = if written.contains('&') { text_of(&raw.value) } else { written.to_owned() };
            Attribute { name: text_of(&raw.name), value, span }
        });
        let attributes = attributes.collect();
        let tag = StartTag {
            name: text_of(&self.tag.name),
            span: self.span(self.tag.start, self.position),
            self_closing: self.tag.self_closing,
            attributes,
        };
        // `<script/>` swallows the rest of a page in a browser; nobody who writes it means that.
        let state = if tag.self_closing { None } else { state_inside(&tag.name) };
        self.push(Token::Start(tag));
        state
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// How what is inside an element is read, where it is not markup. `noscript` holds markup here: notices are read without scripts.
fn state_inside(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "style" | "iframe" | "xmp" | "noembed" | "noframes" => Some(State::RawText),
        _ => None,
    }
}

impl Emitter for Tokens<'_> {
    type Token = Token;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start_tag = last_start_tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    fn emit_error(&mut self, error: Error) {
        if error == Error::EofInTag {
            let quote = self.tag.attributes.last().map_or(self.tag.start, |attribute| attribute.start.max(self.tag.start));
            let (start, quote) = (self.span(self.tag.start, self.tag.start).start, self.span(quote, quote).start);
            self.push(Token::Unclosed { name: text_of(&self.tag.name), start, quote });
        }
    }

    fn pop_token(&mut self) -> Option<Token> {
        self.ready.pop_front()
    }

    fn init_string(&mut self) {
        self.from = self.position;
    }

    fn emit_string(&mut self, decoded: &[u8]) {
        if decoded.is_empty() {
            return;
        }
        let bytes = self.text.as_bytes();
        let end = self.position.min(bytes.len());
        let mut start = self.from.min(end);
        // The second half of a CRLF is passed over in silence: the first was the line break.
        if start > 0 && start < end && bytes[start - 1..=start] == *b"\r\n" {
            start += 1;
        }
        // html5gum may be further on: `</` and `b` of `</b` in a title come one after the other, both behind the `b`.
        let is_entity = bytes.get(start) == Some(&b'&') && end - start != decoded.len();
        if bytes[start..end].starts_with(decoded) && !is_entity {
            self.from = start + decoded.len();
            self.run(start, self.from);
        } else {
            self.from = end;
            self.flush();
            let span = self.span(start, end);
            self.ready.push_back(Token::Atom(text_of(decoded), span));
        }
    }

    fn init_start_tag(&mut self) {
        let start = self.tag.start;
        self.tag = Tag { start, ..Tag::default() };
    }

    fn init_end_tag(&mut self) {
        let start = self.tag.start;
        self.tag = Tag { start, is_end: true, ..Tag::default() };
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        if !self.tag.is_end {
            return self.start_tag();
        }
        self.last_start_tag.clear();
        let span = self.span(self.tag.start, self.position);
        self.push(Token::End { name: text_of(&self.tag.name), span });
        None
    }

    fn emit_current_comment(&mut self) {
        let span = self.span(self.tag.start, self.position);
        self.push(Token::Comment(span));
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.from = self.position;
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, s: &[u8]) {
        self.tag.name.extend_from_slice(s);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        let at = self.position;
        self.tag.attributes.push(RawAttribute { start: at, end: at, ..RawAttribute::default() });
    }

    fn init_attribute_value(&mut self) {
        if let Some(attribute) = self.tag.attributes.last_mut() {
            (attribute.start, attribute.end) = (self.position, self.position);
        }
        let before = self.position.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        self.quoted.begin(before == Some(&b'"'));
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        if let Some(attribute) = self.tag.attributes.last_mut() {
            attribute.name.extend_from_slice(s);
        }
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        if let Some(attribute) = self.tag.attributes.last_mut() {
            attribute.value.extend_from_slice(s);
            attribute.end = self.position;
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.tag.start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && !self.last_start_tag.is_empty() && self.last_start_tag == self.tag.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token as `kind source`, the source as it stands.
    fn dump(text: &str) -> Vec<String> {
        let source = |span: Span| &text[span.range()];
        tokens(text, 0, true)
            .map(|token| match token {
                Token::Start(tag) => {
                    let values: Vec<&str> = tag.attributes().iter().map(|attribute| source(attribute.span)).collect();
                    format!("start {} {values:?}", tag.name)
                }
                Token::End { name, .. } => format!("end {name}"),
                Token::Verbatim(span) => format!("text {}", source(span)),
                Token::Atom(decoded, span) => format!("atom {decoded:?} {:?}", source(span)),
                Token::Comment(span) => format!("comment {}", source(span)),
                Token::Unclosed { start, quote, .. } => format!("unclosed {start} {quote}"),
            })
            .collect()
    }

    #[test]
    fn entities_are_atoms_and_the_rest_is_verbatim() {
        assert_eq!(
            dump("caf\u{e9} &amp; R&ampD&nbsp;&#8217;s &unknown; AT&T &"),
            [
                "text caf\u{e9} ",
                "atom \"&\" \"&amp;\"",
                "text  R",
                "atom \"&\" \"&amp\"",
                "text D",
                "atom \"\\u{a0}\" \"&nbsp;\"",
                "atom \"\u{2019}\" \"&#8217;\"",
                "text s &unknown; AT&T &",
            ]
        );
        assert_eq!(dump("a&semi;b"), ["text a", "atom \";\" \"&semi;\"", "text b"]);
        assert_eq!(dump("5 <\u{e9} 6</>7"), ["text 5 <\u{e9} 6", "text 7"]);
    }

    #[test]
    fn line_breaks_of_any_kind_keep_the_words_verbatim() {
        assert_eq!(dump("a\r\nb\rc"), ["text a", "atom \"\\n\" \"\\r\"", "text b", "atom \"\\n\" \"\\r\"", "text c"]);
    }

    #[test]
    fn values_of_attributes_have_exact_spans() {
        assert_eq!(
            dump("<a href=page  title='a &amp; b' x y=\"\">t</A>"),
            ["start a [\"page\", \"a &amp; b\", \"\", \"\"]", "text t", "end a"]
        );
        assert_eq!(
            dump("<a b=\"c\"d='\"e'f=\"&\"g=\"&amp;\" \th=\"i\"/>\"<a j=k\"l m\"=\"n\" o=\"\">"),
            ["start a [\"c\", \"\\\"e\", \"&\", \"&amp;\", \"i\"]", "text \"", "start a [\"k\\\"l\", \"n\", \"\"]"]
        );
        assert_eq!(dump("<a href=\"x"), ["unclosed 0 9"]);
        assert_eq!(dump("<a href=\"x\""), ["unclosed 0 9"]);
        assert_eq!(dump("<!-- x --><!-- y"), ["comment <!-- x -->", "comment <!-- y"]);
        assert_eq!(
            dump("<script>a<b></script>c<noscript><p>d"),
            ["start script []", "text a<b>", "end script", "text c", "start noscript []", "start p []", "text d"]
        );
    }

    #[test]
    fn a_tag_may_have_any_number_of_attributes() {
        for value in ["a=\"b\" ", "a=\"&amp;\"\n", "a='b' ", "a=b ", "a "] {
            let text = format!("<p {}>We", value.repeat(100_000));
            let found: Vec<Token> = tokens(&text, 0, true).collect();
            assert!(matches!(&found[..], [Token::Start(tag), Token::Verbatim(_)] if tag.attributes.len() == 100_000), "{value}");
        }
    }
}
