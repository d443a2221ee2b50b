//! `classify`: is a message direct marketing, and why.

use super::args::{ClassifyArgs, ClassifyFormat, is_stdin};
use super::include::Roots;
use super::session::Session;
use super::{Exit, Streams};
use crate::finding::{ClassifiedDocument, classify_document};
use crate::report::{self, classify as report_classify};
use crate::source::{Drafts, Format, SourceFile};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// `noticelint classify`.
pub(super) fn classify(args: &ClassifyArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let paths: Vec<PathBuf> = args.input.all_paths().filter(|path| !is_stdin(path)).cloned().collect();
    let found = session.discover(&paths);
    let (mut documents, mut unread) = (Vec::new(), found.failures.clone());
    let roots = Roots::new(&session.configs, &paths, &Drafts::default());
    let ask = |source: SourceFile, format: Format, path: &Path| {
        let source = roots.whole(source, format, path).source;
        classify_document(source, format, &session.ruleset, &session.settings(path), args.sender.as_deref())
    };
    for file in &found.files {
        match roots.drafts.read(&file.path, &file.name, session.max_file_size(&file.path)) {
            Ok(source) => {
                documents.extend(source.into_messages(file.format).into_iter().map(|message| ask(message, file.format, &file.path)));
            }
            Err(problem) => unread.push((file.name.clone(), problem.to_string())),
        }
    }
    if args.input.has_stdin() {
        let path = args.input.stdin_path();
        let limit = session.max_file_size(&path);
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?;
        match SourceFile::decode(&name, bytes, limit) {
            Ok(source) => {
                let format = Format::of_any(&name);
                documents.extend(source.into_messages(format).into_iter().map(|message| ask(message, format, &path)));
            }
            Err(problem) => unread.push((name, problem.to_string())),
        }
    }
    print(&documents, args, session, streams)?;
    for (path, message) in &unread {
        writeln!(streams.err, "error: {} {}", report::inert(path), report::inert(message))?;
    }
    // Like an audit it reports and does not judge; only a run that failed is told by its exit status.
    let nothing = documents.is_empty() && unread.is_empty();
    if nothing {
        writeln!(streams.err, "error: there is no file that noticelint reads")?;
    }
    Ok(if nothing || !unread.is_empty() { Exit::Failed } else { Exit::Clean })
}

fn print(documents: &[ClassifiedDocument], args: &ClassifyArgs, session: &Session, streams: &mut Streams<'_>) -> io::Result<()> {
    match args.format {
        ClassifyFormat::Json => report::write_json(&report_classify::json(documents, &session.ruleset), streams.out),
        ClassifyFormat::Human => {
            for (index, document) in documents.iter().enumerate() {
                let gap = if index > 0 { "\n" } else { "" };
                write!(streams.out, "{gap}{}", report_classify::human(document, args.sender.as_deref(), &session.ruleset))?;
            }
            Ok(())
        }
    }
}
