//! Prose of lint files as Markdown.

/// Prose on one line: code in backticks stays code, and whatever else Markdown would act on is escaped.
pub(super) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without a partner is one.
    if parts.len().is_multiple_of(2) {
        return escaped(&text);
    }
    let part = |(index, part): (usize, &&str)| if index % 2 == 0 { escaped(part) } else { format!("`{}`", part.replace('|', "\\|")) };
    parts.iter().enumerate().map(part).collect()
}

/// What Markdown may act on. Lint files are not the words of others: their addresses may be found and followed.
const ACTIVE: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '&', '~', '#', '!'];

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if ACTIVE.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Paragraphs, between blank lines.
pub(super) fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(prose).filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A list with an item for each text.
pub(super) fn list(texts: &[String]) -> String {
    texts.iter().map(|text| format!("- {}", prose(text))).collect::<Vec<_>>().join("\n")
}

/// `text` as a block of code, behind a fence that nothing in it closes.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}", text.trim_matches('\n'))
}

/// A link; `target` is one of ours or a published address.
pub(super) fn link(text: &str, target: &str) -> String {
    let target: String =
        target.chars().map(|c| if matches!(c, ' ' | '<' | '>' | '(' | ')') { percent(c) } else { c.to_string() }).collect();
    format!("[{}]({target})", escaped(text))
}

fn percent(c: char) -> String {
    format!("%{:02X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_code_and_nothing_else() {
        assert_eq!(prose("a <b> in\n`x_y | *z*` *now*"), "a \\<b\\> in `x_y \\| *z*` \\*now\\*");
        assert_eq!(prose("one ` alone"), "one \\` alone");
        assert_eq!(paragraphs("a\nb\n\n\nc\n"), "a b\n\nc");
    }

    #[test]
    fn nothing_in_an_example_closes_its_fence() {
        assert_eq!(fenced("markdown", "\n```sh\nx\n```\n"), "````markdown\n```sh\nx\n```\n````");
        assert_eq!(link("a_b", "https://law.example/a (b)"), "[a\\_b](https://law.example/a%20%28b%29)");
    }
}
