//! One thing that was held back: by whom, about what, why, and what the mail would have said.

use std::collections::HashMap;

use domain::{
    EntityRef, Event, Payload as _, ShopId, Timestamp,
    edd::Delay,
    event::WITHHELD,
    mail::MailRequested,
    order::Order,
    settings::{History, Shop},
    task::Wanted,
};
use mail::{About, Request};
use serde::{Serialize, Serializer};
use store::Store;

use crate::{cloud::target::Target, mails::masked, trouble::Trouble};

/// It.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Held {
    /// The automation that decided it.
    pub(super) automation: String,
    /// When.
    pub(super) at: Timestamp,
    /// What it is about.
    pub(super) about: EntityRef,
    /// The order's number, where it is an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    /// What would have gone out, such as `mail order-confirmation`.
    pub(super) what: String,
    /// Why it was decided.
    pub(super) because: String,
    /// Why it was withheld: `shadow`, `before-live` or `off`.
    pub(super) why: String,
    /// The mail, or why there would have been none.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "mail_or_why_not")]
    pub(super) mail: Option<Result<Mail, String>>,
}

/// A mail that wasn't sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Mail {
    /// Its addressee, masked.
    pub(super) to: String,
    /// Its subject.
    pub(super) subject: String,
}

fn mail_or_why_not<S: Serializer>(mail: &Option<Result<Mail, String>>, s: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Unmade<'a> {
        problem: &'a str,
    }
    match mail {
        Some(Ok(mail)) => mail.serialize(s),
        Some(Err(problem)) => Unmade { problem }.serialize(s),
        None => s.serialize_none(),
    }
}

/// Tells what was held back, from the facts as they now stand.
pub(super) struct Tell<'t> {
    store: &'t Store,
    shop: &'t ShopId,
    history: &'t History,
    orders: HashMap<EntityRef, Option<Order>>,
}

impl<'t> Tell<'t> {
    pub(super) fn new(store: &'t Store, shop: &'t ShopId, history: &'t History) -> Self {
        Self { store, shop, history, orders: HashMap::new() }
    }

    /// What `event` held back; nothing, if it is another event.
    pub(super) async fn held(&mut self, event: &Event) -> Result<Option<Held>, Trouble> {
        let Some(kind) = event.kind.strip_prefix(WITHHELD) else { return Ok(None) };
        let order = self.order(&event.subject).await?;
        let mut held = Held {
            automation: event.by.clone().unwrap_or_default(),
            at: event.time,
            about: event.subject.clone(),
            number: order.map(|order| order.name.clone()),
            what: kind.to_owned(),
            because: event.because.clone().unwrap_or_default(),
            why: event.data["withheld"].as_str().unwrap_or_default().to_owned(),
            mail: None,
        };
        if kind.starts_with(MailRequested::KIND)
            && let Ok(request) = event.payload::<MailRequested>()
        {
            held.what = format!("mail {}", request.message);
            let delay = self.delay(event, &request).await?;
            let order = self.orders.get(&event.subject).and_then(Option::as_ref);
            held.mail = Some(written(event, &request, (order, delay.as_ref()), self.settings(event)));
        } else if kind == Wanted::KIND
            && let Ok(wanted) = event.payload::<Wanted>()
        {
            held.what = format!("task {} for {}", wanted.reason, wanted.owner);
        }
        Ok(Some(held))
    }

    async fn order(&mut self, entity: &EntityRef) -> Result<Option<&Order>, Trouble> {
        if entity.kind() == "ORDER" && !self.orders.contains_key(entity) {
            let known = self.store.order(self.shop, entity).await.map_err(Target::trouble)?;
            self.orders.insert(entity.clone(), known.order);
        }
        Ok(self.orders.get(entity).and_then(Option::as_ref))
    }

    /// The delay that a mail would have told.
    async fn delay(&self, event: &Event, request: &MailRequested) -> Result<Option<Delay>, Trouble> {
        if request.message != Delay::MESSAGE {
            return Ok(None);
        }
        let known = self.store.order(self.shop, &event.subject).await.map_err(Target::trouble)?;
        let dates = self.store.dates(self.shop, &event.subject, &known.head).await;
        let dates = dates.map_err(Target::trouble)?;
        let zone = self.settings(event).map(Shop::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let today = event.time.to_zoned(zone).date();
        Ok(dates.zip(known.order).and_then(|(dates, order)| dates.delay(&order, request.revision, today)))
    }

    /// The settings that the decision followed.
    fn settings(&self, event: &Event) -> Option<&Shop> {
        let followed = self.history.versions().iter().find(|version| Some(version.number) == event.settings);
        followed.or(self.history.newest()).map(|version| &version.shop)
    }
}

/// The mail that would have been sent, or why none could be made.
fn written(
    event: &Event,
    request: &MailRequested,
    (order, delay): (Option<&Order>, Option<&Delay>),
    shop: Option<&Shop>,
) -> Result<Mail, String> {
    let order = order.ok_or("no order is known under this id")?;
    let shop = shop.ok_or("the shop has no settings")?;
    let about = match (request.message.as_str(), delay) {
        (Delay::MESSAGE, Some(delay)) => About::Delay(order, delay),
        (Delay::MESSAGE, None) => return Err("there is no delay any more".to_owned()),
        _ => About::Order(order),
    };
    let send_id = request.send_id(&event.shop, &event.subject);
    let asked = Request {
        message: &request.message,
        revision: request.revision,
        send_id: &send_id,
        about,
        shop,
        redirect_to: None,
        configuration_set: None,
        locale: None,
        date: event.time,
        page: None,
        offers: &[],
        files: &[],
        unsubscribe: None,
    };
    let mail = mail::render(&asked).map_err(|why| why.to_string())?;
    Ok(Mail { to: masked(&mail.to), subject: mail.subject })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{
        NewEvent,
        event::Origin,
        settings::{Version, Withheld},
    };
    use testkit::{Memory, orders};

    use super::*;

    fn history() -> History {
        History::new(vec![Version { number: 1, effective_from: Timestamp::UNIX_EPOCH, shop: orders::shop() }])
    }

    fn event(new: &NewEvent) -> Event {
        let origin = Origin {
            by: Some("order-confirmation".into()),
            because: Some("payment-settled".into()),
            settings: Some(1),
            ..Origin::default()
        };
        let now = orders::at("2026-11-21T12:00:00Z");
        Event::place(new, &orders::shop().id, &EntityRef::order("1001"), &origin, (2, "x"), now)
    }

    fn request(message: &str) -> NewEvent {
        MailRequested::transactional(message, 1).event()
    }

    #[test]
    fn a_withheld_mail_is_written_but_its_reader_masked() {
        let order = orders::order("1001", orders::at("2026-11-21T11:00:00Z"));
        let shop = orders::shop();
        let asked = event(&request("order-confirmation").withheld(Withheld::Shadow));
        let request: MailRequested = asked.payload().expect("a request");
        let mail = written(&asked, &request, (Some(&order), None), Some(&shop)).expect("a mail");
        assert!(mail.subject.contains("1001"), "{}", mail.subject);
        assert_eq!(mail.to, masked("ada@example.com"));
        let nobody = Order { email: None, ..order };
        assert!(written(&asked, &request, (Some(&nobody), None), Some(&shop)).is_err());
        assert!(written(&asked, &request, (None, None), Some(&shop)).is_err());
    }

    #[tokio::test]
    async fn each_kind_of_event_is_told() {
        let store = Store::on(Arc::new(Memory::default()));
        let (shop, history) = (orders::shop().id, history());
        let wanted = Wanted {
            reason: "check-sums".into(),
            owner: "orders".into(),
            due: Timestamp::UNIX_EPOCH,
            details: Default::default(),
        };
        let mut tell = Tell::new(&store, &shop, &history);
        for (new, what) in [
            (request("order-confirmation"), None),
            (request("order-confirmation").withheld(Withheld::BeforeLive), Some("mail order-confirmation")),
            (wanted.event("1").withheld(Withheld::Shadow), Some("task check-sums for orders")),
        ] {
            let held = tell.held(&event(&new)).await.expect("readable");
            assert_eq!(held.as_ref().map(|held| held.what.as_str()), what);
            if let Some(held) = held {
                assert_eq!(
                    (held.automation.as_str(), held.because.as_str()),
                    ("order-confirmation", "payment-settled")
                );
                let shown = serde_json::to_value(&held).expect("plain data");
                assert_eq!(shown["why"].as_str(), new.data["withheld"].as_str());
                assert_eq!(shown["mail"].is_object(), held.what.starts_with("mail"), "{shown}");
            }
        }
    }
}
