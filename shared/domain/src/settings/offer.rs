//! What a supplier offers: an article at a price, in which quantities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Amount, Shop, Supplier,
    mistakes::{Mistakes, plain},
    supplier::{agree, days, yes},
};
use crate::{Currency, Money, money::MoneyError, sheet::Row};

/// `[[suppliers."Kiln & Co".offers]]`: one article of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Offer {
    /// The shop's article code, or the id of the item or of its variant.
    pub sku: String,
    /// The supplier's own article code, which purchase orders name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What one costs, in the supplier's currency, before tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// What one costs from a quantity on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<PriceBreak>,
    /// The least that they deliver at once. 1 to 1 000 000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub minimum: Option<i64>,
    /// They deliver whole packs of so many. 1 to 1 000 000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub multiple: Option<i64>,
    /// Days from an order of this to its delivery, if not as usual with them. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: Option<u16>,
    /// Whether this is bought from them though another's offer is better.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub preferred: bool,
}

/// A price from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PriceBreak {
    /// The least quantity. 2 to 1 000 000.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub from: i64,
    /// What one costs then.
    pub price: Amount,
}

/// What becomes of an order below the supplier's least value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BelowMinimum {
    /// It waits until more is needed.
    #[default]
    Hold,
    /// What is needed next is ordered along.
    TopUp,
    /// It goes out as it is.
    Send,
}

impl BelowMinimum {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The most pieces.
const MOST_PIECES: i64 = 1_000_000;

impl Shop {
    /// Offers, calendar and amounts of a supplier.
    pub(super) fn check_offers(&self, name: &str, supplier: &Supplier, found: &mut Mistakes) {
        let key = |part: &str| format!("suppliers.\"{name}\".{part}");
        let amounts = supplier.offers.iter().flat_map(Offer::amounts).chain(&supplier.minimum_value);
        let mut amounts = amounts.peekable();
        found.unless(
            supplier.currency.is_some() || amounts.peek().is_none(),
            &key("currency"),
            "write the currency of their prices, such as \"EUR\"",
        );
        let wrong =
            supplier.currency.and_then(|currency| amounts.find_map(|amount| amount.of(currency).err()));
        found.unless(
            wrong.is_none(),
            &key("offers"),
            &wrong.as_ref().map(MoneyError::to_string).unwrap_or_default(),
        );
        found.unless(
            supplier.offers.iter().all(|offer| plain(&offer.sku)),
            &key("offers"),
            "write in each which article it is, by its code or its id",
        );
        let mut named: Vec<&str> = supplier.offers.iter().map(|offer| offer.sku.as_str()).collect();
        named.sort_unstable();
        found.unless(
            named.windows(2).all(|pair| pair[0] != pair[1]),
            &key("offers"),
            "name each article once; other prices for more pieces are its breaks",
        );
        found.unless(
            supplier.offers.iter().all(|offer| offer.price.is_some() || offer.breaks.is_empty()),
            &key("offers"),
            "write what one costs beside what one costs from a quantity on",
        );
        if let Some(calendar) = &supplier.calendar {
            calendar.check(&key("calendar"), found);
        }
    }
}

impl Offer {
    fn amounts(&self) -> impl Iterator<Item = &Amount> {
        self.price.iter().chain(self.breaks.iter().map(|one| &one.price))
    }
}

impl Supplier {
    /// The least value of an order to them.
    pub fn least(&self) -> Option<Money> {
        self.minimum_value.as_ref()?.of(self.currency?).ok()
    }

    /// Takes the offer of a line of a table. Answers whether there is one.
    pub(super) fn take_offer(&mut self, row: &Row) -> Result<bool, String> {
        if let Some(code) = row.get("currency") {
            let currency: Currency = code.to_uppercase().parse().map_err(|e: MoneyError| e.to_string())?;
            agree(&mut self.currency, currency, "currency")?;
        }
        if let Some(amount) = self.amount(row, "minimum_value")? {
            agree(&mut self.minimum_value, amount, "minimum_value")?;
        }
        let columns = ["code", "price", "from", "minimum", "multiple", "offer_lead_days"];
        if columns.iter().all(|column| row.get(column).is_none()) {
            self.preferred |= yes(row, "preferred")?;
            return Ok(false);
        }
        let sku = row.get("sku").ok_or("write which article is offered in the column sku")?;
        let price = self.amount(row, "price")?;
        let known = self.offers.iter().position(|offer| offer.sku == sku);
        let mut offer = known
            .map_or_else(|| Offer { sku: sku.to_owned(), ..Offer::default() }, |at| self.offers[at].clone());
        match (pieces(row, "from")?.filter(|from| *from > 1), price) {
            (Some(_), None) => return Err("write what one costs from there on in the column price".into()),
            (Some(from), Some(price)) => {
                if offer.breaks.iter().any(|one| one.from == from && one.price != price) {
                    return Err("an earlier line says another price from there on".into());
                }
                offer.breaks.retain(|one| one.from != from);
                offer.breaks.push(PriceBreak { from, price });
            }
            (None, Some(price)) => agree(&mut offer.price, price, "price")?,
            (None, None) => {}
        }
        if let Some(code) = row.get("code") {
            agree(&mut offer.code, code.to_owned(), "code")?;
        }
        if let Some(minimum) = pieces(row, "minimum")? {
            agree(&mut offer.minimum, minimum, "minimum")?;
        }
        if let Some(multiple) = pieces(row, "multiple")? {
            agree(&mut offer.multiple, multiple, "multiple")?;
        }
        if let Some(days) = days(row, "offer_lead_days")? {
            agree(&mut offer.lead_days, days, "offer_lead_days")?;
        }
        offer.preferred |= yes(row, "preferred")?;
        match known {
            Some(at) => self.offers[at] = offer,
            None => self.offers.push(offer),
        }
        Ok(true)
    }

    /// An amount of a line, in the supplier's currency.
    fn amount(&self, row: &Row, column: &str) -> Result<Option<Amount>, String> {
        let Some(text) = row.get(column) else { return Ok(None) };
        let currency = self.currency.ok_or("write the currency of their prices in the column currency")?;
        let amount = Amount::from(text);
        match amount.of(currency) {
            Ok(money) if money.minor >= 0 => Ok(Some(amount)),
            Ok(_) => Err(format!("write an amount of at least 0 in the column {column}")),
            Err(error) => Err(format!("{error}, in the column {column}")),
        }
    }
}

fn pieces(row: &Row, column: &str) -> Result<Option<i64>, String> {
    let Some(text) = row.get(column) else { return Ok(None) };
    let pieces = text.parse().ok().filter(|pieces| (1..=MOST_PIECES).contains(pieces));
    pieces
        .map(Some)
        .ok_or_else(|| format!("write a whole number of pieces, 1 to {MOST_PIECES}, in the column {column}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{ReadSuppliers, shop::tests::shop};

    #[test]
    fn offers_are_read_line_by_line() {
        let file = "supplier,currency,sku,code,price,from,moq,pack,offer_lead_days,preferred,minimum_value\n\
            Kiln,EUR,MUG-1,K-1,4.20,,12,6,,,150\n\
            Kiln,,MUG-1,,3.90,50,,,,,\n\
            Kiln,,MUG-1,,3.80,50,,,,,\n\
            Kiln,,MUG-2,,4.205,,,,,,\n\
            Kiln,,MUG-2,,-1,,,,,,\n\
            Kiln,,MUG-2,,,9,,,,,\n\
            Kiln,,,,4,,,,,,\n\
            Kiln,,MUG-2,,,,0,,,,\n\
            Kiln,USD,MUG-2,,4,,,,,,\n\
            Kiln,,MUG-2,,4,,,,21,yes,\n\
            Far,,TEA-1,,4,,,,,,\n\
            Far,euros,TEA-1,,4,,,,,,\n\
            Far,,TEA-1,,,,,,,yes,\n";
        let read = ReadSuppliers::from_csv(file.as_bytes()).expect("a table");
        let refused: Vec<_> = read.refused.iter().map(|refused| refused.line).collect();
        assert_eq!((refused, read.unread), (vec![4, 5, 6, 7, 8, 9, 10, 12, 13], Vec::<String>::new()));
        let kiln = &read.suppliers["Kiln"];
        assert_eq!(kiln.least().map(|least| least.minor), Some(15_000));
        assert_eq!(kiln.skus, Vec::<String>::new(), "what is offered isn't named twice");
        let mug = Offer {
            sku: "MUG-1".into(),
            code: Some("K-1".into()),
            price: Some("4.20".into()),
            breaks: vec![PriceBreak { from: 50, price: "3.90".into() }],
            minimum: Some(12),
            multiple: Some(6),
            ..Offer::default()
        };
        let other = Offer {
            sku: "MUG-2".into(),
            price: Some("4".into()),
            lead_days: Some(21),
            preferred: true,
            ..Offer::default()
        };
        assert_eq!(kiln.offers, [mug, other]);
        let far = &read.suppliers["Far"];
        assert_eq!((far.preferred, far.skus.as_slice()), (true, &["TEA-1".to_owned()][..]));
    }

    #[test]
    fn mistakes_of_offers_are_named_by_their_key() {
        use serde_json::json;
        let one = |offer: serde_json::Value| json!({"currency": "EUR", "offers": [offer]});
        for (supplier, key) in [
            (one(json!({"sku": "MUG-1", "price": "4.20"})), None),
            (json!({"offers": [{"sku": "MUG-1", "price": "4.20"}]}), Some("currency")),
            (json!({"minimum_value": "4.20"}), Some("currency")),
            (one(json!({"sku": "MUG-1", "price": "4.205"})), Some("offers")),
            (one(json!({"sku": "MUG-1", "breaks": [{"from": 9, "price": "4"}]})), Some("offers")),
            (one(json!({"price": "4.20"})), Some("offers")),
            (json!({"offers": [{"sku": "A"}, {"sku": "B"}, {"sku": "A"}]}), Some("offers")),
            (json!({"calendar": {"zone": "Kiln"}}), Some("calendar.zone")),
            (json!({"calendar": {"zone": "Asia/Shanghai", "country": "CN"}}), None),
            (json!({"calendar": {"country": "Germany"}}), Some("calendar.country")),
            (
                json!({"calendar": {"closed": [{"from": "2026-12-31", "to": "2026-12-24"}]}}),
                Some("calendar.closed"),
            ),
            (json!({"calendar": {"closed": [{"from": "2026-12-31"}]}}), None),
        ] {
            let (mut shop, told) = (shop(), supplier.to_string());
            shop.suppliers.insert("Kiln".into(), serde_json::from_value(supplier).expect("a supplier"));
            let found = shop.mistakes();
            let expected = key.map(|key| format!("suppliers.\"Kiln\".{key}: "));
            assert_eq!(found.len(), usize::from(key.is_some()), "{told}: {found:?}");
            assert_eq!(
                found.first().map(|found| expected.as_ref().is_some_and(|key| found.starts_with(key))),
                key.map(|_| true),
                "{told}: {found:?}"
            );
        }
    }
}
