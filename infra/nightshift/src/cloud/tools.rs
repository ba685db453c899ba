//! What must be on the machine already, and how to get it.

use std::{path::PathBuf, process::Stdio};

use tokio::process::Command;

use crate::trouble::Trouble;

/// The tools that were found.
#[derive(Debug)]
pub(crate) struct Tools {
    /// A Python that can make environments.
    pub(crate) python: PathBuf,
    /// What was found, for the progress line.
    pub(crate) found: String,
}

/// Looks for everything and names all that is missing at once.
pub(crate) async fn check() -> Result<Tools, Trouble> {
    let (git, cargo, python) =
        tokio::join!(said("git", &["--version"]), said("cargo", &["--version"]), python(),);
    let mut missing = Vec::new();
    if git.is_none() {
        missing.push("git: https://git-scm.com/downloads, or your system's package `git`".to_owned());
    }
    if cargo.is_none() {
        missing.push("cargo: https://rustup.rs".to_owned());
    }
    let python = python.map_err(|why| missing.push(why)).ok();
    match (cargo, python) {
        (Some(cargo), Some((python, version))) if missing.is_empty() => {
            let cargo = cargo.split(' ').take(2).collect::<Vec<_>>().join(" ");
            Ok(Tools { python, found: format!("{cargo}, python {version}") })
        }
        _ => Err(Trouble::environment("something is missing on this machine")
            .saying(missing.join("\n"))
            .mend("install it, then run the same command again")),
    }
}

/// The newest suitable Python: 3.10 or later, with `venv` and `ensurepip`.
async fn python() -> Result<(PathBuf, String), String> {
    let mut reasons = Vec::new();
    for name in ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"] {
        let Some(answer) = said(name, &["-c", PROBE]).await else { continue };
        let mut words = answer.split_whitespace();
        let (version, venv, path) = (words.next(), words.next(), words.next());
        match (version.and_then(|v| minor_of(v).map(|minor| (v, minor))), venv, path) {
            (Some((version, minor)), Some("venv"), Some(path)) if minor >= 10 => {
                return Ok((PathBuf::from(path), version.to_owned()));
            }
            (Some((version, minor)), _, _) if minor < 10 => reasons.push(format!("{name} is {version}")),
            _ => reasons.push(format!("{name} has no venv (Debian, Ubuntu: the package `python3-venv`)")),
        }
    }
    let why = if reasons.is_empty() { "not found".to_owned() } else { reasons.join("; ") };
    Err(format!("Python 3.10 or later with venv: {why}; https://www.python.org/downloads"))
}

/// Version, whether environments can be made, and the interpreter itself rather than a shim.
const PROBE: &str = "import sys, platform
try:
    import venv, ensurepip
    can = 'venv'
except ImportError:
    can = 'bare'
print(platform.python_version(), can, sys.executable)";

/// The minor version of a Python 3.
fn minor_of(version: &str) -> Option<u32> {
    version.strip_prefix("3.")?.split('.').next()?.parse().ok()
}

/// What a tool says, if it is there and content.
async fn said(tool: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(tool).args(arguments).stdin(Stdio::null()).output().await.ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::minor_of;

    #[test]
    fn versions_of_python() {
        for (text, minor) in
            [("3.11.7", Some(11)), ("3.9.2", Some(9)), ("3.14.0rc1", Some(14)), ("2.7.18", None), ("", None)]
        {
            assert_eq!(minor_of(text), minor, "{text}");
        }
    }
}
