//! Builds the functions with the profile that everything else here is built with.

use std::{path::PathBuf, process::Stdio};

use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

use super::house::House;
use crate::trouble::{Explain, Trouble};

/// A function's name and its binary.
pub(crate) type Built = Vec<(String, PathBuf)>;

/// What cargo tells about an artifact.
#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Builds all functions; cargo's own progress passes through.
pub(crate) async fn functions(house: &House) -> Result<Built, Trouble> {
    let names = house.functions()?;
    // Within `cargo nightshift test` everything has been built, with the features of the whole workspace.
    if let Some(folder) = std::env::var_os("NIGHTSHIFT_BINARIES").map(PathBuf::from) {
        return Ok(names.into_iter().map(|name| (name.clone(), folder.join(name))).collect());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(house.root())
        .args(["build", "--locked", "--profile", "local", "--message-format", "json-render-diagnostics"])
        // The whole workspace, as `cargo nightshift` itself was built: another selection of packages would unify other
        // features, and build the same dependencies a second time. Not `--bins`: what only tests need is among them.
        .arg("--workspace")
        .args(names.iter().flat_map(|name| ["--bin", name.as_str()]))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().while_trying("cargo doesn't start")?;
    let messages = child.stdout.take().expect("piped above");
    let mut lines = BufReader::new(messages).lines();
    let mut built = Built::new();
    while let Some(line) = lines.next_line().await.while_trying("cargo can't be heard")? {
        let Ok(message) = serde_json::from_str::<Message>(&line) else { continue };
        if message.reason == "compiler-artifact"
            && let (Some(target), Some(binary)) = (message.target, message.executable)
            && target.kind.iter().any(|kind| kind == "bin")
            && names.contains(&target.name)
        {
            built.push((target.name, binary));
        }
    }
    let status = child.wait().await.while_trying("cargo can't be awaited")?;
    if !status.success() {
        return Err(Trouble::failed("the functions don't build").mend("cargo says above what is wrong"));
    }
    built.sort();
    Ok(built)
}
