//! Closed sets of words: each is one enum, read from lint files, configuration and the command line and written to output.

/// Declares an enum whose values are words, and the list of them.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $list:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* $variant,)* }

        pub(crate) const $list: &[(&str, $name)] = &[$(($word, $name::$variant),)*];

        impl $name {
            /// The word for it in configuration, lint files and output.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What the word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                $list.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
            }

            /// All words.
            pub fn words() -> impl Iterator<Item = &'static str> {
                $list.iter().map(|(word, _)| *word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(super) use words;
