//! The digests themselves.

use domain::{
    digest::{Digest, Mails, Source, Tasks},
    settings::Shop,
};
use mail::{About, Mail, Unmailable};

use super::{dinar, money, shop};

/// A shop with a digest.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) name: &'static str,
    pub(crate) shop: Shop,
    pub(crate) digest: Digest,
}

impl Report {
    pub(crate) fn render(&self) -> Result<Mail, Unmailable> {
        self.render_in(None)
    }

    pub(crate) fn render_in(&self, locale: Option<&str>) -> Result<Mail, Unmailable> {
        let entity = Digest::entity(self.digest.date);
        super::mail(About::Digest(&entity, &self.digest), &entity, &self.shop, Digest::MESSAGE, locale, None)
    }

    pub(crate) fn mail(&self) -> Mail {
        self.render().unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

fn digest() -> Digest {
    let at = |text: &str| text.parse().expect("an instant");
    let date = "2026-11-21".parse().expect("a date");
    Digest::of(date, at("2026-11-20T06:58:00Z"), at("2026-11-21T06:58:00Z"))
}

fn counts<const N: usize>(of: [(&str, u64); N]) -> std::collections::BTreeMap<String, u64> {
    of.map(|(name, count)| (name.to_owned(), count)).into()
}

/// A day on which everything happened.
pub(crate) fn busy() -> Report {
    let mut digest = digest();
    digest.orders = 1312;
    digest.totals = vec![money("41207.35", "EUR"), money("880", "JPY")];
    let mails = |asked, sent| Mails { asked, sent };
    digest.mails = [
        ("order-confirmation".to_owned(), mails(1300, 1298)),
        ("order-updated".to_owned(), mails(4, 4)),
        ("task".to_owned(), mails(3, 3)),
        ("back-in-stock".to_owned(), mails(7, 7)),
    ]
    .into();
    digest.again = 2;
    digest.returned = counts([("Bounce", 3), ("Complaint", 1), ("Reject", 1)]);
    digest.suppressed = counts([("test-mode", 2), ("too-old", 1), ("no-recipient", 1), ("weather", 1)]);
    digest.held = 1;
    digest.withheld = counts([("shadow", 12), ("before-live", 2)]);
    digest.tasks = Tasks { opened: 3, closed: 1, open: 5, overdue: 2 };
    let shopify = Source {
        told: 4021,
        found: 6,
        imported: 0,
        refused: counts([("orders/create", 1)]),
        ignored: counts([("checkouts/create", 950), ("themes/publish", 1)]),
    };
    digest.sources = [("shopify".to_owned(), shopify)].into();
    digest.dead_letters = counts([("MailTransactional", 1)]);
    Report { name: "busy", shop: shop(), digest }
}

/// A day on which no order came although some should have, in Arabic.
pub(crate) fn silent() -> Report {
    let shop = Shop { zone: "Asia/Kuwait".into(), routes: shop().routes, ..dinar().shop };
    let mut digest = digest();
    digest.silent = Some(14);
    digest.tasks = Tasks { open: 1, ..Tasks::default() };
    Report { name: "silent-arabic", shop, digest }
}

pub(crate) fn reports() -> Vec<Report> {
    vec![busy(), silent()]
}
