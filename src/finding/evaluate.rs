//! Conditions asked of units.

use super::unit::{ControlId, Unit, UnitKind, View};
use crate::document::{BlockId, BlockKind, Checked, SentenceId, TextRange, count_words};
use crate::lint::{Condition, ControlIs, PolarityFilter, Within};
use crate::vocabulary::{ConceptId, HitId, Polarity};

const AFFIRMED: PolarityFilter = PolarityFilter::Only(Polarity::Affirmed);

/// What makes a condition hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Witness {
    /// The hits that it rests on.
    pub(super) hits: Vec<HitId>,
    /// Whether it rests on the words that introduce the unit, whatever the unit itself says.
    pub(super) introduced: bool,
}

impl Witness {
    fn of(hits: Vec<HitId>) -> Self {
        Self { hits, introduced: false }
    }

    /// What makes both hold. Where both rest on words, the unit must say some of them itself unless neither asks it to.
    fn and(mut self, other: Self) -> Self {
        self.introduced = match (self.hits.is_empty(), other.hits.is_empty()) {
            (true, _) => other.introduced,
            (_, true) => self.introduced,
            _ => self.introduced && other.introduced,
        };
        self.hits.extend(other.hits);
        self
    }

    /// What makes one or the other hold.
    fn or(mut self, other: Self) -> Self {
        self.introduced |= other.introduced;
        self.hits.extend(other.hits);
        self
    }
}

impl View<'_> {
    /// Every unit of this size in which `condition` holds on account of the unit's own words, with what makes it hold; in order.
    pub(super) fn units_where(&self, condition: &Condition, within: Within) -> Vec<(Unit, Witness)> {
        let mut units: Vec<Unit> = self.candidates(condition).into_iter().filter_map(|sentence| self.unit(sentence, within)).collect();
        units.sort_by_key(|unit| (unit.own.start, unit.own.end));
        units.dedup();
        units.into_iter().filter_map(|unit| self.holds_here(condition, &unit).map(|witness| (unit, witness))).collect()
    }

    /// Whether `condition` holds in `unit` on account of its own words, not only of what introduces it.
    fn holds_here(&self, condition: &Condition, unit: &Unit) -> Option<Witness> {
        let witness = self.holds(condition, unit)?;
        let own = witness.introduced || witness.hits.iter().any(|&id| unit.own.contains(&self.hits.hit(id).sentence.0));
        own.then_some(witness)
    }

    /// Whether `condition` holds in `unit`, and what makes it hold.
    pub(super) fn holds(&self, condition: &Condition, unit: &Unit) -> Option<Witness> {
        match condition {
            Condition::Concept(concept, polarity) => {
                let hits = self.hits_of(*concept, *polarity, unit);
                (!hits.is_empty()).then(|| Witness::of(hits))
            }
            Condition::All(members) => members.iter().try_fold(Witness::default(), |sum, member| Some(sum.and(self.holds(member, unit)?))),
            Condition::Any(members) => {
                let held = members.iter().filter_map(|member| self.holds(member, unit));
                held.reduce(Witness::or)
            }
            Condition::Not(inner) => self.holds(inner, unit).is_none().then(Witness::default),
            Condition::Heading(concept) => self.context(unit).any(|block| self.block_has(block, *concept)).then(Witness::default),
            Condition::LeadIn(concept, polarity) => self.lead_in(*concept, *polarity, unit),
            Condition::Near(first, second, words) => self.near(*first, *second, *words, unit),
            Condition::Link(concept) => self.link(*concept, unit),
            Condition::Emphasised(concept) => {
                let stands_out = |&id: &HitId| self.document.stands_out(self.hits.hit(id).sentence);
                let hits: Vec<HitId> = self.hits_of(*concept, AFFIRMED, unit).into_iter().filter(stands_out).collect();
                (!hits.is_empty()).then(|| Witness::of(hits))
            }
            Condition::Control(is) => {
                let hits: Vec<HitId> = self.hits_of(is.label, PolarityFilter::Any, unit);
                let hits: Vec<HitId> = hits.into_iter().filter(|&id| self.control(is, id).is_some()).collect();
                (!hits.is_empty()).then(|| Witness::of(hits))
            }
            Condition::Title(concept) => self.titles().any(|block| self.block_has(block, *concept)).then(Witness::default),
            Condition::Tag(concept) => {
                let own = |&id: &HitId| unit.own.contains(&self.hits.hit(id).sentence.0);
                let hits: Vec<HitId> = self.hits.of_tags(*concept).filter(own).collect();
                (!hits.is_empty()).then(|| Witness::of(hits))
            }
            Condition::Header(name) => self.document.header(name).is_some().then(Witness::default),
            Condition::Channel(channels) => self.profile.channel.is_some_and(|channel| channels.contains(&channel)).then(Witness::default),
            Condition::List(bases) => self.profile.list.is_some_and(|basis| bases.contains(&basis)).then(Witness::default),
            Condition::Verdict(verdicts, sure) => {
                let holds = self.profile.verdict.is_some_and(|(verdict, is_sure)| verdicts.contains(&verdict) && (is_sure || !sure));
                holds.then(Witness::default)
            }
            Condition::Sector(sectors) => sectors.contains(&self.profile.sector.value).then(Witness::default),
            Condition::Fact(fact, so) => (self.profile.fact(*fact) == Some(*so)).then(Witness::default),
            Condition::DatedFrom(day) => self.profile.dated.is_some_and(|dated| dated >= *day).then(Witness::default),
        }
    }

    /// The few hits that show best why `condition` holds in `unit`: the first of each concept that must be there, and of
    /// alternatives the one that comes first. The unit's own hits go before those of what introduces it.
    pub(super) fn marked(&self, condition: &Condition, unit: &Unit) -> Vec<HitId> {
        let is_own = |id: HitId| unit.own.contains(&self.hits.hit(id).sentence.0);
        let order = |id: HitId| (!is_own(id), self.hits.hit(id).text.start);
        match condition {
            Condition::All(members) => members.iter().flat_map(|member| self.marked(member, unit)).collect(),
            Condition::Any(members) => {
                let held = members.iter().map(|member| self.marked(member, unit)).filter(|hits| !hits.is_empty());
                held.min_by_key(|hits| hits.iter().map(|&id| order(id)).min()).unwrap_or_default()
            }
            Condition::Near(..) => self.holds(condition, unit).map_or_else(Vec::new, |witness| witness.hits.into_iter().take(2).collect()),
            _ => {
                let held = self.holds(condition, unit);
                held.and_then(|witness| witness.hits.into_iter().min_by_key(|&id| order(id))).into_iter().collect()
            }
        }
    }

    /// The hits of `concept` that `unit` sees: its own, then those of what introduces it.
    fn hits_of(&self, concept: ConceptId, polarity: PolarityFilter, unit: &Unit) -> Vec<HitId> {
        let own = self.hits.of_within(concept, unit.own.clone()).iter().filter(|&&id| self.counts(unit, self.hits.hit(id).sentence));
        let lead_ins = (unit.within == UnitKind::Part).then(|| self.hits_of_lead_ins(concept, unit));
        let seen = own.copied().chain(lead_ins.into_iter().flatten());
        seen.filter(|&id| polarity.admits(self.hits.hit(id).polarity)).collect()
    }

    fn hits_of_lead_ins(&self, concept: ConceptId, unit: &Unit) -> impl Iterator<Item = HitId> {
        self.lead_ins(SentenceId(unit.own.start)).flat_map(move |id| self.hits.of_within(concept, id.0..id.0 + 1)).copied()
    }

    /// Whether a block that stands above or beside others has the concept.
    fn block_has(&self, block: BlockId, concept: ConceptId) -> bool {
        !self.hits.of_within(concept, self.sentences_of(block)).is_empty()
    }

    /// What names the document: its title, and its first heading.
    fn titles(&self) -> impl Iterator<Item = BlockId> + '_ {
        let is_title = |&(_, block): &(usize, &crate::document::Block)| block.kind == BlockKind::Title;
        let titles = self.document.blocks.iter().enumerate().take(8).filter(is_title).map(|(index, _)| BlockId(index as u32));
        titles.chain(self.document.name())
    }

    /// The first form control with what `is` asks whose label holds the hit.
    pub(super) fn control(&self, is: &ControlIs, hit: HitId) -> Option<ControlId> {
        let has = |&id: &ControlId| {
            let control = &self.document.controls[id];
            (is.types.is_empty() || is.types.contains(&control.kind))
                && is.checked.is_none_or(|checked| control.checked == if checked { Checked::Yes } else { Checked::No })
                && is.required.is_none_or(|required| control.required == required)
        };
        self.labelled_by(self.hits.hit(hit).sentence).iter().copied().find(has)
    }

    /// The form control that `condition` asks for and one of whose hits is `hit`.
    pub(super) fn control_in(&self, condition: &Condition, hit: HitId) -> Option<ControlId> {
        match condition {
            Condition::Control(is) => (self.hits.hit(hit).concept == is.label).then(|| self.control(is, hit)).flatten(),
            Condition::All(members) | Condition::Any(members) => members.iter().find_map(|member| self.control_in(member, hit)),
            _ => None,
        }
    }

    fn lead_in(&self, concept: ConceptId, polarity: PolarityFilter, unit: &Unit) -> Option<Witness> {
        let hits: Vec<HitId> = self.hits_of_lead_ins(concept, unit).filter(|&id| polarity.admits(self.hits.hit(id).polarity)).collect();
        (!hits.is_empty()).then_some(Witness { hits, introduced: true })
    }

    fn near(&self, first: ConceptId, second: ConceptId, words: usize, unit: &Unit) -> Option<Witness> {
        let firsts = self.hits_of(first, AFFIRMED, unit);
        let seconds = self.hits_of(second, AFFIRMED, unit);
        // A long unit may hold many of both; each is compared with its neighbours only.
        let pairs = firsts.iter().filter_map(|&one| {
            let hit = self.hits.hit(one);
            let after = seconds.partition_point(|&id| self.hits.hit(id).text.start < hit.text.start);
            let neighbours = &seconds[after.saturating_sub(2)..(after + 2).min(seconds.len())];
            let close = |&&id: &&HitId| {
                let other = self.hits.hit(id);
                other.sentence == hit.sentence && self.words_between(hit.text, other.text) <= words
            };
            neighbours.iter().find(close).map(|&other| [one, other])
        });
        let hits: Vec<HitId> = pairs.flatten().collect();
        (!hits.is_empty()).then(|| Witness::of(hits))
    }

    fn words_between(&self, a: TextRange, b: TextRange) -> usize {
        let (before, after) = if a.start <= b.start { (a, b) } else { (b, a) };
        if after.start <= before.end {
            return 0;
        }
        count_words(self.document.text.slice(TextRange::new(before.end, after.start)))
    }

    fn link(&self, concept: ConceptId, unit: &Unit) -> Option<Witness> {
        let hits: Vec<HitId> =
            self.hits_of(concept, PolarityFilter::Any, unit).into_iter().filter(|&id| self.in_link(self.hits.hit(id).text)).collect();
        (!hits.is_empty()).then(|| Witness::of(hits))
    }

    /// Whether a range lies in the words or the target of a link.
    fn in_link(&self, range: TextRange) -> bool {
        let links = &self.document.links;
        let by_text = links.partition_point(|link| link.text.start <= range.start);
        let by_target = links.partition_point(|link| link.target.start <= range.start);
        let text = by_text.checked_sub(1).is_some_and(|index| links[index].text.end > range.start);
        let target = by_target.checked_sub(1).is_some_and(|index| links[index].target.contains(range));
        text || target
    }

    /// Sentences around which `condition` may hold: a few more than do, all that do.
    fn candidates(&self, condition: &Condition) -> Vec<SentenceId> {
        let mut found = Vec::new();
        self.collect_candidates(condition, &mut found);
        found
    }

    fn collect_candidates(&self, condition: &Condition, out: &mut Vec<SentenceId>) {
        match condition {
            Condition::Concept(concept, _)
            | Condition::LeadIn(concept, _)
            | Condition::Near(concept, ..)
            | Condition::Link(concept)
            | Condition::Control(ControlIs { label: concept, .. })
            | Condition::Emphasised(concept) => {
                // Hits come in the order of their sentences, so that one that holds several is looked at once.
                let mut sentences: Vec<SentenceId> = self.hits.of(*concept).iter().map(|&id| self.hits.hit(id).sentence).collect();
                sentences.dedup();
                for sentence in sentences {
                    self.with_introduced(sentence, out);
                }
            }
            Condition::All(members) => {
                // Each member must hold, so the rarest one shows where to look.
                if let Some(rarest) = members.iter().filter(|member| member.has_place()).min_by_key(|member| self.weight(member)) {
                    self.collect_candidates(rarest, out);
                }
            }
            Condition::Any(members) => members.iter().for_each(|member| self.collect_candidates(member, out)),
            Condition::Tag(concept) => out.extend(self.hits.of_tags(*concept).map(|id| self.hits.hit(id).sentence)),
            // These have no place.
            _ => {}
        }
    }

    /// How many hits a condition would have to be asked at.
    fn weight(&self, condition: &Condition) -> usize {
        match condition {
            Condition::Concept(concept, _)
            | Condition::LeadIn(concept, _)
            | Condition::Near(concept, ..)
            | Condition::Link(concept)
            | Condition::Control(ControlIs { label: concept, .. })
            | Condition::Emphasised(concept) => self.hits.of(*concept).len(),
            Condition::Tag(concept) => self.hits.of_tags(*concept).count(),
            Condition::All(members) => {
                members.iter().filter(|member| member.has_place()).map(|member| self.weight(member)).min().unwrap_or(usize::MAX)
            }
            Condition::Any(members) => members.iter().map(|member| self.weight(member)).sum(),
            _ => usize::MAX,
        }
    }
}
