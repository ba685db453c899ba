//! The names that settings may use, and the nearest of them to one that was mistyped.

/// The sources of webhooks.
pub(crate) fn sources() -> Vec<&'static str> {
    intake::sources().iter().map(|source| source.name()).collect()
}

/// Those that can be asked by themselves: shops' platforms and trackers.
pub(crate) fn platforms() -> Vec<&'static str> {
    let platforms = intake::sources().iter().filter(|source| source.is_platform());
    platforms.map(|source| source.name()).chain(domain::settings::TRACKERS).collect()
}

/// The languages that mails speak.
pub(crate) fn languages() -> Vec<&'static str> {
    mail::locales().to_vec()
}

/// The messages whose words a shop may replace, and `all` of them.
pub(crate) fn messages() -> Vec<&'static str> {
    mail::messages()
        .iter()
        .map(|message| message.name)
        .chain(mail::pages())
        .chain(mail::papers())
        .chain(["all"])
        .collect()
}

pub(crate) use mail::is_spoken;

/// The name that was probably meant.
pub(crate) fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let written = plain(written);
    let likeness = |name: &str| strsim::jaro_winkler(&written, &plain(name));
    names
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= 0.85)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

/// `; did you mean x?`, or the names there are if they are few.
pub(crate) fn hint(written: &str, names: &[&str]) -> String {
    match nearest(written, names.iter().copied()) {
        Some(name) => format!("; did you mean {name}?"),
        None if names.is_empty() => String::new(),
        None if names.len() <= 12 => format!("; there are: {}", names.join(", ")),
        None => format!("; there are {}", names.len()),
    }
}

/// The time zone that was probably meant: a city alone, or a slip.
pub(crate) fn nearest_zone(written: &str) -> Option<String> {
    let zones: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    let city = written.trim().replace(' ', "_").to_lowercase();
    let of_city = |zone: &&String| zone.to_lowercase().rsplit('/').next() == Some(city.as_str());
    let zone = zones.iter().find(of_city).map(String::as_str);
    zone.or_else(|| nearest(written, zones.iter().map(String::as_str))).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name() {
        let names = ["order-confirmation", "low-stock-alert", "task-desk"];
        for (written, meant) in [
            ("order-confirmtion", Some("order-confirmation")),
            ("order_confirmation", Some("order-confirmation")),
            ("Low-Stock-Alert", Some("low-stock-alert")),
            ("invoice", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, names), meant, "{written}");
        }
        assert_eq!(hint("x", &["a", "b"]), "; there are: a, b");
    }

    #[test]
    fn a_zone_may_be_found_by_its_city() {
        for (written, meant) in [
            ("Berlin", Some("Europe/Berlin")),
            ("new york", Some("America/New_York")),
            ("Europe/Brelin", Some("Europe/Berlin")),
            ("Middle-earth", None),
        ] {
            assert_eq!(nearest_zone(written).as_deref(), meant, "{written}");
        }
    }
}
