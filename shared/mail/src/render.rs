//! From a request to a mail.

use domain::{purchase::PurchaseOrder, settings::Shop};

use crate::{
    About, Request, Unmailable,
    about::{Scene, ShopView},
    clean,
    links::Hosts,
    locale::Speech,
    messages::{MessageInfo, message},
    mime,
    strings::Fence,
    templates::engine,
};

/// A mail, ready for SES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The sender's bare address.
    pub from: String,
    /// The one recipient's bare address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The locale spoken, region included: `ar-EG` for strings of `ar` with Egypt's digits.
    pub locale: String,
    /// The whole as MIME.
    pub raw: Vec<u8>,
}

/// Makes a mail. The same request becomes the same bytes.
pub fn render(request: &Request) -> Result<Mail, Unmailable> {
    let message = message(request.message).filter(|m| m.about == request.about.kind());
    make(message.ok_or(Unmailable::UnknownMessage)?, request)
}

fn make(message: &MessageInfo, request: &Request) -> Result<Mail, Unmailable> {
    let name = message.name;
    let theirs = match request.about {
        About::Order(order) | About::Delay(order, _) | About::Return(order, _) => order.locale.as_deref(),
        About::PurchaseOrder(_, order) => language_of(order, request.shop),
        _ => None,
    };
    let speech = Speech::choose(request.locale.or(theirs), request.shop);
    let to = mime::recipient(request)?;
    let hosts = Hosts::of(request.shop);
    let shop = ShopView::of(request.shop, &hosts)?;
    let scene = Scene::of(request, &speech, &shop, &hosts)?;

    let part = |file: &str, fence, subject: &str| -> Result<String, Unmailable> {
        Ok(engine().get_template(&format!("{name}/{file}"))?.render(scene.names(fence, subject))?)
    };
    let subject = clean::header(&clean::line(&part("subject.txt", Fence::Never, "")?, "subject")?);
    let text = part("text.txt", Fence::WhereDirectionsMix, &subject)?;
    let html = part("html.html", Fence::WhereDirectionsMix, &subject)?;
    let text = tidy(&text);

    let subject = match request.redirect_to {
        Some(_) => clean::header(&clean::line(&scene.redirected(&subject)?, "subject")?),
        None => subject,
    };
    let envelope = mime::Envelope::of(request, &to, &shop, &speech, message.marketing)?;
    let raw = envelope.build(&subject, &text, &html, &scene.inline)?;
    Ok(Mail { from: envelope.from, to, subject, text, html, locale: speech.tag, raw })
}

/// The language in which the settings say that a supplier is written to.
pub(crate) fn language_of<'a>(order: &PurchaseOrder, shop: &'a Shop) -> Option<&'a str> {
    shop.suppliers.get(&order.supplier)?.language.as_deref()
}

/// At most one empty line in a row, none at either end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines().map(str::trim_end) {
        if !(line.is_empty() && out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::{
        EntityRef, Timestamp,
        mail::Lane,
        send::SendId,
        settings::Shop,
        task::{Task, Wanted},
    };

    use super::*;

    /// A message that exists, made as one that advertises or as it is, with this address to unsubscribe at.
    fn made(marketing: bool, unsubscribe: Option<&str>) -> Result<String, Unmailable> {
        let shop: Shop = serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
        }))
        .expect("a shop");
        let (due, about) = (Timestamp::UNIX_EPOCH, EntityRef::customer("1"));
        let wanted =
            Wanted { reason: "erase-customer".into(), owner: "privacy".into(), due, details: [].into() };
        let task = Task { about, wanted, opened: due, done: None };
        let entity = EntityRef::new("TASK", "0c8e5d21a9f4");
        let real = message("task").expect("there is one");
        let lane = if marketing { Lane::Bulk } else { real.lane };
        let mail = make(
            &MessageInfo { marketing, lane, ..real.clone() },
            &Request {
                message: "task",
                revision: 1,
                send_id: &SendId::of(&shop.id, &entity, "task", 1),
                about: About::Task(&entity, &task),
                shop: &shop,
                redirect_to: None,
                configuration_set: None,
                locale: None,
                date: due,
                page: None,
                offers: &[],
                files: &[],
                unsubscribe,
            },
        )?;
        Ok(String::from_utf8(mail.raw).expect("a mail is ASCII"))
    }

    /// The headers of the final bytes whose names begin with `List-`.
    fn list_headers(raw: &str) -> Vec<&str> {
        let head = raw.split("\r\n\r\n").next().unwrap_or_default();
        head.split("\r\n").filter(|line| line.to_ascii_lowercase().starts_with("list-")).collect()
    }

    #[test]
    fn what_advertises_carries_the_one_click_pair_and_nothing_else_does() {
        let address = "https://acme.example/u/eyJhIjoxfQ?s=1";
        let marketing = made(true, Some(address)).expect("a mail");
        let pair = [
            "List-Unsubscribe: <https://acme.example/u/eyJhIjoxfQ?s=1>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ];
        assert_eq!(list_headers(&marketing), pair);
        for given in [None, Some(address), Some("mailto:x@acme.example")] {
            let transactional = made(false, given).expect("a mail");
            assert_eq!(list_headers(&transactional), Vec::<&str>::new(), "{given:?}");
            assert!(!transactional.contains("One-Click"), "{given:?}");
        }
    }

    #[test]
    fn what_advertises_is_not_made_without_a_way_out() {
        let long = format!("https://acme.example/{}", "u".repeat(490));
        for given in [
            None,
            Some(""),
            Some("http://acme.example/u"),
            Some("mailto:u@acme.example"),
            Some("https://"),
            Some("https:///u"),
            Some("https://acme.example/u>, <mailto:x@y.example"),
            Some("https://acme.example/u\r\nBcc: x@y.example"),
            Some("https://acme.example/ü"),
            Some(long.as_str()),
        ] {
            assert_eq!(made(true, given), Err(Unmailable::NoUnsubscribe), "{given:?}");
        }
        let longest = format!("https://acme.example/{}", "u".repeat(479));
        let mail = made(true, Some(&longest)).expect("a mail");
        assert!(list_headers(&mail)[0].contains(&longest), "it stays on one line");
    }
}
