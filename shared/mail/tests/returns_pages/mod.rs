//! The pages of returns: what each screen says, that it speaks every language, is built for everybody, and stays itself
//! whatever is in it.
//!
//! `NIGHTSHIFT_PAGES=folder cargo test -p mail every_screen` writes all of them to a folder, to look at them.

mod built;
mod hostile;
mod scene;
mod states;

use std::{fs, path::PathBuf};

use domain::returns::Method;
use mail::page::{Page, ReturnsRequest, Screen, Typed, returns};
use scraper::Html;

use crate::{
    facts::plain,
    looks::{OTHERS, PAIRS, contrast},
    snapshots::compare_parts,
};
use built::{assert_well_built, read, select, text_of};
use scene::Scene;

/// Screens of which each language's words are kept for review: between them they say nearly everything.
const REVIEWED: [&str; 12] = [
    "find-failed",
    "choose-again",
    "details-wrong",
    "photos",
    "photos-wrong",
    "review",
    "withdraw",
    "confirm",
    "status-asked",
    "desk",
    "case",
    "case-done",
];

pub(crate) fn page(name: &str, request: &ReturnsRequest) -> Page {
    returns(request).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// A scene whose buyer and shop speak a language.
fn speaking(language: &str) -> Scene {
    let mut scene = Scene::new();
    scene.shop.locale = language.to_owned();
    scene.order.locale = Some(language.to_owned());
    scene
}

#[test]
fn every_screen_speaks_every_language() {
    let folder = std::env::var_os("NIGHTSHIFT_PAGES").map(PathBuf::from);
    for language in mail::locales() {
        let mut reviewed = String::new();
        speaking(language).all(&mut |name, request| {
            let page = match request.screen {
                Screen::Find { failed, busy, typed, policy, .. } => {
                    let languages = &["tlh", *language];
                    let screen = Screen::Find { languages, failed, busy, typed, policy };
                    page(name, &ReturnsRequest { screen, ..request })
                }
                _ => page(name, &request),
            };
            assert_eq!(page.locale, *language, "{name}");
            assert_well_built(&page, &format!("{name} in {language}"));
            if let Some(folder) = &folder {
                let file = folder.join(format!("{name}.{language}.html"));
                fs::write(file, &page.html).expect("the folder can be written");
            }
            if REVIEWED.contains(&name) {
                reviewed += &format!("========== {name}\n{}\n", read(&page));
            }
        });
        compare_parts(&[("txt", reviewed)], &format!("in-{language}"), "returns-portal");
    }
}

#[test]
fn whoever_looks_for_an_order_is_told_the_same_whatever_is_wrong() {
    let scene = Scene::new();
    let find = |languages: &'static [&'static str], failed, busy, typed| {
        let screen = Screen::Find { languages, failed, busy, typed, policy: None };
        let mut found = None;
        scene.of(screen, &mut |request| found = Some(page("find", &request)));
        found.expect("a page")
    };
    let nobody = Typed { order: "#1", contact: "nobody@mail.example" };
    let failed = find(&["en"], true, None, nobody);
    let other = find(&["en"], true, None, Typed { order: "#1001", contact: "10435" });
    let without =
        |page: &Page, typed: &[&str]| typed.iter().fold(page.html.clone(), |html, t| html.replace(t, ""));
    assert_eq!(
        without(&failed, &["nobody@mail.example", "#1\""]),
        without(&other, &["10435", "#1001\""]),
        "nothing but what was typed differs"
    );
    let busy = find(&["de-AT"], true, Some(1), nobody);
    assert_eq!(busy.locale, "de", "a reader's region says nothing of theirs");
    assert!(read(&busy).contains("Bitte warten Sie 1 Minute"), "{}", read(&busy));
    let mut narrow = Scene::new();
    narrow.shop.locales = vec!["de".into(), "en".into()];
    let screen = Screen::Find {
        languages: &["fr", "de"],
        failed: false,
        busy: None,
        typed: Typed::default(),
        policy: None,
    };
    narrow.of(screen, &mut |request| {
        assert_eq!(page("find", &request).locale, "de", "the shop doesn't write in French")
    });
}

#[test]
fn fields_are_named_as_their_reader_reads_them() {
    let mut found = std::collections::BTreeMap::new();
    Scene::new().all(&mut |name, request| {
        let html = Html::parse_document(&page(name, &request).html);
        let mut names: Vec<String> = select(&html, "[name]:not(meta)")
            .iter()
            .filter(|field| field.attr("name") != Some("proof"))
            .filter_map(|field| match field.attr("name")? {
                "do" => Some(format!("do={}", field.attr("value")?)),
                name => Some(name.to_owned()),
            })
            .collect();
        names.sort();
        names.dedup();
        found.insert(name, names);
    });
    for (screen, names) in [
        ("find", &["contact", "do=find", "order"][..]),
        ("choose", &["do=next", "pieces.0", "pieces.1"]),
        ("choose-again", &["do=forget", "do=next", "pieces.0", "pieces.1"]),
        (
            "details",
            &[
                "comment.0",
                "comment.1",
                "condition.0",
                "condition.1",
                "do=back",
                "do=photos.0",
                "do=photos.1",
                "do=review",
                "do=split.0",
                "method",
                "outcome.0",
                "outcome.1",
                "reason.0",
                "reason.1",
            ],
        ),
        ("photos", &["do=back", "do=remove.p1", "do=remove.p2", "file", "key", "policy"]),
        ("review", &["do=back", "do=file"]),
        ("withdraw", &["do=next", "pieces.0", "pieces.1"]),
        ("confirm", &["do=back", "do=file"]),
        ("status-asked", &["do=answer", "do=cancel", "do=object", "text"]),
        ("desk", &[]),
        ("case", &["do=approve", "do=ask", "do=refuse", "text"]),
        ("case-done", &[]),
    ] {
        assert_eq!(found[screen], names, "{screen}");
    }
}

#[test]
fn a_withdrawal_takes_two_steps_and_hides_the_address_it_is_confirmed_to() {
    let scene = Scene::new();
    let mut pages = std::collections::BTreeMap::new();
    scene.all(&mut |name, request| drop(pages.insert(name, page(name, &request))));
    let choose = Html::parse_document(&pages["choose"].html);
    let entry = select(&choose, "a[href=withdraw]");
    assert_eq!(entry.iter().map(text_of).collect::<Vec<_>>(), ["Withdraw from contract here"]);
    let first = Html::parse_document(&pages["withdraw"].html);
    let chosen: Vec<_> = select(&first, "option[selected]").iter().filter_map(|o| o.attr("value")).collect();
    assert_eq!(chosen, ["2", "1"], "everything is chosen");
    let confirm = read(&pages["confirm"]);
    for fact in [
        "Dörr GmbH",
        "Order #1001 of",
        "Acme & Daughters",
        "2 items | Linen shirt (Blue / M)",
        "j•••@mail.example",
    ] {
        assert!(confirm.contains(fact), "{fact}: {confirm}");
    }
    assert!(confirm.contains("[ ] Confirm withdrawal\n"), "{confirm}");
    assert!(pages.values().all(|page| !page.html.contains("jane.doe")), "nobody's address is shown whole");
}

#[test]
fn a_draft_is_shown_as_it_was_left() {
    let scene = Scene::new();
    let mut details = None;
    let screen = Screen::Details {
        order: &scene.order,
        offers: &scene.offers,
        draft: &scene.draft,
        wrong: &[],
        methods: &[Method::OwnPost],
    };
    scene.of(screen, &mut |request| details = Some(page("details", &request)));
    let html = Html::parse_document(&details.expect("a page").html);
    let value = |selector: &str| {
        let found = select(&html, selector);
        found.iter().filter_map(|e| e.attr("value").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(value("option[selected]"), ["too-small", "damaged-in-transit"]);
    assert_eq!(value("input[type=radio][checked]"), ["opened", "refund", "damaged"]);
    assert_eq!(value("input[type=hidden][name^=outcome]"), ["refund"], "one outcome isn't asked for");
    assert_eq!(value("input[name=method]"), ["own-post"], "nor is one method");
    let words: Vec<_> = select(&html, "textarea").iter().map(text_of).collect();
    assert_eq!(words, [plain("The sleeves are short. And one button is loose."), String::new()]);
    let groups: Vec<_> =
        select(&html, "#reason-0 > optgroup").iter().filter_map(|g| g.attr("label")).collect();
    assert_eq!(groups, ["No longer wanted", "Faulty"]);
}

#[test]
fn the_portals_colours_are_checked_pairs() {
    let mut html = String::new();
    Scene::new().all(&mut |name, request| html += &page(name, &request).html);
    let hex = |s: &&str| s.len() >= 6 && s.as_bytes()[..6].iter().all(u8::is_ascii_hexdigit);
    let used: std::collections::BTreeSet<_> =
        html.split(": #").skip(1).filter(hex).map(|s| &s[..6]).collect();
    // The two that mark a mistake, in the light and in the dark.
    let alarms = [("9b1c1c", "ffffff"), ("ffb4ab", "1e2226")];
    let pairs = PAIRS.iter().chain(&alarms);
    let known: Vec<_> = pairs.clone().flat_map(|(a, b)| [*a, *b]).chain(OTHERS).chain(["0b6e4f"]).collect();
    let others: Vec<_> = used.iter().filter(|colour| !known.contains(colour)).collect();
    assert!(others.is_empty(), "colours without a checked pair: {others:?}");
    for (ink, paper) in pairs {
        assert!(contrast(ink, paper) >= 4.5, "#{ink} on #{paper}");
    }
}
