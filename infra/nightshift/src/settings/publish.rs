//! Publishing: what the next version would change, from when on it counts, and whether somebody was quicker.

use std::io::{BufRead, IsTerminal, Write};

use domain::{
    Timestamp,
    settings::{History, Mode, Shop},
};
use jiff::SignedDuration;
use owo_colors::OwoColorize;
use store::{Store, StoreError};

use super::{
    beside::{self, Files},
    diff::{self, Change},
};
use crate::{backtest, cloud::target::Target, commands::returns::look::Shop as Look, trouble::Trouble};

/// A function reads settings at most this long after they were published.
const CACHES: SignedDuration = SignedDuration::from_secs(120);

/// A policy of returns is tried on so many days before it is published.
const TRIED_DAYS: i64 = 90;

/// What a shop says of returns, apart from how far they are switched on.
fn returns_of(shop: &Shop) -> Option<&serde_json::Map<String, serde_json::Value>> {
    shop.automations.get(domain::returns::rma::DESK).map(|table| &table.own)
}

/// When it is to count, and whether that was thought over.
#[derive(Debug, clap::Args)]
pub(crate) struct When {
    /// Govern what begins from this instant on; two minutes from now if absent, and never earlier
    #[arg(long, value_name = "INSTANT")]
    from: Option<Timestamp>,
    /// Don't ask before an automation goes live
    #[arg(long)]
    yes: bool,
}

/// The next version, before it is published.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    number: u32,
    from: Timestamp,
    /// Whether somebody said from when on.
    asked: bool,
    shop: Shop,
    changes: Vec<Change>,
    goes_live: Vec<String>,
    /// Whether returns are decided by another policy from then on.
    other_returns: bool,
    /// A version that never comes into force, since this one does before it.
    overtaken: Option<(u32, Timestamp)>,
}

impl Plan {
    /// What is to be published after `history`; nothing if the newest version says the same.
    pub(crate) fn new(
        history: &History,
        shop: Shop,
        asked: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Option<Self>, Trouble> {
        let newest = history.newest();
        if newest.is_some_and(|newest| newest.shop == shop) {
            return Ok(None);
        }
        let earliest = now + CACHES;
        let from = asked.unwrap_or(earliest);
        if from < earliest {
            return Err(Trouble::input(format!(
                "{from} is too early: functions may use what they have read for two minutes"
            ))
            .mend(format!("leave --from out, or write a time after {earliest:.0}")));
        }
        Ok(Some(Self {
            number: newest.map_or(1, |newest| newest.number + 1),
            from,
            asked: asked.is_some(),
            changes: diff::changes(newest.map(|newest| &newest.shop), &shop),
            other_returns: newest.is_some_and(|newest| returns_of(&newest.shop) != returns_of(&shop)),
            goes_live: goes_live(newest.map(|newest| &newest.shop), &shop, from),
            overtaken: newest
                .filter(|newest| newest.effective_from > from)
                .map(|newest| (newest.number, newest.effective_from)),
            shop,
        }))
    }

    /// Shows it, asks where something goes live, and publishes it.
    pub(crate) async fn carry_out(mut self, store: &Store, files: &Files, yes: bool) -> Result<(), Trouble> {
        anstream::println!("{}", format!("{} v{}:", self.shop.id, self.number).bold());
        diff::print(&self.changes);
        if let Some((overtaken, _)) = self.overtaken {
            anstream::eprintln!(
                "{} v{overtaken} was to count later; now it never will",
                "warning:".yellow().bold()
            );
        }
        if self.other_returns {
            let look = Look::of(store, &self.shop);
            match backtest::returns::before(&look, &self.shop, TRIED_DAYS).await {
                Ok(said) => anstream::println!("{said}"),
                Err(trouble) => anstream::eprintln!(
                    "{} the new policy can't be tried: {trouble}",
                    "warning:".yellow().bold()
                ),
            }
        }
        if !self.goes_live.is_empty() && !yes {
            ask(&self.goes_live)?;
        }
        beside::keep(store, &self.shop, files).await?;
        self.in_time(Timestamp::now())?;
        self.publish(store).await?;
        let local = self.from.to_zoned(self.shop.time_zone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string();
        anstream::println!(
            "{} {} has settings v{}, for what begins from {:.0} on ({local}).",
            "✓".green(),
            self.shop.id,
            self.number,
            self.from
        );
        Ok(())
    }

    /// While it was tried and thought over functions went on with what they had read: it counts later by so much, unless
    /// somebody said from when on.
    fn in_time(&mut self, now: Timestamp) -> Result<(), Trouble> {
        let earliest = now + CACHES;
        if self.from >= earliest {
            return Ok(());
        }
        if let Some((overtaken, from)) = self.overtaken.filter(|(_, from)| *from < earliest) {
            return Err(Trouble::input(format!(
                "v{overtaken} has come to count meanwhile, from {from:.0} on; nothing was published"
            ))
            .mend("apply it again: what it changes is told from there"));
        }
        if self.asked {
            return Err(Trouble::input(format!(
                "{} has come too near meanwhile; nothing was published",
                self.from
            ))
            .mend(format!("leave --from out, or write a time after {earliest:.0}")));
        }
        self.from = earliest;
        Ok(())
    }

    /// Publishes it, unless somebody else published a version since the history was read.
    async fn publish(&self, store: &Store) -> Result<(), Trouble> {
        store.publish_version(&self.shop, self.number, self.from).await.map_err(|error| match error {
            StoreError::Stale => {
                Trouble::failed(format!("somebody published v{} of {} meanwhile", self.number, self.shop.id)).mend(
                    "nothing of yours was published; look at what they did (cargo nightshift settings diff FILE), then apply again",
                )
            }
            other => Target::trouble(other),
        })
    }
}

/// Publishes `shop` with the `files` that aren't kept yet as the next version, if it is one.
pub(crate) async fn publish(
    store: &Store,
    history: &History,
    shop: Shop,
    files: &Files,
    when: &When,
) -> Result<(), Trouble> {
    let id = shop.id.clone();
    match Plan::new(history, shop, when.from, Timestamp::now())? {
        Some(plan) => plan.carry_out(store, files, when.yes).await,
        None => {
            let number = history.newest().map_or(0, |newest| newest.number);
            anstream::println!("{id} has these settings already, as v{number}: nothing to do.");
            Ok(())
        }
    }
}

/// What begins to reach buyers by it: automations that go live, and orders that were before the day they did.
fn goes_live(before: Option<&Shop>, after: &Shop, from: Timestamp) -> Vec<String> {
    let live = after.automations.iter().filter(|(_, table)| table.switch.mode == Mode::Live);
    live.filter_map(|(name, table)| {
        let since = table.switch.live_since?;
        let was = before.and_then(|before| before.automations.get(name)).map(|table| &table.switch);
        match was.filter(|was| was.mode == Mode::Live).and_then(|was| was.live_since) {
            // What is decided until then is decided as it is switched until then, once and for all.
            None if before.is_some() && since < from => Some(format!(
                "{name} goes live at {from:.0}; live_since is earlier: what began from {since:.0} on and was decided \
                 before, in shadow or not at all, isn't made up for. To draw a clear line write live_since = {from:.0}"
            )),
            None => Some(format!("{name} goes live: it acts for real on whatever began from {since:.0} on")),
            Some(was) if since < was => {
                Some(format!("{name} reaches further back: to {since:.0}, so far to {was:.0}"))
            }
            Some(_) => None,
        }
    })
    .collect()
}

/// Asks at a terminal; elsewhere `--yes` must have said it.
fn ask(goes_live: &[String]) -> Result<(), Trouble> {
    for line in goes_live {
        anstream::println!("{} {line}", "!".yellow().bold());
    }
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Trouble::input("this goes live, and nobody is here to be asked")
            .saying(goes_live.join("\n"))
            .mend("add --yes if it is meant so"));
    }
    anstream::print!("Go on? [y/N] ");
    std::io::stdout().flush().ok();
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer).ok();
    match answer.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(Trouble::failed("nothing was published")),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use domain::settings::{Switch, Table};
    use testkit::Memory;

    use super::*;

    /// A shop as it is on its first day.
    pub(in crate::settings) fn shop() -> Shop {
        serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"}, "routes": {"default": "owner@acme.example"},
        }))
        .expect("a shop")
    }

    /// The same shop with its confirmations switched.
    pub(in crate::settings) fn switched(mode: Mode, since: i64) -> Shop {
        let live_since = Some(at(since));
        let switch = Switch { mode, live_since, ..Switch::default() };
        let mut shop = shop();
        shop.automations.insert("order-confirmation".into(), Table { switch, own: serde_json::Map::new() });
        shop
    }

    /// A time of this test's day.
    pub(in crate::settings) fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    /// Publishes as the commands do, without asking.
    pub(in crate::settings) async fn published(store: &Store, shop: Shop, now: i64) -> Option<u32> {
        let history = store.settings(&shop.id).await.expect("versions");
        let plan = Plan::new(&history, shop, None, at(now)).expect("not too early")?;
        plan.publish(store).await.expect("nobody else is there");
        Some(plan.number)
    }

    #[tokio::test]
    async fn versions_are_numbered_and_the_same_is_published_once() {
        let store = Store::on(Arc::new(Memory::default()));
        assert_eq!(published(&store, shop(), 1_000).await, Some(1));
        assert_eq!(published(&store, shop(), 2_000).await, None);
        assert_eq!(published(&store, switched(Mode::Live, 0), 3_000).await, Some(2));
        let history = store.settings(&shop().id).await.expect("versions");
        let told: Vec<_> = history.versions().iter().map(|v| (v.number, v.effective_from)).collect();
        assert_eq!(told, [(1, at(1_120)), (2, at(3_120))]);
    }

    #[tokio::test]
    async fn of_two_that_publish_at_once_one_is_told() {
        let store = Store::on(Arc::new(Memory::default()));
        published(&store, shop(), 0).await;
        let history = store.settings(&shop().id).await.expect("versions");
        let plan = |mode| {
            Plan::new(&history, switched(mode, 0), None, at(1_000)).expect("not too early").expect("news")
        };
        let (mine, theirs) = (plan(Mode::Off), plan(Mode::Live));
        theirs.publish(&store).await.expect("the first");
        let told = mine.publish(&store).await.expect_err("the second").to_string();
        assert!(told.contains("somebody published v2 of acme meanwhile"), "{told}");
        let history = store.settings(&shop().id).await.expect("versions");
        assert_eq!(history.newest().map(|v| v.shop.clone()), Some(switched(Mode::Live, 0)));
    }

    #[tokio::test]
    async fn it_counts_two_minutes_from_now_or_later_as_asked() {
        let history = History::default();
        let plan = |asked: Option<i64>| Plan::new(&history, shop(), asked.map(at), at(1_000));
        for (asked, from) in
            [(None, Some(1_120)), (Some(1_120), Some(1_120)), (Some(9_000), Some(9_000)), (Some(1_119), None)]
        {
            let planned = plan(asked).map(|plan| plan.expect("news").from);
            assert_eq!(planned.ok(), from.map(at), "{asked:?}");
        }
        // And at least as long from the answer on.
        for (asked, answered, from) in [
            (None, 1_000, Some(1_120)),
            (None, 1_300, Some(1_420)),
            (Some(1_200), 1_080, Some(1_200)),
            (Some(1_200), 1_081, None),
        ] {
            let mut plan = plan(asked).expect("in time").expect("news");
            let told = plan.in_time(at(answered)).map(|()| plan.from);
            assert_eq!(told.ok(), from.map(at), "{asked:?} at {answered}");
        }
        let store = Store::on(Arc::new(Memory::default()));
        plan(Some(9_000)).expect("in time").expect("news").publish(&store).await.expect("nobody else");
        let history = store.settings(&shop().id).await.expect("versions");
        let earlier =
            Plan::new(&history, switched(Mode::Off, 0), None, at(2_000)).expect("in time").expect("news");
        assert_eq!(earlier.overtaken, Some((1, at(9_000))));
        // What it overtakes mustn't have come to count while it was thought over.
        for (answered, taken) in [(8_880, true), (8_881, false)] {
            let mut plan =
                Plan::new(&history, switched(Mode::Off, 0), None, at(2_000)).expect("in time").expect("news");
            assert_eq!(plan.in_time(at(answered)).is_ok(), taken, "{answered}");
        }
    }

    #[test]
    fn what_goes_live_is_asked_about() {
        let (live, later) = (switched(Mode::Live, 500), switched(Mode::Live, 900));
        for (before, after, told) in [
            (None, &live, Some("goes live")),
            (Some(shop()), &live, Some("isn't made up for")),
            (Some(shop()), &switched(Mode::Live, 700), Some("acts for real")),
            (Some(switched(Mode::Redirect, 500)), &live, Some("goes live")),
            (Some(later.clone()), &live, Some("reaches further back")),
            (Some(live.clone()), &later, None),
            (Some(live.clone()), &switched(Mode::Shadow, 500), None),
            (None, &shop(), None),
        ] {
            let lines = goes_live(before.as_ref(), after, at(700));
            assert_eq!(lines.len(), usize::from(told.is_some()), "{lines:?}");
            assert!(told.is_none_or(|told| lines[0].contains(told)), "{lines:?}");
        }
    }
}
