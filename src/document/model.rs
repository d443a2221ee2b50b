//! What a document is once it has been read: blocks, sections, sentences, links, controls and holes over one folded text.
//!
//! Everything textual is a [`TextRange`] of [`FoldedText`]; everything else refers to it by index. The model is read-only:
//! [`super::build::DocumentBuilder`] is the only way to make one.

use crate::document::fold::{FoldedText, TextRange};
use crate::source::{Format, Span};

/// Index of a block in [`Document::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// Index of a section in [`Document::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

/// Index of a sentence in [`Document::sentences`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// A document: one folded text and what its parts are.
#[derive(Clone, Debug)]
pub struct Document {
    /// How the source was read.
    pub format: Format,
    /// The text a reader sees, with the map back to the source.
    pub text: FoldedText,
    /// In reading order; their text ranges do not overlap.
    pub blocks: Vec<Block>,
    /// In reading order; the first is what stands before any heading.
    pub sections: Vec<Section>,
    /// In reading order.
    pub sentences: Vec<Sentence>,
    /// What is in bold, in reading order.
    pub strong: Vec<TextRange>,
    /// Texts outside the flow of reading: link targets, alternative texts. In the order of their text.
    pub asides: Vec<Aside>,
    /// Links, in reading order.
    pub links: Vec<Link>,
    /// Form controls, in reading order.
    pub controls: Vec<Control>,
    /// Template tags, in source order.
    pub holes: Vec<Hole>,
    /// Comments of the host language and of the template layer, in source order: the words between the markers.
    pub comments: Vec<Span>,
    /// The bytes between the fences of a front matter, if there is one.
    pub front_matter: Option<Span>,
    /// The headers of a mail, in source order.
    pub headers: Vec<Header>,
    /// The parts of a mail that hold text, in source order.
    pub parts: Vec<Part>,
    /// What went wrong while reading, without stopping it.
    pub troubles: Vec<Trouble>,
}

/// Something in the source that could not be read as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where.
    pub span: Span,
    /// What, in lower case and without a full stop.
    pub message: String,
}

/// A header of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name, in lower case.
    pub name: String,
    /// Its value on one line, decoded.
    pub value: String,
    /// Its value in the source.
    pub span: Span,
}

/// A part of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its body in the source.
    pub span: Span,
    /// The group of parts of which a reader is shown one, and its place among them (RFC 2046, 5.1.4); none if it is always shown.
    pub alternative: Option<(u32, u32)>,
    /// Whether its text stands in the file as it is read.
    pub is_as_written: bool,
}

/// A run of text that belongs together: no phrase and no sentence crosses its border.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words.
    pub text: TextRange,
    /// The source from its first to its last word.
    pub span: Span,
    /// The section it stands in; a heading stands in the section that it opens.
    pub section: SectionId,
    /// The block that introduces it: "We share your data with:" before a list, or the item that holds a nested list.
    pub lead_in: Option<BlockId>,
    /// What names it: the header of its column, the first cell of its row, the term that it defines.
    pub named_by: [Option<BlockId>; 2],
    /// Whether it is set apart from the text around it: in a call-out or a block quote.
    pub set_apart: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title of the document (`<title>`, `title:` of a front matter): about the text, not part of it.
    Title,
    /// A heading of level 1 to 6, or 7 for a short paragraph in bold that stands as one.
    Heading(u8),
    /// A paragraph, or any other run of text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A table cell; 0-based.
    Cell {
        /// Row in its table.
        row: u32,
        /// Column in its table, spans counted.
        column: u32,
        /// Whether it is a header.
        header: bool,
    },
    /// The term of a definition list.
    Term,
    /// The definition of a term.
    Definition,
    /// The label of a form control.
    Label,
    /// The words on a button.
    Button,
    /// Preformatted text or code.
    Code,
}

impl BlockKind {
    /// Whether the block is read as running text, so that lints ask about it by itself.
    #[must_use]
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Title | Self::Heading(_) | Self::Cell { header: true, .. } | Self::Term | Self::Code)
    }
}

/// A heading and what stands directly under it.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading; none for what stands before the first heading.
    pub heading: Option<BlockId>,
    /// Level of the heading; 0 without one.
    pub level: u8,
    /// The section that this one is part of.
    pub parent: Option<SectionId>,
    /// First of its blocks, the heading included.
    pub first: BlockId,
    /// One past the last of its blocks; the blocks of sub-sections are not among them.
    pub end: BlockId,
}

/// A sentence, or what stands for one: a heading, a cell, an item without a full stop.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its words.
    pub text: TextRange,
    /// The block it stands in.
    pub block: BlockId,
    /// The sentence that introduces it.
    pub lead_in: Option<SentenceId>,
}

/// A text beside the flow of reading. Its words lie behind those of all blocks in the folded text.
#[derive(Clone, Copy, Debug)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// Its words.
    pub text: TextRange,
    /// The source it was read from.
    pub span: Span,
    /// The sentence that it belongs to.
    pub sentence: Option<SentenceId>,
}

/// What an aside is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsideKind {
    /// The target of a link.
    Target,
    /// A text shown in place of an image, on hovering, or in an empty field.
    Alternative,
    /// The words of a template tag's expression: `unsubscribe url` of `{{ unsubscribe_url }}`. No reader sees them.
    Tag,
    /// The name of the sender in a header of a mail, which readers see beside its subject.
    Header,
}

/// A link.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Its words.
    pub text: TextRange,
    /// Its target, as an aside's text.
    pub target: TextRange,
    /// The source from the first to the last byte of the link, its marks included.
    pub span: Span,
    /// The sentence in which it begins.
    pub sentence: Option<SentenceId>,
}

/// A form control.
#[derive(Clone, Debug)]
pub struct Control {
    /// Its type: `checkbox`, `radio`, `email`, `textarea`, `select`...
    pub kind: String,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is ticked when the form is shown.
    pub checked: Checked,
    /// Whether it must be filled in.
    pub required: bool,
    /// The block that is its label.
    pub label: Option<BlockId>,
    /// Its tag.
    pub span: Span,
}

/// Whether a box is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Ticked.
    Yes,
    /// Not ticked.
    No,
    /// A template decides when the page is made.
    Unknown,
}

/// A template tag: what it prints is not in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The whole tag.
    pub span: Span,
    /// What stands between its marks.
    pub expression: Span,
    /// What it does.
    pub role: HoleRole,
}

/// What a template tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoleRole {
    /// Prints a value.
    Value,
    /// Prints text that is kept elsewhere: a translation key.
    Lookup,
    /// Prints another file, or the body of a layout.
    Include,
    /// Opens a branch, a loop or a block, or does something without printing.
    Code,
    /// Says something to the authors of the template.
    Comment,
}

impl Document {
    /// The part of a mail that holds byte `at` of the source.
    #[must_use]
    pub fn part_at(&self, at: u32) -> Option<&Part> {
        let after = self.parts.partition_point(|part| part.span.start <= at);
        after.checked_sub(1).and_then(|index| self.parts.get(index)).filter(|part| at < part.span.end)
    }

    /// The header of a mail of this name, which is in lower case; the first if there are several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|header| header.name == name)
    }

    /// The block with this index.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// The section with this index.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// The sentence with this index.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }

    /// The sentence that holds byte `at` of the folded text; for an aside, the sentence that it belongs to.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> Option<SentenceId> {
        if let Some(aside) = self.aside_at(at) {
            return aside.sentence;
        }
        let after = self.sentences.partition_point(|sentence| sentence.text.start <= at);
        let index = after.checked_sub(1)?;
        (at < self.sentences[index].text.end).then_some(SentenceId(index as u32))
    }

    /// The aside that holds byte `at` of the folded text, if that lies behind the running text.
    #[must_use]
    pub fn aside_at(&self, at: u32) -> Option<&Aside> {
        let after = self.asides.partition_point(|aside| aside.text.start <= at);
        after.checked_sub(1).map(|index| &self.asides[index])
    }

    /// The headings above a section, the nearest first, its own among them.
    pub fn headings(&self, section: SectionId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(section), |&id| self.section(id).parent).filter_map(|id| self.section(id).heading)
    }

    /// Whether a sentence stands out: it is in bold from end to end, or set apart with its block. An item of a list does not, for it
    /// stands among its like.
    #[must_use]
    pub fn stands_out(&self, id: SentenceId) -> bool {
        let sentence = self.sentence(id);
        let block = self.block(sentence.block);
        let after = self.strong.partition_point(|strong| strong.start <= sentence.text.start);
        let in_bold = after.checked_sub(1).is_some_and(|index| self.strong[index].contains(sentence.text));
        block.kind != BlockKind::Item && (block.set_apart || in_bold)
    }

    /// What the document is called: its first heading of the highest level, else its title.
    #[must_use]
    pub fn name(&self) -> Option<BlockId> {
        let level = |block: &Block| match block.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        let highest = self.blocks.iter().filter_map(level).min();
        let found = match highest {
            Some(highest) => self.blocks.iter().position(|block| level(block) == Some(highest)),
            None => self.blocks.iter().position(|block| block.kind == BlockKind::Title),
        };
        found.map(|index| BlockId(index as u32))
    }
}
