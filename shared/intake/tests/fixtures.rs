//! Real payloads from the shared fixtures, where they are at hand: each is handled, left aside, or refused with its
//! field named; and no id is off.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::webhook::Translation;
use intake::{Source, Unwrapped, source, unwrap_fixture};
use serde_json::value::RawValue;

fn fixtures() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = std::env::var_os("NIGHTSHIFT_FIXTURES").map_or_else(beside, PathBuf::from).join("shopify");
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push(entry);
        }
    }
    found.sort();
    found
}

/// Whether the platform's own totals add up, reckoned here on their own: lines (or their printed sum), shipping,
/// tax and discounts against the total, in hundredths. `None` where the payload doesn't say.
fn adds_up(body: &serde_json::Value) -> Option<bool> {
    let minor = |value: &serde_json::Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let fraction = format!("{fraction:0<2}");
        format!("{whole}{}", fraction.get(..2)?).parse::<i64>().ok()
    };
    let lines =
        body["line_items"].as_array()?.iter().map(|l| Some(minor(&l["price"])? * l["quantity"].as_i64()?));
    let shipping = body["shipping_lines"].as_array()?.iter().map(|s| minor(&s["price"]));
    let parts = lines.chain(shipping).sum::<Option<i64>>()?;
    let tax = if body["taxes_included"] == true { 0 } else { minor(&body["total_tax"]).unwrap_or(0) };
    Some(parts + tax - minor(&body["total_discounts"])? == minor(&body["total_price"])?)
}

#[test]
fn every_shopify_fixture_is_handled_left_aside_or_refused() {
    let Some(folder) = fixtures() else {
        println!("skipped: no fixtures (set NIGHTSHIFT_FIXTURES to their folder)");
        return;
    };
    let shopify = source("shopify").expect("a source");
    let mut counts = BTreeMap::<&str, u32>::new();
    for file in files(&folder) {
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        let bytes = fs::read(&file).expect("a readable file");
        for (outcome, told) in outcomes(shopify, &bytes, &name) {
            *counts.entry(outcome).or_default() += 1;
            println!("{outcome:<12} {name:<62} {told}");
        }
    }
    println!("\n{counts:?}");
    assert!(counts.get("handled").is_some_and(|n| *n > 0));
}

/// One outcome for a file with one body, one each for a list of orders.
fn outcomes(shopify: &dyn Source, file: &[u8], name: &str) -> Vec<(&'static str, String)> {
    #[derive(serde::Deserialize)]
    struct Orders<'a> {
        #[serde(borrow)]
        orders: Vec<&'a RawValue>,
    }
    if let Ok(list) = serde_json::from_slice::<Orders<'_>>(file) {
        return list.orders.iter().flat_map(|o| outcomes(shopify, o.get().as_bytes(), name)).collect();
    }
    match unwrap_fixture(file) {
        Err(refusal) => vec![("no webhook", refusal.to_string())],
        Ok(unwrapped) => vec![outcome(shopify, &unwrapped, name)],
    }
}

fn outcome(shopify: &dyn Source, unwrapped: &Unwrapped, name: &str) -> (&'static str, String) {
    let Ok(body) = serde_json::from_slice::<serde_json::Value>(&unwrapped.body) else {
        return ("no webhook", "body is no JSON".to_owned());
    };
    let declared = unwrapped.topic.as_deref().or_else(|| shopify.topic(&unwrapped.headers));
    let Some(topic) = declared.or_else(|| shopify.guess_topic(&body)) else {
        return ("no topic", String::new());
    };
    match shopify.translate(topic, &unwrapped.body) {
        Ok(Translation::Ignored { reason }) => {
            assert!(!reason.is_empty(), "{name}");
            ("ignored", reason)
        }
        Err(refusal) => {
            assert!(!refusal.field.is_empty() && !refusal.problem.is_empty(), "{name}");
            ("refused", format!("{topic}: {refusal}"))
        }
        Ok(Translation::Happened(happened)) => {
            let Some(order) = &happened.order else {
                return ("handled", format!("{topic} {:?}", happened.entity));
            };
            if let Some(global) = body["admin_graphql_api_id"].as_str() {
                assert_eq!(global.rsplit('/').next(), Some(order.id.as_str()), "{name}");
            }
            for line in body["line_items"].as_array().into_iter().flatten() {
                if let Some(global) = line["admin_graphql_api_id"].as_str().and_then(|g| g.rsplit('/').next())
                {
                    let gone = line["current_quantity"] == 0;
                    assert!(gone || order.lines.iter().any(|l| l.id == global), "{name}: {global}");
                }
            }
            let sums = order.check_sums();
            if adds_up(&body) == Some(true) {
                assert_eq!(sums, Ok(()), "{name}");
            }
            (
                "handled",
                format!(
                    "{topic} {:?} {} {}",
                    happened.entity,
                    order.totals.total,
                    sums.map_or_else(|e| e.to_string(), |()| "adds up".to_owned())
                ),
            )
        }
    }
}
