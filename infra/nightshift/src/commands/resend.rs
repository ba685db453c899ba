//! `resend`: staff want an order's confirmation sent, or sent again.

use std::process::ExitCode;

use domain::{
    EntityRef, Event, Head, Payload as _, ShopId, Timestamp,
    event::Origin,
    mail::{ConfirmationRequested, MailRequested},
    order::{Marks, Order},
    settings::{Allowed, History, Withheld},
};
use serde::Serialize;
use serde_json::{Value, json};
use store::suppression::Suppression;

use super::{journal, said};
use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
    },
    offline::{
        decide::{self, Answer, Question},
        functions,
        replay::published,
    },
    out,
    trouble::Trouble,
};

/// Who answers the wish.
const AUTOMATION: &str = "order-confirmation";

/// Arguments of `resend`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The mail is made of the order as it now stands and goes to the address that it now has: a corrected one, if it was
corrected. What had been told last is told again; what has changed since is told as an update. An order that was never
confirmed, because it is old, a draft, brought in or a marketplace's, is confirmed. One that is cancelled, refunded, a
test, not paid yet and never confirmed, without an address, or doesn't add up is not, whoever asks: the automation's own
binary is asked before, as by dry-run, and built first where it is missing. Name and reason stay in the order's journal: write
nothing about a buyer into them.

Exit codes: 0 asked for, 1 nobody would answer, 2 no such order or no reason, 3 no cloud.

Examples:
  cargo nightshift resend 1001 --reason \"the buyer can't find it\"
  cargo nightshift resend ORDER#5600000000001 --by ada --reason \"address corrected\" --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// The order: `ORDER#450789469`, or its number alone
    order: String,
    /// Why, for whoever reads the journal later; at most 200 characters
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who wants it; whoever is logged in if absent
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The shop; the only one that knows the order if absent
    #[arg(long)]
    shop: Option<ShopId>,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// What was asked for, and what will come of it.
#[derive(Debug, Serialize)]
struct Told<'t> {
    order: &'t EntityRef,
    event: Option<String>,
    goes_out: bool,
    foreseen: &'t str,
}

/// Asks for it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let requested = requested(&args.reason, args.by.as_deref(), std::env::var("USER").ok())?;
    let house = House::find()?;
    let store = args.place.find(&house).await?.store()?;
    let (shop, entity, _) = journal::find_in_any(&store, args.shop.as_ref(), &args.order).await?;
    let known = store.order(&shop, &entity).await.map_err(Target::trouble)?;
    let (order, head) = (known.order, known.head);
    let order = order.ok_or_else(|| {
        Trouble::input(format!("{entity} is no order that has come whole"))
            .mend("only an order's confirmation can be sent again; see cargo nightshift journal")
    })?;
    let (now, history) = (Timestamp::now(), store.settings(&shop).await.map_err(Target::trouble)?);
    let address = order.email.as_deref().unwrap_or_default();
    let suppressed = store.suppressed(&shop, address).await.map_err(Target::trouble)?;
    is_on(&history, now)?;
    let wish = requested.event(now);
    // Later than all that it has answered.
    let event = Event::place(&wish, &shop, &entity, &Origin::default(), (u64::MAX, ""), now);
    let no_mail = no_mail(&decision(&house, &event, &order, &head, &history).await?);
    let today = history.at(now).map_err(told)?.shop.day(now);
    let sent = store.mails_on(&shop, AUTOMATION, today).await.map_err(Target::trouble)?;
    let (goes_out, foreseen) = foreseen(no_mail, &order, &history, suppressed.as_ref(), sent, now)?;
    let asked = store.journal(&shop, &entity, &[wish], now).await.map_err(Target::trouble)?;
    if args.json {
        let event = asked.first().map(|event| event.id.clone());
        out::json(&Told { order: &entity, event, goes_out, foreseen: &foreseen })?;
    } else {
        anstream::println!("Asked for, in the name of {}: {foreseen}.", requested.by);
        anstream::println!("What comes of it: cargo nightshift journal {entity} --shop {shop}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The wish, if it says who and why.
fn requested(
    reason: &str,
    by: Option<&str>,
    logged_in: Option<String>,
) -> Result<ConfirmationRequested, Trouble> {
    let by = by.filter(|name| !name.trim().is_empty()).or(logged_in.as_deref());
    Ok(ConfirmationRequested { by: said::who(by.unwrap_or("staff"))?, reason: said::why(reason)? })
}

/// Nobody would answer where the automation is switched off.
fn is_on(history: &History, now: Timestamp) -> Result<(), Trouble> {
    if history.is_off(AUTOMATION, now).map_err(told)? {
        return Err(Trouble::failed(format!("{AUTOMATION} is switched off here: nobody would answer"))
            .mend(format!("switch it on in shop.toml, [automations.{AUTOMATION}], and publish it")));
    }
    Ok(())
}

/// What the automation decides about the wish, in its own binary's words.
async fn decision(
    house: &House,
    event: &Event,
    order: &Order,
    head: &Head,
    history: &History,
) -> Result<Value, Trouble> {
    let marks: Option<Marks> = head.recall(Marks::NAME).map_err(told)?;
    let memory: Option<Value> = head.recall(AUTOMATION).map_err(told)?;
    let snapshot_at = head.source.as_ref().map(|source| source.at);
    let facts = json!({
        "order": order, "snapshot_at": snapshot_at, "marks": marks.unwrap_or_default(), "memory": memory,
    });
    let settings = published(history.at(order.placed_at).map_err(told)?, AUTOMATION);
    let question =
        Question { event: json!(event), facts, told: Default::default(), settings, at: json!(event.time) };
    let binary = functions::automation(house, AUTOMATION).await?;
    match decide::ask(&binary, &question)? {
        Answer::Decided(decision) => Ok(decision),
        Answer::Failed(said) | Answer::NotUnderstood(said) => {
            Err(Trouble::failed(format!("{AUTOMATION} can't decide about {}", event.subject)).saying(said))
        }
    }
}

/// Why the automation asks for no mail; nothing if it does.
fn no_mail(decision: &Value) -> Option<String> {
    let mut events = decision["events"].as_array().into_iter().flatten();
    if events.any(|event| event["kind"].as_str().is_some_and(|kind| kind.starts_with(MailRequested::KIND))) {
        return None;
    }
    let because = &decision["because"];
    let text = |key: &str| because[key].as_str().unwrap_or("?");
    Some(match because["code"].as_str().unwrap_or("it says no reason") {
        "cancelled" => "it is cancelled".to_owned(),
        "refunded" => "all money went back".to_owned(),
        "test-mode" => "it is a test".to_owned(),
        "no-recipient" => "it has no address to write to".to_owned(),
        "awaiting-payment" => "it was never confirmed, and no payment has come".to_owned(),
        "sums-differ" => {
            format!("it doesn't add up: {} by its lines, {} printed", text("reckoned"), text("printed"))
        }
        other => other.to_owned(),
    })
}

fn told(failure: domain::Failure) -> Trouble {
    Trouble::failed(failure.to_string())
}

/// Whether a mail goes out, and what will happen, as far as it can be foreseen from what is known of the order's address, and of how
/// many mails went out today.
fn foreseen(
    no_mail: Option<String>,
    order: &Order,
    history: &History,
    suppressed: Option<&Suppression>,
    sent: u32,
    now: Timestamp,
) -> Result<(bool, String), Trouble> {
    if let Some(why) = no_mail {
        return Ok((false, format!("no mail goes out about this order, for {why}")));
    }
    let switch = history.at(now).map_err(told)?.switch(AUTOMATION);
    let out = match history.allows(AUTOMATION, order.placed_at, now).map_err(told)? {
        Allowed::Withheld(Withheld::BeforeLive) => {
            let since = switch.live_since.map(|since| format!(" ({since})")).unwrap_or_default();
            (false, format!("it is withheld, for the order was placed before the shop went live{since}"))
        }
        Allowed::Withheld(why) => (false, format!("it is withheld, for {AUTOMATION} is in {}", why.as_str())),
        Allowed::Redirected(to) => (true, format!("the mail goes to {to}, as {AUTOMATION} is in redirect")),
        Allowed::Out => match suppressed {
            Some(Suppression { reason, at, .. }) => (
                false,
                format!(
                    "nothing is sent to the order's address ({reason}, since {at:.0}); correct it at the shop, or see cargo \
                     nightshift suppression lift"
                ),
            ),
            None => (true, "the mail goes to the address that the order now has".to_owned()),
        },
    };
    let most = history.mails_per_day(AUTOMATION, now).map_err(told)?;
    Ok(match most.filter(|most| out.0 && sent >= *most) {
        Some(most) => (
            false,
            format!(
                "it waits among the dead letters, for {AUTOMATION} has sent the {most} mails that it may send a day; `cargo nightshift \
                 redrive mail-transactional` sends it tomorrow, or once mails_per_day in shop.toml is raised"
            ),
        ),
        None => out,
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use domain::settings::{Mode, Switch, Table, Version};
    use testkit::orders::{at, order, shop};

    use super::*;

    #[test]
    fn a_wish_says_who_and_why() {
        let long = "x".repeat(201);
        for bad in ["", "  ", long.as_str(), "two\nlines"] {
            assert!(requested(bad, Some("ada"), None).is_err(), "{bad:?}");
        }
        for (by, logged_in, expected) in [
            (Some(" ada "), Some("root"), "ada"),
            (None, Some("root"), "root"),
            (Some(""), None, "staff"),
            (None, None, "staff"),
        ] {
            let wish = requested(" lost ", by, logged_in.map(str::to_owned)).expect("a wish");
            assert_eq!((wish.by.as_str(), wish.reason.as_str()), (expected, "lost"));
        }
    }

    #[test]
    fn what_will_happen_is_said_before() {
        let now = at("2026-11-21T20:00:00Z");
        let history = |mode: Mode, since: &str, most: Option<u32>| {
            let mut shop = shop();
            let redirect_to = (mode == Mode::Redirect).then(|| "owner@acme.example".to_owned());
            let switch = Switch {
                mode,
                live_since: Some(at(since)),
                redirect_to,
                mails_per_day: most.and_then(NonZeroU32::new),
            };
            shop.automations.insert(AUTOMATION.into(), Table { switch, own: serde_json::Map::new() });
            History::new(vec![Version { number: 1, effective_from: Timestamp::UNIX_EPOCH, shop }])
        };
        let (long_ago, today) = ("2020-01-01T00:00:00Z", "2026-11-21T19:00:00Z");
        let placed = order("1001", at("2026-11-21T18:00:00Z"));
        let bounced = Suppression {
            reason: "mail-bounced".into(),
            detail: "Permanent/General".into(),
            about: EntityRef::order("1000"),
            at: now,
        };
        let bounced = Some(&bounced);
        for (mode, since, most, suppressed, goes_out, words) in [
            (Mode::Live, long_ago, None, None, true, "address that the order now has"),
            (Mode::Live, long_ago, Some(10), None, true, "address that the order now has"),
            (Mode::Live, long_ago, Some(9), None, false, "has sent the 9 mails"),
            (Mode::Redirect, long_ago, None, None, true, "owner@acme.example"),
            (Mode::Redirect, long_ago, Some(5), None, false, "has sent the 5 mails"),
            (Mode::Shadow, long_ago, Some(5), None, false, "shadow"),
            (Mode::Live, today, None, None, false, "before the shop went live (2026-11-21T19:00:00Z)"),
            (Mode::Live, long_ago, Some(9), bounced, false, "mail-bounced, since 2026-11-21T20:00:00Z"),
        ] {
            let (out, said) =
                foreseen(None, &placed, &history(mode, since, most), suppressed, 9, now).expect("it is said");
            assert!(out == goes_out && said.contains(words), "{mode:?} {most:?}: {said}");
        }
        let calm = history(Mode::Live, long_ago, None);
        let unpaid = foreseen(Some("no payment".into()), &placed, &calm, None, 0, now);
        assert_eq!(unpaid, Ok((false, "no mail goes out about this order, for no payment".into())));
        let off = is_on(&history(Mode::Off, long_ago, None), now);
        assert!(off.expect_err("nobody answers").to_string().contains("switched off"));
    }

    #[test]
    fn what_the_automation_decides_is_what_is_said() {
        let decided = |because: Value, kinds: &[&str]| {
            let events: Vec<_> = kinds.iter().map(|kind| json!({"kind": kind})).collect();
            no_mail(&json!({"because": because, "changes": [], "events": events}))
        };
        let differ = json!({"code": "sums-differ", "reckoned": "10.00 EUR", "printed": "11.00 EUR"});
        for (because, kinds, words) in [
            (json!({"code": "resent"}), vec!["mail.requested.transactional"], None),
            (json!({"code": "requested"}), vec!["mail.requested.transactional"], None),
            (json!({"code": "awaiting-payment"}), vec![], Some("no payment has come")),
            (json!({"code": "cancelled"}), vec!["confirmation.suppressed"], Some("it is cancelled")),
            (
                json!({"code": "no-recipient"}),
                vec!["confirmation.suppressed", "task.wanted"],
                Some("no address to write to"),
            ),
            (
                differ,
                vec!["confirmation.held", "task.wanted"],
                Some("10.00 EUR by its lines, 11.00 EUR printed"),
            ),
            (json!({"code": "already-suppressed"}), vec![], Some("already-suppressed")),
            (json!(null), vec![], Some("no reason")),
        ] {
            let said = decided(because.clone(), &kinds);
            assert_eq!(said.is_none(), words.is_none(), "{because}");
            assert!(said.unwrap_or_default().contains(words.unwrap_or_default()), "{because}");
        }
    }
}
