//! The workspace's tests: two executables at once, each with half of the cores. One alone leaves a core to itself while its last
//! test ends, and there are fifty.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use super::{
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
    pub(super) id: String,
    pub(super) executable: PathBuf,
    pub(super) folder: PathBuf,
}

/// The suites that wait for most of their time: for a cloud that starts, for queues, for mails to come.
const WAITING: [&str; 1] = ["bundle-tests::local_cloud"];
/// Those that take longest, longest first: what begins last should be short.
const LONG: [&str; 9] = [
    "bundle-tests::browser",
    "bundle-tests::sweep",
    "bundle-tests::memory",
    "bundle-tests::hostile",
    "mail::mail",
    "bundle-tests::contract",
    "nightshift::bin",
    "store::table",
    "bundle-tests::actions",
];
/// So many executables at once.
const LANES: usize = 2;

/// Those that wait, and those that compute.
pub(super) fn apart(suites: Vec<Suite>) -> (Vec<Suite>, Vec<Suite>) {
    let (waiting, mut computing): (Vec<_>, Vec<_>) =
        suites.into_iter().partition(|suite| WAITING.contains(&suite.id.as_str()));
    computing.sort_by_key(|suite| LONG.iter().position(|long| *long == suite.id).unwrap_or(LONG.len()));
    (waiting, computing)
}

/// Does both at once.
pub(super) fn beside<A: Send, B>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), b)
    })
}

/// Runs suites, in their order. `axe` is the script of axe-core, where it could be had.
pub(super) fn run(
    house: &House,
    title: &str,
    suites: &[Suite],
    manner: &Manner,
    axe: Option<&Path>,
) -> Result<Part, Trouble> {
    let started = Instant::now();
    let folder = house.folder("test")?;
    let queue = Mutex::new(suites.iter());
    let next = || queue.lock().expect("no holder panics").next();
    let lane = || {
        let mut done = Vec::new();
        while let Some(suite) = next() {
            done.push(one(suite, &folder, manner, axe)?);
        }
        Ok(done)
    };
    let lanes = thread::scope(|scope| {
        let working: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        let ended = working.into_iter().map(|lane| lane.join().expect("it doesn't panic"));
        ended.collect::<Result<Vec<_>, Trouble>>()
    })?;
    let mut parts: Vec<Part> = lanes.into_iter().flatten().collect();
    parts.sort_by(|a, b| a.title.cmp(&b.title));
    let (mut ran, mut said) = (Vec::new(), String::new());
    for part in parts {
        ran.extend(part.ran);
        said.push_str(&part.said);
    }
    Ok(Part { title: title.into(), ran, took: started.elapsed(), said })
}

/// Runs a suite. What its tests skip they note in a file of its own in `folder`.
fn one(suite: &Suite, folder: &Path, manner: &Manner, axe: Option<&Path>) -> Result<Part, Trouble> {
    let started = Instant::now();
    let skips = Skips::begin(&folder.join(format!("skips-{}", suite.id.replace(':', "-"))), manner.strict)?;
    let surroundings = Surroundings { manner, skips: &skips, axe };
    let listed =
        libtest::listed(&start(suite, &surroundings, &["--list", "--format", "terse"], |_| {})?.text);
    let (mut ran, mut said) = (Vec::new(), String::new());
    if !listed.is_empty() {
        let step = Step::begin(&suite.id);
        step.say(&format!("{} tests", listed.len()));
        let heard = start(suite, &surroundings, &["--show-output"], |line| step.tick(line.trim()))?;
        ran = libtest::verdicts(&listed, &heard.text);
        skips.mark(&mut ran)?;
        let whole = judge(&suite.id, &mut ran, &heard);
        settle(step, whole, &summary(&ran));
        // What a test counted or measured, for whoever reads the run.
        for figure in heard.text.lines().filter_map(|line| line.strip_prefix("figure: ")) {
            above(|| anstream::println!("      {figure}"));
        }
        if !whole {
            said = format!("── {} ──\n{}\n", suite.id, without_passes(&heard.text));
        }
    }
    Ok(Part { title: suite.id.clone(), ran, took: started.elapsed(), said })
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
    let filter = manner.filter.as_deref().and_then(|filter| of_its_tests(&suite.id, filter));
    command.args(arguments).args(filter).current_dir(&suite.folder);
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
    if manner.filter.is_some() {
        command.env("NIGHTSHIFT_PICTURES", "1"); // whoever chooses a test may want to look at what it looked at
    }
    let threads = match WAITING.contains(&suite.id.as_str()) {
        true => 8, // each waits for a cloud of its own, and takes little of a core
        false => thread::available_parallelism().map_or(1, usize::from).div_ceil(LANES),
    };
    command.env("RUST_TEST_THREADS", threads.to_string());
    hear(command, manner.limit(), each)
}

/// What a suite's own tests are chosen by; nothing, and so all of them, where the filter names the suite. A test may be written as
/// summaries do and tests/points.toml does: behind its suite.
fn of_its_tests<'f>(id: &str, filter: &'f str) -> Option<&'f str> {
    match filter.split_once(' ') {
        Some((suite, test)) if id.ends_with(suite) => Some(test),
        _ => (!id.contains(filter)).then_some(filter),
    }
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
    fn a_filter_names_a_suite_or_a_test_or_both() {
        for (id, filter, expected) in [
            ("stock-letter::first", "stock-letter", None),
            ("stock-letter::bin", "stock-letter", None),
            ("bundle-tests::memory", "memory", None),
            ("bundle-tests::memory", "path::", Some("path::")),
            ("bundle-tests::memory", "bundle-tests::memory path::x", Some("path::x")),
            ("bundle-tests::memory", "memory path::x", Some("path::x")),
            ("bundle-tests::sweep", "bundle-tests::memory path::x", Some("bundle-tests::memory path::x")),
        ] {
            assert_eq!(of_its_tests(id, filter), expected, "{id}, {filter}");
        }
    }
}
