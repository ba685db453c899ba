//! What a shop is and how it reckons: money, orders, settings, events, decisions.
//!
//! Pure: no I/O, no clock, no randomness. `now` is always an argument.

pub mod action;
pub mod automation;
pub mod calendar;
pub mod command;
pub mod digest;
pub mod document;
pub mod edd;
pub mod entity;
pub mod event;
pub mod failure;
pub mod forecast;
pub mod link;
pub mod mail;
pub mod missing;
pub mod money;
pub mod order;
pub mod outgoing;
pub mod privacy;
pub mod purchase;
pub mod reorder;
pub mod returns;
pub mod schedule;
pub mod send;
pub mod settings;
pub mod sheet;
pub mod stock;
pub mod stretch;
pub mod task;
pub mod tracking;
pub mod webhook;
pub mod zones;

pub use automation::{Automation, Because, Change, Decision, Reliance, Settled, Settles};
pub use entity::{EntityRef, Filed, Head, ShopId, SourceVersion};
pub use event::{Event, NewEvent, Payload};
pub use failure::Failure;
pub use jiff::Timestamp;
pub use money::{Currency, Money};
pub use outgoing::Outgoing;

/// Whether a field needn't be written, as it is read as its default where it is absent.
pub(crate) fn is_default<T: Default + PartialEq>(field: &T) -> bool {
    *field == T::default()
}
