//! Lints of what is said: it must not be, or not without something else.

use super::engine::{Engine, Label, Outcome, Place, head};
use super::evaluate::Witness;
use super::unit::Unit;
use crate::document::{SentenceId, TextRange};
use crate::lint::{Condition, Forbid, Imply, Within};

impl Engine<'_> {
    pub(super) fn forbid(&self, forbid: &Forbid, outcome: &mut Outcome) {
        let against = forbid.against.as_ref().map(|against| self.view.units_where(against, Within::Sentence));
        for (unit, _) in self.view.units_where(&forbid.text, forbid.within) {
            let excused = forbid.unless.as_ref().is_some_and(|unless| self.view.holds(unless, &unit).is_some());
            let place = self.words(&unit, &forbid.text);
            let other = against.as_ref().map(|against| self.other(against, &unit, place));
            // What is at odds with something else stays unsaid where there is nothing else.
            if excused || other == Some(None) {
                continue;
            }
            let mut finding = self.finding(&self.lint.message.found, place, None);
            self.point_at_control(&mut finding, &unit, &forbid.text);
            finding.labels.extend(other.flatten());
            finding.fix = self.fix(&unit);
            outcome.findings.push(finding);
        }
    }

    /// The first of some sentences that is another than the one at `place` in `unit`.
    fn other(&self, sentences: &[(Unit, Witness)], unit: &Unit, place: Place) -> Option<Label> {
        let own = match place {
            Place::Words(words) => self.view.document.sentence_at(words.start),
            Place::Instead(_) => None,
        };
        let own = own.unwrap_or(unit.first());
        let other = sentences.iter().map(|(sentence, _)| sentence.first()).find(|&sentence| sentence != own)?;
        Some(Label { span: self.span_of(other), message: self.lint.message.against.clone().unwrap_or_default() })
    }

    pub(super) fn imply(&self, imply: &Imply, outcome: &mut Outcome) {
        // `when` is asked sentence by sentence, so that the finding points at what was said; `then` of the unit around it. One
        // finding for each such unit.
        let mut last: Option<Unit> = None;
        for (part, _) in self.view.units_where(&imply.when, Within::Sentence) {
            let Some(unit) = self.view.unit(SentenceId(part.own.start), imply.within) else { continue };
            // What the whole document must say may stand in a heading as well.
            let around = if imply.within == Within::Document { self.view.whole() } else { unit.clone() };
            if last.as_ref() != Some(&unit) && self.view.holds(&imply.then, &around).is_none() {
                let mut finding = self.finding(&self.lint.message.found, self.words(&part, &imply.when), None);
                self.point_at_control(&mut finding, &part, &imply.when);
                outcome.findings.push(super::Finding { fix: self.fix(&unit), ..finding });
            }
            last = Some(unit);
        }
    }

    /// Where a condition rests on a form control, the finding points at the control, and shows its label beside it.
    fn point_at_control(&self, finding: &mut super::Finding, unit: &Unit, condition: &Condition) {
        let marked = self.view.marked(condition, unit);
        if let Some(control) = marked.into_iter().find_map(|hit| self.view.control_in(condition, hit)) {
            let span = self.view.document.controls[control].span;
            finding.labels[0].message.push_str("this is its label");
            finding.labels.insert(0, Label { span, message: String::new() });
        }
    }

    /// The words of a unit that a condition rests on: from the first to the last of them in the first sentence that has any.
    pub(super) fn words(&self, unit: &Unit, condition: &Condition) -> Place {
        let body = self.view.document.sentences.last().map_or(0, |last| last.text.end);
        let marked = self.view.marked(condition, unit);
        let hits = || marked.iter().map(|&id| self.view.hits.hit(id));
        let own = || hits().filter(|hit| unit.own.contains(&hit.sentence.0) && hit.text.end <= body);
        let first = own().map(|hit| hit.sentence).min();
        let range = first.and_then(|first| own().filter(|hit| hit.sentence == first).map(|hit| hit.text).reduce(TextRange::cover));
        let elsewhere = || hits().next().map(|hit| hit.text);
        range.or_else(elsewhere).map_or_else(|| Place::Instead(head(self.view.document)), Place::Words)
    }
}
