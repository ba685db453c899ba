//! What a shipment needs before it can be begun: goods that aren't there yet, and the day on which they may be sent at all.

use jiff::{Timestamp, civil::Date};

use super::{Awaited, Span, Waits};

/// All that is waited for. Goods that come are put away first, what comes out on a day isn't: the one that is later only then
/// decides, so both are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Goods on their way, or those of the supplier's next delivery.
    pub(super) goods: Option<Waits>,
    /// The day before which it isn't sent, wherever it lies.
    pub(super) release: Option<Date>,
    /// Until when that is so: from then on the supplier's next delivery is a later one, or what is overdue is so by a day more.
    pub(super) holds_until: Option<Timestamp>,
}

impl Needs {
    /// Everything that is waited for.
    pub(super) fn all(self) -> impl Iterator<Item = Waits> {
        let release = |day| Waits { on: Awaited::Release, until: Span { earliest: day, latest: day } };
        [self.goods, self.release.map(release)].into_iter().flatten()
    }

    /// What is sent together with something else waits for both.
    pub(super) fn and(self, other: Self) -> Self {
        let goods = match (self.goods, other.goods) {
            (Some(one), Some(other)) => {
                let later = if other.until.latest > one.until.latest { other } else { one };
                let earliest = one.until.earliest.max(other.until.earliest);
                Some(Waits { until: Span { earliest, ..later.until }, ..later })
            }
            (one, other) => one.or(other),
        };
        let holds_until = [self.holds_until, other.holds_until].into_iter().flatten().min();
        Self { goods, release: self.release.max(other.release), holds_until }
    }
}
