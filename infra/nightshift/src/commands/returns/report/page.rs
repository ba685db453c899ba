//! The report as a page: all of it in one file, without a script.

use std::fmt::Write as _;

use domain::returns::{
    Fault,
    analytics::{MonthRate, Part, Report, Whole},
};

use super::{named, percent, said, table};

const STYLE: &str = include_str!("../../../backtest/page.css");
/// What this page has beside that.
const OWN: &str = ".bar{fill:var(--ours)}.shop{fill:var(--short)}.mean{stroke:var(--c5);stroke-width:2;stroke-dasharray:7 5}.legend .shop{background:var(--short)}.legend .bar{background:var(--ours)}td:last-child,th:last-child{text-align:left}";

const WIDTH: i64 = 480;
const HEIGHT: i64 = 260;
const LEFT: i64 = 46;
const RIGHT: i64 = 12;
const TOP: i64 = 22;
const BOTTOM: i64 = 40;

pub(super) fn html(report: &Report, shop: &str) -> String {
    let (month, whole) = (named(report.first), &report.whole);
    let mut page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Returns of {shop}, {month}</title><style>{STYLE}{OWN}</style></head><body><main><p class="dim">nightshift return report</p><h1>What came back in {month}</h1><p>{shop}. {}</p>"#,
        escape(&said(whole)),
        shop = escape(shop),
    );
    facts(&mut page, whole);
    let _ = write!(
        page,
        r#"<div class="charts"><figure class="card"><h3>Share of pieces that came back, month by month</h3>{}</figure><figure class="card"><h3>Pieces asked back, day by day</h3>{}</figure><figure class="card"><h3>Why</h3>{}<ul class="legend"><li><i class="box bar"></i>the buyer’s choice</li><li><i class="box shop"></i>the shop’s or the carrier’s fault</li></ul></figure><figure class="card"><h3>Days from the wish to the money</h3>{}</figure></div>"#,
        months(&report.months),
        days(&report.days),
        reasons(report),
        refunds(whole),
    );
    page.push_str("<h2>The money</h2><div class=\"card wide\"><table><tbody>");
    for (name, amount) in table::money(whole) {
        let _ = write!(page, "<tr><th scope=\"row\">{name}</th><td>{amount}</td></tr>");
    }
    page.push_str("</tbody></table></div>");
    parts(&mut page, "By article", "article", &report.articles);
    parts(&mut page, "By variant", "variant", &report.variants);
    suspects(&mut page, report);
    restock(&mut page, report);
    page.push_str("<p class=\"dim\">A share is the pieces that were asked back in the month, of the pieces sold in it; of fewer than 20 sold none is told. Cost is outward freight, credit’s bonus, goods that were kept, scrap, and parcels by the shop’s own word; fees are taken off. Descriptions stand out by the lower end of Wilson’s 99 % interval (1927).</p></main></body></html>\n");
    page
}

fn facts(page: &mut String, whole: &Whole) {
    let each = whole.cost_each().map_or_else(|| "–".into(), |each| each.to_string());
    let days = |percent| whole.days_to_refund(percent).map_or_else(|| "–".into(), |days| days.to_string());
    page.push_str("<ul class=\"facts\">");
    for (value, name) in [
        (percent(whole.per_mille()), "came back"),
        (whole.returns.to_string(), "returns"),
        (each, "cost of each that was refunded"),
        (days(50), "days to the money, half of them"),
        (days(90), "days, nine in ten"),
        (format!("{} of {}", whole.without_person, whole.decided), "decided without a person"),
        (format!("{} of {}", whole.escalated, whole.refused), "refused, and taken up again"),
        (whole.kept_pieces.to_string(), "pieces kept with their money back"),
    ] {
        let _ = write!(page, "<li><b>{value}</b>{name}</li>");
    }
    page.push_str("</ul>");
}

/// Bars beside each other, each with a label below, and a dashed line where the mean is.
fn bars(title: &str, values: &[(i64, String)], top: impl Fn(i64) -> String) -> String {
    let most = values.iter().map(|(value, _)| *value).max().unwrap_or(0).max(1);
    let count = i64::try_from(values.len()).unwrap_or(1).max(1);
    let (tall, wide) = (HEIGHT - TOP - BOTTOM, WIDTH - LEFT - RIGHT);
    let mut svg = begin(title);
    for ((value, label), nth) in values.iter().zip(0i64..) {
        let (x, next) = (LEFT + wide * nth / count, LEFT + wide * (nth + 1) / count);
        let high = value * tall / most;
        let _ = write!(
            svg,
            r#"<rect class="bar" x="{}" y="{}" width="{}" height="{high}"><title>{}</title></rect><text x="{}" y="{}" text-anchor="middle">{label}</text>"#,
            x + 1,
            HEIGHT - BOTTOM - high,
            (next - x - 2).max(1),
            top(*value),
            (x + next) / 2,
            HEIGHT - BOTTOM + 17,
        );
    }
    let mean = values.iter().map(|(value, _)| value).sum::<i64>() / count;
    let y = HEIGHT - BOTTOM - mean * tall / most;
    let _ = write!(
        svg,
        r#"<line class="mean" x1="{LEFT}" x2="{}" y1="{y}" y2="{y}"><title>{} on average</title></line><text x="{}" y="{}" text-anchor="end">{}</text></svg>"#,
        WIDTH - RIGHT,
        top(mean),
        LEFT - 6,
        TOP + 4,
        top(most),
    );
    svg
}

fn months(months: &[MonthRate]) -> String {
    let known = months.iter().filter_map(|rate| {
        let label = rate.first.strftime("%b").to_string();
        Some((i64::from(rate.per_mille()?), label))
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return "<p class=\"dim\">Too few pieces were sold to say.</p>".to_owned();
    }
    bars("Share of pieces that came back, month by month", &known, |n| percent(u16::try_from(n).ok()))
}

fn days(days: &[i64]) -> String {
    let label = |n: usize| if n.is_multiple_of(5) { n.to_string() } else { String::new() };
    let values: Vec<_> = days.iter().zip(1usize..).map(|(pieces, n)| (*pieces, label(n))).collect();
    bars("Pieces asked back, day by day", &values, |n| n.to_string())
}

fn refunds(whole: &Whole) -> String {
    if whole.days_to_refund.is_empty() {
        return "<p class=\"dim\">Nothing was refunded.</p>".to_owned();
    }
    let many = |many: u64| i64::try_from(many).unwrap_or(i64::MAX);
    let values: Vec<_> =
        whole.days_to_refund.iter().map(|(days, count)| (many(*count), days.to_string())).collect();
    bars("Returns by days from the wish to the money", &values, |n| n.to_string())
}

fn reasons(report: &Report) -> String {
    let most = report.reasons.first().map_or(1, |reason| reason.pieces.max(1));
    let room = WIDTH - LEFT - RIGHT - 150;
    let mut svg = begin("Why things came back");
    for (reason, nth) in report.reasons.iter().take(7).zip(0i64..) {
        let (y, wide) = (TOP + 30 * nth, reason.pieces * room / most);
        let class = if reason.fault == Fault::Customer { "bar" } else { "shop" };
        let name = if reason.code.is_empty() { "no reason given" } else { &reason.code };
        let _ = write!(
            svg,
            r#"<text x="4" y="{}">{}</text><rect class="{class}" x="160" y="{y}" width="{wide}" height="20"/><text x="{}" y="{}">{}</text>"#,
            y + 15,
            escape(&name.chars().take(22).collect::<String>()),
            168 + wide,
            y + 15,
            reason.pieces,
        );
    }
    svg.push_str("</svg>");
    svg
}

fn parts(page: &mut String, title: &str, what: &str, parts: &[Part]) {
    if parts.is_empty() {
        return;
    }
    let _ = write!(page, "<h2>{title}</h2><div class=\"card wide\"><table><thead><tr>");
    for heading in [what, "sold", "asked back", "share", "mostly"] {
        let _ = write!(page, "<th scope=\"col\">{heading}</th>");
    }
    page.push_str("</tr></thead><tbody>");
    for part in parts {
        let [name, rest @ ..] = table::cells(part);
        let _ = write!(page, "<tr><th scope=\"row\">{}</th>", escape(&name));
        for cell in rest {
            let _ = write!(page, "<td>{}</td>", escape(&cell));
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>");
}

fn suspects(page: &mut String, report: &Report) {
    if report.descriptions.is_empty() {
        return;
    }
    page.push_str("<h2>Descriptions to look at</h2><div class=\"card wide\"><table><thead><tr><th scope=\"col\">article</th><th scope=\"col\">sold</th><th scope=\"col\">came back so</th><th scope=\"col\">at least</th><th scope=\"col\">usual</th><th scope=\"col\">mostly</th></tr></thead><tbody>");
    for suspect in &report.descriptions {
        let _ = write!(
            page,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(suspect.title.as_ref().unwrap_or(&suspect.name)),
            suspect.sold,
            suspect.returned,
            percent(Some(suspect.least_per_mille)),
            percent(Some(suspect.usual_per_mille)),
            escape(&suspect.reason),
        );
    }
    page.push_str("</tbody></table></div>");
}

fn restock(page: &mut String, report: &Report) {
    if report.restock.is_empty() {
        return;
    }
    page.push_str("<h2>On the way back</h2><div class=\"card wide\"><table><thead><tr><th scope=\"col\">article</th><th scope=\"col\">pieces</th><th scope=\"col\">likely as new</th></tr></thead><tbody>");
    for coming in &report.restock {
        let sellable = coming.sellable.map_or_else(|| "–".to_owned(), |pieces| pieces.to_string());
        let name = if coming.name.is_empty() { "without a name" } else { &coming.name };
        let _ = write!(
            page,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{sellable}</td></tr>",
            escape(name),
            coming.coming
        );
    }
    page.push_str("</tbody></table></div>");
}

fn begin(title: &str) -> String {
    let floor = HEIGHT - BOTTOM;
    format!(
        r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" xmlns="http://www.w3.org/2000/svg"><line class="grid" x1="{LEFT}" x2="{}" y1="{floor}" y2="{floor}"/>"#,
        WIDTH - RIGHT
    )
}

/// Text as it may stand in HTML and in attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        // For a person to look at.
        if let Some(file) = std::env::var_os("NIGHTSHIFT_SHOW") {
            std::fs::write(file, &page).expect("written");
        }
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
        assert!(!page.contains("<script") && !page.contains("<coat>") && !page.contains("NaN"));
        let mut empty = report();
        (empty.months, empty.reasons, empty.articles) = (vec![], vec![], vec![]);
        (empty.whole.days_to_refund, empty.days) = (vec![], vec![0; 30]);
        assert!(html(&empty, "acme").contains("Too few pieces were sold to say."));
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
