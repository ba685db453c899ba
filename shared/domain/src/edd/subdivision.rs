//! Which part of a country a postcode lies in: public holidays differ by it, and many a platform doesn't say it.
//!
//! The table is made by `scripts/postcodes.py`.

use super::postcode;

/// `DE BW 68526-68549 …`: beginnings of postcodes, or the first and last of a run, of one length.
const TABLE: &str = include_str!("../../data/postcodes.txt");

/// The second half of the ISO 3166-2 code, where the table knows the country and the postcode tells it.
pub(super) fn of_postcode(country: &str, code: &str) -> Option<&'static str> {
    let code = postcode::normal(country, code);
    // Only a whole one: `1` may still become anything.
    let outward = if country == "GB" { postcode::area(&code) } else { &code };
    let whole = match country {
        "DE" | "ES" => code.len() == 5,
        "AU" => code.len() == 4,
        _ => code.len() >= 3,
    };
    let lies = |part: &str| {
        if country == "GB" {
            return part == outward;
        }
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        outward.get(..from.len()).is_some_and(|begins| (from..=to).contains(&begins))
    };
    lines(country)
        .find_map(|(subdivision, codes)| (whole && codes.split(' ').any(lies)).then_some(subdivision))
}

/// A country's subdivisions, with their postcodes.
fn lines(country: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of = move |line: &'static str| line.strip_prefix(country)?.strip_prefix(' ')?.split_once(' ');
    TABLE.lines().filter_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::holidays;

    #[test]
    fn a_postcode_tells_where_in_the_country() {
        for (country, code, expected) in [
            ("DE", "10115", Some("BE")),
            ("DE", "D-80331", Some("BY")),
            ("DE", "12529", Some("BB")),
            ("DE", "99998", Some("TH")),
            ("DE", "1", None),
            ("DE", "00000", None),
            ("ES", "08001", Some("CT")),
            ("ES", "28013", Some("MD")),
            ("CA", "H2X 1Y4", Some("QC")),
            ("CA", "X0A 0H0", Some("NU")),
            ("CA", "X1A 1A1", Some("NT")),
            ("AU", "2601", Some("ACT")),
            ("AU", "2600", Some("ACT")),
            ("AU", "2000", Some("NSW")),
            ("AU", "0800", Some("NT")),
            ("GB", "EH1 1YZ", Some("SCT")),
            ("GB", "BT1 5GS", Some("NIR")),
            ("GB", "E1 6AN", None),
            ("GB", "GL1 1AA", None),
            ("US", "10001", None),
            ("", "10115", None),
        ] {
            assert_eq!(of_postcode(country, code), expected, "{country} {code}");
        }
    }

    #[test]
    fn every_subdivision_is_one_that_the_holidays_know() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (country, subdivision) = (words.next().expect("a country"), words.next().expect("a part"));
            assert!(holidays::knows_subdivision(country, subdivision), "{country} {subdivision}");
            for part in words {
                let (from, to) = part.split_once('-').unwrap_or((part, part));
                assert!(from.len() == to.len() && from <= to, "{line}: {part}");
            }
        }
    }
}
