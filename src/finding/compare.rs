//! What a document says, compared with what its author declares of itself.

use super::engine::{Engine, Finding, Place};
use super::evaluate::Witness;
use super::unit::Unit;
use crate::document::{TextRange, folded};
use crate::lint::{Compare, Declaration, Organisation, Within};

/// The fewest digits of a telephone number.
const PHONE_DIGITS: usize = 7;

impl Engine<'_> {
    /// Where the document and `organisation` disagree.
    pub(super) fn compare(&self, compares: &[Compare], organisation: &Organisation) -> Vec<Finding> {
        compares.iter().flat_map(|compare| self.compare_one(compare, organisation)).collect()
    }

    fn compare_one(&self, compare: &Compare, organisation: &Organisation) -> Vec<Finding> {
        let units = || self.view.units_where(&compare.text, Within::Sentence);
        if let Declaration::Denied(fact) = compare.with {
            let denied = self.view.profile.fact(fact) == Some(false);
            let first = denied.then(units).into_iter().flatten().next();
            return first.map(|(unit, _)| self.disagreement(compare, self.words(&unit, &compare.text), &[])).into_iter().collect();
        }
        let declared = organisation.declared(compare.with);
        if declared.is_empty() {
            return Vec::new();
        }
        let each = units().into_iter().filter_map(|found| self.agrees(compare, declared, &found));
        match compare.with {
            // Others may be named beside the organisation: one place that agrees is enough.
            Declaration::Name | Declaration::Contact => {
                let places: Vec<Result<(), Place>> = each.collect();
                let first = if places.iter().any(Result::is_ok) { None } else { places.into_iter().find_map(Result::err) };
                first.map(|place| self.disagreement(compare, place, declared)).into_iter().collect()
            }
            // An old address is wrong even where the new one stands elsewhere.
            _ => each.filter_map(Result::err).map(|place| self.disagreement(compare, place, declared)).collect(),
        }
    }

    /// Whether a place agrees with what is declared; the words that do not, if it does not; `None` if nothing in it can be compared.
    fn agrees(&self, compare: &Compare, declared: &[String], (unit, _): &(Unit, Witness)) -> Option<Result<(), Place>> {
        let text = &self.view.document.text;
        if compare.values.is_empty() {
            let block = self.view.document.block(self.view.document.sentence(unit.first()).block);
            let words = text.slice(block.text);
            let named = declared.iter().any(|name| has_words(words, &folded(name)));
            return Some(if named { Ok(()) } else { Err(self.words(unit, &compare.text)) });
        }
        let hits = compare.values.iter().flat_map(|&concept| self.view.hits.of_within(concept, unit.own.clone()));
        let values: Vec<TextRange> = hits.map(|&id| self.view.hits.hit(id).text).collect();
        let comparable = |range: &&TextRange| declared.iter().any(|one| kind(one) == kind(text.slice(**range)));
        let agrees = |range: &&TextRange| declared.iter().any(|one| is_same(one, text.slice(**range)));
        let first = values.iter().find(comparable)?;
        Some(if values.iter().any(|range| agrees(&range)) { Ok(()) } else { Err(Place::Words(*first)) })
    }

    fn disagreement(&self, compare: &Compare, place: Place, declared: &[String]) -> Finding {
        let label = (!declared.is_empty()).then(|| format!("declared: {}", declared.join(", ")));
        self.finding(&compare.found, place, label.as_deref())
    }
}

/// What a value is, so that only like is compared with like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueKind {
    Mail,
    Phone,
    Other,
}

fn kind(value: &str) -> ValueKind {
    let is_phone = value.chars().all(|c| c.is_ascii_digit() || " ()+-./".contains(c) || value.starts_with("tel:"));
    if value.contains('@') {
        ValueKind::Mail
    } else if is_phone && value.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS {
        ValueKind::Phone
    } else {
        ValueKind::Other
    }
}

/// Whether a declared value and one in the text are the same, however each is written.
fn is_same(declared: &str, found: &str) -> bool {
    let declared = folded(declared);
    match (kind(&declared), kind(found)) {
        (ValueKind::Phone, ValueKind::Phone) => national(&declared) == national(found),
        (ValueKind::Mail, ValueKind::Mail) => found.trim_start_matches("mailto:").trim_end_matches('.') == declared,
        (ValueKind::Other, ValueKind::Other) => letters(found).contains(&letters(&declared)),
        _ => false,
    }
}

/// The digits of a telephone number as they are dialled within the country.
fn national(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let rest = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or(&digits);
    rest.trim_start_matches('0').to_owned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `words` has `name` as whole words.
fn has_words(words: &str, name: &str) -> bool {
    words.match_indices(name).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_however_they_are_written() {
        assert!(is_same("DPO@Fernhill.example", "mailto:dpo@fernhill.example"));
        assert!(!is_same("dpo@fernhill.example", "dpo@oldham.example"));
        assert!(is_same("020 7946 0123", "+44 (0)20 7946 0123".replace("(0)", "").as_str()));
        assert!(is_same("+44 20 7946 0123", "020 7946 0123"));
        assert!(is_same("ZA 123456", "za123456"));
        assert!(!is_same("020 7946 0123", "dpo@fernhill.example"));
    }

    #[test]
    fn a_name_is_found_as_whole_words() {
        assert!(has_words("fernhill council is the controller", "fernhill council"));
        assert!(!has_words("new fernhill councillors", "fernhill council"));
        assert!(has_words("fernhill council's", "fernhill council"));
    }
}
