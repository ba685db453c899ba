//! One function's process: how it is started, and what it has used.

use std::{
    collections::BTreeMap,
    fs::File,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::process::{Child, Command};

use super::runtime::{Outcome, Runtime};
use crate::trouble::{Explain, Trouble};

/// How a function is started.
#[derive(Debug, Clone)]
pub(super) struct Launch {
    /// What it is called in the tables.
    pub(super) name: String,
    /// The program.
    pub(super) program: PathBuf,
    /// Its arguments.
    pub(super) arguments: Vec<String>,
    /// Where it runs.
    pub(super) folder: PathBuf,
    /// What it finds in its environment, and nothing else.
    pub(super) environment: BTreeMap<String, String>,
    /// Where what it says goes.
    pub(super) log: PathBuf,
}

/// A process that has asked for its first event.
pub(super) struct Process {
    name: String,
    child: Child,
    runtime: Runtime,
    /// From its start to its first poll.
    pub(super) start: Duration,
}

/// User and system time of a process, in ticks of a hundredth of a second.
const TICK: Duration = Duration::from_millis(10);

impl Process {
    /// Starts it and waits for its first poll.
    pub(super) async fn start(launch: &Launch) -> Result<Self, Trouble> {
        let mut runtime = Runtime::open().await?;
        let cannot = || format!("{} can't be written", launch.log.display());
        let log = File::options().create(true).append(true).open(&launch.log).while_trying(cannot())?;
        let both = log.try_clone().while_trying(cannot())?;
        let mut command = Command::new(&launch.program);
        command
            .args(&launch.arguments)
            .current_dir(&launch.folder)
            .env_clear()
            .envs(&launch.environment)
            .env("AWS_LAMBDA_RUNTIME_API", &runtime.address)
            .env("AWS_LAMBDA_FUNCTION_NAME", &launch.name)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "bench")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "bench")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(both)
            .kill_on_drop(true);
        let began = Instant::now();
        let mut child =
            command.spawn().while_trying(format!("{} doesn't start", launch.program.display()))?;
        let polled = tokio::select! {
            polled = runtime.first_poll() => polled,
            _ = child.wait() => None,
            () = tokio::time::sleep(Duration::from_secs(60)) => None,
        };
        let Some(polled) = polled else {
            return Err(
                Trouble::failed(format!("{} never asked for an event", launch.name)).at(launch.log.display())
            );
        };
        Ok(Self { name: launch.name.clone(), child, runtime, start: polled.duration_since(began) })
    }

    /// Gives it one event.
    pub(super) async fn invoke(&mut self, event: &serde_json::Value) -> Result<Outcome, Trouble> {
        self.runtime.invoke(&self.name, event).await
    }

    /// Processor time that it has used, over all its threads.
    pub(super) fn cpu(&self) -> Result<Duration, Trouble> {
        let stat = self.read("stat")?;
        ticks(&stat)
            .map(|ticks| TICK * ticks)
            .ok_or_else(|| Trouble::environment("/proc/PID/stat reads otherwise"))
    }

    /// The most memory that was ever resident, in KiB.
    pub(super) fn peak_kib(&self) -> Result<u64, Trouble> {
        let status = self.read("status")?;
        high_water(&status).ok_or_else(|| Trouble::environment("/proc/PID/status has no VmHWM"))
    }

    fn read(&self, file: &str) -> Result<String, Trouble> {
        let pid = self.child.id().ok_or_else(|| Trouble::failed(format!("{} has ended", self.name)))?;
        std::fs::read_to_string(format!("/proc/{pid}/{file}"))
            .while_trying("processes are measured by /proc, which Linux has")
    }

    /// Ends it.
    pub(super) async fn stop(mut self) {
        self.child.kill().await.ok();
    }
}

/// `utime` and `stime`: the 14th and 15th field, counted behind the name, which may hold anything.
fn ticks(stat: &str) -> Option<u32> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(next()? + next()?)
}

/// The most resident memory that `/proc/PID/status` tells, in KiB.
pub(super) fn high_water(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proc_says_is_read_right() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194304 1016 0 0 0 12 34 0 0 20 0 2 0 77 1 2 3";
        assert_eq!(ticks(stat), Some(46));
        assert_eq!(high_water("Name:\tx\nVmHWM:\t  20480 kB\nVmRSS:\t 1 kB\n"), Some(20480));
    }
}
