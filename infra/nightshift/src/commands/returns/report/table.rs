//! Rows of the report, for tables, pages and sheets.

use domain::returns::analytics::{Part, Report, Whole};

use crate::out::percent;

/// What a part is called where nobody is to read an empty cell.
pub(super) fn name(part: &Part) -> String {
    match part.name.as_str() {
        "" => "without a name".to_owned(),
        Report::OTHERS => "all others".to_owned(),
        name => part.title.as_ref().map_or_else(|| name.to_owned(), |title| format!("{name} {title}")),
    }
}

pub(super) fn cells(part: &Part) -> [String; 5] {
    [
        name(part),
        part.sold.to_string(),
        part.returned.to_string(),
        percent(part.per_mille()),
        part.reason.clone().unwrap_or_default(),
    ]
}

/// The money, name by name.
pub(super) fn money(whole: &Whole) -> Vec<(&'static str, String)> {
    let rows = [
        ("refunded", Some(whole.refunded)),
        ("of that, outward freight", Some(whole.freight)),
        ("taken off as fees", Some(whole.fees)),
        ("added for store credit", Some(whole.bonus)),
        ("refunded for goods that were kept", Some(whole.kept)),
        ("paid for goods that are scrap", Some(whole.scrapped)),
        ("parcels that came back", whole.handling),
        ("cost beside the goods", Some(whole.cost())),
        ("for each refunded return", whole.cost_each()),
    ];
    rows.into_iter().filter_map(|(name, amount)| Some((name, amount?.to_string()))).collect()
}

/// RFC 4180, in UTF-8. A text that begins like a formula has an apostrophe before it.
pub(super) fn csv(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet.write_record(["kind", "name", "title", "sold", "asked_back", "share", "mostly"])?;
    let safe = |text: &str| {
        let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
        if formula { format!("'{text}") } else { text.to_owned() }
    };
    for (kind, parts) in [("article", &report.articles), ("variant", &report.variants)] {
        for part in parts {
            let share = part.per_mille().map(|n| format!("0.{n:03}")).unwrap_or_default();
            sheet.write_record([
                kind,
                &safe(&part.name),
                &safe(part.title.as_deref().unwrap_or_default()),
                &part.sold.to_string(),
                &part.returned.to_string(),
                &share,
                &safe(part.reason.as_deref().unwrap_or_default()),
            ])?;
        }
    }
    sheet.into_inner().map_err(|e| e.into_error().into())
}
