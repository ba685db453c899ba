//! `test`: every check there is, one summary.

mod axe;
mod build;
mod docs;
mod examples;
mod hear;
mod libtest;
mod points;
mod ran;
mod schemathesis;
mod skips;
mod suites;
mod summary;
mod tools;

use std::{
    collections::BTreeMap,
    process::ExitCode,
    time::{Duration, Instant},
};

use self::{
    build::Built,
    points::{Judged, Points, Tally},
    ran::{Part, Ran, Verdict},
    suites::{Manner, beside},
    tools::Uncompiled,
};
use crate::{cloud::house::House, offline::golden, out::progress::Step, trouble::Trouble};

/// Arguments of `test`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Formatting, lints, documentation, the template's linters, dependencies, all tests, the golden cases, and tests/points.toml: which
point of the design is shown by which test. With a filter: the tests and golden cases of that name, all tests of a package or suite that is
called so, and nothing else.

Tests in a browser need Chromium, best its headless shell, on the path or where NIGHTSHIFT_CHROMIUM says; else they are skipped. Where CI is
set to true, such a skip is a failure.

The last line counts: N passed, N failed, N skipped. Exit codes: 0 nothing failed, 1 something did, 2 nothing is called so.

Examples:
  cargo nightshift test
  cargo nightshift test --full
  cargo nightshift test order-confirmation")]
pub(crate) struct Args {
    /// The long ones too
    #[arg(long)]
    pub(crate) full: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
    /// Only tests whose name, with that of their package, contains this
    pub(crate) filter: Option<String>,
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let strict = std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1");
    let manner = Manner { full: args.full, filter: args.filter, strict };
    let mut parts = Vec::new();
    let whole_run = manner.filter.is_none();
    // What loads from the network or computes on one core: beside the compiler, and where that has nothing to do, beside tests.
    let uncompiled = whole_run.then(|| Uncompiled::begin(&house));
    match &uncompiled {
        Some(_) if build::clippy_compiles() => {}
        Some(_) => parts.push(tools::lints(&house)?),
        None => schemathesis::prepare(&house).await?,
    }
    let Built { parts: of_build, suites, made } = build::build(&house)?;
    let built_well = of_build[0].counts().failed == 0;
    parts.extend(of_build);
    let mut tallies = BTreeMap::new();
    if built_well {
        let axe = axe::prepare(&house).await?;
        if let Some(uncompiled) = &uncompiled {
            uncompiled.prepared();
        }
        let (waiting, computing) = suites::apart(suites);
        // While the local cloud is waited for, there is time for everything else.
        let (waited, computed) = beside(
            || suites::run(&house, "local cloud", &waiting, &manner, axe.as_deref()),
            || -> Result<Vec<Part>, Trouble> {
                let documentation = whole_run.then(|| docs::run(&house, &made)).transpose()?;
                let tests = suites::run(&house, "tests", &computing, &manner, axe.as_deref())?;
                Ok(documentation.into_iter().chain([tests, examples::run(&house, &manner)?]).collect())
            },
        );
        let mut chosen = computed?;
        chosen.push(waited?);
        chosen.push(golden_cases(&house, &manner).await?);
        if let Some(filter) = &manner.filter {
            something_ran(filter, &chosen)?;
        }
        parts.extend(chosen);
    }
    if let Some(uncompiled) = uncompiled {
        parts.splice(0..0, uncompiled.parts()?);
        if built_well {
            let (part, counted) = points(&house, &parts)?;
            parts.push(part);
            tallies = counted;
        }
    }
    if args.json {
        summary::json(&parts, &tallies)?
    } else {
        summary::tell(&parts, &tallies)
    }
    Ok(if summary::total(&parts).failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A name that nothing has is a slip of the pen: nothing was looked at, so nothing is well.
fn something_ran(filter: &str, chosen: &[Part]) -> Result<(), Trouble> {
    match chosen.iter().all(|part| part.ran.is_empty()) {
        false => Ok(()),
        true => Err(Trouble::input(format!("no test, golden case or package is called {filter:?}"))
            .mend("write a part of its name, as summaries and tests/points.toml have it")),
    }
}

/// The project's own golden cases.
async fn golden_cases(house: &House, manner: &Manner) -> Result<Part, Trouble> {
    let step = Step::begin("golden cases");
    let started = Instant::now();
    let mut part =
        Part { title: "golden cases".into(), ran: Vec::new(), took: Duration::ZERO, said: String::new() };
    for case in golden::play(house, &[house.root().join("tests/golden")]).await? {
        let name = format!("golden {}", case.name);
        if manner.filter.as_deref().is_some_and(|filter| !name.contains(filter)) {
            continue;
        }
        let verdict = if case.passed() { Verdict::Passed } else { Verdict::Failed };
        if verdict == Verdict::Failed {
            part.said.push_str(&format!("{}\n", case.report()));
        }
        part.ran.push(Ran { name, verdict });
    }
    part.took = started.elapsed();
    suites::settle(step, part.counts().failed == 0, &format!("{} cases", part.ran.len()));
    Ok(part)
}

/// The hand-over between issues: each point of the design is shown by tests that passed, or open with a reason. Where
/// some of those tests were skipped, so is this.
fn points(house: &House, parts: &[Part]) -> Result<(Part, BTreeMap<String, Tally>), Trouble> {
    let points = Points::read(&suites::read(&house.root().join("tests/points.toml"))?)?;
    let ran: Vec<Ran> = parts.iter().flat_map(|part| part.ran.clone()).collect();
    let Judged { mistakes, unseen } = points.judge(&ran);
    let mut part = Part::one("points", mistakes.is_empty(), mistakes.join("\n"), Duration::ZERO);
    if mistakes.is_empty() && !unseen.is_empty() {
        part.ran[0].verdict = Verdict::Skipped(unseen.join("; "));
    }
    Ok((part, points.tallies()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_nothing_has_is_a_mistake() {
        let nothing =
            || Part { title: "tests".into(), ran: Vec::new(), took: Duration::ZERO, said: String::new() };
        let told = something_ran("ordr", &[nothing(), nothing()]).expect_err("a slip of the pen").to_string();
        assert!(told.contains("is called \"ordr\""), "{told}");
        let one = Part::one("x", true, String::new(), Duration::ZERO);
        assert!(something_ran("x", &[nothing(), one]).is_ok());
    }
}
