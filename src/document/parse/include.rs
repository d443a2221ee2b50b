//! Puts the files in that a template includes, as the template engine would, so that they are read where they are seen.
//!
//! An include stays a hole if its name is an expression, if there is no such file below the root, or if the file is of another
//! format. So do the parts that frame a page (header, navigation, scripts).

mod name;

use super::mail;
use super::markdown;
use super::template;
use crate::document::model::{HoleRole, Trouble};
use crate::source::{Format, Host, Lookup, Root, SourceFile, Span, Splicer, Template};
use name::Name;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How deeply files may include files.
const DEPTH: usize = 8;

/// How many includes of one document are followed, those in included files among them.
const MOST: usize = 1000;

/// Words in the name of an include that belong to the frame of a site.
const FRAME: &[&str] = &[
    "analytics",
    "back-link",
    "back_link",
    "back-to-top",
    "backlink",
    "banner",
    "breadcrumb",
    "content_for",
    "cookie",
    "css",
    "favicon",
    "flash",
    "footer",
    "google",
    "gtm",
    "head",
    "icon",
    "javascript",
    "layout",
    "logo",
    "masthead",
    "menu",
    "meta",
    "nav",
    "page-title",
    "page_title",
    "parent(",
    "phase",
    "script",
    "search",
    "share",
    "sidebar",
    "skip",
    "social",
    "style",
    "super",
    "survey",
    "toc",
    "topbar",
    "tracking",
];

/// Whether what an include tag names belongs to the frame of a site, which holds nothing that a notice must say.
#[must_use]
pub fn is_frame(expression: &str) -> bool {
    let expression = expression.to_lowercase();
    FRAME.iter().any(|word| expression.contains(word))
}

/// A source with the files put in that it includes.
#[derive(Debug)]
pub struct Included {
    /// The source.
    pub source: SourceFile,
    /// Includes that were not followed, in the source as it is now, and why.
    pub troubles: Vec<Trouble>,
    /// The canonical paths of the files that were put in, each once.
    pub files: Vec<PathBuf>,
}

/// Puts into `source`, which is read as `format` and lies at `path`, the files that it includes. They are read from below the folder
/// that `root` comes to, which is asked for if there is anything to read. Of a mail, the parts that are encoded are put in.
pub fn include(source: SourceFile, format: Format, path: &Path, root: impl FnOnce() -> Option<Root>) -> Included {
    if format.host == Host::Mail {
        return Included { source: mail::unpack(source, format), troubles: Vec::new(), files: Vec::new() };
    }
    let tags = tags(source.text(), format, 0);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = if tags.is_empty() { None } else { root() };
    let found = root.and_then(|root| Some((parent.canonicalize().ok().filter(|folder| root.holds(folder))?, root)));
    let Some((folder, root)) = found else { return Included { source, troubles: Vec::new(), files: Vec::new() } };
    // The file itself is the first that must not be included in itself.
    let path = path.canonicalize().unwrap_or_else(|_| folder.join(path.file_name().unwrap_or_default()));
    let mut assembly = Assembly {
        root: &root,
        host: format.host,
        left: MOST,
        parts: vec![Part { path: path.clone(), folder, template: format.template, tags: Rc::new(tags), start: 0 }],
        by_path: HashMap::from([(path, 0)]),
        splicer: Splicer::new(source, format),
        troubles: Vec::new(),
        open: Vec::new(),
    };
    assembly.put(0);
    let files = assembly.parts.into_iter().skip(1).map(|part| part.path).collect();
    Included { source: assembly.splicer.finish(), troubles: assembly.troubles, files }
}

/// An include tag and what it names.
struct Tag {
    span: Span,
    name: Name,
}

/// The include tags of a text that name a file, from byte `start` on.
fn tags(text: &str, format: Format, start: usize) -> Vec<Tag> {
    // In the other formats a tag is a part of a string or of a line, and what it names would not be read as such.
    if !format.host.is_running_text() {
        return Vec::new();
    }
    let holes = template::mask_text(text, format).holes;
    let includes = holes.into_iter().filter(|hole| hole.role == HoleRole::Include && hole.span.start as usize >= start);
    // A folder of what pages share is read if it is there; that it holds what is missing is not assumed if it is not.
    let named = includes.filter_map(|hole| {
        let expression = text.get(hole.expression.range())?;
        // A text about templates shows their tags as code.
        if format.template == Template::Any && text.get(..hole.span.start as usize)?.ends_with('`') {
            return None;
        }
        let name = name::read(text.get(hole.span.range())?, expression, format.template)
            .filter(|_| !is_frame(&expression.replace("shared", "")))?;
        Some(Tag { span: hole.span, name })
    });
    named.collect()
}

/// A file of the whole.
struct Part {
    /// Canonical, as is its folder.
    path: PathBuf,
    folder: PathBuf,
    template: Template,
    tags: Rc<Vec<Tag>>,
    /// Where its text begins, behind a front matter.
    start: usize,
}

struct Assembly<'r> {
    root: &'r Root,
    host: Host,
    /// How many more includes are followed.
    left: usize,
    /// In the order of their numbers in `splicer`.
    parts: Vec<Part>,
    by_path: HashMap<PathBuf, usize>,
    splicer: Splicer,
    troubles: Vec<Trouble>,
    /// The files that are being put in, each included by the one before.
    open: Vec<usize>,
}

impl Assembly<'_> {
    /// Puts a file in, and in place of its include tags what they name.
    fn put(&mut self, file: usize) {
        self.open.push(file);
        let tags = Rc::clone(&self.parts[file].tags);
        let mut at = self.parts[file].start;
        for tag in tags.iter() {
            match self.follow(file, tag) {
                Ok(Some(included)) => {
                    self.splicer.push(file, at..tag.span.start as usize);
                    self.put(included);
                    at = tag.span.end as usize;
                }
                Ok(None) => {}
                Err(message) => {
                    let start = self.splicer.len() + (tag.span.start as usize - at);
                    let length = (tag.span.end - tag.span.start) as usize;
                    self.troubles.push(Trouble { span: Span::from(start..start + length), message });
                }
            }
        }
        let end = self.splicer.source(file).text().len();
        self.splicer.push(file, at..end);
        self.open.pop();
    }

    /// The number of the file that a tag of `file` names; none if it stays a hole; why, if somebody should know.
    fn follow(&mut self, file: usize, tag: &Tag) -> Result<Option<usize>, String> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        if self.left == 0 {
            return Err(format!("this and what comes after it is not put in: a document may have {MOST} includes"));
        }
        let part = &self.parts[file];
        let ending = ending_of(&part.path);
        let path = match self.root.find(&tag.name.paths(part.template, &ending), tag.name.shelves(part.template), &part.folder) {
            Lookup::Found(path) => path,
            Lookup::Outside => return Err("this names a file outside of the folder that may be read; it was not read".to_owned()),
            Lookup::Missing => return Ok(None),
        };
        let Some(included) = self.file(file, path)? else { return Ok(None) };
        let source = self.splicer.source(included);
        if self.open.contains(&included) {
            return Err(format!("this includes {}, which includes this in turn; it is not put in again", source.name()));
        }
        if self.open.len() > DEPTH {
            return Err(format!("this include is more than {DEPTH} files deep; it is not put in"));
        }
        // What is still to come of the including files counts as well.
        let rest: usize = self.open.iter().map(|&open| self.splicer.source(open).text().len()).sum();
        if (self.splicer.len() + source.text().len() + rest) as u64 > self.root.max_size() {
            let limit = self.root.max_size();
            return Err(format!("with this the document would be longer than {limit} bytes; it is not put in"));
        }
        Ok(Some(included))
    }

    /// The number of the file at `path`, which `by` includes; none if it is of another format.
    fn file(&mut self, by: usize, path: PathBuf) -> Result<Option<usize>, String> {
        if let Some(&file) = self.by_path.get(&path) {
            return Ok(Some(file));
        }
        let part = &self.parts[by];
        let Some(template) = fits(&path, self.host, part.template) else { return Ok(None) };
        let read = self.root.read(&path, self.splicer.source(by).name(), &part.folder);
        let source = read.map_err(|problem| format!("the file that this includes {problem}"))?;
        let start = if matches!(self.host, Host::Text | Host::Sms) { 0 } else { markdown::front_matter_end(source.text()) };
        let tags = Rc::new(tags(source.text(), Format { host: self.host, template }, start));
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let file = self.splicer.file(source, template);
        self.by_path.insert(path.clone(), file);
        self.parts.push(Part { path, folder, template, tags, start });
        Ok(Some(file))
    }
}

/// All endings of a file's name, such as `.html.erb`.
fn ending_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.find('.').filter(|at| *at > 0).map(|at| name[at..].to_owned()).unwrap_or_default()
}

/// The template language of the file at `path`, if it can be put into a file of this host and language.
fn fits(path: &Path, host: Host, template: Template) -> Option<Template> {
    let name = path.to_string_lossy();
    let Some(format) = Format::of(&name) else {
        // Parts often have no ending, or one that says only that they are parts.
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        return matches!(ending.as_deref(), None | Some("inc" | "tpl")).then_some(template);
    };
    let same = format.host == host || matches!((format.host, host), (Host::Html, Host::Markdown) | (Host::Text, Host::Sms));
    same.then_some(if format.template == Template::Any { template } else { format.template })
}
