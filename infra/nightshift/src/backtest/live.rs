//! "Had these rules run": a shop's own last days, by its own settings.

use std::process::ExitCode;

use domain::{
    forecast::{Method, Track, day, demand},
    stock::{Item, Quantities},
};
use jiff::{Span, civil::Date};
use serde::Serialize;

use super::{
    Live,
    own::{Ordered, Own},
    tables::{grouped, short},
};
use crate::{commands::stock::look::Shop, out, trouble::Trouble};

/// So many days teach before anything is tried.
const LEARNT: usize = 28;

/// An item at a place: as it was, and as it would have been.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Stocked {
    pub(super) item: String,
    pub(super) title: String,
    pub(super) location: String,
    pub(super) days: usize,
    pub(super) was: Came,
    pub(super) would: Came,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(super) struct Came {
    /// Days that ended with nothing to sell.
    pub(super) out: usize,
    /// Pieces that weren't there; of the days that were, by the forecast.
    pub(super) lost: f64,
    /// Average stock.
    pub(super) stock: f64,
}

/// Reads, plays, prints.
pub(super) async fn run(live: &Live) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&live.shop).await?;
    let cannot =
        |failure: domain::Failure| Trouble::input("the shop's settings can't be read").saying(failure);
    let own = Own {
        rules: shop.settings.shop.rules_of_reorder().map_err(cannot)?,
        stock: shop.settings.own.clone(),
        suppliers: shop.settings.shop.suppliers.clone(),
        zone: shop.settings.shop.time_zone(),
    };
    let today = shop.now.to_zoned(own.zone.clone()).date();
    let places = shop.all().await?;
    let bar = out::progress::bar(places.len());
    let (mut played, mut unknown) = (Vec::new(), 0);
    for place in &places {
        let days = place.kept.ledger.balance(&own.zone).sales().days(today);
        match play(&own, &place.item, &place.location, &days, today, live.days) {
            Some(one) => played.push(one),
            None => unknown += 1,
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if live.json {
        out::json(&played)?;
    } else {
        print(&mut played, unknown, live.days);
    }
    Ok(ExitCode::SUCCESS)
}

/// Plays the last `wanted` of the days that are known; `None` where fewer than a month are known before them.
fn play(
    own: &Own,
    item: &Item,
    location: &str,
    days: &[(Option<u32>, i64)],
    today: Date,
    wanted: usize,
) -> Option<Stocked> {
    let start = days.len().saturating_sub(wanted).max(LEARNT);
    let tried = days.get(start..).filter(|tried| !tried.is_empty())?;
    let mut track = Track::default();
    days[..start].iter().for_each(|(sold, _)| track.note(&day(*sold)));
    let date = |nth: usize| {
        let back = i64::try_from(tried.len() - nth).unwrap_or(0);
        today.saturating_sub(Span::new().days(back))
    };
    let (mut was, mut would) = (Came::default(), Came::default());
    let mut stock = u64::try_from(days[start - 1].1).unwrap_or(0);
    let mut due: Vec<(Date, u64)> = Vec::new();
    let mut unserved = 0.0;
    for (nth, (sold, left)) in tried.iter().enumerate() {
        due.retain(|(on, pieces)| {
            let comes = *on <= date(nth);
            stock += if comes { *pieces } else { 0 };
            !comes
        });
        // On a day without stock as many were asked for as usual, in whole pieces as they add up.
        let usual = Method::Orders.pieces(&track, 1);
        unserved += if sold.is_none() { usual } else { 0.0 };
        let asked = sold.map_or_else(
            || {
                let whole = unserved.floor();
                unserved -= whole;
                whole as u64
            },
            u64::from,
        );
        was.out += usize::from(*left <= 0);
        was.lost += if sold.is_none() { usual } else { 0.0 };
        was.stock += left.max(&0).cast_unsigned() as f64 / tried.len() as f64;
        let served = asked.min(stock);
        stock -= served;
        would.out += usize::from(stock == 0);
        would.lost += (asked - served) as f64;
        would.stock += stock as f64 / tried.len() as f64;
        track.note(&day(*sold));
        let incoming: u64 = due.iter().map(|(_, pieces)| pieces).sum();
        let signed = |pieces: u64| i64::try_from(pieces).unwrap_or(i64::MAX);
        let pieces =
            Quantities { on_hand: signed(stock), incoming: signed(incoming), ..Quantities::default() };
        let forecast = Some(demand(&track, Method::Orders));
        if let Some(Ordered { pieces, expected }) = own.order(item, location, pieces, forecast, date(nth)) {
            let usual = date(nth).saturating_add(Span::new().days(i64::from(own.stock.cover.lead_days)));
            due.push((expected.unwrap_or(usual), pieces));
        }
    }
    let (title, location) = (item.title.clone(), location.to_owned());
    let called = item.sku.clone().unwrap_or_else(|| item.id.clone());
    Some(Stocked { item: called, title, location, days: tried.len(), was, would })
}

const SHOWN: usize = 20;

fn print(played: &mut [Stocked], unknown: usize, days: usize) {
    let sum = |of: &dyn Fn(&Stocked) -> Came| {
        played.iter().map(of).fold(Came::default(), |a, b| Came {
            out: a.out + b.out,
            lost: a.lost + b.lost,
            stock: a.stock + b.stock,
        })
    };
    let (was, would) = (sum(&|one| one.was), sum(&|one| one.would));
    let mut table = out::table(&["", "days without stock", "pieces not there", "average stock"]);
    for (what, came) in [("as it was", was), ("had these rules run", would)] {
        table.add_row([what.to_owned(), grouped(came.out as u64), short(came.lost), short(came.stock)]);
    }
    anstream::println!("The last {days} days, as far as they are known: {} stocks\n{table}", played.len());
    if unknown > 0 {
        anstream::println!("{unknown} more are known for less than a month");
    }
    played.sort_by_key(|one| std::cmp::Reverse(one.was.out.saturating_sub(one.would.out)));
    let saved: Vec<_> = played.iter().take(SHOWN).filter(|one| one.was.out > one.would.out).collect();
    if saved.is_empty() {
        return;
    }
    let mut table = out::table(&["item", "what", "where", "days without stock", "average stock"]);
    for one in saved {
        table.add_row([
            one.item.clone(),
            one.title.clone(),
            one.location.clone(),
            format!("{} → {}", one.was.out, one.would.out),
            format!("{} → {}", short(one.was.stock), short(one.would.stock)),
        ]);
    }
    anstream::println!("\nWhere most days would have been saved:\n{table}");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::backtest::own;

    /// Two a day from 40 pieces; nobody ordered, so it ran out and stayed so.
    #[test]
    fn what_ran_out_would_have_been_ordered() {
        let mut days: Vec<(Option<u32>, i64)> = (1..=60).map(|n| (Some(2), 2 * (60 - n))).collect();
        days.extend([(None, 0); 30]);
        let own = Own::usual(5, 95);
        let found = play(&own, &own::item("MUG-1"), "berlin", &days, date(2026, 5, 1), 60).expect("known");
        assert_eq!((found.days, found.was.out, found.would.out), (60, 31, 0));
        // About two a day for thirty days.
        assert!((found.was.lost - 60.0).abs() < 1.0 && found.would.lost < 0.5, "{found:?}");
        assert!(found.would.stock > found.was.stock);
    }

    #[test]
    fn what_is_hardly_known_isn_t_tried() {
        let days = [(Some(1), 9); 28];
        let own = Own::usual(5, 95);
        let play = |days: &[(Option<u32>, i64)]| play(&own, &own::item("A"), "x", days, date(2026, 5, 1), 90);
        assert_eq!(play(&days), None);
        assert_eq!(play(&[]), None);
        assert_eq!(play(&[days.as_slice(), &days].concat()).map(|one| one.days), Some(28));
    }
}
