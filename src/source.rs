//! Bytes: files as they are on disk, what they are called, how they are encoded, and where a position lies in them.

mod discover;
mod drafts;
mod encoding;
mod format;
mod git;
mod lines;
mod messages;
mod replace;
mod rewrite;
mod root;
mod span;
mod splice;
mod touched;

pub use discover::{Discovery, Found, discover, display_name, is_looked_for};
pub use drafts::Drafts;
pub use encoding::{Encoding, ReadProblem};
pub use format::{Format, Host, Template};
pub use git::{Blob, Changed, GitProblem, Repository, path_of_bytes};
pub use lines::{CappedLine, CappedLines};
pub use replace::{create, put, replace};
pub use rewrite::RewriteProblem;
pub use root::{Lookup, Root};
pub use span::{LineIndex, Place, Span};
pub use splice::{Run, Splicer};
pub use touched::Touched;

use encoding::DiskMap;
use splice::Splice;
use std::borrow::Cow;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The cap on the size of a file, in bytes, unless the configuration sets another.
pub const DEFAULT_MAX_SIZE: u64 = 8 * 1024 * 1024;

/// The largest cap that may be set, in bytes: offsets are 32 bits wide, and folding may lengthen a text.
pub const LARGEST_MAX_SIZE: u64 = 512 * 1024 * 1024;

/// A file that has been read and decoded, with the files put in that it includes, if they have been.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    /// Where it was read from.
    path: Option<PathBuf>,
    text: Cow<'static, str>,
    encoding: Encoding,
    disk: DiskMap,
    /// Found when first asked for: of most files no place is ever told.
    lines: OnceLock<LineIndex>,
    /// Whether it is a decoded part of a file, whose words are not in that file as they are here.
    is_part: bool,
    splice: Option<Arc<Splice>>,
}

impl SourceFile {
    /// Reads the file at `path` and calls it `name`.
    ///
    /// # Errors
    /// If the file cannot be read, is larger than `max_size` bytes, looks binary or cannot be decoded.
    pub fn read(path: &Path, name: &str, max_size: u64) -> Result<Self, ReadProblem> {
        let bytes = Self::bytes(path, max_size).map_err(|error| ReadProblem::Io(error.to_string()))?;
        let bytes = bytes.map_err(|size| ReadProblem::TooLarge { size, max_size })?;
        Ok(Self { path: Some(path.to_path_buf()), ..Self::decode(name, bytes, max_size)? })
    }

    /// What the file holds, or the size of one that is too large. Of what tells no size or grows, such as a device or a log, no more
    /// is read than shows that it is too large.
    fn bytes(path: &Path, max_size: u64) -> std::io::Result<Result<Vec<u8>, u64>> {
        let file = std::fs::File::open(path)?;
        let size = file.metadata()?.len();
        if size > max_size {
            return Ok(Err(size));
        }
        let mut bytes = Vec::with_capacity(size as usize);
        file.take(max_size.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(if bytes.len() as u64 > max_size { Err(bytes.len() as u64) } else { Ok(bytes) })
    }

    /// Decodes `bytes` and calls them `name`: UTF-8, UTF-16 (with a byte-order mark, or recognised by its zeros) or windows-1252.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn decode(name: &str, bytes: Vec<u8>, max_size: u64) -> Result<Self, ReadProblem> {
        if bytes.len() as u64 > max_size {
            return Err(ReadProblem::TooLarge { size: bytes.len() as u64, max_size });
        }
        // A mail says in itself how its parts are encoded.
        let is_mail = Format::of(name).is_some_and(|format| format.host == Host::Mail);
        let (text, encoding, disk) = if is_mail { encoding::decode_mail(&bytes) } else { encoding::decode(bytes)? };
        Ok(Self { encoding, disk, ..Self::of(name, text.into()) })
    }

    /// A source that is already text, such as an example of a lint.
    #[must_use]
    pub fn from_text(name: &str, text: &str) -> Self {
        Self::of(name, text.to_owned().into())
    }

    /// A source that is a part of the program.
    #[must_use]
    pub fn embedded(name: &str, text: &'static str) -> Self {
        Self::of(name, text.into())
    }

    fn of(name: &str, text: Cow<'static, str>) -> Self {
        let (encoding, disk) = (Encoding::Utf8, DiskMap::default());
        Self { name: name.to_owned(), path: None, text, encoding, disk, lines: OnceLock::new(), is_part: false, splice: None }
    }

    /// A decoded part of a file, called after the file and the part.
    #[must_use]
    pub fn from_part(name: &str, text: &str) -> Self {
        Self { is_part: true, ..Self::from_text(name, text) }
    }

    /// Whether it is a decoded part of a file, into which nothing can be written.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// What it is called in output: the path as given or found, with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it was read from; none if it was handed over.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The decoded text, without a byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is encoded on disk.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The text of `span`, widened to whole characters.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let start = self.text.floor_char_boundary((span.start as usize).min(self.text.len()));
        let end = self.text.ceil_char_boundary((span.end as usize).clamp(start, self.text.len()));
        &self.text[start..end]
    }

    /// The file in which `span` begins, which is one file as it is on disk, and what of the span lies in it.
    #[must_use]
    pub fn locate(&self, span: Span) -> (&Self, Span) {
        let located = self.splice.as_ref().and_then(|splice| splice.locate(span, self.text.len() as u32));
        located.unwrap_or((self, span))
    }

    /// Whether `span` begins in this file, and not in one that was put in.
    #[must_use]
    pub fn is_own(&self, span: Span) -> bool {
        self.splice.as_ref().is_none_or(|splice| splice.is_own(span))
    }

    /// The runs of bytes of the files that it was put together from; of a file that includes none, the whole of it.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let len = self.text.len() as u32;
        let whole = Run { file: 0, source: self, template: None, span: Span::new(0, len), at: 0 };
        let alone = self.splice.is_none().then_some(whole);
        self.splice.iter().flat_map(move |splice| splice.runs(len)).chain(alone)
    }

    /// The line and column of byte `offset` of the decoded text, in the file that it stands in.
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        let (file, span) = self.locate(Span::new(offset, offset));
        file.lines().place(&file.text, span.start)
    }

    /// The byte on disk at which byte `offset` of the decoded text begins, in the file that it stands in.
    #[must_use]
    pub fn disk_offset(&self, offset: u32) -> u32 {
        let (file, span) = self.locate(Span::new(offset, offset));
        file.disk.offset(&file.text, span.start)
    }
}
