//! A change that somebody reports becomes a movement: once by the reporter's own id, whatever the body around it says.

use domain::{
    Automation as _, Event, Failure, Settled, Timestamp,
    event::Origin,
    stock::{self, Cause, Moved, Quantities},
    webhook::Received,
};
use jiff::civil::Date;

use crate::{BookingOutcome, LowStockAlert, Round, Trouble};

impl Round<'_> {
    /// `stock.changed`.
    pub(crate) async fn report(&self, event: &Event) -> Result<Settled, Trouble> {
        if stock::place(&event.subject).is_none() {
            return Ok(Settled::nothing(&BookingOutcome::NotStock));
        }
        let moved = moved(event)?;
        if let Some(source) = ends(event)? {
            let Some(reserved) = self.reservation(event, &source).await? else {
                return Err(Failure::transient("it uses a reservation that hasn't come yet").into());
            };
            self.release(event, &source, &reserved, moved.at).await?;
        }
        let (origin, new) = (self.origin(event, "reported"), moved.event());
        let is_new = self.store.journal_beside(&event.shop, &event.subject, &new, &origin, self.now).await?;
        let because = if is_new { BookingOutcome::Moved } else { BookingOutcome::AlreadyMoved };
        Ok(Settled::of(&because, is_new.then_some(new.kind)))
    }

    /// Where events come from that follow from `event`.
    pub(crate) fn origin(&self, event: &Event, because: &str) -> Origin {
        Origin::following(event, LowStockAlert::NAME, because, self.settings.version)
    }
}

/// The source of the reservation that the change uses, or calls off.
fn ends(event: &Event) -> Result<Option<String>, Failure> {
    let told: Received = event.payload()?;
    Ok(told.details.get("reservation").map(|id| format!("{}#{id}", told.from)))
}

fn moved(event: &Event) -> Result<Moved, Failure> {
    let told: Received = event.payload()?;
    let text = |name: &str| told.details.get(name).map(String::as_str);
    let refused = |what: &str| Failure::permanent(format!("a reported change of stock: {what}"));
    let pieces = |name: &str| match text(name).map(str::parse::<i64>) {
        None => Ok(0),
        Some(Ok(pieces)) => Ok(pieces),
        Some(Err(_)) => Err(refused(&format!("{name} is no whole number"))),
    };
    let cause: Cause = serde_json::from_value(text("cause").unwrap_or("edit").into())
        .map_err(|_| refused("its cause isn't known"))?;
    let expected = text("expected").map(str::parse::<Date>).transpose();
    let until = text("until").map(str::parse::<Timestamp>).transpose();
    let moved = Moved {
        source: format!("{}#{}", told.from, text("change").ok_or_else(|| refused("it has no id"))?),
        at: told.source.at,
        cause,
        change: Quantities {
            on_hand: pieces("on_hand")?,
            reserved: pieces("reserved")?,
            incoming: pieces("incoming")?,
            damaged: pieces("damaged")?,
            in_transit: pieces("in_transit")?,
        },
        sold: pieces("sold")?,
        expected: expected.map_err(|_| refused("what it expects is no date"))?,
        until: until.map_err(|_| refused("its end is no time"))?,
        reason: None,
    };
    if moved.is_sound() { Ok(moved) } else { Err(refused("it is of more pieces than any shop has")) }
}
