//! The mails that the local cloud kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use jiff::Timestamp;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use serde::Serialize;

use crate::{
    cloud::house::House,
    serve::message_tags,
    trouble::{Explain, Trouble},
};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct StoredMail {
    /// Its number in the mailbox.
    pub(crate) number: u32,
    /// When it arrived.
    pub(crate) arrived: Timestamp,
    /// Who it is for.
    pub(crate) to: String,
    /// Its subject.
    pub(crate) subject: String,
    /// Its SES configuration set, which tells the lane.
    pub(crate) lane: String,
    /// Its message's folder.
    pub(crate) message: String,
    /// The name of the send.
    pub(crate) send_id: String,
    /// The whole of it.
    pub(crate) file: PathBuf,
}

/// All of them, oldest first.
pub(crate) fn all(house: &House) -> Result<Vec<StoredMail>, Trouble> {
    let Ok(entries) = fs::read_dir(house.mail()) else { return Ok(Vec::new()) };
    let mut mails = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let number = path.file_name().and_then(|n| n.to_str()?.strip_suffix(".eml")?.parse().ok());
        if let Some(number) = number {
            let raw = fs::read(&path).while_trying(format!("{} can't be read", path.display()))?;
            let arrived = fs::metadata(&path)
                .and_then(|meta| meta.modified())
                .ok()
                .and_then(|time| Timestamp::try_from(time).ok())
                .unwrap_or_default();
            mails.push(kept(number, &raw, arrived, path));
        }
    }
    mails.sort_by_key(|mail| mail.number);
    Ok(mails)
}

fn kept(number: u32, raw: &[u8], arrived: Timestamp, file: PathBuf) -> StoredMail {
    let parsed = MessageParser::default().parse_headers(raw).unwrap_or_default();
    let tags = header(&parsed, "X-SES-MESSAGE-TAGS").map(|text| message_tags(&text)).unwrap_or_default();
    let tag = |name: &str| tags.get(name).cloned().unwrap_or_default();
    let to = parsed.to().and_then(|a| a.first()?.address().map(str::to_owned)).unwrap_or_default();
    let set = header(&parsed, "X-SES-CONFIGURATION-SET").unwrap_or_default();
    let lane = ["transactional", "bulk"].into_iter().find(|lane| set.to_lowercase().contains(lane));
    StoredMail {
        number,
        arrived,
        to,
        subject: parsed.subject().unwrap_or_default().to_owned(),
        lane: lane.map_or(set.clone(), str::to_owned),
        message: tag("message"),
        send_id: tag("send_id"),
        file,
    }
}

fn header(mail: &Message<'_>, name: &str) -> Option<String> {
    mail.header_raw(name).map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A mail's HTML as a browser can show it: pictures that come along with the mail are put into it.
pub(crate) fn html_to_look_at(raw: &[u8]) -> Option<String> {
    let parsed = MessageParser::default().parse(raw)?;
    let mut html = parsed.body_html(0)?.into_owned();
    for part in &parsed.parts {
        if let (Some(cid), Some(kind)) = (part.content_id(), part.content_type()) {
            let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
            let whole = format!("data:{kind};base64,{}", BASE64.encode(part.contents()));
            html = html.replace(&format!("cid:{cid}"), &whole);
        }
    }
    Some(html)
}

/// The web addresses in a mail's text, in their order; none of a file that can't be read.
pub(crate) fn addresses(file: &Path) -> Vec<String> {
    let raw = fs::read(file).unwrap_or_default();
    let text = MessageParser::default().parse(&raw).and_then(|mail| Some(mail.body_text(0)?.into_owned()));
    let text = text.unwrap_or_default();
    let words = text.split_whitespace().filter_map(|word| word.find("http").map(|at| &word[at..]));
    words.map(|word| word.trim_end_matches(['>', ')', '.', ',']).to_owned()).collect()
}

/// An address of which a passer-by learns little: `a…r@buyer.example`.
pub(crate) fn masked(address: &str) -> String {
    let Some((local, host)) = address.rsplit_once('@') else { return "…".to_owned() };
    let mut chars = local.chars();
    match (chars.next(), chars.next_back()) {
        (Some(first), Some(last)) if local.chars().count() > 2 => format!("{first}…{last}@{host}"),
        _ => format!("…@{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_come_along_are_put_in() {
        let raw =
            b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
            <img src=\"cid:code\"><img src=\"cid:other\">\r\n--b\r\nContent-Type: image/png\r\n\
            Content-ID: <code>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n";
        let html = html_to_look_at(raw).expect("it has HTML");
        assert!(html.contains("<img src=\"data:image/png;base64,AAEC\"><img src=\"cid:other\">"), "{html}");
    }

    #[test]
    fn a_mail_is_told_by_its_headers() {
        let raw = b"To: Ada <ada@buyer.example>\r\nSubject: =?utf-8?q?Bestellung_=E2=84=961?=\r\n\
            X-SES-MESSAGE-TAGS: send_id=0af1, shop=acme,\r\n message=order-confirmation\r\n\
            X-SES-CONFIGURATION-SET: nightshift-TransactionalSet-1X\r\n\r\nbody";
        let mail = kept(7, raw, Timestamp::UNIX_EPOCH, PathBuf::from("0007.eml"));
        assert_eq!(mail.to, "ada@buyer.example");
        assert_eq!(mail.subject, "Bestellung №1");
        assert_eq!(
            (mail.lane.as_str(), mail.message.as_str(), mail.send_id.as_str()),
            ("transactional", "order-confirmation", "0af1")
        );
    }

    #[test]
    fn addresses_are_masked() {
        for (address, shown) in [
            ("ada.sommer@buyer.example", "a…r@buyer.example"),
            ("ab@c.example", "…@c.example"),
            ("نورة@c.example", "ن…ة@c.example"),
            ("none", "…"),
        ] {
            assert_eq!(masked(address), shown);
        }
    }
}
