//! The report on kept promises as its mail shows it: groups of rows, each a name and a number.

use domain::edd::adherence::{Part, Report, Tally, Verdict};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    context::Context,
    locale::Speech,
    strings::{Fence, Strings, Word},
};

/// Longer ones are no lane and no service.
const LONGEST: usize = 80;
/// So many parts of a kind are told; a page has them all.
const MOST: usize = 8;

/// Headings and labels are sentences of the message's own.
#[derive(Debug, Serialize)]
pub(crate) struct AdherenceView {
    from: String,
    to: String,
    /// The share kept, where enough are known to say.
    share: Option<String>,
    verdict: String,
    groups: Vec<Group>,
    /// What to type to see all of it.
    command: String,
}

#[derive(Debug, Serialize)]
struct Group {
    heading: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
}

impl AdherenceView {
    pub(crate) fn of(report: &Report, cx: &Context) -> Result<Self, Unmailable> {
        let say = Say { speech: cx.speech, strings: cx.strings };
        let whole = &report.whole;
        let verdict = match whole.verdict() {
            Verdict::TooFew => "verdict-too-few",
            Verdict::Below => "verdict-below",
            Verdict::OnTarget => "verdict-on-target",
            Verdict::Padded => "verdict-padded",
        };
        let weeks = report.weeks.iter().map(|week| {
            let date = Word::Text(cx.speech.dates.near(week.monday)?);
            Ok(Row { label: say.with("week", &[("date", date)])?, value: say.of(&week.tally)? })
        });
        let groups = [
            say.group("whole", say.whole(whole)?)?,
            say.group("faults", say.faults(whole)?)?,
            say.group("weeks", weeks.collect::<Result<_, Unmailable>>()?)?,
            say.group("lanes", say.parts(&report.lanes)?)?,
            say.group("carriers", say.parts(&report.carriers)?)?,
            say.group("warehouses", say.parts(&report.warehouses)?)?,
        ];
        let (from, to) = (report.from, report.to);
        Ok(Self {
            from: cx.speech.dates.full(from)?,
            to: cx.speech.dates.full(to)?,
            share: match whole.verdict() {
                Verdict::TooFew => None,
                _ => Some(say.percent(whole.kept_per_mille())?),
            },
            verdict: say.say(verdict)?,
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            command: format!(
                "cargo nightshift edd report --shop {} --from {from} --to {to} --report report.html",
                cx.shop.id
            ),
        })
    }
}

struct Say<'s> {
    speech: &'s Speech,
    strings: &'s Strings,
}

impl Say<'_> {
    fn say(&self, key: &str) -> Result<String, Unmailable> {
        self.with(key, &[])
    }

    fn with(&self, key: &str, words: &[(&'static str, Word)]) -> Result<String, Unmailable> {
        self.strings.say(&format!("delivery-adherence-{key}"), words, Fence::WhereDirectionsMix)
    }

    fn count(&self, count: u64) -> Result<String, Unmailable> {
        self.speech.numbers.count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn percent(&self, per_mille: Option<u16>) -> Result<String, Unmailable> {
        let Some(per_mille) = per_mille else { return Ok("–".to_owned()) };
        let fraction = format!("{}.{:03}", per_mille / 1000, per_mille % 1000);
        Ok(self.speech.numbers.percent(&fraction)?.unwrap_or(fraction))
    }

    /// The share of those that are known, and how many were due.
    fn of(&self, tally: &Tally) -> Result<String, Unmailable> {
        let share = Word::Text(self.percent(tally.kept_per_mille())?);
        self.with("of", &[("share", share), ("due", Word::Text(self.count(tally.due())?))])
    }

    fn group(&self, heading: &str, rows: Vec<Row>) -> Result<Group, Unmailable> {
        Ok(Group { heading: self.say(heading)?, rows })
    }

    fn row(&self, label: &str, value: String) -> Result<Row, Unmailable> {
        Ok(Row { label: self.say(label)?, value })
    }

    fn whole(&self, tally: &Tally) -> Result<Vec<Row>, Unmailable> {
        let mut rows = vec![self.row("share", self.percent(tally.kept_per_mille())?)?];
        for (label, count) in [("kept", tally.kept), ("missed", tally.missed), ("unknown", tally.unknown)] {
            rows.push(self.row(label, self.count(count)?)?);
        }
        if let Some((exact, within)) = tally.accuracy_per_mille() {
            rows.push(self.row("exact", self.percent(Some(exact))?)?);
            rows.push(self.row("within-one", self.percent(Some(within))?)?);
        }
        if let Some(days) = tally.median_padding() {
            rows.push(self.row("padding", self.speech.numbers.count(days.into())?)?);
        }
        if let Some(share) = tally.handed_over_per_mille() {
            rows.push(self.row("handed-over", self.percent(Some(share))?)?);
        }
        Ok(rows)
    }

    fn faults(&self, tally: &Tally) -> Result<Vec<Row>, Unmailable> {
        let Tally { by_transit, by_processing, by_cut_off, .. } = *tally;
        let unknown = tally.missed.saturating_sub(by_transit + by_processing + by_cut_off);
        let faults = [
            ("fault-transit", by_transit),
            ("fault-processing", by_processing),
            ("fault-cut-off", by_cut_off),
            ("fault-unknown", unknown),
        ];
        let told = faults.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(label, count)| self.row(label, self.count(count)?)).collect()
    }

    fn parts(&self, parts: &[Part]) -> Result<Vec<Row>, Unmailable> {
        parts
            .iter()
            .take(MOST)
            .map(|part| Ok(Row { label: self.name(&part.name)?, value: self.of(&part.tally)? }))
            .collect()
    }

    /// What a part is called. A name that can't be shown mustn't keep the numbers from being told.
    fn name(&self, name: &str) -> Result<String, Unmailable> {
        match name {
            "" | "→" => self.say("unnamed"),
            Report::OTHERS => self.say("others"),
            name => match clean::short(name, LONGEST, "adherence.name") {
                Ok(name) => self.with("named", &[("name", Word::Text(name))]),
                Err(_) => self.say("unnamed"),
            },
        }
    }
}
