//! Markdown, by pulldown-cmark's events and their byte ranges. HTML in it goes through one reader for the whole document, so that
//! an element may begin in one piece of HTML and end in another.

mod front;
mod govspeak;

use super::decoded::{Decoded, Origin};
use super::html::{HtmlReader, MAX_DEPTH, Mark, TOO_DEEP, Token};
use crate::document::build::DocumentBuilder;
use crate::document::model::{BlockKind, Checked, Control};
use crate::source::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Where the text behind a front matter begins; 0 without one.
pub(super) fn front_matter_end(text: &str) -> usize {
    front::find(text).map_or(0, |front| front.end)
}

/// Reads a whole document of Markdown.
pub(super) fn parse(masked: &str, builder: &mut DocumentBuilder<'_>) {
    let body = front::read(masked, builder);
    let text = govspeak::without_marks(&masked[body..]);
    read(&text, Origin::Source(body as u32), builder);
}

/// Reads a text in Markdown that stands in another file.
pub(super) fn parse_decoded(decoded: &Decoded, builder: &mut DocumentBuilder<'_>) {
    read(decoded.text(), Origin::Decoded(decoded), builder);
}

fn read(text: &str, origin: Origin<'_>, builder: &mut DocumentBuilder<'_>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut reader = Reader { text, origin, html: HtmlReader::default(), builder, open: Vec::new(), in_head: false, told_too_deep: false };
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Image { title, .. }) => reader.image(&title, range, &mut events),
            Event::Start(Tag::HtmlBlock) => reader.html_block(&mut events),
            event => reader.event(event, &range),
        }
    }
    let end = reader.at(text.len());
    reader.html.finish(end, reader.builder);
}

struct Reader<'a, 'b, 's> {
    text: &'a str,
    /// Where `text` stands in the source.
    origin: Origin<'a>,
    html: HtmlReader,
    builder: &'b mut DocumentBuilder<'s>,
    /// For each open block: how HTML stood before it, and whether the builder knows of it.
    open: Vec<(Mark, bool)>,
    in_head: bool,
    told_too_deep: bool,
}

impl Reader<'_, '_, '_> {
    fn at(&self, offset: usize) -> u32 {
        self.origin.at(offset)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.origin.span(range)
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        let span = self.span(range);
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, span.end),
            Event::InlineHtml(_) | Event::Html(_) => self.html(range),
            _ if self.html.is_hidden() => {}
            Event::Text(text) => self.words(&text, range),
            Event::Code(text) => self.code(&text, range),
            Event::SoftBreak | Event::HardBreak => self.builder.space(span),
            Event::Rule => self.html.break_block(self.builder),
            Event::TaskListMarker(ticked) => self.task(ticked, span),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn html(&mut self, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        match self.origin {
            Origin::Source(_) => self.html.feed(text, self.at(range.start), self.builder),
            Origin::Decoded(_) => self.html.feed_from(text, range.start as u32, self.origin, self.builder),
        }
    }

    /// Writes the words at `range` as they stand.
    fn verbatim(&mut self, range: &Range<usize>) {
        if let Origin::Source(_) = self.origin {
            let span = self.span(range);
            return self.builder.verbatim(span.start, span.end);
        }
        for token in self.origin.words(range) {
            match token {
                Token::Verbatim(span) => self.builder.verbatim(span.start, span.end),
                Token::Atom(text, span) => self.builder.atom(&text, span),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.builder.open_bold(),
            Tag::Link { dest_url, title, .. } => self.link(dest_url, title, range),
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            block => {
                let mark = self.html.enter();
                let is_container = !matches!(block, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_));
                let known = !is_container || self.builder.depth() < MAX_DEPTH;
                self.open.push((mark, known));
                if known {
                    self.open_block(block);
                } else if !std::mem::replace(&mut self.told_too_deep, true) {
                    self.builder.trouble(self.span(&(range.start..range.start)), TOO_DEEP);
                }
            }
        }
    }

    fn open_block(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.html.open_block(self.builder),
            Tag::Heading { level, .. } => self.builder.open_heading(*level as u8),
            Tag::CodeBlock(_) => self.builder.open_block(BlockKind::Code),
            Tag::BlockQuote(_) => self.builder.open_quote(),
            Tag::List(_) => self.builder.open_list(),
            Tag::Item => self.builder.open_item(),
            Tag::DefinitionList => self.builder.open_definitions(),
            Tag::DefinitionListTitle => self.builder.open_term(),
            Tag::DefinitionListDefinition => self.builder.open_definition(),
            Tag::Table(_) => self.builder.open_table(),
            Tag::TableHead => {
                self.builder.open_row();
                self.in_head = true;
            }
            Tag::TableRow => self.builder.open_row(),
            Tag::TableCell => self.builder.open_cell(self.in_head, 1),
            _ => self.builder.close_block(),
        }
    }

    fn end(&mut self, tag: TagEnd, at: u32) {
        match tag {
            TagEnd::Strong => self.builder.close_bold(),
            TagEnd::Link => self.builder.close_link(at),
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Image => {}
            block => {
                let Some((mark, known)) = self.open.pop() else { return };
                self.html.leave(mark, at, self.builder);
                self.html.break_block(self.builder);
                if known {
                    self.close_block(block);
                }
            }
        }
    }

    fn close_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.builder.close_quote(),
            TagEnd::List(_) => self.builder.close_list(),
            TagEnd::Item => self.builder.close_item(),
            TagEnd::DefinitionList => self.builder.close_definitions(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.builder.close_definition(),
            TagEnd::Table => self.builder.close_table(),
            TagEnd::TableHead => {
                self.in_head = false;
                self.builder.close_row();
            }
            TagEnd::TableRow => self.builder.close_row(),
            TagEnd::TableCell => self.builder.close_cell(),
            _ => {}
        }
    }

    /// Text is the source byte for byte, or one decoded entity.
    fn words(&mut self, text: &str, range: &Range<usize>) {
        if self.text[range.clone()] == *text {
            self.verbatim(range);
        } else {
            self.builder.atom(text, self.span(range));
        }
    }

    /// Code within a line; `range` holds the backticks, and in a table `text` has lost the backslash of each `\|`.
    fn code(&mut self, text: &str, range: &Range<usize>) {
        let raw = &self.text[range.clone()];
        let marks = raw.len() - raw.trim_start_matches('`').len();
        let inner = &raw[marks..raw.len().saturating_sub(marks).max(marks)];
        if inner == text || inner.trim_matches(' ') == text.trim_matches(' ') {
            return self.verbatim(&(range.start + marks..range.start + marks + inner.len()));
        }
        let mut rest = inner.char_indices();
        for c in text.chars() {
            // Marks of a quotation or an escape stand between the characters; a line break counts as a space.
            let found = rest.find(|&(_, raw)| raw == c || c == ' ' && matches!(raw, '\n' | '\r'));
            let Some((at, raw)) = found else { return };
            let start = range.start + marks + at;
            self.verbatim(&(start..start + raw.len_utf8()));
        }
    }

    fn task(&mut self, ticked: bool, span: Span) {
        let checked = if ticked { Checked::Yes } else { Checked::No };
        let control = Control { kind: "checkbox".to_owned(), name: None, checked, required: false, label: None, span };
        self.builder.control(control, None);
    }

    fn link(&mut self, target: &str, title: &str, range: &Range<usize>) {
        let target = match self.find(target, range) {
            Some(span) => self.builder.with_holes(target, span),
            None => target.to_owned(),
        };
        let start = self.at(range.start);
        self.builder.open_link(&target, start);
        self.title(title, range);
    }

    fn title(&mut self, title: &str, range: &Range<usize>) {
        if !title.trim().is_empty() {
            let span = self.find(title, range).unwrap_or_else(|| self.span(range));
            self.builder.alternative(title, span);
        }
    }

    /// Where the target or title of a link stands: behind its words, so the last occurrence; none if it is defined elsewhere.
    fn find(&self, needle: &str, range: &Range<usize>) -> Option<Span> {
        let start = range.start + self.text[range.clone()].rfind(needle)?;
        Some(self.span(&(start..start + needle.len())))
    }

    /// The words in place of an image, up to its end.
    fn image<'e>(&mut self, title: &str, range: Range<usize>, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) {
        let (mut words, mut place, mut depth) = (String::new(), None, 1_u32);
        for (event, range) in events {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) => {
                    words.push_str(&text);
                    place = Some(place.map_or(range.start, |(start, _)| start)).map(|start| (start, range.end));
                }
                Event::SoftBreak | Event::HardBreak => words.push('\n'),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        if self.html.is_hidden() {
            return;
        }
        self.builder.space(self.span(&range));
        if let Some((start, end)) = place {
            self.builder.alternative(&words, self.span(&(start..end)));
        }
        self.title(title, &range);
    }

    /// HTML that stands as a block. In a quotation or an item its lines are cut out of their marks; blanks take the place of these,
    /// so that a tag over two lines is still one tag and every offset holds.
    fn html_block<'e>(&mut self, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Html(_) | Event::Text(_) => match pieces.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => pieces.push(range),
                },
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let whole = first.start..last.end;
        let gaps: Vec<Range<usize>> = pieces.windows(2).map(|pair| pair[0].end..pair[1].start.max(pair[0].end)).collect();
        let mut text = Cow::Borrowed(&self.text[whole.clone()]);
        for gap in &gaps {
            text.to_mut().replace_range(gap.start - whole.start..gap.end - whole.start, &" ".repeat(gap.len()));
        }
        let gaps = gaps.iter().map(|gap| self.span(gap)).collect();
        self.html.break_block(self.builder);
        let (base, origin) = match self.origin {
            Origin::Source(base) => (base + whole.start as u32, Origin::Source(0)),
            decoded @ Origin::Decoded(_) => (whole.start as u32, decoded),
        };
        self.html.feed_pieces(&text, base, origin, gaps, self.builder);
        self.html.break_block(self.builder);
    }
}

#[cfg(test)]
mod tests;
