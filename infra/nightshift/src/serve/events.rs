//! What SES would report about a mail, in the shape of its event publishing to SNS.

use std::collections::BTreeMap;

use jiff::Timestamp;
use mail_parser::{Address, MessageParser};
use serde_json::{Value, json};

use super::smtp::Mail;

/// What is known of a send beside the mail itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct SendRequest {
    /// The configuration set named in the request.
    pub(super) configuration_set: Option<String>,
    /// Tags named in the request.
    pub(super) tags: BTreeMap<String, String>,
}

/// What becomes of a mail, by its recipient's local part, as at SES's mailbox simulator.
fn fate(recipient: &str) -> &'static [&'static str] {
    let local = recipient.split(['@', '+']).next().unwrap_or_default().to_ascii_lowercase();
    match local.as_str() {
        "bounce" | "suppressionlist" => &["Send", "Bounce"],
        "complaint" => &["Send", "Delivery", "Complaint"],
        _ => &["Send", "Delivery"],
    }
}

/// SES's id of a mail: what the local cloud wrote into its `Message-ID` is what it answered to the sender.
pub(super) fn message_id(raw: &[u8]) -> Option<String> {
    MessageParser::default().parse_headers(raw)?.message_id().map(str::to_owned)
}

/// The events about a mail, in the order in which SES tells them. Without a configuration set it tells nothing.
pub(super) fn about(mail: &Mail, asked: &SendRequest, now: Timestamp) -> Vec<Value> {
    let Some(parsed) = MessageParser::default().parse_headers(&mail.raw) else { return Vec::new() };
    let header =
        |name: &str| parsed.header_raw(name).map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "));
    let Some(set) = header("X-SES-CONFIGURATION-SET").or_else(|| asked.configuration_set.clone()) else {
        return Vec::new();
    };
    let (Some(message_id), Some(recipient)) = (parsed.message_id(), mail.to.first()) else {
        return Vec::new();
    };

    let mut tags = BTreeMap::from([
        ("ses:configuration-set".to_owned(), json!([set])),
        ("ses:caller-identity".to_owned(), json!(["nightshift-local"])),
        ("ses:source-ip".to_owned(), json!(["127.0.0.1"])),
    ]);
    if let Some((_, domain)) = mail.from.rsplit_once('@') {
        tags.insert("ses:from-domain".to_owned(), json!([domain]));
    }
    let own = header("X-SES-MESSAGE-TAGS").map(|text| message_tags(&text)).unwrap_or_default();
    for (name, value) in asked.tags.clone().into_iter().chain(own) {
        tags.insert(name, json!([value]));
    }
    let at = format!("{now:.3}");
    let told = json!({
        "timestamp": at,
        "source": mail.from,
        "sourceArn": format!("arn:aws:ses:{}:000000000000:identity/{}", crate::cloud::running::REGION, mail.from),
        "sendingAccountId": "000000000000",
        "messageId": message_id,
        "destination": mail.to,
        "headersTruncated": false,
        "headers": parsed.headers_raw().map(|(n, v)| json!({"name": n, "value": v.trim()})).collect::<Vec<_>>(),
        "commonHeaders": {
            "from": addresses(parsed.from()),
            "to": addresses(parsed.to()),
            "messageId": message_id,
            "subject": parsed.subject().unwrap_or_default(),
        },
        "tags": tags,
    });
    let event = |kind: &&str| {
        let mut event = json!({"eventType": kind, "mail": told});
        event[kind.to_ascii_lowercase()] = detail(kind, recipient, &mail.to, &at);
        event
    };
    fate(recipient).iter().map(event).collect()
}

/// The part of an event that is its own.
fn detail(kind: &str, recipient: &str, recipients: &[String], at: &str) -> Value {
    match kind {
        "Send" => json!({}),
        "Delivery" => json!({
            "timestamp": at,
            "processingTimeMillis": 1,
            "recipients": recipients,
            "smtpResponse": "250 2.6.0 Message received",
            "reportingMTA": "a1.smtp-out.nightshift.local",
        }),
        "Bounce" => json!({
            "bounceType": "Permanent",
            "bounceSubType": if recipient.starts_with("suppressionlist") { "Suppressed" } else { "General" },
            "bouncedRecipients": [{
                "emailAddress": recipient,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }],
            "timestamp": at,
            "feedbackId": "nightshift-local",
            "reportingMTA": "dsn; a1.smtp-out.nightshift.local",
        }),
        _ => json!({
            "complainedRecipients": [{"emailAddress": recipient}],
            "timestamp": at,
            "feedbackId": "nightshift-local",
            "userAgent": "nightshift local cloud",
            "complaintFeedbackType": "abuse",
            "arrivalDate": at,
        }),
    }
}

/// `a=1, b=2`
pub(crate) fn message_tags(text: &str) -> BTreeMap<String, String> {
    let pair = |part: &str| part.split_once('=').map(|(n, v)| (n.trim().to_owned(), v.trim().to_owned()));
    text.split(',').filter_map(pair).collect()
}

fn addresses(of: Option<&Address<'_>>) -> Vec<String> {
    let shown = |a: &mail_parser::Addr<'_>| match (a.name(), a.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (_, address) => address.unwrap_or_default().to_owned(),
    };
    of.map(|a| a.iter().map(shown).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str) -> Mail {
        let raw = format!(
            "Message-ID: <abc@email.amazonses.com>\r\nFrom: Acme <shop@acme.example>\r\nTo: {to}\r\n\
             X-SES-MESSAGE-TAGS: send_id=0af1,\r\n shop=acme\r\nX-SES-CONFIGURATION-SET: transactional\r\n\
             Subject: Order =?utf-8?q?=E2=84=96?= 1\r\n\r\nhello\r\n"
        );
        Mail { from: "shop@acme.example".into(), to: vec![to.into()], raw: raw.into_bytes() }
    }

    #[test]
    fn events_have_the_documented_shape() {
        let events = about(&mail("ada@buyer.example"), &SendRequest::default(), Timestamp::UNIX_EPOCH);
        assert_eq!(events.len(), 2);
        let [send, delivery] = &events[..] else { panic!("two") };
        assert_eq!(send["eventType"], "Send");
        assert_eq!(send["send"], json!({}));
        assert_eq!(send["mail"]["messageId"], "abc@email.amazonses.com");
        assert_eq!(send["mail"]["timestamp"], "1970-01-01T00:00:00.000Z");
        assert_eq!(send["mail"]["tags"]["send_id"], json!(["0af1"]));
        assert_eq!(send["mail"]["tags"]["shop"], json!(["acme"]));
        assert_eq!(send["mail"]["tags"]["ses:configuration-set"], json!(["transactional"]));
        assert_eq!(send["mail"]["commonHeaders"]["subject"], "Order № 1");
        assert_eq!(delivery["delivery"]["recipients"], json!(["ada@buyer.example"]));
    }

    #[test]
    fn the_recipient_decides_what_becomes_of_it() {
        for (to, kinds) in [
            ("ada@buyer.example", &["Send", "Delivery"][..]),
            ("bounce@simulator.amazonses.com", &["Send", "Bounce"]),
            ("bounce+7@buyer.example", &["Send", "Bounce"]),
            ("complaint@buyer.example", &["Send", "Delivery", "Complaint"]),
            ("bouncer@buyer.example", &["Send", "Delivery"]),
        ] {
            let events = about(&mail(to), &SendRequest::default(), Timestamp::UNIX_EPOCH);
            let told: Vec<_> = events.iter().map(|e| e["eventType"].as_str().unwrap_or_default()).collect();
            assert_eq!(told, kinds, "{to}");
        }
    }

    #[test]
    fn tags_and_set_may_come_with_the_request_and_nothing_is_told_without_a_set() {
        let bare = Mail { raw: b"Message-ID: <a@b>\r\n\r\nx".to_vec(), ..mail("a@b.example") };
        assert!(about(&bare, &SendRequest::default(), Timestamp::UNIX_EPOCH).is_empty());
        let asked = SendRequest {
            configuration_set: Some("bulk".into()),
            tags: BTreeMap::from([("send_id".into(), "1".into())]),
        };
        let events = about(&bare, &asked, Timestamp::UNIX_EPOCH);
        assert_eq!(events[0]["mail"]["tags"]["send_id"], json!(["1"]));
        assert_eq!(events[0]["mail"]["tags"]["ses:configuration-set"], json!(["bulk"]));
    }
}
