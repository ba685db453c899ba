//! Whether a new model may take over.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answer, Ask, Model, Shipment};

/// Fewer parcels than this say nothing.
const FEWEST: u64 = 30;
/// So much worse is as good.
const AS_GOOD: f64 = 1.02;

/// How two models came out on the same parcels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// On how many parcels of which both knew something.
    pub parcels: u64,
    /// Pinball loss at 0.5 and 0.9, together, of the one in use.
    pub in_use: f64,
    /// The same of the new one.
    pub new: f64,
    /// The share of parcels that came within the 90 % of the one in use, and of the new one.
    pub kept: (f64, f64),
    /// Whether the new one takes over: it is not worse than by a fiftieth, or there are too few parcels to say.
    pub takes_over: bool,
}

/// Compares on parcels that began from `from` on and were delivered before `to`. What one has seen the other should have seen:
/// learn the new way as of `from` for this, and as of today for use.
pub fn compare<'s>(
    in_use: &Model,
    new: &Model,
    shipments: impl IntoIterator<Item = &'s Shipment>,
    from: Date,
    to: Date,
) -> Comparison {
    let (mut parcels, mut losses, mut kept) = (0_u64, (0.0, 0.0), (0.0, 0.0));
    for shipment in shipments {
        let begun = shipment.at.date();
        let Some(delivered) = shipment.delivered.filter(|day| *day < to && *day >= begun && begun >= from)
        else {
            continue;
        };
        let ask = Ask { at: shipment.at, way: &shipment.way };
        let (Some(old), Some(new)) = (in_use.answer(&ask), new.answer(&ask)) else { continue };
        let days = f64::from((delivered - begun).get_days());
        parcels += 1;
        losses.0 += loss(&old, days);
        losses.1 += loss(&new, days);
        kept.0 += f64::from(u8::from(days <= f64::from(old.calendar_days(0.9))));
        kept.1 += f64::from(u8::from(days <= f64::from(new.calendar_days(0.9))));
    }
    let mean = |sum: f64| if parcels == 0 { 0.0 } else { sum / parcels as f64 };
    let (in_use, new) = (mean(losses.0), mean(losses.1));
    let takes_over = parcels < FEWEST || new <= in_use * AS_GOOD;
    Comparison { parcels, in_use, new, kept: (mean(kept.0), mean(kept.1)), takes_over }
}

fn loss(answer: &Answer<'_>, days: f64) -> f64 {
    let at = |share: f64| pinball(share, days, f64::from(answer.calendar_days(share)));
    at(0.5) + at(0.9)
}

/// The loss of a quantile: what it should cost to be off, so that the best is to tell the truth.
pub fn pinball(share: f64, actual: f64, told: f64) -> f64 {
    let off = actual - told;
    if off > 0.0 { share * off } else { (share - 1.0) * off }
}
