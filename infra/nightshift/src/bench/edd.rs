//! Delivery dates: a cart, and a page of two hundred articles, warm and in memory, beside `holidays` and numpy walking the same.

use std::{hint::black_box, path::Path, process::Stdio, sync::Arc, time::Instant};

use domain::{
    edd::{QuoteRequest, Reckoner, Stocked, Table},
    settings::Shop,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt as _, process::Command};

use super::figures::Figures;
use crate::trouble::{Explain, Trouble};

/// Articles on a page.
pub(super) const PAGE: usize = 200;
/// Lines of a cart.
pub(super) const CART: usize = 3;
/// Different moments and destinations that are asked for in turn.
const ASKED: usize = 50;
/// Both sides take turns so often.
const TURNS: usize = 5;

/// One side. Times are in nanoseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// Of each cart, or page.
    pub(super) took: Figures,
    /// Processor time of all of them.
    pub(super) cpu: u64,
}

/// Both sides of one thing.
#[derive(Debug, Clone)]
pub(super) struct Walks {
    pub(super) what: &'static str,
    /// Dates of each.
    pub(super) dates: usize,
    pub(super) ours: Side,
    pub(super) peer: Side,
}

/// What a side says of a turn.
#[derive(Deserialize)]
struct Turn {
    took: Vec<u64>,
    cpu: u64,
    /// First and last day of each answer: both sides have to agree.
    answers: Vec<[Date; 2]>,
}

/// Both sides, in turns; so many carts and pages each time.
pub(super) async fn measure(
    python: &Path,
    code: &Path,
    [carts, pages]: [usize; 2],
) -> Result<Vec<Walks>, Trouble> {
    let mut all = Vec::new();
    for (what, lines, asked, often) in [("cart", CART, 1, carts), ("page", 1, PAGE, pages)] {
        let scene = scene(lines, asked);
        let rounds = often.div_ceil(ASKED);
        let (mut ours, mut peer) = (Side::default(), Side::default());
        for _ in 0..TURNS {
            let (scene, text) = (scene.clone(), scene.to_string());
            let one = tokio::task::spawn_blocking(move || reckoned(&scene, rounds)).await;
            let one = one.map_err(|e| Trouble::failed("the walks broke off").saying(e))??;
            let other = walked(python, code, text, rounds).await?;
            if one.answers != other.answers {
                return Err(Trouble::failed(format!("ours and the peer's dates of a {what} differ")));
            }
            for (side, turn) in [(&mut ours, one), (&mut peer, other)] {
                turn.took.into_iter().for_each(|took| side.took.add(took));
                side.cpu += turn.cpu;
            }
        }
        all.push(Walks { what, dates: asked, ours, peer });
    }
    Ok(all)
}

/// A shop with rules, holidays, a busy time and an article in ten that is on its way; `asked` questions of `lines` articles at a time.
fn scene(lines: usize, asked: usize) -> Value {
    let sku = |nth: usize| format!("sku-{nth}");
    let rules = (0..20).map(|nth| json!({"sku": sku(nth * 10), "min_days": 1, "max_days": 2 + nth % 3}));
    let stock = (0..PAGE).map(|nth| {
        let there = if nth % 10 == 7 { 0 } else { 25 };
        json!({"item": sku(nth), "location": "w", "available": there, "incoming": [{"on": "2027-02-15", "pieces": 50}]})
    });
    let places = [("DE", Some("BY")), ("DE", Some("BE")), ("FR", None), ("US", Some("CA")), ("JP", None)];
    let first: Timestamp = "2026-01-05T09:30:00Z".parse().expect("an instant");
    let units = (0..ASKED).map(|unit| {
        let (country, subdivision) = places[unit % places.len()];
        let at = first + i64::try_from(unit * 173).expect("few").hours();
        let questions = (0..asked).map(|question| {
            let first = (unit * CART + question) % PAGE;
            let line = |nth: usize| json!({"id": nth.to_string(), "quantity": 1, "item": {"id": sku((first + nth) % PAGE), "title": "Lamp"}});
            json!({"at": at, "to": {"country": country, "subdivision": subdivision}, "lines": (0..lines).map(line).collect::<Vec<_>>()})
        });
        questions.collect::<Vec<_>>()
    });
    let units = units.collect::<Vec<_>>();
    json!({
        "shop": {
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
            "places": {"w": {"name": "Berlin", "country": "DE", "subdivision": "BE", "calendar": {
                "cut_off": "14:00", "cut_offs": {"friday": "12:00"}, "closed": [{"from": "2026-12-24", "to": "2027-01-03"}]}}},
            "carriers": {"DHL": {"services": {"parcel": {"min_days": 2, "max_days": 3, "cut_off": "13:30"}}}},
            "automations": {"edd-calculation": {
                "min_days": 0, "max_days": 1, "split": "together", "rules": rules.collect::<Vec<_>>(),
                "busy": [{"from": "2026-11-23", "to": "2026-12-18", "days": 2}],
                "customs": [{"to": ["US", "JP"], "min_days": 1, "max_days": 3}]}},
        },
        "stock": stock.collect::<Vec<_>>(),
        "units": units,
    })
}

fn reckoned(scene: &Value, rounds: usize) -> Result<Turn, Trouble> {
    let plain = "made above";
    let shop: Shop = serde_json::from_value(scene["shop"].clone()).expect(plain);
    let stock: Vec<Stocked> = serde_json::from_value(scene["stock"].clone()).expect(plain);
    let units: Vec<Vec<QuoteRequest>> = serde_json::from_value(scene["units"].clone()).expect(plain);
    let rules = shop.rules_of_edd().expect(plain);
    let (reckoner, table) = (Reckoner::new(Arc::new(shop), rules), Table::default());
    let quote = |asked: &QuoteRequest| reckoner.reckon(asked, &stock, None, &table);
    let mut answers = Vec::new();
    for asked in units.iter().flatten() {
        let answer = quote(asked).map_err(|e| Trouble::failed("no date for a made-up cart").saying(e))?;
        answers.push([answer.arrival.earliest, answer.arrival.latest]);
    }
    let (mut took, before) = (Vec::new(), busy());
    for _ in 0..rounds {
        for unit in &units {
            let start = Instant::now();
            for asked in unit {
                let _ = black_box(quote(asked));
            }
            took.push(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX));
        }
    }
    Ok(Turn { took, cpu: busy() - before, answers })
}

/// Nanoseconds for which this thread has had a processor.
pub(super) fn busy() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

async fn walked(python: &Path, code: &Path, scene: String, rounds: usize) -> Result<Turn, Trouble> {
    let mut child = Command::new(python)
        .arg(code.join("dates.py"))
        .args(["bench", &rounds.to_string()])
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .while_trying("the peer doesn't start")?;
    let mut into = child.stdin.take().expect("piped above");
    into.write_all(scene.as_bytes()).await.while_trying("the peer doesn't listen")?;
    drop(into);
    let output = child.wait_with_output().await.while_trying("the peer doesn't end")?;
    let said =
        || format!("the peer says nothing that is understood: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).while_trying(said())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_made_up_question_has_dates() {
        for (lines, asked) in [(CART, 1), (1, PAGE)] {
            let turn = reckoned(&scene(lines, asked), 1).expect("dates");
            assert_eq!((turn.took.len(), turn.answers.len()), (ASKED, ASKED * asked));
        }
    }
}
