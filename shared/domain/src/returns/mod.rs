//! Returns: what may come back, why, who is asked, and what goes back of the money. Pure.
//!
//! [`decide`] answers a [`Request`] by a [`Policy`] and [`Facts`]; [`Return`] is what becomes of it, step by step; [`plan`]
//! reckons the money, and [`backtest`] tries a policy on what happened.

pub mod analytics;
pub mod approval;
mod asking;
mod backtest;
pub mod cel;
mod decide;
mod decision;
pub mod exceptions;
mod facts;
mod fraud;
mod keep;
mod limits;
pub mod money;
pub mod of_order;
mod past;
pub mod photo;
pub mod policy;
pub mod portal;
pub mod published;
mod purchase;
mod purchase_of;
pub mod record;
mod request;
pub mod rma;
pub mod rules;
pub mod told;
mod vocabulary;
mod way_back;
pub mod window;
mod words;

pub use asking::{AskedNow, Asking, Tally, Vote};
pub use backtest::{Answer, Case, Changed, Report, RuleTally, Tally as Counted, backtest};
pub use decide::decide;
pub use decision::{Because, Decision, Judged, Looked, Shipment, Signal, SignalKind, Terms};
pub use facts::{Customer, Day, Days, Facts, Product, ShopDay, approved_on};
pub use money::{FreightOf, Plan, Unsound, plan};
pub use past::Past;
pub use policy::{Mistake, Policies, Policy};
pub use purchase::{Bought, Captured, Freight, Part, Promotion, Purchase};
pub use request::{Request, RequestLine};
pub use rma::{Return, State};
pub use rules::Rules;
pub use words::{Condition, Fault, Grade, Method, Outcome, RefundAt, Say, Trait, Verdict};

#[cfg(test)]
mod tests;
