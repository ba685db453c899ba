//! How far an order's shipments are by what carriers say, which is mostly sooner than what the shop's platform knows.

use super::{Code, Parcel, of_shipment};
use crate::order::{Order, Shipment, ShipmentStatus};

/// The order, each of its shipments as far as the platform or the carrier says, whoever is further. A shipment of several boxes is
/// as far as the last of them, and only where all are known; a trouble with one of them is one of the shipment.
pub fn as_carriers_say(mut order: Order, parcels: &[Parcel]) -> Order {
    for shipment in &mut order.shipments {
        if let Some(status) = by_carrier(shipment, parcels)
            && is_news(shipment.status, status)
        {
            shipment.status = status;
        }
    }
    order
}

fn by_carrier(shipment: &Shipment, parcels: &[Parcel]) -> Option<ShipmentStatus> {
    let numbers = of_shipment(shipment);
    let known = numbers.iter().filter_map(|number| parcels.iter().find(|parcel| parcel.number == *number));
    let states: Vec<_> = known.filter_map(|parcel| status(parcel.state())).collect();
    if states.contains(&ShipmentStatus::Exception) {
        return Some(ShipmentStatus::Exception);
    }
    let last = states.iter().copied().min_by_key(|status| rank(*status));
    last.filter(|_| states.len() == numbers.len())
}

/// What a code is called on pages; nothing for a word that says nothing.
fn status(code: Code) -> Option<ShipmentStatus> {
    Some(match code {
        Code::Unknown => return None,
        Code::PreTransit => ShipmentStatus::Preparing,
        Code::Accepted | Code::InTransit => ShipmentStatus::InTransit,
        Code::OutForDelivery => ShipmentStatus::OutForDelivery,
        Code::AvailableForPickup => ShipmentStatus::ReadyForPickup,
        Code::Delivered => ShipmentStatus::Delivered,
        Code::Exception | Code::AttemptFailed | Code::Returning | Code::Returned => ShipmentStatus::Exception,
        Code::Cancelled => ShipmentStatus::Cancelled,
    })
}

/// Whether the carrier's word says more than the platform's.
fn is_news(platform: ShipmentStatus, carrier: ShipmentStatus) -> bool {
    match platform {
        ShipmentStatus::Delivered | ShipmentStatus::Cancelled => false,
        ShipmentStatus::Exception => carrier != ShipmentStatus::Preparing,
        _ => rank(carrier) > rank(platform),
    }
}

fn rank(status: ShipmentStatus) -> u8 {
    match status {
        ShipmentStatus::Preparing => 0,
        ShipmentStatus::Shipped => 1,
        ShipmentStatus::InTransit => 2,
        ShipmentStatus::OutForDelivery => 3,
        ShipmentStatus::ReadyForPickup => 4,
        ShipmentStatus::Delivered => 5,
        ShipmentStatus::Exception => 6,
        ShipmentStatus::Cancelled => 7,
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, tz::TimeZone};
    use serde_json::json;

    use super::*;
    use crate::tracking::{Place, Report, Scan};

    fn parcel(number: &str, code: Code) -> Parcel {
        let at = Timestamp::UNIX_EPOCH;
        let day = at.to_zoned(TimeZone::UTC).date();
        let scan =
            Scan { at, code, day, place: Place::default(), carrier: String::new(), word: String::new() };
        let number: super::super::Number = number.parse().expect("a number");
        let report = Report { number: number.clone(), scans: vec![scan], expected: None, order: None };
        Parcel::new(number).with(&report).parcel
    }

    fn order(tracking: &str, status: ShipmentStatus) -> Order {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let mut order: Order = serde_json::from_value(json!({
            "id": "1", "name": "#1", "placed_at": "2026-11-21T00:00:00Z", "created_at": "2026-11-21T00:00:00Z",
            "currency": "EUR", "payment": {"status": "paid"}, "lines": [],
            "totals": {"subtotal": eur(0), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(0)},
        }))
        .expect("an order");
        order.shipments = vec![Shipment {
            id: "1".into(),
            status,
            carrier: None,
            tracking: Some(tracking.into()),
            url: None,
            shipped_at: None,
            lines: vec![],
        }];
        order
    }

    #[test]
    fn a_shipment_is_as_far_as_somebody_says() {
        use ShipmentStatus::{
            Cancelled, Delivered, Exception, InTransit, OutForDelivery, Preparing, ReadyForPickup, Shipped,
        };
        for (platform, codes, shown) in [
            (Shipped, vec![], Shipped),
            (Shipped, vec![(1, Code::InTransit)], InTransit),
            (Shipped, vec![(1, Code::PreTransit)], Shipped),
            (Preparing, vec![(1, Code::Accepted)], InTransit),
            (OutForDelivery, vec![(1, Code::InTransit)], OutForDelivery),
            (InTransit, vec![(1, Code::AvailableForPickup)], ReadyForPickup),
            (InTransit, vec![(1, Code::Delivered)], Delivered),
            (Delivered, vec![(1, Code::InTransit)], Delivered),
            (Cancelled, vec![(1, Code::Delivered)], Cancelled),
            (Exception, vec![(1, Code::OutForDelivery)], OutForDelivery),
            (Exception, vec![(1, Code::PreTransit)], Exception),
            (Shipped, vec![(1, Code::Returning)], Exception),
            (Shipped, vec![(1, Code::Unknown)], Shipped),
            (Shipped, vec![(9, Code::Delivered)], Shipped),
        ] {
            let parcels: Vec<_> =
                codes.iter().map(|(n, code)| parcel(&format!("AB-10000{n}"), *code)).collect();
            let order = as_carriers_say(order("ab 100001", platform), &parcels);
            assert_eq!(order.shipments[0].status, shown, "{platform:?} {codes:?}");
        }
        // Two boxes: as far as the last one, where both are known.
        let two = |one, other| {
            let parcels: Vec<_> = [("AB100001", one), ("AB100002", other)]
                .into_iter()
                .filter_map(|(n, c)| Some(parcel(n, c?)))
                .collect();
            as_carriers_say(order("AB100001, AB100002", Shipped), &parcels).shipments[0].status
        };
        assert_eq!(two(Some(Code::Delivered), Some(Code::InTransit)), InTransit);
        assert_eq!(two(Some(Code::Delivered), Some(Code::Delivered)), Delivered);
        assert_eq!(two(Some(Code::Delivered), None), Shipped);
        assert_eq!(two(Some(Code::Returning), None), Exception);
    }
}
