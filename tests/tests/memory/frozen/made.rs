//! Data of events that the sample day doesn't bring, with every part that they may have.

use super::*;

pub(super) fn stock_moved(at: Timestamp) -> stock::Moved {
    stock::Moved {
        source: "order#1001#1".into(),
        at,
        cause: stock::Cause::Sale,
        change: stock::Quantities::reserved(2),
        sold: 2,
        expected: None,
        until: Some(at + SignedDuration::from_mins(30)),
        reason: Some("kept for a buyer".into()),
    }
}

pub(super) fn stock_counted(at: Timestamp) -> stock::Counted {
    let says = stock::Says::OnHand(7);
    stock::Counted {
        source: "count-2026-01#TEA-1".into(),
        at,
        cause: stock::Cause::Count,
        says,
        reason: None,
    }
}

pub(super) fn proposal(at: Timestamp) -> Proposal {
    // Every part that a reckoning may have.
    let trace: Trace = serde_json::from_value(json!({
        "position": {"on_hand": 9, "reserved": 2, "on_order": 0, "in_transit": 1},
        "need": {"policy": "service", "reorder_point": 105, "order_up_to": 175, "pieces": 167, "formula": "ROP = 10·9",
            "inputs": {"per_day": 10_000_000, "deviation": 3_000_000, "lead_milli_days": 9000,
                "lead_deviation_milli_days": 0, "cover_days": 7, "class": "B", "service": 95, "z_milli": 1645}},
        "steps": [{"step": "need", "before": 0, "after": 167, "by": 167},
            {"step": "multiple", "before": 167, "after": 168, "by": 6}],
        "offers": [{"supplier": "Kiln", "needed": 167, "quantity": 168, "expected": "2026-01-24",
                "unit_price": {"minor": 420, "currency": "EUR"}, "reliability": 90, "preferred": true},
            {"supplier": "Far", "needed": 167, "quantity": 167, "expected": "2026-01-24", "lost": "no-price"}],
        "donors": [{"location": "paris", "excess": 3, "refused": "too-little"}],
    }))
    .expect("a trace");
    Proposal {
        item: "808950810".into(),
        sku: Some("MUG-1".into()),
        title: "Mug".into(),
        variant: Some("Blue".into()),
        location: "berlin".into(),
        together: false,
        way: Way::Purchase {
            supplier: "Kiln".into(),
            code: Some("K-1".into()),
            unit_price: Some(domain::Money::new(420, "EUR".parse().expect("a currency"))),
        },
        quantity: 168,
        order_by: Some(at + SignedDuration::from_hours(2)),
        expected: "2026-01-24".parse().expect("a date"),
        autonomy: Autonomy::Auto,
        number: 3,
        revision: 1,
        since: at,
        trace,
    }
}

/// Every part that a promise may have.
pub(super) fn promised(at: Timestamp) -> edd::Stored {
    let days = |from: &str, to: &str| json!({"earliest": from, "latest": to});
    serde_json::from_value(json!({
        "by": "quote", "quote": "q-1", "dates": days("2026-01-19", "2026-01-21"), "ship_by": "2026-01-16",
        "shipments": [{"lines": ["1"], "origin": "berlin", "service": "DHL Parcel", "hand_over": days("2026-01-16", "2026-01-16"),
            "transit": {"days": {"min": 1, "max": 3}, "source": {"by": "learned", "level": "lane", "parcels": 120}, "confidence": 90},
            "customs": {"min": 1, "max": 2}, "arrival": days("2026-01-19", "2026-01-21")}],
        "inputs": {"at": at, "settings": 3, "table": "0a", "stock": [{"item": "MUG-1", "location": "berlin", "available": 4}]},
    }))
    .expect("a promise")
}

pub(super) fn moved() -> edd::Moved {
    let span = |from: &str, to: &str| {
        serde_json::from_value(json!({"earliest": from, "latest": to})).expect("two days")
    };
    edd::Moved {
        from: Some(span("2026-01-19", "2026-01-21")),
        to: Some(span("2026-01-22", "2026-01-23")),
        promised: Some(span("2026-01-19", "2026-01-21")),
        by: edd::MovedBy::NotHandedOver,
        ships: Some("2026-01-20".parse().expect("a date")),
    }
}

pub(super) fn settled() -> edd::Settled {
    let delivered = "2026-01-22".parse().expect("a date");
    edd::Settled { delivered, promised: moved().promised, kept: Some(false), scanned: true }
}

pub(super) fn withdrawn(of: Proposal) -> Withdrawn {
    let way = Way::Transfer { from_location: "paris".into(), needs_approval: true };
    let Proposal { item, location, quantity, number, revision, trace, .. } = of;
    Withdrawn { item, location, way, quantity, number, revision, trace: Some(trace) }
}

pub(super) fn purchased(at: Timestamp) -> Happened {
    let mut order =
        domain::purchase::PurchaseOrder::open("Kiln & Co", "berlin", "EUR".parse().expect("EUR"), at);
    let price = Some(domain::Money::new(250, order.currency));
    let wish = domain::purchase::Wish {
        item: "MUG".into(),
        title: "Mug".into(),
        quantity: 10,
        price,
        ..Default::default()
    };
    order.put(wish).expect("a line");
    order.approve(1, "buying", "PO-2026-00001", at).expect("approved");
    Happened {
        by: Some("buying".into()),
        note: Some("DN-4711".into()),
        items: [("MUG".to_owned(), 10)].into(),
        days: [("MUG".to_owned(), (14, true))].into(),
        prices: price.map(|price| ("MUG".to_owned(), price)).into_iter().collect(),
        ..Happened::to(&order)
    }
}

pub(super) fn measured() -> Measured {
    let mut record = domain::reorder::Record::default();
    record.note(14, true);
    Measured { purchase: "0123456789-1".into(), days: vec![14], record }
}

pub(super) fn received(at: Timestamp) -> Received {
    let lines = vec![domain::purchase::Arrival { item: "MUG".into(), pieces: 10 }];
    let receipt = Receipt { purchase: "PO-2026-00001".into(), receipt: "DN-4711".into(), lines, at };
    serde_json::from_value(json!({"from": "own", "topic": "stock.received", "source": {"at": at, "tie": "x"}, "details": receipt.details()}))
        .expect("a receipt")
}

pub(super) fn made() -> document::Made {
    let form = document::Form::Pdf;
    let file = document::MadeFile {
        form,
        name: "PO-2026-00001.pdf".into(),
        sha256: "0a".repeat(32),
        length: 40_960,
        media_type: form.media_type().into(),
    };
    let (kind, locale) = ("purchase-order".into(), "ar-EG".into());
    document::Made { kind, revision: 1, locale, pages: 2, unshown: 3, files: vec![file] }
}

/// A command to the shop with all of its parts, and what may come of it.
pub(super) fn commands() -> [NewEvent; 4] {
    let eur = |minor| domain::Money::new(minor, "EUR".parse().expect("EUR"));
    let refund = json!({"kind": "refund", "shares": [{"tender": "card", "gateway": "shopify_payments", "amount": eur(2390)}],
        "lines": [{"line": "1", "quantity": 1, "restock": {"how": "returned", "place": "7"}, "amount": eur(1681), "tax": eur(319)}],
        "shipping": eur(390), "note": "ret-7", "notify": true});
    let command: Command = serde_json::from_value(refund).expect("a command");
    let key = Key { of: "7".into(), line: Some("1".into()), revision: 2 };
    let (kind, order) = (command.kind().to_owned(), "1001".to_owned());
    let requested = command::Requested { order: order.clone(), key: key.clone(), command };
    let id = requested.id(&"acme".parse().expect("a shop"));
    let done = command::Done {
        id: id.clone(),
        order: order.clone(),
        key: key.clone(),
        command: kind.clone(),
        reference: Some("929361462".into()),
        amount: Some(eur(2390)),
        asked: true,
    };
    let refused = command::Refused {
        id: id.clone(),
        order: order.clone(),
        key: key.clone(),
        command: kind.clone(),
        words: "Refund amount is too large".into(),
    };
    let (why, detail) = (command::Why::InDoubt, "no answer in time".into());
    let parked = command::Parked { id, order, key, command: kind, why, detail };
    [
        requested.event(),
        NewEvent::of("command#done", &done),
        NewEvent::of("command#refused", &refused),
        NewEvent::of("command#parked", &parked),
    ]
}

pub(super) fn figures() -> Option<Figures> {
    let figure = |loss, kept| Figure { loss, kept };
    Some(Figures { parcels: 412, in_use: figure(1834, 912), new: figure(1790, 904) })
}

pub(super) fn training() -> Option<Training> {
    Some(Training { days: 540, unreadable: 1, parcels: 9120 })
}

pub(super) fn adopted(now: Timestamp) -> Adopted {
    let as_of = "2026-01-15".parse().expect("a date");
    Adopted {
        model: ModelName { hash: "0a".repeat(32), as_of, parcels: 4101, since: now },
        before: Some("0b".repeat(32)),
        because: AdoptedBecause::NotWorse,
        figures: figures(),
        training: training(),
    }
}

pub(super) fn refused() -> Refused {
    let as_of = "2026-01-16".parse().expect("a date");
    let because = RefusedBecause::Worse;
    Refused { as_of, model: Some("0c".repeat(32)), because, figures: figures(), training: training() }
}

pub(super) fn promises_kept() -> adherence::Report {
    let tally = adherence::Tally {
        kept: 18,
        missed: 4,
        unknown: 2,
        by_cut_off: 1,
        by_processing: 1,
        by_transit: 2,
        exact: 9,
        within_one: 15,
        by_earliest: 4,
        handed_over_in_time: 20,
        handed_over_late: 2,
        padding: vec![(-1, 4), (0, 9), (1, 9)],
    };
    let part = |name: &str| vec![adherence::Part { name: name.into(), tally: tally.clone() }];
    let monday = "2026-01-05".parse().expect("a date");
    adherence::Report {
        from: monday,
        to: "2026-01-11".parse().expect("a date"),
        whole: tally.clone(),
        lanes: part("berlin → DE 1"),
        carriers: part("DHL/parcel"),
        warehouses: part("berlin"),
        weeks: vec![adherence::Week { monday, tally: tally.clone() }],
    }
}

/// A month of returns.
pub(super) fn month_of_returns() -> domain::returns::analytics::Report {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let part =
        json!([{"name": "TEA-1", "title": "Assam", "sold": 140, "returned": 31, "reason": "too-small"}]);
    serde_json::from_value(json!({
        "first": "2026-01-01", "last": "2026-01-31", "currency": "EUR", "route": "digest",
        "whole": {"orders": 612, "sold": 1180, "returns": 74, "withdrawals": 21, "pieces": 97, "decided": 71, "without_person": 60,
            "refused": 5, "escalated": 2, "refunds": 58, "refunded": eur(412_350), "freight": eur(9940), "fees": eur(2150),
            "bonus": eur(1200), "kept": eur(7400), "kept_pieces": 6, "scrapped": eur(11_980), "handling": eur(24_900),
            "elsewhere": 1, "grades": [61, 9, 4], "days_to_refund": [[1, 5], [4, 31]]},
        "reasons": [{"code": "too-small", "fault": "customer", "pieces": 34}],
        "articles": part, "variants": part, "days": [3, 0, 1],
        "months": [{"first": "2026-01-01", "sold": 1180, "returned": 97}],
        "descriptions": [{"name": "TEA-1", "title": "Assam", "reason": "too-small", "sold": 140, "returned": 28,
            "least_per_mille": 126, "usual_per_mille": 41}],
        "restock": [{"name": "TEA-1", "coming": 9, "sellable": 7}],
    }))
    .expect("a report")
}
