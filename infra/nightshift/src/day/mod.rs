//! The sample day: signed webhooks in order of arrival, and what they must leave behind.

pub(crate) mod evening;
pub(crate) mod index;
pub(crate) mod play;
pub(crate) mod post;
pub(crate) mod reasons;
pub(crate) mod rest;
pub(crate) mod returned;
pub(crate) mod shift;
pub(crate) mod shown;
