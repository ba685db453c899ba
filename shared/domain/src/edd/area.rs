//! Where something goes to: a country, a part of it by postcodes, its islands, the European Union, anywhere.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::Error as _};

use super::{postcode, subdivision};
use crate::settings::is_union_member;

/// A part of the world, as settings and tables of transit write it.
///
/// `*` is anywhere, `EU` the members of the European Union, `DE` a country, `DE:10` the postcodes that begin so,
/// `DE:10000-19999` those between the two (both included, compared sign by sign), `DE:islands` its islands. British areas and
/// districts are whole: `GB:KW1` holds no KW15, and `GB:B` no BT.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(with = "String")]
pub enum Area {
    /// Anywhere.
    Anywhere,
    /// The members of the European Union.
    Union,
    /// A country.
    Country(String),
    /// The islands of a country, as far as their postcodes tell.
    Islands(String),
    /// The postcodes of a country between two, which are of one length; both are the same for a beginning.
    Postcodes {
        /// The country.
        country: String,
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
}

/// Where a parcel goes: as much as decides on its day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Destination {
    /// ISO 3166-1 alpha-2, such as `DE`.
    pub country: String,
    /// The second half of an ISO 3166-2 code, such as `BY`: some holidays are kept in a part of a country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    /// The postcode, as people write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Who or what takes it in.
    pub kind: Door,
}

/// Who or what takes a parcel in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// A door.
    #[default]
    Address,
    /// A box at a post office.
    PoBox,
    /// A shop or locker where the buyer fetches it.
    PickupPoint,
}

impl Destination {
    /// As its country's post writes it: the country in capitals, the postcode without spaces and signs.
    pub fn normal(&self) -> Self {
        let country = self.country.trim().to_uppercase();
        let normal = |code: &String| postcode::normal(&country, code);
        let postcode = self.postcode.as_ref().map(normal).filter(|code| !code.is_empty());
        Self { postcode, country, ..self.clone() }
    }

    /// The part of the country whose holidays are kept there: as it is named, or as the postcode tells it.
    pub fn part(&self) -> Option<&str> {
        let told = || subdivision::of_postcode(&self.country, self.postcode.as_deref()?);
        self.subdivision.as_deref().or_else(told)
    }
}

impl Area {
    /// Reads what a person wrote. The error says how to write it.
    pub fn read(text: &str) -> Result<Self, String> {
        let say = || format!("write \"{text}\" as *, EU, DE, DE:10, DE:10000-19999 or DE:islands");
        let text = text.trim().to_uppercase();
        match text.as_str() {
            "*" => return Ok(Self::Anywhere),
            "EU" => return Ok(Self::Union),
            _ => {}
        }
        let (country, rest) = match text.split_once(':') {
            Some((country, rest)) => (country, Some(rest)),
            None => (text.as_str(), None),
        };
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(say());
        }
        let country = country.to_owned();
        let Some(rest) = rest else { return Ok(Self::Country(country)) };
        if rest == "ISLANDS" {
            return if postcode::knows_islands(&country) {
                Ok(Self::Islands(country))
            } else {
                Err(format!("which postcodes of {country} are islands isn't known here: name the postcodes"))
            };
        }
        let (from, to) = rest.split_once('-').unwrap_or((rest, rest));
        let (from, to) = (postcode::signs(from), postcode::signs(to));
        if from.is_empty() || from.len() != to.len() || from > to || from.len() > postcode::LONGEST {
            return Err(say());
        }
        Ok(Self::Postcodes { country, from, to })
    }

    /// The country that it is, or a part of.
    pub fn country(&self) -> Option<&str> {
        match self {
            Self::Anywhere | Self::Union => None,
            Self::Country(country) | Self::Islands(country) | Self::Postcodes { country, .. } => {
                Some(country)
            }
        }
    }

    /// Whether a destination lies in it. A destination without a postcode lies in no part of its country.
    pub fn holds(&self, to: &Destination) -> bool {
        let same = |country: &str| country.eq_ignore_ascii_case(&to.country);
        let code = || to.postcode.as_deref().map(|code| postcode::normal(&to.country, code));
        match self {
            Self::Anywhere => true,
            Self::Union => is_union_member(&to.country),
            Self::Country(country) => same(country),
            Self::Islands(country) => {
                same(country) && code().is_some_and(|code| postcode::is_island(country, &code))
            }
            Self::Postcodes { country, from, to } => {
                same(country) && code().is_some_and(|code| between(country, &code, from, to))
            }
        }
    }

    /// How closely it is drawn; of two that hold a destination, the closer one counts.
    pub fn closeness(&self) -> usize {
        match self {
            Self::Anywhere => 0,
            Self::Union => 1,
            Self::Country(_) => 2,
            Self::Islands(_) => 3,
            Self::Postcodes { from, to, .. } => 4 + 2 * from.len() + usize::from(from == to),
        }
    }

    /// Whether some destination lies in both, and neither is the closer one: then it isn't said which counts.
    pub fn clashes(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Postcodes { country, from, to },
                Self::Postcodes { country: other, from: from2, to: to2 },
            ) => {
                country == other
                    && self.closeness() == other_closeness(from2, to2)
                    && from <= to2
                    && from2 <= to
            }
            (one, other) => one == other,
        }
    }
}

fn other_closeness(from: &str, to: &str) -> usize {
    4 + 2 * from.len() + usize::from(from == to)
}

fn between(country: &str, code: &str, from: &str, to: &str) -> bool {
    // Without its space KW1 5AA begins like KW15, and B like BT: an area or district of Britain is compared whole.
    let is_british = country == "GB" && from.len() <= postcode::OUTWARD;
    let code = if is_british { postcode::outward(code) } else { code };
    let Some((begins, rest)) = code.split_at_checked(from.len()) else { return false };
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let goes_on =
        is_british && !rest.is_empty() && is_digit(begins.chars().last()) == is_digit(rest.chars().next());
    !goes_on && (from..=to).contains(&begins)
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anywhere => f.write_str("*"),
            Self::Union => f.write_str("EU"),
            Self::Country(country) => f.write_str(country),
            Self::Islands(country) => write!(f, "{country}:islands"),
            Self::Postcodes { country, from, to } if from == to => write!(f, "{country}:{from}"),
            Self::Postcodes { country, from, to } => write!(f, "{country}:{from}-{to}"),
        }
    }
}

impl Serialize for Area {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Area {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(country: &str, postcode: Option<&str>) -> Destination {
        Destination {
            country: country.into(),
            postcode: postcode.map(str::to_owned),
            ..Destination::default()
        }
    }

    #[test]
    fn an_area_holds_what_lies_in_it() {
        for (area, country, postcode, expected) in [
            ("*", "JP", None, true),
            ("EU", "FR", None, true),
            ("EU", "GB", None, false),
            ("de", "DE", Some("10115"), true),
            ("DE", "AT", Some("1010"), false),
            ("DE:10", "DE", Some("10115"), true),
            ("DE:10", "DE", Some("12345"), false),
            ("DE:10", "DE", None, false),
            ("DE:10000-19999", "DE", Some("D-19 999"), true),
            ("DE:10000-19999", "DE", Some("20000"), false),
            ("GB:IV", "GB", Some("iv27 4aa"), true),
            ("GB:KW15-KW17", "GB", Some("KW16 3AA"), true),
            ("GB:KW15-KW17", "GB", Some("KW1 4AA"), false),
            ("GB:KW15-KW17", "GB", Some("KW1 5AA"), false),
            ("GB:KW15-KW17", "GB", Some("KW15"), true),
            ("GB:PO30-PO41", "GB", Some("PO3 6AA"), false),
            ("GB:PA60-PA78", "GB", Some("PA6 7AA"), false),
            ("GB:IV41-IV56", "GB", Some("IV4 7AA"), false),
            ("GB:KW1", "GB", Some("KW15 1AA"), false),
            ("GB:KW1", "GB", Some("KW1 5AA"), true),
            ("GB:W1", "GB", Some("W1A 1AA"), true),
            ("GB:B", "GB", Some("B1 1AA"), true),
            ("GB:B", "GB", Some("BT1 1AA"), false),
            ("GB:SW1A1", "GB", Some("SW1A 1AA"), true),
            ("PT:90-99", "PT", Some("9500-321"), true),
            ("DE:islands", "DE", Some("26548"), true),
            ("DE:islands", "DE", Some("26506"), false),
            ("FR:islands", "FR", Some("20000"), true),
            ("ES:islands", "ES", Some("07800"), true),
            ("GB:islands", "GB", Some("HS2 0XP"), true),
        ] {
            let found = Area::read(area).expect("an area").holds(&to(country, postcode));
            assert_eq!(found, expected, "{area} {country} {postcode:?}");
        }
    }

    #[test]
    fn what_is_no_area_is_told() {
        for text in ["", "D", "DEU", "DE:", "DE:2-1", "DE:10-199", "JP:islands", "DE:-", "12:3"] {
            assert!(Area::read(text).is_err(), "{text}");
        }
        for text in ["*", "EU", "DE", "DE:10", "DE:10000-19999", "DE:islands"] {
            assert_eq!(Area::read(text).expect("an area").to_string(), text);
        }
    }

    #[test]
    fn the_closer_area_counts_and_two_of_a_kind_clash() {
        let area = |text| Area::read(text).expect("an area");
        let order = ["*", "EU", "DE", "DE:islands", "DE:1-2", "DE:1", "DE:10-19", "DE:10"];
        assert!(order.is_sorted_by_key(|text| area(text).closeness()));
        for (one, other, expected) in [
            ("DE:10", "DE:10", true),
            ("DE:10-15", "DE:15-20", true),
            ("DE:10-14", "DE:15-20", false),
            ("DE:10-14", "DE:100-200", false),
            ("DE:10", "DE:10-14", false),
            ("DE", "FR", false),
            ("DE", "EU", false),
            ("EU", "EU", true),
        ] {
            assert_eq!(area(one).clashes(&area(other)), expected, "{one} {other}");
            assert_eq!(area(other).clashes(&area(one)), expected, "{other} {one}");
        }
    }
}
