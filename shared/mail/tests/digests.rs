//! The owner's digest: what it says, to whom, and that nothing foreign turns it.

use domain::digest::{Digest, Mails};

use crate::{
    facts::assert_same_facts,
    hostile::{HOSTILE, assert_sound, tree},
    mime::{parse, recipients},
    samples,
};

#[test]
fn a_digest_says_what_happened_and_what_to_type() {
    let mail = samples::busy().mail();
    assert_eq!(mail.subject, "Acme & Daughters: daily digest, Saturday, November 21, 2026");
    for line in [
        "New orders: 1,312",
        "Their total: €41,207.35",
        "Order confirmations: 1,298",
        "Mails of the kind back-in-stock: 7",
        "Not sent yet: 2",
        "Test order: 2",
        "Other reason: weather: 1",
        "Automation in shadow mode: 12",
        "Of those, overdue: 2",
        "Unreadable: shopify orders/create: 1",
        "In the queue MailTransactional: 1",
        "cargo nightshift tasks list --shop acme",
        "cargo nightshift missing --shop acme",
        "cargo nightshift shadow-report --shop acme",
        "cargo nightshift doctor --shop acme",
    ] {
        assert!(mail.text.lines().any(|said| said.trim() == line), "{line:?} isn't in\n{}", mail.text);
    }
    assert_same_facts(&mail, "busy");
}

#[test]
fn a_digest_says_only_what_there_is_to_say() {
    let mut report = samples::busy();
    let Digest { date, since, until, .. } = report.digest;
    report.digest = Digest::of(date, since, until);
    report.digest.mails.insert("task".into(), Mails { asked: 1, sent: 1 });
    let mail = report.mail();
    assert!(!mail.text.contains("cargo nightshift") && !mail.text.contains(": 0"), "{}", mail.text);
    assert_eq!(mail.html.matches("<h2").count(), 1);
}

#[test]
fn silence_is_told_in_its_subject() {
    let mut report = samples::silent();
    report.shop.locale = "en".into();
    let mail = report.mail();
    assert!(mail.subject.ends_with(": no orders, Saturday, November 21, 2026"), "{}", mail.subject);
    assert!(mail.text.contains("about 14 a day are usual"), "{}", mail.text);
}

#[test]
fn a_digest_goes_to_its_route() {
    let mut report = samples::busy();
    assert_eq!(recipients(&parse(&report.mail().raw)), ["owner@acme.example"]);
    report.shop.routes.0.insert(Digest::ROUTE.into(), "numbers@acme.example".into());
    assert_eq!(recipients(&parse(&report.mail().raw)), ["numbers@acme.example"]);
}

#[test]
fn every_language_has_its_own_words_for_it() {
    for language in mail::locales() {
        for report in samples::reports() {
            let mail = report.render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
            assert_sound(&mail, language);
            assert_same_facts(&mail, language);
        }
    }
}

#[test]
fn no_foreign_word_changes_its_shape() {
    let benign = tree(&samples::busy().mail().html);
    for text in HOSTILE {
        let mut report = samples::busy();
        let renamed = |counts: &mut std::collections::BTreeMap<String, u64>, old: &str| {
            let count = counts.remove(old).expect("it is counted");
            counts.insert((*text).to_owned(), count);
        };
        renamed(&mut report.digest.suppressed, "weather");
        renamed(&mut report.digest.dead_letters, "MailTransactional");
        let source = report.digest.sources.get_mut("shopify").expect("a source");
        renamed(&mut source.refused, "orders/create");
        let mail = report.render().unwrap_or_else(|e| panic!("{text:?}: {e}"));
        assert_sound(&mail, text);
        assert_eq!(tree(&mail.html), benign, "{text:?}");
    }
}
