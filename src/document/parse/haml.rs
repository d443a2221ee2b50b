//! HAML: elements by indentation, one on a line.

use super::markup::Markup;
use super::ruby::{Line, Lines, hash, pairs};
use std::ops::Range;

/// Filters whose lines are shown as they stand.
const PLAIN: &[&str] = &["plain", "escaped", "preserve", "erb"];

/// Reads a file of HAML.
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
    let names = |mark: char| {
        rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-'))
    };
    if names('%') || names('.') || names('#') {
        element(lines, line)
    } else if rest.starts_with("-#") {
        lines.comment(line, line.at + 2, false)
    } else if rest.starts_with('-') {
        lines.code(line.at, line)
    } else if rest.starts_with('/') {
        lines.comment(line, line.at + 1, true)
    } else if rest.starts_with("!!!") {
        line.next
    } else if prints(rest) {
        lines.print(line.at, &MARKS, line)
    } else if rest.len() > 1
        && rest.starts_with(':')
        && rest[1..].trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+'))
    {
        filter(lines, line, rest[1..].trim_end())
    } else {
        let skipped = rest.len()
            - rest.strip_prefix(['\\', '&', '!']).filter(|after| rest.starts_with('\\') || after.starts_with(' ')).unwrap_or(rest).len();
        text(lines, line.at + skipped..line.end, line)
    }
}

const MARKS: [char; 4] = ['=', '&', '!', '~'];

fn prints(rest: &str) -> bool {
    ["=", "&=", "!=", "~"].iter().any(|mark| rest.starts_with(mark))
}

/// Words on `line`; a bar at its end says that they go on below.
fn text(lines: &mut Lines<'_>, range: Range<usize>, line: Line) -> usize {
    let words = lines.scan.source[range.clone()].trim_end();
    if let Some(words) = words.strip_suffix(" |") {
        lines.text(range.start..range.start + words.len());
        lines.markup.html(line.end..line.next);
    } else {
        lines.text(range.start..line.next);
    }
    line.next
}

fn filter(lines: &mut Lines<'_>, line: Line, name: &str) -> usize {
    let end = lines.block_end(line);
    if name == "markdown" {
        return lines.markdown(line);
    }
    if PLAIN.contains(&name) {
        lines.markup.border();
        lines.text(line.next..end);
        lines.markup.border();
    }
    end
}

/// `%name.class#id{attributes}(attributes)[object]<>/= text`.
fn element(lines: &mut Lines<'_>, line: Line) -> usize {
    let (source, bytes) = (lines.scan.source, lines.scan.bytes);
    let part = |from: usize, extra: &[u8]| {
        from + bytes[from..line.end].iter().take_while(|byte| byte.is_ascii_alphanumeric() || extra.contains(byte)).count()
    };
    let mut at = line.at;
    let mut name = "div";
    if bytes[at] == b'%' {
        let end = part(at + 1, b"-_:");
        name = &source[at + 1..end];
        at = end;
    }
    while at < line.end && matches!(bytes[at], b'.' | b'#') && part(at + 1, b"-_:@/") > at + 1 {
        at = part(at + 1, b"-_:@/");
    }
    // An attribute may end on a later line; what follows it is read there.
    let (mut attributes, mut line) = (Vec::new(), line);
    let indent = line.indent();
    let start = line.at;
    while let Some(&open) = bytes.get(at).filter(|open| matches!(open, b'{' | b'(' | b'[')) {
        let Some(end) = lines.scan.balanced(at, false) else {
            lines.scan.unclosed(
                at,
                at + 1,
                match open {
                    b'{' => "}",
                    b'(' => ")",
                    _ => "]",
                },
            );
            at = line.end;
            break;
        };
        match open {
            b'{' => attributes.extend(hash(&mut lines.scan, &mut lines.markup, at + 1..end - 1)),
            b'(' => attributes.extend(pairs(&mut lines.scan, &mut lines.markup, at + 1..end - 1, true).0),
            _ => {}
        }
        at = end;
        if at > line.end {
            let line_end = lines.scan.line_end(at);
            let next = lines.line(line_end).map_or(line_end, |rest| rest.next);
            line = Line { start: line.start, at: line.at, end: line_end, next };
        }
    }
    while at < line.end && matches!(bytes[at], b'<' | b'>') {
        at += 1;
    }
    let closed = at < line.end && bytes[at] == b'/';
    lines.open(&name.to_ascii_lowercase(), indent, start..at, attributes, closed);
    let rest = &source[at..line.end];
    if prints(rest) {
        return lines.print(at, &MARKS, Line { at, ..line });
    }
    let skipped = usize::from(rest.starts_with(['/', '&', '!']));
    text(lines, at + skipped..line.end, line)
}

#[cfg(test)]
mod tests;
