//! Many alerts at once become one summary.

use domain::{
    Automation as _, Change, Decision, EntityRef, Event, Payload as _,
    mail::MailRequested,
    stock::{Admission, Storm, Summary},
};

use crate::{Because, LowStockAlert, Round, Trouble};

/// Where a shop's storm is remembered.
pub(crate) fn weather() -> EntityRef {
    EntityRef::new("WATCH", "stock-alerts")
}

impl Round<'_> {
    /// The same decision; where too many alerts are mailed at once, without its mail, but on the list of what the summary
    /// tells.
    pub(crate) async fn gathered(
        &self,
        event: &Event,
        mut decision: Decision<Because>,
    ) -> Result<Decision<Because>, Trouble> {
        if !decision.events.iter().any(|new| new.kind.starts_with(MailRequested::KIND)) {
            return Ok(decision);
        }
        let known = *self.admitted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let admission = match known {
            Some(admission) => admission,
            None => self.admit(event).await?,
        };
        if let Admission::Gathered(until) = admission {
            decision.events.retain(|new| !new.kind.starts_with(MailRequested::KIND));
            decision = decision.change(Change::List { list: Summary::LIST.into(), at: until });
        }
        Ok(decision)
    }

    async fn admit(&self, event: &Event) -> Result<Admission, Trouble> {
        let (limits, now) = (self.settings.own.storm, self.now);
        let mut storm: Storm =
            self.store.head(&event.shop, &weather()).await?.recall(LowStockAlert::NAME)?.unwrap_or_default();
        let admission = storm.admit(limits, now);
        let change = |remembered: &mut Storm| {
            remembered.admit(limits, now);
        };
        self.store.remember(&event.shop, &weather(), LowStockAlert::NAME, now, change).await?;
        *self.admitted.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(admission);
        Ok(admission)
    }
}
