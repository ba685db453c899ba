//! The chart of a stock: its last weeks, and what is expected.

use domain::stock::Alert;
use jiff::civil::Date;
use serde::Serialize;

use super::{count, day, said};
use crate::{
    Unmailable,
    chart::{Chart, HEIGHT, WIDTH},
    context::Context,
    mime::Inline,
    strings::Word,
};

/// What mails call the picture.
const CID: &str = "stock-chart";
/// So many days back, and at most so many ahead.
const BACK: usize = 60;
const AHEAD: i32 = 45;
/// What is expected is drawn for a little longer than to its last event.
const BEYOND: i32 = 3;
/// A piece, as velocities count.
const PIECE: i64 = 1_000_000;

/// The chart in the mail, and around it the words for all that it shows.
#[derive(Debug, Serialize)]
pub(crate) struct ChartView {
    cid: &'static str,
    /// As shown: half of its dots.
    width: usize,
    height: usize,
    alt: String,
    /// What stands at its two ends.
    from: String,
    to: String,
    /// Whether something expected is drawn, and deliveries.
    ahead: bool,
    deliveries: bool,
}

/// None where too little is known of the past.
pub(super) fn chart(alert: &Alert, cx: &Context) -> Result<(Option<ChartView>, Option<Inline>), Unmailable> {
    let today = alert.at.to_zoned(cx.zone.clone()).date();
    let drawn = drawn(alert, today, cx.speech.rtl);
    let Some(bytes) = drawn.picture()? else { return Ok((None, None)) };
    let days = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let numbers = &cx.speech.numbers;
    let mut alt = said::say(
        "stock-chart-alt",
        &[
            ("n", Word::Count(days(drawn.past.len()))),
            ("highest", Word::Text(numbers.count(drawn.past.iter().copied().max().unwrap_or_default())?)),
            ("now", Word::Text(numbers.count(alert.available)?)),
            ("threshold", Word::Text(numbers.count(alert.threshold.pieces)?)),
        ],
        cx,
    )?;
    if let Some(date) = alert.outlook.as_ref().and_then(|outlook| outlook.runs_out) {
        alt.push(' ');
        alt.push_str(&said::say("stock-chart-ends", &[("date", Word::Text(day(date, cx)?))], cx)?);
    }
    let to = match drawn.ahead.len() {
        0 => said::say("stock-chart-today", &[], cx)?,
        n => count("stock-chart-to", days(n), cx)?,
    };
    let view = ChartView {
        cid: CID,
        width: WIDTH / 2,
        height: HEIGHT / 2,
        alt,
        from: count("stock-chart-from", days(drawn.past.len() - 1), cx)?,
        to,
        ahead: !drawn.ahead.is_empty(),
        deliveries: !drawn.deliveries.is_empty(),
    };
    Ok((Some(view), Some(Inline { cid: CID, media_type: "image/png", bytes })))
}

/// What is drawn of a stock, by the date at its shop.
fn drawn(alert: &Alert, today: Date, mirrored: bool) -> Chart {
    let days_to = |date: Date| (date - today).get_days();
    let arriving: Vec<(i32, i64)> = alert
        .incoming
        .iter()
        // What is overdue may come tomorrow.
        .filter_map(|incoming| Some((days_to(incoming.on?).max(1), incoming.pieces)))
        .filter(|(day, _)| *day <= AHEAD)
        .collect();
    let outlook = alert.outlook.as_ref();
    let ends = outlook.into_iter().flat_map(|o| [o.runs_out, o.next_delivery]).flatten().map(days_to);
    let last = ends.chain(arriving.iter().map(|(day, _)| *day)).max();
    let rate = outlook.map_or(0, |outlook| {
        let percent = i64::from(outlook.season.unwrap_or(100));
        outlook.per_day.0.saturating_mul(percent) / 100
    });
    let mut left = alert.available.saturating_mul(PIECE);
    let ahead = last.map_or(0, |last| (last.max(1) + BEYOND).min(AHEAD));
    let ahead = (1..=ahead).map(|day| {
        let arrives = arriving.iter().filter(|(on, _)| *on == day).map(|(_, pieces)| *pieces);
        left = left.saturating_add(arrives.fold(0_i64, i64::saturating_add).saturating_mul(PIECE));
        // What isn't there isn't sold; what is owed already stays so until something comes.
        left = left.min(left.saturating_sub(rate).max(0));
        left.div_euclid(PIECE)
    });
    let from = alert.history.len().saturating_sub(BACK);
    Chart {
        past: alert.history[from..].to_vec(),
        ahead: ahead.collect(),
        threshold: alert.threshold.pieces,
        deliveries: arriving.iter().filter_map(|(day, _)| usize::try_from(day - 1).ok()).collect(),
        mirrored,
    }
}

#[cfg(test)]
mod tests {
    use domain::stock::Incoming;
    use serde_json::json;

    use super::*;

    fn alert(available: i64) -> Alert {
        serde_json::from_value(json!({
            "item": "1", "title": "Mug", "location": "-", "number": 1, "at": "2026-11-21T12:00:00Z", "level": "low",
            "because": "crossed", "delivery": "digest", "route": "stock", "quantities": {"on_hand": available},
            "available": available, "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}},
            "history": (0..90).map(|day| 100 - day).collect::<Vec<_>>(),
            "outlook": {"per_day": 1_500_000, "method": "weighted", "runs_out": "2026-11-23"},
        }))
        .expect("an alert")
    }

    fn today() -> Date {
        "2026-11-21".parse().expect("a date")
    }

    #[test]
    fn what_is_expected_falls_as_it_sells_and_rises_as_it_arrives() {
        let mut alert = alert(4);
        let plain = drawn(&alert, today(), false);
        assert_eq!((plain.past.len(), plain.past.first(), plain.past.last()), (60, Some(&70), Some(&11)));
        assert_eq!(plain.ahead, [2, 1, 0, 0, 0], "to three days after it ran out");
        let on =
            |date: Option<&str>, pieces| Incoming { on: date.map(|d| d.parse().expect("a date")), pieces };
        alert.incoming = vec![
            on(Some("2026-11-25"), 10),
            on(Some("2026-11-01"), 1),
            on(None, 99),
            on(Some("2028-01-01"), 7),
        ];
        let full = drawn(&alert, today(), true);
        assert_eq!(full.ahead, [3, 2, 0, 9, 7, 6, 4], "what is overdue may come tomorrow");
        assert_eq!((full.deliveries, full.mirrored), (vec![3, 0], true));
    }

    #[test]
    fn what_is_owed_stays_owed_until_something_comes() {
        let mut alert = alert(-3);
        assert_eq!(drawn(&alert, today(), false).ahead, [-3; 5]);
        alert.incoming = vec![Incoming { on: Some("2026-11-22".parse().expect("a date")), pieces: 5 }];
        assert_eq!(drawn(&alert, today(), false).ahead, [0, 0, 0, 0, 0]);
        alert.outlook = None;
        alert.incoming.clear();
        assert_eq!(drawn(&alert, today(), false).ahead, Vec::<i64>::new(), "nothing is known");
        alert.available = i64::MIN;
        alert.outlook = self::alert(1).outlook;
        assert_eq!(drawn(&alert, today(), false).ahead.len(), 5);
    }
}
