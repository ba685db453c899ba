//! A delivery's days as a product page says them.

use domain::settings::Shop;
use jiff::civil::Date;

use crate::{
    Unmailable,
    locale::Speech,
    strings::{Fence, Strings, Word},
};

/// The folder of its words.
const WORDS: &str = "delivery-date";

/// How delivery dates are said in one language. Made once for as many dates as there are.
#[derive(Clone)]
pub struct DeliveryDates {
    speech: Speech,
    strings: Strings,
}

/// Days, said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidDates {
    /// The days alone: `Tue 3 – Thu 5 Mar`.
    pub days: String,
    /// That it comes then.
    pub arrives: String,
}

impl DeliveryDates {
    /// In the language wished for, if we speak it and the shop writes in it; else in the shop's.
    pub fn of(locale: Option<&str>, shop: &Shop) -> Result<Self, Unmailable> {
        let speech = Speech::choose(locale, shop);
        let strings = Strings::of(WORDS, &speech, &shop.wording)?;
        Ok(Self { speech, strings })
    }

    /// The locale spoken, region included.
    pub fn locale(&self) -> &str {
        &self.speech.tag
    }

    /// Whether it runs from right to left.
    pub fn rtl(&self) -> bool {
        self.speech.rtl
    }

    /// A first and a last day, as somebody reads them on `today`.
    pub fn say(&self, days: (Date, Date), today: Date) -> Result<SaidDates, Unmailable> {
        let days = self.speech.dates.short_days(days, today, &self.strings)?;
        let arrives =
            self.strings.say("delivery-date-arrives", &[("days", Word::Text(days.clone()))], Fence::Never)?;
        Ok(SaidDates { days, arrives })
    }

    /// What a clock that counts down fills in: how long there is still to order, with `{h}` and `{m}` for hours and minutes.
    pub fn within_hours(&self) -> Result<String, Unmailable> {
        let words = [("hours", "{h}".into()), ("minutes", "{m}".into())];
        self.strings.say("delivery-date-within-hours", &words, Fence::Never)
    }

    /// The same for less than an hour, with `{m}`.
    pub fn within_minutes(&self) -> Result<String, Unmailable> {
        self.strings.say("delivery-date-within-minutes", &[("minutes", "{m}".into())], Fence::Never)
    }
}
