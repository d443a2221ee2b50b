//! What people write for noticelint: lint files, vocabularies, configuration. TOML with the place of every key and value, read so
//! that all problems are found at once and each is shown where it is.

mod name;
mod packed;
mod problem;
mod record;
mod schema;
mod set_by;
mod table;

pub use name::is_name;
pub use problem::{Problem, Related};
pub(crate) use record::{Recorded, Takes, record};
pub(crate) use schema::{having, schema_of};
pub use set_by::{SetBy, Setting};
pub use table::{Table, Text, TomlFile};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "noticelint.toml";

/// The known word closest to a misspelt one, if any is close enough to be meant.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
