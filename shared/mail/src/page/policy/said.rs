//! The sentences of the policy.

use domain::{
    Money,
    returns::{
        published::{Accepts, AreaTerms, Days, Depends, Fee, Hinge, Published},
        rules::{From, LabelFrom, Payer},
    },
};

use super::NAME;
use crate::{
    Unmailable,
    context::Context,
    lists,
    strings::{Fence, Word},
};

/// Speaks as the page's reader does.
pub(super) struct Say<'a, 'b> {
    pub(super) cx: &'a Context<'b>,
}

type Rows = Vec<(String, Vec<String>)>;

impl Say<'_, '_> {
    pub(super) fn say(&self, key: &str) -> Result<String, Unmailable> {
        self.with(key, &[])
    }

    pub(super) fn with(&self, key: &str, words: &[(&'static str, String)]) -> Result<String, Unmailable> {
        let words: Vec<_> = words.iter().map(|(name, text)| (*name, Word::Text(text.clone()))).collect();
        self.cx.strings.say(&format!("{NAME}-{key}"), &words, Fence::WhereDirectionsMix)
    }

    pub(super) fn colon(&self) -> Result<String, Unmailable> {
        self.cx.strings.say("colon", &[], Fence::Never)
    }

    pub(super) fn percent(&self, percent: i64) -> Result<String, Unmailable> {
        let fraction = format!("{}.{:02}", percent / 100, percent % 100);
        Ok(self.cx.speech.numbers.percent(&fraction)?.unwrap_or(fraction))
    }

    pub(super) fn money(&self, money: Money) -> Result<String, Unmailable> {
        self.cx.speech.numbers.money(money)
    }

    pub(super) fn days(&self, days: i32) -> Result<String, Unmailable> {
        let words = [("n", Word::Count(days.into()))];
        self.cx.strings.say(&format!("{NAME}-days"), &words, Fence::WhereDirectionsMix)
    }

    fn what(&self, by: &[Hinge]) -> Result<String, Unmailable> {
        let names =
            by.iter().map(|by| self.say(&format!("by-{}", by.as_str()))).collect::<Result<Vec<_>, _>>()?;
        lists::all_of(&names, &self.cx.speech.tag)
    }

    /// The rows of an area.
    pub(super) fn area(&self, terms: &AreaTerms, told: &Published) -> Result<Rows, Unmailable> {
        let mut rows = Rows::new();
        let takes = matches!(terms.accepts, Accepts::Yes | Accepts::ByPerson);
        if !takes {
            let closed = if terms.accepts == Accepts::Nothing { "closed" } else { "closed-exceptions" };
            rows.push((self.say("row-time")?, vec![self.say(closed)?]));
        } else {
            rows.push((self.say("row-time")?, self.time(&terms.window)?));
        }
        let fault = terms.window.fault_days;
        if takes && terms.window.least >= 0 && fault > terms.window.least {
            rows.push((self.say("row-fault")?, vec![self.long(fault, terms.window.from)?]));
        }
        if let Some(days) = terms.withdrawal_days {
            let days = [("days", self.days(days)?)];
            let law = vec![self.with("withdrawal", &days)?, self.say("withdrawal-exceptions")?];
            rows.push((self.say("row-withdrawal")?, law));
        }
        if takes || terms.accepts == Accepts::Exceptions {
            rows.push((self.say("row-fee")?, self.fees(terms, told)?));
            rows.push((self.say("row-way")?, self.way(terms)?));
            rows.push((self.say("row-decision")?, self.decision(terms)?));
        }
        Ok(rows)
    }

    fn long(&self, days: i32, from: From) -> Result<String, Unmailable> {
        if days < 0 {
            return self.say("forever");
        }
        let key = match from {
            From::Delivery => "from-delivery",
            From::Shipment => "from-shipment",
            From::Order => "from-order",
        };
        self.with(key, &[("days", self.days(days)?)])
    }

    fn time(&self, window: &Days) -> Result<Vec<String>, Unmailable> {
        let mut said = vec![self.long(window.days, window.from)?];
        if window.least != window.most {
            said.push(self.with("time-depends", &[("what", self.what(&window.by)?)])?);
        }
        let dates = &self.cx.speech.dates;
        for season in window.seasons.iter().filter(|_| window.least >= 0) {
            let days = [
                ("from", dates.full(season.from)?),
                ("to", dates.full(season.to)?),
                ("until", dates.full(season.until)?),
            ];
            said.push(self.with("season", &days)?);
        }
        if window.to_business_day && window.least >= 0 {
            said.push(self.say("business-day")?);
        }
        if window.longer_for_some {
            said.push(self.say("longer-for-some")?);
        }
        Ok(said)
    }

    fn fees(&self, terms: &AreaTerms, told: &Published) -> Result<Vec<String>, Unmailable> {
        if !terms.may_cost() {
            return Ok(vec![self.say("fee-none")?]);
        }
        let mut said = Vec::new();
        for fee in &terms.fees {
            let one = self.fee(fee)?;
            if !said.contains(&one) {
                said.push(one);
            }
        }
        if told.fee_cap_percent < 100 {
            said.push(self.with("fee-cap", &[("percent", self.percent(told.fee_cap_percent)?)])?);
        }
        said.push(self.say("fee-never")?);
        Ok(said)
    }

    fn fee(&self, fee: &Fee) -> Result<String, Unmailable> {
        let percent =
            fee.percent.map(|percent| self.with("fee-percent", &[("percent", self.percent(percent)?)]));
        let each = fee.each.map(|each| self.with("fee-each", &[("amount", self.money(each)?)]));
        let parts = percent.into_iter().chain(each).collect::<Result<Vec<_>, _>>()?;
        let fee_said = lists::all_of(&parts, &self.cx.speech.tag)?;
        if fee.by.is_empty() {
            return Ok(fee_said);
        }
        self.with("fee-depends", &[("fee", fee_said), ("what", self.what(&fee.by)?)])
    }

    fn way(&self, terms: &AreaTerms) -> Result<Vec<String>, Unmailable> {
        let Some(way) = &terms.way_back else { return Ok(vec![self.say("way-unsaid")?]) };
        let key = match (way.by_choice, way.label) {
            (Payer::Buyer, _) => "way-buyer",
            (Payer::Shop, LabelFrom::Download) => "way-download",
            (Payer::Shop, LabelFrom::InBox) => "way-in-box",
        };
        let mut said = vec![self.say(key)?];
        let by_fault = match way.by_fault {
            Payer::Shop => "way-fault-shop",
            Payer::Buyer => "way-fault-buyer",
        };
        if way.by_fault != way.by_choice {
            said.push(self.say(by_fault)?);
        }
        Ok(said)
    }

    fn decision(&self, terms: &AreaTerms) -> Result<Vec<String>, Unmailable> {
        let all = terms.accepts == Accepts::ByPerson;
        let mut said = vec![self.say(if all { "person-all" } else { "decided" })?];
        let some = |key: &str, of: &Depends| -> Result<Option<String>, Unmailable> {
            let depends = of.may && !of.by.is_empty();
            depends.then(|| self.with(key, &[("what", self.what(&of.by)?)])).transpose()
        };
        if !all {
            said.extend(some("person-some", &terms.reviewed)?);
        }
        said.extend(some("refused-some", &terms.refused)?);
        Ok(said)
    }
}
