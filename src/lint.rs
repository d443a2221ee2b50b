//! Meaning: lints as data, the law they cite, and the profiles of documents; all read from the folder `lints/`.

mod condition;
mod embedded;
mod example;
mod file;
mod law;
mod profile;
mod ruleset;

pub use condition::{Condition, PolarityFilter};
pub use example::{Example, Expect};
pub(crate) use file::LEVELS;
pub use file::{Applies, Check, Docs, Forbid, Imply, Level, Lint, Maturity, Messages, Require, Within};
pub use law::{Checked, LawTable, Provision, ProvisionId};
pub use profile::{Basis, Channel, Jurisdiction, Kind, KindRule, Known, Profile, Sector, SectorRule};
pub(crate) use profile::{CHANNELS, JURISDICTIONS, KINDS, SECTORS};
pub use ruleset::{LintFile, Ruleset};
