//! What the door of delivery dates says of itself, held against what it does: by schemathesis, which makes questions of the
//! document, sound ones and others, and looks at each answer.

use std::{path::PathBuf, process::Command};

use bundle_tests::samples::root;

use crate::product_page::Served;

/// `.local/schemathesis`, or where `NIGHTSHIFT_SCHEMATHESIS` says: `tests/peers/schemathesis/README.md` tells more.
fn tool() -> Option<PathBuf> {
    let named = std::env::var_os("NIGHTSHIFT_SCHEMATHESIS").map(PathBuf::from);
    let made = root().join(".local/schemathesis/bin/schemathesis");
    named.or(Some(made)).filter(|tool| tool.is_file())
}

#[test]
fn the_door_of_delivery_dates_does_what_its_document_says() {
    let Some(tool) = tool() else {
        return testkit::skip("OpenAPI", "no schemathesis in .local: cargo nightshift test fetches it");
    };
    let served = Served::new();
    let examples = if testkit::is_full() { "1000" } else { "60" };
    let mut command = Command::new(tool);
    command.current_dir(std::env::temp_dir());
    command.arg("run").arg(format!("{}/edd/openapi.json", served.door));
    command.args([
        "--url",
        &served.door,
        "--checks",
        "all",
        "--seed",
        "20261125",
        "--max-examples",
        examples,
    ]);
    command.args(["--no-color", "--generation-database", "none", "--suppress-health-check", "all"]);
    let ran = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    let summary: Vec<_> =
        said.lines().filter(|line| line.contains("generated") || line.contains("passed")).collect();
    println!("figure: S1e schemathesis on the door of delivery dates: {}", summary.join("; "));
}
