//! The month of returns as its mail shows it: a chart, and groups of rows, each a name and a number.

use domain::{
    Money,
    returns::analytics::{Part, Report, Whole},
};
use serde::Serialize;

use crate::{
    Unmailable,
    chart::{Chart, HEIGHT, WIDTH},
    clean,
    context::Context,
    mime::Inline,
    reasons,
    strings::{Fence, Word},
};

/// Longer ones are cut: they are names of articles.
const LONGEST: usize = 80;
/// So many rows of a kind; a page has them all.
const MOST: usize = 10;
/// The picture's name within the mail.
const CID: &str = "returns-chart";

/// Headings and labels are sentences of the message's own.
#[derive(Debug, Serialize)]
pub(crate) struct ReturnReportView {
    from: String,
    to: String,
    /// The share that came back, where enough was sold to say.
    share: Option<String>,
    chart: Option<ChartView>,
    groups: Vec<Group>,
    /// What to type to see all of it.
    command: String,
}

#[derive(Debug, Serialize)]
struct ChartView {
    cid: &'static str,
    width: usize,
    height: usize,
    /// What it shows, in words.
    alt: String,
    /// What stands below its ends.
    from: String,
    to: String,
    legend: String,
}

#[derive(Debug, Serialize)]
struct Group {
    heading: String,
    lead: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
    /// How wide its bar is, in percent.
    bar: Option<i64>,
}

impl ReturnReportView {
    pub(crate) fn of(report: &Report, cx: &Context) -> Result<(Self, Option<Inline>), Unmailable> {
        let say = Say { cx };
        let (chart, picture) = say.chart(report)?;
        let dates = &cx.speech.dates;
        let groups = [
            ("whole", say.whole(&report.whole)?),
            ("reasons", say.reasons(report)?),
            ("articles", say.parts(&report.articles)?),
            ("variants", say.parts(named(&report.variants))?),
            ("descriptions", say.descriptions(report)?),
            ("decisions", say.decisions(&report.whole)?),
            ("money", say.money(&report.whole)?),
            ("restock", say.restock(report)?),
            ("months", say.months(report)?),
        ];
        let group = |(heading, rows): (&str, Vec<Row>)| {
            let lead = (heading == "descriptions").then(|| say.say("descriptions-lead")).transpose()?;
            Ok(Group { heading: say.say(heading)?, lead, rows })
        };
        let view = Self {
            from: dates.full(report.first)?,
            to: dates.full(report.last)?,
            share: report.whole.per_mille().map(|share| say.percent(share)).transpose()?,
            chart,
            groups: groups
                .into_iter()
                .filter(|(_, rows)| !rows.is_empty())
                .map(group)
                .collect::<Result<_, Unmailable>>()?,
            command: format!(
                "cargo nightshift return report --shop {} --month {} --out report.html",
                cx.shop.id,
                month(report.first)
            ),
        };
        Ok((view, picture))
    }
}

/// A month as sheets sort it.
fn month(first: jiff::civil::Date) -> String {
    first.strftime("%Y-%m").to_string()
}

/// Variants, unless the shop has none.
fn named(parts: &[Part]) -> &[Part] {
    let any = parts.iter().any(|part| !part.name.is_empty() && part.name != Report::OTHERS);
    if any { parts } else { &[] }
}

struct Say<'a, 'b> {
    cx: &'a Context<'b>,
}

impl Say<'_, '_> {
    fn say(&self, key: &str) -> Result<String, Unmailable> {
        self.with(key, &[])
    }

    fn with(&self, key: &str, words: &[(&'static str, Word)]) -> Result<String, Unmailable> {
        self.cx.strings.say(&format!("return-report-{key}"), words, Fence::WhereDirectionsMix)
    }

    fn count(&self, count: i64) -> Result<String, Unmailable> {
        self.cx.speech.numbers.count(count)
    }

    fn money_of(&self, money: Money) -> Result<String, Unmailable> {
        self.cx.speech.numbers.money(money)
    }

    fn percent(&self, per_mille: u16) -> Result<String, Unmailable> {
        let fraction = format!("{}.{:03}", per_mille / 1000, per_mille % 1000);
        Ok(self.cx.speech.numbers.percent(&fraction)?.unwrap_or(fraction))
    }

    fn row(&self, label: &str, value: String) -> Result<Row, Unmailable> {
        Ok(Row { label: self.say(label)?, value, bar: None })
    }

    fn counted(&self, rows: &[(&str, u64)]) -> Result<Vec<Row>, Unmailable> {
        let row = |(label, count): &(&str, u64)| {
            self.row(label, self.count(i64::try_from(*count).unwrap_or(i64::MAX))?)
        };
        rows.iter().map(row).collect()
    }

    fn whole(&self, whole: &Whole) -> Result<Vec<Row>, Unmailable> {
        let mut rows =
            vec![self.row("sold", self.count(whole.sold)?)?, self.row("pieces", self.count(whole.pieces)?)?];
        if let Some(share) = whole.per_mille() {
            rows.push(self.row("share", self.percent(share)?)?);
        }
        rows.extend(self.counted(&[("returns", whole.returns), ("withdrawals", whole.withdrawals)])?);
        Ok(rows)
    }

    fn decisions(&self, whole: &Whole) -> Result<Vec<Row>, Unmailable> {
        self.counted(&[
            ("decided", whole.decided),
            ("without-person", whole.without_person),
            ("refused", whole.refused),
            ("escalated", whole.escalated),
        ])
    }

    fn money(&self, whole: &Whole) -> Result<Vec<Row>, Unmailable> {
        if whole.refunds == 0 {
            return Ok(Vec::new());
        }
        let amounts = [
            ("refunded", Some(whole.refunded)),
            ("freight", Some(whole.freight)),
            ("fees", Some(whole.fees)),
            ("bonus", Some(whole.bonus).filter(|bonus| !bonus.is_zero())),
            ("kept", Some(whole.kept)),
            ("scrapped", Some(whole.scrapped)),
            ("handling", whole.handling),
            ("cost", Some(whole.cost())),
            ("cost-each", whole.cost_each()),
        ];
        let mut rows = Vec::new();
        for (label, amount) in amounts {
            if let Some(amount) = amount {
                rows.push(self.row(label, self.money_of(amount)?)?);
            }
        }
        for (label, percent) in [("half-within", 50), ("most-within", 90)] {
            if let Some(days) = whole.days_to_refund(percent) {
                rows.push(self.row(label, self.with("days", &[("n", Word::Count(days))])?)?);
            }
        }
        if whole.elsewhere > 0 {
            rows.extend(self.counted(&[("elsewhere", whole.elsewhere)])?);
        }
        Ok(rows)
    }

    fn reasons(&self, report: &Report) -> Result<Vec<Row>, Unmailable> {
        let most = report.reasons.first().map_or(1, |reason| reason.pieces.max(1));
        let mut rows = Vec::new();
        for reason in report.reasons.iter().take(MOST) {
            let label = match reason.code.as_str() {
                "" => self.say("reason-none")?,
                code => self.cx.isolated(&self.reason(code)?),
            };
            let bar = Some((reason.pieces * 100 / most).clamp(1, 100));
            rows.push(Row { label, value: self.count(reason.pieces)?, bar });
        }
        Ok(rows)
    }

    /// A reason in words; a shop's own code as it is.
    fn reason(&self, code: &str) -> Result<String, Unmailable> {
        let said = reasons::word("reason", code, self.cx)?;
        if said.is_empty() { self.say("unnamed") } else { Ok(said) }
    }

    /// Names of articles come from elsewhere. One that can't be shown doesn't keep a report from being told.
    fn plain(&self, name: &str) -> Result<String, Unmailable> {
        clean::short(name, LONGEST, "return-report.name").or_else(|_| self.say("unnamed"))
    }

    /// The same as it stands by itself.
    fn name(&self, name: &str) -> Result<String, Unmailable> {
        Ok(self.cx.isolated(&self.plain(name)?))
    }

    fn parts(&self, parts: &[Part]) -> Result<Vec<Row>, Unmailable> {
        let others = parts.iter().filter(|part| part.name == Report::OTHERS);
        let told = parts.iter().filter(|part| part.name != Report::OTHERS).take(MOST);
        let mut rows = Vec::new();
        for part in told.chain(others) {
            let label = match part.name.as_str() {
                "" => self.say("unnamed")?,
                Report::OTHERS => self.say("others")?,
                name => match &part.title {
                    Some(title) => format!("{} {}", self.name(name)?, self.name(title)?),
                    None => self.name(name)?,
                },
            };
            let mut words = vec![
                ("returned", Word::Text(self.count(part.returned)?)),
                ("sold", Word::Text(self.count(part.sold)?)),
            ];
            let value = match part.per_mille() {
                Some(share) => {
                    words.push(("share", Word::Text(self.percent(share)?)));
                    self.with("of-share", &words)?
                }
                None => self.with("of", &words)?,
            };
            rows.push(Row { label, value, bar: None });
        }
        Ok(rows)
    }

    fn descriptions(&self, report: &Report) -> Result<Vec<Row>, Unmailable> {
        let row = |suspect: &domain::returns::analytics::Suspect| {
            let value = self.with(
                "suspect",
                &[
                    ("reason", Word::Text(self.reason(&suspect.reason)?)),
                    ("returned", Word::Text(self.count(suspect.returned)?)),
                    ("sold", Word::Text(self.count(suspect.sold)?)),
                    ("usual", Word::Text(self.percent(suspect.usual_per_mille)?)),
                ],
            )?;
            Ok(Row { label: self.name(suspect.title.as_ref().unwrap_or(&suspect.name))?, value, bar: None })
        };
        report.descriptions.iter().take(MOST).map(row).collect()
    }

    fn restock(&self, report: &Report) -> Result<Vec<Row>, Unmailable> {
        let row = |coming: &domain::returns::analytics::Restock| {
            let mut words = vec![("coming", Word::Text(self.count(coming.coming)?))];
            let value = match coming.sellable {
                Some(sellable) => {
                    words.push(("sellable", Word::Text(self.count(sellable)?)));
                    self.with("coming-sellable", &words)?
                }
                None => self.with("coming", &words)?,
            };
            let label = if coming.name.is_empty() { self.say("unnamed")? } else { self.name(&coming.name)? };
            Ok(Row { label, value, bar: None })
        };
        report.restock.iter().take(MOST).map(row).collect()
    }

    fn months(&self, report: &Report) -> Result<Vec<Row>, Unmailable> {
        let known = report.months.iter().filter_map(|rate| Some((rate.first, rate.per_mille()?)));
        let row = |(first, share)| Ok(Row { label: month(first), value: self.percent(share)?, bar: None });
        // One month beside none says nothing.
        if report.months.len() < 2 { Ok(Vec::new()) } else { known.map(row).collect() }
    }

    /// Months beside each other where several are known, else the days of this one.
    fn chart(&self, report: &Report) -> Result<(Option<ChartView>, Option<Inline>), Unmailable> {
        let rates: Option<Vec<i64>> =
            report.months.iter().map(|rate| rate.per_mille().map(i64::from)).collect();
        let by_month = rates.filter(|rates| rates.len() > 2);
        let past = by_month.clone().unwrap_or_else(|| report.days.clone());
        let mean =
            |values: &[i64]| values.iter().sum::<i64>() / i64::try_from(values.len()).unwrap_or(1).max(1);
        let (average, highest) = (mean(&past), past.iter().copied().max().unwrap_or(0));
        let lowest = past.iter().copied().min().unwrap_or(0);
        if highest == 0 {
            return Ok((None, None));
        }
        let mirrored = self.cx.speech.rtl;
        let drawn = Chart { past, threshold: average, mirrored, ..Chart::default() };
        let Some(bytes) = drawn.picture()? else { return Ok((None, None)) };
        let share = |per_mille: i64| self.percent(u16::try_from(per_mille).unwrap_or(u16::MAX));
        let (alt, from, to, legend) = match (&by_month, report.months.first()) {
            (Some(_), Some(first)) => (
                self.with(
                    "chart-alt-months",
                    &[("lowest", Word::Text(share(lowest)?)), ("highest", Word::Text(share(highest)?))],
                )?,
                month(first.first),
                month(report.first),
                self.say("chart-legend-months")?,
            ),
            _ => (
                self.with(
                    "chart-alt-days",
                    &[
                        ("highest", Word::Text(self.count(highest)?)),
                        ("mean", Word::Text(self.count(average)?)),
                    ],
                )?,
                report.first.to_string(),
                report.last.to_string(),
                self.say("chart-legend-days")?,
            ),
        };
        let view = ChartView { cid: CID, width: WIDTH / 2, height: HEIGHT / 2, alt, from, to, legend };
        Ok((Some(view), Some(Inline { cid: CID, media_type: "image/png", bytes })))
    }
}
