//! What a document says of itself: `<!-- noticelint: kind=privacy-notice sector=health -->`, or `noticelint-kind:` in a front matter.

use crate::data::closest;
use crate::document::Document;
use crate::lint::{Basis, Channel, Jurisdiction, Kind, Known, ListBasis, Profile, Sector};
use crate::source::{SourceFile, Span};

/// What somebody says a document is; what is not said is left to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Its kind, and where that is said.
    pub kind: Option<(Kind, String)>,
    /// The sector of its author.
    pub sector: Option<(Sector, String)>,
    /// Its channel.
    pub channel: Option<Channel>,
    /// On what basis the people who get it are on the list.
    pub list: Option<ListBasis>,
    /// Whose law holds.
    pub jurisdiction: Option<Jurisdiction>,
}

/// A word in a declaration that means nothing, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) span: Span,
    pub(super) message: String,
}

impl Declared {
    /// What `self` says, and what `other` says where `self` is silent.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            kind: self.kind.or(other.kind),
            sector: self.sector.or(other.sector),
            channel: self.channel.or(other.channel),
            list: self.list.or(other.list),
            jurisdiction: self.jurisdiction.or(other.jurisdiction),
        }
    }

    /// Puts what is declared in place of what was told.
    pub(super) fn apply(self, profile: &mut Profile) {
        if let Some((value, place)) = self.kind {
            profile.kind = Known { value, basis: Basis::Declared(place) };
        }
        if let Some((value, place)) = self.sector {
            profile.sector = Known { value, basis: Basis::Declared(place) };
        }
        profile.channel = self.channel.or(profile.channel);
        profile.list = self.list.or(profile.list);
        profile.jurisdiction = self.jurisdiction.unwrap_or(profile.jurisdiction);
    }

    /// Takes one `key` with its `value`, which stand in `place`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn set(&mut self, key: &str, value: &str, place: &str) -> Result<(), String> {
        fn known<T>(value: &str, found: Option<T>, mut words: impl Iterator<Item = &'static str>, what: &str) -> Result<T, String> {
            found.ok_or_else(|| match closest(value, words.by_ref().collect::<Vec<_>>()) {
                Some(meant) => format!("`{value}` is not a {what} of noticelint; did you mean `{meant}`?"),
                None => format!("`{value}` is not a {what} of noticelint"),
            })
        }
        match key {
            "kind" => self.kind = Some((known(value, Kind::from_word(value), Kind::words(), key)?, place.to_owned())),
            "sector" => self.sector = Some((known(value, Sector::from_word(value), Sector::words(), key)?, place.to_owned())),
            "channel" => self.channel = Some(known(value, Channel::from_word(value), Channel::words(), key)?),
            "list" => self.list = Some(known(value, ListBasis::from_word(value), ListBasis::words(), "list basis")?),
            "jurisdiction" => self.jurisdiction = Some(known(value, Jurisdiction::from_word(value), Jurisdiction::words(), key)?),
            _ => {
                return Err(format!("`{key}` cannot be declared; a document may declare its kind, sector, channel, list and jurisdiction"));
            }
        }
        Ok(())
    }
}

/// What `document` declares of itself, and what is wrong in it.
pub(super) fn read(source: &SourceFile, document: &Document) -> (Declared, Vec<Mistake>) {
    let (mut declared, mut mistakes) = (Declared::default(), Vec::new());
    // What an included file says of itself does not hold for the whole.
    for &comment in document.comments.iter().filter(|comment| source.is_own(**comment)) {
        comment_words(source, comment, &mut declared, &mut mistakes);
    }
    if let Some(span) = document.front_matter {
        front_matter(source, span, &mut declared, &mut mistakes);
    }
    (declared, mistakes)
}

fn comment_words(source: &SourceFile, comment: Span, declared: &mut Declared, mistakes: &mut Vec<Mistake>) {
    let text = source.slice(comment);
    let Some(rest) = text.trim_start().strip_prefix("noticelint:") else { return };
    let mut at = comment.start + (text.len() - rest.len()) as u32;
    for word in rest.split_inclusive(char::is_whitespace) {
        let span = Span::new(at, at + word.trim_end().len() as u32);
        at += word.len() as u32;
        let word = word.trim_end();
        if word.is_empty() {
            continue;
        }
        let place = format!("in the file, line {}", source.place(span.start).line);
        let result = match word.split_once('=') {
            Some((key, value)) => declared.set(key, value.trim_matches(['"', '\'']), &place),
            None => Err(format!("`{word}` is no declaration; write `key=value`, as in `kind=privacy-notice`")),
        };
        mistakes.extend(result.err().map(|message| Mistake { span, message }));
    }
}

fn front_matter(source: &SourceFile, span: Span, declared: &mut Declared, mistakes: &mut Vec<Mistake>) {
    let mut at = span.start;
    for line in source.slice(span).split_inclusive('\n') {
        let start = at;
        at += line.len() as u32;
        let Some(rest) = line.strip_prefix("noticelint-") else { continue };
        let Some((key, value)) = rest.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        let place = format!("in the front matter, line {}", source.place(start).line);
        if let Err(message) = declared.set(key.trim(), value, &place) {
            mistakes.push(Mistake { span: Span::new(start, start + line.trim_end().len() as u32), message });
        }
    }
}
