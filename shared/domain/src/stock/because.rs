//! Why somebody is told of a stock, and why nobody is.

use serde::{Deserialize, Serialize};

/// Every reason, also for silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Told: it was above the threshold, and isn't any more.
    Crossed,
    /// Told: it is at a worse level than what was told.
    Worsened,
    /// Told with the next digest: the stock didn't change, but the threshold rose over it, by the settings, a season, or
    /// faster sales.
    ThresholdRose,
    /// Told with the next digest: it was low already when it became known.
    FirstCount,
    /// Told: the time for which somebody had put it off is over, and it is still low.
    SnoozeEnded,
    /// Told: what had kept it from being told is no more, and it is still low.
    StillLow,
    /// Told with the next digest: there is enough again.
    Recovered,
    /// Silent: there is enough again, and nobody had been told that there wasn't.
    RecoveredUntold,
    /// Silent: above the threshold, as before.
    Enough,
    /// Silent: nobody has counted it yet, so that nobody knows what there is.
    StockUnknown,
    /// Silent: nothing changed that matters.
    Unchanged,
    /// Silent: it is at a level that was told.
    NotWorse,
    /// Silent: it was low before anybody looked at it here, and it isn't worse.
    AlreadyLow,
    /// Silent: above the threshold, but not far enough to count as well again.
    WithinHysteresis,
    /// Silent: told a short while ago, and it isn't worse than then.
    QuietPeriod,
    /// Silent: somebody has put it off, and something is left.
    Snoozed,
    /// Silent: somebody has acknowledged it, and it isn't worse than then.
    Acknowledged,
    /// Silent: the rule for it is about all locations together.
    JudgedAsNetwork,
    /// Silent: the rule for it is about each location.
    JudgedByLocation,
    /// Silent: a bundle has no stock; the parts that limit it are judged.
    JudgedByParts,
    /// Silent: the shop doesn't count it.
    NotTracked,
    /// Silent: it isn't offered now.
    NotOffered,
    /// Silent: nothing that lies on a shelf.
    Digital,
    /// Silent: the supplier sends it from a stock of their own.
    DropShip,
    /// Silent: it isn't bought any more.
    Discontinued,
    /// Silent: what is left is sold, and then it is gone.
    EndOfLife,
    /// Silent: it isn't sold in these months.
    OutOfSeason,
    /// Silent: it is sold before it is there.
    PreOrder,
    /// Silent: enough arrives before it runs out.
    IncomingCovers,
}

impl crate::Because for Because {}
