//! Puts a day that was played into its file: what the cloud holds of it, before it is stopped.

use std::{collections::BTreeMap, fs};

use domain::{Event, Timestamp, settings};
use jiff::SignedDuration;
use mail_parser::{MessageParser, MimeHeaders as _};
use store::Store;

use super::played::{Mail, PlayedDay, Shop};
use crate::{
    cloud::{
        days::{self, Span},
        target::Target,
    },
    day::{rest::mail_of, shown},
    mails::{self, masked},
    trouble::{Explain, Trouble},
};

/// Some journals are written as of a day after the play: the clock is put forward for what happens overnight.
const AHEAD: SignedDuration = SignedDuration::from_hours(5 * 24);
/// What was there before the first webhook, such as a shop's first settings.
const BEFORE: SignedDuration = SignedDuration::from_mins(15);

/// All shops' journals since a day began, oldest first; beats of the clock left out.
pub(crate) async fn journals(store: &Store, shops: &[Shop], began: Timestamp) -> Result<Vec<Event>, Trouble> {
    let span = Span { since: began - BEFORE, until: began + AHEAD };
    let mut all = Vec::new();
    for shop in shops {
        all.extend(days::events(store, &shop.id, span).await?);
    }
    all.retain(|event| event.kind != <domain::schedule::Heartbeat as domain::Payload>::KIND);
    all.sort_by(|a, b| (a.time, &a.subject, a.seq).cmp(&(b.time, &b.subject, b.seq)));
    Ok(all)
}

/// All mails of the mailbox, with who asked for each and what SES said of it.
pub(crate) async fn letters(
    store: &Store,
    events: &[Event],
    mailbox: &[mails::StoredMail],
) -> Result<Vec<Mail>, Trouble> {
    let mut asked = BTreeMap::new();
    for event in events {
        let Some(request) = mail_of(event) else { continue };
        let id = request.send_id(&event.shop, &event.subject);
        let entry = store.send_entry(&event.shop, &id).await.map_err(Target::trouble)?;
        let reported = entry.as_ref().map(shown::reported).unwrap_or_default();
        // A mail that is asked for again keeps the first who asked.
        asked.entry(id.as_str().to_owned()).or_insert((event.id.clone(), reported));
    }
    mailbox.iter().map(|mail| letter(mail, asked.get(&mail.send_id))).collect()
}

fn letter(mail: &mails::StoredMail, asked: Option<&(String, String)>) -> Result<Mail, Trouble> {
    let raw = fs::read(&mail.file).while_trying(format!("{} can't be read", mail.file.display()))?;
    let (asked_by, reported) = asked.cloned().unzip();
    Ok(Mail {
        number: mail.number,
        arrived: mail.arrived,
        to: masked(&mail.to),
        subject: mail.subject.clone(),
        message: mail.message.clone(),
        send_id: mail.send_id.clone(),
        asked_by,
        reported: reported.unwrap_or_default(),
        html: mails::html_to_look_at(&raw).unwrap_or_default(),
        files: files(&raw),
    })
}

/// The names of what is attached; pictures within the mail aren't.
fn files(raw: &[u8]) -> Vec<String> {
    let Some(parsed) = MessageParser::default().parse(raw) else { return Vec::new() };
    parsed.attachments().filter_map(|part| part.attachment_name().map(str::to_owned)).collect()
}

/// A shop, as far as the page tells of it.
pub(crate) fn shop(shop: &settings::Shop, platform: &str) -> Shop {
    Shop {
        id: shop.id.clone(),
        name: shop.name.clone(),
        platform: platform.to_owned(),
        zone: shop.zone.clone(),
        places: shop.places.iter().map(|(id, place)| (id.clone(), place.name.clone())).collect(),
    }
}

impl PlayedDay {
    /// How many mails SES took more than once.
    pub(crate) fn twice(&self) -> usize {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        self.mails.iter().for_each(|mail| *times.entry(&mail.send_id).or_default() += 1);
        times.values().filter(|n| **n > 1).count()
    }
}
