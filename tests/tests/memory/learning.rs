//! Learning from deliveries: a file a day, models that take over or are refused, the report; whatever the schedule does, and whatever
//! is broken.

use std::sync::{Arc, Mutex};

use bundle_tests::{
    learning::{Deliveries, Way, acme, day, hours},
    ports::LinkKeysOf,
};
use domain::{
    Payload as _, Timestamp,
    edd::{
        Adopted, AdoptedBecause, InUse, ModelName, Refused, RefusedBecause,
        adherence::Report,
        learned::{Learner, Options},
    },
    event::Origin,
};
use edd_quote::EddQuote;
use futures::{FutureExt as _, future::BoxFuture};
use objects::{First, Listing, Models, NoModel, Objects, ObjectsError, Room, Shown, Upload, UploadForm};
use serde_json::json;
use shell::{Body, HttpRequest};
use testkit::{Bucket, Faults};
use transit_learning::{Trained, TransitLearning};

/// Two, three or four days.
fn usual(n: i64) -> i64 {
    2 + n % 3
}

async fn shop() -> Deliveries {
    Deliveries::new(&Faults::plan([])).await
}

/// Until midnight of that day, its small hours, when it is learned, and eight in the morning.
async fn night(deliveries: &Deliveries, days: i64) -> transit_learning::Round {
    deliveries.tick(hours(24 * days + 4)).await
}

fn keys(bucket: &Bucket) -> Vec<String> {
    bucket.all().keys().cloned().collect()
}

fn days_of(bucket: &Bucket) -> Vec<(String, Vec<u8>)> {
    let all = bucket.all();
    all.iter().filter(|(key, _)| key.contains("/days/")).map(|(k, b)| (k.clone(), b.clone())).collect()
}

#[tokio::test]
async fn each_day_is_one_object_that_never_changes_and_a_missed_one_is_made_up_for() {
    let deliveries = shop().await;
    deliveries.every_day(0..9, 4, usual).await;
    // Nothing ticks for six days.
    assert_eq!(night(&deliveries, 6).await.days, 6);
    let first = days_of(&deliveries.bucket);
    assert_eq!(first[0].0, "acme/transit/days/v1/2026-01-05.ndjson.gz");
    assert_eq!(night(&deliveries, 6).await.days, 0, "a tick that comes twice finds them there");
    assert_eq!(night(&deliveries, 8).await.days, 2);
    assert_eq!(days_of(&deliveries.bucket)[..6], first);
    // The same shop, all of it at once: the same bytes.
    let again = shop().await;
    again.every_day(0..9, 4, usual).await;
    night(&again, 8).await;
    assert_eq!(days_of(&again.bucket), days_of(&deliveries.bucket));
    // What is in them.
    let file = deliveries.learning.objects.day(&acme(), day(3)).await.expect("readable").expect("there");
    let orders: Vec<_> = file.entries().map(|entry| entry.order.clone()).collect();
    assert!(orders.contains(&"3000".into()) && orders.contains(&"1000".into()), "{orders:?}");
    let text = String::from_utf8(file.to_bytes()).expect("text");
    for private in ["Ada", "Muster", "Ritterstr", "10969", "ada@example.com", "JD0000"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
}

#[tokio::test]
async fn a_day_without_orders_and_a_shop_without_dates_write_nothing() {
    let mut deliveries = shop().await;
    assert_eq!(night(&deliveries, 40).await.days, 0);
    deliveries.every_day(50..51, 1, usual).await;
    let mut other = serde_json::to_value(bundle_tests::promising::shop()).expect("plain data");
    other["automations"].as_object_mut().expect("tables").remove("edd-calculation");
    deliveries.publish(serde_json::from_value(other).expect("a shop"), hours(24 * 49)).await;
    assert_eq!(night(&deliveries, 60).await.days, 0);
    assert_eq!(keys(&deliveries.bucket), Vec::<String>::new());
}

async fn in_use(deliveries: &Deliveries) -> InUse {
    deliveries.store.model_in_use(&acme()).await.expect("readable").1
}

async fn story<P: domain::Payload>(deliveries: &Deliveries) -> Vec<P> {
    let story = deliveries.store.story(&acme(), &InUse::entity()).await.expect("readable");
    assert_eq!(story.broken, None);
    story
        .events
        .iter()
        .filter(|kept| kept.event.kind == P::KIND)
        .map(|k| k.event.payload().expect("one"))
        .collect()
}

async fn quote(deliveries: &Deliveries, now: Timestamp) -> serde_json::Value {
    let models = Models::new(deliveries.learning.objects.clone());
    let door = EddQuote::new(deliveries.store.clone(), Arc::new(LinkKeysOf::acme())).asking(models);
    let query = [("shop", "acme"), ("country", "DE"), ("postcode", "10969")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let answer =
        door.answer_at(&HttpRequest { method: "GET".into(), query, ..HttpRequest::default() }, now).await;
    match answer.body {
        Body::Json(body) => body,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_model_takes_over_and_answers_first_with_how_it_knows() {
    let deliveries = shop().await;
    deliveries.every_day(0..2, 5, usual).await;
    assert_eq!(night(&deliveries, 9).await.adopted, 0, "ten parcels are too few");
    assert_eq!(quote(&deliveries, hours(24 * 9)).await["source"], "declared");
    assert_eq!(story::<Refused>(&deliveries).await, [], "a young shop is told nothing each night");
    deliveries.every_day(9..40, 5, usual).await;
    assert_eq!(night(&deliveries, 41).await.adopted, 1);
    let told = story::<Adopted>(&deliveries).await;
    assert_eq!((told.len(), told[0].because), (1, AdoptedBecause::First));
    let model = in_use(&deliveries).await.model.expect("one is in use");
    assert_eq!((model.as_of, model.hash.len()), (day(41), 64));
    assert!(model.parcels >= 140, "{model:?}");
    let answer = quote(&deliveries, hours(24 * 41 + 8)).await;
    assert_eq!((&answer["source"], &answer["confidence"]), (&json!("learned"), &json!(90)), "{answer}");
    let source = &answer["shipments"][0]["transit"]["source"];
    assert!(source["parcels"].as_u64().is_some_and(|n| n >= 30) && source["level"].is_string(), "{source}");
    assert_eq!(source["as_of"], json!(day(41)));
    // Nothing new: the same night again, and a promise asks it as well.
    assert_eq!(night(&deliveries, 41).await, transit_learning::Round::default());
    // Where the rules say so, nobody asks it.
    let mut plain = serde_json::to_value(bundle_tests::promising::shop()).expect("plain data");
    plain["automations"]["edd-calculation"]["learned"] = false.into();
    let shop = serde_json::from_value(plain).expect("a shop");
    deliveries.store.publish_settings(&shop, hours(24 * 41 + 9)).await.expect("published");
    assert_eq!(quote(&deliveries, hours(24 * 41 + 10)).await["source"], "declared");
}

#[tokio::test]
async fn what_cant_be_read_is_done_without_and_told() {
    let deliveries = shop().await;
    deliveries.every_day(0..30, 5, usual).await;
    night(&deliveries, 31).await;
    let model = in_use(&deliveries).await.model.expect("one");
    let key = format!("acme/transit/models/{}.json.gz", model.hash);
    let good = deliveries.bucket.all()[&key].clone();
    let other = days_of(&deliveries.bucket)[0].1.clone();
    for (bytes, code) in [
        (Some(good[..good.len() / 2].to_vec()), "model-broken"),
        (Some(b"{}".to_vec()), "model-broken"),
        (Some(other), "model-altered"),
        (None, "model-missing"),
    ] {
        match bytes {
            Some(bytes) => _ = deliveries.bucket.all().insert(key.clone(), bytes),
            None => _ = deliveries.bucket.all().remove(&key),
        }
        let read = deliveries.learning.objects.model(&acme(), &model.hash).await;
        assert_eq!(read.map_err(|e| e.code()).err(), Some(code));
        let answer = quote(&deliveries, hours(24 * 31 + 8)).await;
        assert_eq!(answer["source"], "declared", "{code}: {answer}");
    }
    // And learned anew; the one in use can't be compared with, so it is replaced.
    deliveries.every_day(30..33, 5, usual).await;
    assert_eq!(night(&deliveries, 34).await.adopted, 1);
    let told = story::<Adopted>(&deliveries).await;
    assert_eq!(told.last().map(|told| told.because), Some(AdoptedBecause::BeforeUnreadable));
    assert_eq!(quote(&deliveries, hours(24 * 34 + 8)).await["source"], "learned");
}

#[tokio::test]
async fn a_model_of_another_version_is_not_guessed_at() {
    let deliveries = shop().await;
    deliveries.every_day(0..30, 5, usual).await;
    night(&deliveries, 31).await;
    let objects = &deliveries.learning.objects;
    let model =
        objects.model(&acme(), &in_use(&deliveries).await.model.expect("one").hash).await.expect("one");
    let mut newer: serde_json::Value = serde_json::from_slice(&model.to_bytes()).expect("JSON");
    newer["version"] = 99.into();
    let read = domain::edd::learned::Model::from_bytes(newer.to_string().as_bytes()).expect_err("newer");
    assert_eq!(NoModel::from(read).code(), "model-of-another-version");
}

#[tokio::test]
async fn broken_days_are_left_out_and_too_many_refuse_the_training() {
    let deliveries = shop().await;
    deliveries.every_day(0..38, 5, usual).await;
    night(&deliveries, 30).await;
    let before = in_use(&deliveries).await;
    let spoil = |nth: usize| {
        let key = days_of(&deliveries.bucket)[nth].0.clone();
        deliveries.bucket.all().insert(key, b"\x1f\x8bnothing".to_vec());
    };
    spoil(3);
    assert_eq!(night(&deliveries, 31).await.adopted, 1, "one of thirty: the others are learned from");
    let told = story::<Adopted>(&deliveries).await;
    assert_eq!(told.last().and_then(|told| told.training).map(|training| training.unreadable), Some(1));
    (4..9).for_each(spoil);
    let round = night(&deliveries, 33).await;
    assert_eq!((round.adopted, round.refused), (0, 1));
    let told = story::<Refused>(&deliveries).await;
    assert_eq!(told.iter().map(|told| told.because).collect::<Vec<_>>(), [RefusedBecause::DaysUnreadable]);
    assert_ne!(in_use(&deliveries).await, before);
    assert_eq!(
        in_use(&deliveries).await.model.map(|model| model.as_of),
        Some(day(31)),
        "what answered goes on"
    );
}

#[tokio::test]
async fn a_history_that_shrank_or_teaches_worse_doesnt_take_over() {
    let deliveries = shop().await;
    // A slow time, and then a quick one.
    deliveries.every_day(0..20, 6, |n| 8 + n % 3).await;
    deliveries.every_day(20..45, 6, |_| 2).await;
    night(&deliveries, 50).await;
    let (head, known) = deliveries.store.model_in_use(&acme()).await.expect("readable");
    let known_model = known.model.clone().expect("one");
    let put = async |head: &domain::Head, model: ModelName, known: &InUse| {
        let next = InUse { model: Some(model.clone()), before: vec![], ..known.with(model.clone(), false) };
        let adopted =
            Adopted { model, before: None, because: AdoptedBecause::Chosen, figures: None, training: None };
        let origin = Origin::default();
        let done =
            deliveries.store.use_model(&acme(), head, &next, &adopted, origin, hours(24 * 50 + 5)).await;
        assert_eq!(done, Ok(true));
    };
    // One that says that it knew nothing of the quick time, and knows it all the same.
    put(&head, ModelName { as_of: day(28), ..known_model.clone() }, &known).await;
    deliveries.every_day(45..46, 1, |_| 2).await;
    let trained = deliveries.learning.train(&acme(), day(51), hours(24 * 51)).await.expect("trained");
    let Trained::Refused(refused) = trained else { panic!("{trained:?}") };
    assert_eq!(refused.because, RefusedBecause::Worse);
    let figures = refused.figures.expect("both came out somehow");
    assert!(figures.parcels >= 30 && figures.new.loss > figures.in_use.loss, "{figures:?}");
    // And one that had seen many more.
    let (head, known) = deliveries.store.model_in_use(&acme()).await.expect("readable");
    put(&head, ModelName { parcels: 5 * known_model.parcels, as_of: day(49), ..known_model }, &known).await;
    let trained = deliveries.learning.train(&acme(), day(52), hours(24 * 52)).await.expect("trained");
    let Trained::Refused(refused) = trained else { panic!("{trained:?}") };
    assert_eq!(refused.because, RefusedBecause::HistoryShrank);
}

/// A room in which something happens right before a model is kept, once.
struct Meanwhile {
    bucket: Bucket,
    happens: Mutex<Option<BoxFuture<'static, ()>>>,
}

impl Room for Meanwhile {
    fn put(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectsError>> {
        self.bucket.put(key, bytes)
    }
    fn put_new(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<bool, ObjectsError>> {
        let key = key.to_owned();
        async move {
            let happens = self.happens.lock().expect("one test").take().filter(|_| key.contains("/models/"));
            if let Some(happens) = happens {
                happens.await;
            }
            self.bucket.put_new(&key, bytes).await
        }
        .boxed()
    }
    fn get(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectsError>> {
        self.bucket.get(key, most)
    }
    fn first(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<First>, ObjectsError>> {
        self.bucket.first(key, most)
    }
    fn form<'r>(
        &'r self,
        upload: &'r Upload,
        now: Timestamp,
    ) -> BoxFuture<'r, Result<UploadForm, ObjectsError>> {
        self.bucket.form(upload, now)
    }
    fn link<'r>(&'r self, what: &'r Shown<'r>) -> BoxFuture<'r, Result<String, ObjectsError>> {
        self.bucket.link(what)
    }
    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>> {
        self.bucket.page(prefix, after)
    }
    fn delete(&self, key: &str) -> BoxFuture<'_, Result<(), ObjectsError>> {
        self.bucket.delete(key)
    }
}

#[tokio::test]
async fn of_two_trainings_at_once_one_takes_over_and_the_other_says_so() {
    for (other_day, pins, expected) in [
        (32, false, Some(RefusedBecause::Overtaken)),
        (31, false, None),
        (30, false, None),
        (32, true, Some(RefusedBecause::Pinned)),
    ] {
        let deliveries = shop().await;
        deliveries.every_day(0..28, 5, usual).await;
        let written = deliveries.tick(hours(24 * 34 + 1)).await;
        assert!(written.days > 25);
        // What that tick learned stands there before.
        let first = in_use(&deliveries).await;
        let (store, objects) = (deliveries.store.clone(), deliveries.learning.objects.clone());
        let happens = async move {
            let other = TransitLearning { store: store.clone(), objects };
            other.train(&acme(), day(other_day), hours(24 * 34 + 2)).await.expect("trained");
            if pins {
                let (head, in_use) = store.model_in_use(&acme()).await.expect("readable");
                let model = in_use.model.clone().expect("one");
                let because = AdoptedBecause::Chosen;
                let adopted =
                    Adopted { model: model.clone(), before: None, because, figures: None, training: None };
                let next = in_use.with(model, true);
                let now = hours(24 * 34 + 2);
                store.use_model(&acme(), &head, &next, &adopted, Origin::default(), now).await.expect("used");
            }
        };
        let room =
            Meanwhile { bucket: deliveries.bucket.clone(), happens: Mutex::new(Some(happens.boxed())) };
        let slow = TransitLearning { store: deliveries.store.clone(), objects: Objects::on(Arc::new(room)) };
        let trained = slow.train(&acme(), day(31), hours(24 * 34 + 3)).await.expect("trained");
        let refused = match &trained {
            Trained::Refused(refused) => Some(refused.because),
            _ => None,
        };
        assert_eq!(refused, expected, "{other_day} {pins}: {trained:?}");
        if let Some(because) = expected {
            let told = story::<Refused>(&deliveries).await;
            assert_eq!(told.last().map(|told| told.because), Some(because), "and that is told");
        }
        let now = in_use(&deliveries).await;
        assert!(now.changes > first.changes, "{now:?}");
    }
}

#[tokio::test]
async fn a_chosen_model_stays_until_it_is_let_go() {
    let deliveries = shop().await;
    deliveries.every_day(0..34, 5, usual).await;
    night(&deliveries, 30).await;
    night(&deliveries, 31).await;
    let (head, known) = deliveries.store.model_in_use(&acme()).await.expect("readable");
    let old = ModelName { since: hours(24 * 31 + 5), ..known.before.first().expect("one before").clone() };
    let next = known.with(old.clone(), true);
    let because = AdoptedBecause::Chosen;
    let adopted = Adopted { model: old.clone(), before: None, because, figures: None, training: None };
    let now = hours(24 * 31 + 5);
    let done = deliveries.store.use_model(&acme(), &head, &next, &adopted, Origin::default(), now).await;
    assert_eq!(done, Ok(true));
    assert_eq!(night(&deliveries, 33).await.adopted, 0);
    assert_eq!(in_use(&deliveries).await.model.map(|model| model.hash), Some(old.hash));
    assert_eq!(quote(&deliveries, hours(24 * 33 + 8)).await["source"], "learned");
}

#[tokio::test]
async fn one_lane_is_enough_and_others_are_asked_of_the_next_source() {
    let deliveries = shop().await;
    for day in 0..40 {
        let placed = 24 * day + 8;
        let way = Way { placed, left: placed + 4, there: Some(placed + 50), postcode: "10969" };
        deliveries.send(&format!("{day}"), way).await;
    }
    assert_eq!(night(&deliveries, 45).await.adopted, 1);
    assert_eq!(quote(&deliveries, hours(24 * 45 + 8)).await["source"], "learned");
}

#[tokio::test]
async fn the_report_is_made_once_a_week_of_what_was_due_the_week_before_last() {
    let deliveries = shop().await;
    deliveries.every_day(0..21, 5, |n| if n == 0 { 9 } else { usual(n) }).await;
    // Of the first week, two Mondays later.
    assert_eq!(deliveries.tick(hours(24 * 14 + 8)).await.reports, 1);
    // Monday, 26 January, before and after eight in the morning by Berlin's clock.
    assert_eq!(deliveries.tick(hours(24 * 21 + 6)).await.reports, 0);
    assert_eq!(deliveries.tick(hours(24 * 21 + 8)).await.reports, 1);
    assert_eq!(deliveries.tick(hours(24 * 21 + 9)).await.reports, 0);
    let entity = Report::entity(day(21));
    let story = deliveries.store.story(&acme(), &entity).await.expect("readable");
    let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
    assert_eq!(kinds, [Report::KIND, "mail.requested.bulk"]);
    let report: Report = story.events[0].event.payload().expect("a report");
    assert_eq!((report.from, report.to), (day(7), day(13)));
    let whole = &report.whole;
    assert!(whole.kept > 10 && whole.by_transit > 0 && whole.by_transit == whole.missed, "{whole:?}");
    assert_eq!(
        (report.warehouses[0].name.as_str(), report.carriers[0].name.as_str()),
        ("berlin", "DHL/parcel")
    );
    // A week without anything due is told nothing of.
    assert_eq!(deliveries.tick(hours(24 * 70 + 8)).await.reports, 0);
}

#[tokio::test]
async fn whatever_fails_the_next_tick_makes_it_good() {
    let whole = {
        let deliveries = shop().await;
        deliveries.every_day(0..14, 3, usual).await;
        night(&deliveries, 16).await;
        (days_of(&deliveries.bucket), in_use(&deliveries).await.model.map(|model| model.hash))
    };
    assert!(whole.1.is_some(), "something is learned");
    let (calls, points) = {
        let faults = Faults::plan([]);
        let deliveries = Deliveries::new(&faults).await;
        deliveries.every_day(0..14, 3, usual).await;
        night(&deliveries, 16).await;
        (faults.calls(), faults.points())
    };
    // Each sixth call, each in every way; with `--full` each call.
    let each = if testkit::is_full() { 1 } else { 6 };
    for (call, fault) in points.into_iter().filter(|(call, _)| call % each == 0) {
        let faults = Faults::plan([(call, fault)]);
        let deliveries = Deliveries::new(&faults).await;
        deliveries.every_day(0..14, 3, usual).await;
        for _ in 0..3 {
            let time = shell::TimeLeft::span(std::time::Duration::from_secs(900));
            let now = hours(24 * 16 + 4);
            let _ = faults.survive(deliveries.learning.round(now, &time)).await;
        }
        let hash = in_use(&deliveries).await.model.map(|model| model.hash);
        assert_eq!((days_of(&deliveries.bucket), hash), whole, "call {call} of {calls}: {fault:?}");
        assert_eq!(story::<Adopted>(&deliveries).await.len(), 1, "call {call} of {calls}: {fault:?}");
    }
}

#[tokio::test]
async fn the_twin_in_memory_keeps_what_a_room_promises() {
    bundle_tests::kept::promises(&Objects::on(Arc::new(Bucket::default()))).await;
}

#[tokio::test]
async fn the_twin_takes_the_forms_that_s3_takes_and_no_others() {
    let (bucket, now) = (Bucket::default(), "2026-11-26T05:00:00Z".parse().expect("an instant"));
    bucket.is_now(now);
    bundle_tests::kept::forms(&Objects::on(Arc::new(bucket.clone())), &bucket, now).await;
}

#[test]
fn nothing_is_learned_from_nothing() {
    let learner = Learner::new(Options::default());
    assert!(learner.learn(day(30)).is_err());
}
