//! What the figures were taken on.

use std::process::Command;

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
        format!("commit {}", said("git", &["describe", "--always", "--dirty"])),
    ]
}

fn said(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output();
    output.map_or_else(|_| format!("no {tool}"), |o| String::from_utf8_lossy(&o.stdout).trim().to_owned())
}
