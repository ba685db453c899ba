//! The mails: what they say, in which language, as which bytes, and that nothing hostile gets through.

mod facts;
mod hostile;
mod languages;
mod looks;
mod mime;
mod random;
mod samples;
mod snapshots;
mod wording;
