//! The schema of `noticelint.toml`, made of what its reader asks for.

use super::read;
use crate::data::{CONFIG_FILE, record, schema_of};
use serde_json::Value;
use std::path::Path;

/// The JSON Schema (draft 7) of a configuration. It knows keys, types and words; that lints, globs and files name something is found
/// when the configuration is read.
#[must_use]
pub fn schema() -> Value {
    let recorded = record(|root| drop(read::read_root(root, Path::new(""), Path::new(""))));
    let Value::Object(root) = recorded.schema() else { return Value::Null };
    schema_of(CONFIG_FILE, root, recorded.definitions())
}
