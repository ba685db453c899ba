//! The mails: what they say, in which language, as which bytes, and that nothing hostile gets through.

mod actions;
mod adherence;
mod content;
mod delays;
mod digests;
mod facts;
mod files;
mod fuzz;
mod hostile;
mod json_ld;
mod languages;
mod looks;
mod mime;
mod page_dates;
mod pages;
mod policy;
mod purchases;
mod random;
mod return_report;
mod returns;
mod returns_pages;
mod samples;
mod snapshots;
mod stocks;
mod wording;
