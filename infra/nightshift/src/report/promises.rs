//! Delivery dates: what each buyer was promised, what came, and what they were told before the day.

use domain::{
    Event, Payload as _,
    edd::{self, Settled, Span, Stored},
    mail::MailRequested,
};
use jiff::{ToSpan as _, civil::Date};

use super::{
    played::PlayedDay,
    words::{day, many},
};
use crate::pages::{
    chart::Axis,
    svg::{At, Drawing, Mark, WIDTH},
};

/// The message about a delay.
const DELAY: &str = "delivery-delayed";
const LEFT: i64 = 86;
const RIGHT: i64 = 24;
const ROW: i64 = 26;
const TOP: i64 = 8;

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Promise {
    /// The order's number.
    pub(super) number: String,
    /// When it was given, a day of the shop's.
    pub(super) given: Date,
    /// What was promised.
    pub(super) promised: Span,
    /// What is expected since, if that is something else.
    pub(super) expected: Option<Span>,
    /// When all of it came, and whether in time.
    pub(super) came: Option<(Date, bool)>,
    /// When its buyer was told of a delay.
    pub(super) told: Option<Date>,
}

/// All promises, by their orders' numbers.
pub(super) fn promises(kept: &PlayedDay) -> Vec<Promise> {
    let stored = kept.events.iter().filter(|event| event.kind == Stored::KIND);
    let mut promises: Vec<Promise> = stored.filter_map(|event| promise(kept, event)).collect();
    promises.sort_by(|a, b| a.number.cmp(&b.number));
    promises
}

fn promise(kept: &PlayedDay, event: &Event) -> Option<Promise> {
    let stored: Stored = event.payload().ok()?;
    let zone = kept.shop(&event.shop)?.time_zone();
    let on = |at: domain::Timestamp| at.to_zoned(zone.clone()).date();
    let row = kept.deliveries.iter().find(|row| {
        row.shop == event.shop.as_str()
            && row.entity.as_ref() == Some(&event.subject)
            && !row.order.is_empty()
    });
    let number = row.map_or_else(|| event.subject.id().to_owned(), |row| row.order.clone());
    let promised = stored.dates?;
    let mut promise =
        Promise { number, given: on(event.time), promised, expected: None, came: None, told: None };
    let its = kept.events.iter().filter(|e| e.shop == event.shop && e.subject == event.subject);
    for later in its {
        if let Some(moved) = later.is_a::<edd::Moved>() {
            promise.expected = moved.to.filter(|to| *to != promised);
        } else if let Some(settled) = later.is_a::<Settled>() {
            promise.came =
                Some((settled.delivered, settled.kept.unwrap_or(settled.delivered <= promised.latest)));
        } else if later.kind.starts_with(MailRequested::KIND)
            && later.payload::<MailRequested>().is_ok_and(|mail| mail.message == DELAY)
        {
            promise.told = Some(on(later.time));
        }
    }
    Some(promise)
}

/// An event's payload, if it is of that kind.
trait IsA {
    fn is_a<P: domain::Payload>(&self) -> Option<P>;
}

impl IsA for Event {
    fn is_a<P: domain::Payload>(&self) -> Option<P> {
        (self.kind == P::KIND).then(|| self.payload().ok()).flatten()
    }
}

/// Days from one to another.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// In a sentence.
pub(super) fn sentence(promises: &[Promise]) -> String {
    let (kept, missed): (Vec<_>, Vec<_>) =
        promises.iter().filter_map(|p| p.came).partition(|(_, kept)| *kept);
    let warned: Vec<_> = promises.iter().filter_map(|p| Some(days(p.told?, p.promised.latest))).collect();
    let mut said = vec![format!("{} kept so far", kept.len())];
    said.extend((!missed.is_empty()).then(|| format!("{} missed", missed.len())));
    if let Some(before) = warned.iter().min() {
        let before = usize::try_from(*before).unwrap_or(0);
        said.push(format!(
            "{} told {} before the promised day",
            many(warned.len(), "delay"),
            many(before, "day")
        ));
    }
    let under_way = promises.len() - kept.len() - missed.len();
    said.extend((under_way > 0).then(|| format!("{under_way} not due yet")));
    said.join("; ")
}

/// A line for each promise, along the days.
pub(super) fn chart(promises: &[Promise]) -> Drawing {
    let rows = i64::try_from(promises.len()).unwrap_or(0);
    let floor = TOP + rows * ROW;
    let first = promises.iter().map(|p| p.given).min().unwrap_or_default();
    let ends = promises.iter().flat_map(|p| [Some(p.promised.latest), p.expected.map(|to| to.latest)]);
    let last = ends.flatten().max().unwrap_or(first);
    let span = (days(first, last) + 1).max(1);
    // A day has a width: what is promised for one day is seen.
    let along = Axis::whole(span, (LEFT, WIDTH - RIGHT));
    let x = |date: Date| along.place(days(first, date));
    let next = |date: Date| x(date.checked_add(1.day()).unwrap_or(date));
    let told: Vec<String> = promises.iter().map(in_words).collect();
    let mut drawing =
        Drawing::begin("promises", "What was promised, and what came", &told.join("; "), floor + 30);
    let every = [1, 2, 7, 14, 28].into_iter().find(|step| span / step <= 6).unwrap_or(56);
    let ticks = std::iter::successors(Some(first), |date| date.checked_add(every.days()).ok());
    for tick in ticks.take_while(|tick| *tick <= last) {
        drawing.line("grid", (x(tick), TOP), (x(tick), floor));
        drawing.text("", (x(tick), floor + 20), At::Start, &day(tick));
    }
    for (promise, nth) in promises.iter().zip(0i64..) {
        let y = TOP + nth * ROW;
        let middle = y + ROW / 2;
        drawing.text("name", (LEFT - 10, y + 18), At::End, &promise.number);
        drawing.line("thread", (x(promise.given), middle), (x(promise.promised.earliest), middle));
        let Span { earliest, latest } = promise.promised;
        drawing.bar("ours", (x(earliest), y + 6), (next(latest) - x(earliest) - 2, ROW - 12));
        if let Some(Span { earliest, latest }) = promise.expected.filter(|_| promise.came.is_none()) {
            drawing.line("thread", (next(promise.promised.latest), middle), (x(earliest), middle));
            drawing.bar("late", (x(earliest), y + 6), (next(latest) - x(earliest) - 2, ROW - 12));
        }
        if let Some(told) = promise.told {
            drawing.mark(Mark::Told, (x(told) + 8, middle));
        }
        if let Some((came, kept)) = promise.came {
            drawing.mark(if kept { Mark::Done } else { Mark::No }, (x(came) + 8, middle));
        }
    }
    drawing
}

fn in_words(promise: &Promise) -> String {
    let Promise { number, promised, expected, came, told, .. } = promise;
    let span = |span: &Span| format!("{} to {}", day(span.earliest), day(span.latest));
    let mut said = format!("{number}: promised {}", span(promised));
    match (came, expected) {
        (Some((on, kept)), _) => {
            said.push_str(&format!(", came {}, {}", day(*on), if *kept { "kept" } else { "missed" }));
        }
        (None, Some(to)) => said.push_str(&format!(", now expected {}", span(to))),
        (None, None) => {}
    }
    if let Some(told) = told {
        said.push_str(&format!(", buyer told {}", day(*told)));
    }
    said
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(number: &str, earliest: Date, latest: Date) -> Promise {
        let promised = Span { earliest, latest };
        Promise {
            number: number.into(),
            given: date(2026, 11, 26),
            promised,
            expected: None,
            came: None,
            told: None,
        }
    }

    #[test]
    fn promises_are_drawn_and_told() {
        let kept = Promise {
            came: Some((date(2026, 11, 26), true)),
            ..of("#1", date(2026, 11, 27), date(2026, 11, 30))
        };
        let late = Promise {
            expected: Some(Span { earliest: date(2026, 12, 20), latest: date(2026, 12, 22) }),
            told: Some(date(2026, 11, 26)),
            ..of("#2", date(2026, 11, 30), date(2026, 12, 4))
        };
        let all = [kept, late, of("#3", date(2026, 12, 1), date(2026, 12, 1))];
        assert_eq!(
            sentence(&all),
            "1 kept so far; 1 delay told 8 days before the promised day; 2 not due yet"
        );
        let svg = chart(&all).file();
        assert_eq!(
            (svg.matches("class=\"ours\"").count(), svg.matches("class=\"late\"").count()),
            (3, 1),
            "{svg}"
        );
        assert!(
            svg.contains("#2: promised 30 Nov to 4 Dec, now expected 20 Dec to 22 Dec, buyer told 26 Nov"),
            "{svg}"
        );
        assert!(!svg.contains("width=\"-"), "{svg}");
        assert!(chart(&[]).file().contains("</svg>"));
    }
}
