//! The mails about stock: their facts stand in the events that tell of it.

use domain::{
    EntityRef, Event, Failure, Payload as _, Timestamp,
    settings::Shop,
    stock::{self, Alert, Recovered, Summary},
};
use mail::{About, Unmailable};
use store::Store;

use crate::{enclosed::Enclosure, subject::told};

/// Why an alert isn't told any more.
const ENOUGH_AGAIN: &str = "there was enough again before the mail was sent";
const TOLD_ANEW: &str = "a later alert about the stock was told before the mail was sent";

/// What a mail about stock tells.
pub(crate) enum Stocks {
    /// One that is too little.
    Alert {
        /// Which.
        alert: Box<Alert>,
        /// Why it isn't to be told any more.
        over: Option<&'static str>,
    },
    /// Those of a day or a week.
    Digest(Box<stock::Digest>),
    /// Those of a storm.
    Storm(Box<Summary>),
}

/// The facts of the mail that `event` asks for in this revision; `None` if they aren't there.
pub(crate) async fn of(store: &Store, event: &Event, revision: u32) -> Result<Option<Stocks>, Failure> {
    let (shop, subject) = (&event.shop, &event.subject);
    Ok(match subject.kind() {
        stock::Digest::ENTITY => told(store, event, stock::Digest::EFFECT).await?.map(Stocks::Digest),
        Summary::ENTITY => told(store, event, Summary::EFFECT).await?.map(Stocks::Storm),
        _ => {
            let Some(alert) = told(store, event, &Alert::effect(revision)).await? else { return Ok(None) };
            // The mail says how it is: what is over or has become worse meanwhile isn't told as it was.
            let later = [Recovered::effect(revision), Alert::effect(revision.saturating_add(1))];
            let later: Vec<_> = later.iter().map(|effect| (subject, effect.as_str())).collect();
            let later = store.events(shop, &later).await?;
            let over = later.iter().map(|(_, event)| event.kind == Recovered::KIND).max();
            let over = over.map(|recovered| if recovered { ENOUGH_AGAIN } else { TOLD_ANEW });
            Some(Stocks::Alert { alert, over })
        }
    })
}

impl Stocks {
    /// Whether mails about `entity` are about stock.
    pub(crate) fn are_told_by(entity: &EntityRef) -> bool {
        stock::place(entity).is_some() || [stock::Digest::ENTITY, Summary::ENTITY].contains(&entity.kind())
    }

    /// What the mail is about.
    pub(crate) fn about<'a>(&'a self, entity: &'a EntityRef) -> About<'a> {
        match self {
            Self::Alert { alert, .. } => About::Stock(entity, alert),
            Self::Digest(digest) => About::StockDigest(entity, digest),
            Self::Storm(storm) => About::StockStorm(entity, storm),
        }
    }

    /// The alerts that it tells, as they follow each other.
    pub(crate) fn told(&self) -> Vec<&Alert> {
        match self {
            Self::Alert { alert, .. } => vec![alert],
            Self::Digest(digest) => digest.groups.iter().flat_map(|group| &group.alerts).collect(),
            Self::Storm(storm) => storm.alerts.iter().collect(),
        }
    }

    /// When what it tells was found: the switch of whoever found it looks at that.
    pub(crate) fn found(&self) -> Timestamp {
        match self {
            Self::Alert { alert, .. } => alert.at,
            Self::Storm(storm) => storm.from,
            Self::Digest(digest) => {
                let alerts = digest.groups.iter().flat_map(|group| &group.alerts).map(|alert| alert.at);
                // It tells what was found since the last one: the newest of it says whether that was in earnest.
                alerts.chain(digest.recovered.iter().map(|known| known.at)).max().unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// Why it isn't worth a mail any more.
    pub(crate) fn over(&self) -> Option<&'static str> {
        match self {
            Self::Alert { over, .. } => *over,
            Self::Digest(_) | Self::Storm(_) => None,
        }
    }

    /// All of it as a table, for those that tell several; named by the date at the shop.
    pub(crate) fn table(&self, shop: &Shop, now: Timestamp) -> Result<Option<Enclosure>, Unmailable> {
        let (date, bytes) = match self {
            Self::Alert { .. } => return Ok(None),
            Self::Digest(digest) => (digest.date, mail::stock_digest_table(digest)?),
            Self::Storm(storm) => (shop.day(now), mail::stock_storm_table(storm)?),
        };
        let name = format!("stock-{date}.csv");
        Ok(Some(Enclosure { name, media_type: "text/csv", bytes: bytes.into() }))
    }
}
