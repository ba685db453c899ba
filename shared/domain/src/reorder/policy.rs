//! Whether something is to be ordered, and how much of it is needed before any supplier is asked.

use super::{
    Boundary, Class, Demand, Inputs, Need, Policy, Position, Terms,
    service::{self, Span},
    trace::decimal,
};
use crate::{forecast::Basis, stock::PerDay};

/// What a need is reckoned from.
#[derive(Debug, Clone, Copy)]
pub struct NeedInput<'a> {
    /// What there is and what is on its way.
    pub position: &'a Position,
    /// What the rules say.
    pub terms: &'a Terms,
    /// Demand, where it is known.
    pub demand: Option<Demand>,
    /// How that came out, where it is a forecast of sales.
    pub basis: Option<Basis>,
    /// How long it must last: what is ordered next after this comes then.
    pub lead: Span,
    /// For how many days beyond that an order is, where the rules don't say.
    pub review_days: u16,
    /// The alert's threshold and the level above which a stock is well again, with what is kept back.
    pub alert: (i64, i64),
    /// The item's class.
    pub class: Option<Class>,
}

impl Boundary {
    /// Whether a position is to be ordered for.
    pub fn triggers(self, position: i64, reorder_point: i64) -> bool {
        match self {
            Self::AtOrBelow => position <= reorder_point,
            Self::Below => position < reorder_point,
        }
    }
}

/// Reckons the need. `pieces` is 0 where the position suffices.
pub fn need(input: &NeedInput<'_>) -> Need {
    let NeedInput { position, terms, alert: (threshold, well_above), .. } = *input;
    let have = position.total();
    let min = terms.min.unwrap_or(threshold);
    let mut need = match (terms.policy, terms.max, terms.quantity) {
        (Policy::MinMax, Some(max), _) => {
            let up_to = max.max(min);
            plain(Policy::MinMax, min, up_to, format!("min {min}, max {up_to}"))
        }
        (Policy::Fixed, _, Some(quantity)) => {
            // What is lacking to the point is ordered where it is more.
            let up_to = min.max(have.saturating_add(quantity));
            plain(Policy::Fixed, min, up_to, format!("{quantity} at {min}, or what lacks to it"))
        }
        (Policy::LotForLot, _, _) => {
            plain(Policy::LotForLot, 0, 0, "what is sold and isn't there".to_owned())
        }
        (Policy::Service, _, _) => by_demand(input).unwrap_or_else(|| by_alert(input)),
        (Policy::ToCover, _, _) => to_cover(input).unwrap_or_else(|| by_alert(input)),
        // Neither `max` nor `quantity` is said: then it is as if nobody had said anything.
        (Policy::MinMax | Policy::Fixed, _, _) => plain(
            terms.policy,
            min,
            well_above.saturating_add(1).max(min.saturating_add(1)),
            format!("at {min}, and nobody says how much: until it is well again"),
        ),
    };
    // Lot for lot never orders for what nobody has bought.
    let boundary = if need.policy == Policy::LotForLot { Boundary::Below } else { terms.boundary };
    if boundary.triggers(have, need.reorder_point) {
        need.pieces = need.order_up_to.saturating_sub(have).max(0);
    }
    need
}

fn plain(policy: Policy, reorder_point: i64, order_up_to: i64, formula: String) -> Need {
    Need { policy, reorder_point, order_up_to, formula, ..Need::default() }
}

/// As nothing is known of its sales, what alerts go by.
fn by_alert(input: &NeedInput<'_>) -> Need {
    let (threshold, well_above) = input.alert;
    let formula =
        format!("too little is known of its sales: at the alert's {threshold}, until above {well_above}");
    plain(input.terms.policy, threshold, well_above.max(threshold).saturating_add(1), formula)
}

fn by_demand(input: &NeedInput<'_>) -> Option<Need> {
    let demand = input.demand?;
    let (service, z_milli) = (input.terms.service, service::z_milli(input.terms.service));
    let level = service::reorder_point(demand, input.lead, z_milli);
    let inputs =
        Inputs { class: input.class, service: Some(service), z_milli: Some(z_milli), ..inputs(input) };
    Some(up_to(input, Policy::Service, demand, level.millionths, level.formula, inputs))
}

fn to_cover(input: &NeedInput<'_>) -> Option<Need> {
    let demand = input.demand?;
    let until = i128::from(demand.per_day.0) * i128::from(input.lead.milli_days) / 1000;
    let (d, l) = (decimal(demand.per_day.0.into(), 6), decimal(input.lead.milli_days.into(), 3));
    let formula = format!("ROP = {d}·{l} = {}", decimal(until, 6));
    Some(up_to(input, Policy::ToCover, demand, until, formula, inputs(input)))
}

fn inputs(input: &NeedInput<'_>) -> Inputs {
    Inputs {
        per_day: input.demand.map(|demand| demand.per_day),
        deviation: input.demand.map(|demand| demand.deviation),
        forecast: input.basis,
        lead_milli_days: Some(input.lead.milli_days),
        lead_deviation_milli_days: Some(input.lead.deviation_milli_days),
        cover_days: Some(cover_days(input)),
        ..Inputs::default()
    }
}

fn cover_days(input: &NeedInput<'_>) -> u16 {
    input.terms.cover_days.unwrap_or(input.review_days).max(1)
}

/// From the reorder point, in millionths, to what an order brings the position to. What alerts is ordered, and what is
/// ordered ends the alert; what isn't sold at all isn't bought at all.
fn up_to(
    input: &NeedInput<'_>,
    policy: Policy,
    demand: Demand,
    point: i128,
    mut formula: String,
    inputs: Inputs,
) -> Need {
    let (threshold, well_above) = input.alert;
    let days = cover_days(input);
    let reckoned = service::pieces(point);
    let up_to = service::pieces(point + i128::from(demand.per_day.0.max(0)) * i128::from(days));
    if demand.per_day <= PerDay(0) {
        formula.push_str("; nothing is sold");
        return Need { policy, reorder_point: -1, order_up_to: 0, pieces: 0, formula, inputs };
    }
    let d = decimal(demand.per_day.0.into(), 6);
    formula.push_str(&format!(", so {reckoned}; up to {up_to} with {d}·{days} on top"));
    if let Some(basis) = &input.basis {
        formula = format!("{basis}. {formula}");
    }
    let reorder_point = reckoned.max(threshold);
    if reorder_point > reckoned {
        formula.push_str(&format!("; not below the alert's {threshold}"));
    }
    let order_up_to = up_to.max(well_above.saturating_add(1)).max(reorder_point.saturating_add(1));
    Need { policy, reorder_point, order_up_to, pieces: 0, formula, inputs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(of: serde_json::Value) -> Terms {
        let rules: super::super::Rules = serde_json::from_value(of).expect("rules");
        rules.terms(&crate::stock::Item::default(), "-", None, None)
    }

    fn input<'a>(position: &'a Position, terms: &'a Terms, demand: Option<(i64, i64)>) -> NeedInput<'a> {
        let demand = demand.map(|(d, sd)| Demand { per_day: PerDay(d), deviation: PerDay(sd) });
        let lead = Span { milli_days: 9000, deviation_milli_days: 0 };
        NeedInput { position, terms, demand, basis: None, lead, review_days: 7, alert: (2, 3), class: None }
    }

    #[test]
    fn each_policy_orders_at_its_point_and_up_to_its_level() {
        use serde_json::json;
        let min_max = json!({"policy": "min-max", "min": 10, "max": 40});
        let below = json!({"policy": "min-max", "min": 10, "max": 40, "boundary": "below"});
        let fixed = json!({"policy": "fixed", "min": 0, "quantity": 10});
        let lots = json!({"policy": "lot-for-lot"});
        let cover = json!({"policy": "to-cover", "cover_days": 10});
        for (what, of, have, demand, expected) in [
            ("LS-G1 at 8", &min_max, 8, None, (10, 40, 32)),
            ("LS-G1 at the point", &min_max, 10, None, (10, 40, 30)),
            ("LS-G1 at the point, below", &below, 10, None, (10, 40, 0)),
            ("above it", &min_max, 11, None, (10, 40, 0)),
            ("LS-G3", &fixed, -25, None, (0, 0, 25)),
            ("the fixed quantity", &fixed, 0, None, (0, 10, 10)),
            ("above the point", &fixed, 1, None, (0, 11, 0)),
            ("lot for lot", &lots, -7, None, (0, 0, 7)),
            ("lot for lot, none lacking", &lots, 0, None, (0, 0, 0)),
            ("to cover", &cover, 18, Some((2_000_000, 9)), (18, 38, 20)),
            ("to cover, enough", &cover, 19, Some((2_000_000, 9)), (18, 38, 0)),
            ("service", &json!({}), 105, Some((10_000_000, 3_000_000)), (105, 175, 70)),
            ("service, enough", &json!({}), 106, Some((10_000_000, 3_000_000)), (105, 175, 0)),
            ("a slow one is ordered when it alerts", &json!({}), 2, Some((10_000, 0)), (2, 4, 2)),
            ("nothing is sold", &json!({}), 0, Some((0, 0)), (-1, 0, 0)),
            ("too little is known", &json!({}), 1, None, (2, 4, 3)),
            ("to cover, too little known", &cover, 3, None, (2, 4, 0)),
            ("nobody says how much", &json!({"policy": "min-max", "min": 5}), 5, None, (5, 6, 1)),
        ] {
            let (position, terms) = (Position { on_hand: have, ..Position::default() }, terms(of.clone()));
            let need = need(&input(&position, &terms, demand));
            assert_eq!(
                (need.reorder_point, need.order_up_to, need.pieces),
                expected,
                "{what}: {}",
                need.formula
            );
        }
    }

    #[test]
    fn the_position_counts_all_that_is_ordered_whatever_its_date() {
        for (on_hand, reserved, on_order, in_transit, total) in
            [(10, 3, 0, 0, 7), (0, 5, 20, 4, 19), (-2, 0, 0, 0, -2), (i64::MAX, 0, 1, 1, i64::MAX)]
        {
            assert_eq!(Position { on_hand, reserved, on_order, in_transit }.total(), total);
        }
    }
}
