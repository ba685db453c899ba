//! The timing test of the signature check: a program of its own, built for release.

use std::process::Stdio;

use serde::Deserialize;
use tokio::process::Command;

use super::build;
use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// What it found.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Timing {
    /// How many checks were timed.
    pub(super) samples: u64,
    /// Welch's t of all.
    pub(super) t: f64,
    /// Welch's t without the slowest tenth.
    pub(super) t_cropped: f64,
    /// The same without the slowest tenth, of two classes that are alike: what the method itself makes here.
    pub(super) control_cropped: f64,
    /// The classes' means: wrong throughout, right but for the last byte.
    pub(super) mean_nanoseconds: [f64; 2],
}

impl Timing {
    /// Builds and runs it.
    pub(super) async fn take(
        house: &House,
        profile: &str,
        samples: usize,
        step: &Step,
    ) -> Result<Self, Trouble> {
        let name = "signature-timing".to_owned();
        let folder = build::programs(house, std::slice::from_ref(&name), profile, step).await?;
        let output = Command::new(folder.join(&name))
            .arg(samples.to_string())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .while_trying(format!("{name} doesn't start"))?;
        serde_json::from_slice(&output.stdout).while_trying(format!("{name} says nothing that is understood"))
    }

    /// Whether nothing was found.
    pub(super) fn holds(&self) -> bool {
        self.t.abs() < 4.5 && self.t_cropped.abs() < 4.5
    }
}
