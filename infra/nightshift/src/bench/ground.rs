//! The program beside this one that knows what this one must not: a DynamoDB engine with the template's tables, and
//! the path's own code in memory. It ends when its standard input closes.

use std::{path::PathBuf, process::Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{
    cloud::house::House,
    trouble::{Explain, Trouble},
};

/// An engine with fresh tables and a shop that is set up.
pub(super) struct Ground {
    /// Where it listens.
    pub(super) url: String,
    _child: Child,
}

/// What it is called.
const NAME: &str = "bench-ground";

fn program() -> Result<PathBuf, Trouble> {
    let here = std::env::current_exe().while_trying("this program doesn't know where it is")?;
    // A program that was built for release may find the other one as everything else is built here.
    let local =
        here.parent().and_then(|folder| folder.parent()).map(|target| target.join("local").join(NAME));
    let beside = here.with_file_name(NAME);
    let found = [Some(&beside), local.as_ref()].into_iter().flatten().find(|program| program.is_file());
    found.cloned().ok_or_else(|| {
        Trouble::environment(format!("{} isn't built", beside.display()))
            .mend("cargo build --workspace --bins --profile local")
    })
}

fn command(house: &House, arguments: &[&str]) -> Result<Command, Trouble> {
    let mut command = Command::new(program()?);
    command.args(arguments).current_dir(house.root()).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.kill_on_drop(true);
    Ok(command)
}

impl Ground {
    /// Starts one.
    pub(super) async fn start(house: &House) -> Result<Self, Trouble> {
        Self::with(house, &["dynamo"]).await
    }

    /// Starts one whose shop takes returns, with an order of so many lines that has arrived.
    pub(super) async fn portal(house: &House, lines: usize) -> Result<Self, Trouble> {
        Self::with(house, &["portal", &lines.to_string()]).await
    }

    async fn with(house: &House, arguments: &[&str]) -> Result<Self, Trouble> {
        let mut child = command(house, arguments)?.spawn().while_trying(format!("{NAME} doesn't start"))?;
        let out = child.stdout.take().expect("piped above");
        let url =
            BufReader::new(out).lines().next_line().await.while_trying(format!("{NAME} says nothing"))?;
        let url = url.ok_or_else(|| Trouble::environment(format!("{NAME} ended at once")))?;
        Ok(Self { url, _child: child })
    }

    /// What an order costs in units and calls, before and after a history of so many orders; in memory.
    pub(super) async fn growth(house: &House, orders: usize) -> Result<Value, Trouble> {
        answer(house, &["growth", &orders.to_string()]).await
    }

    /// What a return uses, from its wish to its end; in memory.
    pub(super) async fn returns(house: &House) -> Result<Value, Trouble> {
        answer(house, &["returns"]).await
    }

    /// What stock costs: movements through the ledger, and nightly sweeps of so many items.
    pub(super) async fn stock(house: &House, sizes: [usize; 2]) -> Result<Value, Trouble> {
        let [small, large] = sizes.map(|size| size.to_string());
        answer(house, &["stock", &small, &large]).await
    }
}

async fn answer(house: &House, arguments: &[&str]) -> Result<Value, Trouble> {
    let output = command(house, arguments)?.output().await.while_trying(format!("{NAME} doesn't start"))?;
    serde_json::from_slice(&output.stdout).map_err(|e| {
        Trouble::failed(format!("{NAME} {} says nothing that is understood", arguments.join(" ")))
            .saying(format!("{e}\n{}", String::from_utf8_lossy(&output.stderr)))
    })
}
