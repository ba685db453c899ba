//! Real payloads from the shared fixtures, where they are at hand: each is handled, left aside, or refused with its
//! field named; no id is off, and what the platform printed adds up here where it does there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::{
    order::{LineKind, Order},
    webhook::Translation,
};
use intake::{Becomes, Source, elements, source, sources, unwrap_fixture};
use serde_json::{Value, value::RawValue};

fn fixtures() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let root = std::env::var_os("NIGHTSHIFT_FIXTURES").map_or_else(beside, PathBuf::from);
    if !root.is_dir() {
        println!("skipped: no fixtures (set NIGHTSHIFT_FIXTURES to their folder)");
    }
    root.is_dir().then_some(root)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let within = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(within).collect()
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name")
}

/// The bodies in a file: one, or those of a list, wherever an app's test or an admin interface has put it.
fn bodies(json: &str) -> Vec<String> {
    if let Ok(list) = elements(json.as_bytes()) {
        return list.into_iter().flat_map(|e| bodies(std::str::from_utf8(e).expect("UTF-8"))).collect();
    }
    let keys: BTreeMap<String, &RawValue> = serde_json::from_str(json).unwrap_or_default();
    if let (Some(_), Some(response)) = (keys.get("request"), keys.get("response")) {
        return bodies(response.get());
    }
    if let Some(body) = keys.get("jsonBody") {
        let inner: BTreeMap<String, &RawValue> = serde_json::from_str(body.get()).unwrap_or_default();
        return bodies(inner.get("data").unwrap_or(body).get());
    }
    if let Some(page) =
        keys.get("data").filter(|data| keys.contains_key("meta") && data.get().contains("\"trackings\""))
    {
        return bodies(page.get());
    }
    let lists: Vec<_> = ["orders", "data", "create", "update", "delete", "trackers", "trackings"]
        .into_iter()
        .filter_map(|key| keys.get(key).filter(|raw| raw.get().starts_with('[')))
        .collect();
    if lists.is_empty() {
        vec![json.to_owned()]
    } else {
        lists.iter().flat_map(|l| bodies(l.get())).collect()
    }
}

#[test]
fn every_fixture_is_handled_left_aside_or_refused() {
    let Some(root) = fixtures() else { return };
    for folder in entries(&root).iter().filter(|path| path.is_dir() && !name_of(path).starts_with('_')) {
        let platform = name_of(folder);
        let own = source(platform);
        let senders = own.map_or_else(|| sources().to_vec(), |own| vec![own]);
        let (mut counts, mut count) = (BTreeMap::<&str, u32>::new(), 0);
        let mut said = BTreeMap::<&str, u32>::new();
        for file in files(folder) {
            let name = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
            let text = fs::read(&file).expect("a readable file");
            let bodies = bodies(&String::from_utf8_lossy(&text));
            count += 1;
            if bodies.is_empty() {
                println!("{:<9} {name}: an empty list", "ignored");
                *counts.entry("ignored").or_default() += 1;
            }
            for (sender, body) in senders.iter().flat_map(|s| bodies.iter().map(move |body| (*s, body))) {
                let (outcome, told) = outcome(sender, body.as_bytes(), &name, &mut said);
                *counts.entry(outcome).or_default() += 1;
                println!("{outcome:<9} {name} from {}: {told}", sender.name());
            }
        }
        let [handled, ignored, refused] =
            ["handled", "ignored", "refused"].map(|o| counts.get(o).copied().unwrap_or(0));
        let under = if own.is_some() { String::new() } else { format!(" under each of {}", senders.len()) };
        println!(
            "figure: {platform} fixtures{under}: {count} files, {handled} handled, {ignored} ignored, {refused} refused, no panic"
        );
        let [orders, tenders, last_fours, shipments, pickups, not_goods] =
            ["orders", "tenders", "last fours", "shipments", "pick-ups", "not goods"]
                .map(|what| said.get(what).copied().unwrap_or(0));
        let told = format!(
            "figure: {platform} fixtures{under}: of {orders} orders {tenders} tell what pays ({last_fours} a card's last four \
             digits), {shipments} their parcels, {pickups} a place to fetch them, {not_goods} lines that aren't sent"
        );
        if orders > 0 {
            println!("{told}");
        }
        assert!(handled + ignored + refused >= count, "{platform}");
        assert!(handled > 0 || own.is_none(), "{platform}: nothing is handled");
    }
}

/// Counts what orders say beyond lines and totals.
fn count_said(order: &Order, said: &mut BTreeMap<&'static str, u32>) {
    let tenders = &order.payment.tenders;
    for (what, is_said) in [
        ("orders", true),
        ("tenders", !tenders.is_empty()),
        ("last fours", tenders.iter().any(|tender| tender.last_four.is_some())),
        ("shipments", !order.shipments.is_empty()),
        ("pick-ups", order.pickup.is_some()),
        ("not goods", order.lines.iter().any(|line| line.kind != LineKind::Goods)),
    ] {
        *said.entry(what).or_default() += u32::from(is_said);
    }
}

fn outcome(
    sender: &dyn Source,
    file: &[u8],
    name: &str,
    said: &mut BTreeMap<&'static str, u32>,
) -> (&'static str, String) {
    let unwrapped = match unwrap_fixture(file) {
        Ok(unwrapped) => unwrapped,
        Err(refusal) => return ("refused", refusal.to_string()),
    };
    let body: Value = serde_json::from_slice(&unwrapped.body).unwrap_or_default();
    let declared = unwrapped.topic.clone().or_else(|| sender.topic(&unwrapped.headers, &unwrapped.body));
    let topic = declared.or_else(|| sender.guess_topic(&body).map(str::to_owned)).unwrap_or_default();
    match sender.translate(&topic, &unwrapped.body) {
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
            count_said(order, said);
            let sums = order.check_sums();
            let theirs = match sender.name() {
                "shopify" => {
                    global_ids_agree(order, &body, name);
                    shopify_adds_up(&body, order)
                }
                "woocommerce" => {
                    assert_eq!(order.id, body["id"].to_string(), "{name}");
                    woocommerce_adds_up(&body, order)
                }
                _ => None,
            };
            if theirs == Some(true) {
                assert_eq!(sums, Ok(()), "{name}");
            }
            let sums = sums.map_or_else(|e| e.to_string(), |()| "adds up".to_owned());
            ("handled", format!("{topic} {:?} {} {sums}", happened.entity, order.totals.total))
        }
    }
}

fn global_ids_agree(order: &Order, body: &Value, name: &str) {
    let global = |of: &Value| Some(of["admin_graphql_api_id"].as_str()?.rsplit('/').next()?.to_owned());
    if let Some(global) = global(body) {
        assert_eq!(global, order.id, "{name}");
    }
    for line in body["line_items"].as_array().into_iter().flatten() {
        if let Some(global) = global(line) {
            let gone = line["current_quantity"] == 0;
            assert!(gone || order.lines.iter().any(|l| l.id == global), "{name}: {global}");
        }
    }
}

/// A printed amount in minor units of the order's currency; nothing where it has more decimals.
fn minor(value: &Value, order: &Order) -> Option<i128> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let places = order.currency.exponent() as usize;
    let fraction = format!("{fraction:0<places$}");
    let (kept, rest) = fraction.split_at(places);
    rest.bytes().all(|b| b == b'0').then(|| format!("{whole}{kept}").parse().ok()).flatten()
}

/// Whether Shopify's own totals add up, reckoned here on their own: lines, shipping, tax and discounts against the
/// total. `None` where the payload doesn't say.
fn shopify_adds_up(body: &Value, order: &Order) -> Option<bool> {
    let minor = |value: &Value| minor(value, order);
    let price = |l: &Value| Some(minor(&l["price"])? * i128::from(l["quantity"].as_i64()?));
    let lines = body["line_items"].as_array()?.iter().map(price);
    let shipping = body["shipping_lines"].as_array()?.iter().map(|s| minor(&s["price"]));
    let parts = lines.chain(shipping).sum::<Option<i128>>()?;
    let tax = if body["taxes_included"] == true { 0 } else { minor(&body["total_tax"]).unwrap_or(0) };
    Some(parts + tax - minor(&body["total_discounts"])? == minor(&body["total_price"])?)
}

/// The same for WooCommerce: what lines, shipping and fees come to after discounts, with all tax, less what gift cards
/// paid; and each of its sums against its parts.
fn woocommerce_adds_up(body: &Value, order: &Order) -> Option<bool> {
    let sum = |list: &str, fields: &[&str]| {
        let entries = body[list].as_array().into_iter().flatten();
        entries.flat_map(|e| fields.iter().map(|f| minor(&e[*f], order))).sum::<Option<i128>>()
    };
    let total = minor(&body["total"], order)?;
    assert_eq!(i128::from(order.totals.total.minor), total, "the printed total");
    let (tax, shipping) = (minor(&body["total_tax"], order)?, minor(&body["shipping_total"], order)?);
    let net = sum("line_items", &["total"])? + shipping + sum("fee_lines", &["total"])? + tax;
    let sums_agree = sum("shipping_lines", &["total"])? == shipping
        && (body["tax_lines"].as_array().is_none_or(Vec::is_empty)
            || sum("tax_lines", &["tax_total", "shipping_tax_total"])? == tax);
    let cards = sum("gift_cards", &["amount"])?;
    Some(sums_agree && (net == total || net - cards == total))
}

#[test]
fn every_malformed_fixture_is_refused_under_every_topic() {
    let Some(folder) = fixtures().map(|root| root.join("_malformed")) else { return };
    let mut refused = 0;
    for file in files(&folder) {
        let body = fs::read(&file).expect("a readable file");
        assert_eq!(unwrap_fixture(&body).expect_err(name_of(&file)).field, "body");
        for sender in sources() {
            for topic in sender.topics().iter().filter(|t| matches!(t.becomes, Becomes::Event(..))) {
                let refusal = sender.translate(topic.name, &body).expect_err(name_of(&file));
                assert!(!refusal.field.is_empty() && !refusal.problem.is_empty(), "{refusal}");
                refused += 1;
            }
        }
    }
    println!("figure: malformed fixtures under every topic: {refused} refused, none read");
    assert!(refused > 0);
}
