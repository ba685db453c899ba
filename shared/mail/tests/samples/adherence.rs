//! The reports on kept promises themselves.

use domain::{
    edd::adherence::{Part, Report, Tally, Week},
    settings::Shop,
};
use mail::{About, Mail, Unmailable};

use super::{dinar, shop};

/// A shop with a report.
#[derive(Debug, Clone)]
pub(crate) struct Adherence {
    pub(crate) name: &'static str,
    pub(crate) shop: Shop,
    pub(crate) report: Report,
}

impl Adherence {
    pub(crate) fn render_in(&self, locale: Option<&str>) -> Result<Mail, Unmailable> {
        let entity = Report::entity(self.report.to);
        let about = About::Adherence(&entity, &self.report);
        super::mail(about, &entity, &self.shop, Report::MESSAGE, locale, None)
    }

    pub(crate) fn mail(&self) -> Mail {
        self.render_in(None).unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

fn tally(kept: u64, missed: u64, unknown: u64) -> Tally {
    Tally {
        kept,
        missed,
        unknown,
        by_transit: missed / 2,
        by_processing: missed / 4,
        by_cut_off: missed / 8,
        exact: kept / 2,
        within_one: kept,
        handed_over_in_time: kept + missed / 2,
        handed_over_late: missed - missed / 2,
        padding: vec![(-2, missed), (0, kept / 2), (1, kept - kept / 2)],
        ..Tally::default()
    }
}

fn of(kept: u64, missed: u64, unknown: u64) -> Report {
    let part = |name: &str, kept, missed| Part { name: name.into(), tally: tally(kept, missed, 3) };
    let week = |monday: &str, kept| Week { monday: monday.parse().expect("a day"), tally: tally(kept, 9, 1) };
    Report {
        from: "2026-11-09".parse().expect("a day"),
        to: "2026-11-15".parse().expect("a day"),
        whole: tally(kept, missed, unknown),
        lanes: vec![
            part("berlin → DE 1", 810, 60),
            part("berlin → AT 1", 90, 28),
            part("berlin → JP", 12, 8),
        ],
        carriers: vec![part("DHL/parcel", 900, 88), part("", 12, 8)],
        warehouses: vec![part("berlin", 912, 96), part(Report::OTHERS, 4, 1)],
        weeks: vec![week("2026-11-02", 870), week("2026-11-09", 912)],
    }
}

/// Fewer were kept than promised.
pub(crate) fn late() -> Adherence {
    Adherence { name: "late", shop: shop(), report: of(880, 120, 41) }
}

/// More than need be, in Arabic.
pub(crate) fn padded() -> Adherence {
    let shop = Shop { zone: "Asia/Kuwait".into(), routes: shop().routes, ..dinar().shop };
    Adherence { name: "padded-arabic", shop, report: of(990, 10, 0) }
}

/// A few parcels.
pub(crate) fn few() -> Adherence {
    let mut report = of(3, 0, 40);
    (report.lanes, report.weeks) = (vec![], vec![]);
    Adherence { name: "few", shop: shop(), report }
}

pub(crate) fn adherences() -> Vec<Adherence> {
    vec![late(), padded(), few()]
}
