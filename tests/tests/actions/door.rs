//! The door: what opens it, what it does, and that it does it once.

use std::collections::BTreeSet;

use bundle_tests::{mutants, ports::LinkKeysOf};
use domain::{
    NewEvent,
    action::{ACKNOWLEDGE, Action, ActionLink, SNOOZE, Taken},
    link::{Link, ORDER_STATUS},
    stock::{self, Alert},
};
use jiff::SignedDuration;

use crate::house::{
    CURRENT, House, PREVIOUS, ROSENS, alert, form, key, link, now, shop, sku, tell, text, token,
};

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
            let proof = Link::proof(&token).unwrap_or_default().to_owned();
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
    let proof = |token: &str| Link::proof(token).expect("a proof").to_owned();
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
            assert!(said.contains("Done on Saturday, November 21, 2026 at 1:00"), "{what}: {said}");
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
        ("content-language", "en"),
    ] {
        assert_eq!(of(name), Some(value), "{name}");
    }
    let unknown = house.get(&token("acme", "grant", 0)).await;
    assert_eq!(unknown.status, 503, "a newer release's word waits for it");
    let broken = House::with(LinkKeysOf::broken()).await;
    assert_eq!(broken.get(&token("acme", ACKNOWLEDGE, 0)).await.status, 503);
}

/// S10: a token for an action opens nothing with any sign at any place changed (some twenty thousand ways), cut anywhere, or put
/// together with another. `domain::links` tries more of the same making for orders' pages: a million with `--full`.
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
