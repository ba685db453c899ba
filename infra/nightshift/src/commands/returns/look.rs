//! Finds returns by number or id, and tells of them as doors do.

use domain::{
    EntityRef, ShopId, Timestamp,
    returns::{record::ReturnRecord, rma, told::Told},
};
use jiff::tz::TimeZone;
use store::Store;

use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// Who tells it.
const CLI: &str = "cli";

/// A shop whose returns are looked at.
pub(crate) struct Shop {
    pub(crate) store: Store,
    pub(crate) id: ShopId,
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl Shop {
    pub(crate) async fn open(shop: &OneShop) -> Result<Self, Trouble> {
        let there = shop.open().await?;
        let history = there.settings().await?;
        let zone = history.newest().map_or(TimeZone::UTC, |version| version.shop.time_zone());
        Ok(Self { store: there.store, id: there.shop, zone, now: Timestamp::now() })
    }

    /// The shop that these settings are of.
    pub(crate) fn of(store: &Store, shop: &domain::settings::Shop) -> Self {
        Self { store: store.clone(), id: shop.id.clone(), zone: shop.time_zone(), now: Timestamp::now() }
    }

    /// The return of this number or id; else the only open one whose id begins so.
    pub(crate) async fn find(&self, word: &str) -> Result<(EntityRef, ReturnRecord), Trouble> {
        let word = word.trim().trim_start_matches("RETURN#");
        let entity = EntityRef::new(rma::ENTITY, word);
        if let Some(kept) = self.store.rma_alone(&self.id, &entity).await.map_err(Target::trouble)? {
            return Ok((entity, kept));
        }
        let open = self.store.open_returns(&self.id).await.map_err(Target::trouble)?;
        let fits = |(entity, kept): &(EntityRef, ReturnRecord)| {
            kept.rma.number == word || (!word.is_empty() && entity.id().starts_with(word))
        };
        let mut fitting = open.into_iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(found), None) => Ok(found),
            (Some(_), Some(_)) => {
                Err(Trouble::input(format!("more than one open return begins with {word}"))
                    .mend("write more of its id"))
            }
            (None, _) => {
                Err(Trouble::input(format!("the shop {} has no open return {word}", self.id)).mend(format!(
                    "see cargo nightshift return list --shop {}; of one that is over, write the id",
                    self.id
                )))
            }
        }
    }

    /// Journals what somebody tells at a terminal, as the door does: the same once more changes nothing.
    pub(crate) async fn tell(&self, entity: &EntityRef, kind: &str, told: Told) -> Result<bool, Trouble> {
        let said = (CLI, kind);
        self.store.tell_return(&self.id, entity, said, told, self.now).await.map_err(Target::trouble)
    }
}

/// `LINE=PIECES`.
pub(crate) fn pieces(text: &str) -> Result<(String, i64), String> {
    let (line, pieces) = text.rsplit_once('=').ok_or("it isn't LINE=PIECES")?;
    let pieces: i64 = pieces.trim().parse().map_err(|_| "its pieces are no whole number")?;
    let line = line.trim();
    let sound = !line.is_empty() && line.len() <= 64 && !line.chars().any(char::is_control);
    if sound && pieces > 0 { Ok((line.to_owned(), pieces)) } else { Err("it isn't LINE=PIECES".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_with_their_pieces() {
        for (text, fits) in
            [("1=2", true), ("a=b=3", true), ("1", false), ("=2", false), ("1=0", false), ("1=x", false)]
        {
            assert_eq!(pieces(text).is_ok(), fits, "{text}");
        }
    }
}
