//! The mails about returns: what they say, in every language, to buyers and to whoever is asked.

use domain::{
    EntityRef,
    order::Order,
    returns::record::{News, ReturnRecord},
    send::SendId,
};
use mail::{About, File, Mail, Offer, Request, locales, render};
use serde_json::json;

use crate::{
    facts::assert_same_facts,
    samples::{self, request, shop},
    snapshots::compare,
};

fn order() -> Order {
    samples::euro().order
}

/// A return of the order's first line, with all that there is to tell.
fn kept(order: &Order) -> ReturnRecord {
    let line = order.lines[0].id.as_str();
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let told: Vec<_> = News::ALL
        .iter()
        .map(|news| json!({"news": news.as_str(), "at": "2026-11-21T10:00:00Z", "amount": eur(2500)}))
        .collect();
    serde_json::from_value(json!({
        "order_name": order.name,
        "told": told,
        "asked": [{"round": 1, "step": 0, "route": "quality", "until": "2026-11-24T10:00:00Z"},
            {"round": 1, "step": 0, "route": "quality", "again": 1, "until": "2026-11-24T10:00:00Z"}],
        "rma": {
            "number": "RMA-1001-1",
            "request": {"key": "r1", "order": order.id, "at": "2026-11-21T09:30:00Z", "channel": "own", "by": "buyer",
                "withdrawal": true, "method": "own-post",
                "lines": [{"line": line, "quantity": 1, "reason": "defective", "condition": "damaged"}]},
            "granted": [{"line": line, "quantity": 1, "verdict": "approve", "because": {"code": "in-time"}, "say": "approved",
                "outcome": "refund", "fault": "merchant"}],
            "decided": "2026-11-21T10:00:00Z",
            "ship_by": "2026-12-05T23:00:00Z",
        },
    }))
    .expect("a return")
}

fn made(message: &str, revision: u32, kept: &ReturnRecord, locale: Option<&str>) -> Mail {
    with_files(message, revision, kept, locale, &[])
}

fn with_files(
    message: &str,
    revision: u32,
    kept: &ReturnRecord,
    locale: Option<&str>,
    files: &[File],
) -> Mail {
    let (order, shop, entity) = (order(), shop(), EntityRef::new("RETURN", "r1"));
    let send_id = SendId::of(&shop.id, &entity, message, revision);
    let about = match message {
        "return-approval" => About::ReturnApproval(&entity, kept, Some(&order)),
        _ => About::Return(&order, kept),
    };
    let offers: Vec<Offer> = ["approve-return", "refuse-return"]
        .iter()
        .map(|word| Offer {
            entity: entity.clone(),
            matter: "asked#1".into(),
            word: (*word).into(),
            days: 0,
            url: format!("https://pages.example/actions/{word}"),
        })
        .collect();
    let offers = if message == "return-approval" { offers.as_slice() } else { &[] };
    render(&Request { revision, offers, locale, files, ..request(about, &shop, message, &send_id) })
        .unwrap_or_else(|e| panic!("{message} {revision} {locale:?}: {e}"))
}

#[test]
fn returns_read_as_reviewed() {
    let kept = kept(&order());
    let of = |news: News| {
        u32::try_from(News::ALL.iter().position(|one| *one == news).expect("one of them")).expect("few") + 1
    };
    compare(made("return-update", of(News::Approved), &kept, Some("en")), "approved", "return-update");
    compare(made("return-update", of(News::Refunded), &kept, Some("de")), "refunded", "return-update");
    compare(
        made("withdrawal-received", of(News::Withdrawn), &kept, Some("en")),
        "withdrawn",
        "withdrawal-received",
    );
    compare(made("return-approval", 1, &kept, Some("en")), "asked", "return-approval");
}

#[test]
fn returns_speak_every_language() {
    let kept = kept(&order());
    for locale in locales() {
        for (at, news) in News::ALL.iter().enumerate() {
            let message = if *news == News::Withdrawn { "withdrawal-received" } else { "return-update" };
            let mail = made(message, u32::try_from(at + 1).expect("few"), &kept, Some(locale));
            assert_eq!(mail.locale, *locale, "{message}");
            assert_same_facts(&mail, &format!("{message} {} in {locale}", news.as_str()));
        }
        for revision in [1, 2] {
            let mail = made("return-approval", revision, &kept, Some(locale));
            assert_same_facts(&mail, &format!("return-approval {revision} in {locale}"));
            assert_eq!(mail.text.matches("https://pages.example/actions/").count(), 2, "{locale}");
        }
    }
}

/// RA-30: who gets the paper for the parcel reads what to do with it; who doesn't, doesn't.
#[test]
fn the_paper_for_the_parcel_is_spoken_of_where_it_is_attached() {
    let (kept, at) = (kept(&order()), 4);
    assert_eq!(kept.told[3].news, News::Approved);
    let files = [File { name: "RMA-1001-1.pdf", media_type: "application/pdf", bytes: b"%PDF-1.7" }];
    for locale in locales() {
        let (plain, mail) = (
            made("return-update", at, &kept, Some(locale)),
            with_files("return-update", at, &kept, Some(locale), &files),
        );
        assert_same_facts(&mail, &format!("return-update with its paper in {locale}"));
        assert!(mail.text.len() > plain.text.len() + 40, "{locale}: {}", mail.text);
        assert!(mail.html.len() > plain.html.len() + 40 && mail.raw.len() > plain.raw.len(), "{locale}");
    }
}

/// RA-5: the acknowledgement holds what, on which day, at what time.
#[test]
fn a_withdrawal_is_acknowledged_with_its_content_date_and_time() {
    let order = order();
    let mail = made("withdrawal-received", 1, &kept(&order), Some("en"));
    for fact in
        ["RMA-1001-1", order.name.as_str(), order.lines[0].title.as_str(), "2026", "10:30", "Europe/Berlin"]
    {
        assert!(mail.text.contains(fact), "{fact}: {}", mail.text);
    }
}

/// RA-5: what may still be refused isn't promised, and nobody is asked to send it yet.
#[test]
fn a_withdrawal_that_is_looked_at_promises_nothing() {
    let own = kept(&order());
    let said = "We are checking whether the withdrawal is in time";
    let (holds, sent) =
        ("the purchase price and, if you withdraw from the whole order,", "Please send the goods");
    for (verdict, say, next) in [
        (Some("approve"), "withdrawn", Some(true)),
        (Some("review"), "looked-at", Some(false)),
        (Some("review"), "withdrawal-looked-at", Some(false)),
        // Somebody said yes before the mail went: it says how it came in.
        (Some("approve"), "withdrawal-looked-at", Some(false)),
        (Some("refuse"), "too-many", None),
        (None, "looked-at", Some(false)),
    ] {
        let mut own = json!(own);
        match verdict {
            Some(verdict) => {
                own["rma"]["granted"][0]["verdict"] = verdict.into();
                own["rma"]["granted"][0]["say"] = say.into();
            }
            None => own["rma"]["granted"] = json!([]),
        }
        let own: ReturnRecord = serde_json::from_value(own).expect("a return");
        let text = made("withdrawal-received", 1, &own, Some("en")).text;
        let case = format!("{verdict:?} {say}: {text}");
        assert_eq!(text.contains(holds) && text.contains(sent), next == Some(true), "{case}");
        assert_eq!(text.contains(said), next == Some(false), "{case}");
        let line = mail::sentence(&format!("returns-say-{say}")).expect("a sentence");
        assert_eq!(text.contains(&line), verdict.is_some(), "{case}");
        assert!(text.contains("we have received your withdrawal"), "{case}");
        for locale in locales() {
            assert_same_facts(&made("withdrawal-received", 1, &own, Some(locale)), locale);
        }
    }
}

/// What a mail says of money is so: that it follows only where it does, that a bank shows it only where one will, and that it is
/// over after the day only where it is.
#[test]
fn news_says_of_the_money_what_is_so() {
    let of = |news: News| {
        u32::try_from(News::ALL.iter().position(|one| *one == news).expect("one of them")).expect("few") + 1
    };
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let line = order().lines[0].id.clone();
    let paid = json!({"r1#1": {"amount": eur(2500), "pieces": {line: 1}, "at": "2026-11-21T10:00:00Z", "state": "done"}});
    let plan = |as_credit: bool| {
        json!({"r1#1": {"currency": "EUR", "lines": [], "freight": eur(0), "fees": eur(0), "total": eur(2500),
            "credit": eur(0), "bonus": eur(if as_credit { 250 } else { 0 }), "to_pay": eur(0), "short": eur(0),
            "tenders": [{"tender": "0", "kind": "card", "amount": eur(2500), "as_credit": as_credit}]}})
    };
    let (open, paid_plan, credit) = (
        json!({}),
        json!({"plans": plan(false), "rma": {"refunds": paid}}),
        json!({"plans": plan(true), "rma": {"refunds": paid}}),
    );
    let exchange = json!({"rma": {"granted": [{"outcome": "exchange"}]}});
    let nothing = json!({"rma": {"expected": eur(0)}});
    let by_law = json!({"rma": {"statutory": true}});
    let exchanged = json!({"exchanged": true});
    for (what, known, news, says, never) in [
        ("a refund follows", &open, News::Received, "the refund follows", None),
        ("it is back", &paid_plan, News::Received, "what has arrived.", Some("refund follows")),
        ("it is nothing", &nothing, News::Received, "what has arrived.", Some("refund follows")),
        ("none is due", &exchange, News::Received, "what has arrived.", Some("refund follows")),
        ("the platform exchanges", &exchanged, News::Received, "what has arrived.", Some("refund follows")),
        ("by a bank", &paid_plan, News::Refunded, "We have refunded €25.00. It can take a few days", None),
        ("as credit", &credit, News::Refunded, "You have €27.50 of store credit now.", Some("bank")),
        ("it runs out", &open, News::Reminder, "December 5. After that, the return expires.", None),
        ("it is paid", &paid_plan, News::Reminder, "over by Saturday, December 5.", Some("expires")),
        ("by law", &by_law, News::Reminder, "over by Saturday, December 5.", Some("expires")),
    ] {
        let mut own = json!(kept(&order()));
        merge(&mut own, known);
        let own: ReturnRecord = serde_json::from_value(own).expect("a return");
        let text = made("return-update", of(news), &own, Some("en")).text;
        assert!(text.contains(says), "{what}: {text}");
        assert!(never.is_none_or(|never| !text.contains(never)), "{what}: {text}");
        for locale in locales() {
            assert_same_facts(
                &made("return-update", of(news), &own, Some(locale)),
                &format!("{what} in {locale}"),
            );
        }
    }
}

/// Lays what is known over it.
fn merge(over: &mut serde_json::Value, known: &serde_json::Value) {
    use serde_json::Value::{Array, Object};
    match (over, known) {
        (Object(over), Object(known)) => {
            for (name, value) in known {
                merge(over.entry(name.clone()).or_insert(serde_json::Value::Null), value);
            }
        }
        (Array(over), Array(known)) => {
            over.iter_mut().zip(known).for_each(|(over, known)| merge(over, known))
        }
        (over, known) => *over = known.clone(),
    }
}

/// The same return, after the policy has sent it to a person.
fn asked_about(because: &serde_json::Value, reason: &str) -> ReturnRecord {
    let eur = json!({"minor": 0, "currency": "EUR"});
    let plan = json!({"currency": "EUR", "lines": [], "freight": eur, "fees": eur, "total": eur, "credit": eur, "bonus": eur,
        "to_pay": eur, "short": eur});
    let decision = json!({"because": because, "verdict": "review", "policy": 1, "statutory": false, "lines": [], "shipments": [],
        "refund": plan, "refund_at": "receipt", "owner": "returns"});
    let mut kept = json!(kept(&order()));
    kept["decision"] = decision;
    kept["rma"]["request"]["lines"][0]["reason"] = reason.into();
    serde_json::from_value(kept).expect("a return")
}

#[test]
fn whoever_is_asked_reads_words_and_no_codes() {
    for because in [
        json!({"code": "withdrawal-excepted", "of": "perishable"}),
        json!({"code": "withdrawal-late", "last": "2026-11-10"}),
        json!({"code": "by-rule", "rule": "a-dear-one"}),
        json!({"code": "reviewed-otherwise"}),
        json!({"code": "restricted", "of": "final-sale"}),
        json!({"code": "discounted", "percent": 70}),
        json!({"code": "fault-not-refused", "instead_of": "restricted"}),
        json!({"code": "fact-unknown", "rule": "a-dear-one", "fact": "customer.orders"}),
        json!({"code": "delivery-unknown"}),
        json!({"code": "suspicious", "points": 60}),
        json!({"code": "beyond-return-limit"}),
        json!({"code": "beyond-day-limit"}),
        json!({"code": "limit-unknown"}),
        json!({"code": "breaker-open"}),
        json!({"code": "money-unknown"}),
        json!({"code": "unknown-reason"}),
        json!({"code": "from-exchange"}),
    ] {
        let code = because["code"].as_str().expect("a code").to_owned();
        for locale in locales() {
            let mail = made("return-approval", 1, &asked_about(&because, "defective"), Some(locale));
            for raw in [code.as_str(), "defective", "damaged", "final-sale"] {
                let word = |text: &str| {
                    text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == raw)
                };
                assert!(!word(&mail.text), "{raw} in {locale}: {}", mail.text);
            }
            for fact in ["rule", "fact"].iter().filter_map(|key| because[*key].as_str()) {
                assert!(mail.text.contains(fact), "{fact} in {locale}: {}", mail.text);
            }
        }
    }
    let mail =
        made("return-approval", 1, &asked_about(&json!({"code": "in-time"}), "smells-of-cat"), Some("de"));
    assert!(mail.text.contains("smells-of-cat"), "a shop's own code stays as it is: {}", mail.text);
}

#[test]
fn what_stays_for_a_part_of_its_money_is_told_so_whoever_said_yes() {
    let part = mail::sentence("returns-say-keep-part").expect("a sentence");
    let revision = News::ALL.iter().position(|news| *news == News::Approved).expect("it is one") + 1;
    for (verdict, outcome, say, expected) in [
        ("keep", "partial-credit", "keep-it", part.as_str()),
        ("keep", "partial-credit", "looked-at", part.as_str()),
        ("keep", "refund", "looked-at", "The money is refunded, and you may keep it."),
        ("approve", "refund", "looked-at", "You may send it back."),
    ] {
        let mut told = json!(kept(&order()));
        let line = &mut told["rma"]["granted"][0];
        (line["verdict"], line["outcome"], line["say"]) = (verdict.into(), outcome.into(), say.into());
        let told = serde_json::from_value(told).expect("a return");
        let mail = made("return-update", u32::try_from(revision).expect("few"), &told, Some("en"));
        assert!(mail.text.contains(expected), "{verdict} {outcome} {say}: {}", mail.text);
    }
}

/// Every word of the lists has its sentence: buyers choose by them, and the shop's own people read them.
#[test]
fn every_code_of_the_lists_has_its_words() {
    use domain::returns::{Condition, Outcome, Trait};
    const REASONS: [&str; 10] = [
        "changed-mind",
        "too-small",
        "too-large",
        "ordered-by-mistake",
        "arrived-late",
        "damaged-in-transit",
        "defective",
        "wrong-item",
        "not-as-described",
        "missing-parts",
    ];
    let of = |list: &str, words: Vec<&'static str>| -> Vec<String> {
        words.into_iter().map(|word| format!("returns-{list}-{word}")).collect()
    };
    let keys = [
        of("reason", REASONS.to_vec()),
        of("condition", Condition::ALL.iter().map(|word| word.as_str()).collect()),
        of("outcome", Outcome::ALL.iter().map(|word| word.as_str()).collect()),
        of("trait", Trait::ALL.iter().map(|word| word.as_str()).collect()),
    ];
    for key in keys.concat() {
        assert!(mail::sentence(&key).is_some(), "{key}");
    }
    assert_eq!(
        mail::sentence("returns-say-final-sale").as_deref(),
        Some("It was sold as final and can’t be returned.")
    );
    assert_eq!(mail::sentence("returns-say-nothing"), None);
}
