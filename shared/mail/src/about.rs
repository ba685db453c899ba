//! What templates see.

use minijinja::{Value, context, value::Serde};

use crate::{
    About, Request, Unmailable, clean,
    links::Host,
    locale::Speech,
    order::OrderView,
    strings::{Fence, Strings},
    templates::translator,
};

/// The longest shop name that fits a subject and a sender.
const LONGEST_NAME: usize = 120;

/// The shop as mails show it.
pub(crate) struct ShopView {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
}

impl ShopView {
    pub(crate) fn of(request: &Request) -> Result<Self, Unmailable> {
        let shop = request.shop;
        let url = Host::of_shop(&shop.url).and_then(|host| host.allows(&shop.url).map(str::to_owned));
        Ok(Self { name: clean::short(&shop.name, LONGEST_NAME, "shop.name")?, url })
    }
}

/// Everything a template may name, apart from the subject.
pub(crate) struct Scene {
    shop: Value,
    about: Value,
    speech: Speech,
    strings: Strings,
    revision: u32,
}

impl Scene {
    pub(crate) fn of(request: &Request, speech: &Speech, shop: &ShopView) -> Result<Self, Unmailable> {
        let strings = Strings::of(request.message, speech)?;
        let host = Host::of_shop(&request.shop.url);
        let about = match request.about {
            About::Order(order) => {
                let view = OrderView::of(order, speech, &strings, host.as_ref())?;
                context! { order => Serde(view) }
            }
        };
        let shop = context! { name => shop.name.clone(), url => shop.url.clone() };
        Ok(Self { shop, about, speech: speech.clone(), strings, revision: request.revision })
    }

    /// The names for one part of the mail.
    pub(crate) fn names(&self, fence: Fence, subject: &str) -> Value {
        context! {
            shop => self.shop.clone(),
            lang => self.speech.tag.clone(),
            rtl => self.speech.rtl,
            dir => if self.speech.rtl { "rtl" } else { "ltr" },
            start => if self.speech.rtl { "right" } else { "left" },
            end => if self.speech.rtl { "left" } else { "right" },
            revision => self.revision,
            subject => subject,
            t => translator(self.strings.clone(), fence),
            ..self.about.clone()
        }
    }
}
