//! Moves the time stamps of a payload.

use domain::settings::Shop;
use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, Time},
    fmt::temporal::Pieces,
    tz::Offset,
};

/// Moves every RFC 3339 stamp that stands alone between quotes by `by`. Its offset stays, and so does every other byte.
///
/// WooCommerce prints times that say no offset, in UTC under `date_created_gmt` and in the shop's own zone under
/// `date_created`. Under such a key they move as far, so that they stay as far apart.
pub(crate) fn stamps(json: &str, by: SignedDuration) -> String {
    let mut moved = String::with_capacity(json.len());
    let mut done = 0;
    for Text { at, key, text } in Texts::of(json) {
        let stamp =
            stamp(text, by).or_else(|| is_of_woocommerce(key).then(|| bare_stamp(text, by)).flatten());
        if let Some(stamp) = stamp {
            moved.push_str(&json[done..at]);
            moved.push_str(&stamp);
            done = at + text.len();
        }
    }
    moved.push_str(&json[done..]);
    moved
}

/// The newest stamp of a payload. A time that says no offset counts where its key says that it is in UTC.
pub(crate) fn newest(json: &str) -> Option<Timestamp> {
    let instant = |Text { key, text, .. }: Text<'_>| match bare(text) {
        Some(_) if key.ends_with("_gmt") => format!("{text}Z").parse().ok(),
        Some(_) => None,
        None if text.len() >= 20 => text.parse().ok(),
        None => None,
    };
    Texts::of(json).filter_map(instant).max()
}

/// Moves since when a shop is live; and by an hour the time of its owner's digest, where the day is played about then: it would be
/// told by two of them, a part by one that is over when the day's own is made.
pub(crate) fn settings(mut shop: Shop, by: SignedDuration, now: Timestamp) -> Shop {
    let clock = now.to_zoned(shop.time_zone()).time();
    for (name, table) in &mut shop.automations {
        table.switch.live_since = table.switch.live_since.map(|since| since + by);
        if name == "owner-digest"
            && let Some(at) = table.own.get_mut("at")
            && let Some(Ok(time)) = at.as_str().map(str::parse::<Time>)
            && is_about(clock, time)
        {
            *at = time.wrapping_add(SignedDuration::from_hours(1)).strftime("%H:%M").to_string().into();
        }
    }
    shop
}

/// Whether two times of day are at most a quarter of an hour apart, across midnight too.
fn is_about(one: Time, other: Time) -> bool {
    let apart = one.duration_until(other).as_mins().rem_euclid(24 * 60);
    !(15..24 * 60 - 15).contains(&apart)
}

/// A text that is a value, where it begins, and its key.
#[derive(Debug, Clone, Copy)]
struct Text<'j> {
    at: usize,
    key: &'j str,
    text: &'j str,
}

/// The texts of something that may be JSON.
struct Texts<'j> {
    json: &'j str,
    at: usize,
    key: &'j str,
}

impl<'j> Texts<'j> {
    fn of(json: &'j str) -> Self {
        Self { json, at: 0, key: "" }
    }
}

impl<'j> Iterator for Texts<'j> {
    type Item = Text<'j>;

    fn next(&mut self) -> Option<Text<'j>> {
        loop {
            let at = self.at + self.json[self.at..].find('"')? + 1;
            let text = &self.json[at..at + end_of_string(&self.json[at..])];
            let end = at + text.len();
            self.at = (end + 1).min(self.json.len());
            if !self.json[self.at..].trim_start().starts_with(':') {
                return Some(Text { at, key: self.key, text });
            }
            self.key = text;
        }
    }
}

/// How far it is to the quote that closes a string.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    text.bytes()
        .position(|b| {
            let ends = b == b'"' && !escaped;
            escaped = b == b'\\' && !escaped;
            ends
        })
        .unwrap_or(text.len())
}

fn stamp(text: &str, by: SignedDuration) -> Option<String> {
    let looks_so = text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T') && !text.ends_with(']');
    if !looks_so {
        return None;
    }
    let offset = Pieces::parse(text).ok()?.to_numeric_offset()?;
    let moved = text.parse::<Timestamp>().ok()? + by;
    Some(if text.ends_with('Z') || offset == Offset::UTC {
        moved.to_string()
    } else {
        moved.display_with_offset(offset).to_string()
    })
}

fn is_of_woocommerce(key: &str) -> bool {
    key.starts_with("date_") || key.ends_with("_gmt")
}

fn bare_stamp(text: &str, by: SignedDuration) -> Option<String> {
    Some((bare(text)? + by).to_string())
}

/// A time to the second that says no offset.
fn bare(text: &str) -> Option<DateTime> {
    let looks_so = text.len() == 19 && text.as_bytes()[10] == b'T';
    looks_so.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_day_is_played_across_its_own_digest() {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../local/shops/acme.toml");
        let text = std::fs::read_to_string(sample).expect("a sample shop");
        let table: toml::Table = toml::from_str(&text).expect("TOML");
        let digest = &table["automations"]["owner-digest"];
        for (now, at) in [
            ("2026-11-27T06:40:00Z", "08:00"),
            ("2026-11-27T06:46:00Z", "09:00"),
            ("2026-11-27T06:58:33Z", "09:00"),
            ("2026-11-27T07:14:00Z", "09:00"),
            ("2026-11-27T07:16:00Z", "08:00"),
            ("2026-11-27T19:00:00Z", "08:00"),
            ("2026-07-27T06:00:00Z", "09:00"),
        ] {
            let shop = serde_json::json!({
                "id": "acme", "name": "Acme", "url": "https://acme.example", "zone": table["zone"], "locale": "en",
                "sender": {"address": "shop@acme.example"}, "automations": {"owner-digest": digest},
            });
            let shop: Shop = serde_json::from_value(shop).expect("a shop");
            let moved = settings(shop, SignedDuration::ZERO, now.parse().expect("an instant"));
            assert_eq!(moved.automations["owner-digest"].own["at"], at, "{now}");
        }
        let time = |text: &str| text.parse().expect("a time");
        for (one, other, about) in
            [("23:55", "00:05", true), ("00:05", "23:55", true), ("00:05", "23:45", false)]
        {
            assert_eq!(is_about(time(one), time(other)), about, "{one} {other}");
        }
    }

    #[test]
    fn the_newest_stamp_is_found_across_offsets() {
        for (json, newest_is) in [
            (
                r#"{"a":"2026-03-02T08:00:00+01:00","b":"2026-03-02T07:30:00Z","c":"x"}"#,
                Some("2026-03-02T07:30:00Z"),
            ),
            (
                r#"{"date_modified":"2026-03-02T09:00:00","date_modified_gmt":"2026-03-02T08:00:00"}"#,
                Some("2026-03-02T08:00:00Z"),
            ),
            ("{}", None),
        ] {
            assert_eq!(newest(json), newest_is.and_then(|stamp| stamp.parse().ok()), "{json}");
        }
    }

    #[test]
    fn stamps_move_and_nothing_else() {
        let day = SignedDuration::from_hours(24);
        for (json, moved) in [
            (r#"{"a":"2026-03-02T08:00:00+01:00"}"#, r#"{"a":"2026-03-03T08:00:00+01:00"}"#),
            (r#"{"a":"2026-02-28T23:30:00Z"}"#, r#"{"a":"2026-03-01T23:30:00Z"}"#),
            (r#"{"a":"2026-12-31T20:00:00-05:00"}"#, r#"{"a":"2027-01-01T20:00:00-05:00"}"#),
            (r#"{"a":"2026-03-02T08:00:00.125Z"}"#, r#"{"a":"2026-03-03T08:00:00.125Z"}"#),
            (r#"["2026-03-02T08:00:00Z", "2026-03-02"]"#, r#"["2026-03-03T08:00:00Z", "2026-03-02"]"#),
            (
                r#"{"at 2026-03-02T08:00:00Z":"on 2026-03-02"}"#,
                r#"{"at 2026-03-02T08:00:00Z":"on 2026-03-02"}"#,
            ),
            (
                r#"{"a":"\"2026-03-02T08:00:00Z\"","b":"\\","c":1.50}"#,
                r#"{"a":"\"2026-03-02T08:00:00Z\"","b":"\\","c":1.50}"#,
            ),
            (r#"{"a":"2026-13-02T08:00:00Z"}"#, r#"{"a":"2026-13-02T08:00:00Z"}"#),
            (r#""broken"#, r#""broken"#),
            (r#"{"a":""#, r#"{"a":""#),
            // WooCommerce's times, and another's beside them.
            (
                r#"{"date_paid":"2026-03-02T00:30:00","date_paid_gmt" : "2026-03-01T23:30:00"}"#,
                r#"{"date_paid":"2026-03-03T00:30:00","date_paid_gmt" : "2026-03-02T23:30:00"}"#,
            ),
            (
                r#"{"date_paid":null,"_delivery":"2026-03-02T00:30:00"}"#,
                r#"{"date_paid":null,"_delivery":"2026-03-02T00:30:00"}"#,
            ),
            (r#"{"date_paid_gmt":"2026-03-02 00:30:00"}"#, r#"{"date_paid_gmt":"2026-03-02 00:30:00"}"#),
        ] {
            assert_eq!(stamps(json, day), moved);
        }
    }
}
