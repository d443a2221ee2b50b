//! noticelint: a linter for privacy notices and marketing copy.
//!
//! A document walks through the modules in this order and never turns back; each imports only those above it:
//!
//! | module | what has become of the document |
//! |---|---|
//! | [`source`] | bytes: files, encodings, positions |

pub mod source;
