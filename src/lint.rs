//! Meaning: lints as data, the law they cite, and the profiles of documents; all read from the folder `lints/`.

mod condition;
mod definition;
mod embedded;
mod example;
mod file;
mod law;
mod organisation;
mod pointer;
mod profile;
mod replacement;
mod role;
mod ruleset;

pub use condition::{Condition, PolarityFilter};
pub(crate) use definition::LEVELS;
pub use definition::{
    AllowMistake, Applies, Check, Compare, Counted, Docs, Forbid, Imply, Level, Lint, Maturity, Measured, Messages, Require, Within,
};
pub use example::{Example, Expect};
pub use law::{Checked, LawTable, Provision, ProvisionId};
pub(crate) use organisation::read as read_organisation;
pub use organisation::{Declaration, Organisation};
pub use pointer::PointerRule;
pub use profile::{Basis, Channel, Fact, Jurisdiction, Kind, KindRule, Known, Profile, Sector, SectorRule};
pub(crate) use profile::{CHANNELS, JURISDICTIONS, KINDS, SECTORS};
pub use replacement::Replacement;
pub use ruleset::{LintFile, Ruleset};
