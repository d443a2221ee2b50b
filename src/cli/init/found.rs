//! What was found, sorted by what is to be written of it.

use super::group::{Group, glob_of, group};
use crate::cli::session::Session;
use crate::config::Config;
use crate::finding::{DocumentReport, RemarkKind};
use crate::lint::{Basis, Channel, Kind, Sector};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// What is told of documents together: the kind, and of messages the channel.
pub(super) type Told = (Kind, Option<Channel>);

/// The documents below a folder.
pub(super) struct Inventory<'a> {
    pub(super) reports: &'a [DocumentReport],
    /// Those of known kind; what a group names are indices of `reports`.
    pub(super) told: BTreeMap<Told, Vec<Group>>,
    /// What most of those are told to be of, unless a configuration above declares it.
    pub(super) sector: Option<SectorOfMost>,
    /// Those that are told to be of another.
    pub(super) sectors: BTreeMap<Sector, Vec<Group>>,
    /// Globs for those of unknown kind.
    pub(super) unknown: Vec<String>,
    /// How many there are of each kind, whatever is written of them; none if it is not known.
    pub(super) counts: BTreeMap<Option<Kind>, usize>,
    /// How many are not written down because another configuration holds for them, or declares them.
    pub(super) elsewhere: usize,
    /// How many have names that are not UTF-8, so that nothing could name them.
    pub(super) unnamed: usize,
    /// How many hold no text, or none in a language that is checked.
    pub(super) textless: usize,
    /// The configuration above, which held until now, as the new one calls it.
    pub(super) extends: Option<String>,
}

/// A sector, and how many of the documents of known kind are of it.
pub(super) struct SectorOfMost {
    pub(super) sector: Sector,
    pub(super) count: usize,
    pub(super) of: usize,
    /// Whether the command line says so.
    pub(super) is_given: bool,
    /// Whether so many agree that it can be taken for that of all.
    pub(super) is_sure: bool,
}

/// What is to be written of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Told,
    Unknown,
    /// It holds no text, or none in a language that is read; nobody need say what it is.
    Textless,
    Elsewhere,
    Unnamed,
}

impl<'a> Inventory<'a> {
    /// Sorts what was found below `folder`. `given` is the sector that the command line names.
    pub(super) fn take(reports: &'a [DocumentReport], session: &Session, folder: &Path, given: Option<Sector>) -> Self {
        let above = session.configs.above(folder);
        let config = above.as_ref().map(|(config, _)| config.as_ref());
        let paths: Vec<PathBuf> = reports.iter().map(|report| relative(report, folder)).collect();
        let fates: Vec<Fate> = reports.iter().zip(&paths).map(|(report, path)| fate(report, path, session, folder, config)).collect();
        let documents = || reports.iter().zip(&paths).zip(&fates).map(|((report, path), fate)| (report, path.as_path(), *fate));

        let told: Vec<_> = documents().map(|(report, path, fate)| (path, (fate == Fate::Told).then(|| told(report)))).collect();
        // Of what is merely about notices nobody asks whose it is.
        let is_known = |report: &DocumentReport, fate: Fate| fate == Fate::Told && report.profile.kind.value != Kind::Other;
        let known: Vec<_> = documents().filter(|(report, _, fate)| is_known(report, *fate)).map(|(report, ..)| report).collect();
        // What is declared above holds for what extends it.
        let is_declared = config.is_some_and(|config| config.organisation().sector.is_some());
        let sector = most(&known, given).filter(|_| !is_declared);
        let general = sector.as_ref().filter(|most| most.is_sure).map(|most| most.sector);
        let other = |report: &DocumentReport| {
            let own = &report.profile.sector;
            (own.basis == Basis::Evidence && general != Some(own.value)).then_some(own.value)
        };
        let sectors: Vec<_> =
            documents().map(|(report, path, fate)| (path, is_known(report, fate).then(|| other(report)).flatten())).collect();
        let count = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count();
        Self {
            reports,
            told: group(&told),
            sectors: group(&sectors),
            sector,
            unknown: documents().filter(|(.., fate)| *fate == Fate::Unknown).filter_map(|(_, path, _)| glob_of(path)).collect(),
            counts: counts(reports),
            elsewhere: count(Fate::Elsewhere),
            unnamed: count(Fate::Unnamed),
            textless: count(Fate::Textless),
            extends: above.map(|(_, name)| name),
        }
    }
}

/// The path of a document from `folder` on.
fn relative(report: &DocumentReport, folder: &Path) -> PathBuf {
    let path = report.source.path().unwrap_or(Path::new(report.source.name()));
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().filter(|part| *part != Component::CurDir).collect()
}

fn fate(report: &DocumentReport, path: &Path, session: &Session, folder: &Path, above: Option<&Config>) -> Fate {
    let whole = folder.join(path);
    let is_unknown = report.profile.kind.basis == Basis::Unknown;
    if above.is_some_and(|above| above.declared(&whole).kind.is_some()) || !session.configs.would_hold(folder, &whole) {
        Fate::Elsewhere
    } else if is_unknown && !report.remarks.iter().any(|remark| remark.kind == RemarkKind::UnknownKind) {
        Fate::Textless
    } else if path.to_str().is_none() {
        Fate::Unnamed
    } else if is_unknown {
        Fate::Unknown
    } else {
        Fate::Told
    }
}

fn told(report: &DocumentReport) -> Told {
    let kind = report.profile.kind.value;
    (kind, report.profile.channel.filter(|_| kind == Kind::Message))
}

/// The sector that most documents are told to be of, or that the command line gives for all.
fn most(known: &[&DocumentReport], given: Option<Sector>) -> Option<SectorOfMost> {
    let mut counts: BTreeMap<Sector, usize> = BTreeMap::new();
    for sector in known.iter().map(|report| &report.profile.sector).filter(|sector| sector.basis != Basis::Unknown) {
        *counts.entry(sector.value).or_default() += 1;
    }
    let (of, told): (usize, usize) = (known.len(), counts.values().sum());
    if let Some(sector) = given {
        return Some(SectorOfMost { sector, count: counts.get(&sector).copied().unwrap_or_default(), of, is_given: true, is_sure: true });
    }
    let (sector, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    // Where others are told in earnest, the documents are of several organisations, and those of which nothing is told could be anybody's.
    let is_sure = count * 2 > of && count * 4 >= told * 3 && sector != Sector::General;
    Some(SectorOfMost { sector, count, of, is_given: false, is_sure })
}

fn counts(reports: &[DocumentReport]) -> BTreeMap<Option<Kind>, usize> {
    let mut counts = BTreeMap::new();
    for report in reports {
        let kind = &report.profile.kind;
        *counts.entry((kind.basis != Basis::Unknown).then_some(kind.value)).or_default() += 1;
    }
    counts
}
