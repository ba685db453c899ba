//! Postal addresses.

use domain::order::Address;

use super::wire;
use crate::json::filled;

/// What ISO 3166-2 has behind the country is no longer; a little more is borne.
const LONGEST_CODE: usize = 6;

/// The address, unless it is blank.
pub(super) fn read(wire: &Option<wire::Address>) -> Option<Address> {
    let wire = wire.as_ref()?;
    let parts = [filled(&wire.first_name), filled(&wire.last_name)];
    let full_name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let address = Address {
        name: filled(&wire.name).or_else(|| Some(full_name).filter(|n| !n.is_empty())),
        company: filled(&wire.company),
        lines: [filled(&wire.address1), filled(&wire.address2)].into_iter().flatten().collect(),
        city: filled(&wire.city),
        region: filled(&wire.province),
        region_code: filled(&wire.province_code).filter(|code| code.len() <= LONGEST_CODE),
        postcode: filled(&wire.zip),
        country: filled(&wire.country_code)
            .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(|code| code.to_ascii_uppercase()),
    };
    (address != Address::default()).then_some(address)
}
