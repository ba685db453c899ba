//! Tracking numbers: what people print with blanks, dashes and small letters is one number.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{EntityRef, order::Order, order::Shipment};

/// The least that a number has; with less, two parcels of one shop would soon meet.
pub const SHORTEST: usize = 5;
/// The most that a number has.
pub const LONGEST: usize = 40;

/// A carrier's number of a parcel: capital letters and digits, at least one digit.
///
/// Carriers name themselves differently to every platform, so the number alone names a parcel of a shop. A number that a carrier
/// gives again after months begins a new parcel: see [`WINDOW`](super::WINDOW).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

impl Number {
    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parcel that it names.
    pub fn entity(&self) -> EntityRef {
        EntityRef::new(Self::ENTITY, &self.0)
    }

    /// The number of a parcel; `None` for any other entity.
    pub fn of(entity: &EntityRef) -> Option<Self> {
        (entity.kind() == Self::ENTITY).then(|| entity.id().parse().ok())?
    }

    /// The kind of entity that a parcel is.
    pub const ENTITY: &'static str = "PARCEL";
}

impl FromStr for Number {
    type Err = String;

    /// What was written, without what people put between. The error quotes nothing: staff write anything into such fields.
    fn from_str(text: &str) -> Result<Self, String> {
        let between = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{ad}' | '\u{200b}' | '\u{feff}');
        let mut number = String::new();
        for c in text.chars().filter(|c| !between(*c)) {
            if !c.is_ascii_alphanumeric() || number.len() == LONGEST {
                number.clear();
                break;
            }
            number.push(c.to_ascii_uppercase());
        }
        if number.len() >= SHORTEST && number.bytes().any(|b| b.is_ascii_digit()) {
            Ok(Self(number))
        } else {
            Err(format!("should be {SHORTEST} to {LONGEST} letters and digits"))
        }
    }
}

impl TryFrom<String> for Number {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The numbers of a shipment: platforms write several into one field, set apart by commas. What is none is left out.
pub fn of_shipment(shipment: &Shipment) -> Vec<Number> {
    let mut numbers = Vec::new();
    let written = shipment.tracking.iter().flat_map(|text| text.split([',', ';', '|', '\n']));
    for number in written.filter_map(|text| text.parse().ok()) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// The numbers of all of an order's shipments, each once, at most `most`.
pub fn of_order(order: &Order, most: usize) -> Vec<Number> {
    let mut numbers = Vec::new();
    for number in order.shipments.iter().flat_map(of_shipment) {
        if numbers.len() < most && !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::ShipmentStatus;

    #[test]
    fn a_number_is_one_however_it_is_printed() {
        for (written, number) in [
            ("rb 123 456 785 gb", Some("RB123456785GB")),
            ("RB123456785GB", Some("RB123456785GB")),
            (" 1Z 999 AA1 01\u{a0}2345 6784\n", Some("1Z999AA10123456784")),
            ("0034-0434-1610-9400-0001", Some("00340434161094000001")),
            ("12345", Some("12345")),
            ("1234", None),
            ("", None),
            ("handed over", None),
            ("https://track.example/1", None),
            ("anna@post.example", None),
            ("№ 12345678", None),
            ("12345#678", None),
            (&"1".repeat(40), Some(&*"1".repeat(40))),
            (&"1".repeat(41), None),
        ] {
            let read = written.parse::<Number>();
            assert_eq!(read.as_ref().ok().map(Number::as_str), number, "{written}");
            assert!(read.is_ok_and(|n| n.to_string().parse() == Ok(n)) || number.is_none());
        }
        let number: Number = "12345".parse().expect("a number");
        assert_eq!(number.entity().to_string(), "PARCEL#12345");
        assert_eq!(Number::of(&number.entity()), Some(number));
        assert_eq!(Number::of(&EntityRef::order("12345")), None);
    }

    #[test]
    fn a_shipment_may_be_several_boxes() {
        let mut shipment = Shipment {
            id: "1".into(),
            status: ShipmentStatus::Shipped,
            carrier: None,
            tracking: None,
            url: None,
            shipped_at: None,
            lines: vec![],
        };
        for (written, numbers) in [
            (None, vec![]),
            (Some("by bike"), vec![]),
            (Some("AB-100001, AB-100002; ab100001"), vec!["AB100001", "AB100002"]),
        ] {
            shipment.tracking = written.map(str::to_owned);
            let read = of_shipment(&shipment);
            assert_eq!(read.iter().map(Number::as_str).collect::<Vec<_>>(), numbers, "{written:?}");
        }
    }
}
