//! What an element means to a reader, and which elements end which.

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Opens or closes an element.
    Element(Kind),
    /// What is inside is not read.
    Hidden,
    /// `br`.
    Break,
    /// `hr`.
    Rule,
    /// `img`.
    Image,
    /// `input`.
    Input,
    /// `select`: its options are blocks by themselves.
    Select,
    /// Cells below are no longer header cells.
    TableBody,
    /// Says nothing about the text in it.
    Inline,
}

/// An element that is kept on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Division(&'static str),
    /// A division that is set apart from the text around it.
    Callout(&'static str),
    Paragraph,
    Heading(u8),
    Title,
    Preformatted,
    Quote,
    List,
    Item,
    Definitions,
    Term,
    Definition,
    /// A table; one that only lays out the page holds no rows and cells for a reader.
    Table {
        layout: bool,
    },
    TableHead,
    Row {
        layout: bool,
    },
    Cell {
        layout: bool,
    },
    Choice,
    Bold,
    Link,
    Label,
    /// A button; in MJML one may be a link as well.
    Button {
        link: bool,
    },
    /// A block of MJML that is a link.
    Linked,
}

/// Elements that do nothing but end the block before and after them; sorted.
const DIVISIONS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "details",
    "dialog",
    "div",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "legend",
    "main",
    "mj-accordion",
    "mj-accordion-element",
    "mj-accordion-text",
    "mj-accordion-title",
    "mj-body",
    "mj-carousel",
    "mj-column",
    "mj-container",
    "mj-group",
    "mj-hero",
    "mj-invoice",
    "mj-list",
    "mj-location",
    "mj-navbar",
    "mj-preview",
    "mj-raw",
    "mj-section",
    "mj-social",
    "mj-text",
    "mj-wrapper",
    "nav",
    "noscript",
    "optgroup",
    "search",
    "section",
];

/// What the tag called `name` (in lower case) does.
pub(super) fn role(name: &str) -> Role {
    let kind = match name {
        "p" => Kind::Paragraph,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" | "summary" => Kind::Heading(6),
        "title" | "mj-title" => Kind::Title,
        "pre" | "xmp" | "listing" => Kind::Preformatted,
        "blockquote" => Kind::Quote,
        "ul" | "ol" | "menu" | "dir" => Kind::List,
        "li" => Kind::Item,
        "dl" => Kind::Definitions,
        "dt" => Kind::Term,
        "dd" => Kind::Definition,
        "table" | "mj-table" => Kind::Table { layout: false },
        "thead" => Kind::TableHead,
        "tr" => Kind::Row { layout: false },
        "td" | "th" => Kind::Cell { layout: false },
        "option" => Kind::Choice,
        "b" | "strong" => Kind::Bold,
        // Campaign Monitor's links, whose names say where they lead.
        "a" | "forwardtoafriend" | "preferences" | "unsubscribe" | "webversion" => Kind::Link,
        "mj-link" | "mj-navbar-link" | "mj-social-element" => Kind::Linked,
        "label" => Kind::Label,
        "button" | "mj-button" => Kind::Button { link: false },
        "script" | "style" | "template" | "textarea" | "iframe" | "svg" | "mj-attributes" | "mj-breakpoint" | "mj-html-attributes"
        | "mj-style" => return Role::Hidden,
        "br" => return Role::Break,
        "hr" | "mj-divider" | "mj-spacer" => return Role::Rule,
        "img" | "mj-image" | "mj-carousel-image" => return Role::Image,
        "input" => return Role::Input,
        "select" => return Role::Select,
        "tbody" | "tfoot" => return Role::TableBody,
        _ => match DIVISIONS.binary_search(&name) {
            Ok(index) => Kind::Division(DIVISIONS[index]),
            Err(_) => return Role::Inline,
        },
    };
    Role::Element(kind)
}

/// Whether `name` is an element of HTML at all: `<thirteen` is text, `<div` is a tag that somebody forgot to close.
pub(super) fn is_known(name: &str) -> bool {
    role(name) != Role::Inline
        || matches!(name, "span" | "em" | "i" | "u" | "s" | "small" | "font" | "sup" | "sub" | "html" | "head" | "meta" | "link" | "code")
}

impl Kind {
    /// Whether both are the same element, whatever is noted about them.
    pub(super) fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Division(one) | Self::Callout(one), Self::Division(two) | Self::Callout(two)) => one == two,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }

    /// Whether the element stands within a line of text.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Bold | Self::Link | Self::Label | Self::Button { .. })
    }

    /// Whether authors may leave out its end tag.
    pub(super) fn ends_by_itself(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Item
                | Self::Term
                | Self::Definition
                | Self::TableHead
                | Self::Row { .. }
                | Self::Cell { .. }
                | Self::Choice
        )
    }

    /// Whether an end tag of this element, or a start tag that ends it, does not reach beyond `barrier`.
    pub(super) fn stops_at(self, barrier: Self) -> bool {
        match self {
            Self::Table { .. } => false,
            Self::TableHead | Self::Row { .. } | Self::Cell { .. } => matches!(barrier, Self::Table { .. }),
            Self::Item => matches!(barrier, Self::List | Self::Cell { .. }),
            Self::Term | Self::Definition => matches!(barrier, Self::Definitions | Self::Cell { .. }),
            _ => matches!(barrier, Self::Cell { .. }),
        }
    }

    /// The elements that its start tag ends.
    pub(super) fn ends(self) -> &'static [Self] {
        const LAYOUT: bool = false;
        match self {
            Self::Item => &[Self::Item],
            Self::Term | Self::Definition => &[Self::Term, Self::Definition],
            Self::TableHead | Self::Row { .. } => &[Self::Row { layout: LAYOUT }],
            Self::Cell { .. } => &[Self::Cell { layout: LAYOUT }],
            Self::Choice => &[Self::Choice],
            Self::Link => &[Self::Link],
            Self::Label => &[Self::Label],
            Self::Button { .. } => &[Self::Button { link: false }],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_divisions_are_sorted() {
        assert!(DIVISIONS.is_sorted());
        assert_eq!(role("section"), Role::Element(Kind::Division("section")));
    }
}
