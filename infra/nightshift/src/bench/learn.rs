//! What it takes to learn from a shop's own deliveries: days' files read, a model learned, another one of some weeks ago beside
//! it, both compared, as `transit-learning` does it each night; and what a quote takes with such a model.
//!
//! It runs in a process of its own, so that its peak of memory is its own.

use std::{
    collections::BTreeMap,
    hint::black_box,
    io::{Read as _, Write as _},
    process::Stdio,
    time::Instant,
};

use domain::edd::{
    PromisedBy, QuoteLine, QuoteRequest, Span, Stocked,
    daily::{DayFile, Entry, PromisedThen, There},
    learned::{Learner, Model, Options, Shipment, Spot, Way, compare},
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use jiff::{
    ToSpan as _,
    civil::{Date, Weekday, time},
};
use serde::{Deserialize, Serialize};
use tokio::process::Command;

use super::{edd::busy, figures::Figures};
use crate::{
    cloud::house::House,
    sample::{Chance, Ground, Parcel, Roads},
    trouble::{Explain, Trouble},
};

/// Parcels of so many days: as far as a model looks back.
const DAYS: i32 = 400;
/// A model is measured against one that knows nothing of the last so many days.
const JUDGED_ON: i32 = 14;
/// Quotes whose time is taken, with a model and without, in turn.
const QUOTES: usize = 20_000;

/// What came of one number of parcels. Times are processor time of the one thread that does it, in milliseconds: what else runs on the
/// machine doesn't count, and a Lambda of that size has a processor for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Learned {
    pub(super) parcels: u32,
    /// Rows in the days' files: a parcel stands in the file of each day on which something was told of it.
    pub(super) told: u64,
    /// Bytes of the days' files, compressed.
    pub(super) zipped: u64,
    /// Unzipped, read, taken in.
    pub(super) read: u64,
    /// Learned.
    pub(super) learn: u64,
    /// Learned once more as of two weeks ago, and compared.
    pub(super) judge: u64,
    /// The most memory that was ever resident, in KiB: before anything was read, and in the end.
    pub(super) before_kib: u64,
    pub(super) peak_kib: u64,
    pub(super) model_bytes: u64,
    /// Of the file to the model, as an instance reads it once.
    pub(super) load: u64,
    /// Nanoseconds of a quote: half of them, and 99 of 100.
    pub(super) with: [u64; 2],
    pub(super) without: [u64; 2],
}

impl Learned {
    /// All of a night's training.
    pub(super) fn whole(&self) -> u64 {
        self.read + self.learn + self.judge
    }
}

/// Each number of parcels in a process of its own.
pub(super) async fn measure(parcels: &[u32], mut step: impl FnMut(u32)) -> Result<Vec<Learned>, Trouble> {
    let program = std::env::current_exe().while_trying("this program doesn't know where it is")?;
    let mut all = Vec::new();
    for parcels in parcels {
        step(*parcels);
        let output = Command::new(&program)
            .args(["bench", "--learn-alone", &parcels.to_string()])
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .while_trying("this program doesn't start once more")?;
        let said = || format!("learning alone says nothing: {}", String::from_utf8_lossy(&output.stderr));
        all.push(serde_json::from_slice(&output.stdout).while_trying(said())?);
    }
    Ok(all)
}

/// Learns, in this process, and prints what it took.
pub(super) fn alone(house: &House, parcels: u32) -> Result<(), Trouble> {
    let ground = Ground::read(house)?;
    let roads = Roads::of(&ground)?;
    let past = Past::new(&ground, &roads, parcels)?;
    let before_kib = peak_kib()?;
    let (mut learner, mut recent) = (Learner::new(Options::default()), BTreeMap::new());
    let (mut read, mut told, mut zipped) = (0, 0, 0);
    let since = past.end.checked_sub(JUDGED_ON.days()).while_trying("a day is too far away")?;
    past.files(|file| {
        let bytes = zip(&file.to_bytes());
        (told, zipped) = (told + file.len() as u64, zipped + bytes.len() as u64);
        drop(file);
        let start = busy();
        // As `transit-learning` takes a file in.
        let file = DayFile::from_bytes(&unzip(&bytes)).expect("it was written right before");
        for shipment in file.into_entries().flat_map(|entry| entry.shipments(past.end)) {
            if shipment.delivered.is_some_and(|day| (since..past.end).contains(&day)) {
                recent.insert(shipment.id.clone(), shipment.clone());
            }
            learner.add(&shipment);
        }
        read += busy() - start;
    });
    let few = |e| Trouble::failed("too little to learn from").saying(e);
    let start = busy();
    let model = learner.learn(past.end).map_err(few)?;
    let bytes = model.to_bytes();
    let learn = busy() - start;
    let start = busy();
    let earlier = learner.learn(since).map_err(few)?;
    black_box(compare(&earlier, &model, recent.values(), since, past.end));
    let judge = busy() - start;
    let peak_kib = peak_kib()?;
    let start = busy();
    let model = Model::from_bytes(&bytes).map_err(|e| Trouble::failed("the model isn't one").saying(e))?;
    let load = busy() - start;
    let [with, without] = quotes(&ground, &roads, &model, past.end)?;
    let millis = |nanos: u64| nanos / 1_000_000;
    let learned = Learned {
        parcels,
        told,
        zipped,
        read: millis(read),
        learn: millis(learn),
        judge: millis(judge),
        before_kib,
        peak_kib,
        model_bytes: bytes.len() as u64,
        load: millis(load),
        with,
        without,
    };
    anstream::println!("{}", serde_json::to_string(&learned).expect("plain data"));
    Ok(())
}

/// So many parcels of so many days, each made anew from its number whenever it is told of: nothing of them is held.
struct Past<'g> {
    ground: &'g Ground,
    roads: &'g Roads,
    from: Spot,
    /// Working days.
    days: Vec<Date>,
    a_day: u32,
    parcels: u32,
    /// The day after the last.
    end: Date,
}

impl<'g> Past<'g> {
    fn new(ground: &'g Ground, roads: &'g Roads, parcels: u32) -> Result<Self, Trouble> {
        let end = Date::constant(2026, 11, 2);
        let first = end.checked_sub(DAYS.days()).while_trying("a day is too far away")?;
        let is_weekend = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let days: Vec<Date> =
            first.series(1.day()).take_while(|day| *day < end).filter(|day| !is_weekend(*day)).collect();
        let a_day = parcels.div_ceil(u32::try_from(days.len()).unwrap_or(1));
        let place = ground.reckoner.place(&ground.origin);
        let from = Spot::of(place.ok_or_else(|| Trouble::failed("the sample shop has no such place"))?);
        Ok(Self { ground, roads, from, days, a_day, parcels, end })
    }

    fn chance(number: u32) -> Chance {
        Chance::of(0x1EA4_0000_0000 + u64::from(number))
    }

    fn handed_over(&self, number: u32) -> Date {
        self.days[(number / self.a_day) as usize]
    }

    fn parcel(&self, number: u32) -> (Parcel<'_>, Chance) {
        let mut chance = Self::chance(number);
        (self.roads.parcel(&mut chance), chance)
    }

    /// When it is there; one in two hundred is never seen again.
    fn there(&self, number: u32) -> Option<Date> {
        let (parcel, mut chance) = self.parcel(number);
        let there = parcel.there(self.handed_over(number), &mut chance);
        there.filter(|_| chance.below(200) > 0)
    }

    /// Hands over each day's file, the oldest first: a parcel stands in that of the day on which its carrier got it, in that of a
    /// scan on its way if it takes longer than to the next day, and in that of the day on which it is there.
    fn files(&self, mut take: impl FnMut(DayFile)) {
        let mut later = BTreeMap::<Date, Vec<u32>>::new();
        let mut next = 0;
        let mut day = self.days[0];
        while day < self.end {
            let mut numbers = later.remove(&day).unwrap_or_default();
            while next < self.parcels && self.handed_over(next) == day {
                numbers.push(next);
                let scanned = day.tomorrow().expect("years from the last day");
                let there = self.there(next);
                later.entry(scanned).or_default().push(next);
                if let Some(there) = there.filter(|there| *there > scanned) {
                    later.entry(there).or_default().push(next);
                }
                next += 1;
            }
            if !numbers.is_empty() {
                take(DayFile::new(day, numbers.into_iter().map(|number| self.entry(number, day))));
            }
            day = day.tomorrow().expect("years from the last day");
        }
    }

    /// What was known of it on a day.
    fn entry(&self, number: u32, known: Date) -> Entry {
        let (parcel, _) = self.parcel(number);
        let handed_over = self.handed_over(number);
        let there = self.there(number).filter(|there| *there <= known);
        let at = handed_over.to_datetime(time(16, i8::try_from(number % 60).unwrap_or(0), 0, 0));
        let latest = handed_over.checked_add(i32::from(parcel.told.max).days()).unwrap_or(handed_over);
        let order = format!("{:013}", 5_400_000_000_000_u64 + u64::from(number));
        let shipment = Shipment {
            id: format!("{order}/1"),
            at,
            way: Way {
                origin: self.ground.origin.clone(),
                service: parcel.service().into(),
                from: self.from.clone(),
                to: Spot::of(&parcel.to),
                ..Way::default()
            },
            handed_over: Some(handed_over),
            delivered: there,
            given_up: None,
        };
        Entry {
            order,
            placed: at,
            to: Spot::of(&parcel.to),
            to_cut_off: Some(90),
            promise: Some(PromisedThen {
                by: PromisedBy::Quote,
                arrival: Span { earliest: handed_over, latest },
                ship_by: Some(handed_over),
                origin: Some(self.ground.origin.clone()),
                service: Some(parcel.service().into()),
                source: None,
            }),
            handed_over: Some(handed_over),
            handed_over_last: None,
            days_late: 0,
            there: there.map(|day| There { day, scanned: true }),
            cancelled: false,
            parcels: vec![shipment],
        }
    }
}

/// The time of a quote with the model and without, in turn: half of them, and 99 of 100.
fn quotes(ground: &Ground, roads: &Roads, model: &Model, day: Date) -> Result<[[u64; 2]; 2], Trouble> {
    let zone = ground.reckoner.zone_of(Some(&ground.origin));
    let at = day.at(10, 0, 0, 0).to_zoned(zone).while_trying("a moment is not on the clock")?.timestamp();
    let stock = [Stocked {
        item: "lamp".into(),
        location: ground.origin.clone(),
        available: 1000,
        incoming: Vec::new(),
    }];
    let mut chance = Chance::of(99);
    let mut asked = Vec::new();
    for _ in 0..500 {
        let parcel = roads.parcel(&mut chance);
        let lines: Vec<QuoteLine> = serde_json::from_value(
            serde_json::json!([{"id": "1", "quantity": 1, "item": {"id": "lamp", "title": "Lamp"}}]),
        )
        .expect("made above");
        let service = Some(parcel.service().to_owned());
        asked.push(QuoteRequest { at, to: parcel.to, lines, service, cash_on_delivery: false });
    }
    let quote = |asked: &QuoteRequest, model: Option<&Model>| {
        let start = Instant::now();
        let answer = black_box(ground.reckoner.reckon(asked, &stock, model, &ground.table));
        (u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), answer.is_ok())
    };
    let mut took = [Vec::new(), Vec::new()];
    for nth in 0..QUOTES + asked.len() {
        let asked = &asked[nth % asked.len()];
        for (took, model) in took.iter_mut().zip([Some(model), None]) {
            let (nanos, is_known) = quote(asked, model);
            if !is_known {
                return Err(Trouble::failed("a made-up cart has no date"));
            }
            took.push(nanos);
        }
    }
    Ok(took.map(|all| {
        // The first ones warm up.
        let figures = Figures::of(all[asked.len()..].to_vec());
        [figures.median(), figures.at(990)]
    }))
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    // The fastest way: it is unzipping that is measured.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("into memory");
    encoder.finish().expect("into memory")
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).expect("it was zipped right before");
    out
}

/// The most memory of this process that was ever resident, in KiB.
fn peak_kib() -> Result<u64, Trouble> {
    let status = std::fs::read_to_string("/proc/self/status").while_trying("/proc isn't there")?;
    super::process::high_water(&status).ok_or_else(|| Trouble::environment("/proc/self/status has no VmHWM"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parcel_is_told_of_until_it_is_there_and_is_learned_from() {
        let ground = Ground::read(&House::find().expect("the project")).expect("the sample shop");
        let roads = Roads::of(&ground).expect("its roads");
        let past = Past::new(&ground, &roads, 2000).expect("a past");
        let (mut learner, mut rows, mut last) = (Learner::new(Options::default()), 0, Date::MIN);
        past.files(|file| {
            assert!(file.day > last);
            (rows, last) = (rows + file.len(), file.day);
            file.into_entries().flat_map(|entry| entry.shipments(past.end)).for_each(|one| learner.add(&one));
        });
        assert!((4000..6000).contains(&rows), "{rows}");
        let model = learner.learn(past.end).expect("enough");
        assert!((1950..=2000).contains(&model.parcels()), "{}", model.parcels());
        let [with, without] = quotes(&ground, &roads, &model, past.end).expect("dates");
        assert!(with[0] > 0 && without[0] > 0);
    }
}
