//! Shopify's Admin GraphQL API. The question and the reading of its answer are `intake`'s.

use intake::shopify_orders::{
    API_VERSION, LINES_AN_ORDER, ORDERS_A_PAGE, PageTrouble, orders_page, question,
};
use web::{Answer, Ask, Trouble};

use super::{Access, Found, Page, Place, Platform};

pub(super) struct Shopify;

impl Platform for Shopify {
    fn name(&self) -> &'static str {
        "shopify"
    }

    fn most(&self) -> u32 {
        ORDERS_A_PAGE
    }

    fn ask(&self, access: &Access, place: &Place) -> Result<Ask, Trouble> {
        let [token, ..] = access.keys.as_slice() else {
            return Err(Trouble::Refuses("the settings name no access token that exists".to_owned()));
        };
        // One order alone is asked for only where several were too dear: then it, too, must be cheaper.
        let lines = if place.size > 1 { LINES_AN_ORDER } else { LINES_AN_ORDER / 2 };
        Ok(Ask {
            url: format!("{}/admin/api/{API_VERSION}/graphql.json", access.api),
            headers: vec![("x-shopify-access-token", token.clone())],
            body: Some(question(place.since, place.after.as_deref(), place.size, lines)),
        })
    }

    fn read(&self, place: &Place, answer: &Answer) -> Result<Page, Trouble> {
        let page = orders_page(&answer.body).map_err(|trouble| match trouble {
            PageTrouble::Throttled { wait } => Trouble::Busy(Some(wait)),
            PageTrouble::TooCostly => Trouble::TooMuch,
            denied @ PageTrouble::Denied { .. } => Trouble::Refuses(denied.to_string()),
            PageTrouble::Refused(refusal) => Trouble::Passing(refusal.to_string()),
        })?;
        let found = page.orders.into_iter().map(|order| Found {
            body: order.body,
            happened: order.happened.map(|happened| Some(Box::new(happened))),
        });
        // Shopify's cursor names a change, not a number: it holds while orders change.
        Ok(Page { orders: found.collect(), next: page.next.map(|after| (place.since, Some(after))) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_carries_the_token_and_the_place() {
        let mut access = Access { api: "https://acme.example".into(), keys: vec!["token".into()] };
        let since = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let place = Place { since, after: Some("c1".into()), size: 3 };
        let ask = Shopify.ask(&access, &place).expect("a question");
        assert_eq!(ask.url, format!("https://acme.example/admin/api/{API_VERSION}/graphql.json"));
        assert_eq!(ask.headers, [("x-shopify-access-token", "token".to_owned())]);
        let body: serde_json::Value = serde_json::from_str(&ask.body.expect("a body")).expect("JSON");
        assert_eq!((&body["variables"]["after"], &body["variables"]["first"]), (&"c1".into(), &3.into()));
        access.keys.clear();
        assert!(matches!(Shopify.ask(&access, &place), Err(Trouble::Refuses(_))));
    }
}
