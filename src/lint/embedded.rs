//! The folder `lints/` as it was when the program was built, parsed and laid out then.

/// A file of the folder.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below `lints/`, with `/`.
    pub(super) path: &'static str,
    pub(super) text: &'static str,
    /// What it says, packed (see `data::packed`); nothing if it is not valid TOML.
    pub(super) packed: &'static [u8],
}

// `FILES` in the order of their paths, and `PHRASES`, which are those of all files laid out, or nothing if one of them cannot be read:
// then the files are read as a user's are, which tells what is wrong. Written by build.rs.
include!(concat!(env!("OUT_DIR"), "/lints.rs"));
