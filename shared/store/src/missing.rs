//! What is missing of an entity: reads what `domain::missing` judges, and asks again.

use domain::{
    EntityRef, Event, Head, NewEvent, ShopId, Timestamp, edd,
    event::{Origin, WITHHELD},
    missing::{self, Missing, RequestedMail, Standing, State},
    order::Order,
    task::Task,
};
use jiff::SignedDuration;

use crate::{Store, StoreError, ledger::REMEMBERED, orders::Known, remember::Added};

/// How it is looked.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// When.
    pub now: Timestamp,
    /// How long SES's word on a send is waited for.
    pub patience: SignedDuration,
    /// Whether orders are decided about at all.
    pub decides: bool,
    /// Whether a person insists: then what is lost is asked for at once, however often that was done before.
    pub insists: bool,
}

/// What was found about one entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looked {
    /// What is missing.
    pub missing: Vec<Missing>,
    /// What is to be asked for again now, with where it comes from.
    pub again: Vec<Again>,
    /// Whether something may still happen by itself.
    pub waits: bool,
}

/// Something that is to be asked for again.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    event: NewEvent,
    cause: Option<String>,
    by: Option<String>,
    settings: Option<u32>,
}

impl Looked {
    /// Whether somebody should look again.
    pub fn is_open(&self) -> bool {
        self.waits || self.missing.iter().any(|missing| missing.state.is_lost())
    }
}

/// A mail that was asked for: the first request, and when that was repeated.
struct Request {
    asked: RequestedMail,
    first: Event,
    times: Vec<Timestamp>,
}

impl Store {
    /// Everything that is missing about an entity of which something was `heard`. Three reads, and one per mail.
    pub async fn look_for_missing(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        heard: Timestamp,
        look: &Look,
    ) -> Result<Looked, StoreError> {
        let Known { head, order } = if is_order(entity) {
            self.order(shop, entity).await?
        } else {
            Known { head: self.head(shop, entity).await?, order: None }
        };
        let mut looked = Looked::default();
        let number = order.as_ref().map(|order| order.name.clone());
        if is_wanted(&head, order.as_ref()) {
            let requests = self.requests(shop, entity).await?;
            let all: Vec<RequestedMail> = requests.iter().map(|request| request.asked.clone()).collect();
            let replaced = |asked: &RequestedMail| all.iter().any(|other| asked.is_replaced_by(other));
            // Of a delay that is over nobody wants to hear.
            let is_late = head.recall::<edd::Memory>(edd::Memory::NAME).ok().flatten();
            let is_late = is_late.is_none_or(|memory| memory.is_late());
            let over = |asked: &RequestedMail| asked.message == edd::Delay::MESSAGE && !is_late;
            let open = |request: &Request| !replaced(&request.asked) && !over(&request.asked);
            for request in requests.into_iter().filter(open) {
                let id =
                    domain::send::SendId::of(shop, entity, &request.asked.message, request.asked.revision);
                let entry = self.send_entry(shop, &id).await?;
                // Nobody remembers any more whether it was sent, whoever asks.
                let first = request.times.first().copied().unwrap_or(request.first.time);
                if entry.is_none() && first < look.now - REMEMBERED {
                    continue;
                }
                let last = request.times.last().copied().unwrap_or(request.first.time);
                match missing::judge(entry.as_ref(), last, look.patience, look.now) {
                    Standing::Sent => {}
                    Standing::OnItsWay => looked.waits = true,
                    Standing::Missing(state) => looked.add_mail(entity, &number, request, state, look),
                }
            }
        }
        if let Some(order) = order.as_ref().filter(|_| look.decides) {
            looked.add_decision(shop, entity, (order, &head), heard, look.now);
        }
        Ok(looked)
    }

    /// The mails that were asked for about an entity and may leave the house.
    async fn requests(&self, shop: &ShopId, entity: &EntityRef) -> Result<Vec<Request>, StoreError> {
        let mut found: Vec<Request> = Vec::new();
        for (effect, event) in self.events_named(shop, entity, "mail#").await? {
            let Some(asked) = RequestedMail::of(&effect).filter(|_| !event.kind.starts_with(WITHHELD)) else {
                continue;
            };
            match found.iter_mut().find(|request| request.asked.name() == asked.name()) {
                Some(request) => {
                    request.times.push(event.time);
                    if asked.again == 0 {
                        (request.asked, request.first) = (asked, event);
                    }
                }
                None => found.push(Request { asked, times: vec![event.time], first: event }),
            }
        }
        found.iter_mut().for_each(|request| request.times.sort());
        Ok(found)
    }

    /// Whether a mail that was asked for about an entity was replaced by a newer one. What is withheld replaces none. One
    /// that was asked for in this moment may be missed, as it would be by whoever looked a moment sooner.
    pub async fn is_replaced(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        asked: &RequestedMail,
    ) -> Result<bool, StoreError> {
        let events = self.events_named_lately(shop, entity, "mail#").await?;
        let out = events.iter().filter(|(_, event)| !event.kind.starts_with(WITHHELD));
        Ok(out.filter_map(|(effect, _)| RequestedMail::of(effect)).any(|other| asked.is_replaced_by(&other)))
    }

    /// Asks for something again. With `watched` the entity is looked after from then on. `false` if somebody else did.
    pub async fn ask_again(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        again: &Again,
        watched: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let Again { event, cause, by, settings } = again.clone();
        let origin = Origin { cause, by, because: Some("missing".to_owned()), settings };
        let list = watched.map(|since| (missing::LIST, since));
        let added = Added { events: std::slice::from_ref(&event), origin, list };
        Ok(self.add(shop, entity, &added, now).await?.is_some())
    }

    /// Has an entity looked after, of which something is missing `since` then.
    pub async fn watch(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let added = Added { list: Some((missing::LIST, since)), ..Added::default() };
        self.add(shop, entity, &added, now).await.map(drop)
    }
}

impl Looked {
    fn add_mail(
        &mut self,
        entity: &EntityRef,
        number: &Option<String>,
        request: Request,
        state: State,
        look: &Look,
    ) {
        let Request { asked, first, times } = request;
        let nth = if look.insists { Some(times.len()) } else { missing::next_again(&times, look.now) };
        let nth = nth.filter(|_| state.is_lost());
        self.again.extend(nth.map(|nth| Again {
            event: missing::again(&first, &asked, nth),
            cause: Some(first.id.clone()),
            // Whose switch it hangs on stays as it was.
            by: first.by.clone(),
            settings: first.settings,
        }));
        self.missing.push(Missing {
            entity: entity.clone(),
            number: number.clone(),
            mail: Some(asked.name()),
            since: first.time,
            state,
            again: times.len() - 1,
        });
    }

    fn add_decision(
        &mut self,
        shop: &ShopId,
        entity: &EntityRef,
        (order, head): (&Order, &Head),
        heard: Timestamp,
        now: Timestamp,
    ) {
        // News that has just come is still being decided about.
        let fresh = head.source.as_ref().is_none_or(|source| source.at > now - missing::AFTER);
        if missing::is_decided(head) || fresh {
            return;
        }
        let event = missing::wake(shop, entity, now);
        self.again.push(Again { event, cause: None, by: None, settings: None });
        if missing::surely_due(order) {
            self.missing.push(Missing {
                entity: entity.clone(),
                number: Some(order.name.clone()),
                mail: None,
                since: heard,
                state: State::Undecided,
                again: 0,
            });
        }
    }
}

fn is_order(entity: &EntityRef) -> bool {
    entity.kind() == "ORDER"
}

/// Whether mails about an entity are wanted as it now stands. What can't be read here, its own readers complain of.
fn is_wanted(head: &Head, order: Option<&Order>) -> bool {
    let done = head.recall::<Task>(Task::DESK).ok().flatten().is_some_and(|task| task.done.is_some());
    !done && order.is_none_or(missing::is_wanted)
}
