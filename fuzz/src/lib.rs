//! The targets of `cargo fuzz`. What they ask is what the tests of the linter ask, and stands with these.

#[path = "../../src/growth.rs"]
mod growth;
#[path = "../../tests/common/map.rs"]
mod map;
#[path = "../../tests/common/properties.rs"]
pub mod properties;
#[path = "../../tests/common/replaced.rs"]
mod replaced;
