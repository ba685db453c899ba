//! Parcels on their way: what carriers say of them, whoever passes it on, in one list of words.
//!
//! A [`Scan`] is a fact that never changes. A [`Parcel`] is what follows from the *set* of its scans, so that it doesn't matter how
//! often or in which order they are told. No name, no street and no signature gets into either.

mod carrier;
mod code;
mod events;
mod number;
mod parcel;
mod s10;
mod scan;
mod shown;
mod silence;

pub use carrier::{Guess, guess};
pub use code::Code;
pub use events::{Scanned, Told};
pub use number::{LONGEST, Number, SHORTEST, of_order, of_shipment};
pub use parcel::{Folded, MOST_SCANS, Parcel, WINDOW};
pub use s10::{S10, S10Error};
pub use scan::{Expected, Place, Report, Scan};
pub use shown::as_carriers_say;
pub use silence::{MOST_DAYS, falls_silent};
