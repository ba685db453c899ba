//! The automations of this workspace. There is no list in code: each folder under `functions/` is asked what it is.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::SystemTime,
};

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    cloud::{
        build::{self, Built},
        house::House,
    },
    trouble::{Explain, Trouble},
};

/// What a binary says of itself when asked `describe`.
#[derive(Debug, Deserialize)]
pub(crate) struct Description {
    kind: String,
    /// The kinds of event that wake it.
    pub(crate) wakes_on: Vec<String>,
}

impl Description {
    /// Whether it decides.
    pub(crate) fn is_automation(&self) -> bool {
        self.kind == "automation"
    }
}

/// The binary of an automation, built where it is missing or older than what it is made of.
pub(crate) async fn automation(house: &House, name: &str) -> Result<PathBuf, Trouble> {
    if house.functions()?.iter().any(|known| known == name) {
        let binary = fresh(house, name).await?;
        let description = describe(&binary)?;
        if description.is_automation() {
            return Ok(binary);
        }
        let kind = description.kind;
        return Err(Trouble::input(format!("{name} is a {kind}, not an automation: it decides nothing"))
            .mend(choices(house).await));
    }
    Err(Trouble::input(format!("there is no automation called {name:?}")).mend(choices(house).await))
}

/// The automations there are, for somebody who named another.
async fn choices(house: &House) -> String {
    let mut found = Vec::new();
    for (name, binary) in build::functions(house).await.unwrap_or_default() {
        if describe(&binary).is_ok_and(|description| description.is_automation()) {
            found.push(name);
        }
    }
    if found.is_empty() {
        "none is here yet".to_owned()
    } else {
        format!("write one of: {}", found.join(", "))
    }
}

/// Asks a binary what it is.
pub(crate) fn describe(binary: &Path) -> Result<Description, Trouble> {
    ask(binary, "describe")
}

/// Puts a question of one word to a binary.
pub(crate) fn ask<T: DeserializeOwned>(binary: &Path, word: &str) -> Result<T, Trouble> {
    let place = binary.display();
    let said = Command::new(binary).arg(word).stdin(Stdio::null()).output();
    let said = said.while_trying(format!("{place} doesn't start"))?;
    if !said.status.success() {
        let why = String::from_utf8_lossy(&said.stderr);
        return Err(Trouble::failed(format!("{place} doesn't answer {word}"))
            .saying(format!("{}\n{}", said.status, why.trim()))
            .mend(format!("`{place} {word}` says the same; every function answers that before it looks at its environment")));
    }
    serde_json::from_slice(&said.stdout).while_trying(format!("{place} doesn't answer {word}"))
}

/// All functions' binaries, up to date.
pub(crate) async fn all(house: &House) -> Result<Built, Trouble> {
    let names = house.functions()?;
    let kept: Option<Built> =
        names.into_iter().map(|name| current(house, &name).map(|binary| (name, binary))).collect();
    match kept {
        Some(kept) => Ok(kept),
        None => build::functions(house).await,
    }
}

/// The binary of a function, up to date.
async fn fresh(house: &House, name: &str) -> Result<PathBuf, Trouble> {
    if let Some(binary) = current(house, name) {
        return Ok(binary);
    }
    let all = build::functions(house).await?;
    let found = all.into_iter().find(|(built, _)| built == name).map(|(_, binary)| binary);
    found.ok_or_else(|| Trouble::failed(format!("functions/{name} makes no binary of that name")))
}

/// The binary of a function, if it is there and no older than what it is made of.
fn current(house: &House, name: &str) -> Option<PathBuf> {
    let binary = target(house).join(name);
    let root = house.root();
    let made_of = [
        root.join("functions").join(name).join("src"),
        root.join("shared"),
        root.join("Cargo.toml"),
        root.join("Cargo.lock"),
    ];
    let newest = made_of.iter().filter_map(|path| newest_change(path)).max();
    let built = std::fs::metadata(&binary).and_then(|meta| meta.modified()).ok();
    (built.is_some() && built >= newest).then_some(binary)
}

/// Where binaries of the profile `local` lie: beside this program, if it is one of them.
fn target(house: &House) -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf));
    beside.filter(|folder| folder.ends_with("local")).unwrap_or_else(|| house.root().join("target/local"))
}

/// When a file, or a file in a folder, was last written; papers and tests aside, which make no binary.
fn newest_change(path: &Path) -> Option<SystemTime> {
    let meta = std::fs::metadata(path).ok()?;
    if path.ends_with("tests") || path.extension().is_some_and(|e| e == "md") {
        return None;
    }
    if !meta.is_dir() {
        return meta.modified().ok();
    }
    std::fs::read_dir(path)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| newest_change(&entry.path()))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_change_in_a_folder_is_that_of_its_newest_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).expect("folders");
        assert_eq!(newest_change(folder.path()), None);
        std::fs::write(deep.join("x"), "x").expect("a file");
        assert_eq!(newest_change(folder.path()), newest_change(&deep.join("x")));
        assert_eq!(newest_change(&folder.path().join("absent")), None);
    }
    #[test]
    fn a_binary_that_fails_is_told_in_its_own_words() {
        // A shell takes the question for a script, and says that there is none.
        let told =
            ask::<serde_json::Value>(Path::new("/bin/sh"), "describe").expect_err("there is no such script");
        let told = told.to_string();
        assert!(told.contains("/bin/sh doesn't answer describe") && told.contains("exit status"), "{told}");
        assert!(told.contains("cannot open") || told.contains("No such file"), "{told}");
    }
}
