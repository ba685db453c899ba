//! Keeps each mail as `.eml` and plays SES's events about it.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;

use super::{events, proxy::Switches, smtp::Mail};
use crate::{
    cloud::client,
    trouble::{Explain, Trouble},
};

/// SES reports a little after it has answered; the proxy has seen the answer by then.
const REPORTS_AFTER: Duration = Duration::from_millis(200);

/// Where the local cloud's mails end.
pub(super) struct Sink {
    folder: PathBuf,
    endpoint: String,
    switches: Arc<Switches>,
    topic: Mutex<Option<String>>,
    /// Mails kept.
    pub(super) kept: AtomicU64,
    /// Events told.
    pub(super) told: AtomicU64,
}

impl Sink {
    /// Keeps mails in `folder`, which begins empty: a new cloud, a new day.
    pub(super) fn open(folder: PathBuf, endpoint: &str, switches: Arc<Switches>) -> Result<Self, Trouble> {
        empty(&folder).while_trying(format!("the mail folder {} can't be used", folder.display()))?;
        let (kept, told) = (AtomicU64::new(0), AtomicU64::new(0));
        Ok(Self { folder, endpoint: endpoint.to_owned(), switches, topic: Mutex::new(None), kept, told })
    }

    /// The topic that SES's events go to, known once the stack stands.
    pub(super) fn report_to(&self, topic: String) {
        *self.topic.lock().expect("no holder panics") = Some(topic);
    }

    /// Keeps a mail; its events follow by themselves.
    pub(super) async fn keep(self: &Arc<Self>, mail: Mail) -> io::Result<()> {
        let number = self.kept.fetch_add(1, Ordering::SeqCst) + 1;
        let partial = self.folder.join(format!(".{number:04}.partial"));
        tokio::fs::write(&partial, &mail.raw).await?;
        tokio::fs::rename(partial, self.folder.join(format!("{number:04}.eml"))).await?;
        let sink = Arc::clone(self);
        tokio::spawn(async move { sink.report(mail).await });
        Ok(())
    }

    async fn report(&self, mail: Mail) {
        tokio::time::sleep(REPORTS_AFTER).await;
        let Some(topic) = self.topic.lock().expect("no holder panics").clone() else { return };
        let asked = events::message_id(&mail.raw).and_then(|id| self.switches.asked(&id)).unwrap_or_default();
        let sns = aws_sdk_sns::Client::new(&client::local(&self.endpoint).await);
        for event in events::about(&mail, &asked, Timestamp::now()) {
            let publish = sns
                .publish()
                .topic_arn(&topic)
                .subject("Amazon SES Email Event Notification")
                .message(event.to_string());
            match publish.send().await {
                Ok(_) => drop(self.told.fetch_add(1, Ordering::SeqCst)),
                Err(e) => eprintln!("ses events: {} wasn't published: {e:?}", event["eventType"]),
            }
        }
    }
}

fn empty(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    std::fs::create_dir_all(folder)
}
