//! The raw bytes, read back by another library.

use domain::EntityRef;
use mail::{Mail, Unmailable};
use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::samples::{self, Errand, Sample};

/// Every header a mail has, in order; a hostile text must neither add nor remove one.
pub(crate) const HEADERS: [&str; 14] = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Language",
    "Auto-Submitted",
    "X-SES-MESSAGE-TAGS",
    "X-SES-CONFIGURATION-SET",
    "Content-Type",
];

pub(crate) fn parse(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).expect("a mail")
}

/// Header names as they stand in the bytes, without any library's help.
pub(crate) fn header_names(raw: &[u8]) -> Vec<String> {
    let head = raw.split(|b| *b == b'\n').take_while(|line| !matches!(line, [] | [b'\r']));
    head.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t"))
        .map(|line| {
            String::from_utf8_lossy(line.split(|b| *b == b':').next().unwrap_or_default()).into_owned()
        })
        .collect()
}

pub(crate) fn recipients(mail: &Message) -> Vec<String> {
    [mail.to(), mail.cc(), mail.bcc()]
        .into_iter()
        .flatten()
        .flat_map(|list| list.iter())
        .map(|a| a.address().unwrap_or_default().to_owned())
        .collect()
}

/// Bodies of text, bodies of HTML, all parts.
pub(crate) fn shape(read: &Message) -> (usize, usize, usize) {
    (read.text_body_count(), read.html_body_count(), read.parts.len())
}

/// A mail with a picture of its own has that, and what holds it together with the HTML.
pub(crate) fn expected_shape(mail: &Mail) -> (usize, usize, usize) {
    (1, 1, if mail.html.contains("src=\"cid:") { 5 } else { 3 })
}

#[test]
fn headers_are_as_documented() {
    let mail = samples::euro().confirmation();
    let read = parse(&mail.raw);
    assert_eq!(header_names(&mail.raw), HEADERS);
    assert_eq!(recipients(&read), ["buyer@mail.example"]);
    assert_eq!((mail.from.as_str(), mail.to.as_str()), ("orders@acme.example", "buyer@mail.example"));
    let from = read.from().and_then(|a| a.first()).expect("a sender");
    assert_eq!((from.name(), from.address()), (Some("Acme & Daughters"), Some("orders@acme.example")));
    assert_eq!(read.reply_to().and_then(|a| a.first()).and_then(|a| a.address()), Some("help@acme.example"));
    assert_eq!(read.subject(), Some("Acme & Daughters: we have your order #1001"));
    assert_eq!(read.date().map(|d| d.to_rfc3339()).as_deref(), Some("2026-11-21T20:15:00Z"));
    let raw = |name: &str| read.header_raw(name).map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(raw("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(raw("X-SES-CONFIGURATION-SET").as_deref(), Some("nightshift-transactional"));
    let tags = raw("X-SES-MESSAGE-TAGS").expect("tags");
    assert!(
        tags.starts_with("send_id=") && tags.ends_with(", shop=acme, message=order-confirmation"),
        "{tags}"
    );
    assert!(!String::from_utf8_lossy(&mail.raw).contains("List-Unsubscribe"));
}

#[test]
fn both_parts_come_back_as_they_were() {
    for sample in samples::all() {
        let mail = sample.confirmation();
        let read = parse(&mail.raw);
        assert!(
            read.content_type()
                .is_some_and(|t| t.ctype() == "multipart" && t.subtype() == Some("alternative"))
        );
        assert_eq!(shape(&read), expected_shape(&mail), "{}", sample.name);
        let unix = |text: &str| text.replace("\r\n", "\n");
        assert_eq!(unix(&read.body_text(0).expect("a text")), unix(&mail.text), "{}", sample.name);
        assert_eq!(unix(&read.body_html(0).expect("html")), unix(&mail.html), "{}", sample.name);
        let text = read.body_text(0).expect("a text");
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{}: bare line feeds",
            sample.name
        );
        assert!(mail.raw.is_ascii(), "{}: seven bits pass everywhere", sample.name);
        assert!(mail.raw.split(|b| *b == b'\n').all(|line| line.len() <= 79), "{}: a long line", sample.name);
    }
}

#[test]
fn the_same_request_becomes_the_same_bytes() {
    let sample = samples::euro();
    assert_eq!(sample.confirmation(), sample.confirmation());
    assert_ne!(sample.confirmation().raw, sample.render("order-updated").expect("a mail").raw);
}

#[test]
fn mails_of_one_order_thread() {
    let sample = samples::euro();
    let root = |sample: &Sample, message: &str| {
        let mail = sample.render(message).expect("a mail");
        let read = parse(&mail.raw);
        let id = |value: &mail_parser::HeaderValue| value.as_text().map(str::to_owned);
        let (references, answer) = (id(read.references()), id(read.in_reply_to()));
        assert!(references == answer && references.is_some() && references.as_deref() != read.message_id());
        (references, read.message_id().map(str::to_owned))
    };
    let (confirmation, updated) = (root(&sample, "order-confirmation"), root(&sample, "order-updated"));
    assert_eq!(confirmation.0, updated.0, "one root per order");
    assert_ne!(confirmation.1, updated.1);
    let mut other = sample.clone();
    other.order.id = "2".into();
    assert_ne!(root(&other, "order-confirmation").0, confirmation.0);
    let mut other = sample;
    other.shop.id = "acne".parse().expect("an id");
    assert_ne!(root(&other, "order-confirmation").0, confirmation.0);
}

#[test]
fn mails_of_one_task_thread_by_themselves() {
    let references = |errand: &Errand| {
        let mail = errand.mail();
        assert_eq!(header_names(&mail.raw), HEADERS);
        parse(&mail.raw).references().as_text().map(str::to_owned).expect("a root")
    };
    let errand = samples::erasure();
    let mut other = errand.clone();
    other.entity = EntityRef::new("TASK", "0c8e5d21a9f5");
    assert!(references(&errand).starts_with("task.") && references(&errand) != references(&other));
    let mut same = errand.clone();
    same.task.wanted.details.clear();
    assert_eq!(references(&errand), references(&same));
}

#[test]
fn a_task_goes_to_whoever_the_routes_name() {
    let mut errand = samples::erasure();
    assert_eq!(recipients(&parse(&errand.mail().raw)), ["privacy@acme.example"]);
    errand.shop.routes.0.remove("privacy");
    assert_eq!(recipients(&parse(&errand.mail().raw)), ["owner@acme.example"]);
    errand.shop.routes.0.insert("default".into(), "Owner <owner@acme.example>".into());
    assert_eq!(errand.render(), Err(Unmailable::BadText { what: "shop.routes" }));
    errand.shop.routes.0.clear();
    errand.shop.sender.reply_to = Some("help@acme.example".into());
    assert_eq!(recipients(&parse(&errand.mail().raw)), ["help@acme.example"], "never nobody");
}

#[test]
fn redirected_it_is_the_same_mail_to_somebody_else() {
    for sample in samples::all() {
        let own = sample.confirmation();
        let mail = sample.render_to("order-confirmation", None, Some("owner@acme.example")).expect("a mail");
        assert_eq!(
            (&mail.text, &mail.html, &mail.from),
            (&own.text, &own.html, &own.from),
            "{}",
            sample.name
        );
        assert!(mail.subject.ends_with(&own.subject) && mail.subject.starts_with('['), "{}", mail.subject);
        let read = parse(&mail.raw);
        assert_eq!(recipients(&read), ["owner@acme.example"]);
        assert_eq!(read.header_raw("X-Nightshift-Redirected").map(str::trim), Some("yes"));
        let mut names = header_names(&mail.raw);
        names.retain(|name| name != "X-Nightshift-Redirected");
        assert_eq!(names, HEADERS);
        let raw = String::from_utf8_lossy(&mail.raw);
        let head = raw.split("\r\n\r\n").next().expect("a head");
        assert!(!head.contains("buyer@mail.example"), "{}: the buyer is in a header", sample.name);
    }
    let redirected = |to: &str| samples::euro().render_to("order-confirmation", None, Some(to));
    assert_eq!(
        redirected("owner@acme.example").map(|mail| mail.subject).as_deref(),
        Ok("[redirected] Acme & Daughters: we have your order #1001")
    );
    for bad in ["", "owner", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"] {
        assert_eq!(redirected(bad), Err(Unmailable::BadText { what: "redirect_to" }), "{bad:?}");
    }
    let mut nobody = samples::euro();
    nobody.order.email = None;
    let rehearsed = nobody.render_to("order-confirmation", None, Some("owner@acme.example"));
    assert_eq!(rehearsed, Err(Unmailable::NoRecipient), "a rehearsal fails where the play would");
}

#[test]
fn what_cannot_be_mailed_says_why() {
    type Spoil = fn(&mut Sample);
    let cases: &[(&str, Spoil, Unmailable)] = &[
        ("no address", |s| s.order.email = None, Unmailable::NoRecipient),
        ("blank address", |s| s.order.email = Some("  ".into()), Unmailable::NoRecipient),
        ("no host", |s| s.order.email = Some("buyer".into()), Unmailable::BadRecipient),
        (
            "two addresses",
            |s| s.order.email = Some("a@b.example, c@d.example".into()),
            Unmailable::BadRecipient,
        ),
        ("a name beside it", |s| s.order.email = Some("A <a@b.example>".into()), Unmailable::BadRecipient),
        (
            "a header in it",
            |s| s.order.email = Some("a@b.example\r\nBcc: c@d.example".into()),
            Unmailable::BadRecipient,
        ),
        ("beyond ASCII", |s| s.order.email = Some("jörg@b.example".into()), Unmailable::BadRecipient),
        ("a nameless order", |s| s.order.name = "\0".into(), Unmailable::BadText { what: "order.name" }),
        ("an endless number", |s| s.order.name = "1".repeat(65), Unmailable::BadText { what: "order.name" }),
        ("a nameless shop", |s| s.shop.name = " ".into(), Unmailable::BadText { what: "shop.name" }),
        (
            "a bad sender",
            |s| s.shop.sender.address = "x".into(),
            Unmailable::BadText { what: "shop.sender.address" },
        ),
        (
            "two replies",
            |s| s.shop.sender.reply_to = Some("a@b.c,d@e.f".into()),
            Unmailable::BadText { what: "shop.sender.reply_to" },
        ),
        (
            "an endless title",
            |s| s.order.lines[0].title = "x".repeat(8193),
            Unmailable::BadText { what: "line.title" },
        ),
        (
            "endless pieces",
            |s| s.order.lines[0].quantity = i64::MAX,
            Unmailable::BadText { what: "order amounts" },
        ),
        (
            "two currencies",
            |s| s.order.lines[0].discount = samples::money("1", "USD"),
            Unmailable::BadText { what: "order amounts" },
        ),
    ];
    for (name, spoil, expected) in cases {
        let mut sample = samples::euro();
        spoil(&mut sample);
        assert_eq!(sample.render("order-confirmation").as_ref(), Err(expected), "{name}");
    }
    assert_eq!(samples::euro().render("no-such-message"), Err(Unmailable::UnknownMessage));
    assert_eq!(samples::euro().render("task"), Err(Unmailable::UnknownMessage), "it isn't about orders");
}

#[test]
fn larger_than_ses_takes_is_refused() {
    let mut sample = samples::bare();
    let mut line = sample.order.lines[0].clone();
    line.title = "é".repeat(4000);
    sample.order.lines = vec![line; 700];
    assert_eq!(sample.render("order-confirmation"), Err(Unmailable::TooLarge));
}
