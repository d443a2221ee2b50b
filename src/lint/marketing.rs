//! How it is told whether a message is direct marketing: who sends it, what in it speaks for and against, and the rows that decide.
//!
//! Direct marketing is the communication, by whatever means, of advertising or marketing material which is directed to particular
//! individuals (UK GDPR Art 4(1)(15A), PECR reg 2(1)).

use super::law::{LawTable, ProvisionId};
use super::profile::{SECTORS, Sector};
use super::words::words;
use crate::data::{Table, Text, closest};
use crate::vocabulary::{ConceptId, Vocabulary};

words! {
    /// What a message is taken for.
    Verdict, VERDICTS {
        /// It is direct marketing.
        DirectMarketing = "direct-marketing",
        /// It would be a service message without what it promotes as well.
        Mixed = "mixed",
        /// It is none.
        NotDirectMarketing = "not-direct-marketing",
        /// The text does not show it.
        Undecided = "undecided",
        /// It is not directed to particular people: a page, a poster, a notice.
        NotAMessage = "not-a-message",
    }
}

words! {
    /// What a signal speaks for.
    Side, SIDES {
        /// Direct marketing.
        Promotion = "promotion",
        /// Anything else that an organisation has to tell people.
        Service = "service",
    }
}

/// The sender of a message of which nothing is known, and one that is known and in no group.
pub const UNKNOWN_SENDER: &str = "unknown";
/// See [`UNKNOWN_SENDER`].
pub const PRIVATE_SENDER: &str = "private";

/// Senders for whom the same rows hold.
#[derive(Clone, Debug)]
pub struct SenderGroup {
    /// Its name.
    pub id: String,
    /// What is said of such a sender.
    pub concepts: Vec<ConceptId>,
    /// The sectors that belong to it.
    pub sectors: Vec<Sector>,
    /// Groups whose members are not in this one.
    pub excludes: Vec<String>,
}

/// Something in a message that speaks for or against its being direct marketing.
#[derive(Clone, Debug)]
pub struct Signal {
    /// Its name.
    pub id: String,
    /// What rows ask for.
    pub group: String,
    /// What it speaks for.
    pub side: Side,
    /// The words.
    pub concept: ConceptId,
    /// How much it counts, once in a message.
    pub weight: u64,
    /// What it does, as the end of a sentence that begins with "it".
    pub says: String,
}

/// A row of the decision table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number.
    pub number: u64,
    /// Groups of senders, one of which the sender must be in; none means any.
    pub senders: Vec<String>,
    /// Groups of senders that it is not for.
    pub not_senders: Vec<String>,
    /// The groups of signals that count.
    pub signals: Vec<String>,
    /// What they must come to.
    pub score: u64,
    /// What all promotional signals together may come to.
    pub limit: Option<u64>,
    /// The score from which the verdict is sure.
    pub sure: Option<u64>,
    /// The verdict.
    pub verdict: Verdict,
    /// What service signals outside the promotional sentences must come to for the message to be mixed.
    pub mixed: Option<u64>,
    /// Why, in one sentence for readers.
    pub reason: String,
    /// The law.
    pub law: Vec<ProvisionId>,
}

/// What a verdict means for whoever sends the message.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in plain words.
    pub headline: String,
    /// What to do now.
    pub next: String,
}

/// Everything by which messages are classified.
#[derive(Clone, Debug, Default)]
pub struct Marketing {
    /// What the verdicts mean.
    pub meanings: Vec<Meaning>,
    /// Groups of senders.
    pub senders: Vec<SenderGroup>,
    /// Signals.
    pub signals: Vec<Signal>,
    /// Rows; the first that matches decides.
    pub rows: Vec<Row>,
}

impl Marketing {
    /// Reads the `[[verdict]]`, `[[sender]]`, `[[signal]]` and `[[row]]` tables of a file.
    pub(super) fn read(&mut self, root: &Table<'_>, vocabulary: &Vocabulary, law: &LawTable) {
        self.meanings.extend(root.tables("verdict").into_iter().filter_map(|table| read_meaning(&table)));
        self.senders.extend(root.tables("sender").into_iter().filter_map(|table| read_sender(&table, vocabulary)));
        self.signals.extend(root.tables("signal").into_iter().filter_map(|table| read_signal(&table, vocabulary)));
        for table in root.tables("row") {
            let row = self.read_row(&table, law);
            self.rows.extend(row);
        }
    }

    fn read_row(&self, table: &Table<'_>, law: &LawTable) -> Option<Row> {
        table.require(&["row", "verdict", "reason"]);
        let groups: Vec<&str> = self.signals.iter().map(|signal| signal.group.as_str()).collect();
        let senders: Vec<&str> = self.senders.iter().map(|group| group.id.as_str()).chain([UNKNOWN_SENDER, PRIVATE_SENDER]).collect();
        let known = |key, known: &[&str]| -> Vec<String> {
            let names = table.texts(key);
            for name in &names {
                check_known(table, name, known);
            }
            names.into_iter().map(|name| name.value).collect()
        };
        let (row_senders, not_senders, signals) = (known("sender", &senders), known("not-sender", &senders), known("signals", &groups));
        let (number, score) = (table.number("row"), table.number("score").unwrap_or(0));
        let (limit, sure, mixed) = (table.number("limit"), table.number("sure"), table.number("mixed"));
        let (verdict, reason) = (table.choice("verdict", VERDICTS), table.required("reason"));
        let law = table.texts("law").iter().filter_map(|cite| law.resolve(table, cite)).collect();
        table.finish();
        Some(Row {
            number: number?,
            senders: row_senders,
            not_senders,
            signals,
            score,
            limit,
            sure,
            verdict: verdict?,
            mixed,
            reason: reason?.value,
            law,
        })
    }
}

fn check_known(table: &Table<'_>, name: &Text, known: &[&str]) {
    if !known.contains(&name.value.as_str()) {
        let meant = closest(&name.value, known.iter().copied()).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        table.report("data/unknown-group", name.span, format!("there is no group `{}`{meant}", name.value));
    }
}

fn read_meaning(table: &Table<'_>) -> Option<Meaning> {
    table.require(&["id"]);
    let verdict = table.choice("id", VERDICTS);
    let (headline, next) = (table.required("headline"), table.required("next"));
    table.finish();
    Some(Meaning { verdict: verdict?, headline: headline?.value, next: next?.value })
}

fn read_sender(table: &Table<'_>, vocabulary: &Vocabulary) -> Option<SenderGroup> {
    let id = table.required("id");
    let concepts = table.texts("concepts").iter().filter_map(|name| vocabulary.resolve(table, name)).collect();
    let sectors = table.choices("sectors", SECTORS);
    let excludes = table.texts("excludes").into_iter().map(|text| text.value).collect();
    table.finish();
    Some(SenderGroup { id: id?.value, concepts, sectors, excludes })
}

fn read_signal(table: &Table<'_>, vocabulary: &Vocabulary) -> Option<Signal> {
    table.require(&["side", "weight"]);
    let (id, group, concept) = (table.required("id"), table.required("group"), table.required("concept"));
    let side = table.choice("side", SIDES);
    let weight = table.number("weight");
    let says = table.required("says");
    let concept = concept.and_then(|name| vocabulary.resolve(table, &name));
    table.finish();
    Some(Signal { id: id?.value, group: group?.value, side: side?, concept: concept?, weight: weight?, says: says?.value })
}
