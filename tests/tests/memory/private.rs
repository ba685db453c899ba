//! Every real payload through every door and every automation: nothing panics, and nobody's name, address or key is
//! found in a log line or in the journal.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use bundle_tests::{arrivals::SECRET, ports::LinkKeysOf, sweep::DAY, world::World};
use domain::{Event, Timestamp, link::Link};
use intake::{Secret, Unwrapped, unwrap_fixture};
use serde_json::Value;
use shell::{HttpRequest, LinkKeys as _};
use store::engine::text;
use testkit::{Faults, Memory};
use tracing::{
    Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _};

/// Everything that is logged, at every level.
#[derive(Clone, Default)]
pub(super) struct Heard(pub(super) Arc<Mutex<String>>);

impl<S: Subscriber> Layer<S> for Heard {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, _: &span::Id, _: Context<'_, S>) {
        attributes.record(&mut self.clone());
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        event.record(&mut self.clone());
    }
}

impl Visit for Heard {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        let mut heard = self.0.lock().expect("no test panics while it logs");
        writeln!(heard, "{}={value:?}", field.name()).expect("texts can be written to");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Under these keys a payload says something about a person, or holds a key to something.
const PERSONAL: &[&str] = &[
    "email",
    "contact_email",
    "phone",
    "signed_by",
    "first_name",
    "last_name",
    "address1",
    "address2",
    "address_1",
    "address_2",
    "street_1",
    "street_2",
    "token",
    "order_key",
    "cart_token",
    "checkout_token",
    "browser_ip",
    "cart_key",
    "customer_ip_address",
    "customer_user_agent",
    "password",
    "receipt_email",
    "emailAddress",
    "customer_note",
    "order_status_url",
    "abandoned_checkout_url",
    "transaction_id",
    "company",
    "user_agent",
    "landing_site",
];
/// Within these, a name is somebody's.
const PEOPLE: &[&str] = &[
    "customer",
    "billing_address",
    "shipping_address",
    "default_address",
    "billing",
    "shipping",
    "destination",
];

/// What of a payload must be found nowhere else. Short words are everywhere by chance.
fn personal(value: &Value, of_a_person: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let told = PERSONAL.contains(&key.as_str()) || (of_a_person && key == "name");
                if let (true, Some(text)) = (told, value.as_str()) {
                    let text = text.trim();
                    if text.len() >= 6 && text != "Example" {
                        found.insert(text.to_owned());
                    }
                }
                personal(value, PEOPLE.contains(&key.as_str()), found);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| personal(value, of_a_person, found)),
        _ => {}
    }
}

/// The request that a true sender would make of a fixture, under `topic`.
fn asked(source: &dyn intake::Source, topic: &str, body: &[u8], now: Timestamp) -> HttpRequest {
    let headers = source.sign(topic, body, &Secret::new(SECRET), now);
    HttpRequest {
        headers: headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect(),
        path: vec![("source".into(), source.name().into()), ("shop".into(), "acme".into())],
        body: body.to_vec(),
        ..HttpRequest::default()
    }
}

/// R23 and S12.
#[tokio::test(start_paused = true)]
async fn every_fixture_passes_every_door_and_leaves_no_trace_of_a_person() {
    let Some(folder) = testkit::fixtures::folder() else {
        return testkit::skip("real payloads through the whole path", "no fixtures beside the project");
    };
    let heard = Heard::default();
    let subscriber = tracing_subscriber::registry().with(heard.clone());
    let _guard = tracing::subscriber::set_default(subscriber);
    let now: Timestamp = DAY.parse().expect("an instant");
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, now).await;
    let mut people = BTreeSet::new();
    let mut outcomes = BTreeMap::<(String, String), u32>::new();
    let full = testkit::is_full();
    let (mut payloads, mut deliveries) = (0, 0);
    for file in files(&folder).iter().filter(|f| f.to_string_lossy().contains(".json")) {
        let platform = file.strip_prefix(&folder).expect("below it").components().next().expect("a folder");
        let platform = platform.as_os_str().to_string_lossy().into_owned();
        if platform.starts_with("_vectors") {
            continue;
        }
        let bytes = fs::read(file).expect("readable");
        personal(&serde_json::from_slice(&bytes).unwrap_or_default(), false, &mut people);
        for unwrapped in bodies(&bytes) {
            payloads += 1;
            for source in intake::sources() {
                let own = source.name() == platform;
                let shape: Value = serde_json::from_slice(&unwrapped.body).unwrap_or_default();
                let told =
                    source.topic(&unwrapped.headers, &unwrapped.body).or_else(|| unwrapped.topic.clone());
                let true_topic = told.or_else(|| source.guess_topic(&shape).map(str::to_owned));
                // Its own topic first; then every other, which no true sender would send.
                let foreign = if own || full { usize::MAX } else { 2 };
                let others = source.topics().iter().map(|t| t.name.to_owned()).take(foreign);
                for (n, topic) in true_topic.into_iter().chain(others).enumerate() {
                    let answer = world.answer(asked(*source, &topic, &unwrapped.body, now)).await;
                    assert!(answer.status < 500, "{}: {topic}: {answer:?}", file.display());
                    deliveries += 1;
                    if own && n == 0 {
                        let outcome = answer.body["outcome"].as_str().unwrap_or("?").to_owned();
                        *outcomes.entry((platform.clone(), outcome)).or_default() += 1;
                    }
                }
            }
        }
        // Reports of SES, events of a queue: whoever reads a queue survives them, too.
        let body = String::from_utf8_lossy(&bytes);
        let feedback = mail_feedback::MailFeedback(world.store.clone());
        drop(feedback.take_in(&body, now).await);
        drop(Event::parse(&body));
        world.run(false).await;
    }
    world.run(true).await;
    let mails = world.outside.state().mails.len();
    assert!(people.len() > 100 && mails > 0, "{} personal texts, {mails} mails", people.len());

    let pages = look_at_every_order(&world, now).await;

    let log = heard.0.lock().expect("no test panics while it logs").clone();
    assert!(log.lines().count() > 100, "something is logged at all");
    let events: Vec<String> = world
        .engine
        .items()
        .values()
        .filter_map(|item| text(item, store::journal::EVENT).map(str::to_owned))
        .collect();
    let journal = events.join("\n");
    let dead = world.outside.state().dead.iter().map(|(_, reason)| format!("{reason}\n")).collect::<String>();
    for (place, text) in [("logs", &log), ("journal", &journal), ("reasons of dead letters", &dead)] {
        let hits: Vec<_> = people.iter().filter(|told| text.contains(told.as_str())).collect();
        assert_eq!(hits, Vec::<&String>::new(), "found in the {place}");
    }
    for ((platform, outcome), count) in &outcomes {
        println!("figure: R23 {platform}: {count} {outcome}");
    }
    println!(
        "figure: R23 {payloads} payloads through every door, under every topic of their own: {deliveries} deliveries, 0 panics, 0 answers of 5xx, {mails} mails, {pages} pages"
    );
    println!(
        "figure: S12 {} names, addresses and keys of the fixtures: 0 in {} log fields at TRACE, 0 in {} events",
        people.len(),
        log.lines().count(),
        events.len()
    );
}

/// The page of every order there is, and how many there are.
async fn look_at_every_order(world: &World, now: Timestamp) -> usize {
    let keys = LinkKeysOf::acme();
    let acme = "acme".parse().expect("a shop");
    let key = keys.signing(&acme).await.expect("readable").expect("a key");
    let door = order_status::OrderStatus::new(world.store.clone(), Arc::new(keys));
    let items = world.engine.items();
    let bodies = items.keys().filter(|(_, key)| key.sk == store::keys::BODY);
    let mut shown = 0;
    for (_, place) in bodies {
        let (shop, entity) = store::keys::parse_entity(&place.pk).expect("an entity's key");
        if entity.kind() != "ORDER" {
            continue; // what is stocked of a product has a body, too
        }
        let token = Link::to_order(&shop, &entity, now, 180).sign(&key);
        let asked = HttpRequest {
            method: "GET".into(),
            path: vec![("token".into(), token)],
            ..HttpRequest::default()
        };
        let answer = door.show(&asked, now).await;
        assert_eq!(answer.status, 200, "{entity}");
        shown += 1;
    }
    shown
}

/// The bodies in a file: of a list each entry.
fn bodies(file: &[u8]) -> Vec<Unwrapped> {
    let shape: Value = serde_json::from_slice(file).unwrap_or_default();
    let list = ["orders", "data"].iter().find_map(|key| shape.get(*key)).unwrap_or(&shape).as_array();
    let entries = list.map(|all| all.iter().map(|v| v.to_string().into_bytes()).collect::<Vec<_>>());
    let whole = |body: &[u8]| {
        unwrap_fixture(body).unwrap_or_else(|_| Unwrapped {
            headers: intake::Headers::default(),
            topic: None,
            body: body.to_vec(),
        })
    };
    entries.unwrap_or_else(|| vec![file.to_vec()]).iter().map(|body| whole(body)).collect()
}
