//! What carriers and warehouses tell: kept by its id, whatever the order in which it comes.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Did, Moved, Receipt, ReceivedLine, Reservation, Return, State, Unmoved};
use crate::returns::{Grade, RefundAt};

impl Return {
    pub(super) fn take_scan(&mut self, at: Timestamp) -> Did {
        let mut revived = false;
        match self.ended.as_ref().map(|ended| ended.state) {
            // It was sent in time, and the word of it came late.
            Some(State::Expired) if self.ship_by.is_some_and(|by| at < by) => {
                revived = self.ended.take().is_some();
            }
            Some(_) => return Err(Unmoved::AlreadyOver),
            None if self.decided.is_none() => return Err(Unmoved::NotDecided),
            None => {}
        }
        let known = self.shipped.is_some() || !self.receipts.is_empty();
        // Of several scans the first counts.
        self.shipped = Some(self.shipped.map_or(at, |first| first.min(at)));
        if known && !revived { Err(Unmoved::NothingNew) } else { Ok(Moved::Shipped) }
    }

    pub(super) fn receive(&mut self, id: &str, receipt: &Receipt) -> Did {
        if self.receipts.contains_key(id) {
            return Err(Unmoved::NothingNew);
        }
        if receipt.lines.is_empty() || receipt.lines.iter().any(|line| line.pieces <= 0) {
            return Err(Unmoved::NothingReceived);
        }
        self.receipts.insert(id.to_owned(), receipt.clone());
        self.counted.push(id.to_owned());
        if self.decided.is_none() || self.ended.as_ref().is_some_and(|ended| ended.state != State::Closed) {
            return Ok(Moved::ReceivedUninvited);
        }
        let strange = self.received().into_iter().any(|(line, pieces)| match line {
            None => true,
            Some(line) => pieces > self.awaited(&line),
        });
        if strange || self.ended.is_some() {
            return Ok(Moved::ReceivedOtherwise);
        }
        Ok(if self.is_all_there() { Moved::Received } else { Moved::ReceivedInPart })
    }

    /// By line: how many pieces have arrived, in all parcels.
    pub fn received(&self) -> BTreeMap<Option<String>, i64> {
        pieces_of(self.receipts.values().flat_map(|receipt| &receipt.lines))
    }

    /// How many pieces of a line were granted and have to come back.
    fn awaited(&self, line: &str) -> i64 {
        let own = self.granted.iter().filter(|granted| granted.line == line && granted.verdict.ships());
        own.fold(0, |sum, granted| sum.saturating_add(granted.quantity))
    }

    /// Whether it is to be sent, and nobody has seen it under way yet. Its money may be back already.
    pub fn is_awaited(&self) -> bool {
        let is_granted = self.decided.is_some() && self.ended.is_none() && self.ships();
        is_granted && self.shipped.is_none() && self.receipts.is_empty()
    }

    /// Whether all that has to come back is there.
    pub fn is_all_there(&self) -> bool {
        let received = self.received();
        let there = |line: &String| received.get(&Some(line.clone())).copied().unwrap_or(0);
        self.granted.iter().all(|granted| there(&granted.line) >= self.awaited(&granted.line))
    }

    pub(super) fn grade(&mut self, id: &str, lines: &[ReceivedLine]) -> Did {
        let Some(receipt) = self.receipts.get(id) else { return Err(Unmoved::NoSuchReceipt) };
        if receipt.is_graded() && receipt.lines == lines {
            return Err(Unmoved::NothingNew);
        }
        let sound = |line: &ReceivedLine| {
            line.grade.is_some()
                && line.pieces > 0
                && line.percent.is_none_or(|percent| (0..=100).contains(&percent))
        };
        if pieces_of(&receipt.lines) != pieces_of(lines) || !lines.iter().all(sound) {
            return Err(Unmoved::NoSuchReceipt);
        }
        // What was paid by one grading isn't paid by another.
        if receipt.is_graded() && !self.refunds.is_empty() {
            return Err(Unmoved::AlreadyDecided);
        }
        let at = receipt.at;
        // It counts from now on, where it is waited for that somebody looks: after whatever counted before.
        if self.refund_at == RefundAt::Inspection && !receipt.is_graded() {
            self.counted.retain(|counted| counted != id);
            self.counted.push(id.to_owned());
        }
        self.receipts.insert(id.to_owned(), Receipt { at, lines: lines.to_vec() });
        Ok(Moved::Inspected)
    }

    /// Whether grades make less of what is still to be paid: of pieces that came back worse not all are paid as they were said to be.
    pub fn pays_less_for(&self, graded: &[ReceivedLine]) -> bool {
        let worse = graded.iter().filter(|line| line.percent.is_some_and(|percent| percent < 100));
        self.awaits_money() && worse.filter_map(|line| line.line.as_deref()).any(|line| self.owes_for(line))
    }

    /// Whether pieces of a line are to be paid by now that came back worse, and whose money hasn't been asked for.
    fn owes_for(&self, line: &str) -> bool {
        if self.state().is_over() {
            return false;
        }
        let mut paid = self.paid_pieces().get(line).copied().unwrap_or(0);
        self.payable().remove(line).into_iter().flatten().any(|own| {
            let skipped = paid.min(own.pieces);
            paid -= skipped;
            own.pieces > skipped && own.share < 100
        })
    }

    /// By line: pieces that can be sold again, in all parcels. What a step adds to it goes back to stock.
    pub fn resellable(&self) -> BTreeMap<String, i64> {
        let mut pieces: BTreeMap<String, i64> = BTreeMap::new();
        for line in self.receipts.values().flat_map(|receipt| &receipt.lines) {
            if let (Some(Grade::A), Some(id)) = (line.grade, &line.line) {
                *pieces.entry(id.clone()).or_default() += line.pieces;
            }
        }
        pieces
    }

    pub(super) fn reserve(&mut self, items: &BTreeMap<String, i64>, until: Timestamp) -> Did {
        if self.ended.is_some() {
            return Err(Unmoved::AlreadyOver);
        }
        if self.decided.is_none() {
            return Err(Unmoved::NotDecided);
        }
        if !self.exchanges() || items.is_empty() {
            return Err(Unmoved::NoExchange);
        }
        if self.reservation.as_ref().is_some_and(|kept| !kept.released) {
            return Err(Unmoved::NothingNew);
        }
        self.reservation = Some(Reservation { items: items.clone(), until, released: false });
        Ok(Moved::Reserved)
    }

    /// Whether anything of it is exchanged or replaced.
    pub fn exchanges(&self) -> bool {
        self.granted.iter().any(|line| line.verdict.is_yes() && line.outcome.swaps())
    }

    pub(super) fn release(&mut self) -> Did {
        match &mut self.reservation {
            Some(reservation) if !reservation.released && self.exchanged.is_none() => {
                reservation.released = true;
                Ok(Moved::ReservationReleased)
            }
            _ => Err(Unmoved::NotReserved),
        }
    }

    pub(super) fn exchange(&mut self, at: Timestamp) -> Did {
        if self.exchanged.is_some() {
            return Err(Unmoved::NothingNew);
        }
        if self.ended.is_some() {
            return Err(Unmoved::AlreadyOver);
        }
        if self.decided.is_none() {
            return Err(Unmoved::NotDecided);
        }
        if !self.exchanges() {
            return Err(Unmoved::NoExchange);
        }
        self.exchanged = Some(at);
        Ok(Moved::Exchanged)
    }
}

/// By line: how many pieces.
fn pieces_of<'l>(lines: impl IntoIterator<Item = &'l ReceivedLine>) -> BTreeMap<Option<String>, i64> {
    let mut pieces: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for line in lines {
        let sum = pieces.entry(line.line.clone()).or_default();
        *sum = sum.saturating_add(line.pieces);
    }
    pieces
}
