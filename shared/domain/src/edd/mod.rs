//! Delivery dates that a shop can keep: from a question, stock and settings to days, explained one by one.
//!
//! ```text
//! Asked ─▶ where is it, or when does it come? (ready) ─▶ which service takes it there? (constraint)
//!       ─▶ how long is that on its way? (transit) ─▶ day by day (walk) ─▶ Answer, or NoDate with its reason
//! ```
//!
//! Everything here is a function of its arguments. Days are civil dates: those up to the hand-over are the warehouse's, those
//! of the arrival the destination's.

pub mod adherence;
mod answer;
mod area;
mod ask;
mod constraint;
pub mod daily;
mod follow;
pub mod learned;
mod legal;
mod measured;
mod needs;
mod of_order;
mod plan;
mod postcode;
mod promise;
mod quote;
mod ready;
mod rules;
mod served;
mod subdivision;
#[cfg(test)]
mod tests;
mod told;
mod transit;
mod walk;
mod yard;

pub use answer::{Answer, Awaited, NoDate, Planned, Span, Stage, Step, Unserved, Waits, Why};
pub use area::{Area, Destination, Door};
pub use ask::{MOST_LINES, QuoteLine, QuoteRequest, Stocked};
pub use constraint::Parcel;
pub use follow::{Followed, Following, MovedBy};
pub use legal::{Duty, Late, duty};
pub use measured::{
    Adopted, AdoptedBecause, CONFIDENCE, Figure, Figures, InUse, Learned, Measured, ModelName, Refused,
    RefusedBecause, Training,
};
pub use plan::Reckoner;
pub use promise::{Inputs, Memory, Moved, PromisedBy, Settled, Shipment, Stored, UNDER_WAY, given_up_at};
pub use quote::{Quote, Quoted};
pub use rules::{Busy, Customs, Rule, Rules, Split, Uncounted};
pub use served::Served;
pub use told::{Dates, Delay, DelayedBy};
pub use transit::{Days, Lane, ReadTable, Source, Table, Transit, TransitSource, Waterfall};
pub use yard::Declared;
