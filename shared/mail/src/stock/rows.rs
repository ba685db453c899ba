//! What is known of a stock, label by label: all of it for a mail of its own, the gist for a line among others.

use domain::stock::{Alert, Incoming, Likely, Lost, Outlook, Recovered, Summary, Threshold};

use super::{Row, count, day, said};
use crate::{Unmailable, context::Context, strings::Word};

/// So many deliveries and bundles are listed.
const MOST: usize = 10;

/// Rows as they are gathered. What isn't ours is fenced in each value, so that the value as a whole runs as our words do.
struct Rows<'a, 'c> {
    cx: &'a Context<'c>,
    rows: Vec<Row>,
}

impl Rows<'_, '_> {
    fn add(&mut self, key: &str, value: String) -> Result<(), Unmailable> {
        self.rows.push((said::say(key, &[], self.cx)?, value));
        Ok(())
    }

    fn maybe(&mut self, key: &str, value: Option<String>) -> Result<(), Unmailable> {
        value.map_or(Ok(()), |value| self.add(key, value))
    }

    /// A number, unless it is nought and says nothing.
    fn pieces(&mut self, key: &str, pieces: i64) -> Result<(), Unmailable> {
        if pieces == 0 { Ok(()) } else { self.add(key, self.number(pieces)?) }
    }

    fn number(&self, n: i64) -> Result<String, Unmailable> {
        Ok(self.cx.isolated(&self.cx.speech.numbers.count(n)?))
    }

    /// A foreign word, unless it says nothing.
    fn word(&mut self, key: &str, word: Option<&str>) -> Result<(), Unmailable> {
        let word = word.and_then(said::word).map(|word| self.cx.isolated(&word));
        self.maybe(key, word)
    }
}

/// Everything.
pub(super) fn all(alert: &Alert, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = Rows { cx, rows: Vec::new() };
    rows.word("line-sku", alert.sku.as_deref())?;
    rows.maybe("stock-location", said::place(&alert.location, alert.place.as_deref(), cx)?)?;
    rows.maybe("stock-because", said::because(alert.because, cx)?)?;
    rows.maybe("stock-cause", alert.cause.map(|c| said::cause(c, alert.run.as_deref(), cx)).transpose()?)?;
    rows.add("stock-available", available(alert, &rows)?)?;
    rows.add("stock-on-hand", rows.number(alert.quantities.on_hand)?)?;
    rows.add("stock-reserved", rows.number(alert.quantities.reserved)?)?;
    rows.pieces("stock-buffer", alert.buffer)?;
    rows.pieces("stock-damaged", alert.quantities.damaged)?;
    rows.maybe("stock-incoming", incoming(&alert.incoming, &rows)?)?;
    if alert.incoming.is_empty() {
        rows.add("stock-incoming", rows.number(alert.quantities.incoming)?)?;
    }
    rows.pieces("stock-in-transit", alert.quantities.in_transit)?;
    rows.add("stock-threshold", threshold(&alert.threshold, &rows)?)?;
    if let Some(outlook) = &alert.outlook {
        sales(outlook, &mut rows)?;
    }
    if let Some(source) = &alert.supplier {
        rows.maybe("stock-supplier", said::supplier(source, cx)?)?;
    }
    rows.maybe("stock-suggested", alert.suggested.map(|n| rows.number(n)).transpose()?)?;
    if let Some(lost) = alert.outlook.as_ref().and_then(|outlook| outlook.lost) {
        rows.add("stock-lost", lost_sales(&lost, cx)?)?;
    }
    for kits in alert.kits.iter().take(MOST) {
        let left = count("stock-kits-left", kits.remain, cx)?;
        let title = said::item(&kits.title, None, cx)?;
        rows.add("stock-kits", said::with(title, left, cx)?)?;
    }
    Ok(rows.rows)
}

/// The gist.
pub(super) fn short(alert: &Alert, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = Rows { cx, rows: Vec::new() };
    rows.word("line-sku", alert.sku.as_deref())?;
    rows.maybe("stock-location", said::place(&alert.location, alert.place.as_deref(), cx)?)?;
    rows.add("stock-available", rows.number(alert.available)?)?;
    rows.add("stock-threshold", rows.number(alert.threshold.pieces)?)?;
    rows.maybe("stock-incoming", incoming(&alert.incoming, &rows)?)?;
    let runs_out = alert.outlook.as_ref().and_then(|outlook| outlook.runs_out);
    rows.maybe("stock-runs-out", runs_out.map(|date| day(date, cx)).transpose()?)?;
    rows.maybe("stock-suggested", alert.suggested.map(|n| rows.number(n)).transpose()?)?;
    Ok(rows.rows)
}

/// Of what there is enough of again.
pub(super) fn recovered(known: &Recovered, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = Rows { cx, rows: Vec::new() };
    rows.word("line-sku", known.sku.as_deref())?;
    rows.maybe("stock-location", said::place(&known.location, known.place.as_deref(), cx)?)?;
    rows.add("stock-available", rows.number(known.available)?)?;
    rows.add("stock-threshold", rows.number(known.threshold.pieces)?)?;
    Ok(rows.rows)
}

/// What an action's page says of what it is about.
pub(crate) fn page_rows(alert: &Alert, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = vec![(
        said::say("stock-item", &[], cx)?,
        cx.isolated(&said::item(&alert.title, alert.variant.as_deref(), cx)?),
    )];
    rows.push((
        said::say("stock-level", &[], cx)?,
        said::say(&format!("stock-level-{}", super::level(alert.level)), &[], cx)?,
    ));
    rows.extend(short(alert, cx)?);
    Ok(rows)
}

/// What most alerts of a storm have in common.
pub(super) fn likely(likely: &Likely, storm: &Summary, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = Rows { cx, rows: Vec::new() };
    match (likely.cause, &likely.run) {
        (Some(cause), run) => rows.add("stock-cause", said::cause(cause, run.as_deref(), cx)?)?,
        (None, run) => rows.word("stock-cause", run.as_deref())?,
    }
    if let Some(location) = &likely.location {
        // Some alert there has the name that people know.
        let known = storm.alerts.iter().find(|alert| alert.location == *location);
        let place = known.and_then(|alert| alert.place.as_deref());
        rows.maybe("stock-location", said::place(location, place, cx)?)?;
    }
    Ok(rows.rows)
}

fn available(alert: &Alert, rows: &Rows) -> Result<String, Unmailable> {
    let now = rows.number(alert.available)?;
    let Some(before) = alert.before.filter(|before| *before != alert.available) else { return Ok(now) };
    let words = [("now", Word::Text(now)), ("before", Word::Text(rows.number(before)?))];
    said::say("stock-available-before", &words, rows.cx)
}

fn threshold(threshold: &Threshold, rows: &Rows) -> Result<String, Unmailable> {
    said::with(rows.number(threshold.pieces)?, said::said_by(&threshold.said_by, rows.cx)?, rows.cx)
}

/// What is on its way, each with its date.
fn incoming(all: &[Incoming], rows: &Rows) -> Result<Option<String>, Unmailable> {
    let one = |incoming: &Incoming| {
        let pieces = rows.number(incoming.pieces)?;
        let when = match incoming.on {
            Some(date) => day(date, rows.cx)?,
            None => said::say("stock-undated", &[], rows.cx)?,
        };
        said::with(pieces, when, rows.cx)
    };
    let said = all.iter().take(MOST).map(one).collect::<Result<Vec<_>, _>>()?;
    if said.is_empty() { Ok(None) } else { crate::lists::all_of(&said, &rows.cx.speech.tag).map(Some) }
}

fn sales(outlook: &Outlook, rows: &mut Rows) -> Result<(), Unmailable> {
    let cx = rows.cx;
    let numbers = &cx.speech.numbers;
    let per_day = numbers.decimal(&outlook.per_day.to_string())?;
    rows.add("stock-per-day", said::with(per_day, said::method(outlook.method, cx)?, cx)?)?;
    if let Some(percent) = outlook.season {
        // Percent as a fraction, as rates are written.
        let fraction = format!("{}.{:02}", percent / 100, percent % 100);
        rows.maybe("stock-season", numbers.percent(&fraction)?)?;
    }
    let cover = match outlook.cover_tenths {
        Some(tenths) => numbers.decimal(&format!("{}.{}", tenths / 10, tenths % 10))?,
        None => said::say("stock-cover-long", &[], cx)?,
    };
    rows.add("stock-cover", cover)?;
    rows.maybe("stock-runs-out", outlook.runs_out.map(|date| day(date, cx)).transpose()?)?;
    rows.maybe("stock-next", outlook.next_delivery.map(|date| day(date, cx)).transpose()?)
}

/// `12 pieces in 5 days (€59.40)`.
fn lost_sales(lost: &Lost, cx: &Context) -> Result<String, Unmailable> {
    let words = [
        ("pieces", Word::Text(count("stock-pieces", lost.pieces, cx)?)),
        ("days", Word::Text(count("stock-days", lost.days.into(), cx)?)),
    ];
    let said = said::say("stock-lost-in", &words, cx)?;
    match lost.value {
        Some(value) => said::with(said, cx.speech.numbers.money(value)?, cx),
        None => Ok(said),
    }
}
