//! Everything by which documents are told apart, read from the files that say so.

use super::law::LawTable;
use super::marketing::Marketing;
use super::pointer::{self, PointerRule};
use super::profile::{self, ChannelRule, KindRule, SectorRule};
use super::watch::{self, Watch};
use crate::data::Table;
use crate::vocabulary::{ConceptId, Vocabulary};

/// How documents are told apart, and what of them is compared.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    pub(super) kinds: Vec<KindRule>,
    pub(super) sectors: Vec<SectorRule>,
    pub(super) channels: Vec<ChannelRule>,
    pub(super) marketing: Marketing,
    /// The concepts whose hits give a document its date.
    pub(super) dated: Vec<ConceptId>,
    pub(super) pointers: Vec<PointerRule>,
    pub(super) watched: Vec<Watch>,
}

impl Profiles {
    /// Adds what one file says.
    pub(super) fn read(&mut self, root: &Table<'_>, vocabulary: &Vocabulary, law: &LawTable) {
        self.kinds.extend(profile::read_kinds(root, vocabulary));
        self.sectors.extend(profile::read_sectors(root, vocabulary));
        self.dated.extend(profile::read_dated(root, vocabulary));
        self.pointers.extend(pointer::read(root, vocabulary));
        self.channels.extend(profile::read_channels(root, vocabulary));
        self.marketing.read(root, vocabulary, law);
        self.watched.extend(watch::read(root, vocabulary));
    }
}
