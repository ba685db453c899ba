//! `sbom`: what each zip is made of, as CycloneDX 1.6, from the lock file and the crates' own manifests.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    process::ExitCode,
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    cloud::house::House,
    trouble::{Explain, Trouble},
};

/// Arguments of `sbom`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
One file for each function: every crate that its binary may hold, with purl, licence and the lock file's hash. Crates that
only build it, such as macros, are listed with the scope `excluded`.

Examples:
  cargo nightshift sbom
  cargo nightshift sbom --out dist/sbom --platform x86_64-unknown-linux-gnu")]
pub(crate) struct Args {
    /// Where the files go
    #[arg(long, default_value = ".local/sbom")]
    out: PathBuf,
    /// What the zips are built for
    #[arg(long, default_value = "aarch64-unknown-linux-gnu")]
    platform: String,
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let crates = Crates::read(house.root(), &args.platform)?;
    let folder = house.root().join(&args.out);
    std::fs::create_dir_all(&folder).while_trying(format!("{} can't be made", folder.display()))?;
    for function in house.functions()? {
        let bill = crates.of(&function)?;
        let file = folder.join(format!("{function}.cdx.json"));
        let count = bill["components"].as_array().map_or(0, Vec::len);
        std::fs::write(&file, format!("{bill:#}\n"))
            .while_trying(format!("{} can't be written", file.display()))?;
        anstream::println!("{}: {count} components", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace's crates, as cargo resolves them for a platform.
struct Crates {
    metadata: Metadata,
    hashes: HashMap<(String, String), String>,
    platform: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

impl Crates {
    fn read(root: &Path, platform: &str) -> Result<Self, Trouble> {
        let mut command = MetadataCommand::new();
        command.manifest_path(root.join("Cargo.toml")).other_options([
            "--locked".to_owned(),
            "--filter-platform".to_owned(),
            platform.to_owned(),
        ]);
        let metadata = command.exec().while_trying("cargo doesn't say what the workspace is made of")?;
        let lock = root.join("Cargo.lock");
        let text =
            std::fs::read_to_string(&lock).while_trying(format!("{} can't be read", lock.display()))?;
        let lock: Lock = toml::from_str(&text).while_trying("Cargo.lock can't be understood")?;
        let hashes = lock.package.into_iter().filter_map(|p| Some(((p.name, p.version), p.checksum?)));
        Ok(Self { metadata, hashes: hashes.collect(), platform: platform.to_owned() })
    }

    /// The bill of one function.
    fn of(&self, function: &str) -> Result<Value, Trouble> {
        let root = self
            .metadata
            .workspace_packages()
            .into_iter()
            .find(|package| package.name.as_str() == function)
            .ok_or_else(|| Trouble::input(format!("there is no function {function}")))?;
        let packages: HashMap<&PackageId, &Package> =
            self.metadata.packages.iter().map(|package| (&package.id, package)).collect();
        let held = self.reached(&root.id, &packages, false);
        let all = self.reached(&root.id, &packages, true);
        let edges = self.edges(true);
        let purl_of = |id: &PackageId| packages.get(id).map(|package| purl(package));
        let mut components = BTreeMap::new();
        let mut dependencies = BTreeMap::new();
        for id in &all {
            let Some(package) = packages.get(id) else { continue };
            let on: BTreeSet<String> = edges
                .get(id)
                .into_iter()
                .flatten()
                .filter(|on| all.contains(*on))
                .filter_map(|on| purl_of(on))
                .collect();
            dependencies.insert(purl(package), json!({"ref": purl(package), "dependsOn": on}));
            if *id != &root.id {
                components.insert(purl(package), self.component(package, held.contains(id)));
            }
        }
        Ok(json!({
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application",
                    "bom-ref": purl(root),
                    "name": function,
                    "version": root.version.to_string(),
                    "purl": purl(root),
                    "licenses": licences(root),
                },
                "properties": [{"name": "nightshift:platform", "value": self.platform}],
                "tools": {"components": [
                    {"type": "application", "name": "cargo nightshift sbom", "version": env!("CARGO_PKG_VERSION")}
                ]},
            },
            "components": components.into_values().collect::<Vec<_>>(),
            "dependencies": dependencies.into_values().collect::<Vec<_>>(),
        }))
    }

    fn component(&self, package: &Package, held: bool) -> Value {
        let mut component = json!({
            "type": "library",
            "bom-ref": purl(package),
            "name": package.name.as_str(),
            "version": package.version.to_string(),
            "purl": purl(package),
            "licenses": licences(package),
            "scope": if held { "required" } else { "excluded" },
        });
        let key = (package.name.to_string(), package.version.to_string());
        if let Some(hash) = self.hashes.get(&key) {
            component["hashes"] = json!([{"alg": "SHA-256", "content": hash}]);
        }
        if let Some(repository) = &package.repository {
            component["externalReferences"] = json!([{"type": "vcs", "url": repository}]);
        }
        component
    }

    /// Who depends on whom: what is linked, and what only builds it if asked.
    fn edges(&self, building: bool) -> HashMap<&PackageId, Vec<&PackageId>> {
        let nodes = self.metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
        let counts = |kind: DependencyKind| {
            kind == DependencyKind::Normal || (building && kind == DependencyKind::Build)
        };
        nodes
            .map(|node| {
                let on = node.deps.iter().filter(|on| on.dep_kinds.iter().any(|kind| counts(kind.kind)));
                (&node.id, on.map(|on| &on.pkg).collect())
            })
            .collect()
    }

    /// Everything below `root`. A macro runs where the zip is built: it and what it needs is in no zip.
    fn reached<'c>(
        &'c self,
        root: &'c PackageId,
        packages: &HashMap<&PackageId, &Package>,
        building: bool,
    ) -> BTreeSet<&'c PackageId> {
        let edges = self.edges(building);
        let mut reached = BTreeSet::from([root]);
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            for on in edges.get(id).into_iter().flatten() {
                let is_macro = packages.get(*on).is_some_and(|package| is_macro(package));
                if (building || !is_macro) && reached.insert(on) {
                    open.push(on);
                }
            }
        }
        reached
    }
}

fn is_macro(package: &Package) -> bool {
    package.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro))
}

fn purl(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

/// One expression, as SPDX has it; old manifests part licences by a slash.
fn licences(package: &Package) -> Value {
    match &package.license {
        Some(licence) => json!([{"expression": licence.replace(" / ", " OR ").replace('/', " OR ")}]),
        None => json!([]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_of_every_zip_is_as_the_lock_file_has_it() {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace").to_owned();
        let crates = Crates::read(&root, "x86_64-unknown-linux-gnu").expect("crates");
        let ours: BTreeSet<String> = crates
            .metadata
            .workspace_packages()
            .into_iter()
            .map(|package| package.name.to_string())
            .collect();
        for function in House::at(root).functions().expect("functions") {
            let bill = crates.of(&function).expect("a bill");
            let components = bill["components"].as_array().expect("components");
            let named = |name: &str| components.iter().find(|component| component["name"] == *name);
            for component in components {
                let name = component["name"].as_str().expect("a name");
                let version = component["version"].as_str().expect("a version");
                assert_eq!(component["purl"], format!("pkg:cargo/{name}@{version}"));
                assert!(component["licenses"][0]["expression"].is_string(), "{name} has no licence");
                if !ours.contains(name) {
                    let locked = crates.hashes.get(&(name.to_owned(), version.to_owned()));
                    let locked = locked.unwrap_or_else(|| panic!("{name} {version} isn't locked"));
                    assert_eq!(component["hashes"][0]["content"], **locked);
                }
            }
            assert_eq!(named("domain").map(|c| &c["scope"]), Some(&json!("required")), "{function}");
            assert_eq!(named("serde_derive").map(|c| &c["scope"]), Some(&json!("excluded")), "{function}");
            assert!(
                named("testkit").is_none() && named("scraper").is_none(),
                "{function} holds what tests do"
            );
            let refs: BTreeSet<Option<&str>> =
                components.iter().map(|component| component["bom-ref"].as_str()).collect();
            assert_eq!(refs.len(), components.len(), "each once");
            for dependency in bill["dependencies"].as_array().expect("dependencies") {
                for on in dependency["dependsOn"].as_array().expect("a list") {
                    assert!(refs.contains(&on.as_str()), "{on} is depended on and not listed");
                }
            }
        }
    }
}
