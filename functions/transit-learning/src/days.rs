//! Writes what each day taught.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    edd::{
        Reckoner, Rules,
        daily::{DayFile, Entry},
    },
    tracking::Scanned,
    webhook::told_by,
};
use jiff::{SignedDuration, Span, civil::Date, tz::TimeZone};
use shell::TimeLeft;
use std::sync::Arc;

use crate::{At, RESERVE, Round, TransitLearning};

/// A day is written once it has been over for so long: indexes show what was journalled a moment late.
const SETTLED: SignedDuration = SignedDuration::from_mins(30);
/// Days before this many aren't made up for.
const FURTHEST: i32 = 730;
/// Orders are read so many at a time.
const AT_ONCE: usize = 40;
/// How far it is remembered at least after so many days without any order.
const REMEMBER_EVERY: usize = 30;
/// The word under which orders are brought in that nobody acts on.
const IMPORT: &str = "import";

impl TransitLearning {
    /// Writes the days that aren't written yet, the oldest first. `false` if some are left for the next tick.
    pub(crate) async fn write_days(
        &self,
        at: &At<'_>,
        written: Option<Date>,
        time: &TimeLeft,
        round: &mut Round,
    ) -> Result<bool, Failure> {
        let until = utc(at.now - SETTLED);
        let mut day = match written {
            Some(written) => tomorrow(written)?,
            None => first_day(at, until),
        };
        let mut empty = 0;
        while day < until {
            if time.left() < RESERVE {
                return Ok(false);
            }
            let file = self.day(at, day).await?;
            if !file.is_empty() {
                // Somebody else's is as good: what has come since is in a later day's.
                let is_new = self.objects.keep_day(at.shop, &file).await?;
                round.days += u64::from(is_new);
                tracing::info!(shop = at.shop.as_str(), %day, orders = file.len(), is_new, "a day is written");
            }
            let next = tomorrow(day)?;
            empty = if file.is_empty() { empty + 1 } else { 0 };
            if !file.is_empty() || next >= until || empty >= REMEMBER_EVERY {
                empty = 0;
                let change = |memory: &mut crate::Memory| memory.written = memory.written.max(Some(day));
                self.remember(at, change).await?;
            }
            day = next;
        }
        Ok(true)
    }

    /// What a day taught: each order that was touched, as far as it is now, which may be later than the day.
    async fn day(&self, at: &At<'_>, day: Date) -> Result<DayFile, Failure> {
        let orders = self.touched(at.shop, day).await?;
        let orders: Vec<&EntityRef> = orders.iter().collect();
        let mut reckoners = BTreeMap::new();
        let mut entries = vec![];
        for some in orders.chunks(AT_ONCE) {
            for known in self.store.deliveries(at.shop, some).await? {
                // By the settings by which it was promised; what is newer knows other places.
                let number = known.stored.as_ref().map(|stored| stored.inputs.settings);
                let reckoner = reckoners.entry(number).or_insert_with(|| reckoner(at, number)).as_ref();
                let Some(reckoner) = reckoner else { continue };
                let (stored, settled) = (known.stored.as_ref(), known.settled.as_ref());
                let entry = Entry::of(&known.order, stored, settled, &known.parcels, reckoner);
                entries.extend(entry.filter(|entry| entry.promise.is_some() || !entry.parcels.is_empty()));
            }
        }
        Ok(DayFile::new(day, entries))
    }

    /// The orders of which something new was known on a day.
    async fn touched(&self, shop: &ShopId, day: Date) -> Result<BTreeSet<EntityRef>, Failure> {
        let rows = self.store.rows(shop, midnight(day)?, midnight(tomorrow(day)?)?).await?;
        let mut orders = BTreeSet::new();
        // Of each parcel the newest word: it names all the orders that were known by then.
        let mut parcels: BTreeMap<&EntityRef, &str> = BTreeMap::new();
        for row in &rows {
            match row.entity.kind() {
                "ORDER" if told_by(&row.effect).is_none_or(|(_, topic)| topic != IMPORT) => {
                    orders.insert(row.entity.clone());
                }
                "PARCEL" => _ = parcels.insert(&row.entity, &row.effect),
                _ => {}
            }
        }
        let parcels: Vec<_> = parcels.into_iter().collect();
        for (_, event) in self.store.events(shop, &parcels).await? {
            let Ok(scanned) = event.payload::<Scanned>() else { continue };
            orders.extend(scanned.orders.iter().map(|order| EntityRef::order(order)));
        }
        Ok(orders)
    }
}

/// By a version of the settings, or the present one; nothing where its rules can't be read.
fn reckoner(at: &At<'_>, number: Option<u32>) -> Option<Reckoner> {
    let versions = at.history.versions();
    let version = number.and_then(|number| versions.iter().find(|version| version.number == number));
    let shop = &version.unwrap_or(at.version).shop;
    let rules: Rules = shop.rules_of_edd().ok()?;
    Some(Reckoner::new(Arc::new(shop.clone()), rules))
}

/// The day on which the shop's journal begins.
fn first_day(at: &At<'_>, until: Date) -> Date {
    let furthest = until.checked_sub(Span::new().days(FURTHEST)).unwrap_or(until);
    let published = at.history.versions().iter().map(|version| version.effective_from).min();
    published.map_or(until, utc).max(furthest)
}

fn utc(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn tomorrow(day: Date) -> Result<Date, Failure> {
    day.tomorrow().map_err(|e| Failure::bug(e.to_string()))
}

fn midnight(day: Date) -> Result<Timestamp, Failure> {
    let at = day.to_zoned(TimeZone::UTC).map_err(|e| Failure::bug(e.to_string()))?;
    Ok(at.timestamp())
}
