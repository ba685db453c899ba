//! Reorder: what is to be ordered of an item, how much, from whom and when. Pure.

mod along;
mod because;
mod bounds;
pub mod calendar;
pub mod choose;
mod class;
mod demand;
mod lead;
pub mod plan;
pub mod policy;
mod proposal;
#[cfg(test)]
mod random;
pub mod rules;
pub mod service;
pub mod steps;
mod terms;
pub mod top_up;
mod trace;
pub mod transfer;

pub use along::{Along, Soonest, along};
pub use because::{Because, Ordering};
pub use bounds::{Beyond, Sending};
pub use class::{Class, Cuts, Spread};
pub use demand::Demand;
pub use lead::{ENOUGH, Lead, LeadBy, Record, Records, lead};
pub use plan::{Looked, Next, Other, Planned, Shop, plan, suggest, suppliers_of, takings};
pub use proposal::{AMENDED, PROPOSED, Proposal, Way, Withdrawn};
pub use rules::{Autonomy, Boundary, Bounds, Policy, Round, Rules, Transfers};
pub use terms::Terms;
pub(crate) use trace::decimal;
pub use trace::{Bid, Donor, Inputs, Lost, Need, Position, Refused, Step, StepKind, Trace};
