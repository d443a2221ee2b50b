//! HTML as found in the wild, in one pass and without a tree: a stack of the elements that matter to a reader, with the end tags
//! that authors leave out. Markdown feeds its pieces of HTML into the same reader.

mod effects;
mod elements;
mod forms;
mod pause;
mod tokens;

use super::decoded::Origin;
use crate::document::build::DocumentBuilder;
use crate::document::model::BlockKind;
use crate::source::Span;
use elements::{Kind, Role, is_known, role};
use tokens::tokens;

pub(super) use tokens::{Attribute, StartTag, Token};

/// How many elements may be open inside each other; what lies deeper is read as text.
pub(super) const MAX_DEPTH: usize = 200;

/// Said once, at the first element that is too deep.
pub(super) const TOO_DEEP: &str = "elements are nested deeper than 200 levels";

/// Attributes that hold text for a reader.
const TEXTS: [&str; 5] = ["alt", "title", "placeholder", "aria-label", "aria-description"];

/// Reads a whole document of HTML.
pub(super) fn parse(masked: &str, builder: &mut DocumentBuilder<'_>) {
    let mut reader = HtmlReader::default();
    reader.feed(masked, 0, builder);
    reader.finish(masked.len() as u32, builder);
}

/// Reads HTML that arrives whole or in pieces.
#[derive(Default)]
pub(super) struct HtmlReader {
    stack: Vec<Kind>,
    /// Elements below this index were opened outside of the Markdown block that is being read.
    floor: usize,
    hidden: Option<Hidden>,
    /// The tag of the last title.
    title: Option<Span>,
    /// Open elements that were too deep to keep.
    overflow: u32,
    told_too_deep: bool,
    /// Line breaks since the last word.
    breaks: u32,
    /// Whether the next word begins a block.
    fresh: bool,
    /// Bytes of the source that are not part of the HTML in which they stand; see [`HtmlReader::feed_pieces`].
    gaps: Vec<Span>,
}

/// An element whose content is not read.
struct Hidden {
    name: String,
    depth: u32,
    tag: Span,
}

/// Where a Markdown block began; see [`HtmlReader::enter`].
#[derive(Clone, Copy)]
pub(super) struct Mark {
    floor: usize,
}

impl HtmlReader {
    /// Reads `text`, which begins at byte `base` of the source.
    pub(super) fn feed(&mut self, text: &str, base: u32, builder: &mut DocumentBuilder<'_>) {
        self.feed_from(text, base, Origin::Source(0), builder);
    }

    /// Reads `text`, which begins at byte `base` of a text that comes from `origin`.
    pub(super) fn feed_from(&mut self, text: &str, base: u32, origin: Origin<'_>, builder: &mut DocumentBuilder<'_>) {
        let (mut from, mut markup) = (0, true);
        // A tag without an end swallows the rest. It is ended at the next `>` behind its open quotation mark, and reading goes on
        // there; that mark does not occur again, so that there can be no more than three turns.
        while from < text.len() {
            let mut unclosed = None;
            for token in tokens(&text[from..], base + from as u32, markup) {
                if let Token::Unclosed { name, start, quote } = token {
                    unclosed = Some((name, (start - base) as usize, (quote - base) as usize));
                } else {
                    origin.translate(token, |token| self.token(token, builder));
                }
            }
            let Some((name, start, quote)) = unclosed else { return };
            let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            builder.trouble(origin.span(&(base as usize + start..base as usize + line_end)), "this tag is not closed");
            from = if let Some(at) = text[quote..].find('>') {
                quote + at + 1
            } else {
                markup = false;
                if is_known(&name) { line_end } else { start }
            };
        }
    }

    /// Reads `text`, which begins at byte `base` of the source and in which only entities are special.
    pub(super) fn feed_text(&mut self, text: &str, base: u32, builder: &mut DocumentBuilder<'_>) {
        for token in tokens(text, base, false) {
            self.token(token, builder);
        }
    }

    /// Reads `text` as [`HtmlReader::feed_from`] does. In each of `gaps` it holds blanks, and the source has the marks of a quotation.
    pub(super) fn feed_pieces(&mut self, text: &str, base: u32, origin: Origin<'_>, gaps: Vec<Span>, builder: &mut DocumentBuilder<'_>) {
        self.gaps = gaps;
        self.feed_from(text, base, origin, builder);
        self.gaps.clear();
    }

    /// Closes all that is open.
    pub(super) fn finish(&mut self, end: u32, builder: &mut DocumentBuilder<'_>) {
        if let Some(title) = self.title.take().filter(|_| self.stack.contains(&Kind::Title)) {
            builder.trouble(title, "<title> is not closed, and what follows is read as the title");
        }
        if let Some(hidden) = self.hidden.take() {
            builder.trouble(hidden.tag, format!("<{}> is not closed, and what follows is not read", hidden.name));
        }
        self.floor = 0;
        self.pop_to(0, end, builder);
        builder.close_block();
    }

    /// Whether what comes next is not shown to readers.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Begins a Markdown block: elements opened before it cannot be closed in it, and those opened in it end with it.
    pub(super) fn enter(&mut self) -> Mark {
        let mark = Mark { floor: self.floor };
        self.floor = self.stack.len();
        mark
    }

    /// Ends the Markdown block that began at `mark` before byte `at`.
    pub(super) fn leave(&mut self, mark: Mark, at: u32, builder: &mut DocumentBuilder<'_>) {
        self.pop_to(self.floor, at, builder);
        self.floor = mark.floor.min(self.stack.len());
    }

    /// Ends the block that text goes into; the next word opens another.
    pub(super) fn break_block(&mut self, builder: &mut DocumentBuilder<'_>) {
        builder.close_block();
        self.fresh = true;
    }

    /// Opens the block that text belongs into here: a heading inside `<h2>`, else a paragraph.
    pub(super) fn open_block(&mut self, builder: &mut DocumentBuilder<'_>) {
        self.fresh = false;
        self.breaks = 0;
        for kind in self.stack.iter().rev() {
            match kind {
                Kind::Heading(level) => return builder.open_heading(*level),
                Kind::Title => return builder.open_block(BlockKind::Title),
                Kind::Preformatted => return builder.open_block(BlockKind::Code),
                Kind::Label => return builder.open_block(BlockKind::Label),
                Kind::Button { .. } => return builder.open_block(BlockKind::Button),
                Kind::Term => return builder.open_block(BlockKind::Term),
                Kind::Division(_) | Kind::Callout(_) | Kind::Paragraph | Kind::Bold | Kind::Link | Kind::Linked => {}
                _ => break,
            }
        }
        builder.open_paragraph();
    }

    /// Reads one token.
    pub(super) fn token(&mut self, token: Token, builder: &mut DocumentBuilder<'_>) {
        match token {
            Token::Start(tag) if self.hidden.is_none() => self.start_tag(&tag, builder),
            Token::Start(tag) => self.start_hidden(&tag, builder),
            Token::End { name, span } => self.end_tag(&name, span, builder),
            Token::Comment(span) => comment(span, builder),
            Token::Verbatim(span) if self.hidden.is_none() => {
                if !builder.is_blank(span) {
                    self.begin_words(builder);
                }
                self.words(span, builder);
            }
            Token::Atom(text, span) if self.hidden.is_none() => {
                if !text.trim().is_empty() {
                    self.begin_words(builder);
                }
                builder.atom(&text, span);
            }
            Token::Verbatim(_) | Token::Atom(..) | Token::Unclosed { .. } => {}
        }
    }

    fn words(&self, span: Span, builder: &mut DocumentBuilder<'_>) {
        let mut at = span.start;
        let first = self.gaps.partition_point(|gap| gap.end <= span.start);
        for gap in self.gaps[first..].iter().take_while(|gap| gap.start < span.end) {
            builder.verbatim(at, gap.start.max(at));
            builder.space(*gap);
            at = gap.end.min(span.end);
        }
        builder.verbatim(at, span.end);
    }

    fn begin_words(&mut self, builder: &mut DocumentBuilder<'_>) {
        if self.fresh {
            self.open_block(builder);
        }
        self.breaks = 0;
    }

    fn start_hidden(&mut self, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        let Some(hidden) = &mut self.hidden else { return };
        if hidden.name == tag.name && !tag.self_closing {
            hidden.depth += 1;
        } else if hidden.name == "svg" && matches!(role(&tag.name), Role::Element(kind) if !kind.is_inline() && kind != Kind::Title) {
            // A drawing ends at the first element that cannot be in one; its end tag was forgotten.
            self.hidden = None;
            self.start_tag(tag, builder);
        }
    }

    fn start_tag(&mut self, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        let span = tag.span;
        match role(&tag.name) {
            Role::Element(kind) => self.start_element(kind, tag, builder),
            Role::Hidden => self.hide(tag, builder),
            Role::Break => self.line_break(span, builder),
            Role::Rule => {
                self.end(Kind::Paragraph, span.start, builder);
                self.break_block(builder);
            }
            Role::Image => image(tag, builder),
            Role::Input => self.input(tag, builder),
            Role::Select => forms::control("select", tag, builder),
            Role::TableBody => self.end(Kind::TableHead, span.start, builder),
            Role::Inline => {}
        }
        for attribute in tag.attributes().iter().filter(|attribute| TEXTS.contains(&attribute.name.as_str())) {
            if !attribute.value.trim().is_empty() {
                builder.alternative(&attribute.value, attribute.span);
            }
        }
    }

    fn hide(&mut self, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        if tag.name == "textarea" {
            forms::control("textarea", tag, builder);
        }
        if !tag.self_closing {
            self.hidden = Some(Hidden { name: tag.name.clone(), depth: 1, tag: tag.span });
        }
    }

    fn line_break(&mut self, span: Span, builder: &mut DocumentBuilder<'_>) {
        self.breaks += 1;
        if self.breaks == 2 {
            self.break_block(builder);
        } else {
            builder.space(span);
        }
    }

    fn input(&mut self, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        let kind = forms::kind_of_input(tag);
        if !matches!(kind.as_str(), "submit" | "button" | "reset") {
            forms::control(&kind, tag, builder);
            return builder.space(tag.span);
        }
        if let Some(value) = tag.value("value") {
            builder.open_block(BlockKind::Button);
            forms::words(value, builder);
            self.break_block(builder);
        }
    }

    fn start_element(&mut self, kind: Kind, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        let at = tag.span.start;
        if !kind.is_inline() {
            self.end(Kind::Paragraph, at, builder);
            self.break_block(builder);
        }
        if self.stack.len() >= MAX_DEPTH || self.overflow > 0 && !kind.is_inline() {
            return self.too_deep(kind, tag.span, builder);
        }
        for ended in kind.ends() {
            self.end(*ended, at, builder);
        }
        // `<h2>One<h2>`, with the slash forgotten: no heading stands in a heading (WHATWG HTML, 13.2.6.4.7, "h1" to "h6").
        if let Kind::Heading(_) = kind
            && let Some(&open @ Kind::Heading(_)) = self.stack.iter().rev().find(|open| !open.is_inline())
        {
            self.end(open, at, builder);
        }
        if tag.self_closing {
            return;
        }
        if kind == Kind::Title {
            self.title = Some(tag.span);
        }
        if let Some(kind) = self.in_place(kind, tag) {
            self.open(kind, tag, builder);
            self.stack.push(kind);
        }
    }

    fn too_deep(&mut self, kind: Kind, span: Span, builder: &mut DocumentBuilder<'_>) {
        self.overflow += u32::from(!kind.is_inline() && !kind.ends_by_itself());
        if !std::mem::replace(&mut self.told_too_deep, true) {
            builder.trouble(span, TOO_DEEP);
        }
    }

    fn end_tag(&mut self, name: &str, span: Span, builder: &mut DocumentBuilder<'_>) {
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == name {
                hidden.depth = hidden.depth.saturating_sub(1);
                if hidden.depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match role(name) {
            Role::Element(kind) => {
                if !kind.is_inline() {
                    self.break_block(builder);
                }
                if self.overflow > 0 && !kind.is_inline() && !kind.ends_by_itself() {
                    self.overflow -= 1;
                } else {
                    self.end(kind, span.end, builder);
                }
            }
            Role::Break => self.line_break(span, builder),
            Role::Select => self.end(Kind::Choice, span.start, builder),
            _ => {}
        }
    }

    /// Ends the innermost element of this kind, if there is one in reach, and all that is open in it.
    fn end(&mut self, kind: Kind, at: u32, builder: &mut DocumentBuilder<'_>) {
        for index in (0..self.stack.len()).rev() {
            let open = self.stack[index];
            let crosses_markdown = index < self.floor && !open.is_inline();
            if crosses_markdown || !open.is_same(kind) && kind.stops_at(open) {
                return;
            }
            if !open.is_same(kind) {
                continue;
            }
            if matches!(open, Kind::Bold | Kind::Link) || index < self.floor {
                // `<b><p></b>`: the paragraph goes on.
                self.stack.remove(index);
                self.floor = self.floor.saturating_sub(usize::from(index < self.floor));
                self.close(open, at, builder);
            } else {
                self.pop_to(index, at, builder);
            }
            return;
        }
    }

    fn pop_to(&mut self, depth: usize, at: u32, builder: &mut DocumentBuilder<'_>) {
        while self.stack.len() > depth {
            if let Some(kind) = self.stack.pop() {
                self.close(kind, at, builder);
            }
        }
    }
}

/// An image is a gap between words; one of MJML may be a link by itself.
fn image(tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
    if let Some(target) = tag.value("href") {
        let target = builder.with_holes(&target.value, target.span);
        builder.open_link(target.trim(), tag.span.start);
        builder.close_link(tag.span.end);
    }
    builder.space(tag.span);
}

/// Notes the words of a comment at `span`; html5gum also reports `<!x>` and `<?x>` as comments.
fn comment(span: Span, builder: &mut DocumentBuilder<'_>) {
    let written = builder.written(span);
    let Some(words) = written.strip_prefix("<!--") else { return };
    let end = words.strip_suffix("-->").or_else(|| words.strip_suffix("--!>"));
    if end.is_none() && !matches!(written, "<!-->" | "<!--->") {
        builder.trouble(Span::new(span.start, span.start + 4), "this comment is not closed, and what follows is not read");
    }
    let words = end.unwrap_or(words);
    builder.comment(Span::new(span.start + 4, span.start + 4 + words.len() as u32));
}

#[cfg(test)]
mod tests;
