//! Deletes photos of returns once their shop's time for them is over. See the README beside this.
//!
//! Woken every hour by the schedule; a shop's turn is the fourth hour of its own day.

use std::time::Duration;

use domain::{Failure, ShopId, Timestamp};
use objects::{Objects, Swept};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;

/// The function, in metrics.
const NAME: &str = "photo-retention";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 60;
/// A shop's turn, by its own clock: when nobody sends photos.
const HOUR: i8 = 3;
/// What must be left of the invocation's time to begin another shop.
const RESERVE: Duration = Duration::from_secs(60);

/// The sweeper.
#[derive(Debug)]
pub struct PhotoRetention {
    /// The shops and their settings.
    pub store: Store,
    /// The photos.
    pub objects: Objects,
}

impl Scheduled for PhotoRetention {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (swept, done) = self.round(now, time).await;
        if swept.deleted > 0 {
            metrics::count(NAME, "Deleted", u64::try_from(swept.deleted).unwrap_or(u64::MAX));
        }
        tracing::info!(
            kept = swept.kept,
            deleted = swept.deleted,
            left = swept.left,
            "photos were looked through"
        );
        done
    }
}

impl PhotoRetention {
    /// Looks through the photos of every shop whose turn it is. One that fails doesn't keep the others waiting; the last failure is
    /// answered beside what was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Swept, Result<(), Failure>) {
        let (mut all, mut done) = (Swept::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (all, Err(error.into())),
        };
        for shop in in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE)) {
            let looked_through = self.sweep(shop, now).await.map(|swept| {
                all.kept += swept.kept;
                all.deleted += swept.deleted;
                all.left += swept.left;
            });
            note(&mut done, shop, "a shop's photos weren't looked through", looked_through);
        }
        (all, done)
    }

    async fn sweep(&self, shop: &ShopId, now: Timestamp) -> Result<Swept, Failure> {
        let history = self.store.settings(shop).await?;
        let Ok(version) = history.at(now) else { return Ok(Swept::default()) };
        if now.to_zoned(version.shop.time_zone()).hour() != HOUR {
            return Ok(Swept::default());
        }
        // Switched off or not: what was promised to be forgotten is forgotten.
        let bounds = version.shop.rules_of_returns()?.photos;
        Ok(self.objects.sweep_photos(shop, &bounds, now).await?)
    }
}
