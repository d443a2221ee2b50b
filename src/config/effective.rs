//! What holds for one file in the end, and where each value comes from.

use super::{Config, Set};
use crate::data::{SetBy, Setting, TomlFile};
use crate::lint::Level;
use crate::source;
use serde_json::Value;
use std::path::Path;
use toml::de::DeValue;

/// Keys of `[organisation]` that are taken from the same file.
const NAMES: [&str; 2] = ["name", "also-known-as"];

impl Config {
    /// Every value that holds for the file at `path`, defaults among them; what is said of single lints is told by
    /// [`Config::choices`].
    #[must_use]
    pub fn effective(&self, path: &Path) -> Vec<Setting> {
        let mut settings = self.texts("lints", |layer| &layer.lints);
        settings.extend(self.texts("exclude", |layer| &layer.exclude));
        let baseline = self.layers().find_map(|layer| layer.baseline.as_ref().map(|text| (layer, text)));
        settings.extend(baseline.map(|(layer, text)| Setting {
            key: "baseline".to_owned(),
            value: text.value.clone().into(),
            origin: layer.origin(text.span),
        }));
        let (size, fail_on) = (self.set(|layer| layer.max_file_size), self.set(|layer| layer.fail_on));
        settings.push(or_default("max-file-size", size, source::DEFAULT_MAX_SIZE, Value::from));
        settings.push(or_default("fail-on", fail_on, Level::Error, |level| level.word().into()));
        for key in ["kind", "sector", "channel", "list", "jurisdiction"] {
            let (value, origin) = self.declared_word(key, path).unwrap_or((Value::Null, SetBy::Default));
            settings.push(Setting { key: key.to_owned(), value, origin });
        }
        settings.extend(self.organisation_settings());
        settings
    }

    /// A word that `[[document]]` declares of the file, or else the file as a whole.
    fn declared_word(&self, key: &str, path: &Path) -> Option<(Value, SetBy)> {
        let of_rule = |(layer, rule): (&Self, &super::DocumentRule)| {
            let (_, text) = rule.words.iter().find(|(word, _)| *word == key)?;
            Some((text.value.clone().into(), layer.origin(text.span)))
        };
        self.matching_rules(path).find_map(of_rule).or_else(|| match key {
            "jurisdiction" => {
                let set = self.set(|layer| layer.jurisdiction);
                let (value, origin) = set.unwrap_or((crate::lint::Jurisdiction::Uk, SetBy::Default));
                Some((value.word().into(), origin))
            }
            "sector" | "list" => {
                let key = format!("organisation.{key}");
                let setting = self.organisation_settings().into_iter().find(|setting| setting.key == key)?;
                Some((setting.value, setting.origin))
            }
            _ => None,
        })
    }

    /// Lists add up.
    fn texts<'c>(&'c self, key: &str, of: impl Fn(&'c Self) -> &'c Vec<crate::data::Text>) -> Vec<Setting> {
        let layers = self.layers().flat_map(|layer| of(layer).iter().map(move |text| (layer, text)));
        layers
            .map(|(layer, text)| Setting { key: key.to_owned(), value: text.value.clone().into(), origin: layer.origin(text.span) })
            .collect()
    }

    fn set<T: Copy>(&self, of: impl Fn(&Self) -> Option<Set<T>>) -> Option<(T, SetBy)> {
        self.layers().find_map(|layer| of(layer).map(|set| (set.value, layer.origin(set.span))))
    }

    /// What is declared of the organisation. Read again from the files, since what is kept of it has no places.
    fn organisation_settings(&self) -> Vec<Setting> {
        let mut settings: Vec<Setting> = Vec::new();
        let mut named = false;
        for file in self.layers().filter_map(|layer| layer.file.as_ref()) {
            let own = TomlFile::parse(file).read(|root| {
                let entries = root
                    .table("organisation")
                    .map(|table| table.entries().map(|(key, value)| (key, plain(value.get_ref()))).collect::<Vec<_>>());
                entries.unwrap_or_default()
            });
            let has_names = own.0.iter().any(|(key, _)| NAMES.contains(&key.value.as_str()));
            for (key, value) in own.0 {
                let name = format!("organisation.{}", key.value);
                let is_set = settings.iter().any(|setting| setting.key == name) || (named && NAMES.contains(&key.value.as_str()));
                if !is_set {
                    settings.push(Setting { key: name, value, origin: SetBy::at(file, key.span) });
                }
            }
            named |= has_names;
        }
        settings
    }
}

fn or_default<T>(key: &str, set: Option<(T, SetBy)>, default: T, value: impl Fn(T) -> Value) -> Setting {
    let (set, origin) = set.unwrap_or((default, SetBy::Default));
    Setting { key: key.to_owned(), value: value(set), origin }
}

/// A value as it is written: strings, truth values and lists of these.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Array(array) => array.iter().map(|value| plain(value.get_ref())).collect(),
        _ => Value::Null,
    }
}
