//! `/returns-desk/{desk}`: what waits for one of the shop's routes, and each return with all that one needs to decide it.

use std::sync::Arc;

use domain::{
    EntityRef, Failure, Timestamp,
    link::{Link, RETURNS_DESK},
    returns::{
        photo,
        portal::{By, Words},
        record::ReturnRecord,
        rma,
        told::{Instructed, Word},
    },
    settings::History,
};
use mail::page::{Done, Filed, Page, Photo, ReturnsRequest, Screen, returns};
use shell::{Answer, HttpRequest, metrics};

use crate::{NAME, answers, form::Form, house::House, photos, status};

/// One of the shop's people.
struct Desk<'d> {
    house: &'d House,
    history: Arc<History>,
    link: Link,
    token: &'d str,
    now: Timestamp,
}

pub(crate) async fn answer(
    house: &House,
    asked: &HttpRequest,
    page: &str,
    form: Option<&Form>,
    now: Timestamp,
) -> Result<Option<Answer>, Failure> {
    let token = asked.parameter("desk");
    let Some((link, history)) = house.open(token, &[RETURNS_DESK], now).await? else { return Ok(None) };
    let desk = Desk { house, history, link, token, now };
    match page {
        "" => desk.list().await.map(Some),
        id => desk.case(asked, id, form.filter(|form| form.is_from(desk.proof()))).await,
    }
}

impl Desk<'_> {
    fn proof(&self) -> &str {
        Link::proof(self.token).unwrap_or_default()
    }

    fn role(&self) -> &str {
        self.link.entity.id()
    }

    /// Whether the route is asked about a return now.
    fn may_vote(&self, kept: &ReturnRecord) -> bool {
        kept.rma.asks(self.role(), self.now).is_some()
    }

    fn made(&self, (base, home): (&str, &str), screen: Screen<'_>) -> Result<Page, Failure> {
        let shop = &self.history.at(self.now)?.shop;
        let request = ReturnsRequest { shop, now: self.now, screen, base, home, proof: self.proof() };
        Ok(returns(&request)?)
    }

    /// What waits for the route, the oldest first.
    async fn list(&self) -> Result<Answer, Failure> {
        let open = self.house.store.open_returns(&self.link.shop).await?;
        let mut waiting: Vec<_> = open.iter().filter(|(_, kept)| self.may_vote(kept)).collect();
        waiting.sort_by_key(|(_, kept)| kept.rma.asking.as_ref().map(|asking| asking.asked));
        let waiting: Vec<Filed<'_>> =
            waiting.iter().map(|(entity, kept)| Filed { id: entity.id(), kept }).collect();
        let base = format!("{}/", self.token);
        let screen = Screen::Desk { role: self.role(), waiting: &waiting };
        Ok(answers::page(200, self.made((&base, self.token), screen)?))
    }

    async fn case(
        &self,
        asked: &HttpRequest,
        id: &str,
        form: Option<&Form>,
    ) -> Result<Option<Answer>, Failure> {
        let entity = EntityRef::new(rma::ENTITY, id);
        let (store, shop) = (&self.house.store, &self.link.shop);
        let Some(kept) = store.rma_alone(shop, &entity).await? else { return Ok(None) };
        // Whoever was never asked about it has no business there.
        if !self.may_vote(&kept) && !kept.asked.iter().any(|put| put.route == self.role()) {
            return Ok(None);
        }
        let mut wrong = false;
        if let Some(form) = form {
            match self.act(&entity, &kept, form).await? {
                Some(done) => return Ok(Some(answers::see(&format!("{id}?said={done}")))),
                None => wrong = true,
            }
        }
        let order = store.snapshot(shop, &EntityRef::order(&kept.rma.request.order)).await?;
        let words = store.words(shop, &entity).await?;
        let said = asked.queried("said");
        let has_voted = self.has_voted(&entity, &kept).await?;
        let pictures = self.pictures(id, &words).await?;
        let photos: Vec<Photo<'_>> = pictures
            .iter()
            .map(|(wish, photo, address)| Photo {
                id: &photo.id,
                wish: *wish,
                url: Some(address),
                type_: photo.media_type.as_str(),
            })
            .collect();
        let origins: Vec<&str> =
            pictures.iter().map(|(.., address)| photos::origin(address)).take(1).collect();
        let screen = Screen::Case {
            role: self.role(),
            order: order.as_ref(),
            kept: &kept,
            words: &words,
            photos: &photos,
            may_vote: self.may_vote(&kept) && !has_voted,
            done: status::done(said).or(has_voted.then_some(Done::Already)),
            wrong,
        };
        let home = format!("../{}", self.token);
        let page = self.made(("", &home), screen)?;
        Ok(Some(answers::page_to(if wrong { 422 } else { 200 }, page, &origins)))
    }

    /// By the place of the request's line: its pictures, with addresses that show them for a while.
    async fn pictures<'w>(
        &self,
        id: &str,
        words: &'w Words,
    ) -> Result<Vec<(usize, &'w photo::Photo, String)>, Failure> {
        let Some((objects, _)) = &self.house.photos else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for (wish, photos) in words.photos.iter().enumerate() {
            for photo in photos {
                let address = objects.photo_link((&self.link.shop, id), photo, self.now).await;
                all.push((wish, photo, address.map_err(Failure::from)?));
            }
        }
        Ok(all)
    }

    /// That the route has answered this question, be it not yet counted.
    async fn has_voted(&self, entity: &EntityRef, kept: &ReturnRecord) -> Result<bool, Failure> {
        let name = Instructed::once_name(&self.vote_name(kept));
        Ok(self.house.store.event(&self.link.shop, entity, &name).await?.is_some())
    }

    /// One answer of each route to each question, and in each step where it is asked in several.
    fn vote_name(&self, kept: &ReturnRecord) -> String {
        let further = kept.put_last(self.role()).filter(|put| put.further);
        let step = further.map(|put| format!("#{}", put.step)).unwrap_or_default();
        format!("vote#{}#{}{step}", kept.rma.rounds, self.role())
    }

    /// Does what the form asks for; how that is called, if it was anything. A refusal says why.
    async fn act(
        &self,
        entity: &EntityRef,
        kept: &ReturnRecord,
        form: &Form,
    ) -> Result<Option<&'static str>, Failure> {
        if !self.may_vote(kept) {
            return Ok(None);
        }
        let text = form.field("text").trim();
        let (store, shop) = (&self.house.store, &self.link.shop);
        let reason = Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
        let (word, name, called) = match form.doing().0 {
            "approve" => (Word::Vote { yes: true, exception: None }, self.vote_name(kept), "approved"),
            "refuse" if reason.is_some() => {
                // Who refuses what the law grants says with it that the exception holds for which they were asked.
                let exception = kept.exception();
                (Word::Vote { yes: false, exception }, self.vote_name(kept), "refused")
            }
            "ask" if reason.is_some() => {
                let words = store.words(shop, entity).await?;
                // A question is counted once it stands there: sent twice, it is the last one.
                let is_said = words.question().is_some_and(|last| last.text == text);
                let before = if is_said { words.without_last() } else { words };
                (Word::Ask, status::named("ask", text, &before), "asked")
            }
            _ => return Ok(None),
        };
        let is_question = word == Word::Ask;
        if is_question {
            let by = By::Route(self.role().to_owned());
            let until = status::words_kept(&self.history, self.now)?;
            store.say_of_return(shop, entity, until, |words| words.say(by.clone(), text, self.now)).await?;
        }
        // A question may say something personal: it stands beside the return, and not in its journal.
        let reason = reason.filter(|_| !is_question);
        let said = Instructed { word, by: self.role().to_owned(), who: None, reason };
        let is_new = !store.journal(shop, entity, &[said.once(&name)], self.now).await?.is_empty();
        // Somebody else of the route was quicker, or another window: theirs counts. A question that stands there was asked.
        if !is_new && !is_question {
            return Ok(Some("already"));
        }
        metrics::count(NAME, "Decided", 1);
        tracing::info!(shop = shop.as_str(), word = called, "somebody said something of a return");
        Ok(Some(called))
    }
}
