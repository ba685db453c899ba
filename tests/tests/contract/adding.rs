//! Adding a function touches what `cargo nightshift new` lays, and nothing else: in a copy of the project one of each waking is
//! laid and built, all of these tests hold there as they are, and the first test of each fails with what is to be written.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use bundle_tests::laid::{Laid, NEW, New, told};
use serde_json::Value;

use crate::house;

#[test]
fn what_new_lays_passes_as_it_is_and_its_first_test_says_what_to_write() {
    let Some(laid) = Laid::lay() else { return };
    is_tidy(&laid);
    let suites = build(&laid);
    laid.holds();
    for New { name, says, .. } in NEW {
        let cases = format!("tests/golden/{name}");
        let said = match suites.iter().find(|(of, _)| of == name) {
            Some((_, suite)) => laid.run(suite, &[]),
            None => laid.run(&house::binary("nightshift"), &["golden", &cases]),
        };
        let told = told(&said);
        assert!(
            !said.status.success() && told.contains(says),
            "{name}: its first test doesn't say it: {told}"
        );
    }
    clear(&suites);
}

/// Nothing of the three stays among what is built.
fn clear(suites: &[(String, PathBuf)]) {
    let folder = house::binaries();
    for folder in [folder.join("deps"), folder] {
        for entry in fs::read_dir(folder).expect("readable").flatten() {
            let file = entry.file_name().to_string_lossy().replace('_', "-");
            let file = file.strip_prefix("lib").unwrap_or(&file);
            if NEW.iter().any(|new| file.starts_with(new.name)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
    for (_, suite) in suites {
        let _ = fs::remove_file(suite);
    }
}

/// Whether a tool of Rust's is there; where it isn't, that is said.
fn has(tool: &str) -> bool {
    let is_there = Command::new(tool).arg("--version").output().is_ok_and(|said| said.status.success());
    if !is_there {
        testkit::skip("the style of what `nightshift new` lays", &format!("{tool} isn't there"));
    }
    is_there
}

fn is_tidy(laid: &Laid) {
    if !has("rustfmt") {
        return;
    }
    for New { name, .. } in NEW {
        let mut files = ["src/main.rs", "src/lib.rs", "tests/first.rs"]
            .map(|file| format!("functions/{name}/{file}"))
            .to_vec();
        files.retain(|file| laid.root().join(file).is_file());
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let said = laid.run(Path::new("rustfmt"), &[&["--check", "--edition", "2024"], &files[..]].concat());
        assert!(said.status.success(), "{name} isn't formatted: {}", told(&said));
    }
}

/// Builds the three in the folder where everything else is built already, and answers their suites, by package. Copied files
/// have their times, so only what was laid is compiled: by clippy, which says something of it or nothing.
///
/// What is laid knows no room that has a build script, which is `mail`: for cargo a script in another folder is another script.
fn build(laid: &Laid) -> Vec<(String, PathBuf)> {
    let folder = house::binaries();
    let (target, profile) = (folder.parent().expect("target"), folder.file_name().expect("a profile"));
    let profile = profile.to_str().map_or("local", |name| if name == "debug" { "dev" } else { name });
    let mut arguments = vec!["build", "--locked", "--offline", "--workspace", "--profile", profile];
    for New { name, .. } in NEW {
        arguments.extend(["--bin", name]);
    }
    arguments.extend(["--test", "first", "--message-format", "json"]);
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(laid.root()).env("CARGO_TARGET_DIR", target);
    let already = std::env::var_os("RUSTC_WORKSPACE_WRAPPER").is_some();
    if !already && has("clippy-driver") {
        // Not as the wrapper of all that is ours: that would be another build of it.
        command.env("RUSTC_WRAPPER", "clippy-driver");
    }
    for (name, _) in std::env::vars_os() {
        let of_this_test = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if name.to_str().is_some_and(of_this_test) {
            command.env_remove(name);
        }
    }
    let said = command.output().expect("cargo starts");
    let messages = messages(&said);
    let of =
        |what: &str| messages.iter().filter(|message| message["reason"] == what).cloned().collect::<Vec<_>>();
    let spoken: String = of("compiler-message")
        .iter()
        .filter_map(|m| m["message"]["rendered"].as_str().map(str::to_owned))
        .collect();
    assert!(said.status.success() && spoken.is_empty(), "{spoken}{}", String::from_utf8_lossy(&said.stderr));
    let built = of("compiler-artifact");
    let compiled: Vec<&str> = built
        .iter()
        .filter(|artifact| artifact["fresh"] == false)
        .filter_map(|artifact| artifact["manifest_path"].as_str()?.split('/').nth_back(1))
        .filter(|package| !NEW.iter().any(|new| new.name == *package))
        .collect();
    println!("figure: beside three new functions {} packages were compiled anew", compiled.len());
    let suite = |artifact: &Value| {
        let package = artifact["manifest_path"].as_str()?.split('/').nth_back(1)?.to_owned();
        Some((package, PathBuf::from(artifact["executable"].as_str()?)))
    };
    built.iter().filter(|artifact| artifact["profile"]["test"] == true).filter_map(suite).collect()
}

fn messages(said: &Output) -> Vec<Value> {
    let lines = String::from_utf8_lossy(&said.stdout).into_owned();
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
