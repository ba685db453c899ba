//! What an order asks for.

use super::{Destination, Door, QuoteLine, QuoteRequest};
use crate::{
    calendar::holidays,
    order::{Address, LineKind, Order, TenderKind},
    stock::{Item, ItemKind},
    zones::region_code,
};

/// How people write that something goes to a box at a post office, in small letters without signs.
const BOXES: [&str; 9] = [
    "pobox",
    "postfach",
    "boitepostale",
    "apartadodecorreos",
    "casellapostale",
    "postboks",
    "skrytkapocztowa",
    "apartadopostal",
    "caixapostal",
];
/// And to a shop or locker.
const LOCKERS: [&str; 6] =
    ["packstation", "postfiliale", "paketshop", "parcelshop", "paczkomat", "pickuppoint"];

impl Destination {
    /// Where an address is, as far as it decides on a day. `None` without a country.
    pub fn of(address: &Address) -> Option<Self> {
        let country = address.country.as_deref()?.trim().to_uppercase();
        // Platforms write a region as its code, as `US-CA`, by its name, or not at all; the postcode says more than a name.
        let code = |region: &String| region_code(&country, region).to_uppercase();
        let mut codes = [&address.region_code, &address.region].into_iter().flatten().map(code);
        let subdivision = codes.find(|code| holidays::knows_subdivision(&country, code));
        let all: Vec<String> = address.lines.iter().chain(&address.company).map(|line| bare(line)).collect();
        let among = |words: &[&str]| all.iter().any(|line| words.iter().any(|word| line.contains(word)));
        let kind = match () {
            () if among(&LOCKERS) => Door::PickupPoint,
            () if among(&BOXES) => Door::PoBox,
            () => Door::Address,
        };
        Some(Self { country, subdivision, postcode: address.postcode.clone(), kind })
    }
}

/// Small letters alone: what people write around them differs.
fn bare(line: &str) -> String {
    line.to_lowercase().replace('î', "i").chars().filter(|c| c.is_alphabetic()).collect()
}

impl QuoteRequest {
    /// What an order asks for, as of the moment when it was placed. `items` are what the catalogue knows, by the ids of items or
    /// variants; of a line that isn't among them only what the order says is known. `None` if it isn't known where it goes, or the
    /// buyer fetches it.
    pub fn of_order(order: &Order, items: &[Item]) -> Option<Self> {
        if order.pickup.is_some() {
            return None;
        }
        let to = Destination::of(order.shipping_address.as_ref()?)?;
        let known = |variant: &str| {
            let named = items.iter().find(|item| item.variant_id.as_deref() == Some(variant));
            named.or_else(|| items.iter().find(|item| item.id == variant))
        };
        let lines = order.lines.iter().map(|line| {
            let item = line.variant_id.as_deref().and_then(known).cloned().unwrap_or_else(|| Item {
                id: line.variant_id.clone().unwrap_or_else(|| line.id.clone()),
                sku: line.sku.clone(),
                title: line.title.clone(),
                variant_id: line.variant_id.clone(),
                ..Item::default()
            });
            let kind = if line.kind == LineKind::Goods { item.kind } else { ItemKind::Digital };
            QuoteLine {
                id: line.id.clone(),
                item: Item { kind, ..item },
                quantity: line.quantity,
                availability: line.availability,
            }
        });
        Some(Self {
            at: order.placed_at,
            to,
            lines: lines.collect(),
            service: order.shipping.first().map(|way| way.name.clone()),
            cash_on_delivery: order
                .payment
                .tenders
                .iter()
                .any(|tender| tender.kind == TenderKind::OnDelivery),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_where_and_to_what() {
        for (country, region, lines, subdivision, kind) in [
            ("de", Some("BY"), vec!["Lampengasse 4"], Some("BY"), Door::Address),
            ("CA", Some("CA-ON"), vec!["4 Lamp Lane"], Some("ON"), Door::Address),
            ("CA", Some("Ontario|on"), vec!["4 Lamp Lane"], Some("ON"), Door::Address),
            ("ES", Some("Barcelona|B"), vec!["Calle 4"], None, Door::Address),
            ("DE", Some("Bavaria"), vec!["Lampengasse 4"], None, Door::Address),
            ("DE", None, vec!["Packstation 145", "12345678"], None, Door::PickupPoint),
            ("DE", None, vec!["Postfach 10 20"], None, Door::PoBox),
            ("US", Some("ca"), vec!["P.O. Box 12"], Some("CA"), Door::PoBox),
            ("GB", None, vec!["PO BOX 4"], None, Door::PoBox),
            ("FR", None, vec!["Boîte postale 7"], None, Door::PoBox),
            ("GB", None, vec!["4 Box Lane"], None, Door::Address),
        ] {
            let address = Address {
                country: Some(country.into()),
                region: region.map(|region| region.split('|').next().unwrap_or(region).to_owned()),
                region_code: region.and_then(|region| Some(region.split_once('|')?.1.to_owned())),
                lines: lines.iter().map(|line| (*line).to_owned()).collect(),
                ..Address::default()
            };
            let to = Destination::of(&address).expect("a destination");
            assert_eq!((to.subdivision.as_deref(), to.kind), (subdivision, kind), "{lines:?}");
        }
        assert_eq!(Destination::of(&Address::default()), None);
    }
}
