//! What arrives: partly, exactly, too much; and what is given up waiting for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Because, Did, Line, PurchaseOrder, State};
use crate::reorder::calendar::Calendar;

/// So many pieces of something arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The item's id, the shop's code or the supplier's.
    pub item: String,
    /// How many.
    pub pieces: i64,
}

/// What an arrival meant for its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Came {
    /// So many are still to come.
    Part(i64),
    /// That was all of it.
    Whole,
    /// So many more than were waited for.
    Over(i64),
    /// It isn't on the order.
    Unknown,
    /// Nothing, or less, can't arrive.
    Nothing,
}

/// What a receipt came to, line by line as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Why.
    pub did: Did,
    /// For each arrival.
    pub lines: Vec<Came>,
}

impl PurchaseOrder {
    /// Goods arrive. What isn't on the order is left aside, and the rest of the receipt counts. What comes after an order is
    /// over is there all the same. How long it took is counted by its supplier's calendar.
    pub fn receive(&mut self, arrivals: &[Arrival], at: Timestamp, calendar: &Calendar) -> Report {
        let Some(approval) = &self.approval else {
            return Report { did: Err(Because::NotOrdered), lines: vec![Came::Nothing; arrivals.len()] };
        };
        let days = calendar.took(approval.at, at);
        let was_over = self.state.is_over();
        let lines: Vec<Came> = arrivals.iter().map(|one| self.arrive(one, days)).collect();
        if lines.iter().all(|came| matches!(came, Came::Unknown | Came::Nothing)) {
            return Report { did: Err(Because::ReceivedNothing), lines };
        }
        let did = if was_over {
            Because::ReceivedAfterAll
        } else if self.lines.iter().all(|line| line.open() == 0) {
            self.state = State::Received;
            Because::ReceivedInFull
        } else {
            self.state = State::PartlyReceived;
            Because::ReceivedInPart
        };
        Report { did: Ok(did), lines }
    }

    fn arrive(&mut self, arrival: &Arrival, days: Option<u16>) -> Came {
        if arrival.pieces <= 0 || arrival.pieces > crate::stock::MOST_PIECES {
            return Came::Nothing;
        }
        let Some(line) = self.find(&arrival.item) else { return Came::Unknown };
        let open = line.open();
        line.received = line.received.saturating_add(arrival.pieces);
        match arrival.pieces - open {
            rest if rest < 0 => Came::Part(-rest),
            over => {
                // The first time that all of it is there is what its delivery took.
                line.days = line.days.or(days.filter(|_| open > 0));
                if over == 0 { Came::Whole } else { Came::Over(over) }
            }
        }
    }

    /// The line that somebody means: ids first, then the shop's codes, then the supplier's.
    fn find(&mut self, word: &str) -> Option<&mut Line> {
        let by = |of: fn(&Line) -> Option<&str>| self.lines.iter().position(|line| of(line) == Some(word));
        let at = by(|line| Some(line.item.as_str()))
            .or_else(|| by(|line| line.sku.as_deref()))
            .or_else(|| by(|line| line.supplier_sku.as_deref()))?;
        self.lines.get_mut(at)
    }

    /// What hasn't arrived isn't waited for any more.
    pub fn close(&mut self) -> Did {
        match self.state {
            state if state.is_draft() => return Err(Because::NotOrdered),
            state if state.is_over() => return Err(Because::AlreadyOver),
            _ => {}
        }
        self.lines.iter_mut().for_each(|line| line.closed |= line.open() > 0);
        self.state = State::Closed;
        Ok(Because::ClosedShort)
    }

    /// It is called off. Of what has begun to arrive only the rest can be given up.
    pub fn cancel(&mut self) -> Did {
        match self.state {
            State::PartlyReceived => self.close(),
            state if state.is_over() => Err(Because::AlreadyOver),
            _ => {
                self.state = State::Cancelled;
                Ok(Because::Cancelled)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::{Value, json};

    use super::{super::tests::*, *};

    fn of_shop() -> Calendar {
        Calendar::new(None, &TimeZone::UTC)
    }

    fn arrivals(list: &[(&str, i64)]) -> Vec<Arrival> {
        list.iter().map(|(item, pieces)| Arrival { item: (*item).into(), pieces: *pieces }).collect()
    }

    /// Receipts one after the other; ten A and four B are ordered.
    #[test]
    fn receipts_close_lines_in_part_in_full_and_beyond() {
        use Came::*;
        for (what, receipts, came, state, open) in [
            (
                "all at once",
                vec![vec![("A", 10), ("B", 4)]],
                vec![vec![Whole, Whole]],
                State::Received,
                [0, 0],
            ),
            ("a part", vec![vec![("A", 3)]], vec![vec![Part(7)]], State::PartlyReceived, [7, 4]),
            (
                "in two parts",
                vec![vec![("A", 3), ("B", 4)], vec![("A", 7)]],
                vec![vec![Part(7), Whole], vec![Whole]],
                State::Received,
                [0, 0],
            ),
            (
                "too much of one",
                vec![vec![("A", 12), ("B", 1)]],
                vec![vec![Over(2), Part(3)]],
                State::PartlyReceived,
                [0, 3],
            ),
            (
                "more of what is there",
                vec![vec![("A", 10)], vec![("A", 2), ("B", 4)]],
                vec![vec![Whole], vec![Over(2), Whole]],
                State::Received,
                [0, 0],
            ),
            (
                "the same twice in one",
                vec![vec![("A", 6), ("A", 6)]],
                vec![vec![Part(4), Over(2)]],
                State::PartlyReceived,
                [0, 4],
            ),
            (
                "what nobody ordered",
                vec![vec![("C", 5), ("B", 4), ("A", 0)]],
                vec![vec![Unknown, Whole, Nothing]],
                State::PartlyReceived,
                [10, 0],
            ),
            (
                "nothing that counts",
                vec![vec![("C", 5), ("A", -1)]],
                vec![vec![Unknown, Nothing]],
                State::Sent,
                [10, 4],
            ),
        ] {
            let mut order = sent();
            for (receipt, came) in receipts.iter().zip(came) {
                let report = order.receive(&arrivals(receipt), at("2026-12-03T08:00:00Z"), &of_shop());
                assert_eq!(report.lines, came, "{what}");
            }
            let found: Vec<i64> = order.lines.iter().map(Line::open).collect();
            assert_eq!((order.state, found), (state, open.to_vec()), "{what}");
        }
    }

    #[test]
    fn lines_are_named_by_id_code_or_the_suppliers_code() {
        let mut order = sent();
        order.lines[0].sku = Some("B".into());
        order.lines[1].supplier_sku = Some("KC-77".into());
        order.receive(&arrivals(&[("B", 1), ("KC-77", 1)]), at("2026-12-03T08:00:00Z"), &of_shop());
        assert_eq!((order.lines[0].received, order.lines[1].received), (0, 2), "an id counts before a code");
    }

    #[test]
    fn what_a_delivery_took_is_measured_once() {
        let mut order = sent(); // approved on 26 November, a Thursday
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let calendar = Calendar::new(None, &zone);
        for (receipt, when) in [
            (vec![("A", 4), ("B", 4)], "2026-12-02T08:00:00Z"),
            (vec![("A", 6)], "2026-12-05T23:30:00Z"), // the sixth in Berlin
            (vec![("A", 1)], "2026-12-20T08:00:00Z"),
        ] {
            order.receive(&arrivals(&receipt), at(when), &calendar);
        }
        assert_eq!((order.lines[0].days, order.lines[1].days), (Some(10), Some(6)));
        let weekdays = json!({"work_days": ["monday", "tuesday", "wednesday", "thursday", "friday"]});
        let fridays = json!({"order_days": ["friday"], "cut_off": "12:00"});
        let took = |of: &Value, when: &str| {
            let of = serde_json::from_value(of.clone()).expect("a calendar");
            let mut order = sent();
            order.receive(&arrivals(&[("A", 10)]), at(when), &Calendar::new(Some(&of), &zone));
            order.lines[0].days
        };
        for (what, of, when, days) in [
            ("before it was ordered", &json!({}), "2026-11-20T08:00:00Z", None),
            ("on the day itself", &json!({}), "2026-11-26T09:00:00Z", Some(0)),
            ("two weeks of five days each", &weekdays, "2026-12-10T08:00:00Z", Some(10)),
            ("at a weekend", &weekdays, "2026-11-28T08:00:00Z", Some(2)),
            ("ordered on the next order day", &fridays, "2026-12-01T08:00:00Z", Some(4)),
            ("sooner than it could be ordered", &fridays, "2026-11-26T15:00:00Z", Some(0)),
        ] {
            assert_eq!(took(of, when), days, "{what}");
        }
    }

    #[test]
    fn the_rest_is_given_up_by_hand() {
        let mut order = sent();
        order.receive(&arrivals(&[("A", 4)]), at("2026-12-03T08:00:00Z"), &of_shop());
        let mut cancelled = order.clone();
        assert_eq!((cancelled.cancel(), cancelled.state), (Ok(Because::ClosedShort), State::Closed));
        assert_eq!((order.close(), order.state), (Ok(Because::ClosedShort), State::Closed));
        assert!(order.lines.iter().all(|line| line.closed && line.open() == 0));
        assert_eq!((order.close(), order.cancel()), (Err(Because::AlreadyOver), Err(Because::AlreadyOver)));
        let late = order.receive(&arrivals(&[("A", 6)]), at("2026-12-09T08:00:00Z"), &of_shop());
        assert_eq!(
            (late.did, late.lines, order.state),
            (Ok(Because::ReceivedAfterAll), vec![Came::Over(6)], State::Closed)
        );
        for (what, mut order, closed, cancelled) in [
            ("a draft", waiting(), Err(Because::NotOrdered), Ok(Because::Cancelled)),
            ("on its way", sent(), Ok(Because::ClosedShort), Ok(Because::Cancelled)),
        ] {
            assert_eq!((order.clone().close(), order.cancel()), (closed, cancelled), "{what}");
        }
        let report = waiting().receive(&arrivals(&[("A", 1)]), at("2026-12-09T08:00:00Z"), &of_shop());
        assert_eq!(report.did, Err(Because::NotOrdered));
    }
}
