//! Records as JSON Schema (draft 7, which the editors' tools for TOML read). Dates are strings there: that is how those tools hand
//! them over.

use super::record::{Record, Shared, Takes};
use serde_json::{Map, Value, json};

/// The schema of a table.
pub(super) fn of_table(record: &Record) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    let properties: Map<String, Value> = record.keys.iter().map(|(key, takes)| ((*key).to_owned(), of_value(takes))).collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    if !record.required.is_empty() {
        schema.insert("required".to_owned(), json!(record.required));
    }
    let groups = record.any_of.iter().map(|keys| ("anyOf", keys)).chain(record.one_of.iter().map(|keys| ("oneOf", keys)));
    let groups: Vec<Value> = groups.map(|(word, keys)| json!({ word: having(keys) })).collect();
    if !groups.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(groups));
    }
    match &record.others {
        Some(takes) => drop(schema.insert("additionalProperties".to_owned(), of_value(takes))),
        None if record.is_closed => drop(schema.insert("additionalProperties".to_owned(), json!(false))),
        None => {}
    }
    Value::Object(schema)
}

/// For each key the schema of a table that has it.
pub(crate) fn having(keys: &[&str]) -> Vec<Value> {
    keys.iter().map(|key| json!({ "required": [key] })).collect()
}

/// The schema of what is a string, or a table of one of these forms.
pub(super) fn of_forms(forms: &[Shared]) -> Value {
    let tables = forms.iter().map(|form| of_table(&form.borrow()));
    json!({ "anyOf": std::iter::once(json!({ "type": "string" })).chain(tables).collect::<Vec<_>>() })
}

fn of_value(takes: &Takes) -> Value {
    match takes {
        Takes::Anything => json!({}),
        Takes::Text => json!({ "type": "string" }),
        Takes::Texts => one_or_list(&json!({ "type": "string" })),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Number => json!({ "type": "integer", "minimum": 0 }),
        Takes::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Takes::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Takes::Choice(words) => json!({ "enum": words }),
        Takes::Choices(words) => one_or_list(&json!({ "enum": words })),
        Takes::Table(record) => of_table(&record.borrow()),
        Takes::Tables(record) => json!({ "type": "array", "items": of_table(&record.borrow()) }),
        Takes::Defined(name) => reference(name),
        Takes::List(name) => json!({ "type": "array", "items": reference(name), "minItems": 1 }),
    }
}

fn one_or_list(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A whole schema: `root` with its heading and with what it names.
pub(crate) fn schema_of(title: &str, mut root: Map<String, Value>, definitions: Map<String, Value>) -> Value {
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("title".to_owned(), json!(title));
    root.insert("type".to_owned(), json!("object"));
    if !definitions.is_empty() {
        root.insert("definitions".to_owned(), Value::Object(definitions));
    }
    Value::Object(root)
}
