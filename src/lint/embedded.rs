//! The folder `lints/` as it was when the program was built.

// One `(path, content)` pair for each file, written by build.rs.
include!(concat!(env!("OUT_DIR"), "/lints.rs"));
