//! The report: one page, all of it in one file.

use super::{
    chart,
    curve::At,
    demand::Demand,
    lines::Unreadable,
    run::{Curve, Drawn, FILLS, IN_TIME, Lead, Results},
    tables::{self, grouped, short},
};
use crate::pages::{
    Column, Figure, Page, Row, Section, Table,
    chart::{Series, curves},
    svg::{Drawing, Key},
};

/// The page.
pub(super) fn html(results: &Results, demand: &Demand, unread: &Unreadable) -> String {
    let span = format!("{} to {}", results.from, results.to);
    let mut sections: Vec<Section> = items(results, demand).into_iter().collect();
    sections.push(Section {
        title: "How much stock for how much service".into(),
        said: "What is due arrives, demand is served, what is short is lost, stock is counted, and the rule orders. Further up and further left is better.".into(),
        figures: figures(results, closed_chart, |lead| &lead.closed),
        tables: vec![table(results, "at", FILLS, |lead| &lead.closed, tables::stock)],
        note: "Average stock in pieces, and valued at each item’s median price.".into(),
        ..Section::default()
    });
    sections.push(Section {
        title: "Warnings in time".into(),
        said: "Nothing is ordered: was the warning at least the lead time before the first piece was short, and how many came more than two weeks before they had to? Further up and further left is better.".into(),
        figures: figures(results, open_chart, |lead| &lead.open),
        tables: vec![table(results, "in time", IN_TIME, |lead| &lead.open, tables::early)],
        note: "Share of warnings that came too early.".into(),
        ..Section::default()
    });
    sections.push(forecasts(results));
    if unread.count > 0 {
        sections.push(Section {
            title: "Lines that couldn’t be read".into(),
            verbatim: unread.to_string(),
            ..Section::default()
        });
    }
    let mut facts = vec![
        (format!("{} days", demand.evaluated()), span.clone()),
        (grouped(results.items as u64), "items".into()),
        (grouped(results.asked), "pieces asked for".into()),
        (grouped(results.unread as u64), "lines unreadable".into()),
    ];
    if results.left_out > 0 {
        let why = tables::why_left_out(results.any_code).replace('\'', "’");
        facts.push((grouped(results.left_out as u64), format!("lines left out: {why}")));
    }
    Page {
        title: format!("Backtest of stock, {span}"),
        heading: "What these rules would have done".into(),
        command: "backtest stock",
        facts,
        sections,
        ..Page::default()
    }
    .html()
}

fn items(results: &Results, demand: &Demand) -> Option<Section> {
    let first = results.drawn.first()?;
    let figure = |(nth, Drawn { code, title, days, .. }): (usize, &Drawn)| {
        let name = format!("{code} {title}");
        let month = |nth| {
            let date = demand.date(demand.from + nth);
            (date.day() == 1).then(|| date.strftime("%b").to_string())
        };
        let legend = vec![
            Key::bar("area", "stock"),
            Key::line("point", "reorder point"),
            Key::bar("served", "served"),
            Key::bar("short", "short"),
        ];
        let drawing =
            chart::stock(&format!("item-{nth}"), &format!("Stock and demand of {name}"), days, month);
        Figure::new(&name, drawing, legend)
    };
    Some(Section {
        title: "Stock and demand of an item".into(),
        said: format!(
            "Under our rule, at a lead time of {} days and the service at which {:.0} % of all pieces are served.",
            first.lead,
            FILLS[0] * 100.0
        ),
        figures: results.drawn.iter().enumerate().map(figure).collect(),
        ..Section::default()
    })
}

fn figures(
    results: &Results,
    chart: impl Fn(&Lead) -> Drawing,
    curves: impl Fn(&Lead) -> &Vec<Curve>,
) -> Vec<Figure> {
    let key = |curve: &Curve| Key::line(&format!("line c{}", curve.colour), curve.rule);
    let figure = |lead: &Lead| {
        let title = format!("Lead time {} days", lead.days);
        Figure::new(&title, chart(lead), curves(lead).iter().map(key).collect())
    };
    results.leads.iter().map(figure).collect()
}

fn series(curves: &[Curve]) -> Vec<Series<'_>> {
    curves
        .iter()
        .map(|curve| Series { name: curve.rule, colour: curve.colour, points: chart::points(&curve.points) })
        .collect()
}

fn closed_chart(lead: &Lead) -> Drawing {
    // As far as the dearest of ours that is read; one threshold for all would squeeze everything else.
    let dearest =
        lead.closed.iter().filter_map(|curve| curve.read[1].filter(|_| curve.ours)).map(|at| at.cost[0]);
    let most = dearest.fold(f64::NAN, f64::max);
    let all = lead.closed.iter().flat_map(|curve| &curve.points).map(|at| at.cost[0]).fold(1.0, f64::max);
    let most = if most.is_nan() { all } else { most * 1.6 };
    let (id, days) = (format!("closed-{}", lead.days), lead.days);
    let title = format!("Share served against average stock, lead time {days} days");
    let (x, y) = (("average stock, pieces", (0.0, most)), ("served", (0.7, 1.0)));
    curves(&id, &title, x, y, short, &series(&lead.closed))
}

fn open_chart(lead: &Lead) -> Drawing {
    let (id, days) = (format!("open-{}", lead.days), lead.days);
    let title = format!("Warnings in time against warnings too early, lead time {days} days");
    let (x, y) = (("too early", (0.0, 1.0)), ("in time", (0.4, 1.0)));
    curves(&id, &title, x, y, short, &series(&lead.open))
}

fn forecasts(results: &Results) -> Section {
    let column = |(nth, name): (usize, &str)| {
        // What is declared and what was used instead are words.
        if [0, 2, 3].contains(&nth) { Column::words(name) } else { Column::numbers(name) }
    };
    let table = |lead: &Lead| Table {
        title: format!("{} days ahead", lead.days + 1),
        columns: tables::KINDS.into_iter().enumerate().map(column).collect(),
        rows: tables::kinds(lead).into_iter().map(Row::from).collect(),
    };
    Section {
        title: "How right the forecasts were".into(),
        said: "What is asked for until an order would come, forecast once a week. WAPE is all that was off as a part of all that was asked for; the declared method gives way to the naive one where the days before didn’t show it to be better.".into(),
        tables: results.leads.iter().map(table).collect(),
        ..Section::default()
    }
}

fn table(
    results: &Results,
    what: &str,
    shares: [f64; 2],
    curves: impl Fn(&Lead) -> &Vec<Curve>,
    shown: impl Fn(&Curve, Option<At>) -> String,
) -> Table {
    let at = results
        .leads
        .iter()
        .flat_map(|lead| shares.map(|share| format!("{} days, {what} {:.0} %", lead.days, share * 100.0)));
    // Ours is the first.
    let rows = tables::rows(results, curves, shown).into_iter().enumerate();
    Table {
        title: String::new(),
        columns: Column::named(std::iter::once("rule".to_owned()).chain(at)),
        rows: rows.map(|(nth, cells)| Row { strong: nth == 0, ..cells.into() }).collect(),
    }
}
