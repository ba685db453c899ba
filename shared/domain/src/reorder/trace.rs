//! How a proposal was reckoned, so that a person can follow it and a test can hold it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Policy;
use crate::{Money, forecast::Basis, stock::PerDay};

/// The reckoning of a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trace {
    /// What there is and what is on its way.
    pub position: Position,
    /// By what it was decided, and with which numbers.
    pub need: Need,
    /// From the need to the quantity, step by step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Everybody who offers it, the chosen one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Bid>,
    /// Locations that were asked before anything is bought, and what they said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub donors: Vec<Donor>,
}

/// The inventory position: on hand − reserved + everything that is on order, whatever its date, + transfers on their way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Lie there.
    pub on_hand: i64,
    /// Of those: sold, or kept for somebody.
    pub reserved: i64,
    /// Ordered from suppliers and not received.
    pub on_order: i64,
    /// Sent here from another location and not received.
    pub in_transit: i64,
}

/// Whether something is to be ordered, and by which numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Need {
    /// By what it is decided.
    pub policy: Policy,
    /// The position at which it is ordered.
    pub reorder_point: i64,
    /// The position that an order brings it to.
    pub order_up_to: i64,
    /// The pieces that are needed, before any step; 0 if none.
    pub pieces: i64,
    /// The formula with its numbers, for people.
    pub formula: String,
    /// The numbers that went in.
    pub inputs: Inputs,
}

/// The numbers that a need is reckoned from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inputs {
    /// Pieces sold a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<PerDay>,
    /// Its standard deviation from day to day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<PerDay>,
    /// By which method demand was forecast, and how that came out; absent where it wasn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Basis>,
    /// Days until a delivery, in thousandths: what is ordered next after this comes then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_milli_days: Option<i64>,
    /// Its standard deviation, in thousandths of a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_deviation_milli_days: Option<i64>,
    /// For how many days beyond that an order is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_days: Option<u16>,
    /// The item's class, A, B or C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<super::Class>,
    /// How often stock is to suffice, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<u8>,
    /// The quantile of the normal distribution that belongs to it, in thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z_milli: Option<i64>,
}

/// A step from the need to the quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which one.
    pub step: StepKind,
    /// The quantity before it.
    pub before: i64,
    /// The quantity after it.
    pub after: i64,
    /// The bound or size that it goes by: the minimum, the pack, the cap, the break.
    pub by: i64,
}

/// The steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// What is needed.
    Need,
    /// The supplier's least quantity.
    Minimum,
    /// Whole packs.
    Multiple,
    /// What may lie there at most.
    Cap,
    /// So many would cost less than these: a suggestion that changes nothing.
    Break,
    /// Ordered along, as an order would come to too little: so many pieces before it is needed.
    TopUp,
}

/// What somebody offers for what is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bid {
    /// The supplier's name in settings.
    pub supplier: String,
    /// What is needed, with their lead time.
    #[serde(default)]
    pub needed: i64,
    /// What would be ordered of them.
    pub quantity: i64,
    /// What one costs at that quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// When it would be there.
    pub expected: Date,
    /// Of a hundred deliveries, so many come in time, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<u8>,
    /// Whether it is preferred.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preferred: bool,
    /// Why it lost; absent for the chosen one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
}

/// Why an offer wasn't chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lost {
    /// Another one is preferred.
    NotPreferred,
    /// There is no room for the least that they deliver.
    NoRoom,
    /// It comes after the last piece is sold, and another one before.
    TooLate,
    /// It costs more.
    Dearer,
    /// Its price isn't known, or is of another currency.
    NoPrice,
    /// It costs the same, and comes in time less often.
    LessReliable,
    /// It comes later.
    Slower,
    /// It is as good, and the other's name comes first.
    Equal,
}

/// What a location that was asked for goods said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Donor {
    /// Its id.
    pub location: String,
    /// What it has beyond its own need.
    pub excess: i64,
    /// Why nothing is brought from it; absent for the chosen one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
}

/// Why nothing is brought from a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// It needs what it has.
    KeepsItsOwn,
    /// What it has beyond that and there is room for makes no whole pack, or doesn't bring the position above the reorder point.
    TooLittle,
    /// It isn't worth carrying about.
    BelowMinimumValue,
    /// Buying is cheaper, and comes before the last piece is sold.
    BuyingIsCheaper,
    /// Buying is as soon and loses nothing.
    BuyingIsSooner,
    /// Goods went the other way not long ago.
    Cooldown,
    /// Another location is better.
    Other,
}

impl Position {
    /// What it comes to.
    pub fn total(&self) -> i64 {
        [-self.reserved, self.on_order, self.in_transit].into_iter().fold(self.on_hand, i64::saturating_add)
    }
}

/// A fixed-point number as people write it: `104.805`, `9`.
pub(crate) fn decimal(value: i128, decimals: u32) -> String {
    let unit = 10_i128.pow(decimals);
    let (sign, value) = if value < 0 { ("-", -value) } else { ("", value) };
    let rest = format!("{:0width$}", value % unit, width = decimals as usize);
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}", value / unit)
}
