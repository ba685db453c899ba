//! From shipments to a model.

use std::{cmp::Ordering, collections::BTreeMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Model, Options, Shipment, Spot,
    clock::{Clock, Local, number},
    memory::{self, Memory},
    model::Learned,
    row::{self, NEVER, Names, Of, Row},
    spread::{Day, Paces, Spreads},
    trees::{Columns, Forest, mixed},
};

/// What is added to a time before its logarithm is taken, in days: what is spread by parts, and what by days.
pub(super) const ADDED: f32 = 3.0;
/// What was left over counts half after so many days.
const LEFT_OVER: f32 = 120.0;
/// So many days back it is looked at.
const LOOKED_AT: i32 = 200;
/// So many days back the paces are looked at.
const PACED: i32 = 100;
/// Whoever hasn't arrived after so many days is not waited for.
const WAITED: i32 = 70;
/// By so many days it is known which parcels arrive.
const SETTLED: i32 = 60;
/// What began in the last so many days is new.
const NEW: i32 = 28;
/// Trees are grown from so many parcels on.
const TREES_FROM: usize = 200;
/// So many parcels carry a tree.
const A_TREE: usize = 10;
/// So many rows more than there were are held before those are dropped that say nothing of their own: a quarter, and these.
const MORE_ROWS: usize = 1 << 16;

/// Takes shipments in, day by day or all at once, in any order; of two that are told of one shipment the one counts that
/// knows more.
#[derive(Debug, Clone)]
pub struct Learner {
    options: Options,
    rows: Vec<Row>,
    /// How often it was told something.
    told: usize,
    /// With so many rows it looks which of them say nothing of their own.
    full: usize,
    names: [Names<String>; 6],
    places: Names<(String, Option<String>)>,
}

/// Why nothing could be learned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum TooLittle {
    /// Fewer than what one level needs.
    #[error("{parcels} parcels were delivered in the {days} days before {as_of}; a level needs {least}")]
    Few {
        /// The day.
        as_of: Date,
        /// How many.
        parcels: u64,
        /// In so many days.
        days: u16,
        /// How many are needed.
        least: u32,
    },
}

impl Learner {
    /// Nothing seen yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            rows: vec![],
            told: 0,
            full: MORE_ROWS,
            names: Default::default(),
            places: Names::default(),
        }
    }

    /// One more shipment.
    pub fn add(&mut self, shipment: &Shipment) {
        let keys = row::keys(&shipment.way);
        let mut numbers = [0; 6];
        for (at, key) in keys.into_iter().enumerate() {
            numbers[at] = self.names[at].number(key);
        }
        let to = &shipment.way.to;
        let place = self.places.number((to.country.clone(), to.subdivision.clone()));
        self.rows.push(Row::new(shipment, place, numbers));
        self.told += 1;
        if self.rows.len() >= self.full {
            self.drop_repeated();
        }
    }

    /// How often it was told of a shipment.
    pub fn len(&self) -> usize {
        self.told
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.told == 0
    }

    /// A parcel is told of on every day on which something is scanned: what a later word says as well isn't held twice.
    fn drop_repeated(&mut self) {
        self.rows.sort_unstable_by(in_order);
        self.rows.dedup_by(|row, before| row.id == before.id && before.says_all_of(row));
        self.full = self.rows.len() + self.rows.len() / 4 + MORE_ROWS;
    }

    /// Learns what was known at the beginning of a day: what was delivered until the day before; whatever else had begun was on
    /// its way.
    pub fn learn(&self, as_of: Date) -> Result<Model, TooLittle> {
        let today = number(as_of);
        let since = today - i32::from(self.options.days_back);
        let rows = self.known(today, since);
        let delivered = rows.iter().filter(|row| row.delivered != NEVER).count();
        if delivered < self.options.least as usize {
            let parcels = u64::try_from(delivered).unwrap_or(u64::MAX);
            let (days, least) = (self.options.days_back, self.options.least);
            return Err(TooLittle::Few { as_of, parcels, days, least });
        }
        let clock = self.clock(&rows, today);
        let spots: Vec<Spot> = self.places.all().iter().map(spot).collect();
        let first = rows.first().map_or(today, |row| row.day);
        let local = |spot| clock.of(spot).looked_up(first, today + SETTLED);
        let locals: Vec<Local<'_>> = spots.iter().map(local).collect();
        let (memory, seen) = self.remembered(&rows, &locals);
        let forests = self.forests(&rows, &seen, today);
        let left = left_over(&rows, &seen, &forests, today);
        let spread = spread(&rows, &seen, &left, today);
        let (paces, parts) = self.paces(&rows, &left, &spread, &locals, today);
        let newest = rows.iter().filter(|row| row.delivered != NEVER).map(|row| row.delivered).max();
        Ok(Model::new(Learned {
            as_of: today,
            newest: newest.unwrap_or(today),
            parcels: u64::try_from(delivered).unwrap_or(u64::MAX),
            options: self.options.clone(),
            memory: memory.kept(&self.names.each_ref().map(Names::all), since),
            clock,
            forests,
            spread,
            paces,
            parts,
        }))
    }

    /// The shipments as they were known, one each, in the order of their beginning.
    fn known(&self, today: i32, since: i32) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        rows.extend(self.rows.iter().filter(|row| row.day < today));
        for row in &mut rows {
            for day in [&mut row.delivered, &mut row.handed_over, &mut row.given_up] {
                if *day >= today {
                    *day = NEVER;
                }
            }
        }
        // What began too long ago, and what nobody waits for any more.
        rows.retain(|row| {
            row.day >= since && (row.delivered != NEVER || row.given_up == NEVER || row.given_up > since)
        });
        rows.sort_unstable_by(in_order);
        rows.dedup_by_key(|row| row.id);
        rows.shrink_to_fit();
        rows.sort_unstable_by_key(|row| (row.day, row.minute, row.id));
        rows
    }

    fn clock(&self, rows: &[Row], today: i32) -> Clock {
        let mut deliveries = BTreeMap::<String, BTreeMap<i32, u32>>::new();
        let mut counts = vec![BTreeMap::<i32, u32>::new(); self.places.all().len()];
        for row in rows.iter().filter(|row| row.delivered != NEVER) {
            *counts[row.clock as usize].entry(row.delivered).or_default() += 1;
        }
        for ((country, _), days) in self.places.all().iter().zip(counts) {
            let own = deliveries.entry(country.clone()).or_default();
            days.into_iter().for_each(|(day, count)| *own.entry(day).or_default() += count);
        }
        Clock::measured(&deliveries, today, &self.options)
    }

    /// What is remembered in the end, and by row what was known on its day.
    fn remembered(&self, rows: &[Row], locals: &[Local<'_>]) -> (Memory, Rows) {
        let mut memory = Memory::new(self.names.each_ref().map(|names| names.all().len()));
        let mut by_day = BTreeMap::<i32, (Vec<u32>, Vec<u32>)>::new();
        for (at, row) in (0_u32..).zip(rows) {
            if row.handed_over != NEVER {
                by_day.entry(row.handed_over).or_default().0.push(at);
            }
            if row.delivered != NEVER {
                by_day.entry(row.delivered).or_default().1.push(at);
            }
        }
        let mut seen = Rows {
            columns: memory::columns(rows.len()),
            levels: Vec::with_capacity(rows.len()),
            time: vec![f32::NAN; rows.len()],
        };
        let mut next = 0;
        let mut days: Vec<i32> = by_day.keys().copied().collect();
        days.push(i32::MAX);
        for day in days {
            while let Some(row) = rows.get(next).filter(|row| row.day <= day) {
                let found = memory.find(row).see(row, &locals[row.clock as usize]);
                seen.columns.push(&found.columns);
                seen.levels.push(found.levels);
                next += 1;
            }
            let Some((handed_over, delivered)) = by_day.get(&day) else { continue };
            for at in handed_over {
                let row = &rows[*at as usize];
                memory.handed_over(row, locals[row.clock as usize].between(row.day, row.handed_over));
            }
            for at in delivered {
                let row = &rows[*at as usize];
                let local = &locals[row.clock as usize];
                let time = time(local.between(row.day, row.delivered), local.weight(row.delivered), row);
                seen.time[*at as usize] = time;
                memory.delivered(row, time, seen.levels[*at as usize]);
            }
        }
        (memory, seen)
    }

    /// Two forests, each from one half of the parcels: what one says of the other's half is as it would be of new ones.
    ///
    /// The last weeks are left to the paces: what trees have seen of them would look as if it had been expected.
    fn forests(&self, rows: &[Row], seen: &Rows, today: i32) -> [Forest; 2] {
        let old = rows.partition_point(|row| row.day < today - NEW);
        let rows = if old * 2 < rows.len() { rows } else { &rows[..old] };
        let target: Vec<f32> =
            seen.time.iter().zip(&seen.levels).map(|(time, levels)| time - levels).collect();
        [0, 1].map(|half| {
            let uses: Vec<u32> = (0_u32..)
                .zip(rows)
                .filter(|(_, row)| row.delivered != NEVER && half_of(row) == half)
                .map(|(at, _)| at)
                .collect();
            let mut growth = self.options.growth;
            let most = if uses.len() * 2 < TREES_FROM { 0 } else { uses.len() / A_TREE };
            growth.trees = growth.trees.min(u16::try_from(most).unwrap_or(u16::MAX));
            Forest::grow(&seen.columns, &uses, &target, growth)
        })
    }

    /// How the network runs, and by zone how its part does.
    fn paces(
        &self,
        rows: &[Row],
        expected: &[f32],
        spread: &Spreads,
        locals: &[Local<'_>],
        today: i32,
    ) -> (Paces, BTreeMap<String, Paces>) {
        let settled = rows.iter().filter(|row| row.day < today - SETTLED && row.day >= today - LOOKED_AT);
        // What was given up only because it never came is lost, too; what was called off or went back isn't.
        let waits = |row: &Row| row.given_up == NEVER || row.given_up - row.day >= SETTLED;
        let (all, lost) = settled.fold((0_u32, 0_u32), |(all, lost), row| {
            (all + 1, lost + u32::from(row.delivered == NEVER && waits(row)))
        });
        let lost = lost as f32 / all.max(1) as f32;
        let mut days = vec![Day::default(); PACED as usize];
        let mut zones = BTreeMap::<u32, Vec<Day>>::new();
        for (row, expected) in rows.iter().zip(expected).filter(|(_, expected)| !expected.is_nan()) {
            let local = &locals[row.clock as usize];
            // Delivered ones go on as long as their like do: of all that set out, so many never arrive.
            let last = row.given_up.min(today - 1).min(row.day + WAITED);
            if last < today - PACED {
                continue;
            }
            let zone = zones
                .entry(row.keys[Of::ToZone as usize])
                .or_insert_with(|| vec![Day::default(); PACED as usize]);
            let (mut gone, mut from) = (0.0, 0.0);
            for day in row.day + 1..=last {
                gone += local.weight(day);
                let to = spread.share(*expected, (gone + ADDED).ln() - expected);
                if let Ok(back) = usize::try_from(today - 1 - day)
                    && back < days.len()
                {
                    let still = if day <= row.delivered { 1.0 } else { 0.0 };
                    for days in [&mut days, &mut *zone] {
                        days[back].note(from, to, still - lost, day == row.delivered);
                    }
                }
                if to >= 1.0 {
                    break;
                }
                from = to;
            }
        }
        let paces = Paces::new(&days);
        let names = self.names[Of::ToZone as usize].all();
        let part = |(zone, days): (u32, Vec<Day>)| (names[zone as usize].clone(), paces.part(&days));
        (paces, zones.into_iter().map(part).collect())
    }
}

/// Rows of one shipment together, first what knows most.
fn in_order(a: &Row, b: &Row) -> Ordering {
    a.id.cmp(&b.id).then_with(|| b.rank().cmp(&a.rank()))
}

/// By row: the columns, what the levels said, and the logarithm of its time; NaN of one on its way.
struct Rows {
    columns: Columns,
    levels: Vec<f32>,
    time: Vec<f32>,
}

fn spot((country, subdivision): &(String, Option<String>)) -> Spot {
    Spot { country: country.clone(), subdivision: subdivision.clone(), postcode: None }
}

fn half_of(row: &Row) -> usize {
    usize::from(mixed(7, row.id) & 1 == 1)
}

/// A parcel is delivered in the middle of its last day, for all that is known.
fn time(gone: f32, last: f32, row: &Row) -> f32 {
    let gone = if row.delivered == row.day { 0.0 } else { gone - last / 2.0 };
    (gone + ADDED).ln()
}

/// What was expected of a row by the forest that didn't learn from it; NaN of rows too long ago.
fn left_over(rows: &[Row], seen: &Rows, forests: &[Forest; 2], today: i32) -> Vec<f32> {
    let mut lent = vec![];
    let expected = |(at, row): (usize, &Row)| {
        if row.day < today - LOOKED_AT {
            return f32::NAN;
        }
        seen.columns.row(at, &mut lent);
        forests[1 - half_of(row)].predict(&lent) + seen.levels[at]
    };
    rows.iter().enumerate().map(expected).collect()
}

fn spread(rows: &[Row], seen: &Rows, expected: &[f32], today: i32) -> Spreads {
    let left = rows
        .iter()
        .zip(&seen.time)
        .zip(expected)
        .filter(|((row, _), expected)| row.delivered != NEVER && !expected.is_nan());
    Spreads::new(
        left.map(|((row, time), expected)| {
            let age = (today - row.delivered) as f32;
            (*expected, time - expected, 0.5_f32.powf(age / LEFT_OVER))
        })
        .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, learner, past};
    use super::*;

    #[test]
    fn what_a_later_word_says_as_well_is_not_held_twice() {
        let told = past(60, 8, 4, 2);
        let mut all = learner(&told);
        let plain = all.learn(TODAY).expect("enough");
        let on_their_way = told.iter().map(|shipment| Shipment { delivered: None, ..shipment.clone() });
        on_their_way.clone().chain(on_their_way).for_each(|shipment| all.add(&shipment));
        // Given up before it came all the same: that is something of its own, as it was known for a while.
        let lost = Shipment { delivered: None, given_up: Some(told[0].at.date()), ..told[0].clone() };
        all.add(&lost);
        assert_eq!((all.len(), all.rows.len()), (told.len() * 3 + 1, told.len() * 3 + 1));
        all.drop_repeated();
        assert_eq!((all.len(), all.rows.len()), (told.len() * 3 + 1, told.len() + 1));
        assert_eq!(all.learn(TODAY).expect("enough"), plain);
        let earlier = super::super::tests::add(TODAY, -20);
        assert_eq!(all.learn(earlier).map(|model| model.parcels()).ok().map(|n| n > 100), Some(true));
    }
}
