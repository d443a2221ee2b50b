//! Regular expressions, the way out for numbers and addresses: compiled when they are first needed.

use crate::data::Text;
use regex::{Regex, RegexBuilder, bytes};
use std::ops::Range;
use std::sync::OnceLock;

/// The largest compiled regular expression, in bytes.
const SIZE: usize = 4 << 20;

/// A regular expression that runs only in sentences that hold one of its literals.
#[derive(Clone, Debug)]
pub(super) struct GatedRegex {
    pub(super) pattern: Text,
    pub(super) literals: Vec<String>,
    case: bool,
    unicode: OnceLock<Option<Regex>>,
    ascii: OnceLock<Option<bytes::Regex>>,
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
    pub(super) fn each_match(&self, text: &str, mut found: impl FnMut(Range<usize>)) {
        let mut tell = |range: Range<usize>| {
            if !range.is_empty() {
                found(range);
            }
        };
        if let Some(regex) = is_plain(text).then(|| self.ascii()).flatten() {
            regex.find_iter(text.as_bytes()).for_each(|found| tell(found.range()));
        } else if let Some(regex) = self.unicode.get_or_init(|| self.compile().ok()) {
            regex.find_iter(text).for_each(|found| tell(found.range()));
        }
    }

    /// The expression for text of ASCII alone, if it can be written so. It finds the same there and takes a fraction of the time to
    /// compile, as `\w`, `\W` and the like stand for a few characters and not for thousands.
    fn ascii(&self) -> Option<&bytes::Regex> {
        let compile = || {
            // A character that is not ASCII cannot be found in such text; nor can the one that stands for it here.
            let pattern: String = self.pattern.value.chars().map(|c| if c.is_ascii() { c } else { '\0' }).collect();
            let mut builder = bytes::RegexBuilder::new(&pattern);
            builder.unicode(false).case_insensitive(!self.case).size_limit(SIZE).build().ok()
        };
        self.ascii.get_or_init(compile).as_ref()
    }
}

/// Whether every character is ASCII and none is the null character.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (1..0x80).contains(&byte))
}
