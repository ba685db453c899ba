//! Pages: what a reader sees behind a mail's signed link. The same words, numbers and look as in mails, as a page of its
//! own: `pages/<name>/page.html` with its words beside it.
//!
//! Pure, like mails: the same request becomes the same bytes. A page runs no script and has no attribute `style`; it links
//! to the shop, to parcels at their carriers, and to the address for questions, and nowhere else. The one form that there is
//! goes to where its page came from.

mod action;
mod carriers;
mod facts;
mod policy;
mod returns;
mod view;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use domain::{Timestamp, edd::Dates, order::Order, settings::Shop, zones};
use minijinja::{Value, context, value::Serde};

use crate::{
    Unmailable,
    about::ShopView,
    context::Context,
    links::Hosts,
    locale::Speech,
    look::LookView,
    order::OrderView,
    strings::{Fence, Strings},
    templates::{engine, translator},
};

pub use action::{ActionRequest, Doing, action};
pub(crate) use carriers::tracking_page;
pub use facts::Facts;
pub use policy::{PolicyRequest, policy, policy_facts};
pub use returns::{Done, Filed, Photo, PhotoProblem, ReturnsRequest, Screen, Typed, Upload, returns};

/// An order's page to be made.
#[derive(Debug, Clone, Copy)]
pub struct PageRequest<'a> {
    /// The order as it now stands.
    pub order: &'a Order,
    /// What is known of its dates, where somebody reckons them.
    pub dates: Option<&'a Dates>,
    /// The shop's settings as they were when it was placed.
    pub shop: &'a Shop,
    /// Where something of it is returned, where the shop takes returns online.
    pub returns: Option<&'a str>,
    /// When it is looked at.
    pub now: Timestamp,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// All of it.
    pub html: String,
    /// The locale spoken, region included.
    pub locale: String,
}

/// A page that is about nothing and names no shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Whatever is wrong with a link.
    NotFound,
    /// Something of ours doesn't work at the moment.
    Unavailable,
}

/// Makes an order's page, in the buyer's language.
pub fn render(request: &PageRequest) -> Result<Page, Unmailable> {
    let Voice { speech, strings, hosts } = Voice::of(request)?;
    let cx = request.context(&speech, &strings, &hosts);
    let seen = ShopView::of(request.shop, &hosts)?;
    let status = view::StatusView::of(&Facts::of(request.order, request.dates, &cx)?, &cx)?;
    let (order, picture) = OrderView::of(request.order, &cx)?;
    // A page holds its picture itself: nothing else belongs to it.
    let code = picture.map(|p| format!("data:{};base64,{}", p.media_type, BASE64.encode(p.bytes)));
    let names = context! {
        shop => context! { name => seen.name, url => seen.url },
        look => Value::from(Serde(seen.look)),
        order => Value::from(Serde(order)),
        status => Value::from(Serde(status)),
        code => code,
        returns => request.returns,
        ..names(&speech, strings.clone())
    };
    page("order-status", names, speech)
}

/// The same facts for machines.
pub fn facts(request: &PageRequest) -> Result<Facts, Unmailable> {
    let Voice { speech, strings, hosts } = Voice::of(request)?;
    Facts::of(request.order, request.dates, &request.context(&speech, &strings, &hosts))
}

/// How an order's page speaks, and where it may lead.
struct Voice {
    speech: Speech,
    strings: Strings,
    hosts: Hosts,
}

impl Voice {
    fn of(request: &PageRequest) -> Result<Self, Unmailable> {
        let speech = Speech::choose(request.order.locale.as_deref(), request.shop);
        let strings = Strings::of("order-status", &speech, &request.shop.wording)?;
        Ok(Self { speech, strings, hosts: Hosts::of(request.shop) })
    }
}

impl<'a> PageRequest<'a> {
    fn context(&self, speech: &'a Speech, strings: &'a Strings, hosts: &'a Hosts) -> Context<'a> {
        let zone = zones::of_buyer(self.order, self.shop);
        Context::at(self.now, zone, self.shop, (speech, strings, hosts))
    }
}

/// A notice in the first of these languages that we speak, or in English.
pub fn notice(notice: Notice, languages: &[&str]) -> Result<Page, Unmailable> {
    let speech = Speech::of_reader(languages);
    let strings = Strings::of("notice", &speech, &Default::default())?;
    let word = match notice {
        Notice::NotFound => "not-found",
        Notice::Unavailable => "unavailable",
    };
    let look = Value::from(Serde(LookView::of(&Default::default(), &Hosts::none())));
    page("notice", context! { notice => word, look => look, ..names(&speech, strings) }, speech)
}

/// What every page knows of how it speaks.
fn names(speech: &Speech, strings: Strings) -> Value {
    context! {
        lang => speech.tag.clone(),
        dir => if speech.rtl { "rtl" } else { "ltr" },
        rtl => speech.rtl,
        t => translator(strings, Fence::WhereDirectionsMix),
    }
}

fn page(name: &str, names: Value, speech: Speech) -> Result<Page, Unmailable> {
    let html = engine().get_template(&format!("pages/{name}/page.html"))?.render(names)?;
    Ok(Page { html, locale: speech.tag })
}
