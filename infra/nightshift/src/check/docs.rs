//! The documentation, by rustdoc, on what the build left: no broken link, nothing public without a word.
//!
//! `cargo doc` says the same, but it has every dependency checked for itself, which on a fresh machine takes longer than
//! the documentation does.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use cargo_metadata::{
    Artifact, DependencyKind, Message, Metadata, MetadataCommand, Node, Package, PackageId, Target,
};

use super::{hear::hear, ran::Part, suites::settle};
use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

/// A generous end to a rustdoc that hangs.
const LIMIT: Duration = Duration::from_secs(600);

/// What the build made: libraries of all crates, and our own programs.
#[derive(Debug, Default)]
pub(super) struct Made {
    libraries: HashMap<PackageId, Artifact>,
    programs: HashMap<(PackageId, String), PathBuf>,
}

impl Made {
    /// Takes note of what one of cargo's messages tells.
    pub(super) fn hear(&mut self, line: &str) {
        let Ok(Message::CompilerArtifact(made)) = serde_json::from_str(line) else { return };
        if made.profile.test {
            return;
        }
        if made.target.is_bin() {
            let program = made.executable.map(PathBuf::from);
            let name = (made.package_id, made.target.name);
            self.programs.extend(program.map(|program| (name, program)));
        } else if made.target.is_lib() || made.target.is_rlib() || made.target.is_proc_macro() {
            // What macros and build scripts use is there once more, not optimised and maybe with fewer features: to mix
            // the two up is to have two traits of one name, which rustdoc says.
            let known = self.libraries.get(&made.package_id);
            let rank = |made: &Artifact| (made.profile.opt_level.clone(), made.features.len());
            if known.is_none_or(|known| rank(known) <= rank(&made)) {
                self.libraries.insert(made.package_id.clone(), made);
            }
        }
    }

    /// The file by which rustdoc knows a library.
    fn library(&self, package: &PackageId) -> Option<&Path> {
        let files = || self.libraries.get(package).into_iter().flat_map(|made| &made.filenames);
        let file = ["rlib", "so", "dylib", "dll"]
            .into_iter()
            .find_map(|kind| files().find(|file| file.extension() == Some(kind)));
        file.map(|file| file.as_std_path())
    }
}

/// A crate to be documented.
struct Documented<'m> {
    package: &'m Package,
    target: &'m Target,
    /// What was built of it: where that is as it was, so is its documentation.
    built: Option<PathBuf>,
    /// The libraries that it names.
    named: Vec<(String, PathBuf)>,
}

/// Documents our own crates, some at once.
pub(super) fn run(house: &House, made: &Made) -> Result<Part, Trouble> {
    let step = Step::begin("documentation");
    let started = Instant::now();
    step.say("rustdoc");
    let mut command = MetadataCommand::new();
    command.manifest_path(house.root().join("Cargo.toml")).other_options(["--locked".to_owned()]);
    let metadata = command.exec().while_trying("cargo doesn't say what the workspace is made of")?;
    let crates = crates(&metadata, made);
    let stamps = house.folder("test/documented")?;
    let (next, said) = (AtomicUsize::new(0), Mutex::new(String::new()));
    let work = || -> Result<(), Trouble> {
        while let Some(one) = crates.get(next.fetch_add(1, Ordering::Relaxed)) {
            step.tick(&one.target.name);
            let of_one = document(house, &metadata, one, &stamps)?;
            said.lock().unwrap_or_else(PoisonError::into_inner).push_str(&of_one);
        }
        Ok(())
    };
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
    settle(step, said.is_empty(), &format!("{} crates", crates.len()));
    Ok(Part::one("documentation", said.is_empty(), said, started.elapsed()))
}

/// Everything that `cargo doc` documents: libraries, and the programs that aren't called as one.
fn crates<'m>(metadata: &'m Metadata, made: &Made) -> Vec<Documented<'m>> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes: HashMap<&PackageId, &Node> = nodes.map(|node| (&node.id, node)).collect();
    let mut crates = Vec::new();
    for package in metadata.workspace_packages() {
        let dependencies = nodes.get(&package.id).into_iter().flat_map(|node| &node.deps);
        let named: Vec<(String, PathBuf)> = dependencies
            .filter(|one| one.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal))
            .filter_map(|one| Some((one.name.clone(), made.library(&one.pkg)?.to_owned())))
            .collect();
        let library = package.targets.iter().find(|target| target.is_lib());
        let library = library.map(|target| (crate_name(target), made.library(&package.id)));
        for target in package.targets.iter().filter(|target| target.doc) {
            let mut named = named.clone();
            let built = match &library {
                Some((_, built)) if target.is_lib() => built.map(Path::to_owned),
                Some((name, _)) if *name == crate_name(target) => continue,
                _ if !target.is_bin() => continue,
                of_package => {
                    let own = of_package
                        .as_ref()
                        .and_then(|(name, built)| Some((name.clone(), (*built)?.to_owned())));
                    named.extend(own);
                    made.programs.get(&(package.id.clone(), target.name.clone())).cloned()
                }
            };
            crates.push(Documented { package, target, built, named });
        }
    }
    crates
}

/// As the compiler calls it.
fn crate_name(target: &Target) -> String {
    target.name.replace('-', "_")
}

/// Documents a crate, unless that was done since it was built. Answers what rustdoc found wrong.
fn document(
    house: &House,
    metadata: &Metadata,
    Documented { package, target, built, named }: &Documented<'_>,
    stamps: &Path,
) -> Result<String, Trouble> {
    let name = crate_name(target);
    let stamp = stamps.join(&name);
    let when = built.as_ref().and_then(|built| Some((built, fs::metadata(built).ok()?.modified().ok()?)));
    let state = when.map(|(built, at)| format!("{} {at:?}", built.display()));
    if state.is_some() && state == fs::read_to_string(&stamp).ok() {
        return Ok(String::new());
    }
    let mut command = Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    // Where a type is too long for a line, rustdoc leaves it in a file where it stands.
    let out = metadata.target_directory.join("doc");
    fs::create_dir_all(&out).while_trying(format!("{out} can't be made"))?;
    command.current_dir(&out).arg("--deny=warnings");
    command.args(["--crate-name", &name, "--edition", package.edition.as_str()]);
    command.args(["--crate-type", if target.is_lib() { "lib" } else { "bin" }]);
    command.arg("--out-dir").arg(&out);
    for (name, file) in named {
        command.arg("--extern").arg(format!("{name}={}", file.display()));
        // What these need in turn lies beside them.
        command.arg("-L").arg(format!("dependency={}", file.parent().unwrap_or(house.root()).display()));
    }
    command.arg(&target.src_path);
    // What cargo tells a crate of itself.
    let folder = package.manifest_path.parent().map_or_else(|| house.root(), |folder| folder.as_std_path());
    command.env("CARGO_MANIFEST_DIR", folder).env("CARGO_PKG_NAME", package.name.as_str());
    command.env("CARGO_PKG_VERSION", package.version.to_string()).env("CARGO_CRATE_NAME", &name);
    let heard = hear(command, LIMIT, |_| {})?;
    if !heard.success {
        return Ok(format!("{name}:\n{}", heard.text));
    }
    if let Some(state) = state {
        fs::write(&stamp, state).while_trying(format!("{} can't be written", stamp.display()))?;
    }
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_known_by_the_file_that_was_built_for_it() {
        let message = |kind: &str, (level, features): (u8, &str), test: bool, files: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"path+file:///x#a@1.0.0","manifest_path":"/x/Cargo.toml",
                "target":{{"name":"a","kind":["{kind}"],"crate_types":["{kind}"],"src_path":"/x/a.rs","edition":"2024"}},
                "profile":{{"opt_level":"{level}","debuginfo":0,"debug_assertions":true,"overflow_checks":true,"test":{test}}},
                "features":[{features}],"filenames":[{files}],"executable":null,"fresh":false}}"#
            )
        };
        let mut made = Made::default();
        for line in [
            message("lib", (1, r#""std","sync""#), false, r#""/t/liba-1.rmeta","/t/liba-1.rlib""#),
            message("lib", (1, r#""std""#), false, r#""/t/liba-2.rlib""#),
            message("lib", (0, r#""std","sync""#), false, r#""/t/liba-3.rlib""#),
            message("lib", (1, r#""std","sync""#), true, r#""/t/a-4""#),
            message("custom-build", (0, ""), false, r#""/t/build-script""#),
            r#"{"reason":"build-finished","success":true}"#.to_owned(),
        ] {
            made.hear(&line);
        }
        let package = PackageId { repr: "path+file:///x#a@1.0.0".to_owned() };
        assert_eq!(made.library(&package), Some(Path::new("/t/liba-1.rlib")));
    }
}
