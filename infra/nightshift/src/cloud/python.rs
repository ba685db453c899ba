//! The project's own Python environments: what a `requirements.txt` lists, by its hashes.

use std::{fs, path::Path};

use domain::event::hash_of;

use super::{house::House, tools::Tools};
use crate::{
    out::progress::{Step, run_logged},
    trouble::{Explain, Trouble},
};

/// Makes the environment of the local cloud's tools, unless it stands. Returns whether it did.
pub(crate) async fn prepare(house: &House, tools: &Tools, step: &Step) -> Result<bool, Trouble> {
    make(house, tools, step, &house.local_files().join("requirements.txt"), &house.python()).await
}

/// Makes an environment in `folder`, unless it stands as `requirements` says. Returns whether it did.
pub(crate) async fn make(
    house: &House,
    tools: &Tools,
    step: &Step,
    requirements: &Path,
    folder: &Path,
) -> Result<bool, Trouble> {
    let wanted = fs::read(requirements).while_trying(format!("{} can't be read", requirements.display()))?;
    // The interpreter is part of it: an environment breaks when its Python goes.
    let wanted = hash_of([wanted.as_slice(), tools.python.as_os_str().as_encoded_bytes()].concat());
    let python = folder.join("bin/python");
    let stamp = folder.join("nightshift.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == wanted) && python.exists() {
        return Ok(false);
    }
    // Half an environment is none.
    clear(folder)?;
    step.say(&format!("making {}", folder.display()));
    let log = house.log("python.log");
    let venv = ["-m".as_ref(), "venv".as_ref(), folder.as_os_str()];
    run_logged(tools.python.as_os_str(), venv, house.root(), &[], &log, step).await.map_err(offline)?;
    step.say("downloading the pinned tools (once)");
    let install = [
        "-m".as_ref(),
        "pip".as_ref(),
        "install".as_ref(),
        "--disable-pip-version-check".as_ref(),
        "--no-input".as_ref(),
        "--require-hashes".as_ref(),
        // The file is complete; pip would want hashes of extras, too.
        "--no-deps".as_ref(),
        "--only-binary=:all:".as_ref(),
        "--progress-bar=off".as_ref(),
        "-r".as_ref(),
        requirements.as_os_str(),
    ];
    run_logged(python.as_os_str(), install, house.root(), &[], &log, step).await.map_err(offline)?;
    fs::write(&stamp, wanted).while_trying(format!("{} can't be written", stamp.display()))?;
    Ok(true)
}

fn clear(folder: &Path) -> Result<(), Trouble> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            let cleared = Err(e).while_trying(format!("{} can't be removed", folder.display()));
            cleared.map_err(|trouble: Trouble| {
                trouble.mend("what an earlier run began may still write there: in a minute, run the same command again")
            })
        }
        _ => Ok(()),
    }
}

fn offline(trouble: Trouble) -> Trouble {
    trouble.mend("check the network (pypi.org is needed once), then run the same command again")
}
