//! Reservations lapse: what was kept for somebody for a time is let go.

use domain::{
    Event, Payload as _, Settled, Timestamp,
    schedule::Woken,
    stock::{Cause, Moved, Quantities},
};

use crate::{BookingOutcome, Round, Trouble};

impl Round<'_> {
    /// The time of the reservation of this source is over. If it was used by then, nothing is left of it.
    pub(crate) async fn lapse(&self, event: &Event, source: &str) -> Result<Settled, Trouble> {
        let Some(reserved) = self.reservation(event, source).await? else {
            return Ok(Settled::nothing(&BookingOutcome::NothingNew));
        };
        let woken: Woken = event.payload()?;
        let is_new = self.release(event, source, &reserved, reserved.until.unwrap_or(woken.due)).await?;
        Ok(Settled::of(&BookingOutcome::Lapsed, is_new.then(|| Moved::KIND.to_owned())))
    }

    /// The movement that made a reservation.
    pub(crate) async fn reservation(&self, event: &Event, source: &str) -> Result<Option<Moved>, Trouble> {
        let effect = format!("moved#{source}");
        let kept = self.store.event(&event.shop, &event.subject, &effect).await?;
        Ok(kept.map(|kept| kept.event.payload()).transpose()?)
    }

    /// Lets go of what a reservation kept, once, whoever comes first: its buyer or its time. Answers whether it is new.
    pub(crate) async fn release(
        &self,
        event: &Event,
        source: &str,
        reserved: &Moved,
        at: Timestamp,
    ) -> Result<bool, Trouble> {
        let moved = Moved {
            source: format!("lapse#{source}"),
            at,
            cause: Cause::Reservation,
            change: Quantities::reserved(-reserved.change.reserved),
            sold: 0,
            expected: None,
            until: None,
            reason: None,
        };
        let (origin, new) = (self.origin(event, "lapsed"), moved.event());
        Ok(self.store.journal_beside(&event.shop, &event.subject, &new, &origin, self.now).await?)
    }
}
