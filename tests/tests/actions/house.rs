//! Two shops with a stock that ran low, and the door behind the links of their staff's mails.

use std::sync::Arc;

use action_pages::ActionPages;
use bundle_tests::{mutants, ports::LinkKeysOf};
use domain::{
    EntityRef, Head, NewEvent, ShopId, Timestamp,
    action::{Action, ActionLink, Taken},
    event::Origin,
    link::LinkKey,
    stock::{self, Alert},
};
use scraper::{Html, Selector};
use serde_json::json;
use shell::{Answer, HttpRequest, LinkKeys};
use store::{Store, commit::Commit};
use testkit::{Memory, orders};

pub(crate) const CURRENT: &str = "acme-current-0123456789";
pub(crate) const PREVIOUS: &str = "acme-previous-0123456789";
pub(crate) const ROSENS: &str = "rosen-current-0123456789";

pub(crate) fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().expect("an instant")
}

pub(crate) fn shop(id: &str) -> ShopId {
    id.parse().expect("a shop")
}

pub(crate) fn key(text: &str) -> LinkKey {
    LinkKey::new(text).expect("long enough")
}

pub(crate) fn sku() -> EntityRef {
    stock::at("808950810", "905684977")
}

pub(crate) fn alert(number: u32) -> Alert {
    serde_json::from_value(json!({
        "item": "808950810", "sku": "MUG-BLUE", "title": "Mug", "location": "905684977", "place": "Berlin",
        "number": number, "at": now(), "level": "critical", "because": "crossed", "delivery": "at-once", "route": "stock",
        "quantities": {"on_hand": 3}, "available": 3, "history": [9, 7, 5, 3],
        "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "shop"}},
    }))
    .expect("an alert")
}

/// Two shops with a stock that ran low, and one that nobody gave a key.
pub(crate) struct House {
    pub(crate) engine: Arc<Memory>,
    pub(crate) store: Store,
    pub(crate) door: ActionPages,
}

impl House {
    pub(crate) async fn new() -> Self {
        let keys = [("acme", &[CURRENT, PREVIOUS][..]), ("rosen", &[ROSENS]), ("ghost", &[CURRENT])];
        Self::with(LinkKeysOf::new(&keys)).await
    }

    pub(crate) async fn with(keys: LinkKeysOf) -> Self {
        let engine = Arc::new(Memory::default());
        let store = Store::on(Arc::clone(&engine) as Arc<dyn store::engine::Engine>);
        for id in ["acme", "rosen", "keyless"] {
            let mut settings = orders::shop();
            (settings.id, settings.name) = (shop(id), format!("Shop {id}"));
            settings.routes.0.insert("stock".into(), "stock@acme.example".into());
            let table = json!({"mode": "live", "live_since": "2026-01-01T00:00:00Z"});
            settings
                .automations
                .insert("low-stock-alert".into(), serde_json::from_value(table).expect("a table"));
            store.publish_settings(&settings, Timestamp::UNIX_EPOCH).await.expect("published");
            tell(
                &store,
                &shop(id),
                &sku(),
                NewEvent::of(Alert::effect(3), &alert(3)),
                Some("low-stock-alert"),
            )
            .await;
        }
        let door = ActionPages::new(store.clone(), Arc::new(keys) as Arc<dyn LinkKeys>);
        Self { engine, store, door }
    }

    pub(crate) async fn ask(&self, method: &str, token: &str, body: &str, at: Timestamp) -> Answer {
        let asked = HttpRequest {
            method: method.into(),
            path: vec![("token".into(), token.into())],
            headers: vec![("content-type".into(), "application/x-www-form-urlencoded".into())],
            body: body.into(),
            ..HttpRequest::default()
        };
        self.door.act(&mutants::at_the_form(asked), at).await
    }

    pub(crate) async fn get(&self, token: &str) -> Answer {
        self.ask("GET", token, "", now()).await
    }

    /// As a browser does whose reader presses the button of the page; `None` if it has none.
    pub(crate) async fn press(&self, token: &str, at: Timestamp) -> Option<Answer> {
        let body = form(&self.get(token).await)?;
        Some(self.ask("POST", token, &body, at).await)
    }

    /// What was done about acme's stock, oldest first.
    pub(crate) async fn taken(&self) -> Vec<(String, Taken)> {
        let story = self.store.story(&shop("acme"), &sku()).await.expect("readable");
        assert_eq!(story.broken, None);
        let of = story.events.into_iter().filter(|kept| kept.event.kind.starts_with("action."));
        of.map(|kept| (kept.event.kind.clone(), kept.event.payload().expect("a payload"))).collect()
    }
}

/// What the form of a page sends.
pub(crate) fn form(answer: &Answer) -> Option<String> {
    let page = Html::parse_document(&answer.body.to_text());
    let field = Selector::parse("form[method=post] input[type=hidden]").expect("a selector");
    let field = page.select(&field).next()?;
    Some(format!("{}={}", field.attr("name")?, field.attr("value")?))
}

pub(crate) fn text(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.body.to_text());
    let body = Selector::parse("body").expect("a selector");
    let text: String = page.select(&body).flat_map(|e| e.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) async fn tell(store: &Store, shop: &ShopId, entity: &EntityRef, new: NewEvent, by: Option<&str>) {
    let head: Head = store.head(shop, entity).await.expect("readable");
    let events = [new];
    let origin = Origin { by: by.map(str::to_owned), ..Origin::default() };
    store
        .commit(Commit { events: &events, origin, ..Commit::on(shop, entity, &head, now()) })
        .await
        .expect("written");
}

pub(crate) fn link(id: &str, word: &str, days: u16) -> ActionLink {
    let action = Action::new(word, &Alert::effect(3), "stock").of_days(days);
    ActionLink::new(&shop(id), &sku(), action, now(), 30)
}

pub(crate) fn token(id: &str, word: &str, days: u16) -> String {
    link(id, word, days).sign(&key(if id == "rosen" { ROSENS } else { CURRENT })).expect("a token")
}
