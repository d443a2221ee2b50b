//! Notices and lints in any number, made from the fixtures: the same seed makes the same.
#![allow(dead_code, reason = "each user needs a part")]

use std::fmt::Write as _;
use std::path::Path;

/// Numbers that look random and are the same each time (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }
}

/// What notices are made of.
pub(crate) struct Material {
    /// The Markdown fixtures, in paragraphs.
    notices: Vec<Vec<String>>,
    words: Vec<String>,
}

impl Material {
    /// Reads the fixtures of the project in `root`.
    pub(crate) fn read(root: &Path) -> Self {
        let mut paths: Vec<_> = std::fs::read_dir(root.join("fixtures/notices"))
            .expect("the folder of fixtures")
            .map(|entry| entry.expect("a fixture").path().join("notice.md"))
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
        let read = |path| std::fs::read_to_string(path).expect("a fixture");
        let notices: Vec<Vec<String>> = paths.iter().map(|path| read(path).split("\n\n").map(str::to_owned).collect()).collect();
        let all = notices.concat().join(" ").to_lowercase();
        let mut words: Vec<String> =
            all.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3).map(str::to_owned).collect();
        words.sort();
        words.dedup();
        Self { notices, words }
    }

    /// A notice in Markdown: a fixture that lacks some paragraphs and has some of others.
    pub(crate) fn notice(&self, random: &mut Random) -> String {
        let mut text = String::new();
        for paragraph in &self.notices[random.below(self.notices.len())] {
            if random.below(8) > 0 {
                let _ = write!(text, "{paragraph}\n\n");
            }
            if random.below(8) == 0 {
                let other = &self.notices[random.below(self.notices.len())];
                let _ = write!(text, "{}\n\n", other[random.below(other.len())]);
            }
        }
        text
    }

    /// Notices one after the other, `bytes` of them or a few more.
    pub(crate) fn text(&self, random: &mut Random, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 10_000);
        while text.len() < bytes {
            text.push_str(&self.notice(random));
        }
        text
    }

    /// A vocabulary and the lint that forbids it: the path of each below its folder, and its text. Its phrases begin with two
    /// words of the fixtures, as most do, and hardly any of them stands there.
    pub(crate) fn lint(&self, random: &mut Random, number: usize) -> [(String, String); 2] {
        let mut word = || &self.words[random.below(self.words.len())];
        let phrases: Vec<String> =
            (0..6).map(|_| format!("\"({}|{}) {} ({})? ...3 {} {}*\"", word(), word(), word(), word(), word(), word())).collect();
        let concept =
            format!("[[concept]]\nid = \"made-{number}\"\nmeans = \"says number {number}\"\nphrases = [{}]\n", phrases.join(", "));
        let example = |head: &str, text: &str| format!("[[example]]\n{head}\ntext = \"{text}\"\n");
        let lint = format!(
            "name = \"made/lint-{number}\"\nsummary = \"the text says number {number}\"\nlevel = \"note\"\n[forbid]\ntext = \"made-{number}\"\n\
            [message]\nfound = \"this is number {number}\"\nhelp = \"say something else\"\n[docs]\nwhy = \"To have many.\"\n{}{}{}{}",
            example("expect = \"fail\"", "«a»"),
            example("expect = \"fail\"", "«b»"),
            example("expect = \"pass\"", "c"),
            example("expect = \"pass\"\nnear-miss = true", "d"),
        );
        [(format!("words-{number}"), concept), (format!("made/lint-{number}"), lint)]
    }
}
