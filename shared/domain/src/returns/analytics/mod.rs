//! A month of returns (RA-35): how much comes back, why, what it costs, how long the money takes, how often a person had to look.
//!
//! A rate is the pieces that were asked back in the month, of the pieces that were sold in it; where fewer than [`LEAST_SOLD`]
//! were sold, none is told. No personal data: articles, reasons, numbers.

mod count;
mod sales;
#[cfg(test)]
mod tests;
mod wilson;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use count::{ReportInput, Returned};
pub use sales::{Article, Sales};

use super::Fault;
use crate::{Currency, EntityRef, Money, NewEvent, Payload, mail::MailRequested};

/// Of fewer pieces that were sold, or graded, no share is told.
pub const LEAST_SOLD: i64 = 20;
/// So many months are shown beside each other.
pub const MONTHS: usize = 13;

/// The report on a month. Data of `return-report.made`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The first day of the month.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// What amounts are in: what most orders were paid in.
    pub currency: Currency,
    /// The route of its mail.
    pub route: String,
    /// All of it.
    pub whole: Whole,
    /// Why things came back, the most frequent first.
    pub reasons: Vec<Reasoned>,
    /// By article, the most returned first.
    pub articles: Vec<Part>,
    /// By variant: sizes, colours.
    pub variants: Vec<Part>,
    /// Pieces that were asked back, day by day.
    pub days: Vec<i64>,
    /// This month and those before it, the newest last.
    pub months: Vec<MonthRate>,
    /// Articles whose descriptions seem to promise something else.
    pub descriptions: Vec<Suspect>,
    /// What is on its way back, by article.
    pub restock: Vec<Restock>,
}

/// The numbers of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// Orders that were placed.
    pub orders: u64,
    /// Pieces that were sold.
    pub sold: i64,
    /// Returns that were asked for, without those that were called off.
    pub returns: u64,
    /// Of those, withdrawals by law.
    pub withdrawals: u64,
    /// Pieces that were asked back.
    pub pieces: i64,
    /// Returns that were decided.
    pub decided: u64,
    /// Of those, without a person.
    pub without_person: u64,
    /// Returns that were refused.
    pub refused: u64,
    /// Of those, taken up again.
    pub escalated: u64,
    /// Returns whose money went back.
    pub refunds: u64,
    /// How much.
    pub refunded: Money,
    /// Of that, outward freight.
    pub freight: Money,
    /// What fees took off.
    pub fees: Money,
    /// What was added for store credit.
    pub bonus: Money,
    /// What went back for goods that stayed with their buyers.
    pub kept: Money,
    /// How many pieces those were.
    pub kept_pieces: i64,
    /// What was paid for pieces that came back as scrap.
    pub scrapped: Money,
    /// What parcels cost that came back, by the shop's own word; unknown if it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Money>,
    /// Refunds in another currency: counted, and in no amount.
    #[serde(default)]
    pub elsewhere: u64,
    /// Pieces that came back as new, to be made good, as scrap.
    pub grades: [i64; 3],
    /// From the wish to the money, in whole days: how many returns took so long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days_to_refund: Vec<(i64, u64)>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned {
    /// Its code; empty where none was given.
    pub code: String,
    /// Whose fault it is.
    pub fault: Fault,
    /// Pieces.
    pub pieces: i64,
}

/// An article or a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name; [`Report::OTHERS`] for all that aren't told one by one.
    pub name: String,
    /// What it is called, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Pieces that were sold.
    pub sold: i64,
    /// Pieces that were asked back.
    pub returned: i64,
    /// The most frequent reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A month's rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRate {
    /// Its first day.
    pub first: Date,
    /// Pieces that were sold.
    pub sold: i64,
    /// Pieces that were asked back.
    pub returned: i64,
}

/// An article that comes back for what a description should have said more often than chance explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspect {
    /// Its name.
    pub name: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The reason that was given most.
    pub reason: String,
    /// Pieces that were sold, and that came back for such reasons.
    pub sold: i64,
    /// The same.
    pub returned: i64,
    /// The least share that is likely behind that, in thousandths.
    pub least_per_mille: u16,
    /// The same share in the whole shop.
    pub usual_per_mille: u16,
}

/// What is on its way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restock {
    /// The article.
    pub name: String,
    /// Pieces that were granted and aren't there yet.
    pub coming: i64,
    /// How many of them can likely be sold again, by what came back this month; unknown of too few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sellable: Option<i64>,
}

impl Payload for Report {
    const KIND: &'static str = "return-report.made";
}

/// A share in thousandths; none of too few.
pub fn per_mille(part: i64, whole: i64) -> Option<u16> {
    if whole < LEAST_SOLD {
        return None;
    }
    u16::try_from(i128::from(part.max(0)) * 1000 / i128::from(whole)).ok()
}

impl Part {
    /// The share that came back.
    pub fn per_mille(&self) -> Option<u16> {
        per_mille(self.returned, self.sold)
    }
}

impl MonthRate {
    /// The share that came back.
    pub fn per_mille(&self) -> Option<u16> {
        per_mille(self.returned, self.sold)
    }
}

impl Whole {
    /// The share of pieces that came back.
    pub fn per_mille(&self) -> Option<u16> {
        per_mille(self.pieces, self.sold)
    }

    /// What returns cost beside the goods' own money: freight, credit, goods that stayed or are scrap, handling; fees are
    /// taken off.
    pub fn cost(&self) -> Money {
        let added = [self.freight, self.bonus, self.kept, self.scrapped].into_iter().chain(self.handling);
        Money::sum(self.fees.currency, added) - self.fees
    }

    /// The same for each return whose money went back.
    pub fn cost_each(&self) -> Option<Money> {
        let known =
            i64::try_from(self.refunds.checked_sub(self.elsewhere)?).ok().filter(|known| *known > 0)?;
        Some(Money::new(self.cost().minor / known, self.fees.currency))
    }

    /// Days from the wish to the money within which so many of a hundred had it.
    pub fn days_to_refund(&self, percent: u64) -> Option<i64> {
        let all: u64 = self.days_to_refund.iter().map(|(_, many)| many).sum();
        let wanted = (all * percent).div_ceil(100).max(1);
        let mut seen = 0;
        self.days_to_refund
            .iter()
            .find(|(_, many)| {
                seen += many;
                seen >= wanted
            })
            .map(|(days, _)| *days)
    }
}

impl Report {
    /// The kind of entity that a report is.
    pub const ENTITY: &'static str = "RETURN-REPORT";
    /// The message that tells it.
    pub const MESSAGE: &'static str = "return-report";
    /// The name of its effect.
    pub const EFFECT: &'static str = "made";
    /// What the parts are called that aren't told one by one.
    pub const OTHERS: &'static str = "…";

    /// Whether nothing came back, was decided or was paid.
    pub fn is_empty(&self) -> bool {
        self.whole.returns == 0 && self.whole.refunds == 0 && self.whole.decided == 0
    }

    /// The entity of the report of the month that begins on a day.
    pub fn entity(first: Date) -> EntityRef {
        EntityRef::new(Self::ENTITY, &first.strftime("%Y-%m").to_string())
    }

    /// The event that says that it was made.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(Self::EFFECT, self)
    }

    /// The mail that tells it.
    pub fn mail() -> MailRequested {
        MailRequested::report(Self::MESSAGE)
    }
}

/// A month by its first day, and the instants between which it lies by a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Its last.
    pub last: Date,
    /// Its first instant.
    pub since: Timestamp,
    /// The instant after its last.
    pub until: Timestamp,
}

impl Month {
    /// The month of a day, by the clock of a zone.
    pub fn of(day: Date, zone: &TimeZone) -> Option<Self> {
        let (first, last) = (day.first_of_month(), day.last_of_month());
        let begins = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp());
        Some(Self { first, last, since: begins(first)?, until: begins(last.tomorrow().ok()?)? })
    }

    /// The one before it.
    pub fn before(&self, zone: &TimeZone) -> Option<Self> {
        Self::of(self.first.yesterday().ok()?, zone)
    }

    /// Whether an instant lies in it.
    pub fn holds(&self, at: Timestamp) -> bool {
        (self.since..self.until).contains(&at)
    }
}
