//! `resend`: staff want an order's confirmation sent, or sent again.

use std::process::ExitCode;

use domain::{
    EntityRef, ShopId, Timestamp,
    mail::ConfirmationRequested,
    order::{Order, PaymentStatus},
    settings::{Allowed, History, Withheld},
};
use serde::Serialize;
use store::suppression::Suppression;

use super::journal;
use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
        which,
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
test, without an address, or doesn't add up is not, whoever asks. Name and reason stay in the order's journal: write
nothing about a buyer into them.

Exit codes: 0 asked for, 1 nobody would answer, 2 no such order or no reason, 3 no cloud.

Examples:
  cargo nightshift resend 1001 --reason \"the buyer can't find it\"
  cargo nightshift resend ORDER#5600000000001 --by ada --reason \"address corrected\" --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// The order: `ORDER#450789469`, or its id or number alone
    order: String,
    /// Why, for whoever reads the journal later; at most 200 characters
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who wants it; whoever is logged in if absent
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The shop; the only one if absent
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
    let store = args.place.find(&House::find()?).await?.store()?;
    let shop = which::shop(&store, args.shop.as_ref()).await?;
    let (entity, _) = journal::find(&store, &shop, &args.order).await?;
    let order = store.order(&shop, &entity).await.map_err(Target::trouble)?.order;
    let order = order.ok_or_else(|| {
        Trouble::input(format!("{entity} is no order that has come whole"))
            .mend("only an order's confirmation can be sent again; see cargo nightshift journal")
    })?;
    let (now, history) = (Timestamp::now(), store.settings(&shop).await.map_err(Target::trouble)?);
    let address = order.email.as_deref().unwrap_or_default();
    let suppressed = store.suppressed(&shop, address).await.map_err(Target::trouble)?;
    let (goes_out, foreseen) = foreseen(&order, &history, suppressed.as_ref(), now)?;
    let asked = store.journal(&shop, &entity, &[requested.event(now)], now).await.map_err(Target::trouble)?;
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
    let reason = reason.trim();
    let length = reason.chars().count();
    if reason.is_empty() {
        return Err(Trouble::input("no reason is given")
            .mend("say in a few words why: --reason \"the buyer can't find it\""));
    }
    if length > ConfirmationRequested::LONGEST_REASON {
        let most = ConfirmationRequested::LONGEST_REASON;
        return Err(Trouble::input(format!("the reason has {length} characters, {most} are the most"))
            .mend("say it in a few words"));
    }
    if reason.chars().any(char::is_control) {
        return Err(Trouble::input("the reason has more than one line").mend("say it in one"));
    }
    let by = by.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).or(logged_in);
    Ok(ConfirmationRequested { by: by.unwrap_or_else(|| "staff".to_owned()), reason: reason.to_owned() })
}

/// Whether a mail goes out, and what will happen, as far as it can be foreseen.
fn foreseen(
    order: &Order,
    history: &History,
    suppressed: Option<&Suppression>,
    now: Timestamp,
) -> Result<(bool, String), Trouble> {
    let told = |failure: domain::Failure| Trouble::failed(failure.to_string());
    if history.is_off(AUTOMATION, now).map_err(told)? {
        return Err(Trouble::failed(format!("{AUTOMATION} is switched off here: nobody would answer"))
            .mend(format!("switch it on in shop.toml, [automations.{AUTOMATION}], and publish it")));
    }
    let never = if order.cancelled_at.is_some() {
        Some("it is cancelled".to_owned())
    } else if order.payment.status == PaymentStatus::Refunded {
        Some("all money went back".to_owned())
    } else if order.test {
        Some("it is a test".to_owned())
    } else if !order.email.as_deref().is_some_and(domain::settings::is_address) {
        Some("it has no address to write to".to_owned())
    } else {
        order.check_sums().err().map(|difference| format!("it doesn't add up: {difference}"))
    };
    if let Some(why) = never {
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
    Ok(out)
}

#[cfg(test)]
mod tests {
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
        let history = |mode: Mode, since: &str| {
            let mut shop = shop();
            let redirect_to = (mode == Mode::Redirect).then(|| "owner@acme.example".to_owned());
            let switch = Switch { mode, live_since: Some(at(since)), redirect_to };
            shop.automations.insert(AUTOMATION.into(), Table { switch, own: serde_json::Map::new() });
            History::new(vec![Version { number: 1, effective_from: Timestamp::UNIX_EPOCH, shop }])
        };
        let (long_ago, today) = ("2020-01-01T00:00:00Z", "2026-11-21T19:00:00Z");
        let placed = order("1001", at("2026-11-21T18:00:00Z"));
        let cancelled = Order { cancelled_at: Some(now), ..placed.clone() };
        let nowhere = Order { email: None, ..placed.clone() };
        let bounced = Suppression {
            reason: "mail-bounced".into(),
            detail: "Permanent/General".into(),
            about: EntityRef::order("1000"),
            at: now,
        };
        for (order, mode, since, suppressed, goes_out, words) in [
            (&placed, Mode::Live, long_ago, None, true, "address that the order now has"),
            (&placed, Mode::Redirect, long_ago, None, true, "owner@acme.example"),
            (&placed, Mode::Shadow, long_ago, None, false, "shadow"),
            (&placed, Mode::Live, today, None, false, "before the shop went live (2026-11-21T19:00:00Z)"),
            (
                &placed,
                Mode::Live,
                long_ago,
                Some(&bounced),
                false,
                "mail-bounced, since 2026-11-21T20:00:00Z",
            ),
            (&cancelled, Mode::Live, long_ago, None, false, "cancelled"),
            (&nowhere, Mode::Live, long_ago, None, false, "no address"),
        ] {
            let (out, said) = foreseen(order, &history(mode, since), suppressed, now).expect("it is said");
            assert!(out == goes_out && said.contains(words), "{mode:?}: {said}");
        }
        let off = foreseen(&placed, &history(Mode::Off, long_ago), None, now);
        assert!(off.expect_err("nobody answers").to_string().contains("switched off"));
    }
}
