//! What every part of a mail is made with.

use domain::{Timestamp, settings::Shop, zones};
use jiff::{civil::Date, tz::TimeZone};

use crate::{Request, Unmailable, clean, links::Hosts, locale::Speech, strings::Strings};

/// The shop, the language, the clock.
pub(crate) struct Context<'a> {
    pub(crate) shop: &'a Shop,
    pub(crate) speech: &'a Speech,
    pub(crate) strings: &'a Strings,
    /// Where links and pictures may lead.
    pub(crate) hosts: &'a Hosts,
    /// Our own page of what the mail is about.
    pub(crate) page: Option<&'a str>,
    /// The clock of whoever reads.
    pub(crate) zone: TimeZone,
    /// When it is written.
    pub(crate) now: Timestamp,
    /// The day on which it is written, by that clock.
    pub(crate) today: Date,
}

impl<'a> Context<'a> {
    pub(crate) fn of(
        request: &Request<'a>,
        speech: &'a Speech,
        strings: &'a Strings,
        hosts: &'a Hosts,
    ) -> Self {
        let zone = match request.about.order() {
            Some(order) => zones::of_buyer(order, request.shop),
            None => request.shop.time_zone(),
        };
        let cx = Self::at(request.date, zone, request.shop, (speech, strings, hosts));
        Self { page: request.page, ..cx }
    }

    /// For whoever reads it at `now`, by the clock of `zone`.
    pub(crate) fn at(
        now: Timestamp,
        zone: TimeZone,
        shop: &'a Shop,
        (speech, strings, hosts): (&'a Speech, &'a Strings, &'a Hosts),
    ) -> Self {
        let today = now.to_zoned(zone.clone()).date();
        Self { shop, speech, strings, hosts, page: None, zone, now, today }
    }

    /// The country in which the shop is at home, as far as its clock tells.
    pub(crate) fn home(&self) -> Option<&'static str> {
        zones::country_of(&self.shop.zone)
    }

    /// A day as its reader sees it coming.
    pub(crate) fn day(&self, date: Date) -> Result<String, Unmailable> {
        self.speech.dates.day(date, self.today)
    }

    /// The address, if mails may link to it.
    pub(crate) fn allowed(&self, url: Option<&str>) -> Option<String> {
        Some(self.hosts.allows(url?)?.to_owned())
    }

    /// `text` where others stand beside it that may run the other way.
    pub(crate) fn isolated(&self, text: &str) -> String {
        clean::isolated(text, self.speech.rtl)
    }
}
