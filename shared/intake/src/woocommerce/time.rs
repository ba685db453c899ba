//! Times as WooCommerce prints them.

use domain::Timestamp;
use serde::{Deserialize, Deserializer};

use crate::json::{Text, own};

/// A `*_gmt` field: a time in UTC that doesn't say so, such as `2026-03-02T09:15:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Utc(pub(super) Timestamp);

impl<'de> Deserialize<'de> for Utc {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(d)?;
        let instant = format!("{}Z", text.strip_suffix('Z').unwrap_or(&text)).parse();
        instant.map(Self).map_err(|_| own("is not a time such as 2026-03-02T09:15:30"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_to_the_second() {
        for (text, instant) in [
            ("2026-03-02T09:15:30", Some("2026-03-02T09:15:30Z")),
            ("2026-03-02T09:15:30Z", Some("2026-03-02T09:15:30Z")),
            ("2028-02-29T23:59:59", Some("2028-02-29T23:59:59Z")),
            ("2026-02-29T00:00:00", None),
            ("2026-03-02T09:15:30+01:00", None),
            ("2026-03-02", None),
            ("", None),
            ("{{currentYear}}-10-27T01:17:42", None),
        ] {
            let read = serde_json::from_str::<Utc>(&format!("\"{text}\"")).ok();
            assert_eq!(read.map(|utc| utc.0.to_string()).as_deref(), instant, "{text}");
        }
    }
}
