//! A person's data: what is held of somebody, handed over or taken out.
//!
//! People are known by the platform's id of a customer, by their mail address or by an order. From there everything is reached by keys:
//! the customer's orders, their returns, their parcels. Only an address leads nowhere by itself, so the journal is walked through for
//! the orders, and the newest of it for bodies that no key leads to.

mod aside;
mod erase;
mod held;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, ShopId, Timestamp,
    privacy::{is_same_address, texts},
    returns::{of_order::OfOrder, rma},
    tracking,
};
use serde_json::Value;

use crate::{Store, StoreError, parcels::MOST_PARCELS, walk::Walk};

pub use erase::{Erasure, Gone};

/// Ids that are shorter are found everywhere by chance.
const SHORTEST_ID: usize = 6;

/// How a person is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// By the platform's id of a customer.
    Customer(String),
    /// By a mail address.
    Mail(String),
    /// By an order's id: whoever placed it.
    Order(String),
    /// Everybody who ever bought something in the shop: it was given up.
    Everybody,
}

/// An order of a person, with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The order.
    pub order: EntityRef,
    /// Its returns, and the one that is being written.
    pub returns: Vec<EntityRef>,
    /// Its parcels, where nobody else's order is in them.
    pub parcels: Vec<EntityRef>,
}

/// Somebody, and where everything of them lies. It holds names and addresses: it is printed nowhere.
#[derive(Clone, Default)]
pub struct Person {
    /// Customers of the platform.
    pub customers: Vec<EntityRef>,
    /// Orders.
    pub orders: Vec<Placed>,
    /// Parcels that none of their orders names: what goes back, and what carriers tell under their name.
    pub parcels: BTreeSet<EntityRef>,
    /// Bodies that came to nothing and name the person: what they are kept as, and their hashes.
    pub asides: Vec<(EntityRef, String)>,
    /// Their mail addresses.
    pub addresses: BTreeSet<String>,
    /// Customers and parcels that nothing but a body may lead to.
    by_body: BTreeSet<EntityRef>,
    texts: BTreeSet<String>,
    ids: BTreeSet<String>,
}

impl Person {
    /// Whether nothing is held of them.
    pub fn is_nobody(&self) -> bool {
        self.customers.is_empty()
            && self.orders.is_empty()
            && self.parcels.is_empty()
            && self.asides.is_empty()
    }

    /// All their returns.
    pub fn returns(&self) -> impl Iterator<Item = &EntityRef> {
        self.orders.iter().flat_map(|placed| &placed.returns)
    }

    /// Whether a text names them: by mail address, name or street. What names them by ids alone doesn't count: an event leads to nobody
    /// once the rest is gone, and it may still have work to do.
    pub fn is_named_in(&self, text: &str) -> bool {
        self.names_in(&plain(text))
    }

    fn names_in(&self, plain: &str) -> bool {
        self.texts.iter().any(|own| plain.contains(own.as_str()))
    }

    /// Whether a body is about them, by name or by id.
    fn is_meant_in(&self, body: &str) -> bool {
        let plain = plain(body);
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let stands_alone = |id: &String| {
            plain.match_indices(id.as_str()).any(|(at, found)| {
                is_end(plain[..at].chars().next_back()) && is_end(plain[at + found.len()..].chars().next())
            })
        };
        self.names_in(&plain) || self.ids.iter().any(stands_alone)
    }
}

/// A text as it is searched: signs that JSON may write as codes as they are, in lower case.
fn plain(text: &str) -> String {
    let read = serde_json::from_str::<Value>(text);
    read.map_or_else(|_| text.to_lowercase(), |value| value.to_string().to_lowercase())
}

impl Store {
    /// Finds a person and all that is held of them. `since` is when the shop's journal begins: it is walked through where an address is
    /// all that is known.
    ///
    /// An order leads to its customer and a customer to their orders. An address leads to the orders that bear it and to their customers,
    /// and to whoever registered with it; but a customer's address doesn't lead on to other customers, who may share it with them.
    pub async fn person(
        &self,
        shop: &ShopId,
        called: &Called,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Person, StoreError> {
        let (mut orders, mut customers) = (BTreeSet::new(), BTreeSet::new());
        let mut person = Person::default();
        match called {
            Called::Customer(id) => customers.extend([id.clone()]),
            Called::Order(id) => orders.extend([EntityRef::order(id)]),
            Called::Everybody => {
                for (entity, _) in self.of_kinds(shop, &["ORDER", "CUSTOMER"], since, now).await? {
                    match entity.kind() {
                        "ORDER" => orders.extend([entity]),
                        _ => customers.extend([entity.id().to_owned()]),
                    }
                }
            }
            Called::Mail(address) => {
                person.addresses.insert(address.trim().to_lowercase());
                orders.extend(self.orders_of_address(shop, address, since, now).await?);
                for customer in self.customers_of_address(shop, address, now).await? {
                    customers.insert(customer.id().to_owned());
                    person.by_body.insert(customer);
                }
            }
        }
        for order in &orders {
            let head = self.head(shop, order).await?;
            customers.extend(head.filed.map(|filed| filed.customer));
        }
        for id in &customers {
            orders.extend(self.all_of_customer(shop, id).await?);
            let entity = EntityRef::customer(id);
            let returns = self.returns_of_customer(shop, id).await?;
            if self.head(shop, &entity).await?.version > 0 || returns.before.is_some() {
                person.customers.push(entity);
            }
        }
        let own: BTreeSet<&str> = orders.iter().map(EntityRef::id).collect();
        for order in &orders {
            person
                .orders
                .extend(self.placed(shop, order, &own, &mut person.addresses, &mut person.texts).await?);
        }
        person.texts.extend(person.addresses.iter().cloned());
        let ids = own.iter().map(|id| (*id).to_owned()).chain(customers);
        person.ids = ids.filter(|id| id.len() >= SHORTEST_ID).collect();
        self.find_asides(shop, &mut person, *called == Called::Everybody, now).await?;
        Ok(person)
    }

    /// An order with its returns and parcels; nothing where none of that id was ever heard of.
    async fn placed(
        &self,
        shop: &ShopId,
        order: &EntityRef,
        own: &BTreeSet<&str>,
        addresses: &mut BTreeSet<String>,
        known: &mut BTreeSet<String>,
    ) -> Result<Option<Placed>, StoreError> {
        let found = self.order(shop, order).await?;
        if found.head.version == 0 {
            return Ok(None);
        }
        let tie = self.returns_of_order(shop, order.id()).await?;
        let of_order: OfOrder = tie.said().map_err(|e| StoreError::unreadable("returns of an order", e))?;
        let mut returns: Vec<_> = of_order.all.iter().map(|id| EntityRef::new(rma::ENTITY, id)).collect();
        let draft = self.draft(shop, order).await?.map(|draft| rma::entity(&draft.order, &draft.key));
        returns.extend(draft.filter(|draft| !returns.contains(draft)));
        let mut parcels = Vec::new();
        for number in found.order.iter().flat_map(|order| tracking::of_order(order, MOST_PARCELS)) {
            let within = self.orders_in(shop, &number).await?;
            if within.iter().all(|order| own.contains(order.as_str())) {
                parcels.push(number.entity());
            }
        }
        if let Some(order) = &found.order {
            addresses.extend(order.email.iter().map(|address| address.trim().to_lowercase()));
            known.extend(texts(order));
        }
        Ok(Some(Placed { order: order.clone(), returns, parcels }))
    }

    async fn all_of_customer(&self, shop: &ShopId, customer: &str) -> Result<Vec<EntityRef>, StoreError> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let (orders, next) = self.orders_of_customer(shop, customer, after).await?;
            all.extend(orders);
            after = next;
            if after.is_none() {
                return Ok(all);
            }
        }
    }

    /// Orders that bear an address: every order of the journal is looked at.
    async fn orders_of_address(
        &self,
        shop: &ShopId,
        address: &str,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<EntityRef>, StoreError> {
        let known: BTreeSet<EntityRef> = self
            .of_kinds(shop, &["ORDER"], since, now)
            .await?
            .into_iter()
            .map(|(entity, _)| entity)
            .collect();
        let known: Vec<&EntityRef> = known.iter().collect();
        let mut found = Vec::new();
        for some in known.chunks(crate::orders::BATCH) {
            let orders = self.snapshots(shop, some).await?;
            let own = orders
                .iter()
                .filter(|order| order.email.as_deref().is_some_and(|email| is_same_address(email, address)));
            found.extend(own.map(|order| EntityRef::order(&order.id)));
        }
        Ok(found)
    }

    /// Events of a stretch about entities of some kinds, by their effects.
    async fn of_kinds(
        &self,
        shop: &ShopId,
        kinds: &[&str],
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<(EntityRef, String)>, StoreError> {
        // What happens while it is looked stands a moment later in the index.
        let mut left = Some(Walk::over(since, now + jiff::SignedDuration::from_secs(1)));
        let mut found = Vec::new();
        while let Some(walk) = left {
            let (rows, rest) = self.walk(shop, &walk).await?;
            let wanted = rows.into_iter().filter(|row| kinds.contains(&row.entity.kind()));
            found.extend(wanted.map(|row| (row.entity, row.effect)));
            left = rest;
        }
        Ok(found)
    }
}

/// Files by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;
