//! `replay`: events go to one automation's queue once more, and it decides about them anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::ExitCode,
};

use domain::{
    EntityRef, NewEvent, Payload as _, ShopId, Timestamp, event::hash_of, mail::ConfirmationRequested,
};
use jiff::{SignedDuration, tz::TimeZone};
use serde::Serialize;
use serde_json::Value;
use store::{Store, journal::JournalEntry};

use super::{
    Manner, Stretch,
    journal::each_day,
    wire::{self, Queue, Takes},
};
use crate::{
    cloud::{
        days::Span,
        house::House,
        stack::Stack,
        target::Target,
        which::{OneShop, There},
    },
    commands::said,
    offline::functions,
    out,
    trouble::{Explain, Trouble},
};

/// Who does something a second time where it is wished for.
const AUTOMATION: &str = "order-confirmation";

/// How far back is looked where nobody says.
const DEFAULT: SignedDuration = SignedDuration::from_hours(72);

/// Arguments of `replay`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The automation looks at what is known now, and at what it remembers: what it has done stays done. So a replay mends what
was missed, after a bug or a pause, and changes nothing else.

With --force an automation does again what it has done: of each order a new wish is journalled, with who asks for it and
why, and a new revision comes of it. Only order-confirmation offers that; its buyers get another mail. Whoever never got
one, since the order is old, a draft or a marketplace's, gets none by it: `resend` confirms one order. The same name and
reason on the same day (UTC) are the same wish: what broke off is run again as it was written, and nobody is asked twice.

Exit codes: 0 sent, or nothing to do; 1 you said no; 2 wrong usage, or no such event; 3 no cloud, or it broke off.

Examples:
  cargo nightshift replay order-confirmation --since 3h
  cargo nightshift replay order-confirmation --entity ORDER#5600000000001 --shop acme --dry-run
  cargo nightshift replay task-desk --event 9b1c0f0e5d7a4c3b9b1c0f0e5d7a4c3b --since 7d --yes
  cargo nightshift replay order-confirmation --entity ORDER#450789469 --force --by ada --reason \"wrong logo\" --stack nightshift")]
pub(crate) struct Args {
    /// The automation
    automation: String,
    /// Only this event, by its id; may be given several times
    #[arg(long = "event", value_name = "ID")]
    events: Vec<String>,
    /// Only what happened to this entity, such as `ORDER#450789469`; an order's id alone will do
    #[arg(long, value_name = "ENTITY")]
    entity: Option<String>,
    #[command(flatten)]
    stretch: Stretch,
    #[command(flatten)]
    shop: OneShop,
    /// Have it done again, though it was done
    #[arg(long, requires_all = ["by", "reason"])]
    force: bool,
    /// Who wants that
    #[arg(long, value_name = "NAME", requires = "force")]
    by: Option<String>,
    /// Why; write nothing about a buyer
    #[arg(long, value_name = "TEXT", requires = "force")]
    reason: Option<String>,
    #[command(flatten)]
    manner: Manner,
}

/// What is looked for.
pub(super) struct Wanted<'a> {
    pub(super) shop: &'a ShopId,
    pub(super) entity: Option<EntityRef>,
    pub(super) ids: &'a [String],
    pub(super) span: Span,
    pub(super) kinds: &'a [String],
}

impl Wanted<'_> {
    /// The events that wake the automation, oldest first.
    pub(super) async fn find(&self, store: &Store) -> Result<Vec<JournalEntry>, Trouble> {
        let mut found = Vec::new();
        let mut passed = BTreeSet::new();
        let mut take = |kept: JournalEntry| {
            let meant = self.ids.is_empty() || self.ids.contains(&kept.event.id);
            if meant && self.kinds.contains(&kept.event.kind) {
                found.push(kept);
            } else if meant && !self.ids.is_empty() {
                passed.insert((kept.event.id, kept.event.kind));
            }
        };
        match &self.entity {
            Some(entity) => {
                let story = store.story(self.shop, entity).await.map_err(Target::trouble)?;
                story.events.into_iter().for_each(&mut take);
            }
            None => {
                each_day(store, self.shop, self.span, async |kept| {
                    kept.into_iter().for_each(&mut take);
                    Ok(())
                })
                .await?;
            }
        }
        if let Some((id, kind)) = passed.first() {
            return Err(Trouble::input(format!(
                "the event {id} is a {kind}, which doesn't wake this automation"
            ))
            .mend(format!("it wakes on: {}", self.kinds.join(", "))));
        }
        let missing: Vec<_> =
            self.ids.iter().filter(|id| !found.iter().any(|k| k.event.id == **id)).collect();
        if let Some(id) = missing.first() {
            return Err(Trouble::input(format!("no event {id} was found in the shop {}", self.shop)).mend(
                "ids are looked for in the last three days: write --since WHEN, or --entity ENTITY to look at its whole story",
            ));
        }
        Ok(found)
    }
}

/// What would be sent.
#[derive(Debug, Serialize)]
struct Plan {
    automation: String,
    shop: ShopId,
    kinds: BTreeMap<String, usize>,
    entities: usize,
    force: bool,
    /// Entities that it never did anything about, so that there is nothing to do again.
    never_done: usize,
}

impl Plan {
    fn of(automation: &str, shop: &ShopId, found: &[JournalEntry], never_done: Option<usize>) -> Self {
        let mut kinds = BTreeMap::new();
        found.iter().for_each(|kept| *kinds.entry(kept.event.kind.clone()).or_default() += 1);
        let entities = entities(found).len();
        let (automation, shop, force) = (automation.to_owned(), shop.clone(), never_done.is_some());
        Self { automation, shop, kinds, entities, force, never_done: never_done.unwrap_or_default() }
    }
}

fn entities(found: &[JournalEntry]) -> BTreeSet<&EntityRef> {
    found.iter().map(|kept| &kept.event.subject).collect()
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    plan: &'r Plan,
    sent: usize,
}

/// Does it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let binary = functions::automation(&house, &args.automation).await?;
    let kinds = functions::describe(&binary)?.wakes_on;
    if args.force && !kinds.iter().any(|kind| kind == ConfirmationRequested::KIND) {
        return Err(Trouble::input(format!("{} does nothing a second time, whoever asks", args.automation))
            .mend("leave --force out: it decides anew, and does what is missing"));
    }
    let wish = wish(args.by.as_deref(), args.reason.as_deref())?;
    let now = Timestamp::now();
    let span = args.stretch.span(now, DEFAULT)?;
    let There { target, store, shop } = args.shop.open().await?;
    let entity = args.entity.as_deref().map(named);
    let wanted = Wanted { shop: &shop, entity, ids: &args.events, span, kinds: &kinds };
    let mut found = wanted.find(&store).await?;
    let never_done = match args.force {
        true => Some(only_done(&store, &shop, &mut found).await?),
        false => None,
    };
    let plan = Plan::of(&args.automation, &shop, &found, never_done);
    if !args.manner.json {
        print(&plan);
    }
    let mut sent = None;
    if !found.is_empty() && args.manner.go_on(&question(&plan))? {
        sent = Some(match wish.filter(|_| args.force) {
            Some(wish) => force(&store, &shop, &found, &wish, now).await?,
            None => {
                let queue = Queue::new(&target.config, queue_of(&target.stack, &args.automation)?);
                replay(found, &queue).await?
            }
        });
    }
    if args.manner.json {
        out::json(&Report { plan: &plan, sent: sent.unwrap_or_default() })?;
    } else if let Some(sent) = sent {
        match args.force {
            true => anstream::println!(
                "{sent} wishes are journalled, {} stood already.",
                plan.entities.saturating_sub(sent)
            ),
            false => anstream::println!("{sent} events are sent again."),
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn named(meant: &str) -> EntityRef {
    EntityRef::try_from(meant.to_owned()).unwrap_or_else(|_| EntityRef::order(meant.trim_start_matches('#')))
}

/// The queue of an automation, by the stack's outputs: `OrderConfirmationQueueUrl`.
fn queue_of<'s>(stack: &'s Stack, automation: &str) -> Result<&'s str, Trouble> {
    let output = format!("{}QueueUrl", super::redrive::pascal(automation));
    stack.get(&output)
}

async fn replay(found: Vec<JournalEntry>, to: &impl Takes) -> Result<usize, Trouble> {
    let messages: Vec<_> = found.into_iter().map(|kept| wire::of(&kept.event, kept.text)).collect();
    wire::send(to, &messages).await?;
    Ok(messages.len())
}

/// What is wished for with `--force`.
fn wish(by: Option<&str>, reason: Option<&str>) -> Result<Option<ConfirmationRequested>, Trouble> {
    let both = by.zip(reason);
    both.map(|(by, reason)| Ok(ConfirmationRequested { by: said::who(by)?, reason: said::why(reason)? }))
        .transpose()
}

/// Leaves those that were confirmed: a wish overrules why another wasn't, and nobody has looked at each of many. Answers how
/// many entities it took out.
async fn only_done(store: &Store, shop: &ShopId, found: &mut Vec<JournalEntry>) -> Result<usize, Trouble> {
    let all: Vec<EntityRef> = entities(found).into_iter().cloned().collect();
    let heads = store.heads(shop, &all).await.map_err(Target::trouble)?;
    let mut done = BTreeSet::new();
    for (entity, head) in heads {
        let memory: Option<Value> =
            head.recall(AUTOMATION).while_trying(format!("what is remembered of {entity} can't be read"))?;
        if memory.is_some_and(|memory| memory["state"] == "confirmed") {
            done.insert(entity);
        }
    }
    found.retain(|kept| done.contains(&kept.event.subject));
    Ok(all.len() - done.len())
}

/// Journals a wish on each entity; the relay brings it to the automation. Answers how many are new: of what broke off and is run
/// again, those that stand already aren't.
async fn force(
    store: &Store,
    shop: &ShopId,
    found: &[JournalEntry],
    wish: &ConfirmationRequested,
    now: Timestamp,
) -> Result<usize, Trouble> {
    let (day, said) = (now.to_zoned(TimeZone::UTC).date(), hash_of(format!("{}\n{}", wish.by, wish.reason)));
    let event =
        NewEvent { effect: format!("confirmation#requested#{day}#{}", &said[..12]), ..wish.event(now) };
    let mut wished = 0;
    for entity in entities(found) {
        let journalled = store.journal(shop, entity, std::slice::from_ref(&event), now).await;
        wished += usize::from(!journalled.map_err(Target::trouble)?.is_empty());
    }
    Ok(wished)
}

fn question(plan: &Plan) -> String {
    let count: usize = plan.kinds.values().sum();
    match plan.force {
        true => format!("ask {} to do again what it did about {} entities", plan.automation, plan.entities),
        false => format!("send {count} events to {} again", plan.automation),
    }
}

fn print(plan: &Plan) {
    if plan.never_done > 0 {
        anstream::println!(
            "{} were never confirmed, and stay so; cargo nightshift resend ORDER confirms one.",
            plan.never_done
        );
    }
    if plan.kinds.is_empty() && plan.never_done > 0 {
        return;
    }
    if plan.kinds.is_empty() {
        anstream::println!("Nothing of that woke {} in the shop {}.", plan.automation, plan.shop);
        return;
    }
    let mut table = out::table(&["kind", "count"]);
    for (kind, count) in &plan.kinds {
        table.add_row([kind, &count.to_string()]);
    }
    anstream::println!("{table}");
    if plan.force {
        anstream::println!(
            "{} does it again for {} entities, whatever it did before.",
            plan.automation,
            plan.entities
        );
    } else {
        anstream::println!("{} entities of the shop {}; what was done stays done.", plan.entities, plan.shop);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use store::{
        commit::{Commit, Committed},
        engine::Engine,
    };
    use testkit::Memory;

    use super::{super::wire::tests::Heard, *};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn acme() -> ShopId {
        "acme".parse().expect("a shop")
    }

    /// Three orders, each created and paid within a minute, an hour apart.
    async fn store() -> Store {
        let store = Store::on(Arc::new(Memory::default()) as Arc<dyn Engine>);
        for n in 0..3 {
            for (seconds, kind) in [(0, "order.created"), (30, "order.paid"), (40, "webhook.ignored")] {
                let entity = EntityRef::order(&n.to_string());
                let now = at("2026-11-24T08:00:00Z") + SignedDuration::from_secs(n * 3600 + seconds);
                let head = store.head(&acme(), &entity).await.expect("readable");
                let event = NewEvent {
                    kind: kind.into(),
                    v: 1,
                    effect: kind.into(),
                    data: json!({}),
                    outward: false,
                };
                let (shop, events) = (acme(), [event]);
                let mut commit = Commit::on(&shop, &entity, &head, now);
                commit.events = &events;
                assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
            }
        }
        let _ = store.day(&acme(), at("2026-11-24T08:00:00Z"), 0, None).await;
        store
    }

    async fn find(
        store: &Store,
        (since, until): (&str, &str),
        entity: Option<&str>,
        ids: &[String],
    ) -> Result<Vec<JournalEntry>, Trouble> {
        let kinds = ["order.created".to_owned(), "order.paid".to_owned()];
        let span = Span { since: at(since), until: at(until) };
        let shop = acme();
        Wanted { shop: &shop, entity: entity.map(named), ids, span, kinds: &kinds }.find(store).await
    }

    const DAY: (&str, &str) = ("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");

    #[tokio::test]
    async fn events_are_found_by_range_entity_and_id() {
        let store = store().await;
        let all = find(&store, DAY, None, &[]).await.expect("readable");
        assert_eq!(all.len(), 6, "what doesn't wake it stays");
        let hour = ("2026-11-24T08:59:00Z", "2026-11-24T09:00:00Z");
        assert_eq!(find(&store, hour, None, &[]).await.expect("readable").len(), 1);
        assert_eq!(
            find(&store, hour, Some("ORDER#2"), &[]).await.expect("readable").len(),
            2,
            "its whole story"
        );
        assert_eq!(find(&store, hour, Some("2"), &[]).await.expect("readable").len(), 2);
        let id = all[3].event.id.clone();
        let by_id = find(&store, DAY, None, std::slice::from_ref(&id)).await.expect("readable");
        assert_eq!(by_id.iter().map(|kept| &kept.event.id).collect::<Vec<_>>(), [&id]);
        for (span, ids, told) in
            [(hour, vec![id.clone()], "last three days"), (DAY, vec!["0".repeat(32)], "no event 0000")]
        {
            let trouble = find(&store, span, None, &ids).await.expect_err("not there").to_string();
            assert!(trouble.contains(told), "{trouble}");
        }
        let story = store.story(&acme(), &EntityRef::order("0")).await.expect("readable");
        let ignored = story.events[2].event.id.clone();
        let trouble = find(&store, DAY, None, &[ignored]).await.expect_err("it doesn't wake it").to_string();
        assert!(
            trouble.contains("webhook.ignored") && trouble.contains("order.created, order.paid"),
            "{trouble}"
        );
    }

    #[tokio::test]
    async fn they_go_to_the_queue_as_they_were_and_may_go_again() {
        let store = store().await;
        let broken = Heard { fails_at: Some(0), ..Heard::default() };
        let found = find(&store, DAY, None, &[]).await.expect("readable");
        assert!(replay(found.clone(), &broken).await.is_err());
        let heard = Heard::default();
        for _ in 0..2 {
            assert_eq!(replay(found.clone(), &heard).await, Ok(6));
        }
        let texts: Vec<_> = heard.taken.borrow().iter().take(6).map(|message| message.text.clone()).collect();
        assert_eq!(texts, found.iter().map(|kept| kept.text.clone()).collect::<Vec<_>>());
        assert!(heard.taken.borrow().iter().all(|message| message.shop == "acme"));
    }

    /// What the automation remembers of an order.
    async fn remembers(store: &Store, order: &str, memory: Value) {
        let entity = EntityRef::order(order);
        let head = store.head(&acme(), &entity).await.expect("readable");
        let shop = acme();
        let mut commit = Commit::on(&shop, &entity, &head, at("2026-11-24T12:00:00Z"));
        commit.memory = vec![(AUTOMATION, memory)];
        assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
    }

    #[tokio::test]
    async fn a_forced_replay_is_a_wish_with_its_actor_and_reason() {
        let store = store().await;
        remembers(&store, "0", json!({"state": "suppressed", "because": "draft"})).await;
        remembers(&store, "1", json!({"state": "confirmed", "revision": 1, "told": "x"})).await;
        let mut found = find(&store, DAY, None, &[]).await.expect("readable");
        assert_eq!(
            only_done(&store, &acme(), &mut found).await,
            Ok(2),
            "one on purpose, one nobody knows why"
        );
        let now = at("2026-11-25T12:00:00Z");
        let wished = wish(Some("ada"), Some("wrong logo")).expect("sound").expect("a wish");
        for (minutes, wishes) in [(0, 1), (1, 0)] {
            let now = now + SignedDuration::from_mins(minutes);
            assert_eq!(force(&store, &acme(), &found, &wished, now).await, Ok(wishes), "{minutes}");
        }
        for (order, events) in [("0", 3), ("1", 4), ("2", 3)] {
            let story = store.story(&acme(), &EntityRef::order(order)).await.expect("readable");
            assert_eq!(story.events.len(), events, "{order}");
        }
        let story = store.story(&acme(), &EntityRef::order("1")).await.expect("readable");
        let journalled = &story.events.last().expect("events").event;
        assert_eq!((journalled.kind.as_str(), story.broken), ("confirmation.requested", None));
        let said: ConfirmationRequested = journalled.payload().expect("a wish");
        assert_eq!((said.by.as_str(), said.reason.as_str()), ("ada", "wrong logo"));
        for (by, reason, day) in [("bob", "wrong logo", 0), ("ada", "no logo", 0), ("ada", "wrong logo", 1)] {
            let (other, now) = (wish(Some(by), Some(reason)), now + SignedDuration::from_hours(24 * day));
            let other = other.expect("sound").expect("a wish");
            assert_eq!(force(&store, &acme(), &found, &other, now).await, Ok(1), "{by}: {reason}, {day}");
        }
        assert!(wish(Some(" "), Some("x")).is_err() && wish(Some("ada"), Some(&"x".repeat(201))).is_err());
    }
}
