//! `explain` and `list`: what the ruleset holds.

use super::session::Session;
use super::{Exit, Streams};
use crate::data::closest;
use crate::report;
use std::io;

/// `noticelint explain`.
pub(super) fn explain(name: &str, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if let Some(lint) = session.ruleset.lint(name) {
        write!(streams.out, "{}", report::explain(lint, &session.ruleset))?;
        return Ok(Exit::Clean);
    }
    write!(streams.err, "error: there is no lint `{}`", report::inert(name))?;
    match closest(name, session.ruleset.lints.iter().map(|lint| lint.name.as_str())) {
        Some(meant) => writeln!(streams.err, "; did you mean `{meant}`?")?,
        None => writeln!(streams.err, "; `noticelint list` shows all lints")?,
    }
    Ok(Exit::Failed)
}

/// `noticelint list`.
pub(super) fn list(session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let ruleset = &session.ruleset;
    let width = ruleset.lints.iter().map(|lint| lint.name.len()).max().unwrap_or(0);
    for lint in &ruleset.lints {
        let law: Vec<&str> = ruleset.law_of(&lint.name).map(|law| law.cite.as_str()).collect();
        let law = if law.is_empty() { String::new() } else { format!(" ({})", law.join("; ")) };
        writeln!(streams.out, "{:width$}  {:7}  {}{law}", lint.name, lint.level.word(), lint.summary)?;
    }
    Ok(Exit::Clean)
}
