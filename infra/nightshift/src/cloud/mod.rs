//! The local cloud: its tools, its processes, its stack.

pub(crate) mod build;
pub(crate) mod client;
pub(crate) mod days;
pub(crate) mod deploy;
pub(crate) mod host;
pub(crate) mod house;
pub(crate) mod layout;
pub(crate) mod links;
pub(crate) mod lock;
pub(crate) mod python;
pub(crate) mod running;
pub(crate) mod shop;
pub(crate) mod stack;
pub(crate) mod target;
pub(crate) mod tick;
pub(crate) mod tools;
pub(crate) mod unstarted;
pub(crate) mod which;
mod zipped;
