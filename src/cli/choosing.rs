//! The options that say which lints are asked, and at which level. They win over every configuration.

use crate::data::{SetBy, closest};
use crate::finding::Choice;
use crate::lint::{Level, Ruleset};
use clap::Args;
use std::collections::BTreeMap;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Lints")]
pub(super) struct Choosing {
    /// Ask only these lints or groups
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not ask these lints or groups
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Report this lint or group as an error
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) deny: Vec<String>,
    /// Report this lint or group as a warning
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) warn: Vec<String>,
    /// Switch this lint or group off
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) allow: Vec<String>,
}

impl Choosing {
    /// What is chosen.
    ///
    /// # Errors
    /// A name that `ruleset` does not have, or one that is given two levels.
    pub(super) fn choice(&self, ruleset: &Ruleset) -> Result<Choice, String> {
        let mut choice = Choice::default();
        for (option, names, chosen) in [("--select", &self.select, &mut choice.select), ("--ignore", &self.ignore, &mut choice.ignore)] {
            for name in names {
                known(ruleset, option, name)?;
                chosen.insert(name.clone(), SetBy::Option(option));
            }
        }
        choice.levels = self.levels(ruleset)?;
        Ok(choice)
    }

    fn levels(&self, ruleset: &Ruleset) -> Result<BTreeMap<String, (Option<Level>, SetBy)>, String> {
        let mut levels: BTreeMap<String, (Option<Level>, SetBy)> = BTreeMap::new();
        let (error, warning) = (Some(Level::Error), Some(Level::Warning));
        for (option, names, level) in [("--deny", &self.deny, error), ("--warn", &self.warn, warning), ("--allow", &self.allow, None)] {
            for name in names {
                known(ruleset, option, name)?;
                match levels.insert(name.clone(), (level, SetBy::Option(option))) {
                    Some((other, first)) if other != level => {
                        return Err(format!("`{name}` is given two levels: {first}, and {option}"));
                    }
                    _ => {}
                }
            }
        }
        Ok(levels)
    }
}

fn known(ruleset: &Ruleset, option: &str, name: &str) -> Result<(), String> {
    if ruleset.has(name) {
        return Ok(());
    }
    let end = match closest(name, ruleset.names()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`noticelint list` shows all lints".to_owned(),
    };
    Err(format!("{option}: there is no lint or group `{name}`; {end}"))
}
