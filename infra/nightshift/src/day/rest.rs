//! Waits until a cloud has come to rest, and says what is stuck when it doesn't.

use std::{
    collections::BTreeMap,
    slice,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use aws_sdk_sqs::types::QueueAttributeName;
use domain::{
    Event, Payload as _,
    event::WITHHELD,
    mail::MailRequested,
    send::{Entry, Report, State},
    stock::Alert,
    task::{Opened, Task, Wanted},
};
use futures::future::try_join_all;
use store::{Store, journal::Story};
use tokio::time::{Instant, sleep};

use super::{
    index::{Day, Ending},
    play::{Played, Whose, names},
};
use crate::{
    cloud::{host::Control, house::House, target::Target, unstarted::Unstarted},
    out::progress::Step,
    serve::Status,
    trouble::{Explain, Trouble},
};

/// The queues are empty for this long at the end of the day.
const STILL: Duration = Duration::from_millis(1500);
/// And for this long before what comes next in it: no letter is longer between table and queue.
const CALM: Duration = Duration::from_millis(750);
/// Between two looks.
const TURN: Duration = Duration::from_millis(150);

/// The state of everything that a day touches.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The story of each entity that the day is about, and of each task that came of it.
    pub(crate) stories: BTreeMap<Whose, Story>,
    /// What the ledger says of each mail that was asked for, by the id of the event that asked.
    pub(crate) sends: BTreeMap<String, Option<Entry>>,
    queues: BTreeMap<String, i64>,
    dead: BTreeMap<String, i64>,
    status: Status,
}

impl View {
    /// The story of the task that `wanted` led to.
    pub(crate) fn task_of(&self, wanted: &Event) -> Option<&Story> {
        self.stories.get(&task(wanted)?)
    }
}

/// The events of a story.
pub(crate) fn events(story: &Story) -> impl Iterator<Item = &Event> + Clone {
    story.events.iter().map(|kept| &kept.event)
}

/// The task that an event asks for.
fn task(event: &Event) -> Option<Whose> {
    (event.kind == Wanted::KIND).then(|| (event.shop.clone(), Task::entity(&event.id)))
}

/// Watches a day being played.
pub(crate) struct Watch<'d> {
    day: &'d Day,
    store: Store,
    sqs: aws_sdk_sqs::Client,
    queues: Vec<(String, String)>,
    /// In which of them a letter was seen last: there the next one is likely.
    busiest: AtomicUsize,
    dead: Vec<(String, String)>,
    control: Control,
    unstarted: Unstarted,
    patience: Duration,
}

impl<'d> Watch<'d> {
    /// Gives up when nothing has moved for `patience`, and at once where a function doesn't start.
    pub(crate) fn new(
        house: &House,
        day: &'d Day,
        target: &Target,
        control: &Control,
        patience: Duration,
    ) -> Result<Self, Trouble> {
        let owned = |(name, url): (&str, &str)| (name.to_owned(), url.to_owned());
        Ok(Self {
            day,
            store: target.store()?,
            sqs: aws_sdk_sqs::Client::new(&target.config),
            queues: target.stack.queues().map(owned).collect(),
            busiest: AtomicUsize::new(0),
            dead: target.stack.dead_letters().map(owned).collect(),
            control: control.clone(),
            unstarted: Unstarted::new(house.log("ministack.log")),
            patience,
        })
    }

    /// What the local cloud says of itself.
    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    /// Waits until nothing moves any more and, at the end of the day, each order is where it must end.
    pub(crate) async fn rest(&self, played: &[Played], ended: bool, step: &Step) -> Result<View, Trouble> {
        let still = if ended { STILL } else { CALM };
        let mut last: Option<(Vec<String>, Instant)> = None;
        loop {
            self.calm(0, still, |mails| step.tick(&format!("{mails} mails so far"))).await?;
            let view = self.look(played).await?;
            let open = self.open(&view, played, ended);
            let since = match &last {
                Some((before, since)) if *before == open => *since,
                _ => Instant::now(),
            };
            if view.dead.values().any(|n| *n > 0) || (since.elapsed() > self.patience && !open.is_empty()) {
                return Err(stuck(&view, &open));
            }
            if open.is_empty() {
                return Ok(view);
            }
            step.tick(&format!("{} mails; {} things still on their way", view.status.mails, open.len()));
            last = Some((open, since));
            sleep(TURN).await;
        }
    }

    /// Waits until every queue has been empty for a while.
    pub(crate) async fn drained(&self) -> Result<(), Trouble> {
        self.calm(0, CALM, |_| {}).await?.map(drop).ok_or_else(never_empty)
    }

    /// Waits until every queue has been empty for a while, with so many mails there and no more.
    pub(crate) async fn comes_to(&self, mails: u64, story: &str) -> Result<(), Trouble> {
        self.calm_with(mails, CALM, story).await
    }

    /// Waits until so many mails are there and every queue is empty: for something whose last effect its mail is. One mail more is
    /// found by whoever waits next.
    pub(crate) async fn has_come_to(&self, mails: u64, story: &str) -> Result<(), Trouble> {
        self.calm_with(mails, Duration::ZERO, story).await
    }

    /// The same at the end of the day, whose stillness is longer: nobody waits afterwards.
    pub(crate) async fn ends_with(&self, mails: u64, story: &str) -> Result<(), Trouble> {
        self.calm_with(mails, STILL, story).await
    }

    async fn calm_with(&self, wanted: u64, still: Duration, story: &str) -> Result<(), Trouble> {
        match self.calm(wanted, still, |_| {}).await? {
            Some(mails) if mails == wanted => Ok(()),
            Some(mails) => Err(otherwise(mails, wanted, story)),
            None if self.busy().await? => Err(never_empty()),
            None => Err(otherwise(self.control.status().await?.mails, wanted, story)),
        }
    }

    /// Waits until `enough` mails are there and every queue has been empty for a while, and says how many mails there are; `None`
    /// when no mail has come for too long.
    async fn calm(&self, enough: u64, still: Duration, tell: impl Fn(u64)) -> Result<Option<u64>, Trouble> {
        let mut newest = (0, Instant::now());
        let mut calm_since: Option<Instant> = None;
        loop {
            self.unstarted.look()?;
            let mails = self.control.status().await?.mails;
            if mails != newest.0 {
                newest = (mails, Instant::now());
            }
            // While mails are to come nobody asks whether a letter is on its way: asking costs the local cloud a part of its time.
            if mails < enough || self.busy().await? {
                calm_since = None;
            } else if calm_since.get_or_insert_with(Instant::now).elapsed() >= still {
                return Ok(Some(mails));
            }
            if newest.1.elapsed() > self.patience {
                return Ok(None);
            }
            tell(mails);
            sleep(TURN).await;
        }
    }

    /// Whether a letter is on its way.
    async fn busy(&self) -> Result<bool, Trouble> {
        let holds = |depths: BTreeMap<String, i64>| depths.values().any(|n| *n > 0);
        if let Some(likely) = self.queues.get(self.busiest.load(Relaxed))
            && holds(self.depths(slice::from_ref(likely)).await?)
        {
            return Ok(true);
        }
        let depths = self.depths(&self.queues).await?;
        let found = self.queues.iter().position(|(name, _)| depths.get(name).is_some_and(|n| *n > 0));
        self.busiest.store(found.unwrap_or_default(), Relaxed);
        Ok(found.is_some())
    }

    /// How many dead letters lie in each of their queues.
    pub(crate) async fn dead_letters(&self) -> Result<BTreeMap<String, i64>, Trouble> {
        self.depths(&self.dead).await
    }

    async fn look(&self, played: &[Played]) -> Result<View, Trouble> {
        let status = self.control.status().await?;
        let (mut stories, mut sends) = (BTreeMap::new(), BTreeMap::new());
        let mut ahead: Vec<Whose> = played.iter().filter_map(Played::whose).collect();
        while let Some(whose) = ahead.pop() {
            if stories.contains_key(&whose) {
                continue;
            }
            let story = self.store.story(&whose.0, &whose.1).await.map_err(Target::trouble)?;
            for event in events(&story) {
                ahead.extend(task(event));
                if let Some(request) = mail_of(event) {
                    let id = request.send_id(&event.shop, &event.subject);
                    let entry = self.store.send_entry(&event.shop, &id).await.map_err(Target::trouble)?;
                    sends.insert(event.id.clone(), entry);
                }
            }
            stories.insert(whose, story);
        }
        let (queues, dead) = (self.depths(&self.queues).await?, self.depths(&self.dead).await?);
        Ok(View { stories, sends, queues, dead, status })
    }

    async fn depths(&self, of: &[(String, String)]) -> Result<BTreeMap<String, i64>, Trouble> {
        use QueueAttributeName as A;
        let depth = async |(name, url): &(String, String)| {
            let answer = self
                .sqs
                .get_queue_attributes()
                .queue_url(url)
                .attribute_names(A::ApproximateNumberOfMessages)
                .attribute_names(A::ApproximateNumberOfMessagesNotVisible)
                .attribute_names(A::ApproximateNumberOfMessagesDelayed)
                .send()
                .await
                .while_trying(format!("the queue {name} can't be read"))?;
            let counts = answer.attributes.unwrap_or_default();
            let depth = counts.values().filter_map(|n| n.parse::<i64>().ok()).sum();
            Ok::<_, Trouble>((name.clone(), depth))
        };
        Ok(try_join_all(of.iter().map(depth)).await?.into_iter().collect())
    }

    /// What is still under way, in words.
    fn open(&self, view: &View, played: &[Played], ended: bool) -> Vec<String> {
        let mut open: Vec<String> = view
            .queues
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(name, n)| format!("{n} in the queue {name}"))
            .collect();
        for (whose, name) in names(played) {
            let Some((story, ending)) = view.stories.get(&whose).zip(self.day.end_of(&whose.0, &name)) else {
                continue;
            };
            let kinds: Vec<&str> = events(story).map(|event| event.kind.as_str()).collect();
            if !is_at(ending, &kinds, ended) {
                let come = if kinds.is_empty() { "nothing".to_owned() } else { kinds.join(", ") };
                let ending = format!("{ending:?}").to_lowercase();
                open.push(format!("{} {name} has come to {come}, not to \"{ending}\" yet", whose.0));
            }
        }
        for ((shop, entity), story) in &view.stories {
            for event in events(story) {
                let opened = |story| events(story).any(|event| event.kind == Opened::KIND);
                if event.kind == Wanted::KIND && !view.task_of(event).is_some_and(opened) {
                    open.push(format!("{shop} {entity}: nobody has opened its task yet"));
                }
                match view.sends.get(&event.id) {
                    Some(None) => {
                        open.push(format!("{shop} {entity}: nobody has taken the mail {} yet", event.id));
                    }
                    Some(Some(e)) if matches!(e.state, State::Sending | State::Waiting) => {
                        open.push(format!("{shop} {entity}: a mail is being sent"));
                    }
                    Some(Some(e)) if e.state == State::Sent && !is_final(e.reported) => {
                        open.push(format!("{shop} {entity}: SES's report hasn't come back"));
                    }
                    Some(Some(_)) | None => {}
                }
            }
        }
        open
    }
}

/// Whether something is where it must end; in the middle of the day, whether it has been decided at all.
fn is_at(ending: Ending, kinds: &[&str], ended: bool) -> bool {
    let count = |prefix: &str| kinds.iter().filter(|kind| kind.starts_with(prefix)).count();
    let (mails, suppressed, held) =
        (count("mail.requested"), count("confirmation.suppressed"), count("confirmation.held"));
    let (withheld, tasks, alerts) = (count(WITHHELD), count(Wanted::KIND), count(Alert::KIND));
    match ending {
        Ending::Confirmed => (mails, suppressed, held) == (1, 0, 0),
        Ending::Updated if !ended => mails >= 1,
        Ending::Updated => (mails, suppressed, held) == (2, 0, 0),
        Ending::Suppressed => mails == 0 && suppressed >= 1 && held == 0,
        Ending::Held => mails == 0 && suppressed == 0 && held == 1,
        Ending::Withheld => (mails, withheld) == (0, 1),
        Ending::Kept => !kinds.is_empty() && (mails, withheld, tasks) == (0, 0, 0),
        Ending::Task => tasks == 1,
        Ending::Noted | Ending::Alerted if !ended => true,
        Ending::Noted => (mails, alerts) == (0, 1),
        Ending::Alerted => (mails, alerts) == (1, 1),
        Ending::Nothing => kinds.is_empty(),
    }
}

/// Whether SES has nothing more to say.
fn is_final(reported: Option<Report>) -> bool {
    reported.is_some_and(|report| report != Report::Send)
}

/// The mail that an event asks for.
pub(crate) fn mail_of(event: &Event) -> Option<MailRequested> {
    event.kind.starts_with("mail.requested").then(|| event.payload().ok()).flatten()
}

fn never_empty() -> Trouble {
    Trouble::failed("the queues don't run empty").mend("see .local/log")
}

fn otherwise(mails: u64, wanted: u64, story: &str) -> Trouble {
    Trouble::failed(format!("{mails} mails where {wanted} should be: {story}")).mend("see .local/log")
}

fn stuck(view: &View, open: &[String]) -> Trouble {
    let dead = view.dead.iter().filter(|(_, n)| **n > 0).map(|(name, n)| format!("{n} dead in {name}"));
    let lines: Vec<String> = dead.chain(open.iter().cloned()).collect();
    Trouble::failed("the day doesn't come to rest")
        .saying(lines.join("\n"))
        .mend("look into .local/log/ministack.log; `cargo nightshift up --keep` leaves the cloud running to look around in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_things_end() {
        let mail = "mail.requested.transactional";
        for (ending, kinds, ended, holds) in [
            (Ending::Confirmed, &["order.created", mail][..], true, true),
            (Ending::Confirmed, &["order.created"], true, false),
            (Ending::Confirmed, &[mail, mail], true, false),
            (Ending::Updated, &[mail], false, true),
            (Ending::Updated, &[mail], true, false),
            (Ending::Updated, &[mail, mail], true, true),
            (Ending::Suppressed, &["confirmation.suppressed"], true, true),
            (Ending::Suppressed, &["confirmation.suppressed", mail], true, false),
            (Ending::Held, &["confirmation.held"], true, true),
            (Ending::Withheld, &["order.created", "withheld.mail.requested.transactional"], true, true),
            (Ending::Withheld, &["order.created", mail], true, false),
            (Ending::Confirmed, &["withheld.mail.requested.transactional"], true, false),
            (Ending::Kept, &["product.updated"], true, true),
            (Ending::Kept, &[], true, false),
            (Ending::Kept, &["privacy.erasure-requested", "task.wanted"], true, false),
            (Ending::Task, &["privacy.erasure-requested", "task.wanted"], true, true),
            (Ending::Task, &["privacy.erasure-requested"], true, false),
            (Ending::Noted, &["stock.level-set", "stock.alerted"], true, true),
            (Ending::Noted, &["stock.alerted", "mail.requested.bulk"], true, false),
            (Ending::Alerted, &["stock.alerted", "mail.requested.bulk"], true, true),
            (Ending::Alerted, &["stock.level-set"], true, false),
            (Ending::Alerted, &["stock.level-set"], false, true),
            (Ending::Nothing, &[], true, true),
            (Ending::Nothing, &["order.created"], true, false),
        ] {
            assert_eq!(is_at(ending, kinds, ended), holds, "{ending:?} {kinds:?}");
        }
        assert!(is_final(Some(Report::Delivery)) && !is_final(Some(Report::Send)) && !is_final(None));
    }
}
