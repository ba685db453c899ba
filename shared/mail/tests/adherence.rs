//! The report on kept promises: what it says, to whom, and that nothing foreign turns it.

use domain::digest::Digest;

use crate::{
    facts::assert_same_facts,
    hostile::{HOSTILE, assert_sound, tree},
    mime::{parse, recipients},
    samples,
};

#[test]
fn a_report_says_what_became_of_promises_and_whose_fault_it_was() {
    let mail = samples::late().mail();
    assert_eq!(mail.subject, "Acme & Daughters: 88% of delivery dates kept");
    for line in [
        "Share kept: 88%",
        "Kept: 880",
        "Missed: 120",
        "Unknown, as no scan shows it delivered: 41",
        "On the way: too long with the carrier: 60",
        "Processing: handed over late: 30",
        "Cut-off: let through shortly before it, and not made ready: 15",
        "Cause not known: 15",
        "berlin → DE 1: 93.1% of 873",
        "Not known: 60% of 23",
        "All others: 80% of 8",
        "cargo nightshift edd report --shop acme --from 2026-11-09 --to 2026-11-15 --report report.html",
    ] {
        assert!(mail.text.lines().any(|said| said.trim() == line), "{line:?} isn't in\n{}", mail.text);
    }
    assert!(mail.text.contains("Fewer than 90 %"), "{}", mail.text);
    assert_same_facts(&mail, "late");
}

#[test]
fn of_a_few_parcels_no_share_is_claimed() {
    let mail = samples::few().mail();
    assert_eq!(mail.subject, "Acme & Daughters: delivery dates of the week");
    assert!(mail.text.contains("Too few deliveries are known"), "{}", mail.text);
}

#[test]
fn it_goes_to_the_route_of_the_digest() {
    let mut late = samples::late();
    assert_eq!(recipients(&parse(&late.mail().raw)), ["owner@acme.example"]);
    late.shop.routes.0.insert(Digest::ROUTE.into(), "numbers@acme.example".into());
    assert_eq!(recipients(&parse(&late.mail().raw)), ["numbers@acme.example"]);
}

#[test]
fn every_language_has_its_own_words_for_it_and_no_foreign_word_changes_its_shape() {
    for language in mail::locales() {
        for report in samples::adherences() {
            let mail = report.render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
            assert_sound(&mail, language);
            assert_same_facts(&mail, language);
        }
    }
    let benign = tree(&samples::late().mail().html);
    for text in HOSTILE {
        let mut late = samples::late();
        late.report.lanes[0].name = (*text).to_owned();
        let mail = late.mail();
        assert_sound(&mail, text);
        assert_eq!(tree(&mail.html), benign, "{text}");
    }
}
