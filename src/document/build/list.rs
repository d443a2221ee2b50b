//! Lists, definitions and quotations, and what introduces them.

use super::{DocumentBuilder, Frame};
use crate::document::model::{BlockId, BlockKind};
use crate::document::sentence;

impl DocumentBuilder<'_> {
    /// Opens a list; the block before it introduces it if it reads like that.
    pub(in crate::document) fn open_list(&mut self) {
        self.close_block();
        let lead_in = self.introduction();
        self.frames.push(Frame::List { lead_in });
    }

    /// Closes the innermost list.
    pub(in crate::document) fn close_list(&mut self) {
        self.close_frame(|frame| matches!(frame, Frame::List { .. }));
    }

    /// Opens an item of the innermost list, closing the item before it.
    pub(in crate::document) fn open_item(&mut self) {
        self.close_block();
        let list = self.frames.iter().rposition(|frame| matches!(frame, Frame::List { .. } | Frame::Table(_)));
        let lead_in = match list.map(|index| &self.frames[index]) {
            Some(Frame::List { lead_in }) => *lead_in,
            _ => None,
        };
        if let Some(index) = list.filter(|&index| matches!(self.frames[index], Frame::List { .. })) {
            self.frames.truncate(index + 1);
        }
        self.frames.push(Frame::Item { lead_in, blocks_before: self.document.blocks.len() });
    }

    /// Closes the innermost item.
    pub(in crate::document) fn close_item(&mut self) {
        self.close_frame(|frame| matches!(frame, Frame::Item { .. }));
    }

    /// Opens a definition list.
    pub(in crate::document) fn open_definitions(&mut self) {
        self.close_block();
        self.frames.push(Frame::Definitions { term: None });
    }

    /// Closes the innermost definition list.
    pub(in crate::document) fn close_definitions(&mut self) {
        self.close_frame(|frame| matches!(frame, Frame::Definitions { .. }));
    }

    /// Opens a term of a definition list, closing the term or definition before it.
    pub(in crate::document) fn open_term(&mut self) {
        self.close_definition();
        self.open_block(BlockKind::Term);
    }

    /// Opens a definition of the last term, closing the term or definition before it.
    pub(in crate::document) fn open_definition(&mut self) {
        self.close_definition();
        let term = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Definitions { term } => Some(*term),
            _ => None,
        });
        self.frames.push(Frame::Definition { term: term.flatten(), blocks_before: self.document.blocks.len() });
    }

    /// Closes the term or definition that is open.
    pub(in crate::document) fn close_definition(&mut self) {
        self.close_block();
        let inner = self.frames.iter().rposition(|frame| matches!(frame, Frame::Definitions { .. } | Frame::Definition { .. }));
        if let Some(index) = inner.filter(|&index| matches!(self.frames[index], Frame::Definition { .. })) {
            self.frames.truncate(index);
        }
    }

    /// Opens a quotation or a call-out: what is set apart from the text around it.
    pub(in crate::document) fn open_quote(&mut self) {
        self.close_block();
        self.frames.push(Frame::Quote);
    }

    /// Closes the innermost quotation or call-out.
    pub(in crate::document) fn close_quote(&mut self) {
        self.close_frame(|frame| matches!(frame, Frame::Quote));
    }

    /// The block just closed, if it stands in the same item or cell as the list that opens, and reads as its introduction.
    fn introduction(&self) -> Option<BlockId> {
        let last = self.document.blocks.last()?;
        let before = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Item { blocks_before, .. } | Frame::Definition { blocks_before, .. } | Frame::Cell { blocks_before, .. } => {
                Some(*blocks_before)
            }
            _ => None,
        });
        let is_inside = self.document.blocks.len() > before.unwrap_or(0);
        let introduces = matches!(last.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell { .. } | BlockKind::Definition)
            && sentence::introduces(self.text.slice(last.text));
        (is_inside && introduces).then(|| BlockId(self.document.blocks.len() as u32 - 1))
    }
}
