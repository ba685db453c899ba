//! `sam deploy` of the template, to the local cloud.

use std::{fs, path::Path, process::Stdio};

use tokio::process::Command;

use super::{
    house::House,
    running::{self, Running},
    stack::{self, Stack},
};
use crate::{
    out::progress::{Step, run_logged},
    trouble::{Explain, Trouble},
};

/// Deploys what was laid out and returns the stack.
pub(crate) async fn deploy(
    house: &House,
    running: &Running,
    template: &Path,
    step: &Step,
) -> Result<Stack, Trouble> {
    let config = house.local_files().join("samconfig.toml");
    let mut overrides = parameters(&config)?;
    overrides
        .push(format!("Architecture={}", if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" }));
    overrides.push(format!("CertificateFile=\"{}\"", certificates(house).await?));

    let mut arguments = vec![house.local_files().join("run_sam.py").display().to_string()];
    arguments.extend(["deploy", "--template-file"].map(str::to_owned));
    arguments.push(template.display().to_string());
    arguments.extend(["--config-file".to_owned(), config.display().to_string()]);
    arguments.push("--parameter-overrides".to_owned());
    arguments.extend(overrides);
    let (endpoint, scratch) = (running.endpoint(), house.folder("tmp/sam")?.display().to_string());
    let mut environment = running::environment().to_vec();
    environment.extend([
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("SAM_CLI_CHECK_VERSION", "0"),
        ("SAM_CLI_POLL_DELAY", "0.5"), // seconds; the local cloud is done at once
        ("__SAM_CLI_APP_DIR", scratch.as_str()),
    ]);
    let python = house.python_bin("python");
    let folder = template.parent().expect("the template lies in a folder");
    let log = house.log("deploy.log");
    let arguments = arguments.iter().map(AsRef::as_ref);
    run_logged(python.as_os_str(), arguments, folder, &environment, &log, step).await?;
    step.say("reading the stack's outputs");
    let stack = Stack::ask(house, stack::LOCAL, Some(running)).await?;
    stack.write(house)?;
    Ok(stack)
}

/// The parameters of `samconfig.toml`. On the command line a list replaces the file's whole, so it is repeated there.
fn parameters(config: &Path) -> Result<Vec<String>, Trouble> {
    let text = fs::read_to_string(config).while_trying(format!("{} can't be read", config.display()))?;
    let parsed: toml::Value = toml::from_str(&text).or_input(format!("{} is no TOML", config.display()))?;
    let given = ["default", "deploy", "parameters", "parameter_overrides"]
        .iter()
        .try_fold(&parsed, |at, key| at.get(key))
        .and_then(|given| given.as_str().map(|line| line.split_whitespace().map(str::to_owned).collect()));
    Ok(given.unwrap_or_default())
}

/// The laptop's trusted root certificates: those that come with the Python environment, wherever it runs.
async fn certificates(house: &House) -> Result<String, Trouble> {
    let output = Command::new(house.python_bin("python"))
        .args(["-c", "import certifi; print(certifi.where())"])
        .stdin(Stdio::null())
        .output()
        .await
        .while_trying("Python doesn't start")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
