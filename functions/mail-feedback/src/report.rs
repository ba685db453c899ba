//! SES's event publishing format, as far as it matters here.

use std::collections::HashMap;

use domain::{
    Failure, ShopId,
    send::{Report, SendId},
};
use serde::Deserialize;

/// An event as SES publishes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SesEvent {
    #[serde(rename = "eventType")]
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
    tags: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    #[serde(default)]
    complaint_feedback_type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Reject {
    #[serde(default)]
    reason: String,
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

    /// What it reports, if it is something that we follow. A soft bounce is a delay: SES goes on trying.
    pub fn report(&self) -> Option<Report> {
        let report = Report::from_word(&self.event_type)?;
        let soft = self.bounce.as_ref().is_some_and(|bounce| bounce.bounce_type == "Transient");
        (report != Report::Bounce || !soft).then_some(report)
    }

    /// SES's id of the mail.
    pub fn message_id(&self) -> &str {
        &self.mail.message_id
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
                None,
            ),
            (
                r#""eventType":"Complaint","complaint":{"complaintFeedbackType":"abuse"}"#,
                Some(Report::Complaint),
            ),
            (r#""eventType":"Reject","reject":{"reason":"Bad content"}"#, Some(Report::Reject)),
            (r#""eventType":"Open","open":{}"#, None),
        ] {
            let event = event(&format!("{{{rest},{mail}}}"));
            assert_eq!(event.report(), expected, "{rest}");
            assert!(event.ours().is_some());
        }
        assert!(Report::Send < Report::Delivery && Report::Delivery < Report::Bounce);
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
