//! What a file declares, told by its keys, so that its place in the folder is free.

/// What a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Vocabulary,
    Law,
    Profile,
    Lint,
}

impl Role {
    /// The role of a file whose root has the keys that `has` tells.
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Self {
        let any = |keys: &[&str]| keys.iter().any(|key| has(key));
        if any(&["name", "require", "forbid", "imply", "compare"]) {
            Self::Lint
        } else if any(&["concept", "extend"]) {
            Self::Vocabulary
        } else if any(&["provision"]) {
            Self::Law
        } else if any(&["kind", "sector", "channel", "verdict", "sender", "signal", "row", "dated", "pointer", "watch"]) {
            Self::Profile
        } else {
            Self::Lint
        }
    }
}
