//! Findings: the active lints asked about one document and its hits.

mod allow;
mod alternatives;
mod baseline;
mod bundle;
mod changes;
mod check;
mod choice;
mod classify;
mod compare;
mod dated;
mod declared;
mod engine;
mod evaluate;
mod fingerprint;
mod fix;
mod forbid;
mod language;
mod open;
mod pointer;
mod suppress;
mod tell;
mod unit;

pub use allow::{Allow, Form, Origin, Suppressed, mistake, named, refused};
pub use baseline::{Baseline, Coverage, Place, Recorded};
pub use bundle::{Page, merge};
pub use changes::{Comparison, ItemChange, Mention, MentionChange, Versions};
pub use check::{ClassifiedDocument, DocumentReport, Open, Remark, RemarkKind, Settings, UNKNOWN_KIND, check, classify_document};
pub use choice::{Choice, Chosen, choose};
pub use classify::{Classification, FoundSignal, Sender, classify};
pub use declared::Declared;
pub use engine::{Asked, Evidence, Finding, Item, Label, Outcome, Status, Wanted, run};
pub use fingerprint::digest;
pub use fix::{Edit, FilePlan, Fix, Plan};
pub use suppress::{Tally, suppress};
pub use tell::tell;
