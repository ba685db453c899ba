//! One question: what each place could do about it, and which of that is there soonest.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Reckoner;
use crate::{
    edd::{
        Days, Lane, NoDate, Parcel, Planned, QuoteLine, QuoteRequest, Source, Split, TransitSource, Unserved,
        Waterfall, Why,
        needs::Needs,
        ready::Supply,
        rules::Terms,
        walk::{Walked, Way},
        yard::{Courier, Yard},
    },
    stock::supplier_of,
};

/// One question.
pub(super) struct Case<'c> {
    pub(super) of: &'c Reckoner,
    pub(super) asked: &'c QuoteRequest,
    pub(super) couriers: Vec<&'c Courier>,
    /// By item: pieces of all lines.
    pub(super) wanted: BTreeMap<&'c str, i64>,
    pub(super) supply: Supply<'c>,
    pub(super) transit: Waterfall<'c>,
    /// Whether anything was measured.
    pub(super) is_measured: bool,
}

/// A line at a place.
struct Ready<'c> {
    line: &'c QuoteLine,
    terms: Terms,
    needs: Needs,
}

impl<'c> Case<'c> {
    /// One place sends everything, where that costs the buyer no day; else each line leaves where it is there soonest.
    pub(super) fn plan(&self, lines: &[&'c QuoteLine]) -> Result<Vec<Planned>, NoDate> {
        let yards = &self.of.yards;
        let whole = soonest(yards.iter().map(|yard| self.at(yard, lines)));
        if self.of.rules.split == Split::Together || lines.len() == 1 || yards.len() == 1 {
            match whole {
                Err(_) if lines.len() > 1 && yards.len() > 1 => {}
                whole => return whole,
            }
        }
        let mut by_yard: BTreeMap<usize, Vec<&'c QuoteLine>> = BTreeMap::new();
        for line in lines {
            let best = yards
                .iter()
                .enumerate()
                .filter_map(|(place, yard)| Some((last_of(&self.at(yard, &[line]).ok()?), place)))
                .min();
            let Some((_, place)) = best else {
                // Nobody sends this line: the whole isn't sent either, and its own reason says why.
                return soonest(yards.iter().map(|yard| self.at(yard, &[line])));
            };
            by_yard.entry(place).or_default().push(line);
        }
        // Lines that leave one place go by one service, which may be slower than each would be alone: the parts themselves count.
        let parts = by_yard.into_iter().map(|(place, lines)| self.at(&yards[place], &lines));
        let parts = parts.collect::<Result<Vec<_>, _>>().map(|parts| parts.concat());
        match (whole, parts) {
            (Ok(whole), Ok(parts)) if last_of(&parts) < last_of(&whole) => Ok(parts),
            (Ok(whole), _) => Ok(whole),
            (Err(_), parts) => parts,
        }
    }

    /// The shipments of lines that all leave one place.
    fn at(&self, yard: &Yard, lines: &[&'c QuoteLine]) -> Result<Vec<Planned>, NoDate> {
        let mut groups: Vec<(Needs, Vec<Ready<'c>>)> = vec![];
        for line in lines {
            let ready = self.ready(line, yard)?;
            let together = self.of.rules.split == Split::Together;
            match groups.iter_mut().find(|(needs, _)| together || *needs == ready.needs) {
                Some((needs, group)) => {
                    *needs = needs.and(ready.needs);
                    group.push(ready);
                }
                None => groups.push((ready.needs, vec![ready])),
            }
        }
        groups.into_iter().map(|(needs, group)| self.shipment(yard, needs, &group)).collect()
    }

    fn ready(&self, line: &'c QuoteLine, yard: &Yard) -> Result<Ready<'c>, NoDate> {
        let supplier = supplier_of(&line.item, &self.of.shop.suppliers);
        let mut terms = self.of.rules.terms(&line.item, &yard.id, supplier.map(|(name, _)| name));
        let wanted = self.wanted.get(line.item.id.as_str()).copied().unwrap_or(line.quantity);
        if let Some(days) = self.supply.sent_by(line)
            && !terms.is_said
        {
            terms.processing = Days::new(days, days.saturating_add(self.of.rules.supplier_late_days));
        }
        let needs = self.supply.needs(line, wanted, yard, &terms, self.asked.at)?;
        Ok(Ready { line, terms, needs })
    }

    /// One shipment, by the first service that takes it and of which it is known how long it takes.
    fn shipment(&self, yard: &Yard, needs: Needs, lines: &[Ready<'c>]) -> Result<Planned, NoDate> {
        let parcel = self.parcel(lines);
        let processing = lines.iter().fold(Days::default(), |days, ready| {
            let own = ready.terms.processing;
            Days::new(days.min.max(own.min), days.max.max(own.max))
        });
        let mut trouble = None;
        for courier in &self.couriers {
            match self.by(courier, yard, &parcel, processing, needs) {
                Ok(mut planned) => {
                    planned.lines = lines.iter().map(|ready| ready.line.id.clone()).collect();
                    return Ok(planned);
                }
                Err(no_date) => trouble = trouble.or(Some(no_date)),
            }
        }
        Err(trouble.unwrap_or(NoDate::NoService))
    }

    fn by(
        &self,
        courier: &Courier,
        yard: &Yard,
        parcel: &Parcel,
        processing: Days,
        needs: Needs,
    ) -> Result<Planned, NoDate> {
        let (to, rules) = (&self.asked.to, &self.of.rules);
        let (origin, service) = (yard.id.clone(), courier.name.clone());
        let of = self.of.shop.service(&courier.name).ok_or(NoDate::NoService)?.1;
        of.serves(to, parcel).map_err(|reason: Unserved| NoDate::NotServed { reason })?;
        let customs = rules.customs(&yard.at, to);
        let (pick_up, delivery) = (courier.pick_up(yard), courier.delivery(to));
        let mut way = Way {
            warehouse: &yard.work,
            cut_offs: [&yard.cut_offs, &courier.cut_offs],
            pick_up: &pick_up,
            delivery: &delivery,
            processing,
            customs: customs.unwrap_or_default(),
            transit: Days::default(),
            transit_varies: false,
            needs,
            receiving: rules.receiving_days,
        };
        let more = |begins| rules.more_days(begins, &yard.work);
        // What was measured may tell days of hand-over apart; that day doesn't depend on how long it takes from then on.
        let walked = self.is_measured.then(|| way.walk(self.asked.at, more));
        let hand_over = walked.and_then(Result::ok).map(|walked| walked.hand_over.latest);
        let lane = Lane { hand_over, ..yard.lane(courier, to, parcel) };
        let Some(transit) = self.transit.transit(&lane) else {
            return Err(NoDate::NoTransit { origin, service });
        };
        way.transit = transit.days;
        way.transit_varies = matches!(transit.source, Source::Learned { .. });
        let walked = way.walk(self.asked.at, more);
        let Walked { begins, hand_over, arrival, waits, order_by, steps } =
            walked.map_err(|_| NoDate::NeverOpen { origin: origin.clone(), service: service.clone() })?;
        let as_far_as_known = steps.iter().any(|step| step.why == Why::CountsAsFarAsKnown);
        Ok(Planned {
            lines: vec![],
            origin,
            service,
            begins,
            processing,
            hand_over,
            transit,
            customs,
            arrival,
            waits,
            order_by,
            as_far_as_known,
            steps,
        })
    }

    fn parcel(&self, lines: &[Ready<'c>]) -> Parcel {
        let mut goods: Vec<_> = lines.iter().flat_map(|ready| ready.terms.goods.iter().copied()).collect();
        goods.sort_unstable();
        goods.dedup();
        let weight =
            |ready: &Ready<'_>| Some(ready.terms.grams?.saturating_mul(ready.line.quantity.unsigned_abs()));
        let grams = lines.iter().map(weight).try_fold(0_u64, |sum, grams| Some(sum.saturating_add(grams?)));
        Parcel { goods, grams, cash_on_delivery: self.asked.cash_on_delivery }
    }
}

/// Of what each place can do, what is there soonest; of equals the first. If none can, the first one's reason.
fn soonest(plans: impl IntoIterator<Item = Result<Vec<Planned>, NoDate>>) -> Result<Vec<Planned>, NoDate> {
    let (mut best, mut trouble): (Option<Vec<Planned>>, _) = (None, None);
    for plan in plans {
        match plan {
            Ok(plan) if best.as_ref().is_none_or(|best| last_of(&plan) < last_of(best)) => best = Some(plan),
            Ok(_) => {}
            Err(no_date) => trouble = trouble.or(Some(no_date)),
        }
    }
    best.ok_or_else(|| trouble.unwrap_or(NoDate::NoOrigin))
}

/// The day on which the last shipment is there.
fn last_of(plan: &[Planned]) -> Date {
    plan.iter().map(|planned| planned.arrival.latest).max().unwrap_or(Date::MAX)
}
