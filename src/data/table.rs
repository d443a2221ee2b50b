//! A reader of TOML tables: each key is asked for once, what was not asked for is unknown, and every problem is collected.

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
        let owner = Owner { file: self.file, problems: &problems };
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
struct Owner<'a> {
    file: &'a Arc<SourceFile>,
    problems: &'a RefCell<Vec<Problem>>,
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
}

impl<'a> Table<'a> {
    fn new(owner: Owner<'a>, table: &'a DeTable<'a>, span: Span, title: String) -> Self {
        Self { owner, keys: table, span, title, asked: RefCell::new(Vec::new()) }
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
        keys.iter().filter(|key| !self.has(key)).for_each(|key| self.missing(key));
    }

    /// Reports that `key` is missing.
    pub fn missing(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
        self.report("data/missing-key", self.span, missing_message(key, &self.title));
    }

    /// A string.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        self.as_text(value, key)
    }

    /// A list of strings; a single string is a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        match self.value(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(array) => array.iter().filter_map(|value| self.as_text(value, key)).collect(),
                _ => self.as_text(value, key).into_iter().collect(),
            },
        }
    }

    /// A truth value.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong_type(value, key, "true or false");
        None
    }

    /// A whole number from 0 up.
    pub fn number(&self, key: &'static str) -> Option<u64> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(value, key, "a whole number");
        }
        number
    }

    /// A number from 0 to 1.
    pub fn share(&self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) => integer.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let share = number.filter(|number| (0.0..=1.0).contains(number));
        if share.is_none() {
            self.wrong_type(value, key, "a number from 0 to 1");
        }
        share
    }

    /// A date without a time.
    pub fn date(&self, key: &'static str) -> Option<jiff::civil::Date> {
        let value = self.value(key)?;
        let date = value.get_ref().as_datetime().and_then(|when| match (when.date, when.time) {
            (Some(date), None) => {
                jiff::civil::Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
            }
            _ => None,
        });
        if date.is_none() {
            self.wrong_type(value, key, "a date such as 2026-06-19");
        }
        date
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key)?;
        self.choose(&text, key, choices)
    }

    /// Several of a closed set of words.
    pub fn choices<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Vec<T> {
        self.texts(key).iter().filter_map(|text| self.choose(text, key, choices)).collect()
    }

    /// The choice that `text` names.
    pub fn choose<T: Copy>(&self, text: &Text, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let found = choices.iter().find(|(word, _)| *word == text.value).map(|(_, choice)| *choice);
        if found.is_none() {
            let known: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            let mut problem = Problem::new(
                "data/unknown-value",
                self.file(),
                text.span,
                format!("`{}` is not a value that `{key}` can have", text.value),
            )
            .help(format!("it can be {}", join(&known)));
            if let Some(meant) = closest(&text.value, known.iter().copied()) {
                problem = problem.label(format!("did you mean `{meant}`?"));
            }
            self.report_problem(problem);
        }
        found
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.value(key)?;
        self.as_table(value, self.key_span(key), format!("`[{key}]`"))
    }

    /// A list of tables (`[[key]]`).
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
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

    /// Reads `value` as a string, reporting it if it is none.
    pub fn as_text(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Text> {
        if let DeValue::String(string) = value.get_ref() {
            return Some(Text { value: string.to_string(), span: value.span().into() });
        }
        self.wrong_type(value, key, "a string");
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
