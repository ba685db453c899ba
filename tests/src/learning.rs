//! A shop whose parcels are delivered day by day, and whoever learns from it, in memory.

use std::{sync::Arc, time::Duration};

use domain::{
    EntityRef, NewEvent, ShopId, SourceVersion, Timestamp,
    edd::{Inputs, PromisedBy, QuoteRequest, Reckoner, Settled, Stored, Table},
    order::{Address, Order, Shipment, ShipmentStatus},
    settings::Shop,
    tracking::{Code, Number, Parcel, Place, Report, Scan, Scanned, Told},
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use objects::Objects;
use shell::TimeLeft;
use store::{
    Store,
    commit::{Body, Commit},
    engine::Engine,
};
use testkit::{Bucket, Faults, Faulty, Memory};
use transit_learning::{Round, TransitLearning};

use crate::promising;

/// The first day, at midnight.
pub const FIRST: &str = "2026-01-05T00:00:00Z";

/// All of it.
pub struct Deliveries {
    /// What is stored, without faults.
    pub store: Store,
    /// The objects.
    pub bucket: Bucket,
    /// The learner.
    pub learning: TransitLearning,
    shop: Shop,
}

/// The instant so many hours after the first day began.
pub fn hours(hours: i64) -> Timestamp {
    FIRST.parse::<Timestamp>().expect("an instant") + SignedDuration::from_hours(hours)
}

/// The day after so many others.
pub fn day(days: i64) -> Date {
    hours(24 * days).to_zoned(TimeZone::UTC).date()
}

/// The shop's id.
pub fn acme() -> ShopId {
    promising::acme()
}

/// A parcel's way, in hours since the first day.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// When it was ordered.
    pub placed: i64,
    /// When its carrier took it over.
    pub left: i64,
    /// When it was delivered, if it was.
    pub there: Option<i64>,
    /// Where it went.
    pub postcode: &'static str,
}

impl Deliveries {
    /// A shop that opens on the first day.
    pub async fn new(faults: &Arc<Faults>) -> Self {
        Self::over(Arc::new(Memory::default()), faults).await
    }

    /// The same on an engine.
    pub async fn over<E: Engine + 'static>(engine: Arc<E>, faults: &Arc<Faults>) -> Self {
        let store = Store::on(engine.clone());
        let shop = promising::shop();
        store.publish_settings(&shop, hours(0)).await.expect("published");
        let bucket = Bucket::with(Arc::clone(faults));
        let faulty = Store::on(Arc::new(Faulty { engine, faults: Arc::clone(faults) }));
        let learning = TransitLearning { store: faulty, objects: Objects::on(Arc::new(bucket.clone())) };
        Self { store, bucket, learning, shop }
    }

    /// The shop's settings are these from an instant on.
    pub async fn publish(&mut self, shop: Shop, from: Timestamp) {
        self.store.publish_settings(&shop, from).await.expect("published");
        self.shop = shop;
    }

    /// The schedule's tick.
    pub async fn tick(&self, now: Timestamp) -> Round {
        let (round, done) = self.learning.round(now, &TimeLeft::span(Duration::from_secs(900))).await;
        assert_eq!(done, Ok(()));
        round
    }

    /// So many orders of each day from `from` until right before `until`, each on its way for `days` by its number.
    pub async fn every_day(&self, days: std::ops::Range<i64>, each: i64, on_its_way: impl Fn(i64) -> i64) {
        for day in days {
            for n in 0..each {
                let placed = 24 * day + 8;
                let left = placed + 6;
                let there = Some(24 * (day + on_its_way(n)) + 10);
                let postcode = ["10969", "20095", "80331"][usize::try_from(n % 3).expect("a few")];
                self.send(&format!("{}", 1000 * day + n), Way { placed, left, there, postcode }).await;
            }
        }
    }

    /// An order, as its automations would have written it: promised, handed over, delivered.
    pub async fn send(&self, id: &str, way: Way) {
        let number: Number = format!("JD{id:0>12}").parse().expect("a number");
        let order = self.order(id, way, &number);
        let entity = EntityRef::order(id);
        let stored = self.promise(&order);
        let head = self.store.head(&acme(), &entity).await.expect("a head");
        let events = [stored.event()];
        let mut commit = Commit::on(&self.shop.id, &entity, &head, hours(way.placed));
        commit.events = &events;
        commit.snapshot = Some((&order, SourceVersion { at: hours(way.placed), tie: "1".into() }));
        self.store.commit(commit).await.expect("committed");
        self.scan(id, &number, way.left, Code::Accepted).await;
        let Some(there) = way.there else { return };
        self.scan(id, &number, there, Code::Delivered).await;
        let delivered = hours(there).to_zoned(TimeZone::UTC).date();
        let kept = stored.dates.map(|promised| delivered <= promised.latest);
        let settled = Settled { delivered, promised: stored.dates, kept, scanned: true };
        let event = NewEvent::of(Settled::EFFECT, &settled);
        self.store.say_once(&self.shop.id, &entity, &event, hours(there)).await.expect("said");
    }

    fn order(&self, id: &str, way: Way, number: &Number) -> Order {
        let address = Address {
            name: Some("Ada Muster".into()),
            lines: vec!["Ritterstr. 9".into()],
            city: Some("Berlin".into()),
            postcode: Some(way.postcode.into()),
            country: Some("DE".into()),
            ..Address::default()
        };
        let shipment = Shipment {
            id: "1".into(),
            status: ShipmentStatus::InTransit,
            carrier: Some("DHL".into()),
            tracking: Some(number.to_string()),
            url: None,
            shipped_at: Some(hours(way.left)),
            lines: vec![],
        };
        Order {
            shipping_address: Some(address),
            shipments: vec![shipment],
            ..testkit::orders::order(id, hours(way.placed))
        }
    }

    fn promise(&self, order: &Order) -> Stored {
        let reckoner = Reckoner::new(Arc::new(self.shop.clone()), self.shop.rules_of_edd().expect("rules"));
        let inputs = Inputs { at: order.placed_at, settings: 1, table: None, model: None, stock: vec![] };
        let asked = QuoteRequest::of_order(order, &[]).expect("a question");
        Stored::of_answer(
            PromisedBy::Order,
            None,
            reckoner.reckon(&asked, &[], None, &Table::default()).as_ref(),
            inputs,
        )
    }

    async fn scan(&self, order: &str, number: &Number, at: i64, code: Code) {
        let entity = number.entity();
        let known = self.store.parcels(&acme(), std::slice::from_ref(number)).await.expect("read");
        let before = known.into_iter().next().unwrap_or_else(|| Parcel::new(number.clone()));
        let day = hours(at).to_zoned(TimeZone::UTC).date();
        let (place, carrier, word) = (Place::default(), String::new(), String::new());
        let scan = Scan { at: hours(at), code, day, place, carrier, word };
        let report = Report { number: number.clone(), scans: vec![scan], expected: None, order: None };
        let folded = before.with(&report);
        let source = SourceVersion { at: hours(at), tie: "1".into() };
        let told =
            Told { from: "easypost".into(), topic: "tracker.updated".into(), source, body: "00".into() };
        let scanned = Scanned::of(&before, &folded.parcel, &folded.new, told, vec![order.to_owned()]);
        let events = [NewEvent::of(format!("scan#{at}"), &scanned)];
        let head = self.store.head(&acme(), &entity).await.expect("a head");
        let mut commit = Commit::on(&self.shop.id, &entity, &head, hours(at));
        commit.events = &events;
        commit.body = Some(Body::of(&folded.parcel));
        self.store.commit(commit).await.expect("committed");
    }
}
