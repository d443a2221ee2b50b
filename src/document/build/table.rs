//! Tables: which column and row a cell stands in, and what names it.

use super::{DocumentBuilder, Frame};
use crate::document::model::{BlockId, BlockKind};
use std::collections::HashMap;

/// A table: the header of each column, and the cells that reach down into later rows.
#[derive(Default)]
pub(super) struct Table {
    row: u32,
    /// By column, of which there may be many more than cells.
    headers: HashMap<u32, BlockId>,
    /// By column.
    reaching: Vec<Reaching>,
    columns: u32,
    has_header: bool,
    holds_another: bool,
    /// The blocks that stand in its cells, and not in those of a table inside it.
    blocks: Vec<BlockId>,
}

/// A cell that spans rows.
struct Reaching {
    column: u32,
    columns: u32,
    /// One past its last row.
    end: u32,
    block: Option<BlockId>,
}

/// A row: its next free column, its first cell, and its header cells for as long as it has no other cells with words.
#[derive(Default)]
pub(super) struct Row {
    column: u32,
    /// How many of the cells that reach down into it end before that column.
    passed: usize,
    first: Option<BlockId>,
    headers: Vec<(u32, BlockId)>,
    /// Its cells that reach down into later rows.
    reaching: Vec<Reaching>,
    has_data: bool,
    /// Rows that the cell which is open spans, and columns.
    spans: (u32, u32),
}

impl Table {
    fn is_layout(&self) -> bool {
        !self.has_header && (self.columns <= 1 || self.holds_another)
    }
}

impl DocumentBuilder<'_> {
    /// Opens a table.
    pub(in crate::document) fn open_table(&mut self) {
        self.close_block();
        if let Some(index) = self.innermost_table()
            && let Some(Frame::Table(outer)) = self.frames.get_mut(index)
        {
            outer.holds_another = true;
        }
        self.frames.push(Frame::Table(Table::default()));
    }

    /// Closes the innermost table. One without headers that has a single column, or holds another table, only lays out the page:
    /// what stands in it are paragraphs.
    pub(in crate::document) fn close_table(&mut self) {
        self.close_row();
        self.close_block();
        let Some(index) = self.innermost_table() else { return };
        let table = self.frames.drain(index..).next();
        let Some(Frame::Table(table)) = table.filter(|table| matches!(table, Frame::Table(table) if table.is_layout())) else { return };
        for id in table.blocks {
            let block = &mut self.document.blocks[id.0 as usize];
            block.named_by = [None, None];
            if matches!(block.kind, BlockKind::Cell { .. }) {
                block.kind = BlockKind::Paragraph;
            }
        }
    }

    /// Notes a block that closed in a cell of the innermost table.
    pub(super) fn note_in_table(&mut self, id: BlockId) {
        let named = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Table(_) | Frame::Definition { .. }));
        if let Some(Frame::Table(table)) = named {
            table.blocks.push(id);
        }
    }

    /// Opens a row of the innermost table, closing the row before it.
    pub(in crate::document) fn open_row(&mut self) {
        self.close_row();
        if let Some(index) = self.innermost_table() {
            self.frames.truncate(index + 1);
            self.frames.push(Frame::Row(Row::default()));
        }
    }

    /// Closes the row that is open in the innermost table.
    pub(in crate::document) fn close_row(&mut self) {
        self.close_cell();
        let Some(table) = self.innermost_table() else { return };
        if !matches!(self.frames.get(table + 1), Some(Frame::Row(_))) {
            return;
        }
        self.close_block();
        let row = self.frames.drain(table + 1..).next();
        let (Some(Frame::Row(row)), Some(Frame::Table(table))) = (row, self.frames.last_mut()) else { return };
        table.row += 1;
        table.reaching.retain(|cell| cell.end > table.row);
        if !row.reaching.is_empty() {
            table.reaching.extend(row.reaching);
            table.reaching.sort_by_key(|cell| cell.column);
        }
        // Headers beside data name their row, not their column.
        table.headers.extend(row.headers.into_iter().filter(|_| !row.has_data));
    }

    /// Opens a cell of the innermost row that spans `columns`, closing the cell before it.
    pub(in crate::document) fn open_cell(&mut self, header: bool, columns: u32) {
        self.open_spanning_cell(header, columns, 1);
    }

    /// Opens a cell that spans `columns` and `rows`.
    pub(in crate::document) fn open_spanning_cell(&mut self, header: bool, columns: u32, rows: u32) {
        self.close_cell();
        let Some(index) = self.innermost_table() else { return };
        if !matches!(self.frames.get(index + 1), Some(Frame::Row(_))) {
            self.open_row();
        }
        self.close_block();
        self.frames.truncate(index + 2);
        let blocks_before = self.document.blocks.len();
        let Some([Frame::Table(table), Frame::Row(row)]) = self.frames.get_mut(index..) else { return };
        while let Some(above) = table.reaching.get(row.passed).filter(|cell| cell.column <= row.column) {
            if row.column < above.column + above.columns {
                row.first = row.first.or(above.block.filter(|_| above.column == 0));
                row.column = above.column + above.columns;
            }
            row.passed += 1;
        }
        let (number, column) = (table.row, row.column);
        row.spans = (rows.clamp(1, 1000), columns.clamp(1, 1000));
        row.column = column.saturating_add(row.spans.1);
        self.frames.push(Frame::Cell { row: number, column, header, blocks_before });
    }

    /// Closes the cell that is open in the innermost table.
    pub(in crate::document) fn close_cell(&mut self) {
        let Some(index) = self.innermost_table() else { return };
        if !matches!(self.frames.get(index + 2), Some(Frame::Cell { .. })) {
            return;
        }
        self.close_block();
        let cell = self.frames.drain(index + 2..).next();
        let Some(Frame::Cell { row: number, column, header, blocks_before }) = cell else { return };
        let block = (blocks_before < self.document.blocks.len()).then_some(BlockId(blocks_before as u32));
        let Some([Frame::Table(table), Frame::Row(row)]) = self.frames.get_mut(index..) else { return };
        table.has_header |= header;
        table.columns = table.columns.max(row.column);
        if column == 0 {
            row.first = block;
        }
        match block {
            Some(block) if header => row.headers.push((column, block)),
            Some(_) => row.has_data = true,
            None => {}
        }
        let (rows, columns) = row.spans;
        if rows > 1 {
            row.reaching.push(Reaching { column, columns, end: number + rows, block });
        }
    }

    pub(super) fn cell_names(&self, cell: usize, column: u32, header: bool) -> [Option<BlockId>; 2] {
        let mut names = [None, None];
        for frame in self.frames[..cell].iter().rev() {
            match frame {
                Frame::Row(row) if column > 0 && !header => names[1] = row.first,
                Frame::Table(table) => {
                    names[0] = table.headers.get(&column).copied();
                    break;
                }
                _ => {}
            }
        }
        names
    }

    fn innermost_table(&self) -> Option<usize> {
        self.frames.iter().rposition(|frame| matches!(frame, Frame::Table(_)))
    }
}
