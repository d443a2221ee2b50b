//! Mails say the same twice, as text and as HTML, and a reader is shown one of them: what is wrong in both is told once.

use super::engine::Finding;
use crate::document::Document;
use std::collections::HashMap;

/// Leaves out findings of a lint at words of which an earlier alternative of the same text has the same finding. They are in the order
/// of their places.
pub(super) fn told_once(document: &Document, findings: &mut Vec<Finding>) {
    if document.parts.iter().all(|part| part.alternative.is_none()) {
        return;
    }
    let mut first: HashMap<(u32, String, String, String), u32> = HashMap::new();
    findings.retain(|finding| {
        let alternative = document.part_at(finding.labels[0].span.start).and_then(|part| part.alternative);
        let (Some((group, index)), Some(words)) = (alternative, finding.words) else { return true };
        let key = (group, finding.lint.clone(), finding.message.clone(), spoken(document.text.slice(words)));
        *first.entry(key).or_insert(index) == index
    });
}

/// The words of a text without the marks between them and without addresses, which only the text without markup spells out.
fn spoken(text: &str) -> String {
    let words = text.split(' ').filter(|word| !word.contains("://"));
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
