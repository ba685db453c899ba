//! The report: one page, all of it in one file.

use std::fmt::Write as _;

use super::{
    chart::{self, Series, escape},
    demand::Demand,
    lines::Unreadable,
    run::{Curve, Drawn, FILLS, IN_TIME, Lead, Results},
    tables::{self, grouped},
};

pub(super) const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn html(results: &Results, demand: &Demand, unread: &Unreadable) -> String {
    let mut page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Backtest of stock, {from} to {to}</title><style>{STYLE}</style></head><body><main><p class="dim">nightshift backtest stock</p><h1>What these rules would have done</h1>"#,
        from = results.from,
        to = results.to,
    );
    let _ = write!(
        page,
        r#"<ul class="facts"><li><b>{}</b>{} to {}</li><li><b>{}</b>items</li><li><b>{}</b>pieces asked for</li><li><b>{}</b>lines unreadable</li></ul>"#,
        demand.evaluated().to_string() + " days",
        results.from,
        results.to,
        grouped(results.items as u64),
        grouped(results.asked),
        grouped(results.unread as u64),
    );
    items(&mut page, results, demand);
    page.push_str("<h2>How much stock for how much service</h2><p>What is due arrives, demand is served, what is short is lost, stock is counted, and the rule orders. Further up and further left is better.</p>");
    charts(&mut page, results, |lead| (closed_chart(lead), &lead.closed));
    table(&mut page, results, "at", FILLS, |lead| &lead.closed, tables::stock);
    page.push_str("<p class=\"dim\">Average stock in pieces, and valued at each item’s median price.</p>");
    page.push_str("<h2>Warnings in time</h2><p>Nothing is ordered: was the warning at least the lead time before the first piece was short, and how many came more than two weeks before they had to? Further up and further left is better.</p>");
    charts(&mut page, results, |lead| (open_chart(lead), &lead.open));
    table(&mut page, results, "in time", IN_TIME, |lead| &lead.open, tables::early);
    page.push_str("<p class=\"dim\">Share of warnings that came too early.</p>");
    forecasts(&mut page, results);
    if unread.count > 0 {
        let _ =
            write!(page, "<h2>Lines that couldn’t be read</h2><pre>{}</pre>", escape(&unread.to_string()));
    }
    page.push_str("</main></body></html>\n");
    page
}

fn items(page: &mut String, results: &Results, demand: &Demand) {
    let Some(first) = results.drawn.first() else { return };
    let _ = write!(
        page,
        "<h2>Stock and demand of an item</h2><p>Under our rule, at a lead time of {} days and the service at which {:.0} % of all pieces are served.</p><div class=\"charts\">",
        first.lead,
        FILLS[0] * 100.0
    );
    for Drawn { code, title, days, .. } in &results.drawn {
        let name = format!("{code} {title}");
        let month = |nth| {
            let date = demand.date(demand.from + nth);
            (date.day() == 1).then(|| date.strftime("%b").to_string())
        };
        let _ = write!(
            page,
            r#"<figure class="card"><h3>{}</h3>{}<ul class="legend"><li><i class="box area"></i>stock</li><li><i class="point"></i>reorder point</li><li><i class="box served"></i>served</li><li><i class="box short"></i>short</li></ul></figure>"#,
            escape(&name),
            chart::stock(&name, days, month)
        );
    }
    page.push_str("</div>");
}

fn charts<'r>(page: &mut String, results: &'r Results, of: impl Fn(&'r Lead) -> (String, &'r Vec<Curve>)) {
    page.push_str("<div class=\"charts\">");
    for lead in &results.leads {
        let (svg, curves) = of(lead);
        let _ = write!(
            page,
            r#"<figure class="card"><h3>Lead time {} days</h3>{svg}<ul class="legend">"#,
            lead.days
        );
        for curve in curves {
            let _ = write!(page, r#"<li><i class="c{}"></i>{}</li>"#, curve.colour, escape(curve.rule));
        }
        page.push_str("</ul></figure>");
    }
    page.push_str("</div>");
}

fn series(curves: &[Curve]) -> Vec<Series<'_>> {
    curves
        .iter()
        .map(|curve| Series { name: curve.rule, colour: curve.colour, points: chart::points(&curve.points) })
        .collect()
}

fn closed_chart(lead: &Lead) -> String {
    // As far as the dearest of ours that is read; one threshold for all would squeeze everything else.
    let dearest =
        lead.closed.iter().filter_map(|curve| curve.read[1].filter(|_| curve.ours)).map(|at| at.cost[0]);
    let most = dearest.fold(f64::NAN, f64::max);
    let all = lead.closed.iter().flat_map(|curve| &curve.points).map(|at| at.cost[0]).fold(1.0, f64::max);
    let most = if most.is_nan() { all } else { most * 1.6 };
    let title = format!("Share served against average stock, lead time {} days", lead.days);
    chart::curves(&title, "average stock, pieces", "served", (0.0, most), (0.7, 1.0), &series(&lead.closed))
}

fn open_chart(lead: &Lead) -> String {
    let title = format!("Warnings in time against warnings too early, lead time {} days", lead.days);
    chart::curves(&title, "too early", "in time", (0.0, 1.0), (0.4, 1.0), &series(&lead.open))
}

fn forecasts(page: &mut String, results: &Results) {
    page.push_str("<h2>How right the forecasts were</h2><p>What is asked for until an order would come, forecast once a week. WAPE is all that was off as a part of all that was asked for; the declared method gives way to the naive one where the days before didn’t show it to be better.</p>");
    for lead in &results.leads {
        let _ = write!(page, "<h3>{} days ahead</h3>", lead.days + 1);
        grid(page, "kinds", &tables::KINDS.map(str::to_owned), &tables::kinds(lead));
    }
}

fn table(
    page: &mut String,
    results: &Results,
    what: &str,
    shares: [f64; 2],
    curves: impl Fn(&Lead) -> &Vec<Curve>,
    shown: impl Fn(&Curve, Option<super::curve::At>) -> String,
) {
    let at = results
        .leads
        .iter()
        .flat_map(|lead| shares.map(|share| format!("{} days, {what} {:.0} %", lead.days, share * 100.0)));
    let headings: Vec<_> = std::iter::once("rule".to_owned()).chain(at).collect();
    grid(page, "rules", &headings, &tables::rows(results, curves, shown));
}

/// A table.
pub(super) fn grid(page: &mut String, class: &str, headings: &[String], rows: &[Vec<String>]) {
    let _ = write!(page, "<div class=\"card wide {class}\">");
    page.push_str("<table><thead><tr>");
    for heading in headings {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escape(heading));
    }
    page.push_str("</tr></thead><tbody>");
    for row in rows {
        page.push_str("<tr>");
        for (nth, cell) in row.iter().enumerate() {
            let (open, close) = if nth == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let _ = write!(page, "{open}{}{close}", escape(cell));
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>");
}
