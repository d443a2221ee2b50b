//! `extends`: a configuration that builds on another.

use super::Config;
use super::find::{Reader, normal};
use crate::data::{Problem, Text};
use crate::lint::Organisation;
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A configuration that is being read, while what it extends is.
pub(super) struct Pending {
    /// Canonical.
    pub(super) path: PathBuf,
    pub(super) file: Arc<SourceFile>,
    /// Where it names what it extends.
    pub(super) at: Span,
}

/// Reads what `config` extends, and puts it behind it. `pending` holds the files that are being read, this one not among them.
pub(super) fn extend(config: &mut Config, path: &Path, name: &Text, reader: &mut Reader<'_>, pending: &mut Vec<Pending>) {
    let Some(file) = config.file.clone() else { return };
    let problem = |message: String| Problem::new("config/extends", &file, name.span, message);
    let target = match find_extended(config, name) {
        Ok(target) => target,
        Err((message, help)) => return reader.report([problem(message).help(help)]),
    };
    let this = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if target.canonical == this {
        return reader.report([problem("a configuration cannot extend itself".to_owned())]);
    }
    if let Some(first) = pending.iter().position(|other| other.path == target.canonical) {
        let mut problem = problem(format!("{} extends itself by way of this", pending[first].file.name()));
        for other in &pending[first..] {
            problem = problem.related(&other.file, other.at, "on the way here");
        }
        return reader.report([problem]);
    }
    pending.push(Pending { path: this, file: Arc::clone(&file), at: name.span });
    config.extends = reader.config(&target.path, &target.name, pending);
    pending.pop();
    if let Some(base) = &config.extends {
        config.organisation = Arc::new(merged(&config.organisation, &base.organisation));
        config.sector = config.sector.take().or_else(|| base.sector.clone());
    }
}

struct Target {
    path: PathBuf,
    canonical: PathBuf,
    /// As it is printed.
    name: PathBuf,
}

/// The file that `config` extends by `name`; or why it cannot, and what to do.
fn find_extended(config: &Config, name: &Text) -> Result<Target, (String, String)> {
    let written = &name.value;
    let relative = "write a path from the folder of this file, such as `../noticelint.toml`".to_owned();
    if written.is_empty() || Path::new(written).is_absolute() {
        return Err((format!("`{written}` is no relative path"), relative));
    }
    let path = normal(&config.base.join(written));
    let Some(canonical) = path.canonicalize().ok().filter(|path| path.is_file()) else {
        return Err((format!("there is no file `{written}`"), relative));
    };
    let top = super::find::top(&config.base).and_then(|top| top.canonicalize().ok());
    if top.is_some_and(|top| !canonical.starts_with(top)) {
        let help = "what holds for the files of a repository is kept in it, so that it is the same wherever it is checked out".to_owned();
        return Err((format!("`{written}` lies outside of the repository"), help));
    }
    let name = normal(&config.folder.join(written));
    Ok(Target { path, canonical, name })
}

/// What an organisation declares of itself here, and in `base` where nothing is declared here.
fn merged(own: &Organisation, base: &Organisation) -> Organisation {
    let or = |own: &Vec<String>, base: &Vec<String>| if own.is_empty() { base.clone() } else { own.clone() };
    let facts: BTreeMap<_, _> = base.facts.iter().chain(&own.facts).map(|(fact, so)| (*fact, *so)).collect();
    Organisation {
        sector: own.sector.or(base.sector),
        list: own.list.or(base.list),
        facts,
        names: or(&own.names, &base.names),
        contact: or(&own.contact, &base.contact),
        dpo_contact: or(&own.dpo_contact, &base.dpo_contact),
        registration: or(&own.registration, &base.registration),
    }
}
