//! When a supplier takes orders, works and delivers.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::stock::rules::Day;

/// `[suppliers."Kiln & Co".calendar]`. Without it they take orders on every day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct SupplierCalendar {
    /// The days of the week on which they take orders; every working day if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_days: Vec<Day>,
    /// Until when on such a day, by their own clock: what comes at this time or later waits for the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "time"))]
    pub cut_off: Option<Time>,
    /// Their IANA time zone; the shop's if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The days of the week on which they work; every day if empty. Lead times are counted in working days then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_days: Vec<Day>,
    /// The country whose public holidays they keep, such as `DE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Days on which they are closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
}

/// Days on which nobody works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Closed {
    /// The first.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// The last; the first itself if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<Date>,
}
