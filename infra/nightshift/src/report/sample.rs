//! A small day for tests, made by hand: each automation has something to tell, and some of it is hostile.

use domain::{EntityRef, Event};
use serde_json::{Value, json};

use super::kept::Kept;
use crate::day::shown::{Mail, Row};

/// A row of the table.
pub(super) fn row(order: &str, decision: &str, because: &str, took: u64, mail: bool) -> Row {
    Row {
        shop: "acme".into(),
        source: "shopify".into(),
        entity: (!order.is_empty()).then(|| EntityRef::order(order.trim_start_matches('#'))),
        order: order.into(),
        event: "orders/create".into(),
        story: "What <it> shows".into(),
        answer: "accepted".into(),
        decision: decision.into(),
        because: because.into(),
        mail: mail.then(|| Mail {
            number: 1,
            to: "a…a@buyer.example".into(),
            subject: "Confirmed".into(),
            reported: "delivery".into(),
        }),
        took_ms: took,
        as_told: true,
    }
}

fn event((seq, at): (u64, &str), subject: &str, kind: &str, by: Option<&str>, data: &Value) -> Event {
    let event = json!({
        "specversion": "1.0", "id": format!("{subject}-{kind}-{at}"), "source": "nightshift/acme", "type": kind,
        "subject": subject, "time": format!("2026-11-26T{at}Z"), "shop": "acme", "dataversion": 1, "seq": seq, "prev": "",
        "by": by, "data": data,
    });
    serde_json::from_value(event).expect("an event")
}

/// Its journal.
fn events() -> Vec<Event> {
    const LAMP: &str = "SKU#901#berlin";
    let counted = |seq, at: &str, pieces: u64| {
        let source = json!({"at": format!("2026-11-26T{at}Z"), "tie": "00"});
        let data = json!({"from": "shopify", "topic": "inventory_levels/update", "source": source, "details": {"available": pieces.to_string()}});
        event((seq, at), LAMP, "stock.level-set", None, &data)
    };
    let moved = |at: &str, cause: &str, change: Value| {
        let data = json!({"source": format!("purchase#p1#{cause}"), "at": format!("2026-11-26T{at}Z"), "cause": cause, "change": change});
        event((0, at), LAMP, "stock.moved", Some("purchasing"), &data)
    };
    let threshold = json!({"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}});
    let bought = |seq, at: &str, word: &str, more: Value| {
        let mut data = json!({"state": "approved", "revision": 1, "number": "PO-1", "supplier": "Leuchtwerk", "location": "berlin",
            "lines": 1, "pieces": 40, "total": {"minor": 108_000, "currency": "EUR"}});
        data.as_object_mut().expect("a table").extend(more.as_object().expect("a table").clone());
        event((seq, at), "PURCHASE#p1", &format!("purchase.{word}"), Some("purchasing"), &data)
    };
    let stepped = |seq, of: &str, word: &str, state: &str| {
        event(
            (seq, "18:10:00"),
            &format!("RETURN#{of}"),
            &format!("return.{word}"),
            Some("returns-approval"),
            &json!({"state": state}),
        )
    };
    let price = json!({"901": {"minor": 2_700, "currency": "EUR"}});
    let inputs = json!({"at": "2026-11-26T18:00:01Z", "settings": 1, "country": "DE"});
    let span = |from: &str, to: &str| json!({"earliest": from, "latest": to});
    vec![
        event(
            (2, "18:00:02"),
            "ORDER#1",
            "promise.stored",
            Some("edd-calculation"),
            &json!({"by": "order", "dates": span("2026-11-30", "2026-12-04"), "inputs": inputs}),
        ),
        counted(1, "18:00:10", 14),
        counted(2, "18:00:20", 2),
        event(
            (3, "18:00:21"),
            LAMP,
            "stock.alerted",
            Some("low-stock-alert"),
            &json!({"item": "901", "sku": "LAMP", "title": "Lamp <b>", "location": "berlin", "number": 1, "at": "2026-11-26T18:00:21Z",
                "level": "critical", "because": "crossed", "delivery": "at-once", "route": "stock", "quantities": {"on_hand": 2},
                "available": 2, "before": 14, "threshold": threshold, "history": [2]}),
        ),
        event(
            (4, "18:00:22"),
            LAMP,
            "reorder.proposed",
            Some("reorder"),
            &json!({"item": "901", "title": "Lamp", "location": "berlin", "way": {"purchase": {"supplier": "Leuchtwerk"}}, "quantity": 40,
                "expected": "2026-12-05", "autonomy": "draft", "number": 1, "revision": 1, "since": "2026-11-26T18:00:22Z",
                "trace": {"position": {"on_hand": 2, "reserved": 0, "on_order": 0, "in_transit": 0}, "need": {"reorder_point": 5}}}),
        ),
        bought(1, "19:00:22", "asked", json!({})),
        bought(2, "18:00:31", "approved", json!({"prices": price})),
        moved("18:00:31", "purchase", json!({"incoming": 40})),
        bought(3, "18:00:40", "received", json!({"items": {"901": 40}})),
        moved("18:00:40", "receipt", json!({"incoming": -40, "on_hand": 40})),
        event(
            (9, "18:00:41"),
            LAMP,
            "stock.recovered",
            Some("low-stock-alert"),
            &json!({"item": "901", "title": "Lamp", "location": "berlin", "number": 1, "at": "2026-11-26T18:00:41Z", "worst": "critical",
                "available": 42, "threshold": threshold, "route": "stock"}),
        ),
        event(
            (5, "18:00:50"),
            "ORDER#1",
            "estimate.moved",
            Some("edd-calculation"),
            &json!({"to": span("2026-12-20", "2026-12-22"), "promised": span("2026-11-30", "2026-12-04"), "by": "carrier"}),
        ),
        event(
            (6, "18:00:50"),
            "ORDER#1",
            "mail.requested.transactional",
            Some("edd-calculation"),
            &json!({"message": "delivery-delayed", "revision": 1, "lane": "transactional", "on_doubt": "prefer-duplicate"}),
        ),
        stepped(2, "r1", "decided", "review"),
        stepped(3, "r1", "voted", "approved"),
        stepped(4, "r1", "received", "received"),
        stepped(5, "r1", "refund-done", "refunded"),
        stepped(6, "r1", "closed", "closed"),
        stepped(2, "r2", "decided", "refused"),
        stepped(2, "r3", "decided", "review"),
    ]
}

/// The day.
pub(super) fn kept() -> Kept {
    let returned = |of: &str, number: &str, decision: &str, far: &str, paid: Value| {
        json!({"shop": "acme", "entity": format!("RETURN#{of}"), "number": number, "story": "Too <large>", "what": ["1 × Lamp: too large"],
            "decision": decision, "because": "in time, and no rule against it", "money": ["–"], "paid": paid, "how_far": far, "wrong": []})
    };
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let hostile = "<html><body><script>top.document.title = 'run'; fetch('https://evil.example/')</script>\
        <img src=\"https://evil.example/x.png\" onerror=\"alert(1)\"><p>Thank you, \"Ada\" & others</p></body></html>";
    let mail = |number: u32, message: &str, asked_by: &str| {
        json!({"number": number, "arrived": "2026-11-26T18:00:03Z", "to": "a…a@buyer.example", "subject": "Order <#1> & \"more\"",
            "message": message, "send_id": format!("s{number}"), "asked_by": asked_by, "reported": "delivery", "html": hostile,
            "files": if number == 2 { json!(["PO-1.pdf"]) } else { json!([]) }})
    };
    let day = json!({
        "shape": Kept::SHAPE, "began": "2026-11-26T18:00:00Z", "took_ms": 61_000,
        "shops": [{"id": "acme", "name": "Acme </title><script>x</script>", "platform": "shopify", "zone": "Europe/Berlin", "places": {"berlin": "Berlin"}}],
        "deliveries": [], "events": events(),
        "evening": [{"story": "They <approve> it", "command": "mailbox", "mails": [[2, "b…g@acme.example", "order"]]}],
        "returns": [
            returned("r1", "RMA-1-1", "approved by returns", "done, as new", eur(8_900)),
            returned("r2", "RMA-2-1", "refused", "over", Value::Null),
            returned("r3", "RMA-3-1", "people decide", "waits for returns", Value::Null),
        ],
        "commands": [
            {"shop": "acme", "order": "#1", "of": "r1", "kind": "refund", "amount": eur(8_900), "reference": "1", "times": 1},
            {"shop": "acme", "order": "#9", "of": "r9", "kind": "refund", "amount": eur(500), "times": 1},
        ],
        "mails": [
            mail(1, "order-confirmation", "x"), mail(2, "purchase-order", "x"), mail(3, "delivery-delayed", "x"),
            mail(4, "return-update", "x"), mail(5, "task", "x"),
        ],
        "dead": {"mail-bulk-dead": 0}, "disturbance": {"throttle": 0, "lose": 0},
        "status": {"mails": 5, "events": 9, "ses": {"sent": 5, "throttled": 0, "lost": 0}},
    });
    let mut kept: Kept = serde_json::from_value(day).expect("a day");
    kept.deliveries = vec![
        row("#1", "order-confirmation", "payment-settled\npromised Mon 30 Nov – Fri 4 Dec", 800, true),
        row("#2", "held", "sums-differ", 90, false),
        row("", "nothing", "catalogued", 3, false),
    ];
    kept
}
