//! What a document is and whose it is: its kind, its author's sector, its channel and jurisdiction, and how each is known.

use super::marketing::Verdict;
use super::words::words;
use crate::data::{Table, Text};
use crate::vocabulary::{ConceptId, Vocabulary};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

words! {
    /// What a document is.
    Kind, KINDS {
        /// Tells people what is done with their data.
        PrivacyNotice = "privacy-notice",
        /// Tells people what is stored on their device.
        CookieNotice = "cookie-notice",
        /// Is sent to people: an e-mail, a text message, a letter.
        Message = "message",
        /// Asks people for consent or for their details.
        ConsentForm = "consent-form",
        /// Terms, an accessibility statement, a code of conduct and the like.
        Policy = "policy",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What the author of a document does.
    Sector, SECTORS {
        /// A public authority in the sense of the Data Protection Act 2018, s.7.
        PublicAuthority = "public-authority",
        /// The NHS and other health and care bodies.
        Health = "health",
        /// A charity.
        Charity = "charity",
        /// A party, a candidate or a campaign.
        Political = "political",
        /// A business in data about people with whom it has no dealings.
        DataBroker = "data-broker",
        /// A business that sells to businesses.
        B2b = "b2b",
        /// A school, a college, a university.
        Education = "education",
        /// Anybody else.
        General = "general",
    }
}

words! {
    /// How a message reaches people.
    Channel, CHANNELS {
        /// Electronic mail.
        Email = "email",
        /// A text message.
        Sms = "sms",
        /// A call by a person.
        Call = "call",
        /// A recorded call.
        AutomatedCall = "automated-call",
        /// A letter.
        Letter = "letter",
        /// A message inside an app.
        InApp = "in-app",
        /// A web page.
        Web = "web",
    }
}

words! {
    /// What the people on a list have done so that they may be written to (PECR reg 22).
    ListBasis, LIST_BASES {
        /// They have consented: reg 22(2).
        Consent = "consent",
        /// They bought something, or negotiated to, and did not refuse: reg 22(3).
        SoftOptIn = "soft-opt-in",
        /// They supported a charity, or took an interest in it, and did not refuse: reg 22(3A).
        CharitySoftOptIn = "charity-soft-opt-in",
        /// They are corporate subscribers, to whom reg 22 does not apply.
        Corporate = "corporate",
    }
}

words! {
    /// Whose law holds.
    Jurisdiction, JURISDICTIONS {
        /// The United Kingdom.
        Uk = "uk",
        /// The European Union.
        Eu = "eu",
    }
}

words! {
    /// What an organisation declares of itself and the words of a notice may not show: true, false or not declared.
    Fact, FACTS {
        /// It is a public authority in the sense of the Data Protection Act 2018, s.7.
        PublicAuthority = "public-authority",
        /// It obtains personal data from others than the people themselves.
        Indirect = "indirect",
        /// Personal data goes to other countries.
        Transfers = "transfers",
        /// It takes significant decisions by automated means alone.
        AutomatedDecisions = "automated-decisions",
        /// Its services are aimed at children or used by them.
        Children = "children",
        /// It decides on the use of data together with others.
        JointControllers = "joint-controllers",
        /// Its site or apps store something on people's devices or read it there.
        Cookies = "cookies",
        /// It sends direct marketing.
        Marketing = "marketing",
        /// It uses special category data.
        SpecialCategory = "special-category",
        /// It is not established in the United Kingdom.
        Overseas = "overseas",
        /// It processes data for law enforcement as a competent authority.
        LawEnforcement = "law-enforcement",
        /// It relies on consent.
        Consent = "consent",
        /// It relies on legitimate interests.
        LegitimateInterests = "legitimate-interests",
    }
}

/// How something about a document is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Somebody said so; where.
    Declared(String),
    /// The path says so.
    Path,
    /// The words say so.
    Evidence,
    /// It is not known.
    Unknown,
}

impl Basis {
    /// The word for it in output.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Declared(_) => "declared",
            Self::Path => "path",
            Self::Evidence => "evidence",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(place) => write!(f, "declared {place}"),
            Self::Path => f.write_str("told from its path"),
            Self::Evidence => f.write_str("told from its words"),
            Self::Unknown => f.write_str("not known"),
        }
    }
}

/// A value and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub basis: Basis,
}

/// What a document is and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its kind; `Other` on an unknown basis if nothing tells.
    pub kind: Known<Kind>,
    /// The sector of its author; `General` on an unknown basis if nothing tells.
    pub sector: Known<Sector>,
    /// Its channel, if it is declared or can be told.
    pub channel: Option<Channel>,
    /// On what basis the people who get it are on the list, if that is declared.
    pub list: Option<ListBasis>,
    /// Whether it is direct marketing, if it is a message; and whether that is sure.
    pub verdict: Option<(Verdict, bool)>,
    /// Whose law holds.
    pub jurisdiction: Jurisdiction,
    /// The date that the document gives itself, if it does: the latest, if it gives several.
    pub dated: Option<Date>,
    /// What the organisation declares of itself.
    pub facts: BTreeMap<Fact, bool>,
}

impl Profile {
    /// The profile of something of which nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            kind: Known { value: Kind::Other, basis: Basis::Unknown },
            sector: Known { value: Sector::General, basis: Basis::Unknown },
            channel: None,
            list: None,
            verdict: None,
            jurisdiction: Jurisdiction::Uk,
            dated: None,
            facts: BTreeMap::new(),
        }
    }

    /// Whether a fact is declared, and how.
    #[must_use]
    pub fn fact(&self, fact: Fact) -> Option<bool> {
        self.facts.get(&fact).copied()
    }
}

/// How a kind of document is told.
#[derive(Clone, Debug)]
pub struct KindRule {
    /// The kind.
    pub kind: Kind,
    /// Words in the path.
    pub paths: Vec<String>,
    /// Concepts of the title or the first heading.
    pub titles: Vec<ConceptId>,
    /// Concepts of the text with their weights.
    pub evidence: Vec<(ConceptId, u64)>,
    /// The score from which it is this kind.
    pub threshold: u64,
}

/// How a channel is told.
#[derive(Clone, Debug)]
pub struct ChannelRule {
    /// The channel.
    pub channel: Channel,
    /// Words in the path, such as the ending of the file.
    pub paths: Vec<String>,
    /// Concepts of the text with their weights.
    pub evidence: Vec<(ConceptId, u64)>,
    /// The score from which it is this channel.
    pub threshold: u64,
}

/// How a sector is told.
#[derive(Clone, Debug)]
pub struct SectorRule {
    /// The sector.
    pub sector: Sector,
    /// Concepts of the text with their weights.
    pub evidence: Vec<(ConceptId, u64)>,
    /// The score from which it is this sector.
    pub threshold: u64,
}

/// Reads the `[[kind]]` tables of a file.
pub(super) fn read_kinds(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<KindRule> {
    let read = |table: Table<'_>| {
        table.require(&["id"]);
        let kind = table.choice("id", KINDS);
        let paths = lower_case(&table, "paths");
        let titles = table.texts("titles").iter().filter_map(|name| vocabulary.resolve(&table, name)).collect();
        let (evidence, threshold) = read_evidence(&table, vocabulary);
        table.finish();
        Some(KindRule { kind: kind?, paths, titles, evidence, threshold })
    };
    root.tables("kind").into_iter().filter_map(read).collect()
}

/// Reads the `[[channel]]` tables of a file.
pub(super) fn read_channels(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<ChannelRule> {
    let read = |table: Table<'_>| {
        table.require(&["id"]);
        let channel = table.choice("id", CHANNELS);
        let paths = lower_case(&table, "paths");
        let (evidence, threshold) = read_evidence(&table, vocabulary);
        table.finish();
        Some(ChannelRule { channel: channel?, paths, evidence, threshold })
    };
    root.tables("channel").into_iter().filter_map(read).collect()
}

fn lower_case(table: &Table<'_>, key: &'static str) -> Vec<String> {
    table.texts(key).into_iter().map(|text| text.value.to_lowercase()).collect()
}

/// Reads the concepts whose hits give a document its date.
pub(super) fn read_dated(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<ConceptId> {
    let Some(table) = root.table("dated") else { return Vec::new() };
    let concepts = table.texts("concepts").iter().filter_map(|name| vocabulary.resolve(&table, name)).collect();
    table.finish();
    concepts
}

/// Reads the `[[sector]]` tables of a file.
pub(super) fn read_sectors(root: &Table<'_>, vocabulary: &Vocabulary) -> Vec<SectorRule> {
    let read = |table: Table<'_>| {
        table.require(&["id"]);
        let sector = table.choice("id", SECTORS);
        let (evidence, threshold) = read_evidence(&table, vocabulary);
        table.finish();
        Some(SectorRule { sector: sector?, evidence, threshold })
    };
    root.tables("sector").into_iter().filter_map(read).collect()
}

fn read_evidence(table: &Table<'_>, vocabulary: &Vocabulary) -> (Vec<(ConceptId, u64)>, u64) {
    let mut evidence = Vec::new();
    for entry in table.tables("evidence") {
        let concept: Option<Text> = entry.required("concept");
        let weight = entry.number("weight").unwrap_or(1);
        entry.finish();
        if let Some(concept) = concept.and_then(|name| vocabulary.resolve(&entry, &name)) {
            evidence.push((concept, weight));
        }
    }
    table.require(&["threshold"]);
    let threshold = table.number("threshold");
    (evidence, threshold.unwrap_or(u64::MAX).max(1))
}
