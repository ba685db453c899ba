//! How far an order is, in the few words that its buyer needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LineKind, Order, PaymentStatus, ShipmentStatus};

/// How far an order is. It follows from the order alone, and never says more than the shop has told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// The shop has it.
    Received,
    /// A parcel is being made ready.
    Preparing,
    /// Some of its goods were handed over, others weren't.
    PartlySent,
    /// All of its goods were handed over.
    OnItsWay,
    /// All of its goods are there.
    Delivered,
    /// It was called off.
    Cancelled,
    /// All of the money went back.
    Refunded,
}

impl Progress {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Preparing,
        Self::PartlySent,
        Self::OnItsWay,
        Self::Delivered,
        Self::Cancelled,
        Self::Refunded,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Preparing => "preparing",
            Self::PartlySent => "partly-sent",
            Self::OnItsWay => "on-its-way",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
        }
    }
}

impl Order {
    /// How far it is. A payment that is still awaited changes nothing about it: that is said beside it.
    pub fn progress(&self) -> Progress {
        if self.cancelled_at.is_some() {
            return Progress::Cancelled;
        }
        if self.payment.status == PaymentStatus::Refunded {
            return Progress::Refunded;
        }
        let parcels = || self.shipments.iter().filter(|parcel| parcel.status != ShipmentStatus::Cancelled);
        if parcels().next().is_none() {
            return Progress::Received;
        }
        if parcels().all(|parcel| parcel.status == ShipmentStatus::Preparing) {
            return Progress::Preparing;
        }
        if !self.all_in(|status| !matches!(status, ShipmentStatus::Preparing | ShipmentStatus::Cancelled)) {
            return Progress::PartlySent;
        }
        if self.all_in(|status| status == ShipmentStatus::Delivered) {
            Progress::Delivered
        } else {
            Progress::OnItsWay
        }
    }

    /// Whether every piece that is sent at all lies in parcels that are so far.
    fn all_in(&self, so_far: impl Fn(ShipmentStatus) -> bool) -> bool {
        let parcels = || self.shipments.iter().filter(|parcel| so_far(parcel.status));
        let goods = || self.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0);
        // A parcel that names no lines holds whatever no other does; what is sent though nothing has to be tells of itself.
        if goods().next().is_none() || parcels().any(|parcel| parcel.lines.is_empty()) {
            let others = self.shipments.iter().filter(|parcel| parcel.status != ShipmentStatus::Cancelled);
            return others.into_iter().all(|parcel| so_far(parcel.status));
        }
        let mut packed: BTreeMap<&str, i64> = BTreeMap::new();
        for part in parcels().flat_map(|parcel| &parcel.lines) {
            let pieces = packed.entry(&part.line).or_default();
            *pieces = pieces.saturating_add(part.quantity);
        }
        goods().all(|line| packed.get(line.id.as_str()).copied().unwrap_or(0) >= line.quantity)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::order::{Shipment, Shipped};

    /// Two mugs, a poster, and a download.
    fn order(status: &str, shipments: Vec<Shipment>) -> Order {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let line = |id: &str, quantity: i64, kind: &str| json!({"id": id, "title": id, "quantity": quantity, "unit_price": eur(100), "discount": eur(0), "kind": kind});
        let mut order: Order = serde_json::from_value(json!({
            "id": "1", "name": "#1", "placed_at": "2026-11-21T00:00:00Z", "created_at": "2026-11-21T00:00:00Z",
            "currency": "EUR", "payment": {"status": status},
            "lines": [line("mug", 2, "goods"), line("poster", 1, "goods"), line("song", 1, "digital")],
            "totals": {"subtotal": eur(400), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(400)},
        }))
        .expect("an order");
        order.shipments = shipments;
        order
    }

    fn parcel(status: ShipmentStatus, lines: &[(&str, i64)]) -> Shipment {
        let lines =
            lines.iter().map(|(line, quantity)| Shipped { line: (*line).into(), quantity: *quantity });
        let lines = lines.collect();
        Shipment { id: "1".into(), status, carrier: None, tracking: None, url: None, shipped_at: None, lines }
    }

    #[test]
    fn progress_follows_from_payment_and_parcels() {
        use ShipmentStatus::{
            Cancelled, Delivered, Exception, InTransit, OutForDelivery, Preparing, ReadyForPickup, Shipped,
        };
        let all = |status| vec![parcel(status, &[])];
        for (payment, parcels, expected) in [
            ("pending", vec![], Progress::Received),
            ("paid", vec![], Progress::Received),
            ("voided", vec![], Progress::Received),
            ("paid", all(Cancelled), Progress::Received),
            ("paid", all(Preparing), Progress::Preparing),
            ("pending", all(Preparing), Progress::Preparing),
            ("paid", all(Shipped), Progress::OnItsWay),
            ("partly-refunded", all(InTransit), Progress::OnItsWay),
            ("paid", all(OutForDelivery), Progress::OnItsWay),
            ("paid", all(ReadyForPickup), Progress::OnItsWay),
            ("paid", all(Exception), Progress::OnItsWay),
            ("paid", all(Delivered), Progress::Delivered),
            ("pending", all(Delivered), Progress::Delivered),
            ("refunded", all(Delivered), Progress::Refunded),
            ("refunded", vec![], Progress::Refunded),
            ("paid", vec![parcel(Delivered, &[]), parcel(Cancelled, &[])], Progress::Delivered),
            ("paid", vec![parcel(Delivered, &[]), parcel(Preparing, &[])], Progress::PartlySent),
            ("paid", vec![parcel(Delivered, &[]), parcel(InTransit, &[("mug", 1)])], Progress::OnItsWay),
            ("paid", vec![parcel(Shipped, &[("mug", 2)])], Progress::PartlySent),
            ("paid", vec![parcel(Delivered, &[("mug", 1), ("poster", 1)])], Progress::PartlySent),
            ("paid", vec![parcel(Shipped, &[("mug", 2), ("poster", 1)])], Progress::OnItsWay),
            (
                "paid",
                vec![parcel(Delivered, &[("mug", 2)]), parcel(Shipped, &[("poster", 1)])],
                Progress::OnItsWay,
            ),
            (
                "paid",
                vec![parcel(Delivered, &[("mug", 2)]), parcel(Preparing, &[("poster", 1)])],
                Progress::PartlySent,
            ),
            (
                "paid",
                vec![
                    parcel(Delivered, &[("mug", 1), ("mug", 1)]),
                    parcel(Delivered, &[("poster", 1), ("?", 9)]),
                ],
                Progress::Delivered,
            ),
            ("paid", vec![parcel(Delivered, &[("mug", i64::MAX), ("mug", 9)])], Progress::PartlySent),
        ] {
            let told = format!("{payment}, {parcels:?}");
            assert_eq!(order(payment, parcels).progress(), expected, "{told}");
        }
        for kind in [LineKind::Digital, LineKind::GiftCard] {
            let song = |status| parcel(status, &[("song", 1)]);
            for (parcels, expected) in [
                (vec![], Progress::Received),
                (vec![song(Preparing)], Progress::Preparing),
                (vec![song(InTransit)], Progress::OnItsWay),
                (vec![song(InTransit), song(Delivered)], Progress::OnItsWay),
                (vec![song(Preparing), song(Delivered)], Progress::PartlySent),
                (vec![song(Delivered), song(Cancelled)], Progress::Delivered),
            ] {
                let mut order = order("paid", parcels);
                order.lines.retain(|line| line.id == "song");
                order.lines[0].kind = kind;
                assert_eq!(order.progress(), expected, "{kind:?}, {:?}", order.shipments);
            }
        }
        let mut cancelled = order("refunded", all(Delivered));
        cancelled.cancelled_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(cancelled.progress(), Progress::Cancelled);
    }

    #[test]
    fn words_are_those_that_are_written() {
        for progress in Progress::ALL {
            assert_eq!(serde_json::to_value(progress).expect("a word"), progress.as_str());
        }
    }
}
