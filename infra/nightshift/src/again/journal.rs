//! A stretch of the journal, day by day, so that a year of it needs no more memory than its busiest day.

use domain::ShopId;
use store::{Store, journal::JournalEntry};

use crate::{
    cloud::days::{self, Span},
    trouble::Trouble,
};

/// Calls `each` with what is kept of every day that `span` touches, oldest first.
pub(super) async fn each_day(
    store: &Store,
    shop: &ShopId,
    span: Span,
    mut each: impl AsyncFnMut(Vec<JournalEntry>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    for day in span.by_day() {
        let kept = days::kept(store, shop, day).await?;
        if !kept.is_empty() {
            each(kept).await?;
        }
    }
    Ok(())
}
