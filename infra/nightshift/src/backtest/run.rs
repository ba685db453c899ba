//! From a file to its figures.

use std::process::ExitCode;

use domain::{forecast::eased, stock::Quantities};
use indicatif::ProgressBar;
use jiff::civil::Date;
use serde::Serialize;

use super::{
    Stock,
    accuracy::{self, Kind},
    closed::{self, Evening, Tonight, Traced, as_is},
    curve::{self, At},
    demand::{self, Demand, Sales},
    lines::{self, Unreadable},
    open,
    own::{self, Own},
    page,
    plain::{self, Plain},
    rules::Nights,
    tables,
};
use crate::{
    out::{self, progress},
    trouble::{Explain, Trouble},
};

/// Curves are read where so much is served, and where so many warnings come in time.
pub(super) const FILLS: [f64; 2] = [0.9, 0.95];
pub(super) const IN_TIME: [f64; 2] = [0.8, 0.9];
/// What ours are called.
pub(super) const OURS: &str = "ours: by what stock earns";
pub(super) const OUR_WARNING: &str = "ours: warning by variation";
/// What `reorder` proposes by itself.
pub(super) const OWN_RULES: &str = "reorder: service level, four weeks";

const CLOSED: [Plain; 7] = [
    Plain::One,
    Plain::Static,
    Plain::Moving(28),
    Plain::Moving(91),
    Plain::Sba,
    Plain::Tsb,
    Plain::Negative,
];
const OPEN: [Plain; 4] = [Plain::One, Plain::Static, Plain::Moving(28), Plain::Tsb];

/// All that came of it.
#[derive(Debug, Serialize)]
pub(super) struct Results {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) items: usize,
    pub(super) asked: u64,
    pub(super) unread: usize,
    pub(super) left_out: usize,
    #[serde(skip)]
    pub(super) any_code: bool,
    pub(super) leads: Vec<Lead>,
    #[serde(skip)]
    pub(super) drawn: Vec<Drawn>,
}

/// What came of it for one lead time.
#[derive(Debug, Serialize)]
pub(super) struct Lead {
    pub(super) days: u32,
    pub(super) closed: Vec<Curve>,
    pub(super) open: Vec<Curve>,
    /// How right the forecasts of the lead time and a day were.
    pub(super) forecasts: Vec<Kind>,
}

/// A rule's curve, and what is read off it.
#[derive(Debug, Serialize)]
pub(super) struct Curve {
    pub(super) rule: &'static str,
    pub(super) ours: bool,
    /// The same one for a rule in all charts.
    #[serde(skip)]
    pub(super) colour: usize,
    pub(super) read: [Option<At>; 2],
    pub(super) points: Vec<At>,
}

/// An item's stock under our rule.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) lead: u32,
    pub(super) days: Vec<Traced>,
}

/// Reads, plays, prints.
pub(super) fn stock(args: &Stock) -> Result<ExitCode, Trouble> {
    let (demand, unread, left_out) = read(args)?;
    if let Some(code) = args.item.iter().find(|code| demand.item(code).is_none()) {
        return Err(Trouble::input(format!("no item {code} was played")).mend(
            "name one by its StockCode; who didn't sell on ten days before --from, three of them in the last sixty, is left out",
        ));
    }
    let mut leads = args.lead_days.clone();
    leads.dedup();
    let results = play(args, &demand, &leads, unread.count, left_out);
    if args.json {
        out::json(&results)?;
    } else {
        tables::print(&results);
    }
    if let Some(path) = &args.report {
        let html = page::html(&results, &demand, &unread);
        std::fs::write(path, html).while_trying(format!("{} can't be written", path.display()))?;
        anstream::eprintln!("  the report is {}", path.display());
    }
    if unread.count == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprint!("{} lines couldn't be read:\n{unread}", unread.count);
    Ok(Trouble::failed("").exit())
}

/// The demand in the file.
pub(super) fn read(args: &Stock) -> Result<(Demand, Unreadable, usize), Trouble> {
    let size = std::fs::metadata(&args.transactions).map_or(0, |file| file.len());
    let bar = progress::bar(usize::try_from(size / 1024).unwrap_or(0));
    bar.set_message("reading");
    let mut sales = Sales::new(args.any_code);
    let mut unread = Unreadable::default();
    let read = lines::each(&args.transactions, |line, bytes| {
        bar.set_position(bytes / 1024);
        match line {
            Ok(line) => sales.note(line),
            Err(line) => unread.note(line),
        }
    });
    bar.finish_and_clear();
    read?;
    let left_out = sales.left_out;
    let said = (sales.is_empty() && unread.count > 0).then(|| unread.first.first().map(ToString::to_string));
    if let Some(first) = said.flatten() {
        return Err(
            Trouble::input(format!("{}: no line can be read", args.transactions.display())).saying(first)
        );
    }
    if sales.is_empty() && left_out > 0 {
        let (what, mend) =
            (tables::left_out(left_out, args.any_code), "look at the columns Quantity and UnitPrice");
        let mend = if args.any_code { mend } else { "--any-code takes every StockCode as an item" };
        return Err(Trouble::input("no line is a sale of an item").saying(what).mend(mend));
    }
    let demand = demand::of(sales, args.from, args.to)?;
    if demand.items.is_empty() {
        return Err(Trouble::input(
            "no item sold on ten days before --from, three of them in the last sixty",
        ));
    }
    Ok((demand, unread, left_out))
}

/// All rules, all lead times.
pub(super) fn play(args: &Stock, demand: &Demand, leads: &[u32], unread: usize, left_out: usize) -> Results {
    let rules = 2 + usize::from(args.own_rules) + if args.ours_only { 0 } else { CLOSED.len() + OPEN.len() };
    let bar = progress::bar(demand.items.len() + leads.len() * rules * RULE);
    let nights = Nights::of(demand, || bar.inc(1));
    let start = closed::start(demand);
    let mut results = Results {
        from: args.from,
        to: args.to,
        items: demand.items.len(),
        asked: demand.asked(),
        unread,
        left_out,
        any_code: args.any_code,
        leads: Vec::new(),
        drawn: Vec::new(),
    };
    for &days in leads {
        let table = Table { demand, nights: &nights, start: &start, lead: days, bar: &bar };
        let points = nights.points(demand, days);
        let ours = table.closed(OURS, 0, eased, plain::knob, |cell, z| points[cell].pieces(z));
        if let (true, Some(at)) = (results.drawn.is_empty(), ours.read[0].or(ours.read[1])) {
            results.drawn = table.drawn(&args.item, |cell| points[cell].pieces(at.knob));
        }
        let warnings = nights.warnings(days);
        let warned = table.open(OUR_WARNING, 0, plain::knob, |cell, z| warnings[cell].pieces(z));
        let forecasts = accuracy::measure(demand, days + 1);
        let mut lead = Lead { days, closed: vec![ours], open: vec![warned], forecasts };
        if args.own_rules {
            lead.closed.push(table.own());
        }
        for (nth, rule) in CLOSED.iter().enumerate().filter(|_| !args.ours_only) {
            let points = rule.points(demand, days);
            let pieces = |cell, knob| points.pieces(cell, knob);
            lead.closed.push(table.closed(rule.name(), nth + 1, as_is, |place| points.knob(place), pieces));
            if OPEN.contains(rule) {
                lead.open.push(table.open(rule.name(), nth + 1, |place| points.knob(place), pieces));
            }
        }
        results.leads.push(lead);
    }
    bar.finish_and_clear();
    results
}

/// Behind those of the rules that are measured against.
const OWN_COLOUR: usize = CLOSED.len() + 1;
/// So many steps of the bar to a rule.
const RULE: usize = 100;

/// The past, and the lead time under which it is played.
struct Table<'d> {
    demand: &'d Demand,
    nights: &'d Nights,
    start: &'d [u64],
    lead: u32,
    bar: &'d ProgressBar,
}

impl Table<'_> {
    fn closed(
        &self,
        rule: &'static str,
        colour: usize,
        tonight: Tonight,
        knob: impl Fn(f64) -> f64,
        pieces: impl Fn(usize, f64) -> i64,
    ) -> Curve {
        let points = curve::draw(&FILLS, |place| {
            let knob = knob(place);
            let played = closed::run(self.demand, self.nights, self.start, self.lead, tonight, |cell| {
                pieces(cell, knob)
            });
            At { knob, reached: played.fill(), cost: [played.pieces, played.value] }
        });
        self.bar.inc(RULE as u64);
        Curve { rule, ours: colour == 0, colour, read: FILLS.map(|fill| curve::read(&points, fill)), points }
    }

    /// Ordered as `reorder` proposes it: neither points nor quantities are the protocol's.
    fn own(&self) -> Curve {
        let items: Vec<_> = self.demand.items.iter().map(|item| own::item(&item.code)).collect();
        let points = curve::draw(&FILLS, |place| {
            let percent = 50 + (place * 49.0).round() as u8;
            let own = Own::usual(self.lead, percent);
            let played = closed::run_by(self.demand, self.start, self.lead, |nth, day, stands| {
                let signed = |pieces: u64| i64::try_from(pieces).unwrap_or(i64::MAX);
                let pieces = Quantities {
                    on_hand: signed(stands.stock),
                    incoming: signed(stands.position - stands.stock),
                    ..Quantities::default()
                };
                let (forecast, date) =
                    (self.nights.items[nth][day].demand, self.demand.date(self.demand.from + day));
                let ordered = own.order(&items[nth], "-", pieces, Some(forecast), date);
                Evening { point: -1, order: ordered.map_or(0, |ordered| ordered.pieces) }
            });
            At { knob: percent.into(), reached: played.fill(), cost: [played.pieces, played.value] }
        });
        self.bar.inc(RULE as u64);
        let read = FILLS.map(|fill| curve::read(&points, fill));
        Curve { rule: OWN_RULES, ours: true, colour: OWN_COLOUR, read, points }
    }

    fn open(
        &self,
        rule: &'static str,
        colour: usize,
        knob: impl Fn(f64) -> f64,
        pieces: impl Fn(usize, f64) -> i64,
    ) -> Curve {
        let points = curve::draw(&IN_TIME, |place| {
            let knob = knob(place);
            let played = open::run(self.demand, self.nights, self.lead, |cell| pieces(cell, knob));
            At { knob, reached: played.in_time(), cost: [played.too_early(), 0.0] }
        });
        self.bar.inc(RULE as u64);
        Curve {
            rule,
            ours: colour == 0,
            colour,
            read: IN_TIME.map(|share| curve::read(&points, share)),
            points,
        }
    }

    /// The items that were wished for; else the one asked for on most days, and the one with most on a single day.
    fn drawn(&self, wished: &[String], point: impl Fn(usize) -> i64) -> Vec<Drawn> {
        let days = self.demand.evaluated();
        let asked = |nth: &usize| &self.demand.items[*nth].days[self.demand.from..];
        let all = 0..self.demand.items.len();
        let steady = all.clone().max_by_key(|nth| asked(nth).iter().filter(|day| day.pieces > 0).count());
        let lumpy = all.clone().max_by_key(|nth| {
            let sum: u64 = asked(nth).iter().map(|day| u64::from(day.pieces)).sum();
            let most = asked(nth).iter().map(|day| day.pieces).max().unwrap_or(0);
            let often = asked(nth).iter().filter(|day| day.pieces > 0).count() * 4 > days;
            if often { u64::from(most) * 1_000 / sum.max(1) } else { 0 }
        });
        let mut chosen: Vec<_> = match wished {
            [] => steady.into_iter().chain(lumpy).collect(),
            some => some.iter().filter_map(|code| self.demand.item(code)).collect(),
        };
        chosen.dedup();
        let drawn = |nth: usize| Drawn {
            code: self.demand.items[nth].code.clone(),
            title: self.demand.items[nth].title.clone(),
            lead: self.lead,
            days: closed::trace(self.demand, self.nights, self.start, self.lead, nth, eased, |day| {
                point(nth * days + day)
            }),
        };
        chosen.into_iter().map(drawn).collect()
    }
}
