//! How many mails went out of what an automation decided, day by day.

use domain::{ShopId, Timestamp};
use jiff::{SignedDuration, civil::Date};

use crate::{Store, StoreError, keys};

const WHAT: &str = "a day's mails";
/// A day's count is of no use after this: no day is longer, by whatever clock.
const KEPT: SignedDuration = SignedDuration::from_hours(3 * 24);

impl Store {
    /// Counts a mail that `automation` is about to send on this day. `false`, counting nothing, once there were as many as it may
    /// send. Whoever dies between the count and the send is counted again: rather one mail too few than one too many.
    pub async fn may_mail(
        &self,
        shop: &ShopId,
        automation: &str,
        day: Date,
        most: u32,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let count = |sent: &mut u32| {
            let may = *sent < most;
            *sent += u32::from(may);
            may
        };
        self.change_row(WHAT, keys::mails(shop, automation, day), now + KEPT, count).await
    }

    /// How many mails of `automation` were counted on this day; those of a day without a limit weren't.
    pub async fn mails_on(&self, shop: &ShopId, automation: &str, day: Date) -> Result<u32, StoreError> {
        Ok(self.row(WHAT, keys::mails(shop, automation, day)).await?.unwrap_or_default())
    }
}
