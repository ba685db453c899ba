//! Whether anybody is told of a stock. Pure.
//!
//! A stock that is at or below its threshold (`≤`) is low. It is told once: when it gets there, and again when it gets to a
//! worse level than was told. Once it is above the threshold by the hysteresis, all that is over.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use super::{
    Because, Cause, Incoming, Item, Kits, Level, Memory, PerDay, Quantities, Rules, Sales, Threshold, bundle,
    outlook::{self, Demand},
    rules::By,
    suppress::suppressed,
    threshold::{Measure, well_above},
    velocity::velocity,
};
use crate::{
    settings::Suppliers,
    stock::{Alert, Delivery, Recovered, SaidBy, alert::Source},
};

/// What there is of an item at a place and what happened to it: the facts of a judgement.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    /// The item.
    pub item: &'a Item,
    /// Where: a location's id, [`super::NETWORK`] or [`super::ONLY`].
    pub location: &'a str,
    /// What there was; `None` where nobody had counted it.
    pub before: Option<Quantities>,
    /// What there is; `None` where nobody has counted it.
    pub after: Option<Quantities>,
    /// What is on its way.
    pub incoming: &'a [Incoming],
    /// How it sold.
    pub sales: &'a Sales,
    /// How the item's category sells, where that is known.
    pub category: Option<PerDay>,
    /// The bundles that it is part of.
    pub bundles: &'a [InBundle<'a>],
    /// Why it moved; absent where nothing moved and it is only looked at again.
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved it.
    pub run: Option<&'a str>,
}

/// A bundle that an item is part of.
#[derive(Debug, Clone, Copy)]
pub struct InBundle<'a> {
    /// The bundle.
    pub bundle: &'a Item,
    /// How many of the item one bundle takes.
    pub pieces: i64,
    /// How many bundles the other parts suffice for; `None` where there are none or their stock is unknown.
    pub others: Option<i64>,
}

/// What the shop says: the rules, and what goes with them.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// By name: the shop's suppliers.
    pub suppliers: &'a Suppliers,
    /// The shop's zone.
    pub zone: &'a TimeZone,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Whether anybody is told.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// What is remembered from now on.
    pub memory: Memory,
    /// When it is to be looked at again, if nothing happens until then.
    pub again_at: Option<Timestamp>,
}

/// Whether anybody is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is too little.
    Alert(Box<Alert>),
    /// It is enough again.
    Recovered(Box<Recovered>),
    /// Nobody is told.
    Silent,
}

/// An alert's chart shows so many days.
const CHART_DAYS: usize = 30;
/// What wasn't sold on so many days doesn't run out before what is on its way.
const UNSOLD_DAYS: usize = 28;

/// Judges what there is of an item at a place, after it moved or when it is looked at again.
pub fn judge(stock: &Stock<'_>, terms: &Terms<'_>, memory: &Memory, now: Timestamp) -> Judged {
    let silent = |because, memory, again_at| Judged { verdict: Verdict::Silent, because, memory, again_at };
    let Some(after) = stock.after else {
        return silent(Because::StockUnknown, memory.clone(), None);
    };
    let view = View::new(stock, terms, after, now);
    let level = view.level(after);
    let known = memory.level.unwrap_or_default();

    if level == Level::Enough {
        let low_before = known > Level::Enough || memory.told.is_some();
        if low_before && view.available <= view.threshold.well_above {
            let memory = Memory { level: Some(Level::Low), ..memory.clone() };
            let again_at = memory.snoozed_until.filter(|until| *until > now);
            return silent(Because::WithinHysteresis, memory, again_at);
        }
        return view.enough(low_before, memory, now);
    }

    let mut next = Memory { level: Some(level), since: memory.since.or(Some(now)), ..memory.clone() };
    if let Some(why) = suppressed(stock.item, stock.location, &view.measure, terms.rules, view.today) {
        return silent(why, next, None);
    }
    if let Some(arrives) = view.is_covered(level) {
        // The day after: it should be there by then.
        let again_at = arrives.tomorrow().ok().and_then(|day| day.to_zoned(terms.zone.clone()).ok());
        return silent(Because::IncomingCovers, next, again_at.map(|time| time.timestamp()));
    }

    let prior = stock.before.map(|before| (before.available(view.measure.buffer), view.level(before)));
    let is_first = memory.level.is_none();
    if let Some((_, before)) = prior.filter(|(_, before)| is_first && *before > Level::Enough)
        && level <= before
    {
        next.told = Some(before);
        return silent(Because::AlreadyLow, next, None);
    }

    let quiet = SignedDuration::from_hours(i64::from(terms.rules.quiet_hours));
    let quiet_until = memory.last.map(|(last, told)| (last + quiet, told)).filter(|(until, _)| *until > now);
    let is_news = memory.told.is_none_or(|told| level > told);
    let snooze_ended = memory.snoozed_until.is_some_and(|until| until <= now);
    if let Some(until) = memory.snoozed_until.filter(|until| *until > now)
        && !(is_news && level >= Level::Out)
    {
        return silent(Because::Snoozed, next, Some(until));
    }
    next.snoozed_until = None;
    if !snooze_ended {
        if !is_news {
            let acknowledged = memory.acknowledged.is_some_and(|(_, seen)| level <= seen);
            let because = match (level > known, acknowledged, quiet_until) {
                (true, false, None) => None,
                (true, true, _) => Some(Because::Acknowledged),
                (true, false, Some(_)) => Some(Because::QuietPeriod),
                _ if prior.map(|(before, _)| before) == Some(view.available) => Some(Because::Unchanged),
                _ => Some(Because::NotWorse),
            };
            if let Some(because) = because {
                return silent(because, next, None);
            }
        } else if let Some((until, _)) = quiet_until.filter(|(_, told)| level <= *told) {
            return silent(Because::QuietPeriod, next, Some(until));
        }
    }
    let because = match prior {
        _ if snooze_ended => Because::SnoozeEnded,
        _ if memory.told.is_some() => Because::Worsened,
        Some((_, before)) if is_first && before > Level::Enough => Because::Worsened,
        _ if known > Level::Enough && level > known => Because::Worsened,
        _ if known > Level::Enough => Because::StillLow,
        None => Because::FirstCount,
        // The threshold may rise in the same moment: then it crossed the one that there was.
        Some((before, _)) if before > view.threshold.pieces.min(view.available) => Because::Crossed,
        Some(_) => Because::ThresholdRose,
    };
    next.alerts = memory.alerts.saturating_add(1);
    next.told = Some(memory.told.map_or(level, |told| told.max(level)));
    next.last = Some((now, level));
    next.acknowledged = None;
    let alert = view.alert(level, because, next.alerts, now);
    Judged { verdict: Verdict::Alert(Box::new(alert)), because, memory: next, again_at: None }
}

/// How a stock stands, told as an alert would tell it, whether or not it is one; `None` where nobody has counted it.
pub fn view(stock: &Stock<'_>, terms: &Terms<'_>, now: Timestamp) -> Option<Alert> {
    let after = stock.after?;
    let view = View::new(stock, terms, after, now);
    Some(view.alert(view.level(after), Because::Unchanged, 0, now))
}

/// What a judgement looks at, put together.
struct View<'a> {
    stock: &'a Stock<'a>,
    terms: &'a Terms<'a>,
    today: Date,
    measure: Measure<'a>,
    threshold: Threshold,
    demand: Option<Demand>,
    lead_days: u16,
    review_days: u16,
    quantities: Quantities,
    available: i64,
    kits: Vec<Kits>,
}

impl<'a> View<'a> {
    fn new(stock: &'a Stock<'a>, terms: &'a Terms<'a>, after: Quantities, now: Timestamp) -> Self {
        let Terms { rules, suppliers, zone } = *terms;
        let today = now.to_zoned(zone.clone()).date();
        let measure = rules.measure(stock.item, stock.location, suppliers);
        let known = measure.supplier.and_then(|(_, known)| known);
        let lead_days = known.and_then(|one| one.lead_days).unwrap_or(rules.cover.lead_days);
        let review_days = known.and_then(|one| one.review_days).unwrap_or(rules.cover.review_days);

        let rate = velocity(stock.sales, today, &rules.cover, stock.category);
        let name = measure.supplier.map(|(name, _)| name);
        let fits = |season: &_| outlook::is_for(season, stock.item, stock.location, name);
        let demand = rate.map(|rate| Demand::new(today, rate, &rules.seasons, fits));

        let days = u32::from(lead_days) + u32::from(review_days) + u32::from(rules.cover.safety_days);
        let mut threshold = match &demand {
            Some(demand) => by_cover(&measure, demand, days, u32::from(lead_days)),
            None => measure.threshold.clone(),
        };
        let available = after.available(measure.buffer);
        let bundles: Vec<_> = stock
            .bundles
            .iter()
            .filter_map(|one| {
                let of_bundle = rules.measure(one.bundle, stock.location, suppliers);
                let told = Item { kind: super::ItemKind::Goods, tracked: true, ..one.bundle.clone() };
                let per = Measure { per: measure.per, ..of_bundle.clone() };
                let off = suppressed(&told, stock.location, &per, rules, today);
                off.is_none().then_some((*one, of_bundle.threshold))
            })
            .collect();
        let kits;
        (threshold, kits) = bundle::raise(threshold, available, &bundles);
        // What is critical is low as well.
        threshold.critical = threshold.critical.map(|critical| critical.min(threshold.pieces));
        let quantities = after;
        Self {
            stock,
            terms,
            today,
            measure,
            threshold,
            demand,
            lead_days,
            review_days,
            quantities,
            available,
            kits,
        }
    }

    fn level(&self, quantities: Quantities) -> Level {
        let available = quantities.available(self.measure.buffer);
        if quantities.on_hand < 0 || quantities.available(0) < 0 {
            Level::Negative
        } else if available <= 0 {
            Level::Out
        } else if self.threshold.critical.is_some_and(|critical| available <= critical) {
            Level::Critical
        } else if available <= self.threshold.pieces {
            Level::Low
        } else {
            Level::Enough
        }
    }

    /// The day on which enough has arrived, if it does before the stock runs out.
    fn is_covered(&self, level: Level) -> Option<Date> {
        if level >= Level::Out {
            return None;
        }
        let still = || {
            let days = self.stock.sales.in_stock(self.today);
            let unsold = days.len() >= UNSOLD_DAYS && days.iter().all(|sold| *sold == 0);
            unsold.then(|| Demand::new(self.today, (PerDay(0), super::Method::Weighted), &[], |_| false))
        };
        let demand = self.demand.clone().or_else(still)?;
        demand.is_covered(self.available, self.stock.incoming, self.threshold.pieces)
    }

    /// There is enough. If there wasn't before, that is over.
    fn enough(&self, low_before: bool, memory: &Memory, now: Timestamp) -> Judged {
        let next = Memory {
            level: Some(Level::Enough),
            last: memory.last,
            alerts: memory.alerts,
            ..Memory::default()
        };
        let worst = memory.told.filter(|_| memory.alerts > 0);
        let (verdict, because) = match worst {
            Some(worst) => (self.recovered(worst, memory, now), Because::Recovered),
            None if low_before => (Verdict::Silent, Because::RecoveredUntold),
            None => (Verdict::Silent, Because::Enough),
        };
        Judged { verdict, because, memory: next, again_at: None }
    }

    fn supplier(&self) -> Option<&'a str> {
        self.measure.supplier.map(|(name, _)| name)
    }

    fn route(&self) -> String {
        self.terms.rules.route(self.stock.item, self.stock.location, self.supplier()).to_owned()
    }

    fn place(&self) -> Option<String> {
        self.terms.rules.locations.get(self.stock.location).cloned()
    }

    fn recovered(&self, worst: Level, memory: &Memory, now: Timestamp) -> Verdict {
        let Item { id, sku, title, variant, .. } = self.stock.item.clone();
        Verdict::Recovered(Box::new(Recovered {
            item: id,
            sku,
            title,
            variant,
            location: self.stock.location.to_owned(),
            place: self.place(),
            number: memory.alerts,
            at: now,
            since: memory.since,
            worst,
            available: self.available,
            threshold: self.threshold.clone(),
            route: self.route(),
            supplier: self.supplier().map(str::to_owned),
        }))
    }

    fn alert(&self, level: Level, because: Because, number: u32, now: Timestamp) -> Alert {
        let (item, buffer) = (self.stock.item, self.measure.buffer);
        let waits = matches!(because, Because::FirstCount | Because::ThresholdRose);
        let at_once = self.terms.rules.immediate.contains(&level) && !waits;
        let mut incoming = self.stock.incoming.to_vec();
        incoming.sort_by_key(|one| (one.on.is_none(), one.on));
        let mut history: Vec<i64> = self.stock.sales.left(self.today, CHART_DAYS);
        history.iter_mut().for_each(|left| *left = left.saturating_sub(buffer));
        if let Some(today) = history.last_mut() {
            *today = self.available;
        }
        Alert {
            item: item.id.clone(),
            sku: item.sku.clone(),
            title: item.title.clone(),
            variant: item.variant.clone(),
            location: self.stock.location.to_owned(),
            place: self.place(),
            number,
            at: now,
            level,
            because,
            delivery: if at_once { Delivery::AtOnce } else { Delivery::Digest },
            route: self.route(),
            quantities: self.quantities,
            available: self.available,
            before: self.stock.before.map(|before| before.available(buffer)),
            buffer,
            outlook: self
                .demand
                .as_ref()
                .map(|demand| demand.outlook(self.available, &incoming, self.lead_days, item.price)),
            incoming,
            threshold: self.threshold.clone(),
            supplier: self.supplier().map(|name| Source {
                name: name.to_owned(),
                lead_days: self.lead_days,
                review_days: self.review_days,
            }),
            suggested: None,
            kits: self.kits.clone(),
            cause: self.stock.cause,
            run: self.stock.run.map(str::to_owned),
            history,
        }
    }
}

/// The threshold of an item whose sales are known: what is sold until the next delivery can be here, where a rule asks for
/// that; it is critical when it won't last until a delivery that is ordered now.
fn by_cover(measure: &Measure<'_>, demand: &Demand, days: u32, lead_days: u32) -> Threshold {
    let own = measure.threshold.clone();
    let pieces = demand.pieces(days);
    let counts = match measure.by {
        By::Pieces => false,
        By::Cover => true,
        By::Either => pieces > own.pieces,
    };
    if !counts {
        return own;
    }
    Threshold {
        pieces,
        well_above: well_above(pieces, measure.hysteresis),
        critical: own.critical.or_else(|| Some(demand.pieces(lead_days))),
        said_by: SaidBy::Cover { days },
    }
}
