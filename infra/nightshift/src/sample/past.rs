//! Orders of the sample shop, each with what it was promised and what became of it. Dates are promised as the shop promises them:
//! by its table first, and by what it learns from its own parcels every Monday.

use domain::{
    edd::{
        Answer, PromisedBy, QuoteLine, QuoteRequest, Span, Stocked,
        daily::{Entry, PromisedThen, There},
        learned::{Learner, Model, Options, Shipment, Spot, Way},
    },
    order::Availability,
    stock::Item,
};
use jiff::{
    ToSpan as _,
    civil::{Date, Weekday, time},
};

use super::{Chance, Ground, Roads};
use crate::trouble::Trouble;

/// So many weeks before the first day that is asked for the shop began.
const WEEKS_BEFORE: i32 = 26;
/// Orders of a usual day.
const A_DAY: u32 = 34;
/// Of a thousand parcels so many are never scanned at the door.
const NEVER_SCANNED: u32 = 12;
/// What comes so shortly before the cut-off is often too late, in minutes.
const SHORTLY: std::ops::Range<i32> = 0..60;

/// An order, and all that came of it.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// As a day's file holds it.
    pub(crate) entry: Entry,
    /// The whole way from the order on.
    pub(crate) shipment: Shipment,
    /// The last day that the shop's table would have promised.
    pub(crate) by_table: Date,
}

/// Orders in the order in which they were placed.
#[derive(Debug)]
pub(crate) struct Past(pub(crate) Vec<Sent>);

impl Past {
    /// Orders until a day, from so long before another that the shop has learned something by then.
    pub(crate) fn of(ground: &Ground, from: Date, to: Date) -> Result<Self, Trouble> {
        let roads = Roads::of(ground)?;
        let far = || Trouble::input("these days are too far away");
        let mut day = from.checked_sub((WEEKS_BEFORE * 7).days()).map_err(|_| far())?;
        let (mut sent, mut model) = (Vec::new(), None);
        let mut learner = Learner::new(Options::default());
        while day <= to {
            if day.weekday() == Weekday::Monday {
                model = learner.learn(day).ok().or(model);
            }
            let mut chance = Chance::of(seed(day));
            // Sundays are busy.
            let more = if day.weekday() == Weekday::Sunday { A_DAY / 3 } else { 0 };
            for nth in 0..A_DAY + more + chance.below(A_DAY / 4) {
                let id = format!("S{}-{nth}", day.strftime("%Y%m%d"));
                if let Some(one) = order(ground, &roads, id, day, model.as_ref(), &mut chance) {
                    one.entry.parcels.iter().for_each(|parcel| learner.add(parcel));
                    sent.push(one);
                }
            }
            day = day.tomorrow().map_err(|_| far())?;
        }
        sent.sort_by_key(|sent: &Sent| sent.entry.placed);
        Ok(Self(sent))
    }
}

/// A day's own number.
fn seed(day: Date) -> u64 {
    u64::try_from((day - Date::constant(2000, 1, 1)).get_days()).unwrap_or(0)
}

/// An order of a day; `None` if nobody knows when it would be there.
fn order(
    ground: &Ground,
    roads: &Roads,
    id: String,
    day: Date,
    model: Option<&Model>,
    chance: &mut Chance,
) -> Option<Sent> {
    let (origin, reckoner) = (Some(ground.origin.as_str()), &ground.reckoner);
    let hour = [7, 8, 9, 10, 11, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22];
    let hour = hour[chance.below(20) as usize];
    let placed = day.at(hour, i8::try_from(chance.below(60)).ok()?, 0, 0);
    let at = placed.to_zoned(reckoner.zone_of(origin)).ok()?.timestamp();
    let parcel = roads.parcel(chance);
    let line = QuoteLine {
        id: "1".into(),
        item: Item { id: "lamp".into(), title: "Lamp".into(), tracked: true, ..Item::default() },
        quantity: 1,
        availability: Availability::InStock,
    };
    let asked = QuoteRequest {
        at,
        to: parcel.to.clone(),
        lines: vec![line],
        service: Some(parcel.service().into()),
        cash_on_delivery: false,
    };
    let stock = [Stocked {
        item: "lamp".into(),
        location: ground.origin.clone(),
        available: 1000,
        incoming: Vec::new(),
    }];
    let reckon = |model: Option<&Model>| -> Option<Answer> {
        reckoner.reckon(&asked, &stock, model, &ground.table).ok()
    };
    let by_table = reckon(None)?.arrival.latest;
    let planned = reckon(model)?.shipments.into_iter().next()?;
    let to_cut_off = reckoner.minutes_to_cut_off(origin, at);
    let shortly = to_cut_off.is_some_and(|minutes| SHORTLY.contains(&minutes));
    let handed_over = handed_over(ground, planned.hand_over, shortly, chance)?;
    let there = parcel.there(handed_over, chance)?;
    let is_scanned = parcel.is_scanned() && chance.below(1000) >= NEVER_SCANNED;
    let way = Way {
        origin: ground.origin.clone(),
        service: parcel.service().into(),
        from: Spot::of(reckoner.place(&ground.origin)?),
        to: Spot::of(&parcel.to),
        ..Way::default()
    };
    let shipment = Shipment {
        id: id.clone(),
        at: placed,
        way,
        handed_over: Some(handed_over),
        delivered: is_scanned.then_some(there),
        given_up: None,
    };
    let parcels = Some(Shipment {
        id: format!("{id}/1"),
        at: handed_over.to_datetime(time(16, 30, 0, 0)),
        ..shipment.clone()
    });
    let entry = Entry {
        order: id,
        placed,
        to: Spot::of(&parcel.to),
        to_cut_off,
        days_late: reckoner.working_days_late(origin, planned.hand_over.latest, handed_over),
        promise: Some(PromisedThen {
            by: PromisedBy::Quote,
            arrival: planned.arrival,
            ship_by: Some(planned.hand_over.latest),
            origin: Some(ground.origin.clone()),
            service: Some(planned.service),
            source: Some(planned.transit.source),
        }),
        handed_over: Some(handed_over),
        handed_over_last: None,
        there: is_scanned.then_some(There { day: there, scanned: true }),
        cancelled: false,
        // Of what nobody scans nothing is learned.
        parcels: parcels.filter(|_| parcel.is_scanned()).into_iter().collect(),
    };
    Some(Sent { entry, shipment, by_table })
}

/// Mostly on the first day that was planned, seldom a working day or two after the last.
fn handed_over(ground: &Ground, planned: Span, shortly: bool, chance: &mut Chance) -> Option<Date> {
    let drawn = chance.below(100);
    let late = match drawn {
        0..3 => 2,
        3..7 => 1,
        _ if shortly && drawn < 45 => 1,
        _ if drawn < 75 => return Some(planned.earliest),
        _ => return Some(planned.latest),
    };
    let (mut day, mut left) = (planned.latest, late);
    while left > 0 {
        day = day.tomorrow().ok()?;
        let noon = day.at(12, 0, 0, 0).to_zoned(ground.reckoner.zone_of(Some(&ground.origin))).ok()?;
        // A cut-off is set on working days.
        let is_working_day = ground.reckoner.minutes_to_cut_off(Some(&ground.origin), noon.timestamp());
        left -= u16::from(is_working_day.is_some());
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use domain::edd::{Source, adherence::Report};

    use super::*;
    use crate::cloud::house::House;

    #[test]
    fn a_past_is_the_same_each_time_and_nine_of_ten_promises_are_kept() {
        let ground = Ground::read(&House::find().expect("the project")).expect("the sample shop");
        let [from, to] = ["2026-06-01", "2026-06-28"].map(|day| day.parse::<Date>().expect("a day"));
        let past = Past::of(&ground, from, to).expect("a past");
        let again = Past::of(&ground, from, to).expect("a past");
        assert!(past.0.len() > 5000 && past.0.len() == again.0.len());
        assert!(past.0.iter().zip(&again.0).all(|(one, other)| one.entry == other.entry));
        let report = Report::of(past.0.iter().map(|sent| &sent.entry), from, to, 4);
        let kept = report.whole.kept_per_mille().expect("some are known");
        assert!((860..950).contains(&kept), "{kept} {:?}", report.whole);
        assert!(report.whole.unknown > 0 && report.whole.by_cut_off > 0);
        let learned = past.0.iter().filter(|sent| {
            let source = sent.entry.promise.as_ref().and_then(|promise| promise.source.as_ref());
            matches!(source, Some(Source::Learned { .. }))
        });
        assert!(learned.count() * 10 > past.0.len() * 8, "most dates are learned");
    }
}
