//! Accounts that money is transferred to, and places where orders are fetched.

use iban::{Iban, IbanLike};

use super::{
    Bank, Shop,
    mistakes::{Mistakes, is_country, plain},
};
use crate::calendar::holidays;

/// Countries of the European Economic Area, as IBANs begin: within it a SEPA transfer needs no BIC.
const EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// What a SEPA transfer takes of a name.
const LONGEST_HOLDER: usize = 70;

impl Bank {
    /// The IBAN without spaces, its check digits right; `None` if it is none.
    pub fn checked_iban(&self) -> Option<String> {
        let iban = self.iban.trim().to_ascii_uppercase().parse::<Iban>().ok()?;
        Some(iban.electronic_str().to_owned())
    }

    /// Whether a code for banking apps has to name the BIC of an account: it does outside the EEA, as in CH and GB.
    pub fn code_needs_bic(iban: &str) -> bool {
        !EEA.iter().any(|country| iban.starts_with(country))
    }

    /// The BIC without spaces; `None` if there is none, or it isn't one.
    pub fn checked_bic(&self) -> Option<String> {
        let bic: String = self.bic.as_deref()?.split_whitespace().collect::<String>().to_ascii_uppercase();
        let (letters, rest) = bic.split_at_checked(6)?;
        let sound = matches!(rest.len(), 2 | 5)
            && letters.bytes().all(|b| b.is_ascii_uppercase())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric());
        sound.then_some(bic)
    }
}

impl Shop {
    pub(super) fn check_bank(&self, found: &mut Mistakes) {
        let Some(bank) = &self.bank else { return };
        found.unless(
            plain(&bank.holder) && bank.holder.chars().count() <= LONGEST_HOLDER,
            "bank.holder",
            "write whose account it is, on one line of at most 70 characters",
        );
        found.unless(
            bank.checked_iban().is_some(),
            "bank.iban",
            "write the IBAN in full; its check digits don't fit, or its country's IBANs are longer or shorter",
        );
        found.unless(
            bank.bic.is_none() || bank.checked_bic().is_some(),
            "bank.bic",
            "write the BIC's 8 or 11 signs, such as \"COBADEFFXXX\", or leave it out",
        );
        let country_asks = bank.checked_iban().is_some_and(|iban| Bank::code_needs_bic(&iban));
        found.unless(
            !(bank.qr && bank.bic.is_none() && country_asks),
            "bank.bic",
            "write the BIC, or turn qr off: the code has to name it for an account outside the EEA",
        );
        found.unless(
            (1..=90).contains(&bank.due_days),
            "bank.due_days",
            "write within how many days, 1 to 90",
        );
    }

    pub(super) fn check_places(&self, found: &mut Mistakes) {
        for (id, place) in &self.places {
            let key = |part: &str| format!("places.\"{id}\".{part}");
            found.unless(plain(&place.name), &key("name"), "write what it is called, on one line");
            found.unless(
                place.address.iter().all(|line| plain(line)),
                &key("address"),
                "write where it is as a list of lines, none of them empty, or leave it out",
            );
            found.unless(
                place.country.as_deref().is_none_or(is_country),
                &key("country"),
                "write the country by its two letters, such as \"DE\"",
            );
            let known = |country: &str, part: &str| holidays::knows_subdivision(country, part);
            found.unless(
                place.subdivision.as_deref().is_none_or(|part| {
                    place.country.as_deref().is_some_and(|country| known(country, part))
                }),
                &key("subdivision"),
                "write the second half of its ISO 3166-2 code, such as \"BY\" for Bavaria, and the country beside it; or leave it out",
            );
            found.unless(
                place.calendar.is_none() || place.country.is_some(),
                &key("country"),
                "say in which country it is: parcels leave it, and its holidays count",
            );
            if let Some(calendar) = &place.calendar {
                calendar.check(&format!("places.\"{id}\".calendar"), found);
            }
        }
    }

    pub(super) fn check_pickup(&self, found: &mut Mistakes) {
        for (way, place) in &self.pickup {
            let key = |part: &str| format!("pickup.\"{way}\".{part}");
            found.unless(
                !place.address.is_empty() && place.address.iter().all(|line| plain(line)),
                &key("address"),
                "write where it is as a list of lines, none of them empty",
            );
            found.unless(
                place.hours.iter().all(|line| plain(line)),
                &key("hours"),
                "write when it is open as a list of lines, none of them empty, or leave it out",
            );
            found.unless(
                place.name.as_deref().is_none_or(plain),
                &key("name"),
                "write it on one line, or leave it out",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::Bank;

    #[test]
    fn accounts_are_read_as_people_write_them() {
        for (iban, bic, read) in [
            (
                "DE89 3704 0044 0532 0130 00",
                Some("cobadeff xxx"),
                (Some("DE89370400440532013000"), Some("COBADEFFXXX")),
            ),
            (
                " de89370400440532013000 ",
                Some("COBADEFF"),
                (Some("DE89370400440532013000"), Some("COBADEFF")),
            ),
            ("DE89 3704 0044 0532 0130 01", Some("COBADEF"), (None, None)),
            ("DE89 3704 0044 0532 0130", Some("C0BADEFF"), (None, None)),
            ("", None, (None, None)),
            ("DE89\n3704", Some("é0BADEFF"), (None, None)),
        ] {
            let bic = bic.map(str::to_owned);
            let bank = Bank { holder: "A".into(), iban: iban.into(), bic, due_days: 14, qr: false };
            let found = (bank.checked_iban(), bank.checked_bic());
            assert_eq!((found.0.as_deref(), found.1.as_deref()), read, "{iban}");
        }
    }
}
