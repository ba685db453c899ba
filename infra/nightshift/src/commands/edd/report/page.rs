//! The report as a page: all of it in one file, without a script.

use domain::edd::adherence::{Part, Report, Tally, Week};

use super::{COLUMNS, cells, days, said};
use crate::{
    commands::edd::told,
    out::percent,
    pages::{
        Column, Figure, Page, Row, Section, Table,
        chart::{self, columns, rows},
        svg::{Drawing, Key},
    },
};

/// The furthest days before and after the promised one that have a bar of their own: even, so that a phone names every second
/// day, the promised one among them.
const FURTHEST: i32 = 8;

pub(super) fn html(report: &Report, shop: &str) -> String {
    let (from, to) = (told::day(report.from), told::day(report.to));
    let whole = &report.whole;
    let accuracy = whole.accuracy_per_mille();
    let facts = [
        (percent(whole.kept_per_mille()), "kept"),
        (days(whole.median_padding()), "days before the promised day, half of them"),
        (percent(accuracy.map(|(exact, _)| exact)), "on the day itself"),
        (percent(accuracy.map(|(_, within)| within)), "within a day of it"),
        (percent(whole.handed_over_per_mille()), "handed over in time"),
        (percent(whole.by_earliest_per_mille()), "by the first promised day (20 % would be right)"),
        (whole.unknown.to_string(), "nobody knows"),
    ];
    let drawn = Section {
        title: "At a glance".into(),
        figures: vec![
            Figure::new(
                "Week by week",
                weeks(&report.weeks),
                vec![
                    Key::bar("kept", "kept"),
                    Key::bar("missed", "missed"),
                    Key::bar("unknown", "nobody knows"),
                ],
            ),
            Figure::new(
                "Days before (−) and after the promised day",
                padding(whole),
                vec![Key::bar("kept", "by the promised day"), Key::bar("missed", "after it")],
            ),
            Figure::new("Whose fault it was", faults(whole), Vec::new()),
        ],
        ..Section::default()
    };
    let parts = [
        ("By lane", "lane", &report.lanes),
        ("By carrier", "service", &report.carriers),
        ("By warehouse", "warehouse", &report.warehouses),
    ];
    let tables = parts.into_iter().filter(|(.., parts)| !parts.is_empty());
    Page {
        title: format!("Promises of {shop}, {from} to {to}"),
        heading: "Were promises kept?".into(),
        lead: format!("{shop}, due {from} to {to}. {}", said(whole)),
        command: "edd report",
        facts: facts.map(|(value, name)| (value, name.to_owned())).into(),
        sections: std::iter::once(drawn).chain(tables.map(|(title, what, parts)| table(title, what, parts))).collect(),
        note: "Kept and missed are what scans show; of a parcel without a delivery scan nobody knows. Padding is by how many days half of the parcels came before the promised day. Below 90 % promises are too short or work is too slow; above 95 % they are too long.".into(),
    }
    .html()
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A column of each week's promises.
fn weeks(weeks: &[Week]) -> Drawing {
    let column = |week: &Week| {
        let Tally { kept, missed, unknown, .. } = week.tally;
        let parts = [("kept", kept), ("missed", missed), ("unknown", unknown)];
        chart::Column {
            name: week.monday.strftime("%-d %b").to_string(),
            more: percent(week.tally.kept_per_mille()),
            parts: parts.map(|(class, count)| (class, number(count), format!("{count} {class}"))).into(),
        }
    };
    let all: Vec<_> = weeks.iter().map(column).collect();
    columns("weeks", "Promises that were due, week by week", &all, None, |count| count.to_string())
}

/// How many came so many days before or after the promised one.
fn padding(tally: &Tally) -> Drawing {
    // Early is on the left.
    let column = |day: i32| {
        let its = |days: &i32| (-days).clamp(-FURTHEST, FURTHEST) == day;
        let count: u64 = tally.padding.iter().filter(|(days, _)| its(days)).map(|(_, many)| many).sum();
        let name = match day {
            day if day == -FURTHEST => format!("≤−{FURTHEST}"),
            day if day == FURTHEST => format!("≥{FURTHEST}"),
            day => day.to_string().replace('-', "−"),
        };
        let class = if day <= 0 { "kept" } else { "missed" };
        chart::Column { name, more: String::new(), parts: vec![(class, number(count), count.to_string())] }
    };
    let all: Vec<_> = (-FURTHEST..=FURTHEST).map(column).collect();
    let title = "How many parcels came so many days before or after the promised day";
    columns("padding", title, &all, None, |count| count.to_string())
}

/// What broke promises.
fn faults(tally: &Tally) -> Drawing {
    let known = tally.by_transit + tally.by_processing + tally.by_cut_off;
    let all = [
        ("on the way", tally.by_transit),
        ("handed over late", tally.by_processing),
        ("shortly before the cut-off", tally.by_cut_off),
        ("not known", tally.missed.saturating_sub(known)),
    ];
    let all = all.map(|(name, count)| (name, "missed", number(count)));
    rows("faults", "What broke promises", &all, number(tally.missed))
}

fn table(title: &str, what: &str, parts: &[Part]) -> Section {
    let row = |part: &Part| -> Row {
        let name = if part.name.is_empty() { "not known" } else { &part.name };
        std::iter::once(name.to_owned()).chain(cells(&part.tally)).into()
    };
    let columns = Column::named(std::iter::once(what).chain(COLUMNS));
    let table = Table { title: String::new(), columns, rows: parts.iter().map(row).collect() };
    Section { title: title.to_owned(), tables: vec![table], ..Section::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::proof;

    #[test]
    fn a_page_holds_all_of_it_and_nothing_that_runs() {
        let tally = Tally {
            kept: 18,
            missed: 4,
            unknown: 2,
            by_transit: 3,
            by_cut_off: 1,
            exact: 9,
            within_one: 15,
            padding: vec![(-9, 1), (-1, 3), (0, 9), (1, 6), (12, 3)],
            ..Tally::default()
        };
        let monday = "2026-11-02".parse().expect("a day");
        let part = |name: &str| Part { name: name.into(), tally: tally.clone() };
        let report = Report {
            from: monday,
            to: "2026-11-08".parse().expect("a day"),
            whole: tally.clone(),
            lanes: vec![part("berlin → DE 1"), part("<script>")],
            carriers: vec![part("DHL/parcel")],
            warehouses: vec![part("")],
            weeks: vec![Week { monday, tally: tally.clone() }],
        };
        let page = html(&report, "acme");
        for part in [
            "81.8 %",
            "berlin → DE 1",
            "&lt;script&gt;",
            "DHL&#x2f;parcel",
            "not known",
            "2 Nov",
            "≤−8",
            "≥8",
        ] {
            assert!(page.contains(part), "{part}");
        }
        proof::sound(&page);
        let empty = Report {
            whole: Tally::default(),
            lanes: vec![],
            carriers: vec![],
            warehouses: vec![],
            weeks: vec![],
            ..report
        };
        let empty = html(&empty, "acme");
        proof::sound(&empty);
        assert!(empty.contains("<b>–</b> kept"), "nothing is divided by nothing");
        assert_eq!(domain::edd::adherence::TARGET, 90, "the page says so in words");
    }
}
