//! The commands that meet the cloud, local or real.

pub(crate) mod catch_up;
pub(crate) mod down;
pub(crate) mod edd;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod links;
pub(crate) mod mailbox;
pub(crate) mod missing;
pub(crate) mod privacy;
pub(crate) mod purchases;
pub(crate) mod resend;
pub(crate) mod returns;
pub(crate) mod said;
pub(crate) mod send;
pub(crate) mod shadow;
pub(crate) mod stock;
pub(crate) mod suppression;
pub(crate) mod tasks;
pub(crate) mod tick;
pub(crate) mod up;
