//! The text of a new `noticelint.toml`. A line that begins with `#` and no space is a setting that is switched off.

use super::found::{Inventory, SectorOfMost, Told};
use super::group::Group;
use crate::lint::{Basis, Channel, Kind, ListBasis, Sector};
use crate::report::{count, inert};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Most lines that a list has.
const LISTED: usize = 50;

const HEAD: &str = "# What noticelint cannot know of the documents here. `noticelint init` wrote this from what it found:
# read it, correct it, and keep it with the documents. Take the `#` away from a line without a space
# behind it, and the line holds. `noticelint config FILE` shows what holds for a file. Globs start in
# this folder; `*` and `**` match across folders.

";

const SETTINGS: &str = r#"# The level from which findings make a run fail: error, warning or note.
#fail-on = "error"

# What is known already and is not reported again: run `noticelint baseline`, which writes this
# file, then switch this line on.
#baseline = "noticelint-baseline.json"

# Files that are not checked.
#exclude = ["drafts/**"]

# The size from which files are not read, in bytes.
#max-file-size = 8388608

# Whose law holds: uk or eu.
#jurisdiction = "uk"

# Folders with lints of your own.
#lints = ["our-lints"]

# Lints and groups of them that alone are asked, and those that are not; `noticelint list` names all.
#select = ["transparency", "stale"]
#ignore = ["wording/legalese"]
"#;

const ORGANISATION: &str = "# What is true of you. Every notice is compared with it; what is left out, the words decide. Sectors:
# public-authority health charity political data-broker b2b education general
";

const ORGANISATION_MORE: &str = r#"#name = "Fernhill Council"
#also-known-as = ["Fernhill"]
#contact = ["privacy@fernhill.example"]
#dpo-contact = ["dpo@fernhill.example"]
#ico-registration = "ZA123456"
# Why people are on the lists that your messages go to.
#list = "consent"
# Facts, true or false; docs/configuration.md names them all.
#marketing = false
#transfers = false
"#;

const NO_DOCUMENT: &str = r#"# What files are; the last entry that matches decides. Of none that was found the kind could be told,
# so this is an example.
#[[document]]
#files = ["notices/**"]
#kind = "privacy-notice"
"#;

const UNKNOWN: &str = "# It is not known what these are, so that lints for privacy notices and the like are not asked of
# them. Say it where it matters, and delete what does not.
#[[document]]
#files = [
";

const MORE: &str = r#"
# One notice over several pages: what one page says, none of them lacks.
#[[bundle]]
#name = "the notice for customers"
#files = ["notices/customers/*.md"]

# Findings that may stand, and why.
#[[allow]]
#files = ["notices/legacy/**"]
#lint = ["wording"]
#reason = "written by the regulator"
#until = 2030-12-31

# Levels of lints and of groups: error, warning, note or off.
#[levels]
#wording = "note"
#"transparency/complaint-controller" = "error"
"#;

/// The file for what was found.
pub(super) fn text(found: &Inventory<'_>) -> String {
    let mut out = HEAD.to_owned();
    if let Some(name) = &found.extends {
        put(
            &mut out,
            format_args!(
                "# What holds in the folders above: without this line, this file would take its place.\nextends = {}\n\n",
                quoted(name)
            ),
        );
    }
    out.push_str(SETTINGS);
    organisation(&mut out, found.sector.as_ref());
    out.push('\n');
    if found.told.is_empty() {
        out.push_str(NO_DOCUMENT);
    } else {
        out.push_str(
            "# What files are; the last entry that matches decides. A folder is named where all that was\n# found in it agrees.\n",
        );
        for (told, groups) in &found.told {
            document(&mut out, *told, groups, found);
        }
    }
    sectors(&mut out, &found.sectors, found);
    unknown(&mut out, &found.unknown);
    out.push_str(MORE);
    out
}

fn organisation(out: &mut String, most: Option<&SectorOfMost>) {
    put(out, format_args!("\n{ORGANISATION}"));
    let off = if most.is_some_and(|most| most.is_sure) { "" } else { "#" };
    let (sector, how) = match most {
        Some(SectorOfMost { sector, is_given: true, .. }) => (*sector, "    # given with `--sector`".to_owned()),
        Some(SectorOfMost { sector, count, of, .. }) => (*sector, format!("    # told of {count} of {of} documents")),
        None => (Sector::General, String::new()),
    };
    put(out, format_args!("{off}[organisation]\n{off}sector = \"{sector}\"{how}\n{ORGANISATION_MORE}"));
}

fn document(out: &mut String, (kind, channel): Told, groups: &[Group], found: &Inventory<'_>) {
    out.push_str("\n[[document]]\n");
    files(out, groups, |group| basis(group, |index| &found.reports[index].profile.kind.basis));
    put(out, format_args!("kind = \"{kind}\"\n"));
    match channel {
        Some(channel) => put(out, format_args!("channel = \"{channel}\"\n")),
        None if kind == Kind::Message => put(out, format_args!("#channel = \"email\"    # {}\n", words(Channel::words()))),
        None => {}
    }
    if kind == Kind::Message {
        put(out, format_args!("#list = \"consent\"    # why people are on the list: {}\n", words(ListBasis::words())));
    }
}

fn sectors(out: &mut String, sectors: &BTreeMap<Sector, Vec<Group>>, found: &Inventory<'_>) {
    if !sectors.is_empty() {
        out.push_str("\n# Whose documents of other sectors are, as far as their words tell.\n");
    }
    for (index, (sector, groups)) in sectors.iter().enumerate() {
        put(out, format_args!("{}[[document]]\n", if index == 0 { "" } else { "\n" }));
        files(out, groups, |group| basis(group, |index| &found.reports[index].profile.sector.basis));
        put(out, format_args!("sector = \"{sector}\"\n"));
    }
}

fn unknown(out: &mut String, globs: &[String]) {
    if globs.is_empty() {
        return;
    }
    put(out, format_args!("\n{UNKNOWN}"));
    for glob in globs.iter().take(LISTED) {
        put(out, format_args!("#{},\n", quoted(glob)));
    }
    if globs.len() > LISTED {
        put(out, format_args!("# and {} more\n", globs.len() - LISTED));
    }
    put(out, format_args!("#]\n#kind = \"other\"    # {}\n", words(Kind::words())));
}

/// The key `files`, with what is said of each group beside it.
fn files(out: &mut String, groups: &[Group], say: impl Fn(&Group) -> String) {
    out.push_str("files = [\n");
    for group in groups.iter().take(LISTED) {
        put(out, format_args!("    {},    # {}\n", quoted(&group.glob), say(group)));
    }
    if let Some((_, rest)) = groups.split_at_checked(LISTED).filter(|(_, rest)| !rest.is_empty()) {
        let more: usize = rest.iter().map(|group| group.files.len()).sum();
        put(
            out,
            format_args!("    # and {} more, which are told as before; globs for them are better written by hand\n", count(more, "file")),
        );
    }
    out.push_str("]\n");
}

/// How something is known of the files of a group.
fn basis<'f>(group: &Group, of: impl Fn(usize) -> &'f Basis) -> String {
    if let [alone] = group.files.as_slice() {
        return inert(&of(*alone).to_string());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &index in &group.files {
        let words = match of(index) {
            Basis::Path => "told from their paths",
            Basis::Evidence => "told from their words",
            Basis::Declared(_) => "declared",
            Basis::Unknown => "not known",
        };
        *counts.entry(words).or_default() += 1;
    }
    let each: Vec<String> = match counts.len() {
        1 => counts.into_keys().map(str::to_owned).collect(),
        _ => counts.into_iter().map(|(words, count)| format!("{count} {words}")).collect(),
    };
    format!("{}, {}", count(group.files.len(), "file"), each.join(", "))
}

fn words(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// A basic string of TOML. What would act on a terminal or a runner, or be read in another order than it stands, is written as a code.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '#' if out.ends_with('#') => out.push_str("\\u0023"),
            c if inert(c.encode_utf8(&mut [0; 4])).starts_with([char::REPLACEMENT_CHARACTER, ' ']) && c != ' ' => {
                put(&mut out, format_args!("\\U{:08X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes all that is written to it.
    let _ = out.write_fmt(text);
}
