//! What the shop's own people do by the signed links in their mails: acknowledge, snooze, and whatever else an automation
//! offers.
//!
//! Woken by `/actions/{token}`. A GET shows what would be done and changes nothing: scanners of mails follow every link. A
//! POST does it, once: the effect's name is the event's key in the journal, and the event goes to the automation that told
//! of the matter. Done again, or looked at later, the page says when it was done and through whose mail.
//!
//! Whatever is wrong with a link, the answer is the same page, of the same bytes, as at `order-status`.

use std::sync::Arc;

use domain::{
    EntityRef, Event, Failure, Timestamp,
    action::{Action, ActionLink, Taken},
    link::{Link, LinkKey},
    order::Order,
    purchase::{self, Because, Happened, PurchaseOrder},
    returns::{
        record::ReturnRecord,
        rma,
        told::{APPROVE, REFUSE},
    },
    settings::Shop,
};
use mail::{
    Unmailable,
    page::{self, ActionRequest, Doing, Notice},
};
use shell::{Answer, Door, HttpRequest, LinkKeys, TimeLeft, Visitors, metrics, unanswerable};
use store::Store;

/// The function, in metrics.
const NAME: &str = "action-pages";
/// The form's one field.
const FIELD: &str = "proof=";

/// The door.
pub struct ActionPages {
    store: Store,
    visitors: Visitors,
}

impl Door for ActionPages {
    async fn answer(&self, asked: HttpRequest, _: &TimeLeft) -> Answer {
        self.act(&asked, Timestamp::now()).await
    }
}

/// What a link opens.
struct Matter {
    shop: Shop,
    link: ActionLink,
    /// The event that told of it.
    told: Event,
    /// The purchase order that it is about, as it is now, where it is about one.
    purchase: Option<PurchaseOrder>,
    /// The return that it is about, as it is now, where it is about one, and its order.
    returned: Option<(ReturnRecord, Option<Order>)>,
    /// When it is looked at.
    now: Timestamp,
}

/// That something was done.
struct Done {
    at: Timestamp,
    taken: Taken,
    /// Whether that was before this request.
    before: bool,
}

impl ActionPages {
    /// A door onto `store`.
    pub fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { store, visitors: Visitors::new(secrets) }
    }

    /// Shows what the token offers, or does it.
    pub async fn act(&self, asked: &HttpRequest, now: Timestamp) -> Answer {
        if let Some(refusal) = asked.refusal_unless(&["GET", "HEAD", "POST"]) {
            return refusal;
        }
        let acts = asked.method == "POST";
        let token = asked.parameter("token");
        let answer = match self.find(token, now).await {
            Ok(Some(matter)) if acts && is_from_its_page(asked, token, &matter) => {
                self.take(&matter, token).await
            }
            // A POST that isn't the page's own form changes nothing: it is shown the form.
            Ok(Some(matter)) => self.look(&matter, token).await,
            Ok(None) => {
                metrics::count(NAME, "NotFound", 1);
                return notice(asked, 404, Notice::NotFound);
            }
            Err(failure) => Err(failure),
        };
        answer.unwrap_or_else(|failure| unavailable(asked, &failure))
    }

    /// What the token opens: which shop, entity, event and action follow from it alone.
    async fn find(&self, token: &str, now: Timestamp) -> Result<Option<Matter>, Failure> {
        let load = |shop| async move { self.store.settings(&shop).await };
        let open = |keys: &[LinkKey]| ActionLink::open(token, keys, now);
        let Some((mut link, history)) = self.visitors.open(token, load, open).await? else { return Ok(None) };
        let told = self.store.event(&link.shop, &link.entity, &link.action.matter).await?;
        // What no automation told, none would hear of.
        let Some(told) = told.map(|kept| kept.event).filter(|event| event.by.is_some()) else {
            return Ok(None);
        };
        let shop = history.at(now)?.shop.clone();
        let mut purchase = None;
        if link.entity.kind() == purchase::ENTITY {
            purchase = self.store.purchase_alone(&link.shop, &link.entity).await?;
            // What is done is done to the order as it is shown, not as it was when the mail was sent.
            if let (Some(order), Some(_)) = (&purchase, Happened::revision_of(&link.action.matter)) {
                link.action.matter = Happened::asked(order.revision);
            }
        }
        let mut returned = None;
        if link.entity.kind() == rma::ENTITY
            && let Some(kept) = self.store.rma_alone(&link.shop, &link.entity).await?
        {
            let order = EntityRef::order(&kept.rma.request.order);
            let order = self.store.snapshot(&link.shop, &order).await?;
            returned = Some((kept, order));
        }
        Ok(Some(Matter { shop, link, told, purchase, returned, now }))
    }

    /// The page, form or result, as it now stands.
    async fn look(&self, matter: &Matter, token: &str) -> Result<Answer, Failure> {
        let done = self.done(matter).await?;
        let answer = shown(matter, done.as_ref(), &proof(token, matter))?;
        metrics::count(NAME, "Shown", 1);
        Ok(answer)
    }

    /// Does it, unless it is done.
    async fn take(&self, matter: &Matter, token: &str) -> Result<Answer, Failure> {
        let Matter { shop, link, told, .. } = matter;
        let done = match self.done(matter).await? {
            Some(before) => before,
            None if !matter.is_possible() => return self.look(matter, token).await,
            None => {
                // Words for it first: what can't be shown isn't done either.
                shown(matter, None, "")?;
                let event = link.action.taken(told, matter.now, &shop.time_zone());
                let event = event.ok_or_else(|| Failure::bug("an event that nobody told was found"))?;
                let new =
                    !self.store.journal(&link.shop, &link.entity, &[event], matter.now).await?.is_empty();
                let done = self.done(matter).await?;
                let done = done.ok_or_else(|| Failure::transient("what was just done isn't there yet"))?;
                Done { before: !new, ..done }
            }
        };
        if done.before {
            metrics::count(NAME, "Repeated", 1);
        } else {
            metrics::count(NAME, "Taken", 1);
        }
        let (log_shop, word) = (link.shop.as_str(), link.action.word.as_str());
        tracing::info!(shop = log_shop, action = word, before = done.before, "an action was taken");
        shown(matter, Some(&done), "")
    }

    /// That it is done, if it is.
    async fn done(&self, matter: &Matter) -> Result<Option<Done>, Failure> {
        let link = &matter.link;
        let Some(kept) = self.store.event(&link.shop, &link.entity, &link.action.effect()).await? else {
            return Ok(None);
        };
        Ok(Some(Done { at: kept.event.time, taken: kept.event.payload()?, before: true }))
    }
}

impl Matter {
    /// Whether it can be done as things are. What contradicts what a supplier said before can: a person is told of it.
    fn is_possible(&self) -> bool {
        if let Some((kept, _)) = &self.returned {
            return self.may_vote(kept);
        }
        let Some(order) = &self.purchase else { return true };
        let action = &self.link.action;
        let may = match (action.word.as_str(), Happened::revision_of(&action.matter)) {
            (_, Some(revision)) => order.may_be_approved(revision),
            (word, None) => order.may_be_answered(word == "confirm"),
        };
        matches!(may, Ok(()) | Err(Because::Contradicted))
    }

    /// Whether whoever has the link is asked about the return now, and by the question that it was made for.
    fn may_vote(&self, kept: &ReturnRecord) -> bool {
        let Action { word, matter, role, .. } = &self.link.action;
        // A link of an earlier step is none to a further one.
        [APPROVE, REFUSE].contains(&word.as_str())
            && kept.rma.asks(role, self.now).is_some()
            && kept.put_last(role).is_some_and(|put| put.matter() == *matter)
    }
}

/// What only the token's own page has: the token's own end, and which revision of an order it showed. A page that is older
/// than the order doesn't speak for it.
fn proof(token: &str, matter: &Matter) -> String {
    let proof = Link::proof(token).unwrap_or_default();
    match &matter.purchase {
        Some(order) => format!("{proof}~{}", order.revision),
        None => proof.to_owned(),
    }
}

/// Whether a POST was sent by the form of the token's own page.
fn is_from_its_page(asked: &HttpRequest, token: &str, matter: &Matter) -> bool {
    let sent = asked.body.trim_ascii().strip_prefix(FIELD.as_bytes());
    // Nothing secret is compared here: the token has been verified, and the proof is its own end.
    let proof = proof(token, matter);
    // A browser writes the sign between the two as it is, or escaped.
    let sent = sent.map(|sent| String::from_utf8_lossy(sent).replace("%7E", "~"));
    !proof.is_empty() && sent.is_some_and(|sent| sent == proof)
}

fn shown(matter: &Matter, done: Option<&Done>, proof: &str) -> Result<Answer, Failure> {
    let doing = match done {
        None if !matter.is_possible() => Doing::Over,
        None => Doing::Offered { proof },
        Some(Done { at, taken, before }) => Doing::Done { at: *at, taken, before: *before },
    };
    let Matter { shop, link, told, purchase, returned, now } = matter;
    let (action, purchase) = (&link.action, purchase.as_ref());
    let returned = returned.as_ref().map(|(kept, order)| (kept, order.as_ref()));
    let page = page::action(&ActionRequest { shop, action, told, purchase, returned, doing, now: *now });
    let page = page.map_err(|error| match error {
        Unmailable::UnknownMessage => {
            Failure::newer(format!("action {} isn't known here yet", link.action.word))
        }
        other => other.into(),
    })?;
    Ok(Answer::form(200, page.html).with("content-language", page.locale))
}

/// A page that names no shop.
fn notice(asked: &HttpRequest, status: u16, notice: Notice) -> Answer {
    let made = page::notice(notice, &asked.languages());
    shell::notice(NAME, status, made.map(|page| (page.html, page.locale)))
}

/// The reader may try again; whether somebody has to look is in the log and the metrics.
fn unavailable(asked: &HttpRequest, failure: &Failure) -> Answer {
    unanswerable(NAME, "an action can't be shown or taken", failure);
    notice(asked, 503, Notice::Unavailable).with("retry-after", "60")
}
