//! Progress of long steps: a spinner on a terminal, plain lines elsewhere.

use std::{
    ffi::OsStr,
    fs::OpenOptions,
    io::{IsTerminal, Write},
    path::Path,
    process::Stdio,
    sync::LazyLock,
    time::{Duration, Instant},
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use owo_colors::OwoColorize;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

use crate::trouble::{Explain, Trouble};

/// All spinners: two steps may be on their way at once.
static SPINNERS: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// One step of a longer way.
#[derive(Debug)]
pub(crate) struct Step {
    name: String,
    started: Instant,
    bar: Option<ProgressBar>,
}

impl Step {
    /// Begins. The name is a noun, such as "local cloud".
    pub(crate) fn begin(name: &str) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = SPINNERS.add(ProgressBar::new_spinner());
            let style = ProgressStyle::with_template("  {spinner} {prefix:<14} {wide_msg} {elapsed}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.set_prefix(name.to_owned());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { name: name.to_owned(), started: Instant::now(), bar }
    }

    /// What is going on within it.
    pub(crate) fn say(&self, what: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(what.to_owned()),
            None => anstream::eprintln!("    {:<14} {what}", self.name),
        }
    }

    /// What is going on, where that changes too often for plain lines.
    pub(crate) fn tick(&self, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what.to_owned());
        }
    }

    /// Takes the spinner away for as long as somebody else writes.
    pub(crate) fn aside(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// The name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Ends well. Returns how long it took.
    pub(crate) fn done(self, with: &str) -> Duration {
        let took = self.started.elapsed();
        // Cargo's bar may stand in the line.
        let mut clear = "";
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            clear = "\r\x1b[2K";
        }
        let told = seconds(took);
        above(|| anstream::eprintln!("{clear}  {} {:<14} {with} {}", "✓".green(), self.name, told.dimmed()));
        took
    }
}

/// Writes lines that stay, above whatever still spins.
pub(crate) fn above(write: impl FnOnce()) {
    SPINNERS.suspend(write);
}

/// A bar over so many things of one kind; nothing, where nobody watches.
pub(crate) fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("  {wide_bar} {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

impl Drop for Step {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A duration as people read it: `0.8 s`, `1 min 5 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let tenths = duration.as_millis() / 100;
    match tenths {
        0..600 => format!("{}.{} s", tenths / 10, tenths % 10),
        _ => format!("{} min {} s", tenths / 600, tenths % 600 / 10),
    }
}

/// Runs a tool to its end. All it says goes into `log`; its last line shows as progress; on failure the end of what it
/// said is told.
pub(crate) async fn run_logged<'a>(
    tool: &OsStr,
    arguments: impl IntoIterator<Item = &'a OsStr>,
    folder: &Path,
    environment: &[(&str, &str)],
    log: &Path,
    step: &Step,
) -> Result<(), Trouble> {
    let name = Path::new(tool).file_name().unwrap_or(tool).to_string_lossy().into_owned();
    if let Some(above) = log.parent() {
        std::fs::create_dir_all(above).while_trying(format!("{} can't be made", above.display()))?;
    }
    let cannot = || format!("the log {} can't be written", log.display());
    let mut file = OpenOptions::new().create(true).append(true).open(log).while_trying(cannot())?;
    let mut child = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .while_trying(format!("{name} doesn't start"))?;
    let mut out = BufReader::new(child.stdout.take().expect("piped above")).lines();
    let mut err = BufReader::new(child.stderr.take().expect("piped above")).lines();
    let mut last = std::collections::VecDeque::new();
    let (mut out_open, mut err_open) = (true, true);
    while out_open || err_open {
        let line = tokio::select! {
            line = out.next_line(), if out_open => line.unwrap_or(None).or_else(|| { out_open = false; None }),
            line = err.next_line(), if err_open => line.unwrap_or(None).or_else(|| { err_open = false; None }),
        };
        let Some(line) = line else { continue };
        writeln!(file, "{line}").while_trying(cannot())?;
        if !line.trim().is_empty() {
            // What a tool wrote over shows as it would on its own terminal.
            step.tick(line.trim().rsplit('\r').next().unwrap_or_default());
            // pip says of each package what it leaves out, and of each try that there will be another.
            if !["Ignoring ", "WARNING: Retrying"].iter().any(|noise| line.starts_with(noise)) {
                last.push_back(line);
            }
            if last.len() > 12 {
                last.pop_front();
            }
        }
    }
    let status = child.wait().await.while_trying(format!("{name} can't be awaited"))?;
    if status.success() {
        return Ok(());
    }
    let said = last.into_iter().collect::<Vec<_>>().join("\n");
    Err(Trouble::environment(format!("{name} failed ({status})")).at(log.display()).saying(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_people_read_them() {
        for (ms, text) in [(0, "0.0 s"), (849, "0.8 s"), (59_999, "59.9 s"), (65_000, "1 min 5 s")] {
            assert_eq!(seconds(Duration::from_millis(ms)), text);
        }
    }

    #[tokio::test]
    async fn a_failed_tool_says_why_and_where_to_look() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log/tool.log");
        let arguments = ["-c".as_ref(), "echo begun; echo sorry >&2; exit 3".as_ref()];
        let step = Step::begin("tool");
        let trouble =
            run_logged("sh".as_ref(), arguments, folder.path(), &[], &log, &step).await.expect_err("fails");
        let shown = trouble.to_string();
        assert!(shown.contains("sorry") && shown.contains("tool.log"), "{shown}");
        assert!(std::fs::read_to_string(log).expect("a log").contains("begun"));
    }
}
