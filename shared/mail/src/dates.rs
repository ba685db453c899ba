//! Days and instants as a locale writes them: CLDR by way of ICU4X.
//!
//! The calendar is always the Gregorian one, in which shops promise and banks reckon, and the digits are the region's.
//! Days carry their weekday: that is what people plan by.

use icu_datetime::{
    FixedCalendarDateTimeFormatter as Formatter,
    fieldsets::{MDE, YMDE},
    input::{Date as Day, DateTime, Time},
};
use icu_locale_core::Locale;
use jiff::{Zoned, civil::Date};

use crate::{
    Unmailable,
    strings::{Fence, Strings, Word},
};

/// The day as ICU4X takes it. A macro, since its type's name is another crate's.
macro_rules! day {
    ($date:expr) => {{
        let (month, day) = (part($date.month()), part($date.day()));
        Day::try_new_gregorian($date.year().into(), month, day).map_err(broken)?
    }};
}

/// A locale's way with days.
#[derive(Debug, Clone)]
pub(crate) struct Dates(Locale);

impl Dates {
    pub(crate) fn of(locale: Locale) -> Self {
        Self(locale)
    }

    /// `Tuesday, 3 March`, for days that are close.
    pub(crate) fn near(&self, date: Date) -> Result<String, Unmailable> {
        let formatter = Formatter::try_new((&self.0).into(), MDE::long()).map_err(broken)?;
        Ok(formatter.format(&day!(date)).to_string())
    }

    /// `Tuesday, 3 March 2026`, for what is kept.
    pub(crate) fn full(&self, date: Date) -> Result<String, Unmailable> {
        let formatter = Formatter::try_new((&self.0).into(), YMDE::long()).map_err(broken)?;
        Ok(formatter.format(&day!(date)).to_string())
    }

    /// A day as somebody reads it on `today`: with its year unless that is this one.
    pub(crate) fn day(&self, date: Date, today: Date) -> Result<String, Unmailable> {
        if date.year() == today.year() { self.near(date) } else { self.full(date) }
    }

    /// Two days and all between them; one if they are the same. ICU4X's own ranges are unfinished (2.4 leaves names
    /// out), so each language joins two whole days in its own words.
    pub(crate) fn days(
        &self,
        (from, to): (Date, Date),
        today: Date,
        strings: &Strings,
    ) -> Result<String, Unmailable> {
        if from == to {
            return self.day(from, today);
        }
        let near = from.year() == today.year() && to.year() == today.year();
        let say = |date| if near { self.near(date) } else { self.full(date) };
        let words = [("from", Word::Text(say(from)?)), ("to", Word::Text(say(to)?))];
        strings.say("date-range", &words, Fence::Never)
    }

    /// Two days and all between them as short as they can be said: `Tue 3 – Thu 5 Mar`. A month that both are in is said once.
    pub(crate) fn short_days(
        &self,
        (from, to): (Date, Date),
        today: Date,
        strings: &Strings,
    ) -> Result<String, Unmailable> {
        let near = from.year() == today.year() && to.year() == today.year();
        let say = |date| if near { self.short(date) } else { self.short_with_year(date) };
        if from == to {
            return say(from);
        }
        let (first, last) = (say(from)?, say(to)?);
        let same = near && from.month() == to.month();
        let (first, last) = if same { month_once(&first, &last) } else { (first.as_str(), last.as_str()) };
        let words = [("from", Word::Text(first.to_owned())), ("to", Word::Text(last.to_owned()))];
        strings.say("delivery-date-days", &words, Fence::Never)
    }

    fn short(&self, date: Date) -> Result<String, Unmailable> {
        let formatter = Formatter::try_new((&self.0).into(), MDE::medium()).map_err(broken)?;
        Ok(formatter.format(&day!(date)).to_string())
    }

    fn short_with_year(&self, date: Date) -> Result<String, Unmailable> {
        let formatter = Formatter::try_new((&self.0).into(), YMDE::medium()).map_err(broken)?;
        Ok(formatter.format(&day!(date)).to_string())
    }

    /// An instant by the clock of its zone, which is named.
    pub(crate) fn instant(&self, at: &Zoned, strings: &Strings) -> Result<String, Unmailable> {
        let time = Time::try_new(part(at.hour()), part(at.minute()), 0, 0).map_err(broken)?;
        let fields = YMDE::long().with_time_hm();
        let formatter = Formatter::try_new((&self.0).into(), fields).map_err(broken)?;
        let moment = formatter.format(&DateTime { date: day!(at.date()), time }).to_string();
        let zone = at.time_zone().iana_name().unwrap_or("UTC");
        let words = [("moment", Word::Text(moment)), ("zone", zone.into())];
        strings.say("instant", &words, Fence::Never)
    }
}

/// Two days of one month with it said once, where it stands at their ends (`Tue 3`, `Thu 5 Mar`) or beginnings (`3月3日(火)`, `5日(木)`):
/// what CLDR's ranges look like.
fn month_once<'d>(first: &'d str, last: &'d str) -> (&'d str, &'d str) {
    let month = '月';
    if let Some(at) =
        last.find(month).map(|at| at + month.len_utf8()).filter(|at| first.starts_with(&last[..*at]))
    {
        return (first, &last[at..]);
    }
    let mut short = first;
    let (mut from, mut to) = (first, last);
    while let (Some((rest, word)), Some((other_rest, other))) = (from.rsplit_once(' '), to.rsplit_once(' ')) {
        if word != other || word.contains(char::is_numeric) {
            break;
        }
        (from, to, short) = (rest, other_rest, rest);
    }
    (short, last)
}

/// jiff counts months, days and hours with a sign; none has a minus.
fn part(n: i8) -> u8 {
    n.unsigned_abs()
}

/// Data for every locale is compiled in: not to find any is a bug.
fn broken(error: impl std::fmt::Display) -> Unmailable {
    Unmailable::Template(format!("a date can't be written: {error}"))
}

#[cfg(test)]
mod tests {
    use domain::{Timestamp, settings::Wording};
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::locale::Speech;

    /// As ICU4X 2.4 has them from CLDR; ranges are joined by our own words.
    #[test]
    fn days_are_written_as_their_readers_write_them() {
        for (tag, near, full, range) in TABLE {
            let speech = Speech::of(tag).expect("spoken");
            let strings = Strings::of("order-confirmation", &speech, &Wording::new()).expect("words");
            let (third, fifth) = (date(2026, 3, 3), date(2026, 3, 5));
            let today = date(2026, 2, 28);
            let days = speech.dates.days((third, fifth), today, &strings);
            let said = [speech.dates.day(third, today), speech.dates.full(third), days];
            let said = said.map(|said| said.expect("a date"));
            assert_eq!(said, [*near, *full, *range], "{tag}");
        }
    }

    #[test]
    fn the_year_is_said_where_it_is_another() {
        let speech = Speech::of("en-GB").expect("spoken");
        let strings = Strings::of("order-confirmation", &speech, &Wording::new()).expect("words");
        let days = |from, to| speech.dates.days((from, to), date(2026, 12, 20), &strings).expect("days");
        let (last, first) = (date(2026, 12, 31), date(2027, 1, 1));
        assert_eq!(days(last, last), "Thursday 31 December");
        assert_eq!(days(first, first), "Friday, 1 January 2027");
        assert_eq!(days(last, first), "Thursday, 31 December 2026 to Friday, 1 January 2027");
    }

    #[test]
    fn an_instant_names_its_zone() {
        let at: Timestamp = "2026-12-20T23:14:00Z".parse().expect("an instant");
        for (tag, zone, said) in INSTANTS {
            let speech = Speech::of(tag).expect("spoken");
            let strings = Strings::of("task", &speech, &Wording::new()).expect("words");
            let at = at.to_zoned(TimeZone::get(zone).expect("a zone"));
            assert_eq!(speech.dates.instant(&at, &strings).as_deref(), Ok(*said), "{tag}");
        }
    }

    #[test]
    fn a_delivery_is_told_shortly() {
        for (tag, one, same_month, months, years) in SHORT {
            let speech = Speech::of(tag).expect("spoken");
            let strings = Strings::of("delivery-date", &speech, &Wording::new()).expect("words");
            let days =
                |from, to| speech.dates.short_days((from, to), date(2026, 12, 1), &strings).expect("days");
            let said = [
                days(date(2026, 3, 3), date(2026, 3, 3)),
                days(date(2026, 3, 3), date(2026, 3, 5)),
                days(date(2026, 3, 31), date(2026, 4, 2)),
                days(date(2026, 12, 31), date(2027, 1, 2)),
            ];
            assert_eq!(said, [*one, *same_month, *months, *years], "{tag}");
        }
    }

    const SHORT: &[(&str, &str, &str, &str, &str)] = &[
        (
            "en",
            "Tue, Mar 3",
            "Tue, Mar 3 – Thu, Mar 5",
            "Tue, Mar 31 – Thu, Apr 2",
            "Thu, Dec 31, 2026 – Sat, Jan 2, 2027",
        ),
        (
            "en-GB",
            "Tue 3 Mar",
            "Tue 3 – Thu 5 Mar",
            "Tue 31 Mar – Thu 2 Apr",
            "Thu, 31 Dec 2026 – Sat, 2 Jan 2027",
        ),
        (
            "de",
            "Di., 3. März",
            "Di., 3. – Do., 5. März",
            "Di., 31. März – Do., 2. Apr.",
            "Do., 31.12.2026 – Sa., 02.01.2027",
        ),
        (
            "fr",
            "mar. 3 mars",
            "mar. 3 – jeu. 5 mars",
            "mar. 31 mars – jeu. 2 avr.",
            "jeu. 31 déc. 2026 – sam. 2 janv. 2027",
        ),
        (
            "it",
            "mar 3 mar",
            "mar 3 – gio 5 mar",
            "mar 31 mar – gio 2 apr",
            "gio 31 dic 2026 – sab 2 gen 2027",
        ),
        (
            "es",
            "mar, 3 mar",
            "mar, 3 – jue, 5 mar",
            "mar, 31 mar – jue, 2 abr",
            "jue, 31 dic 2026 – sáb, 2 ene 2027",
        ),
        (
            "ca",
            "dt., 3 de març",
            "dt., 3 – dj., 5 de març",
            "dt., 31 de març – dj., 2 d’abr.",
            "dj., 31 de des. 2026 – ds., 2 de gen. 2027",
        ),
        (
            "pt-BR",
            "ter., 3 de mar.",
            "ter., 3 – qui., 5 de mar.",
            "ter., 31 de mar. – qui., 2 de abr.",
            "qui., 31 de dez. de 2026 – sáb., 2 de jan. de 2027",
        ),
        (
            "pl",
            "wt., 3 mar",
            "wt., 3 – czw., 5 mar",
            "wt., 31 mar – czw., 2 kwi",
            "czw., 31 gru 2026 – sob., 2 sty 2027",
        ),
        (
            "ru",
            "вт, 3 мар.",
            "вт, 3 — чт, 5 мар.",
            "вт, 31 мар. — чт, 2 апр.",
            "чт, 31 дек. 2026\u{202f}г. — сб, 2 янв. 2027\u{202f}г.",
        ),
        (
            "uk",
            "вт, 3 бер.",
            "вт, 3 — чт, 5 бер.",
            "вт, 31 бер. — чт, 2 квіт.",
            "чт, 31 груд. 2026\u{202f}р. — сб, 2 січ. 2027\u{202f}р.",
        ),
        (
            "ja",
            "3月3日(火)",
            "3月3日(火)～5日(木)",
            "3月31日(火)～4月2日(木)",
            "2026/12/31(木)～2027/01/02(土)",
        ),
        (
            "ar",
            "الثلاثاء، 3 مارس",
            "الثلاثاء، 3 – الخميس، 5 مارس",
            "الثلاثاء، 31 مارس – الخميس، 2 أبريل",
            "الخميس، 31\u{200f}/12\u{200f}/2026 – السبت، 02\u{200f}/01\u{200f}/2027",
        ),
        (
            "ar-EG",
            "الثلاثاء، ٣ مارس",
            "الثلاثاء، ٣ – الخميس، ٥ مارس",
            "الثلاثاء، ٣١ مارس – الخميس، ٢ أبريل",
            "الخميس، ٣١\u{200f}/١٢\u{200f}/٢٠٢٦ – السبت، ٠٢\u{200f}/٠١\u{200f}/٢٠٢٧",
        ),
    ];

    const TABLE: &[(&str, &str, &str, &str)] = &[
        ("en", "Tuesday, March 3", "Tuesday, March 3, 2026", "Tuesday, March 3 to Thursday, March 5"),
        ("en-GB", "Tuesday 3 March", "Tuesday, 3 March 2026", "Tuesday 3 March to Thursday 5 March"),
        ("de", "Dienstag, 3. März", "Dienstag, 3. März 2026", "Dienstag, 3. März bis Donnerstag, 5. März"),
        ("fr", "mardi 3 mars", "mardi 3 mars 2026", "du mardi 3 mars au jeudi 5 mars"),
        ("it", "martedì 3 marzo", "martedì 3 marzo 2026", "da martedì 3 marzo a giovedì 5 marzo"),
        (
            "es",
            "martes, 3 de marzo",
            "martes, 3 de marzo de 2026",
            "del martes, 3 de marzo al jueves, 5 de marzo",
        ),
        (
            "ca",
            "dimarts, 3 de març",
            "dimarts, 3 de març del 2026",
            "del dimarts, 3 de març al dijous, 5 de març",
        ),
        (
            "pt-BR",
            "terça-feira, 3 de março",
            "terça-feira, 3 de março de 2026",
            "de terça-feira, 3 de março a quinta-feira, 5 de março",
        ),
        ("pl", "wtorek, 3 marca", "wtorek, 3 marca 2026", "wtorek, 3 marca – czwartek, 5 marca"),
        ("ru", "вторник, 3 марта", "вторник, 3 марта 2026\u{202f}г.", "вторник, 3 марта — четверг, 5 марта"),
        (
            "uk",
            "вівторок, 3 березня",
            "вівторок, 3 березня 2026\u{202f}р.",
            "вівторок, 3 березня — четвер, 5 березня",
        ),
        ("ja", "3月3日火曜日", "2026年3月3日火曜日", "3月3日火曜日～3月5日木曜日"),
        ("ar", "الثلاثاء، 3 مارس", "الثلاثاء، 3 مارس 2026", "من الثلاثاء، 3 مارس إلى الخميس، 5 مارس"),
        ("ar-EG", "الثلاثاء، ٣ مارس", "الثلاثاء، ٣ مارس ٢٠٢٦", "من الثلاثاء، ٣ مارس إلى الخميس، ٥ مارس"),
    ];

    const INSTANTS: &[(&str, &str, &str)] = &[
        ("en", "America/New_York", "Sunday, December 20, 2026 at 6:14\u{202f}PM (America/New_York)"),
        ("de", "Europe/Berlin", "Montag, 21. Dezember 2026 um 00:14 (Europe/Berlin)"),
        ("ja", "Asia/Tokyo", "2026年12月21日月曜日 8:14（Asia/Tokyo）"),
        ("ar-EG", "Africa/Cairo", "الاثنين، ٢١ ديسمبر ٢٠٢٦ في ١:١٤ ص (Africa/Cairo)"),
    ];
}
