//! What a file declares, told by its keys, so that its place in the folder is free.

/// What a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Vocabulary,
    Law,
    Profile,
    Lint,
}

/// The keys by which a file shows its role, in the order in which they are asked for.
pub(crate) const ROLES: &[(Role, &[&str])] = &[
    (Role::Lint, &["name", "require", "forbid", "imply", "compare"]),
    (Role::Vocabulary, &["concept", "extend"]),
    (Role::Law, &["provision"]),
    (Role::Profile, &["kind", "sector", "channel", "verdict", "sender", "signal", "row", "dated", "pointer", "watch"]),
];

impl Role {
    /// The role of a file whose root has the keys that `has` tells.
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Self {
        let role = ROLES.iter().find(|(_, keys)| keys.iter().any(|key| has(key)));
        role.map_or(Self::Lint, |(role, _)| *role)
    }
}
