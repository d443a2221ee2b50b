//! Components of Vue: of a file, its template is the page.

use super::html::HtmlReader;
use crate::document::build::DocumentBuilder;
use std::ops::Range;

/// Reads a component. A template within the template, which only groups elements, is read as a `span`.
pub(super) fn parse(masked: &str, builder: &mut DocumentBuilder<'_>) {
    let shown = inside(masked);
    let mut text = String::with_capacity(shown.len());
    let mut at = shown.start;
    for (found, name) in masked[shown.clone()].match_indices("template").map(|(found, name)| (shown.start + found, name)) {
        if masked[..found].ends_with('<') || masked[..found].ends_with("</") {
            text.push_str(&masked[at..found]);
            text.push_str("span    ");
            at = found + name.len();
        }
    }
    text.push_str(&masked[at..shown.end]);
    let mut reader = HtmlReader::default();
    reader.feed(&text, shown.start as u32, builder);
    reader.finish(shown.end as u32, builder);
}

/// What stands between the first tag `<template>` and the last `</template>` at the beginning of a line.
fn inside(masked: &str) -> Range<usize> {
    let at_line = |at: &usize| *at == 0 || masked[..*at].ends_with('\n');
    let Some(start) = masked.match_indices("<template").map(|(at, _)| at).find(at_line) else { return 0..0 };
    let start = masked[start..].find('>').map_or(masked.len(), |end| start + end + 1);
    let end = masked[start..].rmatch_indices("</template").map(|(at, _)| start + at).find(at_line);
    start..end.unwrap_or(masked.len())
}

#[cfg(test)]
mod tests {
    use crate::document::parse::dump;
    use crate::source::Host;

    #[test]
    fn the_template_is_read() {
        let source = "<script setup>\nconst a = '<p>no</p>'\n</script>\n<template>\n  <h1>Privacy</h1>\n  <template v-if=\"a\"><p>We keep {{ it }}.</p></template>\n\
                      <p>It&rsquo;s <template #x>caf\u{e9}</template></p>\n</template>\n<style>p { color: red }</style>\n";
        let document = dump::read(Host::Vue, source);
        assert_eq!(
            dump::blocks(&document),
            ["h1: Privacy", "paragraph: We keep \u{fffc}. # Privacy", "paragraph: It's caf\u{e9} # Privacy"]
        );
        assert!(dump::blocks(&dump::read(Host::Vue, "<script>\u{e9}</script>")).is_empty());
        for piece in ["<template>", "\n<template>", "</template>", "\n</template"] {
            dump::assert_linear(Host::Vue, piece);
        }
    }
}
