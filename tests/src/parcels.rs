//! What trackers tell of parcels.

use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::arrivals::Delivery;

/// EasyPost's word on a parcel that was scanned at `at`: the label's making an hour before, and this.
pub fn scanned(number: &str, at: Timestamp, status: &str) -> Delivery {
    tracked(number, at, &[(at - SignedDuration::from_hours(1), "pre_transit"), (at, status)])
}

/// EasyPost's word at `said`, with these scans.
pub fn tracked(number: &str, said: Timestamp, scans: &[(Timestamp, &str)]) -> Delivery {
    told(number, said, scans, None)
}

/// The same, with the day on which the carrier expects it to be there.
pub fn expected(number: &str, said: Timestamp, scans: &[(Timestamp, &str)], day: &str) -> Delivery {
    told(number, said, scans, Some(day))
}

fn told(number: &str, said: Timestamp, scans: &[(Timestamp, &str)], expected: Option<&str>) -> Delivery {
    let detail = |(at, status): &(Timestamp, &str)| {
        json!({"object": "TrackingDetail", "status": status, "status_detail": "status_update", "datetime": at.to_string(),
            "message": "Signed by A. Muster", "source": "UPS", "carrier_code": "X1",
            "tracking_location": {"city": "Berlin", "state": null, "country": "DE", "zip": "10115"}})
    };
    let details: Vec<Value> = scans.iter().map(detail).collect();
    let body = json!({"object": "Event", "id": "evt_1", "description": "tracker.updated", "mode": "production",
        "result": {"object": "Tracker", "id": "trk_1", "tracking_code": number, "carrier": "UPS", "signed_by": "A. Muster",
            "est_delivery_date": expected.map(|day| format!("{day}T00:00:00Z")), "updated_at": said.to_string(), "tracking_details": details}});
    let body = serde_json::to_vec(&body).expect("plain data");
    Delivery { source: "easypost", topic: "tracker.updated", body }
}
