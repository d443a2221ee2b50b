//! noticelint: a linter for privacy notices and marketing copy.
//!
//! A document walks through the modules in this order and never turns back; each imports only those above it:
//!
//! | module | what has become of the document |
//! |---|---|
//! | [`source`] | bytes: files, encodings, positions |
//! | [`document`] | one folded text with its map to the source, and its structure |
//! | [`vocabulary`] | hits: concepts found in one pass over that text |
//! | [`lint`] | what lints ask, read from `lints/` (with [`data`], the reader of TOML) |
//! | [`finding`] | findings and statuses: lints asked about the document |
//! | [`report`] | words: the findings printed for people and machines |
//!
//! [`config`] reads `noticelint.toml`; [`cli`] turns a command line into a run and sees all of the above.

pub mod cli;
pub mod config;
pub mod data;
pub mod document;
pub mod finding;
#[cfg(test)]
mod growth;
pub mod lint;
pub mod report;
pub mod source;
pub mod verify;
pub mod vocabulary;
