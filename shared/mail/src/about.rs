//! What templates see.

use domain::settings::Shop;
use minijinja::{Value, context, value::Serde};

use crate::{
    About, Request, Unmailable,
    adherence::AdherenceView,
    attached, clean,
    context::Context,
    delay::DelayView,
    digest::DigestView,
    json_ld,
    links::Hosts,
    locale::Speech,
    look::LookView,
    mime::Inline,
    order::OrderView,
    purchase::{PurchaseView, Reader},
    return_report::ReturnReportView,
    returned::ReturnView,
    stock,
    strings::{Fence, Strings, Word},
    task::TaskView,
    templates::translator,
};

/// The longest shop name that fits a subject and a sender.
const LONGEST_NAME: usize = 120;

/// The shop as mails show it.
pub(crate) struct ShopView {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    pub(crate) look: LookView,
}

impl ShopView {
    pub(crate) fn of(shop: &Shop, hosts: &Hosts) -> Result<Self, Unmailable> {
        let url = hosts.allows(&shop.url).map(str::to_owned);
        let look = LookView::of(&shop.look, hosts);
        Ok(Self { name: clean::short(&shop.name, LONGEST_NAME, "shop.name")?, url, look })
    }
}

/// Everything a template may name, apart from the subject.
pub(crate) struct Scene {
    shop: Value,
    look: Value,
    about: Value,
    speech: Speech,
    strings: Strings,
    revision: u32,
    /// Pictures that the HTML shows.
    pub(crate) inline: Vec<Inline>,
    files: Vec<String>,
    files_left_out: usize,
}

impl Scene {
    pub(crate) fn of(
        request: &Request,
        speech: &Speech,
        shop: &ShopView,
        hosts: &Hosts,
    ) -> Result<Self, Unmailable> {
        let strings = Strings::of(request.message, speech, &request.shop.wording)?;
        let cx = Context::of(request, speech, &strings, hosts);
        let mut inline = Vec::new();
        let about = match request.about {
            About::Order(order) => {
                let (view, picture) = OrderView::of(order, &cx)?;
                inline.extend(picture);
                let json = json_ld::of(order, None, view.url.as_deref(), &shop.name, &cx)?;
                // The one text that isn't escaped by the engine: it is no text, and escaped as what it is.
                context! { order => Serde(view), json => Value::from_safe_string(json) }
            }
            About::Delay(order, delay) => {
                let view = DelayView::of(order, delay, &cx)?;
                let json = json_ld::of(order, Some(delay), view.url.as_deref(), &shop.name, &cx)?;
                context! { order => Serde(view), json => Value::from_safe_string(json) }
            }
            About::Task(entity, task) => {
                let view = TaskView::of(entity, task, &cx)?;
                context! { task => Serde(view) }
            }
            About::Digest(_, digest) => {
                let view = DigestView::of(digest, &cx)?;
                context! { digest => Serde(view) }
            }
            About::Stock(_, alert) => {
                let (view, picture) = stock::AlertView::of(alert, request.offers, &cx)?;
                inline.extend(picture);
                context! { stock => Serde(view) }
            }
            About::Purchase(entity, order, _) => {
                let view = PurchaseView::of(entity, order, Reader::Buyer, request.offers, &cx)?;
                context! { purchase => Serde(view) }
            }
            About::PurchaseOrder(entity, order) => {
                let view = PurchaseView::of(entity, order, Reader::Supplier, request.offers, &cx)?;
                context! { purchase => Serde(view) }
            }
            About::Adherence(_, report) => {
                let view = AdherenceView::of(report, &cx)?;
                context! { adherence => Serde(view) }
            }
            About::ReturnReport(_, report) => {
                let (view, picture) = ReturnReportView::of(report, &cx)?;
                inline.extend(picture);
                context! { report => Serde(view) }
            }
            About::Return(order, kept) => {
                let view = ReturnView::of_buyer(order, kept, request.revision, &cx)?;
                context! { ret => Serde(view) }
            }
            About::ReturnApproval(entity, kept, order) => {
                let view = ReturnView::of_staff(entity, order, kept, request.revision, request.offers, &cx)?;
                context! { ret => Serde(view) }
            }
            About::StockDigest(_, digest) => {
                let view = stock::DigestView::of(digest, request.offers, &cx)?;
                context! { stocks => Serde(view) }
            }
            About::StockStorm(_, storm) => {
                let view = stock::StormView::of(storm, request.offers, &cx)?;
                context! { storm => Serde(view) }
            }
        };
        let look = Value::from(Serde(shop.look.clone()));
        let shop = context! { name => shop.name.clone(), url => shop.url.clone() };
        let (fitting, files_left_out) = attached::fitting(request.files);
        let files = fitting.into_iter().map(|file| file.name).collect();
        let (speech, revision) = (speech.clone(), request.revision);
        Ok(Self { shop, look, about, speech, strings, revision, inline, files, files_left_out })
    }

    /// The subject of a mail that goes to the shop's own people instead.
    pub(crate) fn redirected(&self, subject: &str) -> Result<String, Unmailable> {
        self.strings.say("redirected", &[("subject", Word::from(subject))], Fence::Never)
    }

    /// The names for one part of the mail.
    pub(crate) fn names(&self, fence: Fence, subject: &str) -> Value {
        context! {
            shop => self.shop.clone(),
            look => self.look.clone(),
            lang => self.speech.tag.clone(),
            rtl => self.speech.rtl,
            dir => if self.speech.rtl { "rtl" } else { "ltr" },
            start => if self.speech.rtl { "right" } else { "left" },
            end => if self.speech.rtl { "left" } else { "right" },
            revision => self.revision,
            files => self.files.clone(),
            files_left_out => self.files_left_out,
            subject => subject,
            t => translator(self.strings.clone(), fence),
            ..self.about.clone()
        }
    }
}
