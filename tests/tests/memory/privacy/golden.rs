//! What automations journal names nobody.

use std::collections::BTreeSet;

/// events name nobody. Golden cases are what automations journal of orders with people in them.
#[test]
fn golden_cases_journal_nobody() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let (mut cases, mut people) = (0, 0);
    for automation in std::fs::read_dir(folder).expect("a folder").flatten() {
        for file in std::fs::read_dir(automation.path()).into_iter().flatten().flatten() {
            let Ok(case) = std::fs::read_to_string(file.path()).unwrap_or_default().parse::<toml::Table>()
            else {
                continue;
            };
            let case = serde_json::to_value(case).expect("plain data");
            let mut own = BTreeSet::new();
            persons(&case["facts"], &mut own);
            let journalled = case["expect"].to_string().to_lowercase();
            for text in &own {
                assert!(!journalled.contains(text.as_str()), "{}: {text}", file.path().display());
            }
            cases += 1;
            people += own.len();
        }
    }
    println!("figure: X-10 {people} names and addresses in {cases} golden cases, none journalled");
    assert!(cases > 50, "{cases} cases");
}

/// Mail addresses, names and streets of buyers within facts.
fn persons(facts: &serde_json::Value, found: &mut BTreeSet<String>) {
    match facts {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if ["shipping_address", "billing_address"].contains(&name.as_str()) {
                    let lines = value["lines"].as_array().into_iter().flatten();
                    let all = [&value["name"], &value["company"]].into_iter().chain(lines);
                    found.extend(all.filter_map(|text| text.as_str()).map(str::to_lowercase));
                }
                if name == "email"
                    && let Some(text) = value.as_str()
                {
                    found.insert(text.to_lowercase());
                }
                persons(value, found);
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| persons(value, found)),
        _ => {}
    }
    found.retain(|text| text.len() >= 5);
}
