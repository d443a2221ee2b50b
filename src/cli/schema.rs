//! `schema`: what editors need to know of the files that people write.

use super::{Exit, Streams};
use clap::ValueEnum;
use std::io;

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// noticelint.toml
    Config,
    /// A file with lints, concepts, provisions or profiles
    Lint,
}

/// `noticelint schema`.
pub(super) fn schema(of: SchemaOf, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let schema = match of {
        SchemaOf::Config => crate::config::schema(),
        SchemaOf::Lint => crate::lint::schema(),
    };
    writeln!(streams.out, "{schema:#}")?;
    Ok(Exit::Clean)
}
