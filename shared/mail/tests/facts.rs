//! What the mails say.

use std::collections::BTreeSet;

use mail::Mail;
use scraper::{Html, Selector};

use crate::samples::{self, Sample, money};

/// Visible characters of a text: marks of direction gone, white space folded.
pub(crate) fn plain(text: &str) -> String {
    let visible = |c: &char| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    text.chars().filter(visible).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of the HTML sees, or hears in place of its pictures.
pub(crate) fn seen(html: &str) -> String {
    let page = Html::parse_document(html);
    let [body, pictures] = ["body > table", "img"].map(|s| Selector::parse(s).expect("a selector"));
    let words = page.select(&body).flat_map(|e| e.text());
    plain(&words.chain(page.select(&pictures).filter_map(|e| e.attr("alt"))).collect::<Vec<_>>().join(" "))
}

/// Everything between `<bdi>` and `</bdi>`: names, SKUs, amounts.
fn values(html: &str) -> BTreeSet<String> {
    let page = Html::parse_document(html);
    let bdi = Selector::parse("bdi").expect("a selector");
    page.select(&bdi).map(|e| plain(&e.text().collect::<String>())).collect()
}

fn both(mail: &Mail) -> [(&'static str, String); 2] {
    [("html", seen(&mail.html)), ("text", plain(&mail.text))]
}

#[test]
fn text_and_html_hold_the_same_facts() {
    for sample in samples::all() {
        for message in samples::of_orders() {
            for locale in mail::locales() {
                let mail = sample.render_in(message.name, Some(locale)).expect("a mail");
                assert_same_facts(&mail, &format!("{} in {locale}", sample.name));
            }
        }
    }
    for errand in samples::errands() {
        for locale in mail::locales() {
            let mail = errand.render_in(Some(locale)).expect("a mail");
            assert_same_facts(&mail, &format!("{} in {locale}", errand.name));
        }
    }
}

pub(crate) fn assert_same_facts(mail: &Mail, what: &str) {
    let text = plain(&mail.text);
    for value in values(&mail.html) {
        assert!(text.contains(&value), "{what}: {value:?} is in the HTML only:\n{text}");
    }
    // And the other way round: whatever stands behind a colon in the text.
    let html = seen(&mail.html);
    for line in mail.text.lines() {
        if let Some((_, value)) = line.rsplit_once(": ").or_else(|| line.rsplit_once("：")) {
            assert!(html.contains(&plain(value)), "{what}: {value:?} is in the text only");
        }
    }
}

#[test]
fn a_tasks_mail_says_what_about_what_by_when_and_how_to_close_it() {
    for (errand, subject, facts) in [
        (
            samples::erasure(),
            "Acme & Daughters: Erase a customer’s data (Customer 207119551)",
            vec![
                "data must be erased",
                "Customer 207119551",
                "Monday, December 21, 2026 at 12:14 AM (Europe/Berlin)",
                "orders-to-redact",
                "299938, 280263",
                "nightshift tasks done 0c8e5d21a9f4 --shop acme --by",
            ],
        ),
        (
            samples::held(),
            "متجر الواحة: طلب قيد الانتظار (الطلب 450789469)",
            vec![
                "الأحد، ٢٢ نوفمبر ٢٠٢٦ في ٩:٠٥ ص (Asia/Kuwait)",
                "13.734 KWD",
                "nightshift tasks done 7a31c0de9b52 --shop acme --by",
            ],
        ),
        (
            samples::unheard_of(),
            "Acme & Daughters: Something needs doing: count-pallets (PALLET EU-7)",
            vec!["“count-pallets”", "PALLET EU-7", "Tuesday, February 29, 2028 at 1:00 PM (Europe/Berlin)"],
        ),
    ] {
        let mail = errand.mail();
        assert_eq!(mail.subject, subject);
        for (part, said) in both(&mail) {
            for fact in &facts {
                assert!(said.contains(fact), "{}: {part} lacks {fact:?}:\n{said}", errand.name);
            }
        }
    }
}

#[test]
fn every_reason_has_its_own_words() {
    let mut errand = samples::erasure();
    let mut said = BTreeSet::new();
    let reasons = [
        "erase-customer",
        "export-customer",
        "erase-shop",
        "app-uninstalled",
        "webhooks-silent",
        "webhooks-missed",
        "platform-refuses-us",
        "tracker-refuses-us",
        "order-held",
        "mails-missing",
        "mails-beyond-limit",
        "command-refused",
        "command-in-doubt",
        "command-not-sent",
        "command-by-hand",
        "command-no-access",
        "command-rehearsed",
    ];
    for reason in reasons {
        errand.task.wanted.reason = reason.into();
        for locale in mail::locales() {
            let mail = errand.render_in(Some(locale)).expect("a mail");
            assert!(!mail.text.contains(reason), "{reason} in {locale} has no text of its own");
            assert!(said.insert(mail.text), "{reason} in {locale} reads like another");
        }
    }
}

#[test]
fn a_task_calls_an_order_by_its_number() {
    let mut errand = samples::erasure();
    errand.task.about = domain::EntityRef::order("5600000000014");
    errand.task.wanted.details = [("number".to_owned(), "#1014".to_owned())].into();
    let mail = errand.render_in(Some("en")).expect("a mail");
    assert!(mail.subject.contains("Order #1014"), "{}", mail.subject);
    assert!(mail.text.contains("5600000000014"), "the platform's id is said, too:\n{}", mail.text);
}

#[test]
fn everything_that_was_bought_and_charged_is_said() {
    for (sample, facts) in [
        (
            samples::euro(),
            vec![
                "Acme & Daughters",
                "#1001",
                "Linen shirt",
                "SHIRT-BLU-M",
                "Blue / M",
                "Monogram",
                "J. D.",
                "49,90",
                "-7,00",
                "92,80",
                "Stoneware mug",
                "SUMMER10",
                "Free shipping over €100",
                "DHL parcel",
                "Subtotal (incl. tax)",
                "Total (incl. tax)",
                "Includes VAT 19",
                "92,44",
                "17,56",
                "110,00",
                "Jördis Dörr",
                "10435 Berlin",
                "Dörr GmbH",
            ],
        ),
        (
            samples::dollar(),
            vec![
                "$1,240.00",
                "Subtotal (excl. tax)",
                "Freight",
                "$89.00",
                "NY State Tax 4% on $1,329.00",
                "$53.16",
                "New York City Tax 4.875%",
                "$64.79",
                "Tip",
                "$5.00",
                "$1,451.95",
                "€1,338.40",
            ],
        ),
        (samples::yen(), vec!["¥4,500", "-¥1,000", "¥12,500", "CT 8%", "CT 10%", "¥15,000", "宇治抹茶 100g"]),
        (samples::dinar(), vec!["٦٫١١٧", "١٣٫٢٣٤", "د.ك", "OUD-50ML", "RAMADAN", "٣ منتجات", "سارة العلي"]),
    ] {
        for (part, said) in both(&sample.confirmation()) {
            for fact in &facts {
                assert!(said.contains(&plain(fact)), "{}: {part} lacks {fact:?}:\n{said}", sample.name);
            }
        }
    }
}

#[test]
fn subjects_name_shop_and_order() {
    for sample in samples::all() {
        for message in samples::of_orders() {
            let mail = sample.render(message.name).expect("a mail");
            assert!(
                mail.subject.contains(&sample.shop.name) && mail.subject.contains(&sample.order.name),
                "{}",
                mail.subject
            );
            let hidden = Html::parse_document(&mail.html);
            let preheader = hidden
                .select(&Selector::parse("body > div").expect("a selector"))
                .next()
                .expect("a preheader");
            assert!(
                plain(&preheader.text().collect::<String>()).len() > 10,
                "{}: no preheader",
                message.name
            );
        }
    }
}

#[test]
fn rows_add_up_from_top_to_bottom() {
    // The wording differs with what the shop's prices contain; the parts before the total come to the total.
    for (sample, labels) in [
        (
            samples::euro(),
            vec![
                "Items",
                "Discount (SUMMER10)",
                "Subtotal (incl. tax)",
                "Shipping (DHL parcel)",
                "Discount (Free shipping over €100)",
                "Total (incl. tax)",
                "Includes VAT 19",
            ],
        ),
        (
            samples::dollar(),
            vec![
                "Subtotal (excl. tax)",
                "Shipping (Freight)",
                "Tip",
                "NY State Tax",
                "New York City Tax",
                "Total (incl. tax)",
            ],
        ),
        (
            samples::yen(),
            vec![
                "Items",
                "Discount (Welcome)",
                "Discount (Loyalty)",
                "Shipping (Takkyubin)",
                "Total (incl. tax)",
                "Subtotal after discounts",
                "Includes CT 8%",
                "Includes CT 10%",
            ],
        ),
        (samples::bare(), vec!["Subtotal", "Total"]),
    ] {
        let text = sample.confirmation().text;
        let rows = text.rsplit("Line total").next().expect("rows follow the lines");
        let found: Vec<_> = labels.iter().map(|label| rows.find(&format!("\n{label}"))).collect();
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{}: {found:?}\n{rows}", sample.name);
    }
}

#[test]
fn pictures_and_links_only_from_the_shops_own_host() {
    let mail = samples::euro().confirmation();
    assert!(mail.html.contains(r#"alt="Linen shirt""#) && !mail.html.contains("elsewhere.example"));
    let page = Html::parse_document(&mail.html);
    let linked = Selector::parse("[href], [src]").expect("a selector");
    for element in page.select(&linked) {
        let url = element.attr("href").or(element.attr("src")).expect("an address");
        assert!(url.starts_with("https://acme.example"), "{url}");
    }
    assert_eq!(page.select(&linked).count(), 4, "shop, picture, order, terms");

    for (shop, status) in [
        ("https://acme.example", "http://acme.example/1"),
        ("https://acme.example", "javascript:alert(1)"),
        ("http://acme.example", "https://acme.example/1"),
        ("https://acme.example", "https://acme.example@evil.example/1"),
    ] {
        let mut sample = samples::bare();
        sample.shop.url = shop.into();
        sample.order.status_url = Some(status.into());
        let mail = sample.confirmation();
        assert!(!mail.html.contains(status) && !mail.text.contains(status), "{status}");
    }
}

#[test]
fn only_another_currency_is_shown_beside() {
    let sample = |shop_total| {
        let mut sample = samples::bare();
        sample.order.shop_total = Some(shop_total);
        Sample { name: "shop total", ..sample }
    };
    assert!(!sample(money("9.50", "EUR")).confirmation().text.contains("own currency"));
    assert!(sample(money("8.20", "GBP")).confirmation().text.contains("In the shop’s own currency: £8.20"));
}
