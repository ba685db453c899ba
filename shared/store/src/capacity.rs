//! Write units as DynamoDB counts them, added up per process for the figures. Logged, not stored.

use std::sync::atomic::{AtomicU64, Ordering};

static HUNDREDTHS: AtomicU64 = AtomicU64::new(0);

/// Adds what an answer says was used. Fractions come from reads only; hundredths are plenty.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::float_arithmetic)]
pub(crate) fn wrote(used: &aws_sdk_dynamodb::types::ConsumedCapacity) {
    let units = used.capacity_units().unwrap_or(0.0).max(0.0) * 100.0;
    HUNDREDTHS.fetch_add(units as u64, Ordering::Relaxed);
}

/// Write units used by this process so far.
pub fn written() -> u64 {
    HUNDREDTHS.load(Ordering::Relaxed) / 100
}
