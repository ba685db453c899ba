//! The commands that need no cloud.

pub(crate) mod decide;
pub(crate) mod dry_run;
pub(crate) mod functions;
pub(crate) mod golden;
pub(crate) mod translate;
mod unfold;
