//! `FreeMarker`: `${...}`, directives (`<#if ...>`), macros (`<@name ...>`) and comments; also with square brackets, `[#if ...]`.

use super::role;
use super::scan::{Closing, Scan};
use crate::document::model::HoleRole;

const BRACKETS: &[u8] = b"(){}[]";
const PRINT: Closing = Closing { mark: "}", stops: &["${"], strings: true, nests: BRACKETS };
const ANGLES: Closing = Closing { mark: ">", stops: &["<#", "</#", "<@", "</@"], strings: true, nests: BRACKETS };
const SQUARES: Closing = Closing { mark: "]", stops: &["[#", "[/#", "[/@"], strings: true, nests: BRACKETS };
const SQUARE_PRINT: Closing = Closing { mark: "]", stops: &["[="], strings: true, nests: BRACKETS };

/// What tells that the tags of a file are in square brackets, which mean nothing otherwise.
const SQUARE_SIGNS: &[&str] = &["[#ftl", "[#--", "[#if ", "[#list ", "[#assign ", "[#include ", "[#import ", "[#macro ", "[/#"];

/// Finds the tags of a template.
pub(super) fn scan(scan: &mut Scan<'_>) {
    let is_square = SQUARE_SIGNS.iter().any(|sign| scan.source.contains(sign));
    let mut at = 0;
    while let Some(found) = scan.find_byte(at, b"$#<[") {
        let after = match scan.bytes[found] {
            b'$' | b'#' if scan.is_at(found + 1, "{") => Some(print(scan, found, 2, &PRINT)),
            b'<' => tag(scan, found, &ANGLES, "-->", "</#noparse>"),
            b'[' if is_square && scan.is_at(found, "[=") => Some(print(scan, found, 2, &SQUARE_PRINT)),
            b'[' if is_square => tag(scan, found, &SQUARES, "--]", "[/#noparse]"),
            _ => None,
        };
        at = after.unwrap_or(found + 1);
    }
}

/// What prints a value; where to go on.
fn print(scan: &mut Scan<'_>, at: usize, opening: usize, closing: &Closing) -> usize {
    let start = at + opening;
    let Some(end) = scan.closing(start, closing) else {
        scan.unclosed(at, start, closing.mark);
        return start;
    };
    let after = end + closing.mark.len();
    let role = role::freemarker(scan.source[start..end].trim());
    scan.hole(at..after, start..end, role);
    after
}

/// Reads the directive, the macro or the comment at `at`, if there is one; returns where to go on.
fn tag(scan: &mut Scan<'_>, at: usize, closing: &Closing, comment_end: &'static str, raw_end: &'static str) -> Option<usize> {
    let is_end = scan.is_at(at + 1, "/");
    let sign = at + 1 + usize::from(is_end);
    let is_macro = match scan.bytes.get(sign)? {
        b'#' => false,
        b'@' => true,
        _ => return None,
    };
    if scan.is_at(sign, "#--") && !is_end {
        let start = sign + 3;
        let Some(end) = scan.next_of(comment_end, start) else {
            scan.unclosed(at, start, comment_end);
            return Some(start);
        };
        scan.hole(at..end + comment_end.len(), start..end, HoleRole::Comment);
        return Some(end + comment_end.len());
    }
    // `</@>` ends whichever macro is open.
    let is_named = scan.bytes.get(sign + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    if !(is_named || is_end && is_macro) {
        return None;
    }
    let Some(end) = scan.closing(sign + 1, closing) else {
        scan.unclosed(at, scan.skip_name(sign + 1), closing.mark);
        return Some(sign + 1);
    };
    let after = end + closing.mark.len();
    let written = scan.source[sign + 1..end].trim_end();
    let inside = written.strip_suffix('/').unwrap_or(written);
    let role = match (is_end, is_macro) {
        (true, _) => HoleRole::Code,
        (_, true) => role::freemarker_macro(inside.trim_end(), inside.len() < written.len()),
        _ => role::freemarker_directive(inside),
    };
    // The name of what ends is told by the stroke before it.
    let start = if is_end { at + 1 } else { sign + 1 };
    scan.hole(at..after, start..sign + 1 + inside.len(), role);
    let is_raw = !is_end && !is_macro && inside.trim_end() == "noparse";
    Some(if is_raw { scan.next_of(raw_end, after).unwrap_or(after) } else { after })
}

#[cfg(test)]
mod tests;
