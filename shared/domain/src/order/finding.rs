//! How a buyer finds an order without its link: by the number that people say, and by something that only its buyer knows.

use super::Order;

/// Longer ones are no numbers of orders, nor addresses.
const LONGEST: usize = 254;
/// A postcode of fewer signs proves nothing.
const SHORTEST_POSTCODE: usize = 3;

/// An order's number as it is looked for: letters of any script and digits, in lower case, without what people leave out when they type it.
pub fn spoken(name: &str) -> Option<String> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!plain.is_empty() && name.len() <= LONGEST).then_some(plain)
}

impl Order {
    /// Whether whoever knows this seems to be its buyer: the e-mail address, or the postcode of where it goes or who pays.
    pub fn is_known_to(&self, contact: &str) -> bool {
        let contact = contact.trim();
        if contact.is_empty() || contact.len() > LONGEST {
            return false;
        }
        let mail = |text: &str| text.trim().to_lowercase();
        if self.email.as_deref().is_some_and(|own| mail(own) == mail(contact)) {
            return true;
        }
        let Some(given) = postcode(contact) else { return false };
        let places = [&self.shipping_address, &self.billing_address];
        let mut own = places.into_iter().flatten().filter_map(|place| postcode(place.postcode.as_deref()?));
        own.any(|own| own == given)
    }

    /// Where it goes, as far as a page may show it to whoever has its link: `a…@example.com`.
    pub fn masked_email(&self) -> Option<String> {
        let (name, host) = self.email.as_deref()?.trim().rsplit_once('@')?;
        Some(format!("{}…@{host}", name.chars().next()?))
    }
}

/// A postcode without what people leave out or add.
fn postcode(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    (plain.chars().count() >= SHORTEST_POSTCODE && !text.contains('@')).then_some(plain)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn order(postcode: Option<&str>, billing: Option<&str>, email: Option<&str>) -> Order {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let place =
            |postcode: Option<&str>| postcode.map(|postcode| json!({"lines": [], "postcode": postcode}));
        serde_json::from_value(json!({
            "id": "1", "name": "#1001", "placed_at": "2026-01-01T00:00:00Z", "created_at": "2026-01-01T00:00:00Z",
            "currency": "EUR", "payment": {"status": "paid", "tenders": []}, "lines": [], "email": email,
            "totals": {"subtotal": eur(0), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "extras": [], "total": eur(0)},
            "shipping_address": place(postcode), "billing_address": place(billing),
        }))
        .expect("an order")
    }

    #[test]
    fn numbers_are_found_as_people_type_them() {
        for (name, spoken_as) in [
            ("#1001", Some("1001")),
            (" 1001 ", Some("1001")),
            ("EU-1001", Some("eu1001")),
            ("eu 1001", Some("eu1001")),
            ("№ ١٠٠١", Some("١٠٠١")),
            ("#", None),
            ("", None),
        ] {
            assert_eq!(spoken(name).as_deref(), spoken_as, "{name:?}");
        }
        assert_eq!(spoken(&"1".repeat(1000)), None);
    }

    #[test]
    fn only_what_its_buyer_knows_opens_it() {
        let known = order(Some("SW1A 1AA"), Some("10115"), Some("Anna@Example.com"));
        for (contact, opens) in [
            ("anna@example.com", true),
            (" ANNA@example.com ", true),
            ("sw1a1aa", true),
            ("SW1A-1AA", true),
            ("10115", true),
            ("1011", false),
            ("anna", false),
            ("", false),
            ("   ", false),
            ("other@example.com", false),
        ] {
            assert_eq!(known.is_known_to(contact), opens, "{contact:?}");
        }
        assert!(!known.is_known_to(&"1".repeat(10_000)));
        // What isn't there proves nothing.
        for nothing in ["", " ", "-", "…"] {
            assert!(!order(None, Some(""), None).is_known_to(nothing), "{nothing:?}");
            assert!(!order(Some("-"), None, Some("")).is_known_to(nothing), "{nothing:?}");
        }
        assert_eq!(known.masked_email().as_deref(), Some("A…@Example.com"));
        assert_eq!(order(None, None, Some("nobody")).masked_email(), None);
    }
}
