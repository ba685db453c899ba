//! What goes with a mail: the page that its reader is led to, what they may do, files.

use std::sync::Arc;

use domain::{Failure, ShopId, Timestamp, settings::Shop};
use mail::{File, Offer};
use store::Store;

use crate::{MailDelivery, Mailer, deliver::Send, files, subject::Subject};

/// What goes with a mail.
#[derive(Default)]
pub(crate) struct Enclosed {
    pub(crate) page: Option<String>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) files: Vec<Enclosure>,
}

/// A file.
pub(crate) struct Enclosure {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Arc<[u8]>,
}

impl Enclosure {
    /// A paper that was made before, and is kept under its hash.
    pub(crate) async fn paper(store: &Store, shop: &ShopId, name: &str, hash: &str) -> Result<Self, Failure> {
        let bytes = store.file(shop, hash).await?;
        let bytes = bytes.ok_or_else(|| Failure::bug(format!("the paper {hash} isn't kept")))?.into();
        let media_type = match name.rsplit('.').next() {
            Some("pdf") => "application/pdf",
            Some("csv") => "text/csv",
            Some("xml") => "application/xml",
            _ => "application/octet-stream",
        };
        Ok(Self { name: name.to_owned(), media_type, bytes })
    }

    /// As the mail takes it.
    pub(crate) fn as_file(&self) -> File<'_> {
        File { name: &self.name, media_type: self.media_type, bytes: &self.bytes }
    }
}

impl<M: Mailer> MailDelivery<M> {
    /// What goes with the mail about `subject`.
    pub(crate) async fn enclosed(
        &self,
        subject: &Subject,
        send: &Send<'_>,
        shop: &Shop,
        now: Timestamp,
    ) -> Result<Enclosed, Failure> {
        let (event, pages) = (send.event, &self.pages);
        let mut enclosed = Enclosed::default();
        match subject {
            Subject::Order(order) => {
                enclosed.page = pages.of_order(event, shop).await;
                enclosed.files.extend(files::terms(&self.store, shop, order).await);
            }
            Subject::Delay(..) => enclosed.page = pages.of_order(event, shop).await,
            Subject::Stock(stocks) => {
                enclosed.offers = pages.offers(event, shop, &stocks.told()).await;
                enclosed.files.extend(stocks.table(shop, now)?);
            }
            Subject::Purchase(purchase) => {
                enclosed.offers = pages.of_actions(event, shop, purchase.actions(shop)).await;
                enclosed.files = purchase.papers(&self.store, &event.shop).await?;
            }
            Subject::Return(returned) if returned.is_to_buyer() => {
                enclosed.page = pages.of_return(event, returned.order(), shop).await;
                enclosed.files.extend(returned.slip(&self.store, &event.shop).await?);
            }
            Subject::Return(returned) => {
                enclosed.offers = pages.of_asked(event, shop, returned.actions()).await;
            }
            Subject::Task(_) | Subject::Digest(_) | Subject::Adherence(_) | Subject::ReturnReport(_) => {}
        }
        Ok(enclosed)
    }
}
