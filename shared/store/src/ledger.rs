//! The ledger of sends, in the `once` table. Every write after the claim is conditional on the owner, so a worker
//! that lost its lease can't overwrite its successor.

use domain::{
    EntityRef, ShopId, Timestamp,
    send::{Entry, Report, SendId, State},
};
use jiff::{SignedDuration, civil::Date};

use crate::{
    Store, StoreError,
    engine::{Attr, EngineError, Guard, Item, Table, Write, number, text},
    keys,
};

/// How long a send is remembered: longer than any redelivery or redrive.
pub const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// A mail that was asked for longer ago may have gone out though nothing is known of it. A row lives as long from its claim on, which
/// is never before the request. A day is kept clear of it.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(KEPT.as_hours() - 24);

/// Whoever takes a send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What the mail is about.
    pub about: EntityRef,
    /// Which message, in which revision.
    pub message: String,
    /// Unique to the attempt.
    pub owner: String,
    /// Until when it may act: the invocation's own deadline.
    pub lease_until: Timestamp,
    /// Why it isn't sent, if that is known before anything was tried: it is taken and ends in one write, so that nobody who finds it
    /// later takes it for one that may have gone out.
    pub ended: Option<String>,
    /// The day on which it was counted against its automation's limit.
    pub counted: Option<Date>,
}

impl Claim {
    /// The state in which the send is then.
    fn state(&self) -> State {
        if self.ended.is_some() { State::Failed } else { State::Sending }
    }
}

impl Store {
    /// What is known of a send; nothing, if nobody has taken it in the last 90 days.
    pub async fn send_entry(&self, shop: &ShopId, id: &SendId) -> Result<Option<Entry>, StoreError> {
        let item = self.engine.get(Table::Once, keys::send(shop, id)).await?;
        item.as_ref().map(read).transpose()
    }

    /// The same for half the units, where nobody has taken it yet: that is seen a moment late, and then the claim is refused.
    /// What is there is read as it stands now.
    pub async fn send_entry_if_any(&self, shop: &ShopId, id: &SendId) -> Result<Option<Entry>, StoreError> {
        match self.engine.get_lately(Table::Once, keys::send(shop, id)).await? {
            None => Ok(None),
            Some(_) => self.send_entry(shop, id).await,
        }
    }

    /// Takes a send, or takes it over from `stale`. `false` if somebody else was quicker.
    pub async fn claim_send(
        &self,
        shop: &ShopId,
        id: &SendId,
        claim: &Claim,
        stale: Option<&Entry>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut item = keys::send(shop, id).item();
        item.insert("v".into(), 1.into());
        item.insert("about".into(), claim.about.to_string().into());
        item.insert("message".into(), claim.message.as_str().into());
        item.insert("state".into(), word(claim.state()).into());
        if let Some(reason) = &claim.ended {
            item.insert("reason".into(), reason.as_str().into());
        }
        if let Some(day) = claim.counted {
            item.insert("counted".into(), day.to_string().into());
        }
        item.insert("owner".into(), claim.owner.as_str().into());
        item.insert("lease_until".into(), keys::instant(claim.lease_until).into());
        item.insert("since".into(), keys::instant(now).into());
        // Of what surely wasn't sent nothing is in doubt: the count starts anew.
        let doubtful = stale.filter(|entry| entry.state == State::Sending).map_or(0, |entry| entry.attempts);
        item.insert("attempts".into(), i64::from(doubtful + 1).into());
        item.insert("reported".into(), reported(None).into());
        item.insert("ttl".into(), (now + KEPT).as_second().into());
        let guard = match stale {
            None => Guard::absent("send-is-new"),
            Some(entry) => Guard::all("send-as-read", as_read(entry)),
        };
        if self.answered(Write::put(Table::Once, item).when(guard)).await? {
            return Ok(true);
        }
        // The SDK may have repeated a call whose answer was lost: then it is ours all the same.
        let entry = self.send_entry(shop, id).await?;
        Ok(entry.is_some_and(|entry| entry.owner == claim.owner && entry.state == claim.state()))
    }

    /// SES accepted it. `false` if the send is no longer this owner's.
    pub async fn mark_sent(
        &self,
        shop: &ShopId,
        id: &SendId,
        owner: &str,
        message_id: &str,
    ) -> Result<bool, StoreError> {
        let set = vec![("state", word(State::Sent).into()), ("message_id", message_id.into())];
        let guard = Guard::all("sent-by-its-owner", held_by(owner));
        self.answered(Write::set(Table::Once, keys::send(shop, id), set).when(guard)).await
    }

    /// It ends here, unsent: failed or parked. `false` if the send is no longer this owner's.
    pub async fn mark_ended(
        &self,
        shop: &ShopId,
        id: &SendId,
        owner: &str,
        state: State,
        reason: &str,
    ) -> Result<bool, StoreError> {
        let set = vec![("state", word(state).into()), ("reason", reason.into())];
        let guard = Guard::all("ended-by-its-owner", held_by(owner));
        self.answered(Write::set(Table::Once, keys::send(shop, id), set).when(guard)).await
    }

    /// SES surely didn't accept it: the send waits, and is nobody's. `false` if it is no longer this owner's.
    pub async fn release_send(
        &self,
        shop: &ShopId,
        id: &SendId,
        owner: &str,
        reason: &str,
    ) -> Result<bool, StoreError> {
        self.mark_ended(shop, id, owner, State::Waiting, reason).await
    }

    /// SES surely didn't accept it this time, while an earlier attempt may have gone out: only that one counts. `false` if
    /// the send is no longer this owner's.
    pub async fn uncount_attempt(
        &self,
        shop: &ShopId,
        id: &SendId,
        owner: &str,
        attempts: u32,
    ) -> Result<bool, StoreError> {
        let set = vec![("attempts", i64::from(attempts).into())];
        let guard = Guard::all("attempt-uncounted-by-its-owner", held_by(owner));
        self.answered(Write::set(Table::Once, keys::send(shop, id), set).when(guard)).await
    }

    /// SES reports in the usual course: that it has what was marked sent, then that it was delivered. Nothing is read before;
    /// answers the row as it was, and nothing if that wasn't what usually comes before this report.
    pub async fn mark_in_course(
        &self,
        shop: &ShopId,
        id: &SendId,
        message_id: &str,
        report: Report,
    ) -> Result<Option<Entry>, StoreError> {
        let before = match report {
            Report::Send => None,
            Report::Delivery => Some(Report::Send),
            Report::SoftBounce | Report::Reject | Report::Bounce | Report::Complaint => return Ok(None),
        };
        let set: Vec<(&'static str, Attr)> =
            vec![("message_id", message_id.into()), ("reported", report.word().into())];
        let guard = Guard::all("report-comes-in-course", sent_and(before));
        match self.engine.swap(Write::set(Table::Once, keys::send(shop, id), set).when(guard)).await {
            Ok(row) => row.as_ref().map(read).transpose(),
            Err(EngineError::Condition(_)) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// SES reports on a send that `entry` was read of. `false` if the row changed since.
    pub async fn mark_reported(
        &self,
        shop: &ShopId,
        id: &SendId,
        entry: &Entry,
        message_id: &str,
        report: Report,
    ) -> Result<bool, StoreError> {
        let set: Vec<(&'static str, Attr)> = vec![
            ("state", word(report.state()).into()),
            ("message_id", message_id.into()),
            ("reported", report.word().into()),
        ];
        let guard = Guard::all("reported-as-read", as_read(entry));
        self.answered(Write::set(Table::Once, keys::send(shop, id), set).when(guard)).await
    }

    async fn answered(&self, write: Write) -> Result<bool, StoreError> {
        match self.engine.write(write).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }
}

fn reported(report: Option<Report>) -> &'static str {
    report.map_or("nothing", Report::word)
}

fn held_by(owner: &str) -> Vec<(&'static str, Attr)> {
    vec![("owner", owner.into()), ("state", word(State::Sending).into())]
}

fn sent_and(report: Option<Report>) -> Vec<(&'static str, Attr)> {
    vec![("state", word(State::Sent).into()), ("reported", reported(report).into())]
}

fn as_read(entry: &Entry) -> Vec<(&'static str, Attr)> {
    vec![
        ("owner", entry.owner.as_str().into()),
        ("state", word(entry.state).into()),
        // Of two reports at once, the lighter must not overwrite the weightier.
        ("reported", reported(entry.reported).into()),
    ]
}

fn word(state: State) -> &'static str {
    match state {
        State::Sending => "sending",
        State::Waiting => "waiting",
        State::Sent => "sent",
        State::Failed => "failed",
        State::Parked => "parked",
    }
}

fn read(item: &Item) -> Result<Entry, StoreError> {
    let unreadable = |why: &str| StoreError::unreadable("a send", why);
    let state = [State::Sending, State::Waiting, State::Sent, State::Failed, State::Parked]
        .into_iter()
        .find(|state| text(item, "state") == Some(word(*state)))
        .ok_or_else(|| unreadable("unknown state"))?;
    let instant =
        |name: &str| text(item, name).and_then(|t| t.parse().ok()).ok_or_else(|| unreadable("no instant"));
    let some = |name: &str| text(item, name).map(str::to_owned);
    let about = some("about").and_then(|about| EntityRef::try_from(about).ok());
    Ok(Entry {
        about: about.ok_or_else(|| unreadable("it is about nothing"))?,
        message: some("message").unwrap_or_default(),
        state,
        owner: some("owner").ok_or_else(|| unreadable("no owner"))?,
        lease_until: instant("lease_until")?,
        since: instant("since")?,
        attempts: number(item, "attempts").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
        message_id: some("message_id"),
        reason: some("reason"),
        reported: text(item, "reported").and_then(Report::from_word),
        counted: text(item, "counted").and_then(|day| day.parse().ok()),
    })
}
