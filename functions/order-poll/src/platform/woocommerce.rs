//! WooCommerce's REST API, version 3.
//!
//! Pages by number shift while orders change. So each page asks for what changed since the last change of the page
//! before, that second included; only within one second is there a second page.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Timestamp, webhook::Translation};
use jiff::SignedDuration;
use serde::Deserialize;
use web::{Answer, Ask, Trouble};

use super::{Access, Found, Page, Place, Platform};

pub(super) struct WooCommerce;

/// An order as it now stands is what this topic's webhook would say.
const TOPIC: &str = "order.updated";

impl Platform for WooCommerce {
    fn name(&self) -> &'static str {
        "woocommerce"
    }

    fn most(&self) -> u32 {
        50
    }

    fn ask(&self, access: &Access, place: &Place) -> Result<Ask, Trouble> {
        let [key, secret, ..] = access.keys.as_slice() else {
            let why = "the settings name no consumer key and consumer secret that exist";
            return Err(Trouble::Refuses(why.to_owned()));
        };
        // Without a zone: WordPress would turn a `Z` into the shop's zone and then compare it with UTC.
        let after = (place.since - SignedDuration::from_secs(1)).strftime("%Y-%m-%dT%H:%M:%S");
        let (page, size) = (number(place), place.size);
        Ok(Ask {
            url: format!(
                "{}/wp-json/wc/v3/orders?modified_after={after}&dates_are_gmt=true&orderby=modified&order=asc\
                 &per_page={size}&page={page}",
                access.api
            ),
            headers: vec![("authorization", format!("Basic {}", STANDARD.encode(format!("{key}:{secret}"))))],
            body: None,
        })
    }

    fn read(&self, place: &Place, answer: &Answer) -> Result<Page, Trouble> {
        let unread = |why: &str| Trouble::Passing(format!("the answer {why}"));
        let bodies = intake::elements(&answer.body).map_err(|refusal| unread(&refusal.problem))?;
        // Orders that the key may not see are left out of a page: a short one needn't be the last.
        let pages: Option<u32> = answer.header("x-wp-totalpages").and_then(|pages| pages.parse().ok());
        let full = bodies.len() >= usize::try_from(place.size).unwrap_or(usize::MAX);
        let more = pages.map_or(full, |pages| number(place) < pages);
        let last = bodies.iter().filter_map(|body| modified(body)).max();
        let next = more.then(|| match last {
            Some(last) if last > place.since => (last, None),
            _ => (place.since, Some((number(place) + 1).to_string())),
        });
        Ok(Page { orders: bodies.into_iter().map(found).collect(), next })
    }
}

/// The page's number among those of one `since`.
fn number(place: &Place) -> u32 {
    place.after.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1)
}

fn found(body: &[u8]) -> Found {
    let source = intake::source(WooCommerce.name()).expect("WooCommerce is a source of intake's");
    let happened = source.translate(TOPIC, body).map(|translation| match translation {
        Translation::Happened(happened) => Some(happened),
        Translation::Ignored { .. } => None,
    });
    Found { body: body.to_vec(), happened }
}

/// When an order changed, to the second, also where the order itself can't be read.
fn modified(body: &[u8]) -> Option<Timestamp> {
    #[derive(Deserialize)]
    struct Modified {
        date_modified_gmt: String,
    }
    let Modified { date_modified_gmt } = serde_json::from_slice(body).ok()?;
    format!("{}Z", date_modified_gmt.trim_end_matches('Z')).parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + second).expect("in range")
    }

    fn place(since: i64, after: Option<&str>) -> Place {
        Place { since: at(since), after: after.map(str::to_owned), size: 3 }
    }

    #[test]
    fn a_question_includes_its_first_second() {
        let mut access =
            Access { api: "https://acme.example/shop".into(), keys: vec!["ck".into(), "cs".into()] };
        let ask = WooCommerce.ask(&access, &place(0, Some("2"))).expect("a question");
        assert_eq!(
            ask.url,
            "https://acme.example/shop/wp-json/wc/v3/orders?modified_after=2026-01-15T08:59:59&dates_are_gmt=true\
             &orderby=modified&order=asc&per_page=3&page=2"
        );
        assert_eq!(ask.headers, [("authorization", "Basic Y2s6Y3M=".to_owned())]);
        access.keys.pop();
        assert!(matches!(WooCommerce.ask(&access, &place(0, None)), Err(Trouble::Refuses(_))));
    }

    #[test]
    fn the_next_page_begins_with_the_last_second() {
        let time = |second: i64| at(second).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        for (what, here, seconds, pages, next) in [
            ("the last page", place(0, None), vec![5, 6, 7], Some("1"), None),
            ("more to come", place(0, None), vec![5, 6, 7], Some("2"), Some((7, None))),
            ("the last second again", place(7, None), vec![7, 7, 8], Some("2"), Some((8, None))),
            ("all of one second", place(7, None), vec![7, 7, 7], Some("3"), Some((7, Some("2")))),
            ("its second page", place(7, Some("2")), vec![7, 7, 9], Some("3"), Some((9, None))),
            ("its end", place(7, Some("3")), vec![7], Some("3"), None),
            ("a page of which all may not be seen", place(7, None), vec![], Some("2"), Some((7, Some("2")))),
            ("a proxy took the header, full", place(0, None), vec![5, 6, 7], None, Some((7, None))),
            ("a proxy took the header, not full", place(0, None), vec![5, 6], None, None),
        ] {
            let orders: Vec<_> =
                seconds.iter().map(|s| json!({"id": s, "date_modified_gmt": time(*s)})).collect();
            let headers = pages.map(|pages| ("x-wp-totalpages".to_owned(), pages.to_owned()));
            let body = json!(orders).to_string().into_bytes();
            let answer = Answer { status: 200, headers: headers.into_iter().collect(), body };
            let page = WooCommerce.read(&here, &answer).expect("a page");
            let expected = next.map(|(s, after): (i64, Option<&str>)| (at(s), after.map(str::to_owned)));
            assert_eq!(page.next, expected, "{what}");
            assert_eq!(page.orders.len(), seconds.len(), "{what}");
        }
    }

    #[test]
    fn what_is_no_list_is_trouble_and_what_is_no_order_a_refusal() {
        let read = |body: &str| {
            let answer = Answer { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() };
            WooCommerce.read(&place(0, None), &answer)
        };
        for body in ["", "<html>Bitte warten</html>", "{}", "[{\"id\": 1}"] {
            assert!(matches!(read(body), Err(Trouble::Passing(_))), "{body}");
        }
        let page = read("[{\"id\": 1}]").expect("a list");
        assert!(page.orders[0].happened.is_err() && page.next.is_none());
    }
}
