//! The values that keys take, each read as what it should be.

use super::super::record::Takes;
use super::super::{Problem, closest};
use super::{Table, Text, join};
use toml::Spanned;
use toml::de::DeValue;

impl<'a> Table<'a> {
    /// The value of `key`, which takes this.
    fn value_of(&self, key: &'static str, takes: impl FnOnce() -> Takes) -> Option<&'a Spanned<DeValue<'a>>> {
        self.note(key, takes);
        self.value(key)
    }

    /// A string.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let value = self.value_of(key, || Takes::Text)?;
        self.as_text(value, key)
    }

    /// A list of strings; a single string is a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        match self.value_of(key, || Takes::Texts) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(array) => array.iter().filter_map(|value| self.as_text(value, key)).collect(),
                _ => self.as_text(value, key).into_iter().collect(),
            },
        }
    }

    /// A truth value.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value_of(key, || Takes::Flag)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong_type(value, key, "true or false");
        None
    }

    /// A whole number from 0 up.
    pub fn number(&self, key: &'static str) -> Option<u64> {
        let value = self.value_of(key, || Takes::Number)?;
        let number = value.get_ref().as_integer().and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(value, key, "a whole number");
        }
        number
    }

    /// A number from 0 to 1.
    pub fn share(&self, key: &'static str) -> Option<f64> {
        let value = self.value_of(key, || Takes::Share)?;
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) => integer.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let share = number.filter(|number| (0.0..=1.0).contains(number));
        if share.is_none() {
            self.wrong_type(value, key, "a number from 0 to 1");
        }
        share
    }

    /// A date without a time.
    pub fn date(&self, key: &'static str) -> Option<jiff::civil::Date> {
        let value = self.value_of(key, || Takes::Date)?;
        let date = value.get_ref().as_datetime().and_then(|when| match (when.date, when.time) {
            (Some(date), None) => {
                jiff::civil::Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
            }
            _ => None,
        });
        if date.is_none() {
            self.wrong_type(value, key, "a date such as 2026-06-19");
        }
        date
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        self.note(key, || Takes::Choice(words(choices)));
        let text = self.text(key)?;
        self.choose(&text, key, choices)
    }

    /// Several of a closed set of words.
    pub fn choices<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Vec<T> {
        self.note(key, || Takes::Choices(words(choices)));
        self.texts(key).iter().filter_map(|text| self.choose(text, key, choices)).collect()
    }

    /// The choice that `text` names.
    pub fn choose<T: Copy>(&self, text: &Text, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let found = choices.iter().find(|(word, _)| *word == text.value).map(|(_, choice)| *choice);
        if found.is_none() {
            let known = words(choices);
            let mut problem = Problem::new(
                "data/unknown-value",
                self.file(),
                text.span,
                format!("`{}` is not a value that `{key}` can have", text.value),
            )
            .help(format!("it can be {}", join(&known)));
            if let Some(meant) = closest(&text.value, known.iter().copied()) {
                problem = problem.label(format!("did you mean `{meant}`?"));
            }
            self.report_problem(problem);
        }
        found
    }

    /// One of a closed set of words for each key, whatever the keys are called; with the keys and their places.
    pub fn chosen<T: Copy>(&self, choices: &[(&'static str, T)]) -> Vec<(Text, T)> {
        self.note_others(|| Takes::Choice(words(choices)));
        let choice = |(key, value): (Text, &Spanned<DeValue<'_>>)| {
            let text = self.as_text(value, &key.value)?;
            Some((self.choose(&text, &key.value, choices)?, key))
        };
        self.entries().filter_map(choice).map(|(choice, key)| (key, choice)).collect()
    }

    /// Reads `value` as a string, reporting it if it is none.
    pub fn as_text(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Text> {
        if let DeValue::String(string) = value.get_ref() {
            return Some(Text { value: string.to_string(), span: value.span().into() });
        }
        self.wrong_type(value, key, "a string");
        None
    }
}

/// The words of a closed set.
fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(word, _)| *word).collect()
}
