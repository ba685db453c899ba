//! What SES reports, in its event publishing format or that of its older notifications, as far as it matters here.

use std::collections::HashMap;

use domain::{
    Failure, ShopId,
    send::{Report, SendId},
};
use serde::Deserialize;

/// An event as SES publishes it, or a notification: in what matters here they are alike.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SesEvent {
    #[serde(rename = "eventType", alias = "notificationType")]
    event_type: String,
    mail: About,
    #[serde(default)]
    bounce: Option<Bounce>,
    #[serde(default)]
    complaint: Option<Complaint>,
    #[serde(default)]
    reject: Option<Reject>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    message_id: String,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    #[serde(default)]
    bounced_recipients: Vec<Recipient>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    #[serde(default)]
    complaint_feedback_type: Option<String>,
    #[serde(default)]
    complained_recipients: Vec<Recipient>,
}

impl Complaint {
    fn is_taken_back(&self) -> bool {
        self.complaint_feedback_type.as_deref() == Some("not-spam")
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Reject {
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

impl SesEvent {
    /// Reads an event; what is none goes to the dead letters.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text).map_err(|e| {
            Failure::permanent(format!("not an event of SES (line {}, column {})", e.line(), e.column()))
        })
    }

    /// The send that it is about, if it is one of ours.
    pub fn ours(&self) -> Option<(ShopId, SendId)> {
        let tag = |name: &str| self.mail.tags.get(name).and_then(|values| values.first());
        Some((tag("shop")?.parse().ok()?, SendId::from_tag(tag("send_id")?)?))
    }

    /// What it reports, if it is something that we follow.
    pub fn report(&self) -> Option<Report> {
        match self.event_type.as_str() {
            // Only SES's own templates fail so, and ours aren't: whatever it was, the mail won't go out.
            "Rendering Failure" | "RenderingFailure" => Some(Report::Reject),
            // SES has given it up, or the reader's server answered that nobody is in: the address itself may be right.
            "Bounce" if self.bounce.as_ref().is_none_or(|bounce| bounce.bounce_type != "Permanent") => {
                Some(Report::SoftBounce)
            }
            // Who says that a mail is no spam takes back that it is.
            "Complaint" if self.complaint.as_ref().is_some_and(Complaint::is_taken_back) => None,
            word => Report::from_word(word),
        }
    }

    /// Whether SES only says that it goes on trying.
    pub fn is_delay(&self) -> bool {
        self.event_type == "DeliveryDelay"
    }

    /// SES's id of the mail.
    pub fn message_id(&self) -> &str {
        &self.mail.message_id
    }

    /// Whose address it was. What a report calls a recipient may be where a reader's mail is forwarded to, so what the
    /// mail itself was sent to counts; ours have one recipient.
    pub fn addresses(&self) -> Vec<&str> {
        if let [sent_to] = self.mail.destination.as_slice() {
            return vec![bare(sent_to)];
        }
        let bounced = self.bounce.iter().flat_map(|bounce| &bounce.bounced_recipients);
        let complained = self.complaint.iter().flat_map(|complaint| &complaint.complained_recipients);
        bounced.chain(complained).map(|recipient| bare(&recipient.email_address)).collect()
    }

    /// SES's words, bounded; never an address.
    pub fn detail(&self) -> String {
        let detail = match (&self.bounce, &self.complaint, &self.reject) {
            (Some(bounce), _, _) => format!("{}/{}", bounce.bounce_type, bounce.bounce_sub_type),
            (_, Some(complaint), _) => {
                complaint.complaint_feedback_type.clone().unwrap_or_else(|| "complaint".into())
            }
            (_, _, Some(reject)) => reject.reason.clone(),
            _ => self.event_type.clone(),
        };
        detail.chars().take(80).collect()
    }
}

/// `Ada <ada@example.com>` without the name.
fn bare(address: &str) -> &str {
    let inner = address.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(address, |(inner, _)| inner).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(body: &str) -> SesEvent {
        SesEvent::parse(body).expect("an event")
    }

    #[test]
    fn reports_are_read_by_type_and_weight() {
        let mail = r#""mail":{"messageId":"m-1","tags":{"shop":["acme"],"send_id":["00112233445566778899aabbccddeeff"]}}"#;
        for (rest, expected) in [
            (r#""eventType":"Send""#, Some(Report::Send)),
            (r#""eventType":"Delivery","delivery":{}"#, Some(Report::Delivery)),
            (
                r#""eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General"}"#,
                Some(Report::Bounce),
            ),
            (
                r#""eventType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull"}"#,
                Some(Report::SoftBounce),
            ),
            (
                r#""notificationType":"Bounce","bounce":{"bounceType":"Undetermined"}"#,
                Some(Report::SoftBounce),
            ),
            (r#""eventType":"Rendering Failure","failure":{"errorMessage":"x"}"#, Some(Report::Reject)),
            (r#""eventType":"DeliveryDelay","deliveryDelay":{}"#, None),
            (
                r#""eventType":"Complaint","complaint":{"complaintFeedbackType":"abuse"}"#,
                Some(Report::Complaint),
            ),
            (
                r#""eventType":"Complaint","complaint":{"complaintFeedbackType":null}"#,
                Some(Report::Complaint),
            ),
            (r#""eventType":"Complaint""#, Some(Report::Complaint)),
            (r#""eventType":"Complaint","complaint":{"complaintFeedbackType":"not-spam"}"#, None),
            (r#""notificationType":"Complaint","complaint":{"complaintFeedbackType":"not-spam"}"#, None),
            (r#""eventType":"Reject","reject":{"reason":"Bad content"}"#, Some(Report::Reject)),
            (r#""eventType":"Open","open":{}"#, None),
        ] {
            let event = event(&format!("{{{rest},{mail}}}"));
            assert_eq!(event.report(), expected, "{rest}");
            assert!(event.ours().is_some());
        }
        let by_weight = [Report::Send, Report::SoftBounce, Report::Delivery, Report::Reject, Report::Bounce];
        assert!(by_weight.is_sorted(), "an answer that nobody is in weighs less than that the mail arrived");
    }

    #[test]
    fn an_address_is_the_one_that_the_mail_was_sent_to() {
        let bounced =
            r#""bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"at@home.example"}]}"#;
        for (sent_to, expected) in [
            (r#"["Ada <ada@example.com>"]"#, vec!["ada@example.com"]),
            (r#"["ada@example.com"]"#, vec!["ada@example.com"]),
            (r#"["ada@example.com","ida@example.com"]"#, vec!["at@home.example"]),
            ("[]", vec!["at@home.example"]),
        ] {
            let text = format!(
                r#"{{"eventType":"Bounce",{bounced},"mail":{{"messageId":"m","destination":{sent_to}}}}}"#
            );
            assert_eq!(event(&text).addresses(), expected, "{sent_to}");
        }
    }

    #[test]
    fn what_is_not_ours_is_told_apart_from_what_is_no_report() {
        assert!(SesEvent::parse("{}").is_err());
        assert!(SesEvent::parse("not json").is_err());
        assert_eq!(event(r#"{"eventType":"Send","mail":{"messageId":"m"}}"#).ours(), None);
        let foreign =
            r#"{"eventType":"Send","mail":{"messageId":"m","tags":{"shop":["acme"],"send_id":["x"]}}}"#;
        assert_eq!(event(foreign).ours(), None);
    }
}
