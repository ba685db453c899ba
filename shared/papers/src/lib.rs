//! Papers as files: PDF, CSV and UBL, in every language that mails speak.
//!
//! Pure: the same paper and settings, the same bytes. `domain::document` has what a paper says, `mail::paper` its words, numbers and
//! days; here is how it looks. The letters of every language lie here, so whoever knows this crate carries 3.3 MB of fonts: one function.

mod layout;
mod make;
mod pdf;
#[cfg(test)]
mod tests;
mod text;
mod ubl;

pub use make::{Printed, purchase_order, return_slip};
