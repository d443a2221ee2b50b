//! One test for each example in a built-in lint's file.

use libtest_mimic::{Arguments, Failed, Trial};
use noticelint::lint::Ruleset;
use noticelint::report::{self, Painter};
use noticelint::verify::verify;
use std::sync::Arc;

fn main() {
    let arguments = Arguments::from_args();
    let trials = match Ruleset::built_in() {
        Ok(ruleset) => trials(&Arc::new(ruleset)),
        Err(problems) => {
            let mut painter = Painter::default();
            for problem in &problems {
                report::problem(problem, &mut painter).expect("a painter writes to memory");
            }
            let text = painter.into_text();
            vec![Trial::test("the built-in lints can be read", move || Err(Failed::from(text)))]
        }
    };
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials(ruleset: &Arc<Ruleset>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (index, lint) in ruleset.lints.iter().enumerate() {
        for (number, example) in lint.examples.iter().enumerate() {
            let ruleset = Arc::clone(ruleset);
            let kind = if example.near_miss { "near miss" } else { "example" };
            trials.push(Trial::test(format!("{}: {kind} {}", lint.name, number + 1), move || {
                let lint = &ruleset.lints[index];
                verify(&ruleset, lint, &lint.examples[number]).map_err(|problem| {
                    let mut painter = Painter::default();
                    report::problem(&problem, &mut painter).expect("a painter writes to memory");
                    Failed::from(painter.into_text())
                })
            }));
        }
    }
    trials
}
