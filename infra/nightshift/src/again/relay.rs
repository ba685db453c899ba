//! `relay`: a stretch of the journal is published again, as after a stream that was lost.

use std::{collections::BTreeMap, process::ExitCode};

use domain::{
    Event, Payload as _, ShopId, Timestamp, event::WITHHELD, mail::MailRequested, schedule::Heartbeat,
    send::State,
};
use jiff::SignedDuration;
use serde::Serialize;
use store::{Store, ledger::REMEMBERED};

use super::{
    Manner, Stretch,
    journal::each_day,
    wire::{self, Takes, Topic},
};
use crate::{
    cloud::{
        days::Span,
        house::House,
        target::{Target, Where},
        which,
    },
    out::{self, progress},
    trouble::Trouble,
};

/// Arguments of `relay`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the relay didn't carry (a stream that was off for a day, events in the bucket of undelivered ones) stands in the
journal. This publishes that stretch of it again. What was settled already stays so: whoever is woken finds it done. So
begin well before the gap; to repeat it is safe. Requests for mails that are older than the ledger's memory of sends
(90 days) are left out, since those would go out a second time.

Exit codes: 0 published, or nothing to do; 1 you said no; 2 wrong usage; 3 no cloud, or it broke off: run it again.

Examples:
  cargo nightshift relay --since 26h
  cargo nightshift relay --since 2026-11-24T08:00:00+01:00 --until 2026-11-25T09:30:00+01:00 --shop acme --dry-run
  cargo nightshift relay --since 3d --stack nightshift --yes --json")]
pub(crate) struct Args {
    #[command(flatten)]
    stretch: Stretch,
    /// Only this shop's; all shops' if absent
    #[arg(long)]
    shop: Option<ShopId>,
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    manner: Manner,
}

/// Why an event is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Left {
    /// A beat of the past wakes nobody.
    Beat,
    /// It was withheld: nobody listens to it.
    Withheld,
    /// Nobody remembers any more whether it was sent.
    BeyondTheLedger,
}

impl Left {
    fn told(self) -> &'static str {
        match self {
            Self::Beat => "left out: a beat of the past says nothing",
            Self::Withheld => "left out: withheld, nobody listens to it",
            Self::BeyondTheLedger => "left out: older than the ledger's memory, it might go out twice",
        }
    }
}

fn left_out(event: &Event, now: Timestamp) -> Option<Left> {
    if event.kind == Heartbeat::KIND {
        Some(Left::Beat)
    } else if event.kind.starts_with(WITHHELD) {
        Some(Left::Withheld)
    } else if is_request(event) && event.time < now - REMEMBERED {
        Some(Left::BeyondTheLedger)
    } else {
        None
    }
}

fn is_request(event: &Event) -> bool {
    event.kind.starts_with(MailRequested::KIND)
}

/// So many events of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) shop: ShopId,
    pub(super) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) left_out: Option<Left>,
    pub(super) count: usize,
}

/// What would be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Plan {
    pub(super) lines: Vec<Line>,
    /// Events that are published.
    pub(super) events: usize,
    /// Of the mails among them: those that went out, and those that will.
    pub(super) mails_sent: usize,
    pub(super) mails_to_send: usize,
}

impl Plan {
    pub(super) async fn of(
        store: &Store,
        shops: &[ShopId],
        span: Span,
        now: Timestamp,
    ) -> Result<Self, Trouble> {
        let mut plan = Self::default();
        for shop in shops {
            let mut counts: BTreeMap<(String, Option<Left>), usize> = BTreeMap::new();
            each_day(store, shop, span, async |kept| {
                for event in kept.iter().map(|kept| &kept.event) {
                    let left = left_out(event, now);
                    *counts.entry((event.kind.clone(), left)).or_default() += 1;
                    if left.is_none() && is_request(event) {
                        match is_sent(store, event).await? {
                            true => plan.mails_sent += 1,
                            false => plan.mails_to_send += 1,
                        }
                    }
                }
                Ok(())
            })
            .await?;
            plan.events +=
                counts.iter().filter(|((_, left), _)| left.is_none()).map(|(_, count)| count).sum::<usize>();
            let line = |((kind, left_out), count)| Line { shop: shop.clone(), kind, left_out, count };
            plan.lines.extend(counts.into_iter().map(line));
        }
        Ok(plan)
    }
}

/// Whether the ledger says that a mail went out, or that it never will.
async fn is_sent(store: &Store, event: &Event) -> Result<bool, Trouble> {
    let Ok(request) = event.payload::<MailRequested>() else { return Ok(false) };
    let id = request.send_id(&event.shop, &event.subject);
    let entry = store.send_entry(&event.shop, &id).await.map_err(Target::trouble)?;
    Ok(entry.is_some_and(|entry| matches!(entry.state, State::Sent | State::Parked)))
}

/// Publishes, oldest first. Answers how many.
pub(super) async fn publish(
    store: &Store,
    shops: &[ShopId],
    (span, now): (Span, Timestamp),
    to: &impl Takes,
    each: impl Fn(u64),
) -> Result<usize, Trouble> {
    let mut published = 0;
    for shop in shops {
        each_day(store, shop, span, async |kept| {
            let wanted = kept.into_iter().filter(|kept| left_out(&kept.event, now).is_none());
            let messages: Vec<_> = wanted.map(|kept| wire::of(&kept.event, kept.text)).collect();
            wire::send(to, &messages).await?;
            published += messages.len();
            each(messages.len() as u64);
            Ok(())
        })
        .await?;
    }
    Ok(published)
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'r> {
    since: Timestamp,
    until: Timestamp,
    #[serde(flatten)]
    plan: &'r Plan,
    published: usize,
}

/// Does it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    if args.stretch.since.is_none() {
        return Err(Trouble::input("since when isn't said")
            .mend("write --since WHEN, well before the gap began: --since 26h"));
    }
    let now = Timestamp::now();
    let span = args.stretch.span(now, SignedDuration::ZERO)?;
    let target = args.place.find(&House::find()?).await?;
    let store = target.store()?;
    let shops = match &args.shop {
        Some(named) => vec![which::known(&store, named).await?],
        None => which::all(&store).await?,
    };
    let plan = Plan::of(&store, &shops, span, now).await?;
    if !args.manner.json {
        print(&plan, span);
    }
    let mut published = 0;
    if plan.events > 0 && args.manner.go_on(&format!("publish {} events again", plan.events))? {
        let topic = Topic::new(&target.config, target.stack.get("EventsTopicArn")?);
        let bar = progress::bar(plan.events);
        published = publish(&store, &shops, (span, now), &topic, |count| bar.inc(count)).await?;
        bar.finish_and_clear();
    }
    if args.manner.json {
        out::json(&Report { since: span.since, until: span.until, plan: &plan, published })?;
    } else if published > 0 {
        anstream::println!("{published} events are published again.");
    }
    Ok(ExitCode::SUCCESS)
}

fn print(plan: &Plan, span: Span) {
    anstream::println!("The journal from {:.0} to {:.0}:", span.since, span.until);
    if plan.lines.is_empty() {
        anstream::println!("nothing happened then.");
        return;
    }
    let mut table = out::table(&["shop", "kind", "count", ""]);
    for Line { shop, kind, left_out, count } in &plan.lines {
        let left = left_out.map(Left::told).unwrap_or_default();
        table.add_row([shop.as_str(), kind, &count.to_string(), left]);
    }
    anstream::println!("{table}");
    let Plan { mails_sent, mails_to_send, .. } = plan;
    if mails_sent + mails_to_send > 0 {
        anstream::println!(
            "Of the mails asked for, {mails_sent} went out and won't again; {mails_to_send} didn't and will now, if they are still wanted."
        );
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use domain::{EntityRef, NewEvent, event::Origin, settings::Withheld};
    use serde_json::json;
    use store::{engine::Engine, ledger::Claim};
    use testkit::Memory;

    use super::*;

    pub(in crate::again) fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    pub(in crate::again) fn shops() -> Vec<ShopId> {
        ["acme", "rosen", "zeta"].map(|name| name.parse().expect("a shop")).to_vec()
    }

    pub(in crate::again) fn news(kind: &str) -> NewEvent {
        NewEvent { kind: kind.into(), v: 1, effect: kind.into(), data: json!({}), outward: false }
    }

    pub(in crate::again) fn request() -> NewEvent {
        let mail = MailRequested::transactional("order-confirmation", 1);
        mail.event()
    }

    #[test]
    fn what_is_left_out_has_its_reason() {
        let now = at("2026-11-25T00:00:00Z");
        let old = now - SignedDuration::from_hours(24 * 90);
        let young = now - SignedDuration::from_hours(24 * 88);
        for (new, time, left) in [
            (news("order.created"), old, None),
            (request(), young, None),
            (request(), old, Some(Left::BeyondTheLedger)),
            (request().withheld(Withheld::Shadow), young, Some(Left::Withheld)),
            (NewEvent::of("beat", &Heartbeat {}), now, Some(Left::Beat)),
        ] {
            let event =
                Event::place(&new, &shops()[0], &EntityRef::order("1"), &Origin::default(), (1, ""), time);
            assert_eq!(left_out(&event, now), left, "{} of {time}", new.kind);
        }
    }

    #[tokio::test]
    async fn a_plan_says_which_mails_would_go_out() {
        let store = Store::on(Arc::new(Memory::default()) as Arc<dyn Engine>);
        let (shop, now) = (shops().remove(0), at("2026-11-25T00:00:00Z"));
        for id in ["1", "2"] {
            let entity = EntityRef::order(id);
            assert_eq!(store.journal_alone(&shop, &entity, &request(), now).await, Ok(true));
        }
        let about = EntityRef::order("1");
        let id = domain::send::SendId::of(&shop, &about, "order-confirmation", 1);
        let claim = Claim {
            about,
            message: "order-confirmation#1".into(),
            owner: "a".into(),
            lease_until: now,
            ended: None,
            counted: None,
        };
        assert_eq!(store.claim_send(&shop, &id, &claim, None, now).await, Ok(true));
        assert_eq!(store.mark_sent(&shop, &id, "a", "m-1").await, Ok(true));
        let _ = store.day(&shop, now, 0, None).await;
        let span = Span { since: now - SignedDuration::from_hours(1), until: now };
        let plan = Plan::of(&store, &[shop], span, now).await.expect("readable");
        assert_eq!((plan.events, plan.mails_sent, plan.mails_to_send), (2, 1, 1));
    }
}
