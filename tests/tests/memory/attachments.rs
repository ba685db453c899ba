//! Files that go with a mail, from the settings to the bytes that SES gets.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    sweep::DAY,
    world::World,
};
use domain::{
    Timestamp,
    event::hash_of,
    settings::{Market, Shop},
};
use jiff::SignedDuration;
use serde_json::json;
use testkit::{Faults, Memory, orders::shop};

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

/// The test's shop with the terms of two markets, whose files have these hashes.
fn selling(german: &str, others: &str) -> Shop {
    let market = |file: &str| Market {
        version: "2026-01".into(),
        terms_url: Some("https://acme.example/terms".into()),
        terms_file: Some(file.to_owned()),
        ..Market::default()
    };
    let mut shop = shop();
    shop.markets =
        [("DE".to_owned(), market("terms-de.pdf")), ("default".to_owned(), market("terms.pdf"))].into();
    shop.files =
        [("terms-de.pdf".to_owned(), german.to_owned()), ("terms.pdf".to_owned(), others.to_owned())].into();
    shop
}

/// The one mail to a buyer after an order that goes to `country` was confirmed, as text.
async fn confirmed(world: &mut World, number: u64, country: &str) -> String {
    let mut paid = order(number, day(), day() + SignedDuration::from_mins(1), "paid");
    paid["shipping_address"] = json!({"name": "Ada", "address1": "1", "city": "X", "country_code": country});
    assert_eq!(world.deliver(&delivery("orders/paid", &paid)).await, 200);
    world.run(true).await;
    let state = world.outside.state();
    let to = format!("buyer-{number}@example.com");
    let mut mails = state.mails.iter().zip(&state.raw).filter(|(mail, _)| mail.to == to);
    let raw = mails.next().expect("a mail").1.clone();
    assert!(mails.next().is_none(), "one mail");
    String::from_utf8(raw).expect("seven bits")
}

#[tokio::test(start_paused = true)]
async fn terms_go_with_the_confirmation_of_their_market() {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
    let (german, others) = (b"%PDF-1.7 Bedingungen".as_slice(), b"%PDF-1.7 terms".as_slice());
    for file in [german, others] {
        world.store.keep_file(&shop().id, file).await.expect("kept");
    }
    world.publish(&selling(&hash_of(german), &hash_of(others))).await;
    // As the bytes stand in base64.
    for (number, country, name, held) in [
        (2001, "DE", "terms-de.pdf", "JVBERi0xLjcgQmVkaW5ndW5nZW4="),
        (2002, "US", "terms.pdf", "JVBERi0xLjcgdGVybXM="),
    ] {
        let mail = confirmed(&mut world, number, country).await;
        assert!(mail.contains("multipart/mixed") && mail.contains(held), "{country}: {mail}");
        assert_eq!(mail.matches("Content-Disposition: attachment").count(), 1, "{country}");
        assert!(mail.contains(&format!("filename=\"{name}\"")), "{country}: {mail}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_cannot_be_read_is_done_without() {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
    world.publish(&selling(&hash_of("never kept"), "no hash")).await;
    for (number, country) in [(2003, "DE"), (2004, "US")] {
        let mail = confirmed(&mut world, number, country).await;
        assert!(mail.contains("multipart/alternative") && !mail.contains("multipart/mixed"), "{mail}");
    }
    let mut bare = selling("", "");
    bare.files.clear();
    world.publish(&bare).await;
    assert_eq!(world.deliver(&deliveries(2005, day(), 1).remove(0)).await, 200);
    world.run(true).await;
    assert!(world.outside.state().mails.iter().any(|mail| mail.to == "buyer-2005@example.com"));
}
