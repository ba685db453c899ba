//! Where a buyer files a return and follows it, and where the shop's people decide it. See the README beside this.
//!
//! Woken by requests below `/returns`, `/return` and `/returns-desk`. Which shop and which order follow from a signed token alone; without one,
//! from an order's number and something that only its buyer knows. What is shown is what would be decided: the same facts, the
//! same policy. What a form says is kept as a draft, and filed once, as a wish like those of the platforms.
//!
//! Whatever is wrong with a link, the answer is the same page, of the same bytes, as at `order-status`.

mod answers;
mod buyer;
mod desk;
mod find;
mod form;
mod house;
mod known;
mod photos;
mod status;

use std::sync::Arc;

use domain::{Failure, Timestamp};
use objects::Objects;
use shell::{Answer, Door, HttpRequest, LinkKeys, TimeLeft, metrics};
use store::Store;

use crate::{form::Form, house::House};

/// The function, in metrics.
const NAME: &str = "returns-portal";

/// The door.
pub struct ReturnsPortal {
    house: House,
}

impl Door for ReturnsPortal {
    async fn answer(&self, asked: HttpRequest, _: &TimeLeft) -> Answer {
        self.answer_at(&asked, Timestamp::now()).await
    }
}

impl ReturnsPortal {
    /// A door onto `store`, which knows the shops' keys of links.
    pub fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { house: House::new(store, secrets) }
    }

    /// The same, which takes photos. Whoever has sent one is led back below `pages`, where the shop names no place of its own.
    pub fn with_photos(mut self, photos: Objects, pages: &str) -> Self {
        self.house.photos = Some((photos, pages.to_owned()));
        self
    }

    /// Answers as of `now`.
    pub async fn answer_at(&self, asked: &HttpRequest, now: Timestamp) -> Answer {
        if let Some(refusal) = asked.refusal_unless(&["GET", "HEAD", "POST"]) {
            return refusal;
        }
        let form = match asked.method == "POST" {
            true => match Form::read(asked) {
                Some(form) => Some(form),
                None => return answers::unreadable(asked),
            },
            false => None,
        };
        let found = self.route(asked, form.as_ref(), now).await;
        match found {
            Ok(Some(answer)) => {
                metrics::count(NAME, "Shown", 1);
                answer
            }
            Ok(None) => {
                metrics::count(NAME, "NotFound", 1);
                answers::not_found(asked)
            }
            Err(failure) => answers::unavailable(asked, &failure),
        }
    }

    /// What stands at an address; nothing, where nothing does.
    async fn route(
        &self,
        asked: &HttpRequest,
        form: Option<&Form>,
        now: Timestamp,
    ) -> Result<Option<Answer>, Failure> {
        let page = asked.parameter("page");
        if !asked.parameter("shop").is_empty() {
            return find::answer(&self.house, asked, page, form, now).await;
        }
        if !asked.parameter("link").is_empty() {
            return buyer::answer(&self.house, asked, page, form, now).await;
        }
        desk::answer(&self.house, asked, page, form, now).await
    }
}
