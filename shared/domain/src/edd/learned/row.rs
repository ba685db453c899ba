//! A shipment in as few bytes as it takes: millions of them are held at once.

use std::{collections::HashMap, hash::Hash};

use super::{SIGNS, Shipment, Spot, Way, clock::number};

/// What a row doesn't know of a day.
pub(super) const NEVER: i32 = i32::MAX;

/// The levels of which something is remembered, from the wide to the close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// A service from a country to another.
    Country,
    /// The same, to a zone.
    ToZone,
    /// From a zone to another.
    Zones,
    /// From a zone to the beginning of a postcode.
    Lane,
    /// To a closer beginning of a postcode, from anywhere.
    Close,
    /// Who sends it.
    Origin,
}

/// The levels in their order.
pub(super) const ALL: [Of; 6] = [Of::Country, Of::ToZone, Of::Zones, Of::Lane, Of::Close, Of::Origin];

/// By level: the key of a way.
pub(super) type Keys = [String; 6];

/// The keys of a way.
pub(super) fn keys(way: &Way) -> Keys {
    let (from, to) = (zone(&way.from), zone(&way.to));
    let (service, country) = (&way.service, &way.to.country);
    [
        format!("{service}|{}>{country}", way.from.country),
        format!("{service}|{}>{to}", way.from.country),
        format!("{service}|{from}>{to}"),
        format!("{service}|{from}>{to}:{}", signs(&way.to, 2)),
        format!("{service}|{country}:{}", signs(&way.to, SIGNS)),
        way.origin.clone(),
    ]
}

/// A part of a country: its subdivision, or else the first sign of the postcode.
fn zone(spot: &Spot) -> String {
    let part = spot.subdivision.clone().unwrap_or_else(|| signs(spot, 1));
    format!("{}-{part}", spot.country)
}

fn signs(spot: &Spot, count: usize) -> String {
    let postcode = spot.postcode.as_deref().unwrap_or_default();
    postcode.chars().filter(char::is_ascii_alphanumeric).take(count).collect()
}

/// The beginning of a postcode as a number whose neighbours are mostly near; NaN without one.
pub(super) fn place(spot: &Spot) -> f32 {
    let signs = signs(spot, 2);
    let digit = |sign: char| sign.to_digit(36).map(|digit| digit as f32);
    let mut digits = signs.chars().filter_map(digit);
    match (digits.next(), digits.next()) {
        (Some(a), Some(b)) => a * 36.0 + b,
        _ => f32::NAN,
    }
}

/// Strings by small numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Names<K: Hash + Eq + Clone> {
    by_name: HashMap<K, u32>,
    names: Vec<K>,
}

impl<K: Hash + Eq + Clone> Names<K> {
    /// The number of a name, new or old.
    pub(super) fn number(&mut self, name: K) -> u32 {
        if let Some(number) = self.by_name.get(&name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.by_name.insert(name, number);
        number
    }

    /// The names in the order of their numbers.
    pub(super) fn all(&self) -> &[K] {
        &self.names
    }
}

/// A shipment. Days are numbers, and `NEVER` where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Of its id.
    pub(super) id: u64,
    pub(super) day: i32,
    pub(super) minute: u16,
    pub(super) pieces: u16,
    pub(super) handed_over: i32,
    pub(super) delivered: i32,
    pub(super) given_up: i32,
    pub(super) ship_by: i32,
    pub(super) kilometres: f32,
    pub(super) grams: f32,
    pub(super) volume: f32,
    pub(super) freight: f32,
    pub(super) price: f32,
    pub(super) from: f32,
    pub(super) to: f32,
    /// Where it goes, of the whole list of places whose clocks may differ.
    pub(super) clock: u32,
    /// By level.
    pub(super) keys: [u32; 6],
}

impl Row {
    /// What is known before it leaves.
    pub(super) fn of_way(at: jiff::civil::DateTime, way: &Way, clock: u32, keys: [u32; 6]) -> Self {
        let value = |value: Option<u32>| value.map_or(f32::NAN, |value| value as f32);
        let minute = i32::from(at.hour()) * 60 + i32::from(at.minute());
        Self {
            id: 0,
            day: number(at.date()),
            minute: u16::try_from(minute).unwrap_or(0),
            pieces: way.pieces.unwrap_or(0),
            handed_over: NEVER,
            delivered: NEVER,
            given_up: NEVER,
            ship_by: way.ship_by.map_or(NEVER, number),
            kilometres: value(way.kilometres),
            grams: value(way.grams),
            volume: value(way.volume),
            freight: value(way.freight),
            price: value(way.price),
            from: place(&way.from),
            to: place(&way.to),
            clock,
            keys,
        }
    }

    /// All of it.
    pub(super) fn new(shipment: &Shipment, clock: u32, keys: [u32; 6]) -> Self {
        let row = Self::of_way(shipment.at, &shipment.way, clock, keys);
        // What was delivered or handed over before it began is a slip of the file: nothing is known.
        let day = |day: Option<jiff::civil::Date>| {
            day.map(number).filter(|day| (row.day..row.day + 1000).contains(day)).unwrap_or(NEVER)
        };
        Self {
            id: hashed(&shipment.id),
            handed_over: day(shipment.handed_over),
            delivered: day(shipment.delivered),
            given_up: day(shipment.given_up),
            ..row
        }
    }

    /// Of two that were told of one shipment, the one that knows more; it doesn't matter which was told first.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        let known = |day: i32| if day == NEVER { i32::MIN } else { day };
        (known(self.delivered), known(self.given_up), known(self.handed_over), self.day, self.minute)
    }

    /// Whether another row of the shipment adds nothing to this one, whichever day one looks back to.
    pub(super) fn says_all_of(&self, other: &Self) -> bool {
        let known = |own: i32, other: i32| other == NEVER || own == other;
        (self.day, self.minute) == (other.day, other.minute)
            && known(self.delivered, other.delivered)
            && known(self.given_up, other.given_up)
            && known(self.handed_over, other.handed_over)
    }
}

/// FNV-1a: the same everywhere.
fn hashed(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
