//! Postal addresses.

use domain::order::Address;

use super::wire::{self, shown};

/// The address, unless it is blank.
pub(super) fn read(wire: &Option<wire::Address>) -> Option<Address> {
    let wire = wire.as_ref()?;
    let parts = [shown(&wire.first_name), shown(&wire.last_name)];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let address = Address {
        name: Some(name).filter(|name| !name.is_empty()),
        company: shown(&wire.company),
        lines: [shown(&wire.address_1), shown(&wire.address_2)].into_iter().flatten().collect(),
        city: shown(&wire.city),
        region: shown(&wire.state),
        region_code: None, // its `state` is one where it has them
        postcode: shown(&wire.postcode),
        country: shown(&wire.country)
            .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(|code| code.to_ascii_uppercase()),
    };
    (address != Address::default()).then_some(address)
}
