//! What stands beside the running text: links, alternative texts, form controls and their labels.

use super::DocumentBuilder;
use crate::document::fold::{BLOCK_BORDER, HOLE, TextRange, is_space};
use crate::document::model::{Aside, AsideKind, BlockId, BlockKind, Checked, Control, Hole, HoleRole, Link, SentenceId};
use crate::source::Span;
use std::collections::HashMap;

/// A link whose end has not been met.
pub(super) struct OpenLink {
    target: String,
    /// Its first byte in the source.
    start: u32,
    /// Byte of the folded text at which it began.
    from: u32,
    index: usize,
}

/// An aside or a link whose text is appended once the running text is complete.
pub(super) struct PendingAside {
    kind: AsideKind,
    text: String,
    span: Span,
    verbatim: bool,
    /// Byte of the folded text at which it was met.
    at: u32,
    link: Option<usize>,
}

impl PendingAside {
    /// An aside that stands beside byte `at` of the folded text and whose words are not the source's.
    pub(super) fn new(kind: AsideKind, text: String, span: Span, at: u32) -> Self {
        Self { kind, text, span, verbatim: false, at, link: None }
    }
}

/// A part of a text with template tags in it.
struct Part {
    span: Span,
    hole: bool,
}

impl<'s> DocumentBuilder<'s> {
    /// Begins a link to `target` whose first byte is `start`.
    pub(in crate::document) fn open_link(&mut self, target: &str, start: u32) {
        self.links.push(OpenLink { target: target.to_owned(), start, from: self.text.len(), index: self.document.links.len() });
        let nothing = TextRange::default();
        self.document.links.push(Link { text: nothing, target: nothing, span: Span::new(start, start), sentence: None });
    }

    /// Ends the innermost link, whose last byte is before `end`.
    pub(in crate::document) fn close_link(&mut self, end: u32) {
        let Some(link) = self.links.pop() else { return };
        // White space that was due when the link began was written with its first word; blocks may have begun and ended in it.
        let written = &self.text.folded()[link.from as usize..];
        let words = written.trim_matches([' ', BLOCK_BORDER]);
        let from = link.from + (written.len() - written.trim_start_matches([' ', BLOCK_BORDER]).len()) as u32;
        let to = from + words.len() as u32;
        let span = Span::new(link.start, end.max(link.start));
        self.document.links[link.index].span = span;
        self.document.links[link.index].text = TextRange::new(from, to);
        let at = from.min(self.text.len().saturating_sub(1));
        self.asides.push(PendingAside { kind: AsideKind::Target, text: link.target, span, verbatim: false, at, link: Some(link.index) });
    }

    /// The source as it was written at `span`, template tags and all.
    pub(in crate::document) fn written(&self, span: Span) -> &'s str {
        &self.source[span.range()]
    }

    /// Whether the source holds nothing but white space at `span`.
    pub(in crate::document) fn is_blank(&self, span: Span) -> bool {
        self.parts(span).all(|part| !part.hole && self.written(part.span).chars().all(is_space))
    }

    /// `text`, which a parser read at `span` of the masked source, with one mark for each template tag in it.
    pub(in crate::document) fn with_holes(&self, text: &str, span: Span) -> String {
        if !self.is_verbatim(text, span) {
            return text.to_owned();
        }
        self.parts(span).map(|part| if part.hole { HOLE.to_string() } else { self.written(part.span).to_owned() }).collect()
    }

    /// Whether `text` is what the masked source holds at `span`.
    fn is_verbatim(&self, text: &str, span: Span) -> bool {
        text.len() as u32 == span.end - span.start
            && self.parts(span).filter(|part| !part.hole).all(|part| {
                let (start, end) = ((part.span.start - span.start) as usize, (part.span.end - span.start) as usize);
                text.as_bytes()[start..end] == self.source.as_bytes()[part.span.range()]
            })
    }

    /// What a reader sees of `span`: the words between template tags, and the tags that print something.
    fn parts(&self, span: Span) -> impl Iterator<Item = Part> {
        let mut at = span.start;
        let mut holes = self.holes_in(span).peekable();
        std::iter::from_fn(move || {
            while let Some(hole) = holes.peek() {
                if hole.span.start > at {
                    let words = Span::new(at, hole.span.start);
                    at = words.end;
                    return Some(Part { span: words, hole: false });
                }
                let prints = matches!(hole.role, HoleRole::Value | HoleRole::Lookup);
                let tag = hole.span;
                at = tag.end.clamp(at, span.end);
                holes.next();
                if prints {
                    return Some(Part { span: tag, hole: true });
                }
            }
            let words = Span::new(at, span.end);
            at = span.end;
            (!words.is_empty()).then_some(Part { span: words, hole: false })
        })
    }

    /// Adds a text beside the flow, decoded from `span`; if it is the source's text byte for byte its words can be marked one by one.
    pub(in crate::document) fn alternative(&mut self, text: &str, span: Span) {
        self.beside(AsideKind::Alternative, text, span);
    }

    fn beside(&mut self, kind: AsideKind, text: &str, span: Span) {
        let verbatim = self.is_verbatim(text, span);
        let at = self.text.len().saturating_sub(1);
        self.asides.push(PendingAside { kind, text: text.to_owned(), span, verbatim, at, link: None });
    }

    /// Adds the name of somebody in a header, which readers see beside what was written last.
    pub(in crate::document) fn header_name(&mut self, text: &str, span: Span) {
        self.beside(AsideKind::Header, text, span);
    }

    /// Opens a label, for the control with this id or for the control that it holds.
    pub(in crate::document) fn open_label(&mut self, target: Option<&str>) {
        self.open_block(BlockKind::Label);
        let id = self.next_block();
        if let Some(target) = target {
            self.label_targets.push((target.to_owned(), id));
        }
        self.wrapping_label = Some((id, self.document.controls.len()));
    }

    /// Closes a label.
    pub(in crate::document) fn close_label(&mut self) {
        self.close_block();
        let Some((id, first)) = self.wrapping_label.take() else { return };
        if id == self.next_block() {
            // No words: whatever block comes next is not the label.
            self.label_targets.pop_if(|(_, block)| *block == id);
            return;
        }
        for control in &mut self.document.controls[first..] {
            control.label = control.label.or(Some(id));
        }
    }

    /// Adds a form control with the id by which a label may name it.
    pub(in crate::document) fn control(&mut self, mut control: Control, id: Option<&str>) {
        if control.checked != Checked::Unknown && self.holes_in(control.span).any(|hole| hole.role != HoleRole::Comment) {
            let spelled_out = control.checked == Checked::Yes && self.holes_in(control.span).all(|hole| hole.role == HoleRole::Value);
            if !spelled_out {
                control.checked = Checked::Unknown;
            }
        }
        let index = self.document.controls.len();
        if let Some(id) = id {
            self.control_ids.push((id.to_owned(), index));
        }
        if matches!(control.kind.as_str(), "checkbox" | "radio") {
            self.beside.push((index, self.next_block()));
        }
        self.document.controls.push(control);
    }

    /// The template tags that lie in `span`.
    pub(super) fn holes_in(&self, span: Span) -> impl Iterator<Item = &Hole> {
        let first = self.holes.partition_point(|hole| hole.span.end <= span.start);
        self.holes[first..].iter().take_while(move |hole| hole.span.start < span.end)
    }

    /// Gives each control its label: the one that names it, else the one around it (found when that closed), else the words beside it.
    pub(super) fn tie_labels(&mut self) {
        let count = self.document.blocks.len() as u32;
        let labels: HashMap<&str, BlockId> =
            self.label_targets.iter().filter(|(_, block)| block.0 < count).map(|(target, block)| (target.as_str(), *block)).collect();
        for (id, index) in &self.control_ids {
            if let Some(block) = labels.get(id.as_str()) {
                self.document.controls[*index].label = Some(*block);
            }
        }
        for (index, block) in &self.beside {
            let control = &mut self.document.controls[*index];
            let words = self.document.blocks.get(block.0 as usize);
            let labels = words.is_some_and(|words| !matches!(words.kind, BlockKind::Heading(_) | BlockKind::Button | BlockKind::Code));
            control.label = control.label.or(Some(*block).filter(|_| labels));
        }
    }

    /// Writes a text that stands beside the flow behind all that is in it.
    pub(super) fn append_aside(&mut self, pending: &PendingAside) {
        let after = self.document.sentences.partition_point(|sentence| sentence.text.start <= pending.at);
        let within = after.checked_sub(1).filter(|&index| pending.at < self.document.sentences[index].text.end);
        let sentence = within.map(|index| SentenceId(index as u32));
        let start = self.text.len();
        if pending.verbatim {
            let mut words = Vec::new();
            for part in self.parts(pending.span) {
                if part.hole {
                    words.push((HOLE, part.span));
                    continue;
                }
                words.extend(self.written(part.span).char_indices().map(|(at, c)| {
                    let at = part.span.start + at as u32;
                    (if c == HOLE { char::REPLACEMENT_CHARACTER } else { c }, Span::new(at, at + c.len_utf8() as u32))
                }));
            }
            self.text.push_words(words.into_iter());
        } else {
            self.text.push_words(pending.text.chars().map(|c| (c, pending.span)));
        }
        let text = TextRange::new(start, self.text.len());
        self.text.push_mark(BLOCK_BORDER, Span::new(pending.span.end, pending.span.end));
        self.document.asides.push(Aside { kind: pending.kind, text, span: pending.span, sentence });
        if let Some(index) = pending.link {
            self.document.links[index].target = text;
            self.document.links[index].sentence = sentence;
        }
    }
}
