//! Mails and pages: one folder each, and their rendering to MIME and HTML.
//!
//! Pure: no I/O, no clock, no randomness. The same [`Request`] becomes the same bytes.

mod about;
mod address;
mod adherence;
mod attached;
mod chart;
mod clean;
mod context;
mod dates;
mod delay;
mod delivery;
mod delivery_date;
mod digest;
mod error;
mod files;
mod json_ld;
mod legal;
mod links;
mod lists;
mod locale;
mod look;
mod messages;
mod mime;
mod numbers;
mod order;
pub mod page;
pub mod paper;
mod payment;
mod purchase;
mod qr;
mod reasons;
mod render;
mod request;
mod return_report;
mod returned;
mod stock;
mod strings;
mod task;
mod templates;
mod totals;
mod wording;

pub use delivery_date::{DeliveryDates, SaidDates};
pub use error::Unmailable;
pub use locale::{is_spoken, locales};
pub use messages::{AboutKind, MessageInfo, message, messages, pages, papers, phrases};
pub use mime::LARGEST_MAIL;
pub use render::{Mail, render};
pub use request::{About, File, Offer, Request};
pub use stock::STOCKS_TOLD;
pub use stock::csv::{stock_digest_table, stock_storm_table};
pub use strings::sentence;
pub use wording::wording_mistakes;
