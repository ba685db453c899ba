//! The pages of actions: what they say, and that their form goes nowhere else.

use domain::{
    Event, NewEvent, Timestamp,
    action::{ACKNOWLEDGE, Action, SNOOZE, Taken},
    event::Origin,
    settings::Shop,
    stock::Alert,
};
use mail::{
    Unmailable,
    page::{ActionRequest, Doing, Page, action},
};
use scraper::{Html, Selector};

use crate::{
    facts::plain,
    hostile::{HOSTILE, tree},
    samples::{self, Shelf},
    snapshots::compare_parts,
};

fn now() -> Timestamp {
    "2026-11-22T09:00:30Z".parse().expect("an instant")
}

fn told(shelf: &mut Shelf) -> Event {
    let alert = shelf.alert().clone();
    let (shop, new) = (&shelf.shop.id, NewEvent::of(Alert::effect(alert.number), &alert));
    let origin = Origin { by: Some("low-stock-alert".into()), ..Origin::default() };
    Event::place(&new, shop, &alert.entity(), &origin, (1, ""), alert.at)
}

fn of(word: &str, days: u16) -> Action {
    Action::new(word, "stock#alerted#3", "stock").of_days(days)
}

fn page(shop: &Shop, action_: &Action, told: &Event, done: Option<bool>) -> Result<Page, Unmailable> {
    let taken = Taken {
        word: action_.word.clone(),
        matter: action_.matter.clone(),
        until: action_.until(now(), &shop.time_zone()),
        role: action_.role.clone(),
    };
    let doing = match done {
        None => Doing::Offered { proof: "c2lnbmF0dXJl" },
        Some(before) => Doing::Done { at: now(), taken: &taken, before },
    };
    action(&ActionRequest { shop, action: action_, told, purchase: None, returned: None, doing, now: now() })
}

fn text(page: &Page) -> String {
    let html = Html::parse_document(&page.html);
    let body = Selector::parse("body").expect("a selector");
    plain(&html.select(&body).flat_map(|e| e.text()).collect::<Vec<_>>().join(" "))
}

#[test]
fn a_page_says_what_is_done_about_what() {
    let mut shelf = samples::full();
    let event = told(&mut shelf);
    for (action, done, facts) in [
        (
            of(ACKNOWLEDGE, 0),
            None,
            &[
                "Acknowledge this alert?",
                "Mug “Harbour” (Blue / 0.3 l)",
                "Very low stock",
                "MUG-BLUE",
                "Berlin",
            ][..],
        ),
        (
            of(SNOOZE, 1),
            None,
            &[
                "Snooze this alert for 1 day?",
                "until Monday, November 23, 2026 at 10:00\u{202f}AM (Europe/Berlin)",
            ],
        ),
        (of(SNOOZE, 7), Some(false), &["Snoozed until Sunday, November 29, 2026", "in the mail to “stock”."]),
        (
            of(ACKNOWLEDGE, 0),
            Some(true),
            &["Acknowledged", "This had already been done.", "Sunday, November 22, 2026 at 10:00\u{202f}AM"],
        ),
    ] {
        let page = page(&shelf.shop, &action, &event, done).expect("a page");
        let said = text(&page);
        for fact in facts {
            assert!(said.contains(&plain(fact)), "{fact:?} isn't in {said}");
        }
        let html = Html::parse_document(&page.html);
        let forms: Vec<_> = html.select(&Selector::parse("form").expect("a selector")).collect();
        assert_eq!(forms.len(), usize::from(done.is_none()), "what is done has no button");
        for form in forms {
            assert_eq!(
                (form.attr("method"), form.attr("action")),
                (Some("post"), None),
                "to where it came from"
            );
        }
        assert!(html.select(&Selector::parse("a, script, [style]").expect("a selector")).next().is_none());
    }
}

#[test]
fn every_language_has_its_own_page() {
    for language in mail::locales() {
        let mut said = Vec::new();
        let mut shelf = samples::full();
        shelf.shop.locale = (*language).to_owned();
        let event = told(&mut shelf);
        for (action, done) in [
            (of(ACKNOWLEDGE, 0), None),
            (of(SNOOZE, 3), None),
            (of(SNOOZE, 1), Some(false)),
            (of(ACKNOWLEDGE, 0), Some(true)),
        ] {
            for days in [action.days, 2, 5, 11, 21, 100] {
                let action = Action { days: if action.days == 0 { 0 } else { days }, ..action.clone() };
                page(&shelf.shop, &action, &event, done).unwrap_or_else(|e| panic!("{language}: {e}"));
            }
            let page = page(&shelf.shop, &action, &event, done).expect("a page");
            assert_eq!(page.locale, *language);
            said.push(text(&page));
        }
        compare_parts(&[("txt", said.join("\n==========\n") + "\n")], &format!("in-{language}"), "action");
    }
    let mut shelf = samples::oversold();
    let event = told(&mut shelf);
    let page = page(&shelf.shop, &of(SNOOZE, 3), &event, None).expect("a page");
    assert!(page.html.contains("dir=\"rtl\""));
    compare_parts(&[("html", page.html)], "snooze-arabic", "action");
}

#[test]
fn what_is_told_of_anything_else_is_called_by_its_name() {
    let mut shelf = samples::full();
    let mut event = told(&mut shelf);
    event.kind = "return.requested".into();
    let said = text(&page(&shelf.shop, &of(ACKNOWLEDGE, 0), &event, None).expect("a page"));
    assert!(said.contains("About Stock 808950810#905684977"), "{said}");
    event.subject = domain::EntityRef::new("RETURN", "7");
    let said = text(&page(&shelf.shop, &of(ACKNOWLEDGE, 0), &event, None).expect("a page"));
    assert!(said.contains("About RETURN 7"), "{said}");
    let unknown = page(&shelf.shop, &of("grant", 0), &event, None);
    assert_eq!(unknown, Err(Unmailable::UnknownMessage), "a newer release's word");
}

#[test]
fn no_foreign_word_changes_its_shape() {
    let mut shelf = samples::full();
    let event = told(&mut shelf);
    let benign = tree(&page(&shelf.shop, &of(ACKNOWLEDGE, 0), &event, None).expect("a page").html);
    for text in HOSTILE.iter().filter(|text| text.chars().any(|c| !c.is_whitespace())) {
        let mut shelf = samples::full();
        let alert = shelf.alert();
        (alert.title, alert.sku, alert.place) =
            ((*text).to_owned(), Some((*text).to_owned()), Some((*text).to_owned()));
        let event = told(&mut shelf);
        let html = page(&shelf.shop, &of(ACKNOWLEDGE, 0), &event, None).expect("a page").html;
        assert_eq!(tree(&html), benign, "{text:?}");
        let mut action = of(ACKNOWLEDGE, 0);
        action.role = (*text).to_owned();
        if let Ok(done) = page(&shelf.shop, &action, &event, Some(true)) {
            assert!(!done.html.contains("<script") && !done.html.contains("<img"), "{text:?}");
        }
    }
}
