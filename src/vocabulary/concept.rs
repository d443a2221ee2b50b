//! Concepts: what lints ask for, read from `[[concept]]` tables.

use super::phrase::{self, Variant};
use super::regex::GatedRegex;
use crate::data::{Problem, Table, Text, is_name};
use crate::source::{SourceFile, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// Index of a concept in its [`Vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u32);

/// A named set of phrases that say the same.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its name.
    pub id: String,
    /// What a hit of it means.
    pub means: String,
    /// What says it.
    pub(super) phrases: Vec<Phrase>,
    /// What cancels the hits inside it.
    pub(super) cancels: Vec<Phrase>,
    /// The way out for numbers and addresses.
    pub(super) regexes: Vec<GatedRegex>,
    /// Sentences that say it: its tests.
    pub examples: Vec<Text>,
    /// Sentences that look like it and do not say it.
    pub near_misses: Vec<Text>,
    /// The file in which it was declared.
    pub(super) file: Arc<SourceFile>,
    pub(super) span: Span,
}

/// A phrase that has been parsed, with its place.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) source: Text,
    pub(super) variants: Vec<Variant>,
    /// Words that must agree with the document in their capitals.
    pub(super) exact: bool,
}

/// Where files come from, and so what is done with them before they are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A user wrote them.
    User,
    /// They are the program's own: its tests have compiled their regular expressions.
    BuiltIn,
    /// They are the program's own, and its phrases were spelled out and laid out when it was built.
    LaidOut,
}

/// All concepts.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    concepts: Vec<Concept>,
    by_id: HashMap<String, ConceptId>,
}

impl Vocabulary {
    /// The concept of this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<ConceptId> {
        self.by_id.get(name).copied()
    }

    /// The concept with this index.
    #[must_use]
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    pub(super) fn concept_mut(&mut self, id: ConceptId) -> &mut Concept {
        &mut self.concepts[id.0 as usize]
    }

    /// All concepts in the order of their indices.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concepts that the phrases of `concept` refer to.
    #[must_use]
    pub fn referred_to(&self, concept: &Concept) -> Vec<ConceptId> {
        concept.references().filter_map(|(name, _)| self.id(name)).collect()
    }

    /// Looks a name up that stands in a file, reporting an unknown one there with the nearest name.
    pub fn resolve(&self, table: &Table<'_>, name: &Text) -> Option<ConceptId> {
        let found = self.id(&name.value);
        if found.is_none() {
            table.report_problem(self.unknown(table.file(), name.span, &name.value));
        }
        found
    }

    fn unknown(&self, file: &Arc<SourceFile>, span: Span, name: &str) -> Problem {
        let problem = Problem::new("data/unknown-concept", file, span, format!("there is no concept `{name}`"));
        let otherwise = "concepts are declared with `[[concept]]` in a file under `vocabulary/`";
        problem.suggest(name, self.by_id.keys().map(String::as_str), otherwise)
    }

    /// Reads the `[[concept]]` tables of one file. A name that exists already is reported with both places.
    pub fn read(&mut self, root: &Table<'_>, origin: Origin) {
        for table in root.tables("concept") {
            let id = table.required("id");
            let means = table.required("means");
            let mut phrases = read_phrases(&table, "phrases", false, origin);
            phrases.extend(read_phrases(&table, "exact", true, origin));
            let cancels = read_phrases(&table, "not-phrases", false, origin);
            let regexes = read_regexes(&table, origin);
            let (examples, near_misses) = (table.texts("examples"), table.texts("near-misses"));
            if !table.has_any(&["phrases", "exact", "regex"]) {
                table.report("data/missing-key", table.span(), "a concept needs `phrases`, `exact` or `regex`");
            }
            table.finish();
            let (Some(id), Some(means)) = (id, means) else { continue };
            if !is_name(&id.value) {
                table.report("data/bad-name", id.span, "a concept's name is made of lower-case letters, digits and `-`");
                continue;
            }
            if let Some(other) = self.id(&id.value) {
                let other = self.concept(other);
                let problem =
                    Problem::new("data/duplicate", table.file(), id.span, format!("the concept `{}` is declared twice", id.value)).related(
                        &other.file,
                        other.span,
                        "first declared here",
                    );
                table.report_problem(problem);
                continue;
            }
            self.by_id.insert(id.value.clone(), ConceptId(self.concepts.len() as u32));
            self.concepts.push(Concept {
                id: id.value,
                means: means.value,
                phrases,
                cancels,
                regexes,
                examples,
                near_misses,
                file: Arc::clone(table.file()),
                span: id.span,
            });
        }
    }

    /// Reads the `[[extend]]` tables of one file, which add phrases to concepts declared anywhere.
    pub fn read_extensions(&mut self, root: &Table<'_>, origin: Origin) {
        for table in root.tables("extend") {
            let name = table.required("concept");
            let mut phrases = read_phrases(&table, "phrases", false, origin);
            phrases.extend(read_phrases(&table, "exact", true, origin));
            let cancels = read_phrases(&table, "not-phrases", false, origin);
            let regexes = read_regexes(&table, origin);
            table.finish();
            if let Some(id) = name.and_then(|name| self.resolve(&table, &name)) {
                let concept = self.concept_mut(id);
                concept.phrases.extend(phrases);
                concept.cancels.extend(cancels);
                concept.regexes.extend(regexes);
            }
        }
    }

    /// Finds references to unknown concepts, and circles of references.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for concept in &self.concepts {
            for (name, phrase) in concept.references() {
                if self.id(name).is_none() {
                    problems.push(self.unknown(&concept.file, concept.place_of(phrase, name), name));
                }
            }
        }
        // Depth-first: 0 unseen, 1 on the way, 2 done.
        let mut state = vec![0u8; self.concepts.len()];
        for index in 0..self.concepts.len() {
            self.visit(index, &mut state, &mut problems);
        }
        problems
    }

    fn visit(&self, index: usize, state: &mut [u8], problems: &mut Vec<Problem>) {
        if state[index] != 0 {
            return;
        }
        state[index] = 1;
        let concept = &self.concepts[index];
        for (name, phrase) in concept.references() {
            let Some(next) = self.id(name).map(|id| id.0 as usize) else { continue };
            if state[next] == 1 {
                let other = &self.concepts[next];
                problems.push(
                    Problem::new(
                        "data/circle",
                        &concept.file,
                        concept.place_of(phrase, name),
                        format!("the concept `{}` refers to itself by way of `{name}`", concept.id),
                    )
                    .related(&other.file, other.span, "the circle closes here"),
                );
            } else {
                self.visit(next, state, problems);
            }
        }
        state[index] = 2;
    }
}

impl Concept {
    /// The file in which it was declared.
    #[must_use]
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// Where `phrase` refers to the concept `name`.
    fn place_of(&self, phrase: &Phrase, name: &str) -> Span {
        let reference = format!("<{name}>");
        let start = phrase.source.value.find(&reference);
        start.map_or(phrase.source.span, |start| phrase.source.part(self.file.text(), start, start + reference.len()))
    }

    /// The concepts that its phrases refer to.
    fn references(&self) -> impl Iterator<Item = (&str, &Phrase)> {
        let phrases = self.phrases.iter().chain(&self.cancels).filter(|phrase| !phrase.exact);
        phrases.flat_map(|phrase| phrase::references(&phrase.source.value).map(move |name| (name, phrase)))
    }
}

fn read_phrases(table: &Table<'_>, key: &'static str, exact: bool, origin: Origin) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for source in table.texts(key) {
        let read = if origin == Origin::LaidOut {
            Ok(Vec::new())
        } else if exact {
            phrase::exact(&source.value).map(|variant| vec![variant])
        } else {
            phrase::compile(&source.value)
        };
        match read {
            Ok(variants) => phrases.push(Phrase { source, variants, exact }),
            Err(error) => {
                let span = source.part(table.file().text(), error.start, error.end);
                table.report("data/phrase", span, error.message);
            }
        }
    }
    phrases
}

fn read_regexes(table: &Table<'_>, origin: Origin) -> Vec<GatedRegex> {
    let mut regexes = Vec::new();
    for entry in table.tables("regex") {
        let pattern = entry.required("pattern");
        let literals = entry.texts("literals");
        let case = entry.flag("case").unwrap_or(false);
        if literals.is_empty() {
            entry.missing("literals");
        }
        for literal in &literals {
            let lower = literal.value.chars().all(|c| !c.is_uppercase());
            if literal.value.trim().is_empty() || !lower {
                entry.report("data/literal", literal.span, "a literal is a lower-case string that the text must hold");
            }
        }
        entry.finish();
        let Some(pattern) = pattern else { continue };
        let regex = GatedRegex::new(pattern, literals.into_iter().map(|text| text.value).collect(), case);
        if origin == Origin::User {
            match regex.compile() {
                Err(error) => {
                    // The crate draws its own picture of the place over several lines; its last line says what is wrong.
                    let error = error.to_string();
                    let reason = error.lines().last().unwrap_or("").trim().trim_start_matches("error: ");
                    entry.report("data/regex", regex.pattern.span, format!("this regular expression cannot be used: {reason}"));
                }
                Ok(compiled) if compiled.is_match("") => {
                    entry.report("data/regex", regex.pattern.span, "this regular expression matches nothing at all");
                }
                Ok(_) => {}
            }
        }
        regexes.push(regex);
    }
    regexes
}
