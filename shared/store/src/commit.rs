//! The one transaction: changed facts, relied-on facts, events and wake-ups of one entity, all or none.

use domain::{
    Change, EntityRef, Event, Failure, Filed, Head, NewEvent, Reliance, ShopId, SourceVersion, Timestamp,
    document::{Says, Wanted},
    event::Origin,
    order::Order,
    privacy::{Mark, redacted},
    schedule::Due,
    stock::Item,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    Store, StoreError,
    commands::{self, Changed},
    due::{self, due_item},
    engine::{EngineError, Guard, Table, Write},
    journal::event_item,
    keys, lists, orders, papers,
    proposals::{self, Proposed},
    stock::{self, StockRecord},
    ties::{self, Tie},
};

/// The most writes one commit may hold; DynamoDB takes 100.
pub const MOST_WRITES: usize = 95;

/// What is to be written about one entity.
#[derive(Debug)]
pub struct Commit<'c> {
    /// The shop.
    pub shop: &'c ShopId,
    /// The entity.
    pub entity: &'c EntityRef,
    /// Its head as it was read. If it has changed since, nothing is written.
    pub head: &'c Head,
    /// A newer snapshot, with its version at the source.
    pub snapshot: Option<(&'c Order, SourceVersion)>,
    /// What is stocked of a product, by a newer snapshot; its version stands in `source`.
    pub items: Option<&'c [Item]>,
    /// What is too large for the head, such as a return or a purchase order, as it is from now on.
    pub body: Option<Body>,
    /// How new what is now known of the entity is, where it is no order.
    pub source: Option<SourceVersion>,
    /// What is to be remembered, under which names.
    pub memory: Vec<(&'static str, Value)>,
    /// Wake-ups to set; each replaces the one for the same purpose.
    pub wake: Vec<Due>,
    /// Lists that the entity joins, and where in them.
    pub lists: Vec<(String, Timestamp)>,
    /// Lists that it leaves.
    pub unlists: Vec<String>,
    /// A wake-up that has come and goes away, if it still stands as it was read.
    pub done: Option<&'c Due>,
    /// The entity's ledger, as it was read and is to be from now on.
    pub ledger: Option<&'c StockRecord>,
    /// What becomes of the entity's open proposal.
    pub proposal: Option<Proposed<'c>>,
    /// Open proposals of other entities that are taken away, as they stood when they were decided about
    /// ([`Proposal::stand`](domain::reorder::Proposal::stand)): what is ordered is no proposal any more.
    pub takes: &'c [(EntityRef, String)],
    /// What a paper of the entity says that is asked for. It goes with the event that asks: a paper never changes.
    pub paper: Option<(&'c Wanted, Says<'c>)>,
    /// Movements of other entities' stock: they stand outside those entities' chains.
    pub beside: &'c [(EntityRef, NewEvent)],
    /// Small rows of other entities that change with it: as they were read, and as they are to be.
    pub ties: &'c [Tie],
    /// A command to the shop that ends here, and with it its turn among those of its order.
    pub command: Option<Changed<'c>>,
    /// Heads of other entities that must be as they were.
    pub relies_on: &'c [Reliance],
    /// What happened. At least one event, unless only memory changes.
    pub events: &'c [NewEvent],
    /// Where the events come from.
    pub origin: Origin,
    /// When.
    pub now: Timestamp,
}

/// What an entity has beside its head, as it is written.
#[derive(Debug, Clone)]
pub struct Body(pub(crate) Vec<u8>);

impl Body {
    /// Of what is read again as the same type.
    pub fn of(body: &impl Serialize) -> Self {
        Self(serde_json::to_vec(body).expect("bodies are plain data"))
    }
}

/// What a commit came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Committed {
    /// Written: these events.
    Done(Vec<Event>),
    /// One of the effects had happened before, by the entity as it stands. Nothing was written.
    AlreadyDone,
}

impl<'c> Commit<'c> {
    /// A commit that changes nothing yet.
    pub fn on(shop: &'c ShopId, entity: &'c EntityRef, head: &'c Head, now: Timestamp) -> Self {
        Self {
            shop,
            entity,
            head,
            snapshot: None,
            items: None,
            body: None,
            source: None,
            memory: Vec::new(),
            wake: Vec::new(),
            lists: Vec::new(),
            unlists: Vec::new(),
            done: None,
            ledger: None,
            proposal: None,
            takes: &[],
            paper: None,
            beside: &[],
            ties: &[],
            command: None,
            relies_on: &[],
            events: &[],
            origin: Origin::default(),
            now,
        }
    }

    /// Takes along what an automation decided to change. Answers what it remembers from now on: at the head, or in a body of
    /// its own, as it is used to.
    pub fn carry<M: DeserializeOwned>(
        &mut self,
        automation: &str,
        changes: Vec<Change>,
    ) -> Result<Option<M>, Failure> {
        let mut remembered = None;
        for change in changes {
            match change {
                Change::Remember(memory) => remembered = Some(memory),
                Change::WakeAt { purpose, at } => self.wake.push(Due {
                    shop: self.shop.clone(),
                    entity: self.entity.clone(),
                    automation: automation.to_owned(),
                    purpose,
                    at,
                }),
                Change::List { list, at } => self.lists.push((list, at)),
                Change::Unlist { list } => self.unlists.push(list),
            }
        }
        remembered.map(serde_json::from_value).transpose().map_err(|e| Failure::bug(e.to_string()))
    }

    fn place_events(&self) -> (Vec<(Event, String, String)>, Head) {
        let mut head = self.head.clone();
        head.version += 1;
        let mut placed = Vec::with_capacity(self.events.len());
        for (seq, new) in (self.head.version + 1..).zip(self.events) {
            let at = (seq, head.last_hash.as_str());
            let event = Event::place(new, self.shop, self.entity, &self.origin, at, self.now);
            let (text, hash) = event.seal();
            head.version = seq;
            head.last_hash.clone_from(&hash);
            placed.push((event, text, hash));
        }
        for (name, value) in &self.memory {
            head.memory.insert((*name).to_owned(), value.clone());
        }
        if let Some(source) = &self.source {
            head.source = Some(source.clone());
        }
        if self.body.is_some() {
            head.source = Some(self.mark());
        }
        if let Some((order, source)) = &self.snapshot {
            head.source = Some(source.clone());
            head.filed = order.customer.clone().map(|customer| Filed { customer, at: order.placed_at });
        }
        (placed, head)
    }

    /// Which body belongs to which head, of what is ours alone: nobody else counts its versions.
    fn mark(&self) -> SourceVersion {
        SourceVersion { at: self.now, tie: format!("{}{}", orders::OWN, self.head.version + 1) }
    }
}

impl Store {
    /// Writes all of it or nothing. [`StoreError::Stale`] means: read again, decide again.
    pub async fn commit(&self, commit: Commit<'_>) -> Result<Committed, StoreError> {
        let (placed, head) = commit.place_events();
        let (shop, entity) = (commit.shop, commit.entity);
        let mut writes: Vec<Write> = placed
            .iter()
            .zip(commit.events)
            .map(|((event, text, hash), new)| {
                let item = event_item(event, &new.effect, text, hash);
                Write::put(Table::Shop, item).when(Guard::absent("event-is-new"))
            })
            .collect();
        let events = writes.len();
        let as_read = match commit.head.version {
            0 => Guard::absent("head-is-new"),
            version => Guard::equals("head-as-read", "version", orders::version_number(version)),
        };
        writes.push(Write::put(Table::Shop, orders::head_item(shop, entity, &head)).when(as_read));
        if let Some((order, source)) = &commit.snapshot {
            // The one place where an order is written: whoever was erased doesn't come back by any way.
            let erased = Mark::is_at(&head).then(|| redacted(order));
            let order = erased.as_ref().unwrap_or(order);
            writes.push(Write::put(Table::Shop, orders::order_item(shop, entity, order, source)));
        }
        if let (Some(items), Some(source)) = (commit.items, &commit.source) {
            writes.push(Write::put(Table::Shop, orders::body_item(shop, entity, &Body::of(&items), source)));
        }
        if let Some(body) = &commit.body {
            writes.push(Write::put(Table::Shop, orders::body_item(shop, entity, body, &commit.mark())));
        }
        writes.extend(commit.ledger.map(|kept| stock::ledger_write(shop, entity, kept, commit.now)));
        writes.extend(commit.proposal.as_ref().map(|change| proposals::write(shop, entity, change)));
        writes.extend(commit.takes.iter().map(|(of, stand)| proposals::take(shop, of, stand)));
        writes.extend(
            commit.paper.map(|(wanted, paper)| {
                Write::put(Table::Shop, papers::paper_item(shop, entity, wanted, paper))
            }),
        );
        writes.extend(
            commit.beside.iter().map(|(of, new)| stock::beside(shop, of, new, &commit.origin, commit.now)),
        );
        writes.extend(commit.ties.iter().map(|tie| ties::write(shop, tie)));
        writes.extend(commit.command.into_iter().flat_map(|changed| commands::end(shop, changed)));
        writes.extend(commit.wake.iter().map(|due| Write::put(Table::Shop, due_item(due))));
        writes.extend(
            commit
                .lists
                .iter()
                .map(|(list, at)| Write::put(Table::Shop, lists::member_item(shop, entity, list, *at))),
        );
        writes.extend(
            commit.unlists.iter().map(|list| Write::delete(Table::Shop, keys::member(shop, entity, list))),
        );
        if let Some(due) = commit.done {
            let still = Guard::equals("fired-row-still-stands", "tsk", due::time_of(due));
            let key = keys::due(shop, entity, &due.automation, &due.purpose);
            writes.push(Write::delete(Table::Shop, key).when(still));
        }
        writes.extend(commit.relies_on.iter().map(|reliance| {
            let stands = match reliance.version {
                0 => Guard::absent("relied-on-still-absent"),
                version => Guard::equals("relied-on-as-read", "version", orders::version_number(version)),
            };
            Write::check(Table::Shop, keys::head(shop, &reliance.entity)).when(stands)
        }));
        if writes.len() > MOST_WRITES {
            return Err(EngineError::Invalid(format!("a commit of {} writes", writes.len())).into());
        }
        match self.engine.transact(writes).await {
            Ok(()) => Ok(Committed::Done(placed.into_iter().map(|(event, _, _)| event).collect())),
            // On an old head another decision may have taken the name of this one's effect (the same mail's next number): whether it
            // has happened is known only as the entity stands now.
            Err(EngineError::Condition(at)) if at.iter().any(|i| *i < events) && !at.contains(&events) => {
                Ok(Committed::AlreadyDone)
            }
            Err(EngineError::Condition(_) | EngineError::Conflict) => Err(StoreError::Stale),
            Err(e) => Err(e.into()),
        }
    }
}
