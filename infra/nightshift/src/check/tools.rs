//! The checks that are one tool each.

use std::{
    path::Path,
    process::Command,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    build::{TARGETS, cargo},
    hear::hear,
    ran::{Part, Verdict},
    schemathesis,
    suites::settle,
};
use crate::{
    cloud::{house::House, python, tools},
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// A generous end to a tool that hangs.
const LIMIT: Duration = Duration::from_secs(3600);

/// How long the database of advisories is waited for.
const FETCH_LIMIT: Duration = Duration::from_secs(180);

/// What isn't compiled, in a thread of its own: formatting, the template, the dependencies.
pub(super) struct Uncompiled {
    thread: JoinHandle<Result<Vec<Part>, Trouble>>,
    /// Closed once everything is there that tests use, too.
    prepared: Receiver<()>,
}

impl Uncompiled {
    pub(super) fn begin(house: &House) -> Self {
        let house = house.clone();
        let (preparing, prepared) = mpsc::channel();
        Self { thread: thread::spawn(move || uncompiled(&house, preparing)), prepared }
    }

    /// Waits until everything is there that tests use, too.
    pub(super) fn prepared(&self) {
        let _closed = self.prepared.recv();
    }

    /// Waits for the end.
    pub(super) fn parts(self) -> Result<Vec<Part>, Trouble> {
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

fn uncompiled(house: &House, preparing: Sender<()>) -> Result<Vec<Part>, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.while_trying("a thread for the tools doesn't start")?;
    let missing = runtime.block_on(environment(house));
    runtime.block_on(schemathesis::prepare(house))?;
    drop(preparing);
    let mut parts = vec![formatting(house)?];
    parts.extend(match missing {
        Some(missing) => vec![missing],
        None => template(house)?,
    });
    parts.extend(dependencies(house)?);
    Ok(parts)
}

/// `cargo fmt`.
fn formatting(house: &House) -> Result<Part, Trouble> {
    one("formatting", cargo(house, &["fmt", "--all", "--check"]))
}

/// `cargo clippy`, without mercy.
pub(super) fn lints(house: &House) -> Result<Part, Trouble> {
    let arguments = ["clippy", "--locked", "--workspace", "--profile", "local"];
    let arguments = [&arguments, &TARGETS[..], &["--", "--deny", "warnings"]].concat();
    one("lints", cargo(house, &arguments))
}

/// The pinned environment of Python: the linters' and the local cloud's. Answers what to tell where it can't be had.
async fn environment(house: &House) -> Option<Part> {
    let step = Step::begin("python");
    let prepared = match tools::check().await {
        Ok(tools) => python::prepare(house, &tools, &step).await,
        Err(trouble) => Err(trouble),
    };
    match prepared {
        Ok(_) => None,
        Err(trouble) => {
            settle(step, false, "the linters of the template are not to be had");
            Some(Part::one("template", false, trouble.to_string(), Duration::ZERO))
        }
    }
}

/// cfn-lint and `sam validate` on the template, from the pinned environment. Not `--lint`: that is cfn-lint once more.
fn template(house: &House) -> Result<Vec<Part>, Trouble> {
    let tool = |name: &str, arguments: &[&str]| {
        let mut command = Command::new(house.python_bin(name));
        command.current_dir(house.root()).args(arguments);
        // No account is needed, and none is asked.
        command.envs([("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true")]);
        command.envs([
            ("AWS_ACCESS_KEY_ID", "none"),
            ("AWS_SECRET_ACCESS_KEY", "none"),
            ("SAM_CLI_TELEMETRY", "0"),
        ]);
        command
    };
    Ok(vec![
        one("cfn-lint", tool("cfn-lint", &["template.yaml"]))?,
        one("sam validate", tool("sam", &["validate", "--template", "template.yaml"]))?,
    ])
}

/// cargo-deny: bans, licences and sources by what is here; advisories where their database can be reached.
fn dependencies(house: &House) -> Result<Vec<Part>, Trouble> {
    let deny = |arguments: &[&str]| {
        let mut command = Command::new(house.python_bin("cargo-deny"));
        command.current_dir(house.root()).args(["--locked", "--config", "infra/deny.toml"]).args(arguments);
        command
    };
    let checked =
        one("cargo-deny", deny(&["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))?;
    let step = Step::begin("advisories");
    let started = Instant::now();
    let heard = hear(deny(&["check", "advisories"]), FETCH_LIMIT, |line| step.tick(line.trim()))?;
    let mut part = Part::one("advisories", heard.success, String::new(), started.elapsed());
    if !heard.success && unreached(&heard.text) {
        let why = "their database can't be reached from here";
        settle(step, true, &format!("skipped: {why}"));
        part.ran[0].verdict = Verdict::Skipped(why.to_owned());
    } else {
        settle(step, heard.success, "");
        part.said = heard.text;
    }
    Ok(vec![checked, part])
}

/// Whether cargo-deny failed for want of a network, and not for what it found.
fn unreached(said: &str) -> bool {
    said.contains("failed to fetch advisory database") || said.contains("was ended")
}

/// Runs a tool: one step, one check.
fn one(title: &str, command: Command) -> Result<Part, Trouble> {
    let step = Step::begin(title);
    let started = Instant::now();
    step.say(&shown(&command));
    let heard = hear(command, LIMIT, |line| step.tick(line.trim()))?;
    settle(step, heard.success, "");
    Ok(Part::one(title, heard.success, heard.text, started.elapsed()))
}

/// A command as a person would type it.
fn shown(command: &Command) -> String {
    let tool =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(tool).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advisories_are_skipped_for_want_of_a_network_and_for_nothing_else() {
        assert!(unreached("[ERROR] failed to fetch advisory database https://… with cli: failed to clone"));
        assert!(!unreached("error[vulnerability]: something is wrong with a crate\nadvisories FAILED"));
    }

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/some/where/cargo");
        command.args(["fmt", "--check"]);
        assert_eq!(shown(&command), "cargo fmt --check");
    }
}
