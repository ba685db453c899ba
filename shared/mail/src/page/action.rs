//! What the shop's own people may do about something, and that it was done. In the shop's language, as their mails.

use domain::{
    EntityRef, Event, Payload as _, Timestamp,
    action::{Action, Taken},
    order::Order,
    purchase::{Happened, PurchaseOrder},
    returns::record::ReturnRecord,
    settings::Shop,
    stock::Alert,
};
use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{Page, names, page};
use crate::{
    Unmailable,
    about::ShopView,
    clean,
    context::Context,
    links::Hosts,
    locale::Speech,
    purchase,
    render::language_of,
    returned, stock,
    strings::{Fence, Strings, Word},
};

/// Longer ones are no ids.
const LONGEST: usize = 200;

/// A page of an action to be made.
#[derive(Debug, Clone, Copy)]
pub struct ActionRequest<'a> {
    /// The shop as it is now.
    pub shop: &'a Shop,
    /// What may be done.
    pub action: &'a Action,
    /// The event that it is about.
    pub told: &'a Event,
    /// The purchase order that it is about, where it is about one.
    pub purchase: Option<&'a PurchaseOrder>,
    /// The return that it is about, where it is about one, and its order.
    pub returned: Option<(&'a ReturnRecord, Option<&'a Order>)>,
    /// How far it is.
    pub doing: Doing<'a>,
    /// When it is looked at.
    pub now: Timestamp,
}

/// How far an action is.
#[derive(Debug, Clone, Copy)]
pub enum Doing<'a> {
    /// It is asked for. Whoever sends the page's form, this proof in it, does it.
    Offered {
        /// What only this page has.
        proof: &'a str,
    },
    /// It can't be done any more, or not yet.
    Over,
    /// It is done.
    Done {
        /// When.
        at: Timestamp,
        /// What was done.
        taken: &'a Taken,
        /// Whether that was before this request.
        before: bool,
    },
}

#[derive(Serialize)]
struct ActionView<'a> {
    heading: String,
    text: Option<String>,
    button: Option<String>,
    proof: Option<&'a str>,
    /// When it was done, and through whose mail.
    done: Option<String>,
    before: bool,
    rows: Vec<(String, String)>,
    /// Whether what is shown is another than what the mail told of.
    amended: bool,
    /// Whom the page is for.
    foot: String,
}

/// Makes the page. [`Unmailable::UnknownMessage`] for an action that this release has no words for.
pub fn action(request: &ActionRequest) -> Result<Page, Unmailable> {
    let ActionRequest { shop, action, told, purchase: order, returned: kept, doing, now } = *request;
    // Suppliers read their own language.
    let theirs = order.filter(|_| purchase::is_of_supplier(action));
    let speech = Speech::choose(theirs.and_then(|order| language_of(order, shop)), shop);
    let strings = Strings::of("action", &speech, &shop.wording)?;
    let hosts = Hosts::of(shop);
    let cx = Context::at(now, shop.time_zone(), shop, (&speech, &strings, &hosts));
    let say = |key: &str, words: &[(&str, Word)]| strings.say(key, words, Fence::WhereDirectionsMix);
    let own = |part: &str| format!("action-{}-{part}", action.word);
    if !strings.has(&own("heading")) {
        return Err(Unmailable::UnknownMessage);
    }
    let rows = || match (order, kept) {
        (Some(order), _) => purchase::page_rows(order, action, &cx),
        (None, Some((kept, order))) => returned::page_rows(order, kept, &cx),
        (None, None) => rows(told, &cx),
    };
    let instant = |at: Timestamp| speech.dates.instant(&at.to_zoned(cx.zone.clone()), &strings);
    let words = |until: Option<Timestamp>| -> Result<_, Unmailable> {
        let until = until.map(instant).transpose()?.unwrap_or_default();
        Ok([("n", Word::Count(action.days.into())), ("until", Word::Text(until))])
    };
    let foot = match theirs {
        Some(order) => {
            let supplier = Word::Text(clean::short(&order.supplier, LONGEST, "action.supplier")?);
            say("action-foot-supplier", &[("supplier", supplier), ("shop", shop_name(shop)?)])?
        }
        None => say("action-foot", &[("shop", shop_name(shop)?)])?,
    };
    let view = match doing {
        Doing::Offered { proof } => {
            let words = words(action.until(now, &cx.zone))?;
            ActionView {
                heading: say(&own("heading"), &words)?,
                text: Some(say(&own("text"), &words)?),
                button: Some(say(&own("button"), &words)?),
                proof: Some(proof),
                done: None,
                before: false,
                rows: rows()?,
                amended: amended(told, action, order),
                foot,
            }
        }
        Doing::Over => ActionView {
            heading: say("action-over", &[])?,
            text: None,
            button: None,
            proof: None,
            done: None,
            before: false,
            rows: rows()?,
            amended: false,
            foot,
        },
        Doing::Done { at, taken, before } => {
            let role = clean::short(&taken.role, LONGEST, "action.role")?;
            let by = [("when", Word::Text(instant(at)?)), ("role", Word::Text(role))];
            ActionView {
                heading: say(&own("done"), &words(taken.until)?)?,
                text: None,
                button: None,
                proof: None,
                // Suppliers have no role in the shop.
                done: Some(say(if theirs.is_some() { "action-by-supplier" } else { "action-by" }, &by)?),
                before,
                rows: rows()?,
                amended: false,
                foot,
            }
        }
    };
    let seen = ShopView::of(shop, &hosts)?;
    let names = context! {
        shop => context! { name => seen.name, url => seen.url },
        look => Value::from(Serde(seen.look)),
        action => Value::from(Serde(view)),
        ..names(&speech, strings.clone())
    };
    page("action", names, speech)
}

fn shop_name(shop: &Shop) -> Result<Word, Unmailable> {
    clean::short(&shop.name, LONGEST, "shop.name").map(Word::Text)
}

/// Whether an order has changed since its approver was told of it.
fn amended(told: &Event, action: &Action, order: Option<&PurchaseOrder>) -> bool {
    let asked = told.payload::<Happened>().ok().map(|told| told.revision);
    order.is_some_and(|order| !purchase::is_of_supplier(action) && asked != Some(order.revision))
}

/// What was told, and when.
fn rows(told: &Event, cx: &Context) -> Result<Vec<(String, String)>, Unmailable> {
    let say = |key: &str, words: &[(&str, Word)]| cx.strings.say(key, words, Fence::WhereDirectionsMix);
    let when = cx.speech.dates.instant(&told.time.to_zoned(cx.zone.clone()), cx.strings)?;
    let mut rows = match told.payload::<Alert>() {
        Ok(alert) if told.kind == Alert::KIND => stock::page_rows(&alert, cx)?,
        _ => vec![(say("action-about", &[])?, about(&told.subject, cx)?)],
    };
    rows.push((say("action-told", &[])?, when));
    Ok(rows)
}

/// What an entity is called where nothing better is known.
fn about(entity: &EntityRef, cx: &Context) -> Result<String, Unmailable> {
    let key = format!("action-about-{}", entity.kind().to_ascii_lowercase());
    let key = if cx.strings.has(&key) { key.as_str() } else { "action-about-other" };
    let word = |text: &str| clean::short(text, LONGEST, "action.about").map(Word::Text);
    cx.strings.say(key, &[("kind", word(entity.kind())?), ("id", word(entity.id())?)], Fence::Never)
}
