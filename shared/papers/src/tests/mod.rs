//! Papers as they are made: what they look like, what a reader takes out of them, and what hostile words do to them.

mod files;
mod hostile;
mod read;
mod samples;
mod slips;
mod ubl;
