//! The template layer: finds the tags of a template language and overwrites them, so that the parser of the host format reads the
//! file as if they were not there.
//!
//! The masked text is as long as the source and has the same line breaks, so every offset means the same in both. Nothing here runs
//! a template: both branches of an `if` stay, and what a tag prints is unknown.

mod angles;
mod blade;
mod braces;
mod paint;
#[cfg(test)]
mod properties;
mod razor;
pub(super) mod role;
mod scan;
#[cfg(test)]
mod tests;

use crate::document::model::{Hole, Trouble};
use crate::source::{Format, Host, Template};

pub(super) use scan::Scan;

/// A source with its template tags overwritten.
pub(super) struct Masked {
    /// As long as the source, byte for byte the same outside the tags.
    pub(super) text: String,
    /// The tags: sorted, disjoint, on character borders.
    pub(super) holes: Vec<Hole>,
    /// Tags that do not close.
    pub(super) troubles: Vec<Trouble>,
}

/// `source` with `holes` overwritten for a parser of HTML.
pub(super) fn painted(source: &str, holes: &[Hole]) -> String {
    paint::paint(source, holes, Host::Html)
}

/// Masks the template tags of `source`.
pub(super) fn mask(source: &str, format: Format) -> Masked {
    let scan = scanned(source, format.template);
    let text = paint::paint(source, &scan.holes, format.host);
    let mut troubles = scan.troubles;
    troubles.sort_by_key(|trouble| trouble.span);
    if format.template == Template::Any {
        // A text about templates shows their marks as code.
        troubles.retain(|trouble| !source[..trouble.span.start as usize].ends_with('`'));
    }
    Masked { text, holes: scan.holes, troubles }
}

fn scanned(source: &str, template: Template) -> Scan<'_> {
    let mut scan = Scan::new(source);
    if template == Template::Razor {
        razor::scan(&mut scan);
    } else {
        tags(&mut scan, template);
    }
    scan
}

/// Finds the tags of every language whose tags can be told by their first bytes alone.
fn tags(scan: &mut Scan<'_>, template: Template) {
    let with_hash_comments = match template {
        Template::Jinja => true,
        // `{#` also begins the attributes of a heading in Markdown.
        Template::Any => scan.source.contains("{%"),
        _ => false,
    };
    let mut at = 0;
    while let Some(found) = scan.find_byte(at, b"{<@") {
        let after = match scan.bytes[found] {
            b'{' => braces::tag(scan, found, template, with_hash_comments),
            b'<' => angles::tag(scan, found, template),
            _ if template == Template::Blade => blade::directive(scan, found),
            _ => None,
        };
        at = after.unwrap_or(found + 1);
    }
}
