//! The month of returns: what its mail says, to whom, and that nothing foreign turns it.

use domain::{
    Currency, Money,
    returns::{
        Fault,
        analytics::{MonthRate, Part, Reasoned, Report, Restock, Suspect, Whole},
    },
    settings::Shop,
};
use jiff::civil::date;
use mail::{About, Mail, Unmailable};

use crate::{
    facts::assert_same_facts,
    hostile::{HOSTILE, assert_sound, tree},
    mime::{parse, recipients},
    samples,
    snapshots::compare,
};

fn eur(minor: i64) -> Money {
    Money::new(minor, "EUR".parse::<Currency>().expect("a currency"))
}

fn full() -> Report {
    let part = |name: &str, title: Option<&str>, sold, returned, reason: &str| Part {
        name: name.into(),
        title: title.map(Into::into),
        sold,
        returned,
        reason: Some(reason.into()).filter(|reason: &String| !reason.is_empty()),
    };
    let reason = |code: &str, fault, pieces| Reasoned { code: code.into(), fault, pieces };
    let rate = |month: i8, returned| MonthRate { first: date(2026, month, 1), sold: 1000, returned };
    Report {
        first: date(2026, 11, 1),
        last: date(2026, 11, 30),
        currency: eur(0).currency,
        route: "digest".into(),
        whole: Whole {
            orders: 612,
            sold: 1180,
            returns: 74,
            withdrawals: 21,
            pieces: 97,
            decided: 71,
            without_person: 60,
            refused: 5,
            escalated: 2,
            refunds: 58,
            refunded: eur(412_350),
            freight: eur(9_940),
            fees: eur(2_150),
            bonus: eur(1_200),
            kept: eur(7_400),
            kept_pieces: 6,
            scrapped: eur(11_980),
            handling: Some(eur(24_900)),
            elsewhere: 1,
            grades: [61, 9, 4],
            days_to_refund: vec![(1, 5), (4, 31), (9, 16), (13, 6)],
        },
        reasons: vec![
            reason("too-small", Fault::Customer, 34),
            reason("changed-mind", Fault::Customer, 29),
            reason("not-as-described", Fault::Merchant, 14),
            reason("", Fault::Customer, 12),
            reason("defective", Fault::Merchant, 8),
        ],
        articles: vec![
            part("COAT-7", Some("Rain coat"), 140, 31, "too-small"),
            part("TEA-1", Some("Assam"), 520, 12, "changed-mind"),
            part("CUP-2", None, 12, 3, "defective"),
            part(Report::OTHERS, None, 508, 51, "changed-mind"),
        ],
        variants: vec![
            part("L / blue", None, 60, 22, "too-small"),
            part("", None, 1000, 60, "changed-mind"),
            part(Report::OTHERS, None, 120, 15, ""),
        ],
        days: (0..30).map(|day| [2, 5, 1, 0, 3, 6, 4][day % 7]).collect(),
        months: [(6, 61), (7, 70), (8, 64), (9, 92), (10, 80), (11, 97)]
            .map(|(month, back)| rate(month, back))
            .into(),
        descriptions: vec![Suspect {
            name: "COAT-7".into(),
            title: Some("Rain coat".into()),
            reason: "too-small".into(),
            sold: 140,
            returned: 28,
            least_per_mille: 126,
            usual_per_mille: 41,
        }],
        restock: vec![
            Restock { name: "COAT-7".into(), coming: 9, sellable: Some(7) },
            Restock { name: "TEA-1".into(), coming: 2, sellable: Some(1) },
        ],
    }
}

/// A shop's first month: days instead of months, and too few for any share.
fn first() -> Report {
    let mut report = full();
    report.months.drain(..5);
    let whole = &mut report.whole;
    (whole.sold, whole.pieces, whole.refunds, whole.elsewhere) = (14, 3, 0, 0);
    report.descriptions.clear();
    report.restock[0].sellable = None;
    for part in report.articles.iter_mut().chain(&mut report.variants) {
        (part.sold, part.returned) = (part.sold.min(6), part.returned.min(1));
    }
    report
}

fn render(report: &Report, shop: &Shop, language: Option<&str>) -> Result<Mail, Unmailable> {
    let entity = Report::entity(report.first);
    samples::mail(About::ReturnReport(&entity, report), &entity, shop, Report::MESSAGE, language, None)
}

fn mail_of(report: &Report, language: Option<&str>) -> Mail {
    render(report, &samples::euro().shop, language).unwrap_or_else(|e| panic!("{language:?}: {e}"))
}

#[test]
fn a_month_reads_as_reviewed() {
    compare(mail_of(&full(), Some("en-GB")), "full", "return-report");
    compare(mail_of(&full(), Some("ar")), "full-arabic", "return-report");
    compare(mail_of(&first(), Some("de")), "first", "return-report");
}

#[test]
fn it_says_what_came_back_and_what_it_cost() {
    let mail = mail_of(&full(), Some("en-GB"));
    assert!(mail.subject.ends_with(": 8.2% of the goods came back"), "{}", mail.subject);
    for line in [
        "Share that came back: 8.2%",
        "Of those, without a person: 60",
        "Refused, and taken up again: 2",
        "What returns cost, beside the goods: €532.70",
        "For each refunded return: €9.34",
        "Half had their money within: 4 days",
        "Nine in ten had it within: 13 days",
        "No reason given: 12",
        "COAT-7 Rain coat: 22.1%: 31 of 140",
        "CUP-2: 3 of 12",
        "All others: 10%: 51 of 508",
        "Rain coat: Too small: 28 of 140; 4.1% is usual",
        "COAT-7: 9 expected, about 7 of them as new",
        "2026-10: 8%",
        "cargo nightshift return report --shop acme --month 2026-11 --out report.html",
    ] {
        assert!(mail.text.lines().any(|said| said.trim() == line), "{line:?} isn't in\n{}", mail.text);
    }
    assert_same_facts(&mail, "full");
    assert!(mail.html.contains("cid:returns-chart"));
    let few = mail_of(&first(), Some("en"));
    assert!(!few.text.contains('%') && few.html.contains("cid:returns-chart"), "{}", few.text);
}

#[test]
fn it_goes_to_the_route_that_the_report_names() {
    let mut shop = samples::euro().shop;
    let to = |report: &Report, shop: &Shop| {
        recipients(&parse(&render(report, shop, None).unwrap_or_else(|e| panic!("{e}")).raw))
    };
    shop.routes.0.insert("default".into(), "owner@acme.example".into());
    shop.routes.0.insert("buying".into(), "buying@acme.example".into());
    let mut report = full();
    assert_eq!(to(&report, &shop), ["owner@acme.example"]);
    report.route = "buying".into();
    assert_eq!(to(&report, &shop), ["buying@acme.example"]);
}

#[test]
fn every_language_has_its_own_words_for_it_and_no_foreign_word_changes_its_shape() {
    for language in mail::locales() {
        for report in [full(), first()] {
            let mail = mail_of(&report, Some(language));
            assert_sound(&mail, language);
            assert_same_facts(&mail, language);
        }
    }
    let benign = tree(&mail_of(&full(), None).html);
    for text in HOSTILE {
        let mut report = full();
        report.articles[0].name = (*text).to_owned();
        // Variants that nobody names aren't told apart.
        if !text.is_empty() {
            report.variants[0].name = (*text).to_owned();
        }
        report.reasons[1].code = (*text).to_owned();
        report.restock[0].name = (*text).to_owned();
        let mail = mail_of(&report, None);
        assert_sound(&mail, text);
        assert_eq!(tree(&mail.html), benign, "{text}");
    }
}
