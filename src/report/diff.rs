//! What fixes would change in a file, as a unified diff.

use super::inert::{acts, inert};
use similar::TextDiff;
use std::time::Duration;

/// Lines shown around what changes, as `diff -u` does.
const AROUND: usize = 3;

/// How long the shortest diff is looked for; what is left then is shown as replaced in one piece.
const PATIENCE: Duration = Duration::from_secs(2);

/// The unified diff that makes of `before`, the text of the file called `name`, `after`.
///
/// Characters that would act on a terminal are shown as `�`, so that a diff of a file with such characters is for reading only.
#[must_use]
pub fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    let name = inert(name);
    let text = diff.unified_diff().context_radius(AROUND).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_layout = c == '\n' || c == '\t' || text[at..].starts_with("\r\n");
        out.push(if !is_layout && acts(&text, at, c) { char::REPLACEMENT_CHARACTER } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn lines_that_change_are_shown_with_those_around_them() {
        let before = (1..=20).fold(String::new(), |text, n| text + &format!("line {n}\r\n"));
        let shown = diff("a.md", &before, &before.replace("line 9\r", "line nine\r"));
        assert_eq!(
            shown,
            "--- a/a.md\n+++ b/a.md\n@@ -6,7 +6,7 @@\n line 6\r\n line 7\r\n line 8\r\n-line 9\r\n+line nine\r\n line 10\r\n line 11\r\n line 12\r\n"
        );
    }

    #[test]
    fn nothing_in_it_acts_on_a_terminal() {
        let shown = diff("a\u{1b}[2J.md", "x\u{1b}[31m\rold", "x\u{1b}[31m\rnew");
        assert!(!shown.contains(['\u{1b}', '\r']), "{shown:?}");
        assert!(shown.contains("\\ No newline at end of file"), "{shown:?}");
    }

    #[test]
    fn no_change_is_no_diff() {
        assert_eq!(diff("a.md", "x\n", "x\n"), "");
    }
}
