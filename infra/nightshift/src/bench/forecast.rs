//! A night of forecasts: what each item takes, of few and of many, beside numpy doing the same.
#![allow(clippy::float_arithmetic, reason = "made-up prices")]

use std::{
    hint::black_box,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use domain::forecast::{Day, Item, Point, Pool, Track, usual_order};
use jiff::civil::Weekday;
use serde::Deserialize;
use tokio::process::Command;

use crate::trouble::{Explain, Trouble};

/// So many nights are behind each item.
pub(super) const NIGHTS: u32 = 182;
/// The quickest of so many counts: what else runs only makes it longer.
const ROUNDS: usize = 5;
const DAYS: u32 = 8;
const SERVICE: f64 = 10.0;

/// One side at one number of items; times in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) struct Took {
    /// All nights but the last, from nothing.
    pub(super) learn: u64,
    /// The last night's demand.
    pub(super) night: u64,
    /// Reorder points then.
    pub(super) decide: u64,
    /// Their sum: both sides have to agree.
    pub(super) points: i64,
}

impl Took {
    fn quicker(self, other: Self) -> Self {
        Self {
            learn: self.learn.min(other.learn),
            night: self.night.min(other.night),
            decide: self.decide.min(other.decide),
            points: self.points,
        }
    }
}

/// Both sides at one number of items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nights {
    pub(super) items: u32,
    pub(super) ours: Took,
    pub(super) peer: Took,
}

/// Bytes that are remembered of an item.
pub(super) fn bytes() -> usize {
    Track::of(&vec![Day::default(); NIGHTS as usize]).bytes()
}

/// Both sides, one after the other, `items` each time.
pub(super) async fn measure(python: &Path, code: &Path, items: &[u32]) -> Result<Vec<Nights>, Trouble> {
    let mut all = Vec::new();
    for items in items.iter().copied() {
        let (mut ours, mut peer) = (one(items).await?, numpy(python, code, items).await?);
        for _ in 1..ROUNDS {
            ours = ours.quicker(one(items).await?);
            peer = peer.quicker(numpy(python, code, items).await?);
        }
        // Powers and roots differ in the last bit, so a few points may differ by a piece.
        if (ours.points - peer.points).abs() > 1 + ours.points / 100_000 {
            let (ours, peer) = (ours.points, peer.points);
            return Err(Trouble::failed(format!("ours reckons {ours} pieces, the peer {peer}")));
        }
        all.push(Nights { items, ours, peer });
    }
    Ok(all)
}

async fn one(items: u32) -> Result<Took, Trouble> {
    let ours = tokio::task::spawn_blocking(move || ours(items)).await;
    ours.map_err(|e| Trouble::failed("the forecasts broke off").saying(e))
}

fn ours(items: u32) -> Took {
    let day = |item: u32, night: u32| {
        let pieces = asked(item, night);
        Day { pieces, orders: u32::from(pieces > 0), out: false }
    };
    let since = |from: Instant| u64::try_from(from.elapsed().as_micros()).unwrap_or(u64::MAX);
    // A past is read item by item, and a night comes for all: so are both sides measured.
    let mut learnt = Duration::ZERO;
    let mut tracks: Vec<Track> = (0..items)
        .map(|item| {
            let past: Vec<Day> = (0..NIGHTS - 1).map(|night| day(item, night)).collect();
            let start = Instant::now();
            let track = Track::of(&past);
            learnt += start.elapsed();
            track
        })
        .collect();
    let learn = u64::try_from(learnt.as_micros()).unwrap_or(u64::MAX);
    let last: Vec<Day> = (0..items).map(|item| day(item, NIGHTS - 1)).collect();
    let start = Instant::now();
    tracks.iter_mut().zip(&last).for_each(|(track, day)| track.note(day));
    let night = since(start);
    let (pool, start) = (Pool { power: 1.7, tail: 1.75, ..Pool::default() }, Instant::now());
    let point = |(nth, track): (usize, &Track)| {
        let item = Item {
            level: track.level().per_day(),
            lumpiness: track.lumpiness(),
            order: usual_order(track, 28),
            price: 1.0 + (nth % 7) as f64,
        };
        Point::of(&item, &pool, DAYS, Weekday::Monday).pieces(SERVICE)
    };
    let points = black_box(tracks.iter().enumerate().map(point).sum());
    Took { learn, night, decide: since(start), points }
}

async fn numpy(python: &Path, code: &Path, items: u32) -> Result<Took, Trouble> {
    let output = Command::new(python)
        .arg(code.join("forecast.py"))
        .args([items.to_string(), NIGHTS.to_string()])
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .while_trying("the peer doesn't start")?;
    let said =
        || format!("the peer says nothing that is understood: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).while_trying(said())
}

/// Made-up pieces of a day: a quarter of the days has some. The peer makes the same.
fn asked(item: u32, night: u32) -> u32 {
    let mut x = item.wrapping_mul(2_654_435_761).wrapping_add(night.wrapping_mul(40_503));
    x ^= x >> 16;
    x = x.wrapping_mul(0x045d_9f3b);
    x ^= x >> 16;
    if x.is_multiple_of(4) { (x >> 8) % 20 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_is_the_same_each_time() {
        assert_eq!(ours(50).points, ours(50).points);
        let some = (0..400).filter(|item| asked(*item, 3) > 0).count();
        assert!((60..140).contains(&some), "{some}");
    }
}
