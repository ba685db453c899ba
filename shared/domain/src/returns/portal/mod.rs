//! The buyer's side of a return: what may go back and why the rest may not, and a draft that is filled in step by step until
//! it is a wish. Pure: doors read and write, pages show.

mod draft;
mod offer;
mod said;

pub use draft::{Draft, Field, Way, What, Wish, Wrong};
pub use offer::{Offer, Offers, ReasonOffered, Standing, Withdrawal};
pub use said::{By, Saying, Words};
