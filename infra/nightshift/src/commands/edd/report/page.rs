//! The report as a page: all of it in one file, without a script.

use std::fmt::Write as _;

use domain::edd::adherence::{Part, Report, Tally, Week};

use super::{COLUMNS, cells, days, percent, said};
use crate::commands::edd::told;

const STYLE: &str = include_str!("../../../backtest/page.css");
/// What this page has beside that.
const OWN: &str = ".kept{fill:var(--c2)}.missed{fill:var(--short)}.unknown{fill:var(--line)}.early{fill:var(--served)}.legend .kept{background:var(--c2)}.legend .missed{background:var(--short)}.legend .unknown{background:var(--line)}.legend .early{background:var(--served)}@media(max-width:640px){.second{display:none}}";

const WIDTH: u64 = 480;
const HEIGHT: u64 = 260;
const LEFT: u64 = 46;
const RIGHT: u64 = 12;
const TOP: u64 = 22;
const BOTTOM: u64 = 40;
/// The furthest days before and after the promised one that have a bar of their own.
const FURTHEST: i32 = 7;

pub(super) fn html(report: &Report, shop: &str) -> String {
    let (from, to) = (told::day(report.from), told::day(report.to));
    let whole = &report.whole;
    let mut page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Promises of {shop}, {from} to {to}</title><style>{STYLE}{OWN}</style></head><body><main><p class="dim">nightshift edd report</p><h1>Were promises kept?</h1><p>{shop}, due {from} to {to}. {}</p>"#,
        escape(&said(whole)),
        shop = escape(shop),
    );
    let accuracy = whole.accuracy_per_mille();
    let _ = write!(
        page,
        r#"<ul class="facts"><li><b>{}</b>kept</li><li><b>{}</b>days before the promised day, half of them</li><li><b>{}</b>on the day itself</li><li><b>{}</b>within a day of it</li><li><b>{}</b>handed over in time</li><li><b>{}</b>by the first promised day (20 % would be right)</li><li><b>{}</b>nobody knows</li></ul>"#,
        percent(whole.kept_per_mille()),
        days(whole.median_padding()),
        percent(accuracy.map(|(exact, _)| exact)),
        percent(accuracy.map(|(_, within)| within)),
        percent(whole.handed_over_per_mille()),
        percent(whole.by_earliest_per_mille()),
        whole.unknown,
    );
    let _ = write!(
        page,
        r#"<div class="charts"><figure class="card"><h3>Week by week</h3>{}<ul class="legend"><li><i class="box kept"></i>kept</li><li><i class="box missed"></i>missed</li><li><i class="box unknown"></i>nobody knows</li></ul></figure><figure class="card"><h3>Days before (−) and after the promised day</h3>{}<ul class="legend"><li><i class="box early"></i>by the promised day</li><li><i class="box missed"></i>after it</li></ul></figure><figure class="card"><h3>Whose fault it was</h3>{}</figure></div>"#,
        weeks(&report.weeks),
        padding(whole),
        faults(whole),
    );
    for (title, what, parts) in [
        ("By lane", "lane", &report.lanes),
        ("By carrier", "service", &report.carriers),
        ("By warehouse", "warehouse", &report.warehouses),
    ] {
        table(&mut page, title, what, parts);
    }
    page.push_str("<p class=\"dim\">Kept and missed are what scans show; of a parcel without a delivery scan nobody knows. Padding is by how many days half of the parcels came before the promised day. Below 90 % promises are too short or work is too slow; above 95 % they are too long.</p></main></body></html>\n");
    page
}

/// Bars of a week, each as high as the largest part of it.
fn weeks(weeks: &[Week]) -> String {
    let most = weeks.iter().map(|week| week.tally.due()).max().unwrap_or(1).max(1);
    let mut svg = begin("Promises that were due, week by week");
    let width = (WIDTH - LEFT - RIGHT) / weeks.len().max(1) as u64;
    let tall = HEIGHT - TOP - BOTTOM;
    for (nth, week) in weeks.iter().enumerate() {
        let x = LEFT + width * nth as u64;
        let mut y = HEIGHT - BOTTOM;
        let Tally { kept, missed, unknown, .. } = week.tally;
        for (class, count) in [("kept", kept), ("missed", missed), ("unknown", unknown)] {
            let height = count * tall / most;
            y -= height;
            let _ = write!(
                svg,
                r#"<rect class="{class}" x="{}" y="{y}" width="{}" height="{height}"><title>{count} {class}</title></rect>"#,
                x + 2,
                width.saturating_sub(4).max(1),
            );
        }
        let middle = x + width / 2;
        // On a phone letters are larger, and every second week has a name.
        let class = if nth % 2 == 1 && weeks.len() > 4 { " class=\"second\"" } else { "" };
        let share = percent(week.tally.kept_per_mille());
        let _ = write!(
            svg,
            r#"<text{class} x="{middle}" y="{}" text-anchor="middle">{}</text>"#,
            HEIGHT - BOTTOM + 17,
            week.monday.strftime("%-d %b"),
        );
        // Eight shares fit beside each other; more would lie on each other.
        if weeks.len() <= 8 {
            let _ = write!(
                svg,
                r#"<text{class} x="{middle}" y="{}" text-anchor="middle">{share}</text>"#,
                HEIGHT - BOTTOM + 33
            );
        }
    }
    let _ = write!(svg, r#"<text x="{}" y="{}" text-anchor="end">{most}</text></svg>"#, LEFT - 6, TOP + 4);
    svg
}

/// How many came so many days before or after the promised one.
fn padding(tally: &Tally) -> String {
    let mut bars = vec![0_u64; usize::try_from(2 * FURTHEST + 1).expect("a few")];
    for (days, many) in &tally.padding {
        // Early is on the left.
        let place = (-days).clamp(-FURTHEST, FURTHEST) + FURTHEST;
        bars[usize::try_from(place).expect("clamped")] += many;
    }
    let most = bars.iter().copied().max().unwrap_or(1).max(1);
    let width = (WIDTH - LEFT - RIGHT) / bars.len() as u64;
    let tall = HEIGHT - TOP - BOTTOM;
    let mut svg = begin("How many parcels came so many days before or after the promised day");
    for (nth, (count, day)) in bars.iter().zip(-FURTHEST..).enumerate() {
        let (x, height) = (LEFT + width * nth as u64, count * tall / most);
        let class = if day <= 0 { "early" } else { "missed" };
        let name = if [-7, -4, -2, 0, 2, 4, 7].contains(&day) { "" } else { " class=\"second\"" };
        let label = match day {
            day if day == -FURTHEST => format!("≤−{FURTHEST}"),
            day if day == FURTHEST => format!("≥{FURTHEST}"),
            day => day.to_string().replace('-', "−"),
        };
        let _ = write!(
            svg,
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{height}"><title>{count}</title></rect><text{name} x="{}" y="{}" text-anchor="middle">{label}</text>"#,
            x + 1,
            HEIGHT - BOTTOM - height,
            width.saturating_sub(2),
            x + width / 2,
            HEIGHT - BOTTOM + 17,
        );
    }
    let _ = write!(svg, r#"<text x="{}" y="{}" text-anchor="end">{most}</text></svg>"#, LEFT - 6, TOP + 4);
    svg
}

/// Bars of what broke promises.
fn faults(tally: &Tally) -> String {
    let known = tally.by_transit + tally.by_processing + tally.by_cut_off;
    let rows = [
        ("on the way", tally.by_transit),
        ("handed over late", tally.by_processing),
        ("shortly before the cut-off", tally.by_cut_off),
        ("not known", tally.missed.saturating_sub(known)),
    ];
    let most = tally.missed.max(1);
    let mut svg = canvas("What broke promises");
    let room = WIDTH - RIGHT - 60;
    for (nth, (name, count)) in rows.into_iter().enumerate() {
        let y = TOP + 58 * nth as u64;
        let width = count * room / most;
        let _ = write!(
            svg,
            r#"<text x="4" y="{y}">{name}</text><rect class="missed" x="4" y="{}" width="{width}" height="20"/><text x="{}" y="{}">{count}</text>"#,
            y + 8,
            12 + width,
            y + 24,
        );
    }
    svg.push_str("</svg>");
    svg
}

fn table(page: &mut String, title: &str, what: &str, parts: &[Part]) {
    if parts.is_empty() {
        return;
    }
    let _ = write!(page, "<h2>{title}</h2><div class=\"card wide\"><table><thead><tr>");
    for heading in std::iter::once(what).chain(COLUMNS) {
        let _ = write!(page, "<th scope=\"col\">{heading}</th>");
    }
    page.push_str("</tr></thead><tbody>");
    for part in parts {
        let name = if part.name.is_empty() { "not known" } else { &part.name };
        let _ = write!(page, "<tr><th scope=\"row\">{}</th>", escape(name));
        for cell in cells(&part.tally) {
            let _ = write!(page, "<td>{cell}</td>");
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>");
}

fn canvas(title: &str) -> String {
    format!(
        r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" xmlns="http://www.w3.org/2000/svg">"#
    )
}

/// A canvas with a line to stand on.
fn begin(title: &str) -> String {
    let (svg, floor) = (canvas(title), HEIGHT - BOTTOM);
    format!(r#"{svg}<line class="grid" x1="{LEFT}" x2="{}" y1="{floor}" y2="{floor}"/>"#, WIDTH - RIGHT)
}

/// Text as it may stand in HTML and in attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for part in
            ["81.8 %", "berlin → DE 1", "&lt;script&gt;", "DHL/parcel", "not known", "2 Nov", "≤−7", "≥7"]
        {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("<script") && !page.contains("NaN"));
        let empty = Report {
            whole: Tally::default(),
            lanes: vec![],
            carriers: vec![],
            warehouses: vec![],
            weeks: vec![],
            ..report
        };
        assert!(html(&empty, "acme").contains("–"), "nothing is divided by nothing");
        assert_eq!(domain::edd::adherence::TARGET, 90, "the page says so in words");
    }
}
