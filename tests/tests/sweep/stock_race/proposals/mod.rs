//! Reorder in a crowd: however many runs look at an item at once, and whoever orders meanwhile, there is one proposal, and
//! what is ordered isn't proposed again.

mod night;

use std::{sync::Arc, time::Duration};

use bundle_tests::stock::{Desk, acme, minute, now, pieces, reopened, shop, work};
use domain::{
    EntityRef, Event, NewEvent, Settled, Settles as _, Timestamp,
    event::Origin,
    reorder::{Class, Cuts, Proposal, Record, Way},
    stock::{self, Cause, Counted, Moved, Quantities, Says},
};
use reorder::Buyer;
use serde_json::{Value, json};
use store::{Store, StoreError, commit::Commit, engine::Engine};
use testkit::Memory;

const TURNS: i64 = 8;

/// A shop that reorders, with its stockroom.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) desk: Desk,
}

impl House {
    pub(crate) async fn new(engine: Arc<dyn Engine>, rules: Value) -> Self {
        Self::with(engine, &json!({"threshold": 5}), rules).await
    }

    /// The same with these rules of stock.
    async fn with(engine: Arc<dyn Engine>, stock: &Value, rules: Value) -> Self {
        let store = Store::on(engine);
        let mut shop = shop(stock);
        shop.automations.insert("reorder".into(), serde_json::from_value(rules).expect("a table"));
        let kiln = json!({"currency": "EUR", "lead_days": 14, "offers": [{"sku": "MUG", "price": "4.20"}]});
        shop.suppliers.insert("Kiln".into(), serde_json::from_value(kiln).expect("a supplier"));
        store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
        let desk = reopened(store.clone(), now()).await;
        Self { store, desk }
    }

    /// Journals a movement or a count, and folds it.
    pub(crate) async fn says(&self, entity: &EntityRef, new: &NewEvent) -> Vec<String> {
        self.store.journal_beside(&acme(), entity, new, &Origin::default(), now()).await.expect("journalled");
        let event = self.store.event(&acme(), entity, &new.effect).await.expect("read").expect("there");
        self.fold(&[event.text]).await
    }

    /// Folds these texts until they are done. Answers them.
    pub(crate) async fn fold(&self, texts: &[String]) -> Vec<String> {
        let (back, dead) = work(&self.desk, texts).await;
        assert!(back.is_empty() && dead.is_empty(), "{back:?} {dead:?}");
        texts.to_vec()
    }

    /// One run of reorder, woken by an alert.
    pub(crate) async fn run(&self, entity: &EntityRef) -> Settled {
        let new = NewEvent {
            kind: "stock.alerted".into(),
            v: 1,
            effect: "woken".into(),
            data: json!({}),
            outward: false,
        };
        let event = Event::place(&new, &acme(), entity, &Origin::default(), (1, ""), now());
        self.settle(&event).await
    }

    pub(crate) async fn settle(&self, event: &Event) -> Settled {
        let history = self.store.settings(&acme()).await.expect("settings");
        let buyer = Buyer(self.store.clone());
        buyer.settle(event, &history, now(), Duration::from_secs(30)).await.expect("settled")
    }

    pub(crate) async fn proposal(&self, entity: &EntityRef) -> Option<Proposal> {
        self.store.proposal(&acme(), entity).await.expect("readable")
    }

    /// What happened to an item, whose story is whole: the kinds that begin so.
    pub(crate) async fn told(&self, entity: &EntityRef, family: &str) -> Vec<String> {
        let story = self.store.story(&acme(), entity).await.expect("a story");
        assert_eq!(story.broken, None, "{entity}");
        let kinds = story.events.into_iter().map(|kept| kept.event.kind);
        kinds.filter(|kind| kind.starts_with(family)).collect()
    }
}

pub(crate) fn mug() -> EntityRef {
    stock::at("MUG", "berlin")
}

pub(crate) fn count(pieces: i64) -> NewEvent {
    let says = Says::OnHand(pieces);
    Counted { source: "first".into(), at: minute(-1), cause: Cause::Count, says, reason: None }.event()
}

pub(crate) fn moved(source: &str, cause: Cause, change: Quantities) -> NewEvent {
    Moved {
        source: source.into(),
        at: now(),
        cause,
        change,
        sold: 0,
        expected: None,
        until: None,
        reason: None,
    }
    .event()
}

fn rules() -> Value {
    json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z", "policy": "min-max", "min": 10, "max": 40})
}

/// Orders what is proposed, as purchasing does: once, and just what stands.
async fn order(house: &House, number: i64) -> Result<bool, StoreError> {
    let Some(proposal) = house.proposal(&mug()).await else { return Ok(false) };
    let (shop, purchase) = (acme(), EntityRef::new("PURCHASE", &number.to_string()));
    let head = house.store.head(&shop, &purchase).await?;
    let takes = [(mug(), proposal.stand())];
    let incoming = Quantities { incoming: proposal.quantity, ..Quantities::default() };
    let beside = [(mug(), moved(&format!("purchase#{number}#1"), Cause::Receipt, incoming))];
    let events = [NewEvent {
        kind: "purchase.approved".into(),
        v: 1,
        effect: "approved".into(),
        data: json!({}),
        outward: false,
    }];
    let mut commit = Commit::on(&shop, &purchase, &head, now());
    (commit.takes, commit.beside, commit.events) = (&takes, &beside, &events);
    match house.store.commit(commit).await {
        Ok(_) => Ok(true),
        Err(StoreError::Stale) => Ok(false),
        Err(e) => Err(e),
    }
}

/// LS-28: sixteen runs at once.
async fn crowd(engine: Arc<dyn Engine>) {
    let house = Arc::new(House::new(engine, rules()).await);
    house.says(&mug(), &count(8)).await;
    for (expected, told) in [(32, "reorder.proposed"), (35, "reorder.amended")] {
        let runs: Vec<_> = (0..16)
            .map(|_| {
                let house = house.clone();
                tokio::spawn(async move { house.run(&mug()).await })
            })
            .collect();
        let mut written = 0;
        for run in runs {
            let settled = run.await.expect("it ends");
            written += settled.events.iter().filter(|kind| *kind == told).count();
        }
        let proposal = house.proposal(&mug()).await.expect("a proposal");
        assert_eq!((written, proposal.quantity, proposal.number), (1, expected, 1), "{told}");
        let sold = Quantities::on_hand(-3);
        house.says(&mug(), &moved(&format!("sale#{expected}"), Cause::Sale, sold)).await;
    }
    assert_eq!(house.told(&mug(), "reorder.").await, ["reorder.proposed", "reorder.amended"]);
    let listed = house.store.open_proposals(&acme()).await.expect("readable");
    assert_eq!(listed.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sixteen_runs_at_once_one_proposes() {
    crowd(Arc::new(Memory::default())).await;
    crowd(Arc::new(testkit::dynamo::start().await)).await;
}

/// Sales amend a proposal while somebody orders it, and the ledger knows of the order only at the end.
async fn ordered_meanwhile(engine: Arc<dyn Engine>) {
    let house = Arc::new(House::new(engine, rules()).await);
    house.says(&mug(), &count(9)).await;
    let mut orders = 0;
    for turn in 0..TURNS {
        house.says(&mug(), &moved(&format!("sale#{turn}"), Cause::Sale, Quantities::on_hand(-1))).await;
        let runs: Vec<_> = (0..4)
            .map(|run| {
                let house = house.clone();
                tokio::spawn(async move {
                    // The buyer comes in the middle of the crowd from the third turn on.
                    if run == 2 && turn > 1 {
                        return order(&house, turn).await.expect("an answer");
                    }
                    house.run(&mug()).await;
                    false
                })
            })
            .collect();
        for run in runs {
            orders += usize::from(run.await.expect("it ends"));
        }
    }
    if orders == 0 {
        orders += usize::from(order(&house, TURNS).await.expect("an answer"));
    }
    assert_eq!(orders, 1, "what is ordered isn't proposed again");
    house.run(&mug()).await;
    assert_eq!(house.proposal(&mug()).await, None, "before its ledger knows of the order");
    let ordered = house.store.events_named(&acme(), &mug(), "moved#purchase#").await.expect("readable");
    let texts: Vec<String> = ordered.into_iter().map(|(_, event)| event.seal().0).collect();
    house.fold(&texts).await;
    house.run(&mug()).await;
    let (level, _) = pieces(&house.store, "MUG", "berlin").await;
    assert_eq!(house.proposal(&mug()).await, None, "and after");
    assert!((31..=40).contains(&(level.on_hand + level.incoming)), "{level:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_ordered_is_not_proposed_again() {
    for _ in 0..10 {
        ordered_meanwhile(Arc::new(Memory::default())).await;
    }
    ordered_meanwhile(Arc::new(testkit::dynamo::start().await)).await;
}

/// LS-G5: two rules on two shelves, run twice, make the same lines as run once.
#[tokio::test]
async fn two_rules_on_two_shelves_run_twice_are_the_lines_of_one_run() {
    let mut rules = rules();
    rules["rules"] = json!([{"location": "attic", "min": 3, "max": 5}]);
    rules["transfers"] = json!({"first": false});
    let house = House::new(Arc::new(Memory::default()), rules).await;
    let shelves = [mug(), stock::at("MUG", "attic")];
    for shelf in &shelves {
        house.says(shelf, &count(2)).await;
    }
    let lines = async || {
        for shelf in &shelves {
            house.run(shelf).await;
        }
        let open = house.store.open_proposals(&acme()).await.expect("readable");
        open.into_iter().map(|(of, proposal)| (of.id().to_owned(), proposal.quantity)).collect::<Vec<_>>()
    };
    let once = lines().await;
    assert_eq!(once, [("MUG#attic".to_owned(), 3), ("MUG#berlin".to_owned(), 38)]);
    assert_eq!(lines().await, once);
    for shelf in &shelves {
        assert_eq!(house.told(shelf, "reorder.").await, ["reorder.proposed"]);
    }
}

/// LS-31, I6: brought from elsewhere first; what is on its way is seen in the position, and can't be sold.
#[tokio::test]
async fn what_another_location_has_is_brought_before_any_is_bought() {
    let house = House::new(Arc::new(Memory::default()), rules()).await;
    let attic = stock::at("MUG", "attic");
    house.says(&mug(), &count(8)).await;
    house.says(&attic, &count(90)).await;
    house.run(&mug()).await;
    let proposal = house.proposal(&mug()).await.expect("a proposal");
    let way = Way::Transfer { from_location: "attic".into(), needs_approval: false };
    assert_eq!((proposal.way, proposal.quantity), (way, 32));
    // It is sent.
    house.says(&attic, &moved("transfer#1#out", Cause::Transfer, Quantities::on_hand(-32))).await;
    let under_way = Quantities { in_transit: 32, ..Quantities::default() };
    house.says(&mug(), &moved("transfer#1#in", Cause::Transfer, under_way)).await;
    assert_eq!(house.run(&mug()).await.because, "withdrawn");
    let (level, _) = pieces(&house.store, "MUG", "berlin").await;
    assert_eq!((level.available(0), level.in_transit), (8, 32), "seen, and not to be sold");
    // The attic runs low next: nothing goes back that has just been brought.
    house.says(&attic, &moved("sale#9", Cause::Sale, Quantities::on_hand(-55))).await;
    let arrived = Quantities { on_hand: 32, in_transit: -32, ..Quantities::default() };
    house.says(&mug(), &moved("transfer#1#here", Cause::Transfer, arrived)).await;
    house.says(&mug(), &moved("found#1", Cause::Correction, Quantities::on_hand(90))).await;
    house.run(&attic).await;
    let proposal = house.proposal(&attic).await.expect("a proposal");
    assert_eq!(proposal.supplier(), Some("Kiln"), "{:?}", proposal.trace.donors);
}

/// LS-31: what one location is to give to another isn't proposed to a third as well.
#[tokio::test]
async fn what_is_promised_to_one_location_is_not_promised_to_another() {
    // The attic keeps eleven: of 49 the first one gets 32, and the 17 that are left have to suffice for the second.
    for (left, second, third) in [(60, Ok(17), Err("Kiln")), (45, Err("Kiln"), Err("Kiln"))] {
        let house = House::new(Arc::new(Memory::default()), rules()).await;
        let places = ["berlin", "bonn", "kiel"].map(|place| stock::at("MUG", place));
        house.says(&stock::at("MUG", "attic"), &count(left)).await;
        for place in &places {
            house.says(place, &count(8)).await;
        }
        for turn in 0..2 {
            let mut found = Vec::new();
            for place in &places {
                let settled = house.run(place).await;
                assert_eq!(settled.events.is_empty(), turn == 1, "nothing changes the second time");
                let Proposal { way, quantity, .. } = house.proposal(place).await.expect("a proposal");
                found.push(match way {
                    Way::Transfer { .. } => Ok(quantity),
                    Way::Purchase { supplier, .. } => Err(supplier),
                });
            }
            let of = |one: Result<i64, &str>| one.map_err(str::to_owned);
            assert_eq!(found, [Ok(32), of(second), of(third)], "{left}");
        }
    }
}

/// LS-14: the alert tells what is then proposed.
#[tokio::test]
async fn an_alert_tells_the_quantity_that_is_proposed() {
    let house = House::new(Arc::new(Memory::default()), rules()).await;
    house.says(&mug(), &count(8)).await;
    house.says(&mug(), &moved("sale#1", Cause::Sale, Quantities::on_hand(-4))).await;
    let alert = house.store.event(&acme(), &mug(), "stock#alerted#1").await.expect("read").expect("an alert");
    let alert: stock::Alert = alert.event.payload().expect("an alert");
    house.run(&mug()).await;
    let proposed = house.proposal(&mug()).await.map(|proposal| proposal.quantity);
    assert_eq!((alert.suggested, proposed), (Some(36), Some(36)));
}

/// LS-14: so it does of all places together, however many there are.
#[tokio::test]
async fn of_many_places_together_the_proposal_knows_all_that_the_alert_knows() {
    let together = json!({"threshold": 5, "per": "network", "quiet_hours": 0});
    let mut bought = rules();
    bought["deliver_to"] = "place-0".into();
    let house = House::with(Arc::new(Memory::default()), &together, bought).await;
    let place = |n: usize| stock::at("MUG", &format!("place-{n}"));
    for n in 0..25 {
        house.says(&place(n), &count(if n == 0 { 30 } else { 0 })).await;
    }
    // What the last ones have counts as well.
    house.says(&place(24), &moved("found#1", Cause::Correction, Quantities::on_hand(1))).await;
    house.says(&place(0), &moved("sale#1", Cause::Sale, Quantities::on_hand(-28))).await;
    let all = stock::at("MUG", stock::NETWORK);
    let alert = house.store.event(&acme(), &all, "stock#alerted#1").await.expect("read").expect("an alert");
    let alert: stock::Alert = alert.event.payload().expect("an alert");
    house.run(&all).await;
    let proposed = house.proposal(&all).await.expect("a proposal");
    assert_eq!((alert.available, alert.suggested, proposed.quantity), (3, Some(37), 37));
    assert_eq!((proposed.location.as_str(), proposed.together), ("place-0", true), "who orders it finds it");
}

/// LS-14, LS-23: so it does where both go by the forecast, the class that the night cut, and deliveries that were measured.
#[tokio::test]
async fn an_alert_and_a_proposal_know_the_same_of_demand_class_and_supplier() {
    let by_service = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z"});
    let house = House::new(Arc::new(Memory::default()), by_service).await;
    let (store, cuts) = (
        &house.store,
        json!({"date": "2026-01-14", "looked": 1, "changed": 0, "failed": 0,
        "cuts": {"a": 1, "b": 1}}),
    );
    let keep = |kept: &mut Value| kept.clone_from(&cuts);
    store.remember(&acme(), &Cuts::entity(), "reorder", now(), keep).await.expect("kept");
    let measure = |record: &mut Record| (0..6).for_each(|n| record.note(20 + n, true));
    let kiln = Record::entity("Kiln", None);
    store.remember(&acme(), &kiln, Record::KEPT_BY, now(), measure).await.expect("kept");
    let at = |days: i64| now() - jiff::SignedDuration::from_hours(24 * days);
    house.says(&mug(), &Counted { at: at(61), ..counted(500) }.event()).await;
    for day in 1..=60 {
        let pieces = 1 + day % 4;
        let sale = Moved { at: at(day), sold: pieces, ..sale(&format!("till#{day}"), pieces) };
        house.says(&mug(), &sale.event()).await;
    }
    house.says(&mug(), &Counted { source: "last".into(), at: at(0), ..counted(4) }.event()).await;
    let alert = store.event(&acme(), &mug(), "stock#alerted#1").await.expect("read").expect("an alert");
    let alert: stock::Alert = alert.event.payload().expect("an alert");
    house.run(&mug()).await;
    let proposal = house.proposal(&mug()).await.expect("a proposal");
    assert_eq!(alert.suggested, Some(proposal.quantity));
    let inputs = &proposal.trace.need.inputs;
    let (class, lead) = (inputs.class, inputs.lead_milli_days);
    assert_eq!((class, lead, inputs.service), (Some(Class::A), Some(22_500), Some(98)));
    let forecast = inputs.forecast.expect("a forecast");
    assert!(
        forecast.days == 61 && proposal.trace.need.formula.starts_with("d̄ = "),
        "{:?}",
        proposal.trace.need
    );
}

fn counted(pieces: i64) -> Counted {
    let says = Says::OnHand(pieces);
    Counted { source: "first".into(), at: now(), cause: Cause::Count, says, reason: None }
}

fn sale(source: &str, pieces: i64) -> Moved {
    Moved {
        source: source.into(),
        at: now(),
        cause: Cause::PointOfSale,
        change: Quantities::on_hand(-pieces),
        sold: pieces,
        expected: None,
        until: None,
        reason: None,
    }
}
