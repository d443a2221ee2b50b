//! From a source to a document: the template layer first, then the parser of the host format.

#[cfg(test)]
mod dump;
mod html;
mod markdown;
mod plain;
mod template;

use super::build::DocumentBuilder;
use super::model::Document;
use crate::source::{Format, Host, SourceFile};

/// Reads `source` as `format`. Never fails: what cannot be read as it was meant is in [`Document::troubles`].
#[must_use]
pub fn parse(source: &SourceFile, format: Format) -> Document {
    let masked = template::mask(source.text(), format);
    let mut builder = DocumentBuilder::new(source.text(), format, masked.holes);
    for trouble in masked.troubles {
        builder.trouble(trouble.span, trouble.message);
    }
    match format.host {
        Host::Markdown => markdown::parse(&masked.text, &mut builder),
        Host::Html => html::parse(&masked.text, &mut builder),
        Host::Text => plain::parse(&masked.text, &mut builder),
    }
    builder.finish()
}
