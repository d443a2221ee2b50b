//! Slim: elements by indentation, words behind the name of their element or a bar.

use super::markup::Markup;
use super::ruby::{Line, Lines, pairs};

/// Languages that stand in a file of Slim and that no reader sees.
const UNSEEN: &[&str] = &["javascript", "css", "ruby", "scss", "sass", "less", "coffee", "styl", "stylus", "opal", "builder", "nokogiri"];

/// Reads a file of Slim.
pub(super) fn read(source: &str) -> Markup {
    let mut lines = Lines::new(source);
    let mut at = 0;
    while let Some(line) = lines.line(at) {
        at = if line.is_blank() {
            lines.markup.html(line.start..line.next);
            line.next
        } else {
            lines.close_to(line.indent(), line.start);
            lines.markup.html(line.start..line.at);
            read_line(&mut lines, line)
        };
    }
    lines.finish()
}

/// Reads `line`; where to go on.
fn read_line(lines: &mut Lines<'_>, line: Line) -> usize {
    let rest = &lines.scan.source[line.at..line.end];
    if rest.starts_with("/!") {
        return lines.comment(line, line.at + 2, true);
    }
    match rest.as_bytes().first() {
        Some(b'/') => lines.comment(line, line.at + 1, false),
        Some(b'|' | b'\'') => words(lines, line.at + 1, line),
        Some(b'-') => lines.code(line.at, line),
        Some(b'=') => lines.print(line.at, &MARKS, line),
        Some(b'<') => {
            lines.text(line.at..line.next);
            line.next
        }
        _ if rest.starts_with("doctype ") => line.next,
        _ => match rest.trim_end().strip_suffix(':') {
            Some("markdown") => lines.markdown(line),
            Some(name) if UNSEEN.contains(&name) => lines.block_end(line),
            _ => element(lines, line),
        },
    }
}

const MARKS: [char; 4] = ['=', '<', '>', '\''];

/// Words that begin at `at` and go on in the lines below that are indented deeper.
fn words(lines: &mut Lines<'_>, at: usize, line: Line) -> usize {
    let end = lines.block_end(line);
    lines.text(at.min(end)..end);
    end
}

/// `name.class#id attributes text`, `name: name text`, `name= code`.
fn element(lines: &mut Lines<'_>, line: Line) -> usize {
    let (source, bytes) = (lines.scan.source, lines.scan.bytes);
    let (indent, mut line) = (line.indent(), line);
    loop {
        let part = |from: usize, extra: &[u8]| {
            from + bytes[from..line.end].iter().take_while(|byte| byte.is_ascii_alphanumeric() || extra.contains(byte)).count()
        };
        let start = line.at;
        let named = part(start, b"-_");
        // `svg:rect` is a name, and `li: a` two elements.
        let longer = if bytes[named..line.end].starts_with(b":") { part(named + 1, b"-_") } else { named };
        let named = if longer > named + 1 && named > start { longer } else { named };
        let mut at = named;
        while at < line.end && matches!(bytes[at], b'.' | b'#') && part(at + 1, b"-_:@/") > at + 1 {
            at = part(at + 1, b"-_:@/");
        }
        if at == start {
            lines.text(line.at..line.next);
            return line.next;
        }
        let mut attributes = Vec::new();
        let wraps = at + bytes[at..line.end].iter().take_while(|byte| **byte == b' ').count();
        let wrapped =
            bytes.get(at).is_some_and(|open| matches!(open, b'[' | b'(' | b'{')) || bytes.get(wraps) == Some(&b'[') && wraps < line.end;
        let open = if bytes.get(at).is_some_and(|open| matches!(open, b'[' | b'(' | b'{')) { at } else { wraps };
        if wrapped && let Some(end) = lines.scan.balanced(open, false) {
            attributes = pairs(&mut lines.scan, &mut lines.markup, open + 1..end - 1, true).0;
            at = end;
            if at > line.end {
                let line_end = lines.scan.line_end(at);
                line = Line { end: line_end, next: lines.line(line_end).map_or(line_end, |rest| rest.next), ..line };
            }
        } else if wrapped && bytes.get(at) == Some(&bytes[open]) {
            lines.scan.unclosed(
                open,
                open + 1,
                match bytes[open] {
                    b'{' => "}",
                    b'(' => ")",
                    _ => "]",
                },
            );
        } else {
            let (given, end) = pairs(&mut lines.scan, &mut lines.markup, at..line.end, false);
            (attributes, at) = (given, end);
        }
        while at < line.end && matches!(bytes[at], b'<' | b'>') {
            at += 1;
        }
        let name = if named == start { "div" } else { &source[start..named] };
        let rest = &source[at..line.end];
        lines.open(&name.to_ascii_lowercase(), indent, start..at, attributes, rest.trim() == "/");
        let trimmed = rest.trim_start();
        let inner = line.end - trimmed.len();
        if let Some(next) = rest.strip_prefix(": ").map(str::trim_start).filter(|next| !next.is_empty()) {
            line = Line { start: line.start, at: line.end - next.len(), ..line };
        } else if trimmed.starts_with('=') {
            return lines.print(inner, &MARKS, Line { at: inner, ..line });
        } else if trimmed.starts_with("| ") || trimmed.starts_with("' ") {
            return words(lines, inner + 1, Line { at: line.start + indent, ..line });
        } else {
            lines.text(if trimmed.trim_end() == "/" { line.end } else { at }..line.next);
            return line.next;
        }
    }
}

#[cfg(test)]
mod tests;
