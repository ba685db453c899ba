//! The mails and pages of purchase orders: what they say, to whom, and in which language.

use domain::{
    EntityRef, Event, Timestamp,
    action::{Action, Taken},
    event::Origin,
    purchase::{Chase, Happened, PurchaseOrder, State, Wish},
    reorder::{Autonomy, Bid, Lost, Position},
    send::SendId,
    settings::Shop,
};
use mail::{
    About, Mail, Offer, Request, locales,
    page::{ActionRequest, Doing, action},
};

use crate::{
    facts::assert_same_facts,
    samples,
    snapshots::{compare_parts, text},
};

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn entity() -> EntityRef {
    EntityRef::new("PURCHASE", "0123456789-1")
}

fn shop() -> Shop {
    let mut shop = samples::shop();
    let kiln = serde_json::json!({"address": "orders@kiln.example", "language": "ja", "currency": "EUR"});
    shop.suppliers.insert("Kiln & Co".into(), serde_json::from_value(kiln).expect("a supplier"));
    shop.routes.0.insert("buying".into(), "buying@acme.example".into());
    shop
}

fn waiting() -> PurchaseOrder {
    let currency = "EUR".parse().expect("a currency");
    let mut order = PurchaseOrder::open("Kiln & Co", "berlin", currency, at("2026-11-25T08:00:00Z"));
    let mut wish = Wish {
        item: "808950810".into(),
        sku: Some("MUG-1".into()),
        supplier_sku: Some("K-77".into()),
        title: "Mug “Harbour”".into(),
        variant: Some("Blue".into()),
        quantity: 1200,
        price: Some(samples::money("2.50", "EUR")),
        expected: Some("2026-12-10".parse().expect("a day")),
        autonomy: Autonomy::Draft,
        order_by: Some(at("2026-11-27T11:00:00Z")),
        ..Wish::default()
    };
    wish.why.position = Some(Position { on_hand: 9, reserved: 4, on_order: 2, in_transit: 0 });
    wish.why.between = Some((105, 1207));
    wish.why.formula =
        "d̄ = ½·(4.2·2.5 + 9.5) = 10, by orders × pieces in one; sells lumpy, 300 days in stock. \
        ROP = 10·9 + 1.645·√80 = 105, so 105; up to 1207 with 10·110 on top"
            .into();
    wish.why.losing = vec![Bid {
        supplier: "Far East".into(),
        needed: 1200,
        quantity: 1200,
        unit_price: Some(samples::money("2.60", "EUR")),
        expected: "2027-01-10".parse().expect("a day"),
        reliability: None,
        preferred: false,
        lost: Some(Lost::Dearer),
    }];
    order.put(wish).expect("a line");
    order.ask().expect("asked");
    order
}

fn sent() -> PurchaseOrder {
    let mut order = waiting();
    order.approve(1, "buying", "PO-2026-00017", at("2026-11-26T08:00:00Z")).expect("approved");
    order.send(at("2026-11-26T08:05:00Z")).expect("sent");
    order
}

fn render(message: &str, about: About, words: &[&str], locale: Option<&str>) -> Mail {
    let (shop, entity) = (shop(), entity());
    let send_id = SendId::of(&shop.id, &entity, message, 1);
    let offer = |word: &&str| Offer {
        entity: entity.clone(),
        matter: "asked#1".into(),
        word: (*word).into(),
        days: 0,
        url: format!("https://pages.example/actions/{word}"),
    };
    let offers: Vec<_> = words.iter().map(offer).collect();
    let request = Request { locale, offers: &offers, ..samples::request(about, &shop, message, &send_id) };
    mail::render(&request).unwrap_or_else(|e| panic!("{message} in {locale:?}: {e}"))
}

#[test]
fn an_approver_sees_why_and_a_supplier_sees_their_own_codes() {
    let (order, entity) = (waiting(), entity());
    let about = About::Purchase(&entity, &order, "buying");
    let asked = render("purchase-approval", about, &["approve", "decline"], None);
    assert_eq!(
        (asked.to.as_str(), asked.subject.as_str()),
        ("buying@acme.example", "Acme & Daughters: order to Kiln & Co, €3,000.00")
    );
    for said in [
        "1 item for €3,000.00. Nothing is ordered until you approve it.",
        "Mug “Harbour” (Blue)",
        "Quantity: 1,200",
        "Price each: €2.50",
        "Why: 7 in stock or on the way; order at 105, up to 1,207",
        "Reckoning: d̄ = ½·(4.2·2.5 + 9.5) = 10, by orders × pieces in one; sells lumpy, 300 days in stock. \
         ROP = 10·9 + 1.645·√80 = 105, so 105; up to 1207 with 10·110 on top",
        "Not chosen: Far East (€2.60, Sunday, January 10, 2027)",
        "https://pages.example/actions/approve",
        "https://pages.example/actions/decline",
    ] {
        assert!(asked.text.contains(said), "{said:?} isn't in\n{}", asked.text);
    }
    let order = sent();
    let told =
        render("purchase-order", About::PurchaseOrder(&entity, &order), &["confirm", "refuse"], Some("en"));
    assert_eq!(
        (told.to.as_str(), told.subject.as_str()),
        ("orders@kiln.example", "Purchase order PO-2026-00017 from Acme & Daughters")
    );
    assert!(
        told.text.contains("Your code: K-77") && told.text.contains("Confirm the order"),
        "{}",
        told.text
    );
    for secret in ["Reckoning", "Far East", "105", "Why"] {
        assert!(!told.text.contains(secret) && !told.html.contains(secret), "{secret}: {}", told.text);
    }
    let own = render("purchase-order", About::PurchaseOrder(&entity, &order), &[], None);
    assert_eq!(own.locale, "ja", "in their own language");
}

fn with_state(state: State) -> PurchaseOrder {
    PurchaseOrder { state, ..sent() }
}

/// Every mail about an order, as it is in its state.
fn all() -> Vec<(&'static str, PurchaseOrder, Vec<&'static str>)> {
    let mut chased = with_state(State::PartlyReceived);
    chased.lines[0].received = 480;
    chased.chase = Some(Chase { stage: 1, at: at("2026-12-13T08:00:00Z"), in_vain: false });
    vec![
        ("purchase-approval", waiting(), vec!["approve", "decline"]),
        ("purchase-order", sent(), vec!["confirm", "refuse"]),
        ("purchase-reminder", sent(), vec!["confirm", "refuse"]),
        ("purchase-chase", chased, vec!["confirm"]),
        ("purchase-cancelled", with_state(State::Cancelled), vec![]),
    ]
}

fn told(message: &str, order: &PurchaseOrder, words: &[&str], locale: &str) -> Mail {
    let entity = entity();
    let about = match message {
        "purchase-approval" => About::Purchase(&entity, order, "buying"),
        _ => About::PurchaseOrder(&entity, order),
    };
    render(message, about, words, Some(locale))
}

#[test]
fn purchases_read_as_reviewed() {
    for (message, order, words) in all() {
        let english = told(message, &order, &words, "en-GB");
        compare_parts(&[("txt", text(&english)), ("html", english.html)], "full", message);
        for language in locales() {
            let mail = told(message, &order, &words, language);
            compare_parts(&[("txt", text(&mail))], &format!("in-{language}"), message);
        }
    }
    let (message, order, words) = all().remove(3);
    compare_parts(&[("html", told(message, &order, &words, "ar").html)], "arabic", message);
}

/// A supplier is no part of the shop: their pages are for them, and name no role.
#[test]
fn a_supplier_is_spoken_to_as_a_supplier() {
    let mut shop = shop();
    shop.suppliers.get_mut("Kiln & Co").expect("Kiln").language = Some("en-GB".into());
    let (order, entity) = (sent(), entity());
    let event = Happened::to(&order).event("sent", Happened::SENT);
    let event =
        Event::place(&event, &shop.id, &entity, &Origin::default(), (1, ""), at("2026-11-26T08:05:00Z"));
    for (role, own, other) in [
        ("supplier", "This page is for Kiln &amp; Co, which supplies Acme &amp; Daughters.", "people of"),
        ("buying", "This page is for the people of Acme &amp; Daughters.", "which supplies"),
    ] {
        let taken =
            Taken { word: "confirm".into(), matter: Happened::SENT.into(), role: role.into(), until: None };
        for doing in [
            Doing::Offered { proof: "x~1" },
            Doing::Done { at: at("2026-11-26T10:00:00Z"), taken: &taken, before: false },
        ] {
            let action = Action::new("confirm", Happened::SENT, role);
            let request = ActionRequest {
                shop: &shop,
                action: &action,
                told: &event,
                returned: None,
                purchase: Some(&order),
                doing,
                now: at("2026-11-26T10:00:00Z"),
            };
            let page = mail::page::action(&request).expect("a page");
            let plain = page.html.replace(['\u{2068}', '\u{2069}'], "");
            assert!(plain.contains(own) && !plain.contains(other), "{role}: {plain}");
            assert_eq!(
                plain.contains("“buying”"),
                role == "buying" && matches!(doing, Doing::Done { .. }),
                "{plain}"
            );
            assert!(!plain.contains("“supplier”"), "{plain}");
        }
    }
}

#[test]
fn purchases_speak_every_language() {
    let (draft, entity) = (waiting(), entity());
    let ordered = sent();
    for locale in locales() {
        for (message, about, words) in [
            ("purchase-approval", About::Purchase(&entity, &draft, "buying"), ["approve", "decline"]),
            ("purchase-order", About::PurchaseOrder(&entity, &ordered), ["confirm", "refuse"]),
            ("purchase-chase", About::PurchaseOrder(&entity, &ordered), ["confirm", "refuse"]),
            ("purchase-reminder", About::PurchaseOrder(&entity, &ordered), ["confirm", "refuse"]),
            ("purchase-cancelled", About::PurchaseOrder(&entity, &ordered), ["", ""]),
        ] {
            let mail = render(message, about, &words, Some(locale));
            assert_eq!(mail.locale, *locale, "{message}");
            assert_same_facts(&mail, &format!("{message} in {locale}"));
        }
        let mut shop = shop();
        shop.locale = (*locale).into();
        for word in ["approve", "decline", "confirm", "refuse"] {
            let role = if ["confirm", "refuse"].contains(&word) { "supplier" } else { "buying" };
            let told = Happened::to(&draft).event("asked", Happened::asked(1));
            let told = Event::place(
                &told,
                &shop.id,
                &entity,
                &Origin::default(),
                (1, ""),
                at("2026-11-25T09:00:00Z"),
            );
            for doing in [Doing::Offered { proof: "x~1" }, Doing::Over] {
                let request = ActionRequest {
                    shop: &shop,
                    action: &Action::new(word, "asked#1", role),
                    told: &told,
                    returned: None,
                    purchase: Some(&ordered),
                    doing,
                    now: at("2026-11-25T10:00:00Z"),
                };
                let page = action(&request).unwrap_or_else(|e| panic!("{word} in {locale}: {e}"));
                let spoken = if role == "supplier" { "ja" } else { *locale };
                assert!(
                    page.locale == spoken && page.html.contains("Mug"),
                    "{word} in {locale}: {}",
                    page.locale
                );
                assert_eq!(page.html.contains("<form"), matches!(doing, Doing::Offered { .. }), "{word}");
            }
        }
    }
}
