//! The month of returns: told once, by the shop's own clock, whatever the schedule does.

use std::time::Duration;

use bundle_tests::returning::{Returning, acme, shop};
use domain::{
    Timestamp,
    returns::{analytics::Report, told::Word},
};
use jiff::SignedDuration;
use return_report::{ReturnReport, Round};
use serde_json::{Value, json};
use shell::TimeLeft;
use testkit::Faults;

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// Two returns of March: one is paid, one is refused by a person and taken up again. A third wants too much.
async fn march(own: &Value) -> Returning {
    let mut desk = Returning::new(Faults::plan([]), &shop(own), 30).await;
    desk.with_mails = false;
    desk.ask_for("r1", 2).await;
    desk.run().await;
    desk.now += SignedDuration::from_hours(60);
    desk.arrive("r1", "DN-1", 2).await;
    desk.run().await;
    for (key, pieces) in [("r2", 1), ("r3", 99)] {
        desk.ask_for(key, pieces).await;
        desk.run().await;
    }
    desk.instruct("r2", Word::Override { yes: false, exception: None }, "boss").await;
    desk.run().await;
    desk
}

async fn tick(desk: &Returning, now: &str) -> Round {
    let report = ReturnReport { store: desk.store.clone() };
    let (round, done) = report.round(at(now), &TimeLeft::span(Duration::from_secs(900))).await;
    assert_eq!(done, Ok(()));
    round
}

async fn told(desk: &Returning, month: &str) -> Option<Report> {
    let entity = Report::entity(format!("{month}-01").parse().expect("a day"));
    let kept = desk.store.event(&acme(), &entity, Report::EFFECT).await.expect("readable");
    kept.map(|kept| kept.event.payload().expect("a report"))
}

#[tokio::test(start_paused = true)]
async fn a_month_is_told_once_with_its_numbers() {
    let desk = march(&json!({})).await;
    // Berlin has summer time by then.
    assert_eq!(tick(&desk, "2026-04-01T05:59:00Z").await.made, 0, "February's is quiet, March's isn't due");
    let (one, other) = tokio::join!(tick(&desk, "2026-04-01T06:00:00Z"), tick(&desk, "2026-04-01T06:00:00Z"));
    assert_eq!(one.made + other.made, 1, "{one:?} {other:?}");
    assert_eq!(tick(&desk, "2026-04-01T07:00:00Z").await, Round::default());
    let report = told(&desk, "2026-03").await.expect("it was made");
    let whole = &report.whole;
    assert_eq!((whole.orders, whole.sold, whole.returns, whole.pieces), (1, 30, 3, 3));
    assert_eq!((whole.refunds, whole.refunded.minor, whole.days_to_refund.clone()), (1, 2000, vec![(2, 1)]));
    assert_eq!((whole.decided, whole.refused, whole.escalated), (3, 2, 0));
    assert_eq!(report.articles[0].returned, 3);
    assert_eq!(report.days.iter().sum::<i64>(), 3);
    // Nobody's name or address is in it.
    let text = serde_json::to_string(&report).expect("JSON");
    assert!(!text.contains("ada@") && !text.contains("Hauptstr"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn its_mail_goes_to_its_route() {
    let mut desk = march(&json!({})).await;
    tick(&desk, "2026-04-01T06:00:00Z").await;
    (desk.now, desk.with_mails) = (at("2026-04-01T06:01:00Z"), true);
    desk.run().await;
    let mails = desk.mails("owner@acme.example");
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Acme Tea: 10% of the goods came back"]);
    assert!(mails[0].html.contains("cid:returns-chart"));
}

#[tokio::test(start_paused = true)]
async fn settings_say_whether_and_when() {
    let with = |own: Value| {
        let mut shop = shop(&json!({}));
        let own = own.as_object().cloned().unwrap_or_default();
        let table = domain::settings::Table { switch: Default::default(), own };
        shop.automations.insert("return-report".into(), table);
        shop
    };
    for (own, now, made) in [
        (json!({"enabled": false}), "2026-04-02T06:00:00Z", 0),
        (json!({"day": 5}), "2026-04-04T12:00:00Z", 0),
        (json!({"day": 5, "at": "18:00"}), "2026-04-05T16:00:00Z", 1),
    ] {
        let desk = march(&json!({})).await;
        desk.store.publish_settings(&with(own.clone()), at("2026-03-20T00:00:00Z")).await.expect("published");
        assert_eq!(tick(&desk, now).await.made, made, "{own}");
    }
    // A shop without returns is told nothing.
    let desk = march(&json!({})).await;
    desk.store
        .publish_settings(&testkit::orders::shop(), at("2026-03-20T00:00:00Z"))
        .await
        .expect("published");
    assert_eq!(tick(&desk, "2026-04-01T06:00:00Z").await, Round::default());
}

#[tokio::test(start_paused = true)]
async fn months_are_remembered_by_the_next() {
    let desk = march(&json!({})).await;
    tick(&desk, "2026-04-01T06:00:00Z").await;
    // In April nothing happens but what isn't over, so nothing is told; what stood in March's is there for whoever comes next.
    assert_eq!(tick(&desk, "2026-05-01T06:00:00Z").await, Round { made: 0, quiet: 1 });
    let history = desk.store.settings(&acme()).await.expect("settings");
    let zone = shop(&json!({})).time_zone();
    let april =
        domain::returns::analytics::Month::of("2026-04-15".parse().expect("a day"), &zone).expect("a month");
    let report =
        desk.store.return_report(&acme(), &history, april, "digest").await.expect("read").expect("made");
    let months: Vec<_> =
        report.months.iter().map(|month| (month.first.to_string(), month.returned)).collect();
    assert_eq!(months, [("2026-03-01".to_owned(), 3), ("2026-04-01".to_owned(), 0)]);
}
