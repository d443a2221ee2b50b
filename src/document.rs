//! Text: a source becomes a [`Document`], one folded text whose every byte leads back to the source, with its structure.

mod build;
mod fold;
mod model;
mod parse;
mod sentence;

pub use fold::{BLOCK_BORDER, FoldedText, HOLE, TextRange, count_words, folded};
pub use model::{
    Aside, AsideKind, Block, BlockId, BlockKind, Checked, Control, Document, Header, Hole, HoleRole, Link, Part, Section, SectionId,
    Sentence, SentenceId, Trouble,
};
pub use parse::{Included, include, is_frame, parse};
