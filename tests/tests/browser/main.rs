//! Mails and pages in a real browser: what a reader sees, how it reads aloud, in the light and in the dark, on a desk and
//! on a phone. Pictures for a person to look at are left in `.local/browser`.
//!
//! Without Chromium or axe-core these are skipped; in CI such a skip is a failure.

mod axe;
mod chromium;
mod dates;
mod desk;
mod hostile;
mod itself;
mod mails;
mod openapi;
mod page;
mod policy;
mod portal;
mod product_page;
mod report;
mod status;
mod stock;
