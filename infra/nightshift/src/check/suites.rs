//! The workspace's tests: built once with all binaries, then run one executable after another.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::{
    hear::{Heard, hear},
    libtest,
    ran::{Part, Ran, Verdict},
    skips::Skips,
};
use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// How tests are run.
#[derive(Debug)]
pub(super) struct Manner {
    /// The long ones too.
    pub(super) full: bool,
    /// Only tests whose name contains this.
    pub(super) filter: Option<String>,
    /// What needs a browser isn't skipped for want of one: it fails.
    pub(super) strict: bool,
}

impl Manner {
    /// The longest that one executable may take.
    pub(super) fn limit(&self) -> Duration {
        Duration::from_secs(if self.full { 3600 } else { 900 })
    }
}

/// One executable full of tests.
#[derive(Debug)]
pub(super) struct Suite {
    /// As nextest names them: `package` for unit tests, `package::file` for those in `tests/`.
    id: String,
    executable: PathBuf,
    folder: PathBuf,
}

#[derive(Deserialize)]
struct Message {
    package_id: String,
    manifest_path: PathBuf,
    target: Target,
    profile: Profile,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// A cargo command for this workspace, in the profile that everything here is built with.
pub(super) fn cargo(house: &House, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(house.root()).args(arguments).env("CARGO_TERM_COLOR", "never");
    // What cargo told this program about its own package is nothing to the others.
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Builds everything: tests find the binaries beside themselves.
pub(super) fn build(house: &House) -> Result<(Part, Vec<Suite>), Trouble> {
    let step = Step::begin("build");
    let started = Instant::now();
    let arguments = [
        "build",
        "--locked",
        "--workspace",
        "--all-targets",
        "--profile",
        "local",
        "--message-format",
        "json-render-diagnostics",
    ];
    step.say("cargo build --workspace --all-targets");
    let mut suites = Vec::new();
    let mut said = String::new();
    let heard = hear(cargo(house, &arguments), Duration::from_secs(3600), |line| {
        if line.starts_with('{') {
            suites.extend(suite(line));
        } else {
            step.tick(line.trim());
            said.push_str(line);
            said.push('\n');
        }
    })?;
    suites.sort_by(|a, b| a.id.cmp(&b.id));
    settle(step, heard.success, &format!("{} test executables", suites.len()));
    Ok((Part::one("build", heard.success, said, started.elapsed()), suites))
}

/// The suite that one of cargo's messages tells of.
fn suite(line: &str) -> Option<Suite> {
    let message: Message = serde_json::from_str(line).ok()?;
    let executable = message.executable.filter(|_| message.profile.test)?;
    let folder = message.manifest_path.parent()?.to_owned();
    let package = package(&message.package_id)?;
    let target = message.target.name;
    let id = match message.target.kind.first()?.as_str() {
        "test" => format!("{package}::{target}"),
        "bin" | "example" | "bench" if target != package => format!("{package}::{target}"),
        "bin" => format!("{package}::bin"),
        _ => package,
    };
    Some(Suite { id, executable, folder })
}

/// The name in `path+file:///…/shared/domain#0.1.0` or `path+file:///…/tests#bundle-tests@0.1.0`.
fn package(id: &str) -> Option<String> {
    let (path, rest) = id.rsplit_once('#')?;
    let name = rest.split_once('@').map(|(name, _)| name);
    Some(name.or_else(|| path.rsplit('/').next())?.to_owned())
}

/// Runs the suites. `axe` is the script of axe-core, where it could be had.
pub(super) fn run(
    house: &House,
    suites: &[Suite],
    manner: &Manner,
    axe: Option<&Path>,
) -> Result<Part, Trouble> {
    let started = Instant::now();
    let skips = Skips::begin(&house.folder("test")?.join("skips"), manner.strict)?;
    let surroundings = Surroundings { manner, skips: &skips, axe };
    let mut part = Part { title: "tests".into(), ran: Vec::new(), took: Duration::ZERO, said: String::new() };
    for suite in suites {
        let listed =
            libtest::listed(&start(suite, &surroundings, &["--list", "--format", "terse"], |_| {})?.text);
        if listed.is_empty() {
            continue;
        }
        let step = Step::begin(&suite.id);
        step.say(&format!("{} tests", listed.len()));
        let heard = start(suite, &surroundings, &["--show-output"], |line| step.tick(line.trim()))?;
        let mut ran = libtest::verdicts(&listed, &heard.text);
        skips.mark(&mut ran)?;
        let whole = judge(&suite.id, &mut ran, &heard);
        settle(step, whole, &summary(&ran));
        // What a test counted or measured, for whoever reads the run.
        for figure in heard.text.lines().filter_map(|line| line.strip_prefix("figure: ")) {
            anstream::println!("      {figure}");
        }
        if !whole {
            part.said.push_str(&format!("── {} ──\n{}\n", suite.id, without_passes(&heard.text)));
        }
        part.ran.extend(ran);
    }
    part.took = started.elapsed();
    Ok(part)
}

/// Puts the suite's name before each test's, and counts a bad end with no failed test as a failure of its own.
fn judge(id: &str, ran: &mut Vec<Ran>, heard: &Heard) -> bool {
    for test in ran.iter_mut() {
        test.name = format!("{id} {}", test.name);
    }
    let failed = ran.iter().any(|test| test.verdict == Verdict::Failed);
    if !failed && !heard.success {
        ran.push(Ran { name: format!("{id} (ends well)"), verdict: Verdict::Failed });
    }
    !failed && heard.success
}

/// What every executable is told.
struct Surroundings<'s> {
    manner: &'s Manner,
    skips: &'s Skips,
    axe: Option<&'s Path>,
}

fn start(
    suite: &Suite,
    Surroundings { manner, skips, axe }: &Surroundings,
    arguments: &[&str],
    each: impl FnMut(&str),
) -> Result<Heard, Trouble> {
    let mut command = Command::new(&suite.executable);
    command.args(arguments).args(&manner.filter).current_dir(&suite.folder);
    command
        .env("CARGO_MANIFEST_DIR", &suite.folder)
        .env("INSTA_UPDATE", "no")
        .env("NIGHTSHIFT_SKIPS", skips.file());
    // Binaries lie above the tests' own folder, deps.
    command.env("NIGHTSHIFT_BINARIES", suite.executable.ancestors().nth(2).unwrap_or(&suite.folder));
    if let Some(axe) = axe {
        command.env("NIGHTSHIFT_AXE", axe);
    }
    if manner.full {
        command.env("NIGHTSHIFT_FULL", "1");
    }
    hear(command, manner.limit(), each)
}

/// Counts, for the line of a step.
pub(super) fn summary(ran: &[Ran]) -> String {
    let count = |of: fn(&Verdict) -> bool| ran.iter().filter(|test| of(&test.verdict)).count();
    let mut parts = vec![format!("{} passed", count(|v| *v == Verdict::Passed))];
    for (number, word) in [
        (count(|v| *v == Verdict::Failed), "failed"),
        (count(|v| matches!(v, Verdict::Skipped(_))), "skipped"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    parts.join(", ")
}

/// All but the lines of tests that passed.
pub(super) fn without_passes(text: &str) -> String {
    let passed = |line: &str| line.starts_with("test ") && line.ends_with(" ... ok");
    text.lines().filter(|line| !passed(line)).map(|line| format!("{line}\n")).collect()
}

/// Ends a step, well or not.
pub(super) fn settle(step: Step, well: bool, with: &str) {
    if well {
        step.done(with);
    } else {
        use owo_colors::OwoColorize;
        let name = step.name().to_owned();
        drop(step);
        anstream::eprintln!("  {} {name:<14} {with}", "✗".red());
    }
}

/// Reads a file of the workspace.
pub(super) fn read(path: &Path) -> Result<String, Trouble> {
    std::fs::read_to_string(path).while_trying(format!("{} can't be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_named_by_package_and_file() {
        let message = |package: &str, kind: &str, target: &str, test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"{package}","manifest_path":"/x/y/Cargo.toml",
                "target":{{"name":"{target}","kind":["{kind}"]}},"profile":{{"test":{test}}},"executable":"/t/e"}}"#
            )
        };
        for (package, kind, target, id) in [
            ("path+file:///x/shared/domain#0.1.0", "lib", "domain", "domain"),
            ("path+file:///x/tests#bundle-tests@0.1.0", "test", "contract", "bundle-tests::contract"),
            ("path+file:///x/functions/mail-delivery#0.1.0", "lib", "mail_delivery", "mail-delivery"),
            ("path+file:///x/functions/mail-delivery#0.1.0", "bin", "mail-delivery", "mail-delivery::bin"),
        ] {
            assert_eq!(suite(&message(package, kind, target, true)).map(|s| s.id).as_deref(), Some(id));
            assert!(suite(&message(package, kind, target, false)).is_none(), "no tests in {target}");
        }
        assert!(suite(r#"{"reason":"build-finished","success":true}"#).is_none());
    }
}
