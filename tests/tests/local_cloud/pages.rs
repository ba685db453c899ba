//! The page behind a mail's link, as a buyer's browser asks for it.

use std::fs;

use mail::page::{Notice, notice};
use scraper::{Html, Selector};
use serde_json::Value;

use crate::cloud::Nightshift;

/// Takes the link out of a mail that was sent, and opens it.
pub(crate) fn behind_a_mails_link(nightshift: &Nightshift) {
    let address = link_of_a_mail(nightshift);
    let (host, path) =
        address.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
    let ask = |method: &str, path: &str, headers: &[(&str, String)]| {
        let mut headers = headers.to_vec();
        headers.push(("host", host.to_owned()));
        nightshift.gateway().ask(method, &format!("/{path}"), &headers, b"")
    };

    let (status, body) = ask("GET", path, &[]);
    let html = String::from_utf8(body).expect("text");
    assert_eq!(status, 200, "{html}");
    let page = Html::parse_document(&html);
    let one = |selector: &str| page.select(&Selector::parse(selector).expect("a selector")).count();
    assert_eq!(
        (one("html[lang][dir]"), one("h1"), one("table tr.total"), one("script")),
        (1, 1, 1, 0),
        "{html}"
    );

    let (status, body) = ask("GET", path, &[("accept", "application/json".to_owned())]);
    let facts: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(status, 200);
    assert!(facts["order"].as_str().is_some_and(|number| html.contains(number)), "{facts}");

    // Whatever is wrong, the same bytes.
    let not_found = notice(Notice::NotFound, &["de"]).expect("a page").html;
    let german = [("accept-language", "de".to_owned())];
    for wrong in [format!("{path}A"), path[..path.len() - 3].to_owned(), "orders/1001".to_owned()] {
        let (status, body) = ask("GET", &wrong, &german);
        assert_eq!((status, String::from_utf8(body).as_deref()), (404, Ok(not_found.as_str())), "{wrong}");
    }
    assert_eq!(ask("POST", path, &[]).0, 405);
    assert_eq!(ask("HEAD", path, &[]).0, 200);

    // What staff prints opens, too; and a rotated key opens what the one before it signed.
    let shown = nightshift.run(&["links", "show", "1001", "--shop", "acme"]);
    let shown = String::from_utf8(shown.stdout).expect("an address");
    let own = shown.trim().strip_prefix(&format!("http://{host}/")).expect("at the same place");
    assert_eq!(ask("GET", own, &[]).0, 200, "{shown}");
    nightshift.must(&["links", "rotate", "--shop", "acme"]);
    assert_eq!(ask("GET", path, &[]).0, 200);
    let again = nightshift.run(&["links", "rotate", "--shop", "acme"]);
    assert_eq!(again.status.code(), Some(1), "so soon it would kill links of mails that are being sent");
    assert_eq!(ask("GET", path, &[]).0, 200);
}

/// The first link to a page of ours in a confirmation of acme's.
fn link_of_a_mail(nightshift: &Nightshift) -> String {
    let mails = nightshift.json(&["mailbox", "--json"]);
    let confirmations =
        mails.as_array().expect("a list").iter().filter(|m| m["message"] == "order-confirmation");
    for mail in confirmations {
        let number = mail["number"].to_string();
        let printed = nightshift.run(&["mailbox", &number, "--html"]);
        let file = String::from_utf8(printed.stdout).expect("a path");
        let html = fs::read_to_string(file.trim()).expect("it was written");
        if !html.contains("Acme Lichthaus") {
            continue;
        }
        let page = Html::parse_document(&html);
        let links = Selector::parse("a[href*='/orders/']").expect("a selector");
        let found = page.select(&links).filter_map(|a| a.attr("href"));
        if let Some(address) = found.into_iter().find(|address| address.contains(".execute-api.")) {
            return address.to_owned();
        }
    }
    panic!("no mail leads to a page of ours");
}
