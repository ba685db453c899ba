//! From process start to the first poll, and what a function says of itself.

use std::{collections::BTreeMap, future::Future, process::ExitCode, str::FromStr};

use aws_types::SdkConfig;
use serde::Serialize;

use crate::{aws, logs, metrics, terminal};

/// What a function is in the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Decides.
    Automation,
    /// Lets facts in.
    Door,
    /// Touches the outside, or carries events.
    Carrier,
}

/// What a function says of itself; contract tests hold the template to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Face {
    /// Folder, package, binary.
    pub name: &'static str,
    /// What it is.
    #[serde(rename = "kind")]
    pub role: Role,
    /// The kinds of event that its queues let through.
    pub wakes_on: &'static [&'static str],
    /// The environment variables that it reads; no other can be read.
    pub env: &'static [&'static str],
}

/// What a function is opened with: one configuration (and so one HTTP client) for all clients, and its environment.
#[derive(Debug)]
pub struct Boot {
    /// Region, credentials, HTTP client. Build clients from it once, only those that are needed.
    pub aws: SdkConfig,
    face: Face,
    env: BTreeMap<String, String>,
}

/// Why a function can't start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BootError {
    /// A variable is missing.
    #[error("environment variable {0} is not set: the template sets it")]
    Missing(&'static str),
    /// A variable doesn't read.
    #[error("environment variable {name} = {value:?} is no {wanted}")]
    Malformed {
        /// Which.
        name: &'static str,
        /// What it says.
        value: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// A variable that the function's face doesn't list.
    #[error("environment variable {0} is read but not listed in the function's face")]
    Unlisted(&'static str),
}

impl Boot {
    /// A text of the environment.
    pub fn text(&self, name: &'static str) -> Result<&str, BootError> {
        if !self.face.env.contains(&name) {
            return Err(BootError::Unlisted(name));
        }
        self.env.get(name).map(String::as_str).filter(|v| !v.is_empty()).ok_or(BootError::Missing(name))
    }

    /// Something of the environment that reads as a `T`.
    pub fn parsed<T: FromStr>(&self, name: &'static str, wanted: &'static str) -> Result<T, BootError> {
        let value = self.text(name)?;
        value.parse().map_err(|_| BootError::Malformed { name, value: value.to_owned(), wanted })
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.face.name
    }

    fn new(face: Face) -> Self {
        Self { aws: aws::configuration(face.name), face, env: std::env::vars().collect() }
    }
}

/// Under Lambda: boots and serves. At a terminal: answers `describe` and what `words` knows.
pub(crate) fn run<F, S>(face: Face, words: terminal::Words, serve: S) -> ExitCode
where
    S: FnOnce(Boot) -> F,
    F: Future<Output = Result<(), lambda_runtime::Error>>,
{
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        return terminal::answer(&face, &words);
    }
    logs::start(face.name);
    metrics::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = match runtime {
        Ok(runtime) => runtime.block_on(async { serve(Boot::new(face)).await }),
        Err(e) => Err(e.into()),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function can't start");
            ExitCode::FAILURE
        }
    }
}
