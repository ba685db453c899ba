//! Which days count: public holidays, the days on which a place works, cut-offs, and the arithmetic of working days.

mod cut_off;
pub mod holidays;
mod rule;
mod standing;
#[cfg(test)]
mod tests;
mod work;

pub use cut_off::CutOffs;
pub use holidays::Holidays;
pub use standing::Standing;
pub use work::{FURTHEST, HORIZON, NoDay, WorkCalendar};
