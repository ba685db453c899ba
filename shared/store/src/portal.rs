//! What the returns portal keeps: a wish that is being written, what is said of a return in people's own words, and how often
//! somebody tried to find an order. All of it goes by itself.

use domain::{
    EntityRef, ShopId, Timestamp,
    returns::portal::{Draft, Words},
};
use jiff::SignedDuration;

use crate::{
    Store, StoreError,
    engine::{Table, Write},
    keys,
    rows::packed,
};

/// A wish that nobody went on with is forgotten after this.
const DRAFT_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// In so long an order is looked for so often.
const TRIES_IN: SignedDuration = SignedDuration::from_hours(1);
const MOST_TRIES: u32 = 10;

impl Store {
    /// The wish about an order that is being written.
    pub async fn draft(&self, shop: &ShopId, order: &EntityRef) -> Result<Option<Draft>, StoreError> {
        self.row("a draft", keys::draft(shop, order)).await
    }

    /// Keeps it, with photos at least until those are gone: they are found by it alone. Of two who write at once the later one stands:
    /// they are the same buyer.
    pub async fn keep_draft(
        &self,
        shop: &ShopId,
        order: &EntityRef,
        draft: &Draft,
        photos_gone: Timestamp,
    ) -> Result<(), StoreError> {
        let usual = draft.at + DRAFT_KEPT;
        let has_photos = draft.wishes.iter().any(|wish| !wish.photos.is_empty());
        let until = if has_photos { usual.max(photos_gone) } else { usual };
        let item = packed(keys::draft(shop, order), draft, until);
        Ok(self.engine.write(Write::put(Table::Shop, item)).await?)
    }

    /// Forgets it, unless another one was begun meanwhile.
    pub async fn drop_draft(&self, shop: &ShopId, order: &EntityRef, key: &str) -> Result<(), StoreError> {
        if self.draft(shop, order).await?.is_some_and(|draft| draft.key == key) {
            self.engine.write(Write::delete(Table::Shop, keys::draft(shop, order))).await?;
        }
        Ok(())
    }

    /// What is said of a return.
    pub async fn words(&self, shop: &ShopId, rma: &EntityRef) -> Result<Words, StoreError> {
        Ok(self.row("words", keys::words(shop, rma)).await?.unwrap_or_default())
    }

    /// Changes what is said of a return, until `change` answers that nothing is to be changed. It is kept until `until`. Whether it was
    /// changed.
    pub async fn say_of_return(
        &self,
        shop: &ShopId,
        rma: &EntityRef,
        until: Timestamp,
        change: impl Fn(&mut Words) -> bool,
    ) -> Result<bool, StoreError> {
        self.change_row("words", keys::words(shop, rma), until, change).await
    }

    /// Forgets what was said of a return.
    pub async fn forget_words(&self, shop: &ShopId, rma: &EntityRef) -> Result<(), StoreError> {
        Ok(self.engine.write(Write::delete(Table::Shop, keys::words(shop, rma))).await?)
    }

    /// Counts that somebody looks for an order of this name. `false` once they did so too often.
    pub async fn may_look_for(&self, shop: &ShopId, name: &str, now: Timestamp) -> Result<bool, StoreError> {
        let hour = now.as_second().div_euclid(TRIES_IN.as_secs());
        let count = |tries: &mut u32| {
            let may = *tries < MOST_TRIES;
            *tries += u32::from(may);
            may
        };
        match self.change_row("tries", keys::tries(shop, name, hour), now + TRIES_IN + TRIES_IN, count).await
        {
            // So many at once are no buyer.
            Err(StoreError::Stale) => Ok(false),
            counted => counted,
        }
    }
}
