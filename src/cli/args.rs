//! The command line as it is typed.

pub(super) use super::choosing::Choosing;
use super::effective::ConfigArgs;
use super::init::InitArgs;
use super::list::FileList;
use super::output::ReportArgs;
use super::schema::SchemaOf;
use super::stream::InputFormat;
use crate::lint::{Channel, Jurisdiction, Kind, Level, ListBasis, Sector};
use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A linter for privacy notices and marketing copy
///
/// Says, at the exact place in the file, what a notice does not tell people and which law asks for it.
#[derive(Debug, Parser)]
#[command(name = "noticelint", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) shared: Shared,
}

impl Cli {
    /// When output is coloured.
    #[must_use]
    pub fn color(&self) -> ColorWhen {
        self.shared.color
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a noticelint.toml for the documents that are found, to begin with
    Init(InitArgs),
    /// Check documents and print what was found
    Check(CheckArgs),
    /// Show for each required item whether a notice states it, and where
    Audit(AuditArgs),
    /// Say whether a message is direct marketing, and why
    Classify(ClassifyArgs),
    /// Show what changed in meaning between two versions of a notice
    #[command(after_help = DIFF_STATUS)]
    Diff(DiffArgs),
    /// Write down the findings that there are, so that `check` reports new ones only
    Baseline(BaselineArgs),
    /// Explain a lint: what it asks, why, the law, what satisfies it, known limits
    Explain {
        /// The lint, as in `transparency/retention`
        lint: String,
    },
    /// List all lints with their level, what they find and the law
    List,
    /// Show the configuration that holds for a file, and where each value comes from
    Config(ConfigArgs),
    /// Write a Markdown page for each lint, with indices by group and by law
    Docs {
        /// The folder to write them into
        folder: PathBuf,
    },
    /// Print the JSON Schema of the files that people write, for editors
    Schema {
        /// Which files
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Print what a shell needs to complete the command line
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page, as `man` reads it
    Man,
    /// Run the examples in lint files, which are their tests
    Test(TestArgs),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("fixing").args(["fix", "diff"]).multiple(true))]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// Read documents from lines of JSON instead, and answer each with a line, in their order; needs `--format ndjson`
    #[arg(long = "input", id = "lines", value_name = "FORMAT", conflicts_with_all = ["fix", "diff", "changed_since", "baseline",
        "strict_baseline", "output", "statistics", "stdin_filename"])]
    pub(super) lines: Option<InputFormat>,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    /// Report only what has to do with changes since this revision of git: findings on lines that were touched since, and those about
    /// documents as a whole that were
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "diff"])]
    pub(super) changed_since: Option<String>,
    /// Write the fixes that are safe into the files, and print what remains
    #[arg(long)]
    pub(super) fix: bool,
    /// Make the fixes as well that somebody should read
    #[arg(long, requires = "fixing")]
    pub(super) unsafe_fixes: bool,
    #[command(flatten)]
    pub(super) known: KnownArgs,
    /// Show what fixes would change, and write nothing
    #[arg(long, conflicts_with = "format")]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) choosing: Choosing,
    #[command(flatten)]
    pub(super) failing: Failing,
}

#[derive(Debug, Args)]
pub(super) struct Failing {
    /// The level from which findings make the run fail [default: error]
    #[arg(long, value_name = "LEVEL", value_parser = words(Level::words(), Level::from_word))]
    pub(super) fail_on: Option<Level>,
}

/// What is said of findings that somebody has looked at.
#[derive(Debug, Args)]
pub(super) struct KnownArgs {
    /// Print also what is suppressed, and why
    #[arg(long)]
    pub(super) show_suppressed: bool,
    /// Report only what is not in this file, which `noticelint baseline` writes
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Report everything, whatever baseline noticelint.toml names
    #[arg(long, conflicts_with_all = ["baseline", "strict_baseline"])]
    pub(super) no_baseline: bool,
    /// Fail if the baseline has findings that are gone
    #[arg(long)]
    pub(super) strict_baseline: bool,
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Files and folders [default: the folder of noticelint.toml, or the current one]
    pub(super) paths: Vec<PathBuf>,
    /// Where to write it [default: `baseline` of noticelint.toml, or noticelint-baseline.json beside it]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// Read documents from lines of JSON instead, and answer each with a line, in their order; needs `--format ndjson`
    #[arg(long = "input", id = "lines", value_name = "FORMAT", conflicts_with = "stdin_filename")]
    pub(super) lines: Option<InputFormat>,
    /// How to print the items
    #[arg(long, value_enum, default_value_t = AuditFormat::Human)]
    pub(super) format: AuditFormat,
    #[command(flatten)]
    pub(super) choosing: Choosing,
}

/// How `diff` ends.
const DIFF_STATUS: &str = "The exit status is 1 if an item that was stated is missing or vague now, 0 if none is, and 2 if the run failed.";

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old and the new version: two files or two folders; with `--rev`, files and folders of the working tree [default: .]
    #[arg(value_name = "OLD NEW | PATH", required_unless_present = "rev")]
    pub(super) paths: Vec<PathBuf>,
    /// Compare with the files as they are in this revision, asked of git
    #[arg(long, value_name = "REV")]
    pub(super) rev: Option<String>,
    /// How to print what changed
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(super) format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// What changed, with the words before and after
    Human,
    /// For machines
    Json,
    /// For pull requests
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct ClassifyArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// Who sends it, in plain words: "council", "GP practice", "hospital charity"
    #[arg(long, value_name = "TEXT")]
    pub(super) sender: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = ClassifyFormat::Human)]
    pub(super) format: ClassifyFormat,
}

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// The folder of the lint files
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
    /// Run the examples of the built-in lints instead
    #[arg(long, conflicts_with = "folder")]
    pub(super) built_in: bool,
}

#[derive(Debug, Args)]
pub(super) struct Input {
    /// Files, folders, or `-` for standard input
    #[arg(required_unless_present = "files_from")]
    pub(super) paths: Vec<PathBuf>,
    /// A file that names more of them, one a line or separated by NUL; `-` for standard input
    #[arg(long, value_name = "FILE", value_parser = OsStringValueParser::new().try_map(|path: OsString| FileList::read(&path)))]
    pub(super) files_from: Option<FileList>,
    /// The name that standard input is treated as having
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
}

impl Input {
    /// Whether standard input is to be read.
    pub(super) fn has_stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }

    /// All paths, those of a list among them.
    pub(super) fn all_paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.paths.iter().chain(self.files_from.iter().flat_map(|list| &list.0))
    }

    /// What standard input is treated as.
    pub(super) fn stdin_path(&self) -> PathBuf {
        self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"))
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[derive(Debug, Args)]
pub(super) struct Shared {
    /// What kind of document this is
    #[arg(long, global = true, value_parser = words(Kind::words(), Kind::from_word))]
    pub(super) kind: Option<Kind>,
    /// What the author of the document does
    #[arg(long, global = true, value_parser = words(Sector::words(), Sector::from_word))]
    pub(super) sector: Option<Sector>,
    /// How the message reaches people
    #[arg(long, global = true, value_parser = words(Channel::words(), Channel::from_word))]
    pub(super) channel: Option<Channel>,
    /// On what basis the people who get the message are on the list
    #[arg(long, global = true, value_name = "BASIS", value_parser = words(ListBasis::words(), ListBasis::from_word))]
    pub(super) list: Option<ListBasis>,
    /// Whose law holds
    #[arg(long, global = true, value_parser = words(Jurisdiction::words(), Jurisdiction::from_word))]
    pub(super) jurisdiction: Option<Jurisdiction>,
    /// Ask for the law as it was on this day (YYYY-MM-DD) [default: today]
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// The configuration file for all documents [default: for each the nearest noticelint.toml, beside it or above]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// A folder with lints of your own, beside the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) lints: Vec<PathBuf>,
    /// Use this folder in place of the built-in lints, to work on them without building
    #[arg(long, global = true, value_name = "DIR", hide_short_help = true)]
    pub(super) ruleset: Option<PathBuf>,
    /// Check with the lints that are sound when some lint files have mistakes
    #[arg(long, global = true)]
    pub(super) keep_going: bool,
    /// When to colour what is printed
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto)]
    pub(super) color: ColorWhen,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ClassifyFormat {
    /// Sentences for people
    Human,
    /// For machines
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AuditFormat {
    /// A table for one document, items by documents for several
    Human,
    /// For machines
    Json,
    /// The same with a document a line, for corpora
    Ndjson,
    /// A table for each document
    Markdown,
    /// For spreadsheets: one line for each document and item
    Csv,
}

/// A parser of the words of a closed set, which clap lists in its help and in its errors.
fn words<T: Clone + Send + Sync + 'static>(
    words: impl Iterator<Item = &'static str>,
    read: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words.collect::<Vec<_>>()).try_map(move |word| read(&word).ok_or("not a known word"))
}
