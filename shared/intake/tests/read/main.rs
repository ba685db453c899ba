//! What each source's payloads and signatures are read as, a file for each matter. One executable, since each costs a link.

#[path = "../common/mod.rs"]
mod common;
#[path = "../every/mod.rs"]
mod every;

mod bigcommerce;
mod own_shop;
mod paid_and_sent;
mod shopify_edits;
mod shopify_notices;
mod shopify_orders;
mod shopify_poll;
mod shopify_topics;
mod signature_mutations;
mod signatures;
mod sums;
mod woocommerce_orders;
mod woocommerce_standing;
mod woocommerce_sums;
mod woocommerce_topics;
