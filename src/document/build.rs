//! The only way to make a [`Document`]: parsers report what they meet, in source order, and the builder folds, nests and links it.
//!
//! A parser calls `open_*`/`close_*` for structure and [`DocumentBuilder::verbatim`], [`DocumentBuilder::atom`] and
//! [`DocumentBuilder::space`] for text. Nothing has to be balanced: text outside any block opens a paragraph, closing what is not
//! open does nothing, and [`DocumentBuilder::finish`] closes what is left. Template tags are known to the builder from the start;
//! it leaves them out of the text wherever a parser hands it a range that covers one.

mod beside;
mod constants;
mod list;
mod printed;
mod table;
mod tag;

use super::fold::{BLOCK_BORDER, FoldedText, HOLE, TextRange, is_read, is_space};
use super::model::{Block, BlockId, BlockKind, Document, Header, Hole, HoleRole, Part, Section, SectionId, Trouble};
use super::sentence;
use crate::source::{Format, Span};
use beside::{OpenLink, PendingAside};
use std::collections::HashMap;
use table::{Row, Table};

/// Longest paragraph in bold, in words, that is taken for a heading.
const HEADING_WORDS: usize = 14;

/// Level given to a paragraph in bold that stands as a heading: below all real ones.
const BOLD_HEADING: u8 = 7;

/// Builds a [`Document`] from what a parser meets.
pub(super) struct DocumentBuilder<'s> {
    source: &'s str,
    text: FoldedText,
    document: Document,
    holes: Vec<Hole>,
    /// Texts that the template prints by a name, and where their words stand.
    constants: HashMap<&'s str, Span>,
    /// How many bytes they may still print.
    printable: usize,
    open: Option<Open>,
    frames: Vec<Frame>,
    bold: u32,
    /// Where the bold text that is open begins.
    bold_from: u32,
    links: Vec<OpenLink>,
    asides: Vec<PendingAside>,
    /// Controls whose label is known by this id, and labels by what they are for.
    control_ids: Vec<(String, usize)>,
    label_targets: Vec<(String, BlockId)>,
    wrapping_label: Option<(BlockId, usize)>,
    /// Boxes without a label of their own, and the block in which they stand.
    beside: Vec<(usize, BlockId)>,
}

/// The block that text goes into.
struct Open {
    kind: BlockKind,
    start: u32,
    lead_in: Option<BlockId>,
    named_by: [Option<BlockId>; 2],
    /// White space met and not yet written.
    space: Option<Span>,
    /// Bytes of text that are in bold, and all bytes of text.
    bold: u32,
    all: u32,
    heading: bool,
}

/// A container that is open.
enum Frame {
    List { lead_in: Option<BlockId> },
    Item { lead_in: Option<BlockId>, blocks_before: usize },
    Table(Table),
    Row(Row),
    Cell { row: u32, column: u32, header: bool, blocks_before: usize },
    Definitions { term: Option<BlockId> },
    Definition { term: Option<BlockId>, blocks_before: usize },
    Quote,
}

impl<'s> DocumentBuilder<'s> {
    /// Starts a document of `source`, in which `holes` are the template tags, in order.
    pub(super) fn new(source: &'s str, format: Format, holes: Vec<Hole>) -> Self {
        let root = Section { heading: None, level: 0, parent: None, first: BlockId(0), end: BlockId(0) };
        let document = Document {
            format,
            text: FoldedText::default(),
            blocks: Vec::new(),
            sections: vec![root],
            sentences: Vec::new(),
            strong: Vec::new(),
            asides: Vec::new(),
            links: Vec::new(),
            controls: Vec::new(),
            holes: Vec::new(),
            comments: Vec::new(),
            front_matter: None,
            headers: Vec::new(),
            parts: Vec::new(),
            troubles: Vec::new(),
        };
        Self {
            source,
            text: FoldedText::default(),
            document,
            constants: constants::constants(source, &holes),
            printable: constants::MOST_PRINTED,
            holes,
            open: None,
            frames: Vec::new(),
            bold: 0,
            bold_from: 0,
            links: Vec::new(),
            asides: Vec::new(),
            control_ids: Vec::new(),
            label_targets: Vec::new(),
            wrapping_label: None,
            beside: Vec::new(),
        }
    }

    // ---- structure ----

    /// Opens a paragraph, or whatever a paragraph is where it stands: an item's, a cell's, a definition's text.
    pub(super) fn open_paragraph(&mut self) {
        self.open_block(BlockKind::Paragraph);
    }

    /// Opens a heading of `level` 1 to 6.
    pub(super) fn open_heading(&mut self, level: u8) {
        self.open_block(BlockKind::Heading(level.clamp(1, 6)));
    }

    /// Opens a block that keeps its kind wherever it stands: a title, a label, a button, code.
    pub(super) fn open_block(&mut self, kind: BlockKind) {
        if self.open.is_some() {
            self.close_block();
        }
        let (kind, lead_in, named_by) = self.in_context(kind);
        self.open = Some(Open {
            kind,
            start: self.text.len(),
            lead_in,
            named_by,
            space: None,
            bold: 0,
            all: 0,
            heading: matches!(kind, BlockKind::Paragraph),
        });
    }

    /// Closes the block that text goes into; containers stay open.
    pub(super) fn close_block(&mut self) {
        let Some(open) = self.open.take().filter(|open| self.text.len() > open.start) else {
            // No words beside the boxes that were met here.
            let id = self.next_block();
            while self.beside.last().is_some_and(|(_, block)| *block == id) {
                self.beside.pop();
            }
            return;
        };
        let text = TextRange::new(open.start, self.text.len());
        let span = self.text.to_source(text);
        let id = self.next_block();
        let words = self.text.slice(text);
        let stands_as_heading = open.heading
            && open.bold == open.all
            && open.bold > 0
            && !words.ends_with(['.', ',', ';'])
            && words.split(' ').count() <= HEADING_WORDS
            && words.contains(char::is_alphabetic);
        let kind = if stands_as_heading { BlockKind::Heading(BOLD_HEADING) } else { open.kind };
        self.text.push_mark(BLOCK_BORDER, Span::new(span.end, span.end));
        if let BlockKind::Heading(level) = kind {
            self.open_section(id, level);
        }
        let section = SectionId(self.document.sections.len() as u32 - 1);
        let set_apart = self.frames.iter().any(|frame| matches!(frame, Frame::Quote));
        self.document.blocks.push(Block { kind, text, span, section, lead_in: open.lead_in, named_by: open.named_by, set_apart });
        self.document.sections[section.0 as usize].end = BlockId(id.0 + 1);
        self.note_in_table(id);
        if kind == BlockKind::Term
            && let Some(Frame::Definitions { term }) = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Definitions { .. }))
        {
            *term = Some(id);
        }
    }

    /// The id of the block that is open or, if none is, of the next.
    fn next_block(&self) -> BlockId {
        BlockId(self.document.blocks.len() as u32)
    }

    fn open_section(&mut self, heading: BlockId, level: u8) {
        let mut parent = Some(SectionId(self.document.sections.len() as u32 - 1));
        while let Some(id) = parent.filter(|id| self.document.sections[id.0 as usize].level >= level) {
            parent = self.document.sections[id.0 as usize].parent;
        }
        self.document.sections.push(Section { heading: Some(heading), level, parent, first: heading, end: heading });
    }

    /// The kind of a block that opens here, and what introduces and names it.
    fn in_context(&self, kind: BlockKind) -> (BlockKind, Option<BlockId>, [Option<BlockId>; 2]) {
        let (mut lead_in, mut named_by, mut inner) = (None, [None, None], None);
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match frame {
                Frame::Item { lead_in: by, .. } => {
                    lead_in = lead_in.or(*by);
                    inner = inner.or(Some(BlockKind::Item));
                }
                Frame::Definition { term, .. } => {
                    named_by = [*term, None];
                    inner = inner.or(Some(BlockKind::Definition));
                    break;
                }
                Frame::Cell { row, column, header, .. } => {
                    named_by = self.cell_names(index, *column, *header);
                    // A list inside a cell is still the cell's: its items are read under the column's header.
                    inner = inner.or(Some(BlockKind::Cell { row: *row, column: *column, header: *header }));
                    break;
                }
                _ => {}
            }
        }
        let kind = if kind == BlockKind::Paragraph { inner.unwrap_or(kind) } else { kind };
        (kind, lead_in, named_by)
    }

    fn close_frame(&mut self, is: impl Fn(&Frame) -> bool) {
        self.close_block();
        if let Some(index) = self.frames.iter().rposition(is) {
            self.frames.truncate(index);
        }
    }

    // ---- text ----

    /// Appends source bytes `start..end` as they stand, without the template tags in them.
    pub(super) fn verbatim(&mut self, start: u32, end: u32) {
        let mut at = start;
        let mut next = self.holes.partition_point(|hole| hole.span.end <= start);
        while let Some(hole) = self.holes.get(next).filter(|hole| hole.span.start < end) {
            let (span, expression, role) = (hole.span, hole.expression, hole.role);
            if span.start > at {
                self.plain(at, span.start);
            }
            // A tag that the parser cut in two is written once, with its first part.
            if span.start >= start {
                self.hole(span, expression, role);
            }
            at = at.max(span.end.min(end));
            next += 1;
        }
        if at < end {
            self.plain(at, end);
        }
    }

    fn plain(&mut self, start: u32, end: u32) {
        let source = self.source;
        let text = &source[start as usize..end as usize];
        let mut at = start;
        for c in text.chars() {
            let next = at + c.len_utf8() as u32;
            self.character(c, Span::new(at, next));
            at = next;
        }
    }

    fn hole(&mut self, span: Span, expression: Span, role: HoleRole) {
        let prints = matches!(role, HoleRole::Value | HoleRole::Lookup);
        if prints && (self.constant(span, expression) || self.printed_words(span, expression)) {
            return;
        }
        if prints {
            self.begin_text();
            self.text.push_mark(HOLE, span);
        }
    }

    /// Appends `text`, all of which stands for the source bytes of `span`: a decoded entity.
    pub(super) fn atom(&mut self, text: &str, span: Span) {
        for c in text.chars() {
            self.character(c, span);
        }
    }

    fn character(&mut self, c: char, span: Span) {
        if is_space(c) {
            self.space(span);
        } else if is_read(c) {
            self.begin_text();
            self.text.push_char(c, span);
        }
    }

    /// Notes white space, such as a soft line break, that stands for `span`.
    pub(super) fn space(&mut self, span: Span) {
        if let Some(open) = &mut self.open
            && self.text.len() > open.start
        {
            open.space = Some(open.space.map_or(span, |space| space.cover(span)));
        }
    }

    /// Opens a paragraph if need be and writes white space that is due.
    fn begin_text(&mut self) {
        if self.open.is_none() {
            self.open_paragraph();
        }
        let bold = self.bold > 0;
        if let Some(open) = &mut self.open {
            if let Some(space) = open.space.take() {
                self.text.push_mark(' ', space);
            }
            open.all += 1;
            open.bold += u32::from(bold);
        }
    }

    /// Begins strong emphasis.
    pub(super) fn open_bold(&mut self) {
        if self.bold == 0 {
            self.bold_from = self.text.len();
        }
        self.bold += 1;
    }

    /// Ends strong emphasis.
    pub(super) fn close_bold(&mut self) {
        let strong = TextRange::new(self.bold_from, self.text.len());
        if self.bold == 1 && !strong.is_empty() {
            self.document.strong.push(strong);
        }
        self.bold = self.bold.saturating_sub(1);
    }

    /// Notes a comment; `span` is the words between its marks.
    pub(super) fn comment(&mut self, span: Span) {
        self.document.comments.push(span);
    }

    /// Notes the bytes between the fences of the front matter.
    pub(super) fn front_matter(&mut self, span: Span) {
        self.document.front_matter = Some(span);
    }

    /// Notes something that could not be read as it was meant.
    pub(super) fn trouble(&mut self, span: Span, message: impl Into<String>) {
        self.document.troubles.push(Trouble { span, message: message.into() });
    }

    /// Notes a header of a mail.
    pub(super) fn header(&mut self, header: Header) {
        self.document.headers.push(header);
    }

    /// Begins a part of a mail: what is open ends, and no heading before it stands over it.
    pub(super) fn begin_part(&mut self, part: Part) {
        self.close_block();
        self.frames.clear();
        let first = self.next_block();
        if !self.document.parts.is_empty() {
            self.document.sections.push(Section { heading: None, level: 0, parent: None, first, end: first });
        }
        self.document.parts.push(part);
    }

    /// How deeply containers are nested: a parser stops opening more at its cap.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Closes everything and completes the document.
    pub(super) fn finish(mut self) -> Document {
        self.close_block();
        while !self.links.is_empty() {
            self.close_link(self.source.len() as u32);
        }
        self.bold = self.bold.min(1);
        self.close_bold();
        self.tie_labels();
        self.document.comments.extend(self.holes.iter().filter(|hole| hole.role == HoleRole::Comment).map(|hole| hole.expression));
        self.document.comments.sort_unstable();
        self.document.comments.dedup();
        self.document.sentences = sentence::split(&self.document.blocks, &self.text);
        self.tag_words();
        for pending in std::mem::take(&mut self.asides) {
            self.append_aside(&pending);
        }
        self.document.text = self.text;
        self.document.holes = self.holes;
        self.document
    }
}
