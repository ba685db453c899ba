//! Texts that want to be markup, headers, links or something else than they are.

use domain::{
    EntityRef,
    settings::{Market, PickupPlace, Wording},
};
use mail::Mail;
use scraper::{Html, node::Node};

use crate::{
    mime::{HEADERS, expected_shape, header_names, parse, recipients, shape},
    samples::{self, Errand, Sample},
};

/// Put into every text of an order and its shop, one after the other.
pub(crate) const HOSTILE: &[&str] = &[
    "A\r\nBcc: thief@evil.example",
    "A\nBcc: thief@evil.example\n\n<b>body</b>",
    "A\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\nx",
    "A\rBcc: thief@evil.example",
    "A\u{85}Bcc: x\u{2028}Bcc: y\u{2029}Bcc: z",
    "=?utf-8?Q?A=0D=0ABcc:_thief@evil.example?=",
    "\"Acme\" <thief@evil.example>, ",
    "thief@evil.example, other@evil.example",
    "</script><script>alert(1)</script>",
    "</title></style></td></tr></table><h1>x",
    "<img src=x onerror=alert(1)>",
    "<!-- -->]]><![CDATA[",
    "\" onload=\"alert(1)\" x=\"",
    "' onload='alert(1)' x='",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://evil.example/\" onclick=\"x",
    "https://acme.example@evil.example/",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "{{ shop.name }} {% for x in order %} {# no #}",
    "{ $order } {\"}\"} { -brand }",
    "\u{202e}gnp.elixe\u{202c}\u{2067}x\u{2066}",
    "A\0B\u{7}C\u{1b}[31mD\u{7f}",
    "\u{feff}\u{fffe}\u{fdd0}x",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 ẍ̸̨̛ قميص עברית 衬衫",
    ".\r\n.\r\nQUIT",
    "From someone\r\nFrom: other@evil.example",
    "",
    " ",
];

pub(crate) type Place = (&'static str, fn(&mut Sample, String));

/// Every text that comes from outside.
pub(crate) const PLACES: &[Place] = &[
    ("shop.name", |s, t| s.shop.name = t),
    ("shop.url", |s, t| s.shop.url = t),
    ("shop.locale", |s, t| s.shop.locale = t),
    ("sender.name", |s, t| s.shop.sender.name = Some(t)),
    ("sender.address", |s, t| s.shop.sender.address = t),
    ("sender.reply_to", |s, t| s.shop.sender.reply_to = Some(t)),
    ("order.id", |s, t| s.order.id = t),
    ("order.name", |s, t| s.order.name = t),
    ("order.email", |s, t| s.order.email = Some(t)),
    ("order.locale", |s, t| s.order.locale = Some(t)),
    ("order.status_url", |s, t| s.order.status_url = Some(t)),
    ("line.title", |s, t| s.order.lines[0].title = t),
    ("line.sku", |s, t| s.order.lines[0].sku = Some(t)),
    ("line.variant", |s, t| s.order.lines[0].variant = Some(t)),
    ("line.option.name", |s, t| s.order.lines[0].options[0].0 = t),
    ("line.option.value", |s, t| s.order.lines[0].options[0].1 = t),
    ("line.image", |s, t| s.order.lines[0].image = Some(t)),
    ("discount.name", |s, t| s.order.discounts[0].name = t),
    ("shipping.name", |s, t| s.order.shipping[0].name = t),
    ("tax.name", |s, t| s.order.taxes[0].name = t),
    ("tax.rate", |s, t| s.order.taxes[0].rate = t),
    ("line.id", |s, t| s.order.lines[0].id = t),
    ("line.url", |s, t| s.order.lines[0].url = Some(t)),
    ("address.name", |s, t| s.order.billing_address.as_mut().expect("one").name = Some(t)),
    ("address.line", |s, t| s.order.billing_address.as_mut().expect("one").lines[0] = t),
    ("address.city", |s, t| s.order.billing_address.as_mut().expect("one").city = Some(t)),
    ("address.region", |s, t| s.order.billing_address.as_mut().expect("one").region = Some(t)),
    ("address.postcode", |s, t| s.order.billing_address.as_mut().expect("one").postcode = Some(t)),
    ("address.country", |s, t| s.order.billing_address.as_mut().expect("one").country = Some(t)),
    ("market.country", |s, t| s.order.shipping_address.as_mut().expect("one").country = Some(t)),
    ("pickup.name", |s, t| s.order.pickup.as_mut().expect("one").name = t),
    ("pickup.hours", |s, t| s.order.pickup.as_mut().expect("one").hours[0] = t),
    ("pickup.address", |s, t| {
        s.order.pickup.as_mut().expect("one").address.as_mut().expect("one").lines[0] = t
    }),
    ("promise.line", |s, t| s.order.promise.as_mut().expect("one").shipments[0].lines = vec![t]),
    ("gateway", |s, t| s.order.payment.gateways = vec![t]),
    ("tender.name", |s, t| s.order.payment.tenders[1].name = t),
    ("tender.last_four", |s, t| s.order.payment.tenders[1].last_four = Some(t)),
    ("shop.zone", |s, t| s.shop.zone = t),
    ("shop.hosts", |s, t| s.shop.hosts = vec![t]),
    ("shop.pickup", |s, t| drop(s.shop.pickup.insert("DHL parcel".into(), place(&t)))),
    ("shop.pickup.name", |s, t| drop(s.shop.pickup.insert(t, place("A")))),
    ("bank.holder", |s, t| s.shop.bank.as_mut().expect("one").holder = t),
    ("bank.iban", |s, t| s.shop.bank.as_mut().expect("one").iban = t),
    ("bank.bic", |s, t| s.shop.bank.as_mut().expect("one").bic = Some(t)),
    ("market.version", |s, t| eu(s).version = t),
    ("market.seller", |s, t| eu(s).seller[0] = t),
    ("market.terms", |s, t| eu(s).terms = Some(t)),
    ("market.terms_url", |s, t| eu(s).terms_url = Some(t)),
    ("market.withdrawal", |s, t| eu(s).withdrawal = Some(t)),
    ("market.withdrawal_form", |s, t| eu(s).withdrawal_form = Some(t)),
    ("look.colour", |s, t| s.shop.look.colour = Some(t)),
    ("look.logo", |s, t| s.shop.look.logo = Some(t)),
    ("wording", |s, t| s.shop.wording = reworded("order-confirmation-heading", t)),
    ("wording.subject", |s, t| s.shop.wording = reworded("order-confirmation-subject", t)),
    ("wording.key", |s, t| s.shop.wording = reworded(&t, "x".into())),
];

fn eu(sample: &mut Sample) -> &mut Market {
    sample.shop.markets.get_mut("EU").expect("a market")
}

fn place(text: &str) -> PickupPlace {
    PickupPlace { name: Some(text.to_owned()), address: vec![text.to_owned()], hours: vec![text.to_owned()] }
}

/// What may change a mail's shape by itself: texts whose line breaks are kept, and texts that decide whether a part
/// is there at all.
pub(crate) fn shapes(place: &str) -> bool {
    let decides = ["shop.url", "order.status_url", "line.image", "shop.hosts", "promise.line", "shop.zone"];
    decides.contains(&place) || ["market.", "bank.", "address."].iter().any(|group| place.starts_with(group))
}

pub(crate) fn reworded(key: &str, text: String) -> Wording {
    let own = [(key.to_owned(), text)].into();
    [("en".to_owned(), [("order-confirmation".to_owned(), own)].into())].into()
}

/// Elements with their attributes' names, in order: what a text must never change. Values that come from
/// outside are left out, those of `style` and the like are kept.
pub(crate) fn tree(html: &str) -> Vec<String> {
    let ours = ["style", "class", "dir", "align", "width", "lang", "role", "href", "src"];
    Html::parse_document(html)
        .tree
        .root()
        .descendants()
        .filter_map(|node| match node.value() {
            Node::Element(element) => {
                let attributes = element.attrs().map(|(name, value)| match name {
                    "lang" | "href" | "src" => name.to_owned(),
                    name if ours.contains(&name) => format!("{name}={value}"),
                    name => name.to_owned(),
                });
                Some(format!("{} {}", element.name(), attributes.collect::<Vec<_>>().join(" ")))
            }
            Node::Comment(_) => Some("comment".to_owned()),
            _ => None,
        })
        .collect()
}

/// What must hold for whatever was mailed.
pub(crate) fn assert_sound(mail: &Mail, what: &str) {
    assert_eq!(header_names(&mail.raw), HEADERS, "{what}");
    let read = parse(&mail.raw);
    assert_eq!(recipients(&read), [mail.to.as_str()], "{what}");
    assert_eq!(shape(&read), expected_shape(mail), "{what}");
    crate::json_ld::parse(mail);
    assert_eq!(read.from().map(|f| f.iter().count()), Some(1), "{what}");
    assert_eq!(read.reply_to().map(|f| f.iter().count()), Some(1), "{what}");
    let bidi = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let from = read.from().and_then(|f| f.first()).and_then(|f| f.name()).unwrap_or_default().to_owned();
    for header in [read.subject().unwrap_or_default(), &from, &mail.subject] {
        assert!(!header.chars().any(|c| c.is_control() || bidi(c)), "{what}: {header:?}");
    }
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}');
    for part in [&mail.text, &mail.html] {
        assert!(!part.chars().any(|c| (c.is_control() && c != '\n') || turns(c)), "{what}");
        assert_eq!(part.matches('\u{2068}').count(), part.matches('\u{2069}').count(), "{what}");
    }
    let page = Html::parse_document(&mail.html);
    for node in page.tree.root().descendants() {
        let Node::Element(element) = node.value() else { continue };
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on"), "{what}: {name}");
            if matches!(name, "href" | "src") {
                let ours = value.to_ascii_lowercase().starts_with("https://acme.example");
                assert!(
                    ours || ["cid:payment-code", "cid:stock-chart", "cid:returns-chart"].contains(&value),
                    "{what}: {value}"
                );
            }
        }
    }
}

#[test]
fn no_text_changes_the_mails_shape() {
    let benign = tree(&samples::fetched().confirmation().html);
    let long = "W".repeat(8 * 1024);
    let (mut mailed, mut refused) = (0, 0);
    for (place, put) in PLACES {
        for text in HOSTILE.iter().copied().chain([long.as_str()]) {
            let mut sample = samples::fetched();
            put(&mut sample, text.to_owned());
            let what = format!("{place}: {:?}", text.chars().take(40).collect::<String>());
            match sample.render("order-confirmation") {
                Err(mail::Unmailable::Template(bug)) => panic!("{what}: {bug}"),
                Err(_) => refused += 1,
                Ok(mail) => {
                    assert_sound(&mail, &what);
                    mailed += 1;
                    // A link or text that is left out takes its own elements with it.
                    if !(text.trim().is_empty() || shapes(place)) {
                        assert_eq!(tree(&mail.html), benign, "{what}");
                    }
                }
            }
        }
    }
    assert!(mailed > 1200 && refused > 80, "{mailed} mailed, {refused} refused");
}

#[test]
fn no_task_changes_its_mails_shape() {
    type Spoil = fn(&mut Errand, String);
    let places: &[(&str, Spoil)] = &[
        ("shop.name", |e, t| e.shop.name = t),
        ("shop.zone", |e, t| e.shop.zone = t),
        ("routes", |e, t| drop(e.shop.routes.0.insert("privacy".into(), t))),
        ("owner", |e, t| e.task.wanted.owner = t),
        ("reason", |e, t| e.task.wanted.reason = t),
        ("about.kind", |e, t| e.task.about = EntityRef::new(&t, "1")),
        ("about.id", |e, t| e.task.about = EntityRef::customer(&t)),
        ("detail", |e, t| e.task.wanted.details.values_mut().for_each(|value| *value = t.clone())),
        ("detail.name", |e, t| e.task.wanted.details = [(t, "1".to_owned())].into()),
        ("task.id", |e, t| e.entity = EntityRef::new("TASK", &t)),
    ];
    let benign = tree(&samples::erasure().mail().html);
    let (mut mailed, mut refused) = (0, 0);
    for (place, put) in places {
        for text in HOSTILE {
            let mut errand = samples::erasure();
            put(&mut errand, (*text).to_owned());
            let what = format!("{place}: {text:?}");
            match errand.render() {
                Err(mail::Unmailable::Template(bug)) => panic!("{what}: {bug}"),
                Err(_) => refused += 1,
                Ok(mail) => {
                    assert_sound(&mail, &what);
                    assert_eq!(tree(&mail.html), benign, "{what}");
                    mailed += 1;
                }
            }
        }
    }
    assert!(mailed > 200 && refused > 30, "{mailed} mailed, {refused} refused");
}

#[test]
fn all_texts_hostile_at_once() {
    let benign = tree(&samples::fetched().confirmation().html);
    for text in HOSTILE.iter().filter(|t| !t.trim().is_empty()) {
        let mut sample = samples::fetched();
        for (place, put) in PLACES {
            let needed = [
                "sender.address",
                "sender.reply_to",
                "order.email",
                "order.name",
                "shop.name",
                "sender.name",
            ];
            if !needed.contains(place) && !shapes(place) {
                put(&mut sample, (*text).to_owned());
            }
        }
        let mail = sample.confirmation();
        assert_sound(&mail, text);
        assert_eq!(tree(&mail.html), benign, "{text:?}");
    }
}
