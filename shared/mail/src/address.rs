//! Addresses as the posts of their countries want them on a letter.
//!
//! Formats and regions are libaddressinput's, names of countries CLDR's; `scripts/countries.py` makes the tables.

use domain::{order::Address, zones::region_code};

use crate::{Unmailable, clean, locale::Speech};

/// `DE|format|format for Latin letters`: `%N` name, `%O` firm, `%A` street, `%C` city, `%S` region, `%Z` postcode,
/// `%n` a new line.
const FORMATS: &str = include_str!("../data/addresses.txt");
/// `US|CA|Latin letters|ISO 3166-2|California`
const REGIONS: &str = include_str!("../data/regions.txt");
/// `DE|…`, a name for each language of the second line.
const COUNTRIES: &str = include_str!("../data/countries.txt");
/// The format for countries that have none.
const OTHERS: &str = "ZZ";

/// The lines of an address. The country is named last, in the reader's language, unless it is `home`. What a
/// country's post doesn't want on a letter (regions, in most of Europe) is left out.
pub(crate) fn lines(
    address: Option<&Address>,
    speech: &Speech,
    home: Option<&str>,
) -> Result<Vec<String>, Unmailable> {
    let Some(address) = address else { return Ok(Vec::new()) };
    let part = |text: &Option<String>| clean::optional(text.as_deref(), "order.address");
    let country = part(&address.country)?;
    let code = country.as_deref().unwrap_or_default().to_ascii_uppercase();
    let street: Vec<_> = address
        .lines
        .iter()
        .map(|line| clean::optional(Some(line), "order.address"))
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    let (name, firm) = (part(&address.name)?, part(&address.company)?);
    let (city, postcode) = (part(&address.city)?, part(&address.postcode)?);
    let latin = [&name, &city].into_iter().flatten().chain(&street).all(|text| is_latin(text));
    let region = part(&address.region)?.map(|region| region_of(&code, &region, latin));
    // Where a city is its own region, it is said once.
    let region = region.filter(|region| Some(region) != city.as_ref());
    let values = |field: char| match field {
        'N' => name.iter().collect(),
        'O' => firm.iter().collect(),
        'A' => street.iter().collect(),
        'C' => city.iter().collect(),
        'S' => region.iter().collect(),
        'Z' => postcode.iter().collect(),
        _ => Vec::new(),
    };
    let mut lines = fill(format_of(&code, latin), values);
    if home.is_none_or(|home| home != code) {
        lines.extend(country_name(&code, speech.language).map(str::to_owned).or(country));
    }
    Ok(lines)
}

/// The rows of a table, split; the first part names the country.
fn rows(table: &'static str, country: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let known = (country.len() == 2).then(|| country.to_owned());
    table.lines().filter_map(move |row| {
        let parts = row.strip_prefix(known.as_deref()?)?.strip_prefix('|')?;
        Some(parts.split('|').collect())
    })
}

fn format_of(country: &str, latin: bool) -> &'static str {
    let row = rows(FORMATS, country).next().or_else(|| rows(FORMATS, OTHERS).next());
    match row.as_deref() {
        Some([_, in_latin]) if latin && !in_latin.is_empty() => in_latin,
        Some([format, ..]) => format,
        _ => "",
    }
}

/// A region as it stands on a letter: platforms send codes or names, letters bear the one or the other.
fn region_of(country: &str, region: &str, latin: bool) -> String {
    let code = region_code(country, region);
    let is_it = |name: &&str| {
        !name.is_empty() && (name.eq_ignore_ascii_case(region) || name.eq_ignore_ascii_case(code))
    };
    let row = rows(REGIONS, country).find(|row| row.iter().any(&is_it));
    match row.as_deref() {
        Some([_, in_latin, ..]) if latin && !in_latin.is_empty() => (*in_latin).to_owned(),
        Some([written, ..]) => (*written).to_owned(),
        _ => region.to_owned(),
    }
}

/// What a country is called.
pub(crate) fn country_name(country: &str, language: &str) -> Option<&'static str> {
    let languages = COUNTRIES.lines().find_map(|row| row.strip_prefix('|'))?;
    let at = languages.split('|').position(|spoken| spoken == language)?;
    rows(COUNTRIES, country).next()?.get(at).copied()
}

/// Whether a text is in Latin letters, as an address for post from abroad.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| {
        !c.is_alphabetic() || c < '\u{370}' || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
    })
}

/// The format with its fields filled in. Lines without any are left out, and so are the signs beside missing ones.
fn fill<'a>(format: &str, values: impl Fn(char) -> Vec<&'a String>) -> Vec<String> {
    let mut lines = Vec::new();
    for pattern in format.split("%n") {
        let (mut line, mut between) = (String::new(), "");
        let mut is_first = true;
        for piece in pattern.split('%') {
            let mut rest = piece.chars();
            let field = if is_first { None } else { rest.next() };
            let values = field.map(&values).unwrap_or_default();
            for (nth, value) in values.iter().enumerate() {
                if nth > 0 {
                    lines.push(std::mem::take(&mut line));
                }
                if nth == 0 && (!line.is_empty() || !is_said(value, between)) {
                    line.push_str(between);
                }
                line.push_str(value);
            }
            // Before the first field stands what comes with that field alone, such as `CH-`.
            between = if line.is_empty() && !is_first { "" } else { rest.as_str() };
            is_first = false;
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// Whether a postcode bears its country's sign already.
fn is_said(value: &str, sign: &str) -> bool {
    let sign = sign.trim_end_matches(['-', ' ']);
    value.get(..sign.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(parts: [&str; 7]) -> Address {
        let [name, company, street, city, region, postcode, country] =
            parts.map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()));
        let lines =
            street.into_iter().flat_map(|s| s.split('/').map(str::to_owned).collect::<Vec<_>>()).collect();
        Address { name, company, lines, city, region, region_code: None, postcode, country }
    }

    fn written(parts: [&str; 7], language: &str, home: &str) -> String {
        let speech = Speech::of(language).expect("spoken");
        lines(Some(&address(parts)), &speech, Some(home)).expect("an address").join(" / ")
    }

    #[test]
    fn each_country_has_its_own_order() {
        for (parts, letter) in [
            (
                ["Jördis Dörr", "", "Kastanienallee 12", "Berlin", "DE-BE", "10435", "DE"],
                "Jördis Dörr / Kastanienallee 12 / 10435 Berlin",
            ),
            (
                ["Ada", "Acme Inc.", "45 W 25th St/Floor 7", "New York", "New York", "10010", "US"],
                "Ada / Acme Inc. / 45 W 25th St / Floor 7 / New York, NY 10010 / United States",
            ),
            (
                ["Ada", "", "1 Main St", "Springfield", "", "62701", "us"],
                "Ada / 1 Main St / Springfield 62701 / United States",
            ),
            (
                ["Eve", "", "10 Downing St", "London", "ENG", "SW1A 2AA", "GB"],
                "Eve / 10 Downing St / London / SW1A 2AA / United Kingdom",
            ),
            (["Luc", "", "1 rue X", "Paris", "", "75001", "FR"], "Luc / 1 rue X / 75001 Paris / France"),
            (
                ["Eva", "Firma", "Ring 1", "Wien", "", "1010", "AT"],
                "Firma / Eva / Ring 1 / 1010 Wien / Austria",
            ),
            (
                ["Urs", "", "Gasse 3", "Zürich", "ZH", "8001", "CH"],
                "Urs / Gasse 3 / CH-8001 Zürich / Switzerland",
            ),
            (
                ["Urs", "", "Gasse 3", "Zürich", "", "CH-8001", "CH"],
                "Urs / Gasse 3 / CH-8001 Zürich / Switzerland",
            ),
            (["Urs", "", "Gasse 3", "Zürich", "", "", "CH"], "Urs / Gasse 3 / Zürich / Switzerland"),
            (
                ["Aldo", "", "Via Roma 1", "Milano", "Milano", "20121", "IT"],
                "Aldo / Via Roma 1 / 20121 Milano MI / Italy",
            ),
            (["Ana", "", "Calle 1", "Madrid", "M", "28013", "ES"], "Ana / Calle 1 / 28013 Madrid / Spain"),
            (
                ["Ana", "", "Calle 1", "Getafe", "M", "28901", "ES"],
                "Ana / Calle 1 / 28901 Getafe Madrid / Spain",
            ),
            (
                ["Rui", "", "Rua 1", "São Paulo", "São Paulo", "01310-000", "BR"],
                "Rui / Rua 1 / São Paulo-SP / 01310-000 / Brazil",
            ),
            (
                ["Bo", "", "1 Pitt St", "Sydney", "New South Wales", "2000", "AU"],
                "Bo / 1 Pitt St / Sydney NSW 2000 / Australia",
            ),
            (
                ["山田 花子", "", "1-2-3", "渋谷区", "JP-13", "150-0001", "JP"],
                "〒150-0001 / 東京都渋谷区 / 1-2-3 / 山田 花子 / Japan",
            ),
            (
                ["Hanako Yamada", "", "1-2-3 Jingumae", "Shibuya", "JP13", "150-0001", "JP"],
                "Hanako Yamada / 1-2-3 Jingumae, Shibuya, Tokyo / 150-0001 / Japan",
            ),
            (
                ["سارة", "", "شارع الخليج", "مدينة الكويت", "", "13001", "KW"],
                "سارة / شارع الخليج / 13001 مدينة الكويت / Kuwait",
            ),
            (
                ["Iman", "", "Sheikh Zayed Rd", "Dubai", "Dubai", "00000", "AE"],
                "Iman / Sheikh Zayed Rd / Dubai / United Arab Emirates",
            ),
            (
                ["Tan", "", "1 Orchard Rd", "Singapore", "", "238823", "SG"],
                "Tan / 1 Orchard Rd / Singapore 238823 / Singapore",
            ),
            (
                ["Иван", "", "ул. Ленина, 1", "Тверь", "TVE", "170000", "RU"],
                "Иван / ул. Ленина, 1 / Тверь / Тверская область / 170000 / Russia",
            ),
            (["Nemo", "", "The Sea", "", "", "", "Atlantis"], "Nemo / The Sea / Atlantis"),
            (["", "", "", "", "", "", ""], ""),
        ] {
            assert_eq!(written(parts, "en", "DE"), letter);
        }
    }

    #[test]
    fn the_country_is_named_in_the_readers_language() {
        let to = |country| ["A", "", "B 1", "C", "", "1", country];
        for (language, name) in [
            ("ar", "ألمانيا"),
            ("ca", "Alemanya"),
            ("de", "Deutschland"),
            ("en", "Germany"),
            ("es", "Alemania"),
            ("fr", "Allemagne"),
            ("it", "Germania"),
            ("ja", "ドイツ"),
            ("pl", "Niemcy"),
            ("pt", "Alemanha"),
            ("ru", "Германия"),
            ("uk", "Німеччина"),
        ] {
            assert!(written(to("DE"), language, "FR").ends_with(&format!(" / {name}")), "{language}");
        }
        assert!(written(to("DE"), "en", "DE").ends_with("1 C"), "at home it goes without saying");
    }

    #[test]
    fn the_tables_are_whole() {
        let languages = COUNTRIES.lines().find(|row| row.starts_with('|')).expect("the languages");
        assert_eq!(languages.trim_start_matches('|').split('|').collect::<Vec<_>>(), crate::locales());
        let rows = COUNTRIES.lines().filter(|row| !row.starts_with(['#', '|']));
        for row in rows.clone() {
            assert_eq!(row.split('|').filter(|name| !name.is_empty()).count(), 13, "{row}");
        }
        assert!(rows.count() > 240 && FORMATS.lines().count() > 190 && REGIONS.lines().count() > 1000);
    }
}
