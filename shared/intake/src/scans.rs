//! What trackers have in common: times that mostly don't say by which clock, places, words.

use domain::{
    Timestamp,
    tracking::{Number, Place},
    webhook::Refusal,
    zones,
};
use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};

use crate::{
    json::{Text, filled},
    refusal::refuse,
};

/// When something was scanned, and which day that was at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) at: Timestamp,
    pub(crate) day: Date,
}

/// Reads a time. One with an offset is an instant, and the day is as it is written; `Z` is an instant, and mostly says that the
/// tracker knew no offset, so the day is that of the place; one without is read by the clock of the place, of UTC where that isn't
/// known. A day alone begins at midnight.
pub(crate) fn when(text: &str, place: &Place) -> Option<When> {
    let zone = || {
        let zone = zones::zone_of(place.country.as_deref()?, place.region.as_deref())?;
        TimeZone::get(zone).ok()
    };
    let text = text.trim();
    let written: Option<Date> = text.get(..10).and_then(|day| day.parse().ok());
    if let Ok(at) = text.parse::<Timestamp>() {
        let is_bare = text.ends_with(['Z', 'z']);
        let day = if is_bare { at.to_zoned(zone().unwrap_or(TimeZone::UTC)).date() } else { written? };
        return Some(When { at, day });
    }
    let civil: DateTime = match text.len() {
        10 => written?.to_datetime(jiff::civil::Time::midnight()),
        _ => text.parse().ok()?,
    };
    let at = civil.to_zoned(zone().unwrap_or(TimeZone::UTC)).ok()?.timestamp();
    Some(When { at, day: civil.date() })
}

/// The same of a field of a message. A scan without a time is none, one whose time can't be read is refused by its path.
pub(crate) fn when_at(path: &str, text: &Option<Text>, place: &Place) -> Result<Option<When>, Refusal> {
    let Some(text) = filled(text) else { return Ok(None) };
    let mend = "send a time such as 2026-03-02T09:15:30+01:00";
    when(&text, place).map(Some).ok_or_else(|| refuse(path, "is not a time", mend))
}

/// The day that a carrier expects it, as it is written: midnight `Z` of trackers is no instant.
pub(crate) fn day(text: &Option<Text>) -> Option<Date> {
    filled(text)?.get(..10)?.parse().ok()
}

/// The number of a field of a message.
pub(crate) fn number(path: &str, text: &Text) -> Result<Number, Refusal> {
    text.0.parse().map_err(|problem: String| refuse(path, problem, "send the carrier's number of the parcel"))
}

/// So many characters of a town's or region's name are kept.
const LONGEST_NAME: usize = 60;

/// A place from its parts; `country` by two letters.
pub(crate) fn place(city: &Option<Text>, region: &Option<Text>, country: Option<String>) -> Place {
    let name = |text: &Option<Text>| -> Option<String> {
        let name: String = filled(text)?.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    };
    Place { city: name(city), region: name(region), country }
}

/// A country by its two letters, whatever else stands in the field.
pub(crate) fn country(text: &Option<Text>) -> Option<String> {
    let code = filled(text)?.to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

/// So many characters of a word are kept.
const LONGEST_WORD: usize = 32;

/// Codes of tracker and carrier as one word, `in_transit/arrived_at_facility/AR`. What is no code is left out: sentences say who
/// signed.
pub(crate) fn word(parts: &[&Option<Text>]) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-.:".contains(&b);
    let is_code = |code: &String| code.len() <= LONGEST_WORD && code.bytes().all(plain);
    let codes: Vec<_> = parts.iter().filter_map(|part| filled(part)).filter(is_code).collect();
    codes.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Text> {
        Some(Text(text.to_owned()))
    }

    #[test]
    fn times_are_read_by_the_clock_they_were_written_by() {
        let (brooklyn, nowhere) =
            (place(&text("BROOKLYN"), &text("NY"), Some("US".into())), Place::default());
        for (written, place, at, day) in [
            // An offset says it all.
            ("2018-07-31T23:33:00-04:00", &nowhere, "2018-08-01T03:33:00Z", "2018-07-31"),
            // Z: an instant; the day is that of the place.
            ("2018-08-01T03:33:00Z", &brooklyn, "2018-08-01T03:33:00Z", "2018-07-31"),
            ("2018-08-01T03:33:00Z", &nowhere, "2018-08-01T03:33:00Z", "2018-08-01"),
            ("2025-05-09T20:39:17.000Z", &nowhere, "2025-05-09T20:39:17Z", "2025-05-09"),
            // Without an offset: by the clock of the place.
            ("2018-07-31T23:33:00", &brooklyn, "2018-08-01T03:33:00Z", "2018-07-31"),
            ("2018-07-31 23:33:00", &brooklyn, "2018-08-01T03:33:00Z", "2018-07-31"),
            ("2018-07-31T23:33:00", &nowhere, "2018-07-31T23:33:00Z", "2018-07-31"),
            ("2018-07-31", &brooklyn, "2018-07-31T04:00:00Z", "2018-07-31"),
            // An hour that the clock left out.
            ("2026-03-08T02:30:00", &brooklyn, "2026-03-08T07:30:00Z", "2026-03-08"),
        ] {
            let read = when(written, place).map(|w| (w.at.to_string(), w.day.to_string()));
            assert_eq!(read, Some((at.into(), day.into())), "{written}");
        }
        for none in
            ["", "yesterday", "2018-13-01", "2018-07-31T25:00:00", "1533090780", "31.07.2018", "+002018-07"]
        {
            assert_eq!(when(none, &nowhere), None, "{none}");
        }
        assert_eq!(when_at("x", &text(" "), &nowhere), Ok(None));
        assert_eq!(when_at("a[1].b", &text("soon"), &nowhere).expect_err("no time").field, "a[1].b");
        assert_eq!(day(&text("2024-08-05T00:00:00Z")).map(|d| d.to_string()).as_deref(), Some("2024-08-05"));
        assert_eq!(day(&text("soon")), None);
    }

    #[test]
    fn words_are_codes_and_places_are_short() {
        assert_eq!(word(&[&text("in_transit"), &None, &text("AR")]), "in_transit/AR");
        assert_eq!(word(&[&text("delivered"), &text("signed by A. Muster"), &text("ä")]), "delivered");
        assert_eq!(word(&[&text(&"x".repeat(33))]), "");
        let long = place(&text(&"ä".repeat(100)), &text(" \u{7} "), country(&text("de")));
        assert_eq!(long.city.map(|c| c.chars().count()), Some(LONGEST_NAME));
        assert_eq!((long.region, long.country.as_deref()), (None, Some("DE")));
        assert_eq!(country(&text("Germany")), None);
    }
}
