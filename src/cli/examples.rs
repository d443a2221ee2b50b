//! `test`: runs the examples in lint files.

use super::args::{Shared, TestArgs};
use super::session::{Failure, base_files};
use super::{Exit, Streams};
use crate::lint::{Lint, LintFile, Ruleset};
use crate::report::{self, Painter};
use crate::verify;
use std::io;

/// `noticelint test`.
pub(super) fn test(args: &TestArgs, shared: &Shared, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let (ruleset, own) = match load(args, shared) {
        Ok(loaded) => loaded,
        Err(failure) => return failure.print(streams),
    };
    let mine = |lint: &&Lint| own.iter().any(|file| std::sync::Arc::ptr_eq(&file.source, &lint.file));
    let (mut passed, mut failed) = (0, 0);
    let mut painter = Painter::default();
    for lint in ruleset.lints.iter().filter(mine) {
        for example in &lint.examples {
            match verify::verify(&ruleset, lint, example) {
                Ok(()) => passed += 1,
                Err(problem) => {
                    failed += 1;
                    report::problem(&problem, &mut painter)?;
                }
            }
        }
    }
    write!(streams.out, "{}", painter.into_text())?;
    if passed + failed == 0 {
        return Failure::Message(format!("{} holds no lint", args.folder.display())).print(streams);
    }
    writeln!(streams.out, "{passed} passed, {failed} failed")?;
    Ok(if failed == 0 { Exit::Clean } else { Exit::Findings })
}

/// The whole ruleset, and the files whose examples are to be run.
fn load(args: &TestArgs, shared: &Shared) -> Result<(Ruleset, Vec<LintFile>), Failure> {
    let base = base_files(shared)?;
    let same = |a: &std::path::Path, b: &std::path::Path| a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b);
    let is_base = args.built_in || shared.ruleset.as_ref().is_some_and(|folder| same(folder, &args.folder));
    let own = if is_base { base.clone() } else { LintFile::below(&args.folder).map_err(Failure::Message)? };
    let mut files = base;
    if !is_base {
        files.extend(own.iter().cloned());
        for folder in shared.lints.iter().filter(|folder| !same(folder, &args.folder)) {
            files.extend(LintFile::below(folder).map_err(Failure::Message)?);
        }
    }
    let ruleset = Ruleset::load(&files).map_err(Failure::Problems)?;
    Ok((ruleset, own))
}
