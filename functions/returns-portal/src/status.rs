//! `/return/{link}/r-{id}`: how a return is, what to do next, and what the buyer may still say.

use domain::{
    EntityRef, Failure, Timestamp,
    event::hash_of,
    returns::{
        portal::{By, Words},
        record::{News, ReturnRecord},
        rma::{self, State},
        told::{Instructed, Word},
    },
    settings::History,
};
use jiff::SignedDuration;
use mail::page::{Done, Screen};
use shell::{Answer, HttpRequest};

use crate::{
    answers,
    buyer::Visit,
    form::Form,
    known::{self, Known},
};

/// Who speaks, in the journal.
const BUYER: &str = "buyer";

pub(crate) async fn answer(
    visit: &Visit<'_>,
    known: &Known,
    asked: &HttpRequest,
    id: &str,
    form: Option<&Form>,
) -> Result<Option<Answer>, Failure> {
    let entity = EntityRef::new(rma::ENTITY, id);
    let (store, shop) = (&visit.house.store, &visit.link.shop);
    let Some(kept) = known::filed(visit.house, shop, &known.order, &entity).await? else { return Ok(None) };
    if let Some(form) = form
        && let Some(done) = act(visit, &entity, &kept, form).await?
    {
        return Ok(Some(answers::see(&format!("{}?said={done}", visit.to(&format!("r-{id}"))))));
    }
    let words = store.words(shop, &entity).await?;
    let said = asked.queried("said");
    let slip = kept.slip.as_ref().and_then(|slip| slip.file.as_ref()).map(|_| format!("slip-{id}"));
    let screen = Screen::Status {
        order: Some(&known.order),
        kept: &kept,
        words: &words,
        slip: slip.as_deref(),
        may_cancel: may_cancel(&kept),
        may_object: may_object(&kept),
        said: done(said),
    };
    visit.show(known, 200, screen).map(Some)
}

/// What was just done, by the address that the form led to. It changes nothing but a sentence.
pub(crate) fn done(said: Option<&str>) -> Option<Done> {
    Some(match said? {
        "filed" => Done::Filed,
        "cancelled" => Done::Cancelled,
        "answered" => Done::Answered,
        "objected" => Done::Objected,
        "approved" => Done::Approved,
        "refused" => Done::Refused,
        "asked" => Done::Asked,
        "already" => Done::Already,
        _ => return None,
    })
}

/// Until when what is said now is kept: as long as photos are.
pub(crate) fn words_kept(history: &History, now: Timestamp) -> Result<Timestamp, Failure> {
    let days = history.at(now)?.shop.rules_of_returns()?.photos.keep_days;
    Ok(now + SignedDuration::from_hours(24 * i64::from(days.max(1))))
}

/// The paper for the parcel, once it is made.
pub(crate) async fn slip(visit: &Visit<'_>, known: &Known, id: &str) -> Result<Option<Answer>, Failure> {
    let entity = EntityRef::new(rma::ENTITY, id);
    let (store, shop) = (&visit.house.store, &visit.link.shop);
    let kept = known::filed(visit.house, shop, &known.order, &entity).await?;
    let Some((name, hash)) = kept.and_then(|kept| kept.slip?.file) else { return Ok(None) };
    let Some(bytes) = store.file(shop, &hash).await? else { return Ok(None) };
    Ok(Some(Answer::file("application/pdf", &name, bytes)))
}

/// Nothing has been sent, paid or ended.
fn may_cancel(kept: &ReturnRecord) -> bool {
    let open = matches!(kept.rma.state(), State::Requested | State::Review | State::Approved);
    open && kept.rma.refunds.is_empty()
}

/// What came back was worth less than it was said, and the buyer was told so.
fn may_object(kept: &ReturnRecord) -> bool {
    kept.told.iter().any(|notice| notice.news == News::Adjusted)
}

/// Does what the form asks for; how that is called, if it was anything.
async fn act(
    visit: &Visit<'_>,
    entity: &EntityRef,
    kept: &ReturnRecord,
    form: &Form,
) -> Result<Option<&'static str>, Failure> {
    let text = form.field("text").trim();
    let (store, shop) = (&visit.house.store, &visit.link.shop);
    let words = store.words(shop, entity).await?;
    let (word, name, called) = match form.doing().0 {
        "cancel" if may_cancel(kept) => (Word::Cancel, format!("cancel#{}", kept.rma.reopened), "cancelled"),
        "answer" if !text.is_empty() => (Word::Answer, named("answer", text, &words), "answered"),
        "object" if !text.is_empty() && may_object(kept) => {
            (Word::Object, named("object", text, &words), "objected")
        }
        _ => return Ok(None),
    };
    if word != Word::Cancel {
        let until = words_kept(&visit.history, visit.now)?;
        store.say_of_return(shop, entity, until, |words| words.say(By::Buyer, text, visit.now)).await?;
    }
    let said = Instructed { word, by: BUYER.to_owned(), who: None, reason: None };
    store.journal(shop, entity, &[said.once(&name)], visit.now).await?;
    Ok(Some(called))
}

/// The same words, sent twice, are said once; to another question they are said anew.
pub(crate) fn named(word: &str, text: &str, words: &Words) -> String {
    let mut hash = hash_of(text);
    hash.truncate(16);
    let questions = words.sayings.iter().filter(|saying| matches!(saying.by, By::Route(_))).count();
    format!("{word}#{questions}#{hash}")
}
