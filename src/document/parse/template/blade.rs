//! Blade's directives: `@name` and `@name(...)`. Its other tags are those of PHP and those in braces.

use super::scan::Scan;
use crate::document::model::HoleRole::{self, Code, Include, Lookup, Value};

/// Directives that print nothing themselves; `@end...` and `@else...` of any name are as well.
const CODE: &[&str] = &[
    "append",
    "auth",
    "aware",
    "break",
    "can",
    "canany",
    "cannot",
    "case",
    "checked",
    "class",
    "component",
    "componentFirst",
    "continue",
    "csrf",
    "dd",
    "default",
    "disabled",
    "dump",
    "empty",
    "env",
    "error",
    "extends",
    "extendsFirst",
    "for",
    "foreach",
    "forelse",
    "fragment",
    "guest",
    "hasSection",
    "hasStack",
    "hasstack",
    "if",
    "inject",
    "isset",
    "livewireScripts",
    "livewireStyles",
    "method",
    "once",
    "overwrite",
    "php",
    "prepend",
    "prependOnce",
    "production",
    "props",
    "push",
    "pushIf",
    "pushOnce",
    "readonly",
    "required",
    "section",
    "sectionMissing",
    "selected",
    "session",
    "show",
    "slot",
    "stop",
    "style",
    "switch",
    "unless",
    "unset",
    "use",
    "verbatim",
    "vite",
    "viteReactRefresh",
    "while",
];

/// Directives that print another view, or a part that another view fills.
const INCLUDES: &[&str] = &[
    "each",
    "include",
    "includeFirst",
    "includeIf",
    "includeIsolated",
    "includeUnless",
    "includeWhen",
    "livewire",
    "parent",
    "stack",
    "yield",
];

/// Rules of CSS that look like directives with an argument.
const CSS: &[&str] = &[
    "charset",
    "container",
    "counter",
    "font",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "property",
    "scope",
    "supports",
];

/// Reads the directive at `at`, if there is one; returns where to go on.
pub(super) fn directive(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    if scan.is_at(at, "@@") {
        return escaped(scan, at);
    }
    let name_end = scan.skip_name(at + 1);
    let name = &scan.source[at + 1..name_end];
    if scan.after_word(at) || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let known = role_of(name);
    let open = scan.bytes[name_end..].iter().position(|byte| !matches!(byte, b' ' | b'\t')).map_or(name_end, |offset| name_end + offset);
    let has_arguments = scan.is_at(open, "(") && (open == name_end || known.is_some());
    if !has_arguments {
        return Some(bare(scan, at, name_end, known?));
    }
    if known.is_none() && CSS.contains(&name) {
        return None;
    }
    let Some(end) = scan.balanced(open, false) else {
        scan.unclosed(at, open + 1, ")");
        return Some(open + 1);
    };
    // A directive made for this site prints something more often than not.
    scan.hole(at..end, at + 1..end, known.unwrap_or(Value));
    Some(end)
}

/// `@@if` prints `@if`: the first sign is the tag.
fn escaped(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    if !scan.bytes.get(at + 2)?.is_ascii_alphabetic() {
        return None;
    }
    scan.hole(at..at + 1, at + 1..at + 1, Code);
    Some(at + 2)
}

/// A directive without arguments, and what it opens.
fn bare(scan: &mut Scan<'_>, at: usize, name_end: usize, role: HoleRole) -> usize {
    let name = &scan.source[at + 1..name_end];
    if name == "php"
        && let Some(end) = scan.next_of("@endphp", name_end)
    {
        let after = end + "@endphp".len();
        scan.hole(at..after, name_end..end, Code);
        return after;
    }
    let content_end = if name == "verbatim" { scan.next_of("@endverbatim", name_end) } else { None };
    if matches!(name, "php" | "verbatim") && content_end.is_none() {
        let mark = format!("@end{name}");
        scan.unclosed(at, name_end, &mark);
    }
    scan.hole(at..name_end, at + 1..name_end, role);
    content_end.unwrap_or(name_end)
}

fn role_of(name: &str) -> Option<HoleRole> {
    match name {
        "lang" | "choice" => Some(Lookup),
        "json" | "js" => Some(Value),
        _ if INCLUDES.contains(&name) => Some(Include),
        _ if CODE.contains(&name) || name.starts_with("end") || name.starts_with("else") => Some(Code),
        _ => None,
    }
}
