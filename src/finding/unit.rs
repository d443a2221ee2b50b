//! Units of text: what a condition is asked about, and what surrounds it.

use crate::document::{Block, BlockId, BlockKind, Document, SentenceId};
use crate::lint::{Profile, Within};
use crate::vocabulary::Hits;
use std::collections::HashMap;
use std::ops::Range;

/// How many nested lists above an item still introduce it: more than anybody writes, and a bound for what nobody does.
const LEAD_INS: usize = 4;

/// A document with everything that conditions ask about.
pub(super) struct View<'a> {
    pub(super) document: &'a Document,
    pub(super) hits: &'a Hits,
    pub(super) profile: &'a Profile,
    /// The sentences of each block.
    sentences_of: Vec<Range<u32>>,
    /// The sentences that each sentence introduces.
    introduced: HashMap<SentenceId, Vec<SentenceId>>,
    /// The form controls of which each block is the label.
    labelled: HashMap<BlockId, Vec<ControlId>>,
}

/// Index of a form control in [`Document::controls`].
pub(super) type ControlId = usize;

/// A unit of text, by the sentences that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its own sentences, in order.
    pub(super) own: Range<u32>,
    /// Whether headings among them count, as they do for the document as a whole.
    pub(super) headings: bool,
    pub(super) within: UnitKind,
}

/// Which unit a [`Unit`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// A sentence or a block, seen with its lead-in.
    Part,
    /// A section or the document.
    Whole,
}

impl Unit {
    /// Its first sentence.
    pub(super) fn first(&self) -> SentenceId {
        SentenceId(self.own.start)
    }
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document, hits: &'a Hits, profile: &'a Profile) -> Self {
        let mut sentences_of: Vec<Range<u32>> = vec![0..0; document.blocks.len()];
        let mut introduced: HashMap<SentenceId, Vec<SentenceId>> = HashMap::new();
        for (index, sentence) in document.sentences.iter().enumerate() {
            let index = index as u32;
            let range: &mut Range<u32> = &mut sentences_of[sentence.block.0 as usize];
            if range.start == range.end {
                *range = index..index + 1;
            } else {
                range.end = index + 1;
            }
            if let Some(lead_in) = sentence.lead_in {
                introduced.entry(lead_in).or_default().push(SentenceId(index));
            }
        }
        let mut labelled: HashMap<BlockId, Vec<ControlId>> = HashMap::new();
        for (index, control) in document.controls.iter().enumerate() {
            if let Some(label) = control.label {
                labelled.entry(label).or_default().push(index);
            }
        }
        Self { document, hits, profile, sentences_of, introduced, labelled }
    }

    /// The form controls whose label holds `sentence`.
    pub(super) fn labelled_by(&self, sentence: SentenceId) -> &[ControlId] {
        self.labelled.get(&self.document.sentence(sentence).block).map_or(&[], Vec::as_slice)
    }

    fn block_of(&self, sentence: SentenceId) -> &'a Block {
        self.document.block(self.document.sentence(sentence).block)
    }

    /// Whether a sentence is running text, so that a unit may begin with it.
    pub(super) fn is_body(&self, sentence: SentenceId) -> bool {
        self.block_of(sentence).kind.is_body()
    }

    /// Whether the words of a sentence in `unit` count as the unit's. What names a column or a definition is no text by itself, but
    /// part of a section.
    pub(super) fn counts(&self, unit: &Unit, sentence: SentenceId) -> bool {
        match (unit.within, self.block_of(sentence).kind) {
            _ if unit.headings => true,
            (UnitKind::Whole, BlockKind::Term | BlockKind::Cell { .. }) => true,
            (_, kind) => kind.is_body(),
        }
    }

    pub(super) fn sentences_of(&self, block: BlockId) -> Range<u32> {
        self.sentences_of[block.0 as usize].clone()
    }

    /// The unit of this size that holds `sentence`; none if the sentence is not running text.
    pub(super) fn unit(&self, sentence: SentenceId, within: Within) -> Option<Unit> {
        if !self.is_body(sentence) {
            return None;
        }
        let part = |own| Unit { own, headings: false, within: UnitKind::Part };
        let block = self.document.sentence(sentence).block;
        Some(match within {
            Within::Sentence => part(sentence.0..sentence.0 + 1),
            Within::Block => part(self.sentences_of(block)),
            Within::Section => {
                let section = self.document.section(self.document.block(block).section);
                let last = BlockId(section.end.0 - 1);
                Unit { own: self.sentences_of(section.first).start..self.sentences_of(last).end, headings: false, within: UnitKind::Whole }
            }
            Within::Document => Unit { headings: false, ..self.whole() },
        })
    }

    /// The document as one unit, its headings among it.
    pub(super) fn whole(&self) -> Unit {
        Unit { own: 0..self.document.sentences.len() as u32, headings: true, within: UnitKind::Whole }
    }

    /// The sentences that introduce a sentence, the nearest first.
    pub(super) fn lead_ins(&self, sentence: SentenceId) -> impl Iterator<Item = SentenceId> + '_ {
        std::iter::successors(self.document.sentence(sentence).lead_in, |&id| self.document.sentence(id).lead_in).take(LEAD_INS)
    }

    /// A sentence and everything it introduces.
    pub(super) fn with_introduced(&self, sentence: SentenceId, out: &mut Vec<SentenceId>) {
        self.collect_introduced(sentence, LEAD_INS, out);
    }

    fn collect_introduced(&self, sentence: SentenceId, depth: usize, out: &mut Vec<SentenceId>) {
        out.push(sentence);
        for &item in self.introduced.get(&sentence).into_iter().flatten().filter(|_| depth > 0) {
            self.collect_introduced(item, depth - 1, out);
        }
    }

    /// The blocks that say what a unit is about: what names its column, row or definition, and the headings above it.
    pub(super) fn context(&self, unit: &Unit) -> impl Iterator<Item = BlockId> + '_ {
        let block = self.block_of(SentenceId(unit.own.start));
        block.named_by.iter().flatten().copied().chain(self.document.headings(block.section))
    }
}
