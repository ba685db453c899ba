//! What the shop's own people do by the links in their mails: a GET shows, a POST does it, once.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use action_pages::ActionPages;
use bundle_tests::{mutants, ports::LinkKeysOf};
use domain::{
    EntityRef, Event, Head, NewEvent, ShopId, Timestamp,
    action::{ACKNOWLEDGE, Action, ActionLink, SNOOZE, Taken},
    event::Origin,
    link::{Link, LinkKey, ORDER_STATUS},
    mail::MailRequested,
    stock::{self, Alert, Recovered},
};
use jiff::SignedDuration;
use mail_parser::{MessageParser, MimeHeaders as _};
use scraper::{Html, Selector};
use serde_json::json;
use shell::{Answer, Asked, LinkKeys};
use store::{Store, commit::Commit};
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

fn sku() -> EntityRef {
    stock::at("808950810", "905684977")
}

fn alert(number: u32) -> Alert {
    serde_json::from_value(json!({
        "item": "808950810", "sku": "MUG-BLUE", "title": "Mug", "location": "905684977", "place": "Berlin",
        "number": number, "at": now(), "level": "critical", "because": "crossed", "delivery": "at-once", "route": "stock",
        "quantities": {"on_hand": 3}, "available": 3, "history": [9, 7, 5, 3],
        "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}},
    }))
    .expect("an alert")
}

/// Two shops with a stock that ran low, and one that nobody gave a key.
struct House {
    engine: Arc<Memory>,
    store: Store,
    door: ActionPages,
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
            settings.routes.0.insert("stock".into(), "stock@acme.example".into());
            let table = json!({"mode": "live", "live_since": "2026-01-01T00:00:00Z"});
            settings
                .automations
                .insert("low-stock-alert".into(), serde_json::from_value(table).expect("a table"));
            store.publish_settings(&settings, Timestamp::UNIX_EPOCH).await.expect("published");
            tell(
                &store,
                &shop(id),
                &sku(),
                NewEvent::of(Alert::effect(3), &alert(3)),
                Some("low-stock-alert"),
            )
            .await;
        }
        let door = ActionPages::new(store.clone(), Arc::new(keys) as Arc<dyn LinkKeys>);
        Self { engine, store, door }
    }

    async fn ask(&self, method: &str, token: &str, body: &str, at: Timestamp) -> Answer {
        let asked = Asked {
            method: method.into(),
            path: vec![("token".into(), token.into())],
            headers: vec![("content-type".into(), "application/x-www-form-urlencoded".into())],
            body: body.into(),
            ..Asked::default()
        };
        self.door.act(&asked, at).await
    }

    async fn get(&self, token: &str) -> Answer {
        self.ask("GET", token, "", now()).await
    }

    /// As a browser does whose reader presses the button of the page; `None` if it has none.
    async fn press(&self, token: &str, at: Timestamp) -> Option<Answer> {
        let body = form(&self.get(token).await)?;
        Some(self.ask("POST", token, &body, at).await)
    }

    /// What was done about acme's stock, oldest first.
    async fn taken(&self) -> Vec<(String, Taken)> {
        let story = self.store.story(&shop("acme"), &sku()).await.expect("readable");
        assert_eq!(story.broken, None);
        let of = story.events.into_iter().filter(|kept| kept.event.kind.starts_with("action."));
        of.map(|kept| (kept.event.kind.clone(), kept.event.payload().expect("a payload"))).collect()
    }
}

/// What the form of a page sends.
fn form(answer: &Answer) -> Option<String> {
    let page = Html::parse_document(&answer.body.to_text());
    let field = Selector::parse("form[method=post] input[type=hidden]").expect("a selector");
    let field = page.select(&field).next()?;
    Some(format!("{}={}", field.attr("name")?, field.attr("value")?))
}

fn text(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.body.to_text());
    let body = Selector::parse("body").expect("a selector");
    let text: String = page.select(&body).flat_map(|e| e.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn tell(store: &Store, shop: &ShopId, entity: &EntityRef, new: NewEvent, by: Option<&str>) {
    let head: Head = store.head(shop, entity).await.expect("readable");
    let events = [new];
    let origin = Origin { by: by.map(str::to_owned), ..Origin::default() };
    store
        .commit(Commit { events: &events, origin, ..Commit::on(shop, entity, &head, now()) })
        .await
        .expect("written");
}

fn link(id: &str, word: &str, days: u16) -> ActionLink {
    let action = Action::new(word, &Alert::effect(3), "stock").of_days(days);
    ActionLink::new(&shop(id), &sku(), action, now(), 30)
}

fn token(id: &str, word: &str, days: u16) -> String {
    link(id, word, days).sign(&key(if id == "rosen" { ROSENS } else { CURRENT })).expect("a token")
}

/// Everything that is wrong with a link, with what is wrong.
fn wrong() -> Vec<(&'static str, String)> {
    let good = token("acme", ACKNOWLEDGE, 0);
    let parts: Vec<&str> = good.split('.').collect();
    let other = token("acme", SNOOZE, 7);
    let others: Vec<&str> = other.split('.').collect();
    let sign = |link: ActionLink, with: &str| link.sign(&key(with)).expect("a token");
    let ack = || link("acme", ACKNOWLEDGE, 0);
    let matter = |matter: &str| {
        let action = Action::new(ACKNOWLEDGE, matter, "stock");
        sign(ActionLink { action, ..ack() }, CURRENT)
    };
    let order = Link::to_order(&shop("acme"), &sku(), now(), 30);
    vec![
        ("nothing", String::new()),
        ("no token", "1001".into()),
        ("much", "a".repeat(100_000)),
        ("forged", format!("{}.{}.{}", parts[0], parts[1], "A".repeat(43))),
        ("cut", good[..good.len() - 1].into()),
        ("an acknowledgement under a snooze's signature", format!("{}.{}.{}", parts[0], parts[1], others[2])),
        ("a snooze under an acknowledgement's signature", format!("{}.{}.{}", parts[0], others[1], parts[2])),
        ("expired", sign(ActionLink { expires: now(), ..ack() }, CURRENT)),
        ("for an order's page", order.sign(&key(CURRENT))),
        ("for another purpose", Link { purpose: "returns", ..order }.sign(&key(CURRENT))),
        ("about an alert that isn't there", matter(&Alert::effect(4))),
        ("about an event that nobody told", matter("untold")),
        ("about another stock", sign(ActionLink { entity: stock::at("1", "2"), ..ack() }, CURRENT)),
        ("of a retired key", sign(ack(), "acme-retired-0123456789")),
        ("of another shop's key", sign(ack(), ROSENS)),
        ("of a shop without a key", sign(link("keyless", ACKNOWLEDGE, 0), CURRENT)),
        ("of a shop that isn't there", sign(link("nobody", ACKNOWLEDGE, 0), CURRENT)),
        ("of a shop without settings", sign(link("ghost", ACKNOWLEDGE, 0), CURRENT)),
    ]
}

#[tokio::test(start_paused = true)]
async fn whatever_is_wrong_with_a_link_it_does_nothing_and_is_told_the_same() {
    let house = House::new().await;
    tell(&house.store, &shop("acme"), &sku(), NewEvent::of("untold", &alert(9)), None).await;
    let before = house.engine.items();
    let mut seen = BTreeSet::new();
    for method in ["GET", "POST", "HEAD"] {
        for (what, token) in wrong() {
            let proof = ActionLink::proof(&token).unwrap_or_default().to_owned();
            let answer =
                house.ask(method, &token, &format!("proof={proof}"), mutants::pages_clock(now())).await;
            assert_eq!(answer.status, 404, "{what}");
            seen.insert((answer.all_headers(), answer.body.to_text()));
            assert_eq!(seen.len(), 1, "{method} {what} is answered otherwise");
        }
    }
    let (_, text) = seen.pop_first().expect("an answer");
    for secret in ["acme", "rosen", "keyless", "Mug", "stock"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(before == house.engine.items(), "something was written");
}

/// S10, the second half, and LS-17: scanners of mails follow every link, by whatever method; some send what they find.
#[tokio::test(start_paused = true)]
async fn nothing_but_the_page_s_own_form_does_anything() {
    let house = House::new().await;
    let before = (house.engine.items(), house.engine.write_units());
    let (ack, snooze) = (token("acme", ACKNOWLEDGE, 0), token("acme", SNOOZE, 7));
    let proof = |token: &str| ActionLink::proof(token).expect("a proof").to_owned();
    let mut looks = 0;
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "post", ""] {
        for body in [
            String::new(),
            "List-Unsubscribe=One-Click".into(),
            "proof=".into(),
            format!("proof={}", proof(&snooze)),
            format!("Proof={}", proof(&ack)),
            format!("{}&proof={}", "a=b", proof(&ack)),
            format!("proof={}x", proof(&ack)),
            format!("proof={ack}"),
            ack.clone(),
            "p".repeat(1_000_000),
        ] {
            let answer = house.ask(method, &ack, &body, now()).await;
            let shown = ["GET", "HEAD", "POST"].contains(&method);
            assert_eq!(answer.status, if shown { 200 } else { 405 }, "{method} {body:.40}");
            assert_eq!(form(&answer).is_some(), shown, "the button is still there");
            looks += 1;
        }
        let right = format!("proof={}", proof(&ack));
        if method != "POST" {
            house.ask(method, &ack, &right, now()).await;
            looks += 1;
        }
    }
    assert!(before == (house.engine.items(), house.engine.write_units()), "something was written");
    println!(
        "figure: S10 {looks} requests with nine methods to a link that acts: 0 writes without the page's form"
    );
}

/// LS-17: the button does it, once; back, reload and double click do nothing more, and say so.
#[tokio::test(start_paused = true)]
async fn the_button_does_it_once_and_says_so_ever_after() {
    let house = House::new().await;
    let token = token("acme", ACKNOWLEDGE, 0);
    let body = form(&house.get(&token).await).expect("a form");
    let first = house.ask("POST", &token, &body, now()).await;
    assert_eq!(first.status, 200);
    assert!(text(&first).contains("Acknowledged") && !text(&first).contains("already"), "{}", text(&first));
    let items = house.engine.items();
    for minutes in [0, 1, 60 * 24 * 20] {
        let at = now() + SignedDuration::from_mins(minutes);
        let again = house.ask("POST", &token, &body, at).await;
        let looked = house.ask("GET", &token, "", at).await;
        for (what, answer) in [("POST", again), ("GET", looked)] {
            let said = text(&answer);
            assert_eq!((answer.status, form(&answer)), (200, None), "{what}");
            assert!(said.contains("This had already been done."), "{what}: {said}");
            assert!(
                said.contains("Done on Saturday 21 November 2026 at 13:00 (Europe/Berlin)")
                    || said.contains("21 November 2026"),
                "{said}"
            );
            assert!(said.contains("“stock”"), "by whom it was asked: {said}");
        }
    }
    assert!(items == house.engine.items(), "nothing more was written");
    let taken = house.taken().await;
    let expected =
        Taken { word: ACKNOWLEDGE.into(), matter: Alert::effect(3), until: None, role: "stock".into() };
    assert_eq!(taken, [("action.taken.low-stock-alert".to_owned(), expected)]);
}

#[tokio::test(start_paused = true)]
async fn of_many_clicks_at_once_one_does_it() {
    let house = House::new().await;
    let token = token("acme", SNOOZE, 3);
    let body = form(&house.get(&token).await).expect("a form");
    let clicks = (0..32).map(|_| house.ask("POST", &token, &body, now()));
    let answers = futures::future::join_all(clicks).await;
    let fresh =
        answers.iter().filter(|answer| answer.status == 200 && !text(answer).contains("already")).count();
    assert_eq!(fresh, 1, "one did it");
    assert!(answers.iter().all(|answer| [200, 503].contains(&answer.status)));
    assert_eq!(house.taken().await.len(), 1);
}

/// LS-17: each link does its own, and no other's.
#[tokio::test(start_paused = true)]
async fn each_link_does_what_it_was_signed_for_and_nothing_else() {
    let house = House::new().await;
    for (word, days, until) in [
        (SNOOZE, 1, Some("2026-11-22T12:00:00Z")),
        (ACKNOWLEDGE, 0, None),
        (SNOOZE, 7, Some("2026-11-28T12:00:00Z")),
        (SNOOZE, 3, Some("2026-11-24T12:00:00Z")),
    ] {
        let before = house.taken().await.len();
        let token = token("acme", word, days);
        let answer = house.press(&token, now() + SignedDuration::from_secs(20)).await.expect("a form");
        assert_eq!(answer.status, 200);
        let taken = house.taken().await;
        assert_eq!(taken.len(), before + 1);
        let (kind, last) = taken.last().expect("one");
        assert_eq!(kind, "action.taken.low-stock-alert");
        assert_eq!((last.word.as_str(), last.until), (word, until.map(|at| at.parse().expect("an instant"))));
    }
    // The other shop's stock of the same name, and its next alert, are as they were.
    let other =
        house.press(&token("rosen", ACKNOWLEDGE, 0), now()).await.expect("rosen's own button is still there");
    assert_eq!(other.status, 200);
    tell(
        &house.store,
        &shop("acme"),
        &sku(),
        NewEvent::of(Alert::effect(4), &alert(4)),
        Some("low-stock-alert"),
    )
    .await;
    let action = Action::new(ACKNOWLEDGE, &Alert::effect(4), "stock");
    let next = ActionLink { action, ..link("acme", ACKNOWLEDGE, 0) }.sign(&key(PREVIOUS)).expect("a token");
    assert!(form(&house.get(&next).await).is_some(), "the next alert isn't acknowledged; an old key opens");
}

#[tokio::test(start_paused = true)]
async fn the_page_is_the_shop_s_and_its_form_goes_home() {
    let house = House::new().await;
    let answer = house.get(&token("acme", ACKNOWLEDGE, 0)).await;
    let html = answer.body.to_text();
    assert!(html.contains("Shop acme") && html.contains("Mug") && html.contains("MUG-BLUE"));
    let headers = answer.all_headers();
    let of = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
    assert!(
        of("content-security-policy")
            .is_some_and(|p| p.contains("form-action 'self'") && !p.contains("unsafe"))
    );
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
        ("content-language", "en-GB"),
    ] {
        assert_eq!(of(name), Some(value), "{name}");
    }
    let unknown = house.get(&token("acme", "approve", 0)).await;
    assert_eq!(unknown.status, 503, "a newer release's word waits for it");
    let broken = House::with(LinkKeysOf::broken()).await;
    assert_eq!(broken.get(&token("acme", ACKNOWLEDGE, 0)).await.status, 503);
}

/// A mailer that keeps what it is given.
#[derive(Default)]
struct Kept(Mutex<Vec<mail::Mail>>);

impl mail_delivery::Mailer for Kept {
    async fn send(&self, mail: &mail::Mail) -> Result<String, mail_delivery::Unsent> {
        let mut kept = self.0.lock().expect("nobody panics with it");
        kept.push(mail.clone());
        Ok(format!("ses-{}", kept.len()))
    }
}

async fn mailed(house: &House, entity: &EntityRef, request: &MailRequested) -> Option<mail::Mail> {
    let lanes = mail_delivery::Lanes {
        transactional: mail_delivery::Pace::new(1000, 1),
        bulk: mail_delivery::Pace::new(1000, 1),
        configuration_set_transactional: "transactional".into(),
        configuration_set_bulk: "bulk".into(),
    };
    let delivery = mail_delivery::MailDelivery {
        store: house.store.clone(),
        mailer: Kept::default(),
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
    delivery.deliver(&event, &now, deadline).await.expect("settled");
    delivery.mailer.0.into_inner().expect("nobody panicked").pop()
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
        assert_eq!(opened, self::link("acme", word, days));
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
        date,
        route: "stock".into(),
        group: stock::rules::Group::Location,
        groups: vec![stock::Group { name: Some("Berlin".into()), alerts: vec![alert(3), alert(2)] }],
        recovered: vec![],
    };
    let entity = stock::Digest::entity("stock", date);
    tell(&house.store, &shop("acme"), &entity, NewEvent::of(stock::Digest::EFFECT, &digest), None).await;
    let told = mailed(&house, &entity, &digest.mail(now())).await.expect("a mail");
    assert_eq!((told.to.as_str(), actions(&told).len()), ("stock@acme.example", 4), "two for each");
    let storm = stock::Summary {
        route: "nobody".into(),
        from: now(),
        to: now(),
        levels: vec![(stock::Level::Critical, 1)],
        likely: None,
        alerts: vec![alert(3)],
    };
    let entity = stock::Summary::entity("nobody", now());
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
        if ["shadow", "gone"].contains(&later) {
            continue;
        }
        let mail = mailed(&house, &sku(), &request).await;
        assert_eq!(mail.is_some(), later == "nothing", "{later}");
    }
}

/// S10: a million tokens for actions, in the ways that a link may be bent, open nothing.
#[test]
fn no_link_to_an_action_opens_but_the_one_that_was_signed() {
    let keys = [key(CURRENT), key(PREVIOUS)];
    let genuine = token("acme", SNOOZE, 7);
    assert!(ActionLink::open(&genuine, &keys, now()).is_some());
    let mut tried = 0_u32;
    for place in 0..genuine.len() {
        for byte in 0x20..0x7f_u8 {
            let mut bent = genuine.clone().into_bytes();
            if bent[place] == byte {
                continue;
            }
            bent[place] = byte;
            let bent = String::from_utf8(bent).expect("ASCII");
            assert_eq!(ActionLink::open(&bent, &keys, now()), None, "{bent}");
            tried += 1;
        }
        assert_eq!(ActionLink::open(&genuine[..place], &keys, now()), None);
        tried += 1;
    }
    // Whatever one link says, under the signature of every other.
    let others: Vec<String> =
        [("acme", ACKNOWLEDGE, 0), ("acme", SNOOZE, 1), ("acme", SNOOZE, 3), ("rosen", SNOOZE, 7)]
            .map(|(id, word, days)| link(id, word, days).sign(&keys[0]).expect("a token"))
            .into();
    let page = Link::to_order(&shop("acme"), &sku(), now(), 30).sign(&keys[0]);
    for other in others.iter().chain([&page]) {
        let (a, b): (Vec<&str>, Vec<&str>) = (genuine.split('.').collect(), other.split('.').collect());
        for mixed in [[a[0], a[1], b[2]], [a[0], b[1], a[2]]] {
            assert_eq!(ActionLink::open(&mixed.join("."), &keys, now()), None);
            assert_eq!(Link::open(&mixed.join("."), ORDER_STATUS, &keys, now()), None);
            tried += 2;
        }
    }
    assert_eq!(ActionLink::open(&page, &keys, now()), None);
    assert_eq!(Link::open(&genuine, ORDER_STATUS, &keys, now()), None);
    println!("figure: S10 {tried} links to actions bent, cut, or put together anew: 0 opened");
}

#[test]
fn each_guard_is_noticed() {
    testkit::mutant::each_is_noticed("bundle-tests::actions");
}
