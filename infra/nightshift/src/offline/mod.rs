//! The commands that need no cloud, and `dry-run` over the last days and `preview --order`, which do.

pub(crate) mod decide;
pub(crate) mod dry_run;
pub(crate) mod functions;
pub(crate) mod golden;
pub(crate) mod preview;
pub(crate) mod replay;
pub(crate) mod translate;
pub(crate) mod unfold;
