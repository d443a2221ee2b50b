//! The hooks for pre-commit, the action, and the packages: what they promise holds.

#[path = "common/repository.rs"]
mod repository;
#[path = "common/run.rs"]
mod run;

use noticelint::source::Format;
use regex::Regex;
use repository::{commit, git, has_git};
use run::Folder;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const KEEPING: &str = "We keep your application for six years after we have decided it.\n\n";

fn notice(number: usize) -> String {
    format!("# Privacy notice {number}\n\nFernhill Library is the controller of your data.\n\n{KEEPING}Our lawful basis is your consent.\n")
}

/// A repository with twenty notices, all of them committed.
fn notices(test: &str) -> Folder {
    let folder = (0..20).fold(Folder::new(test), |folder, number| folder.with(&format!("notices/privacy-{number}.md"), notice(number)));
    commit(folder)
}

/// The pattern of the files for which the hooks run.
fn files() -> Regex {
    let hooks = fs::read_to_string(".pre-commit-hooks.yaml").expect("the hooks");
    let pattern = hooks.split("files: &files '").nth(1).and_then(|rest| rest.split('\'').next()).expect("a pattern");
    Regex::new(pattern).expect("a pattern that is one in Python and in Rust")
}

#[test]
fn hooks_run_for_what_is_read_and_for_nothing_else() {
    let files = files();
    for name in [
        "a.md",
        "sub/privacy.html",
        "a.txt",
        "a.html.erb",
        "a.njk",
        "a.blade.php",
        "a.cshtml",
        "a.haml",
        "a.slim",
        "a.tsx",
        "a.vue",
        "a.astro",
        "a.liquid",
        "a.hbs",
        "a.mjml",
        "a.ftl",
        "a.sms",
        "locales/en.yml",
        "src/i18n/en/x.json",
        "privacy.json",
        "data-protection.yaml",
    ] {
        assert!(files.is_match(name), "{name}");
        assert!(Format::of(name).is_some(), "{name} is not read");
    }
    for name in ["package.json", ".github/workflows/ci.yml", "src/main.rs", "a.css", "mdx", "a.png", "Cargo.toml"] {
        assert!(!files.is_match(name), "{name}");
    }
}

/// The part of PATH that finds the program under test first.
fn path() -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_noticelint")).parent().expect("a folder").to_string_lossy().into_owned();
    let rest = std::env::var("PATH").unwrap_or_default();
    format!("{folder}{}{rest}", if cfg!(windows) { ';' } else { ':' })
}

fn run(folder: &Folder, program: &str, args: &[&str]) -> Option<Output> {
    let home = folder.0.join(".git/pre-commit-home");
    let mut command = Command::new(program);
    command.args(args).current_dir(&folder.0).env("PATH", path()).env("PRE_COMMIT_HOME", home).env("GIT_CONFIG_GLOBAL", "/dev/null");
    // The hooks repository is a folder of this machine.
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "protocol.file.allow").env("GIT_CONFIG_VALUE_0", "always");
    command.output().ok()
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped has to say so")]
fn pre_commit_fails_on_what_was_taken_out_and_on_nothing_else() {
    if !has_git() {
        return;
    }
    let folder = notices("hooks-pre-commit");
    if !run(&folder, "pre-commit", &["--version"]).is_some_and(|output| output.status.success()) {
        eprintln!("SKIPPED: this test needs the program `pre-commit`, which is not there (pip install pre-commit)");
        return;
    }
    let shipped = fs::read(".pre-commit-hooks.yaml").expect("the hooks");
    let hooks = commit(Folder::new("hooks-repository").with(".pre-commit-hooks.yaml", shipped));
    let revision = git(&hooks, &["rev-parse", "HEAD"]);
    let config = format!(
        "repos:\n- repo: {}\n  rev: {revision}\n  hooks:\n  - id: noticelint-system\n  - id: noticelint-system\n    alias: diff\n    \
         entry: noticelint diff --rev HEAD\n",
        hooks.0.display()
    );
    // What the notices lack besides is known.
    let folder = folder.with(".pre-commit-config.yaml", config);
    folder.run(&["baseline", "notices"]).ends_with(0);
    let folder = folder.with("noticelint.toml", "baseline = \"noticelint-baseline.json\"\n");
    git(&folder, &["add", "--all"]);
    git(&folder, &["commit", "--quiet", "--message", "hooks"]);
    let hook = |args: &[&str]| {
        let output = run(&folder, "pre-commit", &[&["run"], args].concat()).expect("pre-commit runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.success(), said)
    };
    let (passed, said) = hook(&["--all-files"]);
    assert!(passed, "nothing has changed: {said}");

    fs::write(folder.0.join("notices/privacy-7.md"), notice(7).replace(KEEPING, "")).expect("a notice");
    git(&folder, &["add", "--all"]);
    let (passed, said) = hook(&["noticelint-system"]);
    assert!(!passed && said.contains("error[transparency/retention]") && said.contains("privacy-7.md"), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    let (passed, said) = hook(&["diff"]);
    assert!(!passed && said.contains("notices/privacy-7.md: compared with HEAD") && said.contains("transparency/retention"), "{said}");
    assert!(!said.contains("privacy-6.md") && said.contains("1 item that was stated is missing now"), "{said}");
}

/// What the hook runs, without pre-commit.
#[test]
fn the_commands_of_the_hooks_fail_on_exactly_what_was_taken_out() {
    if !has_git() {
        return;
    }
    let folder = notices("hooks-command");
    let named: Vec<String> = (0..20).map(|number| format!("notices/privacy-{number}.md")).collect();
    let args: Vec<&str> = ["diff", "--rev", "HEAD"].into_iter().chain(named.iter().map(String::as_str)).collect();
    folder.run(&args).ends_with(0).says(&["no document differs"]);
    folder.run(&["baseline", "notices"]).ends_with(0);
    let known = ["check", "notices", "--baseline", "noticelint-baseline.json"];
    folder.run(&known).ends_with(0);
    let folder = folder.with("notices/privacy-7.md", notice(7).replace(KEEPING, ""));
    let ran = folder.run(&args);
    ran.ends_with(1).says(&["notices/privacy-7.md: compared with HEAD", "missing         transparency/retention  was stated"]);
    assert_eq!(ran.out.matches(": compared with").count(), 1, "{}", ran.out);
    let ran = folder.run(&known);
    ran.ends_with(1).says(&["error[transparency/retention]", "notices/privacy-7.md"]);
    assert_eq!(ran.out.matches("error[").count(), 1, "{}", ran.out);
}

#[test]
#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a test that is skipped has to say so")]
fn the_action_ends_as_the_worst_of_its_runs_and_writes_a_summary() {
    let is_there = Command::new("bash").args(["-c", "declare -n x=y"]).status().is_ok_and(|status| status.success());
    if !is_there || !has_git() {
        eprintln!("SKIPPED: this test needs bash 4.3 or later and git");
        return;
    }
    let folder = notices("hooks-action").with("summary.md", "before\n");
    let script = fs::canonicalize("packaging/action/check.sh").expect("the script");
    let action = |paths: &str, diff: &str| {
        let variables = [("PATHS", paths), ("ARGS", "--jurisdiction=uk\n"), ("CHANGED_SINCE", "HEAD"), ("DIFF", diff), ("SUMMARY", "true")];
        let mut command = Command::new("bash");
        command.arg(&script).current_dir(&folder.0).env("PATH", path()).envs(variables).env("GITHUB_STEP_SUMMARY", "summary.md");
        command.output().expect("the script runs")
    };
    let clean = action("notices\nno such; $(touch pwned)\n", "");
    assert_eq!(clean.status.code(), Some(2), "{}", String::from_utf8_lossy(&clean.stderr));
    assert!(!folder.0.join("pwned").exists(), "an input is a name, and nothing that is run");
    fs::write(folder.0.join("notices/privacy-7.md"), notice(7).replace(KEEPING, "")).expect("a notice");
    let lost = action("notices\n", "HEAD");
    let said = String::from_utf8_lossy(&lost.stdout).into_owned() + &String::from_utf8_lossy(&lost.stderr);
    assert_eq!(lost.status.code(), Some(1), "{said}");
    assert!(said.contains("::error") && said.contains("file=notices/privacy-7.md"), "{said}");
    let summary = fs::read_to_string(folder.0.join("summary.md")).expect("the summary");
    assert!(summary.starts_with("before\n") && summary.contains("**stated → missing**"), "{summary}");
}

/// What the packages for other ecosystems say of the version is what Cargo.toml says.
#[test]
fn packages_have_one_version() {
    let version = env!("CARGO_PKG_VERSION");
    let npm: serde_json::Value = serde_json::from_str(&fs::read_to_string("packaging/npm/package.json").expect("a package")).expect("JSON");
    assert_eq!(npm["version"], version);
    for (name, wanted) in npm["optionalDependencies"].as_object().expect("packages for platforms") {
        assert!(name.starts_with("noticelint-"), "{name}");
        assert_eq!(wanted, version, "{name}");
    }
    let python: toml::Table = fs::read_to_string("pyproject.toml").expect("pyproject.toml").parse().expect("TOML");
    assert_eq!(python["tool"]["maturin"]["bindings"].as_str(), Some("bin"));
    assert!(python["project"]["dynamic"].as_array().is_some_and(|keys| keys.iter().any(|key| key.as_str() == Some("version"))));
}
