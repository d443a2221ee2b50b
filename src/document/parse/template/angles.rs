//! Tags in angle brackets: ERB, EJS, PHP.

use super::role;
use super::scan::{Closing, Scan};
use crate::document::model::HoleRole;
use crate::source::Template;
use std::ops::Range;

/// ERB and EJS end a tag at the first closing mark, be it inside a string.
const ERB: Closing = Closing { mark: "%>", stops: &["<%"], strings: false, nests: b"" };
const PHP: Closing = Closing { mark: "?>", stops: &[], strings: true, nests: b"" };

/// Reads the tag at `at`, if there is one; returns where to go on.
pub(super) fn tag(scan: &mut Scan<'_>, at: usize, template: Template) -> Option<usize> {
    match scan.bytes.get(at + 1)? {
        b'%' if matches!(template, Template::Erb | Template::Any) => Some(erb(scan, at)),
        b'?' if matches!(template, Template::Php | Template::Blade | Template::Any) => php(scan, at, template),
        _ => None,
    }
}

fn erb(scan: &mut Scan<'_>, at: usize) -> usize {
    if scan.is_at(at, "<%%") {
        return at + 3;
    }
    let (opening, mark) = if scan.is_at(at, "<%--") && scan.next_of("--%>", at + 4).is_some() {
        (4, "--%>")
    } else {
        (if scan.is_at(at, "<%#") { 3 } else { 2 }, "%>")
    };
    let end = if opening > 2 { scan.next_of(mark, at + opening) } else { scan.closing(at + opening, &ERB) };
    let Some(end) = end else {
        scan.unclosed(at, at + opening, mark);
        return at + opening;
    };
    let after = end + mark.len();
    if opening > 2 {
        scan.hole(at..after, at + opening..end, HoleRole::Comment);
        return after;
    }
    let mut start = at + 2;
    while start < end && matches!(scan.bytes[start], b'=' | b'-' | b'_') {
        start += 1;
    }
    let mut stop = end;
    if stop > start && matches!(scan.bytes[stop - 1], b'-' | b'_') {
        stop -= 1;
    }
    let role = role::erb(scan.bytes[at + 2], stop < end, scan.source[start..stop].trim());
    scan.hole(at..after, start..stop, role);
    after
}

/// `<?php ... ?>`, `<?= ... ?>`; `<? ... ?>` only where the file is PHP by its name. What is not closed runs to the end, as in PHP.
fn php(scan: &mut Scan<'_>, at: usize, template: Template) -> Option<usize> {
    let rest = &scan.bytes[at + 2..];
    let prints = rest.first() == Some(&b'=');
    let named = rest.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(b"php")) && rest.get(3).is_none_or(u8::is_ascii_whitespace);
    let short = template != Template::Any && rest.first().is_none_or(u8::is_ascii_whitespace);
    let opening = match (prints, named, short) {
        (true, ..) => 3,
        (_, true, _) => 5,
        (_, _, true) => 2,
        _ => return None,
    };
    let start = at + opening;
    let (end, after) = match scan.closing(start, &PHP) {
        Some(end) => (end, end + 2),
        None => (scan.bytes.len(), scan.bytes.len()),
    };
    if let Some(words) = php_comment(&scan.source[start..end]) {
        scan.hole(at..after, start + words.start..start + words.end, HoleRole::Comment);
        return Some(after);
    }
    let role = role::php(prints, scan.source[start..end].trim());
    scan.hole(at..after, start..end, role);
    Some(after)
}

/// The words of a comment, if it is all there is in a tag.
fn php_comment(code: &str) -> Option<Range<usize>> {
    let from = code.len() - code.trim_start().len();
    let line = |mark| Some((mark, code.trim().strip_prefix(mark).filter(|words| !words.contains('\n'))?));
    let block = || Some(("/*", code.trim().strip_prefix("/*")?.strip_suffix("*/").filter(|words| !words.contains("*/"))?));
    let (mark, words) = line("//").or_else(|| line("#")).or_else(block)?;
    Some(from + mark.len()..from + mark.len() + words.len())
}
