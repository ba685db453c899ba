//! The mail about a delay: what it says, once, and what its reader may do.

use serde_json::json;

use crate::{
    hostile::{HOSTILE, assert_sound, tree},
    json_ld, samples,
    snapshots::{compare, compare_parts, text},
};

#[test]
fn delays_read_as_reviewed() {
    for late in samples::lates() {
        compare(late.mail(), late.name, "delivery-delayed");
    }
    for language in mail::locales() {
        let all = samples::lates().into_iter().map(|late| {
            let mail = late.render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
            text(&mail)
        });
        let all = all.collect::<Vec<_>>().join("\n==========\n\n");
        compare_parts(&[("txt", all)], &format!("in-{language}"), "delivery-delayed");
    }
}

/// ED-20, ED-21: what was promised, what is expected, and the choice that the law gives; in both parts.
#[test]
fn a_delay_says_what_was_promised_what_is_expected_and_what_its_reader_may_do() {
    let (sorry, cancel) = ("We are sorry", "cancel it for a full refund");
    for (late, said, unsaid) in [
        (
            samples::on_its_way(),
            vec![
                "Wednesday 25 November",
                "Friday 27 November to Monday 30 November",
                "takes longer than planned",
                "00340434161094042551",
                "https://www.dhl.de/verfolgen?piececode=1",
                "00340434161094042552",
                "just reply to this e-mail",
            ],
            vec![cancel, "elsewhere.example", "00340434161094042553", "We now expect to send it"],
        ),
        (
            samples::choice(),
            vec!["handed over to the carrier", "send it by Thursday, November 26", cancel, "by the new date"],
            vec!["consent"],
        ),
        (samples::consent(), vec!["only keep your order if you agree", "refund it in full"], vec![cancel]),
    ] {
        let mail = late.mail();
        let html = crate::facts::plain(&mail.html.replace("&amp;", "&").replace("&#x2f;", "/"));
        for part in [&mail.text, &html] {
            let folded = |text: &str| text.replace(',', "");
            for fact in &said {
                assert!(folded(part).contains(&folded(fact)), "{}: {fact:?} is missing:\n{part}", late.name);
            }
            for fact in &unsaid {
                assert!(!part.contains(fact), "{}: {fact:?}", late.name);
            }
            assert_eq!(part.matches(sorry).count(), 1, "{}", late.name);
        }
    }
}

#[test]
fn machines_read_what_is_expected() {
    let deliveries =
        |late: samples::Late| json_ld::parse(&late.mail()).expect("JSON-LD").get("orderDelivery").cloned();
    let expected = json!([{"@type": "ParcelDelivery", "expectedArrivalFrom": "2026-11-27", "expectedArrivalUntil": "2026-11-30"}]);
    assert_eq!(deliveries(samples::on_its_way()), Some(expected));
    assert_eq!(deliveries(samples::unknown()), None);
}

/// What carriers and shops write about a parcel is theirs, and stays text.
#[test]
fn no_parcel_changes_its_mails_shape() {
    type Spoil = fn(&mut samples::Late, String);
    let places: &[(&str, Spoil)] = &[
        ("carrier", |l, t| l.sample.order.shipments[0].carrier = Some(t)),
        ("tracking", |l, t| l.sample.order.shipments[1].tracking = Some(t)),
        ("parcel.id", |l, t| l.sample.order.shipments[0].id = t),
        ("parcel.url", |l, t| l.sample.order.shipments[1].url = Some(t)),
        ("order.name", |l, t| l.sample.order.name = t),
        ("order.id", |l, t| l.sample.order.id = t),
        ("order.email", |l, t| l.sample.order.email = Some(t)),
        ("shop.name", |l, t| l.sample.shop.name = t),
        ("shop.url", |l, t| l.sample.shop.url = t),
        ("sender.address", |l, t| l.sample.shop.sender.address = t),
    ];
    let late = || {
        let mut late = samples::on_its_way();
        late.sample.order.shipments.iter_mut().for_each(|parcel| parcel.url = None);
        late
    };
    let benign = tree(&late().mail().html);
    let (mut mailed, mut refused) = (0, 0);
    for (place, put) in places {
        for text in HOSTILE.iter().filter(|text| !text.trim().is_empty()) {
            let mut late = late();
            put(&mut late, (*text).to_owned());
            match late.render_in(None) {
                Err(mail::Unmailable::Template(bug)) => panic!("{place}: {text:?}: {bug}"),
                Err(_) => refused += 1,
                Ok(mail) => {
                    assert_sound(&mail, &format!("{place}: {text:?}"));
                    // A link that isn't the carrier's or the shop's is left out, and the shop's own with it.
                    if *place != "shop.url" {
                        assert_eq!(tree(&mail.html), benign, "{place}: {text:?}");
                    }
                    mailed += 1;
                }
            }
        }
    }
    assert!(mailed > 150 && refused > 20, "{mailed} mailed, {refused} refused");
}
