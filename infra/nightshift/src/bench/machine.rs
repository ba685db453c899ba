//! What the figures were taken on.

use std::{path::Path, process::Command};

/// What is measured.
#[derive(Debug)]
pub(super) struct Tree {
    commit: String,
    /// Files that differ from it.
    pub(super) changed: Vec<String>,
}

impl Tree {
    /// The tree at `root`. The paper itself doesn't count, since every run writes it.
    pub(super) fn of(root: &Path) -> Self {
        let git = |arguments: &[&str]| {
            let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok();
            let output = output.filter(|output| output.status.success());
            output.map(|output| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        };
        let changed = git(&["status", "--porcelain", "--", ".", ":!tests/BENCHMARKS.md"]).unwrap_or_default();
        Self {
            commit: git(&["rev-parse", "--short", "HEAD"]).unwrap_or_else(|| "unknown".into()),
            changed: changed.lines().map(str::to_owned).collect(),
        }
    }

    /// Which commit it is, and plainly if it is none.
    pub(super) fn describe(&self) -> String {
        match self.changed.len() {
            0 => format!("commit {}", self.commit),
            n => format!(
                "**no commit**: {} with {n} files changed; for a look, not for the record",
                self.commit
            ),
        }
    }
}

/// Processor, cores, memory, kernel, compiler, Python: a line each.
pub(super) fn describe() -> Vec<String> {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let processor = field(&file("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".into());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field(&file("/proc/meminfo"), "MemTotal").unwrap_or_default();
    let load = file("/proc/loadavg").split_whitespace().next().unwrap_or_default().to_owned();
    vec![
        format!("{processor}, {cores} cores, {memory} memory; load when it ended: {load}"),
        format!("Linux {}", file("/proc/sys/kernel/osrelease").trim()),
        said("rustc", &["--version"]),
        said("python3", &["--version"]),
    ]
}

fn said(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output();
    output.map_or_else(|_| format!("no {tool}"), |o| String::from_utf8_lossy(&o.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_commit_has_is_said_plainly() {
        let tree = |changed: &[&str]| Tree {
            commit: "abc1234".into(),
            changed: changed.iter().map(|file| (*file).to_owned()).collect(),
        };
        assert_eq!(tree(&[]).describe(), "commit abc1234");
        assert!(tree(&[" M template.yaml"]).describe().starts_with("**no commit**: abc1234 with 1 files"));
    }
}
