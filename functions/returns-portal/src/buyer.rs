//! `/return/{link}`: what may go back, the wish step by step, the withdrawal by law.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    Failure, Timestamp,
    event::hash_of,
    link::{Link, ORDER_STATUS, RETURNS},
    returns::{
        Method,
        portal::{Draft, Way, Words, Wrong},
        rma,
        told::{Told, kinds},
    },
    settings::History,
};
use mail::page::{Filed, Page, ReturnsRequest, Screen, returns};
use shell::{Answer, HttpRequest, metrics};

use crate::{NAME, answers, form::Form, house::House, known::Known, photos, status};

/// Where wishes of this door say that they come from.
pub(crate) const FROM: &str = "portal";

/// A reader with a link.
pub(crate) struct Visit<'v> {
    pub(crate) house: &'v House,
    pub(crate) history: Arc<History>,
    pub(crate) link: Link,
    pub(crate) token: &'v str,
    /// Which of the link's pages; the first, if empty.
    page: &'v str,
    pub(crate) now: Timestamp,
}

pub(crate) async fn answer(
    house: &House,
    asked: &HttpRequest,
    page: &str,
    form: Option<&Form>,
    now: Timestamp,
) -> Result<Option<Answer>, Failure> {
    let token = asked.parameter("link");
    let Some((link, history)) = house.open(token, &[RETURNS, ORDER_STATUS], now).await? else {
        return Ok(None);
    };
    let visit = Visit { house, history, link, token, page, now };
    // A form that isn't the link's own changes nothing: its page is shown again.
    let form = form.filter(|form| form.is_from(visit.proof()));
    let Some(known) = Known::of(house, &visit.history, &visit.link.entity, now).await? else {
        return Ok(None);
    };
    if let Some(id) = page.strip_prefix("r-") {
        return status::answer(&visit, &known, asked, id, form).await;
    }
    if let Some(wish) = page.strip_prefix("photos-") {
        return photos::answer(&visit, known, asked, wish, form).await;
    }
    if let Some(id) = page.strip_prefix("slip-") {
        return status::slip(&visit, &known, id).await;
    }
    match page {
        "" => visit.choose(known, form).await.map(Some),
        "details" => visit.details(known, form).await.map(Some),
        "review" => visit.review(known, form).await.map(Some),
        "withdraw" => visit.withdraw(known, form).await.map(Some),
        "withdraw-confirm" => visit.confirm(known, form).await.map(Some),
        _ => Ok(None),
    }
}

impl Visit<'_> {
    pub(crate) fn proof(&self) -> &str {
        Link::proof(self.token).unwrap_or_default()
    }

    /// The way to another of the link's pages; to the first, if it has no name.
    pub(crate) fn to(&self, page: &str) -> String {
        match (self.page.is_empty(), page.is_empty()) {
            (true, true) => self.token.to_owned(),
            (true, false) => format!("{}/{page}", self.token),
            (false, true) => format!("../{}", self.token),
            (false, false) => page.to_owned(),
        }
    }

    pub(crate) fn show(&self, known: &Known, status: u16, screen: Screen<'_>) -> Result<Answer, Failure> {
        Ok(answers::page(status, self.made(known, screen)?))
    }

    /// A page of the link.
    pub(crate) fn made(&self, known: &Known, screen: Screen<'_>) -> Result<Page, Failure> {
        let base = if self.page.is_empty() { format!("{}/", self.token) } else { String::new() };
        let home = self.to("");
        let request = ReturnsRequest {
            shop: &known.shop,
            now: self.now,
            screen,
            base: &base,
            home: &home,
            proof: self.proof(),
        };
        Ok(returns(&request)?)
    }

    /// The draft of a way, or a new one.
    pub(crate) fn draft(&self, known: &Known, way: Way) -> Draft {
        let own = known.draft.clone().filter(|draft| draft.way == way);
        own.unwrap_or_else(|| {
            let nth = known.filed.len();
            let mut key = hash_of(format!("draft|{}|{}|{nth}", known.order.id, self.now));
            key.truncate(16);
            Draft::new(&key, &known.order.id, way, self.now)
        })
    }

    pub(crate) async fn keep(&self, draft: &mut Draft) -> Result<(), Failure> {
        draft.at = self.now;
        let photos_gone = status::words_kept(&self.history, self.now)?;
        Ok(self.house.store.keep_draft(&self.link.shop, &self.link.entity, draft, photos_gone).await?)
    }

    /// Deletes all photos that were sent for a draft, before it goes: they lie under its name, which nobody knows without it.
    async fn forget_photos(&self, draft: &Draft) -> Result<(), Failure> {
        if let Some((objects, _)) = &self.house.photos {
            let of = rma::entity(&draft.order, &draft.key);
            objects.delete_photos(&self.link.shop, of.id()).await.map_err(Failure::from)?;
        }
        Ok(())
    }

    /// Deletes the photos of wishes that a draft has no more.
    async fn forget_photos_of_others(&self, before: &Draft, draft: &Draft) -> Result<(), Failure> {
        let Some((objects, _)) = &self.house.photos else { return Ok(()) };
        let of = rma::entity(&before.order, &before.key);
        let left: BTreeSet<&str> =
            draft.wishes.iter().flat_map(|wish| &wish.photos).map(|photo| photo.id.as_str()).collect();
        let photos = before.wishes.iter().flat_map(|wish| &wish.photos);
        for photo in photos.filter(|photo| !left.contains(photo.id.as_str())) {
            objects.delete_photo((&self.link.shop, of.id(), &photo.id)).await.map_err(Failure::from)?;
        }
        Ok(())
    }

    async fn choose(&self, known: Known, form: Option<&Form>) -> Result<Answer, Failure> {
        let mut wrong = Vec::new();
        let mut draft = known.draft.clone().filter(|draft| draft.way == Way::Policy);
        match form.map(|form| (form, form.doing().0)) {
            Some((_, "forget")) => {
                if let Some(draft) = &draft {
                    self.forget_photos(draft).await?;
                    self.house.store.drop_draft(&self.link.shop, &self.link.entity, &draft.key).await?;
                }
                return Ok(answers::see(&self.to("")));
            }
            Some((form, _)) => {
                let mut written = self.draft(&known, Way::Policy);
                written.choose(&form.chosen(&known.order));
                for wish in &mut written.wishes {
                    if let (None, Some(offer)) = (&wish.reason, known.offers.of_line(&wish.line)) {
                        wish.outcome = offer.usual_outcome();
                    }
                }
                wrong = written.wrong_choice(&known.offers);
                if wrong.is_empty() {
                    if let Some(before) = &draft {
                        self.forget_photos_of_others(before, &written).await?;
                    }
                    self.keep(&mut written).await?;
                    return Ok(answers::see(&self.to("details")));
                }
                draft = Some(written);
            }
            None => {}
        }
        let filed = views(&known);
        let screen = Screen::Choose {
            order: &known.order,
            offers: &known.offers,
            draft: draft.as_ref(),
            wrong: &wrong,
            filed: &filed,
        };
        self.show(&known, status_of(&wrong), screen)
    }

    async fn details(&self, known: Known, form: Option<&Form>) -> Result<Answer, Failure> {
        let mut draft = self.draft(&known, Way::Policy);
        if draft.wishes.is_empty() {
            return Ok(answers::see(&self.to("")));
        }
        let mut wrong = Vec::new();
        if let Some(form) = form {
            form.tell(&mut draft);
            let (doing, of) = form.doing();
            if doing == "split" {
                draft.split(of.parse().unwrap_or(usize::MAX));
            }
            // What is too long isn't kept; everything else is, right or wrong, so that nobody types it twice.
            let all = draft.wrong(&known.offers);
            let mut kept = draft.clone();
            let too_long = all.iter().filter(|wrong| wrong.field == domain::returns::portal::Field::Comment);
            for at in too_long.filter_map(|wrong| wrong.wish) {
                kept.wishes[at].comment = None;
            }
            self.keep(&mut kept).await?;
            match doing {
                "back" => return Ok(answers::see(&self.to(""))),
                "split" => return Ok(answers::see(&self.to("details"))),
                "photos" => {
                    return Ok(answers::see(&self.to(&format!("photos-{}", of.parse().unwrap_or(0_usize)))));
                }
                _ if all.is_empty() => return Ok(answers::see(&self.to("review"))),
                _ => wrong = all,
            }
        }
        let screen = Screen::Details {
            order: &known.order,
            offers: &known.offers,
            draft: &draft,
            wrong: &wrong,
            methods: &[Method::OwnPost],
        };
        self.show(&known, status_of(&wrong), screen)
    }

    async fn review(&self, known: Known, form: Option<&Form>) -> Result<Answer, Failure> {
        let draft = self.draft(&known, Way::Policy);
        if form.is_some_and(|form| form.doing().0 == "back") {
            return Ok(answers::see(&self.to("details")));
        }
        if let Some(again) = self.filed_before(&known, draft.way) {
            return Ok(again);
        }
        // What was right yesterday may be too late today, or asked for elsewhere meanwhile.
        if !draft.wrong_choice(&known.offers).is_empty() {
            return Ok(answers::see(&self.to("")));
        }
        if !draft.wrong(&known.offers).is_empty() {
            return Ok(answers::see(&self.to("details")));
        }
        if form.is_some_and(|form| form.doing().0 == "file") {
            return self.file(draft).await;
        }
        let (decision, payer) = known.decided(&draft, self.now);
        let screen = Screen::Review { order: &known.order, draft: &draft, decision: &decision, payer };
        self.show(&known, 200, screen)
    }

    async fn withdraw(&self, known: Known, form: Option<&Form>) -> Result<Answer, Failure> {
        if known.offers.withdrawal.is_none() {
            return Ok(answers::see(&self.to("")));
        }
        let mut draft = self.draft(&known, Way::Withdrawal);
        let mut wrong = Vec::new();
        if let Some(form) = form {
            draft.choose(&form.chosen(&known.order));
            wrong = draft.wrong_choice(&known.offers);
            if wrong.is_empty() {
                // A withdrawal needs no pictures, and it is written over whatever was begun.
                if let Some(begun) = known.draft.as_ref().filter(|begun| begun.way == Way::Policy) {
                    self.forget_photos(begun).await?;
                }
                self.keep(&mut draft).await?;
                return Ok(answers::see(&self.to("withdraw-confirm")));
            }
        }
        let screen = Screen::Withdraw {
            order: &known.order,
            offers: &known.offers,
            draft: Some(&draft).filter(|draft| !draft.wishes.is_empty()),
            wrong: &wrong,
        };
        self.show(&known, status_of(&wrong), screen)
    }

    async fn confirm(&self, known: Known, form: Option<&Form>) -> Result<Answer, Failure> {
        let draft = self.draft(&known, Way::Withdrawal);
        if let Some(again) = self.filed_before(&known, draft.way) {
            return Ok(again);
        }
        let back = form.is_some_and(|form| form.doing().0 == "back");
        if back || !draft.wrong_choice(&known.offers).is_empty() {
            return Ok(answers::see(&self.to("withdraw")));
        }
        if form.is_some_and(|form| form.doing().0 == "file") {
            return self.file(draft).await;
        }
        self.show(&known, 200, Screen::WithdrawConfirm { order: &known.order, draft: &draft })
    }

    /// The way to the return that was filed last this way, for whoever sends its form twice.
    fn filed_before(&self, known: &Known, way: Way) -> Option<Answer> {
        let filed = known.filed_last.as_ref().filter(|(own, _)| *own == way && known.draft.is_none());
        filed.map(|(_, id)| answers::see(&self.to(&format!("r-{id}"))))
    }

    /// Files the wish, once: first what is said beside it, then the wish; then of the draft only its name is kept, so that whoever
    /// sends the form twice finds what it became.
    async fn file(&self, mut draft: Draft) -> Result<Answer, Failure> {
        let (store, shop) = (&self.house.store, &self.link.shop);
        let entity = rma::entity(&draft.order, &draft.key);
        let words = Words::of(&draft);
        if !words.is_empty() {
            let until = status::words_kept(&self.history, self.now)?;
            store
                .say_of_return(shop, &entity, until, |known| {
                    let is_new = known.is_empty();
                    if is_new {
                        known.clone_from(&words);
                    }
                    is_new
                })
                .await?;
        }
        let request = draft.request(self.now);
        let is_withdrawal = request.withdrawal;
        store
            .tell_return(shop, &entity, (FROM, kinds::REQUESTED), Told::Requested { request }, self.now)
            .await?;
        draft.wishes.clear();
        self.keep(&mut draft).await?;
        metrics::count(NAME, "Filed", 1);
        tracing::info!(shop = shop.as_str(), withdrawal = is_withdrawal, "a return was filed");
        Ok(answers::see(&self.to(&format!("r-{}?said=filed", entity.id()))))
    }
}

/// The order's returns, as pages list them.
fn views(known: &Known) -> Vec<Filed<'_>> {
    known.filed.iter().map(|(id, kept)| Filed { id, kept }).collect()
}

fn status_of(wrong: &[Wrong]) -> u16 {
    if wrong.is_empty() { 200 } else { 422 }
}
