//! Where a value comes from.

use crate::source::{SourceFile, Span};
use std::fmt;

/// Where something is said that holds for a run or a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SetBy {
    /// Nowhere: it is so unless somebody says otherwise.
    #[default]
    Default,
    /// On the command line, by this option.
    Option(&'static str),
    /// In a file that a user wrote.
    File {
        /// What it is called.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// It follows from something else: from what.
    Because(String),
}

impl SetBy {
    /// The words at `span` of `file`.
    #[must_use]
    pub fn at(file: &SourceFile, span: Span) -> Self {
        Self::File { path: file.name().to_owned(), line: file.place(span.start).line as usize }
    }
}

impl fmt::Display for SetBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Option(option) => write!(f, "command line, {option}"),
            Self::File { path, line } => write!(f, "{path}:{line}"),
            Self::Because(why) => f.write_str(why),
        }
    }
}

/// A value that is set, by its key as it is written, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key; keys in tables with the name of the table, as `organisation.name`.
    pub key: String,
    /// The value; null if there is none.
    pub value: serde_json::Value,
    /// Where it comes from.
    pub origin: SetBy,
}
