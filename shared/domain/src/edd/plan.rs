//! Which place sends what, by which service, and when that is there.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    Answer, Asked, AskedLine, Days, Declared, Destination, Lane, MOST_LINES, NoDate, Parcel, Planned, Rules,
    Source, Span, Split, Stocked, TransitSource, Unserved, Waterfall, Why,
    needs::Needs,
    ready::Supply,
    rules::Terms,
    walk::{Walked, Way},
    yard::{Courier, Yard},
};
use crate::{
    calendar::WorkCalendar,
    settings::Shop,
    stock::{ItemKind, supplier_of},
};

/// All that an answer is reckoned from, but for the question and the stock. It is made once for a version of the settings.
#[derive(Debug, Clone)]
pub struct Reckoner {
    pub(super) shop: Arc<Shop>,
    rules: Rules,
    pub(super) yards: Vec<Yard>,
    pub(super) couriers: Vec<Courier>,
}

impl Reckoner {
    /// By what a shop's settings say.
    pub fn new(shop: Arc<Shop>, rules: Rules) -> Self {
        let yards = Yard::all(&shop, &rules);
        let couriers = Courier::all(&shop, &rules);
        Self { shop, rules, yards, couriers }
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The places that parcels leave from: whose stock is looked at.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.yards.iter().map(|yard| yard.id.as_str())
    }

    /// The shop's own clock.
    pub fn time_zone(&self) -> TimeZone {
        self.shop.time_zone()
    }

    /// When it is there, or why nobody can say. `measured` are the sources of transit that go before the carrier's own word, in
    /// their order, and `table` is the shop's. The same question and stock lead to the same answer.
    pub fn reckon<'t>(
        &self,
        asked: &Asked,
        stock: &[Stocked],
        measured: impl IntoIterator<Item = &'t dyn TransitSource>,
        table: &'t dyn TransitSource,
    ) -> Result<Answer, NoDate> {
        let lines: Vec<_> = asked.lines.iter().filter(|line| is_sent(line)).collect();
        if lines.is_empty() {
            return Err(NoDate::NothingToSend);
        }
        if asked.lines.len() > MOST_LINES {
            return Err(NoDate::TooManyLines);
        }
        let first = self.yards.first().ok_or(NoDate::NoOrigin)?;
        let couriers = self.couriers_for(asked.service.as_deref())?;
        let mut wanted = BTreeMap::new();
        for line in &lines {
            let all = wanted.entry(line.item.id.as_str()).or_insert(0_i64);
            *all = all.saturating_add(line.quantity);
        }
        let declared = Declared(&self.shop);
        let mut sources: Vec<&dyn TransitSource> = measured.into_iter().collect();
        let is_measured = !sources.is_empty();
        sources.extend([&declared as &dyn TransitSource, table]);
        let supply = Supply {
            shop: &self.shop,
            uncounted: self.rules.uncounted,
            late_days: self.rules.supplier_late_days,
            stock,
            first: &first.id,
        };
        let transit = Waterfall::new(sources);
        let case = Case { of: self, asked, couriers, wanted, supply, transit, is_measured };
        case.plan(&lines).map(answer)
    }

    /// When something is there that was handed over on a day: by a service from a place, so many days on its way. `None` if the
    /// settings don't know that service any more, or its days never end.
    pub(super) fn arrival(
        &self,
        service: &str,
        to: &Destination,
        handed_over: Span,
        days: Days,
    ) -> Option<Span> {
        let delivery = self.delivery(service, to)?;
        let add = |from: Date, days: u16| match days {
            0 => delivery.next_open(from).ok(),
            days => delivery.add_open_days(from, days.into()).ok(),
        };
        let (earliest, latest) = (add(handed_over.earliest, days.min)?, add(handed_over.latest, days.max)?);
        Some(Span { earliest: earliest.min(latest), latest })
    }

    /// On which days a service delivers there.
    pub fn delivery(&self, service: &str, to: &Destination) -> Option<WorkCalendar> {
        let courier = self.couriers.iter().find(|courier| courier.name == service)?;
        Some(courier.delivery(to))
    }

    /// The next days on which a place hands parcels over, from a day on: at best that day, at worst a working day later.
    pub(super) fn next_hand_over(&self, origin: &str, from: Date) -> Option<Span> {
        let yard = self.yards.iter().find(|yard| yard.id == origin)?;
        let earliest = yard.work.next_open(from).ok()?;
        Some(Span { earliest, latest: yard.work.add_open_days(earliest, 1).ok()? })
    }

    /// The clock of a place; the shop's, if it isn't one of ours.
    pub fn zone_of(&self, origin: Option<&str>) -> TimeZone {
        let yard = self.yards.iter().find(|yard| Some(yard.id.as_str()) == origin);
        yard.map_or_else(|| self.shop.time_zone(), |yard| yard.work.zone().clone())
    }

    /// Where a place of ours is.
    pub fn place(&self, origin: &str) -> Option<&Destination> {
        self.yards.iter().find(|yard| yard.id == origin).map(|yard| &yard.at)
    }

    /// The service that somebody means by a word: its own name, or what the shop calls that way of shipping.
    pub fn service_called(&self, word: &str) -> Option<String> {
        let courier = self.couriers.iter().find(|courier| courier.is_called(word))?;
        Some(courier.name.clone())
    }

    /// The place that a shipment leaves; the first, where it isn't known.
    fn yard(&self, origin: Option<&str>) -> Option<&Yard> {
        match origin {
            Some(origin) => self.yards.iter().find(|yard| yard.id == origin),
            None => self.yards.first(),
        }
    }

    /// So many minutes are left at `at` until the cut-off of the day; fewer than none after it. `None` on days on which nobody works
    /// there, and where no cut-off is set.
    pub fn minutes_to_cut_off(&self, origin: Option<&str>, at: Timestamp) -> Option<i32> {
        let yard = self.yard(origin)?;
        let today = at.to_zoned(yard.work.zone().clone()).date();
        yard.cut_offs.on(today).filter(|_| yard.work.is_open(today))?;
        let missed = yard.cut_offs.missed_from(today, yard.work.zone())?;
        i32::try_from(missed.duration_since(at).as_mins()).ok()
    }

    /// So many of a place's working days lie between the day by which something had to be handed over and the one on which it was.
    /// What was handed over on a day without work is late by one at least.
    pub fn working_days_late(&self, origin: Option<&str>, by: Date, on: Date) -> u16 {
        if on <= by {
            return 0;
        }
        let counted = self.yard(origin).and_then(|yard| yard.work.count_open_days(by, on).ok());
        counted.and_then(|days| u16::try_from(days).ok()).unwrap_or(1).max(1)
    }

    /// The services that come into question: the one that is asked for, or all.
    fn couriers_for(&self, asked: Option<&str>) -> Result<Vec<&Courier>, NoDate> {
        if self.couriers.is_empty() {
            return Err(NoDate::NoService);
        }
        let Some(name) = asked else { return Ok(self.couriers.iter().collect()) };
        let named: Vec<_> = self.couriers.iter().filter(|courier| courier.is_called(name)).collect();
        if named.is_empty() { Err(NoDate::UnknownService) } else { Ok(named) }
    }
}

/// Whether anything of a line is sent.
pub(super) fn is_sent(line: &AskedLine) -> bool {
    line.quantity > 0 && line.item.kind != ItemKind::Digital
}

/// One question.
struct Case<'c> {
    of: &'c Reckoner,
    asked: &'c Asked,
    couriers: Vec<&'c Courier>,
    /// By item: pieces of all lines.
    wanted: BTreeMap<&'c str, i64>,
    supply: Supply<'c>,
    transit: Waterfall<'c>,
    /// Whether anything was measured.
    is_measured: bool,
}

/// A line at a place.
struct Ready<'c> {
    line: &'c AskedLine,
    terms: Terms,
    needs: Needs,
}

impl<'c> Case<'c> {
    /// One place sends everything, where that costs the buyer no day; else each line leaves where it is there soonest.
    fn plan(&self, lines: &[&'c AskedLine]) -> Result<Vec<Planned>, NoDate> {
        let yards = &self.of.yards;
        let whole = soonest(yards.iter().map(|yard| self.at(yard, lines)));
        if self.of.rules.split == Split::Together || lines.len() == 1 || yards.len() == 1 {
            match whole {
                Err(_) if lines.len() > 1 && yards.len() > 1 => {}
                whole => return whole,
            }
        }
        let mut by_yard: BTreeMap<usize, Vec<&'c AskedLine>> = BTreeMap::new();
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
    fn at(&self, yard: &Yard, lines: &[&'c AskedLine]) -> Result<Vec<Planned>, NoDate> {
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

    fn ready(&self, line: &'c AskedLine, yard: &Yard) -> Result<Ready<'c>, NoDate> {
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
        let lane = Lane {
            origin: &yard.id,
            from: &yard.at,
            to,
            service: &courier.name,
            grams: parcel.grams,
            cash_on_delivery: parcel.cash_on_delivery,
            hand_over: walked.and_then(Result::ok).map(|walked| walked.hand_over.latest),
        };
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

fn answer(shipments: Vec<Planned>) -> Answer {
    let days = |day: fn(&Planned) -> Date| shipments.iter().map(day).max().expect("a plan has a shipment");
    let arrival = Span {
        earliest: days(|planned| planned.arrival.earliest),
        latest: days(|planned| planned.arrival.latest),
    };
    let ship_by = days(|planned| planned.hand_over.latest);
    let order_by: Option<Timestamp> = shipments.iter().filter_map(|planned| planned.order_by).min();
    Answer { arrival, ship_by, order_by, shipments }
}
