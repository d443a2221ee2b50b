//! Conditions: the closed set of questions that a lint may ask about a unit of text.

use super::marketing::{VERDICTS, Verdict};
use super::profile::{CHANNELS, Channel, FACTS, Fact, LIST_BASES, ListBasis, SECTORS, Sector};
use crate::data::{Table, Takes, Text};
use crate::vocabulary::{ConceptId, Polarity, Vocabulary};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

/// How deep conditions may be nested; deeper logic is beyond what a reader can check.
const MAX_DEPTH: usize = 4;

/// A question about a unit of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The concept has a hit of this polarity.
    Concept(ConceptId, PolarityFilter),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A heading above the unit, or what names its column, row or definition, has the concept.
    Heading(ConceptId),
    /// The words that introduce the list in which the unit stands have the concept.
    LeadIn(ConceptId, PolarityFilter),
    /// Both concepts have affirmed hits within so many words of each other.
    Near(ConceptId, ConceptId, usize),
    /// A link has the concept in its target or its words.
    Link(ConceptId),
    /// The concept has an affirmed hit in a sentence that stands out: in bold from end to end, in a call-out or a block quote.
    Emphasised(ConceptId),
    /// A form control whose label has the concept.
    Control(ControlIs),
    /// The title of the document or its first heading has the concept.
    Title(ConceptId),
    /// A template tag has the concept in the words of its expression.
    Tag(ConceptId),
    /// It is an e-mail with this header, in lower case.
    Header(String),
    /// The author of the document belongs to one of these sectors.
    Sector(Vec<Sector>),
    /// The message reaches people in one of these ways.
    Channel(Vec<Channel>),
    /// The organisation declares that the people who get it are on its list for one of these reasons.
    List(Vec<ListBasis>),
    /// The message is taken for one of these; and surely, if that is asked for.
    Verdict(Vec<Verdict>, bool),
    /// The organisation declares that this is so, or that it is not.
    Fact(Fact, bool),
    /// The document's own date is this day or later.
    DatedFrom(Date),
}

/// What is asked of a form control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlIs {
    /// What its label says, in any polarity.
    pub label: ConceptId,
    /// Its types, as in `checkbox`; none means any.
    pub types: Vec<String>,
    /// Whether it is ticked; one that a template ticks is neither ticked nor not.
    pub checked: Option<bool>,
    /// Whether it must be filled in.
    pub required: Option<bool>,
}

/// Which polarities of a hit count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolarityFilter {
    /// Only hits of this polarity.
    Only(Polarity),
    /// All hits.
    Any,
}

impl PolarityFilter {
    /// Whether a hit of `polarity` counts.
    #[must_use]
    pub fn admits(self, polarity: Polarity) -> bool {
        match self {
            Self::Any => true,
            Self::Only(only) => only == polarity,
        }
    }
}

const POLARITIES: &[(&str, PolarityFilter)] = &[
    ("affirmed", PolarityFilter::Only(Polarity::Affirmed)),
    ("negated", PolarityFilter::Only(Polarity::Negated)),
    ("asked", PolarityFilter::Only(Polarity::Asked)),
    ("any", PolarityFilter::Any),
];

/// The keys of a condition, each of which says what kind it is; the first that it has decides.
const KINDS: &[&str] = &[
    "concept",
    "all",
    "any",
    "not",
    "heading",
    "lead-in",
    "near",
    "link",
    "emphasised",
    "control",
    "title",
    "tag",
    "header",
    "channel",
    "list",
    "verdict",
    "sector",
    "fact",
    "dated-from",
];

/// What a condition is read for.
pub(super) struct Reader<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    /// The polarity that counts where none is named.
    pub(super) default: PolarityFilter,
}

impl Reader<'_> {
    /// The condition at `key`. One that asks about text must name something that can be pointed at, unless `whole` is set.
    pub(super) fn read(&self, table: &Table<'_>, key: &'static str, whole: bool) -> Option<Condition> {
        let value = self.value(table, key)?;
        let condition = self.condition(table, value, 0)?;
        if !whole && !condition.has_place() {
            let span = value.span().into();
            table.report(
                "data/no-place",
                span,
                "this condition names nothing that a finding could point at: add a concept outside `not` and `heading`",
            );
        }
        Some(condition)
    }

    fn condition(&self, table: &Table<'_>, value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            table.report(
                "data/too-deep",
                value.span().into(),
                format!("conditions are nested at most {MAX_DEPTH} deep; name a concept instead"),
            );
            return None;
        }
        match value.get_ref() {
            DeValue::String(name) => {
                let name = Text { value: name.to_string(), span: value.span().into() };
                Some(Condition::Concept(self.vocabulary.resolve(table, &name)?, self.default))
            }
            DeValue::Table(_) => {
                let inner = table.as_table(value, value.span().into(), "a condition".to_owned())?;
                let condition = self.table(&inner, depth);
                if condition.is_some() {
                    inner.finish();
                }
                condition
            }
            _ => {
                table.wrong_type(value, "a condition", "the name of a concept or a table");
                None
            }
        }
    }

    fn table(&self, table: &Table<'_>, depth: usize) -> Option<Condition> {
        if let Some(kind) = KINDS.iter().find(|kind| table.has(kind)) {
            return self.kind(kind, table, depth);
        }
        let kinds: Vec<String> = KINDS.iter().map(|kind| format!("`{kind}`")).collect();
        table.report("data/condition", table.span(), format!("this is no condition: it has none of {}", kinds.join(", ")));
        None
    }

    /// The condition that has the key `kind`.
    fn kind(&self, kind: &'static str, table: &Table<'_>, depth: usize) -> Option<Condition> {
        Some(match kind {
            "concept" => {
                let polarity = table.choice("polarity", POLARITIES).unwrap_or(self.default);
                Condition::Concept(self.concept(table, kind)?, polarity)
            }
            "all" => Condition::All(self.list(table, kind, depth)?),
            "any" => Condition::Any(self.list(table, kind, depth)?),
            "not" => Condition::Not(Box::new(self.condition(table, self.value(table, kind)?, depth + 1)?)),
            "heading" => Condition::Heading(self.concept(table, kind)?),
            "lead-in" => {
                let polarity = table.choice("polarity", POLARITIES).unwrap_or(self.default);
                Condition::LeadIn(self.concept(table, kind)?, polarity)
            }
            "near" => self.near(table)?,
            "link" => Condition::Link(self.concept(table, kind)?),
            "emphasised" => Condition::Emphasised(self.concept(table, kind)?),
            "control" => {
                let types = table.texts("types").into_iter().map(|text| text.value).collect();
                let (checked, required) = (table.flag("checked"), table.flag("required"));
                Condition::Control(ControlIs { label: self.concept(table, kind)?, types, checked, required })
            }
            "title" => Condition::Title(self.concept(table, kind)?),
            "tag" => Condition::Tag(self.concept(table, kind)?),
            "header" => Condition::Header(table.text(kind)?.value.to_lowercase()),
            "channel" => Condition::Channel(table.choices(kind, CHANNELS)),
            "list" => Condition::List(table.choices(kind, LIST_BASES)),
            "verdict" => {
                let sure = table.flag("confident").unwrap_or(false);
                Condition::Verdict(table.choices(kind, VERDICTS), sure)
            }
            "sector" => Condition::Sector(table.choices(kind, SECTORS)),
            "fact" => {
                let so = table.flag("is").unwrap_or(true);
                Condition::Fact(table.choice(kind, FACTS)?, so)
            }
            "dated-from" => Condition::DatedFrom(table.date(kind)?),
            _ => return None,
        })
    }

    /// The value of a key that takes a condition.
    fn value<'t>(&self, table: &Table<'t>, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        table.note(key, || Takes::Defined("condition"));
        self.define(table);
        table.value(key)
    }

    /// Tells a table that is recorded what a condition is.
    fn define(&self, table: &Table<'_>) {
        table.define("condition", KINDS.iter().copied(), |kind, table| drop(self.kind(kind, table, 0)));
    }

    fn concept(&self, table: &Table<'_>, key: &'static str) -> Option<ConceptId> {
        let name = table.text(key)?;
        self.vocabulary.resolve(table, &name)
    }

    fn list(&self, table: &Table<'_>, key: &'static str, depth: usize) -> Option<Vec<Condition>> {
        table.note(key, || Takes::List("condition"));
        let value = table.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            table.wrong_type(value, key, "a list of conditions");
            return None;
        };
        if array.is_empty() {
            table.report("data/condition", value.span().into(), format!("`{key}` lists no condition"));
            return None;
        }
        // All members are read before giving up, so that every mistake in the list is shown.
        let members: Vec<_> = array.iter().map(|value| self.condition(table, value, depth + 1)).collect();
        members.into_iter().collect()
    }

    fn near(&self, table: &Table<'_>) -> Option<Condition> {
        let names = table.texts("near");
        let words = table.number("words").unwrap_or(12) as usize;
        let [first, second] = names.as_slice() else {
            table.report("data/condition", table.key_span("near"), "`near` takes two concepts");
            return None;
        };
        let (first, second) = (self.vocabulary.resolve(table, first), self.vocabulary.resolve(table, second));
        Some(Condition::Near(first?, second?, words))
    }
}

impl Condition {
    /// Whether the condition can only hold where one of its concepts stands, so that there is a place to look and to point at.
    #[must_use]
    pub fn has_place(&self) -> bool {
        match self {
            Self::Concept(..)
            | Self::LeadIn(..)
            | Self::Near(..)
            | Self::Link(_)
            | Self::Emphasised(_)
            | Self::Control(_)
            | Self::Tag(_) => true,
            Self::All(members) => members.iter().any(Self::has_place),
            Self::Any(members) => members.iter().all(Self::has_place),
            _ => false,
        }
    }

    /// Whether it asks for the sector of the document's author.
    #[must_use]
    pub fn asks_sector(&self) -> bool {
        self.asks(&|condition| matches!(condition, Self::Sector(_)))
    }

    /// Whether it asks what the message is taken for.
    #[must_use]
    pub fn asks_verdict(&self) -> bool {
        self.asks(&|condition| matches!(condition, Self::Verdict(..)))
    }

    /// Whether `wanted` is true of it or of one of its members.
    fn asks(&self, wanted: &dyn Fn(&Self) -> bool) -> bool {
        match self {
            Self::All(members) | Self::Any(members) => members.iter().any(|member| member.asks(wanted)),
            Self::Not(inner) => inner.asks(wanted),
            _ => wanted(self),
        }
    }

    /// Calls `visit` with every concept that the condition names.
    pub fn each_concept(&self, visit: &mut impl FnMut(ConceptId)) {
        match self {
            Self::Concept(id, _)
            | Self::LeadIn(id, _)
            | Self::Heading(id)
            | Self::Link(id)
            | Self::Emphasised(id)
            | Self::Title(id)
            | Self::Tag(id)
            | Self::Control(ControlIs { label: id, .. }) => visit(*id),
            Self::Near(first, second, _) => {
                visit(*first);
                visit(*second);
            }
            Self::All(members) | Self::Any(members) => members.iter().for_each(|member| member.each_concept(visit)),
            Self::Not(inner) => inner.each_concept(visit),
            Self::Header(_)
            | Self::Sector(_)
            | Self::Channel(_)
            | Self::List(_)
            | Self::Verdict(..)
            | Self::Fact(..)
            | Self::DatedFrom(_) => {}
        }
    }
}
