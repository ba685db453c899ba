//! Reservations lapse: what was kept for somebody for a time is let go.

use domain::{
    Event, Payload as _, Settled,
    schedule::Woken,
    stock::{Cause, Moved, Quantities},
};

use crate::{Desk, Kept, Trouble, settled};

impl Desk<'_> {
    /// The reservation of this source is over.
    pub(crate) async fn release(&self, event: &Event, source: &str) -> Result<Settled, Trouble> {
        let effect = format!("moved#{source}");
        let Some(kept) = self.store.event(&event.shop, &event.subject, &effect).await? else {
            return Ok(settled(Kept::NothingNew, Vec::new()));
        };
        let (reserved, woken): (Moved, Woken) = (kept.event.payload()?, event.payload()?);
        let moved = Moved {
            source: format!("lapse#{source}"),
            at: reserved.until.unwrap_or(woken.due),
            cause: Cause::Reservation,
            change: Quantities::reserved(-reserved.change.reserved),
            sold: 0,
            expected: None,
            until: None,
            reason: None,
        };
        let (origin, new) = (self.origin(event, "lapsed"), moved.event());
        let is_new = self.store.journal_beside(&event.shop, &event.subject, &new, &origin, self.now).await?;
        Ok(settled(Kept::Lapsed, if is_new { vec![Moved::KIND.to_owned()] } else { Vec::new() }))
    }
}
