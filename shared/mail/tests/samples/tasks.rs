//! The tasks themselves.

use domain::{
    EntityRef, Timestamp,
    settings::Shop,
    task::{Task, Wanted},
};
use mail::{About, Mail, Unmailable};

use super::{dinar, shop};

/// A shop with a task.
#[derive(Debug, Clone)]
pub(crate) struct Errand {
    pub(crate) name: &'static str,
    pub(crate) shop: Shop,
    pub(crate) entity: EntityRef,
    pub(crate) task: Task,
}

impl Errand {
    pub(crate) fn render(&self) -> Result<Mail, Unmailable> {
        self.render_in(None)
    }

    pub(crate) fn render_in(&self, locale: Option<&str>) -> Result<Mail, Unmailable> {
        super::mail(About::Task(&self.entity, &self.task), &self.entity, &self.shop, "task", locale, None)
    }

    pub(crate) fn mail(&self) -> Mail {
        self.render().unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

fn task(about: EntityRef, reason: &str, owner: &str, due: &str) -> Task {
    let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
    let wanted = Wanted { reason: reason.into(), owner: owner.into(), due: at(due), details: [].into() };
    Task { about, wanted, opened: at("2026-11-21T20:14:00Z"), done: None }
}

/// A customer's data to be erased, owned by somebody with a route of their own; due after midnight in
/// Berlin only.
pub(crate) fn erasure() -> Errand {
    let mut shop = shop();
    shop.routes.0.insert("privacy".into(), "privacy@acme.example".into());
    let about = EntityRef::customer("207119551");
    let mut task = task(about, "erase-customer", "privacy", "2026-12-20T23:14:00Z");
    task.wanted.details = [("orders-to-redact".to_owned(), "299938, 280263".to_owned())].into();
    Errand { name: "erasure", shop, entity: EntityRef::new("TASK", "0c8e5d21a9f4"), task }
}

/// An order on hold, in Arabic.
pub(crate) fn held() -> Errand {
    let shop = Shop { zone: "Asia/Kuwait".into(), routes: shop().routes, ..dinar().shop };
    let mut task = task(EntityRef::order("450789469"), "order-held", "orders", "2026-11-22T06:05:00Z");
    task.wanted.details =
        [("printed".to_owned(), "13.234 KWD".to_owned()), ("reckoned".to_owned(), "13.734 KWD".to_owned())]
            .into();
    Errand { name: "held-arabic", shop, entity: EntityRef::new("TASK", "7a31c0de9b52"), task }
}

/// A reason and a kind that nobody has words for yet.
pub(crate) fn unheard_of() -> Errand {
    let task = task(EntityRef::new("PALLET", "EU-7"), "count-pallets", "stock", "2028-02-29T12:00:00Z");
    Errand { name: "unheard-of", shop: shop(), entity: EntityRef::new("TASK", "5f0b1c2d3e4a"), task }
}

pub(crate) fn errands() -> Vec<Errand> {
    vec![erasure(), held(), unheard_of()]
}
