//! The block that a comment stands before, and what that introduces.

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::source::{SourceFile, Span};
use std::collections::HashMap;

/// The blocks of a document, found by where they stand in the source.
pub(super) struct Blocks<'a> {
    source: &'a SourceFile,
    document: &'a Document,
    /// By where they begin.
    order: Vec<BlockId>,
    /// The place of each block in that order.
    places: Vec<usize>,
    /// The last block that each introduces, itself at least.
    reach: Vec<usize>,
    /// Where what blocks introduce ends, as far as it has been asked.
    ends: HashMap<BlockId, u32>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(source: &'a SourceFile, document: &'a Document) -> Self {
        let count = document.blocks.len();
        let mut order: Vec<BlockId> = (0..count as u32).map(BlockId).collect();
        order.sort_by_key(|&id| (document.block(id).span.start, id));
        let mut places = vec![0; count];
        for (place, id) in order.iter().enumerate() {
            places[id.0 as usize] = place;
        }
        // What a block introduces comes behind it, so that from the last to the first each is complete when it is asked for.
        let mut reach: Vec<usize> = (0..count).collect();
        for (index, block) in document.blocks.iter().enumerate().rev() {
            let is_term = |id: &BlockId| document.block(*id).kind == BlockKind::Term;
            let terms = block.named_by.into_iter().flatten().filter(is_term);
            for by in block.lead_in.into_iter().chain(terms).map(|id| id.0 as usize).filter(|&by| by < index) {
                reach[by] = reach[by].max(reach[index]);
            }
        }
        Self { source, document, order, places, reach, ends: HashMap::new() }
    }

    /// The bytes that a comment speaks of: those of the block it stands in, else of the next, and of what that introduces. None if
    /// there is no such block, or if it stands in another file than a comment of a file that is included.
    pub(super) fn after(&mut self, comment: Span) -> Option<Span> {
        let next = self.order.partition_point(|&id| self.document.block(id).span.start < comment.end);
        let before = next.checked_sub(1).map(|place| self.order[place]);
        let around = before.filter(|&id| self.document.block(id).span.end >= comment.end);
        let id = around.or_else(|| self.order.get(next).copied())?;
        let file = |span| std::ptr::from_ref(self.source.locate(span).0);
        if !self.source.is_own(comment) && file(comment) != file(self.document.block(id).span) {
            return None;
        }
        let start = match self.places[id.0 as usize].checked_sub(1) {
            _ if around.is_none() => comment.end,
            Some(place) => self.document.block(self.order[place]).span.end.min(self.document.block(id).span.start),
            None => 0,
        };
        let end = self.end(id);
        Some(Span::new(start, end.max(start)))
    }

    /// Where the next block begins behind all that `id` introduces: what stands beside the words of a block belongs to it.
    fn end(&mut self, id: BlockId) -> u32 {
        if let Some(&end) = self.ends.get(&id) {
            return end;
        }
        let last = self.last(id);
        let place = (id.0 as usize..=last).map(|index| self.places[index]).max().unwrap_or_default();
        let next = self.order.get(place + 1).map(|&next| self.document.block(next).span.start);
        let end = next.unwrap_or(self.source.text().len() as u32 + 1);
        self.ends.insert(id, end);
        end
    }

    /// The last block that belongs to what `id` introduces: a heading its text, a first cell its table, the first of a row its row.
    fn last(&self, id: BlockId) -> usize {
        let index = id.0 as usize;
        let block = self.document.block(id);
        let section = self.document.section(block.section);
        match block.kind {
            BlockKind::Heading(_) if section.first == id => (section.end.0 as usize).saturating_sub(1).max(index),
            BlockKind::Cell { row, .. } => {
                let before = index.checked_sub(1).map(|before| &self.document.blocks[before]);
                let is_first = |in_row: bool| !before.is_some_and(|before| belongs(before, (row, 0), in_row));
                match (row == 0 && is_first(false), is_first(true)) {
                    (true, _) => self.while_in_table(index, (row, 0), false),
                    (_, true) => self.while_in_table(index, (row, 0), true),
                    _ => self.reach[index],
                }
            }
            _ => self.reach[index],
        }
    }

    /// The last of the blocks behind `index` in the same table, or in the same row of it.
    fn while_in_table(&self, index: usize, mut at: (u32, u32), in_row: bool) -> usize {
        let mut last = index;
        for (next, block) in self.document.blocks.iter().enumerate().skip(index + 1) {
            if !belongs(block, at, in_row) {
                break;
            }
            if let BlockKind::Cell { row, column, .. } = block.kind {
                at = (row, column);
            }
            last = next;
        }
        last
    }
}

/// Whether a block stands in a table at or behind row and column `at`, or in the same row: as a cell, or in one.
fn belongs(block: &Block, at: (u32, u32), in_row: bool) -> bool {
    match block.kind {
        BlockKind::Cell { row, column, .. } => (row, column) >= at && (!in_row || row == at.0),
        BlockKind::Term | BlockKind::Definition | BlockKind::Heading(_) => false,
        _ => block.named_by.iter().any(Option::is_some),
    }
}
