//! What holds of every calendar.

mod properties;
mod vectors;
