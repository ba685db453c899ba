//! The build, once for everything: tests find the binaries beside themselves, rustdoc the libraries, and what the compiler
//! said of our own code are the lints.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::{
    docs::Made,
    hear::hear,
    ran::Part,
    suites::{Suite, settle},
};
use crate::{cloud::house::House, out::progress::Step, trouble::Trouble};

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
