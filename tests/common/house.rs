//! Lints with fixes, and the program run with these alone.
#![allow(dead_code, reason = "each test file uses a part")]

use crate::run::{Folder, Ran};

/// A lint with a safe fix.
pub(crate) const ACT: &str = r#"
name = "house/act"
summary = "the text names the old Act"
level = "error"

[forbid]
text = "house-old-act"

[[fix]]
concept = "house-old-act"
with = "the Data Protection Act 2018"
safe = true

[message]
found = "this names an Act that was repealed"
help = "name the Act of 2018"

[docs]
why = "The old Act was repealed."

[[example]]
expect = "fail"
text = "We follow «the Data Protection Act 1998»."
fixed = "We follow the Data Protection Act 2018."

[[example]]
expect = "fail"
text = "«The Data Protection Act 1998» and **the Data** Protection Act 1998."
fixed = "The Data Protection Act 2018 and **the Data** Protection Act 1998."

[[example]]
expect = "pass"
text = "We follow the Data Protection Act 2018."

[[example]]
expect = "pass"
near-miss = true
text = "We follow the law of 1998."
"#;

/// A lint whose fix somebody should read.
pub(crate) const OFFICE: &str = r#"
name = "house/office"
summary = "the text uses a short name"
level = "warning"

[forbid]
text = "house-office"

[[fix]]
concept = "house-office"
with = "the Registry Office at Łowicz"

[message]
found = "this name is too short to be understood"
help = "write the name in full"

[docs]
why = "Nobody knows the short name."

[[example]]
expect = "fail"
text = "Ask «the RO»."
fixed = "Ask the Registry Office at Łowicz."

[[example]]
expect = "fail"
text = "«The RO» answers."

[[example]]
expect = "pass"
text = "Ask us."

[[example]]
expect = "pass"
near-miss = true
text = "Ask the row."
"#;

/// A lint about two passages.
pub(crate) const ODDS: &str = r#"
name = "house/odds"
summary = "the text says two things that are at odds"
level = "warning"

[forbid]
text = "house-never"
against = { concept = "house-passes-on", polarity = "affirmed" }

[message]
found = "this promises that data stays in the house"
against = "and this passes it on"
help = "say what is so"

[docs]
why = "Both cannot be so."

[[example]]
expect = "fail"
text = "«We never share your data». We pass it on to Fernhill Ltd."

[[example]]
expect = "fail"
text = "We pass it on to Fernhill Ltd.\n\n- «We never share your data» otherwise."

[[example]]
expect = "pass"
text = "We never share your data."

[[example]]
expect = "pass"
near-miss = true
text = "We never share your data. We do not pass it on to anybody."
"#;

pub(crate) const WORDS: &str = r#"
[[concept]]
id = "house-old-act"
means = "names the Act of 1998"
phrases = ["the data protection act 1998"]

[[concept]]
id = "house-office"
means = "names the office by its short name"
phrases = ["the RO"]

[[concept]]
id = "house-never"
means = "says that data is never shared"
phrases = ["we never share your data"]

[[concept]]
id = "house-passes-on"
means = "says that data is passed on"
phrases = ["pass it on"]
"#;

pub(crate) fn folder(test: &str) -> Folder {
    Folder::new(test)
        .with("house/words.toml", WORDS)
        .with("house/act.toml", ACT)
        .with("house/office.toml", OFFICE)
        .with("house/odds.toml", ODDS)
}

/// Checks with the lints of these tests alone.
pub(crate) fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["check", "--ruleset", "house"], args].concat())
}

/// A text with a safe fix in two places, and an unsafe one.
pub(crate) const OLD: &str = "# Notice\n\nThe Data Protection Act 1998 holds, and the Data Protection  Act 1998 too. Ask the RO.\n";
