//! The other half of `serve-local`: starting it, speaking to it, letting go of it.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

use super::{house::House, running::Running};
use crate::{
    out::progress::Step,
    serve::{
        Disturbance, Feedback, HEADER, Status,
        pretend::{Carried, Rules},
    },
    trouble::{Explain, Trouble},
};

/// MiniStack needs some five seconds; a cold disk, more.
const READY_WITHIN: Duration = Duration::from_secs(90);

/// The local cloud that this process started. It ends when this value does.
#[derive(Debug)]
pub(crate) struct Host {
    child: Child,
    control: Control,
}

impl Host {
    /// Starts the local cloud and waits until it answers.
    pub(crate) async fn start(house: &House, step: &Step) -> Result<Self, Trouble> {
        let path = house.folder("log")?.join("serve.log");
        let log = File::create(&path).while_trying(format!("the log {} can't be written", path.display()))?;
        let same = log.try_clone().while_trying("the log can't be shared")?;
        let own = myself()?;
        Running::forget(house);
        let mut child = Command::new(own)
            .arg("serve-local")
            .arg("--root")
            .arg(house.root())
            // A group of its own: Ctrl-C in the terminal is for `up`, which then closes the pipe.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(same)
            .spawn()
            .while_trying("the local cloud doesn't start")?;
        let started = Instant::now();
        loop {
            if let Some(status) = child.try_wait().while_trying("the local cloud can't be watched")? {
                return Err(Trouble::environment(format!("the local cloud ended at once: {status}"))
                    .at(path.display())
                    .saying(last_lines(house)));
            }
            if let Some(running) = Running::read(house).filter(|r| Some(r.pid) == child.id()) {
                let control = Control::of(running);
                if control.is_ready().await {
                    return Ok(Self { child, control });
                }
            }
            if started.elapsed() > READY_WITHIN {
                return Err(Trouble::environment("the local cloud doesn't answer")
                    .at(house.log("ministack.log").display())
                    .saying(last_lines(house)));
            }
            step.tick("waiting for MiniStack");
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// How to speak to it.
    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    /// Lets it live on.
    pub(crate) async fn keep(mut self) -> Result<(), Trouble> {
        let mut pipe = self.child.stdin.take().expect("piped at the start");
        pipe.write_all(b"keep\n").await.while_trying("the local cloud can't be told to stay")?;
        pipe.shutdown().await.while_trying("the local cloud can't be let go")
    }

    /// Ends it and waits until nothing of it is left.
    pub(crate) async fn stop(mut self) {
        drop(self.child.stdin.take());
        if timeout(Duration::from_secs(10), self.child.wait()).await.is_err() {
            self.child.start_kill().ok();
            self.child.wait().await.ok();
        }
    }
}

/// This very program, also when cargo has put a newer one in its place meanwhile.
fn myself() -> Result<PathBuf, Trouble> {
    let linux = Path::new("/proc/self/exe");
    if linux.exists() {
        return Ok(linux.to_owned());
    }
    std::env::current_exe().while_trying("this program can't find itself")
}

fn last_lines(house: &House) -> String {
    let text = std::fs::read_to_string(house.log("ministack.log")).unwrap_or_default();
    let lines: Vec<_> = text.lines().rev().take(8).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

/// Speaks to the process that owns the local cloud.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    running: Running,
    http: reqwest::Client,
}

impl Control {
    fn of(running: Running) -> Self {
        Self { running, http: reqwest::Client::new() }
    }

    /// The local cloud that `up --keep` left running, if it still is.
    pub(crate) async fn kept(house: &House) -> Option<Self> {
        let control = Self::of(Running::read(house)?);
        control.status().await.ok().map(|_| control)
    }

    /// The same, for commands that can't do without.
    pub(crate) async fn needed(house: &House) -> Result<Self, Trouble> {
        Self::kept(house).await.ok_or_else(|| {
            Trouble::environment("no local cloud is running").mend("cargo nightshift up --keep")
        })
    }

    /// Its ports.
    pub(crate) fn running(&self) -> &Running {
        &self.running
    }

    /// What has happened so far.
    pub(crate) async fn status(&self) -> Result<Status, Trouble> {
        self.ask("status", None::<&()>).await
    }

    /// Where SES's events go.
    pub(crate) async fn report_to(&self, topic: &str) -> Result<(), Trouble> {
        self.ask::<serde_json::Value>("feedback", Some(&Feedback { topic: topic.to_owned() })).await.map(drop)
    }

    /// What the proxy does to sends from now on.
    pub(crate) async fn disturb(&self, disturbance: Disturbance) -> Result<(), Trouble> {
        self.ask::<serde_json::Value>("ses", Some(&disturbance)).await.map(drop)
    }

    /// What the pretend shop goes by.
    pub(crate) async fn pretend(&self, rules: &Rules) -> Result<(), Trouble> {
        self.ask::<serde_json::Value>("shop", Some(rules)).await.map(drop)
    }

    /// What the pretend shop was told, each command once.
    pub(crate) async fn carried(&self) -> Result<Vec<Carried>, Trouble> {
        self.ask("shop", None::<&()>).await
    }

    /// Asks it to end, and waits until it has.
    pub(crate) async fn stop(&self) -> Result<(), Trouble> {
        self.ask::<serde_json::Value>("stop", Some(&())).await?;
        let started = Instant::now();
        while self.status().await.is_ok() || self.is_ready().await {
            if started.elapsed() > Duration::from_secs(15) {
                let pid = self.running.pid;
                return Err(Trouble::environment("the local cloud doesn't end")
                    .mend(format!("end its process: kill {pid}")));
            }
            sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    async fn is_ready(&self) -> bool {
        let answer = self.http.get(format!("{}/_ministack/ready", self.running.endpoint())).send().await;
        answer.is_ok_and(|a| a.status().is_success())
    }

    async fn ask<A: DeserializeOwned>(
        &self,
        path: &str,
        with: Option<&impl Serialize>,
    ) -> Result<A, Trouble> {
        let url = format!("http://127.0.0.1:{}/{path}", self.running.control);
        let request = match with {
            None => self.http.get(url),
            Some(body) => self.http.post(url).json(body),
        };
        let what = "the local cloud doesn't answer";
        let request = request.header(HEADER, "1").timeout(Duration::from_secs(5));
        let answer = request.send().await.and_then(reqwest::Response::error_for_status).while_trying(what)?;
        answer.json().await.while_trying(what)
    }
}
