//! Where an order is fetched, if it isn't sent.

use domain::order::{Address, Pickup};

use super::wire::{self, shown, word};
use crate::entities::plain;

/// What a way of shipping is called where the shop has no word for it.
const PICKUP: &str = "Pickup";

/// Ways of shipping that are none: that of the classic checkout, and that of the block checkout, which knows places.
const METHODS: &[&str] = &["local_pickup", "pickup_location"];

/// Reads it. The block checkout writes name, address and details of the place onto the way of shipping.
pub(super) fn read(order: &wire::Order) -> Option<Pickup> {
    let is_pickup = |way: &&wire::Way| {
        let method = word(&way.method_id).and_then(|id| id.split(':').next());
        method.is_some_and(|method| METHODS.contains(&method))
    };
    let way = order.shipping_lines.iter().find(is_pickup)?;
    let told = |key: &str| way.meta_data.first(&[key]).map(plain).filter(|text| !text.is_empty());
    let name = told("pickup_location").or_else(|| shown(&way.method_title));
    let address = told("pickup_address").map(|text| Address {
        lines: text.split(", ").map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
        ..Address::default()
    });
    let hours = told("pickup_details").map(|text| lines(&text)).unwrap_or_default();
    Some(Pickup { name: name.unwrap_or_else(|| PICKUP.to_owned()), address, hours })
}

/// Lines of a text that may hold HTML: a tag ends a line, and isn't shown.
fn lines(text: &str) -> Vec<String> {
    let mut shown = String::new();
    let mut within = false;
    for char in text.chars() {
        match char {
            '<' => within = true,
            '>' if within => {
                within = false;
                shown.push('\n');
            }
            char if !within => shown.push(char),
            _ => {}
        }
    }
    shown.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_lines_without_their_tags() {
        for (text, expect) in [
            ("Mon-Fri 9-17\nRing twice", &["Mon-Fri 9-17", "Ring twice"][..]),
            ("<p>Mon<br/>Tue</p>\r\n\r\n<p>Wed", &["Mon", "Tue", "Wed"]),
            ("open < 17", &["open"]),
            ("<script", &[]),
        ] {
            assert_eq!(lines(text), expect, "{text}");
        }
    }
}
