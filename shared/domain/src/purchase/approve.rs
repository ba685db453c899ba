//! Approval: of one revision, with one number, once.

use jiff::Timestamp;

use super::{Approval, Because, Did, PurchaseOrder, State};

impl PurchaseOrder {
    /// It is put before its approver, as it is now.
    pub fn ask(&mut self) -> Did {
        match self.state {
            State::Draft if !self.lines.is_empty() => {
                self.state = State::Waiting;
                Ok(Because::PutBeforeApprover)
            }
            State::Draft | State::Waiting => Err(Because::NothingNew),
            state if state.is_under_way() => Err(Because::AlreadyApproved),
            _ => Err(Because::AlreadyOver),
        }
    }

    /// Whether it may be approved as somebody saw it.
    pub fn may_be_approved(&self, revision: u32) -> Result<(), Because> {
        match self.state {
            _ if self.approval.is_some() => Err(Because::AlreadyApproved),
            State::Draft | State::Waiting if self.lines.is_empty() => Err(Because::NotWaiting),
            State::Draft | State::Waiting if self.revision != revision => Err(Because::Amended),
            State::Draft | State::Waiting => Ok(()),
            _ => Err(Because::AlreadyOver),
        }
    }

    /// It is ordered, under this number. Approving another revision than there is orders nothing.
    pub fn approve(&mut self, revision: u32, by: &str, number: &str, now: Timestamp) -> Did {
        self.may_be_approved(revision)?;
        self.approval = Some(Approval { number: number.into(), at: now, by: by.into() });
        self.state = State::Approved;
        Ok(Because::ApprovedByHand)
    }

    /// It isn't ordered. Whoever declines says so of what they saw.
    pub fn decline(&mut self, revision: u32) -> Did {
        self.may_be_approved(revision)?;
        self.state = State::Cancelled;
        Ok(Because::DeclinedByHand)
    }

    /// The mail to the supplier was asked for.
    pub fn send(&mut self, now: Timestamp) -> Did {
        match self.state {
            State::Approved => {
                self.state = State::Sent;
                self.sent = Some(now);
                Ok(Because::Sent)
            }
            State::Draft | State::Waiting => Err(Because::NotOrdered),
            _ if self.sent.is_some() => Err(Because::NothingNew),
            // Something of it arrived before its mail was asked for: then they know of it.
            State::PartlyReceived => Err(Because::NothingNew),
            _ => Err(Because::AlreadyOver),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn an_approval_names_a_revision_and_happens_once() {
        let now = at("2026-11-26T08:00:00Z");
        let draft = PurchaseOrder { state: State::Draft, ..waiting() };
        let empty = PurchaseOrder { lines: Vec::new(), ..waiting() };
        let cancelled = PurchaseOrder { state: State::Cancelled, ..waiting() };
        for (what, order, revision, did) in [
            ("as it is", waiting(), 2, Ok(Because::ApprovedByHand)),
            ("as it was", waiting(), 1, Err(Because::Amended)),
            ("as nobody saw it", waiting(), 3, Err(Because::Amended)),
            ("before anybody was asked", draft, 2, Ok(Because::ApprovedByHand)),
            ("of nothing", empty, 2, Err(Because::NotWaiting)),
            ("twice", sent(), 2, Err(Because::AlreadyApproved)),
            ("of what is over", cancelled, 2, Err(Because::AlreadyOver)),
        ] {
            let mut after = order.clone();
            assert_eq!(after.approve(revision, "buying", "PO-2026-00002", now), did, "{what}");
            match did {
                Ok(_) => assert_eq!(
                    (after.number(), after.state),
                    (Some("PO-2026-00002"), State::Approved),
                    "{what}"
                ),
                Err(_) => assert_eq!(after, order, "{what}: nothing has changed"),
            }
        }
    }

    #[test]
    fn what_is_amended_is_asked_for_anew() {
        let mut order = waiting();
        order.put(wish("A", 11)).expect("amended");
        assert_eq!(
            order.approve(2, "buying", "PO-2026-00001", at("2026-11-26T08:00:00Z")),
            Err(Because::Amended)
        );
        assert_eq!(order.ask(), Ok(Because::PutBeforeApprover));
        assert_eq!(order.ask(), Err(Because::NothingNew));
        assert_eq!(
            order.approve(3, "buying", "PO-2026-00001", at("2026-11-26T08:00:00Z")),
            Ok(Because::ApprovedByHand)
        );
        assert_eq!(order.ask(), Err(Because::AlreadyApproved));
    }

    #[test]
    fn what_is_declined_is_not_ordered() {
        let mut order = waiting();
        assert_eq!(order.decline(1), Err(Because::Amended));
        assert_eq!(order.decline(2), Ok(Because::DeclinedByHand));
        assert_eq!(
            order.approve(2, "buying", "PO-2026-00001", at("2026-11-26T08:00:00Z")),
            Err(Because::AlreadyOver)
        );
        assert_eq!(order.ask(), Err(Because::AlreadyOver));
        assert_eq!(sent().decline(2), Err(Because::AlreadyApproved));
    }

    #[test]
    fn it_is_sent_once() {
        let now = at("2026-11-27T08:00:00Z");
        let mut order = sent();
        assert_eq!(order.send(now), Err(Because::NothingNew));
        assert_eq!(order.sent, Some(at("2026-11-26T08:05:00Z")));
        assert_eq!(waiting().send(now), Err(Because::NotOrdered));
        let mut cancelled = PurchaseOrder { state: State::Cancelled, sent: None, ..sent() };
        assert_eq!(cancelled.send(now), Err(Because::AlreadyOver));
    }
}
