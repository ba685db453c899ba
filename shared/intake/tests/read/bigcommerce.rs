//! BigCommerce's bodies of ids: what each is told of on, and what is refused where.

use domain::webhook::{Refusal, Translation};
use intake::{Headers, Source, source};

fn bigcommerce() -> &'static dyn Source {
    source("bigcommerce").expect("a source")
}

fn translate(body: &str) -> Result<Translation, Refusal> {
    let topic = bigcommerce().topic(&Headers::default(), body.as_bytes()).unwrap_or_default();
    bigcommerce().translate(&topic, body.as_bytes())
}

fn payload(name: &str) -> String {
    let path = format!("{}/tests/payloads/bigcommerce/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What became of a body, in a line.
fn told(body: &str) -> String {
    match translate(body) {
        Ok(Translation::Happened(happened)) => {
            assert!(happened.order.is_none() && !happened.whole, "it carries no state");
            assert_eq!(happened.source.at.to_string(), "2026-03-02T09:15:31Z");
            let details = happened.details.iter().map(|(name, value)| format!(" {name}={value}"));
            format!("{} {}{}", happened.kind, happened.entity, details.collect::<String>())
        }
        Ok(Translation::Ignored { reason }) => reason,
        Err(refusal) => refusal.to_string(),
    }
}

#[test]
fn each_body_is_told_of_on_the_right_thing() {
    for (name, expect) in [
        ("order", "order.created ORDER#9007199254740993"),
        ("status", "order.updated ORDER#118 status=11 status-before=0"),
        ("refund", "order.refunded ORDER#118 refund=3"),
        ("shipment", "fulfilment.created ORDER#118 fulfilment=12"),
        ("customer", "customer.created CUSTOMER#32"),
        ("product-stock", "stock.level-set PRODUCT#167 product=167"),
        ("sku-stock", "stock.level-set SKU#461#all available=5 product=206 variant=509"),
        ("uninstalled", "app.uninstalled SHOP#1001"),
        (
            "abandoned-cart",
            "store/channel/1/notifications/abandonedCart/updated: these are settings of BigCommerce's own mails",
        ),
    ] {
        assert_eq!(told(&payload(name)), expect);
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_its_path() {
    for (name, from, to, field, problem) in [
        ("order", "\"scope\"", "\"scoop\"", "scope", "is missing"),
        ("order", "store/order/created", " ", "scope", "is missing"),
        ("order", "store/order/created", "\\u0000", "scope", "is missing"),
        ("order", "\"created_at\"", "\"at\"", "created_at", "is missing"),
        ("order", "1772442931", "99999999999999", "created_at", "is not a time in seconds since 1970"),
        ("order", "1772442931", "1e400", "created_at", "should be an id of up to 20 digits"),
        ("order", "9007199254740993", "9007199254740993.0", "data.id", "should be an id of up to 20 digits"),
        ("shipment", "orderId", "order", "data.orderId", "is missing"),
        ("status", "\"new_status_id\": 11", "\"x\": 1", "data.status.new_status_id", "is missing"),
        ("refund", "{\"refund_id\": 3}", "3", "data.refund", "should be an object with refund_id"),
        ("sku-stock", "absolute", "guessed", "data.inventory.method", "is not a known way of setting stock"),
        (
            "sku-stock",
            "\"value\": 5",
            "\"value\": 5.5",
            "data.inventory.value",
            "should be a whole number from -1000000000 to 1000000000",
        ),
    ] {
        let body = payload(name);
        assert!(body.contains(from), "{name}: {from}");
        let refusal = translate(&body.replacen(from, to, 1)).expect_err(to);
        assert_eq!((refusal.field.as_str(), refusal.problem.as_str()), (field, problem), "{name}: {to}");
    }
}

#[test]
fn the_hash_in_the_body_proves_nothing() {
    let body = payload("order");
    let signed = bigcommerce().sign(
        "",
        body.as_bytes(),
        &intake::Secret::new(crate::every::SECRET),
        crate::every::now(),
    );
    let check = |headers: &[(&str, String)]| {
        let headers = Headers::new(headers.iter().map(|(n, v)| (*n, v.as_str())));
        bigcommerce().verify(
            &headers,
            body.as_bytes(),
            &crate::every::secrets(&[crate::every::SECRET]),
            crate::every::now(),
        )
    };
    assert_eq!(check(&signed), Ok(()));
    assert_eq!(check(&signed[..1]), Err(intake::Unverified::MissingHeader));
}

#[test]
fn every_documented_body_is_handled_or_left_aside() {
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = std::env::var_os("NIGHTSHIFT_FIXTURES").map_or_else(beside, Into::into).join("bigcommerce");
    if !folder.is_dir() {
        println!("skipped: no fixtures (set NIGHTSHIFT_FIXTURES to their folder)");
        return;
    }
    let (mut handled, mut ignored) = (0, 0);
    for part in ["docs", "hookdeck"] {
        for entry in std::fs::read_dir(folder.join(part)).expect("a folder") {
            let file = std::fs::read(entry.expect("an entry").path()).expect("readable");
            let unwrapped = intake::unwrap_fixture(&file).expect("a body");
            let topic = bigcommerce().topic(&unwrapped.headers, &unwrapped.body).expect("a scope");
            match bigcommerce().translate(&topic, &unwrapped.body) {
                Ok(Translation::Happened(_)) => handled += 1,
                Ok(Translation::Ignored { reason }) => {
                    assert!(!reason.contains("not among"), "{reason}");
                    ignored += 1;
                }
                Err(refusal) => panic!("{topic}: {refusal}"),
            }
        }
    }
    println!("figure: R23 bigcommerce: {handled} handled, {ignored} left aside, 0 refused");
    assert!(handled > 0);
}
