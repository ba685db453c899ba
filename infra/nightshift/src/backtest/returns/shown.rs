//! What a draft would have changed, as tables and as a page.

use std::collections::BTreeMap;

use domain::{
    Currency, Money,
    returns::{Answer, Changed, Counted, Report, Verdict},
};

use crate::{
    commands::returns::words,
    out,
    pages::{self, Column, Page, Row, Section},
};

/// So many changes are listed; all are counted.
const LISTED: usize = 60;

/// Rows of a table, told twice: for a terminal and for a page.
struct Table {
    title: &'static str,
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

fn tables(report: &Report) -> Vec<Table> {
    let both = |name: &str, was: String, would: String| vec![name.to_owned(), was, would];
    let verdict =
        |tally: &Counted, verdict: Verdict| tally.verdicts.get(&verdict).copied().unwrap_or(0).to_string();
    let mut all = vec![both("returns", report.was.cases.to_string(), report.would.cases.to_string())];
    let occurs = |tally: &Counted, of: Verdict| tally.verdicts.get(&of).is_some_and(|n| *n > 0);
    for one in Verdict::ALL.iter().filter(|one| occurs(&report.was, **one) || occurs(&report.would, **one)) {
        all.push(both(one.as_str(), verdict(&report.was, *one), verdict(&report.would, *one)));
    }
    all.push(both("people asked", report.was.approvals.to_string(), report.would.approvals.to_string()));
    let money = |was: &BTreeMap<String, i64>, would: &BTreeMap<String, i64>, what: &str| {
        let currencies: std::collections::BTreeSet<_> = was.keys().chain(would.keys()).cloned().collect();
        let amount = |sums: &BTreeMap<String, i64>, code: &String| {
            let minor = sums.get(code).copied().unwrap_or(0);
            code.parse::<Currency>()
                .map_or(minor.to_string(), |currency| Money::new(minor, currency).to_string())
        };
        currencies.iter().map(|code| both(what, amount(was, code), amount(would, code))).collect::<Vec<_>>()
    };
    all.extend(money(&report.was.refunded, &report.would.refunded, "refunded"));
    all.extend(money(&report.was.unseen, &report.would.unseen, "of it without a person"));
    let rules = report.by_rule.iter().map(|(rule, (was, would))| {
        let said = |tally: &BTreeMap<Verdict, i64>| {
            tally
                .iter()
                .map(|(verdict, n)| format!("{} {n}", verdict.as_str()))
                .collect::<Vec<_>>()
                .join(", ")
        };
        vec![
            words::name(rule),
            was.lines.to_string(),
            said(&was.verdicts),
            would.lines.to_string(),
            said(&would.verdicts),
        ]
    });
    let changed = report.changed.iter().take(LISTED).map(|changed: &Changed| {
        let said = |answer: &Answer| {
            // Of a single line nobody has to be told which.
            let which = |line: &str| if answer.lines.len() > 1 { format!("{line} ") } else { String::new() };
            let by: Vec<_> = answer
                .lines
                .iter()
                .map(|(line, verdict, by)| {
                    format!("{}{} ({})", which(line), verdict.as_str(), words::name(by))
                })
                .collect();
            format!("{}, {}", by.join("; "), answer.refund)
        };
        vec![
            changed.order.clone(),
            changed.key.clone(),
            changed.at.strftime("%F").to_string(),
            said(&changed.was),
            said(&changed.would),
        ]
    });
    vec![
        Table { title: "All of it", header: vec!["", "was", "would be"], rows: all },
        Table {
            title: "By rule, in lines",
            header: vec!["rule or reason", "was", "", "would be", ""],
            rows: rules.collect(),
        },
        Table {
            title: "Answers that would be another",
            header: vec!["order", "return", "day", "was", "would be"],
            rows: changed.collect(),
        },
    ]
}

/// In one sentence: for whoever is about to publish it.
pub(super) fn sentence(report: &Report, cases: usize, days: i64) -> String {
    if cases == 0 {
        return format!("No return of the last {days} days shows what the new policy would change.");
    }
    format!(
        "Of {cases} returns of the last {days} days the new policy would answer {} otherwise; people would be asked {} times instead of {}.",
        report.changed.len(),
        report.would.approvals,
        report.was.approvals
    )
}

/// On the terminal.
pub(super) fn print(report: &Report, cases: usize) {
    if cases == 0 {
        anstream::println!("No return was decided in that time.");
        return;
    }
    for table in tables(report) {
        if table.rows.is_empty() {
            continue;
        }
        let mut shown = out::table(&table.header);
        for row in table.rows {
            shown.add_row(row);
        }
        anstream::println!("{}\n{shown}\n", table.title);
    }
    let (changed, unread) = (report.changed.len(), report.unread.len());
    anstream::println!("{changed} of {cases} would be answered otherwise; {unread} couldn't be compared.");
}

/// The page.
pub(super) fn html(report: &Report, title: &str, cases: usize) -> String {
    let section = |table: Table| Section {
        title: table.title.to_owned(),
        tables: vec![pages::Table {
            title: String::new(),
            columns: table.header.into_iter().map(Column::words).collect(),
            rows: table.rows.into_iter().map(Row::from).collect(),
        }],
        ..Section::default()
    };
    Page {
        title: "Backtest of returns".into(),
        heading: "What this policy would have changed".into(),
        lead: title.to_owned(),
        command: "backtest returns",
        facts: vec![
            (cases.to_string(), "returns".into()),
            (report.changed.len().to_string(), "answered otherwise".into()),
            (
                format!("{} → {}", report.was.approvals, report.would.approvals),
                "times people are asked".into(),
            ),
        ],
        sections: tables(report).into_iter().map(section).collect(),
        ..Page::default()
    }
    .html()
}
