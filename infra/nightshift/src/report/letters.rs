//! The mails, each in a frame of its own that can run nothing, send nothing and ask for nothing.
//!
//! A mail is foreign text: it holds what buyers and shops wrote. The page has it in the attribute `srcdoc` of a frame with an
//! empty `sandbox`: no scripts, no forms, no way out, an origin of its own. The page's policy goes into the frame as well, so
//! that not even a picture is fetched.

use serde::Serialize;

use super::{
    played::{Mail, PlayedDay},
    words::{clock, many},
};

/// Which automation a mail belongs to, by its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Orders,
    Stock,
    Promises,
    Returns,
    /// Tasks, and what the day came to.
    House,
}

/// By the message's folder; what belongs to no automation is the house's.
fn about(message: &str) -> About {
    match message {
        "order-confirmation" | "order-updated" => About::Orders,
        "low-stock" => About::Stock,
        _ if message.starts_with("stock-") || message.starts_with("purchase-") => About::Stock,
        _ if message.starts_with("delivery-") => About::Promises,
        "withdrawal-received" => About::Returns,
        _ if message.starts_with("return-") => About::Returns,
        _ => About::House,
    }
}

/// A mail, and what is told of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Letter {
    subject: String,
    number: u32,
    to: String,
    message: String,
    at: String,
    reported: String,
    files: String,
    html: String,
}

/// The mails of an automation.
#[derive(Debug, Serialize)]
pub(super) struct Mails {
    /// How many.
    count: String,
    /// Those that are looked at beside the chart.
    open: Vec<Letter>,
    /// All of them, as they were sent.
    all: Vec<Letter>,
}

impl Mails {
    /// All of them; of each of these messages the first is looked at, or else the first of all.
    pub(super) fn of(kept: &PlayedDay, which: About, messages: &[&str]) -> Self {
        let zone = kept.shops.first().map(super::played::Shop::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let mails = kept.mails.iter().filter(|mail| about(&mail.message) == which);
        let all: Vec<Letter> = mails.map(|mail| letter(mail, &zone)).collect();
        let first = |message: &&str| all.iter().find(|letter| letter.message == **message).cloned();
        let mut open: Vec<Letter> = messages.iter().filter_map(first).collect();
        if open.is_empty() && !messages.is_empty() {
            open.extend(all.first().cloned());
        }
        Self { count: many(all.len(), "mail"), open, all }
    }
}

fn letter(mail: &Mail, zone: &jiff::tz::TimeZone) -> Letter {
    Letter {
        subject: mail.subject.clone(),
        number: mail.number,
        to: mail.to.clone(),
        message: mail.message.clone(),
        at: clock(mail.arrived, zone),
        reported: mail.reported.clone(),
        files: mail.files.join(", "),
        html: mail.html.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_belongs_somewhere() {
        let root =
            crate::cloud::house::House::find().expect("the project").root().join("shared/mail/messages");
        let folders = std::fs::read_dir(root).expect("the messages").flatten();
        let own: Vec<String> = folders
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter(|message| about(message) == About::House)
            .collect();
        let mut own: Vec<&str> = own.iter().map(String::as_str).collect();
        own.sort_unstable();
        assert_eq!(
            own,
            ["owner-digest", "task"],
            "a new automation's messages belong to a story of the page"
        );
    }
}
