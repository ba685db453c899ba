//! One command, from the request to the ledger's last word.

use std::time::Duration;

use domain::{
    Event, Failure, Timestamp,
    command::{CommandId, Doubt, Entry, Known, Next, Requested, State, Verdict, Why, may, next, verdict},
    order::Order,
    settings::{Allowed, Through, Version},
};
use jiff::SignedDuration;
use store::commands::Commands;

use crate::{
    ShopCommands,
    end::{Call, Ending, later},
    job::{Job, Lookup, Shop},
    shopify::Shopify,
    webhook::Webhook,
    woocommerce::WooCommerce,
};

/// What must be left of the lease for the mark after the shop has answered.
const RESERVE: SignedDuration = SignedDuration::from_secs(8);
/// How long a question may take.
const ASK: Duration = Duration::from_secs(12);
/// How long a command may take: gateways are slow.
const TELL: Duration = Duration::from_secs(60);
/// With less than this left for it, a shop isn't told.
const TELL_AT_LEAST: Duration = Duration::from_secs(15);
/// How long a command that nobody brings to its end holds up the others of its order.
const STUCK: SignedDuration = SignedDuration::from_hours(24);

/// How the shop is told, and why not, if that is so.
struct Way<'v> {
    version: &'v Version,
    stop: Option<(Why, String)>,
}

impl ShopCommands {
    /// Carries out what `event` asks for, unless that has come to an end. `deadline` is the invocation's own: the lease.
    pub async fn carry(
        &self,
        event: &Event,
        clock: &(dyn Fn() -> Timestamp + Sync),
        deadline: Timestamp,
    ) -> Result<(), Failure> {
        let requested: Requested = event.payload()?;
        let (shop, order) = (&event.shop, requested.entity());
        let id = requested.id(shop);
        let commands = self.store.commands(shop, &order).await?;
        let before = commands.entry(&id);
        let (doubt, overdue) = match next(before, event.time, self.patience, clock()) {
            Next::Finished => return Ok(()),
            Next::Wait(until) => return Err(wait(until, clock())),
            Next::Take => (None, false),
            Next::Overdue => (None, true),
            Next::AskFirst(doubt) => (Some(doubt), false),
        };
        if is_held_up(&commands, &id, clock()) {
            let reason = "another command about the order is under way";
            return Err(later("the shop wasn't told", reason, None, event.time, clock()));
        }
        let history = self.store.settings(shop).await?;
        // Money isn't moved on facts of a moment ago.
        let facts = self.store.snapshot(shop, &order).await?;
        // When its matter began is the automation's to say, and it said so when it asked: a return may be of an order from
        // before the shop went live. What counts here is whether the switch was closed since.
        let began = event.time;
        let version = history.at(clock())?;
        // What nobody's automation asked for is the word of the shop's own people.
        let allowed =
            event.by.as_deref().map_or(Ok(Allowed::Out), |by| history.allows(by, began, clock()))?;
        let stop = match allowed {
            Allowed::Out => None,
            Allowed::Redirected(_) => Some((Why::Rehearsal, "switched to redirect".to_owned())),
            Allowed::Withheld(why) => {
                let reason = format!("switched to {} meanwhile", why.as_str());
                if doubt.is_none() {
                    // It waits among the dead letters. What is in doubt is settled all the same.
                    return Err(Failure::permanent(reason));
                }
                Some((Why::InDoubt, reason))
            }
        };
        let way = Way { version, stop };
        let entry = self.taken(event, &requested, &id, before, doubt, (clock(), deadline));
        let Some(turn) = self.store.take_command(shop, &order, &entry, &commands.turn).await? else {
            return Err(Failure::later(
                "another command about the order was quicker",
                Duration::from_secs(5),
            ));
        };
        let call =
            Call { event, requested: &requested, order: &order, turn: &turn, name: facts.as_ref().map(name) };
        let verdict = if overdue {
            let waited = before.and_then(|entry| entry.reason.clone()).unwrap_or_default();
            Ending::unsent(Verdict::Parked(Why::Unreachable, waited))
        } else {
            self.decide(&call, &entry, facts.as_ref(), (&way, doubt), &commands, (clock, deadline)).await?
        };
        self.end(&call, entry, verdict, before, clock()).await
    }

    /// The row of whoever takes it now.
    fn taken(
        &self,
        event: &Event,
        requested: &Requested,
        id: &CommandId,
        before: Option<&Entry>,
        doubt: Option<Doubt>,
        (now, deadline): (Timestamp, Timestamp),
    ) -> Entry {
        let attempts = before.filter(|_| doubt.is_some()).map_or(0, |entry| entry.attempts);
        Entry {
            id: id.clone(),
            about: event.subject.clone(),
            command: requested.command.kind().to_owned(),
            key: requested.key.clone(),
            state: State::Sending,
            owner: format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            lease_until: deadline,
            since: now,
            attempts: attempts + 1,
            amount: requested.command.money().and_then(domain::command::Refund::of_what_was_paid),
            reference: None,
            reason: None,
            why: None,
        }
    }

    /// Looks, asks, and tells. What it answers is written down by whoever called.
    async fn decide(
        &self,
        call: &Call<'_>,
        entry: &Entry,
        facts: Option<&Order>,
        (way, doubt): (&Way<'_>, Option<Doubt>),
        commands: &Commands,
        (clock, deadline): (&(dyn Fn() -> Timestamp + Sync), Timestamp),
    ) -> Result<Ending, Failure> {
        let parked = |why: Why, detail: &str| {
            let why = if doubt.is_some() { Why::InDoubt } else { why };
            Ok(Ending::unsent(Verdict::Parked(why, detail.to_owned())))
        };
        let Way { version, stop } = way;
        if let (Some((why, detail)), None) = (stop, doubt) {
            return parked(*why, detail);
        }
        // What may not be told any more is only asked about.
        let doubt = doubt.map(|doubt| Doubt { again: doubt.again && stop.is_none(), ..doubt });
        let ours: Vec<Entry> =
            commands.entries.iter().filter(|other| other.id != entry.id).cloned().collect();
        // What can be seen without asking is seen first: then the shop needn't even be opened.
        let Some(order) = facts else { return parked(Why::Contradiction, "the order isn't known") };
        let Some((settings, url)) = version.shop.commands.as_ref().zip(version.shop.commands_url()) else {
            return parked(Why::NoAccess, "the settings don't say how the shop is told: write [commands]");
        };
        let keys = match self.credentials.read(&settings.credentials).await {
            Ok(keys) if keys.len() < settings.credentials.len() && settings.through != Through::Webhook => {
                Vec::new()
            }
            Ok(keys) => keys,
            Err(error) => return Ok(Ending::unsent(Verdict::held(doubt, &error.to_string()))),
        };
        if keys.is_empty() {
            return parked(Why::NoAccess, "the credentials that the settings name don't exist");
        }
        let left =
            |now: Timestamp| Duration::try_from((deadline - RESERVE).duration_since(now)).unwrap_or_default();
        let of_person = ours.iter().filter(|other| {
            // Of another command, such as an exchange that no WooCommerce can do, nobody looked at refunds.
            other.key.of == entry.key.of
                && other.command == entry.command
                && matches!(other.state, State::Parked | State::Refused)
        });
        let job = Job {
            id: &entry.id,
            shop: &call.event.shop,
            requested: call.requested,
            asked_at: call.event.time,
            looked_at: of_person.map(|other| other.since).max(),
            order,
            url,
            hosts: &settings.hosts,
            keys: &keys,
            status_url: settings.status_url.as_deref(),
            knows_again: settings.knows_again,
            now: clock(),
            ask_patience: ASK.min(left(clock())),
            tell_patience: TELL,
            web: &*self.web,
        };
        let adapter: &dyn Shop = match settings.through {
            Through::Shopify => &Shopify,
            Through::Woocommerce => &WooCommerce,
            Through::Webhook => &Webhook,
        };
        let Lookup { known, seen } = adapter.ask(&job).await;
        let asked = known.verdict(doubt);
        if asked != Verdict::Send {
            return Ok(Ending::unsent(asked));
        }
        let standing = match &known {
            Known::Nothing(standing) => standing.as_ref(),
            _ => None,
        };
        if let Err(stop) = may(&call.requested.command, order, standing, &ours) {
            return parked(stop.why, &stop.detail);
        }
        let now = clock();
        if left(now) < TELL_AT_LEAST {
            // Whoever slept through its lease may have a successor by now.
            return Ok(Ending::unsent(Verdict::held(doubt, "too little of the lease is left")));
        }
        let job = Job { now, tell_patience: TELL.min(left(now)), ..job };
        let outcome = adapter.tell(&job, &seen).await;
        Ok(Ending::after(&outcome, verdict(&outcome, doubt.is_some())))
    }
}

/// Whether another command of the order is under way. One that nobody brings to its end holds up the others for a while only.
fn is_held_up(commands: &Commands, id: &CommandId, now: Timestamp) -> bool {
    let holder = commands.turn.holder.as_deref().filter(|holder| *holder != id.as_str());
    let held = holder.and_then(|holder| commands.entries.iter().find(|entry| entry.id.as_str() == holder));
    held.is_some_and(|entry| now < entry.lease_until + STUCK)
}

fn name(order: &Order) -> String {
    order.name.clone()
}

fn wait(until: Timestamp, now: Timestamp) -> Failure {
    let after = Duration::try_from(until.duration_since(now)).unwrap_or_default() + Duration::from_secs(1);
    Failure::later("another attempt is under way, or may still be at the shop", after)
}
