//! Overdue orders: the supplier is asked where they are, by and by, and then a person.

use jiff::{
    Span, Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Because, Did, PurchaseOrder, State};

/// How often the supplier was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// How many times.
    pub stage: u32,
    /// When last.
    pub at: Timestamp,
    /// Whether a person was called.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_vain: bool,
}

/// When suppliers are asked where an order is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Chasing {
    /// Days after the expected arrival before they are asked first. 0 to 60.
    #[schemars(range(min = 0, max = 60))]
    pub grace_days: u16,
    /// Days until they are asked again. 1 to 60.
    #[schemars(range(min = 1, max = 60))]
    pub every_days: u16,
    /// How often they are asked before a person is. 0 to 5.
    #[schemars(range(min = 0, max = 5))]
    pub times: u16,
    /// Working days until a supplier who says nothing is asked, once, to confirm; 0 for never. 0 to 30.
    #[schemars(range(min = 0, max = 30))]
    pub confirm_days: u16,
}

impl Default for Chasing {
    fn default() -> Self {
        Self { grace_days: 2, every_days: 3, times: 2, confirm_days: 3 }
    }
}

/// Suppliers are asked in the morning.
const HOUR: i8 = 9;

impl PurchaseOrder {
    /// When the oldest of what is open is expected.
    fn awaited(&self) -> Option<Date> {
        let open = self.lines.iter().filter(|line| line.open() > 0);
        open.filter_map(|line| line.expected).min()
    }

    /// When the supplier is to be asked next, or a person; never, for what has no date or isn't under way.
    pub fn chase_at(&self, chasing: &Chasing, zone: &TimeZone) -> Option<Timestamp> {
        if !self.state.is_under_way() || self.chase.as_ref().is_some_and(|chase| chase.in_vain) {
            return None;
        }
        let from = self.awaited()?;
        let days = match &self.chase {
            None => i64::from(chasing.grace_days) + 1,
            Some(chase) => {
                let asked = chase.at.to_zoned(zone.clone()).date();
                let next = asked.checked_add(Span::new().days(i64::from(chasing.every_days.max(1)))).ok()?;
                // Where a part has come meanwhile, the rest may have another date.
                let graced = from.checked_add(Span::new().days(i64::from(chasing.grace_days) + 1)).ok()?;
                return morning(next.max(graced), zone);
            }
        };
        morning(from.checked_add(Span::new().days(days)).ok()?, zone)
    }

    /// When the supplier is to be asked to confirm; never, once they have said anything or were asked.
    pub fn confirm_at(&self, chasing: &Chasing, zone: &TimeZone) -> Option<Timestamp> {
        let waits = self.state == State::Sent && self.answer.is_none() && self.reminded.is_none();
        let sent = self.sent.filter(|_| waits && self.chase.is_none() && chasing.confirm_days > 0)?;
        let mut date = sent.to_zoned(zone.clone()).date();
        let mut left = chasing.confirm_days;
        while left > 0 {
            date = date.tomorrow().ok()?;
            left -= u16::from(!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday));
        }
        morning(date, zone)
    }

    /// It is looked whether the supplier has to be asked to confirm.
    pub fn remind(&mut self, chasing: &Chasing, zone: &TimeZone, now: Timestamp) -> Did {
        match self.confirm_at(chasing, zone) {
            None => Err(Because::NothingNew),
            Some(due) if now < due => Err(Because::NothingNew),
            Some(_) => {
                self.reminded = Some(now);
                Ok(Because::AskedToConfirm)
            }
        }
    }

    /// It is looked whether the supplier has to be asked: the next stage, or a person.
    pub fn chase(&mut self, chasing: &Chasing, zone: &TimeZone, now: Timestamp) -> Did {
        if self.chase_at(chasing, zone).is_none_or(|due| now < due) {
            return Err(Because::NotOverdue);
        }
        let asked = self.chase.as_ref().map_or(0, |chase| chase.stage);
        let in_vain = asked >= u32::from(chasing.times);
        self.chase = Some(Chase { stage: if in_vain { asked } else { asked + 1 }, at: now, in_vain });
        Ok(if in_vain { Because::ChasedInVain } else { Because::Chased })
    }
}

fn morning(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(date.at(HOUR, 0, 0, 0).to_zoned(zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn overdue_orders_are_chased_by_and_by_and_then_a_person_is_called() {
        let (rules, zone) = (Chasing::default(), TimeZone::get("Europe/Berlin").expect("a zone"));
        let mut order = sent();
        // Expected on 10 December; two days of grace.
        assert_eq!(order.chase_at(&rules, &zone), Some(at("2026-12-13T08:00:00Z")));
        for (now, did) in [
            ("2026-12-13T07:59:59Z", Err(Because::NotOverdue)),
            ("2026-12-13T08:00:00Z", Ok(Because::Chased)),
            ("2026-12-13T08:00:01Z", Err(Because::NotOverdue)),
            ("2026-12-16T08:00:00Z", Ok(Because::Chased)),
            ("2026-12-19T08:00:00Z", Ok(Because::ChasedInVain)),
            ("2026-12-30T08:00:00Z", Err(Because::NotOverdue)),
        ] {
            assert_eq!(order.chase(&rules, &zone, at(now)), did, "{now}");
        }
        assert_eq!(order.chase_at(&rules, &zone), None);
    }

    #[test]
    fn who_says_nothing_is_asked_to_confirm_once() {
        let (rules, zone) = (Chasing::default(), TimeZone::get("Europe/Berlin").expect("a zone"));
        let answered = |yes| {
            let mut order = sent();
            order.answer(yes, at("2026-11-26T12:00:00Z")).expect("answered");
            order
        };
        let chased = PurchaseOrder {
            chase: Some(Chase { stage: 1, at: at("2026-11-26T12:00:00Z"), in_vain: false }),
            ..sent()
        };
        // Sent on a Thursday: Friday, Monday, Tuesday.
        for (what, order, rules, expected) in [
            ("nothing said", sent(), rules.clone(), Some("2026-12-01T08:00:00Z")),
            (
                "after a day",
                sent(),
                Chasing { confirm_days: 1, ..rules.clone() },
                Some("2026-11-27T08:00:00Z"),
            ),
            ("never", sent(), Chasing { confirm_days: 0, ..rules.clone() }, None),
            ("confirmed", answered(true), rules.clone(), None),
            ("declined", answered(false), rules.clone(), None),
            ("asked where it is", chased, rules.clone(), None),
            ("not sent", waiting(), rules.clone(), None),
        ] {
            assert_eq!(order.confirm_at(&rules, &zone), expected.map(at), "{what}");
        }
        let mut order = sent();
        for (now, did) in [
            ("2026-12-01T07:59:59Z", Err(Because::NothingNew)),
            ("2026-12-01T08:00:00Z", Ok(Because::AskedToConfirm)),
            ("2026-12-09T08:00:00Z", Err(Because::NothingNew)),
        ] {
            assert_eq!(order.remind(&rules, &zone, at(now)), did, "{now}");
        }
    }

    #[test]
    fn what_isnt_waited_for_isnt_chased() {
        let (rules, zone) = (Chasing::default(), TimeZone::UTC);
        let mut dateless = sent();
        dateless.lines.iter_mut().for_each(|line| line.expected = None);
        let mut here = sent();
        here.lines.iter_mut().for_each(|line| line.received = line.quantity);
        for (what, order) in [
            ("a draft", waiting()),
            ("received", PurchaseOrder { state: State::Received, ..sent() }),
            ("called off", PurchaseOrder { state: State::Cancelled, ..sent() }),
            ("without a date", dateless),
            ("of which nothing is open", here),
        ] {
            assert_eq!(order.chase_at(&rules, &zone), None, "{what}");
        }
        let never = Chasing { times: 0, ..rules };
        assert_eq!(sent().chase(&never, &zone, at("2027-01-01T00:00:00Z")), Ok(Because::ChasedInVain));
    }
}
