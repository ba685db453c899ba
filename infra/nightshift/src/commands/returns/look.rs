//! Finds returns by number or id, and tells of them as doors do.

use domain::{
    EntityRef, ShopId, Timestamp,
    order::Order,
    returns::{of_order::OfOrder, record::ReturnRecord, rma, told::Told},
};
use jiff::tz::TimeZone;
use store::Store;

use crate::{
    cloud::{target::Target, which::OneShop},
    commands::journal,
    trouble::Trouble,
};

/// Who tells it.
const CLI: &str = "cli";

/// A shop whose returns are looked at.
pub(crate) struct Shop {
    pub(crate) store: Store,
    pub(crate) id: ShopId,
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl Shop {
    pub(crate) async fn open(shop: &OneShop) -> Result<Self, Trouble> {
        let there = shop.open().await?;
        let history = there.settings().await?;
        let zone = history.newest().map_or(TimeZone::UTC, |version| version.shop.time_zone());
        Ok(Self { store: there.store, id: there.shop, zone, now: Timestamp::now() })
    }

    /// The shop that these settings are of.
    pub(crate) fn of(store: &Store, shop: &domain::settings::Shop) -> Self {
        Self { store: store.clone(), id: shop.id.clone(), zone: shop.time_zone(), now: Timestamp::now() }
    }

    /// The order that is meant.
    pub(crate) async fn order(&self, meant: &str) -> Result<(EntityRef, Order), Trouble> {
        let (entity, _) = journal::find(&self.store, &self.id, meant).await?;
        let order = self.store.snapshot(&self.id, &entity).await.map_err(Target::trouble)?;
        let order =
            order.ok_or_else(|| Trouble::input(format!("{entity} is no order that has come whole")))?;
        Ok((entity, order))
    }

    /// The return of this number or id; else the only open one whose id begins so.
    pub(crate) async fn find(&self, word: &str) -> Result<(EntityRef, ReturnRecord), Trouble> {
        let word = word.trim().trim_start_matches("RETURN#");
        let entity = EntityRef::new(rma::ENTITY, word);
        if let Some(kept) = self.store.rma_alone(&self.id, &entity).await.map_err(Target::trouble)? {
            return Ok((entity, kept));
        }
        let mut numbered = self.numbered(word).await?;
        if numbered.len() > 1 {
            let ids: Vec<_> = numbered.iter().map(|(entity, _)| entity.id()).collect();
            return Err(Trouble::input(format!("several returns have the number {word}"))
                .mend(format!("write one of their ids: {}", ids.join(", "))));
        }
        if let Some(found) = numbered.pop() {
            return Ok(found);
        }
        let open = self.store.open_returns(&self.id).await.map_err(Target::trouble)?;
        let fits = |(entity, kept): &(EntityRef, ReturnRecord)| {
            kept.rma.number == word || (!word.is_empty() && entity.id().starts_with(word))
        };
        let mut fitting = open.into_iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(found), None) => Ok(found),
            (Some(_), Some(_)) => {
                Err(Trouble::input(format!("more than one open return begins with {word}"))
                    .mend("write more of its id"))
            }
            (None, _) => {
                Err(Trouble::input(format!("the shop {} has no return {word}", self.id)).mend(format!(
                    "see cargo nightshift return list --shop {}; of one that is over, write the whole number, or the id",
                    self.id
                )))
            }
        }
    }

    /// The returns of this number, over or not: the number names their order.
    async fn numbered(&self, number: &str) -> Result<Vec<(EntityRef, ReturnRecord)>, Trouble> {
        let order = number.strip_prefix("RMA-").and_then(|rest| rest.rsplit_once('-'));
        let Some((order, _)) = order else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for order in self.store.orders_named(&self.id, order).await.map_err(Target::trouble)? {
            let tie = self.store.returns_of_order(&self.id, order.id()).await.map_err(Target::trouble)?;
            let of_order: OfOrder = tie.said().map_err(|e| Trouble::failed(e.to_string()))?;
            for id in of_order.all {
                let entity = EntityRef::new(rma::ENTITY, &id);
                let kept = self.store.rma_alone(&self.id, &entity).await.map_err(Target::trouble)?;
                found.extend(kept.filter(|kept| kept.rma.number == number).map(|kept| (entity, kept)));
            }
        }
        Ok(found)
    }

    /// Journals what somebody tells at a terminal, as the door does: the same once more changes nothing.
    pub(crate) async fn tell(&self, entity: &EntityRef, kind: &str, told: Told) -> Result<bool, Trouble> {
        let said = (CLI, kind);
        self.store.tell_return(&self.id, entity, said, told, self.now).await.map_err(Target::trouble)
    }
}

/// `LINE=PIECES`.
pub(crate) fn pieces(text: &str) -> Result<(String, i64), String> {
    let (line, pieces) = text.rsplit_once('=').ok_or("it isn't LINE=PIECES")?;
    let pieces: i64 = pieces.trim().parse().map_err(|_| "its pieces are no whole number")?;
    let line = line.trim();
    let sound = !line.is_empty() && line.len() <= 64 && !line.chars().any(char::is_control);
    if sound && pieces > 0 { Ok((line.to_owned(), pieces)) } else { Err("it isn't LINE=PIECES".into()) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{NewEvent, event::hash_of};
    use serde_json::json;
    use store::{
        commit::{Body, Commit},
        take_in::Incoming,
        ties::Tie,
    };
    use testkit::{Memory, orders};

    use super::*;

    /// An order with two returns, of which the first is refused and so in no list.
    async fn returned(shop: &Shop, (order, name): (&str, &str), ids: [&str; 2]) {
        let sold = Order { name: name.into(), ..orders::order(order, shop.now) };
        let hash = hash_of(order);
        let (from, topic, body) = ("woocommerce", "order.created", order.as_bytes());
        let incoming = Incoming { shop: &shop.id, from, topic, body, hash: &hash, only_news: false };
        let told = orders::told("order.created", sold, shop.now);
        shop.store.take_in(&incoming, &told, shop.now).await.expect("taken in");
        let empty = shop.store.returns_of_order(&shop.id, order).await.expect("readable");
        let all = OfOrder { opened: 2, all: ids.map(str::to_owned).into(), ..OfOrder::default() };
        let mut ties = vec![Tie { after: Some(json!(all).to_string()), ..empty }];
        for (n, id) in (1..).zip(ids) {
            let kept: ReturnRecord = serde_json::from_value(json!({"rma": {
                "number": rma::number(name, n),
                "request": {
                    "key": id, "order": order, "at": shop.now, "channel": "portal", "by": "buyer", "method": "own-post",
                    "lines": [{"line": "0", "quantity": 1, "reason": "too-small"}],
                },
            }}))
            .expect("a return");
            let (entity, head) = (EntityRef::new(rma::ENTITY, id), domain::Head::default());
            let mut commit = Commit::on(&shop.id, &entity, &head, shop.now);
            let effect = "return.requested".to_owned();
            let events = [NewEvent { kind: effect.clone(), v: 1, effect, data: json!({}), outward: false }];
            commit.events = &events;
            commit.body = Some(Body::of(&kept));
            commit.ties = &ties;
            commit.lists = if n == 2 { vec![(rma::OPEN.to_owned(), shop.now)] } else { Vec::new() };
            shop.store.commit(commit).await.expect("committed");
            ties.clear();
        }
    }

    #[tokio::test]
    async fn a_return_is_found_by_its_number_though_it_is_over() {
        let store = Store::on(Arc::new(Memory::default()));
        let shop = Shop::of(&store, &orders::shop());
        returned(&shop, ("5001", "#1001"), ["aaaa1", "aaaa2"]).await;
        returned(&shop, ("5002", "DE#1002"), ["bbbb1", "cccc2"]).await;
        returned(&shop, ("5003", "#1003"), ["dddd1", "dddd2"]).await;
        returned(&shop, ("5004", "#1003"), ["eeee1", "eeee2"]).await;
        store.orders_named(&shop.id, "nobody").await.expect("readable");
        for (word, expected) in [
            ("RMA-1001-1", Ok("aaaa1")),
            (" RETURN#aaaa1", Ok("aaaa1")),
            ("RMA-1001-2", Ok("aaaa2")),
            ("RMA-DE1002-1", Ok("bbbb1")),
            ("cccc", Ok("cccc2")),
            ("bbbb", Err("has no return bbbb")),
            ("RMA-1001-3", Err("has no return RMA-1001-3")),
            ("RMA-1003-1", Err("write one of their ids: dddd1, eeee1")),
        ] {
            let found = shop.find(word).await.map(|(entity, _)| entity.id().to_owned());
            match expected {
                Ok(id) => assert_eq!(found.as_deref(), Ok(id), "{word}"),
                Err(words) => {
                    let trouble = found.expect_err(word).to_string();
                    assert!(trouble.contains(words), "{word}: {trouble}");
                }
            }
        }
    }

    #[test]
    fn lines_are_read_with_their_pieces() {
        for (text, fits) in
            [("1=2", true), ("a=b=3", true), ("1", false), ("=2", false), ("1=0", false), ("1=x", false)]
        {
            assert_eq!(pieces(text).is_ok(), fits, "{text}");
        }
    }
}
