//! A shop's settings: one human-written `shop.toml`, published as immutable versions.

mod amount;
mod bank;
mod calendar;
mod carrier;
mod commands;
mod markets;
mod mistakes;
mod offer;
mod shop;
mod supplier;
mod switch;

use std::{borrow::Cow, num::NonZeroU32};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Automation, Failure, returns::rma};

pub use amount::Amount;
pub use calendar::{Calendar, Closed, Hours, OnDate, ReadCalendar, SupplierCalendar};
pub use carrier::{Carrier, Carriers, Goods, Service};
pub use commands::{Commands, Through};
pub use markets::{is_union_member, union_members};
pub use mistakes::is_address;
pub use offer::{BelowMinimum, Offer, PriceBreak};
pub use shop::{
    BESIDE_A_PLATFORM, Bank, Look, Market, Markets, Pages, PickupPlace, Platform, Platforms, Routes, Secrets,
    Sender, Shop, StockPlace, TRACKERS, Table, Wording,
};
pub use supplier::{ReadSuppliers, Supplier, Suppliers};
pub use switch::{Allowed, Mode, Switch, Withheld};

/// One published version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Counts from 1.
    pub number: u32,
    /// Orders placed from this instant on are governed by it.
    pub effective_from: Timestamp,
    /// What it says.
    pub shop: Shop,
}

/// All versions of one shop's settings, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History(Vec<Version>);

impl History {
    /// Versions in any order.
    pub fn new(mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|v| v.number);
        Self(versions)
    }

    /// The version that governs what began at `at`: the newest one effective by then; before the first, the first.
    pub fn at(&self, at: Timestamp) -> Result<&Version, Failure> {
        self.0.iter().rev().find(|v| v.effective_from <= at).or(self.0.first()).ok_or_else(|| {
            Failure::permanent("the shop has no settings: publish its shop.toml, then redrive")
        })
    }

    /// What the shop says at `now` of what began at `began`: under the terms of that day, with their files and the time to pay, and for all else as it is
    /// now. Who writes, where money is paid to and where pages are is no policy: what is gone answers nobody.
    pub fn speaking_of(&self, began: Timestamp, now: Timestamp) -> Result<Cow<'_, Shop>, Failure> {
        let (then, today) = (self.at(began)?, self.at(now)?);
        if then.number == today.number {
            return Ok(Cow::Borrowed(&today.shop));
        }
        let (markets, files, mut bank) =
            (then.shop.markets.clone(), then.shop.files.clone(), today.shop.bank.clone());
        // By when it is to be paid is a term, too.
        if let (Some(bank), Some(then)) = (&mut bank, &then.shop.bank) {
            bank.due_days = then.due_days;
        }
        Ok(Cow::Owned(Shop { markets, files, bank, ..today.shop.clone() }))
    }

    /// What may become of what `automation` decided at `now` about something that began at `began`. A switch that is
    /// closed counts as soon as it is published, one that is opened from when its version counts.
    pub fn allows(&self, automation: &str, began: Timestamp, now: Timestamp) -> Result<Allowed, Failure> {
        let in_force = self.at(now)?.switch(automation).allows(began);
        let newest = self.newest().map(|version| version.switch(automation).allows(began));
        Ok(in_force.stricter(newest))
    }

    /// Since when what `automation` decides may leave the house, where it may now.
    pub fn live_since(&self, automation: &str, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
        let switch = self.at(now)?.switch(automation);
        let is_live = matches!(switch.mode, Mode::Live | Mode::Redirect);
        Ok(switch.live_since.filter(|since| is_live && *since <= now))
    }

    /// How many mails a day `automation` may send at most. A lower number counts as soon as it is published, a higher one from
    /// when its version counts.
    pub fn mails_per_day(&self, automation: &str, now: Timestamp) -> Result<Option<u32>, Failure> {
        let versions = [Some(self.at(now)?), self.newest()].into_iter().flatten();
        Ok(versions.filter_map(|version| version.switch(automation).mails_per_day).min().map(NonZeroU32::get))
    }

    /// Whether `automation` is switched off, in force or by the newest word.
    pub fn is_off(&self, automation: &str, now: Timestamp) -> Result<bool, Failure> {
        let off = |version: &Version| version.switch(automation).mode == Mode::Off;
        Ok(off(self.at(now)?) || self.newest().is_some_and(off))
    }

    /// What `A` goes by now; nothing where it is switched off.
    pub fn switched_on<A: Automation>(&self, now: Timestamp) -> Result<Option<For<A::Settings>>, Failure> {
        if self.is_off(A::NAME, now)? {
            return Ok(None);
        }
        self.at(now)?.for_automation(A::NAME).map(Some)
    }

    /// Whether the shop takes returns online: who rehearses, or has stopped, takes none.
    pub fn takes_returns(&self, now: Timestamp) -> Result<bool, Failure> {
        Ok(!matches!(self.allows(rma::DESK, now, now)?, Allowed::Withheld(_)))
    }

    /// The newest version, effective or not yet.
    pub fn newest(&self) -> Option<&Version> {
        self.0.last()
    }

    /// All of them, oldest first.
    pub fn versions(&self) -> &[Version] {
        &self.0
    }

    /// Whether the shop has any settings.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a decision sees: the shop's settings and the automation's own table of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct For<S> {
    /// The version's number.
    pub version: u32,
    /// The shop.
    pub shop: Shop,
    /// The automation's own table; defaults where it is silent.
    pub own: S,
}

impl Shop {
    /// What the shop says of stock that is too little: other automations go by it as well.
    pub fn rules_of_stock(&self) -> Result<crate::stock::Rules, Failure> {
        self.table("low-stock-alert")
    }

    /// What the shop says of ordering.
    pub fn rules_of_reorder(&self) -> Result<crate::reorder::Rules, Failure> {
        self.table("reorder")
    }

    /// What the shop says of returns.
    pub fn rules_of_returns(&self) -> Result<crate::returns::Rules, Failure> {
        self.table(rma::DESK)
    }

    /// What the shop says of delivery dates.
    pub fn rules_of_edd(&self) -> Result<crate::edd::Rules, Failure> {
        self.table("edd-calculation")
    }

    /// Whether dates are promised with orders placed at `placed`: whoever tells their buyers waits for them.
    pub fn promises_dates(&self, placed: Timestamp) -> bool {
        let switch = self.automations.get("edd-calculation").map(|table| &table.switch);
        switch.is_some_and(|switch| {
            matches!(switch.mode, Mode::Live | Mode::Redirect)
                && switch.live_since.is_some_and(|since| since <= placed)
        })
    }

    /// An automation's own table; defaults where there is none.
    fn table<S: DeserializeOwned + Default>(&self, automation: &str) -> Result<S, Failure> {
        let Some(table) = self.automations.get(automation) else { return Ok(S::default()) };
        serde_json::from_value(table.own.clone().into())
            .map_err(|e| Failure::permanent(format!("settings, [automations.{automation}]: {e}")))
    }
}

impl Version {
    /// The settings as `automation` sees them.
    pub fn for_automation<S: DeserializeOwned + Default>(&self, automation: &str) -> Result<For<S>, Failure> {
        let own = match self.shop.automations.get(automation) {
            None => S::default(),
            Some(table) => serde_json::from_value(table.own.clone().into()).map_err(|e| {
                Failure::permanent(format!("settings v{}, [automations.{automation}]: {e}", self.number))
            })?,
        };
        Ok(For { version: self.number, shop: self.shop.clone(), own })
    }

    /// How far `automation` is switched on. One that the settings don't name is in shadow.
    pub fn switch(&self, automation: &str) -> Switch {
        self.shop.automations.get(automation).map(|table| table.switch.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{shop::tests::shop, *};

    #[test]
    fn the_version_follows_from_when_an_order_was_placed() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let version = |number, from| Version { number, effective_from: at(from), shop: shop() };
        let history = History::new(vec![version(2, 200), version(1, 100), version(3, 300)]);
        for (placed, expected) in [(0, 1), (100, 1), (199, 1), (200, 2), (299, 2), (300, 3), (900, 3)] {
            assert_eq!(history.at(at(placed)).map(|v| v.number), Ok(expected), "placed at {placed}");
        }
        assert!(History::default().at(at(0)).is_err());
    }

    #[test]
    fn a_switch_closes_at_once_and_opens_in_its_time() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let version = |number, from, mode| {
            let mut shop = shop();
            let redirect_to = Some("o@acme.example".into());
            let switch = Switch { mode, live_since: Some(at(0)), redirect_to, ..Switch::default() };
            shop.automations.insert("a".into(), Table { switch, own: serde_json::Map::new() });
            Version { number, effective_from: at(from), shop }
        };
        let own = || Allowed::Redirected("o@acme.example".into());
        for (before, after, now, expected, off) in [
            (Mode::Live, Mode::Off, 150, Allowed::Withheld(Withheld::Off), true),
            (Mode::Live, Mode::Shadow, 150, Allowed::Withheld(Withheld::Shadow), false),
            (Mode::Live, Mode::Redirect, 150, own(), false),
            (Mode::Off, Mode::Live, 150, Allowed::Withheld(Withheld::Off), true),
            (Mode::Shadow, Mode::Live, 150, Allowed::Withheld(Withheld::Shadow), false),
            (Mode::Redirect, Mode::Live, 150, own(), false),
            (Mode::Shadow, Mode::Live, 200, Allowed::Out, false),
            (Mode::Live, Mode::Off, 200, Allowed::Withheld(Withheld::Off), true),
        ] {
            let history = History::new(vec![version(1, 100, before), version(2, 200, after)]);
            let asked = (history.allows("a", at(150), at(now)), history.is_off("a", at(now)));
            assert_eq!(asked, (Ok(expected), Ok(off)), "{before:?}, then {after:?}, at {now}");
        }
    }

    #[test]
    fn of_an_older_order_the_shop_speaks_as_it_is_now_under_the_terms_of_that_day() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let version = |number, from, word: &str| {
            let mut shop = shop();
            shop.name = word.to_owned();
            shop.markets = [("DE".to_owned(), Market { version: word.into(), ..Market::default() })].into();
            shop.files = [("terms.pdf".to_owned(), word.to_owned())].into();
            let days = if word == "old" { 14 } else { 3 };
            let bank =
                serde_json::json!({"holder": word, "iban": "DE02120300000000202051", "due_days": days});
            shop.bank = Some(serde_json::from_value(bank).expect("an account"));
            Version { number, effective_from: at(from), shop }
        };
        let history = History::new(vec![version(1, 100, "old"), version(2, 200, "new")]);
        for (began, now, terms, name) in [
            (150, 150, "old", "old"),
            (150, 250, "old", "new"),
            (200, 250, "new", "new"),
            (50, 150, "old", "old"),
        ] {
            let shop = history.speaking_of(at(began), at(now)).expect("settings");
            let told = (&*shop.markets["DE"].version, &*shop.files["terms.pdf"], &*shop.name);
            assert_eq!(told, (terms, terms, name), "began at {began}, told at {now}");
            let bank = shop.bank.as_ref().expect("an account");
            let days = if terms == "old" { 14 } else { 3 };
            assert_eq!((&*bank.holder, bank.due_days), (name, days), "began at {began}, told at {now}");
        }
    }

    #[test]
    fn fewer_mails_count_at_once_and_more_from_when_their_version_counts() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let version = |number, from, most: Option<u32>| {
            let mut shop = shop();
            let switch = Switch { mails_per_day: most.and_then(NonZeroU32::new), ..Switch::default() };
            shop.automations.insert("a".into(), Table { switch, own: serde_json::Map::new() });
            Version { number, effective_from: at(from), shop }
        };
        for (before, after, now, expected) in [
            (None, None, 150, None),
            (None, Some(5), 150, Some(5)),
            (Some(9), Some(5), 150, Some(5)),
            (Some(5), Some(9), 150, Some(5)),
            (Some(5), Some(9), 200, Some(9)),
            (Some(5), None, 150, Some(5)),
            (Some(5), None, 200, None),
        ] {
            let history = History::new(vec![version(1, 100, before), version(2, 200, after)]);
            assert_eq!(history.mails_per_day("a", at(now)), Ok(expected), "{before:?}, {after:?}, at {now}");
            assert_eq!(history.mails_per_day("another", at(now)), Ok(None));
        }
    }

    #[test]
    fn an_automation_that_nobody_named_is_in_shadow() {
        let version = Version { number: 1, effective_from: Timestamp::UNIX_EPOCH, shop: shop() };
        assert_eq!(version.switch("order-confirmation").mode, Mode::Shadow);
    }
}
