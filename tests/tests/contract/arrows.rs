//! Who may know whom.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use crate::{house, policies, template::Template};

/// The rooms that know `domain` and not each other.
const WALLED: &[&str] = &["intake", "mail", "objects", "store", "shell", "web"];
/// What only `shell` knows: Lambda itself, and the clients that it owns.
const OF_SHELL: &[&str] =
    &["lambda_runtime", "lambda_http", "aws_lambda_events", "aws-sdk-ssm", "aws-sdk-sqs"];
/// What only `store` knows.
const OF_STORE: &str = "aws-sdk-dynamodb";
/// What only `objects` knows: S3's protocol is spoken by hand, and nowhere else.
const OF_OBJECTS: &[&str] = &["aws-sigv4", "aws-smithy-http-client", "aws-smithy-xml"];
/// Who knows `objects` beside the functions that may touch a bucket.
const KNOW_OBJECTS: &[&str] = &["bundle-tests", "nightshift", "testkit"];

/// The workspace's packages with what each depends on.
struct Workspace(Metadata);

impl Workspace {
    fn read() -> Self {
        let mut command = MetadataCommand::new();
        command
            .manifest_path(house::root().join("Cargo.toml"))
            .no_deps()
            .other_options(["--offline".to_owned()]);
        Self(command.exec().expect("cargo knows its workspace"))
    }

    fn names(&self) -> BTreeSet<&str> {
        self.0.packages.iter().map(|package| package.name.as_str()).collect()
    }

    /// Packages under a folder of the workspace, by name.
    fn under(&self, folder: &str) -> BTreeMap<&str, &Package> {
        let folder = house::root().join(folder);
        let inside = |package: &&Package| package.manifest_path.as_std_path().starts_with(&folder);
        self.0.packages.iter().filter(inside).map(|package| (package.name.as_str(), package)).collect()
    }

    fn package(&self, name: &str) -> &Package {
        self.0
            .packages
            .iter()
            .find(|package| package.name.as_str() == name)
            .unwrap_or_else(|| panic!("no crate {name}"))
    }

    /// The crates of this workspace that `package` knows; those of its tests only if asked.
    fn known<'a>(&'a self, package: &'a Package, in_tests: bool) -> BTreeSet<&'a str> {
        let ours = self.names();
        depends(package, in_tests).into_iter().filter(|name| ours.contains(name)).collect()
    }
}

fn depends(package: &Package, in_tests: bool) -> BTreeSet<&str> {
    let counts = |kind| in_tests || kind != DependencyKind::Development;
    package.dependencies.iter().filter(|d| counts(d.kind)).map(|d| d.name.as_str()).collect()
}

fn beyond<'a>(known: &BTreeSet<&'a str>, allowed: &[&str]) -> Vec<&'a str> {
    known.iter().copied().filter(|name| !allowed.contains(name)).collect()
}

#[test]
fn the_domain_knows_nobody() {
    let workspace = Workspace::read();
    assert_eq!(beyond(&workspace.known(workspace.package("domain"), false), &[]), Vec::<&str>::new());
    let clients: Vec<_> = depends(workspace.package("domain"), true)
        .into_iter()
        .filter(|d| d.starts_with("aws") || *d == "tokio")
        .collect();
    assert_eq!(clients, Vec::<&str>::new(), "the domain is pure");
}

#[test]
fn rooms_know_the_domain_and_not_each_other() {
    let workspace = Workspace::read();
    for room in WALLED {
        let package = workspace.package(room);
        assert_eq!(
            beyond(&workspace.known(package, false), &["domain"]),
            Vec::<&str>::new(),
            "{room} knows too much"
        );
        let tests = workspace.known(package, true);
        assert_eq!(
            beyond(&tests, &["domain", "testkit"]),
            Vec::<&str>::new(),
            "the tests of {room} know too much"
        );
    }
}

#[test]
fn functions_know_rooms_and_no_other_function() {
    let workspace = Workspace::read();
    let rooms = ["domain", "intake", "mail", "objects", "papers", "store", "shell", "web"];
    for (name, package) in workspace.under("functions") {
        assert_eq!(
            beyond(&workspace.known(package, false), &rooms),
            Vec::<&str>::new(),
            "{name} knows too much"
        );
        let in_tests = [rooms.as_slice(), &["testkit"]].concat();
        let tests = workspace.known(package, true);
        assert_eq!(beyond(&tests, &in_tests), Vec::<&str>::new(), "the tests of {name} know too much");
    }
}

#[test]
fn only_tests_know_the_testkit_and_nobody_knows_the_command_line() {
    let workspace = Workspace::read();
    for package in &workspace.0.packages {
        let known = workspace.known(package, false);
        let is_test = package.name.as_str() == "bundle-tests";
        assert!(
            is_test || !known.contains("testkit"),
            "{} knows the testkit outside its tests",
            package.name
        );
        assert!(is_test || !known.contains("nightshift"), "{} knows the command line", package.name);
    }
    let functions = workspace.under("functions");
    let cli = workspace.known(workspace.package("nightshift"), true);
    let met: Vec<_> = cli.into_iter().filter(|name| functions.contains_key(name)).collect();
    assert_eq!(met, Vec::<&str>::new(), "the command line calls binaries; it must not link functions");
}

#[test]
fn only_the_store_knows_dynamodb_and_only_the_shell_knows_lambda() {
    let workspace = Workspace::read();
    for package in &workspace.0.packages {
        let name = package.name.as_str();
        let known = depends(package, false);
        // The testkit plays the engine that the store speaks to.
        assert!(["store", "testkit"].contains(&name) || !known.contains(OF_STORE), "{name} knows {OF_STORE}");
        // The command line puts secrets and reads queues from outside; it is no part of what is deployed.
        if name != "shell" && name != "nightshift" && name != "bundle-tests" {
            let met: Vec<_> = known.iter().filter(|d| OF_SHELL.contains(d)).collect();
            assert!(met.is_empty(), "{name} knows {met:?}, which is the shell's");
        }
    }
}

#[test]
fn only_objects_speaks_to_s3_and_few_know_it() {
    let workspace = Workspace::read();
    let of_buckets = policies::allowed(&Template::read(), "s3:");
    for package in &workspace.0.packages {
        let name = package.name.as_str();
        let known = depends(package, false);
        let met: Vec<_> = known.iter().filter(|d| OF_OBJECTS.contains(d)).collect();
        assert!(name == "objects" || met.is_empty(), "{name} knows {met:?}, which is objects'");
        assert!(!known.contains("aws-sdk-s3"), "{name} carries aws-sdk-s3; objects does without");
        let may = KNOW_OBJECTS.contains(&name) || of_buckets.contains(name);
        assert!(may || !known.contains("objects"), "{name} knows objects, and its role allows no bucket");
    }
}

/// Its fonts are larger than most functions.
#[test]
fn one_function_carries_the_fonts_of_papers() {
    let workspace = Workspace::read();
    let packages = workspace.0.packages.iter();
    let know: Vec<_> = packages
        .filter(|package| depends(package, false).contains("papers"))
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(know, ["documents"]);
}

#[test]
fn each_other_client_belongs_to_one_function_that_calls_it() {
    let workspace = Workspace::read();
    let clients = |package: &Package| -> BTreeSet<String> {
        let all = depends(package, false).into_iter().filter(|d| d.starts_with("aws-sdk-"));
        all.filter(|d| *d != OF_STORE && !OF_SHELL.contains(d)).map(str::to_owned).collect()
    };
    for (room, package) in workspace.under("shared") {
        assert_eq!(clients(package), BTreeSet::new(), "{room} carries a client; a carrier should own it");
    }
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (function, package) in workspace.under("functions") {
        let code = house::files()
            .into_iter()
            .filter(|f| f.starts_with(format!("functions/{function}/src")))
            .map(house::read);
        let code = code.collect::<Vec<_>>().join("\n");
        for client in clients(package) {
            assert!(
                code.contains(&client.replace('-', "_")),
                "{function} carries {client} and doesn't use it"
            );
            let other = owners.insert(client.clone(), function);
            assert_eq!(other, None, "{client} belongs to {function} and to another");
        }
    }
}

#[test]
fn folder_package_and_binary_have_one_name_and_lints_are_inherited() {
    let workspace = Workspace::read();
    let functions = workspace.under("functions");
    let folders = house::functions();
    assert_eq!(functions.keys().copied().collect::<Vec<_>>(), folders, "folder = package");
    for (name, package) in &functions {
        let binaries: Vec<_> =
            package.targets.iter().filter(|t| t.is_bin()).map(|t| t.name.as_str()).collect();
        assert_eq!(binaries, [*name], "package = binary");
        assert_eq!(house::describe(name).name, *name, "the name that the binary gives itself");
    }
    for package in &workspace.0.packages {
        let manifest: toml::Table =
            house::read(package.manifest_path.as_std_path()).parse().expect("a manifest");
        let inherits = |table: &str| {
            manifest.get(table).and_then(|t| t.get("workspace")).and_then(toml::Value::as_bool) == Some(true)
        };
        assert!(inherits("lints"), "{}: write [lints] workspace = true", package.name);
        let own: Vec<_> = ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(|kind| manifest.get(kind)?.as_table())
            .flatten()
            .filter(|(_, says)| {
                says.as_str().is_some() || says.get("version").is_some() || says.get("git").is_some()
            })
            .map(|(dependency, _)| dependency.as_str())
            .collect();
        assert!(own.is_empty(), "{}: {own:?} should come from [workspace.dependencies]", package.name);
    }
}
