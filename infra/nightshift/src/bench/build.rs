//! What is measured has to be there: the release binaries, the program with the engine, the peer's environment.

use std::{ffi::OsStr, path::PathBuf};

use super::fleet::Whose;
use crate::{
    cloud::{house::House, python, tools},
    out::progress::{Step, run_logged},
    trouble::Trouble,
};

/// Builds programs in a profile, by the features of the whole workspace, as `sam build` does. Answers their folder.
pub(super) async fn programs(
    house: &House,
    names: &[String],
    profile: &str,
    step: &Step,
) -> Result<PathBuf, Trouble> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut arguments: Vec<&OsStr> =
        vec!["build".as_ref(), "--locked".as_ref(), "--profile".as_ref(), profile.as_ref()];
    for name in names {
        arguments.extend([OsStr::new("--bin"), name.as_ref()]);
    }
    let log = house.log("bench-build.log");
    let environment = [("CARGO_TERM_COLOR", "never")];
    run_logged(&cargo, arguments, house.root(), &environment, &log, step).await?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| house.root().join("target"), PathBuf::from);
    Ok(target.join(profile))
}

/// The peer, with its environment made.
pub(super) async fn peer(house: &House, step: &Step) -> Result<Whose, Trouble> {
    let code = house.root().join("tests/peers/python");
    let folder = house.root().join(".local/peer");
    let tools = tools::check().await?;
    python::make(house, &tools, step, &code.join("requirements.txt"), &folder).await?;
    let python = folder.join("bin/python");
    // A deployed zip may bring its byte code: the peer gets that, too.
    let compile = ["-m", "compileall", "-q"].map(OsStr::new).into_iter().chain([code.as_os_str()]);
    run_logged(python.as_os_str(), compile, &code, &[], &house.log("bench-build.log"), step).await?;
    Ok(Whose::Peer(python, code))
}
