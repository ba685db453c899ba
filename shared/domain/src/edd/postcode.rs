//! Postcodes: as people write them, and which are islands.

/// The longest, without spaces.
pub(super) const LONGEST: usize = 10;
/// The longest first half of a British one.
pub(super) const OUTWARD: usize = 4;

/// Islands that carriers serve more slowly or not at all, by the beginnings of their postcodes; `a-b` is a range of beginnings.
/// DE: the islands without a bridge, as DHL lists them; FR: Corsica and overseas; ES: Balearics, Canaries, Ceuta, Melilla; PT: Madeira and the Azores; IT:
/// Sicily and Sardinia; GB: Northern Ireland, the Crown dependencies, Orkney, Shetland, the isles of Scotland, Wight and Scilly; GR: Crete and the Aegean and Ionian islands; US: Alaska, Hawaii and the territories; DK: Bornholm; SE: Gotland.
const ISLANDS: [(&str, &str); 10] = [
    (
        "DE",
        "18565 25845-25847 25849 25859 25863 25869 25929-25933 25938-25942 25946-25949 25952-25955 25961-25970 25980 25985-25999 26465 26474 26486 26548 26571 26579 26757 27498 27499 83256",
    ),
    ("FR", "20 971-978 986-988"),
    ("ES", "07 35 38 51 52"),
    ("PT", "90-99"),
    ("IT", "07-09 90-98"),
    (
        "GB",
        "BT GY HS IM JE IV41-IV56 KA27-KA28 KW15-KW17 PA20 PA41-PA49 PA60-PA78 PH42-PH44 PO30-PO41 TR21-TR25 ZE",
    ),
    ("GR", "28-29 31 49 70-74 80 81-85"),
    ("US", "006-009 967-969 995-999"),
    ("DK", "37"),
    ("SE", "62"),
];

/// Letters and digits alone, in capitals.
pub(super) fn signs(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// A postcode as its country's post has it, without spaces: the country's own sign before it and the four digits after an
/// American one fall off.
pub(super) fn normal(country: &str, code: &str) -> String {
    let mut code = signs(code);
    let digits = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
    // Where letters are part of it, none is the country's own sign.
    let alphabetic = matches!(country, "GB" | "NL" | "CA" | "IE" | "JE" | "GY" | "IM" | "MT" | "AR" | "BM");
    if !alphabetic {
        let own = ["FIN", country, country.get(..1).unwrap_or_default()];
        let bare = own.iter().filter(|sign| !sign.is_empty()).filter_map(|sign| code.strip_prefix(*sign));
        if let Some(bare) = bare.into_iter().find(|bare| digits(bare)).map(str::to_owned) {
            code = bare;
        }
    }
    if country == "US" && code.len() == 9 && digits(&code) {
        code.truncate(5);
    }
    code
}

/// Whether it is known which postcodes of a country are islands.
pub(super) fn knows_islands(country: &str) -> bool {
    ISLANDS.iter().any(|(known, _)| *known == country)
}

/// Whether a postcode, in its normal form, is an island's.
pub(super) fn is_island(country: &str, code: &str) -> bool {
    let Some((_, islands)) = ISLANDS.iter().find(|(known, _)| *known == country) else { return false };
    islands.split(' ').any(|part| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        if country == "GB" {
            // KW1 isn't KW15: the outward code is compared whole where it names a district.
            let outward = outward(code);
            return outward == from
                || (from..=to).contains(&outward) && outward.len() == from.len()
                || from.bytes().all(|b| b.is_ascii_alphabetic()) && area(outward) == from;
        }
        code.get(..from.len()).is_some_and(|begins| (from..=to).contains(&begins))
    })
}

/// The first half of a British postcode: all of one that is written without its second, of three signs.
pub(super) fn outward(code: &str) -> &str {
    let end = code.len().checked_sub(3).filter(|_| code.len() >= 5);
    end.and_then(|end| code.get(..end)).unwrap_or(code)
}

/// The letters at the beginning.
pub(super) fn area(outward: &str) -> &str {
    outward.split(|c: char| c.is_ascii_digit()).next().unwrap_or(outward)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_one_however_it_is_written() {
        for (country, written, expected) in [
            ("DE", "10115", "10115"),
            ("DE", "D-10115", "10115"),
            ("DE", " DE 10115 ", "10115"),
            ("AT", "A-1010", "1010"),
            ("GB", "sw1a 1aa", "SW1A1AA"),
            ("NL", "1017 cb", "1017CB"),
            ("PL", "00-950", "00950"),
            ("PT", "1000-205", "1000205"),
            ("SE", "SE-111 22", "11122"),
            ("US", "10001-1234", "10001"),
            ("US", "10001", "10001"),
            ("CA", "k1a 0b1", "K1A0B1"),
            ("FI", "FIN-00100", "00100"),
            ("JP", "〒100-0001", "1000001"),
            ("", "1", "1"),
        ] {
            assert_eq!(normal(country, written), expected, "{country} {written}");
        }
    }

    #[test]
    fn islands_are_told_by_their_postcodes() {
        for (country, code, expected) in [
            ("DE", "27498", true),  // Helgoland
            ("DE", "25980", true),  // Sylt
            ("DE", "20095", false), // Hamburg
            ("GB", "KW151AA", true),
            ("GB", "KW11AA", false),
            ("GB", "BT11AA", true),
            ("GB", "BT1", true),
            ("GB", "KW15", true),
            ("GB", "KW1", false),
            ("GB", "B11AA", false),
            ("GB", "IV271AA", false),
            ("GB", "IV411AA", true),
            ("IT", "09100", true),
            ("IT", "00100", false),
            ("US", "96801", true),
            ("US", "10001", false),
            ("JP", "1000001", false),
        ] {
            assert_eq!(is_island(country, code), expected, "{country} {code}");
        }
    }
}
