//! What goes back: what was really paid for each piece, and to which tender.

mod allocate;
mod clawback;
mod fee;
mod paid;
mod plan;
mod tenders;

pub use allocate::{allocate, prefix};
pub use paid::Unsound;
pub use plan::{Ask, Back, FreightOf, LineRefund, Plan, Step, ToTender, plan};
