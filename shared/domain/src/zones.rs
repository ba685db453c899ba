//! Which clock a place keeps: a buyer reads days and times by the one at home.
//!
//! The table is made by `scripts/zones.py` from the tzdb's own list.

use jiff::tz::TimeZone;

use crate::{
    order::{Address, Order},
    settings::Shop,
};

/// `DE: zone zone`, the one where most people live first; `US zone: region|region`.
const TABLE: &str = include_str!("../data/zones.txt");

/// The lines of the table: what stands before the colon, and what behind it.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// The zone that a country keeps, by its ISO 3166 code; in a country with several that of the region, by code or
/// name, or else the one where most people live.
pub fn zone_of(country: &str, region: Option<&str>) -> Option<&'static str> {
    let region = region.map(|region| region_code(country, region).to_lowercase());
    let named =
        |list: &str| region.as_deref().is_some_and(|region| list.split('|').any(|name| name == region));
    // What stands behind the country: a list of its zones, or one of them and the regions that keep it.
    let of_country = || TABLE.lines().filter_map(|line| line.strip_prefix(country));
    let by_region = of_country().find_map(|rest| {
        let (zone, regions) = rest.strip_prefix(' ')?.split_once(": ")?;
        named(regions).then_some(zone)
    });
    let by_country = || of_country().find_map(|rest| rest.strip_prefix(": "))?.split(' ').next();
    by_region.or_else(by_country)
}

/// The country in which a zone lies; `None` for zones that are no place's, such as `UTC`.
pub fn country_of(zone: &str) -> Option<&'static str> {
    let (country, _) =
        lines().find(|(place, zones)| place.len() == 2 && zones.split(' ').any(|listed| listed == zone))?;
    Some(country)
}

/// A region's code without its country: platforms write `US-CA`, `JP13` and `CA`.
pub fn region_code<'a>(country: &str, region: &'a str) -> &'a str {
    let region = region.trim();
    let code = region.strip_prefix(country).unwrap_or(region);
    match code.strip_prefix('-') {
        Some(code) => code,
        None if code.bytes().all(|b| b.is_ascii_digit()) && !code.is_empty() => code,
        None => region,
    }
}

/// The clock by which an order's buyer reads: of where it goes or is fetched, else of who pays, else the shop's own.
pub fn of_buyer(order: &Order, shop: &Shop) -> TimeZone {
    let at = |address: &Address| zone_of(address.country.as_deref()?, address.region.as_deref());
    let addresses = match &order.pickup {
        Some(pickup) => [pickup.address.as_ref(), None],
        None => [order.shipping_address.as_ref(), order.billing_address.as_ref()],
    };
    let known = addresses.into_iter().flatten().find_map(at);
    known.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or_else(|| shop.time_zone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_keep_their_own_clocks() {
        for (country, region, zone) in [
            ("DE", None, Some("Europe/Berlin")),
            ("DE", Some("BY"), Some("Europe/Berlin")),
            ("US", None, Some("America/New_York")),
            ("US", Some("NY"), Some("America/New_York")),
            ("US", Some("CA"), Some("America/Los_Angeles")),
            ("US", Some("US-CA"), Some("America/Los_Angeles")),
            ("US", Some(" california "), Some("America/Los_Angeles")),
            ("US", Some("HI"), Some("Pacific/Honolulu")),
            ("US", Some("Nowhere"), Some("America/New_York")),
            ("CA", Some("British Columbia"), Some("America/Vancouver")),
            ("AU", Some("WA"), Some("Australia/Perth")),
            ("BR", Some("AM"), Some("America/Manaus")),
            ("MX", Some("BC"), Some("America/Tijuana")),
            ("RU", Some("Приморский край"), Some("Asia/Vladivostok")),
            ("RU", Some("Москва"), Some("Europe/Moscow")),
            ("ID", Some("Bali"), Some("Asia/Makassar")),
            ("ES", Some("Las Palmas"), Some("Atlantic/Canary")),
            ("PT", Some("PT-20"), Some("Atlantic/Azores")),
            ("JP", Some("JP13"), Some("Asia/Tokyo")),
            ("KW", None, Some("Asia/Kuwait")),
            ("XX", None, None),
            ("", Some("CA"), None),
            ("U", Some("S"), None),
        ] {
            assert_eq!(zone_of(country, region), zone, "{country} {region:?}");
        }
        for (zone, country) in
            [("Europe/Berlin", Some("DE")), ("Europe/Busingen", Some("DE")), ("UTC", None), ("", None)]
        {
            assert_eq!(country_of(zone), country, "{zone}");
        }
    }

    #[test]
    fn every_zone_of_the_table_is_one() {
        let mut seen = 0;
        for (place, list) in lines() {
            let zones = match place.split_once(' ') {
                Some((_, zone)) => vec![zone],
                None => list.split(' ').collect(),
            };
            for zone in zones {
                assert!(TimeZone::get(zone).is_ok(), "{place}: {zone}");
                seen += 1;
            }
        }
        assert!(seen > 450, "{seen}");
    }
}
