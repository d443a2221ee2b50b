//! The schema of the files of a ruleset, made of what their readers ask for.

use super::file::{self, Context};
use super::law::LawTable;
use super::profiles::Profiles;
use super::role::{ROLES, Role};
use crate::data::{Recorded, Table, having, record, schema_of};
use crate::vocabulary::{Origin, Vocabulary};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 7) of a lint file: of whatever may stand in the folder `lints/`. It knows keys, types and words; that names
/// name something, and that examples are enough, is for `noticelint test`.
#[must_use]
pub fn schema() -> Value {
    let mut definitions = Map::new();
    let mut properties = Map::new();
    let mut rest = Value::Null;
    // The last is asked for last; a file that shows no role is taken for a lint.
    for (role, keys) in [(Role::Lint, &[][..])].into_iter().chain(ROLES.iter().rev().copied()) {
        let recorded = record(|root| read(role, root));
        definitions.extend(recorded.definitions());
        let (own, frame) = taken_apart(recorded.schema(), &recorded);
        properties.extend(own);
        rest = if keys.is_empty() { frame } else { json!({ "if": { "anyOf": having(keys) }, "then": frame, "else": rest }) };
    }
    let Value::Object(mut schema) = rest else { return Value::Null };
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema_of("a lint file of noticelint", schema, definitions)
}

/// Reads the root table of a file of this role.
fn read(role: Role, root: &Table<'_>) {
    let (mut vocabulary, mut law) = (Vocabulary::default(), LawTable::default());
    match role {
        Role::Vocabulary => {
            vocabulary.read(root, Origin::BuiltIn);
            vocabulary.read_extensions(root, Origin::BuiltIn);
        }
        Role::Law => law.read(root),
        Role::Profile => Profiles::default().read(root, &vocabulary, &law),
        Role::Lint => drop(file::read(root, "", &Context { vocabulary: &vocabulary, law: &law })),
    }
}

/// What the keys take, and the rest, which says of the keys which there may be and must be.
///
/// What keys take stands at the root, whatever the role, as that is where editors look for it; no two roles have a key in common.
fn taken_apart(schema: Value, recorded: &Recorded) -> (Map<String, Value>, Value) {
    let Value::Object(mut frame) = schema else { return (Map::new(), schema) };
    let properties = match frame.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    frame.remove("type");
    if frame.remove("additionalProperties").is_some() {
        frame.insert("propertyNames".to_owned(), json!({ "enum": recorded.keys() }));
    }
    (properties, Value::Object(frame))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_key_shows_the_role_of_a_file() {
        let mut seen = BTreeSet::new();
        for (role, shown_by) in ROLES {
            let keys = record(|root| read(*role, root)).keys();
            for key in &keys {
                assert!(seen.insert(*key), "`{key}` stands at the root of files of two roles");
            }
            shown_by.iter().for_each(|key| assert!(keys.contains(key), "`{key}` shows a role that does not read it"));
            // What is not a lint is told by any of its keys.
            let all = *role == Role::Lint || keys.len() == shown_by.len();
            assert!(all, "{role:?} has the keys {keys:?}, and is told by {shown_by:?}");
        }
    }
}
