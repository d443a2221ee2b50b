//! Lays a lexicon out: phrases in, bytes out.

use super::super::phrase::{Filler, Literal, Slot, Variant};
use super::token::{Tokens, hash_start, hash_step};
use super::{HEAD, ROOT, SECTIONS, SPACED, STEM, Section, SlotInfo, WHOLE};
use std::collections::HashMap;

/// Gathers phrases and lays them out: the concepts in order, and of each its phrases in order. The same phrases make the same bytes.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    concepts: HashMap<String, u32>,
    tokens: HashMap<String, u32>,
    /// The tokens by their numbers, and whether each is a stem.
    texts: Vec<(String, bool)>,
    edges: HashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    slots: Vec<SlotInfo>,
    /// The name of a concept, and a slot that it fills.
    fillings: Vec<(String, u32)>,
    exacts: Vec<String>,
}

/// A node of the trie on the way to its place in the layout.
#[derive(Debug, Default)]
struct Node {
    children: Vec<(u32, u32)>,
    targets: Vec<u32>,
}

/// A phrase of a concept.
pub(crate) struct Spelled<'a> {
    /// Its number in its concept.
    pub(crate) number: u16,
    /// Whether it cancels the concept's hits instead of making one.
    pub(crate) cancels: bool,
    /// As it must be written, capitals included, if they count.
    pub(crate) exact: Option<&'a str>,
    pub(crate) variants: &'a [Variant],
}

impl Builder {
    /// Adds the next concept.
    pub(crate) fn concept<'a>(&mut self, name: &str, phrases: impl Iterator<Item = Spelled<'a>>) {
        let id = self.concepts.len() as u32;
        self.concepts.insert(name.to_owned(), id);
        for phrase in phrases {
            self.phrase(id, &phrase);
        }
    }

    fn phrase(&mut self, concept: u32, phrase: &Spelled<'_>) {
        let exact = phrase.exact.map(|exact| {
            self.exacts.push(exact.to_owned());
            self.exacts.len() as u32 - 1
        });
        let required = |slots: &[Slot]| slots.iter().any(|slot| !slot.optional);
        for variant in phrase.variants {
            for (index, slot) in variant.slots.iter().enumerate() {
                let id = self.slots.len() as u32;
                self.slots.push(SlotInfo {
                    concept,
                    phrase: phrase.number,
                    cancels: phrase.cancels,
                    before: index as u8,
                    after: (variant.slots.len() - 1 - index) as u8,
                    begins: !required(&variant.slots[..index]),
                    ends: !required(&variant.slots[index + 1..]),
                    gap: slot.gap,
                    optional: slot.optional,
                    exact,
                });
                match &slot.filler {
                    Filler::Concept(name) => self.fillings.push((name.clone(), id)),
                    Filler::Literals(literals) => literals.iter().for_each(|literal| self.literal(literal, id)),
                }
            }
        }
    }

    fn literal(&mut self, literal: &Literal, slot: u32) {
        let mut node = ROOT;
        for token in Tokens::new(&literal.text) {
            let word = &literal.text[token.start..token.end];
            // A word that may go on is a stem; behind a mark any word may follow anyway.
            let is_stem = literal.any_ending && token.end == literal.text.len() && word.starts_with(char::is_alphanumeric);
            let spaced = if token.spaces > 0 { SPACED } else { 0 };
            let label = self.token(word, is_stem) * 4 + spaced + if is_stem { STEM } else { WHOLE };
            node = self.child(node, label);
        }
        if node != ROOT {
            self.nodes[node as usize].targets.push(slot * 2 + u32::from(literal.any_ending));
        }
    }

    fn token(&mut self, word: &str, is_stem: bool) -> u32 {
        let id = self.tokens.get(word).copied().unwrap_or_else(|| {
            let id = self.texts.len() as u32;
            self.tokens.insert(word.to_owned(), id);
            self.texts.push((word.to_owned(), false));
            id
        });
        self.texts[id as usize].1 |= is_stem;
        id
    }

    fn child(&mut self, node: u32, label: u32) -> u32 {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let next = self.nodes.len() as u32;
        let child = *self.edges.entry((node, label)).or_insert(next);
        if child == next {
            self.nodes.push(Node::default());
            self.nodes[node as usize].children.push((label, child));
        }
        child
    }

    /// The layout of all that was added.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut sections: [Vec<u32>; SECTIONS] = Default::default();
        let mut set = |section: Section, numbers: Vec<u32>| sections[section as usize] = numbers;
        let (token_starts, letters) = run(self.texts.iter().map(|(text, _)| text.as_str()));
        set(Section::TokenStarts, token_starts);
        set(Section::Buckets, self.buckets());
        let (exact_starts, exact_letters) = run(self.exacts.iter().map(String::as_str));
        set(Section::ExactStarts, exact_starts);
        set(Section::Slots, self.slots.iter().flat_map(|slot| slot.pack()).collect());
        let (starts, fillings) = self.filled_by();
        set(Section::FillingStarts, starts);
        set(Section::Fillings, fillings);
        self.trie(&mut set);
        let longest = self.texts.iter().map(|(text, _)| text.len()).max().unwrap_or(0);
        let mut bytes = Vec::with_capacity(sections.iter().map(|numbers| numbers.len() * 4).sum::<usize>() + letters.len() + HEAD * 4);
        let head = sections.iter().map(Vec::len).chain([letters.len(), exact_letters.len(), longest]);
        head.for_each(|length| bytes.extend((length as u32).to_le_bytes()));
        sections.iter().flatten().for_each(|number| bytes.extend(number.to_le_bytes()));
        bytes.extend(letters.bytes().chain(exact_letters.bytes()));
        bytes
    }

    /// The nodes breadth first, so that the children of each follow each other.
    fn trie(&mut self, set: &mut impl FnMut(Section, Vec<u32>)) {
        let (mut labels, mut children, mut target_starts, mut targets) = (vec![0], Vec::new(), Vec::new(), Vec::new());
        let mut roots = vec![0; self.texts.len() * 4];
        let mut order = vec![ROOT];
        let mut at = 0;
        while let Some(&node) = order.get(at) {
            let node = std::mem::take(&mut self.nodes[node as usize]);
            let mut below = node.children;
            below.sort_unstable();
            children.push(order.len() as u32);
            for (label, child) in below {
                if at == 0 {
                    roots[label as usize] = order.len() as u32;
                }
                labels.push(label);
                order.push(child);
            }
            target_starts.push(targets.len() as u32);
            targets.extend(node.targets);
            at += 1;
        }
        children.push(order.len() as u32);
        target_starts.push(targets.len() as u32);
        set(Section::Roots, roots);
        set(Section::Labels, labels);
        set(Section::Children, children);
        set(Section::TargetStarts, target_starts);
        set(Section::Targets, targets);
    }

    fn buckets(&self) -> Vec<u32> {
        // Three of four are empty, so that most words that no phrase holds are told at the first look.
        let size = (self.texts.len() * 4).next_power_of_two();
        let mut buckets = vec![0; size];
        for (id, (text, is_stem)) in self.texts.iter().enumerate() {
            let hash = text.bytes().fold(hash_start(), hash_step);
            let mut at = hash as usize & (size - 1);
            while buckets[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            buckets[at] = 1 + id as u32 * 2 + u32::from(*is_stem);
        }
        buckets
    }

    /// For each concept where its slots begin, and the slots.
    fn filled_by(&self) -> (Vec<u32>, Vec<u32>) {
        let mut slots = vec![Vec::new(); self.concepts.len()];
        for (name, slot) in &self.fillings {
            // A name that is not known has been reported.
            if let Some(&concept) = self.concepts.get(name) {
                slots[concept as usize].push(*slot);
            }
        }
        let mut starts = vec![0];
        starts.extend(slots.iter().scan(0, |at, slots| {
            *at += slots.len() as u32;
            Some(*at)
        }));
        (starts, slots.concat())
    }
}

/// Texts in one run, and where each begins and the last ends.
fn run<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<u32>, String) {
    let (mut starts, mut letters) = (vec![0], String::new());
    for text in texts {
        letters.push_str(text);
        starts.push(letters.len() as u32);
    }
    (starts, letters)
}
