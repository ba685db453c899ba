//! The pages behind signed links: what opens them, what doesn't, and that looking changes nothing.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, atomic::Ordering},
};

use bundle_tests::{mutants, parcels, ports::LinkKeysOf};
use domain::{
    EntityRef, Event, Head, ShopId, SourceVersion, Timestamp,
    event::{Origin, hash_of},
    link::{Link, LinkKey, ORDER_STATUS},
    mail::{Lane, MailRequested},
    order::{Order, Shipment, ShipmentStatus},
    send::OnDoubt,
    webhook::Translation,
};
use intake::{Headers, Secret};
use jiff::SignedDuration;
use order_status::OrderStatus;
use scraper::{Html, Selector};
use shell::{Answer, HttpRequest, LinkKeys};
use store::{Store, commit::Commit, take_in::Incoming};
use testkit::{Memory, orders};

const CURRENT: &str = "acme-current-0123456789";
const PREVIOUS: &str = "acme-previous-0123456789";
const ROSENS: &str = "rosen-current-0123456789";

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().expect("an instant")
}

fn shop(id: &str) -> ShopId {
    id.parse().expect("a shop")
}

fn key(text: &str) -> LinkKey {
    LinkKey::new(text).expect("long enough")
}

/// Two shops with two orders each, and one that nobody gave a key.
struct House {
    engine: Arc<Memory>,
    keys: Arc<LinkKeysOf>,
    door: OrderStatus,
}

impl House {
    async fn new() -> Self {
        let keys = [("acme", &[CURRENT, PREVIOUS][..]), ("rosen", &[ROSENS]), ("ghost", &[CURRENT])];
        Self::with(LinkKeysOf::new(&keys)).await
    }

    async fn with(keys: LinkKeysOf) -> Self {
        let engine = Arc::new(Memory::default());
        let store = Store::on(Arc::clone(&engine) as Arc<dyn store::engine::Engine>);
        for id in ["acme", "rosen", "keyless"] {
            let mut settings = orders::shop();
            (settings.id, settings.name) = (shop(id), format!("Shop {id}"));
            store.publish_settings(&settings, Timestamp::UNIX_EPOCH).await.expect("published");
            for number in ["1001", "1002"] {
                put(&store, &shop(id), order(id, number)).await;
            }
        }
        let keys = Arc::new(keys);
        let door = OrderStatus::new(store, Arc::clone(&keys) as Arc<dyn LinkKeys>);
        Self { engine, keys, door }
    }

    async fn get(&self, token: &str) -> Answer {
        self.door.show(&get(token), now()).await
    }
}

/// An order whose item tells whose it is.
fn order(shop: &str, number: &str) -> Order {
    let mut order = orders::order(number, now() - SignedDuration::from_hours(1));
    order.lines[0].title = format!("Tea of {shop} {number}");
    order
}

async fn put(store: &Store, shop: &ShopId, order: Order) {
    let entity = EntityRef::order(&order.id);
    let (head, events) = (Head::default(), [request(1).event()]);
    let source = SourceVersion { at: order.placed_at, tie: "1".into() };
    let commit = Commit {
        snapshot: Some((&order, source)),
        events: &events,
        ..Commit::on(shop, &entity, &head, now())
    };
    store.commit(commit).await.expect("written");
}

fn request(revision: u32) -> MailRequested {
    MailRequested {
        message: "order-confirmation".into(),
        revision,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    }
}

fn get(token: &str) -> HttpRequest {
    HttpRequest { method: "GET".into(), path: vec![("token".into(), token.into())], ..HttpRequest::default() }
}

fn link(id: &str, number: &str) -> Link {
    Link::to_order(&shop(id), &EntityRef::order(number), now(), 180)
}

/// Everything that is wrong with a link, with what is wrong.
fn wrong() -> Vec<(&'static str, String)> {
    let good = link("acme", "1001").sign(&key(CURRENT));
    let parts: Vec<&str> = good.split('.').collect();
    let expired = Link { expires: now(), ..link("acme", "1001") };
    let other_purpose = Link { purpose: "returns", ..link("acme", "1001") };
    let other_thing = Link { entity: EntityRef::customer("7"), ..link("acme", "1001") };
    vec![
        ("nothing", String::new()),
        ("no token", "1001".into()),
        ("dots", "..".into()),
        ("much", "a".repeat(100_000)),
        ("forged", format!("{}.{}.{}", parts[0], parts[1], "A".repeat(43))),
        ("cut", good[..good.len() - 1].into()),
        ("longer", format!("{good}A")),
        ("expired", expired.sign(&key(CURRENT))),
        ("for another purpose", other_purpose.sign(&key(CURRENT))),
        ("about something else", other_thing.sign(&key(CURRENT))),
        ("of a retired key", link("acme", "1001").sign(&key("acme-retired-0123456789"))),
        ("of another shop's key", link("acme", "1001").sign(&key(ROSENS))),
        ("of a shop without a key", link("keyless", "1001").sign(&key(CURRENT))),
        ("of a shop that isn't there", link("nobody", "1001").sign(&key(CURRENT))),
        ("of a shop without settings", link("ghost", "1001").sign(&key(CURRENT))),
        ("of an order that is gone", link("acme", "9999").sign(&key(CURRENT))),
    ]
}

#[tokio::test(start_paused = true)]
async fn whatever_is_wrong_with_a_link_the_answer_has_the_same_bytes() {
    let house = House::new().await;
    let bytes = |answer: &Answer| (answer.status, answer.all_headers(), answer.body.to_text());
    for (header, value) in [("accept-language", "ar-EG"), ("accept", "application/json"), ("x", "y")] {
        let mut seen = BTreeSet::new();
        for (what, token) in wrong() {
            let mut asked = get(&token);
            asked.headers.push((header.into(), value.into()));
            let asked = mutants::at_the_page(asked, now());
            let answer = house.door.show(&asked, mutants::pages_clock(now())).await;
            assert_eq!(answer.status, 404, "{what}");
            let text = answer.body.to_text();
            for secret in ["acme", "rosen", "keyless", "Tea", "1001"] {
                assert!(!text.contains(secret), "{what}: {secret}");
            }
            seen.insert(bytes(&answer));
            assert_eq!(seen.len(), 1, "{what} is answered otherwise");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_link_opens_its_own_order_and_no_other() {
    let house = House::new().await;
    let signed = [("acme", "1001", CURRENT), ("acme", "1002", PREVIOUS), ("rosen", "1001", ROSENS)];
    for (id, number, signer) in signed {
        let answer = house.get(&link(id, number).sign(&key(signer))).await;
        let html = answer.body.to_text();
        assert_eq!(answer.status, 200, "{id} {number}");
        for (other, order) in ["acme", "rosen"].into_iter().flat_map(|s| ["1001", "1002"].map(|n| (s, n))) {
            let own = (other, order) == (id, number);
            assert_eq!(
                html.contains(&format!("Tea of {other} {order}")),
                own,
                "{id} {number}: {other} {order}"
            );
        }
        // Nothing else in the request names an order.
        let mut asked = get(&link(id, number).sign(&key(signer)));
        for (name, value) in [("shop", "rosen"), ("order", "1002"), ("id", "1002"), ("token", "x")] {
            asked.query.push((name.into(), value.into()));
            asked.path.push((name.into(), value.into()));
            asked.headers.push((format!("x-{name}"), value.into()));
        }
        asked.body = b"order=1002".to_vec();
        assert_eq!(house.door.show(&asked, now()).await.body.to_text(), html);
    }
}

/// S10, the second half: GET never changes state.
#[tokio::test(start_paused = true)]
async fn looking_changes_nothing() {
    let house = House::new().await;
    let before = (house.engine.items(), house.engine.write_units());
    let mut looks = 0;
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", ""] {
        for json in [false, true] {
            let good = ("genuine", link("acme", "1001").sign(&key(CURRENT)));
            for (what, token) in wrong().into_iter().chain([good]) {
                let mut asked = HttpRequest { method: method.into(), ..get(&token) };
                asked.headers.extend(json.then(|| ("accept".to_owned(), "application/json".to_owned())));
                let answer = house.door.show(&asked, now()).await;
                let expected = match (method, what) {
                    ("GET" | "HEAD", "genuine") => 200,
                    ("GET" | "HEAD", _) => 404,
                    _ => 405,
                };
                assert_eq!(answer.status, expected, "{method} {what}");
                looks += 1;
            }
        }
    }
    assert!(before == (house.engine.items(), house.engine.write_units()), "something was written");
    println!("figure: S10 {looks} requests with nine methods: 0 writes");
}

/// S4: what one key or scheme signed is worth nothing in another's place, even where somebody gave both the same secret.
#[tokio::test(start_paused = true)]
async fn no_signature_is_taken_for_another() {
    let body = br#"{"id": 450789469, "type": "order.created"}"#;
    let (mut tried, house) = (0_u32, House::new().await);
    let own_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let shared = LinkKey::new(own_secret).expect("long enough");
    let links: Vec<String> = [ORDER_STATUS, "returns", "approve"]
        .into_iter()
        .flat_map(|purpose| {
            let link = Link { purpose, ..link("acme", "1001") };
            [link.sign(&key(CURRENT)), link.sign(&shared)]
        })
        .collect();
    for source in intake::sources() {
        let secret = || Secret::new(own_secret);
        let signed = source.sign("orders/create", body, &secret(), now());
        assert!(source.verify(&Headers::new(signed.clone()), body, &[secret()], now()).is_ok());
        // A webhook's signature, its headers and its secret as a link, under the very same secret as key.
        for (name, value) in &signed {
            let guesses = [value.clone(), format!("{name}.{value}"), format!("{}..{value}", source.name())];
            for guess in guesses {
                assert_eq!(
                    Link::open(&guess, ORDER_STATUS, &[LinkKey::new(own_secret).expect("long")], now()),
                    None
                );
                assert_eq!(house.get(&guess).await.status, 404, "{name} of {}", source.name());
                tried += 2;
            }
            // And its MAC under a link's payload.
            let parts: Vec<&str> = links[1].split('.').collect();
            let mac = value.trim_start_matches("v1,").replace('+', "-").replace('/', "_").replace('=', "");
            let spliced = format!("{}.{}.{mac}", parts[0], parts[1]);
            assert_eq!(Link::open(&spliced, ORDER_STATUS, std::slice::from_ref(&shared), now()), None);
            tried += 1;
        }
        // A link's token, and each part of it, as a webhook's signature, over any body that it may have signed.
        for token in &links {
            for part in token.split('.').chain([token.as_str()]) {
                let padded = format!("{}=", part.replace('-', "+").replace('_', "/"));
                for value in [part.to_owned(), padded.clone(), format!("v1,{part}"), format!("v1,{padded}")] {
                    let forged = signed.iter().map(|(name, own)| {
                        let is_signature =
                            name.to_lowercase().contains("hmac") || name.to_lowercase().contains("signature");
                        (*name, if is_signature { value.clone() } else { own.clone() })
                    });
                    let headers = Headers::new(forged.collect::<Vec<_>>());
                    for over in [&body[..], token.as_bytes(), part.as_bytes(), b""] {
                        let taken = source.verify(&headers, over, &[secret()], now());
                        assert!(taken.is_err(), "{} takes a link for a signature", source.name());
                        tried += 1;
                    }
                }
            }
        }
    }
    // A link for one page at another.
    for purpose in ["returns", "approve", "order-status-2", "order-statu", ""] {
        for token in [links[0].as_str(), links[1].as_str()] {
            assert_eq!(
                Link::open(token, purpose, &[key(CURRENT), LinkKey::new(own_secret).expect("long")], now()),
                None
            );
            tried += 1;
        }
    }
    for token in &links[2..] {
        assert_eq!(house.get(token).await.status, 404);
        tried += 1;
    }
    println!("figure: S4 {tried} signatures in each other's place, under one shared secret: 0 accepted");
}

#[tokio::test(start_paused = true)]
async fn forged_links_read_no_secrets_of_shops_that_are_not_there() {
    let house = House::new().await;
    for n in 0..300 {
        let token = link(&format!("nobody-{n}"), "1001").sign(&key(CURRENT));
        assert_eq!(house.get(&token).await.status, 404);
    }
    assert_eq!(house.keys.asked.load(Ordering::Relaxed), 0);
    house.get(&link("acme", "1001").sign(&key("some-other-key-0123456789"))).await;
    assert_eq!(house.keys.asked.load(Ordering::Relaxed), 2, "once, and once more for a rotated one");
}

#[tokio::test(start_paused = true)]
async fn secrets_that_cant_be_read_are_no_reason_to_open() {
    let house = House::with(LinkKeysOf::broken()).await;
    let answer = house.get(&link("acme", "1001").sign(&key(CURRENT))).await;
    assert_eq!(answer.status, 503);
    let headers = answer.all_headers();
    assert!(headers.contains(&("retry-after", "60".into())), "{headers:?}");
    let text = answer.body.to_text();
    assert!(text.contains("try again") && !text.contains("acme"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_page_is_the_orders_own_and_its_shop_s_as_that_is_now() {
    let house = House::new().await;
    let store = Store::on(Arc::clone(&house.engine) as Arc<dyn store::engine::Engine>);
    let mut later = orders::shop();
    (later.name, later.look.colour) = ("Acme of tomorrow".into(), Some("#ff0000".into()));
    let evening = now() + SignedDuration::from_hours(6);
    store.publish_settings(&later, evening).await.expect("published");
    let mut arabic = order("acme", "1003");
    arabic.locale = Some("ar-EG".into());
    put(&store, &shop("acme"), arabic).await;
    let tomorrow = now() + SignedDuration::from_hours(24);
    for (number, at, name, lang, dir) in [
        ("1001", now(), "Shop acme", "en-GB", "ltr"),
        ("1001", tomorrow, "Acme of tomorrow", "en-GB", "ltr"),
        ("1003", tomorrow, "Acme of tomorrow", "ar-EG", "rtl"),
    ] {
        let mut asked = get(&link("acme", number).sign(&key(CURRENT)));
        asked.headers.push(("accept-language".into(), "ja".into()));
        let answer = house.door.show(&asked, at).await;
        let html = answer.body.to_text();
        let page = Html::parse_document(&html);
        let one = |selector: &str| {
            let selector = Selector::parse(selector).expect("a selector");
            let found: Vec<_> = page.select(&selector).collect();
            assert_eq!(found.len(), 1, "{selector:?}");
            found[0]
        };
        assert_eq!((one("html").attr("lang"), one("html").attr("dir")), (Some(lang), Some(dir)));
        let header = one("header").text().collect::<String>();
        assert!(header.contains(name), "{number}, at {at}: {header}");
        assert!(one("h1").text().collect::<String>().contains(number));
        assert!(one("title").text().collect::<String>().contains(name));
        let headers = answer.all_headers();
        assert!(headers.contains(&("content-language", lang.into())), "{headers:?}");
        assert!(headers.contains(&("cache-control", "no-store".into())));
        let policy =
            headers.iter().find(|(name, _)| *name == "content-security-policy").map(|(_, p)| p.as_str());
        assert!(
            policy.is_some_and(|p| p.contains("style-src 'sha256-") && !p.contains("unsafe")),
            "{policy:?}"
        );
    }
    let mut asked = get(&link("acme", "1001").sign(&key(CURRENT)));
    asked.headers.push(("accept".into(), "application/json".into()));
    let facts = house.door.show(&asked, now()).await;
    assert_eq!((&facts.body["order"], &facts.body["status"]), (&"#1001".into(), &"received".into()));
}

/// A parcel is shown as far as its carrier says, though the platform doesn't know yet.
#[tokio::test(start_paused = true)]
async fn a_parcel_is_as_far_as_its_carrier_says() {
    const NUMBER: &str = "1Z999AA10123456784";
    let house = House::new().await;
    let store = Store::on(Arc::clone(&house.engine) as Arc<dyn store::engine::Engine>);
    let mut sent = order("acme", "1003");
    sent.shipments = vec![Shipment {
        id: "1".into(),
        status: ShipmentStatus::Shipped,
        carrier: Some("UPS".into()),
        tracking: Some(NUMBER.into()),
        url: None,
        shipped_at: None,
        lines: Vec::new(),
    }];
    put(&store, &shop("acme"), sent).await;
    let mut asked = get(&link("acme", "1003").sign(&key(CURRENT)));
    asked.headers.push(("accept".into(), "application/json".into()));
    for (status, order, parcel) in [
        (None, "on-its-way", "shipped"),
        (Some("out_for_delivery"), "on-its-way", "out-for-delivery"),
        (Some("delivered"), "delivered", "delivered"),
    ] {
        if let Some(status) = status {
            let told = parcels::scanned(NUMBER, now(), status);
            let source = intake::source(told.source).expect("a source");
            let Ok(Translation::Happened(happened)) = source.translate(told.topic, &told.body) else {
                panic!("a scan")
            };
            let (acme, hash) = (shop("acme"), hash_of(&told.body));
            let (from, topic, body) = (told.source, told.topic, told.body.as_slice());
            let incoming = Incoming { shop: &acme, from, topic, body, hash: &hash, only_news: false };
            store.take_in(&incoming, &happened, now()).await.expect("taken in");
        }
        let facts = house.door.show(&asked, now()).await.body;
        assert_eq!((&facts["status"], &facts["parcels"][0]["status"]), (&order.into(), &parcel.into()));
    }
}

/// A mailer that keeps what it is given.
#[derive(Default)]
struct SentMails(Mutex<Vec<mail::Mail>>);

impl mail_delivery::Mailer for SentMails {
    async fn send(&self, mail: &mail::Mail) -> Result<String, mail_delivery::Unsent> {
        let mut kept = self.0.lock().expect("nobody panics with it");
        kept.push(mail.clone());
        Ok(format!("ses-{}", kept.len()))
    }
}

/// OC-32, the mail's side: the link in a mail opens its order's page; without a key the mail goes all the same.
#[tokio::test(start_paused = true)]
async fn the_link_in_a_mail_opens_its_orders_page() {
    let house = House::new().await;
    let store = Store::on(Arc::clone(&house.engine) as Arc<dyn store::engine::Engine>);
    let mail = |keys: LinkKeysOf, revision: u32| {
        let store = store.clone();
        async move {
            let lanes = mail_delivery::Lanes {
                transactional: mail_delivery::Pace::new(1000, 1),
                bulk: mail_delivery::Pace::new(1000, 1),
                configuration_set_transactional: "transactional".into(),
                configuration_set_bulk: "bulk".into(),
            };
            let delivery = mail_delivery::MailDelivery {
                store,
                mailer: SentMails::default(),
                lanes,
                pages: mail_delivery::Pages::new("https://pages.example", Arc::new(keys)),
                patience: SignedDuration::from_mins(5),
            };
            let (shop, order, origin) = (shop("acme"), EntityRef::order("1001"), Origin::default());
            let event = Event::place(&request(revision).event(), &shop, &order, &origin, (1, ""), now());
            let deadline = now() + SignedDuration::from_secs(60);
            delivery.deliver(&event, &now, deadline).await.expect("sent");
            delivery.mailer.0.into_inner().expect("nobody panicked").pop().expect("a mail")
        }
    };
    let addresses = |mail: &mail::Mail| -> BTreeSet<String> {
        let page = Html::parse_document(&mail.html);
        let links = Selector::parse("a[href^='https://pages.example/']").expect("a selector");
        page.select(&links).filter_map(|a| a.attr("href").map(str::to_owned)).collect()
    };
    let sent = mail(LinkKeysOf::new(&[("acme", &[CURRENT])]), 1).await;
    let found = addresses(&sent);
    let address = found.first().expect("a link to the page");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(sent.text.contains(address.as_str()), "the text has it, too");
    assert!(!address.contains('?') && !address.contains("ada"), "no query, and nothing of a person");
    let token = address.strip_prefix("https://pages.example/orders/").expect("under the pages' address");
    let opened = Link::open(token, ORDER_STATUS, &[key(CURRENT)], now()).expect("it opens");
    assert_eq!(opened.entity, EntityRef::order("1001"));
    assert_eq!(opened.expires.to_string(), "2027-05-21T00:00:00Z", "180 days, to the end of the last");
    assert!(house.get(token).await.body.to_text().contains("Tea of acme 1001"));
    // Whoever makes it again makes the same link.
    let again = mail(LinkKeysOf::new(&[("acme", &[CURRENT])]), 2).await;
    assert_eq!(addresses(&again), found);
    for (keys, revision) in [(LinkKeysOf::default(), 3), (LinkKeysOf::broken(), 4)] {
        assert_eq!(addresses(&mail(keys, revision).await).len(), 0, "it goes without our link");
    }
}
