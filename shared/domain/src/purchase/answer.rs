//! What the supplier says: that they take the order on, or don't. They may say so late, twice, or the opposite.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Because, Did, PurchaseOrder, State};

/// What the supplier said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When.
    pub at: Timestamp,
    /// Whether they take it on.
    pub yes: bool,
    /// When they said the opposite afterwards: nothing follows from that but a task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contradicted: Option<Timestamp>,
}

impl PurchaseOrder {
    /// Whether the supplier may still answer so. An order that isn't sent yet can't be answered; one that has arrived needs
    /// no answer.
    pub fn may_be_answered(&self, yes: bool) -> Result<(), Because> {
        match (&self.answer, self.state) {
            (_, State::Draft | State::Waiting) => Err(Because::NotOrdered),
            (Some(answer), _) if answer.yes == yes => Err(Because::AlreadyAnswered),
            (Some(_), _) => Err(Because::Contradicted),
            (None, state) if state.is_over() => Err(Because::AnsweredTooLate),
            // What has begun to arrive was taken on, whatever is said now.
            (None, State::PartlyReceived) if !yes => Err(Because::AnsweredTooLate),
            (None, _) => Ok(()),
        }
    }

    /// The supplier answers. What contradicts an earlier answer changes nothing but that it is noted, once.
    pub fn answer(&mut self, yes: bool, now: Timestamp) -> Did {
        match self.may_be_answered(yes) {
            Err(Because::Contradicted) => {
                if let Some(answer) = self.answer.as_mut().filter(|answer| answer.contradicted.is_none()) {
                    answer.contradicted = Some(now);
                    return Ok(Because::Contradicted);
                }
                return Err(Because::AlreadyAnswered);
            }
            refused => refused?,
        }
        self.answer = Some(Answer { at: now, yes, contradicted: None });
        if !yes {
            self.state = State::Declined;
            return Ok(Because::DeclinedBySupplier);
        }
        if self.state != State::PartlyReceived {
            self.state = State::Confirmed;
        }
        Ok(Because::Confirmed)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn suppliers_answer_once_and_may_be_late() {
        let now = at("2026-12-01T08:00:00Z");
        let answered = |yes: bool| {
            let mut order = sent();
            order.answer(yes, at("2026-11-30T08:00:00Z")).expect("answered");
            order
        };
        let in_state = |state| PurchaseOrder { state, ..sent() };
        for (what, order, yes, did, state) in [
            ("they take it on", sent(), true, Ok(Because::Confirmed), State::Confirmed),
            ("they don't", sent(), false, Ok(Because::DeclinedBySupplier), State::Declined),
            ("before it was sent", in_state(State::Approved), true, Ok(Because::Confirmed), State::Confirmed),
            ("twice", answered(true), true, Err(Because::AlreadyAnswered), State::Confirmed),
            ("twice no", answered(false), false, Err(Because::AlreadyAnswered), State::Declined),
            ("first yes, then no", answered(true), false, Ok(Because::Contradicted), State::Confirmed),
            ("first no, then yes", answered(false), true, Ok(Because::Contradicted), State::Declined),
            (
                "part of it is here",
                in_state(State::PartlyReceived),
                true,
                Ok(Because::Confirmed),
                State::PartlyReceived,
            ),
            (
                "no, and part of it is here",
                in_state(State::PartlyReceived),
                false,
                Err(Because::AnsweredTooLate),
                State::PartlyReceived,
            ),
            ("it is here", in_state(State::Received), true, Err(Because::AnsweredTooLate), State::Received),
            (
                "it was called off",
                in_state(State::Cancelled),
                true,
                Err(Because::AnsweredTooLate),
                State::Cancelled,
            ),
            ("nobody ordered it", waiting(), true, Err(Because::NotOrdered), State::Waiting),
        ] {
            let mut after = order.clone();
            assert_eq!((after.answer(yes, now), after.state), (did.clone(), state), "{what}");
            assert_eq!(after == order, did.is_err(), "{what}");
            let again = after.answer(yes, now);
            assert!(again.is_err(), "{what}, once more: {again:?}");
        }
    }
}
