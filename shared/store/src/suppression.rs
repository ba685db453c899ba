//! Addresses that mails don't go to any more, each under a hash of it, with the reason. Nobody asks for all of them, so
//! no index holds them.

use domain::{
    EntityRef, NewEvent, ShopId, Timestamp,
    mail::{SuppressionLifted, mailbox},
};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    engine::{Item, Table, Write, text},
    keys,
};

/// The row of a mailbox that says so.
const SUPPRESSED: &str = "suppressed";

/// Why no mail goes to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The reason's word, such as `mail-bounced`.
    pub reason: String,
    /// SES's words, such as `Permanent/General`.
    pub detail: String,
    /// What the mail was about.
    pub about: EntityRef,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// Suppresses an address. Repeating it changes nothing; of two reasons the later one stands.
    pub async fn suppress(
        &self,
        shop: &ShopId,
        address: &str,
        suppression: &Suppression,
    ) -> Result<(), StoreError> {
        let mailbox = mailbox(shop, address);
        let mut item = keys::member(shop, &mailbox, SUPPRESSED).item();
        item.insert("v".into(), 1.into());
        item.insert("at".into(), keys::instant(suppression.at).into());
        item.insert("reason".into(), suppression.reason.as_str().into());
        item.insert("detail".into(), suppression.detail.as_str().into());
        item.insert("about".into(), suppression.about.to_string().into());
        Ok(self.engine.write(Write::put(Table::Shop, item)).await?)
    }

    /// Whether an address is suppressed, and why.
    pub async fn suppressed(&self, shop: &ShopId, address: &str) -> Result<Option<Suppression>, StoreError> {
        let key = keys::member(shop, &mailbox(shop, address), SUPPRESSED);
        self.engine.get(Table::Shop, key).await?.as_ref().map(read).transpose()
    }

    /// The same for half the units, where nothing stands: what was suppressed in this moment may be missed, as it would be by
    /// a mail a moment sooner. What is there is read as it stands now.
    pub async fn suppressed_if_any(
        &self,
        shop: &ShopId,
        address: &str,
    ) -> Result<Option<Suppression>, StoreError> {
        let key = keys::member(shop, &mailbox(shop, address), SUPPRESSED);
        match self.engine.get_lately(Table::Shop, key).await? {
            None => Ok(None),
            Some(_) => self.suppressed(shop, address).await,
        }
    }

    /// Lets mails go to an address again, and journals who said so. Answers what had stood; nothing if nothing had.
    pub async fn lift_suppression(
        &self,
        shop: &ShopId,
        address: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<Option<Suppression>, StoreError> {
        let Some(stood) = self.suppressed(shop, address).await? else { return Ok(None) };
        let mailbox = mailbox(shop, address);
        let head = self.head(shop, &mailbox).await?;
        let lifted = SuppressionLifted { by: by.to_owned(), was: stood.reason.clone() };
        let events = [NewEvent::of(format!("lifted#{}", keys::instant(now)), &lifted)];
        let mut commit = Commit::on(shop, &mailbox, &head, now);
        commit.events = &events;
        commit.unlists.push(SUPPRESSED.to_owned());
        match self.commit(commit).await? {
            Committed::Done(_) => Ok(Some(stood)),
            Committed::AlreadyDone => Err(StoreError::Stale),
        }
    }
}

fn read(item: &Item) -> Result<Suppression, StoreError> {
    let unreadable = |why: &str| StoreError::unreadable("a suppression", why);
    let said = |name: &str| text(item, name).map(str::to_owned);
    let about = said("about").and_then(|about| EntityRef::try_from(about).ok());
    Ok(Suppression {
        reason: said("reason").ok_or_else(|| unreadable("no reason"))?,
        detail: said("detail").unwrap_or_default(),
        about: about.ok_or_else(|| unreadable("it is about nothing"))?,
        at: text(item, "at").and_then(|at| at.parse().ok()).ok_or_else(|| unreadable("no instant"))?,
    })
}
