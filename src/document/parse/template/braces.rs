//! Tags in braces: Jinja, Nunjucks, Twig, Liquid, Handlebars, Mustache, Blade, and what Hugo adds.

use super::role;
use super::scan::{Closing, Scan};
use crate::document::model::HoleRole;
use crate::source::Template;

const STOPS: &[&str] = &["{{", "{%"];
const PRINT: Closing = Closing { mark: "}}", stops: STOPS, strings: true, nests: b"{}" };
/// Liquid does not look at quotes.
const LIQUID_PRINT: Closing = Closing { mark: "}}", stops: STOPS, strings: false, nests: b"" };
const STATEMENT: Closing = Closing { mark: "%}", stops: STOPS, strings: true, nests: b"" };
const LIQUID_STATEMENT: Closing = Closing { mark: "%}", stops: STOPS, strings: false, nests: b"" };
const UNESCAPED: Closing = Closing { mark: "!!}", stops: &["{!!"], strings: true, nests: b"" };
const SHORTCODE: Closing = Closing { mark: ">}}", stops: STOPS, strings: true, nests: b"" };
const MARKDOWN_SHORTCODE: Closing = Closing { mark: "%}}", stops: STOPS, strings: true, nests: b"" };
const RAW_BLOCK: Closing = Closing { mark: "}}}}", stops: &[], strings: false, nests: b"" };

/// Blocks whose content is not read as template: the name of the tag, and of the tag that ends it.
const RAW: &[(&str, &str)] = &[("raw", "endraw"), ("verbatim", "endverbatim")];

/// Blocks whose content no reader sees.
const UNSEEN: &[(&str, &str, HoleRole)] = &[
    ("comment", "endcomment", HoleRole::Comment),
    ("doc", "enddoc", HoleRole::Comment),
    ("schema", "endschema", HoleRole::Code),
    ("javascript", "endjavascript", HoleRole::Code),
    ("stylesheet", "endstylesheet", HoleRole::Code),
];

/// Reads the tag at `at`, if there is one; returns where to go on.
pub(super) fn tag(scan: &mut Scan<'_>, at: usize, template: Template, hash_comments: bool) -> Option<usize> {
    use Template::{Any, Blade, Erb, FreeMarker, Jinja, Liquid, Php, Razor};
    if matches!(template, Erb | FreeMarker | Php | Razor) {
        return None;
    }
    match scan.bytes.get(at + 1)? {
        b'{' => print(scan, at, template),
        b'%' if matches!(template, Any | Jinja | Liquid) => Some(statement(scan, at, template)),
        b'#' if hash_comments => hash_comment(scan, at),
        b'!' if template == Blade && scan.is_at(at, "{!!") => {
            let Some(end) = scan.closing(at + 3, &UNESCAPED) else {
                scan.unclosed(at, at + 3, "!!}");
                return Some(at + 3);
            };
            let role = role::blade(&scan.source[at + 3..end]);
            scan.hole(at..end + 3, at + 3..end, role);
            Some(end + 3)
        }
        _ => None,
    }
}

/// `{{ ... }}` and all that begins with it.
fn print(scan: &mut Scan<'_>, at: usize, template: Template) -> Option<usize> {
    let mustaches = matches!(template, Template::Handlebars | Template::Any);
    if template == Template::Handlebars && at > 0 && scan.bytes[at - 1] == b'\\' {
        return Some(at + 2);
    }
    if mustaches && scan.is_at(at, "{{!") {
        return Some(mustache_comment(scan, at));
    }
    if template == Template::Blade && scan.is_at(at, "{{--") {
        return Some(enclosed(scan, at, 4, "--}}"));
    }
    if template == Template::Handlebars && scan.is_at(at, "{{{{") {
        return raw_block(scan, at);
    }
    if template == Template::Any && (scan.is_at(at, "{{<") || scan.is_at(at, "{{%")) {
        let closing = if scan.bytes[at + 2] == b'<' { &SHORTCODE } else { &MARKDOWN_SHORTCODE };
        if let Some(end) = scan.closing(at + 3, closing) {
            let role = role::shortcode(&scan.source[at + 3..end]);
            scan.hole(at..end + 3, at + 3..end, role);
            return Some(end + 3);
        }
    }
    let closing = if template == Template::Liquid { &LIQUID_PRINT } else { &PRINT };
    let Some(end) = scan.closing(at + 2, closing) else {
        scan.unclosed(at, at + 2, "}}");
        return Some(at + 2);
    };
    // Vue's `@{{ }}` is told to Blade by the sign before it.
    let start = if template == Template::Blade && at > 0 && scan.bytes[at - 1] == b'@' { at - 1 } else { at };
    let triple = mustaches && scan.is_at(at, "{{{") && scan.bytes[end - 1] == b'}' && end > at + 3;
    let inside = if triple { at + 3..end - 1 } else { at + 2..end };
    let role = role::printed(template, &scan.source[scan.trimmed(inside.clone())]);
    scan.hole(start..end + 2, inside, role);
    Some(end + 2)
}

/// `{{! ... }}` and `{{!-- ... --}}`.
fn mustache_comment(scan: &mut Scan<'_>, at: usize) -> usize {
    if scan.is_at(at, "{{!--") && scan.next_of("--}}", at + 5).is_some() {
        return enclosed(scan, at, 5, "--}}");
    }
    enclosed(scan, at, 3, "}}")
}

/// A comment whose opening mark has `opening` bytes and that ends at the next `mark`, whatever stands between.
fn enclosed(scan: &mut Scan<'_>, at: usize, opening: usize, mark: &'static str) -> usize {
    let Some(end) = scan.next_of(mark, at + opening) else {
        scan.unclosed(at, at + opening, mark);
        return at + opening;
    };
    scan.hole(at..end + mark.len(), at + opening..end, HoleRole::Comment);
    end + mark.len()
}

/// `{# ... #}`; not the `{#anchor}` of a heading.
fn hash_comment(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let word = scan.bytes[at + 2..].iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')).count();
    if word > 0 && scan.is_at(at + 2 + word, "}") {
        return None;
    }
    Some(enclosed(scan, at, 2, "#}"))
}

/// `{{{{name}}}} ... {{{{/name}}}}`: what stands between is not read as template.
fn raw_block(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let end = scan.closing(at + 4, &RAW_BLOCK)?;
    let closes = scan.is_at(at + 4, "/");
    scan.hole(at..end + 4, at + 4..end, HoleRole::Code);
    if closes {
        return Some(end + 4);
    }
    Some(scan.next_of("{{{{/", end + 4).unwrap_or(end + 4))
}

/// `{% ... %}`, and the whole of a block that is not read.
fn statement(scan: &mut Scan<'_>, at: usize, template: Template) -> usize {
    let closing = if template == Template::Liquid { &LIQUID_STATEMENT } else { &STATEMENT };
    let Some(end) = scan.closing(at + 2, closing) else {
        scan.unclosed(at, at + 2, "%}");
        return at + 2;
    };
    let after = end + 2;
    let expression = &scan.source[scan.trimmed(at + 2..end)];
    let name = expression.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if let Some(&(_, end_name, role)) = UNSEEN.iter().find(|(begin, ..)| *begin == name)
        && (template == Template::Liquid || name == "comment")
    {
        if let Some((inside_end, block_end)) = scan.next_end_tag(end_name, after) {
            scan.hole(at..block_end, after..inside_end, role);
            return block_end;
        }
        scan.unclosed(at, after, &format!("{{% {end_name} %}}"));
    }
    scan.hole(at..after, at + 2..end, role::statement(expression));
    if let Some(&(_, end_name)) = RAW.iter().find(|(begin, _)| *begin == name) {
        if let Some((block_end, _)) = scan.next_end_tag(end_name, after) {
            return block_end;
        }
        scan.unclosed(at, after, &format!("{{% {end_name} %}}"));
    }
    after
}
