//! The program beside this one that knows what this one must not: a DynamoDB engine with the template's tables, and
//! the path's own code in memory. It is built as this one is, and ends when its standard input closes.

use std::{ffi::OsStr, path::PathBuf, process::Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use super::build;
use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// What it is called.
const NAME: &str = "bench-ground";

/// The program, built.
pub(super) struct Program {
    path: PathBuf,
    root: PathBuf,
}

/// An engine that runs.
pub(super) struct Ground {
    /// Where it listens.
    pub(super) url: String,
    _child: Child,
}

impl Program {
    /// Builds it with the profile of this program, whose name the folder of both has.
    pub(super) async fn build(house: &House) -> Result<Self, Trouble> {
        let here = std::env::current_exe().while_trying("this program doesn't know where it is")?;
        let profile = match here.parent().and_then(|folder| folder.file_name()).and_then(OsStr::to_str) {
            None | Some("debug") => "dev",
            Some(profile) => profile,
        };
        let step = Step::begin("engine");
        step.say(&format!("{NAME}, profile {profile}"));
        build::programs(house, &[NAME.to_owned()], profile, &step).await?;
        step.done("");
        Ok(Self { path: here.with_file_name(NAME), root: house.root().to_owned() })
    }

    /// Starts an engine with fresh tables and a shop that is set up.
    pub(super) async fn engine(&self) -> Result<Ground, Trouble> {
        self.serve(&["dynamo"]).await
    }

    /// Starts one whose shop takes returns, with an order of so many lines that has arrived.
    pub(super) async fn portal(&self, lines: usize) -> Result<Ground, Trouble> {
        self.serve(&["portal", &lines.to_string()]).await
    }

    /// What an order costs in units and calls, before and after a history of so many orders; in memory.
    pub(super) async fn growth(&self, orders: usize) -> Result<Value, Trouble> {
        self.answer(&["growth", &orders.to_string()]).await
    }

    /// What a return uses, from its wish to its end; in memory.
    pub(super) async fn returns(&self) -> Result<Value, Trouble> {
        self.answer(&["returns"]).await
    }

    /// What stock costs: movements through the ledger, and nightly sweeps of so many items.
    pub(super) async fn stock(&self, sizes: [usize; 2]) -> Result<Value, Trouble> {
        let [small, large] = sizes.map(|size| size.to_string());
        self.answer(&["stock", &small, &large]).await
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments).current_dir(&self.root).stdin(Stdio::piped()).stdout(Stdio::piped());
        command.kill_on_drop(true);
        command
    }

    async fn serve(&self, arguments: &[&str]) -> Result<Ground, Trouble> {
        let mut child = self.command(arguments).spawn().while_trying(format!("{NAME} doesn't start"))?;
        let out = child.stdout.take().expect("piped above");
        let url =
            BufReader::new(out).lines().next_line().await.while_trying(format!("{NAME} says nothing"))?;
        let url = url.ok_or_else(|| Trouble::environment(format!("{NAME} ended at once")))?;
        Ok(Ground { url, _child: child })
    }

    async fn answer(&self, arguments: &[&str]) -> Result<Value, Trouble> {
        let output = self.command(arguments).output().await.while_trying(format!("{NAME} doesn't start"))?;
        serde_json::from_slice(&output.stdout).map_err(|e| {
            Trouble::failed(format!("{NAME} {} says nothing that is understood", arguments.join(" ")))
                .saying(format!("{e}\n{}", String::from_utf8_lossy(&output.stderr)))
        })
    }
}
