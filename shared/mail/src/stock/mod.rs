//! Stocks as their mails show them: one that is too little, those of a day, those of a storm.

pub(crate) mod csv;
mod outlook;
mod rows;
pub(crate) mod said;

use domain::{
    Timestamp,
    stock::{self, Alert, Group, Level, Recovered, Summary},
};
use jiff::civil::Date;
use serde::Serialize;

pub(crate) use rows::page_rows;

/// So many of a digest or a storm a mail tells one by one; the file has them all. Gmail cuts off what is longer than 102 KB.
pub const STOCKS_TOLD: usize = 25;

use crate::{
    Offer, Unmailable,
    context::Context,
    mime::Inline,
    strings::{Fence, Word},
};

/// What stands in a place of its own: a label and a value.
type Row = (String, String);

/// What templates see of a mail about one stock.
#[derive(Debug, Serialize)]
pub(crate) struct AlertView {
    item: String,
    /// Names its sentences.
    level: &'static str,
    /// Pieces that are left, or that are lacking.
    pieces: i64,
    threshold: String,
    rows: Vec<Row>,
    chart: Option<outlook::ChartView>,
    doings: Vec<Doing>,
}

/// What may be done about it.
#[derive(Debug, Serialize)]
struct Doing {
    word: String,
    days: u16,
    url: String,
}

impl AlertView {
    pub(crate) fn of(
        alert: &Alert,
        offers: &[Offer],
        cx: &Context,
    ) -> Result<(Self, Option<Inline>), Unmailable> {
        let (chart, picture) = outlook::chart(alert, cx)?;
        let view = Self {
            item: said::item(&alert.title, alert.variant.as_deref(), cx)?,
            level: level(alert.level),
            pieces: left(alert),
            threshold: cx.speech.numbers.count(alert.threshold.pieces)?,
            rows: rows::all(alert, cx)?,
            chart,
            doings: doings(alert, offers, cx),
        };
        Ok((view, picture))
    }
}

/// The word that names a level's sentences. Nobody is told of enough.
fn level(level: Level) -> &'static str {
    level.max(Level::Low).as_str()
}

/// What is left to sell; of what is oversold, how much is lacking.
fn left(alert: &Alert) -> i64 {
    if alert.level == Level::Negative { alert.available.saturating_neg() } else { alert.available.max(0) }
}

/// Those offers that are about this alert.
fn doings(alert: &Alert, offers: &[Offer], cx: &Context) -> Vec<Doing> {
    let (entity, matter) = (alert.entity(), Alert::effect(alert.number));
    let about = offers.iter().filter(|offer| offer.entity == entity && offer.matter == matter);
    let about = about.filter(|offer| cx.strings.has(&format!("stock-do-{}", offer.word)));
    about.map(|o| Doing { word: o.word.clone(), days: o.days, url: o.url.clone() }).collect()
}

/// What templates see of stocks that are told together.
#[derive(Debug, Serialize)]
pub(crate) struct DigestView {
    date: String,
    alerts: usize,
    groups: Vec<GroupView>,
    /// How many only the file has.
    more: usize,
    recovered: Vec<RecoveredView>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    name: Option<String>,
    /// Names the sentence for those without a name.
    by: &'static str,
    lines: Vec<LineView>,
}

/// A stock among others.
#[derive(Debug, Serialize)]
struct LineView {
    item: String,
    level: &'static str,
    facts: Vec<Row>,
    doings: Vec<Doing>,
}

#[derive(Debug, Serialize)]
struct RecoveredView {
    item: String,
    worst: &'static str,
    facts: Vec<Row>,
}

impl LineView {
    fn of(alert: &Alert, offers: &[Offer], cx: &Context) -> Result<Self, Unmailable> {
        Ok(Self {
            item: said::item(&alert.title, alert.variant.as_deref(), cx)?,
            level: level(alert.level),
            facts: rows::short(alert, cx)?,
            doings: doings(alert, offers, cx),
        })
    }
}

impl DigestView {
    pub(crate) fn of(digest: &stock::Digest, offers: &[Offer], cx: &Context) -> Result<Self, Unmailable> {
        let alerts: usize = digest.groups.iter().map(|group| group.alerts.len()).sum();
        let mut room = 25;
        let mut groups = Vec::new();
        for group in digest.groups.iter().filter(|group| !group.alerts.is_empty()) {
            let shown = &group.alerts[..group.alerts.len().min(room)];
            room -= shown.len();
            if !shown.is_empty() {
                groups.push(Self::group(group, shown, digest.group, offers, cx)?);
            }
        }
        let recovered = digest.recovered.iter().take(STOCKS_TOLD).map(|known| RecoveredView::of(known, cx));
        Ok(Self {
            date: cx.speech.dates.full(digest.date)?,
            alerts,
            groups,
            more: alerts.saturating_sub(STOCKS_TOLD) + digest.recovered.len().saturating_sub(STOCKS_TOLD),
            recovered: recovered.collect::<Result<_, _>>()?,
        })
    }

    fn group(
        group: &Group,
        shown: &[Alert],
        by: stock::rules::Group,
        offers: &[Offer],
        cx: &Context,
    ) -> Result<GroupView, Unmailable> {
        let lines = shown.iter().map(|alert| LineView::of(alert, offers, cx));
        let by = match by {
            stock::rules::Group::Supplier => "supplier",
            stock::rules::Group::Location => "location",
        };
        let name = group.name.as_deref().filter(|name| *name != stock::ONLY);
        let name = match name {
            Some(stock::NETWORK) => Some(said::say("stock-everywhere", &[], cx)?),
            other => other.and_then(said::word),
        };
        Ok(GroupView { name, by, lines: lines.collect::<Result<_, _>>()? })
    }
}

impl RecoveredView {
    fn of(known: &Recovered, cx: &Context) -> Result<Self, Unmailable> {
        Ok(Self {
            item: said::item(&known.title, known.variant.as_deref(), cx)?,
            worst: level(known.worst),
            facts: rows::recovered(known, cx)?,
        })
    }
}

/// What templates see of a storm.
#[derive(Debug, Serialize)]
pub(crate) struct StormView {
    alerts: usize,
    from: String,
    to: String,
    /// Of each level how many.
    levels: Vec<(&'static str, i64)>,
    likely: Option<LikelyView>,
    lines: Vec<LineView>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct LikelyView {
    alerts: i64,
    rows: Vec<Row>,
}

impl StormView {
    pub(crate) fn of(storm: &Summary, offers: &[Offer], cx: &Context) -> Result<Self, Unmailable> {
        let instant = |at: Timestamp| cx.speech.dates.instant(&at.to_zoned(cx.zone.clone()), cx.strings);
        let lines = storm.alerts.iter().take(STOCKS_TOLD).map(|alert| LineView::of(alert, offers, cx));
        let likely = storm.likely.as_ref().map(|likely| {
            Ok::<_, Unmailable>(LikelyView {
                alerts: likely.alerts.into(),
                rows: rows::likely(likely, storm, cx)?,
            })
        });
        Ok(Self {
            alerts: storm.alerts.len(),
            from: instant(storm.from)?,
            to: instant(storm.to)?,
            levels: storm.levels.iter().map(|(level, n)| (self::level(*level), i64::from(*n))).collect(),
            likely: likely.transpose()?,
            lines: lines.collect::<Result<_, _>>()?,
            more: storm.alerts.len().saturating_sub(STOCKS_TOLD),
        })
    }
}

/// A day as it is told here: with its year only where that is another.
fn day(date: Date, cx: &Context) -> Result<String, Unmailable> {
    cx.day(date)
}

/// A sentence about a number of pieces.
fn count(key: &str, n: i64, cx: &Context) -> Result<String, Unmailable> {
    cx.strings.say(key, &[("n", Word::Count(n))], Fence::WhereDirectionsMix)
}
