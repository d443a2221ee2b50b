//! Meaning: lints as data, the law they cite, and the profiles of documents; all read from the folder `lints/`.

mod condition;
mod definition;
mod embedded;
mod example;
mod file;
mod law;
mod marketing;
mod organisation;
mod pointer;
mod profile;
mod profiles;
mod replacement;
mod role;
mod ruleset;
mod schema;
mod watch;
mod words;

pub use condition::{Condition, ControlIs, PolarityFilter};
pub(crate) use definition::LEVELS;
pub use definition::{
    AllowMistake, Applies, Check, Compare, Counted, Docs, Forbid, Imply, Level, Lint, Maturity, Measured, Messages, Require, Within,
};
pub use example::{Example, Expect};
pub use law::{Checked, LawTable, Provision, ProvisionId};
pub use marketing::{Marketing, Meaning, PRIVATE_SENDER, Row, SenderGroup, Side, Signal, UNKNOWN_SENDER, Verdict};
pub(crate) use organisation::read as read_organisation;
pub use organisation::{Declaration, Organisation};
pub use pointer::PointerRule;
pub use profile::{Basis, Channel, ChannelRule, Fact, Jurisdiction, Kind, KindRule, Known, ListBasis, Profile, Sector, SectorRule};
pub(crate) use profile::{CHANNELS, JURISDICTIONS, KINDS, LIST_BASES, SECTORS};
pub use replacement::Replacement;
pub use ruleset::{LintFile, Ruleset};
pub use schema::schema;
pub use watch::{Watch, WatchedValue};
