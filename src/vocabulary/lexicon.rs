//! All literals of all phrases as one trie over tokens, laid out in one run of bytes.
//!
//! The phrases of the program's own vocabulary are laid out when the program is built, so that it starts without reading one of them;
//! those of a user's own are laid out by the same code when they have been read. Nothing is unpacked: every number is read from
//! the bytes where it is needed. The layout is an order of sections (see [`Section`]) behind a head of their lengths, all of them
//! little-endian `u32`, and then the letters of tokens and exact words.

mod layout;
mod token;

pub(crate) use layout::{Builder, Spelled};
pub(super) use token::{Token, Tokens};

use std::borrow::Cow;
use token::{hash_start, hash_step};

/// What kind of edge leads to a node: added to four times the number of a token this makes its label.
pub(super) const WHOLE: u32 = 0;
/// Added to the kind if a space stands before the token.
pub(super) const SPACED: u32 = 1;
/// The token of the text begins with that of the edge.
pub(super) const STEM: u32 = 2;

/// The node at which every literal begins.
pub(super) const ROOT: u32 = 0;

/// The sections, in the order in which they are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    /// Where the letters of each token begin, and where those of the last end.
    TokenStarts,
    /// A hash table of tokens: 0, or one more than twice the number of a token, one more still if it is a stem.
    Buckets,
    /// For each label the node that it leads to from the root; 0 if none.
    Roots,
    /// For each node the label of the edge that leads to it, in order among the children of one node.
    Labels,
    /// For each node where its children begin; they follow each other.
    Children,
    /// For each node where its targets begin.
    TargetStarts,
    /// Twice the number of a slot, and one more if the last word may have any ending.
    Targets,
    /// Four numbers for each slot; see [`SlotInfo`].
    Slots,
    /// For each concept where the slots begin that it fills.
    FillingStarts,
    /// Slots that a concept fills.
    Fillings,
    /// Where the letters of each exact word begin, and where those of the last end.
    ExactStarts,
}

const SECTIONS: usize = 11;

/// Numbers in the head: the lengths of the sections, those of both runs of letters, and that of the longest token.
const HEAD: usize = SECTIONS + 3;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lexicon {
    bytes: Cow<'static, [u8]>,
    /// Where each section begins, in bytes.
    starts: [usize; SECTIONS],
    /// Where the letters of tokens begin, and those of exact words.
    letters: [usize; 2],
    buckets: u32,
    concepts: u32,
    longest: usize,
}

/// One slot of one variant of one phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about a slot")]
pub(crate) struct SlotInfo {
    pub(crate) concept: u32,
    /// The number of its phrase in the concept.
    pub(crate) phrase: u16,
    /// Whether the phrase cancels the concept's hits instead of making one.
    pub(crate) cancels: bool,
    /// How many slots of its phrase stand before it, and after it.
    pub(crate) before: u8,
    pub(crate) after: u8,
    /// Whether a phrase may begin with it, and end with it.
    pub(crate) begins: bool,
    pub(crate) ends: bool,
    /// How many words may stand between the slot before and this one.
    pub(crate) gap: u8,
    pub(crate) optional: bool,
    /// The number of the exact word that the text must agree with in its capitals, if any.
    pub(crate) exact: Option<u32>,
}

impl SlotInfo {
    fn pack(self) -> [u32; 4] {
        let flags = [self.cancels, self.begins, self.ends, self.optional];
        let flags = flags.iter().enumerate().fold(0, |all, (bit, &flag)| all | u32::from(flag) << bit);
        let sides = u32::from(self.before) | u32::from(self.after) << 8;
        [self.concept, u32::from(self.phrase) | u32::from(self.gap) << 16 | flags << 24, sides, self.exact.map_or(0, |exact| exact + 1)]
    }

    fn unpack([concept, what, sides, exact]: [u32; 4]) -> Self {
        let flag = |bit: u32| what >> (24 + bit) & 1 == 1;
        Self {
            concept,
            phrase: what as u16,
            gap: (what >> 16) as u8,
            cancels: flag(0),
            begins: flag(1),
            ends: flag(2),
            optional: flag(3),
            before: sides as u8,
            after: (sides >> 8) as u8,
            exact: exact.checked_sub(1),
        }
    }
}

impl Default for Lexicon {
    /// That of no phrases.
    fn default() -> Self {
        Self { bytes: Cow::Borrowed(&[]), starts: [0; SECTIONS], letters: [0; 2], buckets: 1, concepts: 0, longest: 0 }
    }
}

impl Lexicon {
    /// Reads a layout; none if the bytes are not one.
    pub(crate) fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let bytes = bytes.into();
        let head: Vec<usize> = (0..HEAD).map(|index| number(&bytes, index * 4).map(|n| n as usize)).collect::<Option<_>>()?;
        let mut at = HEAD * 4;
        let mut next = |length: usize| {
            let start = at;
            at = at.checked_add(length)?;
            Some(start)
        };
        let mut starts = [0; SECTIONS];
        for (start, &length) in starts.iter_mut().zip(&head) {
            *start = next(length.checked_mul(4)?)?;
        }
        let letters = [next(head[SECTIONS])?, next(head[SECTIONS + 1])?];
        let buckets = head[Section::Buckets as usize];
        let concepts = head[Section::FillingStarts as usize].checked_sub(1)?;
        let whole = at == bytes.len() && buckets.is_power_of_two();
        whole.then_some(Self { bytes, starts, letters, buckets: buckets as u32, concepts: concepts as u32, longest: head[SECTIONS + 2] })
    }

    /// How many concepts it was made of.
    pub(crate) fn concepts(&self) -> usize {
        self.concepts as usize
    }

    fn get(&self, section: Section, index: u32) -> u32 {
        number(&self.bytes, self.starts[section as usize] + index as usize * 4).unwrap_or(0)
    }

    fn bounds(&self, section: Section, index: u32) -> std::ops::Range<u32> {
        self.get(section, index)..self.get(section, index + 1)
    }

    fn letters(&self, run: usize, starts: Section, index: u32) -> &[u8] {
        let range = self.bounds(starts, index);
        let (start, end) = (self.letters[run] + range.start as usize, self.letters[run] + range.end as usize);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The number of `token`, and, through `stem`, the numbers and lengths (bytes) of all stems that it begins with, itself among them.
    pub(super) fn find(&self, token: &str, mut stem: impl FnMut(u32, u32)) -> Option<u32> {
        let mut hash = hash_start();
        let mut found = None;
        for (index, &byte) in token.as_bytes().iter().take(self.longest).enumerate() {
            hash = hash_step(hash, byte);
            found = self.bucket(hash, &token.as_bytes()[..=index]);
            if let Some((id, true)) = found {
                stem(id, index as u32 + 1);
            }
        }
        found.filter(|_| token.len() <= self.longest).map(|(id, _)| id)
    }

    /// The token with these letters, and whether it is a stem.
    fn bucket(&self, hash: u32, letters: &[u8]) -> Option<(u32, bool)> {
        let mut at = hash & (self.buckets - 1);
        loop {
            let entry = self.get(Section::Buckets, at).checked_sub(1)?;
            if self.letters(0, Section::TokenStarts, entry / 2) == letters {
                return Some((entry / 2, entry % 2 == 1));
            }
            at = (at + 1) & (self.buckets - 1);
        }
    }

    /// The node that `label` leads to from `node`.
    pub(super) fn child(&self, node: u32, label: u32) -> Option<u32> {
        if node == ROOT {
            let child = self.get(Section::Roots, label);
            return (child > 0).then_some(child);
        }
        let mut range = self.bounds(Section::Children, node);
        while range.start < range.end {
            let middle = range.start.midpoint(range.end);
            match self.get(Section::Labels, middle).cmp(&label) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => range.start = middle + 1,
                std::cmp::Ordering::Greater => range.end = middle,
            }
        }
        None
    }

    /// Whether any literal goes on behind `node`.
    pub(super) fn goes_on(&self, node: u32) -> bool {
        !self.bounds(Section::Children, node).is_empty()
    }

    /// The slots that the literal fills that ends at `node`, each with whether its last word may have any ending.
    pub(super) fn targets(&self, node: u32) -> impl Iterator<Item = (u32, bool)> {
        self.bounds(Section::TargetStarts, node).map(|index| {
            let target = self.get(Section::Targets, index);
            (target / 2, target % 2 == 1)
        })
    }

    /// Whether a literal ends at `node`.
    pub(super) fn has_targets(&self, node: u32) -> bool {
        !self.bounds(Section::TargetStarts, node).is_empty()
    }

    /// What there is to know of a slot.
    pub(super) fn slot(&self, slot: u32) -> SlotInfo {
        SlotInfo::unpack([0, 1, 2, 3].map(|part| self.get(Section::Slots, slot * 4 + part)))
    }

    /// The slots that a hit of this concept fills.
    pub(super) fn filled_by(&self, concept: u32) -> impl Iterator<Item = u32> {
        self.bounds(Section::FillingStarts, concept).map(|index| self.get(Section::Fillings, index))
    }

    /// The exact word of this number.
    pub(super) fn exact(&self, number: u32) -> &[u8] {
        self.letters(1, Section::ExactStarts, number)
    }
}

/// The number at byte `at`.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
