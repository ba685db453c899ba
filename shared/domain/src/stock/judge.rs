//! Whether anybody is told of a stock. Pure.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};

use super::{Alert, Because, Cause, Incoming, Item, Memory, PerDay, Quantities, Recovered, Rules, Sales};
use crate::settings::Supplier;

/// What there is of an item at a place and what happened to it: the facts of a judgement.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    /// The item.
    pub item: &'a Item,
    /// Where: a location's id, [`super::NETWORK`] or [`super::ONLY`].
    pub location: &'a str,
    /// What there was; `None` where nobody had counted it.
    pub before: Option<Quantities>,
    /// What there is; `None` where nobody has counted it.
    pub after: Option<Quantities>,
    /// What is on its way.
    pub incoming: &'a [Incoming],
    /// How it sold.
    pub sales: &'a Sales,
    /// How the item's category sells, where that is known.
    pub category: Option<PerDay>,
    /// The bundles that it is part of.
    pub bundles: &'a [InBundle<'a>],
    /// Why it moved; absent where nothing moved and it is only looked at again.
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved it.
    pub run: Option<&'a str>,
}

/// A bundle that an item is part of.
#[derive(Debug, Clone, Copy)]
pub struct InBundle<'a> {
    /// The bundle.
    pub bundle: &'a Item,
    /// How many of the item one bundle takes.
    pub pieces: i64,
    /// How many bundles the other parts suffice for; `None` where there are none or their stock is unknown.
    pub others: Option<i64>,
}

/// What the shop says: the rules, and what goes with them.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// By name: the shop's suppliers.
    pub suppliers: &'a BTreeMap<String, Supplier>,
    /// The shop's zone.
    pub zone: &'a TimeZone,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Whom it is told.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// What is remembered from now on.
    pub memory: Memory,
    /// When it is to be looked at again, if nothing happens until then.
    pub again_at: Option<Timestamp>,
}

/// Whether anybody is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is too little.
    Alert(Box<Alert>),
    /// It is enough again.
    Recovered(Box<Recovered>),
    /// Nobody is told.
    Silent,
}
