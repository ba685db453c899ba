//! The workspace's tests: built once with all binaries, then run one executable after another.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::{
    docs::Made,
    hear::{Heard, hear},
    libtest,
    ran::{Part, Ran, Verdict},
    skips::Skips,
};
use crate::{
    cloud::house::House,
    out::progress::{Step, above},
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

/// All that there is to check and to build. Not `--all-targets`: that takes in benches, and so a second executable of
/// every library and every program that has no tests.
pub(super) const TARGETS: [&str; 4] = ["--lib", "--bins", "--tests", "--examples"];

/// What came of the build.
pub(super) struct Built {
    /// The build itself and, where clippy was the compiler, the lints.
    pub(super) parts: Vec<Part>,
    /// Every executable full of tests.
    pub(super) suites: Vec<Suite>,
    /// Everything else.
    pub(super) made: Made,
}

/// Whether all of ours is compiled by clippy: with it as cargo's wrapper, lints and code come of one pass. `cargo clippy`
/// would check every dependency anew before, for nothing but the metadata that the build makes as well.
pub(super) fn clippy_compiles() -> bool {
    std::env::var_os("RUSTC_WORKSPACE_WRAPPER")
        .is_some_and(|wrapper| Path::new(&wrapper).file_stem().is_some_and(|name| name == "clippy-driver"))
}

/// Builds everything: tests find the binaries beside themselves.
pub(super) fn build(house: &House) -> Result<Built, Trouble> {
    let step = Step::begin("build");
    let started = Instant::now();
    let arguments = ["build", "--locked", "--workspace", "--profile", "local"];
    let arguments = [&arguments, &TARGETS[..], &["--message-format", "json"]].concat();
    step.say("cargo build --workspace, tests and all");
    let (mut suites, mut made) = (Vec::new(), Made::default());
    let (mut said, mut warned) = (String::new(), String::new());
    let heard = hear(cargo(house, &arguments), Duration::from_secs(3600), |line| {
        if let Some((level, text)) = diagnostic(line) {
            // Dependencies warn nobody: these are of our own code, told anew where it didn't have to be compiled.
            let to = if level == "warning" { &mut warned } else { &mut said };
            to.push_str(&text);
        } else if line.starts_with('{') {
            suites.extend(suite(line));
            made.hear(line);
        } else {
            step.tick(line.trim());
            said.push_str(line);
            said.push('\n');
        }
    })?;
    suites.sort_by(|a, b| a.id.cmp(&b.id));
    settle(step, heard.success, &format!("{} test executables", suites.len()));
    let mut parts = vec![Part::one("build", heard.success, said, started.elapsed())];
    if clippy_compiles() {
        let clean = heard.success && warned.is_empty();
        settle(Step::begin("lints"), clean, "of the same pass");
        parts.push(Part::one("lints", clean, warned, Duration::ZERO));
    }
    Ok(Built { parts, suites, made })
}

/// What the compiler says of the code, and how grave it is.
fn diagnostic(line: &str) -> Option<(String, String)> {
    #[derive(Deserialize)]
    struct Told {
        message: Diagnostic,
    }
    #[derive(Deserialize)]
    struct Diagnostic {
        level: String,
        rendered: String,
    }
    let told: Told = serde_json::from_str(line).ok()?;
    Some((told.message.level, told.message.rendered))
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

/// The suites that wait for most of their time: for a cloud that starts, for queues, for mails to come.
const WAITING: [&str; 1] = ["bundle-tests::local_cloud"];

/// Those that wait, and those that compute.
pub(super) fn apart(suites: Vec<Suite>) -> (Vec<Suite>, Vec<Suite>) {
    suites.into_iter().partition(|suite| WAITING.contains(&suite.id.as_str()))
}

/// Does both at once.
pub(super) fn beside<A: Send, B>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), b)
    })
}

/// Runs suites, one executable after another; what their tests skip they note in a file of this title. `axe` is the script
/// of axe-core, where it could be had.
pub(super) fn run(
    house: &House,
    title: &str,
    suites: &[Suite],
    manner: &Manner,
    axe: Option<&Path>,
) -> Result<Part, Trouble> {
    let started = Instant::now();
    let skips = Skips::begin(
        &house.folder("test")?.join(format!("skips-{}", title.replace(' ', "-"))),
        manner.strict,
    )?;
    let surroundings = Surroundings { manner, skips: &skips, axe };
    let mut part = Part { title: title.into(), ran: Vec::new(), took: Duration::ZERO, said: String::new() };
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
            above(|| anstream::println!("      {figure}"));
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
        above(|| anstream::eprintln!("  {} {name:<14} {with}", "✗".red()));
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
    fn warnings_are_told_apart_from_what_keeps_the_build_from_ending() {
        for (line, expected) in [
            (
                r#"{"reason":"compiler-message","package_id":"x","message":{"level":"warning","rendered":"unused\n"}}"#,
                Some(("warning".to_owned(), "unused\n".to_owned())),
            ),
            (
                r#"{"reason":"compiler-message","message":{"level":"error","rendered":"E0308"}}"#,
                Some(("error".to_owned(), "E0308".to_owned())),
            ),
            (r#"{"reason":"build-finished","success":true}"#, None),
            ("   Compiling domain", None),
        ] {
            assert_eq!(diagnostic(line), expected, "{line}");
        }
    }

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
