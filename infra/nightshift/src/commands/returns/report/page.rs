//! The report as a page: all of it in one file, without a script.

use domain::returns::{
    Fault,
    analytics::{MonthRate, Part, Report, Whole},
};

use super::{named, said, table};
use crate::{
    out::percent,
    pages::{
        Column, Figure, Page, Row, Section, Table,
        chart::{self, columns, rows},
        svg::{Drawing, Key},
    },
};

/// The most frequent reasons that are drawn.
const REASONS: usize = 7;

pub(super) fn html(report: &Report, shop: &str) -> String {
    let (month, whole) = (named(report.first), &report.whole);
    let drawn = Section {
        title: "At a glance".into(),
        figures: vec![months(&report.months), days(&report.days), reasons(report), refunds(whole)],
        ..Section::default()
    };
    let money = table::money(whole).into_iter().map(|(name, amount)| [name.to_owned(), amount].into());
    let sections = [
        Some(drawn),
        section("The money", Column::named(["what", "amount"]), money.collect()),
        parts("By article", "article", &report.articles),
        parts("By variant", "variant", &report.variants),
        suspects(report),
        restock(report),
    ];
    Page {
        title: format!("Returns of {shop}, {month}"),
        heading: format!("What came back in {month}"),
        lead: format!("{shop}. {}", said(whole)),
        command: "return report",
        facts: facts(whole),
        sections: sections.into_iter().flatten().collect(),
        note: "A share is the pieces that were asked back in the month, of the pieces sold in it; of fewer than 20 sold none is told. Cost is outward freight, credit’s bonus, goods that were kept, scrap, and parcels by the shop’s own word; fees are taken off. Descriptions stand out by the lower end of Wilson’s 99 % interval (1927).".into(),
    }
    .html()
}

fn facts(whole: &Whole) -> Vec<(String, String)> {
    let each = whole.cost_each().map_or_else(|| "–".into(), |each| each.to_string());
    let days = |percent| whole.days_to_refund(percent).map_or_else(|| "–".into(), |days| days.to_string());
    let facts = [
        (percent(whole.per_mille()), "came back"),
        (whole.returns.to_string(), "returns"),
        (each, "cost of each that was refunded"),
        (days(50), "days to the money, half of them"),
        (days(90), "days, nine in ten"),
        (format!("{} of {}", whole.without_person, whole.decided), "decided without a person"),
        (format!("{} of {}", whole.escalated, whole.refused), "refused, and taken up again"),
        (whole.kept_pieces.to_string(), "pieces kept with their money back"),
    ];
    facts.map(|(value, name)| (value, name.to_owned())).into()
}

/// Columns of numbers with their names.
fn drawn(
    id: &str,
    title: &str,
    values: Vec<(i64, String)>,
    mean: Option<i64>,
    named: fn(i64) -> String,
) -> Drawing {
    let column = |(value, name)| chart::Column {
        name,
        more: String::new(),
        parts: vec![("ours", value, named(value))],
    };
    let all: Vec<_> = values.into_iter().map(column).collect();
    columns(id, title, &all, mean, named)
}

/// The same with a line where the mean is, unless one number is all there is, or the line would lie on the axis.
fn with_mean(id: &str, title: &'static str, values: Vec<(i64, String)>, named: fn(i64) -> String) -> Figure {
    let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let sum: i64 = values.iter().map(|(value, _)| value).sum();
    let mean = (count > 1).then(|| sum / count).filter(|mean| *mean > 0);
    let legend = mean.map(|_| Key::line("mean", "on average"));
    Figure::new(title, drawn(id, title, values, mean, named), legend.into_iter().collect())
}

fn months(months: &[MonthRate]) -> Figure {
    let title = "Share of pieces that came back, month by month";
    let known = months.iter().filter_map(|rate| {
        let label = rate.first.strftime("%b").to_string();
        Some((i64::from(rate.per_mille()?), label))
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return Figure::none(title, "Too few pieces were sold to say.");
    }
    with_mean("months", title, known, |n| percent(u16::try_from(n).ok()))
}

fn days(days: &[i64]) -> Figure {
    let title = "Pieces asked back, day by day";
    let values = days.iter().zip(1usize..).map(|(pieces, n)| (*pieces, n.to_string()));
    with_mean("days", title, values.collect(), |n| n.to_string())
}

fn refunds(whole: &Whole) -> Figure {
    let title = "Days from the wish to the money";
    if whole.days_to_refund.is_empty() {
        return Figure::none(title, "Nothing was refunded.");
    }
    let many = |many: u64| i64::try_from(many).unwrap_or(i64::MAX);
    let values = whole.days_to_refund.iter().map(|(days, count)| (many(*count), days.to_string()));
    let of = "Returns by days from the wish to the money";
    Figure::new(title, drawn("refunds", of, values.collect(), None, |n| n.to_string()), vec![])
}

fn reasons(report: &Report) -> Figure {
    let Some(most) = report.reasons.first().map(|reason| reason.pieces) else {
        return Figure::none("Why", "Nothing came back.");
    };
    let all: Vec<_> = report
        .reasons
        .iter()
        .take(REASONS)
        .map(|reason| {
            let class = if reason.fault == Fault::Customer { "ours" } else { "missed" };
            let name = if reason.code.is_empty() { "no reason given" } else { reason.code.as_str() };
            (name, class, reason.pieces)
        })
        .collect();
    let legend =
        vec![Key::bar("ours", "the buyer’s choice"), Key::bar("missed", "the shop’s or the carrier’s fault")];
    Figure::new("Why", rows("reasons", "Why things came back", &all, most), legend)
}

/// A table with its heading; none without rows.
fn section(title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Option<Section> {
    let table = Table { title: String::new(), columns, rows };
    let section = Section { title: title.to_owned(), tables: vec![table], ..Section::default() };
    (!section.tables[0].rows.is_empty()).then_some(section)
}

fn parts(title: &str, what: &str, parts: &[Part]) -> Option<Section> {
    let mut columns = Column::named([what, "sold", "asked back", "share"]);
    columns.push(Column::words("mostly"));
    section(title, columns, parts.iter().map(|part| table::cells(part).into()).collect())
}

fn suspects(report: &Report) -> Option<Section> {
    let mut columns = Column::named(["article", "sold", "came back so", "at least", "usual"]);
    columns.push(Column::words("mostly"));
    let rows = report.descriptions.iter().map(|suspect| {
        [
            suspect.title.as_ref().unwrap_or(&suspect.name).clone(),
            suspect.sold.to_string(),
            suspect.returned.to_string(),
            percent(Some(suspect.least_per_mille)),
            percent(Some(suspect.usual_per_mille)),
            suspect.reason.clone(),
        ]
        .into()
    });
    section("Descriptions to look at", columns, rows.collect())
}

fn restock(report: &Report) -> Option<Section> {
    let rows = report.restock.iter().map(|coming| {
        let sellable = coming.sellable.map_or_else(|| "–".to_owned(), |pieces| pieces.to_string());
        let name = if coming.name.is_empty() { "without a name" } else { &coming.name };
        [name.to_owned(), coming.coming.to_string(), sellable].into()
    });
    section("On the way back", Column::named(["article", "pieces", "likely as new"]), rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::proof;

    /// A month as the event of return-report holds it.
    fn report() -> Report {
        let eur = |minor: i64| serde_json::json!({"minor": minor, "currency": "EUR"});
        let part = |name: &str, sold: i64, returned: i64| serde_json::json!({"name": name, "title": "Rain <coat>", "sold": sold, "returned": returned, "reason": "too-small"});
        let month = |month: u8, returned: i64| serde_json::json!({"first": format!("2026-{month:02}-01"), "sold": 1000, "returned": returned});
        serde_json::from_value(serde_json::json!({
            "first": "2026-11-01", "last": "2026-11-30", "currency": "EUR", "route": "digest",
            "whole": {"orders": 612, "sold": 1180, "returns": 74, "withdrawals": 21, "pieces": 97, "decided": 71, "without_person": 60,
                "refused": 5, "escalated": 2, "refunds": 58, "refunded": eur(412_350), "freight": eur(9940), "fees": eur(2150),
                "bonus": eur(1200), "kept": eur(7400), "kept_pieces": 6, "scrapped": eur(11_980), "handling": eur(24_900),
                "grades": [61, 9, 4], "days_to_refund": [[1, 5], [4, 31], [9, 16], [13, 6]]},
            "reasons": [{"code": "too-small", "fault": "customer", "pieces": 34}, {"code": "changed-mind", "fault": "customer", "pieces": 29},
                {"code": "not-as-described", "fault": "merchant", "pieces": 14}, {"code": "", "fault": "customer", "pieces": 12},
                {"code": "defective", "fault": "merchant", "pieces": 8}],
            "articles": [part("COAT-7", 140, 31), part("=CUP-2", 12, 3), {"name": "…", "sold": 1028, "returned": 63}],
            "variants": [part("L / blue", 60, 22)],
            "days": (0..30).map(|day| [2, 5, 1, 0, 3, 6, 4][day % 7]).collect::<Vec<i64>>(),
            "months": [month(6, 61), month(7, 70), month(8, 64), month(9, 92), month(10, 80), month(11, 97)],
            "descriptions": [{"name": "COAT-7", "reason": "too-small", "sold": 140, "returned": 28, "least_per_mille": 126, "usual_per_mille": 41}],
            "restock": [{"name": "COAT-7", "coming": 9, "sellable": 7}],
        }))
        .expect("a report")
    }

    #[test]
    fn a_page_holds_all_of_it_and_nothing_that_runs() {
        let page = html(&report(), "acme");
        for part in [
            "8.2 %",
            "COAT-7",
            "Rain &lt;coat&gt;",
            "all others",
            "no reason given",
            "Nov",
            "EUR",
            "60 of 71",
            "12.6 %",
        ] {
            assert!(page.contains(part), "{part}");
        }
        proof::sound(&page);
        let mut empty = report();
        (empty.months, empty.reasons, empty.articles) = (vec![], vec![], vec![]);
        (empty.whole.days_to_refund, empty.days) = (vec![], vec![0; 30]);
        let empty = html(&empty, "acme");
        proof::sound(&empty);
        assert!(
            empty.contains("Too few pieces were sold to say.")
                && empty.contains("Nothing was refunded.")
                && empty.contains("Nothing came back.")
        );
    }

    #[test]
    fn a_sheet_is_safe_to_open() {
        let sheet = String::from_utf8(table::csv(&report()).expect("a sheet")).expect("UTF-8");
        let lines: Vec<_> = sheet.lines().collect();
        assert_eq!(lines[0], "kind,name,title,sold,asked_back,share,mostly");
        assert_eq!(lines[1], "article,COAT-7,Rain <coat>,140,31,0.221,too-small");
        assert_eq!(lines[2], "article,'=CUP-2,Rain <coat>,12,3,,too-small");
    }
}
