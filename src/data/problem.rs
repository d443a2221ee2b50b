//! Something wrong with what a person wrote for noticelint.

use super::closest;
use crate::source::{SourceFile, Span};
use std::sync::Arc;

/// A mistake in a lint file, a vocabulary or a configuration, at its place.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of mistake, such as `data/unknown-key`.
    pub code: &'static str,
    /// What is wrong, without the place.
    pub message: String,
    /// The file.
    pub file: Arc<SourceFile>,
    /// The words that are wrong.
    pub span: Span,
    /// What to say beside them; may be empty.
    pub label: String,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// How to mend it.
    pub help: Option<String>,
}

/// Another place that has to do with a problem.
#[derive(Clone, Debug)]
pub struct Related {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The words.
    pub span: Span,
    /// What to say beside them.
    pub label: String,
}

impl Problem {
    /// A problem with the words at `span` of `file`.
    #[must_use]
    pub fn new(code: &'static str, file: &Arc<SourceFile>, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), file: Arc::clone(file), span, label: String::new(), related: Vec::new(), help: None }
    }

    /// Says `label` beside the words.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Asks whether the nearest of the `known` words was meant by `word`; says `otherwise` how to mend it if none is near.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> Self {
        match closest(word, known) {
            Some(meant) => self.label(format!("did you mean `{meant}`?")),
            None => self.help(otherwise),
        }
    }

    /// Shows another place.
    #[must_use]
    pub fn related(mut self, file: &Arc<SourceFile>, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { file: Arc::clone(file), span, label: label.into() });
        self
    }
}
