//! The table of holidays says what its oracle says: Python's `holidays`, in the version that the local cloud's tools pin.

use std::{collections::BTreeSet, process::Command};

use domain::calendar::{Holidays, holidays};
use serde_json::Value;

use crate::house;

/// How the requirements name it.
const ORACLE: &str = "holidays==";

/// Each country and subdivision in each year of the table: not a day more, not a day less.
#[test]
fn the_table_of_holidays_is_its_oracles() {
    let python = house::root().join(".local/python/bin/python");
    let script = house::root().join("shared/domain/scripts/closed_days.py");
    let has = Command::new(&python).args(["-c", "import holidays"]).output();
    if !has.is_ok_and(|tried| tried.status.success()) {
        return testkit::skip(
            "the oracle of holidays",
            "`cargo nightshift up` installs it, for Python 3.11 and later",
        );
    }
    let said = Command::new(&python).arg(script).arg("--plain").output().expect("it just ran");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let (mut years, mut places, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for line in String::from_utf8(said.stdout).expect("text").lines() {
        let (head, days) = line.split_once(':').expect(line);
        let (place, year) = head.split_once(' ').expect(line);
        let (country, region) = match place.split_once('-') {
            Some((country, region)) => (country, Some(region)),
            None => (place, None),
        };
        let known = Holidays::of(country, region).and_then(|known| known.days(year.parse().expect(line)));
        let ours = known.map(|days| days.map(|day| day.strftime("%m%d").to_string()).collect::<Vec<_>>());
        if ours.as_ref().is_none_or(|ours| !ours.iter().eq(days.split_ascii_whitespace())) {
            wrong.push(format!("{line}; we say {ours:?}"));
        }
        places.insert(place.to_owned());
        years += 1;
    }
    house::assert_none("these differ from the oracle", "run shared/domain/scripts/closed_days.py", wrong);
    let ours = holidays::countries().map(|country| holidays::subdivisions(country).count() + 1);
    assert_eq!(places.len(), ours.sum::<usize>(), "the oracle has other places than the table");
    let known = |place: Option<&Holidays>| place.map_or(0, |place| place.years().count());
    let ours = holidays::countries().map(|country| {
        let regions =
            holidays::subdivisions(country).map(|region| known(Holidays::of(country, Some(region))));
        known(Holidays::of(country, None)) + regions.sum::<usize>()
    });
    assert_eq!(years, ours.sum::<usize>(), "the table has other years than the oracle");
    assert!(years > 10_000, "{years}");
}

/// Wherever the sample shops are and ship to, ten years and more are known.
#[test]
fn the_sample_shops_ship_where_holidays_are_known() {
    let mut countries = BTreeSet::new();
    let within =
        |folder: &'static str| house::files().into_iter().filter(move |file| file.starts_with(folder));
    for file in within("infra/local/day").filter(|file| file.extension().is_some_and(|end| end == "json")) {
        gather(&serde_json::from_str(&house::read(file)).expect("JSON"), &mut countries);
    }
    let shops = within("infra/local/shops").filter(|file| file.extension().is_some_and(|end| end == "toml"));
    for file in shops {
        let shop = bundle_tests::samples::shop(&file.file_stem().expect("a name").to_string_lossy());
        countries.extend(shop.markets.keys().filter(|key| key.len() == 2 && *key != "EU").cloned());
        countries.extend(domain::zones::country_of(&shop.zone).map(str::to_owned));
    }
    assert!(countries.len() > 5 && countries.contains("KW"), "{countries:?}");
    for country in countries {
        let known = Holidays::of(&country, None).unwrap_or_else(|| panic!("{country} isn't known"));
        let days = |year| known.days(year).map_or(0, Iterator::count);
        assert!((2025..=2034).all(|year| days(year) > 3), "{country}");
    }
}

/// Countries as the platforms write them.
fn gather(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let ("country" | "country_code", Some(code)) = (key.as_str(), value.as_str())
                    && code.len() == 2
                {
                    found.insert(code.to_owned());
                }
                gather(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        _ => {}
    }
}

#[test]
fn the_table_is_of_the_version_that_is_pinned() {
    let pinned = house::read("infra/local/requirements.in");
    let version = pinned.lines().find_map(|line| line.strip_prefix(ORACLE)).expect("it is pinned");
    let version = version.split(' ').next().unwrap_or_default();
    let table = house::read("shared/domain/data/holidays.txt");
    assert!(table.lines().next().is_some_and(|first| first.contains(&format!("holidays {version};"))));
    assert!(house::read("shared/domain/scripts/closed_days.py").contains(&format!("{ORACLE}{version}\n")));
}
