//! JSON as tests look at it.

use serde_json::Value;

pub(crate) fn parsed(report: &str) -> Value {
    serde_json::from_str(report).expect("JSON")
}

/// The values of a list; none, if there is no list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

pub(crate) fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).expect("a small number")
}
