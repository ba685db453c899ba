//! Tables and the order of sources.

use super::*;

fn read(text: &str) -> ReadTable {
    ReadTable::from_csv(text.as_bytes(), &["berlin"]).expect("a table")
}

fn to(country: &str, postcode: &str) -> Destination {
    let postcode = (!postcode.is_empty()).then(|| postcode.to_owned());
    Destination { country: country.into(), postcode, ..Destination::default() }
}

#[test]
fn the_closest_line_counts() {
    let table = read(
        "service;from;to;min_days;max_days;max_grams\n\
         ;;*;7;21;\n\
         DHL/parcel;;EU;3;6;\n\
         DHL/parcel;;DE;1;3;\n\
         DHL/parcel;berlin;DE;1;2;\n\
         DHL/parcel;;DE:islands;3;5;\n\
         DHL/parcel;;DE:10;1;1;\n\
         DHL/freight;;DE;4;8;\n\
         DHL/parcel;;AT;2;3;5000\n",
    );
    assert_eq!(table.refused, []);
    for (origin, service, country, postcode, grams, expected) in [
        ("berlin", "DHL/parcel", "DE", "20095", None, Some((1, 2, 5))),
        ("jena", "DHL/parcel", "DE", "20095", None, Some((1, 3, 4))),
        ("berlin", "DHL/parcel", "DE", "10115", None, Some((1, 1, 7))),
        ("berlin", "DHL/parcel", "DE", "27498", None, Some((3, 5, 6))),
        ("berlin", "DHL/parcel", "DE", "", None, Some((1, 2, 5))),
        ("berlin", "DHL/freight", "DE", "10115", None, Some((4, 8, 8))),
        ("berlin", "DHL/parcel", "AT", "1010", Some(4000), Some((2, 3, 9))),
        ("berlin", "DHL/parcel", "AT", "1010", Some(6000), Some((3, 6, 3))),
        ("berlin", "UPS/saver", "JP", "", None, Some((7, 21, 2))),
    ] {
        let from = to("DE", "10117");
        let to = to(country, postcode);
        let lane =
            Lane { origin, from: &from, to: &to, service, grams, cash_on_delivery: false, hand_over: None };
        let found = table.table.transit(&lane).map(|transit| {
            let Source::Table { line } = transit.source else { panic!("a line of the table") };
            (transit.days.min, transit.days.max, line)
        });
        assert_eq!(found, expected, "{origin} {service} {country} {postcode}");
    }
}

#[test]
fn a_wrong_line_is_refused_and_the_rest_goes_on() {
    let head = "service,from,to,min_days,max_days\n";
    for (line, told) in [
        ("DHL/parcel,,DE,3,2", "min_days 3 is more than max_days 2"),
        ("DHL/parcel,,DE,-1,2", "nothing arrives before it leaves"),
        ("DHL/parcel,,DE,1.5,2", "no whole number of days"),
        ("DHL/parcel,,DE,,2", "write min_days"),
        ("DHL/parcel,,DE,1,999", "at most 120"),
        ("DHL/parcel,,Germany,1,2", "write \"Germany\" as"),
        ("DHL/parcel,hamburg,DE,1,2", "\"hamburg\" is no place"),
        ("DHL/parcel,,,1,2", "say where to"),
    ] {
        let found = read(&format!("{head}{line}\nDHL/parcel,,FR,1,2\n"));
        assert_eq!((found.table.len(), found.refused.len()), (1, 1), "{line}");
        assert!(found.refused[0].line == 2 && found.refused[0].reason.contains(told), "{:?}", found.refused);
    }
}

#[test]
fn overlaps_and_holes_are_told_at_their_lines() {
    let head = "service,to,min_days,max_days\n";
    for (lines, told) in [
        ("D/p,DE,1,2\nD/p,DE,1,3", Some((3, "DE is in line 2 as well"))),
        ("D/p,DE,1,2\nD/q,DE,1,3", None),
        ("D/p,DE:10-19,1,2\nD/p,DE:15-29,1,3", Some((3, "DE:15-29 is in line 2"))),
        ("D/p,DE:10-19,1,2\nD/p,DE:20-29,1,3", None),
        ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3", Some((3, "nothing is said of DE from 20 to 21"))),
        ("D/p,DE:22-29,1,3\nD/p,DE:00-19,1,2", Some((2, "nothing is said of DE from 20 to 21"))),
        ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3\nD/p,DE,1,4", None),
        ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3\nD/p,EU,1,4", None),
        ("D/p,DE:1,1,2\nD/p,DE:100-120,1,3\nD/p,DE:150-160,1,3", None),
    ] {
        let found = read(&format!("{head}{lines}\n"));
        let refused: Vec<_> = found.refused.iter().map(|r| (r.line, r.reason.as_str())).collect();
        match told {
            None => assert_eq!(refused, [], "{lines}"),
            Some((line, text)) => {
                assert!(refused.len() == 1 && refused[0].0 == line, "{lines}: {refused:?}");
                assert!(refused[0].1.contains(text), "{lines}: {refused:?}");
            }
        }
    }
}

#[test]
fn the_first_source_that_knows_counts() {
    struct Says(Option<u16>);
    impl TransitSource for Says {
        fn transit(&self, _: &Lane<'_>) -> Option<Transit> {
            self.0.map(|d| Transit { days: Days::new(d, d), source: Source::Declared, confidence: None })
        }
    }
    let (from, to) = (to("DE", ""), to("DE", ""));
    let lane = Lane {
        origin: "berlin",
        from: &from,
        to: &to,
        service: "D/p",
        grams: None,
        cash_on_delivery: false,
        hand_over: None,
    };
    for (says, expected) in [([None, Some(2)], Some(2)), ([Some(1), Some(2)], Some(1)), ([None, None], None)]
    {
        let says = says.map(Says);
        let fall = Waterfall::new(says.iter().map(|says| says as &dyn TransitSource));
        assert_eq!(fall.transit(&lane).map(|t| t.days.max), expected);
    }
}
