//! What is answered: dates with how they came about, or why there is none.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Days, Transit};
use crate::settings::Goods;

/// A first and a last day; both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first.
    pub earliest: Date,
    /// The last: where it is about a delivery, this is the promise.
    pub latest: Date,
}

/// When everything is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The first day on which the last shipment may come, and the last day on which anything does.
    pub arrival: Span,
    /// By when the last shipment has to be handed over, a date where it leaves.
    pub ship_by: Date,
    /// Until when an order keeps these dates: at this instant it is too late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_by: Option<Timestamp>,
    /// The shipments.
    pub shipments: Vec<Planned>,
}

/// One shipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Ids of the lines in it.
    pub lines: Vec<String>,
    /// The id of the place that it leaves.
    pub origin: String,
    /// Carrier and service.
    pub service: String,
    /// The day on which it is begun: the order's own, or the next working day where that has passed its cut-off.
    pub begins: Date,
    /// Working days until it is handed over.
    pub processing: Days,
    /// When the carrier has it.
    pub hand_over: Span,
    /// How long it is on its way, and who says so.
    pub transit: Transit,
    /// Days at the customs, beside that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customs: Option<Days>,
    /// When it is there.
    pub arrival: Span,
    /// What is waited for before it is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
    /// As [`Answer::order_by`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_by: Option<Timestamp>,
    /// Whether a year was walked of which holidays aren't known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_far_as_known: bool,
    /// Each day up to the promise, and whether it counted.
    pub steps: Vec<Step>,
}

/// What a shipment waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// What for.
    pub on: Awaited,
    /// When it is there, as far as anybody knows.
    pub until: Span,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaited {
    /// Pieces that are on their way to the warehouse.
    Incoming,
    /// The next delivery of the supplier, which isn't ordered yet.
    Supplier,
    /// The day on which it comes out.
    Release,
}

/// A day of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The day, where the stage is.
    pub on: Date,
    /// What happens then.
    pub stage: Stage,
    /// Why it counts, or doesn't.
    pub why: Why,
}

/// What happens on a day of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The order waits to be begun.
    Order,
    /// Goods are waited for.
    Supply,
    /// Goods are put away.
    Receiving,
    /// The order is made ready.
    Processing,
    /// The carrier fetches it.
    PickUp,
    /// It is at the customs.
    Customs,
    /// It is on its way.
    Transit,
}

/// Why a day counts, or doesn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It counts: a working day, pick-up day or delivery day.
    Counts,
    /// It counts, since nobody knows of a holiday.
    CountsAsFarAsKnown,
    /// It counts, since the settings say so of this day.
    OpenBySettings,
    /// It is the day on which what was waited for is there.
    Arrives,
    /// It doesn't count: the order came at the cut-off or after it.
    AfterCutOff,
    /// It doesn't count: not one of the days of the week.
    Weekend,
    /// It doesn't count: a public holiday.
    Holiday,
    /// It doesn't count: the settings say so of this day.
    Closed,
}

impl Why {
    /// Whether the day counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Counts | Self::CountsAsFarAsKnown | Self::OpenBySettings | Self::Arrives)
    }
}

/// Why there is no honest date. The code is what pages and tools go by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum NoDate {
    /// Nothing that is sent.
    #[error("there is nothing to send")]
    NothingToSend,
    /// More lines than are looked at.
    #[error("more than {MOST_LINES} lines", MOST_LINES = super::MOST_LINES)]
    TooManyLines,
    /// No place has a calendar.
    #[error("the settings name no place that parcels leave from: add [places.ID.calendar]")]
    NoOrigin,
    /// No carrier's service.
    #[error("the settings name no service: add [carriers.NAME.services.NAME]")]
    NoService,
    /// A way of shipping that means no service.
    #[error("no service is called so: add it to the titles of one")]
    UnknownService,
    /// It isn't there, and nobody knows when it will be.
    #[error("line {line} isn't there, and nobody knows when it will be")]
    OutOfStock {
        /// The line.
        line: String,
    },
    /// The shop doesn't count it, and the settings want no date then.
    #[error("line {line} isn't counted")]
    NotCounted {
        /// The line.
        line: String,
    },
    /// No service goes there with that.
    #[error("not served: {reason}")]
    NotServed {
        /// Why the preferred one doesn't.
        #[serde(flatten)]
        reason: Unserved,
    },
    /// Nobody knows how long it takes.
    #[error("no transit time is known from {origin} by {service} to there")]
    NoTransit {
        /// The place.
        origin: String,
        /// The service.
        service: String,
    },
    /// A calendar that has no open day within a year.
    #[error("a calendar of {origin} or {service} has no open day for more than a year")]
    NeverOpen {
        /// The place.
        origin: String,
        /// The service.
        service: String,
    },
}

/// Why a service doesn't take something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Unserved {
    /// It doesn't go there.
    #[error("it doesn't go there")]
    Area,
    /// It isn't brought to boxes.
    #[error("it isn't brought to boxes at a post office")]
    PoBox,
    /// It isn't brought to shops and lockers.
    #[error("it isn't brought to shops and lockers")]
    PickupPoint,
    /// It takes no such goods.
    #[error("it takes no such goods: {goods:?}")]
    Goods {
        /// Which.
        goods: Goods,
    },
    /// It is too heavy.
    #[error("it is too heavy: at most {most} g")]
    Weight {
        /// The most, in grams.
        most: u64,
    },
    /// It collects no money.
    #[error("it collects no money at the door")]
    CashOnDelivery,
}

impl Unserved {
    /// Its word, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::PoBox => "po-box",
            Self::PickupPoint => "pickup-point",
            Self::Goods { .. } => "goods",
            Self::Weight { .. } => "weight",
            Self::CashOnDelivery => "cash-on-delivery",
        }
    }
}

impl NoDate {
    /// Its code, as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingToSend => "nothing-to-send",
            Self::TooManyLines => "too-many-lines",
            Self::NoOrigin => "no-origin",
            Self::NoService => "no-service",
            Self::UnknownService => "unknown-service",
            Self::OutOfStock { .. } => "out-of-stock",
            Self::NotCounted { .. } => "not-counted",
            Self::NotServed { .. } => "not-served",
            Self::NoTransit { .. } => "no-transit",
            Self::NeverOpen { .. } => "never-open",
        }
    }
}
