//! A reader of TOML tables: each key is asked for once, what was not asked for is unknown, and every problem is collected. A table
//! may be one that is only recorded (see [`super::record()`]): it has no key, and notes what it is asked for.

mod values;

use super::record::{Recorder, Shared, Takes};
use super::{Problem, closest, packed};
use crate::source::{SourceFile, Span};
use std::cell::RefCell;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A string somebody wrote, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The string.
    pub value: String,
    /// Its place, quotes included.
    pub span: Span,
}

impl Text {
    /// The place of bytes `start..end` of the value: exact if the value stands in `source` without escapes, else all of it.
    #[must_use]
    pub fn part(&self, source: &str, start: usize, end: usize) -> Span {
        let raw = &source[self.span.range()];
        match raw.find(self.value.as_str()) {
            Some(offset) => {
                let base = self.span.start + offset as u32;
                Span::new(base + start as u32, base + end as u32)
            }
            None => self.span,
        }
    }
}

/// A TOML file that has been parsed as far as it can be; its tables are read through [`Table`].
#[derive(Debug)]
pub struct TomlFile<'f> {
    file: &'f Arc<SourceFile>,
    root: Spanned<DeTable<'f>>,
    /// Mistakes in the syntax.
    syntax: Vec<Problem>,
}

impl<'f> TomlFile<'f> {
    /// Parses `file`.
    #[must_use]
    pub fn parse(file: &'f Arc<SourceFile>) -> Self {
        let (root, errors) = DeTable::parse_recoverable(file.text());
        let problem = |error: &toml::de::Error| {
            let span = error.span().map_or(Span::default(), Span::from);
            let message = if error.message().is_empty() { "this is not TOML" } else { error.message() };
            Problem::new("data/syntax", file, span, format!("the file is not valid TOML: {message}"))
        };
        Self { file, root, syntax: errors.iter().map(problem).collect() }
    }

    /// Unpacks `file`, whose text is `text` and was parsed when the program was built; none if it was not.
    pub(crate) fn unpack(file: &'f Arc<SourceFile>, text: &'static str, packed: &'static [u8]) -> Option<Self> {
        Some(Self { file, root: packed::unpack(text, packed)?, syntax: Vec::new() })
    }

    /// The mistakes in its syntax.
    #[must_use]
    pub fn syntax(&self) -> &[Problem] {
        &self.syntax
    }

    /// Whether its root has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.root.get_ref().contains_key(key)
    }

    /// Hands the root table to `read`, even if parts of the file are broken; returns what `read` made of it and the problems that it
    /// reported, those of the syntax not among them.
    pub fn read<T>(&self, read: impl FnOnce(&Table<'_>) -> T) -> (T, Vec<Problem>) {
        let problems = RefCell::new(Vec::new());
        let owner = Owner { file: self.file, problems: &problems, recorder: None };
        let table = Table::new(owner, self.root.get_ref(), Span::new(0, 0), "the file".to_owned());
        let made = read(&table);
        table.finish();
        drop(table);
        let mut problems = problems.into_inner();
        if !self.syntax.is_empty() {
            // Recovery leaves gaps; what seems missing behind a syntax error may only be unread.
            problems.retain(|problem: &Problem| problem.code != "data/missing-key");
        }
        (made, problems)
    }
}

/// What all tables of a file share.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) problems: &'a RefCell<Vec<Problem>>,
    /// What is asked of the tables is written down here, if they are recorded.
    pub(super) recorder: Option<&'a Recorder>,
}

impl Owner<'_> {
    fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}

/// One table of a file.
pub struct Table<'a> {
    owner: Owner<'a>,
    keys: &'a DeTable<'a>,
    /// Where the table is named: its header or its key.
    span: Span,
    /// What to call it in messages.
    title: String,
    asked: RefCell<Vec<&'static str>>,
    record: Option<Shared>,
}

impl<'a> Table<'a> {
    fn new(owner: Owner<'a>, table: &'a DeTable<'a>, span: Span, title: String) -> Self {
        Self { owner, keys: table, span, title, asked: RefCell::new(Vec::new()), record: None }
    }

    /// A table that is only recorded; `empty` is what it holds.
    pub(super) fn recorded(owner: Owner<'a>, empty: &'a DeTable<'a>, record: Shared) -> Self {
        Self { record: Some(record), ..Self::new(owner, empty, Span::default(), String::new()) }
    }

    /// A recorded table within this one, if this one is recorded: what is written down of it goes into `record`.
    fn recorded_within(&self, record: &Shared) -> Self {
        Self::recorded(self.owner, self.keys, Shared::clone(record))
    }

    /// Notes what `key` takes; does nothing if the table is not recorded.
    pub(crate) fn note(&self, key: &'static str, takes: impl FnOnce() -> Takes) {
        if let Some(record) = &self.record {
            record.borrow_mut().note(key, takes());
        }
    }

    /// Describes, once, what is called `name` in [`Takes::Defined`] and [`Takes::List`]: a string, or a table that has one of `keys`
    /// and what `read` asks for where it has that one. Does nothing if the table is not recorded.
    pub(crate) fn define(&self, name: &'static str, keys: impl Iterator<Item = &'static str>, read: impl Fn(&'static str, &Table<'_>)) {
        let Some(recorder) = self.owner.recorder.filter(|recorder| recorder.begin(name)) else { return };
        for key in keys {
            let record = Shared::default();
            let table = self.recorded_within(&record);
            read(key, &table);
            table.require(&[key]);
            table.finish();
            recorder.add(name, record);
        }
    }

    /// Notes what keys of any name take; does nothing if the table is not recorded.
    fn note_others(&self, takes: impl FnOnce() -> Takes) {
        if let Some(record) = &self.record {
            record.borrow_mut().others = Some(takes());
        }
    }

    /// Whether one of `keys` is there, of which at least one must be.
    #[must_use]
    pub fn has_any(&self, keys: &[&'static str]) -> bool {
        if let Some(record) = &self.record {
            record.borrow_mut().any_of.push(keys.to_vec());
            return true;
        }
        keys.iter().any(|key| self.has(key))
    }

    /// Notes that one of `keys` must be there and no other of them; whoever reads them reports where it is not so.
    pub(crate) fn note_one_of(&self, keys: &[&'static str]) {
        if let Some(record) = &self.record {
            record.borrow_mut().one_of.push(keys.to_vec());
        }
    }

    /// The file that the table stands in.
    #[must_use]
    pub fn file(&self) -> &'a Arc<SourceFile> {
        self.owner.file
    }

    /// Where the table is named.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reports a problem with the words at `span`.
    pub fn report(&self, code: &'static str, span: Span, message: impl Into<String>) {
        self.owner.report(Problem::new(code, self.owner.file, span, message));
    }

    /// Reports a problem that has been put together.
    pub fn report_problem(&self, problem: Problem) {
        self.owner.report(problem);
    }

    /// The value of `key`.
    pub fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.note(key, || Takes::Anything);
        self.keys.get(key)
    }

    /// Whether `key` is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// The place of `key` itself, or of the table if it is not there.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Span {
        self.keys.iter().find(|(name, _)| name.get_ref() == key).map_or(self.span, |(name, _)| name.span().into())
    }

    /// All keys, with their places; asks for each.
    pub fn entries(&self) -> impl Iterator<Item = (Text, &'a Spanned<DeValue<'a>>)> {
        self.keys.iter().map(|(key, value)| (Text { value: key.get_ref().to_string(), span: key.span().into() }, value))
    }

    /// A string that must be there.
    pub fn required(&self, key: &'static str) -> Option<Text> {
        self.require(&[key]);
        self.text(key)
    }

    /// Reports each of `keys` that is not there.
    pub fn require(&self, keys: &[&'static str]) {
        // A recorded table has no key, so that it is told of all that are required.
        keys.iter().filter(|key| !self.has(key)).for_each(|key| self.missing(key));
    }

    /// Reports that `key` is missing.
    pub fn missing(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
        if let Some(record) = &self.record {
            record.borrow_mut().require(key);
            return;
        }
        self.report("data/missing-key", self.span, missing_message(key, &self.title));
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        if self.record.is_some() {
            let inner = Shared::default();
            self.note(key, || Takes::Table(Shared::clone(&inner)));
            return Some(self.recorded_within(&inner));
        }
        let value = self.value(key)?;
        self.as_table(value, self.key_span(key), format!("`[{key}]`"))
    }

    /// A list of tables (`[[key]]`).
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        if self.record.is_some() {
            let inner = Shared::default();
            self.note(key, || Takes::Tables(Shared::clone(&inner)));
            return vec![self.recorded_within(&inner)];
        }
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(array) => array
                .iter()
                .enumerate()
                .filter_map(|(index, value)| {
                    let span = header(self.file().text(), value.span().into());
                    self.as_table(value, span, format!("`[[{key}]]` number {}", index + 1))
                })
                .collect(),
            DeValue::Table(_) => {
                self.wrong_type(value, key, &format!("a list of tables, written `[[{key}]]`"));
                Vec::new()
            }
            _ => {
                self.wrong_type(value, key, "a list of tables");
                Vec::new()
            }
        }
    }

    /// Reads `value` as a table called `title`.
    pub fn as_table(&self, value: &'a Spanned<DeValue<'a>>, span: Span, title: String) -> Option<Table<'a>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Table::new(self.owner, table, span, title));
        }
        self.wrong_type(value, &title, "a table");
        None
    }

    /// Reports that `value` is not what `key` takes.
    pub fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let found = value.get_ref().type_str();
        self.report("data/wrong-type", value.span().into(), format!("{key} takes {wanted}, but this is of type {found}"));
    }

    /// A key that is there in another spelling is not missing as well: one mistake, one problem.
    fn take_back_missing(&self, key: &str) {
        let message = missing_message(key, &self.title);
        let is_it = |problem: &Problem| problem.code == "data/missing-key" && problem.span == self.span && problem.message == message;
        self.owner.problems.borrow_mut().retain(|problem| !is_it(problem));
    }

    /// Reports every key that nobody asked for.
    pub fn finish(&self) {
        if let Some(record) = &self.record {
            record.borrow_mut().is_closed = true;
            return;
        }
        let asked = self.asked.borrow();
        for (key, _) in self.keys.iter().filter(|(key, _)| !asked.iter().any(|asked| *asked == key.get_ref().as_ref())) {
            let mut problem = Problem::new(
                "data/unknown-key",
                self.file(),
                key.span().into(),
                format!("`{}` is not a key of {}", key.get_ref(), self.title),
            );
            let mut known: Vec<&str> = asked.clone();
            known.sort_unstable();
            known.dedup();
            match closest(key.get_ref(), known.iter().copied().filter(|known| !self.has(known))) {
                Some(meant) => {
                    problem = problem.label(format!("did you mean `{meant}`?"));
                    self.take_back_missing(meant);
                }
                None => problem = problem.help(format!("its keys are {}", join(&known))),
            }
            self.report_problem(problem);
        }
    }
}

/// What is said of a key that is missing.
fn missing_message(key: &str, title: &str) -> String {
    format!("the key `{key}` is missing in {title}")
}

/// The span of a table's header: for `[[example]]` its line, for an inline table the table.
fn header(source: &str, span: Span) -> Span {
    let text = &source[span.range()];
    let line = text.find('\n').unwrap_or(text.len());
    Span::new(span.start, span.start + text[..line].trim_end().len() as u32)
}

fn join(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
