//! From a source to a document: the template layer first, then the parser of the host format.

mod decoded;
#[cfg(test)]
mod dump;
mod escape;
mod haml;
mod html;
mod include;
mod jsx;
mod mail;
mod markdown;
mod markup;
mod plain;
mod ruby;
mod slim;
mod template;
mod texts;
mod vue;

pub use include::{Included, include, is_frame};

use super::build::DocumentBuilder;
use super::model::Document;
use crate::source::{Format, Host, SourceFile};

/// Reads `source` as `format`. Never fails: what cannot be read as it was meant is in [`Document::troubles`].
#[must_use]
pub fn parse(source: &SourceFile, format: Format) -> Document {
    match format.host {
        Host::Haml => return haml::read(source.text()).build(source.text(), format),
        Host::Slim => return slim::read(source.text()).build(source.text(), format),
        Host::Jsx => return jsx::read(source.text()).build(source.text(), format),
        Host::Astro => return jsx::read_astro(source.text()).build(source.text(), format),
        Host::Json => return texts::read_json(source.text()).build(source.text(), format),
        Host::Mail => return mail::parse(source, format),
        Host::Yaml => return texts::read_yaml(source.text()).build(source.text(), format),
        Host::Markdown | Host::Html | Host::Text | Host::Sms | Host::Vue => {}
    }
    let masked = template::mask(source, format);
    let mut builder = DocumentBuilder::new(source.text(), format, masked.holes);
    for trouble in masked.troubles {
        builder.trouble(trouble.span, trouble.message);
    }
    match format.host {
        Host::Markdown => markdown::parse(&masked.text, &mut builder),
        Host::Html => html::parse(&masked.text, &mut builder),
        Host::Vue => vue::parse(&masked.text, &mut builder),
        Host::Sms => plain::parse_messages(&masked.text, &mut builder),
        _ => plain::parse(&masked.text, &mut builder),
    }
    builder.finish()
}
