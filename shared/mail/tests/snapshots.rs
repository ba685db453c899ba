//! Mails as a person reviews them: open `tests/snapshots/*.html` in a browser.
//!
//! `NIGHTSHIFT_BLESS=1 cargo test -p mail` writes them anew; review the difference before you commit it.

use std::{fs, path::Path};

use mail::Mail;

use crate::samples::{self, Sample};

fn check(sample: &Sample, message: &str) {
    compare(sample.render(message).unwrap_or_else(|e| panic!("{}: {e}", sample.name)), sample.name, message);
}

pub(crate) fn compare(mail: Mail, name: &str, message: &str) {
    compare_parts(&[("txt", text(&mail)), ("html", mail.html)], name, message);
}

pub(crate) fn text(mail: &Mail) -> String {
    format!("Subject: {}\nLocale: {}\n\n{}", mail.subject, mail.locale, mail.text)
}

pub(crate) fn compare_parts(parts: &[(&str, String)], name: &str, message: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for (kind, now) in parts {
        let path = folder.join(format!("{message}.{name}.{kind}"));
        if std::env::var_os("NIGHTSHIFT_BLESS").is_some() {
            fs::write(&path, now).expect("the folder can be written");
        }
        let then = fs::read_to_string(&path).unwrap_or_default();
        let differs = then.lines().zip(now.lines()).position(|(a, b)| a != b);
        assert!(
            then == *now,
            "{} differs from line {}; see the head of {} for how to write it anew",
            path.display(),
            differs.map_or(then.lines().count().min(now.lines().count()), |n| n) + 1,
            file!()
        );
    }
}

#[test]
fn confirmations_read_as_reviewed() {
    for sample in samples::all() {
        check(&sample, "order-confirmation");
    }
}

/// The text alone: the HTML has the same words.
#[test]
fn every_language_reads_as_reviewed() {
    for language in mail::locales() {
        let read = [samples::euro(), samples::fetched()].map(|sample| {
            let mail = sample.render_in("order-confirmation", Some(language));
            text(&mail.unwrap_or_else(|e| panic!("{language}: {e}")))
        });
        let read = read.join("\n==========\n\n");
        compare_parts(&[("txt", read)], &format!("in-{language}"), "order-confirmation");
    }
}

#[test]
fn tasks_read_as_reviewed() {
    for errand in samples::errands() {
        compare(errand.mail(), errand.name, "task");
    }
}

#[test]
fn digests_read_as_reviewed() {
    for report in samples::reports() {
        compare(report.mail(), report.name, "owner-digest");
    }
    for language in mail::locales() {
        let mail = samples::busy().render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
        compare_parts(&[("txt", text(&mail))], &format!("in-{language}"), "owner-digest");
    }
}

#[test]
fn reports_on_promises_read_as_reviewed() {
    for report in samples::adherences() {
        compare(report.mail(), report.name, "delivery-adherence");
    }
    for language in mail::locales() {
        let mail = samples::late().render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
        compare_parts(&[("txt", text(&mail))], &format!("in-{language}"), "delivery-adherence");
    }
}

#[test]
fn updates_read_as_reviewed() {
    check(&samples::euro(), "order-updated");
    check(&samples::dinar(), "order-updated");
}

#[test]
fn stocks_read_as_reviewed() {
    for shelf in samples::shelves() {
        compare(shelf.mail(), shelf.name, shelf.message());
    }
    for language in mail::locales() {
        for shelf in [samples::full(), samples::overview(), samples::storm()] {
            let mail = shelf.render_in(Some(language)).unwrap_or_else(|e| panic!("{language}: {e}"));
            compare_parts(&[("txt", text(&mail))], &format!("in-{language}"), shelf.message());
        }
    }
}
