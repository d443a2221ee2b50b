//! Regular expressions, the way out for numbers and addresses: compiled when they are first needed.

use crate::data::Text;
use regex::{Regex, RegexBuilder};
use regex_automata::meta;
use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::util::syntax;
use std::ops::Range;
use std::sync::OnceLock;

/// The largest compiled regular expression, in bytes.
const SIZE: usize = 4 << 20;

/// What stands for a class of Unicode in text of ASCII alone.
const CLASSES: &[(&str, &str)] = &[(r"\p{Lu}", "[A-Z]"), (r"\p{Ll}", "[a-z]"), (r"\p{L}", "[A-Za-z]")];

/// A regular expression that runs only in sentences that hold one of its literals.
#[derive(Clone, Debug)]
pub(super) struct GatedRegex {
    pub(super) pattern: Text,
    pub(super) literals: Vec<String>,
    case: bool,
    unicode: OnceLock<Option<meta::Regex>>,
    ascii: OnceLock<Option<meta::Regex>>,
}

impl GatedRegex {
    /// An expression that `literals` open; `case` if capitals count.
    pub(super) fn new(pattern: Text, literals: Vec<String>, case: bool) -> Self {
        Self { pattern, literals, case, unicode: OnceLock::new(), ascii: OnceLock::new() }
    }

    /// Compiles it, to tell what is wrong with it.
    pub(super) fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.pattern.value).case_insensitive(!self.case).size_limit(SIZE).build()
    }

    /// Calls `found` with every match in `text` that is not empty.
    pub(super) fn each_match(&self, text: &str, found: impl FnMut(Range<usize>)) {
        let ascii = || self.ascii.get_or_init(|| in_ascii(&self.pattern.value).and_then(|pattern| self.light(&pattern, false))).as_ref();
        let unicode = || self.unicode.get_or_init(|| self.light(&self.pattern.value, true)).as_ref();
        let regex = is_plain(text).then(ascii).flatten().or_else(unicode);
        let matches = regex.into_iter().flat_map(|regex| regex.find_iter(text));
        matches.map(|found| found.range()).filter(|range| !range.is_empty()).for_each(found);
    }

    /// Compiles it for few and short texts, that is, without the parts that take longer to make than they save there.
    ///
    /// Without `unicode` it is for text of ASCII alone: it finds the same there and is made in a tenth of the time, as `\w`, `\W` and
    /// the like stand for a few characters and not for thousands.
    fn light(&self, pattern: &str, unicode: bool) -> Option<meta::Regex> {
        let syntax = syntax::Config::new().unicode(unicode).utf8(unicode).case_insensitive(!self.case);
        let config = meta::Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
        let config = config.which_captures(WhichCaptures::Implicit).utf8_empty(unicode).nfa_size_limit(Some(SIZE));
        meta::Builder::new().syntax(syntax).configure(config).build(pattern).ok()
    }
}

/// A pattern that finds in text of ASCII alone what `pattern` finds there, if it can be told.
fn in_ascii(pattern: &str) -> Option<String> {
    // Where capitals do not count, these two are `s` and `k`.
    if pattern.contains(['ſ', '\u{212A}']) {
        return None;
    }
    let (mut plain, mut rest) = (String::with_capacity(pattern.len()), pattern);
    while let Some(first) = rest.chars().next() {
        if let Some((class, letters)) = CLASSES.iter().find(|(class, _)| rest.starts_with(class)) {
            plain.push_str(letters);
            rest = &rest[class.len()..];
            continue;
        }
        // A backslash and what it escapes stay together.
        let length = if first == '\\' { 1 + rest[1..].chars().next().map_or(0, char::len_utf8) } else { first.len_utf8() };
        let (this, after) = rest.split_at(length);
        // A character that is not ASCII cannot be found in such text; nor can the one that stands for it here.
        plain.extend(this.chars().map(|c| if c.is_ascii() { c } else { '\0' }));
        rest = after;
    }
    Some(plain)
}

/// Whether every character is ASCII and none is the null character.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (1..0x80).contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn text_of_ascii_alone_is_searched_for_what_can_stand_in_it() {
        assert_eq!(in_ascii(r"\p{Lu}[\p{L}’]\\p{L}£é?").as_deref(), Some("[A-Z][[A-Za-z]\0]\\\\p{L}\0\0?"));
        let patterns = [(r"\b\p{Lu}[\w’'-]+(?: [–-] \p{L}+)?", true), (r"\W*[^a-z]k\w{2,3}\b", false), (r"(é|e)t?.", false), ("ſ", false)];
        for (pattern, case) in patterns {
            let regex = GatedRegex::new(Text { value: pattern.to_owned(), span: Span::default() }, Vec::new(), case);
            assert!(pattern == "ſ" || in_ascii(pattern).is_some_and(|pattern| regex.light(&pattern, false).is_some()), "{pattern}");
            for text in ["Ask Fernhill - Ltd, or KATE's shop!", "Ask Fernhill – Ltd, or Käte’s ſhop, été!", "", "k", "et\0e"] {
                let mut found = Vec::new();
                regex.each_match(text, |range| found.push(range));
                let expected = regex.compile().unwrap();
                assert_eq!(found, expected.find_iter(text).map(|found| found.range()).collect::<Vec<_>>(), "{pattern} in {text}");
            }
        }
    }
}
