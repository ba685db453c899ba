//! What a stretch of the journal's keys gives reason to look at: the names of effects tell almost everything.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Store, StoreError, missing::Look, walk::Row};
use domain::{
    EntityRef, ShopId, Timestamp,
    missing::{self, DECIDER, RequestedMail},
    send::{self, SendId},
    webhook::told_by,
};

/// One entity of a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Its first event in it.
    pub since: Timestamp,
    /// The mails that were asked for.
    mails: BTreeSet<(String, u32)>,
    /// Whether news of an order came.
    came: bool,
    /// Whether the stretch shows that it was decided about.
    decided: bool,
}

/// Orders that were brought in are decided about when there is news of them.
const IMPORT: &str = "import";

/// The entities that a stretch is about, each with what gives reason to look at it.
pub fn of(rows: &[Row]) -> BTreeMap<EntityRef, Suspect> {
    let mut found: BTreeMap<EntityRef, Suspect> = BTreeMap::new();
    for Row { at, entity, effect } in rows {
        let mail = RequestedMail::of(effect);
        let came = entity.kind() == "ORDER" && told_by(effect).is_some_and(|(_, topic)| topic != IMPORT);
        let decided = effect.starts_with("confirmation#suppressed")
            || effect.starts_with("confirmation#held")
            || mail.as_ref().is_some_and(|mail| mail.message == DECIDER);
        if mail.is_none() && !came && !decided {
            continue;
        }
        let suspect = found.entry(entity.clone()).or_insert_with(|| Suspect {
            since: *at,
            mails: BTreeSet::new(),
            came: false,
            decided: false,
        });
        suspect.since = suspect.since.min(*at);
        suspect.came |= came;
        suspect.decided |= decided;
        suspect.mails.extend(mail.map(|mail| (mail.message, mail.revision)));
    }
    found
}

impl Suspect {
    /// Whether there is reason to look closely: a mail that isn't sent, or an order of which no decision is remembered.
    pub async fn is_justified(
        &self,
        store: &Store,
        shop: &ShopId,
        entity: &EntityRef,
        look: &Look,
    ) -> Result<bool, StoreError> {
        for (message, revision) in &self.mails {
            let entry = store.send_entry(shop, &SendId::of(shop, entity, message, *revision)).await?;
            if entry.is_none_or(|entry| entry.state != send::State::Sent) {
                return Ok(true);
            }
        }
        if !self.came || self.decided || !look.decides {
            return Ok(false);
        }
        Ok(!missing::is_decided(&store.head(shop, entity).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_give_reason_to_look() {
        let at: Timestamp = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let hash = "0a".repeat(32);
        for (kind, effect, expected) in [
            ("ORDER", format!("shopify#orders/create#{at}#01-{hash}"), Some((0, true, false))),
            ("ORDER", format!("woocommerce#poll#{at}#01-{hash}"), Some((0, true, false))),
            ("ORDER", format!("shopify#import#{at}#01-{hash}"), None),
            ("ORDER", "mail#order-confirmation#1".to_owned(), Some((1, false, true))),
            ("ORDER", "mail#order-confirmation#1#again#2".to_owned(), Some((1, false, true))),
            ("ORDER", "mail#order-updated#2".to_owned(), Some((1, false, false))),
            ("ORDER", "confirmation#suppressed#draft".to_owned(), Some((0, false, true))),
            ("ORDER", format!("mail-returned#{hash}#Bounce"), None),
            ("ORDER", format!("due#order-confirmation#reconcile#{at}"), None),
            ("ORDER", "task#order-held#00".to_owned(), None),
            ("TASK", "task#opened".to_owned(), None),
            ("TASK", "mail#task#1".to_owned(), Some((1, false, false))),
            ("PRODUCT", format!("shopify#products/update#{at}#{hash}"), None),
            ("WEBHOOK", "webhook.ignored".to_owned(), None),
        ] {
            let row = Row { at, entity: EntityRef::new(kind, "1"), effect: effect.clone() };
            let found = of(&[row]).into_values().next();
            let found = found.map(|suspect| (suspect.mails.len(), suspect.came, suspect.decided));
            assert_eq!(found, expected, "{kind} {effect}");
        }
    }
}
