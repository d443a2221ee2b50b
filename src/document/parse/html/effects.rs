//! What opening and closing an element tells the document builder.

use super::HtmlReader;
use super::elements::Kind;
use super::tokens::{Attribute, StartTag};
use crate::document::build::DocumentBuilder;

/// Words in the class of a division that sets its text apart, in the design systems of public bodies and in common frameworks.
const CALLOUTS: &[&str] =
    &["admonition", "alert", "call-out", "callout", "highlight", "important", "inset", "notification", "panel", "warning"];

/// Whether a division sets its text apart. The panels of tabs and accordions, and what wraps a whole page, do not.
fn is_callout(tag: &StartTag) -> bool {
    let role = tag.attribute("role").map(|role| role.value.trim().to_ascii_lowercase());
    let class = tag.attribute("class").map(|class| class.value.to_ascii_lowercase()).unwrap_or_default();
    let names = |word: &str, names: &[&str]| names.iter().any(|name| word.contains(name));
    matches!(role.as_deref(), Some("note" | "alert"))
        || class.split_whitespace().any(|word| names(word, CALLOUTS) && !names(word, &["accordion", "body", "group", "tab", "wrapper"]))
}

/// Where a link leads.
enum Target<'t> {
    Attribute(&'t Attribute),
    /// The program that sends a mailing fills in where: `<unsubscribe>`.
    Named(&'t str),
}

fn target(tag: &StartTag) -> Option<Target<'_>> {
    if matches!(tag.name.as_str(), "forwardtoafriend" | "preferences" | "unsubscribe" | "webversion") {
        return Some(Target::Named(&tag.name));
    }
    tag.value("href").map(Target::Attribute)
}

impl HtmlReader {
    /// What an element of this kind is where it stands; `None` if it is nothing there.
    pub(super) fn in_place(&self, kind: Kind, tag: &StartTag) -> Option<Kind> {
        let table = || {
            self.stack.iter().rev().find_map(|open| match open {
                Kind::Table { layout } => Some(*layout),
                _ => None,
            })
        };
        match kind {
            Kind::Table { .. } => {
                let role = tag.attribute("role").map(|role| role.value.trim().to_ascii_lowercase());
                Some(Kind::Table { layout: matches!(role.as_deref(), Some("presentation" | "none")) })
            }
            Kind::Row { .. } => table().map(|layout| Kind::Row { layout }),
            Kind::Cell { .. } => table().map(|layout| Kind::Cell { layout }),
            Kind::TableHead => table().map(|_| kind),
            Kind::Link => target(tag).map(|_| kind),
            Kind::Linked => Some(if tag.value("href").is_some() { kind } else { Kind::Division("mj-link") }),
            Kind::Button { .. } => Some(Kind::Button { link: tag.name.starts_with("mj-") && tag.value("href").is_some() }),
            Kind::Division(name) if is_callout(tag) => Some(Kind::Callout(name)),
            Kind::Heading(_) if matches!(self.stack.last(), Some(Kind::Heading(_))) && tag.name == "summary" => None,
            _ => Some(kind),
        }
    }

    pub(super) fn open(&self, kind: Kind, tag: &StartTag, builder: &mut DocumentBuilder<'_>) {
        match kind {
            Kind::Quote | Kind::Callout(_) => builder.open_quote(),
            Kind::List => builder.open_list(),
            Kind::Item => builder.open_item(),
            Kind::Definitions => builder.open_definitions(),
            Kind::Term => builder.open_term(),
            Kind::Definition => builder.open_definition(),
            Kind::Table { layout: false } => builder.open_table(),
            Kind::Row { layout: false } => builder.open_row(),
            Kind::Cell { layout: false } => {
                let in_head =
                    self.stack.iter().rev().take_while(|open| !matches!(open, Kind::Table { .. })).any(|&open| open == Kind::TableHead);
                let spans = |name| tag.attribute(name).and_then(|value| value.value.trim().parse().ok()).unwrap_or(1);
                builder.open_spanning_cell(in_head || tag.name == "th", spans("colspan"), spans("rowspan"));
            }
            Kind::Bold => builder.open_bold(),
            Kind::Link | Kind::Linked | Kind::Button { link: true } => match target(tag) {
                Some(Target::Attribute(target)) => {
                    let target = builder.with_holes(&target.value, target.span);
                    builder.open_link(target.trim(), tag.span.start);
                }
                Some(Target::Named(name)) => builder.open_link(name, tag.span.start),
                None => {}
            },
            Kind::Label => builder.open_label(tag.value("for").map(|target| builder.written(target.span))),
            _ => {}
        }
    }

    pub(super) fn close(&mut self, kind: Kind, at: u32, builder: &mut DocumentBuilder<'_>) {
        match kind {
            Kind::Bold => return builder.close_bold(),
            Kind::Link => return builder.close_link(at),
            Kind::Linked | Kind::Button { link: true } => builder.close_link(at),
            Kind::Label => builder.close_label(),
            Kind::Quote | Kind::Callout(_) => builder.close_quote(),
            Kind::List => builder.close_list(),
            Kind::Item => builder.close_item(),
            Kind::Definitions => builder.close_definitions(),
            Kind::Term | Kind::Definition => builder.close_definition(),
            Kind::Table { layout: false } => builder.close_table(),
            Kind::Row { layout: false } => builder.close_row(),
            Kind::Cell { layout: false } => builder.close_cell(),
            _ => {}
        }
        self.break_block(builder);
    }
}
