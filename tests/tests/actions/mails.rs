//! From an alert to its mail, from the mail to the page, from the page to the event.

use std::sync::{Arc, Mutex};

use bundle_tests::{mutants, ports::LinkKeysOf};
use domain::{
    EntityRef, Event, Failure, NewEvent, Timestamp,
    action::{ACKNOWLEDGE, ActionLink, SNOOZE},
    event::Origin,
    mail::MailRequested,
    send::SendId,
    stock::{self, Alert, Recovered},
};
use jiff::SignedDuration;
use mail_parser::{MessageParser, MimeHeaders as _};
use scraper::{Html, Selector};
use serde_json::json;
use testkit::orders;

use crate::house::{CURRENT, House, alert, key, now, shop, sku, tell};

/// A mailer that keeps what it is given.
#[derive(Default)]
pub(crate) struct SentMails(pub(crate) Mutex<Vec<mail::Mail>>);

impl mail_delivery::Mailer for SentMails {
    async fn send(&self, mail: &mail::Mail) -> Result<String, mail_delivery::Unsent> {
        let mut kept = self.0.lock().expect("nobody panics with it");
        kept.push(mail.clone());
        Ok(format!("ses-{}", kept.len()))
    }
}

async fn mailed(house: &House, entity: &EntityRef, request: &MailRequested) -> Option<mail::Mail> {
    let (mail, settled) = delivered(house, entity, request).await;
    settled.expect("settled");
    mail
}

async fn delivered(
    house: &House,
    entity: &EntityRef,
    request: &MailRequested,
) -> (Option<mail::Mail>, Result<(), Failure>) {
    let lanes = mail_delivery::Lanes {
        transactional: mail_delivery::Pace::new(1000, 1),
        bulk: mail_delivery::Pace::new(1000, 1),
        configuration_set_transactional: "transactional".into(),
        configuration_set_bulk: "bulk".into(),
    };
    let delivery = mail_delivery::MailDelivery {
        store: mutants::carriers_store(house.engine.clone()),
        mailer: SentMails::default(),
        lanes,
        pages: mail_delivery::Pages::new(
            "https://pages.example",
            Arc::new(LinkKeysOf::new(&[("acme", &[CURRENT])])),
        ),
        patience: SignedDuration::from_mins(5),
    };
    let origin = Origin { by: Some("low-stock-alert".into()), ..Origin::default() };
    let event = Event::place(&request.event(), &shop("acme"), entity, &origin, (1, ""), now());
    let deadline = now() + SignedDuration::from_secs(60);
    let settled = delivery.deliver(&event, &now, deadline).await;
    (delivery.mailer.0.into_inner().expect("nobody panicked").pop(), settled)
}

fn actions(mail: &mail::Mail) -> Vec<String> {
    let page = Html::parse_document(&mail.html);
    let links = Selector::parse("a[href^='https://pages.example/actions/']").expect("a selector");
    page.select(&links).filter_map(|a| a.attr("href").map(str::to_owned)).collect()
}

/// LS-17: from the alert to its mail, from the mail to the page, from the page to the event that wakes the automation.
#[tokio::test(start_paused = true)]
async fn the_links_in_a_mail_do_what_they_say() {
    let house = House::new().await;
    let mail = mailed(&house, &sku(), &alert(3).mail()).await.expect("a mail");
    assert_eq!(mail.to, "stock@acme.example");
    let links = actions(&mail);
    assert_eq!(links.len(), 4, "acknowledge, and three times snooze: {links:?}");
    for (link, (word, days)) in links.iter().zip([(ACKNOWLEDGE, 0), (SNOOZE, 1), (SNOOZE, 3), (SNOOZE, 7)]) {
        assert!(mail.text.contains(link.as_str()) && !link.contains('?'), "{link}");
        let token = link.strip_prefix("https://pages.example/actions/").expect("under the pages' address");
        let opened = ActionLink::open(token, &[key(CURRENT)], now()).expect("it opens");
        assert_eq!(opened, crate::house::link("acme", word, days));
        assert_eq!(house.press(token, now()).await.expect("a form").status, 200);
    }
    let words: Vec<_> = house.taken().await.into_iter().map(|(_, taken)| taken.word).collect();
    assert_eq!(words, [ACKNOWLEDGE, SNOOZE, SNOOZE, SNOOZE]);
    assert!(mail.raw.is_ascii() && mail.html.contains("cid:stock-chart"));
    // The same request makes the same links.
    assert_eq!(actions(&mailed(&House::new().await, &sku(), &alert(3).mail()).await.expect("a mail")), links);
}

/// LS-15: the digest goes out with its table, under its route; what is told of each stock can be acted on.
#[tokio::test(start_paused = true)]
async fn a_digest_and_a_storm_go_out_with_their_tables() {
    let house = House::new().await;
    let date = "2026-11-21".parse().expect("a date");
    let digest = stock::Digest {
        part: 0,
        date,
        route: "stock".into(),
        group: stock::rules::Group::Location,
        groups: vec![stock::Group { name: Some("Berlin".into()), alerts: vec![alert(3), alert(2)] }],
        recovered: vec![],
    };
    let entity = stock::Digest::entity_of("stock", date, 0);
    tell(&house.store, &shop("acme"), &entity, NewEvent::of(stock::Digest::EFFECT, &digest), None).await;
    let told = mailed(&house, &entity, &digest.mail(now())).await.expect("a mail");
    assert_eq!((told.to.as_str(), actions(&told).len()), ("stock@acme.example", 4), "two for each");
    let storm = stock::Summary {
        part: 0,
        route: "nobody".into(),
        from: now(),
        to: now(),
        levels: vec![(stock::Level::Critical, 1)],
        likely: None,
        alerts: vec![alert(3)],
    };
    let entity = stock::Summary::entity_of("nobody", now(), 0);
    tell(&house.store, &shop("acme"), &entity, NewEvent::of(stock::Summary::EFFECT, &storm), None).await;
    let summed = mailed(&house, &entity, &storm.mail()).await.expect("a mail");
    for mail in [told, summed] {
        let read = MessageParser::default().parse(&mail.raw).expect("a mail");
        let table = read.attachment(0).expect("a table");
        assert_eq!(table.attachment_name(), Some("stock-2026-11-21.csv"));
        assert!(table.contents().starts_with("\u{feff}\"level\"".as_bytes()));
    }
}

/// The last look: what is enough again, or worse by now, isn't told as it was; nor what a switch holds back.
#[tokio::test(start_paused = true)]
async fn an_alert_that_is_over_is_not_mailed() {
    for later in ["recovered", "worse", "shadow", "gone", "nothing"] {
        let house = House::new().await;
        let recovered = json!({"item": "808950810", "title": "Mug", "location": "905684977", "number": 3, "at": now(),
            "worst": "low", "available": 9, "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}},
            "route": "stock"});
        let by = Some("low-stock-alert");
        let mut request = alert(3).mail();
        match later {
            "recovered" => {
                let recovered: Recovered = serde_json::from_value(recovered).expect("a recovery");
                tell(&house.store, &shop("acme"), &sku(), NewEvent::of(Recovered::effect(3), &recovered), by)
                    .await;
            }
            "worse" => {
                tell(&house.store, &shop("acme"), &sku(), NewEvent::of(Alert::effect(4), &alert(4)), by)
                    .await;
            }
            "shadow" => {
                let mut settings = orders::shop();
                settings.automations.clear();
                house.store.publish_settings(&settings, Timestamp::UNIX_EPOCH).await.expect("published");
            }
            "gone" => request.revision = 9,
            _ => {}
        }
        let (mail, settled) = delivered(&house, &sku(), &request).await;
        assert_eq!(mail.is_some(), later == "nothing", "{later}");
        let id = SendId::of(&shop("acme"), &sku(), &request.message, request.revision);
        let entry = house.store.send_entry(&shop("acme"), &id).await.expect("readable");
        let reason = entry.and_then(|entry| entry.reason).unwrap_or_default();
        let why = match later {
            "recovered" => "there was enough again",
            "worse" => "a later alert",
            _ => "",
        };
        assert!(reason.starts_with(why), "{later}: {reason}");
        // What somebody may want all the same becomes a dead letter; what is over doesn't.
        assert_eq!(settled.is_err(), ["shadow", "gone"].contains(&later), "{later}: {settled:?}");
    }
}
