//! What somebody means by an id or an order's number.

use domain::{EntityRef, ShopId};
use store::{Store, journal::Story};

use crate::{
    cloud::{target::Target, which},
    trouble::Trouble,
};

/// The entity that was meant and its story, in the shop that was named; else in the only one that knows it.
pub(crate) async fn find_in_any(
    store: &Store,
    named: Option<&ShopId>,
    meant: &str,
) -> Result<(ShopId, EntityRef, Story), Trouble> {
    let shops = match named {
        Some(named) => vec![named.clone()],
        None => which::all(store).await?,
    };
    let mut found = Vec::new();
    for shop in &shops {
        found.extend(look_in(store, shop, meant).await?.map(|(entity, story)| (shop.clone(), entity, story)));
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some((shop, ..)), false) => {
            let names = found.iter().map(|(shop, ..)| shop).chain([&shop]);
            let names: Vec<_> = names.map(|shop| format!("--shop {shop}")).collect();
            Err(Trouble::input(format!("more than one shop knows {meant}"))
                .mend(format!("name one of them: {}", names.join(", "))))
        }
        (None, _) => Err(unknown(meant, &shops)),
    }
}

/// The same in one shop.
pub(crate) async fn find(store: &Store, shop: &ShopId, meant: &str) -> Result<(EntityRef, Story), Trouble> {
    let found = look_in(store, shop, meant).await?;
    found.ok_or_else(|| unknown(meant, std::slice::from_ref(shop)))
}

fn unknown(meant: &str, shops: &[ShopId]) -> Trouble {
    let names: Vec<_> = shops.iter().map(ShopId::as_str).collect();
    let place = match names.as_slice() {
        [] => "here, where no shop has settings".to_owned(),
        [shop] => format!("in the shop {shop}"),
        several => format!("in any of the shops {}", several.join(", ")),
    };
    Trouble::input(format!("nothing is known of {} {place}", meant.trim()))
        .mend("give an order's number, such as 1001, or its id, such as ORDER#5600000000001; orders from before November 2026 are found by their number after cargo nightshift catch-up")
}

/// What is written without its kind is an order's number: one that is another order's id, too, isn't guessed at.
async fn look_in(store: &Store, shop: &ShopId, meant: &str) -> Result<Option<(EntityRef, Story)>, Trouble> {
    let meant = meant.trim();
    let number = meant.trim_start_matches('#');
    let in_full = EntityRef::try_from(meant.to_owned()).ok();
    let named = in_full.clone().unwrap_or_else(|| EntityRef::order(number));
    let story = store.story(shop, &named).await.map_err(Target::trouble)?;
    if !story.events.is_empty() {
        if in_full.is_none() {
            let order = store.order(shop, &named).await.map_err(Target::trouble)?.order;
            if let Some(name) = order.map(|order| order.name).filter(|name| !is_called(name, number)) {
                return Err(Trouble::input(format!(
                    "{number} is the id of the order {name}, not its number"
                ))
                .mend(format!(
                    "write {named} if you mean that one, or the id of the order {number} as ORDER#…"
                )));
            }
        }
        return Ok(Some((named, story)));
    }
    if let Some(entity) = by_number(store, shop, number).await? {
        let story = store.story(shop, &entity).await.map_err(Target::trouble)?;
        return Ok(Some((entity, story)));
    }
    Ok(None)
}

fn is_called(name: &str, number: &str) -> bool {
    name.trim_start_matches('#') == number
}

/// The order that is called so.
async fn by_number(store: &Store, shop: &ShopId, number: &str) -> Result<Option<EntityRef>, Trouble> {
    let mut named = store.orders_named(shop, number).await.map_err(Target::trouble)?;
    if named.len() > 1 {
        let ids: Vec<_> = named.iter().map(ToString::to_string).collect();
        return Err(Trouble::input(format!("several orders of the shop {shop} are called {number}"))
            .mend(format!("write one of: {}", ids.join(", "))));
    }
    Ok(named.pop())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Timestamp, event::hash_of, order::Order, settings::Shop};
    use jiff::SignedDuration;
    use store::take_in::Incoming;
    use testkit::{Memory, orders};

    use super::*;

    /// An order of this id and name comes in.
    async fn sell(store: &Store, shop: &ShopId, (id, name): (&str, &str), now: Timestamp) {
        let happened =
            orders::told("order.created", Order { name: name.into(), ..orders::order(id, now) }, now);
        let hash = hash_of(id);
        let (from, topic, body) = ("woocommerce", "order.created", id.as_bytes());
        let incoming = Incoming { shop, from, topic, body, hash: &hash, only_news: false };
        store.take_in(&incoming, &happened, now).await.expect("taken in");
    }

    /// The index shows what was just written: it is a question late.
    async fn indexed(store: &Store, shop: &ShopId) {
        store.orders_named(shop, "nobody").await.expect("readable");
    }

    fn assert_is(found: Result<String, Trouble>, expected: Result<&str, &str>, meant: &str) {
        match expected {
            Ok(id) => assert_eq!(found, Ok(id.to_owned()), "{meant}"),
            Err(words) => {
                let trouble = found.expect_err(meant).to_string();
                assert!(trouble.contains(words), "{meant}: {trouble}");
            }
        }
    }

    #[tokio::test]
    async fn an_id_that_is_another_orders_number_is_not_guessed_at() {
        let store = Store::on(Arc::new(Memory::default()));
        let (shop, now) = (orders::shop().id, Timestamp::now());
        for order in [("1001", "#990"), ("5600000000001", "#1001"), ("777", "#777"), ("778", "778")] {
            sell(&store, &shop, order, now).await;
        }
        let long_ago = now - SignedDuration::from_hours(24 * 30);
        for order in [("21", "#501"), ("22", "#502"), ("23", "#502")] {
            sell(&store, &shop, order, long_ago).await;
        }
        indexed(&store, &shop).await;
        for (meant, expected) in [
            ("ORDER#1001", Ok("1001")),
            (" ORDER#5600000000001", Ok("5600000000001")),
            ("990", Ok("1001")),
            ("#777", Ok("777")),
            ("778", Ok("778")),
            ("1001", Err("1001 is the id of the order #990")),
            ("#1001", Err("1001 is the id of the order #990")),
            ("5600000000001", Err("is the id of the order #1001")),
            ("501", Ok("21")),
            ("502", Err("write one of: ORDER#22, ORDER#23")),
            ("1002", Err("nothing is known of 1002")),
        ] {
            let found = find(&store, &shop, meant).await.map(|(entity, _)| entity.id().to_owned());
            assert_is(found, expected, meant);
        }
    }

    #[tokio::test]
    async fn without_a_shops_name_the_only_one_that_knows_it_is_meant() {
        let store = Store::on(Arc::new(Memory::default()));
        let now = Timestamp::now();
        let shops: [ShopId; 2] = ["acme", "zeta"].map(|id| id.parse().expect("a shop"));
        for id in &shops {
            let shop = Shop { id: id.clone(), ..orders::shop() };
            store.publish_settings(&shop, now).await.expect("published");
        }
        for (shop, order) in
            [(0, ("1", "#1001")), (0, ("2", "#1002")), (1, ("3", "#1003")), (1, ("4", "#1002"))]
        {
            sell(&store, &shops[shop], order, now).await;
        }
        indexed(&store, &shops[0]).await;
        for (named, meant, expected) in [
            (None, "1001", Ok("acme")),
            (None, "1003", Ok("zeta")),
            (None, "ORDER#3", Ok("zeta")),
            (None, "1002", Err("--shop acme, --shop zeta")),
            (Some(1), "1002", Ok("zeta")),
            (Some(1), "1001", Err("nothing is known of 1001 in the shop zeta")),
            (None, "1009", Err("in any of the shops acme, zeta")),
        ] {
            let found = find_in_any(&store, named.map(|nth: usize| &shops[nth]), meant).await;
            assert_is(found.map(|(shop, ..)| shop.to_string()), expected, meant);
        }
    }
}
