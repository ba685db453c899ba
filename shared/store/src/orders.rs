//! Orders: a small head, a compressed body.

use domain::{
    EntityRef, Head, ShopId, SourceVersion, Timestamp,
    order::{self, Order},
    stock,
};
use serde::de::DeserializeOwned;

use crate::{
    Store, StoreError,
    commit::Body,
    engine::{Attr, EngineError, Guard, Index, Item, Query, Table, Write, number, text},
    keys, pack,
};

/// Versions of the shapes that are written now.
const HEAD_V: i64 = 1;
const BODY_V: i64 = 1;

/// One read takes so many keys.
pub(crate) const BATCH: usize = 100;

/// How the version of a body begins that nobody but us writes; those of webhooks begin otherwise.
pub(crate) const OWN: &str = "v";

/// How often a pair that doesn't match is read before the caller hears of it.
pub(crate) const READS: usize = 3;

/// An order that isn't found by the name that people say, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnamed {
    entity: EntityRef,
    called: String,
    placed_at: Timestamp,
    /// Which snapshot its body holds.
    of: String,
}

/// An entity as it stands: its head (of version 0 if it isn't there yet) and its order, if one has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// The head.
    pub head: Head,
    /// The newest snapshot.
    pub order: Option<Order>,
}

impl Store {
    /// An order's head and body in one read.
    pub async fn order(&self, shop: &ShopId, entity: &EntityRef) -> Result<Known, StoreError> {
        for _ in 1..READS {
            match self.read_order(shop, entity).await {
                Err(StoreError::Stale) => {}
                read => return read,
            }
        }
        self.read_order(shop, entity).await
    }

    /// An order's head and body as they stood when its event number `seq` was journalled, or later. For half the units
    /// of [`order`](Self::order): whoever was woken by an event needs to see at least that event, whatever came after wakes
    /// it again, and what it then writes is refused if the head has moved on. A read from before the event is read again.
    pub async fn order_since(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        seq: u64,
    ) -> Result<Known, StoreError> {
        let keys = vec![keys::head(shop, entity), keys::body(shop, entity)];
        match known(&self.engine.batch_get_lately(keys).await?) {
            Ok(known) if known.head.version >= seq => Ok(known),
            Ok(_) | Err(StoreError::Stale) => self.order(shop, entity).await,
            Err(e) => Err(e),
        }
    }

    /// An order's newest snapshot as it stands now, without its head.
    pub async fn snapshot(&self, shop: &ShopId, entity: &EntityRef) -> Result<Option<Order>, StoreError> {
        let item = self.engine.get(Table::Shop, keys::body(shop, entity)).await?;
        item.as_ref().map(read_body).transpose()
    }

    /// Head and body of an entity that is ours alone, of one moment. Releases before December 2026 named webhooks at a return's head,
    /// which then names no body: those two are read one after the other, so that the body is never the older one, and the next
    /// commit brings them together.
    pub(crate) async fn read_whole<B: DeserializeOwned>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<(Head, Option<B>), StoreError> {
        match pair(&self.engine.batch_get(vec![keys::head(shop, entity), keys::body(shop, entity)]).await?) {
            Err(StoreError::Stale) => {}
            read => return read,
        }
        let head = self.head(shop, entity).await?;
        if head.source.as_ref().is_none_or(|source| source.tie.starts_with(OWN)) {
            return Err(StoreError::Stale);
        }
        Ok((head, self.read_alone(shop, entity).await?))
    }

    /// The body of an entity.
    pub(crate) async fn read_alone<B: DeserializeOwned>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<Option<B>, StoreError> {
        let item = self.engine.get(Table::Shop, keys::body(shop, entity)).await?;
        item.as_ref().map(read_body).transpose()
    }

    async fn read_order(&self, shop: &ShopId, entity: &EntityRef) -> Result<Known, StoreError> {
        let items = self.engine.batch_get(vec![keys::head(shop, entity), keys::body(shop, entity)]).await?;
        known(&items)
    }

    /// What is stocked of a product, by the newest snapshot that said so. Whoever changes it journals that as well, so that
    /// it doesn't matter whether another snapshot comes between.
    pub async fn product(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<Option<Vec<stock::Item>>, StoreError> {
        let item = self.engine.get(Table::Shop, keys::body(shop, entity)).await?;
        item.as_ref().map(read_body).transpose()
    }

    /// An order's head, and whether this effect has been journalled for it. Where there is no head, nothing has. That the
    /// effect is there may be seen a moment late: then the commit finds it.
    pub async fn head_and_effect(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        effect: &str,
    ) -> Result<(Head, bool), StoreError> {
        let head = self.head(shop, entity).await?;
        if head.version == 0 {
            return Ok((head, false));
        }
        let event = self.engine.get_lately(Table::Shop, keys::event(shop, entity, effect)).await?;
        Ok((head, event.is_some()))
    }

    /// The newest snapshots of several orders, in no order; those that have none are left out. For sums and counts: a
    /// decision looks at the head as well.
    pub async fn snapshots(&self, shop: &ShopId, entities: &[&EntityRef]) -> Result<Vec<Order>, StoreError> {
        let mut orders = Vec::with_capacity(entities.len());
        for batch in entities.chunks(BATCH) {
            let keys = batch.iter().map(|entity| keys::body(shop, entity)).collect();
            for item in &self.engine.batch_get(keys).await? {
                orders.push(read_body(item)?);
            }
        }
        Ok(orders)
    }

    /// A page of a customer's orders, oldest first, and where the next page begins.
    pub async fn orders_of_customer(
        &self,
        shop: &ShopId,
        customer: &str,
        after: Option<Item>,
    ) -> Result<(Vec<EntityRef>, Option<Item>), StoreError> {
        let query = Query { after, ..Query::all(Some(Index::ByCustomer), keys::customer(shop, customer)) };
        let page = self.engine.query(query).await?;
        let entity =
            |item: &Item| keys::parse_entity(text(item, "pk").unwrap_or_default()).map(|(_, entity)| entity);
        Ok((page.items.iter().map(entity).collect::<Result<_, _>>()?, page.next))
    }

    /// The orders that people call so; usually one. Read through an index: what was just written may come a moment late.
    pub async fn orders_named(&self, shop: &ShopId, name: &str) -> Result<Vec<EntityRef>, StoreError> {
        let Some(name) = order::spoken(name) else { return Ok(Vec::new()) };
        let query = Query::all(Some(Index::ByCustomer), keys::named(shop, &name));
        let page = self.engine.query(query).await?;
        let entity =
            |item: &Item| keys::parse_entity(text(item, "pk").unwrap_or_default()).map(|(_, entity)| entity);
        page.items.iter().map(entity).collect()
    }

    /// Those of these orders that have a name and aren't found by it: releases before November 2026 wrote none beside a body.
    pub async fn unnamed_orders(
        &self,
        shop: &ShopId,
        orders: &[EntityRef],
    ) -> Result<Vec<Unnamed>, StoreError> {
        let mut unnamed = Vec::new();
        for batch in orders.chunks(BATCH) {
            let keys = batch.iter().map(|order| keys::body(shop, order)).collect();
            for item in self.engine.batch_get(keys).await?.iter().filter(|item| !item.contains_key("cpk")) {
                let (_, entity) = keys::parse_entity(text(item, "pk").unwrap_or_default())?;
                let Order { name, placed_at, .. } = read_body(item)?;
                let named = order::spoken(&name).zip(text(item, "of"));
                unnamed.extend(named.map(|(called, of)| Unnamed {
                    entity,
                    called,
                    placed_at,
                    of: of.to_owned(),
                }));
            }
        }
        Ok(unnamed)
    }

    /// From now on it is found by its name. False where its body is another by now, or gone: whoever wrote that has named it.
    pub async fn name_order(&self, shop: &ShopId, order: &Unnamed) -> Result<bool, StoreError> {
        let named = vec![
            ("cpk", keys::named(shop, &order.called).into()),
            ("csk", keys::instant(order.placed_at).into()),
        ];
        let write = Write::set(Table::Shop, keys::body(shop, &order.entity), named);
        match self.engine.write(write.when(Guard::equals("named-as-read", "of", order.of.clone()))).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// An entity's head alone; of version 0 if it isn't there yet.
    pub async fn head(&self, shop: &ShopId, entity: &EntityRef) -> Result<Head, StoreError> {
        let item = self.engine.get(Table::Shop, keys::head(shop, entity)).await?;
        item.as_ref().map_or_else(|| Ok(Head::default()), read_head)
    }

    /// Heads of several entities; those that have none are left out.
    pub async fn heads(
        &self,
        shop: &ShopId,
        entities: &[EntityRef],
    ) -> Result<Vec<(EntityRef, Head)>, StoreError> {
        let mut heads = Vec::with_capacity(entities.len());
        for batch in entities.chunks(BATCH) {
            let keys = batch.iter().map(|entity| keys::head(shop, entity)).collect();
            for row in &self.engine.batch_get(keys).await? {
                heads.push((keys::parse_entity(text(row, "pk").unwrap_or_default())?.1, read_head(row)?));
            }
        }
        Ok(heads)
    }
}

fn known(items: &[Item]) -> Result<Known, StoreError> {
    let (head, order) = pair(items)?;
    Ok(Known { head, order })
}

pub(crate) fn pair<B: DeserializeOwned>(items: &[Item]) -> Result<(Head, Option<B>), StoreError> {
    let at = |sk: &str| items.iter().find(|item| text(item, "sk") == Some(sk));
    let head = at(keys::HEAD).map_or_else(|| Ok(Head::default()), read_head)?;
    let Some(body) = at(keys::BODY) else { return Ok((head, None)) };
    // A batch read isn't one moment: a commit may have come between the two items.
    if head.source.as_ref().map(snapshot_mark).as_deref() != text(body, "of") {
        return Err(StoreError::Stale);
    }
    Ok((head, Some(read_body(body)?)))
}

pub(crate) fn read_head(item: &Item) -> Result<Head, StoreError> {
    refuse_newer("a head", item, HEAD_V)?;
    serde_json::from_str(text(item, "head").unwrap_or_default()).map_err(|e| StoreError::json("a head", &e))
}

pub(crate) fn read_body<B: DeserializeOwned>(item: &Item) -> Result<B, StoreError> {
    refuse_newer("a body", item, BODY_V)?;
    let Some(Attr::B(packed)) = item.get("body") else {
        return Err(StoreError::unreadable("a body", "it has none"));
    };
    let json = pack::unpack("a body", packed)?;
    serde_json::from_slice(&json).map_err(|e| StoreError::json("a body", &e))
}

pub(crate) fn refuse_newer(what: &'static str, item: &Item, known: i64) -> Result<(), StoreError> {
    match number(item, "v") {
        Some(found) if found <= known => Ok(()),
        Some(found) => Err(StoreError::Newer { what, found, known }),
        None => Err(StoreError::unreadable(what, "it has no version")),
    }
}

/// The item of a head. `version` stands beside the text, for conditions.
pub(crate) fn head_item(shop: &ShopId, entity: &EntityRef, head: &Head) -> Item {
    let mut item = keys::head(shop, entity).item();
    item.insert("v".into(), HEAD_V.into());
    item.insert("version".into(), version_number(head.version));
    item.insert("head".into(), serde_json::to_string(head).expect("heads are plain data").into());
    if let Some(filed) = &head.filed {
        item.insert("cpk".into(), keys::customer(shop, &filed.customer).into());
        item.insert("csk".into(), keys::instant(filed.at).into());
    }
    item
}

/// The item of an order's body; it is found by the name that people say.
pub(crate) fn order_item(shop: &ShopId, entity: &EntityRef, order: &Order, source: &SourceVersion) -> Item {
    let mut item = body_item(shop, entity, &Body::of(order), source);
    if let Some(name) = order::spoken(&order.name) {
        item.insert("cpk".into(), keys::named(shop, &name).into());
        item.insert("csk".into(), keys::instant(order.placed_at).into());
    }
    item
}

/// The item of a body: an order's, or what is stocked of a product.
pub(crate) fn body_item(shop: &ShopId, entity: &EntityRef, body: &Body, source: &SourceVersion) -> Item {
    let mut item = keys::body(shop, entity).item();
    item.insert("v".into(), BODY_V.into());
    item.insert("of".into(), snapshot_mark(source).into());
    item.insert("body".into(), Attr::B(pack::pack(&body.0)));
    item
}

/// Names the snapshot that a body holds; the head names the same.
fn snapshot_mark(source: &SourceVersion) -> String {
    format!("{}#{}", source.at, source.tie)
}

/// A version as the store writes it.
pub(crate) fn version_number(version: u64) -> Attr {
    Attr::N(i64::try_from(version).unwrap_or(i64::MAX))
}
