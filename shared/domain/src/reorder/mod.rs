//! Reorder: what is to be ordered of an item, how much, from whom and when. Pure.

mod bounds;
mod class;
mod lead;
mod proposal;
pub mod rules;
mod trace;

pub use bounds::{Beyond, Sending};
pub use class::Class;
pub use lead::{ENOUGH, Lead, LeadBy, Record, Records, lead};
pub use proposal::{AMENDED, PROPOSED, Proposal, Way, Withdrawn};
pub use rules::{Autonomy, Boundary, Bounds, Policy, Round, Rules, Transfers};
pub use trace::{Bid, Donor, Inputs, Lost, Need, Position, Refused, Step, StepKind, Trace};
