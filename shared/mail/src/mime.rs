//! Headers and MIME.

use domain::{EntityRef, digest::Digest, event::hash_of, settings::is_address};
use mail_builder::{
    MessageBuilder,
    headers::{
        HeaderType, address::Address, content_type::ContentType, date::Date, message_id::MessageId, raw::Raw,
    },
    mime::MimePart,
};

use crate::{About, Request, Unmailable, about::ShopView, attached, clean, locale::Speech};

/// What SES v1 takes by default, encoded: 10 MB.
pub const LARGEST_MAIL: usize = 10_000_000;

/// A picture within a mail, which its HTML shows by `cid:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) cid: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}
/// The longest address to unsubscribe at: a header's line has 998 characters.
const LONGEST_UNSUBSCRIBE: usize = 500;

/// The longest display name of a sender.
const LONGEST_NAME: usize = 120;

/// The one address that a mail goes to. SES takes ASCII only. What couldn't go to its own recipient isn't
/// redirected either: redirecting is a rehearsal.
pub(crate) fn recipient(request: &Request) -> Result<String, Unmailable> {
    let own = match request.about {
        About::Order(order) | About::Delay(order, _) | About::Return(order, _) => {
            let address = order.email.as_deref().map(str::trim).filter(|e| !e.is_empty());
            address_of(address.ok_or(Unmailable::NoRecipient)?).ok_or(Unmailable::BadRecipient)?
        }
        About::Task(_, task) => route(request, &task.wanted.owner)?,
        About::Digest(..) | About::Adherence(..) => route(request, Digest::ROUTE)?,
        About::ReturnReport(_, report) => route(request, &report.route)?,
        About::Stock(_, alert) => route(request, &alert.route)?,
        About::Purchase(_, _, owner) => route(request, owner)?,
        About::PurchaseOrder(_, order) => {
            let supplier = request.shop.suppliers.get(&order.supplier);
            let address = supplier.and_then(|supplier| supplier.address.as_deref());
            address_of(address.ok_or(Unmailable::NoRecipient)?).ok_or(Unmailable::BadRecipient)?
        }
        About::ReturnApproval(_, kept, _) => {
            let put = kept.put(request.revision).ok_or(Unmailable::NoRecipient)?;
            route(request, &put.route)?
        }
        About::StockDigest(_, digest) => route(request, &digest.route)?,
        About::StockStorm(_, storm) => route(request, &storm.route)?,
    };
    match request.redirect_to {
        None => Ok(own),
        Some(instead) => address_of(instead).ok_or(Unmailable::BadText { what: "redirect_to" }),
    }
}

/// Where a route of the shop's own leads.
fn route(request: &Request, owner: &str) -> Result<String, Unmailable> {
    address_of(request.shop.told(owner)).ok_or(Unmailable::BadText { what: "shop.routes" })
}

fn address_of(address: &str) -> Option<String> {
    (is_address(address) && address.is_ascii()).then(|| address.to_owned())
}

/// Everything around the two parts, checked.
pub(crate) struct Envelope<'a> {
    pub(crate) from: String,
    sender: String,
    reply_to: String,
    to: &'a str,
    host: String,
    thread: String,
    tags: String,
    language: &'a str,
    unsubscribe: Option<String>,
    request: &'a Request<'a>,
}

impl<'a> Envelope<'a> {
    pub(crate) fn of(
        request: &'a Request,
        to: &'a str,
        shop: &ShopView,
        speech: &'a Speech,
        marketing: bool,
    ) -> Result<Self, Unmailable> {
        let settings = request.shop;
        let from = address_of(&settings.sender.address)
            .ok_or(Unmailable::BadText { what: "shop.sender.address" })?;
        let reply_to = match &settings.sender.reply_to {
            None => from.clone(),
            Some(other) => address_of(other).ok_or(Unmailable::BadText { what: "shop.sender.reply_to" })?,
        };
        let sender = match &settings.sender.name {
            None => shop.name.clone(),
            Some(name) => clean::short(name, LONGEST_NAME, "shop.sender.name")?,
        };
        let sender = clean::header(&sender);
        if !request.configuration_set.is_none_or(|name| is_tag(name, 64)) {
            return Err(Unmailable::BadText { what: "configuration_set" });
        }
        let (_, host) = from.rsplit_once('@').expect("an address has a host");
        let host = host.to_ascii_lowercase();
        let (kind, entity) = match request.about {
            About::Order(order) | About::Delay(order, _) | About::Return(order, _) => {
                ("order", EntityRef::order(&order.id))
            }
            About::ReturnApproval(entity, ..) => ("return", entity.clone()),
            About::Task(entity, _) => ("task", entity.clone()),
            About::Digest(entity, _) => ("digest", entity.clone()),
            About::Adherence(entity, _) => ("adherence", entity.clone()),
            About::ReturnReport(entity, _) => ("return-report", entity.clone()),
            // The mails about one stock thread: told, worse, put off and still low.
            About::Stock(entity, _) => ("stock", entity.clone()),
            About::Purchase(entity, ..) => ("purchase", entity.clone()),
            About::PurchaseOrder(entity, _) => ("purchase-order", entity.clone()),
            About::StockDigest(entity, _) | About::StockStorm(entity, _) => ("stocks", entity.clone()),
        };
        let mut thread = hash_of(format!("thread|{}|{entity}", settings.id));
        thread.truncate(32);
        let thread = format!("{kind}.{thread}@{host}");
        let tags = format!(
            "send_id={}, shop={}, message={}",
            request.send_id.as_str(),
            settings.id,
            request.message
        );
        let unsubscribe = if marketing { Some(one_click(request.unsubscribe)?) } else { None };
        let language = &speech.tag;
        Ok(Self { from, sender, reply_to, to, host, thread, tags, language, unsubscribe, request })
    }

    /// The whole mail. The boundary follows from what it separates: the same mail has the same bytes, and no
    /// text can contain its own boundary.
    pub(crate) fn build(
        &self,
        subject: &str,
        text: &str,
        html: &str,
        inline: &[Inline],
    ) -> Result<Vec<u8>, Unmailable> {
        let send_id = self.request.send_id.as_str();
        let mut boundary = hash_of(format!("{send_id}|{text}|{html}"));
        boundary.truncate(40);
        let mut mail = MessageBuilder::new()
            .from(Address::new_address(Some(self.sender.as_str()), self.from.as_str()))
            .to(Address::new_address(None::<&str>, self.to))
            .reply_to(Address::new_address(None::<&str>, self.reply_to.as_str()))
            .subject(subject)
            .date(Date::new(self.request.date.as_second()))
            .message_id(MessageId::new(format!("{send_id}@{}", self.host)))
            .in_reply_to(MessageId::new(self.thread.as_str()))
            .references(MessageId::new(self.thread.as_str()))
            .header("MIME-Version", raw("1.0"))
            .header("Content-Language", raw(self.language))
            .header("Auto-Submitted", raw("auto-generated"))
            .header("X-SES-MESSAGE-TAGS", raw(&self.tags));
        if let Some(name) = self.request.configuration_set {
            mail = mail.header("X-SES-CONFIGURATION-SET", raw(name));
        }
        if let Some(address) = &self.unsubscribe {
            mail = mail
                .header("List-Unsubscribe", raw(address))
                .header("List-Unsubscribe-Post", raw("List-Unsubscribe=One-Click"));
        }
        if self.request.redirect_to.is_some() {
            mail = mail.header("X-Nightshift-Redirected", raw("yes"));
        }
        // RFC 2045: a text's lines end in CRLF before it is encoded, in base64 too.
        let [text, html] = [text, html].map(|part| part.replace('\n', "\r\n"));
        let html = related(MimePart::new("text/html", html), inline, &boundary);
        let parts = vec![MimePart::new("text/plain", text), html];
        let said = multipart("alternative", &boundary, parts);
        let (files, _) = attached::fitting(self.request.files);
        let bare = said.clone();
        let whole = |body: MimePart<'_>| {
            let mut bytes = Vec::new();
            mail.clone().body(body).serialize(&mut bytes);
            (bytes.len() <= LARGEST_MAIL).then_some(bytes)
        };
        if let Some(bytes) = Some(with_files(said, &files)).filter(|_| !files.is_empty()).and_then(whole) {
            return Ok(bytes);
        }
        // Texts that take what was kept for them: they are worth more than the files.
        whole(bare).ok_or(Unmailable::TooLarge)
    }
}

/// The HTML together with the pictures in it.
fn related<'x>(html: MimePart<'x>, inline: &'x [Inline], boundary: &str) -> MimePart<'x> {
    if inline.is_empty() {
        return html;
    }
    let pictures = inline
        .iter()
        .map(|picture| MimePart::new(picture.media_type, picture.bytes.as_slice()).inline().cid(picture.cid));
    let kind = ContentType::new("multipart/related")
        .attribute("type", "text/html")
        .attribute("boundary", format!("=related={boundary}="));
    MimePart::new(kind, std::iter::once(html).chain(pictures).collect::<Vec<_>>())
}

/// What is said, and the files after it. This boundary, too, follows from what it separates.
fn with_files<'x>(said: MimePart<'x>, files: &[attached::Attached<'x>]) -> MimePart<'x> {
    let mut all = String::from("mixed");
    let mut parts = vec![said];
    for file in files {
        all.push_str(&format!("|{}|{}", file.name, hash_of(file.bytes)));
        let part = match file.as_text() {
            Some(encoded) => MimePart::new(file.media_type.clone(), encoded).transfer_encoding("base64"),
            None => MimePart::new(file.media_type.clone(), file.bytes),
        };
        parts.push(part.attachment(file.name.clone()));
    }
    let mut boundary = hash_of(all);
    boundary.truncate(40);
    multipart("mixed", &boundary, parts)
}

fn multipart<'x>(kind: &str, boundary: &str, parts: Vec<MimePart<'x>>) -> MimePart<'x> {
    let kind = ContentType::new(format!("multipart/{kind}")).attribute("boundary", format!("={boundary}="));
    MimePart::new(kind, parts)
}

/// The address for RFC 8058's header, in its brackets.
fn one_click(address: Option<&str>) -> Result<String, Unmailable> {
    let plain = |address: &&str| {
        address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
            && address.len() <= LONGEST_UNSUBSCRIBE
            && address.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"\\".contains(&b))
    };
    address.filter(plain).map(|address| format!("<{address}>")).ok_or(Unmailable::NoUnsubscribe)
}

fn raw(value: &str) -> HeaderType<'_> {
    HeaderType::Raw(Raw::new(value))
}

/// What SES allows in tags and names of configuration sets.
fn is_tag(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
