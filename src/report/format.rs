//! The formats in which `check` reports. A new one is a file beside this one and a row here.

use super::{Run, github, gitlab, human, json, junit, markdown, ndjson, rdjson, sarif, short};
use std::io::{self, Write};

/// A format of `check`.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// Whether it leaves it to the end of the run to say of which documents the kind is not known.
    pub leaves_unknown: bool,
    write: fn(&Run<'_>, &mut dyn Write) -> io::Result<()>,
}

/// The name of the format for people, which is printed if none is asked for.
pub const HUMAN: &str = "human";

/// The name of the format that has a document a line.
pub const NDJSON: &str = "ndjson";

/// All formats.
pub const FORMATS: &[Format] = &[
    Format { name: HUMAN, about: "Compiler-style diagnostics", leaves_unknown: true, write: human::write },
    Format { name: "short", about: "One line a finding", leaves_unknown: true, write: short::write },
    Format { name: "json", about: "Everything there is to know, for machines", leaves_unknown: false, write: json::write },
    Format { name: NDJSON, about: "The same with a document a line, for corpora", leaves_unknown: false, write: ndjson::write },
    Format { name: "sarif", about: "SARIF 2.1.0, for code scanning and editors", leaves_unknown: false, write: sarif::write },
    Format { name: "github", about: "Annotations of GitHub Actions", leaves_unknown: true, write: github::write },
    Format { name: "gitlab", about: "A code quality report for GitLab", leaves_unknown: true, write: gitlab::write },
    Format { name: "junit", about: "JUnit XML, for what shows test reports", leaves_unknown: false, write: junit::write },
    Format { name: "markdown", about: "A summary for a comment or a page", leaves_unknown: false, write: markdown::write },
    Format { name: "rdjson", about: "Diagnostics for reviewdog", leaves_unknown: true, write: rdjson::write },
];

impl Format {
    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Writes the report of `run`.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(run, out)
    }
}
