//! The words of template tags: `{{ unsubscribe_url }}` says what it prints, though not in which words.

use super::DocumentBuilder;
use super::beside::PendingAside;
use crate::document::model::{AsideKind, Hole, HoleRole};

/// Longest expression that is looked at, in bytes: a name or a call, not a program.
const LONGEST: usize = 200;

impl DocumentBuilder<'_> {
    /// Makes an aside of the words of each tag that prints something; it belongs to the sentence that stands at or before it.
    pub(super) fn tag_words(&mut self) {
        let pending: Vec<PendingAside> = self.holes.iter().filter_map(|hole| self.words_of(hole)).collect();
        self.asides.extend(pending);
    }

    fn words_of(&self, hole: &Hole) -> Option<PendingAside> {
        let expression = self.source.get(hole.expression.range())?;
        let prints = matches!(hole.role, HoleRole::Value | HoleRole::Lookup)
            // Tags of senders may stand alone in the marks of code: `{% unsubscribe %}`.
            || hole.role == HoleRole::Code && expression.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
        if !prints || expression.len() > LONGEST {
            return None;
        }
        let text = words(expression);
        let before = self.document.blocks.partition_point(|block| block.span.start <= hole.span.start);
        let block = self.document.blocks.get(before.saturating_sub(1))?;
        let within = self.document.sentences.partition_point(|sentence| {
            sentence.text.start < block.text.end && self.text.to_source(sentence.text).start <= hole.span.start
        });
        let at = self.document.sentences.get(within.saturating_sub(1))?.text.start;
        (!text.is_empty()).then(|| PendingAside::new(AsideKind::Tag, text, hole.span, at))
    }
}

/// The words of an expression: `manageSubscriptionUrl` and `manage_subscription.url` are `manage subscription url`.
fn words(expression: &str) -> String {
    let mut words = String::new();
    let mut lower = false;
    for c in expression.chars() {
        let ends = !c.is_alphanumeric() || (c.is_uppercase() && lower);
        if ends && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if c.is_alphanumeric() {
            words.push(c);
        }
        lower = c.is_lowercase();
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("manageSubscriptionUrl"), "manage Subscription Url");
        assert_eq!(words(" unsubscribe_link(user.id) "), "unsubscribe link user id");
        assert_eq!(words("UNSUB"), "UNSUB");
        assert_eq!(words("--"), "");
    }
}
