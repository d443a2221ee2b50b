//! Text from documents, made to be read and not to act: on a terminal, on the direction of what stands around it, or on a runner that
//! takes commands out of what a job prints.

/// Takes out of a text what would act instead of being read: control characters and directional marks become `�`, as does a character
/// of what would be a command of a runner; line breaks and tabs become spaces.
#[must_use]
pub fn inert(text: &str) -> String {
    let mut before = ['\n'; 2];
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // `::error::` at the start of a line is a command on GitHub, and where a line starts is up to whoever breaks it.
        let is_command = c == ':' && before[1] == ':' && before[0].is_whitespace();
        out.push(match c {
            '\n' | '\t' => ' ',
            _ if is_command || acts(text, at, c) => char::REPLACEMENT_CHARACTER,
            _ => c,
        });
        before = [before[1], c];
    }
    out
}

/// Whether `c`, which stands at byte `at` of a text, acts instead of being read, or is no character at all and breaks what is to read it.
pub(super) fn acts(text: &str, at: usize, c: char) -> bool {
    let is_mark = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
    c.is_control() || is_mark || (c == '#' && text[..at].ends_with('#') && opens_command(&text[at + 1..]))
}

/// Whether `[`, `vso[` or `teamcity[` follows, which behind `##` is a command on GitHub, Azure Pipelines or `TeamCity`, wherever in a
/// line it stands.
fn opens_command(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_replaced_character_by_character() {
        let is = |text: &str, shown: &str| assert_eq!(inert(text), shown);
        is("a\u{1b}[31m\u{202e}b\r\n\tc\u{9b}", "a�[31m�b�  c�");
        is("::error::x ::add-mask::y\n ::z", ":�error::x :�add-mask::y  :�z");
        is("a::b : : 10:30", "a::b : : 10:30");
        is("##[error] ##vso[task] ###teamcity[x] ## [a] # #[b] ##", "#�[error] #�vso[task] ##�teamcity[x] ## [a] # #[b] ##");
    }
}
