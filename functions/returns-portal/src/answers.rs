//! What is answered where there is no page of its own.

use domain::Failure;
use mail::page::{self, Notice, Page};
use shell::{Answer, HttpRequest, metrics, unanswerable};

use crate::NAME;

/// A page with forms that come back to it.
pub(crate) fn page(status: u16, page: Page) -> Answer {
    Answer::form(status, page.html).with("content-language", page.locale)
}

/// A page with forms that also go to these origins, and pictures from there.
pub(crate) fn page_to(status: u16, page: Page, origins: &[&str]) -> Answer {
    Answer::form_to(status, page.html, origins).with("content-language", page.locale)
}

/// After a form: the reader's browser asks for what it led to, so that reloading it sends nothing twice.
pub(crate) fn see(address: &str) -> Answer {
    Answer::text(303, "").with("location", address).with("referrer-policy", "no-referrer")
}

/// Whatever is wrong with a link.
pub(crate) fn not_found(asked: &HttpRequest) -> Answer {
    notice(asked, 404, Notice::NotFound)
}

/// What was sent is no form, or is far larger than any.
pub(crate) fn unreadable(asked: &HttpRequest) -> Answer {
    metrics::count(NAME, "Unreadable", 1);
    notice(asked, 400, Notice::Unavailable)
}

/// The reader may try again; whether somebody has to look is in the log and the metrics.
pub(crate) fn unavailable(asked: &HttpRequest, failure: &Failure) -> Answer {
    unanswerable(NAME, "a page of returns can't be shown", failure);
    notice(asked, 503, Notice::Unavailable).with("retry-after", "60")
}

fn notice(asked: &HttpRequest, status: u16, notice: Notice) -> Answer {
    let made = page::notice(notice, &asked.languages());
    shell::notice(NAME, status, made.map(|page| (page.html, page.locale)))
}
