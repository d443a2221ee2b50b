//! What would be written instead of what was found, and which of it can be written together.

use super::check::Remark;
use super::engine::{Engine, Outcome};
use super::unit::{Unit, View};
use crate::document::{AsideKind, BlockKind, folded};
use crate::lint::Replacement;
use crate::source::{Host, SourceFile, Span};
use crate::vocabulary::Hit;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What would be written instead of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it is right without anybody reading it.
    pub safe: bool,
    /// What is replaced: at least one place, in order, none overlapping another.
    pub edits: Vec<Edit>,
}

/// Words and what is written in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The words.
    pub span: Span,
    /// What is written instead.
    pub text: String,
}

impl Engine<'_> {
    /// What the lint would write in a unit: in place of each hit that stands in the source as it is read.
    pub(super) fn fix(&self, unit: &Unit) -> Option<Fix> {
        let mut proposed: Vec<(Edit, bool)> = Vec::new();
        for replacement in &self.lint.replacements {
            let hits = self.view.hits.of_within(replacement.concept, unit.own.clone()).iter().map(|&id| self.view.hits.hit(id));
            let edits =
                hits.filter(|hit| self.view.counts(unit, hit.sentence)).filter_map(|hit| edit(self.view, self.source, hit, replacement));
            proposed.extend(edits.map(|edit| (edit, replacement.safe)));
        }
        // Of two that overlap the first is made, and of two that begin together the longer.
        proposed.sort_by_key(|(edit, _)| (edit.span.start, std::cmp::Reverse(edit.span.end)));
        let mut fix = Fix { safe: true, edits: Vec::with_capacity(proposed.len()) };
        for (edit, safe) in proposed {
            if fix.edits.last().is_none_or(|last| last.span.end <= edit.span.start) {
                fix.safe &= safe;
                fix.edits.push(edit);
            }
        }
        (!fix.edits.is_empty()).then_some(fix)
    }
}

/// The edit that writes a replacement in place of a hit; none if it would change anything but these words.
fn edit(view: &View<'_>, source: &SourceFile, hit: &Hit, replacement: &Replacement) -> Option<Edit> {
    let document = view.document;
    let span = document.text.to_source(hit.text);
    let written = source.text().get(span.range())?;
    // Markup, entities and tags are written otherwise than they are read.
    let is_verbatim = folded(written) == document.text.slice(hit.text);
    let (file, located) = source.locate(span);
    let is_whole = file.text().get(located.range()) == Some(written);
    let after = document.holes.partition_point(|hole| hole.span.start <= span.start);
    let in_tag = after.checked_sub(1).and_then(|index| document.holes.get(index)).is_some_and(|hole| hole.span.end > span.start);
    // In a mail, what is written has to be ASCII, and what is encoded has to stay so.
    let is_encoded = document.format.host == Host::Mail
        && (!replacement.with.is_ascii() || document.part_at(span.start).is_some_and(|part| !part.is_as_written));
    if !is_verbatim
        || is_encoded
        || file.is_part()
        || !is_whole
        || in_tag
        || !is_plain_at(view, hit, &replacement.with)
        || is_half_of_link(view, source, hit, &replacement.with)
    {
        return None;
    }
    let text = with_breaks(written, &with_capital(view, hit, written, &replacement.with));
    // Where lines are more than layout, each of them stays.
    let keeps_lines = document.format.host.is_running_text() || breaks(&text) == breaks(written);
    (text != written && keeps_lines).then_some(Edit { span, text })
}

/// Whether `with` is read as it is written where a hit stands.
fn is_plain_at(view: &View<'_>, hit: &Hit, with: &str) -> bool {
    let document = view.document;
    let aside = document.aside_at(hit.text.start).map(|aside| aside.kind);
    let block = document.block(document.sentence(hit.sentence).block).kind;
    let host = document.format.host;
    // A title may be a line of a front matter, and a button's words an attribute.
    let in_value = aside.is_some() || matches!(block, BlockKind::Title | BlockKind::Button);
    let is_running = host.is_running_text() && !in_value;
    let is_yaml = host == Host::Yaml || block == BlockKind::Title;
    (is_running || !with.contains(['\'', '"']))
        && aside != Some(AsideKind::Target)
        && !(is_yaml && (with.contains(": ") || with.ends_with(':')))
}

/// Whether a hit stands in the words of a link whose target has the concept as well. Where targets stand in the source is not kept, and a
/// link must not lead elsewhere than it says.
fn is_half_of_link(view: &View<'_>, source: &SourceFile, hit: &Hit, with: &str) -> bool {
    let links = &view.document.links;
    let after = links.partition_point(|link| link.text.start <= hit.text.start);
    let Some(link) = after.checked_sub(1).and_then(|index| links.get(index)).filter(|link| link.text.contains(hit.text)) else {
        return false;
    };
    let Some(sentence) = link.sentence else { return false };
    let hits = view.hits.of_within(hit.concept, sentence.0..sentence.0 + 1);
    let at = hits.partition_point(|&id| view.hits.hit(id).text.start < link.target.start);
    let in_target = hits.get(at).is_some_and(|&id| link.target.contains(view.hits.hit(id).text));
    // An address that is a link by itself leads where it says, as long as it is an address.
    let is_itself = folded(source.slice(link.span).trim_matches(['<', '>'])) == view.document.text.slice(link.text);
    let is_address = with.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | ':' | '-' | '?'));
    in_target && !(is_itself && is_address)
}

/// `with`, with a capital if it begins the sentence as the words did that it replaces.
fn with_capital(view: &View<'_>, hit: &Hit, written: &str, with: &str) -> String {
    let begins = view.document.sentence(hit.sentence).text.start == hit.text.start;
    let mut rest = with.chars();
    match rest.next().filter(|c| begins && c.is_lowercase() && written.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => with.to_owned(),
    }
}

/// `with`, with the line breaks of the words that it replaces behind as many of its words as they stood behind there.
fn with_breaks(written: &str, with: &str) -> String {
    if breaks(written) == 0 {
        return with.to_owned();
    }
    let between = written.split(|c: char| !c.is_whitespace()).filter(|gap| !gap.is_empty());
    let mut gaps = between.map(|gap| if breaks(gap) > 0 { gap } else { " " });
    let mut out = String::with_capacity(with.len() + written.len());
    for (index, word) in with.split(' ').enumerate() {
        if index > 0 {
            out.push_str(gaps.next().unwrap_or(" "));
        }
        out.push_str(word);
    }
    out
}

/// How many characters of a text end a line.
fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count()
}

/// Takes edits out whose text cannot be written in the encoding of its file, and says so.
pub(super) fn without_unwritable(source: &SourceFile, outcome: &mut Outcome) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for finding in &mut outcome.findings {
        let Some(fix) = &mut finding.fix else { continue };
        fix.edits.retain(|edit| {
            let encoding = source.locate(edit.span).0.encoding();
            let is_writable = encoding.encode(&edit.text).is_some();
            if !is_writable {
                let message = format!("`{}` is not proposed as a fix here: {encoding} cannot write it; save the file as UTF-8", edit.text);
                remarks.push(Remark::note(Some(edit.span), message));
            }
            is_writable
        });
        finding.fix.take_if(|fix| fix.edits.is_empty());
    }
    remarks
}

/// Fixes that are made together, file by file.
#[derive(Debug, Default)]
pub struct Plan<'r> {
    files: BTreeMap<PathBuf, FilePlan<'r>>,
}

/// What is written into one file.
#[derive(Debug)]
pub struct FilePlan<'r> {
    /// The file.
    pub source: &'r SourceFile,
    /// How many findings it fixes.
    pub fixed: usize,
    /// By where they begin.
    edits: BTreeMap<u32, (Span, &'r str)>,
}

impl<'r> FilePlan<'r> {
    /// Words of the file and what is written instead, in order.
    pub fn edits(&self) -> impl Iterator<Item = (Span, &'r str)> + '_ {
        self.edits.values().copied()
    }

    /// Whether words are free to be replaced, or are to be replaced by this already.
    fn admits(&self, span: Span, text: &str) -> bool {
        let before = self.edits.range(..span.end).next_back();
        before.is_none_or(|(_, planned)| planned.0.end <= span.start || *planned == (span, text))
    }
}

impl<'r> Plan<'r> {
    /// Adds a fix of a finding in `document`, unless a part of it overlaps what is there already; `key` names files.
    pub fn add(&mut self, document: &'r SourceFile, fix: &'r Fix, key: impl Fn(&SourceFile) -> PathBuf) {
        let located = fix.edits.iter().map(|edit| (document.locate(edit.span), edit.text.as_str()));
        let located: Vec<_> = located.map(|((file, span), text)| (key(file), file, span, text)).collect();
        if !located.iter().all(|(path, _, span, text)| self.files.get(path).is_none_or(|plan| plan.admits(*span, text))) {
            return;
        }
        // A file may be part of several documents; what is found in it is fixed once.
        let mut is_new = false;
        for (path, file, span, text) in located {
            let plan = self.files.entry(path).or_insert_with(|| FilePlan { source: file, fixed: 0, edits: BTreeMap::new() });
            // A file that is put in twice may be asked for two different things at one place.
            if !plan.admits(span, text) {
                continue;
            }
            let first = plan.edits.insert(span.start, (span, text)).is_none() && !is_new;
            plan.fixed += usize::from(first);
            is_new |= first;
        }
    }

    /// What is written into which file.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<PathBuf, FilePlan<'r>> {
        &self.files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit { span: Span::new(start, end), text: text.to_owned() };
        Fix { safe: true, edits: edits.iter().map(edit).collect() }
    }

    #[test]
    fn of_fixes_that_overlap_the_first_is_made() {
        let source = SourceFile::from_text("a.md", "one two three four");
        let fixes = [
            fix(&[(4, 7, "2")]),
            fix(&[(0, 5, "x")]),
            fix(&[(6, 9, "y"), (14, 18, "z")]),
            fix(&[(4, 7, "2")]),
            fix(&[(4, 7, "II")]),
            fix(&[(0, 4, "1 "), (8, 13, "3")]),
        ];
        let mut plan = Plan::default();
        for fix in &fixes {
            plan.add(&source, fix, |_| PathBuf::new());
        }
        let file = &plan.files()[&PathBuf::new()];
        assert_eq!(file.rewritten(), "1 2 3 four");
        assert_eq!(file.fixed, 2);
    }

    #[test]
    fn line_breaks_stay_behind_as_many_words() {
        assert_eq!(with_breaks("the  Data\r\n  Act 1998", "that Data Act 2018"), "that Data\r\n  Act 2018");
        assert_eq!(with_breaks("the\nold\nname", "the name"), "the\nname");
        assert_eq!(with_breaks("the\nname", "it"), "it");
        assert_eq!(with_breaks("old  name", "new name here"), "new name here");
    }

    impl FilePlan<'_> {
        fn rewritten(&self) -> String {
            let bytes = self.source.rewrite(self.source.text().as_bytes(), self.edits()).unwrap();
            String::from_utf8(bytes).unwrap()
        }
    }
}
