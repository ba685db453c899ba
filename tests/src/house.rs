//! The workspace as it lies on disk.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Names the copy of the workspace that is looked at in place of this one.
pub const ELSEWHERE: &str = "NIGHTSHIFT_ROOT";

/// The workspace that is looked at: this one, or the copy that [`ELSEWHERE`] names.
pub fn root() -> PathBuf {
    std::env::var_os(ELSEWHERE).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of it").to_owned(),
        PathBuf::from,
    )
}

/// Where the workspace's binaries lie.
pub fn binaries() -> PathBuf {
    let here = std::env::current_exe().expect("a test is a program");
    here.ancestors().nth(2).expect("tests lie in deps, beside the binaries").to_owned()
}

/// One of them.
pub fn binary(name: &str) -> PathBuf {
    let binary = binaries().join(name);
    assert!(
        binary.is_file(),
        "the binary of {name} isn't built: run `cargo nightshift test`, or `cargo build --workspace --bins` with \
         the same profile"
    );
    binary
}

/// What git tracks or would track, relative to the workspace; everything, where there is no git.
pub fn files() -> Vec<PathBuf> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = Command::new("git").args(arguments).current_dir(root()).output();
    let listed = match listed {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        _ => String::new(),
    };
    let mut files: Vec<PathBuf> =
        listed.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    if files.is_empty() {
        below(&root(), &mut files);
    }
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    let kept = |name: &str| !["target", ".git", ".local", ".aws-sam", "__pycache__"].contains(&name);
    for entry in std::fs::read_dir(folder).expect("readable").filter_map(Result::ok) {
        if entry.path().is_dir() {
            if entry.file_name().to_str().is_some_and(kept) {
                below(&entry.path(), files);
            }
        } else if let Ok(file) = entry.path().strip_prefix(root()) {
            files.push(file.to_owned());
        }
    }
}
