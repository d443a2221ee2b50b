//! The template layer: finds the tags of a template language and overwrites them, so that the parser of the host format reads the
//! file as if they were not there.
//!
//! The masked text is as long as the source and has the same line breaks, so every offset means the same in both. Nothing here runs
//! a template: both branches of an `if` stay, and what a tag prints is unknown.

mod angles;
mod blade;
mod braces;
mod freemarker;
pub(super) mod merge;
mod paint;
#[cfg(test)]
mod properties;
mod razor;
pub(super) mod role;
mod scan;
#[cfg(test)]
mod tests;

use crate::document::model::{Hole, Trouble};
use crate::source::{Format, Host, Run, SourceFile, Span, Template};
use std::collections::HashMap;

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

/// Masks the template tags of `source`. A source put together from several files is masked file by file, each in its own language,
/// so that a tag left open in one of them does not reach into the next.
pub(super) fn mask(source: &SourceFile, format: Format) -> Masked {
    let mut whole = Masked { text: String::with_capacity(source.text().len()), holes: Vec::new(), troubles: Vec::new() };
    let mut by_file: HashMap<usize, Masked> = HashMap::new();
    for run in source.runs() {
        let of_file = Format { template: run.template.unwrap_or(format.template), ..format };
        let masked = by_file.entry(run.file).or_insert_with(|| mask_text(run.source.text(), of_file));
        whole.append(masked, &run);
    }
    whole
}

impl Masked {
    /// Appends what lies in `run` of a file that has been masked.
    fn append(&mut self, masked: &Self, run: &Run<'_>) {
        let moved = |span: Span| Span::new(span.start - run.span.start + run.at, span.end - run.span.start + run.at);
        let inside = |span: Span| run.span.start <= span.start && span.end <= run.span.end;
        self.text.push_str(&masked.text[run.span.range()]);
        let first = masked.holes.partition_point(|hole| hole.span.start < run.span.start);
        let holes = masked.holes[first..].iter().take_while(|hole| inside(hole.span));
        self.holes.extend(holes.map(|hole| Hole { span: moved(hole.span), expression: moved(hole.expression), role: hole.role }));
        let first = masked.troubles.partition_point(|trouble| trouble.span.start < run.span.start);
        let troubles = masked.troubles[first..].iter().take_while(|trouble| inside(trouble.span));
        self.troubles.extend(troubles.map(|trouble| Trouble { span: moved(trouble.span), message: trouble.message.clone() }));
    }
}

/// Masks the template tags of the text of one file.
pub(super) fn mask_text(source: &str, format: Format) -> Masked {
    let scan = scanned(source, format.template);
    let holes = merge::add(source, 0..source.len(), scan.holes, merge::has_braces(format.template));
    let text = paint::paint(source, &holes, format.host);
    let mut troubles = scan.troubles;
    troubles.sort_by_key(|trouble| trouble.span);
    if format.template == Template::Any {
        // A text about templates shows their marks as code.
        troubles.retain(|trouble| !source[..trouble.span.start as usize].ends_with('`'));
    }
    Masked { text, holes, troubles }
}

fn scanned(source: &str, template: Template) -> Scan<'_> {
    let mut scan = Scan::new(source);
    match template {
        Template::Razor => razor::scan(&mut scan),
        Template::FreeMarker => freemarker::scan(&mut scan),
        _ => tags(&mut scan, template),
    }
    scan
}

/// Finds the tags of every language whose tags can be told by their first bytes alone.
fn tags(scan: &mut Scan<'_>, template: Template) {
    let with_hash_comments = match template {
        Template::Jinja => true,
        // `{#` also begins the attributes of a heading in Markdown.
        Template::Any => ["{%", "{{ "].iter().any(|tag| scan.source.contains(tag)),
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
