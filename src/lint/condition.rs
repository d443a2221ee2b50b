//! Conditions: the closed set of questions that a lint may ask about a unit of text.

use super::marketing::{VERDICTS, Verdict};
use super::profile::{CHANNELS, Channel, FACTS, Fact, LIST_BASES, ListBasis, SECTORS, Sector};
use crate::data::{Table, Text};
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

/// What a condition is read for.
pub(super) struct Reader<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    /// The polarity that counts where none is named.
    pub(super) default: PolarityFilter,
}

impl Reader<'_> {
    /// The condition at `key`. One that asks about text must name something that can be pointed at, unless `whole` is set.
    pub(super) fn read(&self, table: &Table<'_>, key: &'static str, whole: bool) -> Option<Condition> {
        let value = table.value(key)?;
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
        if table.has("concept") {
            let name = table.text("concept")?;
            let polarity = table.choice("polarity", POLARITIES).unwrap_or(self.default);
            return Some(Condition::Concept(self.vocabulary.resolve(table, &name)?, polarity));
        }
        if table.has("all") {
            return Some(Condition::All(self.list(table, "all", depth)?));
        }
        if table.has("any") {
            return Some(Condition::Any(self.list(table, "any", depth)?));
        }
        if let Some(value) = table.has("not").then(|| table.value("not")).flatten() {
            return Some(Condition::Not(Box::new(self.condition(table, value, depth + 1)?)));
        }
        if table.has("heading") {
            return Some(Condition::Heading(self.concept(table, "heading")?));
        }
        if table.has("lead-in") {
            let concept = self.concept(table, "lead-in")?;
            let polarity = table.choice("polarity", POLARITIES).unwrap_or(self.default);
            return Some(Condition::LeadIn(concept, polarity));
        }
        if table.has("near") {
            return self.near(table);
        }
        if table.has("link") {
            return Some(Condition::Link(self.concept(table, "link")?));
        }
        if table.has("emphasised") {
            return Some(Condition::Emphasised(self.concept(table, "emphasised")?));
        }
        if table.has("control") {
            let types = table.texts("types").into_iter().map(|text| text.value).collect();
            let (checked, required) = (table.flag("checked"), table.flag("required"));
            return Some(Condition::Control(ControlIs { label: self.concept(table, "control")?, types, checked, required }));
        }
        if table.has("title") {
            return Some(Condition::Title(self.concept(table, "title")?));
        }
        if table.has("tag") {
            return Some(Condition::Tag(self.concept(table, "tag")?));
        }
        if table.has("header") {
            return table.text("header").map(|name| Condition::Header(name.value.to_lowercase()));
        }
        if table.has("channel") {
            return Some(Condition::Channel(table.choices("channel", CHANNELS)));
        }
        if table.has("list") {
            return Some(Condition::List(table.choices("list", LIST_BASES)));
        }
        if table.has("verdict") {
            let sure = table.flag("confident").unwrap_or(false);
            return Some(Condition::Verdict(table.choices("verdict", VERDICTS), sure));
        }
        if table.has("sector") {
            return Some(Condition::Sector(table.choices("sector", SECTORS)));
        }
        if table.has("fact") {
            let so = table.flag("is").unwrap_or(true);
            return Some(Condition::Fact(table.choice("fact", FACTS)?, so));
        }
        if table.has("dated-from") {
            return table.date("dated-from").map(Condition::DatedFrom);
        }
        let kinds = "`concept`, `all`, `any`, `not`, `heading`, `lead-in`, `near`, `link`, `emphasised`, `control`, `title`, `tag`, `header`, \
            `sector`, `channel`, `list`, `verdict`, `fact`, `dated-from`";
        table.report("data/condition", table.span(), format!("this is no condition: it has none of {kinds}"));
        None
    }

    fn concept(&self, table: &Table<'_>, key: &'static str) -> Option<ConceptId> {
        let name = table.text(key)?;
        self.vocabulary.resolve(table, &name)
    }

    fn list(&self, table: &Table<'_>, key: &'static str, depth: usize) -> Option<Vec<Condition>> {
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
