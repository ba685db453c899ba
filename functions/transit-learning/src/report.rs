//! The weekly report on kept promises.

use domain::{
    Failure,
    edd::{
        adherence::{ADHERENCE_WEEKS, Report},
        daily::Gathered,
    },
    event::Origin,
};
use jiff::civil::Date;
use objects::NoDay;
use shell::metrics;

use crate::{At, NAME, TransitLearning, train::days_before};

/// A week is told so many days after its end: by then most of what was late has come.
const LATER: i32 = 7;
/// What was due may have been placed so many days before.
const PLACED_BEFORE: i32 = 60;

impl TransitLearning {
    /// Makes the report of a date, and asks for its mail. `false` if nothing was due, or it had been made.
    pub(crate) async fn report(&self, at: &At<'_>, date: Date) -> Result<bool, Failure> {
        let to = days_before(date, LATER + 1);
        let from = days_before(to, 6);
        let first = days_before(from, ADHERENCE_WEEKS * 7 + PLACED_BEFORE);
        let mut gathered = Gathered::default();
        for day in self.objects.days(at.shop).await?.range(first..) {
            match self.objects.day(at.shop, *day).await {
                Ok(Some(file)) => gathered.take(file),
                Ok(None) => {}
                Err(NoDay::Unreached(error)) => return Err(error.into()),
                Err(NoDay::Unreadable(error)) => {
                    tracing::error!(shop = at.shop.as_str(), %day, %error, "a day's file can't be read");
                    metrics::count(NAME, "Unreadable", 1);
                }
            }
        }
        let report = Report::of(gathered.entries(), from, to, ADHERENCE_WEEKS);
        if report.is_empty() {
            return Ok(false);
        }
        let entity = Report::entity(date);
        let events = [report.event(), Report::mail().event()];
        let origin =
            Origin { by: Some(NAME.to_owned()), settings: Some(at.version.number), ..Origin::default() };
        Ok(self.store.journal_once(at.shop, &entity, &events, origin, at.now).await?)
    }
}
