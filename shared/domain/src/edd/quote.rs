//! A quote: dates that a buyer saw, signed, so that whoever brings it back with the order is believed. Nothing is written for it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Answer, QuoteRequest, Reckoner, Span, plan::is_sent};
use crate::{
    ShopId,
    link::{self, LinkKey, Opened},
};

/// The purpose of its token: it opens no page, and no link is a quote.
const PURPOSE: &str = "edd-quote";
/// For so long after it was made a quote may be ordered by: these hours, and no longer than its dates hold, but for the hour that
/// somebody may take who is at the checkout.
const HOURS: i64 = 48;
const CHECKOUT_HOURS: i64 = 1;
/// So many signs name what it is for.
const NAME: usize = 8;

/// Dates that were told, for what, and until when they may be ordered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The shop.
    pub shop: ShopId,
    /// When it was made, to the second: the walk began then.
    pub made: Timestamp,
    /// From when on it is worth nothing.
    pub expires: Timestamp,
    /// When all of it is there; the last day is the promise.
    pub arrival: Span,
    /// By when the last shipment has to be handed over.
    pub ship_by: Date,
    /// The shipments; none where there are so many that the token would be too long.
    pub shipments: Vec<Quoted>,
    /// Names what was asked for: items with their pieces, country and postcode. [`Quote::is_for`] compares it.
    of: String,
}

/// A shipment of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The place that it leaves.
    pub origin: String,
    /// Carrier and service.
    pub service: String,
    /// When it is there.
    pub arrival: Span,
}

/// What a token holds: when it was made, what for, and days, the first one counted from 1970 and all others from the first.
type Held = (i64, String, i32, i32, i32, Vec<(String, String, i32, i32)>);

impl Quote {
    /// Of an answer to a question of a shop's.
    pub fn of(shop: &ShopId, asked: &QuoteRequest, answer: &Answer) -> Self {
        let made = Timestamp::from_second(asked.at.as_second()).unwrap_or(asked.at);
        let after = |from: Timestamp, hours| {
            from.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
        };
        let holds = answer.order_by.map_or(Timestamp::MAX, |order_by| after(order_by, CHECKOUT_HOURS));
        let shipments = answer.shipments.iter().map(|planned| Quoted {
            origin: planned.origin.clone(),
            service: planned.service.clone(),
            arrival: planned.arrival,
        });
        Self {
            shop: shop.clone(),
            made,
            expires: after(made, HOURS).min(holds),
            arrival: answer.arrival,
            ship_by: answer.ship_by,
            shipments: shipments.collect(),
            of: name(asked),
        }
    }

    /// Its token: letters, digits, `-`, `_` and two dots, at most 512.
    pub fn sign(&self, key: &LinkKey) -> String {
        let seal =
            |shipments: &[Quoted]| link::seal(key, PURPOSE, &self.shop, self.expires, &self.held(shipments));
        let token = seal(&self.shipments);
        if token.len() <= link::LONGEST { token } else { seal(&[]) }
    }

    /// What a token holds, if one of `keys` signed it for this shop and it hadn't expired at `at`: the moment of the order, not
    /// the one at which somebody gets round to it.
    pub fn open(token: &str, shop: &ShopId, keys: &[LinkKey], at: Timestamp) -> Option<Self> {
        let Opened { shop: signed, expires, rest } = link::unseal(token, PURPOSE, keys, at)?;
        let (made, of, first, latest, ship_by, shipments): Held = serde_json::from_str(&rest).ok()?;
        let later = |day: Date, days: i32| day.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
        let earliest = later(epoch(), first)?;
        let shipments = shipments.into_iter().map(|(origin, service, first, last)| {
            let arrival = Span { earliest: later(earliest, first)?, latest: later(earliest, last)? };
            Some(Quoted { origin, service, arrival })
        });
        let quote = Self {
            shop: signed,
            made: Timestamp::from_second(made).ok()?,
            expires,
            arrival: Span { earliest, latest: later(earliest, latest)? },
            ship_by: later(earliest, ship_by)?,
            shipments: shipments.collect::<Option<_>>()?,
            of,
        };
        (quote.shop == *shop).then_some(quote)
    }

    /// Whether it was made for this: the same items, as many of each, to the same place. A buyer may put any quote of the shop's
    /// on an order, and so one of something else.
    pub fn is_for(&self, asked: &QuoteRequest) -> bool {
        self.of == name(asked)
    }

    /// Whether it may go by the service that was asked for. One that was made for another service is no word about this one.
    pub fn may_go_by(&self, reckoner: &Reckoner, asked: &QuoteRequest) -> bool {
        let may = |word: &str| self.shipments.iter().all(|of| reckoner.may_mean(word, &of.service));
        asked.service.as_deref().is_none_or(may)
    }

    /// Its id in the journal: short, and the same for the same token.
    pub fn id(token: &str) -> String {
        let mut id = hex::encode(Sha256::digest(token));
        id.truncate(16);
        id
    }

    /// The token in a text that a shop keeps with an order; `None` for what can't be one.
    pub fn token(text: &str) -> Option<String> {
        let text = text.trim();
        let sign = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        let is_one = text.len() <= link::LONGEST && text.bytes().all(sign) && text.split('.').count() == 3;
        is_one.then(|| text.to_owned())
    }

    fn held(&self, shipments: &[Quoted]) -> String {
        let first = self.arrival.earliest;
        let shipments = shipments.iter().map(|of| {
            let days = (after(first, of.arrival.earliest), after(first, of.arrival.latest));
            (of.origin.clone(), of.service.clone(), days.0, days.1)
        });
        let ends = (after(epoch(), first), after(first, self.arrival.latest), after(first, self.ship_by));
        let held: Held =
            (self.made.as_second(), self.of.clone(), ends.0, ends.1, ends.2, shipments.collect());
        serde_json::to_string(&held).expect("plain data")
    }
}

const fn epoch() -> Date {
    jiff::civil::date(1970, 1, 1)
}

/// How many days the second is after the first.
fn after(first: Date, second: Date) -> i32 {
    let hours = first.duration_until(second).as_hours();
    i32::try_from(hours / 24).expect("no two dates are so far apart")
}

/// Names a question: items with their pieces, in one order, and where they go.
fn name(asked: &QuoteRequest) -> String {
    let mut pieces = BTreeMap::<&str, i64>::new();
    for line in asked.lines.iter().filter(|line| is_sent(line)) {
        let of = pieces.entry(line.item.id.as_str()).or_default();
        *of = of.saturating_add(line.quantity);
    }
    let to = asked.to.normal();
    let named = serde_json::to_string(&(to.country, to.postcode, pieces)).expect("plain data");
    let mut name = hex::encode(Sha256::digest(named));
    name.truncate(NAME);
    name
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::{
        EntityRef,
        edd::{Destination, QuoteLine},
        link::{Link, ORDER_STATUS},
        stock::Item,
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).expect("in range")
    }

    fn key(word: &str) -> LinkKey {
        LinkKey::new(format!("{word}-0123456789abcdef")).expect("long enough")
    }

    fn shop(id: &str) -> ShopId {
        id.parse().expect("a shop")
    }

    fn asked(country: &str, postcode: &str, lines: &[(&str, i64)]) -> QuoteRequest {
        let line = |(at, (item, quantity)): (usize, &(&str, i64))| QuoteLine {
            id: at.to_string(),
            item: Item { id: (*item).to_owned(), ..Item::default() },
            quantity: *quantity,
            availability: Default::default(),
        };
        let postcode = Some(postcode.to_owned());
        QuoteRequest {
            at: at(0),
            to: Destination { country: country.into(), postcode, ..Destination::default() },
            lines: lines.iter().enumerate().map(line).collect(),
            service: None,
            cash_on_delivery: false,
        }
    }

    fn answer(shipments: usize) -> Answer {
        let span = json!({"earliest": "2026-12-30", "latest": "2027-01-02"});
        let planned = json!({
            "lines": ["1"], "origin": "905684977", "service": "DHL/parcel", "begins": "2026-12-28",
            "processing": {"min": 0, "max": 1}, "hand_over": span, "arrival": span, "steps": [],
            "transit": {"days": {"min": 1, "max": 2}, "source": {"by": "declared"}}});
        let whole = json!({"arrival": span, "ship_by": "2026-12-29", "shipments": vec![planned; shipments]});
        serde_json::from_value(whole).expect("an answer")
    }

    fn quote(shipments: usize) -> Quote {
        Quote::of(&shop("acme"), &asked("DE", "10115", &[("7", 2)]), &answer(shipments))
    }

    #[test]
    fn a_quote_is_believed_by_its_shop_until_it_expires() {
        let token = quote(2).sign(&key("a"));
        assert!(token.len() < 300, "{}", token.len());
        let keys = [key("b"), key("a")];
        let end = HOURS * 3600;
        for (id, keys, second, opens) in [
            ("acme", &keys[..], 0, true),
            ("acme", &keys[..], end - 1, true),
            ("acme", &keys[..], end, false),
            ("rosen", &keys[..], 0, false),
            ("acme", &keys[..1], 0, false),
            ("acme", &[], 0, false),
        ] {
            let opened = Quote::open(&token, &shop(id), keys, at(second));
            assert_eq!(opened, opens.then(|| quote(2)), "{id} at {second}");
        }
        let quote = quote(2);
        assert_eq!((quote.ship_by, quote.arrival.latest), (date(2026, 12, 29), date(2027, 1, 2)));
        assert_eq!((quote.made, quote.shipments.len()), (at(0), 2));
        // After the cut-off its dates are no longer to be had, an hour for the checkout aside.
        for (order_by, end) in [(3600, 7200), (47 * 3600, end), (60 * 3600, end)] {
            let answer = Answer { order_by: Some(at(order_by)), ..answer(1) };
            let quote = Quote::of(&shop("acme"), &asked("DE", "10115", &[("7", 2)]), &answer);
            let token = quote.sign(&key("a"));
            let opens = |second| Quote::open(&token, &shop("acme"), &keys, at(second)).is_some();
            assert_eq!((opens(end - 1), opens(end)), (true, false), "to be ordered by {order_by}");
        }
    }

    #[test]
    fn nothing_else_is_a_quote_and_no_bit_of_one_may_change() {
        let keys = [key("a")];
        let open = |token: &str| Quote::open(token, &shop("acme"), &keys, at(0));
        let token = quote(1).sign(&key("a"));
        for at_byte in 0..token.len() {
            assert_eq!(open(&token[..at_byte]), None);
            for bit in 0..7 {
                let mut bytes = token.clone().into_bytes();
                bytes[at_byte] ^= 1 << bit;
                let Ok(bent) = String::from_utf8(bytes) else { continue };
                assert_eq!(open(&bent), None, "{bent}");
            }
        }
        let expires = at(1000);
        let link = Link { purpose: ORDER_STATUS, shop: shop("acme"), entity: EntityRef::order("1"), expires };
        let sealed = |rest: &str| link::seal(&key("a"), PURPOSE, &shop("acme"), expires, rest);
        for other in [
            link.sign(&key("a")),
            sealed(""),
            sealed("null"),
            sealed("[1,\"\",2147483647,0,0,[]]"),
            sealed("[1,\"\",0,2147483647,0,[]]"),
            sealed("[9223372036854775807,\"\",0,0,0,[]]"),
            String::new(),
            "..".into(),
            "a".repeat(100_000),
        ] {
            assert_eq!(open(&other), None, "{other:.80}");
        }
        // And a quote opens no page.
        assert_eq!(Link::open(&token, ORDER_STATUS, &keys, at(0)), None);
    }

    #[test]
    fn a_quote_of_many_shipments_keeps_its_dates() {
        let token = quote(50).sign(&key("a"));
        assert!(token.len() <= link::LONGEST);
        let opened = Quote::open(&token, &shop("acme"), &[key("a")], at(0)).expect("it opens");
        assert_eq!((opened.arrival, opened.shipments.len()), (quote(50).arrival, 0));
    }

    #[test]
    fn a_quote_is_for_what_was_asked() {
        let quote = Quote::of(&shop("acme"), &asked("DE", "10115", &[("7", 2), ("8", 1)]), &answer(1));
        for (country, postcode, lines, expected) in [
            ("de", "D-10115", &[("8", 1), ("7", 2)][..], true),
            ("DE", "10115", &[("7", 1), ("8", 1), ("7", 1)], true),
            ("DE", "10115", &[("7", 2), ("8", 1), ("9", 0)], true),
            ("DE", "10115", &[("7", 3), ("8", 1)], false),
            ("DE", "10115", &[("7", 2)], false),
            ("DE", "10117", &[("7", 2), ("8", 1)], false),
            ("AT", "10115", &[("7", 2), ("8", 1)], false),
        ] {
            let asked = asked(country, postcode, lines);
            assert_eq!(quote.is_for(&asked), expected, "{country} {postcode} {lines:?}");
        }
    }

    #[test]
    fn what_a_shop_keeps_with_an_order_may_be_a_token() {
        let token = quote(1).sign(&key("a"));
        assert_eq!(Quote::token(&format!(" {token}\n")), Some(token.clone()));
        assert_eq!(Quote::id(&token).len(), 16);
        for other in ["", "a", "a.b", "a.b.c.d", "a.b.<script>", "a.b.ü", &"a.".repeat(600)] {
            assert_eq!(Quote::token(other), None, "{other:.20}");
        }
    }
}
