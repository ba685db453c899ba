//! What is built, and how.

use toml::Value;

use crate::house;

fn locked() -> Vec<(String, String)> {
    let lock: toml::Table = house::read("Cargo.lock").parse().expect("a lock file");
    let packages = lock["package"].as_array().expect("packages");
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    packages.iter().map(|package| (text(package, "name"), text(package, "version"))).collect()
}

#[test]
fn the_old_http_stack_of_the_sdk_stays_out() {
    let old = [
        ("hyper", "0."),
        ("rustls", "0.21."),
        ("rustls", "0.22."),
        ("http", "0.1."),
        ("ring", "0.16."),
        ("h2", "0.3."),
    ];
    let foreign = ["openssl", "openssl-sys", "native-tls", "hyper-tls", "hyper-rustls-0-24"];
    let found = locked().into_iter().filter(|(name, version)| {
        old.iter().any(|(old, begin)| name == old && version.starts_with(begin))
            || foreign.contains(&name.as_str())
    });
    house::assert_none(
        "these came into Cargo.lock",
        "switch default features off where the crate that brings them is declared",
        found.map(|(name, version)| format!("{name} {version}")),
    );
}

#[test]
fn the_release_profile_leaves_nothing_to_cargo_lambda() {
    let root: toml::Table = house::read("Cargo.toml").parse().expect("a manifest");
    let release = &root["profile"]["release"];
    assert_eq!(release["panic"].as_str(), Some("unwind"), "one record of a batch must be able to fail alone");
    for key in ["opt-level", "lto", "codegen-units", "strip"] {
        assert!(release.get(key).is_some(), "cargo-lambda chooses {key} where it is left out");
    }
}

#[test]
fn the_sdk_brings_no_defaults() {
    let root: toml::Table = house::read("Cargo.toml").parse().expect("a manifest");
    let dependencies = root["workspace"]["dependencies"].as_table().expect("dependencies");
    let careless = dependencies.iter().filter(|(name, says)| {
        (name.starts_with("aws-sdk-") || *name == "aws-config")
            && says.get("default-features").and_then(Value::as_bool) != Some(false)
    });
    house::assert_none(
        "these take the SDK's defaults",
        "write default-features = false, features = [\"default-https-client\", \"rt-tokio\"]",
        careless.map(|(name, _)| name.clone()),
    );
}

#[test]
fn unsafe_code_is_forbidden() {
    let root: toml::Table = house::read("Cargo.toml").parse().expect("a manifest");
    assert_eq!(root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}
