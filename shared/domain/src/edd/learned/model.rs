//! A first model behind the shapes.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{Shipment, Way};

/// The version of the model's shape. A model of another one isn't read.
pub const VERSION: u32 = 1;

/// From when time is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// From the order: handling and transit at once.
    FromOrder,
    /// From the hand-over: transit alone. `Shipment::at` is the hand-over.
    #[default]
    FromHandOver,
}

/// How it is learned. The defaults are for any shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// From when time is counted.
    pub counted: Counted,
    /// The fewest parcels from which a level answers.
    pub least: u32,
    /// So many days back are learned from.
    pub days_back: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { counted: Counted::default(), least: 30, days_back: 540 }
    }
}

/// Takes shipments in, day by day or all at once, in any order; a shipment that is told again replaces itself.
#[derive(Debug, Clone)]
pub struct Learner {
    options: Options,
    rows: BTreeMap<String, Shipment>,
}

/// Why nothing could be learned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum TooLittle {
    /// No parcel was delivered in the time that is looked at.
    #[error("no parcel was delivered until {as_of}")]
    Nothing {
        /// The day.
        as_of: Date,
    },
    /// Fewer than what one level needs.
    #[error("{parcels} parcels were delivered until {as_of}; a level needs {least}")]
    Few {
        /// The day.
        as_of: Date,
        /// How many.
        parcels: u64,
        /// How many are needed.
        least: u32,
    },
}

impl Learner {
    /// Nothing seen yet.
    pub fn new(options: Options) -> Self {
        Self { options, rows: BTreeMap::new() }
    }

    /// One more shipment.
    pub fn add(&mut self, shipment: Shipment) {
        self.rows.insert(shipment.id.clone(), shipment);
    }

    /// How many it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What was known at the beginning of a day: deliveries up to the day before; all others that had begun were on their way.
    pub fn learn(&self, as_of: Date) -> Result<Model, TooLittle> {
        let mut days: Vec<(u16, Date)> = self
            .rows
            .values()
            .filter_map(|shipment| {
                let delivered = shipment.delivered.filter(|day| *day < as_of)?;
                let days = (delivered - shipment.at.date()).get_days();
                Some((u16::try_from(days).ok()?, delivered))
            })
            .collect();
        let parcels = u64::try_from(days.len()).unwrap_or(u64::MAX);
        let newest = days.iter().map(|(_, day)| *day).max().ok_or(TooLittle::Nothing { as_of })?;
        if parcels < u64::from(self.options.least) {
            return Err(TooLittle::Few { as_of, parcels, least: self.options.least });
        }
        days.sort_unstable();
        let days = days.into_iter().map(|(days, _)| days).collect();
        Ok(Model { version: VERSION, as_of, newest, parcels, options: self.options.clone(), days })
    }
}

/// What was learned until a day. It never changes: what is learned later is another model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    version: u32,
    as_of: Date,
    newest: Date,
    parcels: u64,
    options: Options,
    days: Vec<u16>,
}

/// Why a file is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It is of another version.
    #[error("the model is of version {found}, and {VERSION} is read")]
    Version {
        /// Its version.
        found: u32,
    },
    /// It is broken.
    #[error("the model is broken: {0}")]
    Broken(String),
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// When its time begins, by the clock of where it leaves.
    pub at: DateTime,
    /// How it goes, and from where to where.
    pub way: &'a Way,
}

/// Which level answered: the closest one that has parcels enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// From the beginning of a postcode to another.
    Lane,
    /// From a subdivision to another.
    Zone,
    /// From a country to another.
    Country,
    /// All parcels of the shop.
    Shop,
}

/// How long it takes, and how that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which level answered.
    pub level: Level,
    /// From how many delivered parcels of that level.
    pub parcels: u64,
    /// The latest delivery among them.
    pub newest: Date,
    /// Until when the model had learned.
    pub as_of: Date,
    days: Vec<u16>,
}

impl Answer {
    /// In so many calendar days from `Ask::at` it is there, with a chance of `share` (0 to 1).
    pub fn calendar_days(&self, share: f64) -> u16 {
        let at = (share.clamp(0.0, 1.0) * self.days.len() as f64).ceil() as usize;
        self.days.get(at.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// The same in delivery days, as [`crate::edd::Transit`] counts them.
    pub fn delivery_days(&self, share: f64) -> u16 {
        self.calendar_days(share)
    }
}

impl Model {
    /// Until when it learned: the beginning of that day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// From how many delivered parcels.
    pub fn parcels(&self) -> u64 {
        self.parcels
    }

    /// The latest delivery.
    pub fn newest(&self) -> Date {
        self.newest
    }

    /// How it was learned.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The file; the same shipments lead to the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a model is plain data")
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let broken = |error: serde_json::Error| Unusable::Broken(error.to_string());
        let Versioned { version } = serde_json::from_slice(bytes).map_err(broken)?;
        if version != VERSION {
            return Err(Unusable::Version { found: version });
        }
        serde_json::from_slice(bytes).map_err(broken)
    }

    /// How long that takes; `None` if no level knows enough: then the next source is asked.
    pub fn answer(&self, _ask: &Ask<'_>) -> Option<Answer> {
        Some(Answer {
            level: Level::Shop,
            parcels: self.parcels,
            newest: self.newest,
            as_of: self.as_of,
            days: self.days.clone(),
        })
    }
}

/// How two models came out on the same parcels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// On how many parcels, delivered since the older one learned.
    pub parcels: u64,
    /// Pinball loss at 0.5 and 0.9, together, of the one in use.
    pub in_use: f64,
    /// The same of the new one.
    pub new: f64,
    /// Share of parcels that came within the 90 % of the one in use, and of the new one.
    pub kept: (f64, f64),
    /// Whether the new one takes over: not worse than by a fiftieth, or too few parcels to say.
    pub takes_over: bool,
}

/// Compares on parcels that were delivered from `from` up to the day before `to`. Both should have learned before `from`:
/// a challenger is learned twice, once as of `from` to be compared, once of today to be used.
pub fn compare(in_use: &Model, new: &Model, shipments: &[Shipment], from: Date, to: Date) -> Comparison {
    let (mut parcels, mut losses, mut kept) = (0_u64, (0.0, 0.0), (0.0, 0.0));
    for shipment in shipments {
        let Some(delivered) = shipment.delivered.filter(|day| (from..to).contains(day)) else { continue };
        let ask = Ask { at: shipment.at, way: &shipment.way };
        let (Some(a), Some(b)) = (in_use.answer(&ask), new.answer(&ask)) else { continue };
        let days = f64::from((delivered - shipment.at.date()).get_days());
        parcels += 1;
        losses.0 += loss(&a, days);
        losses.1 += loss(&b, days);
        kept.0 += f64::from(u8::from(days <= f64::from(a.calendar_days(0.9))));
        kept.1 += f64::from(u8::from(days <= f64::from(b.calendar_days(0.9))));
    }
    let mean = |sum: f64| if parcels == 0 { 0.0 } else { sum / parcels as f64 };
    let (in_use, new) = (mean(losses.0), mean(losses.1));
    let takes_over = parcels < 30 || new <= in_use * 1.02;
    Comparison { parcels, in_use, new, kept: (mean(kept.0), mean(kept.1)), takes_over }
}

fn loss(answer: &Answer, days: f64) -> f64 {
    [0.5, 0.9]
        .map(|share| {
            let off = days - f64::from(answer.calendar_days(share));
            if off > 0.0 { share * off } else { (share - 1.0) * off }
        })
        .iter()
        .sum()
}
