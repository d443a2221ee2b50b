//! Spells phrases out: choices become sequences of slots, runs of words become literals.

use super::{Filler, Literal, MAX_VARIANTS, Part, Sequence, Slot, Variant};

/// How many spellings one slot may have.
const MAX_SPELLINGS: usize = 2000;

/// The number of spellings beyond which a run of words is cut into slots.
const SLOT_SPELLINGS: usize = 64;

/// Whether a part holds a gap, a concept or a `*` with more behind it, so that it cannot be part of one literal.
fn breaks(part: &Part) -> bool {
    match part {
        Part::Text(_) => false,
        Part::Gap(_) | Part::Concept(_) => true,
        Part::Choice(choices) => choices.iter().any(choice_breaks),
    }
}

fn choice_breaks(choice: &Sequence) -> bool {
    choice.iter().any(breaks) || choice.iter().rev().enumerate().any(|(after, part)| has_star(part, after > 0))
}

/// Whether a part has a `*`; unless `anywhere`, one at its very end does not count.
fn has_star(part: &Part, anywhere: bool) -> bool {
    match part {
        Part::Text(text) => text.find('*').is_some_and(|at| anywhere || at + 1 < text.len()),
        Part::Choice(choices) => choices.iter().flatten().any(|part| has_star(part, anywhere)),
        Part::Gap(_) | Part::Concept(_) => false,
    }
}

/// Replaces choices that hold gaps or concepts by one sequence for each choice.
pub(super) fn spread(sequence: Sequence) -> Option<Vec<Sequence>> {
    let mut done: Vec<Sequence> = vec![Vec::new()];
    for part in sequence {
        let Part::Choice(choices) = &part else {
            for sequence in &mut done {
                sequence.push(part.clone());
            }
            continue;
        };
        if !breaks(&part) {
            for sequence in &mut done {
                sequence.push(part.clone());
            }
            continue;
        }
        // Choices that are plain words stay together as one choice.
        let (broken, plain): (Vec<_>, Vec<_>) = choices.iter().cloned().partition(choice_breaks);
        let mut ways: Vec<Sequence> = Vec::new();
        if !plain.is_empty() {
            ways.push(vec![Part::Choice(plain)]);
        }
        for choice in broken {
            ways.extend(spread(choice)?);
        }
        if done.len() * ways.len() > MAX_VARIANTS {
            return None;
        }
        done = done.iter().flat_map(|before| ways.iter().map(move |way| before.iter().chain(way).cloned().collect())).collect();
    }
    Some(done)
}

/// Cuts a sequence without broken choices into slots.
pub(super) fn slots(sequence: &Sequence) -> Result<Variant, String> {
    let mut run = Run::default();
    for part in sequence {
        match part {
            Part::Gap(words) => {
                run.flush()?;
                run.gap = *words;
            }
            Part::Concept(id) => {
                run.flush()?;
                let gap = std::mem::take(&mut run.gap);
                run.slots.push(Slot { gap, optional: false, filler: Filler::Concept(id.clone()) });
            }
            Part::Text(text) => run.text(text)?,
            Part::Choice(_) => run.choice(part)?,
        }
    }
    run.flush()?;
    Ok(Variant { slots: run.slots })
}

/// A run of words on the way to being slots.
struct Run {
    slots: Vec<Slot>,
    /// The gap before the next slot.
    gap: u8,
    /// All spellings of the slot that is being gathered.
    spellings: Vec<String>,
    /// Whether a word in it may have any ending, so that the slot must end with that word.
    starred: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self { slots: Vec::new(), gap: 0, spellings: vec![String::new()], starred: false }
    }
}

impl Run {
    fn text(&mut self, text: &str) -> Result<(), String> {
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                if self.starred || self.spellings.len() > SLOT_SPELLINGS {
                    self.flush()?;
                }
                self.spellings.iter_mut().for_each(|spelling| spelling.push(' '));
            }
            if self.starred && !word.is_empty() {
                return Err("`*` stands at the end of a word only".to_owned());
            }
            self.spellings = product(std::mem::take(&mut self.spellings), &hyphens(word))?;
            self.starred |= word.contains('*');
        }
        Ok(())
    }

    fn choice(&mut self, part: &Part) -> Result<(), String> {
        let endings = extend(vec![String::new()], part)?;
        let between_words = self.spellings.iter().all(|spelling| spelling.is_empty() || spelling.ends_with(' '));
        if between_words && self.spellings.len() * endings.len() > SLOT_SPELLINGS {
            self.flush()?;
        }
        if self.starred {
            return Err("`*` stands at the end of a word only".to_owned());
        }
        self.spellings = product(std::mem::take(&mut self.spellings), &endings)?;
        self.starred = endings.iter().any(|ending| ending.contains('*'));
        Ok(())
    }

    /// Makes a slot of what has been gathered.
    fn flush(&mut self) -> Result<(), String> {
        let mut literals = Vec::new();
        let mut optional = false;
        for spelling in std::mem::replace(&mut self.spellings, vec![String::new()]) {
            let words = spelling.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            if words.is_empty() {
                optional = true;
            } else {
                literals.push(literal(&words)?);
            }
        }
        self.starred = false;
        if literals.is_empty() {
            return Ok(());
        }
        literals.sort();
        literals.dedup();
        self.slots.push(Slot { gap: std::mem::take(&mut self.gap), optional, filler: Filler::Literals(literals) });
        Ok(())
    }
}

/// Words of which the last may end in `*`.
fn literal(words: &str) -> Result<Literal, String> {
    let Some(star) = words.find('*') else { return Ok(Literal { text: words.to_owned(), any_ending: false }) };
    let stem = words[..star].rsplit(' ').next().unwrap_or("");
    if star + 1 < words.len() {
        return Err("`*` stands at the end of a word only".to_owned());
    }
    if stem.chars().count() < 2 {
        return Err("`*` needs at least two letters before it".to_owned());
    }
    Ok(Literal { text: words[..star].to_owned(), any_ending: true })
}

/// Appends every spelling of `part` to every spelling so far.
fn extend(spellings: Vec<String>, part: &Part) -> Result<Vec<String>, String> {
    let endings = match part {
        Part::Text(text) => hyphens(text),
        Part::Choice(choices) => {
            let mut endings = Vec::new();
            for choice in choices {
                let mut ways = vec![String::new()];
                for part in choice {
                    ways = extend(ways, part)?;
                }
                endings.extend(ways);
            }
            endings
        }
        Part::Gap(_) | Part::Concept(_) => return Err("a gap or a concept stands in the wrong place".to_owned()),
    };
    product(spellings, &endings)
}

/// Every start with every end.
fn product(mut starts: Vec<String>, ends: &[String]) -> Result<Vec<String>, String> {
    if starts.len() * ends.len() > MAX_SPELLINGS {
        return Err(format!("these words have more than {MAX_SPELLINGS} spellings; write several phrases"));
    }
    if let [end] = ends {
        for start in &mut starts {
            start.push_str(end);
        }
        return Ok(starts);
    }
    let mut spellings = Vec::with_capacity(starts.len() * ends.len());
    for start in &starts {
        for end in ends {
            let mut spelling = String::with_capacity(start.len() + end.len());
            spelling.push_str(start);
            spelling.push_str(end);
            spellings.push(spelling);
        }
    }
    Ok(spellings)
}

/// The spellings of a text with hyphens: `third-party`, `third party`, `thirdparty`.
fn hyphens(text: &str) -> Vec<String> {
    if !text.contains('-') {
        return vec![text.to_owned()];
    }
    let mut spellings = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        let between = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| c.is_alphanumeric());
        if c == '-' && between(index.checked_sub(1)) && between(Some(index + 1)) {
            spellings = spellings.iter().flat_map(|start| ["-", " ", ""].map(|mark| format!("{start}{mark}"))).collect();
        } else {
            for spelling in &mut spellings {
                spelling.push(c);
            }
        }
    }
    spellings
}
